#include "core/exchange/export_graph.h"

#include "core/base/memory.h"
#include "core/exchange/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Nodes are named by a letter and an index, so that no name of the user's needs to be an identifier. */
struct graph {
	struct analysis *analysis;
	const struct model *model;
	struct str *out;
	bool mermaid;
};

/* Names in quotes: what could end them, or begin something, is replaced in the way of each language. */
static void add_label(struct graph *graph, const char *text)
{
	struct str visible;
	str_init(&visible);
	str_add_visible(&visible, text, strlen(text), false);
	str_add_char(graph->out, '"');
	for (size_t i = 0; i < visible.length; i++) {
		char c = visible.data[i];
		if (graph->mermaid && strchr("\"<>#&;", c))
			str_print(graph->out, "#%d;", c);
		else if (!graph->mermaid && (c == '"' || c == '\\'))
			str_print(graph->out, "\\%c", c);
		else
			str_add_char(graph->out, c);
	}
	str_add_char(graph->out, '"');
	str_clear(&visible);
}

static void add_node(struct graph *graph, char letter, uint32_t index, const char *name)
{
	str_print(graph->out, "  %c%u[", letter, index);
	if (!graph->mermaid)
		str_add_text(graph->out, "label=");
	add_label(graph, name);
	str_add_text(graph->out, graph->mermaid ? "]\n" : "];\n");
}

static void add_edge(struct graph *graph, char from, uint32_t from_index, char to, uint32_t to_index,
		     bool dashed, const char *label)
{
	str_print(graph->out, "  %c%u %s", from, from_index,
		  !graph->mermaid ? "->"
		  : dashed        ? "-.->"
				  : "-->");
	if (graph->mermaid && label) {
		str_add_char(graph->out, '|');
		add_label(graph, label);
		str_add_char(graph->out, '|');
	}
	str_print(graph->out, " %c%u", to, to_index);
	if (!graph->mermaid && (dashed || label)) {
		str_add_text(graph->out, dashed ? " [style=dashed" : " [");
		if (label) {
			str_add_text(graph->out, dashed ? ", label=" : "label=");
			add_label(graph, label);
		}
		str_add_char(graph->out, ']');
	}
	str_add_text(graph->out, graph->mermaid ? "\n" : ";\n");
}

static void begin(struct graph *graph)
{
	str_add_text(graph->out, graph->mermaid ? "flowchart LR\n"
						: "digraph unmoor {\n  rankdir=LR;\n  node [shape=box];\n");
}

static void end(struct graph *graph)
{
	if (!graph->mermaid)
		str_add_text(graph->out, "}\n");
}

/* --- the tree -------------------------------------------------------------------------------- */

struct used {
	bool *offerings, *providers;
};

static void use_provider(const struct model *model, struct used *used, uint32_t provider)
{
	for (uint32_t p = provider; p != NONE && !used->providers[p]; p = model->providers[p].parent)
		used->providers[p] = true;
}

/* Everything that stands below what is bound or moved to; `queue` has room for all offerings. */
static void use_below(const struct model *model, struct used *used, uint32_t *queue, uint32_t count)
{
	for (uint32_t next = 0; next < count; next++) {
		const struct offering *offering = &model->offerings[queue[next]];
		use_provider(model, used, offering->provider);
		for (uint32_t g = 0; g < offering->runs_on.count; g++) {
			struct slice group = model->support_groups[offering->runs_on.first + g];
			for (uint32_t i = 0; i < group.count; i++) {
				const struct support *support = &model->supports[group.first + i];
				if (support->is_provider) {
					use_provider(model, used, support->index);
				} else if (!used->offerings[support->index]) {
					used->offerings[support->index] = true;
					queue[count++] = support->index;
				}
			}
		}
	}
}

