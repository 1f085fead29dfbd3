#include "core/model/load.h"

#include "core/model/embedded.h"
#include "core/model/loader.h"

#include <stdlib.h>
#include <string.h>

static const char sample_name[] = "examples/sample.yaml";

/* --- the catalogue --------------------------------------------------------------------------- */

static void load_catalog(struct loader *loader, struct file_draft *draft)
{
	static const char prefix[] = "catalog/";

	for (const struct embedded_file *file = embedded_files; file->name; file++)
		if (strncmp(file->name, prefix, sizeof prefix - 1) == 0)
			load_memory(loader, file->name, file->bytes, file->length, ROLE_CATALOG, draft);
}

/* --- what the file as a whole says ----------------------------------------------------------- */

static void check_defaults(struct loader *loader)
{
	static const char *const keys[] = {"rate", "overrun", "overlap"};
	const struct model *model = loader->model;
	const uint32_t lines[] = {model->rate_place.line, model->overrun_place.line,
				  model->overlap_place.line};

	for (size_t i = 0; i < 3; i++)
		if (lines[i] == 0)
			load_fault(loader, load_spot_of(&schema_file, &loader->file_keys, "catalog"), NULL,
				   "without the catalogue the file must give '%s'", keys[i]);
}

/* "acme" of "stacks/acme.yaml". */
static const char *title_of(struct arena *arena, const char *name)
{
	const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name;
	const char *dot = strrchr(base, '.');

	if (strcmp(name, "-") == 0)
		return "standard input";
	return arena_text(arena, base, dot && dot > base ? (size_t)(dot - base) : strlen(base));
}

static void keep_draft(struct loader *loader, const struct file_draft *draft)
{
	struct model *model = loader->model;

	model->has_title = draft->title != NULL;
	model->title = draft->title ? draft->title : title_of(&model->arena, model->files[0].name);
	model->currency = draft->currency;
	model->as_of = draft->as_of;
	model->horizon = draft->horizon;
	model->discount_rate = draft->discount_rate;
	model->rate = draft->rate;
	model->overrun = draft->overrun;
	model->overlap = draft->overlap;
	model->sources_of_defaults = draft->sources;
	model->uses_catalog = draft->catalog == CATALOG_BUILTIN;
	model->switching_charges_end =
		draft->switching_end.year ? date_months(draft->as_of, draft->switching_end) : NONE;
}

/* The items behind the last ones, which end their lists. */
static void add_sentinels(struct loader *loader)
{
	struct model *model = loader->model;
	struct component end = {.first_tag = (uint32_t)loader->count.tags,
				.first_require = (uint32_t)loader->count.requires,
				.first_depends_on = (uint32_t)loader->count.depends_on,
				.first_binding = model->binding_count};
	struct binding last = {.component = model->component_count,
			       .first_usage = (uint32_t)loader->count.usages,
			       .first_count = (uint32_t)loader->count.counts};

	model->components = load_room(model->components, model->component_count, &loader->capacity.components,
				      sizeof end);
	model->bindings =
		load_room(model->bindings, model->binding_count, &loader->capacity.bindings, sizeof last);
	model->components[model->component_count] = end;
	model->bindings[model->binding_count] = last;
}

/* --- all of it ------------------------------------------------------------------------------- */

static struct file_draft defaults(void)
{
	return (struct file_draft){
		.currency = "USD", .horizon = 36, .discount_rate = 0.08, .catalog = CATALOG_BUILTIN};
}

static bool is_defined(const struct loader *loader, uint32_t driver)
{
	return driver != NONE && loader->keys[ITEMS_DRIVERS][driver].start.line != 0;
}

/* What comes is no bytes any more. */
static void tell_all_read(struct loader *loader)
{
	const struct load_progress *progress = loader->progress;

	if (progress)
		progress->step(progress->context, loader->bytes_total, loader->bytes_total);
}

