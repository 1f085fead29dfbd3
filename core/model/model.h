/*
 * The model: what the files say, resolved once into arrays. Const after loading.
 *
 * Everything refers to everything by index (uint32_t); there are no pointers between nodes, and
 * NONE stands for "no such thing". Lists of one item ("slices") are first index and count into an
 * array of the model. All memory belongs to the model and ends with model_free. Nothing of it has
 * been filtered for a terminal: names are what the file says.
 *
 * Words, keys, units and defaults: spec.md sections 1 and 2.
 */
#ifndef CORE_MODEL_MODEL_H
#define CORE_MODEL_MODEL_H

#include "core/base/arena.h"
#include "core/base/diag.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NONE UINT32_MAX

struct date {
	int16_t year; /* 0: no date */
	uint8_t month, day;
};

/* A figure that is not known exactly; low == likely == high is a constant. Drawn as PERT. */
struct range {
	double low, likely, high;
};

struct slice {
	uint32_t first, count;
};

/* Where something was said. line 0: nowhere (a default). */
struct place {
	uint32_t file, line; /* index into model.files; from 1 */
};

enum category {
	CATEGORY_RETRAINING,
	CATEGORY_REBUILDING,
	CATEGORY_REDESIGN,
	CATEGORY_REQUALIFICATION,
	CATEGORY_TRANSFER,
	CATEGORY_PARALLEL,
	CATEGORY_ONBOARDING,
	CATEGORY_COMMITMENTS,
	CATEGORY_COUNT
};

/* From the nearest to the furthest; "the furthest strategy" is the highest value. */
enum strategy {
	STRATEGY_REHOST,
	STRATEGY_REPLATFORM,
	STRATEGY_REFACTOR,
	STRATEGY_COUNT,
	STRATEGY_DERIVED = STRATEGY_COUNT
};

enum basis { BASIS_EFFORT, BASIS_MONEY, BASIS_PRICE, BASIS_TIERS /* data_tb */ };

enum provider_kind {
	PROVIDER_CLOUD,
	PROVIDER_LAB,
	PROVIDER_CHIP,
	PROVIDER_FAB,
	PROVIDER_SAAS,
	PROVIDER_DISTRIBUTION,
	PROVIDER_INVESTOR,
	PROVIDER_SELF,
	PROVIDER_KIND_COUNT
};

enum flow_kind {
	FLOW_EQUITY,
	FLOW_WARRANT,
	FLOW_CREDITS,
	FLOW_COMMITMENT,
	FLOW_REVENUE,
	FLOW_HARDWARE,
	FLOW_CAPACITY,
	FLOW_LICENCE,
	FLOW_DISTRIBUTION,
	FLOW_DATA,
	FLOW_KIND_COUNT,
	FLOW_OWNERSHIP = FLOW_KIND_COUNT, /* derived edges of the loop graph, never in a file */
	FLOW_DEPENDENCE
};

enum flow_status {
	FLOW_PAID,
	FLOW_COMMITTED,
	FLOW_CONDITIONAL,
	FLOW_REPORTED,
	FLOW_SUPERSEDED,
	FLOW_STATUS_COUNT
};

/* The words of the file format for the enums above, e.g. category_name(0) is "retraining". */
const char *category_name(enum category category);
const char *strategy_name(enum strategy strategy);
const char *provider_kind_name(enum provider_kind kind);
const char *flow_kind_name(unsigned kind); /* also "ownership", "dependence" */
const char *flow_status_name(enum flow_status status);

/* Where a figure comes from, besides its place in a file. Absent texts are NULL. */
struct source {
	const char *about; /* the key or keys it speaks for (`for`); NULL: all */
	const char *title, *url, *grade;
	struct date date;
	bool builtin; /* said by the catalogue: what a user's file overrides, it does not speak for */
};

struct model_file {
	const char *name; /* as the user named it; "catalog/models.yaml" for an embedded one, "-" for standard
			     input */
	bool builtin;
	uint32_t first_component; /* components are in file order */
};

struct driver {
	const char *id, *name, *unit; /* unit may be NULL */
	enum category category;
	enum basis basis;
	struct range value;  /* person-days or money for one; unused for price and tiers */
	uint32_t price_unit; /* BASIS_PRICE: index into model.units */
	double at[STRATEGY_COUNT];
	struct slice sources; /* into model.sources */
	struct place place;   /* of its value where it has one, else of its id */
	struct place at_place;
};

