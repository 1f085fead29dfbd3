/* The two questions: what does this component inherit; does this provider's business fit my needs. */
#include "tui/popup.h"

#include "core/base/memory.h"
#include "core/figures/origin.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- what am I inheriting? ------------------------------------------------------------------- */

/*
 * A search from a component to what it falls with. Its nodes are all components, then all offerings, then all
 * providers, each by its index.
 */
struct chain {
	const struct model *model;
	struct analysis *analysis;
	uint32_t provider;
	uint32_t *before; /* [nodes] the node that it was met from, itself at the start; NONE: not met */
	uint32_t *queue;  /* [nodes] */
	uint32_t count;
};

static void meet(struct chain *chain, uint32_t node, uint32_t from)
{
	if (chain->before[node] != NONE)
		return;
	chain->before[node] = from;
	chain->queue[chain->count++] = node;
}

static bool support_fails(const struct chain *chain, const struct support *support)
{
	if (support->is_provider)
		return model_is_part_of(chain->model, support->index, chain->provider);
	return analysis_rests(chain->analysis, support->index, chain->provider);
}

/* What a component needs: offerings that fail, then the components that it depends on. */
static void meet_of_component(struct chain *chain, uint32_t node)
{
	const struct model *model = chain->model;
	const struct component *item = &model->components[node];
	for (uint32_t b = item[0].first_binding; b < item[1].first_binding; b++)
		if (!model->bindings[b].optional &&
		    analysis_rests(chain->analysis, model->bindings[b].offering, chain->provider))
			meet(chain, model->component_count + model->bindings[b].offering, node);
	for (uint32_t d = item[0].first_depends_on; d < item[1].first_depends_on; d++)
		meet(chain, model->depends_on[d], node);
}

/* What an offering runs on: of the groups that fail, every member. */
static void meet_of_offering(struct chain *chain, uint32_t node)
{
	const struct model *model = chain->model;
	uint32_t providers = model->component_count + model->offering_count;
	struct slice groups = model->offerings[node - model->component_count].runs_on;
	for (uint32_t g = 0; g < groups.count; g++) {
		struct slice group = model->support_groups[groups.first + g];
		const struct support *members = &model->supports[group.first];
		uint32_t failing = 0;
		while (failing < group.count && support_fails(chain, &members[failing]))
			failing++;
		for (uint32_t i = 0; failing == group.count && i < group.count; i++)
			meet(chain,
			     (members[i].is_provider ? providers : model->component_count) + members[i].index,
			     node);
	}
}

/* Where the search ends: at the provider or a part of it, or at what one of them sells. */
static bool is_cause(const struct chain *chain, uint32_t node)
{
	const struct model *model = chain->model;
	uint32_t providers = model->component_count + model->offering_count;
	if (node < model->component_count)
		return false;
	return model_is_part_of(model,
				node < providers ? model->offerings[node - model->component_count].provider
						 : node - providers,
				chain->provider);
}

/* Breadth first, so that the shortest chain is the one that is told; NONE. */
static uint32_t find_cause(struct chain *chain, uint32_t component)
{
	meet(chain, component, component);
	for (uint32_t next = 0; next < chain->count; next++) {
		uint32_t node = chain->queue[next];
		if (is_cause(chain, node))
			return node;
		if (node < chain->model->component_count)
			meet_of_component(chain, node);
		else
			meet_of_offering(chain, node);
	}
	return NONE;
}

static const char *name_of_node(const struct model *model, uint32_t node)
{
	uint32_t providers = model->component_count + model->offering_count;
	if (node < model->component_count)
		return model_component_name(model, node);
	return node < providers ? model->offerings[node - model->component_count].name
				: model->providers[node - providers].name;
}

enum { CHAIN_MOST = 8 }; /* names; of a longer one those in the middle are counted */

