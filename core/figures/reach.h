/*
 * What rests on what (spec.md section 7): the state behind it and what the other files of
 * core/figures ask of it beyond analysis.h and parts.h. Private to core/figures (and its tests).
 *
 * Two questions are kept apart. Offerings: rests(o), the providers that o fails with; it depends on
 * the model alone. Components: the providers that a component fails with, today and in the
 * scenario; a component's set is the union over its bindings and the components it depends on, so
 * all members of a circle have the same one.
 */
#ifndef CORE_FIGURES_REACH_H
#define CORE_FIGURES_REACH_H

#include "core/figures/failing.h"
#include "core/figures/order.h"
#include "core/figures/parts.h"
#include "core/figures/scc.h"
#include "core/figures/spend.h"

struct structure {
	uint32_t words;                         /* of a set of providers */
	struct named *providers;                /* in order of id; NULL until asked for */
	uint64_t *rests;                        /* [offering_count][words]; NULL until asked for */
	uint32_t *offering_first, *offering_to; /* offering -> the offerings that its runs_on names */
	struct scc offering_sets;               /* of that graph */
	struct scc component_sets;              /* of component -> component; nodes NULL until asked for */
	uint32_t *dependents;                   /* [component_count]; NULL until asked for */
	struct failing today, after;
	struct spending spending;
	struct concentration concentration;
	uint64_t concentration_version;
	bool concentration_known;
	struct arena arena;      /* of the circles */
	struct circles *circles; /* NULL until asked for */
};

/* Providers in order of id: [provider_count]. */
const struct named *analysis_provider_order(struct analysis *analysis);

/* Offering -> offerings of its runs_on, and the strongly connected sets of that graph. (rests.c) */
struct graph analysis_offering_graph(struct analysis *analysis);
const struct scc *analysis_offering_sets(struct analysis *analysis);

/* The same of component -> the components it depends on. (reach.c) */
const struct scc *analysis_component_sets(struct analysis *analysis);

/* Does everything that `from` fails with fail `to` as well? Moving from -> to then leaves nobody. */
bool analysis_covers(struct analysis *analysis, uint32_t from, uint32_t to);

/* A cosmetic move: it moves a binding, and for each rests(source) is within rests(target). */
bool analysis_leaves_nobody(struct analysis *analysis, const struct migration *migration);

/* The providers that a component fails with: a row of analysis_provider_words, until the next call. */
const uint64_t *analysis_failing_bits(struct analysis *analysis, uint32_t component, bool after);

#endif
