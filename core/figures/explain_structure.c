/* Why figures of structure and of loops are what they are (spec.md sections 7, 9 and 10). */
#include "core/base/memory.h"
#include "core/figures/alignment.h"
#include "core/figures/explain_parts.h"
#include "core/figures/loops.h"
#include "core/figures/spend.h"

#include <stdlib.h>

static bool write_reach(struct writing *writing, bool after)
{
	const struct model *model = writing->model;
	uint32_t provider = writing->subject;
	const struct spend *spend = analysis_spend(writing->analysis, after);
	const struct reach *reach = &(after ? analysis_reach_after(writing->analysis)
					    : analysis_reach(writing->analysis))[provider];
	explain_title(writing, "components that fail with %s, %s", model->providers[provider].name,
		      after ? "in the scenario" : "today");
	explain_value(writing, reach->components, reach->components == 1 ? "component" : "components");
	writing->out->formula =
		"a component fails when a binding of its that is not optional rests on an offering that "
		"fails, or "
		"a component that it depends on fails;\nan offering fails with its provider, the provider's "
		"parents, or what it runs on";
	for (uint32_t o = 0; o < model->offering_count; o++)
		if (spend[o].bindings > 0 && analysis_rests(writing->analysis, o, provider))
			inputs_add_given(&writing->inputs, INPUT_SPEND, o, 0, NAN, spend[o].monthly,
					 ORIGIN_USER)
				->less_or_more = spend[o].assumed > 0;
	explain_note(writing, "of %u components; listed are the offerings in use that fail with it",
		     model->component_count);
	return true;
}

bool explain_reach(struct writing *writing)
{
	return write_reach(writing, false);
}

bool explain_reach_after(struct writing *writing)
{
	return write_reach(writing, true);
}

/* What is spent on each root, [provider_count]; the sum of all in `total`. */
static double *spend_of_roots(const struct model *model, const struct spend *spend, double *total)
{
	double *roots = memory_zero(model->provider_count, sizeof *roots);
	*total = 0;
	for (uint32_t o = 0; o < model->offering_count; o++) {
		roots[model->providers[model->offerings[o].provider].root] += spend[o].monthly;
		*total += spend[o].monthly;
	}
	return roots;
}

static bool write_concentration(struct writing *writing, bool after)
{
	const struct model *model = writing->model;
	const struct spend *spend = analysis_spend(writing->analysis, after);
	const struct concentration *found = analysis_concentration(writing->analysis);
	double index = after ? found->after : found->before, total;
	explain_title(writing, "concentration of the monthly spend, %s", after ? "in the scenario" : "today");
	explain_value(writing, index, "of 10,000");
	writing->out->formula =
		"the sum, over companies with all their parts, of the squared share of the spend in per cent";
	double *roots = spend_of_roots(model, spend, &total);
	for (uint32_t o = 0; o < model->offering_count; o++) {
		/* An offering's part of its company's square goes by its part of the company's spend. */
		double root = roots[model->providers[model->offerings[o].provider].root];
		if (spend[o].monthly > 0)
			inputs_add_given(&writing->inputs, INPUT_SPEND, o, 0,
					 10000 * (root / total) * (spend[o].monthly / total),
					 spend[o].monthly, ORIGIN_USER)
				->less_or_more = spend[o].assumed > 0;
		writing->out->less_or_more |= spend[o].assumed > 0;
	}
	free(roots);
	return !isnan(index);
}

bool explain_concentration(struct writing *writing)
{
	return write_concentration(writing, true);
}

bool explain_concentration_today(struct writing *writing)
{
	return write_concentration(writing, false);
}

bool explain_alignment(struct writing *writing)
{
	const struct model *model = writing->model;
	uint32_t provider = writing->subject, asked = 0, known = 0;
	struct alignment alignment = alignment_find(model, provider);
	if (isnan(alignment.score))
		return false;
	explain_title(writing, "how far the business of %s fits the needs", model->providers[provider].name);
	explain_value(writing, alignment.score, "of −100 to 100");
	writing->out->formula = "100 x the sum of weight x stance / (2 x the sum of the weights); an unknown "
				"stance counts as 0";
	double weights = 0;
	for (uint32_t n = 0; n < model->need_count; n++)
		weights += model->needs[n].weight;
	for (uint32_t n = 0; n < model->need_count; n++) {
		double weight = model->needs[n].weight;
		if (!(weight > 0))
			continue;
		uint32_t from;
		double stance = analysis_stance(model, provider, n, &from);
		asked++;
		known += isnan(stance) ? 0 : 1;
		inputs_add_given(&writing->inputs, INPUT_STANCE, isnan(stance) ? provider : from, n,
				 isnan(stance) ? NAN : 100 * weight * stance / (2 * weights), stance,
				 ORIGIN_USER);
	}
	if (known < asked)
		explain_note(writing, "of %u stances %u %s known, with %d %% of the weight", asked, known,
			     known == 1 ? "is" : "are", (int)(100 * alignment.coverage + 0.5));
	return true;
}

