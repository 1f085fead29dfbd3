/* Views with a row a thing: providers, the bindings of the tree, loops, migrations. */
#include "core/exchange/export_views.h"

#include "core/figures/loop_graph.h"

#include <math.h>

/* --- providers ------------------------------------------------------------------------------- */

static double part_of(double part, double whole)
{
	return whole > 0 ? part / whole : NAN;
}

static void provider_row(struct table *table, struct analysis *analysis, uint32_t p)
{
	const struct model *model = analysis_model(analysis);
	const struct provider *provider = &model->providers[p];
	const struct provider_figures *figures = &analysis_providers(analysis)[p];
	const struct exit_figures *exit = &analysis_exits(analysis)[p];
	const struct cost *cost = analysis_cost(analysis);
	enum bound bound = exit->lower_bound ? BOUND_LOWER : BOUND_NONE,
		   after = figures->assumed_after ? BOUND_UNKNOWN : BOUND_NONE;
	double share_after = part_of(figures->monthly_after, cost->monthly_after);
	table_text(table, provider->id);
	table_text(table, provider->name);
	table_text(table, provider_kind_name(provider->kind));
	table_text(table, model->providers[provider->root].id);
	table_money(table, figures->monthly);
	table_bound(table, figures->monthly_after, after);
	table_share(table, part_of(figures->monthly, cost->monthly_before));
	table_share_bound(table, share_after, bound_of_share(cost, share_after));
	table_number(table, analysis_reach(analysis)[p].components);
	table_money(table, analysis_reach(analysis)[p].monthly);
	table_bound(table, exit->one_off, bound);
	table_number_bound(table, exit->months_of_spend, bound);
	table_number(table, exit->moved);
	table_number(table, exit->stuck);
	table_yes(table, exit->lower_bound);
	table_number(table, figures->alignment);
	table_share(table, figures->coverage);
	table_number(table, figures->loops);
	table_yes(table, figures->circular);
	table_money(table, analysis_cycling(analysis)->gaps[p]);
	table_yes(table, figures->assumed_after);
}

static const char *const providers_columns[] = {
	"id",
	"name",
	"kind",
	"root",
	"monthly",
	"monthly_after",
	"share",
	"share_after",
	"components",
	"falls_monthly",
	"exit",
	"exit_months",
	"exit_moved",
	"exit_stuck",
	"exit_lower_bound",
	"alignment",
	"coverage",
	"loops",
	"circular",
	"unfunded_a_year",
	"assumed",
	NULL,
};

static void providers_rows(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis;
	uint32_t count;
	const uint32_t *listed = analysis_listed(analysis, &count);
	for (uint32_t i = 0; i < count; i++)
		provider_row(table, analysis, listed[i]);
}

/* Ways out are reckoned from today on, whenever the choice starts. */
static void providers_facts(struct table *table, const struct export_source *from)
{
	(void)from;
	table_fact_number(table, "exit_start", 0);
}

const struct export_table export_providers = {
	.row = "provider",
	.columns = providers_columns,
	.rows = providers_rows,
	.facts = providers_facts,
};

/* --- tree ------------------------------------------------------------------------------------ */

/* The migration that moves a binding in the choice, by looking it up in each that is on. */
static uint32_t mover_of(struct analysis *analysis, uint32_t binding)
{
	const struct plan *plan = analysis_plan(analysis);
	for (uint32_t m = 0; m < plan->count; m++) {
		const struct migration *migration = plan->migrations[m];
		uint32_t low = 0, high = migration->binding_count;
		if (!choice_is_on(analysis_choice(analysis), m))
			continue;
		while (low < high) {
			uint32_t middle = low + (high - low) / 2;
			if (migration->bindings[middle] < binding)
				low = middle + 1;
			else
				high = middle;
		}
		if (low < migration->binding_count && migration->bindings[low] == binding)
			return m;
	}
	return NONE;
}

static void rests_text(struct analysis *analysis, uint32_t offering, struct str *out)
{
	const struct model *model = analysis_model(analysis);
	out->length = 0;
	for (uint32_t p = 0; p < model->provider_count; p++)
		if (analysis_rests(analysis, offering, p))
			str_print(out, "%s%s", out->length > 0 ? " " : "", model->providers[p].id);
}

