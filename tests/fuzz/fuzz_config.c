/* Bytes -> the user's configuration: settings, or faults that can be printed and the defaults. */
#include "tests/fuzz/fuzz.h"
#include "tui/config.h"

/* A key does one thing in one place, and one that the table knows. */
static void check_keys(const struct keymap *keymap)
{
	for (size_t i = 0; i < keymap->count; i++) {
		const struct key_binding *binding = &keymap->items[i];
		fuzz_check(binding->where < KEYS_PLACE_COUNT && binding->action > ACTION_NONE &&
				   binding->action < ACTION_COUNT,
			   "a key does something somewhere");
		fuzz_check(keymap_lookup(keymap, binding->where, binding->key) == binding->action,
			   "a key does one thing");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct config config, defaults;
	struct reader reader;
	struct diag_list faults;

	diag_list_init(&faults);
	config_init(&config);
	config_init(&defaults);
	reader_open_bytes(&reader, (const char *)data, size);
	bool good = config_read(&config, &reader, "config.yaml", &faults);
	fuzz_check(good == (faults.errors == 0), "settings or faults");
	fuzz_check(good || (config.theme == defaults.theme && config.ascii == defaults.ascii &&
			    config.mouse == defaults.mouse && config.keymap.count == defaults.keymap.count),
		   "with a fault nothing counts");
	fuzz_check(config.theme < THEME_COUNT, "a theme is one of those that are");
	if (good)
		check_keys(&config.keymap);
	reader_close(&reader);
	config_clear(&defaults);
	config_clear(&config);
	diag_list_clear(&faults);
	return 0;
}
