#include "core/figures/explain.h"

#include "core/base/memory.h"
#include "core/base/str.h"
#include "core/figures/explain_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AMOUNT_DIGITS = 5 }; /* that an amount in a note has at least, as far as there are some */

static char *print_text(struct arena *arena, const char *format, va_list arguments)
{
	va_list again;
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	size_t size = length < 0 ? 1 : (size_t)length + 1;
	char *text = arena_new(arena, size, 1);
	vsnprintf(text, size, format, arguments);
	return text;
}

void explain_title(struct writing *writing, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	writing->out->title = print_text(&writing->out->arena, format, arguments);
	va_end(arguments);
}

/* A figure's digits begin and end with these until the note is printed. */
enum { DIGITS_BEGIN = 1, DIGITS_END = 2 };

/* Takes these out, and keeps where they were: in order, whatever else a name or a currency has. */
static void place_told(char *text, struct explain_figures *told)
{
	size_t length = 0;
	uint32_t begun = 0, ended = 0;
	for (const char *c = text; *c; c++) {
		if (*c == DIGITS_BEGIN && begun < told->count && begun == ended)
			told->items[begun++].begin = length;
		else if (*c == DIGITS_END && ended < begun)
			told->items[ended++].end = length;
		else
			text[length++] = *c;
	}
	text[length] = '\0';
	told->count = ended;
}

void explain_note(struct writing *writing, const char *format, ...)
{
	uint32_t at = writing->out->note_count;
	if (at == EXPLAIN_MOST_NOTES)
		return;
	va_list arguments;
	va_start(arguments, format);
	char *text = print_text(&writing->out->arena, format, arguments);
	va_end(arguments);
	place_told(text, &writing->told[at]);
	writing->notes[at] = text;
	writing->out->note_count++;
}

const char *explain_told(struct writing *writing, double value, enum explain_kind like)
{
	uint32_t at = writing->out->note_count;
	const char *number = explain_number(writing, value);
	if (at == EXPLAIN_MOST_NOTES)
		return number;
	struct explain_figures *told = &writing->told[at];
	if (told->count == EXPLAIN_MOST_TOLD)
		return number;
	told->items[told->count].value = value;
	told->items[told->count++].like = like;
	return arena_print(&writing->out->arena, "%c%s%c", DIGITS_BEGIN, number, DIGITS_END);
}

const char *explain_told_amount(struct writing *writing, double value, enum explain_kind like)
{
	return arena_print(&writing->out->arena, "%s %s", explain_told(writing, value, like),
			   writing->model->currency);
}

void explain_value(struct writing *writing, double value, const char *unit)
{
	writing->out->value = value;
	writing->out->unit = unit;
}

const char *explain_money(struct writing *writing, const char *per)
{
	return arena_print(&writing->out->arena, "%s %s", writing->model->currency, per);
}

const char *explain_number(struct writing *writing, double value)
{
	struct str text;
	str_init(&text);
	number_print_grouped(&text, value, AMOUNT_DIGITS);
	const char *number = arena_text(&writing->out->arena, text.data, text.length);
	str_clear(&text);
	return number;
}

static uint32_t subjects_of(struct analysis *analysis, enum explain_kind kind)
{
	const struct model *model = analysis->model;
	switch (kind) {
	case EXPLAIN_CATEGORY:
		return CATEGORY_COUNT;
	case EXPLAIN_SHARE:
	case EXPLAIN_EXIT:
	case EXPLAIN_REACH:
	case EXPLAIN_ALIGNMENT:
	case EXPLAIN_GAP:
	case EXPLAIN_RESTING_TODAY:
	case EXPLAIN_REACH_AFTER:
	case EXPLAIN_REACH_SPEND:
	case EXPLAIN_PASSING:
	case EXPLAIN_LEAVING:
	case EXPLAIN_WAY_OUT:
	case EXPLAIN_WAY_OUT_MONTHS:
	case EXPLAIN_PROVIDER:
	case EXPLAIN_PROVIDER_TODAY:
	case EXPLAIN_SHARE_AFTER:
	case EXPLAIN_WHOLE_SHARE:
	case EXPLAIN_WHOLE_SHARE_AFTER:
		return model->provider_count;
	case EXPLAIN_LOOP:
	case EXPLAIN_PUT_IN:
	case EXPLAIN_COMES_BACK:
	case EXPLAIN_EXPOSURE:
	case EXPLAIN_EXPOSURE_AFTER:
		return analysis_loops(analysis)->count;
	case EXPLAIN_SWING: {
		uint32_t count;
		analysis_swings(analysis, &count);
		return count;
	}
	case EXPLAIN_ALONE:
	case EXPLAIN_MARGINAL:
	case EXPLAIN_MOVE_MONTHLY:
		return analysis->plan->count;
	case EXPLAIN_BINDING:
	case EXPLAIN_BINDING_MONTHLY:
	case EXPLAIN_BINDING_TODAY:
		return model->binding_count;
	case EXPLAIN_COMPONENT_TODAY:
		return model->component_count;
	case EXPLAIN_OFFERING_TODAY:
		return model->offering_count;
	case EXPLAIN_COMMITMENT:
		return model->commitment_count;
	case EXPLAIN_CREDIT:
		return model->credit_count;
	default:
		return UINT32_MAX;
	}
}

