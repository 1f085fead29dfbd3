#include "core/base/str.h"
#include "core/model/loader.h"

#include <stdarg.h>
#include <string.h>

enum { MOST_SHOWN = 60 };

static uint32_t rank_of(const struct model *model, const struct diag *diag)
{
	uint32_t file = 0;

	while (diag->file && file < model->file_count && strcmp(model->files[file].name, diag->file) != 0)
		file++;
	return file;
}

bool load_is_before(const struct model *model, const struct diag *a, const struct diag *b)
{
	uint32_t file_a = rank_of(model, a), file_b = rank_of(model, b);

	if (file_a != file_b)
		return file_a < file_b;
	return a->line != b->line ? a->line < b->line : a->column < b->column;
}

static const char *name_of(const struct model *model, struct spot spot)
{
	return spot.file < model->file_count ? model->files[spot.file].name : NULL;
}

/* Of the errors that are kept the last one; there is one. */
static size_t last_error(const struct loader *loader)
{
	const struct diag_list *faults = loader->faults;
	size_t last = faults->count;

	for (size_t i = 0; i < faults->count; i++)
		if (faults->items[i].level == DIAG_ERROR &&
		    (last == faults->count ||
		     !load_is_before(loader->model, &faults->items[i], &faults->items[last])))
			last = i;
	return last;
}

bool load_wants_suggestion(const struct loader *loader, struct spot spot)
{
	const struct diag diag = {
		.file = name_of(loader->model, spot), .line = spot.line, .column = spot.column};

	return loader->faults->errors < DIAG_MOST_ERRORS ||
	       load_is_before(loader->model, &diag, &loader->faults->items[last_error(loader)]);
}

/* Rules are checked one after the other, so an early line's fault may come late: it takes the last one's
 * place. */
static void make_room(struct loader *loader, struct spot spot)
{
	struct diag_list *faults = loader->faults;

	if (faults->errors < DIAG_MOST_ERRORS || !load_wants_suggestion(loader, spot))
		return;
	size_t last = last_error(loader);
	memmove(&faults->items[last], &faults->items[last + 1],
		(--faults->count - last) * sizeof *faults->items);
	faults->errors = DIAG_MOST_ERRORS - 1;
}

/* What stands under an anchor is read at each alias, and is at fault in one place. */
static bool is_told(const struct loader *loader, struct spot spot, const char *text)
{
	const struct diag_list *faults = loader->faults;
	const char *file = name_of(loader->model, spot);

	for (size_t i = 0; i < faults->count; i++) {
		const struct diag *told = &faults->items[i];
		if (told->level == DIAG_ERROR && told->line == spot.line && told->column == spot.column &&
		    file && told->file && strcmp(told->file, file) == 0 && strcmp(told->text, text) == 0)
			return true;
	}
	return false;
}

static void add(struct loader *loader, enum diag_level level, struct spot spot, const char *suggestion,
		const char *format, va_list args)
{
	const struct model *model = loader->model;
	struct diag_list *faults = loader->faults;
	size_t errors = faults->errors;
	struct str text;

	str_init(&text);
	str_print_list(&text, format, args);
	if (level == DIAG_ERROR && is_told(loader, spot, text.data)) {
		str_clear(&text);
		return;
	}
	if (level == DIAG_ERROR)
		make_room(loader, spot);
	diag_add(faults, level, name_of(model, spot), spot.line, spot.column, suggestion, "%s", text.data);
	faults->errors = errors + (level == DIAG_ERROR);
	str_clear(&text);
}

void load_fault(struct loader *loader, struct spot spot, const char *suggestion, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(loader, DIAG_ERROR, spot, suggestion, format, args);
	va_end(args);
}

void load_warn(struct loader *loader, struct spot spot, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(loader, DIAG_WARNING, spot, NULL, format, args);
	va_end(args);
}

const char *load_shown(struct loader *loader, const char *text, size_t length)
{
	if (length <= MOST_SHOWN)
		return arena_text(&loader->model->arena, text, length);
	size_t cut = MOST_SHOWN;
	while (cut > 0 && ((unsigned char)text[cut] & 0xC0) == 0x80)
		cut--;
	return arena_print(&loader->model->arena, "%.*s...", (int)cut, text);
}

/* --- what was probably meant ----------------------------------------------------------------- */

