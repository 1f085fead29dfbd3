#include "tests/unit/random_stack.h"

#include "core/base/memory.h"
#include "core/base/str.h"
#include "core/model/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* From BOUND on nothing is bound today: there one has to become a customer first. */
enum { PROVIDERS = 12, BOUND_PROVIDERS = 9, OFFERINGS = 18, BOUND_OFFERINGS = 13, MIGRATIONS = 14 };

struct writer {
	struct str text;
	uint64_t state;
	struct random_stack how;
	bool whole;
};

static uint32_t roll(struct writer *w, uint32_t most)
{
	return build_random(&w->state, most);
}

static bool chance(struct writer *w, uint32_t percent)
{
	return roll(w, 100) < percent;
}

/* A number with three decimals between low and high. */
static double number(struct writer *w, double low, double high)
{
	return low + (high - low) * roll(w, 1000001) / 1e6;
}

static void write_range(struct writer *w, double low, double high)
{
	double likely = number(w, low, high);
	if (chance(w, w->how.ranges))
		str_print(&w->text, "[%.3f, %.3f, %.3f]", number(w, low, likely), likely,
			  chance(w, 10) ? likely : number(w, likely, high));
	else
		str_print(&w->text, "%.3f", likely);
}

static void write_head(struct writer *w)
{
	str_print(&w->text,
		  "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nhorizon: %u\ndiscount_rate: %u%%\nrate: ",
		  12 + roll(w, 48), roll(w, 15));
	write_range(w, 400, 1600);
	str_add_text(&w->text, "\noverrun: ");
	write_range(w, 1, 2);
	str_add_text(&w->text, "\noverlap: ");
	write_range(w, 0, 6);
	str_add_text(&w->text, chance(w, 30) ? "\nswitching_charges_end: 2027-05-01\n" : "\n");
}

static void write_needs(struct writer *w)
{
	if (w->whole)
		str_print(&w->text, "needs: {privacy: %u, speed: %u, peace: 2}\n", roll(w, 6),
			  1 + roll(w, 5));
}

static void write_drivers(struct writer *w)
{
	static const char *const kinds[] = {"effort", "money"};
	static const char *const ids[] = {"model", "pipeline", "kernel", "audit"};
	static const char *const categories[] = {"retraining", "rebuilding", "redesign", "requalification"};
	str_add_text(&w->text, "drivers:\n");
	for (size_t d = 0; d < 4; d++) {
		str_print(&w->text, "- {id: %s, category: %s, %s: ", ids[d], categories[roll(w, 4)],
			  kinds[roll(w, 2)]);
		write_range(w, 0.5, 60);
		str_print(&w->text, ", at: {rehost: %.1f, refactor: %.1f}}\n", number(w, 0, 1),
			  number(w, 1, 2));
	}
	str_add_text(&w->text, "- {id: hour, category: retraining, price: hour}\n"
			       "- {id: token, category: retraining, price: token, at: {rehost: 1}}\n"
			       "- {id: data_tb, category: transfer, at: {rehost: 0.5}}\n");
	if (chance(w, 80)) {
		str_print(&w->text, "- {id: dependents, category: rebuilding, %s: ", kinds[roll(w, 2)]);
		write_range(w, 0.2, 9);
		str_add_text(&w->text, ", at: {replatform: 0.7, refactor: 1.3}}\n");
	}
}

static void write_stance(struct writer *w)
{
	str_print(&w->text, ", revenue: %.1f, stance: {", chance(w, 50) ? number(w, 0, 5e6) : 0);
	if (chance(w, 70))
		str_print(&w->text, "privacy: %d, ", (int)roll(w, 5) - 2);
	str_print(&w->text, chance(w, 30) ? "speed: %d}" : "}", (int)roll(w, 5) - 2);
}

static void write_providers(struct writer *w)
{
	static const char *const kinds[] = {"cloud", "chip", "lab"};
	str_add_text(&w->text, "providers:\n");
	for (uint32_t p = 0; p < PROVIDERS; p++) {
		str_print(&w->text, "- {id: p%u, kind: %s, exit_waiver: %s, onboarding: ", p,
			  w->whole ? kinds[roll(w, 3)] : "cloud", chance(w, 60) ? "true" : "false");
		write_range(w, 5, 90);
		uint32_t first = p < BOUND_PROVIDERS ? 0 : BOUND_PROVIDERS;
		if (p > first && chance(w, 40))
			str_print(&w->text, ", parent: p%u", first + roll(w, p - first));
		if (chance(w, 80))
			str_print(&w->text, ", egress: [[%u TB, %.2f], [%u, %.2f], [rest, %.2f]]",
				  1 + roll(w, 20), number(w, 50, 99), 1 + roll(w, 60), number(w, 20, 99),
				  number(w, 1, 60));
		if (w->whole)
			write_stance(w);
		str_add_text(&w->text, "}\n");
	}
}

