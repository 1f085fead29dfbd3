/*
 * The dependency tree as rows, in two directions:
 *
 *   what rests on a provider:       provider > offering > binding > dependent components > ...
 *   what each component rests on:   component > binding > offering > runs_on > ... > providers
 *
 * Only what is unfolded costs anything. For the stack of the sample, with AWS unfolded:
 *
 *   row  depth  kind             index
 *   0    0      TREE_PROVIDER    aws
 *   1    1      TREE_OFFERING    aws/bedrock-claude        open
 *   2    2      TREE_BINDING     chat@aws/bedrock-claude   openable: components depend on chat
 *   3    1      TREE_OFFERING    aws/s3                    openable
 *
 * A node that is met again further down is a row marked TREE_ABOVE and is not followed; one that is
 * its own ancestor is marked TREE_CIRCLE. Folds are kept by node, so they survive everything but a
 * new model. Depth is not limited.
 */
#ifndef TUI_TREE_H
#define TUI_TREE_H

#include "core/base/pattern.h"
#include "core/base/str.h"
#include "core/figures/analysis.h"
#include "tui/budget.h"
#include "tui/movers.h"

enum tree_kind {
	TREE_PROVIDER,
	TREE_OFFERING,
	TREE_BINDING,
	TREE_ARRIVAL, /* a binding that the scenario moves to the offering above it */
	TREE_COMPONENT,
	TREE_ANY /* an `any` of runs_on; index into model.support_groups */
};

enum tree_flag {
	TREE_OPENABLE = 1,
	TREE_OPEN = 2,
	TREE_ABOVE = 4,
	TREE_CIRCLE = 8,
	TREE_AFTER = 16 /* an offering that its binding rests on in the scenario, not today */
};

struct tree_row {
	uint32_t index, depth;
	uint32_t parent; /* row, or NONE */
	uint8_t kind, flags;
};

struct tree;

/* Which bindings to show besides the pattern; NULL: all. */
struct tree_only {
	bool (*keep)(const void *context, uint32_t binding);
	const void *context;
};

/* Both are borrowed; movers is to be kept up to the analysis's plan. */
struct tree *tree_new(struct analysis *analysis, const struct movers *movers);
void tree_free(struct tree *tree); /* NULL is fine */

/* What to show; nothing is computed before tree_rows. */
void tree_show_provider(struct tree *tree, uint32_t provider);
void tree_show_components(struct tree *tree);
bool tree_is_by_component(const struct tree *tree);

/*
 * Rows whose text matches, and what leads to them; pattern NULL: all. Both are borrowed. With a
 * pattern the rows stay as they are until tree_filter_go has tried the names: it goes as far as the
 * budget does and returns false when all is done; `partly` shows what it has got so far.
 */
void tree_filter(struct tree *tree, struct pattern *pattern, const struct tree_only *only);
bool tree_filter_goes_on(const struct tree *tree);
bool tree_filter_go(struct tree *tree, struct budget *budget);
bool tree_filter_partly(struct tree *tree, struct budget *budget); /* false: nothing new to show */

/* Ends it where it is: what was not tried is left out. */
void tree_filter_stop(struct tree *tree);

/* Names that were not tried, since the pattern took too long or was stopped; percent of them done. */
uint32_t tree_filter_untried(const struct tree *tree);
unsigned tree_filter_percent(const struct tree *tree);

/* To be called when the choice or the filter's answer changed. */
void tree_touch(struct tree *tree);

/* The rows, valid until the next call that changes the tree. */
const struct tree_row *tree_rows(struct tree *tree, uint32_t *count);

/* How many bindings (components) the filter leaves, and of how many. */
void tree_counts(struct tree *tree, uint32_t *kept, uint32_t *all);

bool tree_fold(struct tree *tree, uint32_t row, bool open);
bool tree_node_is_open(const struct tree *tree, enum tree_kind kind, uint32_t index);
void tree_open_node(struct tree *tree, enum tree_kind kind, uint32_t index, bool open);

/* The row of a node, or NONE; the first when it is there more than once. */
uint32_t tree_find_row(struct tree *tree, enum tree_kind kind, uint32_t index);

/* What a row is found by: its names and ids. */
void tree_text(struct tree *tree, uint32_t row, struct str *out);

/*
 * Looks for the next (step 1) or previous (step -1) row after `row` that matches, round the end; what
 * is folded is searched and unfolded. stay: `row` itself counts too. It goes on in pieces; a filter,
 * another provider or direction, and folds in between do no harm. All is borrowed.
 */
struct tree_search;
enum tree_found { TREE_GOES_ON, TREE_FOUND, TREE_NOT_FOUND };

struct tree_search *tree_search_new(struct tree *tree, struct pattern *pattern, uint32_t row, int step,
				    bool stay);
void tree_search_free(struct tree_search *search); /* NULL is fine */

/* As far as the budget goes; *row is where it is, or what it found. */
enum tree_found tree_search_go(struct tree_search *search, struct budget *budget, uint32_t *row);

/* Rows that the pattern took too long on, and rows that were not reached yet. */
uint32_t tree_search_untried(const struct tree_search *search);
uint32_t tree_search_left(const struct tree_search *search);

/* Bindings on an offering today, by falling monthly, then by index: their number in *count. */
const uint32_t *tree_bindings_on(struct tree *tree, uint32_t offering, uint32_t *count);

/* True when anything is bound to an offering today. */
bool tree_is_bound(const struct tree *tree, uint32_t offering);

/* What is spent on an offering today. */
double tree_offering_monthly(const struct tree *tree, uint32_t offering);

/* True when the offering fails with the tree's provider. */
bool tree_rests(struct tree *tree, uint32_t offering);

/* Bindings that stand for a row, or for what is below it down to bindings: *out is the caller's (free()). */
uint32_t tree_bindings_below(struct tree *tree, uint32_t row, uint32_t **out);

#endif
