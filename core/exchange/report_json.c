#include "core/base/memory.h"
#include "core/exchange/json.h"
#include "core/exchange/report.h"
#include "core/figures/loop_graph.h"
#include "core/figures/order.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct writer {
	struct json json;
	struct analysis *analysis;
	const struct plan *plan;
	const struct model *model;
	const struct report_subject *subject;
};

static void write_head(struct writer *writer)
{
	struct json *json = &writer->json;
	const struct model *model = writer->model;
	char date[sizeof("-32768-255-255")];

	(void)snprintf(date, sizeof(date), "%04d-%02u-%02u", model->as_of.year, model->as_of.month,
		       model->as_of.day);
	json_number(json, "unmoor", 1);
	json_string(json, "title", model->has_title ? model->title : NULL);
	json_string(json, "currency", model->currency);
	json_string(json, "as_of", date);
	json_number(json, "horizon", model->horizon);
}

static void write_migrations_on(struct writer *writer)
{
	const struct report_subject *subject = writer->subject;
	const struct choice *choice = analysis_choice(writer->analysis);

	json_open(&writer->json, "migrations", '[', false);
	if (subject->list_migrations && subject->order)
		for (uint32_t i = 0; i < subject->order_count; i++)
			json_string(&writer->json, NULL, writer->plan->migrations[subject->order[i]]->id);
	else if (subject->list_migrations)
		for (uint32_t i = 0; i < writer->plan->count; i++)
			if (choice_is_on(choice, i))
				json_string(&writer->json, NULL, writer->plan->migrations[i]->id);
	json_close(&writer->json, ']');
}

static void write_scenario(struct writer *writer)
{
	struct json *json = &writer->json;
	const struct cost *cost = analysis_cost(writer->analysis);

	json_open(json, "scenario", '{', false);
	json_string(json, "id", writer->subject->id);
	json_string(json, "name", writer->subject->name);
	json_number(json, "start", analysis_choice(writer->analysis)->start);
	write_migrations_on(writer);
	json_number(json, "bindings_moved", cost->bindings_moved);
	json_number(json, "assumed", cost->assumed);
	json_close(json, '}');
}

static void write_quantiles(struct json *json, double expected, double likely,
			    const struct quantiles *quantiles)
{
	json_number(json, "expected", expected);
	json_number(json, "likely", likely);
	json_number(json, "mean", quantiles->mean);
	json_number(json, "p10", quantiles->p10);
	json_number(json, "p50", quantiles->p50);
	json_number(json, "p90", quantiles->p90);
}

static void write_one_off(struct writer *writer)
{
	struct json *json = &writer->json;
	const struct cost *cost = analysis_cost(writer->analysis);
	const struct spread *spread = analysis_spread(writer->analysis);

	json_open(json, "one_off", '{', true);
	write_quantiles(json, cost->expected_total, cost->likely_total, &spread->total);
	json_open(json, "categories", '{', true);
	for (enum category category = 0; category < CATEGORY_COUNT; category++) {
		json_open(json, category_name(category), '{', false);
		write_quantiles(json, cost->expected[category], cost->likely[category],
				&analysis_category_spread(writer->analysis)[category]);
		json_close(json, '}');
	}
	json_close(json, '}');
	json_close(json, '}');
}

static void write_money(struct writer *writer)
{
	struct json *json = &writer->json;
	const struct cost *cost = analysis_cost(writer->analysis);
	const struct spread *spread = analysis_spread(writer->analysis);

	json_open(json, "monthly", '{', false);
	json_number(json, "before", cost->monthly_before);
	json_number(json, "after", cost->monthly_after);
	json_close(json, '}');
	json_open(json, "npv", '{', false);
	write_quantiles(json, cost->npv_expected, cost->npv_likely, &spread->npv);
	json_close(json, '}');
	json_number(json, "payback_month", cost->payback_month == NONE ? (double)NAN : cost->payback_month);
	json_number(json, "npv_positive", spread->npv_positive);
}

