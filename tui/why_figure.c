/* Why this number: one figure with its formula, its inputs with ranges and units, and where each comes from.
 */
#include "tui/why_figure.h"

#include "core/base/memory.h"
#include "core/exchange/report.h"
#include "tui/why_marks.h"

#include <math.h>
#include <string.h>

/* The figure that is told. */
struct telling {
	struct app *app;
	struct page *page;
	struct asked *asked;
	struct analysis *analysis;
	unsigned kind; /* enum explain_kind, or one of popup_asked.h's */
	const struct explanation *why;
	struct untried untried;
};

/* --- one figure ------------------------------------------------------------------------------ */

/* Digits that figures have where there are so many: what is worked out, and what somebody says. */
enum { DIGITS = 5, DIGITS_SAID = 9 };

/* What follows the digits. */
static void tell_marks(struct str *out, struct caveat caveat)
{
	str_print(out, "%s%s", figure_mark_behind(caveat.bound), caveat.tried ? "*" : "");
}

void why_tell_number(struct str *out, double value, bool change, struct caveat caveat)
{
	str_add_text(out, figure_mark_before(caveat.bound, false));
	if (change && value > 0)
		str_add_char(out, '+');
	number_print_grouped(out, value, DIGITS);
	tell_marks(out, caveat);
}

/* "151,314 USD a month", "2.4512%", "20.912+ months of spend" */
static void tell_figure(struct str *out, double value, bool change, struct caveat caveat, const char *unit)
{
	why_tell_number(out, value, change, caveat);
	str_print(out, "%s%s", *unit && strcmp(unit, "%") != 0 ? " " : "", number_unit(value, unit));
}

void why_tell_range(struct str *out, struct range range)
{
	if (!range_is_constant(range)) {
		number_print_grouped(out, range.low, DIGITS_SAID);
		str_add_text(out, " · ");
	}
	number_print_grouped(out, range.likely, DIGITS_SAID);
	if (!range_is_constant(range)) {
		str_add_text(out, " · ");
		number_print_grouped(out, range.high, DIGITS_SAID);
	}
}

static void tell_spread(struct str *out, const struct quantiles *spread, enum bound bound,
			const struct untried *untried)
{
	const struct quantiles none = {NAN, NAN, NAN, NAN},
			       *was = untried->why ? &untried->why->spread : &none;
	const struct {
		const char *name;
		double value, was;
	} shown[] = {{"P10", spread->p10, was->p10},
		     {"P50", spread->p50, was->p50},
		     {"P90", spread->p90, was->p90}};
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		str_print(out, ", %s ", shown[i].name);
		bool tried = untried_differs(untried, shown[i].value, shown[i].was);
		why_tell_number(out, shown[i].value, false, (struct caveat){bound, tried});
	}
}

void why_tell_none(struct str *out, const char *none, struct caveat caveat)
{
	str_add_text(out, none);
	if (caveat.bound != BOUND_UNKNOWN)
		caveat.bound = BOUND_NONE;
	tell_marks(out, caveat);
}

static void add_value(struct page *page, const struct explanation *why, enum bound bound,
		      const struct untried *untried)
{
	struct caveat caveat = {bound, untried_value_differs(untried, why->value)};
	struct str text;
	str_init(&text);
	if (isnan(why->value))
		why_tell_none(&text, why->none, caveat);
	else
		tell_figure(&text, why->value, why->change, caveat, why->unit);
	if (!isnan(why->spread.p10) && why->spread.p10 != why->spread.p90)
		tell_spread(&text, &why->spread, bound, untried);
	page_text(page, 1, ROLE_ON, "= %s", text.data);
	str_clear(&text);
}

void why_add_formula(struct page *page, const char *formula)
{
	for (const char *line = formula; *line;) {
		int length = (int)strcspn(line, "\n");
		page_text(page, 3, ROLE_MUTED, "%.*s", length, line);
		line += length + (line[length] == '\n');
	}
}

/* Its number. */
static int64_t keep_input(struct asked *asked, const struct explain_input *input)
{
	asked->told = memory_grow(asked->told, asked->told_count, &asked->told_capacity, sizeof *asked->told);
	asked->told[asked->told_count] =
		(struct told){input->place, app_copy_text(input->variable), input->fixed, asked->telling_a};
	return (int64_t)asked->told_count++;
}

