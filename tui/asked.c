#include "tui/tree_parts.h"

#include <string.h>

void asked_init(struct asked *asked, struct pattern *pattern)
{
	memset(asked, 0, sizeof *asked);
	asked->pattern = pattern;
}

static enum pattern_match try_text(const struct asked *asked, const char *text)
{
	return pattern_search(asked->pattern, text, strlen(text), NULL, NULL);
}

static enum pattern_match try_team(struct asked *asked, const struct model *model, uint32_t team)
{
	uint32_t slot = team % TEAMS_KNOWN;
	if (!asked->said[slot] || asked->team[slot] != team)
		asked->said[slot] = (unsigned char)(1 + try_text(asked, model_text(model, team)));
	asked->team[slot] = team;
	return (enum pattern_match)(asked->said[slot] - 1);
}

/* A match counts for more than that another name was too hard. */
static enum pattern_match either(enum pattern_match a, enum pattern_match b)
{
	if (a == PATTERN_YES || b == PATTERN_YES)
		return PATTERN_YES;
	return a == PATTERN_GAVE_UP ? a : b;
}

enum pattern_match asked_component(struct asked *asked, const struct model *model, uint32_t component)
{
	const struct component *item = &model->components[component];
	enum pattern_match said = try_text(asked, model_text(model, item->id));
	if (said != PATTERN_YES && item->name != item->id)
		said = either(said, try_text(asked, model_text(model, item->name)));
	if (said != PATTERN_YES && item->team)
		said = either(said, try_team(asked, model, item->team));
	return said;
}

enum pattern_match asked_offering(const struct asked *asked, const struct model *model, uint32_t offering)
{
	return either(try_text(asked, model->offerings[offering].id),
		      try_text(asked, model->offerings[offering].name));
}
