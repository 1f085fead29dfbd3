/*
 * What the fuzz targets share. A target is one file fuzz_NAME.c with fuzz_one; it ends the process
 * (abort) at anything that must not be. It is linked with libFuzzer or, without it, with driver.c.
 *
 * The targets have a small catalogue and a small sample of their own (embedded.c), so that most of
 * the time goes into what is tried.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include "core/model/model.h"

#include <stddef.h>
#include <stdint.h>

/* libFuzzer's name for what tries one input; always returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the process with a line that says what does not hold. */
void fuzz_check(bool holds, const char *what);

/* Walks the model: every index is in its array, every number finite. */
void fuzz_check_model(const struct model *model);

/* Printing every fault must work, and errors are there when (and only when) there is no model. */
void fuzz_check_faults(const struct diag_list *faults, const struct model *model);

/* No control character, bidi control or invalid UTF-8 in a text for the terminal; line ends are fine. */
void fuzz_check_printable(const char *text, size_t length);

#endif
