/* Why this number: what is asked for as a page, of one choice or of A and B. */
#include "core/base/memory.h"
#include "tui/panes/compared.h"
#include "tui/why_figure.h"

#include <math.h>
#include <string.h>

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
	why_tell_number(out, item->whole ? floor(value + 0.5) : value, change, caveat);
	str_print(out, "%s%s%s%s%s%s", *currency ? " " : "", currency, *item->per ? " " : "", item->per,
		  *item->unit ? " " : "", item->unit);
}

static void tell_beyond(uint32_t months, struct caveat caveat, struct str *out)
{
	str_print(out, "not within %u ", months);
	why_tell_none(out, number_unit(months, "months"), caveat);
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
		why_tell_range(&right, range);
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
	why_tell_number(&text, 100 * app_share_above(app), false, compared_share_caveat(app));
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
		why_add_figure(app, page, asked, analysis, figure, why, formula);
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
		why_add_formula(page, b->formula);
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
			why_add_figure(app, &popup->page, asked, analysis, i, why, true);
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
