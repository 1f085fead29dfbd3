#include "tui/host.h"

#include "core/model/store.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

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
	const struct load_options load = {0};
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

/* The words of a command line, split at blanks, into argv (room for `most`); their number. */
static int split_words(char *line, char **argv, int most)
{
	int count = 0;
	for (char *word = strtok(line, " \t"); word && count < most; word = strtok(NULL, " \t"))
		argv[count++] = word;
	return count;
}

static const char *editor_name(void)
{
	const char *name = getenv("VISUAL");
	if (!name || !*name)
		name = getenv("EDITOR");
	return name && *name ? name : "vi";
}

bool host_edit(const char *path, uint32_t line, char *error, size_t size)
{
	enum { MOST_WORDS = 16 };
	char words[1024], at[16], *argv[MOST_WORDS + 3];
	int status = 0;
	if (snprintf(words, sizeof words, "%s", editor_name()) >= (int)sizeof words) {
		snprintf(error, size, "the editor's name is too long");
		return false;
	}
	int count = split_words(words, argv, MOST_WORDS);
	if (!count)
		argv[count++] = "vi";
	snprintf(at, sizeof at, "+%u", line ? line : 1);
	argv[count++] = at;
	argv[count++] = (char *)path;
	argv[count] = NULL;
	pid_t child = fork();
	if (child == 0) {
		signal(SIGPIPE, SIG_DFL);
		signal(SIGXFSZ, SIG_DFL);
		execvp(argv[0], argv);
		_exit(127);
	}
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) != 127)
		return true;
	snprintf(error, size, "the editor '%s' could not be run", argv[0]);
	return false;
}
