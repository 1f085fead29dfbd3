/*
 * What a command line asks to look at: today, a scenario, some migrations, or the way out of a
 * provider. Shared by the commands that compute.
 */
#ifndef TUI_SELECTION_H
#define TUI_SELECTION_H

#include "core/exchange/report.h"
#include "tui/command.h"

struct selection {
	struct model *model;
	struct plan plan;
	struct analysis *analysis;
	struct report_subject subject;
	struct exit_plan *way_out;
	uint32_t *order; /* migrations as --migrate names them */
};

/*
 * Loads line->operand and follows what --scenario, --migrate, --exit and --start say. Returns an
 * enum status; when it is not STATUS_DONE, the messages were printed. Clear it in any case.
 */
int selection_init(struct selection *selection, const struct command_line *line);
void selection_clear(struct selection *selection);

/* Loads line->operand; NULL after its faults were printed. */
struct model *selection_load(const struct command_line *line);

/*
 * Reads "ID,ID.." into *order (the caller's, free()) and *count. Prints what is wrong: an unknown id, one
 * that is named twice (STATUS_FAULT), two that move the same binding, an empty id (STATUS_USAGE).
 */
int selection_read_migrations(const struct plan *plan, const char *text, bool ascii, uint32_t **order,
			      uint32_t *count);

/* Tries in the choice what every --try says. Returns an enum status; what is wrong was printed. */
int selection_read_tries(const struct command_line *line, const struct model *model, struct choice *choice);

/* Sets the start to --start, where it is given; it has to be below the horizon, which may be tried: so after
 * selection_read_tries. */
int selection_read_start(const struct command_line *line, const struct model *model, struct choice *choice);

#endif
