/* Popups that are read: warnings, faults, a loop, a migration. */
#include "tui/popup.h"

#include "core/figures/loop_graph.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- warnings and faults --------------------------------------------------------------------- */

static void add_diags(struct page *page, const struct diag_list *list, enum diag_level level)
{
	struct arena arena;
	arena_init(&arena);
	for (size_t i = 0; list && i < list->count; i++)
		if (list->items[i].level == level)
			page_text(page, 0, ROLE_TEXT, "%s", diag_line(&list->items[i], &arena));
	arena_clear(&arena);
}

static void build_warnings(struct app *app, struct popup *popup)
{
	const struct diag_list *figures = analysis_warnings(app->live);
	popup_add_older(app, &popup->page);
	page_heading(&popup->page, "From the file");
	if (app->file_has_fault)
		page_text(&popup->page, 0, ROLE_WARNING,
			  "It has faults since it was last read; loading it again tells them (R)");
	if (app->model->warnings.warnings == 0 && !app->file_has_fault)
		page_text(&popup->page, 0, ROLE_MUTED, "nothing");
	add_diags(&popup->page, &app->model->warnings, DIAG_WARNING);
	if (app->model->warnings.warnings > DIAG_MOST_WARNINGS)
		page_text(&popup->page, 0, ROLE_MUTED, "and %zu more",
			  app->model->warnings.warnings - DIAG_MOST_WARNINGS);
	page_heading(&popup->page, "From the figures of what is on now");
	if (!figures || figures->warnings == 0)
		page_text(&popup->page, 0, ROLE_MUTED, "nothing");
	add_diags(&popup->page, figures, DIAG_WARNING);
}

static const struct popup_kind warnings = {
	.name = "Warnings",
	.keys = KEYS_POPUP,
	.build = build_warnings,
};

unsigned popup_show_warnings(struct app *app)
{
	popup_push(app, &warnings, 0);
	return EFFECT_REDRAW;
}

/* Whose faults a popup shows: its subject. */
enum { OF_STACK, OF_CONFIG };

/* The faults are the caller's; their lines are kept as text. */
static void build_faults(struct app *app, struct popup *popup)
{
	(void)app;
	for (char *line = popup->data; *line;) {
		size_t length = strcspn(line, "\n");
		page_text(&popup->page, 0, ROLE_TEXT, "%.*s", (int)length, line);
		line += length + (line[length] == '\n');
	}
	page_text(&popup->page, 0, ROLE_TEXT, "%s", "");
	page_text(&popup->page, 0, ROLE_TITLE, "%s",
		  popup->subject == OF_CONFIG
			  ? "The defaults are used until it is mended and unmoor started anew."
			  : "What is on the screen is the last file that could be read.");
}

static void clear_faults(struct popup *popup)
{
	free(popup->data);
}

static const struct popup_kind faults_kind = {
	.name = "The file has faults",
	.keys = KEYS_POPUP,
	.build = build_faults,
	.clear = clear_faults,
};

static const struct popup_kind config_faults_kind = {
	.name = "The configuration has faults",
	.keys = KEYS_POPUP,
	.build = build_faults,
	.clear = clear_faults,
};

static unsigned show_faults(struct app *app, const struct popup_kind *kind, uint32_t subject,
			    const struct diag_list *faults)
{
	struct str text;
	struct arena arena;
	arena_init(&arena);
	str_init(&text);
	for (size_t i = 0; i < faults->count; i++)
		if (faults->items[i].level == DIAG_ERROR)
			str_print(&text, "%s\n", diag_line(&faults->items[i], &arena));
	popup_push(app, kind, subject)->data = app_copy_text(text.data ? text.data : "");
	str_clear(&text);
	arena_clear(&arena);
	return EFFECT_REDRAW;
}

unsigned popup_show_faults(struct app *app, const struct diag_list *faults)
{
	if (!faults || faults->errors < 2)
		return EFFECT_REDRAW;
	return show_faults(app, &faults_kind, OF_STACK, faults);
}

unsigned popup_show_config_faults(struct app *app, const struct diag_list *faults)
{
	return show_faults(app, &config_faults_kind, OF_CONFIG, faults);
}

/* --- a loop ---------------------------------------------------------------------------------- */

static void add_source(struct page *page, const struct source *source)
{
	struct str line;
	if (!source->title && !source->url)
		return;
	str_init(&line);
	str_add_text(&line, source->title ? source->title : source->url);
	if (source->date.year)
		str_print(&line, ", %04d-%02u-%02u", source->date.year, source->date.month, source->date.day);
	if (source->grade)
		str_print(&line, ", grade %s", source->grade);
	page_text(page, 6, ROLE_MUTED, "%s", line.data);
	str_clear(&line);
}