/* "tried instead of 500 · 900 · 1,500 of ": what follows says where those are. */
static void tell_tried(const struct explain_input *input, struct str *out)
{
	if (!input->tried)
		return;
	str_add_text(out, "tried instead of ");
	why_tell_range(out, input->given);
	str_add_text(out, " of ");
}

/* What is worked out is no assumption, but may be made of some. */
static const char *computed_name(enum origin worst)
{
	return worst == ORIGIN_ASSUMPTION ? "worked out, in part from assumptions" : "worked out";
}

static void tell_origin(struct app *app, const struct explain_input *input, struct str *out)
{
	const struct source *source = input->source;
	bool here = input->place.line > 0 && !model_place_is_builtin(app->model, input->place);
	if (input->computed && !here && !source)
		str_add_text(out, computed_name(input->origin));
	else if (here)
		str_print(out, "%s:%u", app->model->files[input->place.file].name, input->place.line);
	else
		str_add_text(out, origin_name(input->tried ? input->given_origin : input->origin));
	if (here && (input->tried ? input->given_origin : input->origin) == ORIGIN_ASSUMPTION)
		str_add_text(out, ", assumption");
	if (!source || !source->title)
		return;
	str_print(out, ": %s", source->title);
	if (source->date.year)
		str_print(out, ", %04d-%02u", source->date.year, source->date.month);
	if (source->grade && strcmp(source->grade, "assumption") != 0) /* that has been said */
		str_print(out, ", grade %s", source->grade);
}

/* Of what nobody says there is no origin. */
static void add_provenance(struct app *app, const struct explain_input *input, struct str *out)
{
	if (input->missing) {
		str_print(out, "missing%s", isnan(input->part) ? ": what hangs on it is not known" : "");
	} else if (input->tried && isnan(input->given.likely)) {
		str_add_text(out, "tried, where nothing is said");
	} else {
		tell_tried(input, out);
		tell_origin(app, input, out);
	}
}

/* "500 · 900 · 1,500 USD", "151,314+ USD" */
static void tell_input(struct str *out, const struct explain_input *input, bool tried)
{
	struct caveat caveat = {input->less_or_more  ? BOUND_UNKNOWN
				: input->lower_bound ? BOUND_LOWER
						     : BOUND_NONE,
				tried};
	if (isnan(input->value.likely)) {
		str_add_text(out, "not known");
		return;
	}
	if (input->computed || (!input->variable && range_is_constant(input->value))) {
		why_tell_number(out, input->value.likely, false, caveat);
	} else {
		why_tell_range(out, input->value);
		tell_marks(out, caveat);
	}
	str_print(out, "%s%s", *input->unit ? " " : "",
		  number_unit(range_is_constant(input->value) ? input->value.likely : NAN, input->unit));
}

static void add_input(const struct telling *telling, const struct explain_input *input)
{
	struct page *page = telling->page;
	const char *unit = telling->why->unit;
	struct caveat part = {input->part_lower ? BOUND_LOWER : BOUND_NONE, false};
	struct str value, origin;
	size_t first = page->count;
	str_init(&value);
	str_init(&origin);
	tell_input(&value, input, untried_input_differs(&telling->untried, input));
	page_whole(page, 1, ROLE_TEXT, input->name, value.data);
	if (!isnan(input->part)) {
		tell_figure(&origin, input->part, false, part, unit);
		/* "7,200 of 10,000" says itself of what. */
		str_print(&origin, "%s hangs on this; ", strncmp(unit, "of ", 3) == 0 ? "" : " of it");
	}
	add_provenance(telling->app, input, &origin);
	page_text(page, 3, input->origin == ORIGIN_ASSUMPTION ? ROLE_WARNING : ROLE_MUTED, "%s", origin.data);
	page_link_from(page, first, keep_input(telling->asked, input));
	str_clear(&value);
	str_clear(&origin);
}

