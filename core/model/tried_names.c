/* Variables by name: what follows the kind is ids, parted by colons; the last part may hold more of them. */
#include "core/base/diag.h"
#include "core/model/model_index.h"
#include "core/model/tried_parts.h"

#include <string.h>

/* A name that is being looked up. */
struct search {
	const struct model *model;
	const char *name;     /* whole */
	const char *parts[4]; /* behind the kind; NULL: not given */
	struct tried *tried;
	struct tried_fault *fault;
	struct arena *arena;
};

typedef const char *candidate(const void *model, size_t i);

static const char *driver_at(const void *model, size_t i)
{
	return ((const struct model *)model)->drivers[i].id;
}

static const char *provider_at(const void *model, size_t i)
{
	return ((const struct model *)model)->providers[i].id;
}

static const char *offering_at(const void *model, size_t i)
{
	return ((const struct model *)model)->offerings[i].id;
}

static const char *component_at(const void *model, size_t i)
{
	return model_component_id(model, (uint32_t)i);
}

static const char *migration_at(const void *model, size_t i)
{
	return ((const struct model *)model)->migrations[i].id;
}

static const char *unit_at(const void *model, size_t i)
{
	return ((const struct model *)model)->units[i];
}

static const char *need_at(const void *model, size_t i)
{
	return ((const struct model *)model)->needs[i].id;
}

static const char *kind_at(const void *nothing, size_t i)
{
	(void)nothing;
	return tried_form((enum tried_kind)i)->prefix;
}

/* --- faults ---------------------------------------------------------------------------------- */

static bool refuse(struct search *search, const char *text, const char *nearest)
{
	search->fault->text = text;
	search->fault->suggestion =
		nearest ? arena_print(search->arena, "did you mean '%s'?", nearest) : NULL;
	return false;
}

static bool unknown(struct search *search, const char *what, const char *id, size_t count, candidate *at)
{
	const char *nearest = search->fault->unasked ? NULL : diag_nearest(id, count, at, search->model);

	return refuse(search, arena_print(search->arena, "unknown %s '%s' in '%s'", what, id, search->name),
		      nearest);
}

static bool wrong(struct search *search, const char *why)
{
	return refuse(search, arena_print(search->arena, "'%s' cannot be tried: %s", search->name, why),
		      NULL);
}

void tried_unknown(const char *name, struct tried_fault *fault, struct arena *arena)
{
	size_t length = strcspn(name, ":");
	const char *word = arena_text(arena, name, length + (name[length] == ':'));
	const char *nearest = fault->unasked ? NULL : diag_nearest(word, TRIED_KIND_COUNT, kind_at, NULL);

	fault->text = arena_print(arena, "unknown variable '%.80s'", name);
	fault->suggestion =
		nearest ? arena_print(arena, "did you mean '%s'?", nearest)
			: "rate, driver:ID, monthly:COMPONENT@OFFERING and so on: unmoor(5) has them";
}

/* --- parts ----------------------------------------------------------------------------------- */

static bool find_driver(struct search *search, const char *id, uint32_t *found)
{
	*found = model_find_driver(search->model, id);
	return *found != NONE || unknown(search, "driver", id, search->model->driver_count, driver_at);
}

static bool find_provider(struct search *search, const char *id, uint32_t *found)
{
	*found = model_find_provider(search->model, id);
	return *found != NONE || unknown(search, "provider", id, search->model->provider_count, provider_at);
}

static bool find_offering(struct search *search, const char *id, uint32_t *found)
{
	*found = model_find_offering(search->model, id);
	return *found != NONE || unknown(search, "offering", id, search->model->offering_count, offering_at);
}

static bool find_migration(struct search *search, const char *id, uint32_t *found)
{
	*found = model_find_migration(search->model, id);
	return *found != NONE ||
	       unknown(search, "migration", id, search->model->migration_count, migration_at);
}

