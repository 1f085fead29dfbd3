#include "core/figures/pert.h"

#include <assert.h>
#include <math.h>

/*
 * The distribution function near 0 is x^a / B * sum r(n) x^n / (a + n), where r(n) are the
 * coefficients of (1 - x)^(b - 1). Up to x = 1/2 that many terms are enough for every a and b;
 * above it the function is 1 less that of the mirrored distribution.
 */
enum { TERMS = 56 };

/*
 * Between its ends the inverse is a power series around any point; its radius is about the distance
 * to the nearer end. A series of this order is used up to 1/REACH of that distance: 8^-13 is 2e-12, and
 * the coefficients fall as well.
 */
enum { ORDER = 13, REACH = 8 };

/* Points next to an end, where such a series would reach no second point. */
enum { SINGLE = 2 * REACH };

enum { LANES = 8 };

struct pert {
	double a, b;
	double near[TERMS], far[TERMS]; /* of it and of its mirror image */
	double whole;                   /* B(a, b), from the series themselves: no gamma function is needed */
};

static void fill_series(double a, double b, double *series)
{
	double r = 1;
	for (int n = 0; n < TERMS; n++) {
		series[n] = r / (a + n);
		r *= (n + 1 - b) / (n + 1);
	}
}

/* The integral of t^(a-1) (1-t)^(b-1) from 0 to x <= 1/2. */
static double part_below(const double *series, double a, double x)
{
	int terms = x < 1.0 / 16 ? 14 : x < 0.25 ? 28 : TERMS; /* x^terms is about 1e-17 */
	double sum = series[terms - 1];
	for (int n = terms - 2; n >= 0; n--)
		sum = sum * x + series[n];
	return sum * pow(x, a);
}

static void pert_init(struct pert *pert, double shape)
{
	pert->a = 1 + 4 * shape;
	pert->b = 5 - 4 * shape;
	fill_series(pert->a, pert->b, pert->near);
	fill_series(pert->b, pert->a, pert->far);
	pert->whole = part_below(pert->near, pert->a, 0.5) + part_below(pert->far, pert->b, 0.5);
}

static double pert_below(const struct pert *pert, double x)
{
	if (x <= 0.5)
		return part_below(pert->near, pert->a, x) / pert->whole;
	return 1 - part_below(pert->far, pert->b, 1 - x) / pert->whole;
}

static double pert_density(const struct pert *pert, double x)
{
	return pow(x, pert->a - 1) * pow(1 - x, pert->b - 1) / pert->whole;
}

/* Halley's method from a guess; it stays between 0 and 1. */
static double pert_solve(const struct pert *pert, double u, double guess)
{
	double x = guess;
	for (int round = 0; round < 60; round++) {
		double newton = (pert_below(pert, x) - u) / pert_density(pert, x);
		double bend = newton * ((pert->a - 1) / x - (pert->b - 1) / (1 - x)) / 2;
		double next = x - newton / (bend < 0.5 ? 1 - bend : 0.5);
		if (!(next > 0))
			next = x / 2;
		else if (!(next < 1))
			next = (1 + x) / 2;
		double step = fabs(next - x);
		x = next;
		if (step <= 1e-6 * x) /* its error is about the cube of it */
			break;
	}
	return x;
}

/* Where P(X <= x) would be u if the series had its first term only: near 0 a good guess. */
static double pert_first_guess(const struct pert *pert, double u)
{
	double x = pow(u * pert->a * pert->whole, 1 / pert->a);
	return x < 0.5 ? x : 0.5;
}

double pert_shape(struct range range)
{
	double shape = (range.likely - range.low) / (range.high - range.low);
	return fmin(fmax(shape, 0), 1);
}

double pert_variance(struct range range)
{
	if (range_is_constant(range))
		return 0;
	double mean = range_mean(range);
	return (mean - range.low) * (range.high - mean) / 7;
}

double pert_distribution(double shape, double x)
{
	struct pert pert;
	pert_init(&pert, shape);
	return x <= 0 ? 0 : x >= 1 ? 1 : pert_below(&pert, x);
}

