#include "core/figures/spend.h"

#include "core/base/memory.h"
#include "core/figures/reach.h"

#include <stdlib.h>
#include <string.h>

void account_enter(struct account *account, double monthly)
{
	sum_add(&account->monthly, monthly);
	account->bindings++;
	account->paid += monthly > 0;
}

void account_add(struct account *to, const struct account *from)
{
	sum_add(&to->monthly, from->monthly.total);
	sum_add(&to->monthly, from->monthly.rest);
	to->bindings += from->bindings;
	to->paid += from->paid;
	to->assumed += from->assumed;
}

void account_take(struct account *from, const struct account *part)
{
	sum_add(&from->monthly, -part->monthly.total);
	sum_add(&from->monthly, -part->monthly.rest);
	from->bindings -= part->bindings;
	from->paid -= part->paid;
	from->assumed -= part->assumed;
}

double account_monthly(const struct account *account)
{
	return account->paid == 0 ? 0 : sum_value(&account->monthly);
}

static void close_accounts(const struct account *accounts, uint32_t count, struct spend *out)
{
	for (uint32_t o = 0; o < count; o++) {
		out[o].bindings = accounts[o].bindings;
		out[o].assumed = accounts[o].assumed;
		out[o].monthly = account_monthly(&accounts[o]);
	}
}

static void open_today(struct spending *spending, const struct model *model)
{
	size_t count = model->offering_count;
	spending->accounts = memory_zero(count, sizeof *spending->accounts);
	spending->work = memory_new(count, sizeof *spending->work);
	spending->today = memory_new(count, sizeof *spending->today);
	spending->after = memory_new(count, sizeof *spending->after);
	spending->version = UINT64_MAX;
	for (uint32_t k = 0; k < model->binding_count; k++)
		account_enter(&spending->accounts[model->bindings[k].offering], model->bindings[k].monthly);
	close_accounts(spending->accounts, model->offering_count, spending->today);
}

/* The lines of the work accounts that were written to, by offering; the work accounts are closed again. */
static void take_lines(struct ledger *ledger, struct account *work, uint32_t offering_count)
{
	for (uint32_t o = 0; o < offering_count; o++)
		ledger->count += work[o].bindings > 0;
	ledger->leaving = memory_new(ledger->count, sizeof *ledger->leaving);
	uint32_t line = 0;
	for (uint32_t o = 0; o < offering_count; o++)
		if (work[o].bindings > 0)
			ledger->leaving[line++] = (struct ledger_line){o, work[o]};
}

static void write_ledger(struct ledger *ledger, struct spending *spending, const struct model *model,
			 const struct migration *migration)
{
	struct account *work = spending->work;
	memset(work, 0, model->offering_count * sizeof *work);
	ledger->monthlies = memory_new(migration->binding_count, sizeof *ledger->monthlies);
	for (uint32_t i = 0; i < migration->binding_count; i++) {
		uint32_t k = migration->bindings[i];
		bool assumed;
		double monthly = cost_new_monthly(model, k, migration->to, migration->cost_ratio, &assumed);
		account_enter(&work[model->bindings[k].offering], model->bindings[k].monthly);
		account_enter(&ledger->arriving, monthly);
		ledger->arriving.assumed += assumed;
		ledger->monthlies[i] = monthly;
	}
	take_lines(ledger, work, model->offering_count);
	ledger->written = true;
}

static const struct ledger *find_ledger(struct spending *spending, const struct analysis *analysis,
					uint32_t migration)
{
	spending->ledgers = memory_reach(spending->ledgers, migration, &spending->ledger_count,
					 sizeof *spending->ledgers);
	struct ledger *ledger = &spending->ledgers[migration];
	if (!ledger->written)
		write_ledger(ledger, spending, analysis->model, analysis_migration(analysis, migration));
	return ledger;
}

static void enter_ledger(struct account *accounts, const struct ledger *ledger, uint32_t to)
{
	for (uint32_t i = 0; i < ledger->count; i++)
		account_take(&accounts[ledger->leaving[i].offering], &ledger->leaving[i].account);
	account_add(&accounts[to], &ledger->arriving);
}

static void open_after(struct spending *spending, const struct analysis *analysis)
{
	const struct plan *plan = analysis->plan;
	for (uint32_t m = 0; m < plan->count; m++)
		if (choice_is_on(&analysis->choice, m))
			find_ledger(spending, analysis, m); /* writing one uses the work accounts */
	memcpy(spending->work, spending->accounts, analysis->model->offering_count * sizeof *spending->work);
	for (uint32_t m = 0; m < plan->count; m++)
		if (choice_is_on(&analysis->choice, m))
			enter_ledger(spending->work, find_ledger(spending, analysis, m),
				     plan->migrations[m]->to);
	close_accounts(spending->work, analysis->model->offering_count, spending->after);
	spending->version = analysis->version;
}

static struct spending *spending_of(struct analysis *analysis)
{
	struct spending *spending = &analysis->structure->spending;
	if (spending->accounts == NULL)
		open_today(spending, analysis->model);
	return spending;
}

const double *analysis_new_monthlies(struct analysis *analysis, uint32_t migration)
{
	return find_ledger(spending_of(analysis), analysis, migration)->monthlies;
}

const struct spend *analysis_spend(struct analysis *analysis, bool after)
{
	struct spending *spending = spending_of(analysis);
	if (!after)
		return spending->today;
	if (spending->version != analysis->version)
		open_after(spending, analysis);
	return spending->after;
}

void spending_clear(struct spending *spending)
{
	for (uint32_t m = 0; m < spending->ledger_count; m++) {
		free(spending->ledgers[m].leaving);
		free(spending->ledgers[m].monthlies);
	}
	free(spending->ledgers);
	free(spending->accounts);
	free(spending->work);
	free(spending->today);
	free(spending->after);
	*spending = (struct spending){0};
}
