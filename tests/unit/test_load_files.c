/* Stacks of more than one file: includes, companions, files that cannot be read twice, progress. */
#include "core/model/load.h"

#include "core/base/str.h"
#include "core/model/companion.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const char head[] =
	"unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1000\noverrun: 1\noverlap: 1\n";
static const char things[] = "drivers: [{id: d, category: redesign, effort: 1}]\n"
			     "providers: [{id: p, kind: cloud}]\n"
			     "offerings: [{id: o1, provider: p, kind: k}, {id: o2, provider: p, kind: k}]\n"
			     "components: [{id: c, bindings: [{offering: o1}]}]\n"
			     "migrations: [{id: m, from: o1, to: o2}]\n"
			     "scenarios: [{id: s, migrations: [m]}]\n";

static char folder[32];
static struct diag_list faults;
static struct arena arena;

static int setup(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/unmoor-load-XXXXXX");
	diag_list_init(&faults);
	arena_init(&arena);
	return mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	diag_list_clear(&faults);
	char *command = arena_print(&arena, "rm -rf '%s'", folder);
	int status = system(command);
	arena_clear(&arena);
	return status;
}

static const char *path_of(const char *name)
{
	return arena_print(&arena, "%s/%s", folder, name);
}

static const char *write_file(const char *name, const char *a, const char *b)
{
	const char *path = path_of(name);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(a, file);
	fputs(b, file);
	fclose(file);
	return path;
}

static void make_folder(const char *name)
{
	assert_int_equal(mkdir(path_of(name), 0700), 0);
}

static struct model *load(const char *path)
{
	diag_list_clear(&faults);
	return load_stack(path, NULL, &faults);
}

/* The first fault, without the folder's name. */
static const char *first_fault(void)
{
	const char *line = faults.count ? diag_line(&faults.items[0], &arena) : "none";

	return strncmp(line, folder, strlen(folder)) == 0 ? line + strlen(folder) + 1 : line;
}

static void check_fault(const char *path, const char *expected)
{
	assert_null(load(path));
	assert_string_equal(first_fault(), expected);
}

/* --- includes -------------------------------------------------------------------------------- */

static void test_includes(void **state)
{
	(void)state;
	make_folder("teams");
	write_file("teams/a.yaml", "unmoor: 1\ncomponents:\n- {id: a}\n- {id: b, depends_on: [main]}\n", "");
	write_file("teams/none.yaml", "unmoor: 1\ndrivers: []\n", "");
	write_file("teams/z.yaml", "components:\n\n- {id: z}\n", "");
	const char *stack = write_file(
		"acme.yaml", head,
		"include: [teams/z.yaml, teams/none.yaml, teams/a.yaml]\ncomponents: [{id: main}]\n");
	struct model *model = load(stack);
	assert_non_null(model);
	assert_int_equal(model->file_count, 4);
	assert_string_equal(model_component_id(model, 0), "main");
	assert_string_equal(model_component_id(model, 1), "z");
	assert_string_equal(model_component_id(model, 2), "a");
	assert_int_equal(model_component_place(model, 0).file, 0);
	assert_int_equal(model_component_place(model, 1).file, 1);
	assert_int_equal(model_component_place(model, 1).line, 3);
	assert_int_equal(model_component_place(model, 3).file, 3);
	assert_string_equal(model->files[3].name, path_of("teams/a.yaml"));
	model_free(model);
}

