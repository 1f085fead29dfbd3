#include "core/base/memory.h"
#include "core/exchange/report_text.h"

#include <stdlib.h>

enum { PROVIDER_WIDTH = 21, MOST_CIRCLES = 10 };

static void add_exit_figures(struct text_report *report, const struct exit_figures *figures)
{
	text_bound(&report->text, figures->one_off, figures->stuck > 0 && !isnan(figures->one_off), 9);
	text_bound(&report->text, figures->months_of_spend,
		   figures->stuck > 0 && !isnan(figures->months_of_spend), 8);
}

static void add_fit(struct text_report *report, const struct provider_figures *figures)
{
	struct text *text = &report->text;

	text_number(text, floor(figures->alignment + 0.5), 6);
	text_share(text, figures->coverage, 7);
}

static void add_provider(struct text_report *report, uint32_t index)
{
	const struct model *model = report->model;
	const struct provider_figures *figures = &analysis_providers(report->analysis)[index];
	double spent = analysis_cost(report->analysis)->monthly_before;
	struct text *text = &report->text;

	text_add(text, "  ");
	text_cell(text, model->providers[index].name, PROVIDER_WIDTH);
	text_money(text, figures->monthly, 8);
	text_share(text, spent > 0 ? figures->monthly / spent : NAN, 7);
	text_print(text, "%7u ", analysis_reach(report->analysis)[index].components);
	add_exit_figures(report, &analysis_exits(report->analysis)[index]);
	add_fit(report, figures);
	text_print(text, "%6u", figures->loops);
	text_newline(text);
}

/* Whom this stack pays or falls with; the others only stand in flows. */
static bool concerns_the_stack(struct text_report *report, uint32_t provider)
{
	const struct provider_figures *figures = &analysis_providers(report->analysis)[provider];

	return figures->monthly > 0 || figures->monthly_after > 0 ||
	       analysis_reach(report->analysis)[provider].components > 0;
}

void report_text_providers(struct text_report *report)
{
	struct text *text = &report->text;
	uint32_t count, shown = 0;
	const uint32_t *listed = analysis_listed(report->analysis, &count);

	report_section(report, "PROVIDERS", "today; %s a month; %s once");
	text_cell(text, "", PROVIDER_WIDTH + 2);
	text_print(text, "%8s%7s%7s%9s %7s %6s%7s%6s", "monthly", "share", "reach", "way out", "months",
		   "fit", "known", "loops");
	text_newline(text);
	for (uint32_t i = 0; i < count; i++) {
		if (!concerns_the_stack(report, listed[i]))
			continue;
		add_provider(report, listed[i]);
		shown++;
	}
	report_left_out(report, count, shown, "that only stand in flows");
	text_print(text, "  reach: of %u components, those that fail with it",
		   report->model->component_count);
	text_add(text, "; months: of spend, to leave;");
	text_newline(text);
	text_add(text, "  +: a lower bound, some bindings have nowhere to go; fit: -100 to 100, of the");
	text_newline(text);
	text_add(text, "  weight of your needs that is known; loops: of money, that pass it");
	text_newline(text);
}

/* Which components inherit each provider: how many, and the first few by id. */
struct heir {
	uint32_t count, components[4];
};

enum { HEIRS_SHOWN = sizeof(((struct heir *)0)->components) / sizeof(uint32_t) };

static struct heir *count_heirs(struct text_report *report)
{
	const struct model *model = report->model;
	struct heir *heirs = memory_zero((size_t)model->provider_count + 1, sizeof(*heirs));
	uint32_t *inherited = memory_new((size_t)model->provider_count + 1, sizeof(*inherited));

	for (uint32_t i = 0; i < model->component_count; i++) {
		uint32_t count = analysis_inherited(report->analysis, i, inherited);
		for (uint32_t j = 0; j < count; j++) {
			struct heir *heir = &heirs[inherited[j]];
			if (heir->count < HEIRS_SHOWN)
				heir->components[heir->count] = i;
			heir->count++;
		}
	}
	free(inherited);
	return heirs;
}

static void add_heirs(struct text_report *report, uint32_t provider, const struct heir *heir)
{
	const struct model *model = report->model;
	struct text *text = &report->text;

	text_add(text, "  ");
	text_cell(text, model->providers[provider].name, PROVIDER_WIDTH);
	text_print(text, "%8u of %u  ", heir->count, model->component_count);
	for (uint32_t i = 0; i < heir->count && i < HEIRS_SHOWN; i++) {
		const char *id = model_component_id(model, heir->components[i]);
		if (i > 0)
			text_add(text, ", ");
		text_fit(text, text_name_width(text, id) + 2, PROVIDER_WIDTH + 4);
		text_name(text, id);
	}
	if (heir->count > HEIRS_SHOWN)
		text_add(text, ", ..");
	text_newline(text);
}

void report_text_inherited(struct text_report *report)
{
	struct heir *heirs = count_heirs(report);
	bool any = false;

	for (uint32_t i = 0; i < report->model->provider_count; i++) {
		if (heirs[i].count == 0)
			continue;
		if (!any)
			report_section(report, "INHERITED",
				       "components that fail with whom they have no contract with");
		any = true;
		add_heirs(report, i, &heirs[i]);
	}
	free(heirs);
}

static void add_layer_side(struct text_report *report, uint32_t provider, double share)
{
	struct text *text = &report->text;

	if (provider == NONE) {
		text_cell(text, "none", PROVIDER_WIDTH + 6);
		return;
	}
	text_cell(text, report->model->providers[provider].name, PROVIDER_WIDTH);
	text_share(text, share, 6);
}

void report_text_concentration(struct text_report *report)
{
	const struct concentration *concentration = analysis_concentration(report->analysis);
	struct text *text = &report->text;

	report_section(report, "CONCENTRATION",
		       "share of monthly spend that rests on one provider of a kind");
	text_cell(text, "  spend by provider, HHI", PROVIDER_WIDTH + 2);
	text_number(text, concentration->before, 0);
	text_either(text, " → ", " -> ");
	text_number(text, concentration->after, 0);
	text_add(text, " of 10000");
	text_newline(text);
	for (uint32_t i = 0; i < concentration->layer_count; i++) {
		const struct layer *layer = &concentration->layers[i];
		text_add(text, "  ");
		text_cell(text, provider_kind_name(layer->kind), 14);
		add_layer_side(report, layer->before, layer->before_share);
		text_either(text, "  →  ", "  -> ");
		add_layer_side(report, layer->after, layer->after_share);
		text_newline(text);
	}
}

static void add_circle(struct text_report *report, const struct circles *circles, uint32_t index)
{
	const struct model *model = report->model;
	struct slice circle = circles->circles[index];
	struct text *text = &report->text;

	text_add(text, "  ");
	for (uint32_t i = 0; i < circle.count; i++) {
		uint32_t member = circles->members[circle.first + i];
		const char *id = circles->of_offerings[index] ? model->offerings[member].id
							      : model_component_id(model, member);
		if (i > 0)
			text_add(text, ", ");
		text_fit(text, text_name_width(text, id) + 1, 4);
		text_name(text, id);
	}
	text_newline(text);
}

void report_text_circles(struct text_report *report)
{
	const struct circles *circles = analysis_circles(report->analysis);

	if (circles->count == 0)
		return;
	report_section(report, "DEPENDENCY CIRCLES", "these need each other");
	for (uint32_t i = 0; i < circles->count && i < MOST_CIRCLES; i++)
		add_circle(report, circles, i);
	report_left_out(report, circles->count, MOST_CIRCLES, "circles");
}
