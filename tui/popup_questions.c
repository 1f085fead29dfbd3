/* The two questions: what does this component inherit; does this provider's business fit my needs. */
#include "tui/popup.h"

#include "core/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- what am I inheriting? ------------------------------------------------------------------- */

/* A step back from a failing thing towards the component: what it was reached from. */
struct chain {
	const struct model *model;
	struct app *app;
	uint32_t provider;
	uint32_t *before; /* [component_count] the component that depends on it; NONE: not met */
	uint32_t *queue;
	uint32_t count;
};

/* The binding of a component that rests on the provider and is not optional; NONE. */
static uint32_t failing_binding(const struct chain *chain, uint32_t component)
{
	const struct component *item = &chain->model->components[component];
	for (uint32_t b = item[0].first_binding; b < item[1].first_binding; b++)
		if (!chain->model->bindings[b].optional &&
		    analysis_rests(chain->app->live, chain->model->bindings[b].offering, chain->provider))
			return b;
	return NONE;
}

/* Breadth first along dependencies, so that the shortest chain is the one that is told. */
static uint32_t find_failing(struct chain *chain, uint32_t component, uint32_t *binding)
{
	chain->before[component] = component;
	chain->queue[chain->count++] = component;
	for (uint32_t next = 0; next < chain->count; next++) {
		uint32_t at = chain->queue[next];
		const struct component *item = &chain->model->components[at];
		*binding = failing_binding(chain, at);
		if (*binding != NONE)
			return at;
		for (uint32_t d = item[0].first_depends_on; d < item[1].first_depends_on; d++) {
			uint32_t on = chain->model->depends_on[d];
			if (chain->before[on] != NONE)
				continue;
			chain->before[on] = at;
			chain->queue[chain->count++] = on;
		}
	}
	return NONE;
}

