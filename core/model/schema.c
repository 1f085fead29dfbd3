#include "core/model/schema.h"

#include "core/model/draft.h"
#include "core/model/limits.h"

#include <string.h>

/* Where a value goes, and how large it is there. */
#define AT(type, member) \
	.offset = offsetof(struct type, member), .size = sizeof(((struct type *)NULL)->member)
#define FIELDS(table) .fields = (table), .count = sizeof(table) / sizeof *(table)

/* --- words ----------------------------------------------------------------------------------- */

static const char *const categories[] = {"retraining",      "rebuilding",  "redesign",
					 "requalification", "transfer",    "parallel",
					 "onboarding",      "commitments", NULL};
static const char *const strategies[] = {"rehost", "replatform", "refactor", NULL};
static const char *const provider_kinds[] = {"cloud",        "lab",      "chip", "fab", "saas",
					     "distribution", "investor", "self", NULL};
static const char *const flow_kinds[] = {"equity",       "warrant",  "credits",   "commitment",
					 "revenue",      "hardware", "capacity",  "licence",
					 "distribution", "data",     "ownership", "dependence"};
static const char *const given_flow_kinds[] = {"equity",       "warrant",  "credits",  "commitment",
					       "revenue",      "hardware", "capacity", "licence",
					       "distribution", "data",     NULL};
static const char *const statuses[] = {"paid", "committed", "conditional", "reported", "superseded", NULL};
static const char *const catalog_uses[] = {"builtin", "none", NULL};

const char *category_name(enum category category)
{
	return categories[category];
}

const char *strategy_name(enum strategy strategy)
{
	return strategy < STRATEGY_COUNT ? strategies[strategy] : "derived";
}

const char *provider_kind_name(enum provider_kind kind)
{
	return provider_kinds[kind];
}

const char *flow_kind_name(unsigned kind)
{
	return flow_kinds[kind];
}

const char *flow_status_name(enum flow_status status)
{
	return statuses[status];
}

/* --- tables ---------------------------------------------------------------------------------- */

static const struct schema_field source_fields[] = {
	{"title", SCHEMA_TEXT, .help = "what the source is", AT(source, title)},
	{"url", SCHEMA_TEXT, .help = "where it is found", AT(source, url)},
	{"date", SCHEMA_DATE, .help = "as of when", AT(source, date)},
	{"grade", SCHEMA_TEXT,
	 .help = "how good it is: A (legal text, official prices) to D (origin unknown)", AT(source, grade)},
	{"for", SCHEMA_TEXT, .fallback = "all keys", .help = "the key or keys that it speaks for",
	 AT(source, about)},
};
const struct schema schema_source = {"source", 0, FIELDS(source_fields)};

static const struct schema_field at_fields[] = {
	{"rehost", SCHEMA_RATIO, .high = LIMIT_FACTOR, .fallback = "0; 1 for data_tb",
	 .help = "to a target with the same interface", .offset = 0, .size = sizeof(double)},
	{"replatform", SCHEMA_RATIO, .high = LIMIT_FACTOR, .fallback = "1",
	 .help = "to the same kind with another interface", .offset = sizeof(double), .size = sizeof(double)},
	{"refactor", SCHEMA_RATIO, .high = LIMIT_FACTOR, .fallback = "1", .help = "to another kind",
	 .offset = 2 * sizeof(double), .size = sizeof(double)},
};
const struct schema schema_at = {"at", 1, FIELDS(at_fields)};

static const struct schema_field driver_fields[] = {
	{"id", SCHEMA_ID, .required = true, .help = "its name in `counts`", AT(driver, id)},
	{"name", SCHEMA_TEXT, .fallback = "the id", .help = "its name on the screen", AT(driver, name)},
	{"unit", SCHEMA_TEXT, .help = "what one of it is", AT(driver, unit)},
	{"category", SCHEMA_WORD, .required = true, .words = categories,
	 .help = "the category that its cost goes to", AT(driver, category)},
	{"effort", SCHEMA_RANGE, .high = LIMIT_EFFORT, .unit = "person-days", .help = "work for one",
	 AT(driver, value)},
	{"money", SCHEMA_RANGE, .high = LIMIT_MONEY, .unit = "money", .help = "money for one",
	 AT(driver, value)},
	{"price", SCHEMA_UNIT, .help = "one costs what the target's prices say for this unit",
	 AT(driver, price_unit)},
	{"at", SCHEMA_ITEM, .of = &schema_at, .help = "how much of it a move of each strategy needs",
	 AT(driver, at)},
	{"source", SCHEMA_SOURCES, .of = &schema_source, .help = "where the figures come from",
	 AT(driver, sources)},
};
const struct schema schema_driver = {"driver", 2, FIELDS(driver_fields)};

