/* Bytes -> a stack: a model that holds together, or faults that can be printed. */
#include "core/model/load.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct diag_list faults;

	diag_list_init(&faults);
	struct model *model = load_bytes("fuzz.yaml", (const char *)data, size, &faults);
	fuzz_check_faults(&faults, model);
	if (model)
		fuzz_check_model(model);
	model_free(model);
	diag_list_clear(&faults);
	return 0;
}