/* "retriever → Pinecone serverless → AWS": the chain from the component to what fails. */
static void tell_chain(struct app *app, uint32_t component, uint32_t provider, struct str *out)
{
	const struct model *model = app->model;
	size_t count = (size_t)model->component_count + model->offering_count + model->provider_count;
	struct chain chain = {.model = model, .analysis = app->live, .provider = provider};
	chain.before = memory_new(count, sizeof *chain.before);
	chain.queue = memory_new(count, sizeof *chain.queue);
	for (size_t i = 0; i < count; i++)
		chain.before[i] = NONE;
	uint32_t at = find_cause(&chain, component), length = 0;
	/* The queue is not needed any more: it takes the chain, backwards. */
	for (; at != NONE && at != component; at = chain.before[at])
		chain.queue[length++] = at;
	for (uint32_t i = 0; i < length; i++) {
		if (length > CHAIN_MOST && i == CHAIN_MOST / 2) {
			uint32_t more = length - CHAIN_MOST;
			str_print(out, "%u more → ", more);
			i += more;
		}
		str_add_text(out, name_of_node(model, chain.queue[length - 1 - i]));
		str_add_text(out, i + 1 < length ? " → " : "");
	}
	free(chain.before);
	free(chain.queue);
}

/* Its own provider, or one that a part of which it has a binding with. */
static bool has_contract(const struct model *model, uint32_t component, uint32_t provider)
{
	const struct component *item = &model->components[component];
	for (uint32_t b = item[0].first_binding; b < item[1].first_binding; b++)
		if (model_is_part_of(model, model->offerings[model->bindings[b].offering].provider, provider))
			return true;
	return false;
}

static void add_failing(struct app *app, struct page *page, uint32_t component, bool inherited)
{
	const struct model *model = app->model;
	uint32_t found = 0;
	for (uint32_t p = 0; p < model->provider_count; p++) {
		struct str chain;
		if (!analysis_fails(app->live, component, p, false) ||
		    has_contract(model, component, p) == inherited)
			continue;
		str_init(&chain);
		tell_chain(app, component, p, &chain);
		bool circular = analysis_providers(app->live)[p].circular;
		page_text(page, 1, ROLE_TEXT, "%s%s  through %s", model->providers[p].name,
			  circular ? " ↻" : "", chain.data ? chain.data : "a dependency");
		str_clear(&chain);
		found++;
	}
	if (found == 0)
		page_text(page, 1, ROLE_MUTED, "none");
}

static void add_circles(struct app *app, struct page *page, uint32_t component)
{
	const struct circles *circles = analysis_circles(app->live);
	uint32_t found = 0;
	for (uint32_t c = 0; c < circles->count; c++) {
		struct str names;
		bool in = false;
		if (circles->of_offerings[c])
			continue;
		str_init(&names);
		for (uint32_t i = 0; i < circles->circles[c].count; i++) {
			uint32_t member = circles->members[circles->circles[c].first + i];
			in = in || member == component;
			str_print(&names, "%s%s", i > 0 ? ", " : "",
				  model_component_name(app->model, member));
		}
		if (in)
			page_text(page, 1, ROLE_WARNING, "↻ %s", names.data);
		found += in;
		str_clear(&names);
	}
	if (found == 0)
		page_text(page, 1, ROLE_MUTED, "none");
}

static void build_component(struct app *app, struct popup *popup)
{
	struct page *page = &popup->page;
	page_text(page, 0, ROLE_MUTED,
		  "If a provider fails today, this component fails too when it is listed here.");
	page_heading(page, "Inherited: no contract with them");
	add_failing(app, page, popup->subject, true);
	page_heading(page, "With a contract, its own or with a part of theirs");
	add_failing(app, page, popup->subject, false);
	page_heading(page, "Circles of dependencies that it is in");
	add_circles(app, page, popup->subject);
}

static void title_component(struct app *app, struct popup *popup, struct str *out)
{
	str_print(out, "What does %s inherit?", model_component_name(app->model, popup->subject));
}

/* What its bindings cost. */
static void figures_of_component(struct app *app, struct popup *popup, uint32_t row, struct asked *asked)
{
	(void)app;
	(void)row;
	popup_ask_component(asked, popup->subject);
}

static const struct popup_kind component_kind = {
	.name = "What am I inheriting?",
	.keys = KEYS_POPUP,
	.title = title_component,
	.build = build_component,
	.figures = figures_of_component,
};

unsigned popup_show_component(struct app *app, uint32_t component)
{
	popup_push(app, &component_kind, component);
	return EFFECT_REDRAW;
}

