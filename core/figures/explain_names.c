/* What the inputs of explanations are called, what they are worth, and where they come from. */
#include "core/base/str.h"
#include "core/figures/explain_inputs.h"

#include <string.h>

struct naming {
	const struct model *model;
	const struct plan *plan;
	const struct input *input;
	struct arena *arena;
	struct explain_input *out;
};

static struct range constant(double value)
{
	return (struct range){value, value, value};
}

static void set_provenance(struct explain_input *out, struct provenance provenance)
{
	out->origin = provenance.origin;
	out->source = provenance.source;
	out->place = provenance.place;
}

/* As the model that is asked has it, and so with what is tried of it. */
static const struct migration *migration_of(const struct naming *naming)
{
	uint32_t migration = naming->input->a;
	return migration < naming->model->migration_count ? &naming->model->migrations[migration]
							  : naming->plan->migrations[migration];
}

/* printf would ask the locale. */
static const char *number_text(const struct naming *naming, double value)
{
	struct str text;
	str_init(&text);
	number_print(&text, value);
	const char *copy = arena_text(naming->arena, text.data, text.length);
	str_clear(&text);
	return copy;
}

static const char *money_per(const struct naming *naming, const char *what)
{
	return arena_print(naming->arena, "%s %s", naming->model->currency, what);
}

static const char *offering_name(const struct naming *naming, uint32_t offering)
{
	return naming->model->offerings[offering].name;
}

/* "Chat on Bedrock" */
static const char *binding_name(const struct naming *naming, uint32_t binding)
{
	const struct binding *b = &naming->model->bindings[binding];
	return arena_print(naming->arena, "%s on %s", model_component_name(naming->model, b->component),
			   offering_name(naming, b->offering));
}

/* --- settings ------------------------------------------------------------------------------------ */

static void name_setting(const struct naming *naming, const char *key, const char *name, struct range value,
			 const char *unit)
{
	naming->out->name = name;
	naming->out->value = value;
	naming->out->unit = unit;
	set_provenance(naming->out, provenance_of_setting(naming->model, key));
}

static void name_rate(const struct naming *naming)
{
	name_setting(naming, "rate", "one person-day, loaded", naming->model->rate, naming->model->currency);
}

static void name_overrun(const struct naming *naming)
{
	name_setting(naming, "overrun", "labour really spent / estimated", naming->model->overrun, "times");
}

static void name_overlap(const struct naming *naming)
{
	name_setting(naming, "overlap", "time in which old and new both run", naming->model->overlap,
		     "months");
}

static void name_horizon(const struct naming *naming)
{
	name_setting(naming, "horizon", "horizon", constant(naming->model->horizon), "months");
}

static void name_discount(const struct naming *naming)
{
	name_setting(naming, "discount_rate", "discount rate", constant(100 * naming->model->discount_rate),
		     "% a year");
}

/* --- drivers ------------------------------------------------------------------------------------- */

static void name_driver(const struct naming *naming)
{
	const struct driver *driver = &naming->model->drivers[naming->input->a];
	bool effort = driver->basis == BASIS_EFFORT;
	naming->out->name =
		arena_print(naming->arena, "%s: %s for one", driver->name, effort ? "effort" : "cost");
	naming->out->value = driver->value;
	naming->out->unit = effort ? "person-days" : naming->model->currency;
	set_provenance(naming->out, provenance_of_driver(naming->model, naming->input->a));
}

static void name_strategy(const struct naming *naming)
{
	const struct driver *driver = &naming->model->drivers[naming->input->a];
	enum strategy strategy = (enum strategy)naming->input->b;
	naming->out->name = arena_print(naming->arena, "%s: how much of it a %s needs", driver->name,
					strategy_name(strategy));
	naming->out->value = constant(driver->at[strategy]);
	naming->out->unit = "of it";
	set_provenance(naming->out, provenance_of_strategy(naming->model, naming->input->a, strategy));
}

