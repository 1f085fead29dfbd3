/*
 * A tally: what a set of shares costs together.
 *
 * Shares have places ("slots", the plan's order) and are on or off. What adds up is kept as a
 * balanced tree of partial sums over the slots, whose shape is fixed: a switch recomputes one path
 * and never subtracts, so off again gives the same bits and the order of switching never shows.
 * What depends on the set is kept by party (a provider with its parts) and evaluated anew only for
 * the parties that a switched share touches. Dependents are counted in whole numbers.
 *
 * Shares and ground are borrowed and must outlive the tally.
 */
#ifndef CORE_FIGURES_TALLY_H
#define CORE_FIGURES_TALLY_H

#include "core/figures/share.h"

/* One share that touches a party. */
struct tally_entry {
	uint32_t slot, touch;
};

/* What some shares do to one party, added up. */
struct party_run {
	struct sum expected, likely, constant, leaving, arriving; /* the first three: volume */
	int64_t bindings;                                         /* that arrive less those that leave */
	uint32_t targets;
};

/* What the shares that are on do to one party. */
struct tally_party {
	struct tally_entry *on; /* those of the entries whose shares are on, also ascending */
	size_t on_count, on_capacity;
	struct tally_entry *entries; /* by slot; also of shares that are off */
	size_t count, capacity;
	bool stale;
	uint64_t stamp;        /* another one whenever anything below may have changed */
	int64_t staying;       /* bindings on offerings of the party in the scenario */
	uint32_t targets;      /* shares whose target is an offering of the provider itself */
	bool free;             /* no egress charge */
	struct pair volume_tb; /* of data that leaves the provider's own offerings */
	double constant_tb;    /* the part of it that is no range */
	struct pair egress;
	double pledges;                   /* commitments and credits, less today's */
	struct party_run *firsts, *rests; /* [on_count + 1] of the first e that are on; of those from e on */
	uint64_t rests_stamp;             /* that both are of; 0: not made */
};

struct tally {
	const struct ground *ground;
	const struct overlap *components;
	struct share **shares;       /* [count] by slot; NULL: not added */
	bool *on;                    /* [count] */
	uint32_t count, width;       /* width: leaves of the tree, a power of two */
	struct linear *nodes;        /* [2 * width] 1 is the root, n's children are 2n and 2n + 1 */
	struct tally_party *parties; /* [provider_count] */
	uint32_t *touched;           /* providers that have entries, ascending */
	uint32_t touched_count;
	uint32_t start, moved, assumed;
	uint64_t stamp;
	struct overlap_state dependents;
	uint32_t *onboarded; /* [onboarded_count] see tally_evaluate */
	uint32_t onboarded_count;
	uint32_t *best; /* [provider_count] scratch: by root, the provider that counts */
};

/* The part of a party's state that follows from the shares. */
struct party_sums {
	int64_t staying;
	uint32_t targets;
	struct pair volume_tb;
	double constant_tb, leaving, arriving;
};

/* What a set costs. */
struct evaluation {
	struct pair categories[CATEGORY_COUNT], total;
	double saving; /* a month */
};

/*
 * Costs and savings of this size that cancel leave no more than that, in money, as rounding: what is so near
 * to 0 is neither above nor below it.
 */
double evaluation_rounding(const struct evaluation *evaluation, const struct ground *ground);

/* `components` says which members (by slot) touch which components; the caller adds to it. */
void tally_init(struct tally *tally, const struct ground *ground, const struct overlap *components);
void tally_clear(struct tally *tally);

/* Gives a share its slot, switched off. */
void tally_add(struct tally *tally, uint32_t slot, struct share *share);

/* A share that was added. */
void tally_switch(struct tally *tally, uint32_t slot, bool on);

void tally_set_start(struct tally *tally, uint32_t start);

/*
 * Afterwards tally->onboarded are the providers whose onboarding counts, ascending, and all parties
 * of tally->touched are up to date.
 */
void tally_evaluate(struct tally *tally, struct evaluation *out);

/*
 * What switching one slot the other way would add to the expected total, from what it touches alone.
 * The tally is evaluated and its share added.
 */
double tally_try(struct tally *tally, uint32_t slot);

/* The same as tally_evaluate of one share on its own, without a tally. */
void tally_evaluate_alone(const struct ground *ground, struct share *share, uint32_t start,
			  struct evaluation *out);

/* The cost of a number of dependents by furthest strategy. */
struct pair tally_dependents_cost(const struct ground *ground, const uint64_t weight[STRATEGY_COUNT]);

/* The number of them, each times its strategy's `at`. */
double tally_dependents_count(const struct ground *ground, const uint64_t weight[STRATEGY_COUNT]);

/*
 * Of `count` different providers, those whose onboarding counts, to `out` (which may be `targets`);
 * their number. `best` is all NONE and stays so.
 */
uint32_t tally_onboarded(const struct ground *ground, const uint32_t *targets, uint32_t count, uint32_t *best,
			 uint32_t *out);

#endif
