/*
 * What the files of the tree share behind tree.h.
 */
#ifndef TUI_TREE_PARTS_H
#define TUI_TREE_PARTS_H

#include "tui/tree.h"

/* A set of nodes (kind and index). Order never shows: it is only asked whether one is in it. */
struct node_set {
	uint64_t *slots; /* key + 1; 0: free */
	size_t count, capacity;
};

void node_set_clear(struct node_set *set); /* frees */
void node_set_empty(struct node_set *set); /* keeps its memory */
bool node_set_has(const struct node_set *set, unsigned kind, uint32_t index);
void node_set_put(struct node_set *set, unsigned kind, uint32_t index, bool in);

/* Who is on what today, looked up from the other side. */
struct holds {
	const struct model *model;
	uint32_t *first_binding, *bindings;     /* by offering */
	bool *sorted;                           /* [offering_count] its bindings are in order */
	double *monthly;                        /* [offering_count] spent on it */
	uint32_t *first_dependent, *dependents; /* by component; NULL until asked for */
};

void holds_init(struct holds *holds, const struct model *model);
void holds_clear(struct holds *holds);
const uint32_t *holds_bindings(struct holds *holds, uint32_t offering, uint32_t *count);
const uint32_t *holds_unsorted(const struct holds *holds, uint32_t offering, uint32_t *count); /* any order */
void holds_sort(const struct model *model, uint32_t *bindings, uint32_t count);
const uint32_t *holds_dependents(struct holds *holds, uint32_t component, uint32_t *count);

/* Whose own names match. */
struct names {
	bool *offerings, *components; /* NULL: no pattern */
};

enum { TEAMS_KNOWN = 256 };

/* A pattern, and what it said of the teams that came last: they are few and come again and again. */
struct asked {
	struct pattern *pattern;
	uint32_t team[TEAMS_KNOWN];      /* texts */
	unsigned char said[TEAMS_KNOWN]; /* 0: nothing yet, else 1 + enum pattern_match */
};

void asked_init(struct asked *asked, struct pattern *pattern);

/* Whether the id, the name or the team matches; GAVE_UP when none does and one was not tried. */
enum pattern_match asked_component(struct asked *asked, const struct model *model, uint32_t component);
enum pattern_match asked_offering(const struct asked *asked, const struct model *model, uint32_t offering);

struct filter {
	struct asked asked; /* the pattern asked for last */
	const struct tree_only *only;
	struct names shown;  /* what the rows go by */
	struct names coming; /* while names are tried and none are shown yet */
	bool goes_on, partly;
	uint32_t next; /* of the offerings, then the components: which is tried next */
	uint32_t sort; /* of the offerings: whose bindings are put in order next */
	uint32_t hits, untried;
	uint32_t kept, all;
};

struct tree {
	struct analysis *analysis;
	const struct movers *movers;
	const struct model *model;
	bool by_component, stale;
	uint32_t provider;
	struct holds holds;
	struct filter filter;
	struct node_set open[2]; /* by direction */
	struct node_set folded_in_filter, seen;
	uint64_t *seen_components; /* a bit each: there may be a million of them */
	struct tree_row *rows, *pending;
	uint32_t count;
	size_t capacity, pending_count, pending_capacity;
};

/* tree_children.c */
uint32_t tree_next_root(const struct tree *tree, uint32_t next); /* `next` or a later one; NONE */
void tree_push_children(struct tree *tree, const struct tree_row *row, uint32_t at);
bool tree_has_children(struct tree *tree, const struct tree_row *row);

/* tree_find.c: what a node is found by */
void tree_node_text(struct tree *tree, unsigned kind, uint32_t index, struct str *out);

/* tree_filter.c */
bool filter_is_on(const struct filter *filter);
void filter_refresh(struct tree *tree);
void filter_clear(struct filter *filter);
bool filter_keeps_binding(const struct tree *tree, uint32_t binding);
bool filter_keeps_offering(struct tree *tree, uint32_t offering);
bool filter_keeps_component(const struct tree *tree, uint32_t component);
uint32_t filter_components(const struct tree *tree); /* of the first so many something is known */

#endif
