#include "tui/reload.h"

#include "tui/opening.h"

void reload_begin(struct reload *reload, const struct host *host)
{
	reload->again = reload->opening != NULL;
	if (reload->again)
		return;
	diag_list_init(&reload->faults);
	reload->percent = 0;
	if (host->watch)
		watch_known(host->watch);
	reload->opening = opening_again(host->file, &reload->faults);
}

static struct model *end(struct reload *reload)
{
	struct model *model = opening_end_again(reload->opening);

	reload->opening = NULL;
	return model;
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
	app_reload(host->app, end(reload), &reload->faults);
	diag_list_clear(&reload->faults);
	*loaded = true;
	if (reload->again)
		reload_begin(reload, host);
	return true;
}

void reload_drop(struct reload *reload)
{
	if (!reload->opening)
		return;
	opening_stop(reload->opening);
	model_free(end(reload));
	diag_list_clear(&reload->faults);
}
