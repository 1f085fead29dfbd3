#include "core/exchange/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <math.h>

#include <cmocka.h>

static void json_keeps_its_commas(void **state)
{
	struct json json;
	struct str out;

	(void)state;
	str_init(&out);
	json_init(&json, &out);
	json_open(&json, NULL, '{', true);
	json_number(&json, "a", 1.5);
	json_open(&json, "b", '[', true);
	json_string(&json, NULL, "x\"\x1b");
	json_open(&json, NULL, '{', true);
	json_null(&json, "n");
	json_bool(&json, "t", true);
	json_close(&json, '}');
	json_close(&json, ']');
	json_open(&json, "c", '[', true);
	json_close(&json, ']');
	json_open(&json, "d", '{', false);
	json_open(&json, "e", '[', true);
	json_number(&json, NULL, NAN);
	json_string(&json, NULL, NULL);
	json_close(&json, ']');
	json_close(&json, '}');
	json_close(&json, '}');
	assert_string_equal(out.data, "{\n"
				      " \"a\": 1.5,\n"
				      " \"b\": [\n"
				      "  \"x\\\"\\u001b\",\n"
				      "  {\n"
				      "   \"n\": null,\n"
				      "   \"t\": true\n"
				      "  }\n"
				      " ],\n"
				      " \"c\": [],\n"
				      " \"d\": {\"e\": [null, null]}\n"
				      "}");
	str_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_keeps_its_commas),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
