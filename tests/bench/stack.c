/*
 * Writes a large stack: stack COMPONENTS FILE [PARTS].
 *
 * 40 providers, 400 offerings, 200 migrations, 120 flows; one binding a component and a second one
 * for every other; three counts a binding, one in five of them a range. Dependencies point back at
 * most 5000 components, one in fifty anywhere, so that there are circles. It needs no catalogue.
 * With PARTS the components are in files of their own, FILE.1.yaml and so on, which FILE includes.
 * The same arguments always give the same bytes.
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROVIDERS = 40, OFFERINGS = 400, KINDS = 8, DRIVERS = 6, MIGRATIONS = 200, FLOWS = 120, BACK = 5000 };

static const char *const kinds[KINDS] = {"model-api",    "accelerator", "object-store", "pipeline",
					 "vector-store", "database",    "compute",      "observability"};
static const char *const drivers[DRIVERS] = {"model",  "pipeline", "prompt",
					     "kernel", "data_tb",  "evaluation"};

static const char head[] =
	"unmoor: 1\ntitle: A stack of %lu components\nas_of: 2026-11-01\ncurrency: USD\nhorizon: 36\n"
	"discount_rate: 8%%\nrate: [500, 900, 1500]\noverrun: [1, 1.14, 1.8]\noverlap: [1, 3, 9]\n"
	"catalog: none\nneeds: {portability: 5, price-stability: 3, privacy: 4}\n";

static const char all_drivers[] =
	"drivers:\n"
	"  - {id: model, category: retraining, effort: [5, 20, 60]}\n"
	"  - {id: pipeline, category: rebuilding, effort: [5, 12, 40], at: {rehost: 0.1, refactor: 1.6}}\n"
	"  - {id: prompt, category: requalification, effort: [0.25, 0.5, 2]}\n"
	"  - {id: kernel, category: redesign, effort: [5, 15, 40]}\n"
	"  - {id: evaluation, category: requalification, effort: [0.1, 0.3, 1]}\n"
	"  - {id: data_tb, category: transfer}\n"
	"  - {id: dependents, category: rebuilding, effort: [0.5, 1, 3]}\n";

static const char tail[] = "commitments:\n  - {provider: p0, remaining: 12M, until: 2028-06-30}\n"
			   "credits:\n  - {provider: p1, remaining: 500k, until: 2027-12-31}\n";

/* --- chance -------------------------------------------------------------------------------------- */

static uint32_t chance(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 32);
}

static uint32_t below(uint64_t *state, uint32_t most)
{
	return (uint32_t)((uint64_t)chance(state) * most >> 32);
}

static double uniform(uint64_t *state, double low, double high)
{
	return low + (high - low) * (chance(state) + 0.5) / 4294967296.0;
}

static double lognormal(uint64_t *state, double mean, double deviation)
{
	const double turn = 6.283185307179586;
	double radius = sqrt(-2 * log(uniform(state, 0, 1)));
	return exp(mean + deviation * radius * cos(uniform(state, 0, turn)));
}

/* --- the lists ----------------------------------------------------------------------------------- */

static void write_providers(FILE *out)
{
	static const char *const provider_kinds[] = {"cloud", "lab", "chip", "saas"};
	fputs("providers:\n", out);
	for (int i = 0; i < PROVIDERS; i++) {
		fprintf(out, "  - {id: p%d, kind: %s", i, provider_kinds[i % 4]);
		if (i >= 8 && i % 4 == 0)
			fprintf(out, ", parent: p%d", i / 4);
		fprintf(out,
			", onboarding: [10, 25, 80], exit_waiver: %s, egress: [[10 TB, 90], [40 TB, 85], "
			"[rest, 50]], "
			"stance: {portability: %d, privacy: %d}}\n",
			i % 2 ? "false" : "true", i % 5 - 2, i * 3 % 5 - 2);
	}
}

static void write_offerings(FILE *out, uint64_t *state)
{
	fputs("offerings:\n", out);
	for (uint32_t i = 0; i < OFFERINGS; i++) {
		const char *kind = kinds[i % KINDS];
		fprintf(out, "  - {id: o%u, provider: p%u, kind: %s, interface: %s-%u", i,
			below(state, PROVIDERS), kind, kind, below(state, 4));
		if (i > 40 && below(state, 10) < 4)
			fprintf(out, ", runs_on: [o%u]", below(state, i));
		fprintf(out, ", prices: {unit: %.3f}}\n", uniform(state, 0.5, 30));
	}
}

static void write_counts(FILE *out, uint64_t *state)
{
	uint32_t first = below(state, DRIVERS);
	fputs("        counts: {", out);
	for (uint32_t i = 0; i < 3; i++) {
		double count = lognormal(state, 1, 1);
		fprintf(out, "%s%s: ", i ? ", " : "", drivers[(first + i) % DRIVERS]);
		if (below(state, 5) == 0)
			fprintf(out, "[%.2f, %.2f, %.2f]", count * 0.6, count, count * 2);
		else
			fprintf(out, "%.2f", count);
	}
	fputs("}\n", out);
}