static void test_include_refusals(void **state)
{
	static const struct {
		const char *include, *fault;
	} cases[] = {
		{"[../x.yaml]",
		 "acme.yaml:7:11: error: '../x.yaml' must lie inside the folder of the stack or below it: no "
		 "'/' at the start, no '..'"},
		{"[a/../../x]",
		 "acme.yaml:7:11: error: 'a/../../x' must lie inside the folder of the stack or below it: no "
		 "'/' at the start, no '..'"},
		{"[/etc/passwd]",
		 "acme.yaml:7:11: error: '/etc/passwd' must lie inside the folder of the stack or below it: "
		 "no '/' at the start, no '..'"},
		{"[out.yaml]", "acme.yaml:7:11: error: 'out.yaml' must lie inside the folder of the stack: "
			       "this link leads out "
			       "of it"},
		{"[there/x.yaml]",
		 "acme.yaml:7:11: error: 'there/x.yaml' must lie inside the folder of the stack: this link "
		 "leads out of it"},
		{"[in.yaml, also.yaml]", "acme.yaml:7:20: error: 'also.yaml' is included already"},
		{"[acme.yaml]", "acme.yaml:7:11: error: 'acme.yaml' is included already"},
		{"[in.yaml, in.yaml]", "acme.yaml:7:20: error: 'in.yaml' is included already"},
		{"x.yaml", "acme.yaml:7:10: error: 'include' needs a list of paths, not 'x.yaml'"},
	};

	(void)state;
	make_folder("stack");
	make_folder("elsewhere");
	write_file("elsewhere/x.yaml", "unmoor: 1\n", "");
	write_file("stack/in.yaml", "unmoor: 1\n", "");
	assert_int_equal(symlink("../elsewhere/x.yaml", path_of("stack/out.yaml")), 0);
	assert_int_equal(symlink("../elsewhere", path_of("stack/there")), 0);
	assert_int_equal(symlink("in.yaml", path_of("stack/also.yaml")), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *stack = write_file("stack/acme.yaml", head,
					       arena_print(&arena, "include: %s\n", cases[i].include));
		assert_null(load(stack));
		assert_string_equal(first_fault() + strlen("stack/"), cases[i].fault);
	}
}

/* A link within the folder is fine. */
static void test_include_by_link(void **state)
{
	(void)state;
	write_file("real.yaml", "components: [{id: a}]\n", "");
	assert_int_equal(symlink("real.yaml", path_of("link.yaml")), 0);
	struct model *model = load(write_file("acme.yaml", head, "include: [link.yaml]\n"));
	assert_non_null(model);
	assert_int_equal(model->component_count, 1);
	model_free(model);
}

static void check_included(const char *text, const char *expected)
{
	const char *stack = write_file("acme.yaml", head, "include: [a.yaml]\ncomponents:\n- {id: x}\n");

	write_file("a.yaml", text, "");
	assert_null(load(stack));
	assert_string_equal(first_fault(), expected);
}

static void test_included_content(void **state)
{
	(void)state;
	check_included("title: x\n",
		       "a.yaml:1:1: error: 'title' is not allowed here (an included file holds lists only)");
	check_included(
		"include: [b.yaml]\n",
		"a.yaml:1:1: error: 'include' is not allowed here (an included file holds lists only)");
	check_included("needs: {}\n",
		       "a.yaml:1:1: error: 'needs' is not allowed here (an included file holds lists only)");
	check_included("unmoor: 3\n",
		       "a.yaml:1:9: error: unknown version '3' of the format (this program reads version 1)");
	check_included("components:\n- {id: x}\n",
		       arena_print(&arena, "a.yaml:2:8: error: component 'x' is given twice (first in %s:9)",
				   path_of("acme.yaml")));
	check_included("components:\n- {id: y, depends_on: [x,\n   z]}\n",
		       "a.yaml:3:4: error: unknown component 'z'");
	check_included("components: [\n", "a.yaml:2:1: error: a value was expected here");
	check_included("", "a.yaml:1:1: error: the file is empty");
}

static void test_missing_include(void **state)
{
	(void)state;
	const char *stack = write_file("acme.yaml", head, "include: [a.yaml]\n");
	check_fault(stack,
		    arena_print(&arena, "acme.yaml:7:11: error: '%s': no such file", path_of("a.yaml")));
	make_folder("a.yaml");
	check_fault(stack,
		    arena_print(&arena, "acme.yaml:7:11: error: '%s': is a folder", path_of("a.yaml")));
}

/* --- the stack file -------------------------------------------------------------------------- */

static void test_unreadable(void **state)
{
	(void)state;
	check_fault(path_of("nothing.yaml"), "nothing.yaml: error: no such file");
	make_folder("folder");
	check_fault(path_of("folder"), "folder: error: is a folder");
}