static void find_used(struct graph *graph, struct used *used)
{
	const struct plan *plan = analysis_plan(graph->analysis);
	const struct model *model = graph->model;
	uint32_t *queue = memory_new((size_t)model->offering_count + 1, sizeof *queue), count = 0;
	used->offerings = memory_zero((size_t)model->offering_count + 1, sizeof *used->offerings);
	used->providers = memory_zero((size_t)model->provider_count + 1, sizeof *used->providers);
	for (uint32_t b = 0; b < model->binding_count; b++)
		used->offerings[model->bindings[b].offering] = true;
	for (uint32_t m = 0; m < plan->count; m++)
		if (choice_is_on(analysis_choice(graph->analysis), m) &&
		    plan->migrations[m]->binding_count > 0)
			used->offerings[plan->migrations[m]->to] = true;
	for (uint32_t o = 0; o < model->offering_count; o++)
		if (used->offerings[o])
			queue[count++] = o;
	use_below(model, used, queue, count);
	free(queue);
}

static void add_foundations(struct graph *graph, uint32_t o)
{
	const struct offering *offering = &graph->model->offerings[o];
	add_edge(graph, 'o', o, 'p', offering->provider, false, NULL);
	for (uint32_t g = 0; g < offering->runs_on.count; g++) {
		struct slice group = graph->model->support_groups[offering->runs_on.first + g];
		for (uint32_t i = 0; i < group.count; i++) {
			const struct support *support = &graph->model->supports[group.first + i];
			add_edge(graph, 'o', o, support->is_provider ? 'p' : 'o', support->index,
				 group.count > 1, group.count > 1 ? "any" : NULL);
		}
	}
}

static void add_components(struct graph *graph)
{
	const struct model *model = graph->model;
	for (uint32_t c = 0; c < model->component_count; c++)
		add_node(graph, 'c', c, model_component_name(model, c));
	for (uint32_t c = 0; c < model->component_count; c++) {
		const struct component *item = &model->components[c];
		for (uint32_t b = item[0].first_binding; b < item[1].first_binding; b++)
			add_edge(graph, 'c', c, 'o', model->bindings[b].offering, false,
				 model->bindings[b].optional ? "optional" : NULL);
		for (uint32_t d = item[0].first_depends_on; d < item[1].first_depends_on; d++)
			add_edge(graph, 'c', c, 'c', model->depends_on[d], false, NULL);
	}
}

static void add_moves(struct graph *graph)
{
	const struct plan *plan = analysis_plan(graph->analysis);
	for (uint32_t m = 0; m < plan->count; m++) {
		const struct migration *migration = plan->migrations[m];
		if (!choice_is_on(analysis_choice(graph->analysis), m))
			continue;
		for (uint32_t i = 0; i < migration->binding_count; i++)
			add_edge(graph, 'c', graph->model->bindings[migration->bindings[i]].component, 'o',
				 migration->to, true, "moves");
	}
}

void export_tree_graph(struct analysis *analysis, bool mermaid, struct str *out)
{
	struct graph graph = {analysis, analysis_plan(analysis)->model, out, mermaid};
	const struct model *model = graph.model;
	struct used used;
	find_used(&graph, &used);
	begin(&graph);
	add_components(&graph);
	for (uint32_t o = 0; o < model->offering_count; o++)
		if (used.offerings[o])
			add_node(&graph, 'o', o, model->offerings[o].name);
	for (uint32_t p = 0; p < model->provider_count; p++)
		if (used.providers[p])
			add_node(&graph, 'p', p, model->providers[p].name);
	for (uint32_t o = 0; o < model->offering_count; o++)
		if (used.offerings[o])
			add_foundations(&graph, o);
	for (uint32_t p = 0; p < model->provider_count; p++)
		if (used.providers[p] && model->providers[p].parent != NONE)
			add_edge(&graph, 'p', p, 'p', model->providers[p].parent, false, "part of");
	add_moves(&graph);
	end(&graph);
	free(used.offerings);
	free(used.providers);
}

