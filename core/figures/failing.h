/*
 * Which components fail with which providers (spec.md section 7): the state behind it. Private to
 * core/figures (and its tests).
 *
 * Members of a dependency circle fail together, so sets of providers are kept per *group*: a
 * strongly connected set of components. Today's are found by one pass over the groups, each after
 * those that it depends on. A choice starts from today's and looks again only at groups with a
 * binding that moves and at those that depend on a group whose set came out another one.
 */
#ifndef CORE_FIGURES_FAILING_H
#define CORE_FIGURES_FAILING_H

#include "core/figures/sets.h"
#include "core/figures/spend.h"

/* All components that fail with exactly the same providers. */
struct pile {
	struct account spend; /* of their bindings, also the optional ones */
	uint32_t components;
};

struct failing {
	bool known;
	struct set_table sets; /* of providers */
	uint32_t *set;         /* [groups] numbers into sets */
	struct pile *piles;    /* [sets.count] */
	struct reach *reach;   /* [provider_count] */
};

/* Today's into an empty one; the current choice's, from today's. */
void failing_find_today(struct analysis *analysis, struct failing *today);
void failing_find_after(struct analysis *analysis, const struct failing *today, struct failing *after);

void failing_clear(struct failing *failing);

#endif
