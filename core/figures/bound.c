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

/* Of nothing it is none and of all of it all, whatever that is. */
enum bound bound_of_share(const struct cost *cost, double share)
{
	return share > 0 && share < 1 ? bound_of_monthly(cost) : BOUND_NONE;
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

enum bound bound_of_share_change(const struct cost *a, double share_a, const struct cost *b, double share_b)
{
	if (share_a == share_b)
		return BOUND_NONE;
	return bound_join(bound_of_share(a, share_a), bound_of_share(b, share_b));
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

/* --- ways out that leave something -------------------------------------------------------------- */

static bool same_moves(const struct choice *a, const struct choice *b)
{
	uint32_t words = a->words > b->words ? a->words : b->words;
	for (uint32_t w = 0; w < words; w++)
		if ((w < a->words ? a->on[w] : 0) != (w < b->words ? b->on[w] : 0))
			return false;
	return true;
}

/* What is stuck in both ways out alike is in neither, and so not in their difference. */
static enum bound stuck_change(struct side from, struct side to)
{
	if (from.stuck == 0)
		return to.stuck > 0 ? BOUND_LOWER : BOUND_NONE;
	if (to.stuck == 0)
		return BOUND_UPPER;
	return from.stuck == to.stuck && same_moves(from.choice, to.choice) ? BOUND_NONE : BOUND_UNKNOWN;
}

enum bound side_change(const struct model *model, enum category category, struct side from, struct side to)
{
	enum bound bound = bound_of_change(model, category, from.lacks, to.lacks);
	return category == CATEGORY_COUNT ? bound_join(bound, stuck_change(from, to)) : bound;
}

enum bound side_npv_change(struct side from, struct side to)
{
	if (stuck_change(from, to) != BOUND_NONE)
		return BOUND_UNKNOWN;
	return bound_of_npv_change(from.lacks, to.lacks);
}

const char *bound_name(enum bound bound)
{
	static const char *const names[] = {[BOUND_NONE] = NULL,
					    [BOUND_LOWER] = "lower",
					    [BOUND_UPPER] = "upper",
					    [BOUND_UNKNOWN] = "unknown"};
	return names[bound];
}
