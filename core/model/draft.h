/*
 * What a mapping is read into where the model keeps it in another form. Private to the loader and
 * its tables.
 */
#ifndef CORE_MODEL_DRAFT_H
#define CORE_MODEL_DRAFT_H

#include "core/model/model.h"

enum catalog_use { CATALOG_BUILTIN, CATALOG_NONE };

struct file_draft {
	const char *title, *currency;
	struct date as_of, switching_end;
	uint32_t horizon, catalog;
	double discount_rate;
	struct range rate, overrun, overlap;
	struct slice sources;
};

struct component_draft {
	uint32_t id, name, team; /* texts; NONE: not given */
};

struct binding_draft {
	double monthly, growth;
	uint32_t offering; /* text */
	bool optional;
};

#endif
