#include "tests/unit/explained.h"

#include "tests/unit/close.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

const char explained_stack[] =
	"needs: {portability: 5, privacy: 3, longevity: 2}\n"
	"drivers:\n"
	"- {id: model, name: Models, unit: models, category: retraining, effort: [5, 20, 60]}\n"
	"- {id: kernel, name: Kernels, category: redesign, effort: 10, at: {rehost: 0.5, refactor: 2}}\n"
	"- {id: audit, name: Audits, category: requalification, money: [100, 200, 400]}\n"
	"- {id: hours, name: Hours, category: retraining, price: hour}\n"
	"- {id: data_tb, name: Data, category: transfer, at: {refactor: 1.5}}\n"
	"- {id: dependents, name: Dependents, category: rebuilding, effort: 2, at: {refactor: 3}}\n"
	"providers:\n"
	"- {id: cloud, kind: cloud, egress: [[10 TB, 90], [rest, 50]], exit_waiver: true}\n"
	"- {id: part, kind: cloud, parent: cloud, egress: [[rest, 70]], stance: {privacy: -1}}\n"
	"- {id: lab, kind: lab, onboarding: [10, 25, 80], stance: {portability: 2}}\n"
	"- {id: sub, kind: lab, parent: lab, onboarding: 40}\n"
	"- {id: other, kind: cloud, onboarding: 15}\n"
	"offerings:\n"
	"- {id: api, name: Cloud API, provider: cloud, kind: api, interface: chat, prices: {call: 2, hour: "
	"3}}\n"
	"- {id: api2, name: Second API, provider: cloud, kind: api}\n"
	"- {id: disk, name: Disk, provider: part, kind: store, interface: s3, prices: {tb: 20}}\n"
	"- {id: lab/api, name: Lab API, provider: lab, kind: api, interface: chat, prices: {call: 1, hour: "
	"5}}\n"
	"- {id: sub/api, name: Sub API, provider: sub, kind: api, interface: own, prices: {call: 1}}\n"
	"- {id: other/disk, name: Other Disk, provider: other, kind: store, interface: s3, prices: {tb: "
	"10}}\n"
	"- {id: other/db, name: Other DB, provider: other, kind: db}\n"
	"components:\n"
	"- id: chat\n"
	"  name: Chat\n"
	"  depends_on: [lake]\n"
	"  bindings:\n"
	"  - offering: api\n"
	"    monthly: 1000\n"
	"    usage: {call: 10}\n"
	"    growth: 3%\n"
	"    counts: {model: [1, 2, 3], kernel: 4, hours: 100, audit: 1}\n"
	"  - offering: disk\n"
	"    monthly: 50\n"
	"    usage: {tb: 4}\n"
	"    counts: {data_tb: [5, 10, 30], kernel: 1}\n"
	"- id: lake\n"
	"  name: Lake\n"
	"  bindings:\n"
	"  - {offering: disk, monthly: 300, usage: {tb: 40}, counts: {data_tb: 40}}\n"
	"  - {offering: api, monthly: 70, counts: {data_tb: 7, model: 1}}\n"
	"- {id: site, name: Site, depends_on: [chat, lake]}\n"
	"- {id: shop, name: Shop, depends_on: [chat]}\n"
	"commitments:\n"
	"- {provider: cloud, remaining: 20k, until: 2027-12-31}\n"
	"- {provider: part, remaining: 3k, until: 2027-06-30}\n"
	"- {provider: cloud, remaining: 1k, until: 2028-06-30}\n"
	"credits:\n"
	"- {provider: cloud, remaining: 5k, until: 2027-03-31}\n"
	"migrations:\n"
	"- {id: lab, name: To the lab, from: api, to: lab/api, where: {component: chat}, extra: [10, 20, "
	"60]}\n"
	"- {id: sub, name: To the sub, from: api, to: sub/api, where: {component: lake}}\n"
	"- {id: disk, name: Disks, from: disk, to: other/disk}\n"
	"- {id: db, name: All into the DB, bindings: [lake@disk, chat@api], to: other/db, cost_ratio: 0.5, "
	"extra: 7}\n"
	"- {id: home, name: Back home, bindings: [lake@disk], to: api2}\n"
	"- {id: one-disk, name: One disk, bindings: [chat@disk], to: other/disk}\n"
	"- {id: refit, name: Lake refit, bindings: [lake@api], to: lab/api, strategy: refactor}\n";

