/*
 * Bytes -> the scenarios file beside a stack. A faulty one is set aside and left as it is; a good
 * one is written as text that reads back the same, and keeps all its scenarios through a save.
 */
#include "core/model/companion.h"
#include "core/model/load.h"
#include "core/model/remarks.h"
#include "core/model/scenario.h"
#include "core/model/store.h"
#include "core/model/store_text.h"
#include "tests/fuzz/fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where the files of this process are. */
struct desk {
	char folder[64], stack[96], companion[96], other[96];
};

static void write_file(const char *path, const void *bytes, size_t size)
{
	int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	fuzz_check(descriptor >= 0 && write(descriptor, bytes, size) == (ssize_t)size,
		   "files can be written");
	close(descriptor);
}

/* A folder in memory where there is one: a save is synced. */
static void make_desk(struct desk *desk)
{
	/* Without the catalogue, as it is loaded each time. */
	static const char stack[] =
		"{unmoor: 1, catalog: none, as_of: 2026-11-01, rate: 1k, overrun: 1, overlap: 1,\n"
		" providers: [{id: cloudy, kind: cloud}, {id: part, kind: lab}],\n"
		" offerings: [{id: cloudy/model, provider: cloudy, kind: llm, interface: chat},\n"
		"  {id: part/model, provider: part, kind: llm, interface: chat},\n"
		"  {id: cloudy/store, provider: cloudy, kind: store, interface: s3},\n"
		"  {id: part/store, provider: part, kind: store, interface: s3}],\n"
		" components: [{id: a, bindings: [{offering: cloudy/model, monthly: 1}]},\n"
		"  {id: b, bindings: [{offering: cloudy/store, monthly: 2}]}],\n"
		" migrations: [{id: own, from: cloudy/model, to: part/model},\n"
		"  {id: second, from: cloudy/store, to: part/store}],\n"
		" scenarios: [{id: kept, migrations: [own]}]}\n";
	const char *base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";

	snprintf(desk->folder, sizeof desk->folder, "%s/unmoor-fuzz-XXXXXX", base);
	fuzz_check(mkdtemp(desk->folder) != NULL, "a folder can be made");
	snprintf(desk->stack, sizeof desk->stack, "%s/s.yaml", desk->folder);
	snprintf(desk->companion, sizeof desk->companion, "%s/s.scenarios.yaml", desk->folder);
	snprintf(desk->other, sizeof desk->other, "%s/other.yaml", desk->folder);
	write_file(desk->stack, stack, sizeof stack - 1);
}

static void clear_desk(const struct desk *desk)
{
	unlink(desk->stack);
	unlink(desk->companion);
	unlink(desk->other);
	fuzz_check(rmdir(desk->folder) == 0, "a save leaves nothing behind");
}

/* What is written reads back as the same text. */
static void check_round(const struct desk *desk, const struct companion *companion, const struct model *model)
{
	struct companion again;
	struct diag_list faults;
	struct str first, second;

	str_init(&first);
	str_init(&second);
	diag_list_init(&faults);
	store_text(companion, &first);
	write_file(desk->other, first.data, first.length);
	fuzz_check(companion_read(&again, desk->other, model, &faults), "what is written can be read");
	remarks_read(&again, first.data, first.length);
	store_text(&again, &second);
	fuzz_check(strcmp(first.data, second.data) == 0, "what is written reads back the same");
	companion_clear(&again);
	diag_list_clear(&faults);
	str_clear(&first);
	str_clear(&second);
}

static bool has_scenario(const struct companion *companion, const char *id)
{
	for (uint32_t i = 0; i < companion->scenario_count; i++)
		if (!strcmp(companion->scenarios[i].id, id))
			return true;
	return false;
}

