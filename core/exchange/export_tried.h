/*
 * The inputs tried, in exports: nobody is to take such figures for the stack's own. Private to
 * core/exchange.
 */
#ifndef CORE_EXCHANGE_EXPORT_TRIED_H
#define CORE_EXCHANGE_EXPORT_TRIED_H

#include "core/exchange/table.h"
#include "core/figures/analysis.h"

/* Ends a table and says, where its format can, what is tried. */
void export_end(struct table *table, const struct analysis *analysis);

/* Calls row for each variable that one of the two tries (base may be NULL), with its means in both. */
void export_each_tried(const struct analysis *analysis, const struct analysis *base,
		       void (*row)(struct table *table, const char *name, struct range a, struct range b),
		       struct table *table);

/* What is tried as comments of DOT or Mermaid. */
void export_tried_comments(const struct analysis *analysis, bool mermaid, struct str *out);

#endif
