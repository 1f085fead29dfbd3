/* Lens of start months: what ends when. */
#include "tui/panes/when_parts.h"

#include <stdio.h>

static struct when_mark *add_mark(struct when_marks *marks, uint32_t month, bool legal)
{
	struct when_mark *mark = &marks->items[marks->count++];
	*mark = (struct when_mark){.month = month, .legal = legal, .of = {NONE, NONE}, .name = ""};
	return mark;
}

static void add_ends(struct when_marks *marks, const struct app *app, bool credits)
{
	const struct model *model = app->model, *loaded = app->loaded;
	const struct commitment *said = credits ? loaded->credits : loaded->commitments;
	const struct commitment *items = credits ? model->credits : model->commitments;
	uint32_t count = credits ? model->credit_count : model->commitment_count;
	for (uint32_t i = 0; i < count && marks->count < WHEN_MOST_MARKS; i++) {
		struct when_mark *mark = add_mark(marks, items[i].months, false);
		struct caveat caveat = {BOUND_NONE, items[i].remaining != said[i].remaining};
		*(credits ? &mark->of.credit : &mark->of.commitment) = i;
		mark->name = model->providers[items[i].provider].name;
		mark->what = credits ? "credit ends" : "commitment ends";
		mark->brief = credits ? "credit" : "commitment";
		snprintf(mark->left, sizeof mark->left, ", %.20s left",
			 show_caveat_money(items[i].remaining, caveat).text);
	}
}

/* What ends, by weight: commitments, the day from which switching is free, credits. */
void when_collect(const struct app *app, struct when_marks *marks)
{
	const struct model *model = app->model;
	marks->count = 0;
	add_ends(marks, app, false);
	if (model->switching_charges_end != NONE && marks->count < WHEN_MOST_MARKS) {
		struct when_mark *mark = add_mark(marks, model->switching_charges_end, true);
		mark->what = "by law a switch pays no egress from then";
		mark->brief = "by law no egress from then";
	}
	add_ends(marks, app, true);
}

const char *when_sign(const struct when_mark *mark)
{
	return mark->legal ? "§" : "▼";
}

struct when_row when_row_at(struct app *app, uint32_t row)
{
	struct when_marks marks;
	when_collect(app, &marks);
	return row < marks.count ? marks.items[row].of : (struct when_row){NONE, NONE};
}
