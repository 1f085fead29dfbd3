/*
 * One change put to the test: the file is compiled with it, and the tests run with the object that
 * comes of it in place of the original's.
 */
#ifndef TESTS_MUTATION_TRIAL_H
#define TESTS_MUTATION_TRIAL_H

#include "tests/mutation/source.h"

struct test {
	const char *name;             /* for `one`; the path of a program, or a suite */
	double cpu_s;                 /* of an unchanged run */
	const unsigned char *reached; /* by the number of a function: 1 where it enters it */
	size_t reached_count;         /* how many those are */
};

struct trial {
	const char *compiler, *linker; /* commands for sh that end with -o: what follows is OUT IN */
	const char *one;               /* runs one test: sh ONE TEST, with the object named in MUTANT */
	const char *folder;            /* where all is written */
	const char *original;          /* the object of the unchanged source */
	const struct test *tests;
	size_t test_count;
};

enum verdict { VERDICT_CAUGHT, VERDICT_MISSED, VERDICT_INVALID, VERDICT_SAME, VERDICT_COUNT };

/* Compiles the source with the change (NULL: as it is) to `object`; false when it does not compile. */
bool trial_compile(const struct trial *trial, const struct source *source, const struct change *change,
		   const char *object);

/* The same for a source with marks (source.h), and the shared object of several objects. */
bool trial_compile_marked(const struct trial *trial, const struct source *source,
			  const struct changes *changes, const char *object);
bool trial_link(const struct trial *trial, const char *out, const char *const objects[], size_t count);

/* Runs a test that may take so many seconds of the processor (0: any number); true when it passes. */
bool trial_run(const struct trial *trial, const struct test *test, double limit_s);

/* The whole of it; without a change (NULL) VERDICT_SAME is to come. The name of the test that noticed is left
 * in FOLDER/by. */
enum verdict trial_judge(const struct trial *trial, const struct source *source, const struct change *change);

#endif
