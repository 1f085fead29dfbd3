/*
 * The PERT distribution (spec.md section 5) on 0..1 and its inverse.
 *
 * A range [low, likely, high] is low + (high - low) * X, where X has the beta distribution with
 * alpha = 1 + 4 shape, beta = 5 - 4 shape, and shape = (likely - low) / (high - low) in 0..1. As
 * alpha + beta is always 6, the shape alone says everything.
 *
 * Only + - * / and pow are used, so machines agree to about 1e-13. Pure functions.
 */
#ifndef CORE_FIGURES_PERT_H
#define CORE_FIGURES_PERT_H

#include "core/model/model.h"

/* Not for a constant. */
double pert_shape(struct range range);

/* (mean - low)(high - mean) / 7; 0 for a constant. */
double pert_variance(struct range range);

/* P(X <= x), x in 0..1. */
double pert_distribution(double shape, double x);

/* The x with P(X <= x) = u, to about 1e-14 of the width; u in 0..1, its ends excluded. */
double pert_quantile(double shape, double u);

/*
 * out[i] = pert_quantile(shape, (i + 0.5) / count) for all i < count, to 1e-13 and some thirty
 * times faster than one by one; count is even and at least 64.
 */
void pert_quantiles(double shape, double *out, uint32_t count);

#endif
