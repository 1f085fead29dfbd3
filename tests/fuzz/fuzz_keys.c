/*
 * Bytes -> a terminal's input -> events -> update -> draw, on the small sample. The first byte says
 * how the program was started; after it, 0 with two more bytes is a new size of the window, 255 is
 * half a second without a key, 254 is the stack file changed to the next of changed.c, and all others
 * are what a terminal sends.
 */
#include "tests/fuzz/changed.h"
#include "tests/fuzz/fuzz.h"
#include "tui/input.h"
#include "tui/state.h"

#include <math.h>

enum {
	RESIZE = 0,
	PAUSE = 255,
	CHANGE = 254,
	PAUSE_MS = 600,
	MOST_EVENTS = 400,
	DRAW_EVERY = 16,
	MOVE_EVERY = 4,
	FIGURES_EVERY = 8
};
enum { FIRST_DRAWN = 32, NOT_DRAWN = 64 }; /* at the start, at the end: most of the time goes into it */
enum { MOST_WIDTH = 160, MOST_HEIGHT = 48 };

struct session {
	struct app *app;
	struct input input;
	struct grid grid;
	int64_t now_ms;
	unsigned events, asked, changes; /* so far */
	bool stale, quit;
};

static void check_grid(const struct grid *grid)
{
	for (int i = 0; i < grid->width * grid->height; i++) {
		const struct cell *cell = &grid->cells[i];
		fuzz_check(cell->role < ROLE_COUNT, "a cell has a role");
		bool plain = cell->point >= ' ' && cell->point <= '~';
		fuzz_check(plain || (cell->point ? utf8_printable(cell->point) : i % grid->width > 0),
			   "a cell can be printed");
		fuzz_check(!cell->mark || utf8_width(cell->mark) == 0, "a mark takes no column");
		fuzz_check(!grid->ascii || cell->point < 0x80, "ASCII is ASCII");
	}
	fuzz_check(grid->cursor_x < grid->width && grid->cursor_y < grid->height,
		   "the cursor is on the screen");
}

static void draw(struct session *session)
{
	/* As the program does it: the grid begins blank. */
	grid_resize(&session->grid, session->grid.width, session->grid.height);
	app_draw(session->app, &session->grid);
	session->stale = false;
	check_grid(&session->grid);
}

static bool same_cells(const struct grid *a, const struct grid *b)
{
	for (int y = 0; y < a->height; y++)
		if (!grid_same_row(a, b, y))
			return false;
	return true;
}

/* Where only the focused pane is drawn anew, the screen is the one that is drawn whole. */
static void draw_moved(struct session *session)
{
	struct grid *grid = &session->grid, whole;

	app_draw_moved(session->app, grid);
	grid_init(&whole, grid->width, grid->height, grid->ascii);
	app_draw(session->app, &whole);
	fuzz_check(same_cells(grid, &whole), "a part is drawn as the whole is");
	fuzz_check(grid->cursor_x == whole.cursor_x && grid->cursor_y == whole.cursor_y,
		   "the cursor is where the whole has it");
	grid_clear(&whole);
}

/* Loads the file as it is now, which may have a fault. */
static void load_again(struct session *session)
{
	struct diag_list faults;

	diag_list_init(&faults);
	struct model *model = changed_file(session->changes, &faults);
	app_reload(session->app, model, &faults);
	diag_list_clear(&faults);
}

