/* How a provider's business fits the needs (spec.md section 10). Private to core/figures (and its tests). */
#ifndef CORE_FIGURES_ALIGNMENT_H
#define CORE_FIGURES_ALIGNMENT_H

#include "core/figures/analysis.h"

struct alignment {
	double score;    /* -100..100 */
	double coverage; /* 0..1: known weight / all weight */
};

/* Both NAN when no need has a weight above 0. */
struct alignment alignment_find(const struct model *model, uint32_t provider);

#endif