static void name_count(const struct naming *naming)
{
	const struct model *model = naming->model;
	uint32_t binding = naming->input->a, count = naming->input->b;
	const struct driver *driver = &model->drivers[model->counts[count].driver];
	naming->out->name = arena_print(naming->arena, "%s: %s", binding_name(naming, binding), driver->name);
	naming->out->value = model_count_range(model, count);
	naming->out->unit = driver->unit != NULL ? driver->unit : driver->basis == BASIS_TIERS ? "TB" : "";
	set_provenance(naming->out, provenance_of_user(model, model_count_place(model, binding, count),
						       TRIED_COUNT, binding, count));
}

static void name_growth(const struct naming *naming)
{
	uint32_t binding = naming->input->a;
	naming->out->name =
		arena_print(naming->arena, "%s: growth of its counts", binding_name(naming, binding));
	naming->out->value = constant(100 * naming->model->bindings[binding].growth_per_month);
	naming->out->unit = "% a month";
	set_provenance(naming->out,
		       provenance_of_user(naming->model, model_binding_place(naming->model, binding),
					  TRIED_GROWTH, binding, 0));
}

static void name_dependents(const struct naming *naming)
{
	uint32_t component = naming->input->a;
	naming->out->name = arena_print(naming->arena, "components that depend on %s",
					model_component_name(naming->model, component));
	naming->out->value = constant(naming->input->value);
	naming->out->unit = naming->input->value == 1 ? "component" : "components";
	set_provenance(naming->out, ((struct provenance){ORIGIN_USER, NULL,
							 model_component_place(naming->model, component)}));
}

/* --- what things cost ---------------------------------------------------------------------------- */

/* What speaks for the other prices of the offering does not say this one. */
static void lack_price(const struct naming *naming, uint32_t offering)
{
	naming->out->missing = true;
	if (naming->out->part_lower)
		naming->out->part = NAN;
	naming->out->part_lower = false;
	naming->out->origin = ORIGIN_ASSUMPTION;
	naming->out->source = NULL;
	if (naming->out->place.line == 0)
		naming->out->place = naming->model->offerings[offering].place;
}

static void name_price(const struct naming *naming)
{
	uint32_t offering = naming->input->a, unit = naming->input->b;
	const char *unit_name = naming->model->units[unit];
	naming->out->name = arena_print(naming->arena, "price of one %s at %s", unit_name,
					offering_name(naming, offering));
	naming->out->value = constant(model_price(naming->model, offering, unit));
	naming->out->unit = naming->model->currency;
	set_provenance(naming->out, provenance_of_price(naming->model, offering, unit));
	if (isnan(naming->out->value.likely))
		lack_price(naming, offering);
}

static void name_egress(const struct naming *naming)
{
	uint32_t provider = naming->input->b,
		 number = naming->input->a - naming->model->providers[provider].egress.first;
	const struct tier *tier = &naming->model->tiers[naming->input->a];
	const char *name = naming->model->providers[provider].name;
	naming->out->name = isinf(tier->width_tb)
				    ? arena_print(naming->arena, "%s: egress, the rest", name)
				    : arena_print(naming->arena, "%s: egress, tier %u of %s TB", name,
						  (unsigned)number + 1, number_text(naming, tier->width_tb));
	naming->out->value = constant(tier->price_per_tb);
	naming->out->unit = money_per(naming, "a TB");
	set_provenance(naming->out, provenance_of_egress(naming->model, provider, number));
}

static void name_onboarding(const struct naming *naming)
{
	const struct provider *provider = &naming->model->providers[naming->input->a];
	naming->out->name = arena_print(naming->arena, "becoming a customer of %s", provider->name);
	naming->out->value = provider->onboarding;
	naming->out->unit = "person-days";
	set_provenance(naming->out, provenance_of_onboarding(naming->model, naming->input->a));
}

static void name_extra(const struct naming *naming)
{
	const struct migration *migration = migration_of(naming);
	naming->out->name = arena_print(naming->arena, "%s: extra work", migration->name);
	naming->out->value = migration->extra;
	naming->out->unit = naming->model->currency;
	set_provenance(naming->out,
		       provenance_of_user(naming->model, migration->place, TRIED_EXTRA, naming->input->a, 0));
}

