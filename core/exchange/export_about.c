#include "core/exchange/export_about.h"

#include <stdio.h>
#include <string.h>

/* "rate 1100 instead of 900" */
static void tried_text(const struct analysis *analysis, uint32_t i, struct str *out)
{
	out->length = 0;
	tried_print(analysis_plan(analysis)->model, &analysis_choice(analysis)->tried[i], out);
}

/* The keys of a choice: those of A are told apart from those of the one that the rows are of. */
struct keys {
	const char *scenario, *changed, *start, *stuck, *on, *tried;
};

static const struct keys ours = {"scenario", "changed", "start", "stuck", "on", "tried"};
static const struct keys theirs = {"a_scenario", "a_changed", "a_start", "a_stuck", "a_on", "a_tried"};

/* The ids of the migrations that are on. */
static void about_on(struct table *table, const char *key, const struct analysis *analysis)
{
	const struct plan *plan = analysis_plan(analysis);
	table_facts_open(table, key);
	for (uint32_t m = 0; m < plan->count; m++)
		if (choice_is_on(analysis_choice(analysis), m))
			table_facts_text(table, plan->migrations[m]->id);
	table_facts_close(table);
}

static void about_tried(struct table *table, const char *key, const struct analysis *analysis)
{
	struct str text;
	str_init(&text);
	table_facts_open(table, key);
	for (uint32_t i = 0; i < analysis_choice(analysis)->tried_count; i++) {
		tried_text(analysis, i, &text);
		table_facts_text(table, text.data);
	}
	table_facts_close(table);
	str_clear(&text);
}

static void about_choice(struct table *table, const struct keys *keys, const struct export_name *name,
			 const struct analysis *analysis)
{
	table_fact_text(table, keys->scenario, name->scenario);
	if (name->scenario || table->format == TABLE_JSON)
		table_fact_yes(table, keys->changed, name->changed);
	table_fact_number(table, keys->start, analysis_choice(analysis)->start);
	if (name->stuck > 0 || table->format == TABLE_JSON)
		table_fact_number(table, keys->stuck, name->stuck);
	about_on(table, keys->on, analysis);
	about_tried(table, keys->tried, analysis);
}

void export_about(struct table *table, const struct export_subject *subject, const struct analysis *analysis,
		  const struct analysis *base)
{
	const struct model *model = analysis_plan(analysis)->model;
	char date[sizeof "-32768-255-255"];
	snprintf(date, sizeof date, "%04d-%02u-%02u", model->as_of.year, model->as_of.month,
		 model->as_of.day);
	table_fact_text(table, "title", model->has_title ? model->title : NULL);
	table_fact_text(table, "currency", model->currency);
	table_fact_text(table, "as_of", date);
	table_fact_text(table, "exit", subject->exit);
	about_choice(table, &ours, &subject->own, analysis);
	if (base)
		about_choice(table, &theirs, &subject->base, base);
	table_end(table);
}

/* --- comments -------------------------------------------------------------------------------- */

static void comment(struct str *out, bool mermaid, const char *key, const char *text)
{
	if (!text)
		return;
	str_print(out, "%s %s: ", mermaid ? "%%" : "//", key);
	str_add_visible(out, text, strlen(text), false);
	str_add_char(out, '\n');
}

void export_about_comments(const struct export_subject *subject, const struct analysis *analysis,
			   bool mermaid, struct str *out)
{
	char start[16];
	struct str tried;
	str_init(&tried);
	snprintf(start, sizeof start, "%u", analysis_choice(analysis)->start);
	comment(out, mermaid, "currency", analysis_model(analysis)->currency);
	comment(out, mermaid, "scenario", subject->own.scenario);
	comment(out, mermaid, "exit", subject->exit);
	comment(out, mermaid, "start", start);
	for (uint32_t i = 0; i < analysis_choice(analysis)->tried_count; i++) {
		tried_text(analysis, i, &tried);
		comment(out, mermaid, "tried", tried.data);
	}
	str_clear(&tried);
}
