#include "core/figures/scc.h"

#include "core/base/memory.h"
#include "tests/unit/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { NODES = 12 };

static void close_over(bool reaches[NODES][NODES])
{
	for (int k = 0; k < NODES; k++)
		for (int i = 0; i < NODES; i++)
			for (int j = 0; j < NODES; j++)
				reaches[i][j] |= reaches[i][k] && reaches[k][j];
}

static void check_sets(const struct scc *scc, bool reaches[NODES][NODES])
{
	int set[NODES], seen = 0;
	for (uint32_t s = 0; s < scc->count; s++) {
		uint32_t i = scc->first[s];
		for (; i < scc->first[s + 1]; i++, seen++)
			set[scc->nodes[i]] = (int)s;
		assert_int_equal(scc_size(scc, s), i - scc->first[s]);
	}
	assert_int_equal(seen, NODES);
	for (int i = 0; i < NODES; i++) {
		for (int j = 0; j < NODES; j++) {
			assert_int_equal(set[i] == set[j], i == j || (reaches[i][j] && reaches[j][i]));
			if (reaches[i][j])
				assert_true(set[j] <= set[i]); /* what it leads to comes first */
		}
	}
}

static void test_random_graphs_agree_with_reachability(void **state)
{
	(void)state;
	uint64_t random = 3;
	for (int round = 0; round < 2000; round++) {
		uint32_t first[NODES + 1] = {0}, to[NODES * NODES], count = 0;
		bool reaches[NODES][NODES];
		memset(reaches, 0, sizeof reaches);
		uint32_t rarity = 2 + build_random(&random, 14);
		for (uint32_t i = 0; i < NODES; i++) {
			for (uint32_t j = 0; j < NODES; j++) {
				if (build_random(&random, rarity) == 0) {
					to[count++] = j;
					reaches[i][j] = true;
				}
			}
			first[i + 1] = count;
		}
		struct graph graph = {NODES, first, to};
		struct scc scc;
		scc_find(&graph, &scc);
		close_over(reaches);
		check_sets(&scc, reaches);
		scc_clear(&scc);
	}
}

struct told {
	uint32_t calls, last, total;
};

static void hear(void *context, uint32_t done, uint32_t total)
{
	struct told *told = context;
	assert_true(done > told->last && done <= total);
	*told = (struct told){told->calls + 1, done, total};
}

/* A ring, and leaves that hang on it: the same sets, and news of them all along. */
static void test_tells_how_far_it_is(void **state)
{
	(void)state;
	enum { RING = 50, NODES_HERE = 2 * RING };
	uint32_t first[NODES_HERE + 1], to[2 * RING];
	for (uint32_t i = 0; i <= NODES_HERE; i++)
		first[i] = i < RING ? 2 * i : 2 * RING;
	for (uint32_t i = 0; i < RING; i++) {
		to[2 * i] = RING + i;
		to[2 * i + 1] = (i + 1) % RING;
	}
	struct graph graph = {NODES_HERE, first, to};
	struct scc silent, scc;
	struct told told = {0, 0, 0};
	const struct scc_progress progress = {hear, &told};
	scc_find(&graph, &silent);
	scc_find_telling(&graph, &progress, &scc);
	assert_int_equal(scc.count, RING + 1);
	assert_memory_equal(scc.set, silent.set, sizeof(uint32_t) * NODES_HERE);
	assert_true(told.calls >= 10);
	assert_int_equal(told.total, NODES_HERE);
	scc_clear(&silent);
	scc_clear(&scc);
}

static void test_no_nodes(void **state)
{
	(void)state;
	uint32_t first[1] = {0};
	struct graph graph = {0, first, first};
	struct scc scc;
	scc_find(&graph, &scc);
	assert_int_equal(scc.count, 0);
	scc_clear(&scc);
}

/* One ring of a million: deep, and one set. */
static void test_long_ring(void **state)
{
	(void)state;
	enum { LONG = 1000000 };
	uint32_t *first = memory_new(LONG + 1, sizeof *first), *to = memory_new(LONG, sizeof *to);
	for (uint32_t i = 0; i < LONG; i++) {
		first[i] = i;
		to[i] = (i + 1) % LONG;
	}
	first[LONG] = LONG;
	struct graph graph = {LONG, first, to};
	struct scc scc;
	scc_find(&graph, &scc);
	assert_int_equal(scc.count, 1);
	assert_int_equal(scc.first[1], LONG);
	scc_clear(&scc);
	free(first);
	free(to);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_graphs_agree_with_reachability),
		cmocka_unit_test(test_tells_how_far_it_is),
		cmocka_unit_test(test_no_nodes),
		cmocka_unit_test(test_long_ring),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
