/*
 * What can be done, and the keys that do it.
 *
 * One list of actions (id, name, help, group) yields the enum, the lookup by name, the help screen,
 * the bottom bar, the palette and the manual's section. Keys are a second table; a copy of it
 * (struct keymap) may be changed by the user's configuration.
 */
#ifndef TUI_KEYMAP_H
#define TUI_KEYMAP_H

#include "tui/event.h"

#include <stdbool.h>
#include <stddef.h>

/*      id                 name                 in the bar   group    help */
#define KEYMAP_ACTIONS(X)                                                                                    \
	X(UP, "up", "up", MOVE, "one row up")                                                                \
	X(DOWN, "down", "down", MOVE, "one row down")                                                        \
	X(LEFT, "left", NULL, MOVE, "fold; on a folded row, go to its parent")                               \
	X(RIGHT, "right", NULL, MOVE, "unfold")                                                              \
	X(PAGE_UP, "page-up", NULL, MOVE, "one page up")                                                     \
	X(PAGE_DOWN, "page-down", NULL, MOVE, "one page down")                                               \
	X(FIRST, "first", NULL, MOVE, "first row")                                                           \
	X(LAST, "last", NULL, MOVE, "last row")                                                              \
	X(NEXT_PANE, "next-pane", "pane", MOVE, "next pane")                                                 \
	X(PREVIOUS_PANE, "previous-pane", NULL, MOVE, "previous pane")                                       \
	X(OPEN, "open", "open", MOVE, "open or fold; on a loop or a migration, its details")                 \
	X(BACK, "back", "back", MOVE, "back, close, clear; always safe")                                     \
	X(TOGGLE, "toggle", "toggle", SWITCH, "switch this move, or all below this row")                     \
	X(TARGETS, "targets", "target", SWITCH, "where else this binding could go, and for how much")        \
	X(WAY_OUT, "way-out", "way out", SWITCH, "everything off this provider, as a scenario")              \
	X(LATER, "later", "later", SWITCH, "start one month later")                                          \
	X(EARLIER, "earlier", "earlier", SWITCH, "start one month earlier")                                  \
	X(TRY, "try", "try", SWITCH, "on an input of why, try another value; the stack stays")               \
	X(UNDO, "undo", "undo", SWITCH, "take the last change back")                                         \
	X(REDO, "redo", NULL, SWITCH, "make it again")                                                       \
	X(TRAIL, "trail", NULL, SWITCH, "all changes; Enter goes to one")                                    \
	X(SCENARIOS, "scenarios", "scenarios", SWITCH, "save, load, clone, rename, delete, make A")          \
	X(FLIP, "flip", "A/B", SWITCH, "flip A and B")                                                       \
	X(LENS_COST, "cost", NULL, LOOK, "lens: cost by category, and the verdict")                          \
	X(LENS_RANGE, "range", NULL, LOOK, "lens: how sure that is, and what it hangs on")                   \
	X(LENS_WHEN, "when", NULL, LOOK, "lens: one-off and NPV by start month")                             \
	X(LENS_AB, "a-b", NULL, LOOK, "lens: A and B beside each other")                                     \
	X(LENS_LOOPS, "loops", NULL, LOOK, "lens: where the money goes round")                               \
	X(LENS_MIGRATIONS, "migrations", NULL, LOOK, "lens: every migration, alone and marginal")            \
	X(TURN, "turn", "turn", LOOK, "turn the tree round: what rests on it, what it rests on")             \
	X(DIFFERENCES, "differences", "differences", LOOK, "only what differs from A")                       \
	X(FIND, "find", "find", LOOK, "find a pattern (PCRE2; capitals make it exact)")                      \
	X(FIND_NEXT, "find-next", NULL, LOOK, "find the next one")                                           \
	X(FIND_PREVIOUS, "find-previous", NULL, LOOK, "find the one before")                                 \
	X(FILTER, "filter", "filter", LOOK, "show only rows that match a pattern; empty shows all")          \
	X(ORDER, "order", "order", LOOK, "order by the next column; cost by provider, by team")              \
	X(ZOOM, "zoom", "zoom", LOOK, "give this pane the whole screen, or give it back")                    \
	X(WHY, "why", "why", ASK, "why this number: its formula, inputs and sources")                        \
	X(QUESTIONS, "questions", "questions", ASK, "what does it inherit; does this provider fit")          \
	X(WARNINGS, "warnings", NULL, ASK, "what the file and the figures want you to know")                 \
	X(PALETTE, "commands", "commands", ASK, "all commands by name, with their keys")                     \
	X(HELP, "help", "help", ASK, "the keys that work here")                                              \
	X(COPY, "copy", "copy", PROGRAM, "copy this row or page to the clipboard")                           \
	X(EXPORT, "export", NULL, PROGRAM, "write this view as CSV, JSON or Markdown")                       \
	X(EDIT, "edit", NULL, PROGRAM, "open the line that says so in $VISUAL or $EDITOR")                   \
	X(RELOAD, "reload", NULL, PROGRAM, "load the file again")                                            \
	X(MOUSE, "mouse", NULL, PROGRAM, "mouse on or off")                                                  \
	X(REDRAW, "redraw", NULL, PROGRAM, "draw the screen anew")                                           \
	X(SUSPEND, "suspend", NULL, PROGRAM, "stop and give the shell back")                                 \
	X(QUIT, "quit", "quit", PROGRAM, "quit")                                                             \
	X(SCENARIO_SAVE, "scenario-save", "save", SCENARIO, "save what is on now under a name")              \
	X(SCENARIO_MAKE_A, "scenario-make-a", "make it A", SCENARIO, "compare with this one: make it A")     \
	X(SCENARIO_CLONE, "scenario-clone", "clone", SCENARIO, "save a copy of this one under another name") \
	X(SCENARIO_RENAME, "scenario-rename", "rename", SCENARIO, "give this one another name")              \
	X(SCENARIO_DELETE, "scenario-delete", "delete", SCENARIO, "delete this one from its file")