static void write_support(struct writer *w, uint32_t offering)
{
	str_print(&w->text, ", runs_on: [o%u", roll(w, offering));
	if (w->whole)
		str_print(&w->text, ", any: [p%u, o%u, p%u]", roll(w, PROVIDERS), roll(w, OFFERINGS),
			  roll(w, PROVIDERS));
	str_add_text(&w->text, "]");
}

static void write_offerings(struct writer *w)
{
	static const char *const capabilities[] = {"", "vision", "tools", "vision, tools"};
	str_add_text(&w->text, "offerings:\n");
	for (uint32_t o = 0; o < OFFERINGS; o++) {
		uint32_t kind = roll(w, 3), provider = roll(w, BOUND_PROVIDERS);
		if (o >= BOUND_OFFERINGS)
			provider = BOUND_PROVIDERS + roll(w, PROVIDERS - BOUND_PROVIDERS);
		str_print(
			&w->text,
			"- {id: o%u, provider: p%u, kind: kind-%u, interface: api-%u-%u, capabilities: [%s]",
			o, provider, kind, kind, roll(w, 3), capabilities[roll(w, 4)]);
		if (o > 0 && chance(w, 25))
			write_support(w, o);
		str_add_text(&w->text, ", prices: {");
		if (chance(w, 85))
			str_print(&w->text, "unit: %.2f, ", chance(w, 5) ? 0 : number(w, 1, 30));
		if (chance(w, 60))
			str_print(&w->text, "token: %.2f, ", number(w, 1, 30));
		str_print(&w->text, "%s}}\n", chance(w, 60) ? "hour: 3.5" : "second: 1");
	}
}

static void write_binding(struct writer *w, uint32_t offering)
{
	static const char *const ids[] = {"model", "pipeline", "kernel", "audit", "hour", "token", "data_tb"};
	str_print(&w->text, "  - {offering: o%u, monthly: %.2f, ", offering, number(w, 0, 60000));
	if (chance(w, 80))
		str_print(&w->text, "usage: {unit: %.1f%s}, ", number(w, 0, 900),
			  chance(w, 30) ? ", token: 3" : "");
	if (w->how.growth && chance(w, 60))
		str_print(&w->text, "growth: %u%%, ", 1 + roll(w, 5));
	str_add_text(&w->text, "counts: {");
	for (size_t d = 0; d < sizeof ids / sizeof *ids; d++) {
		if (!chance(w, 45))
			continue;
		str_print(&w->text, "%s: ", ids[d]);
		write_range(w, 0, 40);
		str_add_text(&w->text, ", ");
	}
	str_add_text(&w->text, "}}\n");
}

static void write_component(struct writer *w, uint32_t c)
{
	static const char *const requires[] = {"", "", "", "vision", "tools", "vision, tools"};
	uint32_t first = roll(w, BOUND_OFFERINGS), bindings = chance(w, 10) ? 0 : 1 + roll(w, 3);
	str_print(&w->text, "- id: c%u\n  requires: [%s]\n  depends_on: [", c, requires[roll(w, 6)]);
	uint32_t next = w->whole && chance(w, 70) ? (c + 1) % w->how.components : NONE;
	if (next != NONE) /* long circles */
		str_print(&w->text, "c%u, ", next);
	for (uint32_t d = 0; d < 3; d++) {
		uint32_t other = roll(w, w->how.components);
		if (other != c && other != next && chance(w, 50)) {
			str_print(&w->text, "c%u", other);
			break;
		}
	}
	str_add_text(&w->text, bindings == 0 ? "]\n  bindings: []\n" : "]\n  bindings:\n");
	for (uint32_t b = 0; b < bindings; b++)
		write_binding(w, (first + 5 * b) %
					 OFFERINGS); /* 5 and 16 share no factor: three different ones */
}

