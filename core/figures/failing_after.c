/*
 * What fails in the scenario, kept up to date move by move.
 *
 * Sums in the extents belong to the sets that groups have now: a binding that moves changes the sums
 * of its group's set at once, and a group whose set changes takes its sums along. A throng's are
 * entered when it is settled.
 */
#include "core/figures/failing.h"

#include "core/base/memory.h"
#include "core/figures/order.h"
#include "core/figures/reach.h"

#include <stdlib.h>
#include <string.h>

/* A group of fewer components is read again. */
#ifdef UNMOOR_SMALL
enum { LEAST_THRONG = 3 };
#else
enum { LEAST_THRONG = 64 };
#endif

struct following {
	struct analysis *analysis;
	const struct model *model;
	const struct scc *groups;
	struct failing *after;
	uint32_t words;
	uint64_t *bits, *other; /* [words] scratch */
};

static struct following start_following(struct analysis *analysis, struct failing *after)
{
	uint32_t words = analysis->structure->words;
	return (struct following){analysis,
				  analysis->model,
				  analysis_component_sets(analysis),
				  after,
				  words,
				  memory_new(words, sizeof(uint64_t)),
				  memory_new(words, sizeof(uint64_t))};
}

static void end_following(struct following *following)
{
	free(following->bits);
	free(following->other);
}

/* --- throngs ------------------------------------------------------------------------------------- */

/* As many components as offerings at least, so that all counts together take no more than components do. */
static bool is_throng(const struct model *model, const struct scc *groups, uint32_t group)
{
	uint32_t size = scc_size(groups, group);
#ifndef UNMOOR_SMALL
	if (size < model->offering_count)
		return false;
#else
	(void)model;
#endif
	return size >= LEAST_THRONG;
}

static struct throng *find_throng(const struct failing *after, uint32_t group)
{
	if (after->throng_count == 0)
		return NULL;
	struct throng *throngs = after->throngs;
	uint32_t at = order_find(&throngs->group, after->throng_count, sizeof *throngs, group);
	return at < after->throng_count && throngs[at].group == group ? &throngs[at] : NULL;
}

static int compare_groups(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	return order_of(a, b);
}

static void list_below(const struct following *f, struct throng *throng, const struct component *component,
		       size_t *capacity)
{
	for (uint32_t i = component[0].first_depends_on; i < component[1].first_depends_on; i++) {
		uint32_t other = f->groups->set[f->model->depends_on[i]];
		if (other == throng->group)
			continue;
		throng->below =
			memory_grow(throng->below, throng->below_count, capacity, sizeof *throng->below);
		throng->below[throng->below_count++] = other;
	}
}

static void keep_each_once(struct throng *throng)
{
	uint32_t kept = 0;
	order_sort(throng->below, throng->below_count, sizeof *throng->below, compare_groups);
	for (uint32_t i = 0; i < throng->below_count; i++)
		if (i == 0 || throng->below[i] != throng->below[i - 1])
			throng->below[kept++] = throng->below[i];
	throng->below_count = kept;
}

/* As it is today. */
static void make_throng(const struct following *f, struct throng *throng, uint32_t group)
{
	const struct model *model = f->model;
	size_t capacity = 0;
	*throng = (struct throng){.group = group, .below_is_stale = true};
	throng->on = memory_zero(model->offering_count, sizeof *throng->on);
	throng->inherited = memory_new(f->words, sizeof *throng->inherited);
	for (uint32_t i = f->groups->first[group]; i < f->groups->first[group + 1]; i++) {
		const struct component *component = &model->components[f->groups->nodes[i]];
		for (uint32_t k = component[0].first_binding; k < component[1].first_binding; k++) {
			throng->on[model->bindings[k].offering] += !model->bindings[k].optional;
			exact_add(&throng->monthly, model->bindings[k].monthly);
		}
		list_below(f, throng, component, &capacity);
	}
	throng->entered = throng->monthly;
	keep_each_once(throng);
}

static void make_throngs(const struct following *f)
{
	struct failing *after = f->after;
	size_t capacity = 0;
	for (uint32_t g = 0; g < f->groups->count; g++) {
		if (!is_throng(f->model, f->groups, g))
			continue;
		after->throngs =
			memory_grow(after->throngs, after->throng_count, &capacity, sizeof *after->throngs);
		make_throng(f, &after->throngs[after->throng_count++], g);
	}
}

static void join_set(const struct following *f, uint32_t group, uint64_t *bits)
{
	set_join(bits, set_table_bits(&f->after->sets, f->after->set[group]), f->words);
}

