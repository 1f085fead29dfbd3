#include "core/exchange/report_text.h"

#include <math.h>
#include <string.h>

enum { MOST_MIGRATIONS = 40, MOST_STUCK = 20, MOST_LEGS = 40 };

/* The id is what --migrate takes. */
static void add_migration(struct text_report *report, uint32_t index)
{
	const struct move *move = &analysis_moves(report->analysis)[index];
	const struct migration *migration = report->plan->migrations[index];
	struct text *text = &report->text;
	bool on = choice_is_on(analysis_choice(report->analysis), index);

	text_add(text, on ? "  [x] " : "  [ ] ");
	text_cell(text, migration->id, 31);
	text_print(text, "%6u", move->bindings);
	text_bound(text, move->alone, move->lacks_price, 10);
	text_bound(text, move->marginal, move->lacks_price && !isnan(move->marginal), 9);
	text_change(text, move->monthly, 8);
	text_add(text, move->assumed ? "?" : move->cosmetic ? " " : "");
	if (move->cosmetic)
		text_add(text, " cosmetic");
	text_newline(text);
	if (strcmp(migration->id, migration->name) == 0)
		return;
	text_add(text, "      ");
	text_name(text, migration->name);
	text_newline(text);
}

static void add_interaction(struct text_report *report)
{
	double interaction = analysis_interaction(report->analysis);
	struct text *text = &report->text;

	if (report->subject->way_out || choice_count(analysis_choice(report->analysis)) < 2)
		return;
	text_add(text, "  together rather than each alone: ");
	text_change(text, interaction, 0);
	text_add(text, " ");
	text_name_within(text, report->model->currency, CURRENCY_WIDTH);
	text_newline(text);
}

/* What the marks in the list mean, where there are any. */
static void add_marks(struct text_report *report)
{
	const struct move *moves = analysis_moves(report->analysis);
	struct text *text = &report->text;
	bool cosmetic = false, lacks_price = false;
	unsigned assumed = 0;

	for (uint32_t i = 0; i < report->model->migration_count; i++) {
		cosmetic = cosmetic || moves[i].cosmetic;
		lacks_price = lacks_price || moves[i].lacks_price;
		if (moves[i].assumed)
			assumed |= migration_assumed(report->model, analysis_migration(report->analysis, i));
	}
	if (lacks_price) {
		text_add(text, "  +: at least; where it goes a price is missing");
		text_newline(text);
	}
	for (unsigned reason = ASSUMED_OLD; reason <= ASSUMED_RATIO; reason <<= 1)
		if (assumed & reason) {
			text_print(text, "  ?: less or more; %s", assumed_words(reason));
			text_newline(text);
		}
	if (cosmetic) {
		text_add(text, "  cosmetic: it moves, and still rests on everyone whom it rested on before");
		text_newline(text);
	}
}

void report_text_migrations(struct text_report *report)
{
	const struct choice *choice = analysis_choice(report->analysis);
	uint32_t count = report->model->migration_count, shown = 0;
	struct text *text = &report->text;

	if (count == 0)
		return;
	report_section(report, "MIGRATIONS", "%s once, alone and beside those that are on; %s a month");
	text_cell(text, "", 37);
	text_print(text, "%6s%9s%9s%9s", "moves", "alone", "marginal", "monthly");
	text_newline(text);
	for (uint32_t i = 0; i < count; i++) {
		if (i >= MOST_MIGRATIONS && !choice_is_on(choice, i))
			continue;
		add_migration(report, i);
		shown++;
	}
	report_left_out(report, count, shown, "that are off");
	add_interaction(report);
	add_marks(report);
}

static void add_binding(struct text_report *report, uint32_t binding)
{
	const struct model *model = report->model;

	text_add(&report->text, "  ");
	text_name_within(&report->text, model_component_id(model, model->bindings[binding].component), 36);
	text_add(&report->text, "@");
	text_name(&report->text, model_binding_offering_id(model, binding));
}

static void add_stuck(struct text_report *report, const struct exit_stuck *stuck)
{
	const struct model *model = report->model;
	const struct offering *offering = &model->offerings[model->bindings[stuck->binding].offering];
	struct text *text = &report->text;

	add_binding(report, stuck->binding);
	text_newline(text);
	text_add(text, "      stays: ");
	if (stuck->capability == NONE) {
		text_add(text, "no other ");
		text_name_within(text, model_text(model, offering->kind), 24);
		text_add(text, " does without this provider");
	} else {
		text_add(text, "no candidate has ");
		text_name(text, model_text(model, stuck->capability));
	}
	text_newline(text);
}

static void add_leg(struct text_report *report, const struct exit_move *move)
{
	struct text *text = &report->text;
	const char *name = report->model->offerings[move->to].name;

	add_binding(report, move->binding);
	text_fit(text, text_name_width(text, name) + 3, 4);
	text_either(text, " → ", " -> ");
	text_name(text, name);
	text_newline(text);
}

/* Those that stay come first: they are why the figure is a lower bound. */
void report_text_way_out(struct text_report *report)
{
	const struct exit_plan *way_out = report->subject->way_out;

	if (!way_out)
		return;
	if (way_out->stuck_count > 0)
		report_section(report, "STUCK", "no candidate; they stay");
	for (uint32_t i = 0; i < way_out->stuck_count && i < MOST_STUCK; i++)
		add_stuck(report, &way_out->stuck[i]);
	report_left_out(report, way_out->stuck_count, MOST_STUCK, "stay");
	if (way_out->move_count > 0)
		report_section(report, "WAY OUT", "each binding to its cheapest candidate");
	for (uint32_t i = 0; i < way_out->move_count && i < MOST_LEGS; i++)
		add_leg(report, &way_out->moves[i]);
	report_left_out(report, way_out->move_count, MOST_LEGS, "move");
}
