/*
 * Why this number: for any figure that is shown, how it is reckoned, from what, and where that
 * comes from. And how honest a total is: which part of it rests on whose figures.
 *
 * An explanation is a copy (but for texts of the model) and stays valid while the model lives, also
 * when the choice changes. Nothing in it has been filtered for a terminal.
 */
#ifndef CORE_FIGURES_EXPLAIN_H
#define CORE_FIGURES_EXPLAIN_H

#include "core/figures/analysis.h"
#include "core/figures/origin.h"

/* What is explained; in brackets what `subject` is an index of (else it is ignored). */
enum explain_kind {
	EXPLAIN_CATEGORY, /* of the one-off cost [enum category] */
	EXPLAIN_ONE_OFF,  /* the expected total */
	EXPLAIN_MONTHLY,  /* in the scenario */
	EXPLAIN_NPV,
	EXPLAIN_PAYBACK,
	EXPLAIN_BEST_START,
	EXPLAIN_SHARE,         /* of the monthly spend, today [provider] */
	EXPLAIN_EXIT,          /* months of spend to get out [provider] */
	EXPLAIN_REACH,         /* what fails with it, today [provider] */
	EXPLAIN_ALIGNMENT,     /* [provider] */
	EXPLAIN_GAP,           /* unfunded, a year [provider] */
	EXPLAIN_CONCENTRATION, /* HHI, in the scenario */
	EXPLAIN_LOOP,          /* its pull [index into analysis_loops] */
	EXPLAIN_CYCLING,
	EXPLAIN_ALONE,           /* a move on its own [migration of the plan] */
	EXPLAIN_MARGINAL,        /* what it adds to the others that are on [migration of the plan] */
	EXPLAIN_SWING,           /* the one-off with one input at its low, its high [of analysis_swings] */
	EXPLAIN_BINDING,         /* the one-off cost of the move of one binding on its own [binding] */
	EXPLAIN_BINDING_MONTHLY, /* what a binding costs in the scenario [binding] */
	EXPLAIN_BINDING_TODAY,   /* what it costs today [binding] */
	EXPLAIN_COMPONENT_TODAY, /* its bindings together [component] */
	EXPLAIN_OFFERING_TODAY,  /* all bindings on it [offering] */
	EXPLAIN_RESTING_TODAY,   /* all bindings on what rests on it [provider] */
	EXPLAIN_MONTHLY_TODAY,
	EXPLAIN_TEAM,              /* what its components cost a month in the scenario [text: its name] */
	EXPLAIN_TEAM_TODAY,        /* [text: its name; 0: of those without a team] */
	EXPLAIN_PROVIDER,          /* what its own offerings cost a month in the scenario [provider] */
	EXPLAIN_PROVIDER_TODAY,    /* [provider] */
	EXPLAIN_SHARE_AFTER,       /* of the monthly spend in the scenario [provider] */
	EXPLAIN_WHOLE_SHARE,       /* the same with its parts, today [provider] */
	EXPLAIN_WHOLE_SHARE_AFTER, /* in the scenario [provider] */
	EXPLAIN_EXPOSURE,          /* one's spend on a loop, today [index into analysis_loops] */
	EXPLAIN_EXPOSURE_AFTER,    /* in the scenario [index into analysis_loops] */
	EXPLAIN_REACH_AFTER,       /* what fails with it in the scenario [provider] */
	EXPLAIN_CONCENTRATION_TODAY,
	EXPLAIN_LEAVING,        /* the one-off cost of getting out from month 0 on [provider] */
	EXPLAIN_WAY_OUT,        /* the same from the start of the choice on [provider] */
	EXPLAIN_WAY_OUT_MONTHS, /* that as months of spend [provider] */
	EXPLAIN_MOVE_MONTHLY,   /* what a move changes a month [migration of the plan] */
	EXPLAIN_INTERACTION,    /* the one-off total less the sum of the moves alone */
	EXPLAIN_WAITING,        /* what starting a month later adds to the one-off total */
	EXPLAIN_PUT_IN, /* what a loop's equity, warrants and credits put in [index into analysis_loops] */
	EXPLAIN_COMES_BACK,  /* [index into analysis_loops] */
	EXPLAIN_PASSING,     /* how many loops pass it [provider] */
	EXPLAIN_REACH_SPEND, /* what the components that fail with it cost a month, today [provider] */
	EXPLAIN_COMMITMENT,  /* what is left of it [commitment] */
	EXPLAIN_CREDIT,      /* [credit] */
	EXPLAIN_LOWEST,      /* of the draws of the one-off: the left end of the histogram */
	EXPLAIN_HIGHEST,     /* the right end */
	EXPLAIN_PEAK,        /* draws in the tallest column of the histogram [how many columns it has] */
	EXPLAIN_KIND_COUNT
};

