#include "core/model/scenario.h"

#include "core/base/memory.h"
#include "core/base/str.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	WORD_BITS = 64,
	PREFIX_MOST = 116, /* so that "prefix/N" stays within the 128 bytes of an id */
	PREFIX_SIZE = PREFIX_MOST + 1
};

static void plan_add(struct plan *plan, struct migration *migration)
{
	plan->migrations = memory_grow(plan->migrations, plan->count, &plan->capacity, sizeof(void *));
	plan->migrations[plan->count++] = migration;
}

void plan_init(struct plan *plan, const struct model *model)
{
	*plan = (struct plan){.model = model};
	arena_init(&plan->arena);
	for (uint32_t i = 0; i < model->migration_count; i++)
		plan_add(plan, &model->migrations[i]);
}

void plan_clear(struct plan *plan)
{
	free(plan->migrations);
	arena_clear(&plan->arena);
	*plan = (struct plan){.model = NULL};
}

/* The N of "prefix/N"; 0 when the id is not of that form. */
static uint32_t made_number(const char *id, const char *prefix)
{
	size_t length = strlen(prefix);
	uint32_t number = 0;

	if (strncmp(id, prefix, length) != 0 || id[length] != '/' || id[length + 1] == '0')
		return 0;
	for (const char *digit = id + length + 1; *digit; digit++) {
		if (*digit < '0' || *digit > '9' || number > (NONE - 9) / 10)
			return 0;
		number = number * 10 + (uint32_t)(*digit - '0');
	}
	return number;
}

bool plan_is_plain(const struct migration *migration)
{
	return migration->strategy == STRATEGY_DERIVED && isnan(migration->cost_ratio) &&
	       migration->extra.high <= 0;
}

static bool moves_the_same(const struct migration *migration, const uint32_t *bindings, uint32_t count,
			   uint32_t to)
{
	return migration->to == to && migration->binding_count == count &&
	       memcmp(migration->bindings, bindings, count * sizeof(*bindings)) == 0;
}

static uint32_t plan_find_made(const struct plan *plan, const char *prefix, const uint32_t *bindings,
			       uint32_t count, uint32_t to)
{
	for (uint32_t i = 0; i < plan->count; i++)
		if (made_number(plan->migrations[i]->id, prefix) > 0 && plan_is_plain(plan->migrations[i]) &&
		    moves_the_same(plan->migrations[i], bindings, count, to))
			return i;
	return NONE;
}

static uint32_t plan_next_number(const struct plan *plan, const char *prefix)
{
	uint32_t highest = 0;

	for (uint32_t i = 0; i < plan->count; i++) {
		uint32_t number = made_number(plan->migrations[i]->id, prefix);
		if (number > highest)
			highest = number;
	}
	return highest + 1;
}

static int compare_indices(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return (a > b) - (a < b);
}

/* Sorts in place, drops doubles and what is on `to` already; returns how many are left. */
static uint32_t bindings_settle(const struct model *model, uint32_t *bindings, uint32_t count, uint32_t to)
{
	uint32_t kept = 0;

	qsort(bindings, count, sizeof(*bindings), compare_indices);
	for (uint32_t i = 0; i < count; i++)
		if (model->bindings[bindings[i]].offering != to &&
		    (kept == 0 || bindings[i] != bindings[kept - 1]))
			bindings[kept++] = bindings[i];
	return kept;
}

static uint32_t plan_make_settled(struct plan *plan, const char *prefix, const char *name,
				  const uint32_t *bindings, uint32_t count, uint32_t to)
{
	struct migration *made = arena_new(&plan->arena, 1, sizeof(*made));

	made->id = arena_print(&plan->arena, "%s/%u", prefix, plan_next_number(plan, prefix));
	made->name = name ? arena_text(&plan->arena, name, strlen(name)) : made->id;
	made->to = to;
	made->from_offering = made->from_provider = NONE;
	made->strategy = STRATEGY_DERIVED;
	made->cost_ratio = NAN;
	made->bindings = arena_copy(&plan->arena, bindings, count, sizeof(*bindings));
	made->binding_count = count;
	plan_add(plan, made);
	return plan->count - 1;
}

/* Cut so that the made id can be written to a file and read again. */
static void prefix_cut(char cut[PREFIX_SIZE], const char *prefix)
{
	size_t length = strlen(prefix);

	if (length > PREFIX_MOST)
		length = PREFIX_MOST;
	memcpy(cut, prefix, length);
	cut[length] = '\0';
}