static double lower_quantile(double shape, double u)
{
	struct pert pert;
	pert_init(&pert, shape);
	return pert_solve(&pert, u, pert_first_guess(&pert, u));
}

double pert_quantile(double shape, double u)
{
	return u > 0.5 ? 1 - lower_quantile(1 - shape, 1 - u) : lower_quantile(shape, u);
}

/*
 * The power series of x(u) around a point. From x' = 1 / f(x) follows, as f is a beta density with
 * a + b = 6, the rational equation x (1 - x) x'' = -((a - 1) - 4 x) x'^2; its coefficients come one
 * after the other, without any further call of pow. x[n], y[n]: of x and x'.
 */
static void pert_expand(const struct pert *pert, double at, double x[ORDER + 1])
{
	double y[ORDER + 1], square[ORDER + 1], q[ORDER + 1];
	x[0] = at;
	y[0] = 1 / pert_density(pert, at);
	q[0] = at * (1 - at);
	for (int n = 0; n < ORDER; n++) {
		x[n + 1] = y[n] / (n + 1);
		square[n] = 0;
		q[n + 1] = x[n + 1];
		for (int j = 0; j <= n; j++)
			square[n] += y[j] * y[n - j];
		for (int j = 0; j <= n + 1; j++)
			q[n + 1] -= x[j] * x[n + 1 - j];
		double sum = (pert->a - 1 - 4 * x[0]) * square[n];
		for (int j = 1; j <= n; j++)
			sum += q[j] * (n - j + 1) * y[n - j + 1] - 4 * x[j] * square[n - j];
		y[n + 1] = -sum / ((n + 1) * q[0]);
	}
}

static double series_at(const double x[ORDER + 1], double step)
{
	double sum = x[ORDER];
	for (int n = ORDER - 1; n >= 0; n--)
		sum = sum * step + x[n];
	return sum;
}

/* out[i] = the series at first + i * step; several at a time, so that they need not wait for each other. */
static void series_fill(const double x[ORDER + 1], double first, double step, uint32_t count, double *out)
{
	uint32_t i = 0;
	for (; i + LANES <= count; i += LANES) {
		double at[LANES], sum[LANES];
		for (uint32_t j = 0; j < LANES; j++) {
			at[j] = first + (i + j) * step;
			sum[j] = x[ORDER];
		}
		for (int n = ORDER - 1; n >= 0; n--)
			for (uint32_t j = 0; j < LANES; j++)
				sum[j] = sum[j] * at[j] + x[n];
		for (uint32_t j = 0; j < LANES; j++)
			out[i + j] = sum[j];
	}
	for (; i < count; i++)
		out[i] = series_at(x, first + i * step);
}
/* The quantiles of the lower half: out[i * stride], i < count / 2. */
static void fill_lower_half(double shape, double *out, uint32_t count)
{
	struct pert pert;
	pert_init(&pert, shape);
	double x = pert_first_guess(&pert, 0.5 / count), series[ORDER + 1];
	uint32_t i = 0;
	for (; i < SINGLE; i++) {
		x = pert_solve(&pert, (i + 0.5) / count, x);
		out[i] = x;
		x *= pow((i + 1.5) / (i + 0.5),
			 1 / pert.a); /* as if it were a power of u: a guess for the next one */
		x = x < 1 ? x : 0.5;
	}
	while (i < count / 2) {
		double middle = (i + 0.5) / count * REACH / (REACH - 1);
		uint32_t end = (uint32_t)(middle * (REACH + 1) / REACH * count);
		pert_expand(&pert, pert_solve(&pert, middle, x), series);
		if (end > count / 2)
			end = count / 2;
		series_fill(series, (i + 0.5) / count - middle, 1.0 / count, end - i, out + i);
		i = end;
		x = series_at(series, ((i + 0.5) / count) * REACH / (REACH - 1) - middle);
	}
}

void pert_quantiles(double shape, double *out, uint32_t count)
{
	assert(count % 2 == 0 && count >= 64);
	fill_lower_half(1 - shape, out, count); /* the upper half, mirrored */
	for (uint32_t i = 0; i < count / 2; i++)
		out[count - 1 - i] = 1 - out[i];
	fill_lower_half(shape, out, count);
}
