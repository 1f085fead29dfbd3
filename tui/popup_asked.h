/*
 * The figures that a page of why is to explain, and the inputs that it told. Shared by popup_why.c,
 * which tells them, and popup_asked.c, which knows what the rows of the panes show.
 */
#ifndef TUI_POPUP_ASKED_H
#define TUI_POPUP_ASKED_H

#include "tui/popup.h"

enum { MOST_FIGURES = 8 };

/* An input that the page tells: what the links of its lines are numbers of. */
struct told {
	struct place place;
	char *variable; /* NULL: it cannot be tried, and `fixed` says why */
	const char *fixed;
	struct range value;
};

/* The figures of one row: the first is the one that is meant, the others stand beside it. */
struct asked {
	struct {
		enum explain_kind kind; /* EXPLAIN_KIND_COUNT: of a target */
		uint32_t subject, to;
	} figures[MOST_FIGURES];
	int count;
	struct told *told;
	size_t told_count, told_capacity;
	char *swing; /* the variable of EXPLAIN_SWING: other values give it another place, or none */
	char *name;  /* of the choice that they are of; NULL: the live one */
	struct choice choice;
};

/* The figures of the row that has the focus, the one that is meant first. */
void popup_ask_focus(struct app *app, struct asked *asked);

#endif