static const struct schema_field provider_fields[] = {
	{"id", SCHEMA_ID, .required = true, .help = "its name elsewhere in the file", AT(provider, id)},
	{"name", SCHEMA_TEXT, .fallback = "the id", .help = "its name on the screen", AT(provider, name)},
	{"kind", SCHEMA_WORD, .required = true, .words = provider_kinds, .help = "its layer of the economy",
	 AT(provider, kind)},
	{"parent", SCHEMA_REFERENCE, .refers = "provider", .help = "the provider that it is a part of",
	 AT(provider, parent)},
	{"egress", SCHEMA_TIERS, .high = LIMIT_MONEY, .fallback = "free",
	 .help = "what data costs on the way out, in tiers of terabytes", AT(provider, egress)},
	{"exit_waiver", SCHEMA_FLAG, .fallback = "false",
	 .help = "egress is free when nothing of yours stays", AT(provider, exit_waiver)},
	{"onboarding", SCHEMA_RANGE, .high = LIMIT_EFFORT, .unit = "person-days", .fallback = "0",
	 .help = "to become a customer: contract, security review, landing zone", AT(provider, onboarding)},
	{"revenue", SCHEMA_NUMBER, .high = LIMIT_ECONOMY, .unit = "money a year", .fallback = "0",
	 .help = "what it takes in from outside", AT(provider, revenue)},
	{"stance", SCHEMA_STANCES, .low = -2, .high = 2, .help = "how far it serves each need",
	 AT(provider, stances)},
	{"source", SCHEMA_SOURCES, .of = &schema_source, .help = "where the figures come from",
	 AT(provider, sources)},
};
const struct schema schema_provider = {"provider", 3, FIELDS(provider_fields)};

static const struct schema_field offering_fields[] = {
	{"id", SCHEMA_ID, .required = true, .help = "its name elsewhere in the file", AT(offering, id)},
	{"name", SCHEMA_TEXT, .fallback = "the id", .help = "its name on the screen", AT(offering, name)},
	{"provider", SCHEMA_REFERENCE, .required = true, .refers = "provider", .help = "who sells it",
	 AT(offering, provider)},
	{"kind", SCHEMA_TEXT, .required = true,
	 .help = "what it is: a move to the same kind is at most a replatforming", AT(offering, kind)},
	{"interface", SCHEMA_TEXT, .fallback = "the id", .help = "the contract that code is written against",
	 AT(offering, interface)},
	{"runs_on", SCHEMA_RUNS_ON, .refers = "offering or provider",
	 .help = "what it needs; of `any: [..]` one is needed", AT(offering, runs_on)},
	{"prices", SCHEMA_PRICES, .high = LIMIT_MONEY, .unit = "money", .help = "what one of each unit costs",
	 AT(offering, prices)},
	{"capabilities", SCHEMA_CAPABILITIES, .help = "what it can do, in words that components require",
	 AT(offering, capabilities)},
	{"source", SCHEMA_SOURCES, .of = &schema_source, .help = "where the figures come from",
	 AT(offering, sources)},
};
const struct schema schema_offering = {"offering", 4, FIELDS(offering_fields)};

static const struct schema_field binding_fields[] = {
	{"offering", SCHEMA_REFERENCE, .required = true, .refers = "offering", .help = "what it holds on to",
	 AT(binding_draft, offering)},
	{"monthly", SCHEMA_NUMBER, .high = LIMIT_MONEY, .unit = "money a month", .fallback = "0",
	 .help = "what is spent on it", AT(binding_draft, monthly)},
	{"usage", SCHEMA_USAGE, .high = LIMIT_USAGE, .unit = "units a month",
	 .help = "how much of each unit it uses"},
	{"growth", SCHEMA_RATIO, .high = LIMIT_GROWTH, .unit = "a month", .fallback = "0",
	 .help = "by how much every count grows", AT(binding_draft, growth)},
	{"counts", SCHEMA_COUNTS, .high = LIMIT_COUNT, .refers = "driver",
	 .help = "how much there is to move, by driver"},
	{"optional", SCHEMA_FLAG, .fallback = "false", .help = "the component survives without it",
	 AT(binding_draft, optional)},
};
const struct schema schema_binding = {"binding", 5, FIELDS(binding_fields)};

