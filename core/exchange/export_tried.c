#include "core/exchange/export_tried.h"

static bool is_rate(const struct tried *tried)
{
	return tried->kind == TRIED_DISCOUNT_RATE || tried->kind == TRIED_GROWTH;
}

static void add_row(const struct analysis *analysis, const struct analysis *base, const struct tried *tried,
		    export_tried_row *row, struct table *table)
{
	struct str name;
	str_init(&name);
	str_add_text(&name, "tried: ");
	tried_name(analysis_plan(analysis)->model, tried, &name);
	row(table, name.data, is_rate(tried),
	    tried_given(analysis_model(base != NULL ? base : analysis), tried),
	    tried_given(analysis_model(analysis), tried));
	str_clear(&name);
}

void export_each_tried(const struct analysis *analysis, const struct analysis *base, export_tried_row *row,
		       struct table *table)
{
	const struct choice *ours = analysis_choice(analysis),
			    *theirs = base != NULL ? analysis_choice(base) : NULL;
	for (uint32_t i = 0; i < ours->tried_count; i++)
		add_row(analysis, base, &ours->tried[i], row, table);
	for (uint32_t i = 0; theirs != NULL && i < theirs->tried_count; i++) {
		const struct tried *tried = &theirs->tried[i];
		if (tried_get(ours->tried, ours->tried_count, tried->kind, tried->a, tried->b) == NULL)
			add_row(analysis, base, tried, row, table);
	}
}
