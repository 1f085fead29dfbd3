/*
 * The inputs tried, as rows of exports. Private to core/exchange.
 */
#ifndef CORE_EXCHANGE_EXPORT_TRIED_H
#define CORE_EXCHANGE_EXPORT_TRIED_H

#include "core/exchange/table.h"
#include "core/figures/analysis.h"

/* Calls row for each variable that one of the two tries (base may be NULL), with its means in both. */
void export_each_tried(const struct analysis *analysis, const struct analysis *base,
		       void (*row)(struct table *table, const char *name, struct range a, struct range b),
		       struct table *table);

#endif
