/*
 * The inputs of an explanation while it is gathered: each named by what it is, with the part of the
 * figure that hangs on it. Texts are made only for those that are listed in the end. Private to
 * core/figures.
 */
#ifndef CORE_FIGURES_EXPLAIN_INPUTS_H
#define CORE_FIGURES_EXPLAIN_INPUTS_H

#include "core/figures/explain.h"
#include "core/figures/terms.h"

/* What an input is; in brackets what a and b are. */
enum input_kind {
	INPUT_RATE,
	INPUT_OVERRUN,
	INPUT_OVERLAP,
	INPUT_HORIZON,
	INPUT_DISCOUNT,
	INPUT_DRIVER,      /* effort or money for one [driver] */
	INPUT_STRATEGY,    /* how much of it [driver, strategy] */
	INPUT_PRICE,       /* [offering, unit] */
	INPUT_EGRESS,      /* [tier of the model, provider] */
	INPUT_ONBOARDING,  /* [provider] */
	INPUT_EXTRA,       /* [migration of the plan] */
	INPUT_RATIO,       /* cost_ratio [migration of the plan] */
	INPUT_COUNT,       /* [binding, count] */
	INPUT_GROWTH,      /* [binding] */
	INPUT_USAGE,       /* [binding, usage] */
	INPUT_MONTHLY,     /* today's [binding] */
	INPUT_NEW_MONTHLY, /* given value and origin [binding, offering] */
	INPUT_DEPENDENTS,  /* [component] */
	INPUT_COMMITMENT,  /* [commitment] */
	INPUT_CREDIT,      /* [credit] */
	INPUT_STANCE,      /* [provider that says it, need] */
	INPUT_REVENUE,     /* [provider] */
	INPUT_FLOW,        /* firm amount [flow] */
	INPUT_FLOW_YEARLY, /* of one year [flow] */
	INPUT_SPEND,       /* today's spend on an offering, given [offering] */
	INPUT_ONE_OFF,     /* the expected total, given */
	INPUT_SAVING,      /* a month, given */
	INPUT_ALONE,       /* the one-off cost of a move on its own, given [migration of the plan] */
	INPUT_LOWEST,      /* of the draws of the one-off, given */
	INPUT_HIGHEST,     /* the same */
	INPUT_KIND_COUNT
};

struct input {
	enum input_kind kind;
	uint32_t a, b;
	double part;  /* NAN: none */
	double value; /* of given ones */
	enum origin origin;
	uint64_t order;    /* of its first mention */
	bool lower_bound;  /* the value of a given one is */
	bool part_lower;   /* the part is */
	bool less_or_more; /* the value of one that is worked out is, by an assumed monthly */
};

struct inputs {
	struct analysis *analysis;
	const struct model *model;
	struct input *items; /* those that many terms share */
	size_t count, capacity;
	uint32_t *slots; /* [slot_mask + 1] item + 1, or 0 */
	size_t slot_mask;
	struct input *single; /* those of one binding, mentioned once: the heaviest so far, and some */
	size_t single_count, single_capacity;
	uint64_t mentioned;         /* inputs in all */
	double sizes[ORIGIN_COUNT]; /* of the terms */
	double total;
	bool lower_bound;
	bool unpriced;  /* what is added now is of a term that lacks a price */
	double divisor; /* of the parts, so that they are in the unit of the figure; 0: they are */
	bool waiting;   /* the terms are what one month more adds: all of a count's hangs on its growth */
};

void inputs_init(struct inputs *inputs, struct analysis *analysis);
void inputs_clear(struct inputs *inputs);

/* Adds `part` to an input, which is entered at its first mention. */
void inputs_add(struct inputs *inputs, enum input_kind kind, uint32_t a, uint32_t b, double part);

/* The same for one that is mentioned once and may be one of very many: only the heaviest are kept. Valid
 * until the next one is added. */
struct input *inputs_add_single(struct inputs *inputs, enum input_kind kind, uint32_t a, uint32_t b,
				double part, double value, enum origin origin);

/* The same for one that is worked out and has no place of its own. Valid until the next one is added. */
struct input *inputs_add_given(struct inputs *inputs, enum input_kind kind, uint32_t a, uint32_t b,
			       double part, double value, enum origin origin);

/* All inputs of a term, and its size by origin; false: it is nothing, and has none in the list. */
bool inputs_add_term(struct inputs *inputs, const struct term *term, uint32_t start);

/* Lists them in the explanation: by falling |part|, those without in order; the first EXPLAIN_MOST_INPUTS. */
void inputs_list(struct inputs *inputs, struct explanation *explanation);

/* The worst that has a size. */
enum origin origin_of_sizes(const double sizes[ORIGIN_COUNT]);

struct honesty honesty_of_sizes(const double sizes[ORIGIN_COUNT], bool lower_bound);

/* Name, unit, value and provenance of an input as a model has it (explain_names.c). */
void input_name(const struct model *model, const struct plan *plan, const struct input *input,
		struct arena *arena, struct explain_input *out);

/* The same, and which variable it is (explain_tried.c). */
void input_describe(const struct inputs *inputs, const struct input *input, struct arena *arena,
		    struct explain_input *out);

#endif