enum action {
	ACTION_NONE,
#define X(id, name, brief, group, help) ACTION_##id,
	KEYMAP_ACTIONS(X)
#undef X
		ACTION_COUNT
};

enum action_group {
	GROUP_MOVE,
	GROUP_SWITCH,
	GROUP_LOOK,
	GROUP_ASK,
	GROUP_PROGRAM,
	GROUP_SCENARIO,
	GROUP_COUNT
};

struct action_info {
	const char *name, *brief, *help; /* brief: its word in the bottom bar, or NULL */
	enum action_group group;
};

/* `action` is not ACTION_NONE. */
const struct action_info *action_info(enum action action);
const char *action_group_name(enum action_group group);

/* ACTION_NONE when there is none of that name. */
enum action action_find(const char *name);

/* Where a key is pressed. What a place does not bind, it does not do: there is no falling through. */
enum place_of_keys { KEYS_MAIN, KEYS_POPUP, KEYS_SCENARIOS, KEYS_PLACE_COUNT };

struct key_binding {
	enum place_of_keys where;
	uint32_t key;
	enum action action;
};

struct keymap {
	struct key_binding *items; /* owned; the first binding of an action is the key that is shown for it */
	size_t count, capacity;
};

void keymap_init(struct keymap *keymap);                            /* the default keys */
void keymap_copy(struct keymap *keymap, const struct keymap *from); /* keymap: initialised */
void keymap_clear(struct keymap *keymap);

enum action keymap_lookup(const struct keymap *keymap, enum place_of_keys where, uint32_t key);

/* The n-th key (from 0) that does it there; 0: there are no more. */
uint32_t keymap_key(const struct keymap *keymap, enum place_of_keys where, enum action action, size_t n);

/*
 * Gives an action one more key: one of scenarios in their list, any other in the main place and,
 * where it works in popups, there too. Returns ACTION_NONE, or what the key does there already.
 */
enum action keymap_bind(struct keymap *keymap, uint32_t key, enum action action);

/* Takes all keys from an action. */
void keymap_unbind(struct keymap *keymap, enum action action);

enum { KEY_NAME_SIZE = 16 };

/* As the help shows it: "Space", "Ctrl+R", "F1", "x". Returns `name`. */
const char *key_name(uint32_t key, char name[KEY_NAME_SIZE]);

#endif
