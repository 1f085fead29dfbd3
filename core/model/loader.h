/*
 * The loader's inside: its state, and what its files give each other. Private to core/model.
 *
 * A file is pulled item by item through the tables of schema.h. Values go at once into the arrays of
 * the model; names of other things stay numbers of texts until all files are read, and are resolved
 * then. Functions that take a value return false only when the stream itself failed: a fault of the
 * value is noted, the value passed over, and loading goes on with the next.
 */
#ifndef CORE_MODEL_LOADER_H
#define CORE_MODEL_LOADER_H

#include "core/base/memory.h"
#include "core/base/yaml.h"
#include "core/model/draft.h"
#include "core/model/load.h"
#include "core/model/model_index.h"
#include "core/model/schema.h"

/* Where something stands, to the column. */
struct spot {
	uint32_t line;
	uint16_t column, file;
};

/* Which keys an item gave, and where their values stand. */
struct item_keys {
	uint32_t seen; /* a bit a field of its table */
	bool faulty;   /* what it says is not all known: what it would select is not what was meant */
	struct spot start;
	struct spot at[SCHEMA_MOST_FIELDS];
	struct slice names; /* what a migration moves, a scenario switches on: into loader.names */
	struct slice tried; /* what a scenario tries: into loader.trials */
};

struct name_spot {
	uint32_t text;
	struct spot spot;
};

/* A value that a scenario tries, before its variable is known. */
struct trial {
	uint32_t text;
	struct spot spot;
	struct range value;
};

/* The lists of the file whose items keep their keys until all is read. */
enum item_list {
	ITEMS_DRIVERS,
	ITEMS_PROVIDERS,
	ITEMS_OFFERINGS,
	ITEMS_COMMITMENTS,
	ITEMS_CREDITS,
	ITEMS_FLOWS,
	ITEMS_MIGRATIONS,
	ITEMS_SCENARIOS,
	ITEMS_COUNT
};

/* A reference of a component's that has a fault: its column is found by reading again. */
enum wanted_kind { WANTED_DEPENDS_ON, WANTED_OFFERING, WANTED_COUNT };

struct wanted {
	enum wanted_kind kind;
	uint32_t number; /* of the reference in its array */
	struct spot spot;
	const char *text, *suggestion;
};

/* The last mapping that gave a key, and on which line. */
struct stamp {
	uint32_t serial, line, layer;
};

struct stamps {
	struct stamp *items;
	size_t count;
};

/* A file that may have to be read again: its bytes, where it is none that can be opened twice. */
struct loaded_file {
	struct reader reader;
	const char *path; /* NULL: bytes of the caller's or the program's */
	enum schema_role role;
	dev_t device; /* with number: which file it is */
	ino_t number;
};

struct loader_sizes {
	size_t files, needs, drivers, providers, offerings, components, bindings, usages, counts,
		count_ranges, tags, requires, depends_on, commitments, credits, flows, migrations, scenarios,
		tiers, stances, support_groups, supports, prices, capabilities, sources, units;
};

struct loader {
	struct model *model;
	struct model_index *index; /* the model's */
	struct diag_list *faults;
	const struct load_progress *progress;
	uint64_t bytes_before, bytes_total; /* of the files before this one; of all that are known */
	bool only_file;                     /* the stack is no pipe (any more) */
	bool broken;                        /* a file could not be read to its end */
	bool stopped;                       /* because the progress said so */
	struct loaded_file *loaded;         /* as model.files */
	size_t loaded_capacity;

	/* the file that is being read */
	struct yaml *yaml;
	enum schema_role role;
	uint16_t file;

	struct loader_sizes count; /* only of arrays that have no count in the model */
	struct loader_sizes capacity;

	struct item_keys file_keys; /* of the stack file */
	struct item_keys *keys[ITEMS_COUNT];
	size_t keys_capacity[ITEMS_COUNT];
	struct spot *support_spots, *need_spots; /* as model.supports, model.needs */
	size_t support_spots_capacity, need_spots_capacity;
	struct name_spot *names;
	size_t name_count, name_capacity;
	struct slice names_now; /* of the migration or scenario that is being read */
	struct trial *trials;
	size_t trial_count, trial_capacity;
	struct slice tried_now;            /* of the scenario that is being read */
	struct name_spot *providers_named; /* by entries that are given twice */
	size_t provider_named_count, provider_named_capacity;
	struct name_spot *includes;
	size_t include_count, include_capacity;

	uint8_t next_key[SCHEMA_TABLES][SCHEMA_MOST_FIELDS + 1]; /* see load_keys */
	uint32_t binding_line;                                   /* of the binding that is being read */
	const char *within; /* the user's key whose value is being read, else NULL */
	uint32_t serial;    /* of the mapping of user's keys that is being read */
	struct stamps driver_stamps, unit_stamps, need_stamps, move_stamps, tried_stamps;
	uint32_t data_tb, dependents; /* drivers; NONE: not named so far */

