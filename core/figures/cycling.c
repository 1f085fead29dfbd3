/* How much of the money is the same money (spec.md section 9, after Finn 1976), and who spends more than
 * comes in. */
#include "core/base/memory.h"
#include "core/figures/loops.h"
#include "core/figures/order.h"
#include "core/figures/returns.h"
#include "core/figures/scc.h"

#include <stdlib.h>
#include <string.h>

/* Money a year from one root to another. */
struct stream {
	uint32_t from, to; /* members */
	double yearly;
};

/* A root at an end of a stream. */
struct member {
	uint32_t provider;
	struct sum in, out, surplus; /* surplus: in and revenue, less what goes out */
	double through;              /* T: the larger of in + revenue and out */
	double returned;             /* of what leaves it, the share that comes back */
};

struct money {
	struct member *members;
	uint32_t member_count;
	uint32_t *member_of;    /* [provider_count] or NONE */
	struct stream *streams; /* by from, then to; parallel ones are one */
	uint32_t stream_count;
	uint32_t *first; /* [member_count + 1] of streams by `from` */
	uint32_t *to;    /* [stream_count] */
};

/* What is less than this part of what goes out is rounding. */
static const double ROUNDING = 1e-12;

/* More members that all lead to each other would take minutes and gigabytes: then there is no index. */
#ifdef UNMOOR_SMALL
enum { MOST_IN_RING = 64 };
#else
enum { MOST_IN_RING = 4096 };
#endif

/* --- streams ------------------------------------------------------------------------------------ */

static uint32_t root_of_end(const struct model *model, struct flow_end end)
{
	uint32_t provider = end.is_offering ? model->offerings[end.index].provider : end.index;
	return model->providers[provider].root;
}

static uint32_t enter_member(struct money *money, uint32_t root)
{
	if (money->member_of[root] == NONE) {
		money->member_of[root] = money->member_count;
		money->members[money->member_count++] = (struct member){.provider = root};
	}
	return money->member_of[root];
}

static void enter_flow(struct money *money, const struct model *model, const struct flow *flow)
{
	if (flow->status == FLOW_SUPERSEDED || isnan(flow->firm))
		return;
	uint32_t from = root_of_end(model, flow->from), to = root_of_end(model, flow->to);
	if (from == to)
		return;
	double yearly = flow->firm / (flow->term_years > 0 ? flow->term_years : 1);
	struct stream stream = {enter_member(money, from), enter_member(money, to), yearly};
	sum_add(&money->members[stream.from].out, yearly);
	sum_add(&money->members[stream.from].surplus, -yearly);
	sum_add(&money->members[stream.to].in, yearly);
	sum_add(&money->members[stream.to].surplus, yearly);
	if (yearly > 0)
		money->streams[money->stream_count++] = stream;
}

static int compare_streams(const void *left, const void *right)
{
	const struct stream *a = left, *b = right;
	if (a->from != b->from)
		return order_of(a->from, b->from);
	if (a->to != b->to)
		return order_of(a->to, b->to);
	return order_of(a->yearly, b->yearly);
}

static void join_parallel(struct money *money)
{
	struct stream *streams = money->streams;
	uint32_t kept = 0;
	order_sort(streams, money->stream_count, sizeof *streams, compare_streams);
	for (uint32_t i = 0; i < money->stream_count; i++) {
		if (kept > 0 && streams[kept - 1].from == streams[i].from &&
		    streams[kept - 1].to == streams[i].to)
			streams[kept - 1].yearly += streams[i].yearly;
		else
			streams[kept++] = streams[i];
	}
	money->stream_count = kept;
}

static void index_streams(struct money *money)
{
	money->first = memory_zero((size_t)money->member_count + 1, sizeof *money->first);
	money->to = memory_new(money->stream_count, sizeof *money->to);
	for (uint32_t i = 0; i < money->stream_count; i++) {
		money->first[money->streams[i].from + 1]++;
		money->to[i] = money->streams[i].to;
	}
	for (uint32_t m = 0; m < money->member_count; m++)
		money->first[m + 1] += money->first[m];
}

static void collect_money(struct money *money, const struct model *model)
{
	*money = (struct money){0};
	money->members = memory_new(model->provider_count, sizeof *money->members);
	money->member_of = memory_new(model->provider_count, sizeof *money->member_of);
	money->streams = memory_new(model->flow_count, sizeof *money->streams);
	for (uint32_t p = 0; p < model->provider_count; p++)
		money->member_of[p] = NONE;
	for (uint32_t f = 0; f < model->flow_count; f++)
		enter_flow(money, model, &model->flows[f]);
	join_parallel(money);
	index_streams(money);
	for (uint32_t m = 0; m < money->member_count; m++) {
		struct member *member = &money->members[m];
		sum_add(&member->surplus, model->providers[member->provider].revenue);
		member->through = sum_value(&member->out) + fmax(0, sum_value(&member->surplus));
	}
}

static void money_clear(struct money *money)
{
	free(money->members);
	free(money->member_of);
	free(money->streams);
	free(money->first);
	free(money->to);
}

/* --- what comes back ------------------------------------------------------------------------------ */

/* Members that all lead to each other: nodes[0] .. nodes[count - 1]; place says which of them a member is, or
 * NONE. */
struct ring {
	const uint32_t *nodes;
	uint32_t count;
	uint32_t *place;
};

