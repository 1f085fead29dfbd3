/*
 * The state behind sections 9 and 10 of spec.md, and behind honesty. Private to core/figures (and its tests).
 */
#ifndef CORE_FIGURES_LOOPS_H
#define CORE_FIGURES_LOOPS_H

#include "core/figures/explain.h"
#include "core/figures/loop_graph.h"
#include "core/figures/parts.h"
#include "core/figures/sets.h"

/* On whose figures the cost of one migration rests, for what it adds on its own. (honesty.c) */
struct honest_ledger {
	bool known, lower_bound;
	uint32_t start;
	const struct model *model;
	double sizes[ORIGIN_COUNT];
	enum origin arriving; /* the worst of its new monthlies */
};

struct circuits {
	struct arena arena; /* of what lives as long as the analysis */
	bool has_graph, has_loops, has_cycling;
	struct loop_graph graph;
	struct loops loops;
	bool exhausted;    /* the search for loops was given up: there may be more */
	uint32_t *passing; /* [provider_count] how many of the listed loops pass each */
	struct cycling cycling;
	struct provider_figures *providers; /* [provider_count]; NULL until asked for */
	uint32_t *listed;                   /* [listed_count] of provider_count */
	uint32_t listed_count;
	uint64_t providers_version;
	struct honest_ledger *honest; /* [honest_count] by migration of the plan */
	uint32_t honest_count;
	struct honesty honesty;
	uint64_t honesty_version; /* 0: none */
};

const struct loop_graph *analysis_loop_graph(struct analysis *analysis);

/* How many of the listed loops pass each provider: [provider_count]. */
const uint32_t *analysis_loops_passing(struct analysis *analysis);

/* The exposures of `count` loops to a spend by offering, into `out`. */
void loops_find_exposure(struct analysis *analysis, const struct loop *loops, uint32_t count, bool after,
			 double *out);

#endif