static void write_pledges(struct writer *w, const char *list)
{
	str_print(&w->text, "%s:\n", list);
	for (uint32_t i = 0; i < 4; i++)
		str_print(&w->text, "- {provider: p%u, remaining: %.1f, until: 20%u-%02u-15}\n",
			  roll(w, PROVIDERS), number(w, 1e4, 4e6), 26 + roll(w, 6), 1 + roll(w, 12));
}

static void write_migrations(struct writer *w)
{
	static const char *const strategies[] = {"rehost", "replatform", "refactor"};
	str_add_text(&w->text, "migrations:\n");
	for (uint32_t m = 0; m < MIGRATIONS; m++) {
		str_print(&w->text, "- {id: m%u, to: o%u, from: ", m, roll(w, OFFERINGS));
		if (chance(w, 30))
			str_print(&w->text, "p%u", roll(w, PROVIDERS));
		else
			str_print(&w->text, "o%u", roll(w, OFFERINGS));
		if (chance(w, 30))
			str_print(&w->text, ", where: {component: '[%u-9]$'}", roll(w, 9));
		if (chance(w, 25))
			str_print(&w->text, ", strategy: %s", strategies[roll(w, 3)]);
		if (chance(w, 25))
			str_print(&w->text, ", cost_ratio: %.2f", number(w, 0.4, 1.3));
		if (chance(w, 40)) {
			str_add_text(&w->text, ", extra: ");
			write_range(w, 100, 40000);
		}
		str_add_text(&w->text, "}\n");
	}
}

static void write_flows(struct writer *w)
{
	static const char *const kinds[] = {"equity", "warrant",  "credits", "commitment",   "revenue",
					    "data",   "hardware", "licence", "distribution", "capacity"};
	str_add_text(&w->text, "flows:\n");
	for (uint32_t f = 0; f < 24; f++) {
		uint32_t from = roll(w, PROVIDERS), to = (from + 1 + roll(w, PROVIDERS - 1)) % PROVIDERS;
		str_print(&w->text, "- {from: p%u, to: %c%u, kind: %s, term: %u", from,
			  chance(w, 25) ? 'o' : 'p', to, kinds[roll(w, 10)], 1 + roll(w, 6));
		if (chance(w, 80))
			str_print(&w->text, ", amount: %.2f", number(w, 5e5, 5e6));
		str_add_text(&w->text, chance(w, 10) ? ", status: superseded}\n" : "}\n");
	}
}

static struct model *load(const char *text, size_t length)
{
	struct diag_list faults;
	struct arena arena;
	diag_list_init(&faults);
	arena_init(&arena);
	struct model *model = load_bytes("random", text, length, &faults);
	for (size_t i = 0; model == NULL && i < faults.count; i++)
		print_error("%s\n", diag_line(&faults.items[i], &arena));
	assert_non_null(model);
	arena_clear(&arena);
	diag_list_clear(&faults);
	return model;
}

void stack_load(struct built *built, const char *text)
{
	built->model = load(text, strlen(text));
	plan_init(&built->plan, built->model);
	choice_init(&built->choice);
	built->analysis = analysis_new(&built->plan);
	analysis_follow(built->analysis, &built->choice);
}

static void build(struct built *built, struct random_stack how, bool whole)
{
	struct writer w = {.state = how.seed, .how = how, .whole = whole};
	str_init(&w.text);
	write_head(&w);
	write_needs(&w);
	write_drivers(&w);
	write_providers(&w);
	write_offerings(&w);
	str_add_text(&w.text, "components:\n");
	for (uint32_t c = 0; c < how.components; c++)
		write_component(&w, c);
	write_pledges(&w, "commitments");
	write_pledges(&w, "credits");
	write_migrations(&w);
	if (whole)
		write_flows(&w);
	stack_load(built, w.text.data);
	str_clear(&w.text);
}

void random_stack_build(struct built *built, struct random_stack how)
{
	build(built, how, false);
}

void random_stack_build_whole(struct built *built, struct random_stack how)
{
	build(built, how, true);
}

void random_stack_switch(struct built *built, uint64_t *state)
{
	uint32_t m = build_random(state, built->plan.count);
	uint32_t *off = memory_new(built->plan.count, sizeof *off);
	if (build_random(state, 10) == 0)
		built->choice.start = build_random(state, built->model->horizon);
	if (choice_is_on(&built->choice, m))
		choice_set(&built->choice, m, false);
	else
		choice_switch_on(&built->choice, &built->plan, m, off);
	free(off);
	analysis_follow(built->analysis, &built->choice);
}
