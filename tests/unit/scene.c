#include "tests/unit/scene.h"

#include "core/base/memory.h"
#include "core/model/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

const char scene_stack[] =
	"unmoor: 1\n"
	"title: Test stack\n"
	"as_of: 2026-11-01\n"
	"catalog: none\n"
	"horizon: 24\n"
	"discount_rate: 8%\n"
	"rate: [500, 900, 1500]\n"
	"overrun: [1, 1.2, 1.8]\n"
	"overlap: [1, 2, 4]\n"
	"needs: {portability: 5, privacy: 3}\n"
	"drivers:\n"
	"- {id: prompt, name: Prompts, category: requalification, effort: [0.5, 1, 2]}\n"
	"- {id: pipeline, name: Pipelines, category: rebuilding, effort: [4, 8, 20]}\n"
	"- {id: kernel, name: Kernels, category: redesign, effort: 30, at: {refactor: 1}}\n"
	"- {id: data_tb, category: transfer}\n"
	"- {id: dependents, category: rebuilding, effort: 1}\n"
	"providers:\n"
	"- {id: alpha, name: Alpha Cloud, kind: cloud, egress: [[1, 0], [rest, 90]], onboarding: 10,\n"
	"   stance: {portability: -2}}\n"
	"- {id: beta, name: Beta Cloud, kind: cloud, onboarding: [10, 20, 40], stance: {portability: 1, "
	"privacy: 2}}\n"
	"- {id: chips, name: Chips, kind: chip}\n"
	"- {id: lab, name: Lab, kind: lab}\n"
	"offerings:\n"
	"- {id: alpha/llm, name: Model on Alpha, provider: alpha, kind: llm, interface: chat, runs_on: [lab, "
	"chips],\n"
	"   prices: {mtok: 4}}\n"
	"- {id: beta/llm, name: Model on Beta, provider: beta, kind: llm, interface: chat, runs_on: [lab],\n"
	"   prices: {mtok: 3}}\n"
	"- {id: beta/open, name: Open model, provider: beta, kind: llm, interface: open, prices: {mtok: 1}}\n"
	"- {id: alpha/store, name: Store, provider: alpha, kind: object-store, interface: s3}\n"
	"- {id: beta/store, name: Other store, provider: beta, kind: object-store, interface: s3}\n"
	"components:\n"
	"- {id: assistant, team: web, depends_on: [search, files], bindings: [{offering: alpha/llm, monthly: "
	"40k,\n"
	"   usage: {mtok: 10k}, counts: {prompt: [20, 30, 60]}}]}\n"
	"- {id: triage, team: ops, bindings: [{offering: alpha/llm, monthly: 12k, usage: {mtok: 3k},\n"
	"   counts: {prompt: 10, kernel: 2}}]}\n"
	"- {id: search, team: web, depends_on: [files, feedback]}\n"
	"- {id: feedback, depends_on: [search]}\n"
	"- {id: files, team: data, bindings: [{offering: alpha/store, monthly: 9k, counts: {data_tb: 200, "
	"pipeline: 3}}]}\n"
	"- {id: archive, team: data, bindings: [{offering: beta/store, monthly: 2k}]}\n"
	"commitments:\n"
	"- {provider: alpha, remaining: 600k, until: 2027-09-01}\n"
	"flows:\n"
	"- {from: alpha, to: lab, kind: equity, amount: 10B, term: 5, status: paid}\n"
	"- {from: lab, to: alpha, kind: commitment, amount: 30B, firm: 20B, condition: when built, term: 10, "
	"status: committed}\n"
	"migrations:\n"
	"- {id: to-beta, name: All models to Beta, from: alpha/llm, to: beta/llm}\n"
	"- {id: to-open, name: Triage to the open model, from: alpha/llm, to: beta/open, where: {component: "
	"triage}}\n"
	"- {id: store, name: Files to Beta, from: alpha/store, to: beta/store}\n"
	"- {id: idle, name: Moves nothing, from: beta/open, to: beta/llm}\n"
	"scenarios:\n"
	"- {id: leave, name: Leave Alpha, start: 6, migrations: [to-beta, store]}\n";