/* Behind the stack and its includes: the catalogue, then all that needs the whole. */
static void finish(struct loader *loader, struct file_draft *draft)
{
	struct model *model = loader->model;

	if (loader->broken)
		return; /* what is missing would only look like more faults */
	if (!load_are_few(loader))
		return;
	if (draft->catalog == CATALOG_BUILTIN)
		load_catalog(loader, draft);
	tell_all_read(loader);
	check_defaults(loader);
	keep_draft(loader, draft);
	add_sentinels(loader);
	load_finish_things(loader);
	load_resolve(loader);
	load_resolve_components(loader);
	load_select(loader, 0);
	model->data_tb = is_defined(loader, loader->data_tb) ? loader->data_tb : NONE;
	model->dependents = is_defined(loader, loader->dependents) ? loader->dependents : NONE;
	model->saved_migrations = model->migration_count;
	model->saved_scenarios = model->scenario_count;
	load_tell_wanted(loader);
	load_check_scenarios(loader, 0);
}

/* In the order of the files, whenever they were found; by insertion, as they are few. */
static void sort_faults(const struct model *model, struct diag_list *faults)
{
	for (size_t i = 1; i < faults->count; i++) {
		struct diag diag = faults->items[i];
		size_t to = i;
		for (; to > 0 && load_is_before(model, &diag, &faults->items[to - 1]); to--)
			faults->items[to] = faults->items[to - 1];
		faults->items[to] = diag;
	}
}

static void pass_on(struct diag_list *to, const struct diag_list *from, bool warnings_only)
{
	for (size_t i = 0; i < from->count; i++) {
		const struct diag *diag = &from->items[i];
		if (diag->level == DIAG_WARNING || !warnings_only)
			diag_add(to, diag->level, diag->file, diag->line, diag->column, diag->suggestion,
				 "%s", diag->text);
	}
}

/* Ends the loader: its faults go to the caller's list, its model is returned if there was no error. */
static struct model *end(struct loader *loader, struct diag_list *own, struct diag_list *faults)
{
	struct model *model = NULL;
	size_t errors = own->errors;

	if (errors == 0)
		load_warnings(loader);
	sort_faults(loader->model, own);
	pass_on(faults, own, false);
	if (errors > DIAG_MOST_ERRORS)
		faults->errors += errors - DIAG_MOST_ERRORS; /* those that were only counted */
	if (errors == 0) {
		model = loader->model;
		pass_on(&model->warnings, own, true);
	}
	loader_free(loader, errors == 0);
	diag_list_clear(own);
	return model;
}

static void load_sample(struct loader *loader, struct file_draft *draft)
{
	const struct embedded_file *file = embedded_files;

	while (file->name && strcmp(file->name, sample_name) != 0)
		file++;
	if (file->name)
		load_memory(loader, file->name, file->bytes, file->length, ROLE_STACK, draft);
	else
		load_fault(loader, (struct spot){0, 0, UINT16_MAX}, NULL,
			   "this program was built without a sample");
}

struct model *load_stack(const char *path, const struct load_options *options, struct diag_list *faults)
{
	struct file_draft draft = defaults();
	struct diag_list own;

	diag_list_init(&own);
	struct loader *loader = loader_new(&own);
	loader->progress = options ? options->progress : NULL;
	loader->only_file = options && options->only_file && path && strcmp(path, "-") != 0;
	if (path)
		load_path(loader, path, path, ROLE_STACK, &draft);
	else
		load_sample(loader, &draft);
	if (loader->model->file_count) {
		load_all_includes(loader, path, &draft);
		finish(loader, &draft);
	}
	char *companion = load_companion_path(&loader->model->arena, path);
	if (own.errors == 0 && companion && !(options && options->no_companion))
		load_companion(loader, companion);
	return end(loader, &own, faults);
}

struct model *load_bytes(const char *name, const char *bytes, size_t length, struct diag_list *faults)
{
	struct file_draft draft = defaults();
	struct diag_list own;

	diag_list_init(&own);
	struct loader *loader = loader_new(&own);
	load_memory(loader, name, bytes, length, ROLE_STACK, &draft);
	load_all_includes(loader, NULL, &draft);
	finish(loader, &draft);
	return end(loader, &own, faults);
}
