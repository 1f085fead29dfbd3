/*
 * Keys that come together, before the screen follows, do what they do one by one. In windows in which panes
 * need not scroll: which row is the first one shown may hang on what was seen before.
 */
#include "tests/unit/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/str.h"
#include "tests/unit/build.h"

/* The first row that is another one. */
static void expect_same_rows(const char *slow, const char *fast, const char *size, const char *script)
{
	while (*slow || *fast) {
		int a = (int)strcspn(slow, "\n"), b = (int)strcspn(fast, "\n");
		if (a != b || memcmp(slow, fast, (size_t)a) != 0)
			fail_msg("%s %s\none by one: %.*s\nat once:    %.*s", size, script, a, slow, b, fast);
		slow += a + (slow[a] != '\0');
		fast += b + (fast[b] != '\0');
	}
}

static void expect_same(const char *size, const char *script)
{
	struct scene slow, fast;
	scene_open(&slow, NULL);
	scene_open(&fast, NULL);
	scene_keys(&slow, size);
	scene_keys(&fast, size);
	scene_keys(&slow, script);
	scene_keys_at_once(&fast, script);
	expect_same_rows(slow.text.data, fast.text.data, size, script);
	scene_close(&slow);
	scene_close(&fast);
}

static void any_keys_give_the_same_screen(void **state)
{
	static const char *const keys[] = {
		"space",
		"down",
		"down",
		"up",
		"end",
		"home",
		"pgdn",
		"pgup",
		"tab",
		"btab",
		"enter",
		"enter",
		"esc",
		"1",
		"2",
		"3",
		"4",
		"5",
		"6",
		"t",
		"X",
		"+",
		"-",
		"u",
		"U",
		"c",
		"w",
		"v",
		"v ctrl-u text:3 enter",
		"x",
		"d",
		"D",
		"n",
		"N",
		"f a enter",
		"f ctrl-u enter",
		"o",
		"i",
		"z",
		"?",
		"g",
		"G",
		"s",
		"s enter",
		"/ a enter",
		"/ text:tri enter",
		":",
		"left",
		"right",
		"W",
		"a",
		"ctrl-d",
		"ctrl-u",
	};
	static const char *const sizes[] = {"resize:120x40", "resize:120x60", "resize:200x60",
					    "resize:200x100"};
	enum { ROUNDS = 200, KEYS = 10 };
	uint64_t random = 1;
	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct str script;
		str_init(&script);
		for (int i = 0; i < KEYS; i++)
			str_print(&script, "%s ", keys[build_random(&random, sizeof keys / sizeof *keys)]);
		expect_same(sizes[round % 4], script.data);
		str_clear(&script);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_keys_give_the_same_screen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
