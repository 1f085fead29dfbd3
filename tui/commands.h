/*
 * The commands, one function each: it does all that its word promises, prints its own messages,
 * and returns an enum status.
 */
#ifndef TUI_COMMANDS_H
#define TUI_COMMANDS_H

#include "tui/command.h"

int command_open(const struct command_line *line); /* the screen, or the report where there is no terminal */
int command_frame(const struct command_line *line);
int command_report(const struct command_line *line);
int command_check(const struct command_line *line);
int command_save(const struct command_line *line);
int command_export(const struct command_line *line);
int command_new(const struct command_line *line);
int command_print_help(const struct command_line *line);

#endif
