#include "tests/unit/tried_stack.h"

#include "core/base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

const char tried_stack[] =
	"unmoor: 1\n"
	"as_of: 2026-11-01\n"
	"catalog: none\n"
	"horizon: 30\n"
	"discount_rate: 7%\n"
	"rate: [500, 900, 1500]\n"
	"overrun: [1, 1.2, 1.9]\n"
	"overlap: [1, 2, 4.5]\n"
	"needs: {openness: 3, price: 2}\n"
	"drivers:\n"
	"- {id: prompt, category: redesign, effort: [0.1, 0.2, 0.9], at: {rehost: 0.25}}\n"
	"- {id: licence, category: rebuilding, money: [10, 20, 40]}\n"
	"- {id: token, category: retraining, price: mtok}\n"
	"- {id: dependents, category: requalification, effort: 1.5}\n"
	"- {id: data_tb, category: transfer}\n"
	"providers:\n"
	"- {id: p, kind: cloud, egress: [[10, 90], [rest, 50]], stance: {openness: 1}}\n"
	"- {id: q, kind: cloud, onboarding: [3, 5, 11], revenue: 1000}\n"
	"- {id: part, kind: lab, parent: p}\n"
	"offerings:\n"
	"- {id: p/a, provider: p, kind: model, prices: {mtok: 3, call: 0.2}}\n"
	"- {id: q/a, provider: q, kind: model, prices: {mtok: 2, call: 0.1}}\n"
	"- {id: part/a, provider: part, kind: model, runs_on: [p/a]}\n"
	"components:\n"
	"- id: c0\n"
	"  bindings:\n"
	"  - {offering: p/a, monthly: 8k, usage: {mtok: 150, call: 7}, growth: 2%,\n"
	"     counts: {prompt: [20, 30, 45], token: 12, data_tb: 14}}\n"
	"- {id: c1, depends_on: [c0], bindings: [{offering: p/a, monthly: 300, counts: {prompt: 3, licence: "
	"6}}]}\n"
	"- {id: c2, depends_on: [c0], bindings: [{offering: part/a, monthly: 70, counts: {prompt: 2}}]}\n"
	"commitments:\n"
	"- {provider: p, remaining: 50k, until: 2027-06-01}\n"
	"- {provider: p, remaining: 90k, until: 2028-02-01}\n"
	"credits:\n"
	"- {provider: p, remaining: 61k, until: 2027-09-01}\n"
	"flows:\n"
	"- {from: q, to: p, kind: revenue, amount: 5k, firm: 4k, term: 2}\n"
	"- {from: p, to: q, kind: equity, amount: 7k}\n"
	"- {from: p, to: q, kind: equity, amount: 2k, firm: 1k}\n"
	"- {from: part, to: q, kind: data}\n"
	"migrations:\n"
	"- {id: m0, from: p/a, to: q/a, where: {component: c0}, extra: [1, 5, 30]}\n"
	"- {id: m1, bindings: [c1@p/a], to: q/a, cost_ratio: 0.8}\n"
	"- {id: m2, bindings: [c2@part/a], to: q/a, strategy: rehost}\n";

