#include "tests/torture/score.h"

#include <stdio.h>

bool score_count(struct score *score, bool good)
{
	if (good)
		score->passed++;
	else
		score->failed++;
	return good;
}

bool score_check(struct score *score, bool good, const char *name, const char *what)
{
	if (!good)
		printf("fail %s/%s: %s\n", score->name, name, what);
	return score_count(score, good);
}

int score_end(const struct score *score)
{
	printf("%s: %ld passed, %ld failed\n", score->name, score->passed, score->failed);
	return score->failed > 0;
}

uint32_t score_random(uint64_t *state, uint32_t most)
{
	uint64_t mixed = *state += UINT64_C(0x9E3779B97F4A7C15);

	mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (uint32_t)((mixed ^ (mixed >> 31)) % most);
}