struct tier {
	double width_tb; /* INFINITY for `rest` */
	double price_per_tb;
};

struct stance {
	uint32_t need; /* index into model.needs */
	double value;  /* -2..2 */
};

struct provider {
	const char *id, *name;
	enum provider_kind kind;
	uint32_t parent, root; /* parent NONE: its own root */
	struct slice egress;   /* into model.tiers; empty: free */
	bool exit_waiver;
	struct range onboarding; /* person-days; 0 where the file gives none */
	double revenue;          /* money a year from outside */
	struct slice stances;    /* into model.stances; its own only */
	struct slice sources;
	struct place place, onboarding_place, egress_place, revenue_place, stances_place;
};

/* What an offering rests on: groups, each met by any one of its members (a plain entry is a group of one). */
struct support {
	bool is_provider;
	uint32_t index; /* provider or offering */
};

struct price {
	uint32_t unit; /* index into model.units */
	double value;  /* money for one */
};

struct offering {
	const char *id, *name;
	uint32_t provider;
	uint32_t kind, interface;  /* texts: equal text, equal number */
	struct slice runs_on;      /* into model.support_groups, each a slice into model.supports */
	struct slice prices;       /* into model.prices */
	struct slice capabilities; /* into model.capabilities (texts) */
	struct slice sources;
	struct place place, prices_place;
};

/*
 * Components and what hangs on them are many: they hold texts as numbers (model_text), and a list
 * ends where the next component's begins. model.components has one item more, the sentinel.
 */
struct component {
	uint32_t id, name, team; /* texts; team: text 0 is "" */
	uint32_t line;           /* file: model_component_place */
	uint32_t first_tag, first_require, first_depends_on, first_binding;
};

/* As above; model.bindings has a sentinel for first_usage and first_count. */
struct binding {
	double monthly; /* money a month */
	double growth_per_month;
	uint32_t component, offering;
	uint32_t first_usage, first_count;
	uint32_t line : 31;
	uint32_t optional : 1;
};

struct usage {
	double quantity_per_month;
	uint32_t unit;
};

/* A count of a driver; `range` NONE: it is exactly `likely`. Read it with model_count. */
struct count {
	double likely;
	uint32_t range; /* into model.count_ranges */
	uint16_t driver;
	uint16_t lines_after; /* below its binding's line */
};

struct count_range {
	double low, high;
};

struct commitment { /* a credit has the same form */
	uint32_t provider;
	double remaining;
	struct date until;
	uint32_t months; /* from as_of */
	struct place place;
};

struct flow_end {
	bool is_offering;
	uint32_t index;
};

struct flow {
	struct flow_end from, to; /* direction of the value */
	enum flow_kind kind;
	double amount, firm; /* money; NAN: not given (firm is never NAN where amount is given) */
	const char *condition;
	double term_years; /* 1 where absent: term_given */
	bool term_given;
	enum flow_status status;
	double notice_days;   /* NAN: not given */
	struct slice sources; /* into model.sources */
	struct source source; /* the first of them */
	struct place place;
};

/*
 * Moves of some bindings to one target. Made by hand (`hand/N`, `exit/P/N`) they look the same;
 * see scenario.h.
 */
struct migration {
	const char *id, *name;
	uint32_t to;                                          /* offering */
	uint32_t from_offering, from_provider;                /* at most one; both NONE: it names bindings */
	const char *where_component, *where_team, *where_tag; /* patterns or NULL */
	enum strategy strategy;                               /* STRATEGY_DERIVED: by interface and kind */
	double cost_ratio;                                    /* NAN: none */
	struct range extra;                                   /* money */
	const uint32_t *bindings; /* what it moves: ascending, none that is on `to` already */
	uint32_t binding_count;
	struct place place;
};

struct tried; /* an input tried: tried.h */

struct scenario {
	const char *id, *name;
	uint32_t start;             /* month */
	const uint32_t *migrations; /* indices into model.migrations, in the order of the file */
	uint32_t migration_count;
	const struct tried *tried; /* [tried_count] sorted */
	uint32_t tried_count;
	bool saved; /* from the companion file FILE.scenarios.yaml */
	struct place place;
};

