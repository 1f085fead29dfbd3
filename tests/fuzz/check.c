#include "tests/fuzz/fuzz.h"

#include "core/base/str.h"
#include "core/model/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fuzz_check(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

void fuzz_check_printable(const char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		uint32_t point;
		size_t size = utf8_decode(text + i, length - i, &point);
		fuzz_check(point == '\n' || utf8_printable(point), "what is printed is printable");
		i += size;
	}
}

static void check_fault(const struct diag *fault, struct arena *arena)
{
	struct str out;
	const char *line = diag_line(fault, arena);

	fuzz_check(fault->text && *fault->text, "a fault has a text");
	str_init(&out);
	str_add_visible(&out, line, strlen(line), fault->line % 2 == 0);
	fuzz_check_printable(out.data, out.length);
	str_clear(&out);
}

void fuzz_check_faults(const struct diag_list *faults, const struct model *model)
{
	struct arena arena;

	fuzz_check((model == NULL) == (faults->errors > 0), "a model or errors");
	fuzz_check(faults->count <= DIAG_MOST_ERRORS + DIAG_MOST_WARNINGS, "not too many faults are kept");
	arena_init(&arena);
	for (size_t i = 0; i < faults->count; i++)
		check_fault(&faults->items[i], &arena);
	arena_clear(&arena);
}

static void check_range(struct range range)
{
	fuzz_check(isfinite(range.low) && isfinite(range.high), "a range is finite");
	fuzz_check(range.low <= range.likely && range.likely <= range.high, "a range is in order");
}

static void check_providers(const struct model *model)
{
	for (uint32_t i = 0; i < model->provider_count; i++) {
		const struct provider *provider = &model->providers[i];
		uint32_t steps = 0;
		fuzz_check(provider->id && provider->name, "a provider has id and name");
		fuzz_check(provider->kind < PROVIDER_KIND_COUNT, "a provider has a kind");
		for (uint32_t p = i; p != NONE; p = model->providers[p].parent)
			fuzz_check(p < model->provider_count && steps++ <= model->provider_count,
				   "parents end");
		fuzz_check(provider->root < model->provider_count, "a provider has a root");
		check_range(provider->onboarding);
		fuzz_check(model_find_provider(model, provider->id) == i, "a provider is found by its id");
	}
}

static void check_offerings(const struct model *model)
{
	for (uint32_t i = 0; i < model->offering_count; i++) {
		const struct offering *offering = &model->offerings[i];
		fuzz_check(offering->provider < model->provider_count, "an offering has a provider");
		fuzz_check(model_text(model, offering->kind) && model_text(model, offering->interface),
			   "an offering has kind and interface");
		for (uint32_t g = 0; g < offering->runs_on.count; g++) {
			struct slice group = model->support_groups[offering->runs_on.first + g];
			for (uint32_t s = group.first; s < group.first + group.count; s++)
				fuzz_check(model->supports[s].index < (model->supports[s].is_provider
									       ? model->provider_count
									       : model->offering_count),
					   "runs_on names what is there");
		}
		for (uint32_t p = 0; p < offering->prices.count; p++)
			fuzz_check(model->prices[offering->prices.first + p].unit < model->unit_count,
				   "a price has a unit");
	}
}

static void check_binding(const struct model *model, uint32_t i)
{
	const struct binding *binding = &model->bindings[i];

	fuzz_check(binding->offering < model->offering_count, "a binding has an offering");
	fuzz_check(binding->component < model->component_count, "a binding has a component");
	fuzz_check(binding->monthly >= 0 && binding->monthly <= LIMIT_MONEY, "a monthly is within limits");
	for (uint32_t c = binding->first_count; c < binding[1].first_count; c++) {
		fuzz_check(model->counts[c].driver < model->driver_count, "a count has a driver");
		check_range(model_count_range(model, c));
	}
	for (uint32_t u = binding->first_usage; u < binding[1].first_usage; u++)
		fuzz_check(model->usages[u].unit < model->unit_count, "a usage has a unit");
}

static void check_components(const struct model *model)
{
	for (uint32_t i = 0; i < model->component_count; i++) {
		const struct component *component = &model->components[i];
		fuzz_check(model_find_component(model, model_component_id(model, i)) == i,
			   "a component is found by its id");
		for (uint32_t d = component->first_depends_on; d < component[1].first_depends_on; d++)
			fuzz_check(model->depends_on[d] < model->component_count, "a dependency is there");
		fuzz_check(component[1].first_binding >= component->first_binding, "bindings are in order");
	}
	for (uint32_t i = 0; i < model->binding_count; i++)
		check_binding(model, i);
}

static void check_moves(const struct model *model)
{
	for (uint32_t i = 0; i < model->migration_count; i++) {
		const struct migration *migration = &model->migrations[i];
		fuzz_check(migration->to < model->offering_count, "a migration has a target");
		check_range(migration->extra);
		for (uint32_t b = 0; b < migration->binding_count; b++)
			fuzz_check(migration->bindings[b] < model->binding_count &&
					   (b == 0 || migration->bindings[b - 1] < migration->bindings[b]),
				   "a migration moves bindings, ascending");
	}
	for (uint32_t i = 0; i < model->scenario_count; i++)
		for (uint32_t m = 0; m < model->scenarios[i].migration_count; m++)
			fuzz_check(model->scenarios[i].migrations[m] < model->migration_count,
				   "a scenario has migrations");
}

void fuzz_check_model(const struct model *model)
{
	fuzz_check(model->title && model->currency, "a model has title and currency");
	fuzz_check(model->horizon >= 1 && model->horizon <= 120, "a model has a horizon");
	check_range(model->rate);
	check_range(model->overrun);
	check_range(model->overlap);
	check_providers(model);
	check_offerings(model);
	check_components(model);
	check_moves(model);
}