/* Obeys without touching a disk; every third time it "fails". */
static void obey(struct session *session, unsigned effects)
{
	bool done = session->asked++ % 3 != 0;
	struct diag_list faults;

	diag_list_init(&faults);
	if (!done)
		diag_add(&faults, DIAG_ERROR, "f.yaml", 3, 1, NULL, "went wrong: '\033[31m'");
	/* As the program does it: what was saved is loaded before it is told. */
	if (done && effects & (EFFECT_SAVE | EFFECT_REMOVE))
		load_again(session);
	if (effects & (EFFECT_SAVE | EFFECT_REMOVE))
		app_saved(session->app, done, &faults);
	if (effects & EFFECT_COPY)
		app_copied(session->app, done);
	if (effects & EFFECT_EXPORT) {
		fuzz_check(app_request(session->app)->text != NULL, "an export has a text");
		if (app_request(session->app)->path && !app_request(session->app)->on && !done)
			app_export_exists(session->app);
		else
			app_exported(session->app, done, &faults);
	}
	if (effects & (EFFECT_RELOAD | EFFECT_EDIT))
		load_again(session);
	diag_list_clear(&faults);
	session->quit = (effects & EFFECT_QUIT) != 0;
}

static void take(struct session *session, const struct event *event)
{
	/* How much the choice is worth at the end is asked at any time. */
	(void)app_is_dirty(session->app);
	if (event->kind == EVENT_RESIZE)
		grid_resize(&session->grid, event->x, event->y);
	unsigned effects = app_update(session->app, event);
	const unsigned asks =
		EFFECT_SAVE | EFFECT_REMOVE | EFFECT_COPY | EFFECT_EXPORT | EFFECT_RELOAD | EFFECT_EDIT;
	if (effects & (asks | EFFECT_QUIT))
		obey(session, effects);
	bool fresh = !session->stale;
	session->stale |= effects != EFFECT_NONE || event->kind == EVENT_RESIZE;
	if (fresh && effects == EFFECT_MOVED && session->events % MOVE_EVERY == 0) {
		draw_moved(session);
		session->stale = false;
	}
	/* What waits is taken before the screen follows. */
	if (++session->events % DRAW_EVERY == 0 && session->stale)
		draw(session);
}

/* What a key began: now all of it, now a piece, now nothing before the next key. */
static void go_on(struct session *session)
{
	struct budget budget;

	budget_init_steps(&budget, session->events % 50);
	for (unsigned i = 0; i < session->events % 4 && app_has_work(session->app); i++)
		session->stale |= app_work(session->app, &budget) != EFFECT_NONE;
	if (session->events % 4 == 3)
		app_finish(session->app);
	fuzz_check(session->events % 4 != 3 || !app_has_work(session->app), "work comes to an end");
}

static void take_all(struct session *session)
{
	struct event event;

	while (!session->quit && session->events < MOST_EVENTS &&
	       input_next(&session->input, session->now_ms, &event)) {
		take(session, &event);
		go_on(session);
	}
}

/* As the program does it, which lets a prompt over a popup come to its end first. */
static void change(struct session *session)
{
	session->changes++;
	if (app_holds_reload(session->app))
		return;
	load_again(session);
	session->stale = true;
}

static void resize(struct session *session, uint8_t width, uint8_t height)
{
	struct event event = {
		.kind = EVENT_RESIZE, .x = 1 + width % MOST_WIDTH, .y = 1 + height % MOST_HEIGHT};

	take(session, &event);
}

/* What was left unsaved last time: here, all migrations of the sample that do not clash. */
static enum kept_state read_left(const char *path, struct plan *plan, struct kept_choice *kept)
{
	uint32_t off[16];

	(void)path;
	for (uint32_t i = 0; i < plan->count; i += 2)
		choice_switch_on(&kept->choice, plan, i, off);
	return KEPT_OFFER;
}

static void start(struct session *session, uint8_t how)
{
	const struct app_options options = {
		.stack = how & 1 ? "fuzz.yaml" : NULL,
		.companion = how & 2 ? "fuzz.scenarios.yaml" : NULL,
		.ascii = how & 4,
		.read_only = how & 8,
		.secure = how & 16,
		.mouse = how & 32,
		.no_state = true,
		.keep_models = true,
	};

	struct diag_list faults;

	diag_list_init(&faults);
	*session = (struct session){.app = app_new(changed_file(0, &faults), &options), .now_ms = 1000};
	diag_list_clear(&faults);
	input_init(&session->input);
	grid_init(&session->grid, how & 128 ? 110 : 64, how & 128 ? 30 : 16, options.ascii);
	if (how % 4 == 3)
		app_offer(session->app, read_left, "left.yaml");
	session->stale = true;
	if (how & FIRST_DRAWN)
		draw(session);
}