const struct substitution tried_substitutions[TRIED_SUBSTITUTIONS] = {
	{"rate", "1.1k", "rate: [500, 900, 1500]", "rate: 1.1k"},
	{"rate", "[400, 700, 900]", "rate: [500, 900, 1500]", "rate: [400, 700, 900]"},
	{"overrun", "[1, 1.5, 3]", "overrun: [1, 1.2, 1.9]", "overrun: [1, 1.5, 3]"},
	{"overlap", "6", "overlap: [1, 2, 4.5]", "overlap: 6"},
	{"horizon", "47", "horizon: 30", "horizon: 47"},
	{"horizon", "12", "horizon: 30", "horizon: 12"},
	{"discount_rate", "12%", "discount_rate: 7%", "discount_rate: 12%"},
	{"driver:prompt", "[1, 2, 3]", "[0.1, 0.2, 0.9]", "[1, 2, 3]"},
	{"driver:licence", "35", "money: [10, 20, 40]", "money: 35"},
	{"driver:dependents", "[1, 2, 4]", "effort: 1.5", "effort: [1, 2, 4]"},
	{"at:prompt:rehost", "50%", "at: {rehost: 0.25}", "at: {rehost: 50%}"},
	{"at:prompt:replatform", "0.6", "at: {rehost: 0.25}", "at: {rehost: 0.25, replatform: 0.6}"},
	{"egress:p:1", "120", "[10, 90]", "[10, 120]"},
	{"egress:p:2", "0", "[rest, 50]", "[rest, 0]"},
	{"onboarding:q", "8", "onboarding: [3, 5, 11]", "onboarding: 8"},
	{"revenue:q", "1M", "revenue: 1000", "revenue: 1M"},
	{"stance:p:openness", "-1.5", "stance: {openness: 1}", "stance: {openness: -1.5}"},
	{"stance:p:price", "2", "stance: {openness: 1}", "stance: {openness: 1, price: 2}"},
	{"stance:part:price", "1", "- {id: part, kind: lab,", "- {id: part, kind: lab, stance: {price: 1},"},
	{"price:q/a:mtok", "2.5", "{mtok: 2, call: 0.1}", "{mtok: 2.5, call: 0.1}"},
	{"price:part/a:mtok", "4", "runs_on: [p/a]}", "runs_on: [p/a], prices: {mtok: 4}}"},
	{"monthly:c0@p/a", "9.5k", "monthly: 8k", "monthly: 9.5k"},
	{"monthly:c2@part/a", "0", "monthly: 70", "monthly: 0"},
	{"growth:c0@p/a", "3%", "growth: 2%", "growth: 3%"},
	{"usage:c0@p/a:call", "9", "call: 7", "call: 9"},
	{"count:c0@p/a:prompt", "33", "prompt: [20, 30, 45]", "prompt: 33"},
	{"count:c1@p/a:prompt", "[1, 3, 9]", "prompt: 3,", "prompt: [1, 3, 9],"},
	{"count:c0@p/a:data_tb", "900 GB", "data_tb: 14", "data_tb: 900 GB"},
	{"commitment:p", "60k", "remaining: 50k", "remaining: 60k"},
	{"commitment:p:2", "10k", "remaining: 90k", "remaining: 10k"},
	{"credit:p", "9k", "remaining: 61k", "remaining: 9k"},
	{"flow:q:p:revenue", "1k", "firm: 4k", "firm: 1k"},
	{"flow:p:q:equity", "6k", "amount: 7k", "amount: 7k, firm: 6k"},
	{"flow:p:q:equity:2", "2k", "firm: 1k", "firm: 2k"},
	{"flow:part:q:data", "3k", "kind: data}", "kind: data, amount: 3k}"},
	{"extra:m0", "[2, 3, 4]", "extra: [1, 5, 30]", "extra: [2, 3, 4]"},
	{"extra:m1", "500", "cost_ratio: 0.8}", "cost_ratio: 0.8, extra: 500}"},
	{"cost_ratio:m1", "1.2", "cost_ratio: 0.8", "cost_ratio: 1.2"},
	{"cost_ratio:m0", "90%", "extra: [1, 5, 30]}", "extra: [1, 5, 30], cost_ratio: 90%}"},
};

char *tried_replaced(const char *text, const char *old, const char *new)
{
	const char *at = strstr(text, old);
	struct str out;

	assert_non_null(at);
	assert_null(strstr(at + 1, old));
	str_init(&out);
	str_add(&out, text, (size_t)(at - text));
	str_add_text(&out, new);
	str_add_text(&out, at + strlen(old));
	return out.data;
}

struct tried tried_said(const struct model *model, const char *variable, const char *value)
{
	struct tried tried = {.kind = TRIED_KIND_COUNT};
	struct tried_fault fault = {.text = "?"};
	struct arena arena;

	arena_init(&arena);
	if (!tried_find(model, variable, &tried, &fault, &arena) ||
	    !tried_read(model, value, &tried, &fault, &arena))
		fail_msg("%s: %s", variable, fault.text);
	arena_clear(&arena);
	return tried;
}
