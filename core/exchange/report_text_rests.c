#include "core/base/memory.h"
#include "core/exchange/report_text.h"

#include <stdlib.h>

enum { PROVIDER_WIDTH = 18, MOST_CIRCLES = 10, MOST_MEMBERS = 24 };

static void add_exit_figures(struct text_report *report, const struct exit_figures *figures)
{
	text_bound(&report->text, figures->one_off, figures->lower_bound && !isnan(figures->one_off), 9);
	text_bound(&report->text, figures->months_of_spend,
		   figures->lower_bound && !isnan(figures->months_of_spend), 8);
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

/* Whom this stack pays, is bound to, or falls with. */
static bool concerns_the_stack(struct text_report *report, uint32_t provider)
{
	const struct provider_figures *figures = &analysis_providers(report->analysis)[provider];
	const struct exit_figures *leaving = &analysis_exits(report->analysis)[provider];

	return figures->monthly > 0 || figures->monthly_after > 0 || leaving->moved + leaving->stuck > 0 ||
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
	report_left_out(report, count, shown, "without spend, that nothing rests on today");
	text_print(text, "  reach: of %u components, those that fail with it",
		   report->model->component_count);
	text_add(text, "; months: of spend, to leave;");
	text_newline(text);
	text_add(text, "  +: at least that, some bindings have nowhere to go or a price is missing; fit:");
	text_newline(text);
	text_add(text, "  -100 to 100, of the weight of your needs that is known; loops: that pass it");
	text_newline(text);
}

/* Which components inherit a provider: how many, and the first few in the order of the file. */
struct heirs {
	uint32_t provider, count, components[4];
};

enum { HEIRS_SHOWN = sizeof(((struct heirs *)0)->components) / sizeof(uint32_t) };

/* [provider_count], free with free(). */
static struct heirs *count_heirs(struct text_report *report)
{
	const struct model *model = report->model;
	struct heirs *all = memory_zero(model->provider_count, sizeof(*all));
	uint32_t *inherited = memory_new(model->provider_count, sizeof(*inherited));

	for (uint32_t i = 0; i < model->provider_count; i++)
		all[i].provider = i;
	for (uint32_t i = 0; i < model->component_count; i++) {
		uint32_t count = analysis_inherited(report->analysis, i, inherited);
		for (uint32_t j = 0; j < count; j++) {
			struct heirs *heirs = &all[inherited[j]];
			if (heirs->count < HEIRS_SHOWN)
				heirs->components[heirs->count] = i;
			heirs->count++;
		}
	}
	free(inherited);
	return all;
}

/* Most first; of equals in the order of the file. */
static int compare_heirs(const void *left, const void *right)
{
	const struct heirs *a = left, *b = right;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return (a->provider > b->provider) - (a->provider < b->provider);
}

/* As many names as fit on the line, and how many more there are. */
static void add_heirs(struct text_report *report, const struct heirs *heirs)
{
	enum { ROOM_FOR_MORE = 16 }; /* " and 1234567 more" */
	const struct model *model = report->model;
	struct text *text = &report->text;
	uint32_t shown = 0;

	text_add(text, "  ");
	text_cell(text, model->providers[heirs->provider].name, PROVIDER_WIDTH);
	text_print(text, "%8u of %u  ", heirs->count, model->component_count);
	for (; shown < heirs->count && shown < HEIRS_SHOWN; shown++) {
		const char *id = model_component_id(model, heirs->components[shown]);
		int room = TEXT_WIDTH - text->column - (shown + 1 < heirs->count ? ROOM_FOR_MORE : 0);
		if (shown > 0 && text_name_width(text, id) + 2 > room)
			break;
		text_add(text, shown > 0 ? ", " : "");
		text_name_within(text, id, room);
	}
	if (heirs->count > shown)
		text_print(text, " and %u more", heirs->count - shown);
	text_newline(text);
}

void report_text_inherited(struct text_report *report)
{
	struct heirs *all = count_heirs(report);
	uint32_t count = report->model->provider_count;

	if (count > 0)
		qsort(all, count, sizeof(*all), compare_heirs);
	if (count > 0 && all[0].count > 0)
		report_section(report, "INHERITED", "whom components fall with and have no contract with");
	for (uint32_t i = 0; i < count && all[i].count > 0; i++)
		add_heirs(report, &all[i]);
	free(all);
}

static void add_layer_side(struct text_report *report, uint32_t provider, double share, enum bound bound)
{
	struct text *text = &report->text;

	if (provider == NONE) {
		text_cell(text, "none", PROVIDER_WIDTH + 6);
		return;
	}
	text_cell(text, report->model->providers[provider].name, PROVIDER_WIDTH);
	text_share(text, share, 6);
	text_add(text, figure_mark_behind(bound));
}

void report_text_concentration(struct text_report *report)
{
	enum { HHI_MOST = 10000 };
	const struct concentration *concentration = analysis_concentration(report->analysis);
	const struct cost *cost = analysis_cost(report->analysis);
	struct text *text = &report->text;

	report_section(report, "CONCENTRATION",
		       "share of monthly spend that rests on one provider of a kind");
	text_add(text, "  spend by provider, HHI  ");
	text_number(text, concentration->before, 0);
	text_either(text, " → ", " -> ");
	text_marked(text, text_number, concentration->after,
		    bound_of_share(cost, concentration->after / HHI_MOST));
	text_add(text, " of 10000");
	text_newline(text);
	for (uint32_t i = 0; i < concentration->layer_count; i++) {
		const struct layer *layer = &concentration->layers[i];
		text_add(text, "  ");
		text_cell(text, provider_kind_name(layer->kind), 14);
		add_layer_side(report, layer->before, layer->before_share, BOUND_NONE);
		text_either(text, "  →  ", "  -> ");
		add_layer_side(report, layer->after, layer->after_share,
			       bound_of_share(cost, layer->after_share));
		text_newline(text);
	}
}

static void add_circle(struct text_report *report, const struct circles *circles, uint32_t index)
{
	const struct model *model = report->model;
	struct slice circle = circles->circles[index];
	struct text *text = &report->text;

	text_add(text, "  ");
	for (uint32_t i = 0; i < circle.count && i < MOST_MEMBERS; i++) {
		uint32_t member = circles->members[circle.first + i];
		const char *id = circles->of_offerings[index] ? model->offerings[member].id
							      : model_component_id(model, member);
		if (i > 0)
			text_add(text, ", ");
		text_fit(text, text_name_width(text, id) + 1, 4);
		text_name(text, id);
	}
	text_newline(text);
	if (circle.count > MOST_MEMBERS) {
		text_print(text, "    and %u more", circle.count - MOST_MEMBERS);
		text_newline(text);
	}
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