static uint32_t count_of(const struct model *model, enum model_kind kind)
{
	switch (kind) {
	case KIND_PROVIDER:
		return model->provider_count;
	case KIND_OFFERING:
		return model->offering_count;
	case KIND_COMPONENT:
		return model->component_count;
	case KIND_DRIVER:
		return model->driver_count;
	case KIND_MIGRATION:
		return model->migration_count;
	default:
		return 0;
	}
}

static const char *id_of(const struct loader *loader, enum model_kind kind, uint32_t i)
{
	const struct model *model = loader->model;

	switch (kind) {
	case KIND_PROVIDER:
		return model->providers[i].id;
	case KIND_OFFERING:
		return model->offerings[i].id;
	case KIND_COMPONENT:
		return model_component_id(model, i);
	case KIND_DRIVER:
		return loader->keys[ITEMS_DRIVERS][i].start.line ? model->drivers[i].id
								 : NULL; /* only counted */
	case KIND_MIGRATION:
		return model->migrations[i].id;
	default:
		return NULL;
	}
}

struct candidates {
	const struct loader *loader;
	enum model_kind kind, other;
};

static const char *candidate_at(const void *context, size_t i)
{
	const struct candidates *candidates = context;
	uint32_t count = count_of(candidates->loader->model, candidates->kind);

	if (i < count)
		return id_of(candidates->loader, candidates->kind, (uint32_t)i);
	return id_of(candidates->loader, candidates->other, (uint32_t)(i - count));
}

static const char *did_you_mean(struct loader *loader, const char *nearest)
{
	return nearest ? arena_print(&loader->model->arena, "did you mean '%s'?", nearest) : NULL;
}

/* An id of another kind is more likely a mix-up than a misspelling. */
static const char *other_kind(struct loader *loader, const char *id, enum model_kind kind,
			      enum model_kind other)
{
	static const struct {
		enum model_kind kind;
		const char *name;
	} kinds[] = {{KIND_PROVIDER, "a provider"},
		     {KIND_OFFERING, "an offering"},
		     {KIND_COMPONENT, "a component"},
		     {KIND_MIGRATION, "a migration"}};
	uint32_t text = model_index_find(loader->index, id, strlen(id));

	for (size_t i = 0; text != NONE && i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].kind != kind && kinds[i].kind != other &&
		    model_index_of(loader->index, kinds[i].kind, text) != NONE)
			return arena_print(&loader->model->arena, "'%s' is %s", id, kinds[i].name);
	return NULL;
}

const char *load_nearest_id(struct loader *loader, struct spot spot, const char *id, enum model_kind kind,
			    enum model_kind other)
{
	struct candidates candidates = {loader, kind, other};
	size_t count = (size_t)count_of(loader->model, kind) + count_of(loader->model, other);

	if (!load_wants_suggestion(loader, spot))
		return NULL;
	const char *elsewhere = other_kind(loader, id, kind, other);
	if (elsewhere)
		return elsewhere;
	return did_you_mean(loader, diag_nearest(id, count, candidate_at, &candidates));
}

struct keys_of {
	const struct schema *schema;
	unsigned role;
};

static bool is_allowed(const struct schema_field *field, unsigned role)
{
	return field->roles == 0 || (field->roles & role);
}

static const char *key_at(const void *context, size_t i)
{
	const struct keys_of *keys = context;

	return is_allowed(&keys->schema->fields[i], keys->role) ? keys->schema->fields[i].key : NULL;
}

const char *load_nearest_key(struct loader *loader, const char *key, const struct schema *schema)
{
	struct keys_of keys = {schema, loader->role};
	const char *nearest = diag_nearest(key, schema->count, key_at, &keys);
	struct str all;

	if (nearest)
		return did_you_mean(loader, nearest);
	str_init(&all);
	for (uint32_t i = 0; i < schema->count; i++)
		if (is_allowed(&schema->fields[i], loader->role))
			str_print(&all, "%s%s", all.length ? ", " : "allowed: ", schema->fields[i].key);
	const char *text = arena_text(&loader->model->arena, all.data ? all.data : "", all.length);
	str_clear(&all);
	return text;
}

const char *load_first(struct loader *loader, const char *what, struct spot spot)
{
	const struct model *model = loader->model;

	if (spot.line == 0)
		return NULL;
	if (spot.file == loader->file)
		return arena_print(&loader->model->arena, "%s on line %u", what, (unsigned)spot.line);
	return arena_print(&loader->model->arena, "%s in %s:%u", what, model->files[spot.file].name,
			   (unsigned)spot.line);
}