/* Inputs beyond these are counted, not listed. */
enum { EXPLAIN_MOST_INPUTS = 200 };

/* Figures that one note tells at most. */
enum { EXPLAIN_MOST_TOLD = 2 };

struct explain_input {
	const char *name;     /* "Person-day", "Models at chat on Bedrock", ... */
	const char *variable; /* by which another value may be tried (tried.h); NULL: none, and `fixed` says
				 why */
	const char *fixed;    /* a sentence without full stop */
	struct range value;   /* low == high: a constant */
	bool tried;           /* the value is; then source and place are those of the one it stands in for: */
	struct range given;   /* NAN: there is none */
	enum origin given_origin;
	const char *unit;            /* "person-days for one", "USD a month"; "" where a number has none */
	double part;                 /* of the figure that hangs on it, in its unit; NAN: no such part */
	bool part_lower;             /* that lacks a price: it is at least so much */
	bool missing;                /* a price that nobody says; 0 hangs on it, or nobody knows what: NAN */
	enum origin origin;          /* of what is computed: the worst that it is made of */
	bool lower_bound;            /* something is missing from it: shown with `+` */
	bool less_or_more;           /* a monthly in it is assumed: shown with `?` */
	bool computed;               /* from other inputs: it comes from no place of its own */
	const struct source *source; /* NULL: none */
	struct place place;          /* line 0: nowhere: a default */
};

/* Shares of the sum of the sizes of all terms of a one-off total; 0 each where there is no term. */
struct honesty {
	double share[ORIGIN_COUNT]; /* 0..1 */
	bool lower_bound;           /* a price is missing: shown with `+` */
};

/* The figures of a note: where the digits of each stand in it, and whose marks it has. */
struct explain_figures {
	uint32_t count;
	struct {
		size_t begin, end;
		double value;
		enum explain_kind like; /* EXPLAIN_KIND_COUNT: of the figure that is explained */
	} items[EXPLAIN_MOST_TOLD];
};

struct explanation {
	struct arena arena;
	const char *title;
	const char *formula;          /* in words; lines end with a newline but for the last one */
	double value;                 /* NAN: there is none */
	const char *none;             /* what is said then: "none", "not within 36 months" */
	bool lower_bound;             /* something is missing from it: shown with `+` */
	bool less_or_more;            /* a monthly in it is assumed: shown with `?` */
	bool change;                  /* a difference: told with its sign, also when it is more */
	struct quantiles spread;      /* p10 and p90 of a one-off total, category or NPV; NAN elsewhere */
	const char *unit;             /* of value: "USD", "USD a month", "months", "%", "components", ... */
	struct explain_input *inputs; /* by falling |part|, then those without, in the order of the formula */
	uint32_t input_count, left_out;
	bool has_honesty;
	struct honesty honesty;
	const char *const *notes; /* what else should be known, a sentence each, without full stop */
	const struct explain_figures *told; /* [note_count] the figures in them */
	uint32_t note_count;
};

/* NULL where the figure does not exist (a binding that does not move, ...). Free with explanation_free. */
struct explanation *analysis_explain(struct analysis *analysis, enum explain_kind kind, uint32_t subject);

/*
 * Of moving bindings (ascending, at least one) together to one offering and nothing else, at the current
 * start: the one-off cost, as analysis_targets has it for one, and what they then cost a month.
 */
struct explanation *analysis_explain_target(struct analysis *analysis, const uint32_t *bindings,
					    uint32_t count, uint32_t to);
struct explanation *analysis_explain_target_monthly(struct analysis *analysis, const uint32_t *bindings,
						    uint32_t count, uint32_t to);
void explanation_free(struct explanation *explanation); /* NULL is fine */

/*
 * Of the expected one-off total of the current choice. A term of spec.md section 3 (a product of
 * figures) belongs to the worst origin among its factors; terms that save money count by their size.
 * Factors that are the format's own and change nothing (an `at` of 1, no growth) are not asked.
 */
const struct honesty *analysis_honesty(struct analysis *analysis);

#endif
