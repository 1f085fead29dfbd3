/*
 * The inputs tried, as rows of exports. Private to core/exchange.
 */
#ifndef CORE_EXCHANGE_EXPORT_TRIED_H
#define CORE_EXCHANGE_EXPORT_TRIED_H

#include "core/exchange/table.h"
#include "core/figures/analysis.h"

/* Adds the row of a variable; rate: for people, its values are per cent. */
typedef void export_tried_row(struct table *table, const char *name, bool rate, struct range a,
			      struct range b);

/* Calls row for each variable that one of the two tries (base may be NULL), with its means in both. */
void export_each_tried(const struct analysis *analysis, const struct analysis *base, export_tried_row *row,
		       struct table *table);

#endif
