/*
 * The one-off cost term by term: every product of spec.md section 3 with what went into it. For
 * explaining; the figures themselves come from tally.h, and both agree (a test holds them to it).
 * Private to core/figures (and its tests).
 */
#ifndef CORE_FIGURES_TERMS_H
#define CORE_FIGURES_TERMS_H

#include "core/figures/costing.h"
#include "core/figures/origin.h"

enum term_kind {
	TERM_COUNT, /* binding, count, driver, strategy; of data_tb: provider, whose egress it shares in */
	TERM_DEPENDENTS, /* component, driver, strategy (the furthest) */
	TERM_PARALLEL,   /* binding */
	TERM_ONBOARDING, /* provider */
	TERM_EXTRA,      /* migration */
	TERM_PLEDGES     /* provider: its commitments and credits together */
};

struct term {
	enum term_kind kind;
	enum category category;
	enum strategy strategy;
	enum origin origin; /* the worst of its factors */
	bool unpriced;      /* TERM_COUNT: the target has no price for it */
	uint32_t binding, to, count, driver, provider, component;
	const struct migration *migration;
	double quantity; /* COUNT: count * growth * at; DEPENDENTS: number * at; PARALLEL: the new monthly */
	double expected; /* money */
};

/* One binding that moves. migration says how (strategy, cost_ratio); NULL: as derived. */
struct term_move {
	uint32_t binding, to;
	const struct migration *migration;
};

struct term_set {
	struct term_move *moves; /* [count] by binding, each at most once */
	uint32_t count;
	uint32_t start;
};

/* The moves of the current choice; of one migration of the plan; free with terms_set_clear. */
void terms_set_of_choice(struct analysis *analysis, struct term_set *set);
void terms_set_of_migration(struct analysis *analysis, uint32_t migration, struct term_set *set);
void terms_set_of_exit(const struct exit_plan *exit, uint32_t start, struct term_set *set);
void terms_set_of_binding(struct analysis *analysis, uint32_t binding, struct term_set *set);
void terms_set_of_target(struct analysis *analysis, const uint32_t *bindings, uint32_t count, uint32_t to,
			 struct term_set *set);
void terms_set_clear(struct term_set *set);

struct terms_visitor {
	void (*visit)(void *context, const struct term *term);
	void *context;
};

/* All terms that are not 0 for lack of a cause; in a fixed order. */
void terms_visit(struct analysis *analysis, const struct term_set *set, const struct terms_visitor *visitor);

/* Those of one binding that do not depend on what else moves: its counts but data_tb, and parallel running.
 */
void terms_visit_binding(struct analysis *analysis, const struct term_move *move, uint32_t start,
			 const struct terms_visitor *visitor);

/* How a move moves. */
enum strategy term_strategy(const struct model *model, const struct term_move *move);

/* The new monthly of a move. */
double term_monthly(const struct model *model, const struct term_move *move);

#endif