/* --- does its business fit my needs? --------------------------------------------------------- */

static const char *word_for(double stance)
{
	if (isnan(stance))
		return "unknown";
	return stance <= -1.5 ? "against it"
	       : stance < 0   ? "rather against it"
	       : stance == 0  ? "neither"
	       : stance < 1.5 ? "rather for it"
			      : "for it";
}

static void add_source(struct page *page, const struct source *source)
{
	struct str line;
	str_init(&line);
	str_add_text(&line, source->title ? source->title : "");
	if (source->url)
		str_print(&line, "%s%s", line.length > 0 ? ", " : "", source->url);
	if (source->date.year)
		str_print(&line, ", %04d-%02u", source->date.year, source->date.month);
	if (source->grade)
		str_print(&line, ", grade %s", source->grade);
	page_text(page, 3, ROLE_MUTED, "%s", line.data);
	str_clear(&line);
}

/*
 * The reasons are the sources that speak for `about`, those for everything only where that is all
 * stances, so that they stand once; page NULL: they are only counted.
 */
static uint32_t add_reasons(struct app *app, struct page *page, uint32_t provider, const char *about)
{
	const struct provider *item = &app->model->providers[provider];
	uint32_t found = 0;
	bool all = strcmp(about, "stance") == 0;
	for (uint32_t i = 0; i < item->sources.count; i++) {
		const struct source *source = &app->model->sources[item->sources.first + i];
		if (!(source->title || source->url) || (!source->about && !all) ||
		    !source_speaks_for(source, about))
			continue;
		if (page)
			add_source(page, source);
		found++;
	}
	return found;
}

/* What is said for all stances of a provider and of those above it, once. */
static void add_all_reasons(struct app *app, struct page *page, uint32_t provider)
{
	uint32_t found = 0;
	for (uint32_t p = provider; p != NONE; p = app->model->providers[p].parent) {
		if (app->model->providers[p].stances.count == 0 || add_reasons(app, NULL, p, "stance") == 0)
			continue;
		if (found == 0)
			page_heading(page, "Reasons for all stances");
		if (p != provider)
			page_text(page, 1, ROLE_TEXT, "%s", app->model->providers[p].name);
		found += add_reasons(app, page, p, "stance");
	}
}

/* Why a provider is for a need or against it; what is said for all stances follows below. */
static void add_reasons_of_need(struct app *app, struct page *page, uint32_t provider, const char *need)
{
	if (add_reasons(app, page, provider, need) == 0 && add_reasons(app, NULL, provider, "stance") == 0)
		page_text(page, 3, ROLE_MUTED, "no reason is given");
}

static void add_needs(struct app *app, struct page *page, uint32_t provider)
{
	const struct model *model = app->model;
	uint32_t asked = 0;
	for (uint32_t n = 0; n < model->need_count; n++) {
		uint32_t from = NONE, loaded_from = NONE;
		char right[120];
		if (!(model->needs[n].weight > 0))
			continue;
		asked++;
		double stance = analysis_stance(model, provider, n, &from);
		bool tried =
			app_figures_differ(stance, analysis_stance(app->loaded, provider, n, &loaded_from));
		snprintf(right, sizeof right, "%s%s%s%s", word_for(stance), isnan(stance) ? "" : " ",
			 isnan(stance) ? "" : show_score(stance).text, tried ? "*" : "");
		char left[200];
		snprintf(left, sizeof left, "%.100s, weight %.20s", model->needs[n].id,
			 show_number(model->needs[n].weight).text);
		page_whole(page, 1,
			   isnan(stance) ? ROLE_MUTED
			   : stance < 0  ? ROLE_WORSE
					 : ROLE_TEXT,
			   left, right);
		if (from != NONE && from != provider)
			page_text(page, 3, ROLE_MUTED, "as its parent %s", model->providers[from].name);
		if (from != NONE)
			add_reasons_of_need(app, page, from, model->needs[n].id);
	}
	if (asked == 0)
		page_text(page, 1, ROLE_MUTED, "the file states no needs (key `needs`)");
}