static void add_flow(struct app *app, struct page *page, uint32_t index)
{
	const struct flow *flow = &app->model->flows[index];
	struct shown firm = show_caveat_money(
		flow->firm,
		(struct caveat){BOUND_NONE, app_figures_differ(flow->firm, app->loaded->flows[index].firm)});
	char amount[96];
	if (isnan(flow->amount))
		snprintf(amount, sizeof amount, "no amount");
	else if (flow->amount == flow->firm)
		snprintf(amount, sizeof amount, "%.20s firm", firm.text);
	else
		snprintf(amount, sizeof amount, "%.20s announced, %.20s firm", show_money(flow->amount).text,
			 firm.text);
	char left[200];
	snprintf(left, sizeof left, "%s, %s", flow_kind_name(flow->kind), flow_status_name(flow->status));
	page_pair(page, 4, ROLE_TEXT, left, amount);
	if (flow->term_given)
		page_text(page, 6, ROLE_MUTED, "over %s year%s", show_number(flow->term_years).text,
			  flow->term_years == 1 ? "" : "s");
	if (flow->condition)
		page_text(page, 6, ROLE_TEXT, "if: %s", flow->condition);
	if (!isnan(flow->notice_days))
		page_text(page, 6, ROLE_TEXT, "may be ended with %s %s notice",
			  show_number(flow->notice_days).text, flow->notice_days == 1 ? "day's" : "days'");
	add_source(page, &flow->source);
}

static void add_edge(struct app *app, struct page *page, const struct loop_edge *edge)
{
	if (edge->flow != NONE)
		add_flow(app, page, edge->flow);
	else if (edge->kind == FLOW_DEPENDENCE)
		page_text(page, 4, ROLE_TEXT, "dependence: %s runs on it",
			  edge->offering == NONE ? "an offering"
						 : app->model->offerings[edge->offering].name);
	else
		page_text(page, 4, ROLE_TEXT, "ownership");
}

void popup_add_loop_steps(struct app *app, struct page *page, const struct loop *loop)
{
	for (uint32_t step = 0; step < loop->length; step++) {
		struct loop_edge *edges;
		uint32_t count = analysis_loop_step(app->live, loop, step, &edges);
		page_text(page, 1, ROLE_TITLE, "%s → %s", loop_node_name(app->model, loop->nodes[step]),
			  loop_node_name(app->model, loop->nodes[(step + 1) % loop->length]));
		for (uint32_t i = 0; i < count; i++)
			add_edge(app, page, &edges[i]);
		free(edges);
	}
}

/* Only what is firm can be tried. */
static void add_loop_money(struct app *app, struct page *page, const char *name, const char *kinds,
			   enum app_figure figure, uint32_t loop, double headline)
{
	struct shown_name unit = show_name(app->model->currency, 40);
	double firm = app_figure(app->live, figure, loop);
	struct shown shown = show_caveat_money(firm, pane_caveat(app, figure, loop, BOUND_NONE));
	char text[200];
	if (isnan(firm) && isnan(headline))
		snprintf(text, sizeof text, "not known");
	else if (firm == headline)
		snprintf(text, sizeof text, "%.36s %s", shown.text, unit.text);
	else
		snprintf(text, sizeof text, "%.15s firm, %.15s announced %s", shown.text,
			 show_money(headline).text, unit.text);
	page_told(page, 1, name, kinds, text);
}

/* What of the user's sits on it, today and in the scenario; which targets feed it by another door. */
static void add_exposure(struct app *app, struct page *page, uint32_t index)
{
	const struct loop *loop = &analysis_loops(app->live)->items[index];
	enum bound bound = analysis_loop_assumed_after(app->live, loop) ? BOUND_UNKNOWN : BOUND_NONE;
	struct shown after = show_caveat_money(analysis_loop_exposure_after(app->live, loop),
					       pane_caveat(app, FIGURE_EXPOSURE_AFTER, index, bound));
	char text[160];
	page_monthly(page, 1, "your spend on it, today", loop->exposure,
		     pane_caveat(app, FIGURE_EXPOSURE, index, BOUND_NONE), app->model->currency);
	snprintf(text, sizeof text, "%.20s %s/mo", after.text, show_name(app->model->currency, 40).text);
	page_told(page, 1, "your spend on it, then", "in the scenario", text);
	for (uint32_t m = 0; m < app->plan.count; m++) {
		uint32_t to = app->plan.migrations[m]->to;
		if (choice_is_on(app_live(app), m) && analysis_offering_on_loop(app->live, to, loop))
			page_text(page, 3, ROLE_WARNING, "%s feeds it too: the target of %s",
				  app->model->offerings[to].name, app->plan.migrations[m]->name);
	}
}