static const struct schema_field component_fields[] = {
	{"id", SCHEMA_ID, .required = true, .help = "its name elsewhere in the file",
	 AT(component_draft, id)},
	{"name", SCHEMA_TEXT, .fallback = "the id", .help = "its name on the screen",
	 AT(component_draft, name)},
	{"team", SCHEMA_TEXT, .help = "who runs it", AT(component_draft, team)},
	{"tags", SCHEMA_TAGS, .help = "words to find it by"},
	{"requires", SCHEMA_REQUIRES, .help = "capabilities that its offerings must have"},
	{"depends_on", SCHEMA_DEPENDS_ON, .refers = "component",
	 .help = "the components that it fails without"},
	{"bindings", SCHEMA_LIST, .of = &schema_binding, .help = "the offerings that it rests on"},
};
const struct schema schema_component = {"component", 6, FIELDS(component_fields)};

static const struct schema_field commitment_fields[] = {
	{"provider", SCHEMA_REFERENCE, .required = true, .refers = "provider",
	 .help = "whom it was given to, or by", AT(commitment, provider)},
	{"remaining", SCHEMA_NUMBER, .required = true, .high = LIMIT_MONEY, .unit = "money",
	 .help = "what is left of it at as_of", AT(commitment, remaining)},
	{"until", SCHEMA_DATE, .required = true, .help = "when it ends", AT(commitment, until)},
};
const struct schema schema_commitment = {"commitment", 7, FIELDS(commitment_fields)};
const struct schema schema_credit = {"credit", 8, FIELDS(commitment_fields)};

static const struct schema_field flow_fields[] = {
	{"from", SCHEMA_REFERENCE, .required = true, .refers = "offering or provider",
	 .help = "who gives the value", AT(flow, from.index)},
	{"to", SCHEMA_REFERENCE, .required = true, .refers = "offering or provider", .help = "who gets it",
	 AT(flow, to.index)},
	{"kind", SCHEMA_WORD, .required = true, .words = given_flow_kinds, .help = "what is given",
	 AT(flow, kind)},
	{"amount", SCHEMA_NUMBER, .high = LIMIT_ECONOMY, .unit = "money", .help = "as announced",
	 AT(flow, amount)},
	{"firm", SCHEMA_NUMBER, .high = LIMIT_ECONOMY, .unit = "money", .fallback = "amount",
	 .help = "the part without conditions", AT(flow, firm)},
	{"condition", SCHEMA_TEXT, .help = "what the rest hangs on", AT(flow, condition)},
	{"term", SCHEMA_NUMBER, .low = LIMIT_LEAST_TERM, .high = LIMIT_TERM, .unit = "years", .fallback = "1",
	 .help = "the time that the amount is for", AT(flow, term_years)},
	{"status", SCHEMA_WORD, .words = statuses, .fallback = "paid",
	 .help = "a superseded flow counts nowhere", AT(flow, status)},
	{"notice_days", SCHEMA_NUMBER, .high = LIMIT_NOTICE, .unit = "days",
	 .help = "how soon it can be ended", AT(flow, notice_days)},
	{"source", SCHEMA_SOURCES, .of = &schema_source, .help = "where this comes from", AT(flow, sources)},
};
const struct schema schema_flow = {"flow", 9, FIELDS(flow_fields)};

static const struct schema_field where_fields[] = {
	{"component", SCHEMA_PATTERN, .help = "found in the component's id", AT(migration, where_component)},
	{"team", SCHEMA_PATTERN, .help = "found in its team", AT(migration, where_team)},
	{"tag", SCHEMA_PATTERN, .help = "found in any one of its tags", AT(migration, where_tag)},
};
const struct schema schema_where = {"where", 10, FIELDS(where_fields)};

