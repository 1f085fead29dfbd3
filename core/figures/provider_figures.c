/* The providers of the report, each with its figures gathered (spec.md section 11). */
#include "core/base/memory.h"
#include "core/figures/alignment.h"
#include "core/figures/loops.h"
#include "core/figures/order.h"
#include "core/figures/reach.h"
#include "core/figures/spend.h"

#include <stdlib.h>
#include <string.h>

static void list_flow_end(const struct model *model, struct flow_end end, struct provider_figures *figures)
{
	uint32_t provider = end.is_offering ? model->offerings[end.index].provider : end.index;
	figures[provider].listed = true;
}

/* What no choice changes. */
static struct provider_figures *make_figures(struct analysis *analysis)
{
	const struct model *model = analysis->model;
	const uint32_t *passing = analysis_loops_passing(analysis);
	struct provider_figures *figures = memory_zero(model->provider_count, sizeof *figures);
	for (uint32_t p = 0; p < model->provider_count; p++) {
		struct alignment alignment = alignment_find(model, p);
		figures[p].alignment = alignment.score;
		figures[p].coverage = alignment.coverage;
		figures[p].loops = passing[p];
		figures[p].circular = passing[p] > 0;
	}
	return figures;
}

/* By provider: what is spent on its own offerings. `count` rows of both. */
static void sum_spend(const struct model *model, const struct spend *spend, struct sum *monthly, bool *bound)
{
	memset(monthly, 0, model->provider_count * sizeof *monthly);
	for (uint32_t o = 0; o < model->offering_count; o++) {
		sum_add(&monthly[model->offerings[o].provider], spend[o].monthly);
		if (spend[o].bindings > 0)
			bound[model->offerings[o].provider] = true;
	}
}

static void set_spend(struct analysis *analysis, struct provider_figures *figures)
{
	const struct model *model = analysis->model;
	struct sum *monthly = memory_new(model->provider_count, sizeof *monthly);
	bool *bound = memory_zero(model->provider_count, sizeof *bound);
	sum_spend(model, analysis_spend(analysis, false), monthly, bound);
	for (uint32_t p = 0; p < model->provider_count; p++)
		figures[p].monthly = sum_value(&monthly[p]);
	sum_spend(model, analysis_spend(analysis, true), monthly, bound);
	for (uint32_t p = 0; p < model->provider_count; p++) {
		figures[p].monthly_after = sum_value(&monthly[p]);
		figures[p].listed = bound[p];
		figures[p].assumed_after = false;
	}
	const struct spend *after = analysis_spend(analysis, true);
	for (uint32_t o = 0; o < model->offering_count; o++)
		figures[model->offerings[o].provider].assumed_after |= after[o].assumed > 0;
	free(monthly);
	free(bound);
}

static void set_listed(const struct model *model, struct provider_figures *figures)
{
	for (uint32_t f = 0; f < model->flow_count; f++) {
		const struct flow *flow = &model->flows[f];
		if (flow->status == FLOW_SUPERSEDED)
			continue;
		list_flow_end(model, flow->from, figures);
		list_flow_end(model, flow->to, figures);
	}
}

struct row {
	double monthly;
	uint32_t rank, provider; /* rank: in order of id */
};

static int compare_rows(const void *left, const void *right)
{
	const struct row *a = left, *b = right;
	if (a->monthly != b->monthly)
		return order_of(b->monthly, a->monthly);
	return order_of(a->rank, b->rank);
}

static void sort_listed(struct analysis *analysis)
{
	struct circuits *circuits = analysis->circuits;
	uint32_t provider_count = analysis->model->provider_count;
	const struct named *order = analysis_provider_order(analysis);
	struct row *rows = memory_new(provider_count, sizeof *rows);
	uint32_t count = 0;
	for (uint32_t i = 0; i < provider_count; i++) {
		const struct provider_figures *figures = &circuits->providers[order[i].index];
		if (figures->listed)
			rows[count++] = (struct row){figures->monthly, i, order[i].index};
	}
	order_sort(rows, count, sizeof *rows, compare_rows);
	for (uint32_t i = 0; i < count; i++)
		circuits->listed[i] = rows[i].provider;
	circuits->listed_count = count;
	free(rows);
}

const struct provider_figures *analysis_providers(struct analysis *analysis)
{
	struct circuits *circuits = analysis->circuits;
	const struct model *model = analysis->model;
	if (circuits->providers != NULL && circuits->providers_version == analysis->version)
		return circuits->providers;
	if (circuits->providers == NULL) {
		circuits->providers = make_figures(analysis);
		circuits->listed = memory_new(model->provider_count, sizeof *circuits->listed);
	}
	set_spend(analysis, circuits->providers);
	set_listed(model, circuits->providers);
	sort_listed(analysis);
	circuits->providers_version = analysis->version;
	return circuits->providers;
}

const uint32_t *analysis_listed(struct analysis *analysis, uint32_t *count)
{
	analysis_providers(analysis);
	*count = analysis->circuits->listed_count;
	return analysis->circuits->listed;
}