uint32_t plan_make(struct plan *plan, const char *prefix, const char *name, const uint32_t *bindings,
		   uint32_t count, uint32_t to)
{
	uint32_t *settled, kept, found = NONE;
	char cut[PREFIX_SIZE];

	if (count == 0)
		return NONE;
	prefix_cut(cut, prefix);
	settled = memory_new(count, sizeof(*settled));
	memcpy(settled, bindings, count * sizeof(*settled));
	kept = bindings_settle(plan->model, settled, count, to);
	if (kept > 0) {
		found = plan_find_made(plan, cut, settled, kept, to);
		if (found == NONE)
			found = plan_make_settled(plan, cut, name, settled, kept, to);
	}
	free(settled);
	return found;
}

uint32_t plan_find(const struct plan *plan, const char *id)
{
	for (uint32_t i = plan->model->migration_count; i < plan->count; i++)
		if (strcmp(plan->migrations[i]->id, id) == 0)
			return i;
	return model_find_migration(plan->model, id);
}

/* A binding is on one offering, so what moves from elsewhere never meets: told without a look at the lists.
 */
static bool sources_are_apart(const struct model *model, const struct migration *a, const struct migration *b)
{
	if (a->from_offering != NONE && b->from_offering != NONE)
		return a->from_offering != b->from_offering;
	if (a->from_provider != NONE && b->from_provider != NONE)
		return a->from_provider != b->from_provider;
	if (a->from_offering != NONE && b->from_provider != NONE)
		return model->offerings[a->from_offering].provider != b->from_provider;
	if (b->from_offering != NONE && a->from_provider != NONE)
		return model->offerings[b->from_offering].provider != a->from_provider;
	return false;
}

