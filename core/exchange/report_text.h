/*
 * The sections of the report as text. Private to core/exchange.
 */
#ifndef CORE_EXCHANGE_REPORT_TEXT_H
#define CORE_EXCHANGE_REPORT_TEXT_H

#include "core/exchange/report.h"
#include "core/exchange/text.h"

enum { CURRENCY_WIDTH = 8 };

struct text_report {
	struct text text;
	struct analysis *analysis;
	const struct plan *plan;
	const struct model *model;
	const struct report_subject *subject;
};

/* A blank line, the title in capitals, and what its columns are measured in; each "%s" is the currency. */
void report_section(struct text_report *report, const char *title, const char *unit);

/* "   and 14 more" when there are more than are shown. */
void report_left_out(struct text_report *report, size_t count, size_t shown, const char *what);

/* report_text_rests.c: what rests on whom. */
void report_text_providers(struct text_report *report);
void report_text_inherited(struct text_report *report);
void report_text_concentration(struct text_report *report);
void report_text_circles(struct text_report *report);

/* report_text_money.c: loops and where the money goes round. */
void report_text_loops(struct text_report *report);
void report_text_cycling(struct text_report *report);

/* report_text_moves.c: the migrations, and the way out of a provider. */
void report_text_migrations(struct text_report *report);
void report_text_way_out(struct text_report *report);

#endif
