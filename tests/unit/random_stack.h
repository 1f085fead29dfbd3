/*
 * Random stacks: they mean nothing and visit the corners of sections 3 to 10 of spec.md.
 */
#ifndef TESTS_UNIT_RANDOM_STACK_H
#define TESTS_UNIT_RANDOM_STACK_H

#include "core/figures/analysis.h"
#include "tests/unit/build.h"

struct random_stack {
	uint64_t seed;
	uint32_t components;
	uint32_t ranges; /* of 100 figures, so many are ranges */
	bool growth;     /* of counts */
};

/* As build_stack, with everything drawn by `how`; ends with build_clear. */
void random_stack_build(struct built *built, struct random_stack how);

/* The same with needs, stances, kinds of providers, `any` and flows, too. */
void random_stack_build_whole(struct built *built, struct random_stack how);

/* A whole file, with nothing put before it; ends with build_clear. */
void stack_load(struct built *built, const char *text);

/* Switches one migration at random, on (with those that it clashes with off) or off, now and then the start.
 */
void random_stack_switch(struct built *built, uint64_t *state);

#endif
