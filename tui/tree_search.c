/* A search through the tree that goes on in pieces. */
#include "core/base/memory.h"
#include "tui/tree_parts.h"

#include <stdlib.h>

/* What a node costs besides its pattern; what is folded lies far apart in memory. */
enum { NODE_STEPS = 6, FOLDED_STEPS = 40, UNFOLD_STEPS_PER_ROW = 2 };

enum answer { ANSWER_NO, ANSWER_YES, ANSWER_LATER /* the budget ended first */ };

struct tree_search {
	struct tree *tree;
	struct pattern *pattern;
	struct asked asked; /* the same pattern, where it is a word: names are tried one by one then */
	bool word;
	int step;
	bool stay, stayed;  /* the row itself is still to be tried; it was, before all others */
	uint32_t at, tried; /* where it is, and how many rows it has left behind */
	/* what a folded row hides: the binding that comes next */
	bool inside, sorted;
	uint32_t offering, item;
	uint32_t untried_before;
	struct str text;
	uint32_t untried;
	unsigned char *known; /* [offering_count] of each offering: 0 nothing, else 1 + enum pattern_match */
};

struct tree_search *tree_search_new(struct tree *tree, struct pattern *pattern, uint32_t row, int step,
				    bool stay)
{
	struct tree_search *search = memory_zero(1, sizeof *search);
	search->tree = tree;
	search->pattern = pattern;
	search->word = pattern_is_word(pattern);
	asked_init(&search->asked, pattern);
	search->at = row;
	search->step = step;
	search->stay = stay;
	search->known = memory_zero((size_t)tree->model->offering_count + 1, sizeof *search->known);
	str_init(&search->text);
	return search;
}

void tree_search_free(struct tree_search *search)
{
	if (!search)
		return;
	str_clear(&search->text);
	free(search->known);
	free(search);
}

uint32_t tree_search_untried(const struct tree_search *search)
{
	return search->untried;
}

uint32_t tree_search_left(const struct tree_search *search)
{
	uint32_t count = search->tree->count, tried = search->tried + search->stayed;
	return tried < count ? count - tried : 0;
}

static enum pattern_match try_text(struct tree_search *search, unsigned kind, uint32_t index)
{
	search->text.length = 0;
	tree_node_text(search->tree, kind, index, &search->text);
	enum pattern_match match = pattern_search(search->pattern, search->text.data ? search->text.data : "",
						  search->text.length, NULL, NULL);
	search->untried += match == PATTERN_GAVE_UP;
	return match;
}

/* A component's names need not be put together for a pattern that cannot reach from one to the next. */
static enum pattern_match try_component(struct tree_search *search, unsigned kind, uint32_t index)
{
	const struct model *model = search->tree->model;
	uint32_t component = kind == TREE_COMPONENT ? index : model->bindings[index].component;
	enum pattern_match match = asked_component(&search->asked, model, component);
	search->untried += match == PATTERN_GAVE_UP;
	return match;
}

/* Bindings are many, the offerings that they are named after few. */
static bool matches(struct tree_search *search, unsigned kind, uint32_t index)
{
	bool binding = kind == TREE_BINDING || kind == TREE_ARRIVAL;
	bool component = kind == TREE_COMPONENT || (binding && !search->tree->by_component);
	if (component && search->word)
		return try_component(search, kind, index) == PATTERN_YES;
	if (kind != TREE_OFFERING && !(binding && search->tree->by_component))
		return try_text(search, kind, index) == PATTERN_YES;
	uint32_t offering = binding ? search->tree->model->bindings[index].offering : index;
	if (!search->known[offering])
		search->known[offering] = (unsigned char)(1 + try_text(search, TREE_OFFERING, offering));
	return search->known[offering] == 1 + PATTERN_YES;
}

/* As matches, at its price. */
static enum answer try_node(struct tree_search *search, unsigned kind, uint32_t index, uint64_t steps,
			    struct budget *budget)
{
	uint64_t before = pattern_cost(search->pattern);
	bool found = matches(search, kind, index);
	bool more = budget_take(budget, steps + pattern_cost(search->pattern) - before);
	return found ? ANSWER_YES : more ? ANSWER_NO : ANSWER_LATER;
}

/* --- what is folded -------------------------------------------------------------------------- */

/* Goes on with the bindings of the offering that has its turn. Any order will do, as long as it stays. */
static enum answer try_bindings(struct tree_search *search, struct budget *budget)
{
	uint32_t count;
	const struct holds *holds = &search->tree->holds;
	const uint32_t *bindings = holds_unsorted(holds, search->offering, &count);
	if (search->sorted != holds->sorted[search->offering])
		search->item = 0;
	search->sorted = holds->sorted[search->offering];
	while (search->item < count) {
		uint32_t binding = bindings[search->item++];
		if (!filter_keeps_binding(search->tree, binding))
			continue;
		enum answer answer = try_node(search, TREE_BINDING, binding, FOLDED_STEPS, budget);
		if (answer != ANSWER_NO)
			return answer;
	}
	return ANSWER_NO;
}

