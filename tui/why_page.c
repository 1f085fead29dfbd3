/* Why this number: its formula, its inputs with ranges and units, and where each comes from, as a page. */
#include "tui/popup_asked.h"

#include "core/base/memory.h"
#include "core/exchange/report.h"
#include "core/figures/explain.h"
#include "tui/panes/compared.h"
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

/* "151,314", "+1,476.2" of a change; with its marks "20.912+", "≤20.912", "20.912?*". */
static void tell_number(struct str *out, double value, bool change, struct caveat caveat)
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
	tell_number(out, value, change, caveat);
	str_print(out, "%s%s", *unit && strcmp(unit, "%") != 0 ? " " : "", number_unit(value, unit));
}

/* "900", or "500 · 900 · 1,500" */
static void tell_range(struct str *out, struct range range)
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
		tell_number(out, shown[i].value, false, (struct caveat){bound, tried});
	}
}

/* "not within 36 months?*": that it is at least so is said already. */
static void tell_none(struct str *out, const char *none, struct caveat caveat)
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
		tell_none(&text, why->none, caveat);
	else
		tell_figure(&text, why->value, why->change, caveat, why->unit);
	if (!isnan(why->spread.p10) && why->spread.p10 != why->spread.p90)
		tell_spread(&text, &why->spread, bound, untried);
	page_text(page, 1, ROLE_ON, "= %s", text.data);
	str_clear(&text);
}

