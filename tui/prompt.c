#include "tui/prompt.h"

#include "tui/event.h"

#include <string.h>

void prompt_init(struct prompt *prompt, const char *text)
{
	*prompt = (struct prompt){0};
	str_init(&prompt->text);
	str_add_text(&prompt->text, text);
	prompt->cursor = prompt->text.length;
}

void prompt_clear(struct prompt *prompt)
{
	str_clear(&prompt->text);
	prompt->cursor = 0;
}

const char *prompt_text(const struct prompt *prompt)
{
	return prompt->text.data ? prompt->text.data : "";
}

/* A character and the combining marks behind it go together. */
static size_t next(const struct prompt *prompt, size_t at)
{
	const char *text = prompt_text(prompt);
	size_t length = prompt->text.length;
	uint32_t point;
	if (at < length)
		at += utf8_decode(text + at, length - at, &point);
	while (at < length) {
		size_t size = utf8_decode(text + at, length - at, &point);
		if (point == UINT32_MAX || utf8_width(point) != 0)
			break;
		at += size;
	}
	return at;
}

static size_t previous(const struct prompt *prompt, size_t at)
{
	size_t before = 0;
	for (size_t i = 0; i < at; i = next(prompt, i))
		before = i;
	return before;
}

static void cut(struct prompt *prompt, size_t from, size_t to)
{
	char *text = prompt->text.data;
	if (from == to)
		return;
	memmove(text + from, text + to, prompt->text.length - to + 1);
	prompt->text.length -= to - from;
	prompt->cursor = from;
}

static enum prompt_result insert(struct prompt *prompt, const char *bytes, size_t length)
{
	struct str *text = &prompt->text;
	size_t tail = text->length - prompt->cursor;
	if (text->length + length > PROMPT_MOST)
		return PROMPT_IGNORED;
	str_add(text, bytes, length);
	memmove(text->data + prompt->cursor + length, text->data + prompt->cursor, tail);
	memcpy(text->data + prompt->cursor, bytes, length);
	prompt->cursor += length;
	return PROMPT_CHANGED;
}

static enum prompt_result erase(struct prompt *prompt, size_t from, size_t to)
{
	cut(prompt, from, to);
	return from < to ? PROMPT_CHANGED : PROMPT_IGNORED;
}

static enum prompt_result move(struct prompt *prompt, size_t to)
{
	bool moved = prompt->cursor != to;
	prompt->cursor = to;
	return moved ? PROMPT_MOVED : PROMPT_IGNORED;
}

static enum prompt_result character(struct prompt *prompt, uint32_t key)
{
	char bytes[4];
	if (key < KEY_SPACE || key >= KEY_NAMED || !utf8_printable(key))
		return PROMPT_IGNORED;
	return insert(prompt, bytes, utf8_encode(key, bytes));
}

enum prompt_result prompt_key(struct prompt *prompt, uint32_t key)
{
	size_t at = prompt->cursor;
	switch (key) {
	case KEY_RETURN:
		return PROMPT_TAKEN;
	case KEY_ESCAPE:
		return PROMPT_LEFT;
	case KEY_ERASE:
	case 'H' & 0x1f:
		return erase(prompt, previous(prompt, at), at);
	case KEY_DELETE:
		return erase(prompt, at, next(prompt, at));
	case 'U' & 0x1f:
		return erase(prompt, 0, prompt->text.length);
	case KEY_LEFT_ARROW:
		return move(prompt, previous(prompt, at));
	case KEY_RIGHT_ARROW:
		return move(prompt, next(prompt, at));
	case KEY_HOME_KEY:
		return move(prompt, 0);
	case KEY_END_KEY:
		return move(prompt, prompt->text.length);
	default:
		return character(prompt, key);
	}
}

enum prompt_result prompt_paste(struct prompt *prompt, const char *text)
{
	size_t length = strlen(text);
	enum prompt_result result = PROMPT_IGNORED;
	uint32_t point;
	for (size_t i = 0; i < length;) {
		i += utf8_decode(text + i, length - i, &point);
		bool control = point == UINT32_MAX || !utf8_printable(point);
		if (character(prompt, control ? ' ' : point) == PROMPT_CHANGED)
			result = PROMPT_CHANGED;
	}
	return result;
}
