#include "tests/torture/table.h"

#include <stdio.h>

bool table_count(struct table *table, bool good)
{
	if (good)
		table->passed++;
	else
		table->failed++;
	return good;
}

bool table_check(struct table *table, bool good, const char *name, const char *what)
{
	if (!good)
		printf("fail %s/%s: %s\n", table->name, name, what);
	return table_count(table, good);
}

int table_end(const struct table *table)
{
	printf("%s: %ld passed, %ld failed\n", table->name, table->passed, table->failed);
	return table->failed > 0;
}

uint32_t table_random(uint64_t *state, uint32_t most)
{
	uint64_t mixed = *state += UINT64_C(0x9E3779B97F4A7C15);

	mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (uint32_t)((mixed ^ (mixed >> 31)) % most);
}
