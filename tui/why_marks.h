/*
 * Which figures of a page of why are others by what is tried: each explanation is compared with the same one
 * without that.
 */
#ifndef TUI_WHY_MARKS_H
#define TUI_WHY_MARKS_H

#include "tui/popup_asked.h"

struct untried {
	bool any;                /* something is tried */
	struct explanation *why; /* without it; NULL: there is no such figure then */
};

/* Of the i-th figure as `analysis` has it, whose choice is the one that is told. */
struct untried untried_of(const struct asked *asked, struct analysis *analysis, int i);
void untried_clear(struct untried *untried);

bool untried_differs(const struct untried *untried, double is, double was);
bool untried_value_differs(const struct untried *untried, double value);

/* Of an input that is worked out: what is tried itself says so in words. */
bool untried_input_differs(const struct untried *untried, const struct explain_input *input);

/* Of the f-th figure of a note. */
bool untried_note_differs(const struct untried *untried, const struct explanation *why, uint32_t note,
			  uint32_t f);

#endif
