#include "core/model/load.h"
#include "core/model/store.h"
#include "core/model/store_text.h"
#include "tests/unit/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const char STACK[] = "unmoor: 1\n"
			    "as_of: 2026-11-01\n"
			    "catalog: none\n"
			    "rate: 1000\n"
			    "overrun: 1\n"
			    "overlap: 1\n"
			    "providers:\n"
			    "- {id: p, kind: cloud}\n"
			    "- {id: q, kind: cloud}\n"
			    "offerings:\n"
			    "- {id: p/a, provider: p, kind: store}\n"
			    "- {id: p/b, provider: p, kind: store}\n"
			    "- {id: q/a, provider: q, kind: store}\n"
			    "components:\n"
			    "- {id: c0, bindings: [{offering: p/a}, {offering: p/b}]}\n"
			    "- {id: c1, bindings: [{offering: p/a}]}\n"
			    "migrations:\n"
			    "- {id: all, from: p/a, to: q/a}\n"
			    "- {id: other, from: p/b, to: q/a}\n"
			    "scenarios:\n"
			    "- {id: own, migrations: [all]}\n";

/* A stack in a folder of its own, loaded. */
struct fixture {
	char folder[32], stack[64], saved[64];
	struct model *model;
	struct plan plan;
	struct choice choice;
	struct diag_list faults;
};

static struct fixture f;

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* The whole file; NULL when it cannot be opened. Free with free(). */
static char *read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = calloc(1, 65536);

	assert_non_null(text);
	if (!file) {
		free(text);
		return NULL;
	}
	(void)!fread(text, 1, 65535, file);
	assert_int_equal(fclose(file), 0);
	return text;
}

static void expect_file(const char *path, const char *text)
{
	char *found = read_file(path);

	assert_non_null(found);
	assert_string_equal(found, text);
	free(found);
}

static void forget_model(void)
{
	choice_clear(&f.choice);
	plan_clear(&f.plan);
	model_free(f.model);
}

static void load_model(void)
{
	f.model = load_stack(f.stack, NULL, &f.faults);
	assert_non_null(f.model);
	plan_init(&f.plan, f.model);
	choice_init(&f.choice);
}

static void load_again(void)
{
	forget_model();
	load_model();
}

static int setup(void **state)
{
	(void)state;
	strcpy(f.folder, "/tmp/unmoor-store-XXXXXX");
	assert_non_null(mkdtemp(f.folder));
	(void)snprintf(f.stack, sizeof(f.stack), "%s/acme.yaml", f.folder);
	(void)snprintf(f.saved, sizeof(f.saved), "%s/acme.scenarios.yaml", f.folder);
	write_file(f.stack, STACK);
	diag_list_init(&f.faults);
	load_model();
	return 0;
}

