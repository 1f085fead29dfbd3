/*
 * The companion of a stack (acme.scenarios.yaml of acme.yaml), read for the one who rewrites it:
 * its migrations and scenarios as they are written, ids as texts, in the order of the file.
 *
 * load_stack reads the same file into the model by itself (model.h: saved_migrations, saved_scenarios,
 * companion_faulty).
 */
#ifndef CORE_MODEL_COMPANION_H
#define CORE_MODEL_COMPANION_H

#include "core/model/tried.h"

/* Comments of the file, from their "#" to the end of the line, in their order. */
struct remark {
	const char *text;
	struct remark *next;
};

struct remarks {
	struct remark *first, *last;
};

struct companion_migration {
	const char *id, *name; /* name: the id where the file gives none */
	const char *to;
	const char *from;                                     /* NULL where it names bindings */
	const char *where_component, *where_team, *where_tag; /* NULL: not given */
	enum strategy strategy;                               /* STRATEGY_DERIVED: not given */
	double cost_ratio;                                    /* NAN: not given */
	bool has_extra;
	struct range extra;
	const char *const *bindings; /* "component@offering", as the file has them */
	uint32_t binding_count;
	uint32_t line; /* where it begins; 0: in no file yet */
	struct remarks remarks;
};

struct companion_tried;

struct companion_scenario {
	const char *id, *name;
	uint32_t start;                /* month */
	const char *const *migrations; /* ids: its own or the stack's */
	uint32_t migration_count;
	const struct companion_tried *tried; /* [tried_count] */
	uint32_t tried_count;
	uint32_t line; /* as above */
	struct remarks remarks;
};

/* A value tried, by the name of its variable. */
struct companion_tried {
	const char *variable;
	enum tried_kind kind;
	struct range value;
};

struct companion {
	struct arena arena;
	struct companion_migration *migrations;
	struct companion_scenario *scenarios;
	uint32_t migration_count, scenario_count;
	struct remarks head, tail; /* of none of them; remarks_read() fills these and theirs */
};

/*
 * Reads and checks it against the stack: every id it names exists in it or in the stack file, and
 * none is given twice. What the model holds of an older companion does not count. A file that is not
 * there gives an empty one. False: a fault, in faults as errors; the companion is empty. The
 * companion is initialised here; clear it in either case.
 */
bool companion_read(struct companion *companion, const char *path, const struct model *stack,
		    struct diag_list *faults);

/*
 * The same where the stack may have changed since: what it names need not exist, and no start is too late.
 * The caller looks up what is left.
 */
bool companion_read_loosely(struct companion *companion, const char *path, struct diag_list *faults);

void companion_clear(struct companion *companion);

#endif
