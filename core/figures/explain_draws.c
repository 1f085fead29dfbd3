/* Why the histogram of the one-off cost looks as it does: its ends and its tallest column (spec.md section
 * 5).
 */
#include "core/figures/bound.h"
#include "core/figures/explain_parts.h"
#include "core/figures/histogram.h"

/* Of the draws of the one-off; false: there are no columns. */
static bool count_draws(struct writing *writing, int bins, struct histogram *histogram)
{
	*histogram = histogram_of(analysis_spread(writing->analysis)->totals, bins);
	writing->out->lower_bound = bound_of_one_off(analysis_cost(writing->analysis), false) != BOUND_NONE;
	return histogram->most > 0;
}

/* All that is drawn, the heaviest first. */
static void add_drawn(struct writing *writing)
{
	uint32_t count;
	const struct swing *swings = analysis_swings(writing->analysis, &count);
	for (uint32_t i = 0; i < count; i++)
		explain_add_drawn(writing, swings[i].variable, NAN);
}

static bool write_end(struct writing *writing, bool highest)
{
	struct histogram histogram;
	const char *which = highest ? "highest" : "lowest";
	if (!count_draws(writing, 1, &histogram))
		return false;
	explain_title(writing, "%s end of the histogram: the %s one-off cost of %s draws",
		      highest ? "right" : "left", which, explain_number(writing, DRAWS));
	explain_value(writing, highest ? histogram.high : histogram.low, writing->model->currency);
	writing->out->formula = arena_print(
		&writing->out->arena,
		"the %s of %s draws; in each every range takes one value by chance, by its PERT distribution "
		"and the same for all moves, and the one-off cost is the sum that these give",
		which, explain_number(writing, DRAWS));
	add_drawn(writing);
	explain_note(writing, "what is possible reaches further: all ranges at their %s at once",
		     highest ? "dearest" : "cheapest");
	return true;
}

bool explain_lowest(struct writing *writing)
{
	return write_end(writing, false);
}

bool explain_highest(struct writing *writing)
{
	return write_end(writing, true);
}

static void add_ends(struct writing *writing, const struct histogram *histogram)
{
	const struct honesty *honesty = analysis_honesty(writing->analysis);
	enum origin worst = origin_of_sizes(honesty->share);
	bool lower = writing->out->lower_bound;
	inputs_add_given(&writing->inputs, INPUT_LOWEST, 0, 0, NAN, histogram->low, worst)->lower_bound =
		lower;
	inputs_add_given(&writing->inputs, INPUT_HIGHEST, 0, 0, NAN, histogram->high, worst)->lower_bound =
		lower;
}

bool explain_peak(struct writing *writing)
{
	struct histogram histogram;
	bool drawn = writing->subject > 0 && writing->subject <= HISTOGRAM_MOST;
	if (!drawn || !count_draws(writing, (int)writing->subject, &histogram))
		return false;
	int peak = histogram_peak(&histogram);
	explain_title(writing, "peak of the histogram: the draws in the tallest of its %d columns",
		      histogram.count);
	explain_value(writing, histogram.most,
		      arena_print(&writing->out->arena, "of %s draws", explain_number(writing, DRAWS)));
	writing->out->formula =
		"how many draws have a one-off cost between the two sides of that column; all columns are "
		"equally wide, from the lowest draw to the highest, and as high as they have draws";
	const char *from = explain_told_amount(writing, histogram_edge(&histogram, peak), EXPLAIN_ONE_OFF),
		   *to = explain_told_amount(writing, histogram_edge(&histogram, peak + 1), EXPLAIN_ONE_OFF);
	explain_note(writing, "the tallest one is from %s to %s", from, to);
	explain_note(writing, "a column is %s wide",
		     explain_told_amount(writing, (histogram.high - histogram.low) / histogram.count,
					 EXPLAIN_KIND_COUNT));
	add_ends(writing, &histogram);
	writing->out->lower_bound = false; /* what is missing moves the columns, and not how high they are */
	return true;
}