static void write_depends_on(FILE *out, uint64_t *state, uint32_t component, uint32_t count)
{
	uint32_t on[3];
	size_t found = 0;
	for (int k = 0; k < 3; k++) {
		uint32_t back = component < BACK ? component : BACK;
		uint32_t c =
			back && below(state, 50) ? component - 1 - below(state, back) : below(state, count);
		bool known = c == component;
		for (size_t i = 0; i < found; i++)
			known = known || on[i] == c;
		if (!known)
			on[found++] = c;
	}
	fputs("    depends_on: [", out);
	for (size_t i = 0; i < found; i++)
		fprintf(out, "%sc%u", i ? ", " : "", on[i]);
	fputs("]\n", out);
}

static void write_components(FILE *out, uint64_t *state, uint32_t from, uint32_t to, uint32_t count)
{
	fputs("components:\n", out);
	for (uint32_t i = from; i < to; i++) {
		uint32_t offering = below(state, OFFERINGS);
		fprintf(out, "  - id: c%u\n    team: team-%u\n", i, i % 97);
		write_depends_on(out, state, i, count);
		fputs("    bindings:\n", out);
		for (uint32_t k = 0; k < 1 + i % 2; k++) {
			fprintf(out,
				"      - offering: o%u\n        monthly: %.2f\n        usage: {unit: %.1f}\n"
				"        growth: %u%%\n",
				(offering + k * 131) % OFFERINGS, lognormal(state, 6, 1.5),
				uniform(state, 1, 900), below(state, 4));
			write_counts(out, state);
		}
	}
}

static void write_migrations(FILE *out, uint64_t *state)
{
	fputs("migrations:\n", out);
	for (uint32_t i = 0; i < MIGRATIONS; i++) {
		uint32_t from = i * 7 % OFFERINGS, to;
		do
			to = from % KINDS + KINDS * below(state, OFFERINGS / KINDS);
		while (to == from);
		fprintf(out, "  - {id: m%u, from: o%u, to: o%u}\n", i, from, to);
	}
}

static void write_flows(FILE *out, uint64_t *state)
{
	static const char *const flow_kinds[] = {"equity", "commitment", "revenue", "hardware"};
	fputs("flows:\n", out);
	for (int i = 0; i < FLOWS; i++) {
		uint32_t from = below(state, PROVIDERS);
		uint32_t to = (from + 1 + below(state, PROVIDERS - 1)) % PROVIDERS;
		fprintf(out, "  - {from: p%u, to: p%u, kind: %s, amount: %.2fB, term: %u}\n", from, to,
			flow_kinds[below(state, 4)], uniform(state, 0.1, 50), 1 + below(state, 10));
	}
}

/* --- the files ----------------------------------------------------------------------------------- */

static FILE *open_part(const char *path, uint32_t part)
{
	char name[4096];
	snprintf(name, sizeof name, part ? "%s.%u.yaml" : "%s", path, part);
	FILE *out = fopen(name, "w");
	if (!out) {
		perror(name);
		exit(1);
	}
	return out;
}

static void close_part(FILE *out)
{
	bool failed = ferror(out) != 0;
	if (fclose(out) != 0 || failed) {
		perror("stack");
		exit(1);
	}
}

static void write_includes(FILE *out, const char *path, uint32_t parts)
{
	const char *base = strrchr(path, '/');
	fputs("include: [", out);
	for (uint32_t part = 1; part <= parts; part++)
		fprintf(out, "%s%s.%u.yaml", part > 1 ? ", " : "", base ? base + 1 : path, part);
	fputs("]\n", out);
}

int main(int argc, char **argv)
{
	uint64_t state = 88172645463325252u;
	uint32_t count = argc > 2 ? (uint32_t)strtoul(argv[1], NULL, 10) : 0;
	uint32_t parts = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 0;
	if (!count || parts > count) {
		fputs("usage: stack COMPONENTS FILE [PARTS]\n", stderr);
		return 2;
	}
	FILE *out = open_part(argv[2], 0);
	fprintf(out, head, (unsigned long)count);
	if (parts)
		write_includes(out, argv[2], parts);
	fputs(all_drivers, out);
	write_providers(out);
	write_offerings(out, &state);
	if (!parts)
		write_components(out, &state, 0, count, count);
	for (uint32_t part = 1; part <= parts; part++) {
		FILE *more = open_part(argv[2], part);
		fputs("unmoor: 1\n", more);
		write_components(more, &state, count / parts * (part - 1),
				 part == parts ? count : count / parts * part, count);
		close_part(more);
	}
	write_migrations(out, &state);
	write_flows(out, &state);
	fputs(tail, out);
	close_part(out);
	return 0;
}
