/*
 * One figure on a page of why: in full, with its marks, its formula and its inputs. Shared by why_figure.c
 * and why_page.c.
 */
#ifndef TUI_WHY_FIGURE_H
#define TUI_WHY_FIGURE_H

#include "core/figures/explain.h"
#include "tui/popup_asked.h"

/* "151,314", "+1,476.2" of a change; with its marks "20.912+", "≤20.912", "20.912?*". */
void why_tell_number(struct str *out, double value, bool change, struct caveat caveat);

/* "900", or "500 · 900 · 1,500" */
void why_tell_range(struct str *out, struct range range);

/* "not within 36 months?*": that it is at least so is said already. */
void why_tell_none(struct str *out, const char *none, struct caveat caveat);

void why_add_formula(struct page *page, const char *formula);

/* All of the i-th figure but its title, as an analysis has it; the formula unless it stands above it already.
 */
void why_add_figure(struct app *app, struct page *page, struct asked *asked, struct analysis *analysis,
		    int figure, const struct explanation *why, bool formula);

#endif
