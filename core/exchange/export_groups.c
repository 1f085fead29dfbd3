/* The view cost by provider or by team: what each pays a month, today and in the scenario. */
#include "core/exchange/export_views.h"

#include "core/base/memory.h"
#include "core/figures/spend.h"

#include <stdlib.h>

/* index: a provider, or the text of a team's name (0: of those without a team). */
struct group {
	uint32_t index;
	double today, after;
	bool assumed; /* some of what is paid after */
};

/* As on the screen: most first, equals in the order of the file. */
static int by_today(const void *left, const void *right)
{
	const struct group *a = left, *b = right;
	if (a->today != b->today)
		return a->today > b->today ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

static void put_group(struct table *table, const struct group *group)
{
	enum bound bound = group->assumed ? BOUND_UNKNOWN : BOUND_NONE;
	table_money(table, group->today);
	table_bound(table, group->after, bound);
	table_bound(table, group->after - group->today, bound);
	table_text(table, bound_name(bound));
	table_yes(table, group->assumed);
}

/* --- providers ------------------------------------------------------------------------------- */

static const char *const provider_columns[] = {"id",     "name",  "today",   "scenario",
					       "change", "bound", "assumed", NULL};

static void provider_rows(struct table *table, const struct export_source *from)
{
	const struct model *model = analysis_model(from->analysis);
	const struct provider_figures *figures = analysis_providers(from->analysis);
	struct group *groups = memory_new((size_t)model->provider_count + 1, sizeof *groups);
	uint32_t count = 0;
	for (uint32_t p = 0; p < model->provider_count; p++)
		if (figures[p].monthly > 0 || figures[p].monthly_after > 0)
			groups[count++] = (struct group){p, figures[p].monthly, figures[p].monthly_after,
							 figures[p].assumed_after};
	qsort(groups, count, sizeof *groups, by_today);
	for (uint32_t i = 0; i < count; i++) {
		table_text(table, model->providers[groups[i].index].id);
		table_text(table, model->providers[groups[i].index].name);
		put_group(table, &groups[i]);
	}
	free(groups);
}

const struct export_table export_cost_by_provider = {
	.row = "provider",
	.columns = provider_columns,
	.rows = provider_rows,
};

/* --- teams ------------------------------------------------------------------------------------- */

struct member {
	uint32_t team, component;
};

static int by_team(const void *left, const void *right)
{
	const struct member *a = left, *b = right;
	if (a->team != b->team)
		return a->team < b->team ? -1 : 1;
	return (a->component > b->component) - (a->component < b->component);
}

static struct member *members_of(const struct model *model)
{
	struct member *members = memory_new((size_t)model->component_count + 1, sizeof *members);
	for (uint32_t c = 0; c < model->component_count; c++)
		members[c] = (struct member){model->components[c].team, c};
	qsort(members, model->component_count, sizeof *members, by_team);
	return members;
}

static struct group group_of(struct analysis *analysis, const struct member *members, uint32_t count)
{
	const struct model *model = analysis_model(analysis);
	struct group group = {.index = members[0].team};
	struct sum today = {0}, after = {0};
	for (uint32_t m = 0; m < count; m++) {
		const struct component *item = &model->components[members[m].component];
		for (uint32_t b = item[0].first_binding; b < item[1].first_binding; b++) {
			sum_add(&today, model->bindings[b].monthly);
			sum_add(&after, analysis_monthly_after(analysis, b));
			group.assumed |= analysis_is_assumed_after(analysis, b);
		}
	}
	group.today = sum_value(&today);
	group.after = sum_value(&after);
	return group;
}

static const char *const team_columns[] = {"team", "today", "scenario", "change", "bound", "assumed", NULL};

static void team_rows(struct table *table, const struct export_source *from)
{
	const struct model *model = analysis_model(from->analysis);
	uint32_t all = model->component_count, count = 0;
	struct group *groups = memory_new((size_t)all + 1, sizeof *groups);
	struct member *members = members_of(model);
	for (uint32_t end, i = 0; i < all; i = end) {
		for (end = i; end < all && members[end].team == members[i].team;)
			end++;
		groups[count++] = group_of(from->analysis, members + i, end - i);
	}
	qsort(groups, count, sizeof *groups, by_today);
	for (uint32_t i = 0; i < count; i++) {
		table_text(table, groups[i].index ? model_text(model, groups[i].index) : NULL);
		put_group(table, &groups[i]);
	}
	free(members);
	free(groups);
}

const struct export_table export_cost_by_team = {
	.row = "team",
	.columns = team_columns,
	.rows = team_rows,
};
