#include "tui/why_marks.h"

#include <string.h>

static struct analysis *without(const struct asked *asked)
{
	if (asked->choice_name)
		return app_untried_of(asked->app, &asked->choice);
	return app_untried(asked->app, asked->telling_a ? SIDE_A : SIDE_B);
}

struct untried untried_of(const struct asked *asked, struct analysis *analysis, int i)
{
	struct analysis *in = without(asked);
	return (struct untried){in != NULL, in ? asked_explain_same(asked, analysis, in, i) : NULL};
}

void untried_clear(struct untried *untried)
{
	explanation_free(untried->why);
	untried->why = NULL;
}

bool untried_differs(const struct untried *untried, double is, double was)
{
	return untried->any && (!untried->why || app_figures_differ(is, was));
}

bool untried_value_differs(const struct untried *untried, double value)
{
	return untried->any && (!untried->why || app_figures_differ(value, untried->why->value));
}

bool untried_input_differs(const struct untried *untried, const struct explain_input *input)
{
	const struct explanation *was = untried->why;
	if (!untried->any || input->variable)
		return false;
	for (uint32_t i = 0; was && i < was->input_count; i++)
		if (strcmp(was->inputs[i].name, input->name) == 0)
			return app_figures_differ(input->value.likely, was->inputs[i].value.likely);
	return !was || was->left_out == 0; /* it may be among those that are left out there */
}

/* Do two notes say the same up to their first figure? */
static bool same_note(const struct explanation *why, uint32_t note, const struct explanation *was,
		      uint32_t other)
{
	size_t begin = why->told[note].items[0].begin;
	return why->told[note].count == was->told[other].count && was->told[other].items[0].begin == begin &&
	       strncmp(why->notes[note], was->notes[other], begin) == 0;
}

bool untried_note_differs(const struct untried *untried, const struct explanation *why, uint32_t note,
			  uint32_t f)
{
	const struct explanation *was = untried->why;
	for (uint32_t i = 0; untried->any && was && i < was->note_count; i++)
		if (same_note(why, note, was, i))
			return app_figures_differ(why->told[note].items[f].value,
						  was->told[i].items[f].value);
	return untried->any;
}
