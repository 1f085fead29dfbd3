/*
 * The targets' own small catalogue and sample, in the place of those that the program embeds.
 */
#include "core/model/embedded.h"

#define FILE_OF(name, bytes)                   \
	{                                      \
		name, bytes, sizeof(bytes) - 1 \
	}

static const char catalog[] =
	"unmoor: 1\n"
	"rate: [500, 900, 1500]\n"
	"overrun: [1, 1.14, 1.8]\n"
	"overlap: [1, 3, 9]\n"
	"drivers:\n"
	"- {id: data_tb, category: transfer}\n"
	"- {id: dependents, category: redesign, effort: [0.5, 1, 3]}\n"
	"- {id: prompt, category: rebuilding, effort: [0.1, 0.4, 1], unit: prompt}\n"
	"- {id: hour, category: retraining, price: hour}\n"
	"- {id: audit, category: requalification, money: [1k, 2k, 9k]}\n"
	"providers:\n"
	"- {id: cloudy, kind: cloud, egress: [[10, 90], [rest, 50]], exit_waiver: true, onboarding: [5, 9, "
	"30],\n"
	"   stance: {portability: 1, privacy: -1}}\n"
	"- {id: lab, kind: lab, stance: {portability: 2}, revenue: 1B}\n"
	"- {id: part, kind: lab, parent: lab}\n"
	"- {id: chips, kind: chip, source: {title: A filing, url: 'https://example.org/', date: 2026-01-31, "
	"grade: A}}\n"
	"offerings:\n"
	"- {id: cloudy/model, provider: cloudy, kind: llm, interface: chat, runs_on: [part, {any: [chips, "
	"cloudy]}],\n"
	"   prices: {in: 3, out: 15}, capabilities: [tools, long]}\n"
	"- {id: part/model, provider: part, kind: llm, interface: chat, runs_on: [chips], prices: {in: 3, "
	"out: 15},\n"
	"   capabilities: [tools]}\n"
	"- {id: chips/gpu, provider: chips, kind: accelerator, prices: {hour: 2}}\n"
	"- {id: cloudy/store, provider: cloudy, kind: store, interface: s3}\n"
	"- {id: part/store, provider: part, kind: store, interface: s3, runs_on: [cloudy/store]}\n"
	"flows:\n"
	"- {from: cloudy, to: lab, kind: equity, amount: 8B, firm: 4B, source: {title: A filing, date: "
	"2026-02-28}}\n"
	"- {from: lab, to: cloudy, kind: commitment, amount: 30B, firm: 10B, term: 5}\n"
	"- {from: cloudy, to: chips, kind: hardware, amount: 3B}\n"
	"- {from: chips, to: lab, kind: equity, amount: 1B, status: reported}\n";

static const char sample[] =
	"unmoor: 1\n"
	"title: Sample\n"
	"as_of: 2026-11-01\n"
	"switching_charges_end: 2027-06-01\n"
	"horizon: 24\n"
	"needs: {portability: 5, privacy: 3}\n"
	"components:\n"
	"- {id: chat, name: Chat \xC3\xA9\xE4\xB8\xAD\xE6\x96\x87, team: front, tags: [eu], requires: "
	"[tools],\n"
	"   depends_on: [index],\n"
	"   bindings: [{offering: cloudy/model, monthly: 10k, usage: {in: 100, out: 10},\n"
	"               counts: {prompt: [10, 20, 40], audit: 1}, growth: 2%}]}\n"
	"- {id: index, depends_on: [chat, lake], bindings: [{offering: cloudy/store, monthly: 2k,\n"
	"   counts: {data_tb: [10, 20, 30]}}, {offering: part/model, monthly: 1k, optional: true}]}\n"
	"- {id: lake, team: back, tags: [raw, eu], bindings: [{offering: cloudy/store, monthly: 5k,\n"
	"   counts: {data_tb: 200}}]}\n"
	"- {id: train, bindings: [{offering: chips/gpu, monthly: 7k, counts: {hour: 1000}}]}\n"
	"- {id: loose}\n"
	"commitments: [{provider: cloudy, remaining: 300k, until: 2027-12-31}]\n"
	"credits: [{provider: part, remaining: 20k, until: 2027-03-31}]\n"
	"migrations:\n"
	"- {id: leave-model, name: Leave the model, from: cloudy/model, to: part/model}\n"
	"- {id: leave-store, from: cloudy/store, to: part/store, extra: [1k, 2k, 5k]}\n"
	"- {id: lake-only, from: cloudy, to: part/store, where: {component: ^l, tag: eu}, cost_ratio: 0.8}\n"
	"- {id: to-store, bindings: [train@chips/gpu], to: cloudy/store, strategy: replatform}\n"
	"scenarios:\n"
	"- {id: all, name: All of it, start: 3, migrations: [leave-model, leave-store]}\n";

const struct embedded_file embedded_files[] = {
	FILE_OF("catalog/catalog.yaml", catalog),
	FILE_OF("examples/minimal.yaml", sample),
	FILE_OF("examples/sample.yaml", sample),
	{NULL, NULL, 0},
};