static void build_loop(struct app *app, struct popup *popup)
{
	const struct loop *loop = &analysis_loops(app->live)->items[popup->subject];
	struct page *page = &popup->page;
	struct shown pull;
	add_loop_money(app, page, "put in", "equity, warrants, credits", FIGURE_PUT_IN, popup->subject,
		       loop->headline.put_in);
	add_loop_money(app, page, "comes back", "commitments, revenue, hardware, capacity, licence",
		       FIGURE_COMES_BACK, popup->subject, loop->headline.comes_back);
	snprintf(pull.text, sizeof pull.text, "%.30s%s", show_number(loop->firm.pull).text,
		 isnan(loop->firm.pull) ? "" : "x");
	page_told(page, 1, "pull", "comes back for 1 that is put in",
		  show_caveat(pull, pane_caveat(app, FIGURE_PULL, popup->subject, BOUND_NONE)).text);
	add_exposure(app, page, popup->subject);
	page_heading(page, "Step by step");
	popup_add_loop_steps(app, page, loop);
}

static void title_loop(struct app *app, struct popup *popup, struct str *out)
{
	const struct loop *loop = &analysis_loops(app->live)->items[popup->subject];
	str_print(out, "Loop of %u steps through %s", loop->length,
		  loop_node_name(app->model, loop->nodes[0]));
}

static void figures_of_loop(struct app *app, struct popup *popup, uint32_t row, struct asked *asked)
{
	(void)app;
	(void)row;
	popup_ask_loop(asked, popup->subject);
}

static const struct popup_kind loop_kind = {
	.name = "Loop",
	.keys = KEYS_POPUP,
	.title = title_loop,
	.build = build_loop,
	.figures = figures_of_loop,
};

unsigned popup_show_loop(struct app *app, uint32_t loop)
{
	popup_push(app, &loop_kind, loop);
	return EFFECT_REDRAW;
}

/* --- a migration ----------------------------------------------------------------------------- */

static void add_origin(struct app *app, struct page *page, uint32_t index)
{
	const struct model *model = app->model;
	const struct migration *migration = app->plan.migrations[index];
	if (migration->from_offering != NONE)
		page_text(page, 1, ROLE_TEXT, "from every binding on %s",
			  model->offerings[migration->from_offering].name);
	else if (migration->from_provider != NONE)
		page_text(page, 1, ROLE_TEXT, "from bindings on %s of the target's kind",
			  model->providers[migration->from_provider].name);
	if (migration->where_component)
		page_text(page, 1, ROLE_TEXT, "where the component matches /%s/", migration->where_component);
	if (migration->where_team)
		page_text(page, 1, ROLE_TEXT, "where the team matches /%s/", migration->where_team);
	if (migration->where_tag)
		page_text(page, 1, ROLE_TEXT, "where a tag matches /%s/", migration->where_tag);
	page_text(page, 1, ROLE_TEXT, "to %s", model->offerings[migration->to].name);
	if (migration->strategy != STRATEGY_DERIVED)
		page_text(page, 1, ROLE_TEXT, "as a %s, says the file", strategy_name(migration->strategy));
	double tried = analysis_migration(app->live, index)->cost_ratio;
	if (app_figures_differ(tried, migration->cost_ratio))
		page_text(page, 1, ROLE_TEXT, "new monthly = old × %s*, tried", show_number(tried).text);
	if (!isnan(migration->cost_ratio))
		page_text(page, 1, ROLE_TEXT, "new monthly = old × %s, says the file",
			  show_number(migration->cost_ratio).text);
	if (migration->place.line > 0)
		page_text(page, 1, ROLE_MUTED, "%s:%u", model->files[migration->place.file].name,
			  migration->place.line);
}

void popup_add_assumed(struct page *page, unsigned reasons)
{
	for (unsigned reason = ASSUMED_OLD; reason <= ASSUMED_RATIO; reason <<= 1)
		if (reasons & reason)
			page_text(page, 1, ROLE_MUTED, "? %s", assumed_words(reason));
}

/* What a binding costs today, and where the migration moves it: "4.00k → 2.00k?/mo". Returned: why it is
 * assumed (cost_assumed). */
static unsigned add_monthlies(struct app *app, uint32_t index, uint32_t binding, struct str *out)
{
	const struct migration *own = app->plan.migrations[index],
			       *tried = analysis_migration(app->live, index);
	double before = app->model->bindings[binding].monthly,
	       was_before = app->loaded->bindings[binding].monthly;
	bool assumed, was_assumed;
	double after = cost_new_monthly(app->model, binding, own->to, tried->cost_ratio, &assumed),
	       was_after = cost_new_monthly(app->loaded, binding, own->to, own->cost_ratio, &was_assumed);
	struct caveat today = {BOUND_NONE, app_figures_differ(before, was_before)},
		      then = {assumed ? BOUND_UNKNOWN : BOUND_NONE, app_figures_differ(after, was_after)};
	str_print(out, "%s → %s/mo", show_caveat_money(before, today).text,
		  show_caveat_money(after, then).text);
	return cost_assumed(app->model, binding, own->to, tried->cost_ratio);
}

