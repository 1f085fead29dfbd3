/* Why this number: its formula, its inputs and where each comes from. */
#include "tui/popup.h"

unsigned popup_show_why(struct app *app)
{
	app_say(app, ROLE_TEXT, "why: not there yet");
	return EFFECT_REDRAW;
}