static void add_formula(struct page *page, const char *formula)
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
	tell_range(out, input->given);
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
		tell_number(out, input->value.likely, false, caveat);
	} else {
		tell_range(out, input->value);
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
		add_formula(page, why->formula);
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

/* One of the figures that are asked for, as an analysis has it. */
static void tell(struct app *app, struct page *page, struct asked *asked, struct analysis *analysis,
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

/* --- of A and of B --------------------------------------------------------------------------- */

/* "B: leave*, 1 value tried" */
static void name_side(const struct app *app, bool a, struct str *out)
{
	uint32_t tried = (a ? app_base(app) : app_live(app))->tried_count;
	if (a)
		compared_name_a(app, out);
	else
		compared_name_b(app, out);
	if (tried > 0)
		str_print(out, ", %u value%s tried", tried, tried == 1 ? "" : "s");
}

/* "151,314 USD", "933.33 USD (500 · 900 · 1,500)", "34" */
static void tell_side(const struct app *app, const struct compared *item, double value, bool change,
		      struct caveat caveat, struct str *out)
{
	const char *currency = item->plain ? "" : app->model->currency;
	if (isnan(value)) {
		str_add_text(out, "none");
		return;
	}
	tell_number(out, item->whole ? floor(value + 0.5) : value, change, caveat);
	str_print(out, "%s%s%s%s%s%s", *currency ? " " : "", currency, *item->per ? " " : "", item->per,
		  *item->unit ? " " : "", item->unit);
}

static void tell_beyond(uint32_t months, struct caveat caveat, struct str *out)
{
	str_print(out, "not within %u ", months);
	tell_none(out, number_unit(months, "months"), caveat);
}

static void add_side_line(struct app *app, struct page *page, const struct compared *item, bool a)
{
	uint32_t beyond = a ? item->beyond_a : item->beyond_b;
	struct caveat caveat = {a ? item->bound_a : item->bound_b, a ? item->tried_a : item->tried_b};
	struct range range = a ? item->a_range : item->b_range;
	struct str left, right;
	str_init(&left);
	str_init(&right);
	name_side(app, a, &left);
	if (beyond > 0)
		tell_beyond(beyond, caveat, &right);
	else
		tell_side(app, item, a ? item->a : item->b, false, caveat, &right);
	if (item->input && !range_is_constant(range)) {
		str_add_text(&right, " (");
		tell_range(&right, range);
		str_add_text(&right, ")");
	}
	page_whole(page, 1, ROLE_TEXT, left.data, right.data);
	str_clear(&left);
	str_clear(&right);
}

/* What the row is, where that is no figure with a formula of its own. */
static const char *note_of(uint32_t row)
{
	if (row == COMPARED_P10)
		return "of 4,096 draws of all ranges together the 410th smallest; their mean follows";
	if (row == COMPARED_P90)
		return "of 4,096 draws of all ranges together the 3,687th smallest; their mean follows";
	if (row == COMPARED_START)
		return "set with + and -, for each scenario; the start with the highest NPV follows";
	if (row >= COMPARED_TRIED)
		return "(low + 4 likely + high) / 6 of an input; the totals that it is part of follow";
	return NULL;
}

/* "  P10" is set in under its total only where that is above it. */
static const char *plain_label(const char *label)
{
	return label + strspn(label, " ");
}

/* "something is missing from B alone: the difference is at least this (+)"; nothing where nothing is. */
static void tell_bound(const struct compared *item, struct str *out)
{
	static const char *const so[] = {
		[BOUND_NONE] = "the difference is as it is",
		[BOUND_LOWER] = "the difference is at least this (+)",
		[BOUND_UPPER] = "the difference is at most this (≤)",
		[BOUND_UNKNOWN] = "the difference may be more or less (?)",
	};
	bool a = item->bound_a != BOUND_NONE, b = item->bound_b != BOUND_NONE;
	const char *who = a && b ? "A and from B" : a ? "A alone" : "B alone";
	if (a || b)
		str_print(out, "%s is missing from %s: %s",
			  a && b && item->bound_change == BOUND_NONE ? "the same" : "something", who,
			  so[item->bound_change]);
}

/* What the dots below the rows are rounded from. */
static void add_chance(struct app *app, struct page *page)
{
	struct str text;
	str_init(&text);
	number_print_grouped(&text, 100 * compared_share_cheaper(app), DIGITS);
	page_text(
		page, 1, ROLE_MUTED,
		"B has the higher NPV in %s%% of 4,096 draws of all ranges together, each draw with the same "
		"luck for A and B",
		text.data);
	str_clear(&text);
}

static void add_difference(struct app *app, struct page *page, uint32_t row)
{
	struct compared item = compared_of(app, row);
	struct str text;
	str_init(&text);
	str_print(&text, "%s: A, B and the difference", plain_label(item.label));
	page_heading(page, text.data);
	add_side_line(app, page, &item, true);
	add_side_line(app, page, &item, false);
	text.length = 0;
	tell_side(app, &item, compared_change(&item), true,
		  (struct caveat){item.bound_change, item.tried_a || item.tried_b}, &text);
	page_pair(page, 1, ROLE_ON, "B − A", text.data);
	text.length = 0;
	tell_bound(&item, &text);
	if (text.length > 0)
		page_text(page, 1, ROLE_WARNING, "%s", text.data);
	if (note_of(row))
		page_text(page, 1, ROLE_MUTED, "%s", note_of(row));
	if (row == COMPARED_NPV)
		add_chance(app, page);
	str_clear(&text);
}

static void add_side(struct app *app, struct page *page, struct asked *asked, int figure,
		     const struct explanation *why, bool a, bool formula)
{
	struct analysis *analysis = a ? app_base_analysis(app) : app->live;
	struct str name;
	str_init(&name);
	name_side(app, a, &name);
	page_heading(page, name.data);
	asked->telling_a = a;
	if (why)
		tell(app, page, asked, analysis, figure, why, formula);
	else
		page_text(page, 1, ROLE_TEXT, "there is none");
	asked->telling_a = false;
	str_clear(&name);
}

/* The formula stands once where it is the same for both. */
static void add_both(struct app *app, struct page *page, struct asked *asked, int figure)
{
	struct explanation *a = asked_explain(asked, app_base_analysis(app), figure),
			   *b = asked_explain(asked, app->live, figure);
	bool same = a && b && strcmp(a->formula, b->formula) == 0;
	if (a || b)
		page_heading(page, (b ? b : a)->title);
	if (same)
		add_formula(page, b->formula);
	if (a || b) {
		add_side(app, page, asked, figure, a, true, !same);
		add_side(app, page, asked, figure, b, false, !same);
	}
	explanation_free(a);
	explanation_free(b);
}

static void build_compared(struct app *app, struct popup *popup)
{
	struct asked *asked = popup->data;
	uint32_t row = compared_find(app, asked->compared);
	if (row != NONE)
		add_difference(app, &popup->page, row);
	for (int i = 0; i < asked->count; i++)
		add_both(app, &popup->page, asked, i);
}

/* --- of one choice --------------------------------------------------------------------------- */

static void build_plain(struct app *app, struct popup *popup, struct analysis *analysis)
{
	struct asked *asked = popup->data;
	uint32_t told = 0;
	for (int i = 0; i < asked->count; i++) {
		struct explanation *why = asked_explain(asked, analysis, i);
		if (why) {
			page_heading(&popup->page, why->title);
			tell(app, &popup->page, asked, analysis, i, why, true);
		}
		told += why != NULL;
		explanation_free(why);
	}
	if (told == 0)
		page_text(&popup->page, 0, ROLE_TEXT, "There is no figure here to explain: nothing moves.");
	if (asked->left_out > 0)
		page_text(&popup->page, 0, ROLE_MUTED,
			  "and %s more figures: i on the rows below it tells them",
			  show_count(asked->left_out).text);
}

/* The analysis of A is lent for it. */
static void build_other(struct app *app, struct popup *popup)
{
	struct asked *asked = popup->data;
	struct analysis *analysis = app_base_analysis(app);
	analysis_follow(analysis, &asked->choice);
	page_heading(&popup->page, asked->choice_name);
	build_plain(app, popup, analysis);
	analysis_follow(analysis, app_base(app));
}

void why_build(struct app *app, struct popup *popup)
{
	struct asked *asked = popup->data;
	asked_forget_inputs(asked);
	if (asked->compared)
		build_compared(app, popup);
	else if (asked->choice_name)
		build_other(app, popup);
	else
		build_plain(app, popup, app->live);
}