static void binding_row(struct table *table, struct analysis *analysis, uint32_t b, struct str *rests)
{
	const struct plan *plan = analysis_plan(analysis);
	const struct model *model = analysis_model(analysis);
	const struct binding *binding = &model->bindings[b];
	uint32_t mover = mover_of(analysis, b);
	uint32_t to = mover == NONE ? binding->offering : plan->migrations[mover]->to;
	bool assumed = false;
	double monthly = binding->monthly;
	if (mover != NONE)
		monthly = cost_new_monthly(model, b, to, analysis_migration(analysis, mover)->cost_ratio,
					   &assumed);
	table_text(table, model_component_id(model, binding->component));
	table_text(table, model_component_name(model, binding->component));
	table_text(table, model_text(model, model->components[binding->component].team));
	table_text(table, model->offerings[binding->offering].id);
	table_text(table, model->providers[model->offerings[binding->offering].provider].id);
	table_yes(table, binding->optional);
	table_money(table, binding->monthly);
	table_text(table, mover == NONE ? NULL : plan->migrations[mover]->id);
	table_text(table, mover == NONE ? NULL : model->offerings[to].id);
	table_money(table, monthly);
	table_yes(table, assumed);
	rests_text(analysis, binding->offering, rests);
	table_text(table, rests->data ? rests->data : "");
	rests_text(analysis, to, rests);
	table_text(table, rests->data ? rests->data : "");
}

static const char *const tree_columns[] = {
	"component", "name",   "team",          "offering", "provider", "optional",       "monthly",
	"migration", "target", "monthly_after", "assumed",  "rests_on", "rests_on_after", NULL,
};

static void tree_rows(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis;
	struct str rests;
	str_init(&rests);
	for (uint32_t b = 0; b < analysis_model(analysis)->binding_count; b++)
		binding_row(table, analysis, b, &rests);
	str_clear(&rests);
}

const struct export_table export_tree = {
	.row = "binding",
	.columns = tree_columns,
	.rows = tree_rows,
};

/* --- loops, migrations ----------------------------------------------------------------------- */

static void chain_text(const struct model *model, const struct loop *loop, struct str *out)
{
	out->length = 0;
	for (uint32_t i = 0; i < loop->length; i++) {
		str_print(out, "%s%s", i > 0 ? " > " : "", loop_node_id(model, loop->nodes[i]));
	}
}

static const char *const loops_columns[] = {
	"nodes",
	"put_in",
	"comes_back",
	"pull",
	"announced_put_in",
	"announced_comes_back",
	"announced_pull",
	"exposure",
	"exposure_after",
	"assumed",
	NULL,
};

static void loops_rows(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis;
	const struct loops *loops = analysis_loops(analysis);
	struct str chain;
	str_init(&chain);
	for (uint32_t i = 0; i < loops->count; i++) {
		const struct loop *loop = &loops->items[i];
		bool assumed = analysis_loop_assumed_after(analysis, loop);
		chain_text(analysis_model(analysis), loop, &chain);
		table_text(table, chain.data);
		table_money(table, loop->firm.put_in);
		table_money(table, loop->firm.comes_back);
		table_number(table, loop->firm.pull);
		table_money(table, loop->headline.put_in);
		table_money(table, loop->headline.comes_back);
		table_number(table, loop->headline.pull);
		table_money(table, loop->exposure);
		table_bound(table, analysis_loop_exposure_after(analysis, loop),
			    assumed ? BOUND_UNKNOWN : BOUND_NONE);
		table_yes(table, assumed);
	}
	str_clear(&chain);
}

static void loops_facts(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis;
	table_fact_share(table, "cycling_index", analysis_cycling(analysis)->index);
	table_fact_yes(table, "loops_cut", analysis_loops(analysis)->cut);
}

const struct export_table export_loops = {
	.row = "loop",
	.columns = loops_columns,
	.rows = loops_rows,
	.facts = loops_facts,
};

static const char *const migrations_columns[] = {"id",       "name",     "on",       "target",
						 "bindings", "alone",    "marginal", "lower_bound",
						 "monthly",  "cosmetic", "assumed",  NULL};

static void migrations_rows(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis;
	const struct plan *plan = analysis_plan(analysis);
	const struct move *moves = analysis_moves(analysis);
	for (uint32_t m = 0; m < plan->count; m++) {
		enum bound bound = moves[m].lacks_price ? BOUND_LOWER : BOUND_NONE;
		table_text(table, plan->migrations[m]->id);
		table_text(table, plan->migrations[m]->name);
		table_yes(table, choice_is_on(analysis_choice(analysis), m));
		table_text(table, plan->model->offerings[plan->migrations[m]->to].id);
		table_number(table, moves[m].bindings);
		table_bound(table, moves[m].alone, bound);
		table_bound(table, moves[m].marginal, bound);
		table_yes(table, moves[m].lacks_price);
		table_bound(table, moves[m].monthly, moves[m].assumed ? BOUND_UNKNOWN : BOUND_NONE);
		table_yes(table, moves[m].cosmetic);
		table_yes(table, moves[m].assumed);
	}
}

static void migrations_facts(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis;
	table_fact_bound(table, "interaction", analysis_interaction(analysis), BOUND_NONE);
}

const struct export_table export_migrations = {
	.row = "migration",
	.columns = migrations_columns,
	.rows = migrations_rows,
	.facts = migrations_facts,
};