static bool find_binding(struct search *search, const char *name, uint32_t *found)
{
	const struct model *model = search->model;
	const char *at = strchr(name, '@');
	uint32_t offering;

	if (!at)
		return refuse(search,
			      arena_print(search->arena, "'%s' names no component@offering", search->name),
			      NULL);
	*found = model_find_binding(model, name);
	if (*found != NONE)
		return true;
	const char *component = arena_text(search->arena, name, (size_t)(at - name));
	if (model_find_component(model, component) == NONE)
		return unknown(search, "component", component, model->component_count, component_at);
	if (!find_offering(search, at + 1, &offering))
		return false;
	return refuse(search,
		      arena_print(search->arena,
				  "no binding '%s' in '%s': the component has none on that offering", name,
				  search->name),
		      NULL);
}

/* A number from 1; the first where none is given. */
static bool read_number(struct search *search, const char *text, uint32_t *number)
{
	*number = 0;
	if (!text)
		return (*number = 1) == 1;
	for (const char *c = text; *c; c++) {
		if (*c < '0' || *c > '9' || *number > 99999999)
			return wrong(search, "its last part is no number from 1");
		*number = *number * 10 + (uint32_t)(*c - '0');
	}
	return *number > 0 || wrong(search, "its last part is no number from 1");
}

/* --- kinds ----------------------------------------------------------------------------------- */

static bool find_priced_driver(struct search *search)
{
	if (!find_driver(search, search->parts[0], &search->tried->a))
		return false;
	switch (search->model->drivers[search->tried->a].basis) {
	case BASIS_PRICE:
		return wrong(search, "the target's prices say what one costs: try price:OFFERING:UNIT");
	case BASIS_TIERS:
		return wrong(search, "egress says what one costs: try egress:PROVIDER:N");
	default:
		return true;
	}
}

static bool find_strategy(struct search *search)
{
	if (!find_driver(search, search->parts[0], &search->tried->a))
		return false;
	for (unsigned z = 0; z < STRATEGY_COUNT; z++) {
		search->tried->b = z;
		if (strcmp(search->parts[1], strategy_name((enum strategy)z)) == 0)
			return true;
	}
	return refuse(
		search,
		arena_print(search->arena, "unknown strategy '%s' in '%s'", search->parts[1], search->name),
		NULL);
}

static bool find_tier(struct search *search)
{
	uint32_t number;

	if (!find_provider(search, search->parts[0], &search->tried->a) ||
	    !read_number(search, search->parts[1], &number))
		return false;
	search->tried->b = number - 1;
	if (number <= search->model->providers[search->tried->a].egress.count)
		return true;
	return wrong(search, "the provider has no such tier of egress");
}

static bool find_a_provider(struct search *search)
{
	return find_provider(search, search->parts[0], &search->tried->a);
}

static bool find_a_migration(struct search *search)
{
	return find_migration(search, search->parts[0], &search->tried->a);
}

static bool find_a_binding(struct search *search)
{
	return find_binding(search, search->parts[0], &search->tried->a);
}

static uint32_t find_named(const struct model *model, enum model_kind kind, const char *name)
{
	return model_index_of(model->index, kind, model_index_find(model->index, name, strlen(name)));
}

static bool find_stance(struct search *search)
{
	const struct model *model = search->model;

	if (!find_provider(search, search->parts[0], &search->tried->a))
		return false;
	search->tried->b = find_named(model, KIND_NEED, search->parts[1]);
	return search->tried->b != NONE ||
	       unknown(search, "need", search->parts[1], model->need_count, need_at);
}

static bool find_price(struct search *search)
{
	const struct model *model = search->model;

	if (!find_offering(search, search->parts[0], &search->tried->a))
		return false;
	search->tried->b = find_named(model, KIND_UNIT, search->parts[1]);
	return search->tried->b != NONE ||
	       unknown(search, "unit", search->parts[1], model->unit_count, unit_at);
}

static bool find_usage(struct search *search)
{
	const struct model *model = search->model;

	if (!find_binding(search, search->parts[0], &search->tried->a))
		return false;
	const struct binding *b = &model->bindings[search->tried->a];
	for (uint32_t u = b[0].first_usage; u < b[1].first_usage; u++) {
		search->tried->b = u;
		if (strcmp(model->units[model->usages[u].unit], search->parts[1]) == 0)
			return true;
	}
	return wrong(search, "the binding has no such usage");
}

