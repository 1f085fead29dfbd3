/*
 * The tests that judge the changes: what each takes and which functions it enters when nothing is
 * changed, and which of them are run for a change, in what order.
 */
#ifndef TESTS_MUTATION_TESTS_H
#define TESTS_MUTATION_TESTS_H

#include "tests/mutation/source.h"
#include "tests/mutation/trial.h"

/*
 * Compiles all sources with marks and runs each test with them: fills in cpu_s and reached. The trial has
 * compiler, linker, one and folder; `marks` is the path of marks.c as a shared object. Returns NULL, or
 * what went wrong: the name of a source that does not compile, or of a test that fails.
 */
const char *tests_measure(struct test *tests, size_t count, const struct trial *trial, const char *marks,
			  const struct source *sources, size_t source_count, const struct changes *changes);

/* Sorts the tests so that those that enter the function of the change come first, and of these the ones that
 * are likely to notice soon; returns how many there are. */
size_t tests_choose(struct test *tests, size_t count, const struct change *change);

#endif