static const struct schema_field migration_fields[] = {
	{"id", SCHEMA_ID, .required = true, .help = "its name in scenarios", AT(migration, id)},
	{"name", SCHEMA_TEXT, .fallback = "the id", .help = "its name on the screen", AT(migration, name)},
	{"from", SCHEMA_REFERENCE, .refers = "offering or provider",
	 .help = "an offering: every binding on it; a provider: every binding on its own offerings of the "
		 "target's kind",
	 AT(migration, from_offering)},
	{"to", SCHEMA_REFERENCE, .required = true, .refers = "offering", .help = "the target",
	 AT(migration, to)},
	{"where", SCHEMA_ITEM, .of = &schema_where,
	 .help = "only bindings of components that match all of these patterns"},
	{"strategy", SCHEMA_WORD, .words = strategies, .fallback = "by interface and kind",
	 .help = "how far the move goes", AT(migration, strategy)},
	{"cost_ratio", SCHEMA_RATIO, .high = LIMIT_COST_RATIO, .fallback = "by usage and prices",
	 .help = "new monthly spend / old", AT(migration, cost_ratio)},
	{"extra", SCHEMA_RANGE, .high = LIMIT_MONEY, .unit = "money", .fallback = "0",
	 .help = "what it costs besides, once", AT(migration, extra)},
	{"bindings", SCHEMA_MOVED, .refers = "binding", .help = "what it moves, instead of from and where"},
};
const struct schema schema_migration = {"migration", 11, FIELDS(migration_fields)};

static const struct schema_field scenario_fields[] = {
	{"id", SCHEMA_ID, .required = true, .help = "its name", AT(scenario, id)},
	{"name", SCHEMA_TEXT, .fallback = "the id", .help = "its name on the screen", AT(scenario, name)},
	{"start", SCHEMA_WHOLE, .unit = "month", .high = 119, .fallback = "0",
	 .help = "when its moves begin; below the horizon", AT(scenario, start)},
	{"migrations", SCHEMA_SWITCHED, .refers = "migration", .help = "those that are on"},
	{"tried", SCHEMA_TRIED, .refers = "variable",
	 .help = "values in the place of the stack's own, by variable"},
};
const struct schema schema_scenario = {"scenario", 12, FIELDS(scenario_fields)};

enum { ROLES_LISTS = ROLE_STACK | ROLE_INCLUDED | ROLE_CATALOG };

static const struct schema_field file_fields[] = {
	{"unmoor", SCHEMA_VERSION, .required = true, .help = "version of this format: 1"},
	{"title", SCHEMA_TEXT, .roles = ROLE_STACK, .fallback = "the file's name",
	 .help = "what the stack is called", AT(file_draft, title)},
	{"as_of", SCHEMA_DATE, .required = true, .roles = ROLE_STACK, .help = "month 0",
	 AT(file_draft, as_of)},
	{"currency", SCHEMA_TEXT, .roles = ROLE_STACK, .fallback = "USD",
	 .help = "a label: nothing is converted", AT(file_draft, currency)},
	{"horizon", SCHEMA_WHOLE, .roles = ROLE_STACK, .low = 1, .high = 120, .unit = "months",
	 .fallback = "36", .help = "how far the net present value looks", AT(file_draft, horizon)},
	{"discount_rate", SCHEMA_RATIO, .roles = ROLE_STACK, .high = LIMIT_DISCOUNT, .unit = "a year",
	 .fallback = "8%", .help = "what waiting for money is worth", AT(file_draft, discount_rate)},
	{"rate", SCHEMA_RANGE, .roles = ROLE_STACK | ROLE_CATALOG, .high = LIMIT_MONEY, .unit = "money",
	 .fallback = "the catalogue's", .help = "one person-day, loaded", AT(file_draft, rate)},
	{"overrun", SCHEMA_RANGE, .roles = ROLE_STACK | ROLE_CATALOG, .high = LIMIT_FACTOR,
	 .fallback = "the catalogue's", .help = "labour really spent / estimated", AT(file_draft, overrun)},
	{"overlap", SCHEMA_RANGE, .roles = ROLE_STACK | ROLE_CATALOG, .high = LIMIT_OVERLAP, .unit = "months",
	 .fallback = "the catalogue's", .help = "how long old and new both run", AT(file_draft, overlap)},
	{"switching_charges_end", SCHEMA_DATE, .roles = ROLE_STACK, .fallback = "never",
	 .help = "from then on no provider charges egress for a switch (EU Data Act, Art. 29)",
	 AT(file_draft, switching_end)},
	{"catalog", SCHEMA_WORD, .roles = ROLE_STACK, .words = catalog_uses, .fallback = "builtin",
	 .help = "whether the built-in catalogue is used", AT(file_draft, catalog)},
	{"include", SCHEMA_INCLUDES, .roles = ROLE_STACK,
	 .help = "more files, inside the folder of this one or below it"},
	{"needs", SCHEMA_NEEDS, .roles = ROLE_STACK, .high = 5, .help = "weights of what matters to you"},
	{"drivers", SCHEMA_LIST, .roles = ROLES_LISTS, .of = &schema_driver,
	 .help = "countable things that cost something to move"},
	{"providers", SCHEMA_LIST, .roles = ROLES_LISTS, .of = &schema_provider,
	 .help = "companies, or parts of one, that sell offerings or move money"},
	{"offerings", SCHEMA_LIST, .roles = ROLES_LISTS, .of = &schema_offering,
	 .help = "what software can rest on"},
	{"components", SCHEMA_LIST, .roles = ROLES_LISTS, .of = &schema_component,
	 .help = "what the organisation runs"},
	{"commitments", SCHEMA_LIST, .roles = ROLES_LISTS, .of = &schema_commitment,
	 .help = "promises to spend"},
	{"credits", SCHEMA_LIST, .roles = ROLES_LISTS, .of = &schema_credit, .help = "money to use up"},
	{"flows", SCHEMA_LIST, .roles = ROLES_LISTS, .of = &schema_flow,
	 .help = "what one actor gives another: the circles of the AI economy"},
	{"migrations", SCHEMA_LIST, .roles = ROLES_LISTS | ROLE_COMPANION, .of = &schema_migration,
	 .help = "moves of some bindings to one target"},
	{"scenarios", SCHEMA_LIST, .roles = ROLES_LISTS | ROLE_COMPANION, .of = &schema_scenario,
	 .help = "sets of migrations that are on"},
	{"source", SCHEMA_SOURCES, .roles = ROLE_CATALOG, .of = &schema_source,
	 .help = "where rate, overrun and overlap come from", AT(file_draft, sources)},
};
const struct schema schema_file = {"stack", 13, FIELDS(file_fields)};

