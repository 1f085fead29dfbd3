#include "core/model/loader.h"

#include <stdlib.h>
#include <string.h>

struct loader *loader_new(struct diag_list *faults)
{
	struct loader *loader = memory_zero(1, sizeof *loader);
	struct model *model = memory_zero(1, sizeof *model);

	arena_init(&model->arena);
	diag_list_init(&model->warnings);
	model->index = model_index_new();
	loader->model = model;
	loader->index = model->index;
	loader->faults = faults;
	loader->data_tb = loader->dependents = NONE;
	return loader;
}

void loader_free(struct loader *loader, bool keep_model)
{
	for (uint32_t i = 0; i < loader->model->file_count; i++)
		reader_close(&loader->loaded[i].reader);
	for (size_t i = 0; i < ITEMS_COUNT; i++)
		free(loader->keys[i]);
	free(loader->loaded);
	free(loader->support_spots);
	free(loader->need_spots);
	free(loader->names);
	free(loader->trials);
	free(loader->providers_named);
	free(loader->includes);
	free(loader->driver_stamps.items);
	free(loader->unit_stamps.items);
	free(loader->need_stamps.items);
	free(loader->move_stamps.items);
	free(loader->tried_stamps.items);
	free(loader->wanted);
	if (!keep_model)
		model_free(loader->model);
	free(loader);
}

static bool step(void *context, uint64_t bytes)
{
	struct loader *loader = context;
	uint64_t before = loader->bytes_before;

	loader->stopped =
		!loader->progress->step(loader->progress->context, before + bytes, loader->bytes_total);
	return !loader->stopped;
}

/* Adds the file to the model's and takes over the reader. */
static struct loaded_file *begin(struct loader *loader, const char *path, const char *name,
				 enum schema_role role, const struct reader *reader)
{
	struct model *model = loader->model;
	struct loaded_file loaded = {*reader, path, role, reader->device, reader->number};

	model->files =
		load_room(model->files, model->file_count, &loader->capacity.files, sizeof *model->files);
	loader->loaded = load_room(loader->loaded, model->file_count, &loader->loaded_capacity,
				   sizeof *loader->loaded);
	model->files[model->file_count] =
		(struct model_file){.name = arena_text(&model->arena, name, strlen(name)),
				    .builtin = role == ROLE_CATALOG,
				    .first_component = model->component_count};
	loader->loaded[model->file_count] = loaded;
	loader->role = role;
	loader->file = (uint16_t)model->file_count;
	loader->bytes_total += reader->size;
	return &loader->loaded[model->file_count++];
}

static void check_file_keys(struct loader *loader, const struct item_keys *keys)
{
	if (loader->role != ROLE_STACK)
		return;
	for (uint32_t i = 0; i < schema_file.count; i++)
		if (schema_file.fields[i].required && !(keys->seen & UINT32_C(1) << i))
			load_fault(loader, keys->start,
				   i == 0 ? "begin the file with 'unmoor: 1'"
					  : "for example 'as_of: 2026-11-01'",
				   "the file has no '%s'", schema_file.fields[i].key);
}

static struct place place_of_key(const struct item_keys *keys, const char *key)
{
	struct spot spot = load_spot_of(&schema_file, keys, key);

	return load_gave(&schema_file, keys, key) ? (struct place){spot.file, spot.line}
						  : (struct place){0, 0};
}

static void keep_places(struct loader *loader, const struct item_keys *keys)
{
	struct model *model = loader->model;

	model->rate_place = place_of_key(keys, "rate");
	model->overrun_place = place_of_key(keys, "overrun");
	model->overlap_place = place_of_key(keys, "overlap");
	model->horizon_place = place_of_key(keys, "horizon");
	model->discount_place = place_of_key(keys, "discount_rate");
}

static void keep_range(struct loader *loader, const struct item_keys *keys, const char *key, struct range *to,
		       const struct range *from, struct place *place)
{
	if (load_gave(&schema_file, &loader->file_keys, key) || !load_gave(&schema_file, keys, key))
		return;
	*to = *from;
	*place = place_of_key(keys, key);
}

/* What the catalogue gives where the stack does not. */
static void keep_defaults(struct loader *loader, const struct item_keys *keys, const struct file_draft *own,
			  struct file_draft *draft)
{
	struct model *model = loader->model;

	keep_range(loader, keys, "rate", &draft->rate, &own->rate, &model->rate_place);
	keep_range(loader, keys, "overrun", &draft->overrun, &own->overrun, &model->overrun_place);
	keep_range(loader, keys, "overlap", &draft->overlap, &own->overlap, &model->overlap_place);
	if (load_gave(&schema_file, keys, "source"))
		draft->sources = own->sources;
}

