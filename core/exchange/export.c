#include "core/exchange/export.h"

#include "core/exchange/export_about.h"
#include "core/exchange/export_graph.h"
#include "core/exchange/export_views.h"

#include <string.h>

static const char *const view_names[EXPORT_VIEW_COUNT] = {
	"providers", "tree", "cost", "range", "when", "ab", "loops", "migrations",
};

static const char *const format_names[EXPORT_FORMAT_COUNT] = {"csv", "json", "md", "dot", "mermaid"};

const char *export_view_name(enum export_view view)
{
	return view_names[view];
}

const char *export_format_name(enum export_format format)
{
	return format_names[format];
}

static const char *const group_names[EXPORT_GROUP_COUNT] = {"category", "provider", "team"};

const char *export_group_name(enum export_group group)
{
	return group_names[group];
}

enum export_group export_find_group(const char *name)
{
	int group = 0;
	while (group < EXPORT_GROUP_COUNT && strcmp(group_names[group], name) != 0)
		group++;
	return (enum export_group)group;
}

enum export_view export_find_view(const char *name)
{
	int view = 0;
	while (view < EXPORT_VIEW_COUNT && strcmp(view_names[view], name) != 0)
		view++;
	return (enum export_view)view;
}

enum export_format export_find_format(const char *name)
{
	int format = 0;
	while (format < EXPORT_FORMAT_COUNT && strcmp(format_names[format], name) != 0)
		format++;
	return (enum export_format)format;
}

bool export_is_possible(enum export_view view, enum export_format format)
{
	return format < EXPORT_DOT || view == EXPORT_TREE || view == EXPORT_LOOPS;
}

static const struct export_table *const tables[EXPORT_VIEW_COUNT] = {
	[EXPORT_PROVIDERS] = &export_providers, [EXPORT_TREE] = &export_tree,
	[EXPORT_COST] = &export_cost,           [EXPORT_RANGE] = &export_range,
	[EXPORT_WHEN] = &export_when,           [EXPORT_AB] = &export_ab,
	[EXPORT_LOOPS] = &export_loops,         [EXPORT_MIGRATIONS] = &export_migrations,
};

static const struct export_table *table_of(enum export_view view, enum export_group by)
{
	if (view == EXPORT_COST && by == EXPORT_BY_PROVIDER)
		return &export_cost_by_provider;
	if (view == EXPORT_COST && by == EXPORT_BY_TEAM)
		return &export_cost_by_team;
	return tables[view];
}

static uint32_t write_table(enum export_view view, enum table_format format, const struct export_source *from,
			    struct str *out)
{
	const struct export_table *of = table_of(view, from->subject->by);
	struct table table;
	table_begin(&table, format, view_names[view], of->row, of->columns, of->more, out);
	of->rows(&table, from);
	if (of->facts)
		of->facts(&table, from);
	export_about(&table, from->subject, from->analysis, view == EXPORT_AB ? from->base : NULL);
	return table.rows;
}

uint32_t export_write(enum export_view view, enum export_format format, const struct export_subject *subject,
		      struct analysis *analysis, struct analysis *base, struct str *out)
{
	static const enum table_format formats[] = {TABLE_CSV, TABLE_JSON, TABLE_MARKDOWN};
	if (format < EXPORT_DOT) {
		const struct export_source from = {analysis, base, subject};
		return write_table(view, formats[format], &from, out);
	}
	export_about_comments(subject, analysis, format == EXPORT_MERMAID, out);
	if (view == EXPORT_TREE)
		export_tree_graph(analysis, format == EXPORT_MERMAID, out);
	else
		export_loops_graph(analysis, format == EXPORT_MERMAID, out);
	return 0;
}
