/*
 * Small stacks for tests, written as the users write theirs.
 *
 * A body is the YAML that follows a fixed head: format 1, as_of 2026-11-01, no catalogue, a
 * person-day of 1000, no overrun, an overlap of 1 month, discount_rate 0. Any fault in it fails the test.
 */
#ifndef TESTS_UNIT_BUILD_H
#define TESTS_UNIT_BUILD_H

#include "core/figures/analysis.h"

/* The model of head + body; the caller frees it. */
struct model *build_model(const char *body);

/* A stack with everything that a figure needs; nothing is on. */
struct built {
	struct model *model;
	struct plan plan;
	struct choice choice;
	struct analysis *analysis;
};

void build_stack(struct built *built, const char *body);
void build_clear(struct built *built);

/* Switches a migration on or off, by id, and follows. */
void build_switch(struct built *built, const char *migration, bool on);

/* Index of an id; the test fails when there is none. */
uint32_t build_provider(const struct built *built, const char *id);
uint32_t build_offering(const struct built *built, const char *id);
uint32_t build_component(const struct built *built, const char *id);

/* Numbers for random stacks: the next of a sequence that is the same everywhere; below `most`. */
uint32_t build_random(uint64_t *state, uint32_t most);

#endif