struct need {
	const char *id;
	double weight; /* 0 where only a stance names it */
};

struct model {
	struct arena arena;
	const char *title, *currency; /* without a title: the name of the file, and has_title is false */
	bool has_title;
	struct date as_of;
	uint32_t horizon;     /* months */
	double discount_rate; /* per year */
	struct range rate;    /* money for a person-day */
	struct range overrun; /* labour really spent / estimated */
	struct range overlap; /* months */
	struct place rate_place, overrun_place, overlap_place, horizon_place, discount_place;
	uint32_t switching_charges_end; /* months from as_of; NONE: never */
	bool uses_catalog;
	struct slice sources_of_defaults; /* of rate, overrun, overlap */

	struct model_file *files;
	struct need *needs;
	struct driver *drivers;
	struct provider *providers;
	struct offering *offerings;
	struct component *components;
	struct binding *bindings;
	struct usage *usages;
	struct count *counts;
	struct count_range *count_ranges;
	uint32_t *tags, *requires, *depends_on; /* texts, texts, components */
	struct commitment *commitments, *credits;
	struct flow *flows;
	struct migration *migrations;
	struct scenario *scenarios;
	struct tier *tiers;
	struct stance *stances;
	struct slice *support_groups;
	struct support *supports;
	struct price *prices;
	uint32_t *capabilities;
	struct source *sources;
	const char **units;
	uint32_t file_count, need_count, driver_count, provider_count, offering_count, component_count,
		binding_count, commitment_count, credit_count, flow_count, migration_count, scenario_count,
		unit_count;

	uint32_t saved_migrations,
		saved_scenarios; /* the first that the companion file gave; all before are the stack's */
	const char *companion;   /* path of the companion file that was read; NULL: there is none */
	bool companion_faulty;   /* it has a fault: it was set aside, and must not be overwritten */

	uint32_t data_tb, dependents; /* the special drivers; NONE where the stack has none */
	struct model_index *index;    /* texts and ids; private to model.c and load */
	struct diag_list warnings;    /* found while loading */

	const struct tried *tried; /* [tried_count] sorted: the values that are not the stack's own. A model
				      as it was loaded has none */
	uint32_t tried_count;
};

void model_free(struct model *model); /* NULL is fine */

/* The text of a number; text 0 is "". */
const char *model_text(const struct model *model, uint32_t text);

/* By id (NUL-terminated); NONE when there is none. */
uint32_t model_find_provider(const struct model *model, const char *id);
uint32_t model_find_offering(const struct model *model, const char *id);
uint32_t model_find_component(const struct model *model, const char *id);
uint32_t model_find_driver(const struct model *model, const char *id);
uint32_t model_find_migration(const struct model *model, const char *id);
uint32_t model_find_scenario(const struct model *model, const char *id);

/* "component@offering"; NONE when there is no such binding. */
uint32_t model_find_binding(const struct model *model, const char *name);

/* The ids of a binding's two ends. */
const char *model_component_id(const struct model *model, uint32_t component);
const char *model_component_name(const struct model *model, uint32_t component);
const char *model_binding_offering_id(const struct model *model, uint32_t binding);

struct range model_count_range(const struct model *model, uint32_t count);
struct place model_component_place(const struct model *model, uint32_t component);
struct place model_binding_place(const struct model *model, uint32_t binding);
struct place model_count_place(const struct model *model, uint32_t binding, uint32_t count);

/* True when `provider` is `of`, or a part of it through parent. */
bool model_is_part_of(const struct model *model, uint32_t provider, uint32_t of);

/* The price of a unit, or NAN when the offering has none. */
double model_price(const struct model *model, uint32_t offering, uint32_t unit);

/* How a binding of `from` moves to `to`, when the migration does not say (spec 3). */
enum strategy model_strategy(const struct model *model, uint32_t from, uint32_t to);

/* True when a stance, price, ... of this item came from the embedded catalogue. */
bool model_place_is_builtin(const struct model *model, struct place place);

/* (low + 4 likely + high) / 6; exactly `likely` for a constant. */
double range_mean(struct range range);
bool range_is_constant(struct range range);

/* Months between two dates by spec.md section 2, at least 0. */
uint32_t date_months(struct date from, struct date to);

#endif