static void enter(struct tree_search *search, uint32_t offering)
{
	search->inside = true;
	search->offering = offering;
	search->item = 0;
	search->sorted = search->tree->holds.sorted[offering];
}

static enum answer offering_hides(struct tree_search *search, uint32_t offering, struct budget *budget)
{
	if (!search->inside)
		enter(search, offering);
	return try_bindings(search, budget);
}

static enum answer provider_hides(struct tree_search *search, struct budget *budget)
{
	uint32_t count = search->tree->model->offering_count, o = search->inside ? search->offering : 0;
	for (; o < count; o++) {
		if (!tree_rests(search->tree, o))
			continue;
		if (!search->inside || search->offering != o) {
			enter(search, o);
			if (matches(search, TREE_OFFERING, o))
				return ANSWER_YES;
		}
		enum answer answer = try_bindings(search, budget);
		if (answer != ANSWER_NO)
			return answer;
	}
	return ANSWER_NO;
}

static enum answer component_hides(struct tree_search *search, uint32_t component)
{
	const struct component *item = &search->tree->model->components[component];
	for (uint32_t b = item[0].first_binding; b < item[1].first_binding; b++)
		if (matches(search, TREE_BINDING, b))
			return ANSWER_YES;
	return ANSWER_NO;
}

/* Does what a folded row hides match? Looked for as far as bindings go. */
static enum answer hides(struct tree_search *search, const struct tree_row *row, struct budget *budget)
{
	if (!(row->flags & TREE_OPENABLE) || row->flags & TREE_OPEN)
		return ANSWER_NO;
	if (search->tree->by_component)
		return row->kind == TREE_COMPONENT ? component_hides(search, row->index) : ANSWER_NO;
	if (row->kind == TREE_OFFERING)
		return offering_hides(search, row->index, budget);
	return row->kind == TREE_PROVIDER ? provider_hides(search, budget) : ANSWER_NO;
}

/* --- going on -------------------------------------------------------------------------------- */

/* Unfolds a row that hides a match; its children come next, backward the last of them. */
static void unfold(struct tree_search *search, uint32_t row, struct budget *budget)
{
	uint32_t before = search->tree->count, count;
	tree_fold(search->tree, row, true);
	tree_rows(search->tree, &count);
	if (search->step > 0)
		search->at = row;
	else if (count > before)
		search->at = (row + (count - before) + 1) % count;
	budget_take(budget, (uint64_t)count * UNFOLD_STEPS_PER_ROW);
}

/* One row further: forward, what the row that is left hides comes first; backward, what the next one hides.
 */
static enum answer go_on(struct tree_search *search, uint32_t count, struct budget *budget)
{
	const struct tree_row *rows = search->tree->rows;
	uint32_t at = search->at, next = search->step > 0 ? (at + 1) % count : (at + count - 1) % count;
	uint32_t folded = search->step > 0 ? at : next;
	if (!search->inside)
		search->untried_before = search->untried;
	enum answer hidden = hides(search, &rows[folded], budget);
	if (hidden == ANSWER_LATER)
		return ANSWER_LATER;
	search->inside = false;
	if (hidden == ANSWER_YES) {
		search->untried = search->untried_before; /* they are tried again as rows */
		unfold(search, folded, budget);
		return ANSWER_NO;
	}
	search->at = next;
	search->tried++;
	if (search->stayed && search->tried >= count)
		return ANSWER_NO;
	return try_node(search, rows[next].kind, rows[next].index, NODE_STEPS, budget);
}

/* The row itself, when it may count. */
static bool stays(struct tree_search *search, uint32_t count)
{
	bool stay = search->stay && count > 0;
	search->stay = false;
	if (!stay)
		return false;
	search->stayed = true;
	const struct tree_row *row = &search->tree->rows[search->at];
	return matches(search, row->kind, row->index);
}

enum tree_found tree_search_go(struct tree_search *search, struct budget *budget, uint32_t *row)
{
	uint32_t count;
	tree_rows(search->tree, &count);
	search->at = search->at < count ? search->at : count > 0 ? count - 1 : 0;
	enum answer answer = stays(search, count) ? ANSWER_YES : ANSWER_NO;
	while (answer == ANSWER_NO && search->tried < count) {
		answer = go_on(search, count, budget);
		tree_rows(search->tree, &count);
	}
	*row = search->at;
	if (answer == ANSWER_YES)
		return TREE_FOUND;
	return search->tried < count ? TREE_GOES_ON : TREE_NOT_FOUND;
}
