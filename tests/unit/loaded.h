/*
 * Stacks that are read from texts, for the tests of what they mean.
 */
#ifndef TESTS_UNIT_LOADED_H
#define TESTS_UNIT_LOADED_H

#include "core/model/load.h"

/* With no catalogue, and nothing but what a stack needs. */
#define LOADED_HEAD "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1000\noverrun: 1\noverlap: 1\n"

/* For a group of tests. */
int loaded_setup(void **state);
int loaded_teardown(void **state);

/* The test fails, with the faults printed, where the text has some. Free with model_free. */
struct model *loaded(const char *text);

/* The head, two drivers, a provider p and its offerings o1 and o2, and the rest. */
struct model *loaded_with_things(const char *rest);

/* What was said of the last one: warnings. */
struct diag_list *loaded_faults(void);

/* Exactly equal, as what was written. */
#define assert_is(value, expected) assert_true((value) >= (expected) && (value) <= (expected))

void loaded_expect_range(struct range range, double low, double likely, double high);

#endif