static void write_swings(struct writer *writer)
{
	struct json *json = &writer->json;
	uint32_t count;
	const struct swing *swings = analysis_swings(writer->analysis, &count);

	json_open(json, "swings", '[', true);
	for (uint32_t i = 0; i < count; i++) {
		json_open(json, NULL, '{', false);
		json_string(json, "variable", swings[i].variable);
		json_number(json, "low", swings[i].low);
		json_number(json, "high", swings[i].high);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void write_timing(struct writer *writer)
{
	struct json *json = &writer->json;
	const struct timing *timing = analysis_timing(writer->analysis);

	json_number(json, "best_start", timing->known ? timing->best_start : (double)NAN);
	json_open(json, "waiting", '[', false);
	for (uint32_t month = 0; month < writer->model->horizon; month++)
		json_number(json, NULL, timing->one_off[month]);
	json_close(json, ']');
}

/* All of the file's; those made since are no part of it. */
static void write_moves(struct writer *writer)
{
	struct json *json = &writer->json;
	const struct choice *choice = analysis_choice(writer->analysis);
	const struct move *moves = analysis_moves(writer->analysis);

	json_open(json, "migrations", '[', true);
	for (uint32_t i = 0; i < writer->model->migration_count; i++) {
		json_open(json, NULL, '{', false);
		json_string(json, "id", writer->plan->migrations[i]->id);
		json_bool(json, "on", choice_is_on(choice, i));
		json_number(json, "bindings", moves[i].bindings);
		json_number(json, "alone", moves[i].alone);
		json_number(json, "marginal", moves[i].marginal);
		json_bool(json, "cosmetic", moves[i].cosmetic);
		json_close(json, '}');
	}
	json_close(json, ']');
	json_number(json, "interaction",
		    writer->subject->way_out ? NAN : analysis_interaction(writer->analysis));
}

static void write_reach(struct json *json, const struct reach *reach)
{
	json_open(json, "reach", '{', false);
	json_number(json, "components", reach->components);
	json_number(json, "monthly", reach->monthly);
	json_close(json, '}');
}

static void write_exit(struct json *json, const struct exit_figures *figures)
{
	json_open(json, "exit", '{', false);
	json_number(json, "one_off", figures->one_off);
	json_number(json, "months_of_spend", figures->months_of_spend);
	json_number(json, "moved", figures->moved);
	json_number(json, "stuck", figures->stuck);
	json_close(json, '}');
}

static void write_provider(struct writer *writer, uint32_t index)
{
	struct json *json = &writer->json;
	const struct provider *provider = &writer->model->providers[index];
	const struct provider_figures *figures = &analysis_providers(writer->analysis)[index];
	double spent = analysis_cost(writer->analysis)->monthly_before;

	json_open(json, NULL, '{', false);
	json_string(json, "id", provider->id);
	json_string(json, "name", provider->name);
	json_string(json, "root", writer->model->providers[provider->root].id);
	json_number(json, "monthly", figures->monthly);
	json_number(json, "share", spent > 0 ? figures->monthly / spent : NAN);
	write_reach(json, &analysis_reach(writer->analysis)[index]);
	write_exit(json, &analysis_exits(writer->analysis)[index]);
	json_number(json, "alignment", figures->alignment);
	json_number(json, "coverage", figures->coverage);
	json_number(json, "loops", figures->loops);
	json_bool(json, "circular", figures->circular);
	json_close(json, '}');
}

static void write_providers(struct writer *writer)
{
	uint32_t count;
	const uint32_t *listed = analysis_listed(writer->analysis, &count);

	json_open(&writer->json, "providers", '[', true);
	for (uint32_t i = 0; i < count; i++)
		write_provider(writer, listed[i]);
	json_close(&writer->json, ']');
}

/* Free with free(). */
static struct named *components_by_id(const struct model *model)
{
	struct named *order = memory_new(model->component_count, sizeof(*order));

	for (uint32_t i = 0; i < model->component_count; i++)
		order[i] = (struct named){model_component_id(model, i), i};
	order_by_id(order, model->component_count);
	return order;
}

static void write_components(struct writer *writer)
{
	struct json *json = &writer->json;
	const struct model *model = writer->model;
	struct named *order = components_by_id(model);
	uint32_t *inherited = memory_new(model->provider_count + 1, sizeof(*inherited));

	json_open(json, "components", '[', true);
	for (uint32_t i = 0; i < model->component_count; i++) {
		uint32_t count = analysis_inherited(writer->analysis, order[i].index, inherited);
		json_open(json, NULL, '{', false);
		json_string(json, "id", order[i].id);
		json_open(json, "inherited", '[', false);
		for (uint32_t j = 0; j < count; j++)
			json_string(json, NULL, model->providers[inherited[j]].id);
		json_close(json, ']');
		json_close(json, '}');
	}
	json_close(json, ']');
	free(inherited);
	free(order);
}

static void write_layer_side(struct writer *writer, const char *key, uint32_t provider, double share)
{
	struct json *json = &writer->json;

	if (provider == NONE) {
		json_null(json, key);
		return;
	}
	json_open(json, key, '{', false);
	json_string(json, "provider", writer->model->providers[provider].id);
	json_number(json, "share", share);
	json_close(json, '}');
}

static void write_concentration(struct writer *writer)
{
	struct json *json = &writer->json;
	const struct concentration *concentration = analysis_concentration(writer->analysis);

	json_open(json, "concentration", '{', true);
	json_number(json, "before", concentration->before);
	json_number(json, "after", concentration->after);
	json_open(json, "layers", '[', true);
	for (uint32_t i = 0; i < concentration->layer_count; i++) {
		const struct layer *layer = &concentration->layers[i];
		json_open(json, NULL, '{', false);
		json_string(json, "kind", provider_kind_name(layer->kind));
		write_layer_side(writer, "before", layer->before, layer->before_share);
		write_layer_side(writer, "after", layer->after, layer->after_share);
		json_close(json, '}');
	}
	json_close(json, ']');
	json_close(json, '}');
}

static void write_loop_money(struct json *json, const struct loop_money *money)
{
	json_number(json, "put_in", money->put_in);
	json_number(json, "comes_back", money->comes_back);
	json_number(json, "pull", money->pull);
}

static void write_loop(struct writer *writer, const struct loop *loop)
{
	struct json *json = &writer->json;

	json_open(json, NULL, '{', false);
	json_open(json, "nodes", '[', false);
	for (uint32_t i = 0; i < loop->length; i++)
		json_string(json, NULL, loop_node_id(writer->model, loop->nodes[i]));
	json_close(json, ']');
	write_loop_money(json, &loop->firm);
	json_open(json, "headline", '{', false);
	write_loop_money(json, &loop->headline);
	json_close(json, '}');
	json_number(json, "exposure", loop->exposure);
	json_close(json, '}');
}

static void write_loops(struct writer *writer)
{
	const struct loops *loops = analysis_loops(writer->analysis);

	json_open(&writer->json, "loops", '[', true);
	for (uint32_t i = 0; i < loops->count; i++)
		write_loop(writer, &loops->items[i]);
	json_close(&writer->json, ']');
	json_bool(&writer->json, "loops_cut", loops->cut);
}

static void write_cycling(struct writer *writer)
{
	struct json *json = &writer->json;
	const struct cycling *cycling = analysis_cycling(writer->analysis);

	json_open(json, "cycling", '{', true);
	json_number(json, "index", cycling->index);
	json_open(json, "unfunded", '[', true);
	for (uint32_t i = 0; i < cycling->unfunded_count; i++) {
		json_open(json, NULL, '{', false);
		json_string(json, "id", writer->model->providers[cycling->unfunded[i].provider].id);
		json_number(json, "gap", cycling->unfunded[i].gap);
		json_close(json, '}');
	}
	json_close(json, ']');
	json_close(json, '}');
}

static const char *circle_member_id(const struct model *model, bool is_offering, uint32_t index)
{
	return is_offering ? model->offerings[index].id : model_component_id(model, index);
}

static void write_circles(struct writer *writer)
{
	struct json *json = &writer->json;
	const struct circles *circles = analysis_circles(writer->analysis);

	json_open(json, "dependency_circles", '[', true);
	for (uint32_t i = 0; i < circles->count; i++) {
		struct slice circle = circles->circles[i];
		json_open(json, NULL, '[', false);
		for (uint32_t j = 0; j < circle.count; j++)
			json_string(json, NULL,
				    circle_member_id(writer->model, circles->of_offerings[i],
						     circles->members[circle.first + j]));
		json_close(json, ']');
	}
	json_close(json, ']');
}

static void write_warning_list(struct json *json, const struct diag_list *list, struct arena *arena)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].level == DIAG_WARNING)
			json_string(json, NULL, diag_line(&list->items[i], arena));
}

