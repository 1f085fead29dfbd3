/* What can be changed in it stands in sample.changes: a + b in a comment cannot. */
#include <assert.h>
#include <stdbool.h>

#define TWICE(x) ((x) + (x))

enum { ROOM = 2 * 8 };

struct pair {
	int first, second[ROOM + 1];
};

static const char *const texts[] = {"a + b", "<= \" &&"};

int add(const struct pair *pair, char sign)
{
	double sums[ROOM - 1], *where = sums;
	assert(pair != 0 && pair->first <= ROOM);
	*where = (double)-pair->second[pair->first - 1];
	if (sign == '+' && !(*where < 0.5)) /* a < b */
		return pair->first + *texts[0];
	while (TWICE(*where) >= 7)
		*where /= 2;
	for (int i = 0; i < ROOM; i++)
		sign |= 3;
	return true && sign;
}
