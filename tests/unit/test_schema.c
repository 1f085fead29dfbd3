#include "core/model/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct schema *const tables[] = {
	&schema_file,      &schema_driver,  &schema_at,         &schema_provider, &schema_offering,
	&schema_component, &schema_binding, &schema_commitment, &schema_credit,   &schema_flow,
	&schema_migration, &schema_where,   &schema_scenario,   &schema_source,
};

enum { TABLES = sizeof tables / sizeof *tables };

static void test_every_table_has_a_number_of_its_own(void **state)
{
	bool seen[SCHEMA_TABLES] = {false};

	(void)state;
	assert_int_equal(TABLES, SCHEMA_TABLES);
	for (size_t i = 0; i < TABLES; i++) {
		assert_true(tables[i]->number < SCHEMA_TABLES);
		assert_false(seen[tables[i]->number]);
		seen[tables[i]->number] = true;
		assert_true(tables[i]->count <= SCHEMA_MOST_FIELDS);
	}
}

static void test_every_key_is_found(void **state)
{
	(void)state;
	for (size_t t = 0; t < TABLES; t++) {
		for (uint32_t i = 0; i < tables[t]->count; i++) {
			const char *key = tables[t]->fields[i].key;
			for (uint32_t guess = 0; guess <= tables[t]->count; guess++)
				assert_int_equal(schema_find_next(tables[t], key, strlen(key), guess), i);
			assert_int_equal(schema_find(tables[t], key, strlen(key) - 1), tables[t]->count);
		}
		assert_int_equal(schema_find_next(tables[t], "idx", 3, 0), tables[t]->count);
		assert_int_equal(schema_find_next(tables[t], "", 0, 0), tables[t]->count);
	}
}

/* Itself, or in a list or mapping of a form of its own. */
static bool holds_numbers(enum schema_type type)
{
	return (type >= SCHEMA_NUMBER && type <= SCHEMA_RANGE) || type == SCHEMA_NEEDS ||
	       type == SCHEMA_STANCES || type == SCHEMA_TIERS || type == SCHEMA_PRICES ||
	       type == SCHEMA_USAGE || type == SCHEMA_COUNTS;
}

/* What is printed from the tables has no gaps. */
static void test_every_field_is_described(void **state)
{
	(void)state;
	for (size_t t = 0; t < TABLES; t++) {
		for (uint32_t i = 0; i < tables[t]->count; i++) {
			const struct schema_field *field = &tables[t]->fields[i];
			size_t length = strlen(field->help);
			assert_true(length > 3 && field->help[length - 1] != '.');
			assert_false(field->help[0] >= 'A' && field->help[0] <= 'Z');
			assert_int_equal(field->type == SCHEMA_WORD, field->words != NULL);
			assert_int_equal(field->of != NULL, field->type == SCHEMA_ITEM ||
								    field->type == SCHEMA_LIST ||
								    field->type == SCHEMA_SOURCES);
			if (field->type == SCHEMA_REFERENCE)
				assert_non_null(field->refers);
			/* A number without a limit would be one that makes others infinite. */
			assert_int_equal(holds_numbers(field->type), field->high > field->low);
			assert_non_null(schema_type_name(field->type));
			assert_false(field->required && field->fallback);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_table_has_a_number_of_its_own),
		cmocka_unit_test(test_every_key_is_found),
		cmocka_unit_test(test_every_field_is_described),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
