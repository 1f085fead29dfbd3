/* The references of components: many, so they have no places of their own until one is at fault. */
#include "core/model/limits.h"
#include "core/model/loader.h"

#include <stdlib.h>

/* True while one more of its kind may be among the first that are told: each kind comes in order. */
static bool is_wanted(const struct loader *loader, enum wanted_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < loader->wanted_count; i++)
		count += loader->wanted[i].kind == kind;
	return count < DIAG_MOST_ERRORS;
}

/* The fault is told once its column is known: see load_tell_wanted. */
static void want(struct loader *loader, enum wanted_kind kind, size_t number, struct place place,
		 const char *text, const char *suggestion)
{
	struct wanted wanted = {
		kind, (uint32_t)number, {place.line, 0, (uint16_t)place.file}, text, suggestion};

	if (!is_wanted(loader, kind)) {
		loader->wanted_more++;
		return;
	}
	loader->wanted = load_room(loader->wanted, loader->wanted_count, &loader->wanted_capacity,
				   sizeof *loader->wanted);
	loader->wanted[loader->wanted_count++] = wanted;
}

static void want_unknown(struct loader *loader, enum wanted_kind kind, size_t number, struct place place,
			 const char *name, const char *what, enum model_kind of)
{
	struct arena *arena = &loader->model->arena;
	bool kept = is_wanted(loader, kind);
	const struct spot spot = {place.line, 0, (uint16_t)place.file};

	want(loader, kind, number, place, kept ? arena_print(arena, "unknown %s '%s'", what, name) : "",
	     kept ? load_nearest_id(loader, spot, name, of, KIND_COUNT) : NULL);
}

static struct place place_of(const struct loader *loader, uint32_t component)
{
	return model_component_place(loader->model, component);
}

/* --- depends_on ------------------------------------------------------------------------------ */

/* Resolves those of one component in place, without doubles; returns where the next may go. */
static uint32_t resolve_dependencies(struct loader *loader, uint32_t component, uint32_t first, uint32_t end,
				     uint32_t to, uint32_t *last)
{
	struct model *model = loader->model;

	for (uint32_t i = first; i < end; i++) {
		uint32_t text = model->depends_on[i];
		uint32_t other = model_index_of(loader->index, KIND_COMPONENT, text);
		if (other == NONE) {
			want_unknown(loader, WANTED_DEPENDS_ON, i, place_of(loader, component),
				     model_index_text(loader->index, text), "component", KIND_COMPONENT);
		} else if (other == component) {
			want(loader, WANTED_DEPENDS_ON, i, place_of(loader, component),
			     arena_print(&model->arena, "component '%s' depends on itself",
					 model_component_id(model, other)),
			     NULL);
		} else if (last[other] != component) {
			last[other] = component;
			model->depends_on[to++] = other;
		}
	}
	return to;
}

static void resolve_all_dependencies(struct loader *loader)
{
	struct model *model = loader->model;
	uint32_t *last = memory_new(model->component_count, sizeof *last), to = 0;

	for (uint32_t i = 0; i < model->component_count; i++)
		last[i] = NONE;
	for (uint32_t i = 0; i < model->component_count; i++) {
		struct component *component = &model->components[i];
		uint32_t first = component->first_depends_on, end = component[1].first_depends_on;
		component->first_depends_on = to;
		to = resolve_dependencies(loader, i, first, end, to, last);
	}
	model->components[model->component_count].first_depends_on = to;
	free(last);
}

/* --- bindings -------------------------------------------------------------------------------- */

static void resolve_bindings(struct loader *loader)
{
	struct model *model = loader->model;
	uint32_t *last = memory_new(model->offering_count, sizeof *last);

	for (uint32_t i = 0; i < model->offering_count; i++)
		last[i] = NONE;
	for (uint32_t i = 0; i < model->binding_count; i++) {
		struct binding *binding = &model->bindings[i];
		uint32_t offering = model_index_of(loader->index, KIND_OFFERING, binding->offering);
		if (offering == NONE) {
			want_unknown(loader, WANTED_OFFERING, i, model_binding_place(model, i),
				     model_index_text(loader->index, binding->offering), "offering",
				     KIND_OFFERING);
		} else if (last[offering] == binding->component) {
			want(loader, WANTED_OFFERING, i, model_binding_place(model, i),
			     arena_print(&model->arena, "component '%s' has two bindings on '%s'",
					 model_component_id(model, binding->component),
					 model->offerings[offering].id),
			     NULL);
		} else {
			last[offering] = binding->component;
		}
		binding->offering = offering;
	}
	free(last);
}

/* No amount may be so large that others are lost beside it: that goes for their sum, too. */
static void check_spend(struct loader *loader)
{
	struct model *model = loader->model;
	double monthly = 0;

	for (uint32_t i = 0; i < model->binding_count; i++) {
		monthly += model->bindings[i].monthly;
		if (!(monthly > LIMIT_MONEY))
			continue;
		want(loader, WANTED_OFFERING, i, model_binding_place(model, i),
		     "'monthly' of all bindings up to this one is more than 1e15 together",
		     "count in thousands or millions of the currency");
		return;
	}
}

/* --- counts ---------------------------------------------------------------------------------- */

static bool is_defined(const struct loader *loader, uint32_t driver)
{
	return loader->keys[ITEMS_DRIVERS][driver].start.line != 0;
}

static void want_counts(struct loader *loader)
{
	struct model *model = loader->model;

	for (uint32_t b = 0; b < model->binding_count; b++) {
		for (uint32_t i = model->bindings[b].first_count; i < model->bindings[b + 1].first_count;
		     i++) {
			uint32_t driver = model->counts[i].driver;
			if (!is_defined(loader, driver))
				want_unknown(loader, WANTED_COUNT, i, model_count_place(model, b, i),
					     model->drivers[driver].id, "driver", KIND_DRIVER);
		}
	}
}

static void check_drivers(struct loader *loader)
{
	for (uint32_t i = 0; i < loader->model->driver_count; i++) {
		if (is_defined(loader, i))
			continue;
		want_counts(loader);
		return;
	}
}

void load_resolve_components(struct loader *loader)
{
	resolve_all_dependencies(loader);
	resolve_bindings(loader);
	check_spend(loader);
	check_drivers(loader);
}
