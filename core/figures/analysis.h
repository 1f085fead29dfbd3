/*
 * Every figure for (plan, choice): the one thing that the front ends ask.
 *
 * An analysis is made for a plan and follows a choice. Each getter computes what is asked for the
 * current choice, once, and keeps it until the choice changes; what a change does not touch stays.
 * Results belong to the analysis and are valid until the next analysis_follow (or, where said,
 * as long as the analysis, that is, until other values are tried). Order of switching never shows: the same
 * choice gives the same bits. Units: money is the stack's currency; months are counted from as_of. Formulas:
 * spec.md.
 */
#ifndef CORE_FIGURES_ANALYSIS_H
#define CORE_FIGURES_ANALYSIS_H

#include "core/model/scenario.h"

#ifdef UNMOOR_FUZZ
enum { DRAWS = 128 };
#else
enum { DRAWS = 4096 };
#endif

struct analysis;

struct analysis *analysis_new(const struct plan *plan);
void analysis_free(struct analysis *analysis); /* NULL is fine */

/*
 * Makes `choice` the current one (copied). The plan may have grown since. Where it tries other values
 * than the one before, the analysis begins anew: then nothing that it gave is valid any more.
 */
void analysis_follow(struct analysis *analysis, const struct choice *choice);
const struct choice *analysis_choice(const struct analysis *analysis);
const struct plan *analysis_plan(const struct analysis *analysis);

/* The plan's model with the values that the choice tries: what the figures are of. Indices are the same;
 * valid as long as the same values are tried. */
const struct model *analysis_model(const struct analysis *analysis);

/* A migration of the plan with what is tried of it. */
const struct migration *analysis_migration(const struct analysis *analysis, uint32_t migration);

/* --- section 3 and 4 ------------------------------------------------------------------------- */

struct cost {
	double expected[CATEGORY_COUNT], likely[CATEGORY_COUNT];
	double expected_total, likely_total;
	uint32_t bindings_moved;
	uint32_t assumed;        /* moved bindings whose new monthly is assumed */
	uint32_t missing_prices; /* moved counts (distinct driver, target) whose driver's price the target
				    lacks */
	bool lacks_price[CATEGORY_COUNT]; /* the same by category: that sum is a lower bound */
	double monthly_before, monthly_after;
	double npv_expected, npv_likely;
	uint32_t payback_month; /* NONE: it never does, or nothing moves */
};

const struct cost *analysis_cost(struct analysis *analysis);

/* --- section 5 ------------------------------------------------------------------------------- */

struct quantiles {
	double mean, p10, p50, p90;
};

struct spread {
	struct quantiles total, npv;
	double npv_positive;  /* share of draws, 0..1; NAN: the NPV overflows */
	double rounding;      /* NPVs no further apart than this are the same */
	const double *totals; /* [DRAWS] one-off by draw; draw k of A and of B share their luck */
	const double *npvs;   /* [DRAWS] */
};

const struct spread *analysis_spread(struct analysis *analysis);

/* The share of draws, 0..1, in which the second has the higher NPV: both of the same plan. */
double spread_share_above(const struct spread *a, const struct spread *b);

/* The same of each category: [CATEGORY_COUNT]. Apart, because it is dearer and not on every screen. */
const struct quantiles *analysis_category_spread(struct analysis *analysis);

struct swing {
	const char *variable; /* "rate", "driver:model", "count:chat@aws/s3:data_tb", ... */
	double low, high;     /* one-off total with the variable at its low, high end */
};

/* By falling |high - low|, ties by name; unequal ones only, the first 50. */
const struct swing *analysis_swings(struct analysis *analysis, uint32_t *count);

/* --- section 6 ------------------------------------------------------------------------------- */

struct timing {
	const double *one_off, *npv; /* [horizon] by start month, expected */
	uint32_t best_start;
	bool known; /* false: the NPV overflows, and best_start says nothing */
	bool pays;  /* the best NPV is above 0 */
};

const struct timing *analysis_timing(struct analysis *analysis);

/* What starting a month later than in `start` adds to the expected one-off; NAN in the last month. */
double analysis_wait(struct analysis *analysis, uint32_t start);

/* --- the moves, one by one ------------------------------------------------------------------- */

struct move {
	uint32_t bindings; /* that it would move */
	double alone;      /* expected one-off of it alone, at the same start */
	double marginal;   /* total with - total without; NAN where it clashes */
	double monthly;    /* what it changes a month, alone */
	bool clashes;      /* it is off and moves a binding that moves already */
	bool cosmetic;
	bool lacks_price; /* a price at its target is missing: alone and marginal are lower bounds */
	bool assumed;     /* some of its new monthlies are */
};