/* Removes what is in the folder; how many files that were. */
static int empty_folder(void)
{
	DIR *folder = opendir(f.folder);
	const struct dirent *entry;
	char path[512];
	int count = 0;

	assert_non_null(folder);
	while ((entry = readdir(folder)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", f.folder, entry->d_name);
		if (unlink(path) != 0)
			assert_int_equal(rmdir(path), 0);
		count++;
	}
	(void)closedir(folder);
	return count;
}

static int teardown(void **state)
{
	(void)state;
	forget_model();
	diag_list_clear(&f.faults);
	(void)empty_folder();
	assert_int_equal(rmdir(f.folder), 0);
	return 0;
}

static bool save(const char *id, const char *name)
{
	diag_list_clear(&f.faults);
	diag_list_init(&f.faults);
	return store_save(f.saved, &f.plan, &f.choice, id, name, &f.faults);
}

static void expect_refused(bool done, const char *why)
{
	assert_false(done);
	assert_true(f.faults.errors > 0);
	assert_non_null(strstr(f.faults.items[f.faults.count - 1].text, why));
}

static void switch_on(const char *id)
{
	uint32_t found = plan_find(&f.plan, id);

	assert_true(found != NONE);
	choice_set(&f.choice, found, true);
}

/* Moves one binding by hand and switches that on. */
static void move_by_hand(const char *binding, const char *to)
{
	uint32_t found = model_find_binding(f.model, binding);

	assert_true(found != NONE);
	choice_set(&f.choice, plan_make(&f.plan, "hand", NULL, &found, 1, model_find_offering(f.model, to)),
		   true);
}

#define HEAD "# Scenarios saved from unmoor. Each save writes this file anew.\nunmoor: 1\n"

/* --- the text --------------------------------------------------------------------------------- */

static void scalars_are_quoted_where_yaml_needs_it(void **state)
{
	static const struct {
		const char *text, *written;
	} cases[] = {
		{"acme", "acme"},
		{"hand/1", "hand/1"},
		{"c0@p/a", "c0@p/a"},
		{"Off Bedrock (late)", "Off Bedrock (late)"},
		{"", "\"\""},
		{"no", "\"no\""},
		{"On", "\"On\""},
		{"NULL", "\"NULL\""},
		{"12", "\"12\""},
		{"2026-11-01", "\"2026-11-01\""},
		{"- a", "\"- a\""},
		{"a: b", "\"a: b\""},
		{"a #b", "\"a #b\""},
		{"a ", "\"a \""},
		{" a", "\" a\""},
		{"say \"no\"", "\"say \\\"no\\\"\""},
		{"a\\b", "\"a\\\\b\""},
		{"a\nb\tc", "\"a\\nb\\tc\""},
		{"\x1b[31m", "\"\\x1B[31m\""},
		{"caf\xc3\xa9", "\"caf\xc3\xa9\""},
		{"\xe2\x80\xae", "\"\\u202E\""},
		{"\xc2\x85", "\"\\x85\""},
		{"\xf3\xa0\x80\x81", "\"\\U000E0001\""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct str out;
		str_init(&out);
		store_text_scalar(&out, cases[i].text);
		assert_string_equal(out.data, cases[i].written);
		str_clear(&out);
	}
}

/* --- saving ----------------------------------------------------------------------------------- */

static void a_new_file_holds_the_choice(void **state)
{
	struct stat status;

	(void)state;
	switch_on("other");
	f.choice.start = 7;
	move_by_hand("c1@p/a", "q/a");
	assert_true(save("mine", "no: \x1b"));
	expect_file(f.saved, HEAD "migrations:\n"
				  "- id: hand/1\n"
				  "  bindings: [c1@p/a]\n"
				  "  to: q/a\n"
				  "scenarios:\n"
				  "- id: mine\n"
				  "  name: \"no: \\x1B\"\n"
				  "  start: 7\n"
				  "  migrations: [other, hand/1]\n");
	assert_int_equal(stat(f.saved, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0600);
	expect_file(f.stack, STACK);
	assert_int_equal(empty_folder(), 2);
}

static void what_was_saved_is_found_again(void **state)
{
	uint32_t scenario;

	(void)state;
	switch_on("other");
	f.choice.start = 7;
	move_by_hand("c1@p/a", "q/a");
	assert_true(save("mine", "A \"name\"\twith \xe2\x86\x92"));
	load_again();
	scenario = model_find_scenario(f.model, "mine");
	assert_true(scenario != NONE);
	assert_true(f.model->scenarios[scenario].saved);
	assert_string_equal(f.model->scenarios[scenario].name, "A \"name\"\twith \xe2\x86\x92");
	choice_of_scenario(&f.choice, f.model, scenario);
	assert_int_equal(f.choice.start, 7);
	assert_int_equal(choice_count(&f.choice), 2);
	assert_true(choice_is_on(&f.choice, plan_find(&f.plan, "other")));
	assert_true(choice_is_on(&f.choice, plan_find(&f.plan, "hand/1")));
	assert_int_equal(f.plan.migrations[plan_find(&f.plan, "hand/1")]->binding_count, 1);
}

/* Saving again what is there gives the same bytes: nothing depends on when or how often. */
static void saving_twice_changes_nothing(void **state)
{
	char *first;

	(void)state;
	move_by_hand("c0@p/a", "p/b");
	assert_true(save("mine", "Mine"));
	first = read_file(f.saved);
	load_again();
	choice_of_scenario(&f.choice, f.model, model_find_scenario(f.model, "mine"));
	assert_true(save("mine", NULL));
	expect_file(f.saved, first);
	free(first);
}

static const char OTHERS[] = HEAD "migrations:\n"
				  "- id: far\n"
				  "  name: Far away\n"
				  "  from: p\n"
				  "  where: {component: \"^c\", tag: x}\n"
				  "  to: q/a\n"
				  "  strategy: refactor\n"
				  "  cost_ratio: 0.75\n"
				  "  extra: [1000, 2000, 5000]\n"
				  "- id: hand/1\n"
				  "  bindings: [c0@p/a]\n"
				  "  to: q/a\n"
				  "scenarios:\n"
				  "- id: first\n"
				  "  start: 0\n"
				  "  migrations: [far]\n"
				  "- id: second\n"
				  "  name: The second\n"
				  "  start: 2\n"
				  "  migrations: [hand/1]\n";

/* Saves "new" into what a hand has written. */
static void expect_saved(const char *old, const char *wanted)
{
	write_file(f.saved, old);
	if (!save("new", NULL))
		fail_msg("%s", f.faults.items[0].text);
	expect_file(f.saved, wanted);
	load_again();
	switch_on("other");
	assert_true(save("new", NULL));
	expect_file(f.saved, wanted);
	load_again();
	switch_on("other");
}

#define TOP "# Scenarios saved from unmoor. Each save writes this file anew.\n"
#define NEW "- id: new\n  start: 0\n  migrations: [other]\n"

static void comments_stay_with_what_they_are_about(void **state)
{
	(void)state;
	switch_on("other");
	expect_saved("# ours\n"
		     "\n"
		     "  # still ours\n"
		     "unmoor: 1 # as well\n"
		     "# of all\n"
		     "scenarios:\n"
		     "# the safe one\n"
		     "- id: z\t# z  \n"
		     "  # why in March\n"
		     "  start: 3\n"
		     "  migrations: [other]\n"
		     "# b's\n"
		     "\n"
		     "# b's as well\n"
		     "- {id: b, migrations: [other], start: 1} # late\n"
		     "  # a word on b\n"
		     "# moves follow\n"
		     "migrations:\n"
		     "  # slow but sure\n"
		     "  - id: far\n"
		     "    bindings: [c0@p/a]\n"
		     "    to: q/a\n"
		     "# the end",
		     TOP "# ours\n# still ours\n# as well\n# of all\nunmoor: 1\n"
			 "migrations:\n"
			 "# moves follow\n"
			 "# slow but sure\n"
			 "- id: far\n  bindings: [c0@p/a]\n  to: q/a\n"
			 "scenarios:\n"
			 "# the safe one\n# z\n# why in March\n"
			 "- id: z\n  start: 3\n  migrations: [other]\n"
			 "# b's\n# b's as well\n# late\n# a word on b\n"
			 "- id: b\n  start: 1\n  migrations: [other]\n" NEW "# the end\n");
	assert_true(save("z", "Z"));
	diag_list_clear(&f.faults);
	assert_true(store_remove(f.saved, &f.plan, "b", &f.faults));
	expect_file(f.saved, TOP "# ours\n# still ours\n# as well\n# of all\nunmoor: 1\n"
				 "migrations:\n"
				 "# moves follow\n"
				 "# slow but sure\n"
				 "- id: far\n  bindings: [c0@p/a]\n  to: q/a\n"
				 "scenarios:\n"
				 "# the safe one\n# z\n# why in March\n"
				 "- id: z\n  name: Z\n  start: 0\n  migrations: [other]\n" NEW "# the end\n");
}

static void what_is_no_comment_is_none(void **state)
{
	(void)state;
	switch_on("other");
	expect_saved("unmoor: 1\nscenarios:\n"
		     "- {id: a, name: 'it''s # 1', migrations: [other]}\n"
		     "- {\"id\":\"b\", name: \"say \\\"so\\\" # 2\", migrations: [\"other\"]}\n"
		     "- id: c_3\n  name: it's\t# three\n  migrations: [other]\n",
		     HEAD "migrations: []\nscenarios:\n"
			  "- id: a\n  name: \"it's # 1\"\n  start: 0\n  migrations: [other]\n"
			  "- id: b\n  name: \"say \\\"so\\\" # 2\"\n  start: 0\n  migrations: [other]\n"
			  "# three\n- id: c_3\n  name: \"it's\"\n  start: 0\n  migrations: [other]\n" NEW);
}

/* Whatever ends a line for libyaml, no comment goes beyond. */
static void comments_end_with_their_lines(void **state)
{
	static const char *const ends[] = {"\n", "\r\n", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
	char old[512];
	(void)state;
	switch_on("other");
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		snprintf(old, sizeof old,
			 "\xEF\xBB\xBF# one%sunmoor: 1%sscenarios:%s# two%s- {id: a, migrations: [other]}%s# "
			 "end",
			 ends[i], ends[i], ends[i], ends[i], ends[i]);
		expect_saved(old,
			     TOP "# one\nunmoor: 1\nmigrations: []\nscenarios:\n# two\n- id: a\n  start: 0\n"
				 "  migrations: [other]\n" NEW "# end\n");
	}
}

static bool save_alone(const char *path, const struct stat *replaces, bool *overtaken)
{
	struct store_alone alone = {.id = "mine", .replaces = replaces};
	bool done = store_save_alone(path, &f.plan, &f.choice, &alone, &f.faults);

	*overtaken = alone.overtaken;
	return done;
}

#define ALONE                   \
	HEAD "migrations: []\n" \
	     "scenarios:\n"     \
	     "- id: mine\n"     \
	     "  start: 0\n"     \
	     "  migrations: [other]\n"

/* Whatever stood there, a fault included; until the new one is whole. */
static void a_scenario_can_be_saved_alone(void **state)
{
	struct stat before;
	bool overtaken;
	(void)state;
	switch_on("other");
	write_file(f.saved, "unmoor: 1\nscenarios: [{id: a");
	assert_int_equal(lstat(f.saved, &before), 0);
	assert_true(save_alone(f.saved, &before, &overtaken));
	expect_file(f.saved, ALONE);
	assert_int_equal(lstat(f.stack, &before), 0);
	expect_refused(save_alone(f.stack, &before, &overtaken), "file of the stack");
	assert_false(overtaken);
	expect_file(f.stack, STACK);
}

/* Nor what came there since, nor what a link leads to. */
static void what_was_not_looked_at_is_not_replaced(void **state)
{
	struct stat before;
	char real[128];
	bool overtaken;
	(void)state;
	switch_on("other");
	write_file(f.saved, "older\n");
	expect_refused(save_alone(f.saved, NULL, &overtaken), "is not overwritten");
	assert_true(overtaken);
	assert_int_equal(lstat(f.saved, &before), 0);
	write_file(f.saved, "another\n");
	expect_refused(save_alone(f.saved, &before, &overtaken), "is not overwritten");
	assert_true(overtaken);
	expect_file(f.saved, "another\n");
	assert_int_equal(unlink(f.saved), 0);
	expect_refused(save_alone(f.saved, &before, &overtaken), "is not overwritten");
	assert_true(overtaken);
	snprintf(real, sizeof real, "%s.real", f.saved);
	write_file(real, "real\n");
	assert_int_equal(symlink(real, f.saved), 0);
	assert_int_equal(lstat(f.saved, &before), 0);
	expect_refused(save_alone(f.saved, &before, &overtaken), "is not overwritten");
	assert_int_equal(stat(f.saved, &before), 0);
	expect_refused(save_alone(f.saved, &before, &overtaken), "is not overwritten");
	assert_true(overtaken);
	expect_file(real, "real\n");
	assert_int_equal(unlink(f.saved), 0);
	assert_int_equal(unlink(real), 0);
	assert_true(save_alone(f.saved, NULL, &overtaken));
	expect_file(f.saved, ALONE);
}

static void what_else_the_file_holds_stays(void **state)
{
	char *text;

	(void)state;
	write_file(f.saved, OTHERS);
	load_again();
	switch_on("other");
	assert_true(save("third", NULL));
	text = read_file(f.saved);
	assert_memory_equal(text, OTHERS, strlen(OTHERS));
	assert_string_equal(text + strlen(OTHERS), "- id: third\n  start: 0\n  migrations: [other]\n");
	free(text);
}

static void a_replaced_scenario_keeps_place_and_name(void **state)
{
	char *text;

	(void)state;
	write_file(f.saved, OTHERS);
	load_again();
	switch_on("hand/1");
	f.choice.start = 5;
	assert_true(save("second", NULL));
	text = read_file(f.saved);
	assert_non_null(
		strstr(text, "- id: second\n  name: The second\n  start: 5\n  migrations: [hand/1]\n"));
	assert_non_null(strstr(text, "- id: hand/1\n"));
	free(text);
	load_again();
	switch_on("hand/1");
	assert_true(save("first", "Now"));
	text = read_file(f.saved);
	assert_true(strstr(text, "id: first\n  name: Now\n") < strstr(text, "id: second\n"));
	/* Somebody wrote `far`; it is not ours to take away. */
	assert_non_null(strstr(text, "- id: far\n"));
	free(text);
}

static void a_hand_made_migration_leaves_with_its_last_scenario(void **state)
{
	char *text;

	(void)state;
	write_file(f.saved, OTHERS);
	load_again();
	switch_on("other");
	assert_true(save("second", NULL));
	text = read_file(f.saved);
	assert_null(strstr(text, "hand/1"));
	assert_non_null(strstr(text, "migrations: [other]"));
	free(text);
}

/* Two at work on one stack: the other one's hand/1 must not become ours. */
static void a_taken_number_is_passed_over(void **state)
{
	char *text;

	(void)state;
	move_by_hand("c1@p/a", "p/b");
	write_file(f.saved, OTHERS);
	assert_true(save("mine", NULL));
	text = read_file(f.saved);
	assert_non_null(strstr(text, "- id: hand/1\n  bindings: [c0@p/a]\n  to: q/a\n"));
	assert_non_null(strstr(text, "- id: hand/2\n  bindings: [c1@p/a]\n  to: p/b\n"));
	assert_non_null(strstr(text, "- id: mine\n  start: 0\n  migrations: [hand/2]\n"));
	free(text);
}

static void a_long_list_is_broken(void **state)
{
	struct str stack;
	uint32_t bindings[60];
	char *text;

	(void)state;
	str_init(&stack);
	str_add_text(&stack, "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1\noverrun: 1\noverlap: 1\n"
			     "providers: [{id: p, kind: cloud}]\n"
			     "offerings: [{id: a, provider: p, kind: k}, {id: b, provider: p, kind: k}]\n"
			     "components:\n");
	for (int i = 0; i < 60; i++)
		str_print(&stack, "- {id: component-%d, bindings: [{offering: a}]}\n", i);
	write_file(f.stack, stack.data);
	str_clear(&stack);
	load_again();
	for (uint32_t i = 0; i < 60; i++)
		bindings[i] = i;
	choice_set(&f.choice,
		   plan_make(&f.plan, "hand", NULL, bindings, 60, model_find_offering(f.model, "b")), true);
	assert_true(save("mine", NULL));
	text = read_file(f.saved);
	for (const char *row = text; *row; row += strcspn(row, "\n") + 1)
		assert_true(strcspn(row, "\n") <= 102);
	free(text);
	load_again();
	assert_int_equal(f.plan.migrations[plan_find(&f.plan, "hand/1")]->binding_count, 60);
}

static void a_scenario_is_taken_out(void **state)
{
	char *text;

	(void)state;
	write_file(f.saved, OTHERS);
	load_again();
	assert_true(store_remove(f.saved, &f.plan, "second", &f.faults));
	text = read_file(f.saved);
	assert_null(strstr(text, "second"));
	assert_null(strstr(text, "hand/1"));
	assert_non_null(strstr(text, "- id: first\n"));
	free(text);
	load_again();
	expect_refused(store_remove(f.saved, &f.plan, "second", &f.faults), "no scenario 'second'");
}

/* --- refusals --------------------------------------------------------------------------------- */

static void ids_of_the_stack_and_no_ids_are_refused(void **state)
{
	(void)state;
	switch_on("other");
	expect_refused(save("own", NULL), "stack file's own");
	expect_refused(save("", NULL), "no id");
	expect_refused(save("-a", NULL), "no id");
	expect_refused(save("a b", NULL), "no id");
	expect_refused(save("a", "\xff"), "no name");
	expect_refused(save("a", ""), "no name");
	assert_int_equal(access(f.saved, F_OK), -1);
	assert_true(save("A9._/-", NULL));
}

static void a_file_that_does_not_parse_is_left_alone(void **state)
{
	static const char *const broken[] = {
		"unmoor: 1\nscenarios: [\n",  "unmoor: 1\nscenarios:\n- {id: a, migrations: [none]}\n",
		"unmoor: 1\nsecnarios: []\n", "unmoor: 2\n",
		"not yaml at all: [",         "unmoor: 1\nscenarios: []\n---\nunmoor: 1\n",
	};

	(void)state;
	switch_on("other");
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		write_file(f.saved, broken[i]);
		assert_false(save("mine", NULL));
		assert_true(f.faults.errors > 0);
		expect_file(f.saved, broken[i]);
	}
	assert_int_equal(empty_folder(), 2);
}

/* A fault that is seen only beside the stack: both move c1@p/a. */
static void a_file_that_was_set_aside_is_left_alone(void **state)
{
	static const char clash[] = "unmoor: 1\n"
				    "migrations: [{id: far, bindings: [c1@p/a], to: q/a}]\n"
				    "scenarios: [{id: a, migrations: [all, far]}]\n";

	(void)state;
	write_file(f.saved, clash);
	load_again();
	assert_true(f.model->companion_faulty);
	switch_on("other");
	expect_refused(save("mine", NULL), "was set aside");
	expect_refused(store_remove(f.saved, &f.plan, "a", &f.faults), "was set aside");
	expect_file(f.saved, clash);
	write_file(f.saved, "unmoor: 1\n");
	load_again();
	assert_true(save("mine", NULL));
}

static void the_stack_is_never_written(void **state)
{
	(void)state;
	switch_on("other");
	strcpy(f.saved, f.stack);
	expect_refused(save("mine", NULL), "file of the stack");
	expect_file(f.stack, STACK);
}

static void what_others_changed_is_not_overwritten(void **state)
{
	(void)state;
	/* Saved by another process after this one loaded the stack. */
	write_file(f.saved, OTHERS);
	switch_on("other");
	expect_refused(save("second", NULL), "by another program");
	expect_refused(store_remove(f.saved, &f.plan, "second", &f.faults), "by another program");
	expect_file(f.saved, OTHERS);
	/* By whatever name it is called. */
	(void)snprintf(f.saved, sizeof(f.saved), "%s/./acme.scenarios.yaml", f.folder);
	expect_refused(save("second", NULL), "by another program");
	/* Under another id it can be saved, and once it was read it can be replaced. */
	assert_true(save("mine", NULL));
	load_again();
	assert_true(save("second", NULL));
}

static void changed_migrations_are_not_taken_for_their_old_selves(void **state)
{
	static const char before[] = "unmoor: 1\nmigrations: [{id: far, from: p/a, to: q/a}]\n";
	static const char after[] = "unmoor: 1\nmigrations: [{id: far, from: p/b, to: q/a}]\n";

	(void)state;
	write_file(f.saved, before);
	load_again();
	switch_on("far");
	write_file(f.saved, after);
	expect_refused(save("mine", NULL), "was changed there");
	write_file(f.saved, before);
	assert_true(save("mine", NULL));
}

/* An export that was not told to replace anything. */
static void what_is_made_takes_no_others_place(void **state)
{
	bool exists;
	char *text;

	(void)state;
	assert_true(store_create(f.saved, "one", 3, &exists, &f.faults));
	assert_false(exists);
	assert_false(store_create(f.saved, "two", 3, &exists, &f.faults));
	assert_true(exists);
	assert_string_equal(text = read_file(f.saved), "one");
	free(text);
	/* A link to nowhere is something that is there; no folder is a fault. */
	assert_int_equal(unlink(f.saved), 0);
	assert_int_equal(symlink("nowhere", f.saved), 0);
	assert_false(store_create(f.saved, "two", 3, &exists, &f.faults));
	assert_true(exists);
	assert_int_equal(f.faults.errors, 0);
	assert_false(store_create("/nowhere/at/all", "two", 3, &exists, &f.faults));
	assert_false(exists);
	assert_int_equal(f.faults.errors, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scalars_are_quoted_where_yaml_needs_it),
		cmocka_unit_test_setup_teardown(what_is_made_takes_no_others_place, setup, teardown),
		cmocka_unit_test_setup_teardown(a_new_file_holds_the_choice, setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_saved_is_found_again, setup, teardown),
		cmocka_unit_test_setup_teardown(saving_twice_changes_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(a_scenario_can_be_saved_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(comments_stay_with_what_they_are_about, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_no_comment_is_none, setup, teardown),
		cmocka_unit_test_setup_teardown(comments_end_with_their_lines, setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_not_looked_at_is_not_replaced, setup, teardown),
		cmocka_unit_test_setup_teardown(what_else_the_file_holds_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(a_replaced_scenario_keeps_place_and_name, setup, teardown),
		cmocka_unit_test_setup_teardown(a_hand_made_migration_leaves_with_its_last_scenario, setup,
						teardown),
		cmocka_unit_test_setup_teardown(a_taken_number_is_passed_over, setup, teardown),
		cmocka_unit_test_setup_teardown(a_long_list_is_broken, setup, teardown),
		cmocka_unit_test_setup_teardown(a_scenario_is_taken_out, setup, teardown),
		cmocka_unit_test_setup_teardown(ids_of_the_stack_and_no_ids_are_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(a_file_that_does_not_parse_is_left_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(a_file_that_was_set_aside_is_left_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(the_stack_is_never_written, setup, teardown),
		cmocka_unit_test_setup_teardown(what_others_changed_is_not_overwritten, setup, teardown),
		cmocka_unit_test_setup_teardown(changed_migrations_are_not_taken_for_their_old_selves, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
