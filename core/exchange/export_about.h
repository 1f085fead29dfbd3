/*
 * What an export is of, as facts beside its rows: in which currency, from which day on, with what on, with
 * what tried. Nobody is to take figures of one choice for those of another. Private to core/exchange.
 */
#ifndef CORE_EXCHANGE_EXPORT_ABOUT_H
#define CORE_EXCHANGE_EXPORT_ABOUT_H

#include "core/exchange/export.h"
#include "core/exchange/table.h"

/* Ends a table with them; base is the A of A|B, else NULL. */
void export_about(struct table *table, const struct export_subject *subject, const struct analysis *analysis,
		  const struct analysis *base);

/* The same as comments of DOT or Mermaid. */
void export_about_comments(const struct export_subject *subject, const struct analysis *analysis,
			   bool mermaid, struct str *out);

#endif