static bool find_count(struct search *search)
{
	const struct model *model = search->model;
	uint32_t driver;

	if (!find_binding(search, search->parts[0], &search->tried->a) ||
	    !find_driver(search, search->parts[1], &driver))
		return false;
	const struct binding *b = &model->bindings[search->tried->a];
	for (uint32_t c = b[0].first_count; c < b[1].first_count; c++) {
		search->tried->b = c;
		if (model->counts[c].driver == driver)
			return true;
	}
	return wrong(search, "the binding counts none of it");
}

static bool find_pledge(struct search *search, const struct commitment *all, uint32_t count)
{
	uint32_t provider, number;

	if (!find_provider(search, search->parts[0], &provider) ||
	    !read_number(search, search->parts[1], &number))
		return false;
	for (uint32_t i = 0; i < count; i++)
		if (all[i].provider == provider && --number == 0) {
			search->tried->a = i;
			return true;
		}
	return wrong(search, "the provider has no such one");
}

static bool find_commitment(struct search *search)
{
	return find_pledge(search, search->model->commitments, search->model->commitment_count);
}

static bool find_credit(struct search *search)
{
	return find_pledge(search, search->model->credits, search->model->credit_count);
}

static const char *end_id(const struct model *model, struct flow_end end)
{
	return end.is_offering ? model->offerings[end.index].id : model->providers[end.index].id;
}

static bool is_flow(const struct search *search, const struct flow *flow)
{
	if (flow->from.index == NONE || flow->to.index == NONE)
		return false; /* a fault of the file, told elsewhere */
	return strcmp(end_id(search->model, flow->from), search->parts[0]) == 0 &&
	       strcmp(end_id(search->model, flow->to), search->parts[1]) == 0 &&
	       strcmp(flow_kind_name(flow->kind), search->parts[2]) == 0;
}

static bool find_flow(struct search *search)
{
	uint32_t number;

	if (!read_number(search, search->parts[3], &number))
		return false;
	for (uint32_t f = 0; f < search->model->flow_count; f++)
		if (is_flow(search, &search->model->flows[f]) && --number == 0) {
			search->tried->a = f;
			return true;
		}
	return wrong(search, "there is no such flow");
}

static bool find_setting(struct search *search)
{
	(void)search;
	return true;
}

/* least, most: parts behind the kind. */
static const struct {
	bool (*find)(struct search *search);
	int least, most;
} finders[TRIED_KIND_COUNT] = {
	[TRIED_RATE] = {find_setting, 0, 0},
	[TRIED_OVERRUN] = {find_setting, 0, 0},
	[TRIED_OVERLAP] = {find_setting, 0, 0},
	[TRIED_HORIZON] = {find_setting, 0, 0},
	[TRIED_DISCOUNT_RATE] = {find_setting, 0, 0},
	[TRIED_DRIVER] = {find_priced_driver, 1, 1},
	[TRIED_AT] = {find_strategy, 2, 2},
	[TRIED_EGRESS] = {find_tier, 1, 2},
	[TRIED_ONBOARDING] = {find_a_provider, 1, 1},
	[TRIED_REVENUE] = {find_a_provider, 1, 1},
	[TRIED_STANCE] = {find_stance, 2, 2},
	[TRIED_PRICE] = {find_price, 2, 2},
	[TRIED_MONTHLY] = {find_a_binding, 1, 1},
	[TRIED_GROWTH] = {find_a_binding, 1, 1},
	[TRIED_USAGE] = {find_usage, 2, 2},
	[TRIED_COUNT] = {find_count, 2, 2},
	[TRIED_COMMITMENT] = {find_commitment, 1, 2},
	[TRIED_CREDIT] = {find_credit, 1, 2},
	[TRIED_FLOW] = {find_flow, 3, 4},
	[TRIED_EXTRA] = {find_a_migration, 1, 1},
	[TRIED_COST_RATIO] = {find_a_migration, 1, 1},
};

/* At most `most` parts; the last one takes what is left. Their number. */
static int split(struct search *search, const char *text, int most)
{
	int count = 0;

	while (text && count < most) {
		const char *colon = count + 1 < most ? strchr(text, ':') : NULL;
		size_t length = colon ? (size_t)(colon - text) : strlen(text);
		search->parts[count++] = arena_text(search->arena, text, length);
		text = colon ? colon + 1 : NULL;
	}
	return count;
}