struct model *scene_model(const char *yaml)
{
	struct diag_list faults;
	struct arena arena;
	diag_list_init(&faults);
	arena_init(&arena);
	struct model *model = load_bytes("test.yaml", yaml, strlen(yaml), &faults);
	for (size_t i = 0; !model && i < faults.count; i++)
		print_message("%s\n", diag_line(&faults.items[i], &arena));
	diag_list_clear(&faults);
	arena_clear(&arena);
	assert_non_null(model);
	return model;
}

static void draw(struct scene *screen)
{
	screen->text.length = 0;
	app_draw(screen->app, &screen->grid);
	grid_text(&screen->grid, &screen->text);
}

void scene_open_with(struct scene *screen, const char *yaml, const struct app_options *options)
{
	*screen = (struct scene){0};
	str_init(&screen->text);
	grid_init(&screen->grid, 80, 24, options->ascii);
	screen->app = app_new(scene_model(yaml ? yaml : scene_stack), options);
	draw(screen);
}

void scene_open(struct scene *screen, const char *yaml)
{
	const struct app_options options = {
		.stack = "test.yaml", .companion = "test.scenarios.yaml", .mouse = true};
	scene_open_with(screen, yaml, &options);
}

void scene_close(struct scene *screen)
{
	app_free(screen->app);
	grid_clear(&screen->grid);
	str_clear(&screen->text);
}

/* Where only the focused pane is drawn anew, the screen is the one that is drawn whole. */
static void draw_moved(struct scene *screen)
{
	size_t bytes = sizeof *screen->grid.cells * (size_t)screen->grid.width * (size_t)screen->grid.height;
	struct cell *part = memory_new(bytes, 1);
	app_draw_moved(screen->app, &screen->grid);
	int x = screen->grid.cursor_x, y = screen->grid.cursor_y;
	memcpy(part, screen->grid.cells, bytes);
	draw(screen);
	assert_memory_equal(part, screen->grid.cells, bytes);
	assert_int_equal(x, screen->grid.cursor_x);
	assert_int_equal(y, screen->grid.cursor_y);
	free(part);
}

static void play(struct scene *screen, const char *words, bool draws)
{
	struct event_script script = {.at = words};
	struct event event;
	screen->effects = 0;
	while (event_next_word(&script, &event)) {
		assert_int_not_equal(event.kind, EVENT_NONE);
		if (event.kind == EVENT_RESIZE)
			grid_resize(&screen->grid, event.x, event.y);
		unsigned effects = app_update(screen->app, &event);
		screen->effects |= effects;
		app_finish(screen->app);
		if (draws && effects == EFFECT_MOVED)
			draw_moved(screen);
		else if (draws)
			draw(screen);
	}
	if (!draws)
		draw(screen);
}

void scene_keys(struct scene *screen, const char *words)
{
	play(screen, words, true);
}

void scene_keys_at_once(struct scene *screen, const char *words)
{
	play(screen, words, false);
}

void scene_resize(struct scene *screen, int width, int height)
{
	const struct event event = {.kind = EVENT_RESIZE, .x = width, .y = height};
	grid_resize(&screen->grid, width, height);
	app_update(screen->app, &event);
	draw(screen);
}

const char *scene_row(struct scene *screen, int row)
{
	static char line[4096];
	const char *at = screen->text.data;
	for (; at && row > 0; row--) {
		at = strchr(at, '\n');
		at = at ? at + 1 : NULL;
	}
	if (!at || !*at)
		return NULL;
	snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
	return line;
}

bool scene_has(const struct scene *screen, const char *text)
{
	return strstr(screen->text.data, text) != NULL;
}

bool scene_has_in_row(struct scene *screen, const char *first, const char *second)
{
	const char *line;
	for (int row = 0; (line = scene_row(screen, row)) != NULL; row++) {
		const char *found = strstr(line, first);
		if (found && strstr(found + strlen(first), second))
			return true;
	}
	return false;
}

/* "172,910" */
static double read_grouped(const char *text)
{
	double value = 0;
	text += strspn(text, " ");
	for (; (*text >= '0' && *text <= '9') || *text == ','; text++)
		value = *text == ',' ? value : 10 * value + (*text - '0');
	return value;
}

struct shown scene_amount(struct scene *screen, const char *first, const char *before)
{
	const char *line;
	for (int row = 0; (line = scene_row(screen, row)) != NULL; row++) {
		const char *found = strstr(line, first);
		found = found ? strstr(found + strlen(first), before) : NULL;
		if (found)
			return show_money(read_grouped(found + strlen(before)));
	}
	return (struct shown){""};
}
