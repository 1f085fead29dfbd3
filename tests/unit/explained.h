/*
 * The pages of `i` for tests: a stack, what is on, and the page that was asked for last.
 */
#ifndef TESTS_UNIT_EXPLAINED_H
#define TESTS_UNIT_EXPLAINED_H

#include "core/figures/explain.h"
#include "tests/unit/build.h"

/* Everything of spec.md 3: each kind of driver, tiers, waivers, onboarding, extra, pledges, growth. */
extern const char explained_stack[];

/* A person-day is 1000, the overlap 1 month. chat goes from 2 to 1 a call, the index to half its price. */
extern const char explained_small[];

struct explained {
	struct built built; /* of build_stack and its like */
	struct explanation *why;
};

/* The page of a figure in place of the one before; NULL: there is none. */
void explained_ask(struct explained *on, enum explain_kind kind, uint32_t subject);

/* The same, where it has to be there; and with that figure. */
void explained_need(struct explained *on, enum explain_kind kind, uint32_t subject);
void explained_expect(struct explained *on, enum explain_kind kind, uint32_t subject, double value,
		      const char *unit);

/* The input of that name on the page; the test fails when there is none. */
const struct explain_input *explained_input(const struct explained *on, const char *name);

/* The same, with that value and that part of the figure. */
const struct explain_input *explained_expect_input(const struct explained *on, const char *name, double value,
						   double part);

/* Whether a note says just that. */
bool explained_has_note(const struct explained *on, const char *text);

/* It can be built anew. */
void explained_clear(struct explained *on);

#endif
