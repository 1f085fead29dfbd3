/*
 * The second reading. References of components keep no places: they are nearly all right, and there
 * are many. When some are not, the same files are read the same way again, and the few that are
 * wanted are noted as they pass by.
 */
#include "core/model/loader.h"

#include <stdlib.h>
#include <string.h>

static void find(struct loader *loader)
{
	struct diag_list ignored;
	struct file_draft draft = {.title = NULL};

	diag_list_init(&ignored);
	struct loader *again = loader_new(&ignored);
	again->again = true;
	again->wanted = loader->wanted;
	again->wanted_count = loader->wanted_count;
	for (uint32_t i = 0; i < loader->model->file_count; i++)
		if (loader->loaded[i].role & (ROLE_STACK | ROLE_INCLUDED))
			load_loaded(again, &loader->loaded[i], loader->model->files[i].name, &draft);
	again->wanted = NULL;
	loader_free(again, false);
	diag_list_clear(&ignored);
}

void load_tell_wanted(struct loader *loader)
{
	if (loader->wanted_count == 0)
		return;
	find(loader);
	for (size_t i = 0; i < loader->wanted_count; i++) {
		const struct wanted *wanted = &loader->wanted[i];
		load_fault(loader, wanted->spot, wanted->suggestion, "%s", wanted->text);
	}
	loader->faults->errors += loader->wanted_more;
}
