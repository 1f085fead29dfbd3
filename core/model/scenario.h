/*
 * Choices: which migrations are on, from which month, those made by hand, and the inputs tried.
 *
 * A plan is everything that can be switched: the model's migrations in the order of the file, then
 * those made since (a target chosen by hand, the ways out of a provider). Made ones are only ever
 * added; each choice says which it knows, so undo is an array of choices.
 */
#ifndef CORE_MODEL_SCENARIO_H
#define CORE_MODEL_SCENARIO_H

#include "core/model/tried.h"

struct plan {
	const struct model *model;
	struct arena arena;            /* of the made ones */
	struct migration **migrations; /* [count]; the first model->migration_count are the model's */
	uint32_t count;
	size_t capacity;
};

void plan_init(struct plan *plan, const struct model *model);
void plan_clear(struct plan *plan);

/*
 * Adds a migration that moves these bindings (copied, sorted; those on `to` already and doubles are
 * left out) and returns its index; NONE when no binding is left. A plain one (no strategy, ratio or
 * extra of its own) of the same prefix, bindings and target that is there already is returned
 * instead. The id is prefix + "/" + the next free number: "hand/1", "exit/aws/3". name NULL: the id.
 */
uint32_t plan_make(struct plan *plan, const char *prefix, const char *name, const uint32_t *bindings,
		   uint32_t count, uint32_t to);

/* Nothing but bindings and a target, as plan_make makes it: no strategy, ratio or extra of its own. */
bool plan_is_plain(const struct migration *migration);

uint32_t plan_find(const struct plan *plan, const char *id);

/* The first binding that both move, or NONE. */
uint32_t plan_common_binding(const struct plan *plan, uint32_t a, uint32_t b);

/* True when both move a binding in common. */
bool plan_clash(const struct plan *plan, uint32_t a, uint32_t b);

struct choice {
	uint32_t start;    /* month */
	uint32_t words;    /* of on */
	uint64_t *on;      /* a bit a migration of the plan; owned */
	uint32_t scenario; /* the scenario of the model that it came from, or NONE */
	uint32_t tried_count;
	struct tried *tried; /* [tried_count] sorted, each variable once; owned */
};

void choice_init(struct choice *choice);
void choice_clear(struct choice *choice);
void choice_copy(struct choice *to,
		 const struct choice *from); /* `to` is initialised; its old content is freed */
bool choice_equal(const struct choice *a, const struct choice *b); /* same migrations, start, tried values */
bool choice_is_on(const struct choice *choice, uint32_t migration);
void choice_set(struct choice *choice, uint32_t migration, bool on);
void choice_all_off(struct choice *choice);
uint32_t choice_count(const struct choice *choice);

/* Tries a value, in the place of another one of that variable; false when there are TRIED_MOST already. */
bool choice_try(struct choice *choice, const struct tried *tried);
/* Goes back to the stack's own; false when none of that variable is tried. */
bool choice_untry(struct choice *choice, const struct tried *tried);
/* Do both try the same? */
bool choice_tries_same(const struct choice *a, const struct choice *b);
/* The horizon in months, which may be tried: starts are below it. */
uint32_t choice_horizon(const struct choice *choice, const struct model *model);

void choice_of_scenario(struct choice *choice, const struct model *model, uint32_t scenario);

/*
 * Switches one on and, first, off those that move a binding in common; their indices go to `off`
 * (room for plan->count) and their number is returned.
 */
uint32_t choice_switch_on(struct choice *choice, const struct plan *plan, uint32_t migration, uint32_t *off);

#endif