static void name_ratio(const struct naming *naming)
{
	const struct migration *migration = migration_of(naming);
	naming->out->name = arena_print(naming->arena, "%s: new monthly / old", migration->name);
	naming->out->value = constant(migration->cost_ratio);
	naming->out->unit = "times";
	set_provenance(naming->out, provenance_of_user(naming->model, migration->place, TRIED_COST_RATIO,
						       naming->input->a, 0));
}

static void name_usage(const struct naming *naming)
{
	const struct usage *usage = &naming->model->usages[naming->input->b];
	naming->out->name = arena_print(naming->arena, "%s: %s used", binding_name(naming, naming->input->a),
					naming->model->units[usage->unit]);
	naming->out->value = constant(usage->quantity_per_month);
	naming->out->unit = "a month";
	set_provenance(naming->out,
		       provenance_of_user(naming->model, model_binding_place(naming->model, naming->input->a),
					  TRIED_USAGE, naming->input->a, naming->input->b));
}

static void name_monthly(const struct naming *naming)
{
	uint32_t binding = naming->input->a;
	naming->out->name = arena_print(naming->arena, "%s: monthly", binding_name(naming, binding));
	naming->out->value = constant(naming->model->bindings[binding].monthly);
	naming->out->unit = money_per(naming, "a month");
	set_provenance(naming->out,
		       provenance_of_user(naming->model, model_binding_place(naming->model, binding),
					  TRIED_MONTHLY, binding, 0));
}

static void name_new_monthly(const struct naming *naming)
{
	uint32_t binding = naming->input->a;
	const struct binding *b = &naming->model->bindings[binding];
	naming->out->name = arena_print(naming->arena, "%s: monthly on %s",
					model_component_name(naming->model, b->component),
					offering_name(naming, naming->input->b));
	naming->out->value = constant(naming->input->value);
	naming->out->unit = money_per(naming, "a month");
	naming->out->place = model_binding_place(naming->model, binding);
	naming->out->origin = naming->input->origin;
	if (naming->input->origin == ORIGIN_CATALOG && b[0].first_usage < b[1].first_usage)
		naming->out->source = provenance_of_price(naming->model, naming->input->b,
							  naming->model->usages[b->first_usage].unit)
					      .source;
}

static void name_pledge(const struct naming *naming, const struct commitment *pledge, enum tried_kind kind,
			const char *what)
{
	naming->out->name =
		arena_print(naming->arena, "%s %s until %04d-%02d-%02d: remaining", what,
			    naming->model->providers[pledge->provider].name, (int)pledge->until.year,
			    (int)pledge->until.month, (int)pledge->until.day);
	naming->out->value = constant(pledge->remaining);
	naming->out->unit = naming->model->currency;
	set_provenance(naming->out,
		       provenance_of_user(naming->model, pledge->place, kind, naming->input->a, 0));
}

static void name_commitment(const struct naming *naming)
{
	name_pledge(naming, &naming->model->commitments[naming->input->a], TRIED_COMMITMENT, "commitment to");
}

static void name_credit(const struct naming *naming)
{
	name_pledge(naming, &naming->model->credits[naming->input->a], TRIED_CREDIT, "credit of");
}

/* --- providers and their deals ------------------------------------------------------------------- */

static void name_stance(const struct naming *naming)
{
	const struct need *need = &naming->model->needs[naming->input->b];
	naming->out->name =
		arena_print(naming->arena, "%s (weight %s)", need->id, number_text(naming, need->weight));
	if (isnan(naming->input->value)) {
		naming->out->value = constant(NAN);
		naming->out->unit = "unknown";
		naming->out->origin = ORIGIN_ASSUMPTION;
		return;
	}
	naming->out->value = constant(naming->input->value);
	naming->out->unit = "of −2 to 2";
	set_provenance(naming->out, provenance_of_stance(naming->model, naming->input->a, naming->input->b));
}

static void name_revenue(const struct naming *naming)
{
	const struct provider *provider = &naming->model->providers[naming->input->a];
	naming->out->name = arena_print(naming->arena, "%s: revenue from outside", provider->name);
	naming->out->value = constant(provider->revenue);
	naming->out->unit = money_per(naming, "a year");
	set_provenance(naming->out, provenance_of_revenue(naming->model, naming->input->a));
}