/* The first place at or after `from` whose binding is not below `least`: steps that double, then halves. */
static uint32_t seek(const struct migration *migration, uint32_t from, uint32_t least)
{
	uint32_t low = from, step = 1, high;

	while (step < migration->binding_count - low && migration->bindings[low + step] < least) {
		low += step;
		step *= 2;
	}
	high = step < migration->binding_count - low ? low + step : migration->binding_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (migration->bindings[middle] < least)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint32_t plan_common_binding(const struct plan *plan, uint32_t a, uint32_t b)
{
	const struct migration *left = plan->migrations[a], *right = plan->migrations[b];
	uint32_t i = 0, j = 0;

	if (sources_are_apart(plan->model, left, right))
		return NONE;
	while (i < left->binding_count && j < right->binding_count) {
		if (left->bindings[i] == right->bindings[j])
			return left->bindings[i];
		if (left->bindings[i] < right->bindings[j])
			i = seek(left, i, right->bindings[j]);
		else
			j = seek(right, j, left->bindings[i]);
	}
	return NONE;
}

bool plan_clash(const struct plan *plan, uint32_t a, uint32_t b)
{
	return plan_common_binding(plan, a, b) != NONE;
}

void choice_init(struct choice *choice)
{
	*choice = (struct choice){.scenario = NONE};
}

void choice_clear(struct choice *choice)
{
	free(choice->on);
	free(choice->tried);
	choice->on = NULL;
	choice->tried = NULL;
	choice->words = choice->start = choice->tried_count = 0;
	choice->scenario = NONE;
}

void choice_copy(struct choice *to, const struct choice *from)
{
	uint64_t *on = NULL;
	struct tried *tried = NULL;

	if (to == from)
		return;
	if (from->words > 0) {
		on = memory_new(from->words, sizeof(*on));
		memcpy(on, from->on, from->words * sizeof(*on));
	}
	if (from->tried_count > 0) {
		tried = memory_new(from->tried_count, sizeof(*tried));
		memcpy(tried, from->tried, from->tried_count * sizeof(*tried));
	}
	free(to->on);
	free(to->tried);
	*to = *from;
	to->on = on;
	to->tried = tried;
}

static uint64_t choice_word(const struct choice *choice, uint32_t word)
{
	return word < choice->words ? choice->on[word] : 0;
}

bool choice_equal(const struct choice *a, const struct choice *b)
{
	uint32_t words = a->words > b->words ? a->words : b->words;

	for (uint32_t word = 0; word < words; word++)
		if (choice_word(a, word) != choice_word(b, word))
			return false;
	return a->start == b->start && choice_tries_same(a, b);
}

static bool same_range(struct range a, struct range b)
{
	return a.low <= b.low && a.low >= b.low && a.likely <= b.likely && a.likely >= b.likely &&
	       a.high <= b.high && a.high >= b.high;
}

bool choice_tries_same(const struct choice *a, const struct choice *b)
{
	if (a->tried_count != b->tried_count)
		return false;
	for (uint32_t i = 0; i < a->tried_count; i++)
		if (tried_compare(&a->tried[i], &b->tried[i]) != 0 ||
		    !same_range(a->tried[i].value, b->tried[i].value))
			return false;
	return true;
}

/* Where the variable is, or belongs. */
static uint32_t tried_place(const struct choice *choice, const struct tried *tried)
{
	uint32_t place = 0;

	while (place < choice->tried_count && tried_compare(&choice->tried[place], tried) < 0)
		place++;
	return place;
}

static bool is_there(const struct choice *choice, uint32_t place, const struct tried *tried)
{
	return place < choice->tried_count && tried_compare(&choice->tried[place], tried) == 0;
}

bool choice_try(struct choice *choice, const struct tried *tried)
{
	uint32_t place = tried_place(choice, tried);

	if (is_there(choice, place, tried)) {
		choice->tried[place].value = tried->value;
		return true;
	}
	if (choice->tried_count == TRIED_MOST)
		return false;
	choice->tried = memory_resize(choice->tried, choice->tried_count + 1, sizeof(*choice->tried));
	memmove(&choice->tried[place + 1], &choice->tried[place],
		(choice->tried_count - place) * sizeof(*choice->tried));
	choice->tried[place] = *tried;
	choice->tried_count++;
	return true;
}

bool choice_untry(struct choice *choice, const struct tried *tried)
{
	uint32_t place = tried_place(choice, tried);

	if (!is_there(choice, place, tried))
		return false;
	choice->tried_count--;
	memmove(&choice->tried[place], &choice->tried[place + 1],
		(choice->tried_count - place) * sizeof(*choice->tried));
	return true;
}

uint32_t choice_horizon(const struct choice *choice, const struct model *model)
{
	const struct tried *horizon = tried_get(choice->tried, choice->tried_count, TRIED_HORIZON, 0, 0);

	return horizon ? (uint32_t)horizon->value.likely : model->horizon;
}

bool choice_is_on(const struct choice *choice, uint32_t migration)
{
	return choice_word(choice, migration / WORD_BITS) >> migration % WORD_BITS & 1;
}

static void choice_widen(struct choice *choice, uint32_t words)
{
	if (words <= choice->words)
		return;
	choice->on = memory_resize(choice->on, words, sizeof(*choice->on));
	memset(choice->on + choice->words, 0, (words - choice->words) * sizeof(*choice->on));
	choice->words = words;
}

void choice_set(struct choice *choice, uint32_t migration, bool on)
{
	uint64_t bit = UINT64_C(1) << migration % WORD_BITS;

	if (choice_is_on(choice, migration) == on)
		return;
	choice_widen(choice, migration / WORD_BITS + 1);
	assert(choice->on);
	choice->on[migration / WORD_BITS] ^= bit;
}

void choice_all_off(struct choice *choice)
{
	free(choice->on);
	choice->on = NULL;
	choice->words = 0;
}

uint32_t choice_count(const struct choice *choice)
{
	uint32_t count = 0;

	for (uint32_t word = 0; word < choice->words; word++)
		for (uint64_t rest = choice->on[word]; rest; rest &= rest - 1)
			count++;
	return count;
}

void choice_of_scenario(struct choice *choice, const struct model *model, uint32_t scenario)
{
	const struct scenario *from = &model->scenarios[scenario];

	choice_clear(choice);
	choice->start = from->start;
	choice->scenario = scenario;
	for (uint32_t i = 0; i < from->migration_count; i++)
		choice_set(choice, from->migrations[i], true);
	for (uint32_t i = 0; i < from->tried_count; i++)
		choice_try(choice, &from->tried[i]);
}

uint32_t choice_switch_on(struct choice *choice, const struct plan *plan, uint32_t migration, uint32_t *off)
{
	uint32_t count = 0;

	for (uint32_t other = 0; other < plan->count; other++) {
		if (other == migration || !choice_is_on(choice, other) || !plan_clash(plan, migration, other))
			continue;
		choice_set(choice, other, false);
		off[count++] = other;
	}
	choice_set(choice, migration, true);
	return count;
}