/* Of nothing there are no shares. */
static void add_honesty(struct page *page, const struct honesty *honesty)
{
	const double *share = honesty->share;
	bool any = share[ORIGIN_USER] + share[ORIGIN_CATALOG] + share[ORIGIN_ASSUMPTION] > 0;
	if (!any && !honesty->lower_bound)
		return;
	page_heading(page, "How honest it is");
	if (any)
		page_text(page, 1, ROLE_TEXT,
			  "%s of it rests on your own figures, %s on sourced figures of the catalogue, "
			  "%s on assumptions",
			  show_share(share[ORIGIN_USER]).text, show_share(share[ORIGIN_CATALOG]).text,
			  show_share(share[ORIGIN_ASSUMPTION]).text);
	if (honesty->lower_bound)
		page_text(page, 1, ROLE_WARNING, "a price is missing: it is at least this much (+)");
}

/*
 * How the figure stands to the true one, as in the panes: also where a way out that was kept had to leave
 * some behind, of which only the screen knows.
 */
static enum bound bound_of(const struct telling *telling, unsigned kind)
{
	const struct explanation *why = telling->why;
	const struct asked *asked = telling->asked;
	const struct cost *cost = analysis_cost(telling->analysis);
	const struct point *now = history_now(&telling->app->history);
	bool stuck = !asked->choice_name && (asked->telling_a ? now->a_stuck : now->stuck) > 0;
	switch (kind) {
	case EXPLAIN_ONE_OFF:
		return bound_of_one_off(cost, stuck);
	case EXPLAIN_NPV:
		return bound_of_npv(cost, stuck);
	case EXPLAIN_PAYBACK:
		return bound_of_payback(cost, stuck);
	case EXPLAIN_BEST_START: /* what is missing may make another month better */
		return bound_of_npv(cost, stuck) == BOUND_NONE ? BOUND_NONE : BOUND_UNKNOWN;
	case EXPLAIN_MONTHLY:
		return bound_of_monthly(cost);
	case EXPLAIN_MONTHLY_TODAY:
		return BOUND_NONE;
	case EXPLAIN_WAITING:
		return bound_of_wait(analysis_lacks(telling->analysis), stuck);
	default:
		return bound_join(why->lower_bound ? BOUND_LOWER : BOUND_NONE,
				  why->less_or_more ? BOUND_UNKNOWN : BOUND_NONE);
	}
}

/* A sentence, with marks at its figures. */
static void add_note(const struct telling *telling, uint32_t note)
{
	const struct explanation *why = telling->why;
	const char *text = why->notes[note];
	size_t at = 0;
	struct str out;
	str_init(&out);
	for (uint32_t f = 0; f < why->told[note].count; f++) {
		size_t begin = why->told[note].items[f].begin, end = why->told[note].items[f].end;
		unsigned like = why->told[note].items[f].like;
		struct caveat caveat = {bound_of(telling, like == EXPLAIN_KIND_COUNT ? telling->kind : like),
					untried_note_differs(&telling->untried, why, note, f)};
		str_add(&out, text + at, begin - at);
		str_add_text(&out, figure_mark_before(caveat.bound, false));
		str_add(&out, text + begin, end - begin);
		tell_marks(&out, caveat);
		at = end;
	}
	page_text(telling->page, 1, ROLE_MUTED, "%s%s", out.length > 0 ? out.data : "", text + at);
	str_clear(&out);
}

/* All but its title; the formula unless it stands above it already. */
static void add_figure(const struct telling *telling, bool formula)
{
	const struct explanation *why = telling->why;
	struct page *page = telling->page;
	add_value(page, why, bound_of(telling, telling->kind), &telling->untried);
	if (formula)
		why_add_formula(page, why->formula);
	for (uint32_t i = 0; i < why->note_count; i++)
		add_note(telling, i);
	if (why->input_count > 0)
		page_text(page, 1, ROLE_TEXT, "from");
	for (uint32_t i = 0; i < why->input_count; i++)
		add_input(telling, &why->inputs[i]);
	if (why->left_out > 0)
		page_text(page, 1, ROLE_MUTED, "and %s more inputs", show_count(why->left_out).text);
	if (why->has_honesty && why->input_count > 0)
		add_honesty(page, &why->honesty);
}

void why_add_figure(struct app *app, struct page *page, struct asked *asked, struct analysis *analysis,
		    int figure, const struct explanation *why, bool formula)
{
	struct telling telling = {app,
				  page,
				  asked,
				  analysis,
				  asked->figures[figure].kind,
				  why,
				  untried_of(asked, analysis, figure)};
	add_figure(&telling, formula);
	untried_clear(&telling.untried);
}
