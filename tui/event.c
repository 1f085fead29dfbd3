#include "tui/event.h"

#include "core/base/str.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *word;
	uint32_t key;
} words[] = {
	{"esc", KEY_ESCAPE},        {"tab", KEY_TAB},         {"btab", KEY_BACK_TAB},
	{"enter", KEY_RETURN},      {"space", KEY_SPACE},     {"bs", KEY_ERASE},
	{"up", KEY_UP_ARROW},       {"down", KEY_DOWN_ARROW}, {"left", KEY_LEFT_ARROW},
	{"right", KEY_RIGHT_ARROW}, {"home", KEY_HOME_KEY},   {"end", KEY_END_KEY},
	{"pgup", KEY_PAGE_UP},      {"pgdn", KEY_PAGE_DOWN},  {"del", KEY_DELETE},
};

static size_t word_length(const char *text)
{
	size_t length = 0;
	while (text[length] && text[length] != ' ' && text[length] != '\n' && text[length] != '\t')
		length += text[length] == '\\' && text[length + 1] ? 2 : 1;
	return length;
}

static bool word_is(const char *text, size_t length, const char *word)
{
	return strlen(word) == length && !memcmp(text, word, length);
}

/* A number of one to four digits at *text, moved on; -1 when there is none. */
static int small_number(const char **text)
{
	int value = -1;
	for (int digits = 0; digits < 4 && **text >= '0' && **text <= '9'; digits++, (*text)++)
		value = (value < 0 ? 0 : value) * 10 + (**text - '0');
	return value;
}

static bool key_word(const char *text, size_t length, struct event *event)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (word_is(text, length, words[i].word)) {
			event->key = words[i].key;
			return true;
		}
	if (length == 6 && !memcmp(text, "ctrl-", 5) && text[5] >= 'a' && text[5] <= 'z') {
		event->key = (uint32_t)(text[5] - 'a' + 1);
		return true;
	}
	if (length >= 2 && length <= 3 && text[0] == 'f') {
		const char *digits = text + 1;
		int number = small_number(&digits);
		event->key = KEY_FUNCTION + (uint32_t)number;
		return number >= 1 && number <= 12 && digits == text + length;
	}
	return utf8_decode(text, length, &event->key) == length && event->key != UINT32_MAX &&
	       event->key >= ' ';
}

bool event_find_key(const char *word, uint32_t *key)
{
	struct event event = {.kind = EVENT_NONE};
	bool found = *word && key_word(word, strlen(word), &event);
	*key = event.key;
	return found;
}

/* "NAME:AxB" with both numbers to x and y. */
static bool pair_word(const char *text, size_t length, const char *name, struct event *event)
{
	size_t skip = strlen(name);
	if (length <= skip || memcmp(text, name, skip))
		return false;
	const char *at = text + skip;
	event->x = small_number(&at);
	if (event->x < 0 || (*at != 'x' && *at != ','))
		return false;
	at++;
	event->y = small_number(&at);
	return event->y >= 0 && at == text + length;
}

/* The next character of a text: word; "\ " is a blank and "\\" a backslash. */
static size_t text_character(const char *text, uint32_t *key)
{
	if (text[0] == '\\' && text[1]) {
		*key = (unsigned char)text[1];
		return 2;
	}
	return utf8_decode(text, strlen(text), key);
}

/* One character of a text: word; false when the word is over. */
static bool text_event(struct event_script *script, struct event *event)
{
	if (!word_length(script->at)) {
		script->in_text = false;
		return false;
	}
	event->kind = EVENT_KEY;
	script->at += text_character(script->at, &event->key);
	return true;
}

bool event_next_word(struct event_script *script, struct event *event)
{
	static const char prefix[] = "text:";
	*event = (struct event){.kind = EVENT_NONE};
	if (script->in_text && text_event(script, event))
		return true;
	script->at += strspn(script->at, " \n\t");
	if (!*script->at)
		return false;
	size_t length = word_length(script->at);
	if (length >= sizeof prefix && !memcmp(script->at, prefix, sizeof prefix - 1)) {
		script->at += sizeof prefix - 1;
		script->in_text = true;
		return text_event(script, event);
	}
	if (key_word(script->at, length, event))
		event->kind = EVENT_KEY;
	else if (pair_word(script->at, length, "resize:", event))
		event->kind = EVENT_RESIZE;
	else if (pair_word(script->at, length, "click:", event))
		event->kind = EVENT_MOUSE;
	else
		return true;
	script->at += length;
	return true;
}
