/*
 * The figures that a page of why is to explain, and the inputs that it told. Shared by popup_why.c (its
 * keys), why_page.c (its text), popup_asked.c (what they are of), and asked_rows.c, which knows what the
 * rows of the panes show.
 */
#ifndef TUI_POPUP_ASKED_H
#define TUI_POPUP_ASKED_H

#include "tui/popup.h"

enum { MOST_FIGURES = 24 };

/* An input that the page tells: what the links of its lines are numbers of. */
struct told {
	struct place place;
	char *variable; /* NULL: it cannot be tried, and `fixed` says why */
	const char *fixed;
	bool of_a; /* of the choice that the live one is compared with */
};

/* Beyond enum explain_kind: of the targets of bindings. */
enum { ASKED_TARGET = EXPLAIN_KIND_COUNT, ASKED_TARGET_MONTHLY };

/* Whose choice they are of. */
enum asked_of { ASKED_OF_LIVE, ASKED_OF_TODAY, ASKED_OF_SCENARIO, ASKED_OF_POINT };

struct asked_figure {
	unsigned kind; /* enum explain_kind, or one of the above */
	uint32_t subject;
	char *name; /* of the subject; NULL: it needs none */
};

/* The figures of one row: the first is the one that is meant, the others stand beside it. */
struct asked {
	struct app *app;
	struct asked_figure figures[MOST_FIGURES];
	int count;
	uint32_t left_out;  /* figures of the row beyond those */
	uint32_t *bindings; /* [binding_count] ascending: of the targets */
	char **binding_names;
	uint32_t binding_count, to; /* to: an offering */
	char *to_name;
	struct told *told;
	size_t told_count, told_capacity;
	char *compared; /* the row of A|B: the figures of A and of B are told; NULL: of one choice */
	bool telling_a; /* while the page is made */
	enum asked_of of;
	char *scenario;    /* its id */
	size_t point;      /* of the trail */
	char *choice_name; /* of the choice that they are of; NULL: the live one */
	struct choice choice;
	char *variable; /* where the cursor was when the page was put away; NULL: on no input */
	uint32_t row;
};

struct asked *asked_new(struct app *app);
void asked_free(struct asked *asked);
void asked_forget_inputs(struct asked *asked);

/* The figures of the row that has the focus, the one that is meant first. */
void popup_ask_focus(struct app *app, struct asked *asked);

/*
 * Finds its choice and its subjects again by their names, in another order or another model: whether the
 * choice and the first of them are there.
 */
bool asked_find_again(struct asked *asked);

/* asked_choice.c: the same of the choice alone; and frees it. */
bool asked_find_choice_again(struct asked *asked);
void asked_forget_choice(struct asked *asked);

/* The i-th figure explained; NULL: there is no such figure (any more). */
struct explanation *asked_explain(const struct asked *asked, struct analysis *analysis, int i);

/* The same figure as another analysis has it, which may list its subject elsewhere. */
struct explanation *asked_explain_same(const struct asked *asked, struct analysis *from, struct analysis *in,
				       int i);

/* Fills the page of a popup whose data they are. */
void why_build(struct app *app, struct popup *popup);

#endif