static void join_offering(const struct following *f, uint32_t offering)
{
	set_join(f->bits, f->analysis->structure->rests + (size_t)offering * f->words, f->words);
}

static void join_throng(const struct following *f, struct throng *throng)
{
	if (throng->below_is_stale) {
		memset(throng->inherited, 0, f->words * sizeof *throng->inherited);
		for (uint32_t i = 0; i < throng->below_count; i++)
			join_set(f, throng->below[i], throng->inherited);
		throng->below_is_stale = false;
	}
	set_join(f->bits, throng->inherited, f->words);
	for (uint32_t o = 0; o < f->model->offering_count; o++)
		if (throng->on[o] > 0)
			join_offering(f, o);
}

/* --- beginning ----------------------------------------------------------------------------------- */

/* Calls for every dependency between two groups: from above to below. */
static uint32_t next_below(const struct following *f, uint32_t component, uint32_t *i)
{
	uint32_t group = f->groups->set[component],
		 end = f->model->components[component + 1].first_depends_on;
	while (*i < end) {
		uint32_t below = f->groups->set[f->model->depends_on[(*i)++]];
		if (below != group)
			return below;
	}
	return NONE;
}

static void index_above(const struct following *f)
{
	const struct model *model = f->model;
	uint32_t count = f->groups->count, below, total = 0;
	uint32_t *first = memory_zero((size_t)count + 2, sizeof *first);
	for (uint32_t c = 0; c < model->component_count; c++)
		for (uint32_t i = model->components[c].first_depends_on;
		     (below = next_below(f, c, &i)) != NONE;)
			first[below + 2]++;
	for (uint32_t g = 0; g <= count; g++)
		first[g + 1] = total += first[g + 1];
	uint32_t *above = memory_new((size_t)total + 1, sizeof *above);
	for (uint32_t c = 0; c < model->component_count; c++)
		for (uint32_t i = model->components[c].first_depends_on;
		     (below = next_below(f, c, &i)) != NONE;)
			above[first[below + 1]++] = f->groups->set[c];
	f->after->above_first = first;
	f->after->above = above;
}

void failing_begin(struct analysis *analysis, const struct failing *today, struct failing *after)
{
	struct following f = start_following(analysis, after);
	uint32_t groups = f.groups->count, providers = analysis->model->provider_count;
	set_table_copy(&after->sets, &today->sets);
	after->set = memory_new(groups, sizeof *after->set);
	memcpy(after->set, today->set, groups * sizeof *after->set);
	after->extents = memory_new(providers, sizeof *after->extents);
	memcpy(after->extents, today->extents, providers * sizeof *after->extents);
	after->reach = memory_new(providers, sizeof *after->reach);
	memcpy(after->reach, today->reach, providers * sizeof *after->reach);
	after->stale = memory_zero(set_words_for(groups), sizeof *after->stale);
	make_throngs(&f);
	index_above(&f);
	after->known = true;
	end_following(&f);
}

/* --- moving -------------------------------------------------------------------------------------- */

/* Lets a sum in or out for all providers of a set. */
static void enter(const struct following *f, const uint64_t *bits, bool in, uint32_t components,
		  const struct exact *monthly)
{
	for (uint32_t p = set_next(bits, f->words, 0); p != UINT32_MAX; p = set_next(bits, f->words, p + 1)) {
		struct extent *extent = &f->after->extents[p];
		if (in) {
			extent->components += components;
			exact_add_sum(&extent->monthly, monthly);
		} else {
			extent->components -= components;
			exact_take_sum(&extent->monthly, monthly);
		}
	}
}

void failing_move(struct analysis *analysis, struct failing *after, uint32_t binding,
		  const struct placing *from, const struct placing *to)
{
	const struct binding *b = &analysis->model->bindings[binding];
	uint32_t group = analysis_component_sets(analysis)->set[b->component];
	struct throng *throng = find_throng(after, group);
	struct following f = {.after = after, .words = analysis->structure->words};
	struct exact change = {.high = 0};
	exact_add(&change, -from->monthly);
	exact_add(&change, to->monthly);
	if (throng != NULL) {
		throng->on[from->offering] -= !b->optional;
		throng->on[to->offering] += !b->optional;
		exact_add_sum(&throng->monthly, &change);
	} else if (from->monthly != to->monthly) {
		enter(&f, set_table_bits(&after->sets, after->set[group]), true, 0, &change);
	}
	if (throng != NULL || !b->optional)
		set_put(after->stale, group);
	after->any_stale = true;
}