static bool read_keys(struct loader *loader, struct file_draft *draft)
{
	const struct yaml_item *item = yaml_next(loader->yaml);
	struct item_keys keys = {.start = {1, 1, loader->file}};
	struct file_draft own = *draft;

	if (item->kind == YAML_IS_FAULT)
		return false;
	if (item->kind != YAML_IS_MAP) {
		load_fault(loader, load_spot(loader, item), "begin with 'unmoor: 1'",
			   "a stack is a mapping of keys");
		return yaml_skip(loader->yaml, item) && yaml_next(loader->yaml)->kind == YAML_IS_DONE;
	}
	if (!load_keys(loader, &schema_file, loader->role == ROLE_STACK ? draft : &own, &keys))
		return false;
	check_file_keys(loader, &keys);
	if (loader->role == ROLE_STACK) {
		loader->file_keys = keys;
		keep_places(loader, &keys);
	} else if (loader->role == ROLE_CATALOG) {
		keep_defaults(loader, &keys, &own, draft);
	}
	return yaml_next(loader->yaml)->kind == YAML_IS_DONE;
}

/* Opens a stream that tells the loader's progress. */
static struct yaml *open_stream(struct loader *loader, const struct reader *reader, bool ahead)
{
	const struct yaml_progress progress = {step, loader};
	const struct yaml_progress *told = loader->progress ? &progress : NULL;

	return ahead ? yaml_open_ahead(reader, told) : yaml_open(reader, told);
}

struct yaml *load_open_ahead(struct loader *loader, const struct reader *reader)
{
	return open_stream(loader, reader, true);
}

/* yaml: opened ahead, or NULL. */
static void read_file(struct loader *loader, struct loaded_file *loaded, struct yaml *yaml,
		      struct file_draft *draft)
{
	uint64_t size = loaded->reader.size;

	loader->yaml = yaml ? yaml : open_stream(loader, &loaded->reader, false);
	if (!read_keys(loader, draft)) {
		const struct yaml_fault *fault = yaml_fault(loader->yaml);
		struct yaml_item at = {.line = fault->line, .column = fault->column};
		load_fault(loader, load_spot(loader, &at), fault->suggestion, "%s", fault->text);
		loader->broken = true;
	}
	yaml_close(loader->yaml);
	loader->yaml = NULL;
	loader->bytes_before += size;
}

void load_opened(struct loader *loader, const char *path, const char *name, enum schema_role role,
		 const struct reader *reader, struct yaml *yaml, struct file_draft *draft)
{
	struct loaded_file *loaded = begin(loader, path, name, role, reader);

	read_file(loader, loaded, yaml, draft);
	if (reader->descriptor >= 0) /* a file that can be opened again */
		reader_close(&loaded->reader);
}

void load_cannot_open(struct loader *loader, const char *name, struct spot at, const char *reason)
{
	if (at.line)
		load_fault(loader, at, NULL, "'%s': %s", name, reason);
	else
		diag_add(loader->faults, DIAG_ERROR, name, 0, 0, NULL, "%s", reason);
	loader->broken = true;
}

void load_path(struct loader *loader, const char *path, const char *name, enum schema_role role,
	       struct file_draft *draft)
{
	struct reader reader;
	/* Only the stack itself may be a pipe, and only at first: a second time it would be waited for. */
	const char *reason = role == ROLE_STACK && !loader->only_file ? reader_open(&reader, path)
								      : reader_open_file(&reader, path);

	if (reason)
		load_cannot_open(loader, name, (struct spot){0, 0, 0}, reason);
	else
		load_opened(loader, path, name, role, &reader, NULL, draft);
}

void load_memory(struct loader *loader, const char *name, const char *bytes, size_t length,
		 enum schema_role role, struct file_draft *draft)
{
	struct reader reader;

	reader_open_bytes(&reader, bytes, length);
	read_file(loader, begin(loader, NULL, name, role, &reader), NULL, draft);
}

void load_loaded(struct loader *loader, struct loaded_file *loaded, const char *name,
		 struct file_draft *draft)
{
	if (loaded->reader.bytes)
		load_memory(loader, name, loaded->reader.bytes, (size_t)loaded->reader.size, loaded->role,
			    draft);
	else if (loaded->path)
		load_path(loader, loaded->path, name, loaded->role, draft);
}
