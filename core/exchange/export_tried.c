#include "core/exchange/export_tried.h"

#include <string.h>

/* "rate 1100 instead of 900"; the texts live in the arena. */
static const char **texts_of(const struct analysis *analysis, struct arena *arena)
{
	const struct choice *choice = analysis_choice(analysis);
	const char **texts = arena_new(arena, choice->tried_count, sizeof *texts);
	struct str text;
	str_init(&text);
	for (uint32_t i = 0; i < choice->tried_count; i++) {
		text.length = 0;
		tried_print(analysis_plan(analysis)->model, &choice->tried[i], &text);
		texts[i] = arena_text(arena, text.data, text.length);
	}
	str_clear(&text);
	return texts;
}

void export_end(struct table *table, const struct analysis *analysis)
{
	struct arena arena;
	arena_init(&arena);
	table_end_with(table, "tried", texts_of(analysis, &arena), analysis_choice(analysis)->tried_count);
	arena_clear(&arena);
}

void export_tried_comments(const struct analysis *analysis, bool mermaid, struct str *out)
{
	struct arena arena;
	arena_init(&arena);
	const char **texts = texts_of(analysis, &arena);
	for (uint32_t i = 0; i < analysis_choice(analysis)->tried_count; i++) {
		str_add_text(out, mermaid ? "%% tried: " : "// tried: ");
		str_add_visible(out, texts[i], strlen(texts[i]), false);
		str_add_char(out, '\n');
	}
	arena_clear(&arena);
}

static void add_row(const struct analysis *analysis, const struct analysis *base, const struct tried *tried,
		    void (*row)(struct table *table, const char *name, struct range a, struct range b),
		    struct table *table)
{
	struct str name;
	str_init(&name);
	str_add_text(&name, "tried: ");
	tried_name(analysis_plan(analysis)->model, tried, &name);
	row(table, name.data, tried_given(analysis_model(base != NULL ? base : analysis), tried),
	    tried_given(analysis_model(analysis), tried));
	str_clear(&name);
}

void export_each_tried(const struct analysis *analysis, const struct analysis *base,
		       void (*row)(struct table *table, const char *name, struct range a, struct range b),
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
