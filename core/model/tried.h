/*
 * Inputs tried: what if this figure were another one? Part of a choice, never of a stack.
 *
 * A tried value is a variable and a range (low == high: a constant). Variables are named like the
 * report's, "rate", "driver:prompt", "count:chat@aws/s3:data_tb", and a model with such values in it
 * gives, to the bit, the figures of a stack file that says them itself.
 */
#ifndef CORE_MODEL_TRIED_H
#define CORE_MODEL_TRIED_H

#include "core/base/arena.h"
#include "core/base/str.h"
#include "core/model/model.h"

/* What is tried; in brackets what a and b are. The name follows. */
enum tried_kind {
	TRIED_RATE,          /* rate */
	TRIED_OVERRUN,       /* overrun */
	TRIED_OVERLAP,       /* overlap: months */
	TRIED_HORIZON,       /* horizon: months */
	TRIED_DISCOUNT_RATE, /* discount_rate */
	TRIED_DRIVER,        /* [driver] driver:ID, effort or money for one */
	TRIED_AT,            /* [driver, strategy] at:DRIVER:STRATEGY */
	TRIED_EGRESS,        /* [provider, tier from 0] egress:PROVIDER:N, N from 1 */
	TRIED_ONBOARDING,    /* [provider] onboarding:PROVIDER */
	TRIED_REVENUE,       /* [provider] revenue:PROVIDER */
	TRIED_STANCE,        /* [provider, need] stance:PROVIDER:NEED */
	TRIED_PRICE,         /* [offering, unit] price:OFFERING:UNIT */
	TRIED_MONTHLY,       /* [binding] monthly:COMPONENT@OFFERING, today's */
	TRIED_GROWTH,        /* [binding] growth:COMPONENT@OFFERING */
	TRIED_USAGE,         /* [binding, usage] usage:COMPONENT@OFFERING:UNIT */
	TRIED_COUNT,         /* [binding, count] count:COMPONENT@OFFERING:DRIVER */
	TRIED_COMMITMENT, /* [commitment] commitment:PROVIDER[:N], what remains; N: its N-th, 1 where left out
			   */
	TRIED_CREDIT,     /* [credit] credit:PROVIDER[:N] */
	TRIED_FLOW,       /* [flow] flow:FROM:TO:KIND[:N], the firm amount */
	TRIED_EXTRA,      /* [migration of the model] extra:MIGRATION */
	TRIED_COST_RATIO, /* [migration of the model] cost_ratio:MIGRATION */
	TRIED_KIND_COUNT
};

/* More than these in one choice are refused: a stack that is another one altogether wants a file. */
enum { TRIED_MOST = 100 };

struct tried {
	enum tried_kind kind;
	uint32_t a, b;      /* 0 where the kind has none */
	struct range value; /* in the model's units: a rate per cent is 0.08 */
};

/* --- lists: by kind, a, b; each variable at most once ---------------------------------------- */

/* < 0, 0, > 0: the order of their variables, whatever their values. */
int tried_compare(const struct tried *a, const struct tried *b);

/* The one of that variable, or NULL. */
const struct tried *tried_get(const struct tried *all, uint32_t count, enum tried_kind kind, uint32_t a,
			      uint32_t b);

/* What a model is with; NULL where it has the stack's own figure. */
static inline const struct tried *tried_in(const struct model *model, enum tried_kind kind, uint32_t a,
					   uint32_t b)
{
	return model->tried_count == 0 ? NULL : tried_get(model->tried, model->tried_count, kind, a, b);
}

/* --- names and values ------------------------------------------------------------------------ */

/* Why a name or a value is none. Both texts in the arena that was given; suggestion may be NULL. */
struct tried_fault {
	const char *text, *suggestion;
	bool unasked; /* set by the caller: what was probably meant is not to be looked for */
};

/* The variable of that name; false with why not. The value is not touched. */
bool tried_find(const struct model *model, const char *name, struct tried *tried, struct tried_fault *fault,
		struct arena *arena);

/* Adds its name. */
void tried_name(const struct model *model, const struct tried *tried, struct str *out);

/*
 * Reads a value as the file writes that key: 1.1k, 8%, 40 GB, [500, 900, 1500]. False with why not.
 */
bool tried_read(const struct model *model, const char *text, struct tried *tried, struct tried_fault *fault,
		struct arena *arena);

/* "VARIABLE=VALUE" */
bool tried_read_both(const struct model *model, const char *text, struct tried *tried,
		     struct tried_fault *fault, struct arena *arena);

/* Adds a range as a file would say it: "1100", "[1, 2, 3]"; a rate as "8%". Reads back as the same bits. */
void tried_print_value(enum tried_kind kind, struct range value, struct str *out);

/* What a model says of the variable itself; NAN where it says nothing. */
struct range tried_given(const struct model *model, const struct tried *tried);

/*
 * Adds the unit of a value as it is shown: "USD", "USD a month", "% a year", "months"; nothing for a mere
 * factor. And such a value: a rate per cent is 8 here.
 */
void tried_unit(const struct model *model, const struct tried *tried, struct str *out);
struct range tried_shown(enum tried_kind kind, struct range value);

/* Adds a blank and what of the unit tried_print_value leaves out; nothing where that is nothing. */
void tried_print_unit(const struct model *model, const struct tried *tried, struct range value,
		      struct str *out);

/* "rate 1100 instead of [500, 900, 1500] USD", "extra:db 5k USD; the stack says nothing" */
void tried_print(const struct model *model, const struct tried *tried, struct str *out);

/*
 * How the file writes what a variable of that name stands for: the field, which is never NULL for a name
 * that tried_find knows, and whether it may be a range; NULL: no variable begins so.
 */
struct schema_field;
const struct schema_field *tried_field(const char *name, bool *ranged);

/* Says that no variable begins like this name does. */
void tried_unknown(const char *name, struct tried_fault *fault, struct arena *arena);

/* --- a model with them ----------------------------------------------------------------------- */

/*
 * A model like `model` (which must outlive it) but for these values; indices are the same. Only what
 * is changed is copied. Free with tried_model_free, never with model_free.
 */
struct model *tried_model_new(const struct model *model, const struct tried *tried, uint32_t count);
void tried_model_free(struct model *model); /* NULL is fine */

#endif
