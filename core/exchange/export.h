/*
 * A view as a file to take away: one row a thing, every figure in full.
 *
 * What the screen shows with three digits stands here unrounded (but in Markdown, which is for
 * people). DOT and Mermaid are for what is a graph: the tree and the loops.
 */
#ifndef CORE_EXCHANGE_EXPORT_H
#define CORE_EXCHANGE_EXPORT_H

#include "core/base/str.h"
#include "core/figures/analysis.h"

enum export_view {
	EXPORT_PROVIDERS,
	EXPORT_TREE, /* a row a binding: who holds what, where it goes, whom it rests on */
	EXPORT_COST,
	EXPORT_RANGE,
	EXPORT_WHEN,
	EXPORT_AB,
	EXPORT_LOOPS,
	EXPORT_MIGRATIONS,
	EXPORT_VIEW_COUNT
};

enum export_format {
	EXPORT_CSV,
	EXPORT_JSON,
	EXPORT_MARKDOWN,
	EXPORT_DOT,
	EXPORT_MERMAID,
	EXPORT_FORMAT_COUNT
};

/* As on the command line: "providers", "ab", "csv", "md", ... */
const char *export_view_name(enum export_view view);
const char *export_format_name(enum export_format format);

/* By name; EXPORT_VIEW_COUNT and EXPORT_FORMAT_COUNT when there is none. */
enum export_view export_find_view(const char *name);
enum export_format export_find_format(const char *name);

/* True when the view can be had in the format. */
bool export_is_possible(enum export_view view, enum export_format format);

/* What the rows of EXPORT_COST are. */
enum export_group { EXPORT_BY_CATEGORY, EXPORT_BY_PROVIDER, EXPORT_BY_TEAM, EXPORT_GROUP_COUNT };

/* "category", "provider", "team"; by name, EXPORT_GROUP_COUNT when there is none. */
const char *export_group_name(enum export_group group);
enum export_group export_find_group(const char *name);

/* What a choice is called. */
struct export_name {
	const char *scenario; /* id; NULL: it is none */
	bool changed;         /* it differs from that scenario as it was saved */
	uint32_t stuck;       /* bindings that a way out in it leaves behind */
};

/* What the view is of, as far as the analysis does not know it. */
struct export_subject {
	struct export_name own, base;
	const char *exit; /* id of the provider whose way out it is; NULL: it is none */
	enum export_group by;
};

/* Adds the view of the analysis's choice to out; base is what A|B compares with, for the other views it may
 * be NULL. Returns how many rows it has; 0 of a graph. */
uint32_t export_write(enum export_view view, enum export_format format, const struct export_subject *subject,
		      struct analysis *analysis, struct analysis *base, struct str *out);

#endif