/* --- money ---------------------------------------------------------------------------------------- */

static uint32_t root_of_end(const struct model *model, struct flow_end end)
{
	return model->providers[end.is_offering ? model->offerings[end.index].provider : end.index].root;
}

/* Does the flow count as money between companies? */
static bool is_money(const struct model *model, const struct flow *flow)
{
	return flow->status != FLOW_SUPERSEDED && !isnan(flow->firm) &&
	       root_of_end(model, flow->from) != root_of_end(model, flow->to);
}

bool explain_gap(struct writing *writing)
{
	const struct model *model = writing->model;
	double gap = analysis_cycling(writing->analysis)->gaps[writing->subject];
	explain_title(writing, "unfunded gap of %s", model->providers[writing->subject].name);
	explain_value(writing, isnan(gap) ? 0 : gap, explain_money(writing, "a year"));
	writing->out->formula = "what goes out a year - what comes in - revenue from outside, at least 0; "
				"firm amounts / years of "
				"the term, of the company with all its parts";
	for (uint32_t f = 0; f < model->flow_count; f++) {
		const struct flow *flow = &model->flows[f];
		bool out = root_of_end(model, flow->from) == writing->subject;
		if (is_money(model, flow) && (out || root_of_end(model, flow->to) == writing->subject))
			inputs_add(&writing->inputs, INPUT_FLOW_YEARLY, f, 0,
				   (out ? 1 : -1) * flow->firm / flow->term_years);
	}
	if (model->providers[writing->subject].revenue > 0)
		inputs_add(&writing->inputs, INPUT_REVENUE, writing->subject, 0,
			   -model->providers[writing->subject].revenue);
	return model->providers[writing->subject].root == writing->subject;
}

bool explain_cycling(struct writing *writing)
{
	const struct model *model = writing->model;
	explain_title(writing, "how much of the money is the same money");
	explain_value(writing, 100 * analysis_cycling(writing->analysis)->index, "%");
	writing->out->formula = "Finn's cycling index of the firm amounts a year between companies:\n"
				"the sum of (1 - 1 / N(i,i)) T(i) / the sum of T(i);\n"
				"N: the inverse of I - G;\n"
				"G: what goes from one to the other as a share of T;\n"
				"T: the larger of what comes in (with revenue from outside) and what goes "
				"out";
	for (uint32_t f = 0; f < model->flow_count; f++)
		if (is_money(model, &model->flows[f]))
			inputs_add(&writing->inputs, INPUT_FLOW_YEARLY, f, 0, NAN);
	return true;
}

static void add_step(struct writing *writing, const struct loop *loop, uint32_t step)
{
	struct loop_edge *edges;
	uint32_t count = analysis_loop_step(writing->analysis, loop, step, &edges);
	for (uint32_t e = 0; e < count; e++)
		if (edges[e].flow != NONE)
			inputs_add(&writing->inputs, INPUT_FLOW, edges[e].flow, 0, NAN);
	free(edges);
}

bool explain_loop(struct writing *writing)
{
	const struct loop *loop = &analysis_loops(writing->analysis)->items[writing->subject];
	explain_title(writing, "loop from %s, %u steps: pull", loop_node_name(writing->model, loop->nodes[0]),
		      loop->length);
	explain_value(writing, loop->firm.pull, "times what is put in");
	writing->out->formula = "comes back / put in, of firm amounts;\n"
				"put in: of the steps with equity, warrants or credits, the smallest sum;\n"
				"comes back: of the steps with commitments, revenue, hardware, capacity or "
				"licences, the smallest sum";
	for (uint32_t step = 0; step < loop->length; step++)
		add_step(writing, loop, step);
	if (isnan(loop->firm.put_in))
		explain_note(writing, "no step puts anything in whose firm amount is known");
	if (isnan(loop->firm.comes_back))
		explain_note(writing, "no step brings anything back whose firm amount is known");
	return true;
}