static void add_falls(struct app *app, struct page *page, uint32_t provider)
{
	const struct reach *reach = &analysis_reach(app->live)[provider];
	struct caveat caveat = pane_caveat(app, FIGURE_REACH_MONTHLY, provider, BOUND_NONE);
	char text[200];
	snprintf(text, sizeof text, "%.24s component%s, %.24s %s/mo", show_count(reach->components).text,
		 reach->components == 1 ? "" : "s", show_caveat_money(reach->monthly, caveat).text,
		 show_name(app->model->currency, 40).text);
	page_whole(page, 1, ROLE_TEXT, "falls with it", text);
}

static void add_gap(struct app *app, struct page *page, uint32_t provider)
{
	double gap = app_figure(app->live, FIGURE_GAP, provider);
	struct caveat caveat = pane_caveat(app, FIGURE_GAP, provider, BOUND_NONE);
	char text[200];
	snprintf(text, sizeof text, isnan(gap) ? "none that is known" : "%.24s %s a year",
		 show_caveat_money(gap, caveat).text, show_name(app->model->currency, 40).text);
	page_whole(page, 1, isnan(gap) ? ROLE_TEXT : ROLE_WORSE,
		   "unfunded gap: promised more than it has coming in", text);
}

static void add_business(struct app *app, struct page *page, uint32_t provider)
{
	const struct provider_figures *figures = &analysis_providers(app->live)[provider];
	const struct exit_figures *exit = app_exits_of(app, provider);
	struct shown months = {"~"};
	if (exit)
		months = show_caveat(show_months(exit->months_of_spend, exit->lower_bound),
				     pane_caveat(app, FIGURE_LEAVING_MONTHS, provider, BOUND_NONE));
	page_monthly(page, 1, "you pay it", figures->monthly,
		     pane_caveat(app, FIGURE_PAID, provider, BOUND_NONE), app->model->currency);
	add_falls(app, page, provider);
	page_whole(page, 1, ROLE_TEXT, "to leave it takes, in months of spend", months.text);
	page_whole(page, 1, ROLE_TEXT, "loops of money that pass it", show_count(figures->loops).text);
	add_gap(app, page, provider);
}

static void build_provider(struct app *app, struct popup *popup)
{
	const struct provider_figures *figures = &analysis_providers(app->live)[popup->subject];
	struct page *page = &popup->page;
	char score[120];
	if (isnan(figures->alignment))
		snprintf(score, sizeof score, "no needs stated");
	else if (!(figures->coverage > 0))
		snprintf(score, sizeof score, "unknown: nothing is known of its stances on your needs");
	else
		snprintf(score, sizeof score, "%.16s of 100, %.16s of it known",
			 show_caveat(show_score(figures->alignment),
				     pane_caveat(app, FIGURE_FIT, popup->subject, BOUND_NONE))
				 .text,
			 show_caveat(show_share(figures->coverage),
				     pane_caveat(app, FIGURE_FIT_KNOWN, popup->subject, BOUND_NONE))
				 .text);
	page_pair(page, 0, ROLE_TITLE, "Fit", score);
	add_needs(app, page, popup->subject);
	page_heading(page, "Its business, and yours with it");
	add_business(app, page, popup->subject);
	add_all_reasons(app, page, popup->subject);
}

static void title_provider(struct app *app, struct popup *popup, struct str *out)
{
	str_print(out, "Does %s fit your needs?", app->model->providers[popup->subject].name);
}

static void figures_of_provider(struct app *app, struct popup *popup, uint32_t row, struct asked *asked)
{
	(void)app;
	(void)row;
	popup_ask(asked, EXPLAIN_ALIGNMENT, popup->subject);
	popup_ask_provider(asked, popup->subject);
	popup_ask(asked, EXPLAIN_REACH_SPEND, popup->subject);
	popup_ask(asked, EXPLAIN_PASSING, popup->subject);
}

static const struct popup_kind provider_kind = {
	.name = "Does it fit?",
	.keys = KEYS_POPUP,
	.width = 80,
	.title = title_provider,
	.build = build_provider,
	.figures = figures_of_provider,
};

unsigned popup_show_provider(struct app *app, uint32_t provider)
{
	popup_push(app, &provider_kind, provider);
	return EFFECT_REDRAW;
}