static bool same(double a, double b)
{
	return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * fmax(1, fmax(fabs(a), fabs(b)));
}

static void check_costs(const struct cost *is, const struct cost *wanted)
{
	for (int c = 0; c < CATEGORY_COUNT; c++)
		fuzz_check(same(is->expected[c], wanted->expected[c]), "a category is what it is at once");
	fuzz_check(same(is->monthly_after, wanted->monthly_after), "the monthly is what it is at once");
	fuzz_check(same(is->npv_expected, wanted->npv_expected), "the NPV is what it is at once");
	fuzz_check(is->missing_prices == wanted->missing_prices, "the same prices are missing at once");
}

/* However the keys came to it, a choice has the figures that it has for a program that just begins. */
static void check_side(struct analysis *is, struct analysis *fresh, const struct choice *choice)
{
	analysis_follow(fresh, choice);
	check_costs(analysis_cost(is), analysis_cost(fresh));
	fuzz_check(same(analysis_spread(is)->total.p90, analysis_spread(fresh)->total.p90),
		   "P90 is what it is at once");
	for (uint32_t p = 0; p < analysis_model(fresh)->provider_count; p++)
		fuzz_check(same(analysis_exits(is)[p].one_off, analysis_exits(fresh)[p].one_off),
			   "a way out is what it is at once");
}

/* The points of the trail that are priced: the present one and its neighbours at least. */
static void check_trail(const struct app *app, struct analysis *fresh)
{
	for (size_t i = 0; i < app->history.count; i++) {
		const struct point *point = &app->history.points[i];
		if (isnan(point->one_off))
			continue;
		analysis_follow(fresh, &point->b);
		const struct cost *wanted = analysis_cost(fresh);
		fuzz_check(same(point->one_off, wanted->expected_total),
			   "a point costs what it does at once");
		fuzz_check(same(point->monthly, wanted->monthly_after), "so does it a month");
	}
}

/* What decides where a `*` stands: the same without the values that are tried. */
static void check_untried(struct app *app, struct analysis *fresh)
{
	struct analysis *untried = app_untried(app, SIDE_B);
	struct choice choice;

	if (!untried)
		return;
	choice_init(&choice);
	choice_copy(&choice, app_live(app));
	choice.tried_count = 0;
	if (choice.start >= app->loaded->horizon)
		choice.start = app->loaded->horizon - 1;
	check_side(untried, fresh, &choice);
	choice_clear(&choice);
}

static void check_figures(struct app *app)
{
	struct analysis *fresh = analysis_new(&app->plan);

	check_side(app->live, fresh, app_live(app));
	check_side(app_base_analysis(app), fresh, app_base(app));
	check_untried(app, fresh);
	check_trail(app, fresh);
	analysis_free(fresh);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct event tick = {.kind = EVENT_TICK};
	struct session session;

	start(&session, size ? data[0] : 0);
	for (size_t i = 1; i < size && !session.quit && session.events < MOST_EVENTS; i++) {
		if (data[i] == RESIZE && i + 2 < size) {
			resize(&session, data[i + 1], data[i + 2]);
			i += 2;
		} else if (data[i] == PAUSE) {
			session.now_ms += PAUSE_MS;
			take_all(&session);
			if (!session.quit)
				take(&session, &tick);
		} else if (data[i] == CHANGE) {
			change(&session);
		} else {
			input_feed(&session.input, (const char *)&data[i], 1, session.now_ms++);
			take_all(&session);
		}
	}
	if (session.stale && !(size && data[0] & NOT_DRAWN))
		draw(&session);
	if (size % FIGURES_EVERY == 0)
		check_figures(session.app);
	input_clear(&session.input);
	grid_clear(&session.grid);
	app_free(session.app);
	return 0;
}
