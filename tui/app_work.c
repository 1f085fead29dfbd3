/* What goes on in pieces while no key waits. */
#include "tui/state.h"

#ifdef UNMOOR_SMALL
enum { FIRST_STEPS = 30, MOST_STEPS = 50000, STEPS_OF_A_PIECE = 100, TELL_AFTER_MS = 0, TELL_EVERY_MS = 0 };
#else
enum {
	FIRST_STEPS = 400000,   /* at the key itself: 5 ms, in which most work is done */
	MOST_STEPS = 160000000, /* of a job, 2 s */
	STEPS_OF_A_PIECE = 2000000,
	TELL_AFTER_MS = 100,
	TELL_EVERY_MS = 500
};
#endif

enum { MOST_MS = 2000, NS_PER_MS = 1000000 };

struct job {
	bool (*goes_on)(const struct app *app);
	unsigned (*go)(struct app *app, struct budget *budget); /* a piece; effects */
	void (*tell)(struct app *app);     /* shows how far it is, when drawn next; NULL: it does not */
	unsigned (*stop)(struct app *app); /* it took too long: ends it where it is; effects; NULL: it may */
};

static const struct job jobs[JOB_COUNT] = {
	[JOB_PROMPT] = {app_prompt_goes_on, app_prompt_go, NULL, NULL},
	[JOB_FIND] = {app_find_goes_on, app_find_go, app_find_tell, app_find_stop},
	[JOB_FILTER] = {app_filter_goes_on, app_filter_go, app_filter_tell, app_filter_stop},
	[JOB_EXITS] = {app_exits_go_on, app_exits_go, NULL, NULL},
	[JOB_MOVES] = {app_moves_go_on, app_moves_go, NULL, NULL},
};

/* Without a clock in the budget none counts, so that the work ends the same way each time. */
static bool is_over(const struct spell *spell, const struct budget *budget)
{
	bool timed = budget->until_ns < INT64_MAX;
	return spell->steps > MOST_STEPS || (timed && spell->ns > (int64_t)MOST_MS * NS_PER_MS);
}

/* What is over soon is not spoken of, and what is not, seldom. */
static unsigned tell(struct app *app, enum job_id id)
{
	struct spell *spell = &app->spells[id];
	int64_t wait_ms = spell->told_ns > 0 ? TELL_EVERY_MS : TELL_AFTER_MS;
	if (!jobs[id].tell || spell->ns - spell->told_ns < wait_ms * NS_PER_MS)
		return EFFECT_NONE;
	spell->told_ns = spell->ns;
	spell->told = true;
	jobs[id].tell(app);
	return EFFECT_REDRAW;
}

static unsigned run(struct app *app, enum job_id id, struct budget *budget)
{
	struct spell *spell = &app->spells[id];
	uint64_t taken = budget->taken;
	int64_t began = budget_now_ns();
	unsigned effects = jobs[id].go(app, budget);
	spell->steps += budget->taken - taken;
	spell->ns += budget_now_ns() - began;
	if (!jobs[id].goes_on(app))
		return effects;
	bool stops = jobs[id].stop && is_over(spell, budget);
	return effects | (stops ? jobs[id].stop(app) : tell(app, id));
}

unsigned app_begin(struct app *app, enum job_id id)
{
	struct budget budget;
	app->spells[id] = (struct spell){.steps = 0};
	if (!jobs[id].goes_on(app))
		return EFFECT_NONE;
	budget_init_steps(&budget, FIRST_STEPS);
	return run(app, id, &budget);
}

bool app_has_work(const struct app *app)
{
	for (enum job_id id = 0; id < JOB_COUNT; id++)
		if (jobs[id].goes_on(app))
			return true;
	return false;
}

unsigned app_work(struct app *app, struct budget *budget)
{
	for (enum job_id id = 0; id < JOB_COUNT; id++)
		if (jobs[id].goes_on(app))
			return run(app, id, budget);
	return EFFECT_NONE;
}

void app_finish(struct app *app)
{
	while (app_has_work(app)) {
		struct budget budget;
		budget_init_steps(&budget, STEPS_OF_A_PIECE);
		app_work(app, &budget);
	}
}

void app_say_untried(struct app *app, uint32_t untried)
{
	if (untried > 0)
		app_say(app, ROLE_WARNING, "the pattern takes too long: %u row%s not tried", untried,
			untried == 1 ? " was" : "s were");
}
