#include "tests/fuzz/changed.h"

#include "core/model/load.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

/* Everything is there, at other places; some of it says something else. */
static const char moved[] =
	"unmoor: 1\n"
	"title: Moved\n"
	"as_of: 2026-12-01\n"
	"horizon: 36\n"
	"needs: {privacy: 3}\n"
	"providers: [{id: first, kind: cloud, parent: cloudy}, {id: cloudy, name: Cloudier}]\n"
	"offerings: [{id: first/one, provider: first, kind: llm, runs_on: [cloudy]}]\n"
	"components:\n"
	"- {id: ahead, depends_on: [chat], bindings: [{offering: first/one, monthly: 900}]}\n"
	"- {id: train, team: front, bindings: [{offering: chips/gpu, monthly: 8k, counts: {hour: [1, 2, "
	"9]}}]}\n"
	"- {id: lake, bindings: [{offering: cloudy/store, monthly: 6k, counts: {data_tb: 100}}]}\n"
	"- {id: index, bindings: [{offering: part/model, monthly: 2k}, {offering: cloudy/store}]}\n"
	"- {id: chat, depends_on: [lake], bindings: [{offering: cloudy/model, monthly: 12k, usage: {in: "
	"100},\n"
	"   counts: {prompt: 5}}]}\n"
	"migrations:\n"
	"- {id: ahead-first, from: first/one, to: part/model}\n"
	"- {id: to-store, bindings: [train@chips/gpu], to: part/store}\n"
	"- {id: leave-store, from: cloudy/store, to: part/store}\n"
	"- {id: leave-model, from: cloudy/model, to: part/model, extra: 9}\n"
	"scenarios:\n"
	"- {id: other, migrations: [to-store]}\n"
	"- {id: all, start: 1, migrations: [leave-store, leave-model], tried: {horizon: 30}}\n";

/* One component, which moved meanwhile, in another currency; what was on, tried or open is gone. */
static const char less[] = "unmoor: 1\n"
			   "title: Less\n"
			   "as_of: 2026-11-01\n"
			   "currency: EUR\n"
			   "horizon: 1\n"
			   "components:\n"
			   "- {id: chat, bindings: [{offering: part/model, monthly: 1k}]}\n"
			   "migrations:\n"
			   "- {id: leave-model, bindings: [chat@part/model], to: cloudy/model}\n";

static const char nobody[] = "unmoor: 1\n"
			     "title: Nobody\n"
			     "as_of: 2026-11-01\n"
			     "catalog: none\n"
			     "rate: 800\n"
			     "overrun: 1\n"
			     "overlap: [0, 1, 2]\n"
			     "components: [{id: chat}]\n";

/* No provider of before, but its ids with another meaning. */
static const char others[] =
	"unmoor: 1\n"
	"title: Others\n"
	"as_of: 2026-11-01\n"
	"catalog: none\n"
	"rate: 800\n"
	"overrun: 1\n"
	"overlap: [0, 1, 2]\n"
	"drivers: [{id: prompt, category: redesign, effort: 2}]\n"
	"providers: [{id: lab, kind: cloud, egress: [[rest, 10]]}, {id: chips, kind: lab, parent: lab}]\n"
	"offerings:\n"
	"- {id: part/model, provider: chips, kind: llm, prices: {in: 7}}\n"
	"- {id: cloudy/model, provider: lab, kind: llm}\n"
	"components:\n"
	"- {id: lake, bindings: [{offering: cloudy/model, counts: {prompt: 3}}, {offering: part/model}]}\n"
	"- {id: chat, depends_on: [lake], bindings: [{offering: part/model, monthly: 5, usage: {in: 2}}]}\n"
	"migrations:\n"
	"- {id: leave-model, from: part/model, to: cloudy/model}\n"
	"- {id: lake-only, from: cloudy/model, to: part/model, where: {component: lake}}\n";

static const char broken[] = "unmoor: 1\n"
			     "components: [{id: chat, bindings: [{offering: nowhere}]}]\n"
			     "horizon: -1\n";

static const char *const texts[CHANGED_COUNT] = {NULL, moved, less, nobody, broken, others};

static struct model *load(const char *text, struct diag_list *faults)
{
	return text ? load_bytes("fuzz.yaml", text, strlen(text), faults) : load_stack(NULL, NULL, faults);
}

struct model *changed_file(unsigned changes, struct diag_list *faults)
{
	static struct model *loaded[CHANGED_COUNT];
	unsigned i = changes % CHANGED_COUNT;

	if (!loaded[i])
		loaded[i] = load(texts[i], faults);
	fuzz_check((loaded[i] == NULL) == (texts[i] == broken), "only the broken one has a fault");
	return loaded[i];
}
