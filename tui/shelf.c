#include "tui/shelf.h"

#include "core/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *copy(const char *text)
{
	size_t size = strlen(text) + 1;
	return memcpy(memory_new(size, 1), text, size);
}

static struct shelf_item *add(struct shelf *shelf, const char *id, const char *name)
{
	shelf->items = memory_grow(shelf->items, shelf->count, &shelf->capacity, sizeof *shelf->items);
	struct shelf_item *item = &shelf->items[shelf->count++];
	*item = (struct shelf_item){.id = copy(id), .name = copy(name), .own = true};
	choice_init(&item->choice);
	return item;
}

void shelf_init(struct shelf *shelf, const struct model *model)
{
	*shelf = (struct shelf){0};
	for (uint32_t i = 0; i < model->scenario_count; i++) {
		const struct scenario *scenario = &model->scenarios[i];
		struct shelf_item *item = add(shelf, scenario->id, scenario->name);
		item->own = scenario->saved;
		choice_of_scenario(&item->choice, model, i);
	}
}

void shelf_clear(struct shelf *shelf)
{
	for (uint32_t i = 0; i < shelf->count; i++) {
		free(shelf->items[i].id);
		free(shelf->items[i].name);
		choice_clear(&shelf->items[i].choice);
	}
	free(shelf->items);
	*shelf = (struct shelf){0};
}

uint32_t shelf_find(const struct shelf *shelf, const char *id)
{
	for (uint32_t i = 0; i < shelf->count; i++)
		if (!shelf->items[i].gone && strcmp(shelf->items[i].id, id) == 0)
			return i;
	return NONE;
}

uint32_t shelf_put(struct shelf *shelf, const char *id, const char *name, const struct choice *choice)
{
	uint32_t index = shelf_find(shelf, id);
	if (index == NONE) {
		index = shelf->count;
		add(shelf, id, name ? name : id);
	}
	struct shelf_item *item = &shelf->items[index];
	char *old = item->name;
	item->name = copy(name ? name : id);
	free(old);
	choice_copy(&item->choice, choice);
	return index;
}

uint32_t shelf_count(const struct shelf *shelf)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < shelf->count; i++)
		count += !shelf->items[i].gone;
	return count;
}

uint32_t shelf_nth(const struct shelf *shelf, uint32_t n)
{
	for (uint32_t i = 0; i < shelf->count; i++)
		if (!shelf->items[i].gone && n-- == 0)
			return i;
	return NONE;
}

void shelf_free_id(const struct shelf *shelf, const char *id, char *out, size_t size)
{
	snprintf(out, size, "%s", id);
	for (unsigned n = 2; shelf_find(shelf, out) != NONE; n++)
		snprintf(out, size, "%.100s-%u", id, n);
}

static bool is_alphanumeric(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool shelf_id_of(const char *text, char *out, size_t size)
{
	size_t length = 0;
	for (; *text && length + 1 < size && length < 128; text++) {
		bool plain = is_alphanumeric(*text);
		if (plain || (length > 0 && strchr("._/-", *text)))
			out[length++] = *text;
		else if (length > 0 && out[length - 1] != '-')
			out[length++] = '-';
	}
	while (length > 0 && out[length - 1] == '-')
		length--;
	out[length] = '\0';
	return length > 0;
}
