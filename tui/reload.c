#include "tui/reload.h"

#include "tui/opening.h"

enum { DROP_MS = 50 };

void reload_begin(struct reload *reload, const struct host *host)
{
	reload->again = reload->opening != NULL;
	if (reload->again)
		return;
	reload->percent = 0;
	if (host->watch)
		watch_known(host->watch);
	reload->opening = opening_again(host->file);
}

static void end(struct reload *reload, struct app *app)
{
	struct diag_list faults;
	struct model *model = opening_end_again(reload->opening, &faults);

	reload->opening = NULL;
	app_reload(app, model, &faults);
	diag_list_clear(&faults);
}

static bool tell(struct reload *reload, struct host *host, const struct opening_news *news)
{
	unsigned percent = news->total ? (unsigned)(news->done * 100 / news->total) : 0;
	bool other = percent != reload->percent;

	reload->percent = percent;
	if (other)
		app_show_reloading(host->app, percent);
	return other;
}

bool reload_look(struct reload *reload, struct host *host, int wait_ms, bool *loaded)
{
	*loaded = false;
	if (!reload->opening)
		return false;
	const struct opening_news news = opening_wait(reload->opening, wait_ms);
	if (news.stage != OPENING_DONE)
		return tell(reload, host, &news);
	if (app_holds_reload(host->app))
		return false;
	end(reload, host->app);
	*loaded = true;
	if (reload->again)
		reload_begin(reload, host);
	return true;
}

void reload_drop(struct reload *reload)
{
	if (!reload->opening)
		return;
	opening_drop(reload->opening, DROP_MS);
	reload->opening = NULL;
}
