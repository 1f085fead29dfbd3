#include "tests/unit/build.h"

#include "core/base/str.h"
#include "core/model/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char HEAD[] = "unmoor: 1\n"
			   "as_of: 2026-11-01\n"
			   "catalog: none\n"
			   "rate: 1000\n"
			   "overrun: 1\n"
			   "overlap: 1\n"
			   "discount_rate: 0\n";

static void fail_on_faults(const struct diag_list *faults)
{
	if (faults->errors == 0)
		return;
	struct arena arena;
	arena_init(&arena);
	for (size_t i = 0; i < faults->count; i++)
		print_error("%s\n", diag_line(&faults->items[i], &arena));
	arena_clear(&arena);
	fail_msg("%zu faults in the stack of the test", faults->errors);
}

struct model *build_model(const char *body)
{
	struct str text;
	str_init(&text);
	str_add_text(&text, HEAD);
	str_add_text(&text, body);
	struct diag_list faults;
	diag_list_init(&faults);
	struct model *model = load_bytes("test", text.data, text.length, &faults);
	fail_on_faults(&faults);
	assert_non_null(model);
	diag_list_clear(&faults);
	str_clear(&text);
	return model;
}

void build_stack(struct built *built, const char *body)
{
	built->model = build_model(body);
	plan_init(&built->plan, built->model);
	choice_init(&built->choice);
	built->analysis = analysis_new(&built->plan);
	analysis_follow(built->analysis, &built->choice);
}

void build_clear(struct built *built)
{
	analysis_free(built->analysis);
	choice_clear(&built->choice);
	plan_clear(&built->plan);
	model_free(built->model);
}

void build_switch(struct built *built, const char *migration, bool on)
{
	uint32_t index = plan_find(&built->plan, migration);
	assert_int_not_equal(index, NONE);
	choice_set(&built->choice, index, on);
	analysis_follow(built->analysis, &built->choice);
}

static uint32_t found(uint32_t index, const char *id)
{
	if (index == NONE)
		fail_msg("the stack of the test has no '%s'", id);
	return index;
}

uint32_t build_provider(const struct built *built, const char *id)
{
	return found(model_find_provider(built->model, id), id);
}

uint32_t build_offering(const struct built *built, const char *id)
{
	return found(model_find_offering(built->model, id), id);
}

uint32_t build_component(const struct built *built, const char *id)
{
	return found(model_find_component(built->model, id), id);
}

/* splitmix64 */
uint32_t build_random(uint64_t *state, uint32_t most)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)(((z ^ (z >> 31)) >> 32) * most >> 32);
}
