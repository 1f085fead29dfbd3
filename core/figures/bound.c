#include "core/figures/bound.h"

#include "core/figures/order.h"

enum bound bound_join(enum bound one, enum bound other)
{
	if (one == BOUND_NONE)
		return other;
	return other == BOUND_NONE || one == other ? one : BOUND_UNKNOWN;
}

enum bound bound_reverse(enum bound bound)
{
	return bound == BOUND_LOWER ? BOUND_UPPER : bound == BOUND_UPPER ? BOUND_LOWER : bound;
}

/* --- of one choice --------------------------------------------------------------------------- */

enum bound bound_of_one_off(const struct cost *cost, bool stuck)
{
	return cost->missing_prices > 0 || stuck ? BOUND_LOWER : BOUND_NONE;
}

enum bound bound_of_monthly(const struct cost *cost)
{
	return cost->assumed > 0 ? BOUND_UNKNOWN : BOUND_NONE;
}

/* What is stuck would cost and, elsewhere, save or not: nobody knows. */
enum bound bound_of_npv(const struct cost *cost, bool stuck)
{
	enum bound saved = stuck ? BOUND_UNKNOWN : bound_of_monthly(cost);
	return bound_join(saved, bound_reverse(bound_of_one_off(cost, stuck)));
}

enum bound bound_of_payback(const struct cost *cost, bool stuck)
{
	return bound_reverse(bound_of_npv(cost, stuck));
}

enum bound bound_of_wait(struct lacks lacks, bool stuck)
{
	return stuck ? BOUND_UNKNOWN : lacks.grows ? BOUND_LOWER : BOUND_NONE;
}

/* --- of a difference ------------------------------------------------------------------------- */

/* Sums in another order may differ by this, of either. */
static const double HARDLY = 1e-12;

static enum bound bound_of_counts(double a, double b)
{
	double change = b - a;
	if (fabs(change) <= HARDLY * fmax(fabs(a), fabs(b)))
		return BOUND_NONE;
	return change > 0 ? BOUND_LOWER : BOUND_UPPER;
}

/* A pair of lists, both in order: from each what is the same price. */
struct walk {
	struct lacks a, b;
	uint32_t at_a, at_b;
	const struct lack *left, *right; /* NULL: it is not in that one */
};

static int compare(const struct lack *a, const struct lack *b)
{
	return a->target != b->target ? order_of(a->target, b->target) : order_of(a->driver, b->driver);
}

static bool walk_next(struct walk *walk)
{
	const struct lack *a = walk->at_a < walk->a.count ? &walk->a.items[walk->at_a] : NULL,
			  *b = walk->at_b < walk->b.count ? &walk->b.items[walk->at_b] : NULL;
	int order = a && b ? compare(a, b) : a ? -1 : 1;
	walk->left = order <= 0 ? a : NULL;
	walk->right = order >= 0 ? b : NULL;
	walk->at_a += walk->left != NULL;
	walk->at_b += walk->right != NULL;
	return a || b;
}

/* A price is 0 or more, whatever it is: so the counts say which way the difference goes. */
static enum bound bound_of_step(const struct walk *walk, double weight_a, double weight_b)
{
	return bound_of_counts(walk->left ? walk->left->count * weight_a : 0,
			       walk->right ? walk->right->count * weight_b : 0);
}

enum bound bound_of_change(const struct model *model, enum category category, struct lacks a, struct lacks b)
{
	struct walk walk = {.a = a, .b = b};
	enum bound bound = BOUND_NONE;
	while (walk_next(&walk)) {
		uint32_t driver = (walk.left ? walk.left : walk.right)->driver;
		if (category == CATEGORY_COUNT || model->drivers[driver].category == category)
			bound = bound_join(bound, bound_of_step(&walk, 1, 1));
	}
	return bound;
}

enum bound bound_of_monthly_change(struct lacks a, struct lacks b)
{
	return a.assumed == b.assumed ? BOUND_NONE : BOUND_UNKNOWN;
}

enum bound bound_of_npv_change(struct lacks a, struct lacks b)
{
	struct walk walk = {.a = a, .b = b};
	enum bound bound = bound_of_monthly_change(a, b);
	if (a.assumed != 0 && a.discount != b.discount)
		return BOUND_UNKNOWN; /* what is saved of them begins in another month */
	while (walk_next(&walk))
		bound = bound_join(bound, bound_reverse(bound_of_step(&walk, a.discount, b.discount)));
	return bound;
}
