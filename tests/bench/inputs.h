/*
 * What the measured programs open: made once in the bench's folder, and kept there.
 */
#ifndef TESTS_BENCH_INPUTS_H
#define TESTS_BENCH_INPUTS_H

/* Goes into the folder, makes it where it is missing, and sets a HOME and a locale of its own. */
void inputs_enter(const char *folder);

/* A stack of so many components; the path is valid for ever. tools: where the programs of the bench are. */
const char *inputs_stack(const char *tools, unsigned components);

/* A stack whose components are in two files that it includes. */
const char *inputs_halves(const char *tools, unsigned components);

const char *inputs_ncdu(void);       /* a scan of 70,000 files in 700 folders, for ncdu -f */
const char *inputs_repository(void); /* 2,300 commits, for tig -C; needs git */
const char *inputs_sheet(void);      /* 2,000 formulas and three over all, for sc */
const char *inputs_folder(void);     /* 1,000 files, for mc */

#endif