	struct wanted *wanted; /* found so far, or looked for in the second reading */
	size_t wanted_count, wanted_capacity;
	size_t wanted_more; /* more faults than are told */
	bool again;         /* this is the second reading */
};

static inline struct spot load_spot(const struct loader *loader, const struct yaml_item *item)
{
	uint16_t column = item->column < UINT16_MAX ? (uint16_t)item->column : 0;

	return (struct spot){item->line, column, loader->file};
}

/* --- faults (load_fault.c) ------------------------------------------------------------------- */

/* Adds an error; suggestion may be NULL. */
void load_fault(struct loader *loader, struct spot spot, const char *suggestion, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
void load_warn(struct loader *loader, struct spot spot, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* True when an error there would be kept (the first by file and line are): only then is it worth to look
 * for what was meant. */
bool load_wants_suggestion(const struct loader *loader, struct spot spot);

/* The order in which faults are told: of the files, then of the lines. */
bool load_is_before(const struct model *model, const struct diag *a, const struct diag *b);

/* What a fault shows of a value: cut at 60 bytes, between characters. Lives in the model. */
const char *load_shown(struct loader *loader, const char *text, size_t length);

/* "did you mean 'x'?" of the ids of a kind (and, unless KIND_COUNT, of a second one), for a fault at that
 * spot, or NULL; also that the id is one of another kind. Lives in the model. */
const char *load_nearest_id(struct loader *loader, struct spot spot, const char *id, enum model_kind kind,
			    enum model_kind other);
const char *load_nearest_key(struct loader *loader, const char *key, const struct schema *schema);

/* "x.yaml:12", of where something was given first. */
const char *load_first(struct loader *loader, const char *what, struct spot spot);

/* --- mappings (load_map.c) ------------------------------------------------------------------- */

/* Walks a mapping and then what is merged into it. */
struct cursor {
	uint32_t layer; /* 0: the key is the mapping's own; else of the n-th that is merged: it gives way */
	bool failed;    /* the stream is over */
	bool has_held, has_own;
	unsigned lists;
	struct yaml_held held, own;
};

/* Begins behind the first item of the mapping. */
void cursor_start(struct cursor *cursor);

/* The next key, whose value is then to be taken; NULL at the end, or when the stream failed. */
const struct yaml_item *cursor_next(struct loader *loader, struct cursor *cursor);

/* Reads a mapping by its table into `to`; its first item has been taken. */
bool load_keys(struct loader *loader, const struct schema *schema, void *to, struct item_keys *keys);

bool load_gave(const struct schema *schema, const struct item_keys *keys, const char *key);
struct spot load_spot_of(const struct schema *schema, const struct item_keys *keys,
			 const char *key); /* or of the item */

/* Passes over the next value. */
bool load_skip_value(struct loader *loader);

/* --- values (load_value.c, load_lists.c, load_component.c) ----------------------------------- */

/* Takes a value whose first item was taken; to: where the field's value goes. */
typedef bool load_function(struct loader *loader, const struct schema_field *field,
			   const struct yaml_item *item, void *to);

load_function load_value; /* of any type */
load_function load_item, load_list, load_includes, load_needs, load_stances, load_tiers, load_runs_on,
	load_prices, load_capabilities, load_tags, load_requires, load_depends_on, load_usage, load_counts,
	load_moved, load_switched, load_sources, load_tried;

/* How faults call a key: "'counts' of 'prompt'" inside a mapping of the user's keys. Lives in the model. */
const char *load_called(struct loader *loader, const char *key);

/* What a fault shows of an item: its text, else what it is. Lives in the model. */
const char *load_given(struct loader *loader, const struct yaml_item *item);

/* Says what was wanted and passes over the value. */
bool load_wrong(struct loader *loader, const struct schema_field *field, const struct yaml_item *item);

/* True for a value that was left out: `key:` and, where a list or mapping is wanted, also ~ and null. */
bool load_is_missing(const struct yaml_item *item);
bool load_is_null(const struct yaml_item *item);

/* A number of the field's type and bounds; false: a fault, noted. The item is a text. key: what faults call
 * it. */
bool load_number(struct loader *loader, const struct schema_field *field, const char *key,
		 const struct yaml_item *item, double *value);

/* A number or a range; *ok tells whether there was no fault. */
bool load_range_value(struct loader *loader, const struct schema_field *field, const char *key,
		      const struct yaml_item *item, struct range *value, bool *ok);

/* The number of a text. */
uint32_t load_text(struct loader *loader, const struct yaml_item *item);

/* The number of a unit or need, added when it is new. */
uint32_t load_unit(struct loader *loader, const struct yaml_item *item);

/* True when the key `number` is new in the mapping of loader.serial. layer: as in struct cursor. */
bool load_stamp_new(struct loader *loader, struct stamps *stamps, uint32_t number, uint32_t line,
		    uint32_t layer);

/* The same; when the same layer had it already, a fault is noted. */
bool load_stamp(struct loader *loader, struct stamps *stamps, uint32_t number, const struct yaml_item *key,
		uint32_t layer);

/* --- things (load_things.c, load_component.c) ------------------------------------------------ */

/* Takes one mapping of a list; its first item was taken. */
typedef bool load_thing(struct loader *loader, const struct yaml_item *item);

load_thing load_driver, load_provider, load_offering, load_component, load_binding, load_commitment,
	load_credit, load_flow, load_migration, load_scenario;

/* The driver of that id, which may be defined later. */
uint32_t load_driver_slot(struct loader *loader, uint32_t text);

/* --- after the last file --------------------------------------------------------------------- */

bool load_are_few(struct loader *loader);            /* what has a limit of its number (load_finish.c) */
void load_finish_things(struct loader *loader);      /* defaults, required keys, places (load_finish.c) */
void load_resolve(struct loader *loader);            /* names to indices (load_resolve.c) */
void load_resolve_components(struct loader *loader); /* (load_resolve_components.c) */
enum { LOAD_MOVERS_MOST = 1000 };                    /* migrations that move one binding */
void load_select(struct loader *loader,
		 uint32_t first); /* what migrations from this one on move (load_select.c) */
void load_check_scenarios(struct loader *loader, uint32_t first);
void load_warnings(struct loader *loader); /* (load_warnings.c) */

/* True, and a fault, when the list of names of loader.serial has given this move before. */
bool load_named_twice(struct loader *loader, uint32_t move, const struct name_spot *name, const char *what);

/* --- inputs tried (load_tried.c) ------------------------------------------------------------- */

struct tried;

/* What scenarios from this one on try. */
void load_resolve_tried(struct loader *loader, uint32_t first_scenario);

/* Does a variable belong to the file itself, and is not to be looked up? */
typedef bool load_tried_own(const struct loader *loader, const char *name);

/*
 * The variables of trials in a model and their values, sorted, in the loader's arena; what is wrong with
 * them is noted. is_own may be NULL.
 */
struct tried *load_tried_list(struct loader *loader, const struct model *model, struct slice trials,
			      load_tried_own *is_own, uint32_t *count);

/* The horizon that a scenario with these has. */
uint32_t load_tried_horizon(const struct loader *loader, struct slice trials);

/* --- moves ----------------------------------------------------------------------------------- */

/* Resolves migrations and scenarios from these on. */
void load_resolve_moves(struct loader *loader, uint32_t first_migration, uint32_t first_scenario);
void load_finish_moves(struct loader *loader, uint32_t first_migration, uint32_t first_scenario);

/* --- files (load_file.c) --------------------------------------------------------------------- */

/* With an empty model; faults may be changed later. */
struct loader *loader_new(struct diag_list *faults);
void loader_free(struct loader *loader, bool keep_model);

/* Reads one file into the model. name: what faults call it. What could not be opened or read is a fault. */
void load_path(struct loader *loader, const char *path, const char *name, enum schema_role role,
	       struct file_draft *draft);

/* The same of a file that is open. The reader is taken over; yaml: a stream of load_open_ahead on it, or
 * NULL. */
void load_opened(struct loader *loader, const char *path, const char *name, enum schema_role role,
		 const struct reader *reader, struct yaml *yaml, struct file_draft *draft);

/* A thread begins to parse; the reader stays where it is until the stream has been closed. */
struct yaml *load_open_ahead(struct loader *loader, const struct reader *reader);

/* Tells why a file was not opened; at: where it was named, or line 0. */
void load_cannot_open(struct loader *loader, const char *name, struct spot at, const char *reason);

void load_memory(struct loader *loader, const char *name, const char *bytes, size_t length,
		 enum schema_role role, struct file_draft *draft);

/* What `include` names, in the order given there, from beside the stack file `path`; NULL: not allowed. */
void load_all_includes(struct loader *loader, const char *path,
		       struct file_draft *draft); /* (load_include.c) */

/* Tells the faults of the wanted references; reads the files again to find their columns (load_again.c). */
void load_tell_wanted(struct loader *loader);

/* Reads one more time what is the loaded file `number` of another loader (for load_again.c). */
void load_loaded(struct loader *loader, struct loaded_file *loaded, const char *name,
		 struct file_draft *draft);

/* Reads the scenarios of a stack into its model; a fault becomes a warning (load_companion.c). */
void load_companion(struct loader *loader, const char *path);

/* Room for one more behind `count` items. */
static inline void *load_room(void *array, size_t count, size_t *capacity, size_t size)
{
	return count < *capacity ? array : memory_grow(array, count, capacity, size);
}

#endif
