#include "tui/host.h"

#include "core/model/store.h"
#include "tui/editor.h"
#include "tui/signals.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	LOOK_MS = 10,        /* at a child, where nothing tells of it */
	END_WITHIN_MS = 250, /* twice that is less than the alarm's second */
};

void host_begin(struct host *host, const struct app_options *options, struct model *model)
{
	host->app = app_new(model, options);
}

struct app *host_open(struct host *host, const struct app_options *options, struct diag_list *faults)
{
	struct model *model = load_stack(options->stack, NULL, faults);
	*host = (struct host){.file = options->stack};
	if (model)
		host_begin(host, options, model);
	return host->app;
}

void host_close(struct host *host)
{
	app_free(host->app);
	host->app = NULL;
	str_clear(&host->after_exit);
	watch_free(host->watch);
	host->watch = NULL;
}

void host_reload(struct host *host)
{
	const struct load_options load = {.only_file = true};
	struct diag_list faults;
	diag_list_init(&faults);
	if (host->watch)
		watch_known(host->watch);
	struct model *model = load_stack(host->file, &load, &faults);
	app_reload(host->app, model, &faults);
	diag_list_clear(&faults);
}

static void obey_save(struct host *host, bool remove)
{
	const struct app_request *request = app_request(host->app);
	struct diag_list faults;
	diag_list_init(&faults);
	bool done = remove ? store_remove(request->path, app_plan(host->app), request->id, &faults)
			   : store_save(request->path, app_plan(host->app), app_choice(host->app),
					request->id, request->name, &faults);
	/* The store refuses to touch what the model does not know yet. */
	if (done && host->file && strcmp(host->file, "-") != 0)
		host_reload(host);
	app_saved(host->app, done, &faults);
	diag_list_clear(&faults);
}

static void obey_export(struct host *host)
{
	const struct app_request *request = app_request(host->app);
	struct diag_list faults;
	bool done = true, exists = false;
	diag_list_init(&faults);
	if (!request->path)
		str_add_text(&host->after_exit, request->text);
	else if (request->on)
		done = store_replace(request->path, request->text, strlen(request->text), &faults);
	else
		done = store_create(request->path, request->text, strlen(request->text), &exists, &faults);
	if (exists)
		app_export_exists(host->app);
	else
		app_exported(host->app, done, &faults);
	diag_list_clear(&faults);
}

void host_obey(struct host *host, unsigned effects)
{
	if (effects & EFFECT_SAVE)
		obey_save(host, false);
	if (effects & EFFECT_REMOVE)
		obey_save(host, true);
	if (effects & EFFECT_EXPORT)
		obey_export(host);
	if (effects & EFFECT_RELOAD)
		host_reload(host);
}

static const char *editor_name(void)
{
	const char *name = getenv("VISUAL");
	if (!name || !*name)
		name = getenv("EDITOR");
	return name && *name ? name : "vi";
}

/* Becomes the editor. */
static void become(char *const argv[], const struct signals_lending *lending)
{
	signals_lent(lending, false);
	execvp(argv[0], argv);
	_exit(127);
}

enum { CHANGES = WNOHANG | WUNTRACED | WCONTINUED };

/*
 * Stopped alone, it would keep the terminal from the shell. Who continues the whole job has continued the
 * editor, which may even have stopped anew: then there is news of it. Returns what waitpid() does.
 */
static pid_t follow(pid_t child, int *status)
{
	pid_t found = child;
	while (found == child && WIFSTOPPED(*status)) {
		signals_stop_lent();
		found = waitpid(child, status, CHANGES);
		if (found == 0)
			kill(child, SIGCONT);
	}
	if (found == child && WIFCONTINUED(*status))
		signals_clear(SIGNALS_CONTINUED);
	return found;
}

static bool is_over(pid_t child, pid_t found, int status)
{
	if (found < 0)
		return errno != EINTR; /* nobody tells how it ended */
	return found == child && (WIFEXITED(status) || WIFSIGNALED(status));
}

/* Waits until it has ended, or this program is asked to (false). Emptied first: no signal is missed. */
static bool await(pid_t child, int *status)
{
	struct pollfd signals = {.fd = signals_descriptor(), .events = POLLIN};
	for (;;) {
		signals_drain();
		pid_t found = waitpid(child, status, CHANGES);
		if (found == child)
			found = follow(child, status);
		if (is_over(child, found, *status))
			return true;
		if (signals_ended())
			return false;
		if (found == 0)
			poll(&signals, 1, signals.fd < 0 ? LOOK_MS : -1);
	}
}

/* Has it in host->editor when it still runs; -1: it could not be started. */
static int run_editor(struct host *host, char *const argv[])
{
	struct signals_lending lending;
	int status = 0;
	signals_lend(&lending);
	pid_t child = fork();
	if (child == 0)
		become(argv, &lending);
	signals_lent(&lending, true);
	if (child < 0)
		status = -1;
	else if (!await(child, &status))
		host->editor = child;
	signals_take_back();
	return host->editor ? 0 : status;
}

static bool told_how(int status, const char *name, char *error, size_t size)
{
	if (status >= 0 && WIFSIGNALED(status))
		snprintf(error, size, "the editor '%s' was ended by signal %d", name, WTERMSIG(status));
	else if (status < 0 || WEXITSTATUS(status) == 127)
		snprintf(error, size, "the editor '%s' could not be run", name);
	else
		return true;
	return false;
}

bool host_edit(struct host *host, const char *path, uint32_t line, char *error, size_t size)
{
	struct editor editor;
	bool done = editor_init(&editor, editor_name(), path, line);
	if (done)
		done = told_how(run_editor(host, editor.argv), editor.argv[0], error, size);
	else
		snprintf(error, size, "the editor's command has more than %d words", EDITOR_MOST_WORDS);
	editor_clear(&editor);
	return done;
}

/* False: it still runs after so long. */
static bool has_ended(pid_t child, int within_ms)
{
	const struct timespec a_while = {.tv_nsec = LOOK_MS * 1000000L};
	pid_t found = 0;
	for (int ms = 0; ms <= within_ms; ms += LOOK_MS) {
		found = waitpid(child, NULL, WNOHANG);
		if (found == child || (found < 0 && errno != EINTR))
			return true;
		nanosleep(&a_while, NULL);
	}
	return false;
}

void host_end_editor(struct host *host, int number)
{
	if (!host->editor || has_ended(host->editor, END_WITHIN_MS))
		return;
	kill(host->editor, number);
	kill(host->editor, SIGCONT);
	has_ended(host->editor, END_WITHIN_MS);
}