/* Nothing leaves it and nothing new comes in: what is in it stays for ever. */
static bool is_closed(const struct money *money, const struct ring *ring)
{
	for (uint32_t i = 0; i < ring->count; i++) {
		const struct member *member = &money->members[ring->nodes[i]];
		if (sum_value(&member->surplus) > ROUNDING * sum_value(&member->out))
			return false;
		for (uint32_t s = money->first[ring->nodes[i]]; s < money->first[ring->nodes[i] + 1]; s++)
			if (ring->place[money->to[s]] == NONE)
				return false;
	}
	return true;
}

static void fill_row(const struct money *money, const struct ring *ring, uint32_t row, double *steps,
		     double *lost)
{
	uint32_t from = ring->nodes[row];
	const struct member *member = &money->members[from];
	struct sum leaving = {0};
	sum_add(&leaving, fmax(0, sum_value(&member->surplus)));
	for (uint32_t s = money->first[from]; s < money->first[from + 1]; s++) {
		uint32_t to = ring->place[money->to[s]];
		if (to == NONE)
			sum_add(&leaving, money->streams[s].yearly);
		else
			steps[(size_t)row * ring->count + to] = money->streams[s].yearly / member->through;
	}
	lost[row] = sum_value(&leaving) / member->through;
}

static void find_returned(struct money *money, const struct ring *ring)
{
	double *steps = memory_zero((size_t)ring->count * ring->count, sizeof *steps);
	double *lost = memory_new(ring->count, sizeof *lost);
	double *returns = memory_new(ring->count, sizeof *returns);
	for (uint32_t i = 0; i < ring->count; i++)
		fill_row(money, ring, i, steps, lost);
	returns_find(steps, lost, ring->count, returns);
	for (uint32_t i = 0; i < ring->count; i++)
		money->members[ring->nodes[i]].returned = returns[i];
	free(steps);
	free(lost);
	free(returns);
}

static void close_ring(struct money *money, const struct ring *ring, double returned)
{
	for (uint32_t i = 0; i < ring->count; i++)
		money->members[ring->nodes[i]].returned = returned;
}

/* What leaves a set of members that lead to each other never comes back to it: each set stands alone. */
static void find_all_returned(struct money *money)
{
	struct graph graph = {money->member_count, money->first, money->to};
	struct scc sets;
	scc_find(&graph, &sets);
	uint32_t *place = memory_new(money->member_count, sizeof *place);
	memset(place, 0xff, money->member_count * sizeof *place); /* NONE */
	for (uint32_t s = 0; s < sets.count; s++) {
		struct ring ring = {sets.nodes + sets.first[s], scc_size(&sets, s), place};
		if (ring.count == 1)
			continue;
		for (uint32_t i = 0; i < ring.count; i++)
			place[ring.nodes[i]] = i;
		if (is_closed(money, &ring))
			close_ring(money, &ring, 1);
		else if (ring.count > MOST_IN_RING)
			close_ring(money, &ring, NAN);
		else
			find_returned(money, &ring);
		for (uint32_t i = 0; i < ring.count; i++)
			place[ring.nodes[i]] = NONE;
	}
	free(place);
	scc_clear(&sets);
}

static double find_index(const struct money *money)
{
	struct sum returned = {0}, through = {0};
	for (uint32_t m = 0; m < money->member_count; m++) {
		sum_add(&returned, money->members[m].returned * money->members[m].through);
		sum_add(&through, money->members[m].through);
	}
	return sum_value(&through) > 0 ? sum_value(&returned) / sum_value(&through) : 0;
}

/* --- unfunded gaps -------------------------------------------------------------------------------- */

struct gap_row {
	struct gap gap;
	const char *id;
};

static int compare_gaps(const void *left, const void *right)
{
	const struct gap_row *a = left, *b = right;
	if (a->gap.gap != b->gap.gap)
		return order_of(b->gap.gap, a->gap.gap);
	return strcmp(a->id, b->id);
}

static void list_gaps(struct circuits *circuits, const struct model *model, const struct money *money)
{
	struct gap_row *rows = memory_new(money->member_count, sizeof *rows);
	uint32_t count = 0;
	for (uint32_t m = 0; m < money->member_count; m++) {
		const struct member *member = &money->members[m];
		double gap = -sum_value(&member->surplus);
		if (gap > ROUNDING * sum_value(&member->out))
			rows[count++] = (struct gap_row){{member->provider, gap},
							 model->providers[member->provider].id};
	}
	order_sort(rows, count, sizeof *rows, compare_gaps);
	struct gap *gaps = arena_new(&circuits->arena, count, sizeof *gaps);
	double *by_provider = arena_new(&circuits->arena, model->provider_count, sizeof *by_provider);
	for (uint32_t p = 0; p < model->provider_count; p++)
		by_provider[p] = NAN;
	for (uint32_t i = 0; i < count; i++) {
		gaps[i] = rows[i].gap;
		by_provider[gaps[i].provider] = gaps[i].gap;
	}
	circuits->cycling.unfunded = gaps;
	circuits->cycling.unfunded_count = count;
	circuits->cycling.gaps = by_provider;
	free(rows);
}

const struct cycling *analysis_cycling(struct analysis *analysis)
{
	struct circuits *circuits = analysis->circuits;
	if (circuits->has_cycling)
		return &circuits->cycling;
	struct money money;
	collect_money(&money, analysis->model);
	find_all_returned(&money);
	circuits->cycling.index = find_index(&money);
	list_gaps(circuits, analysis->model, &money);
	money_clear(&money);
	circuits->has_cycling = true;
	if (isnan(circuits->cycling.index))
		analysis->warnings_version = 0; /* there is one more */
	return &circuits->cycling;
}
