/*
 * The named scenarios at hand: those of the files, and those saved since.
 */
#ifndef TUI_SHELF_H
#define TUI_SHELF_H

#include "core/model/scenario.h"

struct shelf_item {
	char *id, *name;
	struct choice choice; /* as saved */
	bool own;             /* in the companion file: may be replaced and deleted */
	bool gone;            /* deleted; kept so that indices stay */
};

struct shelf {
	struct shelf_item *items;
	uint32_t count;
	size_t capacity;
};

void shelf_init(struct shelf *shelf, const struct model *model);
void shelf_clear(struct shelf *shelf);

/* The one of that id that is not gone, or NONE. */
uint32_t shelf_find(const struct shelf *shelf, const char *id);

/* Puts it there, in the place of one of the same id; returns its index. name NULL: the id. */
uint32_t shelf_put(struct shelf *shelf, const char *id, const char *name, const struct choice *choice);

/* Those that are not gone: their number, and the n-th of them. */
uint32_t shelf_count(const struct shelf *shelf);
uint32_t shelf_nth(const struct shelf *shelf, uint32_t n);

/* An id that is free: `id` itself, else with -2, -3, ... behind it. */
void shelf_free_id(const struct shelf *shelf, const char *id, char *out, size_t size);

/* Makes an id by spec.md section 2 of any text; false when nothing of it can be used. */
bool shelf_id_of(const char *text, char *out, size_t size);

#endif