/* [plan->count]; of a hundred thousand migrations a tenth of a second. */
const struct move *analysis_moves(struct analysis *analysis);
/* The same of one migration, and without the others' time: for those that are on the screen. */
const struct move *analysis_move(struct analysis *analysis, uint32_t migration);
/*
 * Reads the migrations of the plan for these, until so many bindings have been read (the last migration
 * to its end; some 1 us each); true when all are, and analysis_move takes little time.
 */
bool analysis_moves_go(struct analysis *analysis, uint32_t bindings);

double analysis_interaction(struct analysis *analysis); /* total - sum of alone over those that are on */

/* --- section 7: what rests on what ----------------------------------------------------------- */

struct reach {
	uint32_t components;
	double monthly;
};

/*
 * Works out this section's sets, today's and the scenario's, and tells how far it is, in per cent that only
 * grow: of a million components the circles alone take a third of a second. What asks for it later has it.
 */
struct analysis_progress {
	void (*tell)(void *context, unsigned percent);
	void *context;
};

void analysis_get_ready(struct analysis *analysis, const struct analysis_progress *progress);

/* [model->provider_count], of today's bindings; valid as long as the analysis. */
const struct reach *analysis_reach(struct analysis *analysis);
/* The same in the scenario. */
const struct reach *analysis_reach_after(struct analysis *analysis);

/* Does offering o fail with provider p? (p is in rests(o)); as long as the analysis. */
bool analysis_rests(struct analysis *analysis, uint32_t offering, uint32_t provider);
/* Does the component fail with the provider, today or in the scenario? */
bool analysis_fails(struct analysis *analysis, uint32_t component, uint32_t provider, bool after);
/* Providers it inherits today, sorted by id, to `out` (room for provider_count); their number. */
uint32_t analysis_inherited(struct analysis *analysis, uint32_t component, uint32_t *out);

struct layer {
	enum provider_kind kind;
	uint32_t before, after;           /* providers; NONE where none */
	double before_share, after_share; /* 0..1 */
};

struct concentration {
	double before, after; /* HHI 0..10000; NAN when nothing is spent */
	struct layer layers[PROVIDER_KIND_COUNT];
	uint32_t layer_count;
};

const struct concentration *analysis_concentration(struct analysis *analysis);

/* Strongly connected sets of more than one, as the report lists them; as long as the analysis. */
struct circles {
	const uint32_t *members;     /* components or offerings, by id within a circle */
	const struct slice *circles; /* into members; sorted */
	const bool *of_offerings;    /* [count] */
	uint32_t count;
};

const struct circles *analysis_circles(struct analysis *analysis);

/* --- section 8: ways out --------------------------------------------------------------------- */

struct exit_move {
	uint32_t binding, to;
};

struct exit_stuck {
	uint32_t binding;
	uint32_t capability; /* text: one that no other candidate has; NONE: there is no candidate of the kind
				at all that does not rest on p */
};

struct exit_plan {
	uint32_t provider;
	struct exit_move *moves; /* by binding */
	struct exit_stuck *stuck;
	uint32_t move_count, stuck_count;
	bool lacks_price;       /* one that counts is missing at a target: one_off is a lower bound */
	double one_off;         /* expected, at `start`; NAN: all are stuck */
	double months_of_spend; /* NAN: nothing spent, or one_off is NAN */
};

/* The whole plan of one provider at a start month; free with exit_plan_free. */
struct exit_plan *analysis_exit(struct analysis *analysis, uint32_t provider, uint32_t start);
void exit_plan_free(struct exit_plan *plan);

struct exit_figures {
	double one_off, months_of_spend; /* NAN: none */
	uint32_t moved, stuck;
	bool lower_bound; /* some are stuck, or a price that counts is missing at a target */
};

/* [model->provider_count], at month 0; as long as the analysis. */
const struct exit_figures *analysis_exits(struct analysis *analysis);

/*
 * Goes on with them for so many bindings (2 us each or less, at today's candidates); true when all is
 * known and analysis_exits takes no time. A choice that changes meanwhile does no harm: they are of today.
 */
bool analysis_exits_go(struct analysis *analysis, uint32_t bindings);

/* Candidates for one binding (spec 8's kind and capabilities, also those that rest on the same providers),
 * cheapest first. */