/* A save of one more scenario, of the stack's first two migrations. */
static void check_save(const struct desk *desk, const struct companion *before, const struct model *model)
{
	struct plan plan;
	struct choice choice;
	struct diag_list faults;
	struct companion after;

	diag_list_init(&faults);
	plan_init(&plan, model);
	choice_init(&choice);
	choice_set(&choice, 0, true);
	choice_set(&choice, 1, true);
	fuzz_check(store_save(desk->companion, &plan, &choice, "fuzz/saved", "a \"name\": \xC3\xA9", &faults),
		   "a good file takes one more");
	fuzz_check(companion_read(&after, desk->companion, model, &faults), "a saved file can be read");
	fuzz_check(has_scenario(&after, "fuzz/saved"), "what was saved is there");
	for (uint32_t i = 0; i < before->scenario_count; i++)
		fuzz_check(has_scenario(&after, before->scenarios[i].id), "no scenario is lost");
	check_round(desk, &after, model);
	companion_clear(&after);
	choice_clear(&choice);
	plan_clear(&plan);
	diag_list_clear(&faults);
}

/* A faulty one must not be written over. */
static void check_refused(const struct desk *desk, const struct model *model, const uint8_t *data,
			  size_t size)
{
	struct plan plan;
	struct choice choice;
	struct diag_list faults;
	uint8_t *now = malloc(size + 1);
	int descriptor = open(desk->companion, O_RDONLY);

	diag_list_init(&faults);
	plan_init(&plan, model);
	choice_init(&choice);
	choice_set(&choice, 0, true);
	fuzz_check(!store_save(desk->companion, &plan, &choice, "fuzz/saved", NULL, &faults),
		   "a faulty file is not written over");
	fuzz_check(now && read(descriptor, now, size + 1) == (ssize_t)size && !memcmp(now, data, size),
		   "a faulty file is left as it is");
	close(descriptor);
	free(now);
	choice_clear(&choice);
	plan_clear(&plan);
	diag_list_clear(&faults);
}

/* The stack beside which the files lie, without a scenarios file. */
static struct model *load_alone(const struct desk *desk)
{
	const struct load_options options = {.no_companion = true};
	struct diag_list faults;

	diag_list_init(&faults);
	struct model *model = load_stack(desk->stack, &options, &faults);
	fuzz_check(model != NULL, "the stack is a good one");
	diag_list_clear(&faults);
	return model;
}

/* What is set aside must not be written over, also when the fault is seen only beside the stack. */
static void check_stack(const struct desk *desk, bool good, const uint8_t *data, size_t size)
{
	struct diag_list faults;

	diag_list_init(&faults);
	struct model *model = load_stack(desk->stack, NULL, &faults);
	fuzz_check_faults(&faults, model);
	fuzz_check(model != NULL, "no scenarios file keeps a stack from being loaded");
	fuzz_check_model(model);
	fuzz_check(good || model->companion_faulty, "what one reader refuses the other sets aside");
	if (model->companion_faulty)
		check_refused(desk, model, data, size);
	model_free(model);
	diag_list_clear(&faults);
}

static void try_companion(const struct desk *desk, const struct model *model, const uint8_t *data,
			  size_t size)
{
	struct companion companion;
	struct diag_list faults;

	write_file(desk->companion, data, size);
	diag_list_init(&faults);
	bool good = companion_read(&companion, desk->companion, model, &faults);
	fuzz_check(good == (faults.errors == 0), "a companion or errors");
	/* Loading and a save that is refused take longer than all the rest: for some inputs. */
	if (size % 8 == 0)
		check_stack(desk, good, data, size);
	if (good && size > 0)
		remarks_read(&companion, (const char *)data, size);
	if (good) {
		check_round(desk, &companion, model);
		check_save(desk, &companion, model);
	} else if (size % 8 < 2) {
		check_refused(desk, model, data, size);
	}
	companion_clear(&companion);
	diag_list_clear(&faults);
}

/* A folder for a number of inputs, so that a process that is killed leaves one at most. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum { INPUTS = 64 };
	static struct desk desk;
	static struct model *model;
	static unsigned inputs;

	if (inputs++ % INPUTS == 0) {
		if (inputs > 1)
			clear_desk(&desk);
		make_desk(&desk);
	}
	if (!model)
		model = load_alone(&desk);
	try_companion(&desk, model, data, size);
	return 0;
}