/* Which flows count: what puts in, or what comes back. */
typedef bool flow_test(enum flow_kind kind);

/* The sum of the firm amounts of those flows on a step; NAN: none has an amount. */
static double sum_of_step(const struct model *model, const struct loop_edge *edges, uint32_t count,
			  flow_test *counts)
{
	struct sum sum = {0};
	bool any = false;
	for (uint32_t e = 0; e < count; e++) {
		const struct flow *flow = edges[e].flow == NONE ? NULL : &model->flows[edges[e].flow];
		if (!flow || !counts(flow->kind) || isnan(flow->firm))
			continue;
		sum_add(&sum, flow->firm);
		any = true;
	}
	return any ? sum_value(&sum) : NAN;
}

/* The first step of the smallest sum; NONE: no step has one. */
static uint32_t narrowest(struct writing *writing, const struct loop *loop, flow_test *counts)
{
	uint32_t found = NONE;
	double least = INFINITY;
	for (uint32_t step = 0; step < loop->length; step++) {
		struct loop_edge *edges;
		uint32_t count = analysis_loop_step(writing->analysis, loop, step, &edges);
		double sum = sum_of_step(writing->model, edges, count, counts);
		if (sum < least) {
			least = sum;
			found = step;
		}
		free(edges);
	}
	return found;
}

/* The flows of that kind: those of the narrowest step are the figure, the others say that it is. */
static void add_counted(struct writing *writing, const struct loop *loop, uint32_t least, flow_test *counts)
{
	for (uint32_t step = 0; step < loop->length; step++) {
		struct loop_edge *edges;
		uint32_t count = analysis_loop_step(writing->analysis, loop, step, &edges);
		for (uint32_t e = 0; e < count; e++) {
			const struct flow *flow =
				edges[e].flow == NONE ? NULL : &writing->model->flows[edges[e].flow];
			if (flow && counts(flow->kind) && !isnan(flow->firm))
				inputs_add(&writing->inputs, INPUT_FLOW, edges[e].flow, 0,
					   step == least ? flow->firm : NAN);
		}
		free(edges);
	}
}

static bool write_step_money(struct writing *writing, const char *name, flow_test *counts, double firm,
			     double headline)
{
	const struct model *model = writing->model;
	const struct loop *loop = &analysis_loops(writing->analysis)->items[writing->subject];
	uint32_t step = narrowest(writing, loop, counts);
	if (step == NONE)
		return false;
	explain_title(writing, "loop from %s, %u steps: %s", loop_node_name(model, loop->nodes[0]),
		      loop->length, name);
	explain_value(writing, firm, model->currency);
	add_counted(writing, loop, step, counts);
	explain_note(writing, "the narrowest step: %s to %s", loop_node_name(model, loop->nodes[step]),
		     loop_node_name(model, loop->nodes[(step + 1) % loop->length]));
	if (headline != firm)
		explain_note(writing, "by announced amounts %s",
			     explain_told_amount(writing, headline, EXPLAIN_KIND_COUNT));
	return true;
}

bool explain_put_in(struct writing *writing)
{
	const struct loop *loop = &analysis_loops(writing->analysis)->items[writing->subject];
	writing->out->formula =
		"of the steps with equity, warrants or credits, the smallest sum of firm amounts";
	return write_step_money(writing, "put in", flow_puts_in, loop->firm.put_in, loop->headline.put_in);
}

bool explain_comes_back(struct writing *writing)
{
	const struct loop *loop = &analysis_loops(writing->analysis)->items[writing->subject];
	writing->out->formula = "of the steps with commitments, revenue, hardware, capacity or licences, the "
				"smallest sum of firm amounts: what can come round is no more";
	return write_step_money(writing, "comes back", flow_comes_back, loop->firm.comes_back,
				loop->headline.comes_back);
}

bool explain_passing(struct writing *writing)
{
	uint32_t loops = analysis_providers(writing->analysis)[writing->subject].loops;
	explain_title(writing, "loops of money that pass %s",
		      writing->model->providers[writing->subject].name);
	explain_value(writing, loops, loops == 1 ? "loop" : "loops");
	writing->out->formula = "the number of the loops of which it is a node; the lens of loops lists them";
	return true;
}
