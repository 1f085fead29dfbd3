/*
 * The way out of a provider as migrations of a plan: `exit/PROVIDER/N`, one per source offering and
 * target, so that each can be switched. Neither the plan's nor the exit plan's owner.
 */
#ifndef CORE_FIGURES_WAY_OUT_H
#define CORE_FIGURES_WAY_OUT_H

#include "core/figures/analysis.h"

/*
 * Adds the moves of `out` to the plan (those that are there already are not made again) and makes
 * `choice` (initialised) the choice of them, and of nothing else, from month `start`. What it tries stays.
 */
void way_out_choose(struct plan *plan, const struct exit_plan *out, uint32_t start, struct choice *choice);

#endif