/* --- the loops ------------------------------------------------------------------------------- */

static char letter_of(struct loop_node node)
{
	return node.is_offering ? 'o' : 'p';
}

static void label_edge(const struct model *model, const struct loop_edge *edge, struct str *out)
{
	out->length = 0;
	str_add_text(out, flow_kind_name(edge->kind));
	if (edge->flow == NONE || isnan(model->flows[edge->flow].firm))
		return;
	str_add_char(out, ' ');
	figure_money(out, model->flows[edge->flow].firm, false);
}

/* A derived edge stands for itself between its ends; it is drawn once, whatever loops it is on. */
struct drawn {
	bool *flows, *offerings, *providers;
	struct node_pair {
		struct loop_node from, to;
	} * derived;
	size_t count, capacity;
};

static bool same_node(struct loop_node a, struct loop_node b)
{
	return a.is_offering == b.is_offering && a.index == b.index;
}

static bool is_drawn(struct drawn *drawn, const struct loop_edge *edge, struct loop_node from,
		     struct loop_node to)
{
	if (edge->flow != NONE) {
		bool before = drawn->flows[edge->flow];
		drawn->flows[edge->flow] = true;
		return before;
	}
	for (size_t i = 0; i < drawn->count; i++)
		if (same_node(drawn->derived[i].from, from) && same_node(drawn->derived[i].to, to))
			return true;
	drawn->derived = memory_grow(drawn->derived, drawn->count, &drawn->capacity, sizeof *drawn->derived);
	drawn->derived[drawn->count++] = (struct node_pair){from, to};
	return false;
}

static void draw_node(struct graph *graph, struct drawn *drawn, struct loop_node node)
{
	bool *before = node.is_offering ? &drawn->offerings[node.index] : &drawn->providers[node.index];
	if (!*before)
		add_node(graph, letter_of(node), node.index,
			 node.is_offering ? graph->model->offerings[node.index].name
					  : graph->model->providers[node.index].name);
	*before = true;
}

static void draw_step(struct graph *graph, struct drawn *drawn, const struct loop *loop, uint32_t step,
		      struct str *label)
{
	struct loop_node from = loop->nodes[step], to = loop->nodes[(step + 1) % loop->length];
	struct loop_edge *edges;
	uint32_t count = analysis_loop_step(graph->analysis, loop, step, &edges);
	for (uint32_t i = 0; i < count; i++) {
		if (is_drawn(drawn, &edges[i], from, to))
			continue;
		label_edge(graph->model, &edges[i], label);
		add_edge(graph, letter_of(from), from.index, letter_of(to), to.index, edges[i].flow == NONE,
			 label->data);
	}
	free(edges);
}

void export_loops_graph(struct analysis *analysis, bool mermaid, struct str *out)
{
	struct graph graph = {analysis, analysis_plan(analysis)->model, out, mermaid};
	const struct model *model = graph.model;
	const struct loops *loops = analysis_loops(analysis);
	struct drawn drawn = {
		.flows = memory_zero((size_t)model->flow_count + 1, sizeof(bool)),
		.offerings = memory_zero((size_t)model->offering_count + 1, sizeof(bool)),
		.providers = memory_zero((size_t)model->provider_count + 1, sizeof(bool)),
	};
	struct str label;
	str_init(&label);
	begin(&graph);
	for (uint32_t l = 0; l < loops->count; l++)
		for (uint32_t i = 0; i < loops->items[l].length; i++)
			draw_node(&graph, &drawn, loops->items[l].nodes[i]);
	for (uint32_t l = 0; l < loops->count; l++)
		for (uint32_t step = 0; step < loops->items[l].length; step++)
			draw_step(&graph, &drawn, &loops->items[l], step, &label);
	end(&graph);
	str_clear(&label);
	free(drawn.flows);
	free(drawn.offerings);
	free(drawn.providers);
	free(drawn.derived);
}
