/*
 * The report of spec.md section 11, as JSON and as text. Neither is filtered for a terminal but
 * for the names in the text form, which are (str_add_visible).
 */
#ifndef CORE_EXCHANGE_REPORT_H
#define CORE_EXCHANGE_REPORT_H

#include "core/base/str.h"
#include "core/figures/analysis.h"
#include "core/figures/bound.h"

struct report_subject {
	const char *id, *name;           /* of the scenario; NULL: null */
	bool list_migrations;            /* the scenario's `migrations` lists those that are on (else []) */
	const struct exit_plan *way_out; /* of a provider, where the choice is one; else NULL */
	const uint32_t *order; /* migrations in the order in which they were named; NULL: the plan's */
	uint32_t order_count;
};

void report_json(struct analysis *analysis, const struct report_subject *subject, struct str *out);

/* For people and pipes: fits 80 columns; ascii leaves UTF-8 out. */
void report_text(struct analysis *analysis, const struct report_subject *subject, bool ascii,
		 struct str *out);

/* Money for people: three significant digits and a suffix: "1.24M", "9.00k", "0"; a minus sign. Not a
 * number: "·". */
void figure_money(struct str *out, double value, bool ascii);

/* The same with its sign, also when it is more: "+212k". */
void figure_change(struct str *out, double value, bool ascii);

/* Three significant digits without a suffix: "31.4", "1240", "0.05". */
void figure_number(struct str *out, double value, bool ascii);

/* A share of 1 as per cent: "62%", "9.4%", "<0.1%". */
void figure_share(struct str *out, double share, bool ascii);

/* What stands before and behind a figure by its bound: "≤" ("<="), "+", "?", or nothing. */
const char *figure_mark_before(enum bound bound, bool ascii);
const char *figure_mark_behind(enum bound bound);

#endif
