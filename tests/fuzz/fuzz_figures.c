/* Bytes -> a stack -> every figure and both reports, for the choices that the bytes lead to. */
#include "core/base/memory.h"
#include "core/exchange/report.h"
#include "core/model/load.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_CHOICES = 6 };

static void print_reports(struct analysis *analysis, const struct exit_plan *way_out)
{
	const struct report_subject subject = {.list_migrations = true, .way_out = way_out};
	struct str out;

	str_init(&out);
	report_json(analysis, &subject, &out);
	fuzz_check_printable(out.data, out.length);
	out.length = 0;
	report_text(analysis, &subject, true, &out);
	fuzz_check_printable(out.data, out.length);
	str_clear(&out);
}

static void check_nothing_on(struct analysis *analysis)
{
	const struct cost *cost = analysis_cost(analysis);

	for (int i = 0; i < CATEGORY_COUNT; i++)
		fuzz_check(cost->expected[i] == 0 && cost->likely[i] == 0, "nothing on costs nothing");
	fuzz_check(cost->bindings_moved == 0 && cost->payback_month == NONE, "nothing on moves nothing");
}

static void try_exits(struct analysis *analysis, const struct model *model)
{
	for (uint32_t i = 0; i < model->provider_count && i < 3; i++) {
		struct exit_plan *way_out = analysis_exit(analysis, i, 0);
		for (uint32_t m = 0; m < way_out->move_count; m++)
			fuzz_check(way_out->moves[m].binding < model->binding_count &&
					   way_out->moves[m].to < model->offering_count,
				   "a way out moves bindings to offerings");
		exit_plan_free(way_out);
	}
	for (uint32_t i = 0; i < model->binding_count && i < 3; i++) {
		struct target *targets = NULL;
		uint32_t count = analysis_targets(analysis, i, &targets);
		for (uint32_t t = 0; t < count; t++)
			fuzz_check(targets[t].offering < model->offering_count, "a target is an offering");
		free(targets);
	}
}

static void try_loops(struct analysis *analysis)
{
	const struct loops *loops = analysis_loops(analysis);

	for (uint32_t i = 0; i < loops->count && i < 5; i++)
		for (uint32_t step = 0; step < loops->items[i].length; step++) {
			struct loop_edge *edges = NULL;
			fuzz_check(analysis_loop_step(analysis, &loops->items[i], step, &edges) > 0,
				   "a step of a loop has an edge");
			free(edges);
		}
}

/* Switches on what the bytes say, and off again: the total must be what it was, to the bit. */
static void try_choices(struct analysis *analysis, const struct plan *plan, const uint8_t *data, size_t size)
{
	uint32_t *off = memory_new(plan->count + 1, sizeof *off);
	struct choice choice;

	choice_init(&choice);
	for (size_t i = 0; i < size && i < MOST_CHOICES && plan->count; i++) {
		uint32_t migration = data[size - 1 - i] % plan->count;
		struct choice before;
		choice_init(&before);
		choice_copy(&before, &choice);
		double total = analysis_cost(analysis)->expected_total;
		fuzz_check(isfinite(total) && isfinite(analysis_cost(analysis)->npv_expected),
			   "what a stack costs is a number");
		choice_switch_on(&choice, plan, migration, off);
		choice.start = data[i] % plan->model->horizon;
		analysis_follow(analysis, &choice);
		(void)analysis_cost(analysis);
		analysis_follow(analysis, &before);
		double again = analysis_cost(analysis)->expected_total;
		fuzz_check(memcmp(&total, &again, sizeof total) == 0, "off again gives the same bits");
		analysis_follow(analysis, &choice);
		choice_clear(&before);
	}
	print_reports(analysis, NULL);
	choice_clear(&choice);
	free(off);
}

static void try_model(const struct model *model, const uint8_t *data, size_t size)
{
	struct plan plan;
	struct choice choice;

	plan_init(&plan, model);
	choice_init(&choice);
	struct analysis *analysis = analysis_new(&plan);
	analysis_follow(analysis, &choice);
	check_nothing_on(analysis);
	print_reports(analysis, NULL);
	try_exits(analysis, model);
	try_loops(analysis);
	try_choices(analysis, &plan, data, size);
	analysis_free(analysis);
	choice_clear(&choice);
	plan_clear(&plan);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct diag_list faults;

	diag_list_init(&faults);
	struct model *model = load_bytes("fuzz.yaml", (const char *)data, size, &faults);
	if (model)
		try_model(model, data, size);
	model_free(model);
	diag_list_clear(&faults);
	return 0;
}
