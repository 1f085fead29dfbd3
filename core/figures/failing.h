/*
 * Which components fail with which providers (spec.md section 7): the state behind it. Private to
 * core/figures (and its tests).
 *
 * Members of a dependency circle fail together, so sets of providers are kept per *group*: a
 * strongly connected set of components. Today's are found by one pass over the groups, each after
 * those that it depends on. The scenario's follow every binding that moves: what it changes is looked
 * at again group by group, upwards from where it is, and nothing else. All sums are exact, so that
 * the way to a choice never shows.
 */
#ifndef CORE_FIGURES_FAILING_H
#define CORE_FIGURES_FAILING_H

#include "core/figures/exact.h"
#include "core/figures/parts.h"
#include "core/figures/sets.h"

/* What fails with one provider. */
struct extent {
	uint32_t components;
	struct exact monthly; /* of all their bindings, also the optional ones */
};

/* A group of so many components that it is not read again: its bindings are counted instead. */
struct throng {
	uint32_t group;
	uint32_t *on;    /* [offering_count] its bindings there that are not optional */
	uint32_t *below; /* [below_count] the other groups that it depends on, each once, ascending */
	uint32_t below_count;
	bool below_is_stale;  /* one of them has another set than `inherited` was made from */
	uint64_t *inherited;  /* [words] what it fails with because of them */
	struct exact monthly; /* of all its bindings */
	struct exact entered; /* what of that is in the extents */
};

struct failing {
	bool known;
	struct set_table sets;  /* of providers */
	uint32_t *set;          /* [groups] numbers into sets */
	struct extent *extents; /* [provider_count] */
	struct reach *reach;    /* [provider_count] the same as figures */

	/* Of the scenario's only. */
	struct throng *throngs; /* by group */
	uint32_t throng_count;
	uint32_t *above_first, *above; /* group -> the other groups that depend on it */
	uint64_t *stale;               /* a bit a group: it has to be looked at again */
	bool any_stale;
};

/* Today's, into an empty one. */
void failing_find_today(struct analysis *analysis, struct failing *today);

/* The scenario's where nothing moves, from today's, into an empty one. */
void failing_begin(struct analysis *analysis, const struct failing *today, struct failing *after);

/* Tells the scenario's that a binding moves: from one offering and monthly to another. */
void failing_move(struct analysis *analysis, struct failing *after, uint32_t binding,
		  const struct placing *from, const struct placing *to);

/* Follows what it was told; then sets and reach are those of where the bindings are now. */
void failing_settle(struct analysis *analysis, struct failing *after);

void failing_clear(struct failing *failing);

#endif