static struct explanation *write_with(struct analysis *analysis, explain_writer *writer, uint32_t subject,
				      const struct term_set *target)
{
	analysis_place(analysis); /* the writers read where bindings are */
	struct explanation *explanation = memory_zero(1, sizeof *explanation);
	struct writing writing = {.analysis = analysis,
				  .model = analysis->model,
				  .subject = subject,
				  .target = target,
				  .out = explanation};
	arena_init(&explanation->arena);
	explanation->none = "none";
	explanation->spread = (struct quantiles){NAN, NAN, NAN, NAN};
	inputs_init(&writing.inputs, analysis);
	bool exists = writer(&writing);
	inputs_list(&writing.inputs, explanation);
	explanation->notes = arena_copy(&explanation->arena, writing.notes, explanation->note_count,
					sizeof *writing.notes);
	explanation->told =
		arena_copy(&explanation->arena, writing.told, explanation->note_count, sizeof *writing.told);
	inputs_clear(&writing.inputs);
	if (exists)
		return explanation;
	explanation_free(explanation);
	return NULL;
}

struct explanation *analysis_explain(struct analysis *analysis, enum explain_kind kind, uint32_t subject)
{
	static explain_writer *const writers[EXPLAIN_KIND_COUNT] = {
		[EXPLAIN_CATEGORY] = explain_category,
		[EXPLAIN_ONE_OFF] = explain_one_off,
		[EXPLAIN_MONTHLY] = explain_monthly,
		[EXPLAIN_NPV] = explain_npv,
		[EXPLAIN_PAYBACK] = explain_payback,
		[EXPLAIN_BEST_START] = explain_best_start,
		[EXPLAIN_SHARE] = explain_share,
		[EXPLAIN_EXIT] = explain_exit,
		[EXPLAIN_REACH] = explain_reach,
		[EXPLAIN_ALIGNMENT] = explain_alignment,
		[EXPLAIN_GAP] = explain_gap,
		[EXPLAIN_CONCENTRATION] = explain_concentration,
		[EXPLAIN_LOOP] = explain_loop,
		[EXPLAIN_CYCLING] = explain_cycling,
		[EXPLAIN_ALONE] = explain_alone,
		[EXPLAIN_MARGINAL] = explain_marginal,
		[EXPLAIN_SWING] = explain_swing,
		[EXPLAIN_BINDING] = explain_binding,
		[EXPLAIN_BINDING_MONTHLY] = explain_binding_monthly,
		[EXPLAIN_BINDING_TODAY] = explain_binding_today,
		[EXPLAIN_COMPONENT_TODAY] = explain_component_today,
		[EXPLAIN_OFFERING_TODAY] = explain_offering_today,
		[EXPLAIN_RESTING_TODAY] = explain_resting_today,
		[EXPLAIN_MONTHLY_TODAY] = explain_monthly_today,
		[EXPLAIN_TEAM] = explain_team,
		[EXPLAIN_TEAM_TODAY] = explain_team_today,
		[EXPLAIN_PROVIDER] = explain_provider,
		[EXPLAIN_PROVIDER_TODAY] = explain_provider_today,
		[EXPLAIN_SHARE_AFTER] = explain_share_after,
		[EXPLAIN_WHOLE_SHARE] = explain_whole_share,
		[EXPLAIN_WHOLE_SHARE_AFTER] = explain_whole_share_after,
		[EXPLAIN_EXPOSURE] = explain_exposure,
		[EXPLAIN_EXPOSURE_AFTER] = explain_exposure_after,
		[EXPLAIN_REACH_AFTER] = explain_reach_after,
		[EXPLAIN_CONCENTRATION_TODAY] = explain_concentration_today,
		[EXPLAIN_LEAVING] = explain_leaving,
		[EXPLAIN_WAY_OUT] = explain_way_out,
		[EXPLAIN_WAY_OUT_MONTHS] = explain_way_out_months,
		[EXPLAIN_MOVE_MONTHLY] = explain_move_monthly,
		[EXPLAIN_INTERACTION] = explain_interaction,
		[EXPLAIN_WAITING] = explain_waiting,
		[EXPLAIN_PUT_IN] = explain_put_in,
		[EXPLAIN_COMES_BACK] = explain_comes_back,
		[EXPLAIN_PASSING] = explain_passing,
		[EXPLAIN_REACH_SPEND] = explain_reach_spend,
		[EXPLAIN_COMMITMENT] = explain_commitment,
		[EXPLAIN_CREDIT] = explain_credit,
		[EXPLAIN_LOWEST] = explain_lowest,
		[EXPLAIN_HIGHEST] = explain_highest,
		[EXPLAIN_PEAK] = explain_peak,
	};
	bool one_of_many = subjects_of(analysis, kind) != UINT32_MAX;
	if (one_of_many && subject >= subjects_of(analysis, kind))
		return NULL;
	return write_with(analysis, writers[kind], subject, NULL);
}

static struct explanation *write_target(struct analysis *analysis, explain_writer *writer,
					const uint32_t *bindings, uint32_t count, uint32_t to)
{
	struct term_set set;
	terms_set_of_target(analysis, bindings, count, to, &set);
	struct explanation *explanation = write_with(analysis, writer, 0, &set);
	terms_set_clear(&set);
	return explanation;
}

struct explanation *analysis_explain_target(struct analysis *analysis, const uint32_t *bindings,
					    uint32_t count, uint32_t to)
{
	return write_target(analysis, explain_target, bindings, count, to);
}

struct explanation *analysis_explain_target_monthly(struct analysis *analysis, const uint32_t *bindings,
						    uint32_t count, uint32_t to)
{
	return write_target(analysis, explain_target_monthly, bindings, count, to);
}

void explanation_free(struct explanation *explanation)
{
	if (explanation == NULL)
		return;
	arena_clear(&explanation->arena);
	free(explanation);
}
