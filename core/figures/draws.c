#include "core/figures/draws.h"

#include "core/base/memory.h"
#include "core/figures/pert.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

enum { TABLES = 16 };

struct quantile_table {
	double shape; /* < 0: empty */
	double values[DRAWS];
};

/* --- names -> permutations -------------------------------------------------------------------- */

#define FNV_BASIS UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME UINT64_C(0x100000001b3)
#define FIXED_SEED UINT64_C(0x756e6d6f6f723031)

uint64_t draws_seed_add(uint64_t seed, const char *text)
{
	for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++)
		seed = (seed ^ *c) * FNV_PRIME;
	return seed;
}

uint64_t draws_seed(const char *name)
{
	return draws_seed_add(FNV_BASIS, name);
}

static uint64_t splitmix64(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static uint64_t rotate(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

struct xoshiro {
	uint64_t s[4];
};

static uint64_t xoshiro_next(struct xoshiro *x)
{
	uint64_t result = rotate(x->s[1] * 5, 7) * 9, t = x->s[1] << 17;
	x->s[2] ^= x->s[0];
	x->s[3] ^= x->s[1];
	x->s[1] ^= x->s[2];
	x->s[0] ^= x->s[3];
	x->s[2] ^= t;
	x->s[3] = rotate(x->s[3], 45);
	return result;
}

/* Below `count`, from 32 random bits: off by less than count / 2^32, which nobody can see. */
static uint32_t scale_down(uint32_t bits, uint32_t count)
{
	return (uint32_t)(((uint64_t)bits * count) >> 32);
}

static void swap_items(uint16_t *order, uint32_t a, uint32_t b)
{
	uint16_t kept = order[a];
	order[a] = order[b];
	order[b] = kept;
}

void draws_shuffle(uint64_t seed, uint16_t order[DRAWS])
{
	struct xoshiro x;
	seed ^= FIXED_SEED;
	for (int i = 0; i < 4; i++)
		x.s[i] = splitmix64(&seed);
	for (uint32_t i = 0; i < DRAWS; i++)
		order[i] = (uint16_t)i;
	for (uint32_t i = DRAWS - 1; i > 0; i -= 2) { /* two steps from one number; step 0 moves nothing */
		uint64_t bits = xoshiro_next(&x);
		swap_items(order, i, scale_down((uint32_t)(bits >> 32), i + 1));
		swap_items(order, i - 1, scale_down((uint32_t)bits, i));
		if (i == 1)
			break;
	}
}

/* --- tables of quantiles ---------------------------------------------------------------------- */

void draws_init(struct draws *draws)
{
	*draws = (struct draws){0};
}

void draws_clear(struct draws *draws)
{
	free(draws->tables);
	free(draws->normal);
	*draws = (struct draws){0};
}

static const double *pert_table(struct draws *draws, double shape)
{
	if (draws->tables == NULL) {
		draws->tables = memory_new(TABLES, sizeof *draws->tables);
		for (uint32_t t = 0; t < TABLES; t++)
			draws->tables[t].shape = -1;
	}
	for (uint32_t t = 0; t < TABLES; t++)
		if (draws->tables[t].shape == shape)
			return draws->tables[t].values;
	struct quantile_table *table = &draws->tables[draws->next];
	draws->next = (draws->next + 1) % TABLES;
	table->shape = shape;
	pert_quantiles(shape, table->values, DRAWS);
	return table->values;
}

static const double *normal_table(struct draws *draws)
{
	if (draws->normal == NULL) {
		draws->normal = memory_new(DRAWS, sizeof *draws->normal);
		for (uint32_t i = 0; i < DRAWS; i++)
			draws->normal[i] = normal_quantile((i + 0.5) / DRAWS);
	}
	return draws->normal;
}

static void add_quantiles(uint64_t seed, const double *table, double base, double width, double *out)
{
	uint16_t order[DRAWS];
	draws_shuffle(seed, order);
	for (uint32_t k = 0; k < DRAWS; k++)
		out[k] += base + width * table[order[k]];
}

static void add_constant(double value, double *out)
{
	for (uint32_t k = 0; k < DRAWS; k++)
		out[k] += value;
}

void draws_add_pert(struct draws *draws, uint64_t seed, struct range range, double scale, double *out)
{
	if (range_is_constant(range))
		add_constant(scale * range.likely, out);
	else
		add_quantiles(seed, pert_table(draws, pert_shape(range)), scale * range.low,
			      scale * (range.high - range.low), out);
}

void draws_add_normal(struct draws *draws, uint64_t seed, double mean, double variance, double *out)
{
	add_quantiles(seed, normal_table(draws), mean, sqrt(variance), out);
}

/* --- the normal distribution ------------------------------------------------------------------ */

static double polynomial(const double *coefficients, double x)
{
	double sum = coefficients[7];
	for (int n = 6; n >= 0; n--)
		sum = sum * x + coefficients[n];
	return sum;
}

double normal_quantile(double u)
{
	/* PPND16 of AS 241 without its part for the farthest tails. */
	static const double a[8] = {3.3871328727963666080e0,  1.3314166789178437745e+2,
				    1.9715909503065514427e+3, 1.3731693765509461125e+4,
				    4.5921953931549871457e+4, 6.7265770927008700853e+4,
				    3.3430575583588128105e+4, 2.5090809287301226727e+3};
	static const double b[8] = {1,
				    4.2313330701600911252e+1,
				    6.8718700749205790830e+2,
				    5.3941960214247511077e+3,
				    2.1213794301586595867e+4,
				    3.9307895800092710610e+4,
				    2.8729085735721942674e+4,
				    5.2264952788528545610e+3};
	static const double c[8] = {1.42343711074968357734e0,  4.63033784615654529590e0,
				    5.76949722146069140550e0,  3.64784832476320460504e0,
				    1.27045825245236838258e0,  2.41780725177450611770e-1,
				    2.27238449892691845833e-2, 7.74545014278341407640e-4};
	static const double d[8] = {1,
				    2.05319162663775882187e0,
				    1.67638483018380384940e0,
				    6.89767334985100004550e-1,
				    1.48103976427480074590e-1,
				    1.51986665636164571966e-2,
				    5.47593808499534494600e-4,
				    1.05075007164441684324e-9};
	double q = u - 0.5;
	assert(u > 1e-11 && u < 1 - 1e-11);
	if (fabs(q) <= 0.425) {
		double r = 0.180625 - q * q;
		return q * polynomial(a, r) / polynomial(b, r);
	}
	double r = sqrt(-log(q < 0 ? u : 1 - u)) - 1.6;
	double tail = polynomial(c, r) / polynomial(d, r);
	return q < 0 ? -tail : tail;
}