/* "through retriever, on Pinecone serverless": the chain from the component to what fails. */
static void tell_chain(struct app *app, uint32_t component, uint32_t provider, struct str *out)
{
	const struct model *model = app->model;
	size_t count = (size_t)model->component_count + 1;
	struct chain chain = {model,
			      app,
			      provider,
			      memory_new(count, sizeof(uint32_t)),
			      memory_new(count, sizeof(uint32_t)),
			      0};
	uint32_t binding = NONE;
	for (size_t i = 0; i < count; i++)
		chain.before[i] = NONE;
	uint32_t at = find_failing(&chain, component, &binding), length = 0;
	/* The queue is not needed any more: it takes the chain, backwards. */
	for (; at != NONE && at != component; at = chain.before[at])
		chain.queue[length++] = at;
	while (length > 0)
		str_print(out, "%s → ", model_component_name(model, chain.queue[--length]));
	if (binding != NONE)
		str_add_text(out, model->offerings[model->bindings[binding].offering].name);
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

static const struct popup_kind component_kind = {
	.name = "What am I inheriting?",
	.keys = KEYS_POPUP,
	.title = title_component,
	.build = build_component,
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
	str_add_text(&line, source->title);
	if (source->date.year)
		str_print(&line, ", %04d-%02u", source->date.year, source->date.month);
	if (source->grade)
		str_print(&line, ", grade %s", source->grade);
	page_text(page, 3, ROLE_MUTED, "%s", line.data);
	str_clear(&line);
}

/* The reasons are the sources that speak for `about`. */
static uint32_t add_reasons(struct app *app, struct page *page, uint32_t provider, const char *about)
{
	const struct provider *item = &app->model->providers[provider];
	uint32_t found = 0;
	for (uint32_t i = 0; i < item->sources.count; i++) {
		const struct source *source = &app->model->sources[item->sources.first + i];
		if (!source->title || !source->about || strcmp(source->about, about) != 0)
			continue;
		add_source(page, source);
		found++;
	}
	return found;
}

/* What is said for all stances of a provider and of those above it, once. */
static void add_all_reasons(struct app *app, struct page *page, uint32_t provider)
{
	uint32_t found = 0;
	page_heading(page, "Reasons");
	for (uint32_t p = provider; p != NONE; p = app->model->providers[p].parent) {
		if (app->model->providers[p].stances.count == 0)
			continue;
		if (p != provider)
			page_text(page, 1, ROLE_TEXT, "%s", app->model->providers[p].name);
		found += add_reasons(app, page, p, "stance");
	}
	if (found == 0)
		page_text(page, 1, ROLE_MUTED, "none given");
}

static void add_needs(struct app *app, struct page *page, uint32_t provider)
{
	const struct model *model = app->model;
	uint32_t asked = 0;
	for (uint32_t n = 0; n < model->need_count; n++) {
		uint32_t from = NONE;
		char right[120];
		if (!(model->needs[n].weight > 0))
			continue;
		asked++;
		double stance = analysis_stance(model, provider, n, &from);
		snprintf(right, sizeof right, "%s%s%s", word_for(stance), isnan(stance) ? "" : " ",
			 isnan(stance) ? "" : show_score(stance).text);
		char left[200];
		snprintf(left, sizeof left, "%.100s, weight %.20s", model->needs[n].id,
			 show_number(model->needs[n].weight).text);
		page_pair(page, 1,
			  isnan(stance) ? ROLE_MUTED
			  : stance < 0  ? ROLE_WORSE
					: ROLE_TEXT,
			  left, right);
		if (from != NONE && from != provider)
			page_text(page, 3, ROLE_MUTED, "as its parent %s", model->providers[from].name);
		if (from != NONE)
			add_reasons(app, page, from, model->needs[n].id);
	}
	if (asked == 0)
		page_text(page, 1, ROLE_MUTED, "the file states no needs (key `needs`)");
}

static void add_business(struct app *app, struct page *page, uint32_t provider)
{
	const struct provider_figures *figures = &analysis_providers(app->live)[provider];
	const struct cycling *cycling = analysis_cycling(app->live);
	const struct exit_figures *exit = &analysis_exits(app->live)[provider];
	const struct reach *reach = &analysis_reach(app->live)[provider];
	double gap = NAN;
	char text[120];
	for (uint32_t i = 0; i < cycling->unfunded_count; i++)
		if (cycling->unfunded[i].provider == provider)
			gap = cycling->unfunded[i].gap;
	page_pair(page, 1, ROLE_TEXT, "you pay it", show_monthly(figures->monthly).text);
	snprintf(text, sizeof text, "%.24s components, %.24s", show_count(reach->components).text,
		 show_monthly(reach->monthly).text);
	page_pair(page, 1, ROLE_TEXT, "falls with it", text);
	page_pair(page, 1, ROLE_TEXT, "to leave it takes, in months of spend",
		  show_months(exit->months_of_spend, exit->stuck > 0).text);
	page_pair(page, 1, ROLE_TEXT, "loops of money that pass it", show_count(figures->loops).text);
	snprintf(text, sizeof text, isnan(gap) ? "none that is known" : "%.24s a year", show_money(gap).text);
	page_pair(page, 1, isnan(gap) ? ROLE_TEXT : ROLE_WORSE,
		  "unfunded gap: promised more than it has coming in", text);
}

static void build_provider(struct app *app, struct popup *popup)
{
	const struct provider_figures *figures = &analysis_providers(app->live)[popup->subject];
	struct page *page = &popup->page;
	char score[120];
	if (isnan(figures->alignment))
		snprintf(score, sizeof score, "no needs stated");
	else
		snprintf(score, sizeof score, "%.16s of 100, %.16s of it known",
			 show_score(figures->alignment).text, show_share(figures->coverage).text);
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

static const struct popup_kind provider_kind = {
	.name = "Does it fit?",
	.keys = KEYS_POPUP,
	.width = 80,
	.title = title_provider,
	.build = build_provider,
};

unsigned popup_show_provider(struct app *app, uint32_t provider)
{
	popup_push(app, &provider_kind, provider);
	return EFFECT_REDRAW;
}