/* What the stack does not say, so that nobody takes these figures for its. */
static void write_tried(struct writer *writer)
{
	const struct choice *choice = analysis_choice(writer->analysis);
	struct str text;

	str_init(&text);
	for (uint32_t i = 0; i < choice->tried_count; i++) {
		text.length = 0;
		str_add_text(&text, "tried: ");
		tried_print(writer->plan->model, &choice->tried[i], &text);
		json_string(&writer->json, NULL, text.data);
	}
	str_clear(&text);
}

static void write_warnings(struct writer *writer)
{
	struct arena arena;

	arena_init(&arena);
	json_open(&writer->json, "warnings", '[', true);
	write_tried(writer);
	write_warning_list(&writer->json, &writer->model->warnings, &arena);
	write_warning_list(&writer->json, analysis_warnings(writer->analysis), &arena);
	json_close(&writer->json, ']');
	arena_clear(&arena);
}

void report_json(struct analysis *analysis, const struct report_subject *subject, struct str *out)
{
	static void (*const parts[])(struct writer *) = {
		write_head,   write_scenario, write_one_off,   write_money,      write_swings,
		write_timing, write_moves,    write_providers, write_components, write_concentration,
		write_loops,  write_cycling,  write_circles,   write_warnings,
	};
	const struct plan *plan = analysis_plan(analysis);
	struct writer writer = {
		.analysis = analysis, .plan = plan, .model = analysis_model(analysis), .subject = subject};

	json_init(&writer.json, out);
	json_open(&writer.json, NULL, '{', true);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		parts[i](&writer);
	json_close(&writer.json, '}');
	str_add_char(out, '\n');
}
