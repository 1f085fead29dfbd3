/*
 * The views of an export as tables: what a row is, its columns, and what stands beside the rows. Private
 * to core/exchange.
 */
#ifndef CORE_EXCHANGE_EXPORT_VIEWS_H
#define CORE_EXCHANGE_EXPORT_VIEWS_H

#include "core/exchange/export.h"
#include "core/exchange/table.h"

/* What a table is made from. */
struct export_source {
	struct analysis *analysis, *base; /* base: the A of A|B */
	const struct export_subject *subject;
};

struct export_table {
	const char *row;               /* what a row is about */
	const char *const *columns;    /* ends with NULL */
	const struct table_more *more; /* a second list, which `rows` begins; NULL: none */
	void (*rows)(struct table *table, const struct export_source *from);
	void (*facts)(struct table *table, const struct export_source *from); /* NULL: none */
};

extern const struct export_table export_providers, export_tree, export_loops, export_migrations;
extern const struct export_table export_cost_by_provider, export_cost_by_team;
extern const struct export_table export_cost, export_range, export_when, export_ab;

#endif