static void add_moved(struct app *app, struct page *page, uint32_t index)
{
	const struct model *model = app->model;
	const struct migration *migration = app->plan.migrations[index];
	enum { MOST = 500 };
	unsigned reasons = 0;
	for (uint32_t i = 0; i < migration->binding_count && i < MOST; i++) {
		const struct binding *binding = &model->bindings[migration->bindings[i]];
		enum strategy strategy = migration->strategy;
		if (strategy == STRATEGY_DERIVED)
			strategy = model_strategy(model, binding->offering, migration->to);
		char left[400];
		struct str right;
		str_init(&right);
		reasons |= add_monthlies(app, index, migration->bindings[i], &right);
		snprintf(left, sizeof left, "%s on %s, %s",
			 show_name(model_component_name(model, binding->component), 100).text,
			 show_name(model->offerings[binding->offering].name, 100).text,
			 strategy_name(strategy));
		page_pair(page, 1, ROLE_TEXT, left, right.data);
		str_clear(&right);
	}
	if (migration->binding_count > MOST)
		page_text(page, 1, ROLE_MUTED, "and %s more",
			  show_count(migration->binding_count - MOST).text);
	popup_add_assumed(page, reasons);
}

static void add_expected(struct app *app, struct page *page, uint32_t index, const struct move *move)
{
	const char *adds = choice_is_on(app_live(app), index) ? "what it adds to the others that are on"
							      : "what switching it on would add";
	enum bound lower = move->lacks_price ? BOUND_LOWER : BOUND_NONE,
		   unknown = move->assumed ? BOUND_UNKNOWN : BOUND_NONE;
	char unit[160];
	page_heading(page, "Expected figures");
	page_figure(page, 1, ROLE_TEXT, "one-off, if it is the only one",
		    show_caveat_money(move->alone, pane_caveat(app, FIGURE_ALONE, index, lower)).text,
		    app->model->currency);
	if (move->clashes)
		page_pair(page, 1, ROLE_TEXT, adds, "clashes with one that is on");
	else
		page_figure(
			page, 1, ROLE_TEXT, adds,
			show_caveat_change(move->marginal, pane_caveat(app, FIGURE_MARGINAL, index, lower))
				.text,
			app->model->currency);
	snprintf(unit, sizeof unit, "%s/mo", show_name(app->model->currency, 40).text);
	page_figure(
		page, 1, ROLE_TEXT, "monthly",
		show_caveat_change(move->monthly, pane_caveat(app, FIGURE_MOVE_MONTHLY, index, unknown)).text,
		unit);
}

static void build_migration(struct app *app, struct popup *popup)
{
	const struct move *move = analysis_move(app->live, popup->subject);
	struct page *page = &popup->page;
	add_origin(app, page, popup->subject);
	add_expected(app, page, popup->subject, move);
	if (move->cosmetic)
		page_text(page, 1, ROLE_WARNING,
			  "cosmetic: whoever these bindings rest on today, they rest on afterwards too; it "
			  "leaves nobody");
	page_heading_in(page, "What it moves", app->model->currency);
	add_moved(app, page, popup->subject);
}

static void title_migration(struct app *app, struct popup *popup, struct str *out)
{
	bool on = choice_is_on(app_live(app), popup->subject);
	str_print(out, "%s %s", on ? "[x]" : "[ ]", app->plan.migrations[popup->subject]->name);
}

static unsigned act_migration(struct app *app, struct popup *popup, enum action action)
{
	if (action != ACTION_TOGGLE)
		return EFFECT_NONE;
	popup_rebuild(popup);
	return app_switch(app, popup->subject, NONE);
}

static const enum action migration_bar[] = {ACTION_TOGGLE, ACTION_BACK, ACTION_NONE};

static void figures_of_migration(struct app *app, struct popup *popup, uint32_t row, struct asked *asked)
{
	(void)app;
	(void)row;
	popup_ask_migration(asked, popup->subject);
}

static const struct popup_kind migration_kind = {
	.name = "Migration",
	.keys = KEYS_POPUP,
	.title = title_migration,
	.build = build_migration,
	.figures = figures_of_migration,
	.act = act_migration,
	.bar = migration_bar,
};

unsigned popup_show_migration(struct app *app, uint32_t migration)
{
	popup_push(app, &migration_kind, migration);
	return EFFECT_REDRAW;
}