static const char *end_name(const struct model *model, struct flow_end end)
{
	return end.is_offering ? model->offerings[end.index].name : model->providers[end.index].name;
}

static void name_flow(const struct naming *naming)
{
	const struct flow *flow = &naming->model->flows[naming->input->a];
	bool yearly = naming->input->kind == INPUT_FLOW_YEARLY;
	naming->out->name =
		arena_print(naming->arena, "%s to %s: %s, %s", end_name(naming->model, flow->from),
			    end_name(naming->model, flow->to), flow_kind_name(flow->kind),
			    flow_status_name(flow->status));
	naming->out->value = constant(yearly ? flow->firm / flow->term_years : flow->firm);
	naming->out->unit = yearly ? money_per(naming, "a year, firm") : money_per(naming, "firm");
	set_provenance(naming->out, provenance_of_flow(naming->model, naming->input->a));
}

/* --- what was worked out -------------------------------------------------------------------------- */

static void name_given(const struct naming *naming, const char *name, const char *unit)
{
	naming->out->name = name;
	naming->out->value = constant(naming->input->value);
	naming->out->unit = unit;
	naming->out->origin = naming->input->origin;
	naming->out->lower_bound = naming->input->lower_bound;
	naming->out->computed = true;
}

static void name_spend(const struct naming *naming)
{
	const struct offering *offering = &naming->model->offerings[naming->input->a];
	name_given(naming, arena_print(naming->arena, "%s: spend", offering->name),
		   money_per(naming, "a month"));
	naming->out->place = offering->place;
}

static void name_one_off(const struct naming *naming)
{
	name_given(naming, "one-off cost, expected", naming->model->currency);
}

static void name_alone(const struct naming *naming)
{
	const struct migration *migration = migration_of(naming);
	name_given(naming, arena_print(naming->arena, "%s on its own: one-off cost", migration->name),
		   naming->model->currency);
	naming->out->place = migration->place;
}

static void name_lowest(const struct naming *naming)
{
	name_given(naming, "lowest draw of the one-off cost", naming->model->currency);
}

static void name_highest(const struct naming *naming)
{
	name_given(naming, "highest draw of the one-off cost", naming->model->currency);
}

static void name_saving(const struct naming *naming)
{
	name_given(naming, "saving after the overlap", money_per(naming, "a month"));
}

void input_name(const struct model *model, const struct plan *plan, const struct input *input,
		struct arena *arena, struct explain_input *out)
{
	static void (*const namers[INPUT_KIND_COUNT])(const struct naming *naming) = {
		[INPUT_RATE] = name_rate,
		[INPUT_OVERRUN] = name_overrun,
		[INPUT_OVERLAP] = name_overlap,
		[INPUT_HORIZON] = name_horizon,
		[INPUT_DISCOUNT] = name_discount,
		[INPUT_DRIVER] = name_driver,
		[INPUT_STRATEGY] = name_strategy,
		[INPUT_PRICE] = name_price,
		[INPUT_EGRESS] = name_egress,
		[INPUT_ONBOARDING] = name_onboarding,
		[INPUT_EXTRA] = name_extra,
		[INPUT_RATIO] = name_ratio,
		[INPUT_COUNT] = name_count,
		[INPUT_GROWTH] = name_growth,
		[INPUT_USAGE] = name_usage,
		[INPUT_MONTHLY] = name_monthly,
		[INPUT_NEW_MONTHLY] = name_new_monthly,
		[INPUT_DEPENDENTS] = name_dependents,
		[INPUT_COMMITMENT] = name_commitment,
		[INPUT_CREDIT] = name_credit,
		[INPUT_STANCE] = name_stance,
		[INPUT_REVENUE] = name_revenue,
		[INPUT_FLOW] = name_flow,
		[INPUT_FLOW_YEARLY] = name_flow,
		[INPUT_SPEND] = name_spend,
		[INPUT_ONE_OFF] = name_one_off,
		[INPUT_SAVING] = name_saving,
		[INPUT_ALONE] = name_alone,
		[INPUT_LOWEST] = name_lowest,
		[INPUT_HIGHEST] = name_highest,
	};
	struct naming naming = {model, plan, input, arena, out};
	out->unit = "";
	namers[input->kind](&naming);
}
