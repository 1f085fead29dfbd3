/* Every rule of the format, broken once: the fault, its place, and that nothing else is said. */
#include "core/model/load.h"

#include "core/base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct fault_case {
	const char *text;     /* of the stack, behind the head */
	const char *expected; /* all lines of faults, without the file's name; lines are counted behind the
				 head */
};

/* Six lines. */
static const char head[] =
	"unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1000\noverrun: 1\noverlap: 1\n";
enum { HEAD_LINES = 6 };

/* Adds three lines that nearly all cases need. */
static const char things[] =
	"drivers: [{id: model, category: redesign, effort: 1}]\n"
	"providers: [{id: aws, kind: cloud}, {id: gcp, kind: cloud}]\n"
	"offerings: [{id: aws/s3, provider: aws, kind: k}, {id: gcp/gcs, provider: gcp, kind: k}]\n";
enum { THINGS_LINES = 3 };

static void add_fault(struct str *out, const struct diag *diag, unsigned lines_before)
{
	str_print(out, "%s%u:%u %s", out->length ? "\n" : "", (unsigned)diag->line - lines_before,
		  (unsigned)diag->column, diag->text);
	if (diag->suggestion)
		str_print(out, " (%s)", diag->suggestion);
}

static void check(const char *before, unsigned lines_before, const struct fault_case *c)
{
	struct diag_list faults;
	struct str text, out;

	diag_list_init(&faults);
	str_init(&text);
	str_init(&out);
	str_print(&text, "%s%s", before, c->text);
	struct model *model = load_bytes("test.yaml", text.data, text.length, &faults);
	str_add_text(&out, "");
	for (size_t i = 0; i < faults.count; i++)
		if (faults.items[i].level == DIAG_ERROR)
			add_fault(&out, &faults.items[i], lines_before);
	if (strcmp(out.data, c->expected) != 0)
		print_error("of: %s\n", c->text);
	assert_string_equal(out.data, c->expected);
	assert_null(model);
	str_clear(&out);
	str_clear(&text);
	diag_list_clear(&faults);
}

static void check_all(const struct fault_case *cases, size_t count)
{
	struct str before;

	str_init(&before);
	str_print(&before, "%s%s", head, things);
	for (size_t i = 0; i < count; i++)
		check(before.data, HEAD_LINES + THINGS_LINES, &cases[i]);
	str_clear(&before);
}

#define CHECK(cases) check_all(cases, sizeof(cases) / sizeof *(cases))

/* --- the file -------------------------------------------------------------------------------- */