bool tried_find(const struct model *model, const char *name, struct tried *tried, struct tried_fault *fault,
		struct arena *arena)
{
	struct search search = {model, name, {NULL}, tried, fault, arena};
	enum tried_kind kind = tried_kind_of(name);

	if (kind == TRIED_KIND_COUNT) {
		tried_unknown(name, fault, arena);
		return false;
	}
	tried->kind = kind;
	tried->a = tried->b = 0;
	if (split(&search, name + strlen(tried_form(kind)->prefix), finders[kind].most) < finders[kind].least)
		return wrong(&search, "a part of its name is missing");
	return finders[kind].find(&search);
}

/* --- to names -------------------------------------------------------------------------------- */

static void add_binding(const struct model *model, uint32_t binding, struct str *out)
{
	str_print(out, "%s@%s", model_component_id(model, model->bindings[binding].component),
		  model_binding_offering_id(model, binding));
}

/* ":2" of the second; nothing of the first. */
static void add_number(struct str *out, uint32_t before)
{
	if (before > 0)
		str_print(out, ":%u", (unsigned)before + 1);
}

static void add_pledge(const struct model *model, const struct commitment *all, uint32_t which,
		       struct str *out)
{
	uint32_t before = 0;

	for (uint32_t i = 0; i < which; i++)
		before += all[i].provider == all[which].provider;
	str_add_text(out, model->providers[all[which].provider].id);
	add_number(out, before);
}

static bool same_end(struct flow_end a, struct flow_end b)
{
	return a.is_offering == b.is_offering && a.index == b.index;
}

static void add_flow(const struct model *model, uint32_t which, struct str *out)
{
	const struct flow *flow = &model->flows[which];
	uint32_t before = 0;

	for (uint32_t f = 0; f < which; f++)
		before += same_end(model->flows[f].from, flow->from) &&
			  same_end(model->flows[f].to, flow->to) && model->flows[f].kind == flow->kind;
	str_print(out, "%s:%s:%s", end_id(model, flow->from), end_id(model, flow->to),
		  flow_kind_name(flow->kind));
	add_number(out, before);
}

void tried_name(const struct model *model, const struct tried *tried, struct str *out)
{
	uint32_t a = tried->a, b = tried->b;

	str_add_text(out, tried_form(tried->kind)->prefix);
	switch (tried->kind) {
	case TRIED_DRIVER:
		str_add_text(out, model->drivers[a].id);
		break;
	case TRIED_AT:
		str_print(out, "%s:%s", model->drivers[a].id, strategy_name((enum strategy)b));
		break;
	case TRIED_EGRESS:
		str_print(out, "%s:%u", model->providers[a].id, (unsigned)b + 1);
		break;
	case TRIED_ONBOARDING:
	case TRIED_REVENUE:
		str_add_text(out, model->providers[a].id);
		break;
	case TRIED_STANCE:
		str_print(out, "%s:%s", model->providers[a].id, model->needs[b].id);
		break;
	case TRIED_PRICE:
		str_print(out, "%s:%s", model->offerings[a].id, model->units[b]);
		break;
	case TRIED_MONTHLY:
	case TRIED_GROWTH:
		add_binding(model, a, out);
		break;
	case TRIED_USAGE:
		add_binding(model, a, out);
		str_print(out, ":%s", model->units[model->usages[b].unit]);
		break;
	case TRIED_COUNT:
		add_binding(model, a, out);
		str_print(out, ":%s", model->drivers[model->counts[b].driver].id);
		break;
	case TRIED_COMMITMENT:
		add_pledge(model, model->commitments, a, out);
		break;
	case TRIED_CREDIT:
		add_pledge(model, model->credits, a, out);
		break;
	case TRIED_FLOW:
		add_flow(model, a, out);
		break;
	case TRIED_EXTRA:
	case TRIED_COST_RATIO:
		str_add_text(out, model->migrations[a].id);
		break;
	default:
		break;
	}
}
