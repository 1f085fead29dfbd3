#include "core/exchange/report_text.h"

enum { MOST_LOOPS = 5, MOST_GAPS = 8 };

static const char *node_name(const struct model *model, struct loop_node node)
{
	return node.is_offering ? model->offerings[node.index].name : model->providers[node.index].name;
}

/* "AWS -> Anthropic -> AWS": a circle is read to its beginning. */
static void add_chain(struct text_report *report, const struct loop *loop)
{
	struct text *text = &report->text;

	text_add(text, "  ");
	for (uint32_t i = 0; i <= loop->length; i++) {
		const char *name = node_name(report->model, loop->nodes[i % loop->length]);
		if (i > 0)
			text_either(text, " → ", " -> ");
		text_fit(text, text_name_width(text, name) + 4, 4);
		text_name(text, name);
	}
	text_newline(text);
}

static void add_part(struct text_report *report, const char *label, double value)
{
	struct text *text = &report->text;

	text_add(text, label);
	if (isnan(value))
		text_add(text, "unknown");
	else
		text_money(text, value, 0);
}

static void add_loop(struct text_report *report, const struct loop *loop)
{
	struct text *text = &report->text;

	add_chain(report, loop);
	add_part(report, "      put in ", loop->firm.put_in);
	add_part(report, ", comes back ", loop->firm.comes_back);
	if (!isnan(loop->firm.pull)) {
		text_add(text, ", pull ");
		text_number(text, loop->firm.pull, 0);
		text_add(text, "x");
	}
	add_part(report, ", your spend ", loop->exposure);
	text_newline(text);
}

void report_text_loops(struct text_report *report)
{
	const struct loops *loops = analysis_loops(report->analysis);

	if (loops->count == 0)
		return;
	report_section(report, "LOOPS",
		       "firm amounts in %s, your spend a month; what brings back most first");
	for (uint32_t i = 0; i < loops->count && i < MOST_LOOPS; i++)
		add_loop(report, &loops->items[i]);
	report_left_out(report, loops->count, MOST_LOOPS, "loops in the JSON report");
	if (loops->cut) {
		text_print(&report->text, "  the search ended at %u loops", loops->count);
		text_newline(&report->text);
	}
}

void report_text_cycling(struct text_report *report)
{
	const struct cycling *cycling = analysis_cycling(report->analysis);
	struct text *text = &report->text;

	if (report->model->flow_count == 0)
		return;
	report_section(report, "THE SAME MONEY", "%s a year");
	text_add(text, "  ");
	text_share(text, cycling->index, 0);
	text_add(text, " of the firm money goes round in circles");
	text_newline(text);
	for (uint32_t i = 0; i < cycling->unfunded_count && i < MOST_GAPS; i++) {
		text_add(text, "  ");
		text_cell(text, report->model->providers[cycling->unfunded[i].provider].name, 32);
		text_money(text, cycling->unfunded[i].gap, 10);
		text_add(text, i == 0 ? " promised beyond what comes in" : "");
		text_newline(text);
	}
	report_left_out(report, cycling->unfunded_count, MOST_GAPS, "unfunded gaps in the JSON report");
}