/* --- settling ------------------------------------------------------------------------------------ */

static void join_component(const struct following *f, uint32_t component, uint32_t group)
{
	const struct component *c = &f->model->components[component];
	for (uint32_t k = c[0].first_binding; k < c[1].first_binding; k++)
		if (!f->model->bindings[k].optional)
			join_offering(f, analysis_target(f->analysis, k));
	for (uint32_t i = c[0].first_depends_on; i < c[1].first_depends_on; i++) {
		uint32_t other = f->groups->set[f->model->depends_on[i]];
		if (other != group)
			join_set(f, other, f->bits);
	}
}

static uint32_t find_set(const struct following *f, uint32_t group, struct throng *throng)
{
	memset(f->bits, 0, f->words * sizeof *f->bits);
	if (throng != NULL)
		join_throng(f, throng);
	for (uint32_t i = f->groups->first[group]; throng == NULL && i < f->groups->first[group + 1]; i++)
		join_component(f, f->groups->nodes[i], group);
	return set_table_add(&f->after->sets, f->bits);
}

static struct exact sum_monthlies(const struct following *f, uint32_t group)
{
	struct exact sum = {.high = 0};
	for (uint32_t i = f->groups->first[group]; i < f->groups->first[group + 1]; i++) {
		const struct component *component = &f->model->components[f->groups->nodes[i]];
		for (uint32_t k = component[0].first_binding; k < component[1].first_binding; k++)
			exact_add(&sum, analysis_monthly_after(f->analysis, k));
	}
	return sum;
}

/* The bits of `of` that `without` has not. */
static const uint64_t *subtract(const struct following *f, uint32_t of, uint32_t without)
{
	const uint64_t *a = set_table_bits(&f->after->sets, of),
		       *b = set_table_bits(&f->after->sets, without);
	for (uint32_t w = 0; w < f->words; w++)
		f->other[w] = a[w] & ~b[w];
	return f->other;
}

static void tell_above(const struct following *f, uint32_t group)
{
	struct failing *after = f->after;
	for (uint32_t i = after->above_first[group]; i < after->above_first[group + 1]; i++) {
		struct throng *throng = find_throng(after, after->above[i]);
		if (throng != NULL)
			throng->below_is_stale = true;
		set_put(after->stale, after->above[i]);
	}
}

static void settle_group(const struct following *f, uint32_t group)
{
	struct failing *after = f->after;
	struct throng *throng = find_throng(after, group);
	uint32_t size = f->groups->first[group + 1] - f->groups->first[group];
	uint32_t old = after->set[group], set = find_set(f, group, throng);
	if (throng != NULL) {
		enter(f, set_table_bits(&after->sets, old), false, size, &throng->entered);
		enter(f, set_table_bits(&after->sets, set), true, size, &throng->monthly);
		throng->entered = throng->monthly;
	} else if (set != old) {
		struct exact monthly = sum_monthlies(f, group);
		enter(f, subtract(f, old, set), false, size, &monthly);
		enter(f, subtract(f, set, old), true, size, &monthly);
	}
	after->set[group] = set;
	if (set != old)
		tell_above(f, group);
}

/* Sets that no group has any more are given up once they are many. */
static void forget_sets(const struct following *f)
{
	struct failing *after = f->after;
	struct set_table kept;
	if (after->sets.count / 2 <= f->groups->count + SET_WORD_BITS)
		return;
	set_table_init(&kept, f->words);
	for (uint32_t g = 0; g < f->groups->count; g++)
		after->set[g] = set_table_add(&kept, set_table_bits(&after->sets, after->set[g]));
	set_table_clear(&after->sets);
	after->sets = kept;
}

/* Groups come after those that they depend on, so one pass carries every change to its end. */
void failing_settle(struct analysis *analysis, struct failing *after)
{
	if (!after->any_stale)
		return;
	struct following f = start_following(analysis, after);
	uint32_t words = set_words_for(f.groups->count);
	for (uint32_t g = set_next(after->stale, words, 0); g != UINT32_MAX;
	     g = set_next(after->stale, words, g + 1)) {
		after->stale[g / SET_WORD_BITS] &= ~(UINT64_C(1) << (g % SET_WORD_BITS));
		settle_group(&f, g);
	}
	for (uint32_t p = 0; p < analysis->model->provider_count; p++)
		after->reach[p] =
			(struct reach){after->extents[p].components, exact_value(&after->extents[p].monthly)};
	forget_sets(&f);
	after->any_stale = false;
	end_following(&f);
}
