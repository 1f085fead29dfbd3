#include "tests/unit/loaded.h"

#include "core/base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct diag_list faults;

int loaded_setup(void **state)
{
	(void)state;
	diag_list_init(&faults);
	return 0;
}

int loaded_teardown(void **state)
{
	(void)state;
	diag_list_clear(&faults);
	return 0;
}

struct diag_list *loaded_faults(void)
{
	return &faults;
}

struct model *loaded(const char *text)
{
	diag_list_clear(&faults);
	struct model *model = load_bytes("test.yaml", text, strlen(text), &faults);
	if (model)
		return model;
	for (size_t i = 0; i < faults.count; i++)
		print_error("%u:%u: %s\n", (unsigned)faults.items[i].line, (unsigned)faults.items[i].column,
			    faults.items[i].text);
	fail_msg("%zu faults", faults.errors);
	return NULL;
}

struct model *loaded_with_things(const char *rest)
{
	static const char things[] = LOADED_HEAD
		"drivers: [{id: d, category: redesign, effort: 1}, {id: data_tb, category: transfer}]\n"
		"providers: [{id: p, kind: cloud}]\n"
		"offerings: [{id: o1, provider: p, kind: k}, {id: o2, provider: p, kind: k}]\n";
	struct str text;
	str_init(&text);
	str_add_text(&text, things);
	str_add_text(&text, rest);
	struct model *model = loaded(text.data);
	str_clear(&text);
	return model;
}

void loaded_expect_range(struct range range, double low, double likely, double high)
{
	assert_is(range.low, low);
	assert_is(range.likely, likely);
	assert_is(range.high, high);
}