/* Faults of references have their place although a pipe cannot be read twice. */
static void test_fifo(void **state)
{
	(void)state;
	const char *path = path_of("fifo");
	assert_int_equal(mkfifo(path, 0600), 0);
	pid_t child = fork();
	if (child == 0) {
		FILE *out = fopen(path, "w");
		fprintf(out, "%scomponents:\n- {id: a, depends_on: [nobody]}\n", head);
		fclose(out);
		_exit(0);
	}
	check_fault(path, "fifo:8:24: error: unknown component 'nobody'");
	waitpid(child, NULL, 0);
}

static void test_titles(void **state)
{
	(void)state;
	struct model *model = load(write_file("acme.prod.yaml", head, ""));
	assert_non_null(model);
	assert_string_equal(model->title, "acme.prod");
	model_free(model);
}

struct seen {
	uint64_t bytes, total, stop_at;
	unsigned calls;
};

static bool step(void *context, uint64_t bytes, uint64_t total)
{
	struct seen *seen = context;

	assert_true(bytes >= seen->bytes && bytes <= total);
	seen->bytes = bytes;
	seen->total = total;
	seen->calls++;
	return bytes < seen->stop_at;
}

static void test_progress(void **state)
{
	struct str text;
	struct seen seen = {.stop_at = UINT64_MAX};
	const struct load_progress progress = {step, &seen};
	const struct load_options options = {.progress = &progress};

	(void)state;
	str_init(&text);
	str_add_text(&text, "include: [b.yaml]\ncomponents:\n");
	for (int i = 0; i < 20000; i++)
		str_print(&text, "- {id: c%d}\n", i);
	const char *stack = write_file("acme.yaml", head, text.data);
	write_file("b.yaml", "components:\n- {id: last}\n", "");
	struct model *model = load_stack(stack, &options, &faults);
	assert_non_null(model);
	assert_true(seen.calls >= 3);
	assert_true(seen.bytes > text.length / 2 && seen.total > text.length);
	model_free(model);
	seen = (struct seen){.stop_at = 100000};
	assert_null(load_stack(stack, &options, &faults));
	assert_string_equal(faults.items[0].text, "loading was stopped");
	assert_int_equal(faults.errors, 1);
	str_clear(&text);
}

/* --- companions ------------------------------------------------------------------------------ */