static void test_whole_file(void **state)
{
	static const struct fault_case cases[] = {
		{"", "1:1 the file is empty"},
		{"- a\n", "1:1 a stack is a mapping of keys (begin with 'unmoor: 1')"},
		{"a stack\n", "1:1 a stack is a mapping of keys (begin with 'unmoor: 1')"},
		{"catalog: none\nrate: 1\noverrun: 1\noverlap: 1\n",
		 "1:1 the file has no 'unmoor' (begin the file with 'unmoor: 1')\n"
		 "1:1 the file has no 'as_of' (for example 'as_of: 2026-11-01')"},
		{"unmoor: 2\nas_of: 2026-01-01\n",
		 "1:9 unknown version '2' of the format (this program reads version 1)"},
		{"unmoor: 1\nas_of: 2026-01-01\ncatalog: none\n",
		 "3:10 without the catalogue the file must give 'rate'\n"
		 "3:10 without the catalogue the file must give 'overrun'\n"
		 "3:10 without the catalogue the file must give 'overlap'"},
		{"unmoor: 1\nas_of: 2026-01-01\ncatalog: non\n",
		 "3:10 unknown catalog 'non' (did you mean 'none'?)"},
		{"unmoor: 1\nas_of: 2026-01-01\ncatalog: mine\n",
		 "3:10 unknown catalog 'mine' (allowed: builtin, none)"},
		{"unmoor: 1\nas_of: 2026-01-01\ninclude: [a.yaml]\n",
		 "3:11 only a stack that is a file can include others"},
		{"unmoor: 1\nas_of: 2026-01-01\nsource: x\n",
		 "3:1 'source' is not allowed here (only the catalogue has it)"},
		{"unmoor: 1\nunmoor: 1\nas_of: 2026-01-01\n",
		 "2:1 'unmoor' is given twice (first on line 1)"},
		/* what a broken file would go on to say is not guessed at */
		{"unmoor: 1\ncomponents:\n- {id: a, depends_on: [b]\n- x\n",
		 "4:1 ',' or '}' was expected here (the mapping begins at line 3, column 3)"},
		{"unmoor: 1\nrat: 1\nas_of: 'x\n",
		 "2:1 unknown key 'rat' in a stack (did you mean 'rate'?)\n3:8 this quote is never closed"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check("", 0, &cases[i]);
}

static void test_head(void **state)
{
	static const struct fault_case cases[] = {
		{"horizon: 0\n", "1:10 'horizon' is out of range: '0' (1 to 120 is allowed)"},
		{"horizon: 121\n", "1:10 'horizon' is out of range: '121' (1 to 120 is allowed)"},
		{"horizon: 1.5\n", "1:10 'horizon' needs a whole number, not '1.5'"},
		{"horizon: 1k\n", "1:10 'horizon' needs a whole number, not '1k'"},
		{"discount_rate: -1%\n",
		 "1:16 'discount_rate' is out of range: '-1%' (it must not be negative)"},
		{"discount_rate: 8 percent\n",
		 "1:16 'discount_rate' needs a number or a percentage, not '8 percent'"},
		{"title:\n", "1:7 'title' has no value: text is needed"},
		{"title: [x]\n", "1:8 'title' needs text, not a list"},
		{"switching_charges_end: 2027-02-29\n",
		 "1:24 'switching_charges_end' needs a date (YYYY-MM-DD), not '2027-02-29'"},
		{"switching_charges_end: 2027-1-1\n",
		 "1:24 'switching_charges_end' needs a date (YYYY-MM-DD), not '2027-1-1'"},
		{"switching_charges_end: 0000-01-01\n",
		 "1:24 'switching_charges_end' needs a date (YYYY-MM-DD), not '0000-01-01'"},
		{"needs: {a: 6}\n", "1:12 'needs' of 'a' is out of range: '6' (0 to 5 is allowed)"},
		{"needs: {a: [1]}\n", "1:12 'needs' of 'a' needs a number, not a list"},
		{"needs: {a: 1, b: 2, a: 1}\n", "1:21 'a' is given twice (first on line 10)"},
		{"needs: [a]\n", "1:8 'needs' needs a mapping of needs to weights, not a list"},
		{"[a]: b\n", "1:1 a key has to be one text"},
		{"? {a: b}\n: [c]\n", "1:3 a key has to be one text"},
		{"components: {id: a}\n", "1:13 'components' needs a list of mappings, not a mapping"},
		{"components: [a]\n", "1:14 'components' needs mappings, one for each component, not 'a'"},
		{"Title: x\n", "1:1 unknown key 'Title' in a stack (did you mean 'title'?)"},
	};

	(void)state;
	CHECK(cases);
}

/* --- numbers --------------------------------------------------------------------------------- */

static void test_numbers(void **state)
{
	static const char *const bad[] = {"1,5", "0x10", "inf",  ".inf",  "nan",   "five", "1_000", "5K",
					  "5kk", "k",    "5 kg", "12:30", "1e999", "5%",   "''"};
	static const struct fault_case more[] = {
		{"commitments: [{provider: aws, remaining: -5, until: 2026-01-01}]\n",
		 "1:42 'remaining' is out of range: '-5' (it must not be negative)"},
		{"commitments: [{provider: aws, remaining: , until: 2026-01-01}]\n",
		 "1:42 'remaining' has no value: a number (with k, M, B or T) is needed"},
		{"components: [{id: c, bindings: [{offering: aws/s3, counts: {model: [1, 2]}}]}]\n",
		 "1:68 'counts' of 'model' needs one number or [low, likely, high], not [1, 2]"},
		{"components: [{id: c, bindings: [{offering: aws/s3, counts: {model: [1, 2, 3, 4]}}]}]\n",
		 "1:68 'counts' of 'model' needs one number or [low, likely, high], not [1, 2, 3, 4]"},
		{"components: [{id: c, bindings: [{offering: aws/s3, counts: {model: [1, [2], 3]}}]}]\n",
		 "1:68 'counts' of 'model' needs one number or [low, likely, high], not [1, ..]"},
		{"components: [{id: c, bindings: [{offering: aws/s3, counts: {model: [1, x, 3]}}]}]\n",
		 "1:72 'counts' of 'model' needs a number (with k, M, B or T), not 'x'"},
		{"components: [{id: c, bindings: [{offering: aws/s3, counts: {model: [2, 1, 3]}}]}]\n",
		 "1:68 'counts' of 'model' is out of order: [2, 1, 3] (low <= likely <= high)"},
		{"components: [{id: c, bindings: [{offering: aws/s3, counts: {model: {a: 1}}}]}]\n",
		 "1:68 'counts' of 'model' needs one number or [low, likely, high], not a mapping"},
		{"components: [{id: c, bindings: [{offering: aws/s3, counts: {model: -1}}]}]\n",
		 "1:68 'counts' of 'model' is out of range: '-1' (it must not be negative)"},
		{"components: [{id: c, bindings: [{offering: aws/s3, growth: 2k}]}]\n",
		 "1:60 'growth' needs a number or a percentage, not '2k'"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct str text, expected;
		str_init(&text);
		str_init(&expected);
		str_print(&text, "commitments:\n- {provider: aws, until: 2026-01-01, remaining: %s}\n",
			  strchr(bad[i], ',') ? "'1,5'" : bad[i]);
		str_print(&expected, "2:49 'remaining' needs a number (with k, M, B or T), not '%s'",
			  *bad[i] == '\'' ? "" : bad[i]);
		check_all(&(struct fault_case){text.data, expected.data}, 1);
		str_clear(&text);
		str_clear(&expected);
	}
	CHECK(more);
}

/* --- lists of things ------------------------------------------------------------------------- */

static void test_ids(void **state)
{
	static const struct fault_case cases[] = {
		{"components: [{name: x}]\n", "1:14 a component has no 'id'"},
		{"migrations: [{to: aws/s3, from: aws}]\n", "1:14 a migration has no 'id'"},
		{"scenarios: [{}]\n", "1:13 a scenario has no 'id'"},
		{"components: [{id: -x}]\n",
		 "1:19 'id' needs an id (letters, digits and ._/-, at most 128), not '-x'"},
		{"components: [{id: a@b}]\n",
		 "1:19 'id' needs an id (letters, digits and ._/-, at most 128), not 'a@b'"},
		{"components: [{id: ''}]\n",
		 "1:19 'id' needs an id (letters, digits and ._/-, at most 128), not ''"},
		{"components: [{id: c}, {id: d}, {id: c}]\n",
		 "1:37 component 'c' is given twice (first on line 10)"},
		{"components:\n- id: c\n- id: c\n  bindings: [{offering: aws/s3}]\n- id: d\n"
		 "  bindings: [{offering: aws/s3}]\n",
		 "3:7 component 'c' is given twice (first on line 11)"},
		{"migrations: [{id: m, to: aws/s3, from: aws}, {id: m, to: aws/s3, from: aws}]\n",
		 "1:51 migration 'm' is given twice (first on line 10)"},
		{"scenarios: [{id: s}, {id: s}]\n", "1:27 scenario 's' is given twice (first on line 10)"},
	};

	(void)state;
	CHECK(cases);
}

static void test_long_id(void **state)
{
	static const char form[] = "components: [{id: %0129d}]\n";
	struct str text;

	(void)state;
	str_init(&text);
	str_print(&text, form, 1);
	struct fault_case c = {text.data,
			       "1:19 'id' needs an id (letters, digits and ._/-, at most 128), not "
			       "'000000000000000000000000000000000000000000000000000000000000...'"};
	check_all(&c, 1);
	str_clear(&text);
}

/* Lists that the common head has already: these stacks begin anew. */
static void check_bare(const struct fault_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check(head, HEAD_LINES, &cases[i]);
}

static void test_drivers(void **state)
{
	static const struct fault_case cases[] = {
		{"drivers: [{id: d}]\n", "1:11 driver 'd' has no 'category'\n"
					 "1:11 driver 'd': exactly one of effort, money, price is needed"},
		{"drivers: [{id: d, category: redesign, effort: 1, price: x}]\n",
		 "1:11 driver 'd': exactly one of effort, money, price is needed"},
		{"drivers: [{id: data_tb, category: transfer, money: 1}]\n",
		 "1:11 driver 'data_tb': 'data_tb' takes none of effort, money, price: the source's egress "
		 "prices it"},
		{"drivers: [{id: dependents, category: transfer, price: x}]\n",
		 "1:11 driver 'dependents': 'dependents' needs effort or money"},
		{"drivers: [{id: dependents, category: transfer}]\n",
		 "1:11 driver 'dependents': 'dependents' needs effort or money"},
		{"drivers: [{id: d, category: desing, money: 1}]\n",
		 "1:29 unknown category 'desing' (allowed: retraining, rebuilding, redesign, "
		 "requalification, transfer, "
		 "parallel, onboarding, commitments)"},
		{"drivers: [{id: d, category: redesign, money: 1, at: {rehost: two}}]\n",
		 "1:62 'rehost' of 'at' needs a number or a percentage, not 'two'"},
		{"drivers: [{id: d, category: redesign, money: 1, at: {rehos: 1}}]\n",
		 "1:54 unknown key 'rehos' in 'at' (did you mean 'rehost'?)"},
		{"drivers: [{id: d, category: redesign, money: 1, at: 1}]\n",
		 "1:53 'at' needs a mapping, not '1'"},
		{"drivers: [{id: d, category: redesign, money: 1}, {id: d, category: redesign, money: 1}]\n",
		 "1:55 driver 'd' is given twice (first on line 7)"},
	};

	(void)state;
	check_bare(cases, sizeof cases / sizeof *cases);
}

static void test_providers(void **state)
{
	static const struct fault_case cases[] = {
		{"providers: [{id: p}]\n", "1:13 provider 'p' has no 'kind'"},
		{"providers: [{id: p, kind: cluod}]\n", "1:27 unknown kind 'cluod' (did you mean 'cloud'?)"},
		{"providers: [{id: prov, kind: lab}, {id: q, kind: lab, parent: porv}]\n",
		 "1:63 unknown provider 'porv' (did you mean 'prov'?)"},
		{"providers: [{id: p, kind: lab, parent: p}]\n", "1:40 parents in a circle: p -> p"},
		{"providers:\n- {id: a, kind: lab, parent: b}\n- {id: b, kind: lab, parent: c}\n"
		 "- {id: c, kind: lab, parent: a}\n- {id: d, kind: lab, parent: b}\n",
		 "2:30 parents in a circle: a -> b -> c -> a"},
		{"providers: [{id: p, kind: lab, egress: [[1, 2]]}]\n",
		 "1:40 the last tier of 'egress' must be 'rest' (write [rest, PRICE] at the end)"},
		{"providers: [{id: p, kind: lab, egress: [[rest, 2], [rest, 1]]}]\n",
		 "1:40 only the last tier of 'egress' may be 'rest' (write [rest, PRICE] at the end)"},
		{"providers: [{id: p, kind: lab, egress: [[0, 2], [rest, 1]]}]\n",
		 "1:42 the width of a tier must be above 0, not '0'"},
		{"providers: [{id: p, kind: lab, egress: [[5 GiB, 2], [rest, 1]]}]\n",
		 "1:42 'egress' needs terabytes (or with GB, TB, PB), not '5 GiB'"},
		{"providers: [{id: p, kind: lab, egress: [[1k, 2], [rest, 1]]}]\n",
		 "1:42 'egress' needs terabytes (or with GB, TB, PB), not '1k'"},
		{"providers: [{id: p, kind: lab, egress: [[rest]]}]\n",
		 "1:46 'egress' needs a list of [width, price per TB]"},
		{"providers: [{id: p, kind: lab, egress: [[rest, 1, 2]]}]\n",
		 "1:51 'egress' needs a list of [width, price per TB]"},
		{"providers: [{id: p, kind: lab, egress: [rest, [rest, -1]]}]\n",
		 "1:41 'egress' needs a list of [width, price per TB], not 'rest'\n"
		 "1:54 'egress' is out of range: '-1' (it must not be negative)"},
		{"providers: [{id: p, kind: lab, egress: 5}]\n",
		 "1:40 'egress' needs a list of [width, price per TB], not '5'"},
		{"providers: [{id: p, kind: lab, exit_waiver: maybe}]\n",
		 "1:45 'exit_waiver' needs true or false, not 'maybe'"},
		{"providers: [{id: p, kind: lab, stance: {x: 3}}]\n",
		 "1:44 'stance' of 'x' is out of range: '3' (-2 to 2 is allowed)"},
		{"providers: [{id: p, kind: lab, source: {tilte: x}}]\n",
		 "1:41 unknown key 'tilte' in a source (did you mean 'title'?)"},
	};

	(void)state;
	check_bare(cases, sizeof cases / sizeof *cases);
}

static void test_offerings(void **state)
{
	static const struct fault_case cases[] = {
		{"offerings: [{id: o}]\n",
		 "1:13 offering 'o' has no 'provider'\n1:13 offering 'o' has no 'kind'"},
		{"offerings: [{id: o, provider: p, kind: k}]\n", "1:31 unknown provider 'p'"},
		{"providers: [{id: prov, kind: lab}]\n"
		 "offerings: [{id: off, provider: prov, kind: k, runs_on: [of, prv, any: [prov, pr]]}]\n",
		 "2:58 unknown offering or provider 'of'\n"
		 "2:62 unknown offering or provider 'prv' (did you mean 'prov'?)\n"
		 "2:79 unknown offering or provider 'pr'"},
		{"providers: [{id: p, kind: lab}]\n"
		 "offerings: [{id: o, provider: p, kind: k, runs_on: [{any: []}]}]\n",
		 "2:53 'any' needs at least one id"},
		{"providers: [{id: p, kind: lab}]\n"
		 "offerings: [{id: o, provider: p, kind: k, runs_on: [{all: [p]}]}]\n",
		 "2:54 unknown key 'all' in 'runs_on' (write {any: [a, b]})"},
		{"providers: [{id: p, kind: lab}]\n"
		 "offerings: [{id: o, provider: p, kind: k, runs_on: [{anny: [p]}]}]\n",
		 "2:54 unknown key 'anny' in 'runs_on' (did you mean 'any'?)"},
		{"providers: [{id: p, kind: lab, egress: [[rest, 3], [1, 2]]}]\n",
		 "1:40 only the last tier of 'egress' may be 'rest' (write [rest, PRICE] at the end)"},
		{"providers: [{id: p, kind: lab}]\n"
		 "offerings: [{id: o, provider: p, kind: k, runs_on: [[p]]}]\n",
		 "2:53 'runs_on' needs a list of ids, or of {any: [ids]}, not a list"},
		{"providers: [{id: p, kind: lab}]\n"
		 "offerings: [{id: o, provider: p, kind: k, runs_on: p}]\n",
		 "2:52 'runs_on' needs a list of ids, or of {any: [ids]}, not 'p'"},
		{"providers: [{id: p, kind: lab}]\n"
		 "offerings: [{id: o, provider: p, kind: k, prices: {h: x, h: 1}, capabilities: [a, {b: "
		 "c}]}]\n",
		 "2:55 'prices' of 'h' needs a number (with k, M, B or T), not 'x'\n2:58 'h' is given twice "
		 "(first on "
		 "line 8)\n"
		 "2:83 'capabilities' needs a list of words, not a mapping"},
	};

	(void)state;
	check_bare(cases, sizeof cases / sizeof *cases);
}

static void test_components(void **state)
{
	static const struct fault_case cases[] = {
		{"components: [{id: c, bindings: [{monthly: 5}]}]\n", "1:33 a binding has no 'offering'"},
		{"components: [{id: c, bindings: [{offering: [a]}]}]\n",
		 "1:44 'offering' needs an id, not a list"},
		{"components: [{id: c, bindings: [{offering: aws/s4}]}]\n",
		 "1:44 unknown offering 'aws/s4' (did you mean 'aws/s3'?)"},
		{"components: [{id: c, bindings: [{offering: aws/s3}, {offering: gcp/gcs}, {offering: "
		 "aws/s3}]}]\n",
		 "1:85 component 'c' has two bindings on 'aws/s3'"},
		{"components: [{id: chat, depends_on: [chat, caht, x]}]\n",
		 "1:38 component 'chat' depends on itself\n1:44 unknown component 'caht' (did you mean "
		 "'chat'?)\n"
		 "1:50 unknown component 'x'"},
		{"components: [{id: c, bindings: [{offering: aws/s3, counts: {modle: 1, model: 2, model: "
		 "3}}]}]\n",
		 "1:61 unknown driver 'modle' (did you mean 'model'?)\n1:81 'model' is given twice (first on "
		 "line 10)"},
		{"components: [{id: c, bindings: [{offering: aws/s3, counts: {dependents: 1}}]}]\n",
		 "1:61 'dependents' is never given (leave it out: the program counts the dependents)\n"
		 "1:61 unknown driver 'dependents'"},
		{"components: [{id: c, bindings: [{offering: aws/s3, usage: {h: 1, h: 2}}]}]\n",
		 "1:66 'h' is given twice (first on line 10)"},
		{"components: [{id: c, bindings: [{offering: aws/s3, montly: 1}]}]\n",
		 "1:52 unknown key 'montly' in a binding (did you mean 'monthly'?)"},
		{"components: [{id: c, tags: x, requires: {a: b}, depends_on: [[a]]}]\n",
		 "1:28 'tags' needs a list of words, not 'x'\n1:41 'requires' needs a list of words, not a "
		 "mapping\n"
		 "1:62 'depends_on' needs a list of component ids, not a list"},
	};

	(void)state;
	CHECK(cases);
}

static void test_commitments_and_flows(void **state)
{
	static const struct fault_case cases[] = {
		{"commitments: [{}]\n",
		 "1:15 a commitment has no 'provider'\n1:15 a commitment has no 'remaining'\n"
		 "1:15 a commitment has no 'until'"},
		{"credits: [{provider: aw, remaining: 1, until: 2026-01-01}]\n",
		 "1:22 unknown provider 'aw'"},
		{"credits: [{remaining: 1}]\n",
		 "1:11 a credit has no 'provider'\n1:11 a credit has no 'until'"},
		{"flows: [{from: aws, to: gcp}]\n", "1:9 a flow has no 'kind'"},
		{"flows: [{from: aws, to: aws, kind: data}]\n", "1:25 a flow from 'aws' to itself"},
		{"flows: [{from: aws, to: gcp, kind: data, firm: 5}]\n",
		 "1:48 'firm' without 'amount' (give 'amount' as announced too)"},
		{"flows: [{from: aws, to: gcp, kind: data, term: 0}]\n",
		 "1:48 'term' is out of range: '0' (0.001 to 1000 is allowed)"},
		{"flows: [{from: aws, to: gcp, kind: ownership}]\n",
		 "1:36 unknown kind 'ownership' (allowed: equity, warrant, credits, commitment, revenue, "
		 "hardware, "
		 "capacity, licence, distribution, data)"},
		{"flows: [{from: asw, to: gcp/gs, kind: data, status: payed}]\n",
		 "1:16 unknown offering or provider 'asw' (did you mean 'aws'?)\n"
		 "1:25 unknown offering or provider 'gcp/gs' (did you mean 'gcp/gcs'?)\n"
		 "1:53 unknown status 'payed' (allowed: paid, committed, conditional, reported, superseded)"},
	};

	(void)state;
	CHECK(cases);
}

static void test_migrations(void **state)
{
	static const struct fault_case cases[] = {
		{"migrations: [{id: m, from: aws}]\n", "1:14 migration 'm' has no 'to'"},
		{"migrations: [{id: m, to: gcp/gcs}]\n",
		 "1:14 migration 'm' needs either 'from' or 'bindings'"},
		{"migrations: [{id: m, to: gcp/gcs, from: aws, bindings: []}]\n",
		 "1:56 migration 'm' needs either 'from' or 'bindings', not both"},
		{"migrations: [{id: m, to: gcp/gcs, bindings: [], where: {team: x}}]\n",
		 "1:56 'where' goes with 'from', not with 'bindings'"},
		{"migrations: [{id: m, to: gcp, from: aws/s4}]\n",
		 "1:26 unknown offering 'gcp' ('gcp' is a provider)\n1:37 unknown offering or provider "
		 "'aws/s4' (did you mean "
		 "'aws/s3'?)"},
		{"migrations: [{id: m, to: gcp/gcs, from: aws, where: {team: 'a(b', tag: '(*UTF)x', "
		 "componnt: x}}]\n",
		 "1:60 'team' is no pattern: missing closing parenthesis: 'a(b' (at its byte 4)\n"
		 "1:72 'tag' is no pattern: a pattern must not start with a verb '(*': '(*UTF)x' (at its "
		 "byte 1)\n"
		 "1:83 unknown key 'componnt' in 'where' (did you mean 'component'?)"},
		{"migrations: [{id: m, to: gcp/gcs, from: aws, strategy: refctor, cost_ratio: x}]\n",
		 "1:56 unknown strategy 'refctor' (did you mean 'refactor'?)\n"
		 "1:77 'cost_ratio' needs a number or a percentage, not 'x'"},
		{"components: [{id: chat, bindings: [{offering: aws/s3}]}]\n"
		 "migrations: [{id: m, to: gcp/gcs, bindings: [chat@aws/s3, caht@aws/s3, chat@aws/s4, "
		 "chat@gcp/gcs, chat,\n"
		 "  chat@aws/s3]}]\n",
		 "2:59 no binding 'caht@aws/s3': unknown component 'caht' (did you mean 'chat'?)\n"
		 "2:72 no binding 'chat@aws/s4': unknown offering 'aws/s4' (did you mean 'aws/s3'?)\n"
		 "2:85 no binding 'chat@gcp/gcs': the component has none on that offering\n"
		 "2:99 'chat' names no binding (write component@offering)\n"
		 "3:3 binding 'chat@aws/s3' is named twice (first on line 11)"},
	};

	(void)state;
	CHECK(cases);
}

static void test_scenarios(void **state)
{
	static const struct fault_case cases[] = {
		{"scenarios: [{id: s, migrations: [m]}]\n", "1:34 unknown migration 'm'"},
		{"migrations: [{id: m, to: gcp/gcs, from: aws}]\nscenarios: [{id: s, migrations: [m, m]}]\n",
		 "2:37 migration 'm' is named twice (first on line 11)"},
		{"scenarios: [{id: s, start: 36}]\n",
		 "1:28 'start' is month 36: it must be below the horizon of 36 months"},
		{"scenarios: [{id: s, start: 120}]\n",
		 "1:28 'start' is out of range: '120' (0 to 119 is allowed)"},
		{"components: [{id: c, bindings: [{offering: aws/s3}]}]\n"
		 "migrations: [{id: m, to: gcp/gcs, from: aws}, {id: n, to: gcp/gcs, from: aws/s3}]\n"
		 "scenarios: [{id: s, migrations: [m, n]}]\n",
		 "3:33 scenario 's': migrations 'm' and 'n' both move 'c@aws/s3' (leave one of them out)"},
	};

	(void)state;
	CHECK(cases);
}

static void test_merge_keys(void **state)
{
	static const struct fault_case cases[] = {
		{"title: &t x\ncomponents: [{<<: *t, id: c}]\n",
		 "1:8 '<<' needs a mapping or a list of mappings (write '<<: "
		 "*name' or '<<: [*a, *b]')"},
		{"components: [{<<: [{id: c}, [x]]}]\n",
		 "1:29 '<<' needs a mapping or a list of mappings (write '<<: "
		 "*name' or '<<: [*a, *b]')"},
		{"components: [{<<: {id: c}, <<: {}}]\n",
		 "1:28 '<<' is given twice (one '<<' can take a list)"},
		{"components: [{id: c, <<: *c}]\n", "1:26 no anchor '&c' before this alias"},
		{"components: [&c {id: c, <<: *c}]\n", "1:29 '*c' is part of what it stands for"},
		{"components: [{<<: {id: c, name: a, name: b}}]\n",
		 "1:36 'name' is given twice (first on line 10)"},
		{"components: [{id: c, <<: [{team: a}, {team: b, tags: [],\n  tags: [t]}]}]\n",
		 "2:3 'tags' is given twice (first on line 10)"},
		{"needs: {<<: {privacy: 1, privacy: 2}}\n",
		 "1:26 'privacy' is given twice (first on line 10)"},
		/* Under an anchor it is told once, however often it is merged. */
		{"components: [&c {id: c, name: a, name: b}, {<<: *c, id: d}, {<<: *c, id: e}]\n",
		 "1:34 'name' is given twice (first on line 10)"},
	};

	(void)state;
	CHECK(cases);
}

/* --- what a fault does not hide ---------------------------------------------------------------- */

/* What an entry that is given twice names is looked at all the same. */
static void test_named_by_doubles(void **state)
{
	static const struct fault_case cases[] = {
		{"components: [{id: b}, {id: b, depends_on: [zz]}]\n",
		 "1:28 component 'b' is given twice (first on line 10)\n1:44 unknown component 'zz'"},
		{"migrations: [{id: m, from: aws, to: gcp/gcs}, {id: m, from: zz, to: gcp/gcs}]\n",
		 "1:52 migration 'm' is given twice (first on line 10)\n"
		 "1:61 unknown offering or provider 'zz'"},
		{"scenarios: [{id: s}, {id: s, migrations: [zz]}]\n",
		 "1:27 scenario 's' is given twice (first on line 10)\n1:43 unknown migration 'zz'"},
	};

	(void)state;
	CHECK(cases);
}

/* Clashing migrations are told beside other faults; one that is at fault itself selects nothing. */
static void test_clash_beside_others(void **state)
{
	static const struct fault_case cases[] = {
		{"components: [{id: c, bindings: [{offering: aws/s3}, {offering: nowhere}]}]\n"
		 "migrations: [{id: a, from: aws, to: gcp/gcs}, {id: b, from: aws/s3, to: gcp/gcs}]\n"
		 "scenarios: [{id: s, migrations: [a, b]}]\n",
		 "1:64 unknown offering 'nowhere'\n"
		 "3:33 scenario 's': migrations 'a' and 'b' both move 'c@aws/s3' (leave one of them out)"},
		{"components: [{id: c, bindings: [{offering: aws/s3}]}]\n"
		 "migrations: [{id: a, from: aws, to: gcp/gcs}, {id: b, from: aws, to: gcp/gcs, where: {x: "
		 "1}}]\n"
		 "scenarios: [{id: s, migrations: [a, b]}]\n",
		 "2:87 unknown key 'x' in 'where' (allowed: component, team, tag)"},
	};

	(void)state;
	CHECK(cases);
}

/* --- how many -------------------------------------------------------------------------------- */

static void test_the_first_twenty(void **state)
{
	struct diag_list faults;
	struct str text;

	(void)state;
	diag_list_init(&faults);
	str_init(&text);
	str_add_text(&text, head);
	str_add_text(&text, "components:\n");
	for (int i = 0; i < 30; i++)
		str_print(&text, "- {id: c%d, depends_on: [d%d]}\n", i, i);
	assert_null(load_bytes("test.yaml", text.data, text.length, &faults));
	assert_int_equal(faults.count, 20);
	assert_int_equal(faults.errors, 30);
	for (unsigned i = 0; i < 20; i++) {
		assert_int_equal(faults.items[i].line, HEAD_LINES + 2 + i);
		assert_true(faults.items[i].column > 20);
	}
	diag_list_clear(&faults);
	str_clear(&text);
}

/* Unknown offerings are looked for after unknown components; all the same the first lines are told. */
static void test_the_first_by_line(void **state)
{
	struct diag_list faults;
	struct str text;

	(void)state;
	diag_list_init(&faults);
	str_init(&text);
	str_add_text(&text, head);
	str_add_text(&text, "components:\n");
	for (int i = 0; i < 30; i++)
		str_print(&text, "- {id: c%d, %s}\n", i,
			  i < 15 ? "bindings: [{offering: nowhere}]" : "depends_on: [nobody]");
	str_add_text(&text, "migrations: [{id: m, bindings: [c0@no], to: zz}]\n");
	assert_null(load_bytes("test.yaml", text.data, text.length, &faults));
	assert_int_equal(faults.count, 20);
	assert_int_equal(faults.errors, 32);
	for (unsigned i = 0; i < 20; i++)
		assert_int_equal(faults.items[i].line, HEAD_LINES + 2 + i);
	diag_list_clear(&faults);
	str_clear(&text);
}

/* A pattern that would take ages on one of the texts is a fault of the file, the same on every machine. */
static void test_slow_pattern(void **state)
{
	struct str text;

	(void)state;
	str_init(&text);
	str_add_text(&text, "components: [{id: c, team: ");
	for (int i = 0; i < 100; i++)
		str_add_text(&text, "aaaaaaaaaa");
	str_add_text(&text, "!, bindings: [{offering: aws/s3}]}]\n"
			    "migrations: [{id: m, to: gcp/gcs, from: aws, where: {team: '(a+)+$'}}]\n");
	struct fault_case c = {text.data,
			       "2:53 a pattern of 'where' takes too long on "
			       "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...' (write a "
			       "simpler pattern)"};
	check_all(&c, 1);
	str_clear(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole_file),
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_long_id),
		cmocka_unit_test(test_drivers),
		cmocka_unit_test(test_providers),
		cmocka_unit_test(test_offerings),
		cmocka_unit_test(test_components),
		cmocka_unit_test(test_commitments_and_flows),
		cmocka_unit_test(test_migrations),
		cmocka_unit_test(test_scenarios),
		cmocka_unit_test(test_merge_keys),
		cmocka_unit_test(test_the_first_twenty),
		cmocka_unit_test(test_slow_pattern),
		cmocka_unit_test(test_named_by_doubles),
		cmocka_unit_test(test_clash_beside_others),
		cmocka_unit_test(test_the_first_by_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