/* --- finding --------------------------------------------------------------------------------- */

uint32_t schema_find(const struct schema *schema, const char *key, size_t length)
{
	uint32_t i = 0;

	while (i < schema->count &&
	       (strncmp(schema->fields[i].key, key, length) != 0 || schema->fields[i].key[length] != '\0'))
		i++;
	return i;
}

const char *schema_type_name(enum schema_type type)
{
	static const char *const names[SCHEMA_TYPE_COUNT] = {
		[SCHEMA_VERSION] = "1",
		[SCHEMA_TEXT] = "text",
		[SCHEMA_ID] = "an id (letters, digits and ._/-, at most 128)",
		[SCHEMA_REFERENCE] = "an id",
		[SCHEMA_UNIT] = "the name of a unit",
		[SCHEMA_PATTERN] = "a pattern (PCRE2)",
		[SCHEMA_WORD] = "one word",
		[SCHEMA_FLAG] = "true or false",
		[SCHEMA_DATE] = "a date (YYYY-MM-DD)",
		[SCHEMA_NUMBER] = "a number (with k, M, B or T)",
		[SCHEMA_RATIO] = "a number or a percentage",
		[SCHEMA_DATA] = "terabytes (or with GB, TB, PB)",
		[SCHEMA_WHOLE] = "a whole number",
		[SCHEMA_RANGE] = "one number or [low, likely, high]",
		[SCHEMA_ITEM] = "a mapping",
		[SCHEMA_LIST] = "a list of mappings",
		[SCHEMA_INCLUDES] = "a list of paths",
		[SCHEMA_NEEDS] = "a mapping of needs to weights",
		[SCHEMA_STANCES] = "a mapping of needs to numbers",
		[SCHEMA_TIERS] = "a list of [width, price per TB]",
		[SCHEMA_RUNS_ON] = "a list of ids, or of {any: [ids]}",
		[SCHEMA_PRICES] = "a mapping of units to money",
		[SCHEMA_CAPABILITIES] = "a list of words",
		[SCHEMA_TAGS] = "a list of words",
		[SCHEMA_REQUIRES] = "a list of words",
		[SCHEMA_DEPENDS_ON] = "a list of component ids",
		[SCHEMA_USAGE] = "a mapping of units to quantities",
		[SCHEMA_COUNTS] = "a mapping of drivers to ranges",
		[SCHEMA_MOVED] = "a list of component@offering",
		[SCHEMA_SWITCHED] = "a list of migration ids",
		[SCHEMA_TRIED] = "a mapping of variables to numbers or ranges",
		[SCHEMA_SOURCES] = "text, a mapping, or a list of them",
	};
	return names[type];
}