struct target {
	uint32_t offering;
	double one_off;   /* expected one-off of moving this binding alone at the current start */
	double monthly;   /* its new monthly */
	bool assumed;     /* that monthly is assumed */
	bool lacks_price; /* one that counts is missing there: one_off is a lower bound */
	bool cosmetic;    /* it leaves nobody */
};

/* Returns the number of candidates; *out is owned by the caller (free()). Same kind first, then other kinds
 * are left out. */
uint32_t analysis_targets(struct analysis *analysis, uint32_t binding, struct target **out);

/* --- section 9: loops ------------------------------------------------------------------------ */

struct loop_node {
	bool is_offering;
	uint32_t index;
};

/* One step of a loop: what goes from one node to the next. */
struct loop_edge {
	unsigned kind;     /* enum flow_kind, FLOW_OWNERSHIP or FLOW_DEPENDENCE */
	uint32_t flow;     /* index into model->flows; NONE for derived ones */
	uint32_t offering; /* FLOW_DEPENDENCE: an offering whose runs_on says so; else NONE */
};

struct loop_money {
	double put_in, comes_back, pull; /* NAN: none */
};

struct loop {
	const struct loop_node *nodes; /* [length], from the smallest id */
	uint32_t length;
	struct loop_money firm, headline;
	double exposure; /* today's monthly spend that sits on it */
};

struct loops {
	const struct loop *items;
	uint32_t count;
	bool cut;
};

/* As long as the analysis. */
const struct loops *analysis_loops(struct analysis *analysis);
/* The edges of step `step` (from node step to step + 1, round): their number; *out is the caller's (free()).
 */
uint32_t analysis_loop_step(struct analysis *analysis, const struct loop *loop, uint32_t step,
			    struct loop_edge **out);
/* Exposure of one loop in the scenario. */
double analysis_loop_exposure_after(struct analysis *analysis, const struct loop *loop);
/* Is some of that assumed (section 4)? */
bool analysis_loop_assumed_after(struct analysis *analysis, const struct loop *loop);
/* Does an offering sit on the loop? */
bool analysis_offering_on_loop(struct analysis *analysis, uint32_t offering, const struct loop *loop);

struct gap {
	uint32_t provider;
	double gap; /* money a year */
};

struct cycling {
	double index; /* 0..1; NAN: too many companies in one circle to say (analysis_warnings says so) */
	const struct gap *unfunded; /* by falling gap, then id */
	uint32_t unfunded_count;
	const double *gaps; /* [model->provider_count], money a year; NAN: funded, or in no flow */
};

const struct cycling *analysis_cycling(struct analysis *analysis);

/* --- providers: today's figures, with the rest gathered --------------------------------------- */

struct provider_figures {
	double monthly;       /* on its own offerings, today */
	double monthly_after; /* in the scenario */
	bool assumed_after;   /* some of that is assumed (section 4) */
	double alignment;     /* -100..100; NAN without needs */
	double coverage;      /* 0..1; NAN without needs */
	uint32_t loops;       /* how many of the listed loops pass it */
	bool circular;
	bool listed; /* belongs to the report's `providers` */
};

/* [model->provider_count] */
const struct provider_figures *analysis_providers(struct analysis *analysis);

/* Listed providers by falling monthly, then id: indices, their number in *count. */
const uint32_t *analysis_listed(struct analysis *analysis, uint32_t *count);

/* The stance of p on a need, its own or of the nearest parent that has one: NAN unknown; *from the provider
 * that says it. */
double analysis_stance(const struct model *model, uint32_t provider, uint32_t need, uint32_t *from);

/* New monthly of a binding on an offering (spec 4), with *assumed set; cost_ratio NAN for none. */
double cost_new_monthly(const struct model *model, uint32_t binding, uint32_t to, double cost_ratio,
			bool *assumed);

/* Why it is assumed. */
enum {
	ASSUMED_OLD = 1,  /* not all that is used has a price at both ends: it is the old one */
	ASSUMED_RATIO = 2 /* by prices of which one is the catalogue's, in another currency (spec 2) */
};

/* One of these; 0: it is not assumed. */
unsigned cost_assumed(const struct model *model, uint32_t binding, uint32_t to, double cost_ratio);

/* Those of all bindings of a migration together. */
unsigned migration_assumed(const struct model *model, const struct migration *migration);

/* Of one reason: "the new price is not known: the old monthly is assumed". */
const char *assumed_words(unsigned reason);

/* What computing found out and the user should know ("driver 'x' has no price at 'y'"); current choice. */
const struct diag_list *analysis_warnings(struct analysis *analysis);

#endif