static void test_companion_path(void **state)
{
	static const struct {
		const char *stack, *companion;
	} cases[] = {
		{"acme.yaml", "acme.scenarios.yaml"},
		{"dir.yaml/acme.yml", "dir.yaml/acme.scenarios.yaml"},
		{"acme", "acme.scenarios.yaml"},
		{"a.b.yaml", "a.b.scenarios.yaml"},
		{"d/.yaml", "d/.yaml.scenarios.yaml"},
		{".yaml", ".yaml.scenarios.yaml"},
		{"acme.json", "acme.json.scenarios.yaml"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(load_companion_path(&arena, cases[i].stack), cases[i].companion);
	assert_null(load_companion_path(&arena, "-"));
	assert_null(load_companion_path(&arena, NULL));
}

static void test_companion(void **state)
{
	(void)state;
	const char *stack = write_file("acme.yaml", head, things);
	write_file("acme.scenarios.yaml",
		   "unmoor: 1\nmigrations:\n- {id: hand/1, bindings: [c@o1], to: o2}\n"
		   "scenarios:\n- {id: saved, migrations: [m]}\n- {id: t, migrations: [hand/1]}\n",
		   "");
	struct model *model = load(stack);
	assert_non_null(model);
	assert_int_equal(model->migration_count, 2);
	assert_int_equal(model->migrations[1].binding_count, 1);
	assert_int_equal(model->scenario_count, 3);
	assert_false(model->scenarios[0].saved);
	assert_true(model->scenarios[1].saved && model->scenarios[2].saved);
	assert_int_equal(model->scenarios[1].migrations[0], 0);
	assert_int_equal(model->saved_migrations, 1);
	assert_int_equal(model->saved_scenarios, 1);
	assert_int_equal(model_find_scenario(model, "t"), 2);
	assert_false(model->companion_faulty);
	assert_string_equal(model->companion, path_of("acme.scenarios.yaml"));
	model_free(model);
	const struct load_options alone = {.no_companion = true};
	model = load_stack(stack, &alone, &faults);
	assert_int_equal(model->scenario_count, 1);
	assert_null(model->companion);
	model_free(model);
}

/* Every kind of fault sets the whole file aside, and is a warning. */
static void test_faulty_companion(void **state)
{
	static const struct {
		const char *text, *warning;
	} cases[] = {
		{"scenarios: [{id: t, migrations: [m]}, {id: u, migrations: [x]}]\n",
		 "acme.scenarios.yaml:1:60: warning: scenarios are set aside: unknown migration 'x'"},
		{"scenarios: [{id: s}]\n",
		 "acme.scenarios.yaml:1:18: warning: scenarios are set aside: scenario 's' is given twice"},
		{"migrations: [{id: n, from: o1, to: o2}]\nscenarios: [{id: t, migrations: [m, n]}]\n",
		 "acme.scenarios.yaml:2:33: warning: scenarios are set aside: scenario 't': migrations 'm' "
		 "and 'n' both move "
		 "'c@o1' (leave one of them out)"},
		{"scenarios: [{id: t}\n", "acme.scenarios.yaml:2:1: warning: scenarios are set aside: ',' or "
					  "']' was expected here (the list begins at "
					  "line 1, column 12)"},
		{"title: x\n",
		 "acme.scenarios.yaml:1:1: warning: scenarios are set aside: 'title' is not allowed here (a "
		 "scenarios file holds migrations and scenarios only)"},
		{"migrations: [{id: n, bindings: [c@o3], to: o2}]\n",
		 "acme.scenarios.yaml:1:33: warning: scenarios are set aside: no binding 'c@o3': unknown "
		 "offering 'o3'"},
	};

	(void)state;
	const char *stack = write_file("acme.yaml", head, things);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_file("acme.scenarios.yaml", cases[i].text, "");
		struct model *model = load(stack);
		assert_non_null(model);
		assert_int_equal(strncmp(first_fault(), cases[i].warning, strlen(cases[i].warning)), 0);
		assert_int_equal(faults.errors, 0);
		assert_true(model->companion_faulty);
		assert_int_equal(model->migration_count, 1);
		assert_int_equal(model->scenario_count, 1);
		assert_int_equal(model_find_scenario(model, "t"), NONE);
		assert_int_equal(model_find_migration(model, "n"), NONE);
		assert_int_equal(model_find_scenario(model, "s"), 0);
		assert_int_equal(model->warnings.warnings, faults.warnings);
		model_free(model);
	}
	/* one that cannot be read at all */
	unlink(path_of("acme.scenarios.yaml"));
	make_folder("acme.scenarios.yaml");
	struct model *model = load(stack);
	assert_non_null(model);
	assert_true(model->companion_faulty);
	assert_string_equal(first_fault(),
			    "acme.scenarios.yaml: warning: scenarios are set aside: is a folder");
	model_free(model);
}

/* The catalogue is read last, but the fault is the user's. */
static void test_binding_named_twice(void **state)
{
	(void)state;
	check_fault(
		write_file("twice.yaml", "unmoor: 1\nas_of: 2026-11-01\n",
			   "components: [{id: a, bindings: [{offering: aws/s3}]}]\n"
			   "migrations:\n- id: m\n  to: oracle/object-storage\n  bindings:\n  - a@aws/s3\n"
			   "  - a@aws/s3\n"),
		"twice.yaml:9:5: error: binding 'a@aws/s3' is named twice (first on line 8)");
}

/* --- companions as they are written ---------------------------------------------------------- */

static void test_companion_read(void **state)
{
	struct companion companion;

	(void)state;
	const char *stack = write_file("acme.yaml", head, things);
	struct model *model = load(stack);
	const char *path = write_file(
		"x.scenarios.yaml",
		"migrations:\n"
		"- {id: a, name: A, from: p, to: o2, where: {team: x}, strategy: rehost, cost_ratio: 0.5,\n"
		"   extra: [1, 2, 3]}\n"
		"- {id: b, bindings: [c@o1], to: o2}\n"
		"scenarios:\n- {id: t, start: 3, migrations: [b, m]}\n",
		"");
	assert_true(companion_read(&companion, path, model, &faults));
	assert_int_equal(companion.migration_count, 2);
	const struct companion_migration *a = &companion.migrations[0], *b = &companion.migrations[1];
	assert_string_equal(a->name, "A");
	assert_string_equal(a->from, "p");
	assert_string_equal(a->to, "o2");
	assert_string_equal(a->where_team, "x");
	assert_null(a->where_tag);
	assert_int_equal(a->strategy, STRATEGY_REHOST);
	assert_true(a->has_extra && a->extra.high >= 3 && a->cost_ratio >= 0.5);
	assert_null(b->from);
	assert_int_equal(b->binding_count, 1);
	assert_string_equal(b->bindings[0], "c@o1");
	assert_false(b->has_extra);
	assert_true(isnan(b->cost_ratio));
	assert_int_equal(companion.scenario_count, 1);
	assert_int_equal(companion.scenarios[0].start, 3);
	assert_string_equal(companion.scenarios[0].migrations[1], "m");
	companion_clear(&companion);
	assert_true(companion_read(&companion, path_of("none"), model, &faults));
	assert_int_equal(companion.migration_count + companion.scenario_count, 0);
	companion_clear(&companion);
	model_free(model);
}

static void test_companion_read_refuses(void **state)
{
	static const char *const bad[] = {
		"scenarios: [{id: s}]\n",                            /* the stack's */
		"scenarios: [{id: t, migrations: [x]}]\n",           /* unknown */
		"scenarios: [{id: t}, {id: t}]\n",                   /* twice */
		"scenarios: [{id: t, migrations: [m, m]}]\n",        /* twice */
		"migrations: [{id: m, from: o1, to: o2}]\n",         /* the stack's */
		"migrations: [{id: a, from: o9, to: o2}]\n",         /* unknown */
		"migrations: [{id: a, from: o1, to: p}]\n",          /* no offering */
		"migrations: [{id: a, bindings: [c@o2], to: o2}]\n", /* no binding */
		"migrations: [{id: a, to: o2}]\n",                   /* of what? */
		"scenarios: [{id: t, start: 36}]\n",                 /* beyond the horizon */
		"scenarios: [\n",                                    /* no YAML */
		"components: []\n",                                  /* not its matter */
	};
	struct companion companion;

	(void)state;
	const char *stack = write_file("acme.yaml", head, things);
	struct model *model = load(stack);
	assert_non_null(model);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		diag_list_clear(&faults);
		if (companion_read(&companion, write_file("b.scenarios.yaml", bad[i], ""), model, &faults))
			fail_msg("no fault in %s", bad[i]);
		assert_true(faults.errors > 0);
		assert_int_equal(companion.scenario_count, 0);
		companion_clear(&companion);
	}
	model_free(model);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_includes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_include_refusals, setup, teardown),
		cmocka_unit_test_setup_teardown(test_include_by_link, setup, teardown),
		cmocka_unit_test_setup_teardown(test_included_content, setup, teardown),
		cmocka_unit_test_setup_teardown(test_missing_include, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unreadable, setup, teardown),
		cmocka_unit_test_setup_teardown(test_fifo, setup, teardown),
		cmocka_unit_test_setup_teardown(test_titles, setup, teardown),
		cmocka_unit_test_setup_teardown(test_progress, setup, teardown),
		cmocka_unit_test_setup_teardown(test_companion_path, setup, teardown),
		cmocka_unit_test_setup_teardown(test_companion, setup, teardown),
		cmocka_unit_test_setup_teardown(test_faulty_companion, setup, teardown),
		cmocka_unit_test_setup_teardown(test_binding_named_twice, setup, teardown),
		cmocka_unit_test_setup_teardown(test_companion_read, setup, teardown),
		cmocka_unit_test_setup_teardown(test_companion_read_refuses, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