const char explained_small[] =
	"switching_charges_end: 2026-12-15\n"
	"drivers:\n"
	"- {id: model, name: Models, category: retraining, effort: 2, at: {rehost: 1}}\n"
	"- {id: hours, name: Hours, category: retraining, price: hour, at: {rehost: 1}}\n"
	"- {id: data_tb, name: Data, category: transfer}\n"
	"providers:\n"
	"- {id: cloud, name: Cloud, kind: cloud, egress: [[rest, 50]]}\n"
	"- {id: part, name: Part, kind: cloud, parent: cloud}\n"
	"- {id: lab, name: Lab, kind: lab, onboarding: 7}\n"
	"- {id: chip, name: Chip, kind: chip}\n"
	"offerings:\n"
	"- {id: api, name: Cloud API, provider: cloud, kind: api, interface: chat, prices: {call: 2}}\n"
	"- {id: disk, name: Disk, provider: part, kind: store, prices: {tb: 20}}\n"
	"- {id: lab/api, name: Lab API, provider: lab, kind: api, interface: chat, runs_on: [chip], prices: "
	"{call: 1}}\n"
	"- {id: lab/disk, name: Lab Disk, provider: lab, kind: store}\n"
	"components:\n"
	"- id: chat\n"
	"  name: Chat\n"
	"  team: red\n"
	"  bindings: [{offering: api, monthly: 600, usage: {call: 10}, growth: 10%, counts: {model: 3, "
	"data_tb: "
	"4}}]\n"
	"- {id: index, name: Index, team: red, bindings: [{offering: disk, monthly: 100}]}\n"
	"- {id: mail, name: Mail, team: blue, bindings: [{offering: api, monthly: 200, growth: 5%, counts: "
	"{hours: "
	"2}}]}\n"
	"- {id: stray, name: Stray, bindings: [{offering: lab/api, monthly: 100}]}\n"
	"flows:\n"
	"- {from: cloud, to: lab, kind: equity, amount: 8, firm: 2, status: committed}\n"
	"- {from: lab, to: cloud, kind: commitment, amount: 6}\n"
	"migrations:\n"
	"- {id: chat, name: Chat moves, bindings: [chat@api], to: lab/api}\n"
	"- {id: index, name: Index moves, bindings: [index@disk], to: lab/disk, cost_ratio: 0.5}\n"
	"- {id: mail, name: Mail moves, bindings: [mail@api], to: lab/api}\n"
	"- {id: none, name: Nothing moves, bindings: [stray@lab/api], to: lab/api}\n";

void explained_ask(struct explained *on, enum explain_kind kind, uint32_t subject)
{
	explanation_free(on->why);
	on->why = analysis_explain(on->built.analysis, kind, subject);
}

void explained_need(struct explained *on, enum explain_kind kind, uint32_t subject)
{
	explained_ask(on, kind, subject);
	assert_non_null(on->why);
}

void explained_expect(struct explained *on, enum explain_kind kind, uint32_t subject, double value,
		      const char *unit)
{
	explained_need(on, kind, subject);
	expect_close(on->why->value, value, 1);
	assert_string_equal(on->why->unit, unit);
}

const struct explain_input *explained_input(const struct explained *on, const char *name)
{
	for (uint32_t i = 0; i < on->why->input_count; i++)
		if (strcmp(on->why->inputs[i].name, name) == 0)
			return &on->why->inputs[i];
	fail_msg("no input '%s'", name);
	return NULL;
}

const struct explain_input *explained_expect_input(const struct explained *on, const char *name, double value,
						   double part)
{
	const struct explain_input *input = explained_input(on, name);
	expect_close(input->value.likely, value, 1);
	expect_close(input->part, part, 1);
	return input;
}

bool explained_has_note(const struct explained *on, const char *text)
{
	for (uint32_t i = 0; i < on->why->note_count; i++)
		if (strcmp(on->why->notes[i], text) == 0)
			return true;
	return false;
}

void explained_clear(struct explained *on)
{
	explanation_free(on->why);
	on->why = NULL;
	build_clear(&on->built);
}
