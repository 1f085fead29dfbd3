/*
 * Choosing where a binding goes when it leaves a provider (spec.md section 8): its cheapest
 * candidate, or none.
 *
 * Bindings of one offering whose components require the same, with the same units of usage and the
 * same priced drivers, have the same candidates of the same rank: they form one *group* per provider
 * that is left. A group is worked out once, down to the prices that matter; a binding then costs a
 * few multiplications per candidate.
 */
#ifndef CORE_FIGURES_CHOOSER_H
#define CORE_FIGURES_CHOOSER_H

#include "core/figures/ground.h"

/* Candidates are of the binding's own kind, so nothing is refactored. */
enum { CHOOSER_STRATEGIES = STRATEGY_REFACTOR };

struct candidate {
	uint32_t offering;
	enum strategy strategy;
	bool crosses;  /* its provider has another root than the source's */
	bool unpriced; /* it lacks the price of a driver among the counts, whatever is counted of it */
	uint32_t tag;  /* for those who ask; NONE at first */
};

/* The candidates of the best rank that any of the group has, by id. */
struct group {
	uint32_t provider, from; /* that is left; the offering that its bindings are on */
	uint32_t next;           /* the group after it in the same hash slot; NONE: last */
	uint32_t *key;           /* [key_length] */
	uint32_t key_length;
	struct candidate *candidates;
	uint32_t count;
	double *usage_prices;  /* [count][usages]; not a number where there is none */
	double *driver_prices; /* [count][priced drivers] */
};

/* What is asked of candidates for one binding, read once. */
struct want {
	uint32_t binding;
	double monthly;
	double today;                    /* its usage at today's prices; 0: they say nothing */
	double base[CHOOSER_STRATEGIES]; /* one-off of efforts and money */
	double volume_tb[CHOOSER_STRATEGIES];
	double *quantities;                  /* [usage_count] */
	double *weights[CHOOSER_STRATEGIES]; /* [priced_count] count * at of each priced driver */
	uint32_t usage_count, priced_count;
	size_t usage_capacity, priced_capacity[CHOOSER_STRATEGIES];
	uint32_t *key; /* [key_length] what decides its group, but for provider and offering */
	uint32_t key_length;
	size_t key_capacity;
};

struct choice_made {
	const struct group *group;
	struct candidate *candidate; /* NULL: stuck */
	double monthly;              /* on the candidate */
	double linear;
	bool lacks_price; /* one that counts is missing there: `linear` is a lower bound */
};

struct chooser {
	struct analysis *analysis;
	const struct ground *ground;
	uint32_t *by_kind;     /* [offering_count] offerings by kind, then id */
	struct slice *kind_of; /* [offering_count] into by_kind: those of its kind */
	uint32_t *texts;       /* [text_count] capabilities that any offering has, ascending */
	uint32_t text_count, words;
	uint64_t *capabilities; /* [offering_count][words] */
	struct group *groups;
	size_t group_count, group_capacity; /* they are forgotten when there are very many, */
	size_t candidate_count;             /* or very many candidates in all of them */
	uint32_t *slots;                    /* [slot_count] first group of a hash, or NONE */
	uint32_t slot_count;
	struct want want;
};

void chooser_init(struct chooser *chooser, struct analysis *analysis);
void chooser_clear(struct chooser *chooser);

/* Reads a binding; valid until the next one is read. */
const struct want *chooser_read(struct chooser *chooser, uint32_t binding);

/* Where the binding goes when it leaves `provider`. Pointers in it are valid until the next call. */
struct choice_made chooser_choose(struct chooser *chooser, const struct want *want, uint32_t provider);

/*
 * Why a binding is stuck: a capability that it requires and no candidate has (else one that the best
 * of them lacks); NONE when there is no candidate of the kind at all that does not fail with `provider`.
 */
uint32_t chooser_explain(struct chooser *chooser, uint32_t binding, uint32_t provider);

/* True when the offering has every capability that the component requires. */
bool chooser_is_capable(const struct chooser *chooser, uint32_t offering, uint32_t component);

#endif
