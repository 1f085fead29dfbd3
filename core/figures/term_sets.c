/* Which moves a list of terms is about. */
#include "core/figures/terms.h"

#include "core/base/memory.h"

#include <stdlib.h>

void terms_set_of_choice(struct analysis *analysis, struct term_set *set)
{
	uint32_t bindings = analysis->model->binding_count, count = 0;
	analysis_place(analysis);
	for (uint32_t k = 0; k < bindings; k++)
		count += analysis->mover[k] != NONE;
	*set = (struct term_set){memory_new(count, sizeof *set->moves), 0, analysis->choice.start};
	for (uint32_t k = 0; k < bindings; k++)
		if (analysis->mover[k] != NONE)
			set->moves[set->count++] =
				(struct term_move){k, analysis_target(analysis, k),
						   analysis_migration(analysis, analysis->mover[k])};
}

void terms_set_of_migration(struct analysis *analysis, uint32_t migration, struct term_set *set)
{
	const struct migration *m = analysis_migration(analysis, migration);
	*set = (struct term_set){memory_new(m->binding_count, sizeof *set->moves), m->binding_count,
				 analysis->choice.start};
	for (uint32_t i = 0; i < m->binding_count; i++)
		set->moves[i] = (struct term_move){m->bindings[i], m->to, m};
}

void terms_set_of_exit(const struct exit_plan *exit, uint32_t start, struct term_set *set)
{
	*set = (struct term_set){memory_new(exit->move_count, sizeof *set->moves), exit->move_count, start};
	for (uint32_t i = 0; i < exit->move_count; i++)
		set->moves[i] = (struct term_move){exit->moves[i].binding, exit->moves[i].to, NULL};
}

void terms_set_of_binding(struct analysis *analysis, uint32_t binding, struct term_set *set)
{
	analysis_place(analysis);
	uint32_t mover = analysis->mover[binding];
	*set = (struct term_set){memory_new(1, sizeof *set->moves), 0, analysis->choice.start};
	if (mover != NONE)
		set->moves[set->count++] = (struct term_move){binding, analysis_target(analysis, binding),
							      analysis_migration(analysis, mover)};
}

void terms_set_of_target(struct analysis *analysis, const uint32_t *bindings, uint32_t count, uint32_t to,
			 struct term_set *set)
{
	*set = (struct term_set){memory_new(count, sizeof *set->moves), count, analysis->choice.start};
	for (uint32_t i = 0; i < count; i++)
		set->moves[i] = (struct term_move){bindings[i], to, NULL};
}

void terms_set_clear(struct term_set *set)
{
	free(set->moves);
	*set = (struct term_set){0};
}
