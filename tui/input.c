#include "tui/input.h"

#include <string.h>

enum { ESC = 27, MOST_SEQUENCE = 64 };

void input_init(struct input *input)
{
	*input = (struct input){.escape_ms = -1, .click_ms = -1};
}

void input_clear(struct input *input)
{
	str_clear(&input->bytes);
	str_clear(&input->pasted);
}

void input_feed(struct input *input, const char *bytes, size_t length, int64_t now_ms)
{
	if (input->taken && input->taken == input->bytes.length)
		input->taken = input->bytes.length = 0;
	str_add(&input->bytes, bytes, length);
	input->last_ms = now_ms;
}

/* How a sequence that begins at the front stands. */
enum sequence { SEQUENCE_NONE, SEQUENCE_PART, SEQUENCE_WHOLE };

/* The length of the sequence behind the Esc: "[...F" or "OF"; the Linux console's "[[A" too. */
static enum sequence sequence_length(const char *text, size_t left, size_t *length)
{
	if (!left)
		return SEQUENCE_PART;
	if (text[0] == 'O') {
		*length = 2;
		return left < 2 ? SEQUENCE_PART : SEQUENCE_WHOLE;
	}
	if (text[0] != '[')
		return SEQUENCE_NONE;
	size_t at = left > 1 && text[1] == '[' ? 2 : 1;
	while (at < left && at < MOST_SEQUENCE && text[at] >= 0x20 && text[at] < 0x40)
		at++;
	if (at == left)
		return SEQUENCE_PART;
	*length = at + 1;
	return SEQUENCE_WHOLE;
}

static uint32_t letter_key(char letter)
{
	switch (letter) {
	case 'A':
		return KEY_UP_ARROW;
	case 'B':
		return KEY_DOWN_ARROW;
	case 'C':
		return KEY_RIGHT_ARROW;
	case 'D':
		return KEY_LEFT_ARROW;
	case 'H':
		return KEY_HOME_KEY;
	case 'F':
		return KEY_END_KEY;
	case 'Z':
		return KEY_BACK_TAB;
	case 'M':
		return KEY_RETURN;
	case 'P':
	case 'Q':
	case 'R':
	case 'S':
		return KEY_FUNCTION + 1 + (uint32_t)(letter - 'P');
	default:
		return 0;
	}
}

/* Keys that end with '~': the number before it. */
static uint32_t number_key(int number)
{
	static const uint32_t keys[] = {
		0,
		KEY_HOME_KEY,
		0,
		KEY_DELETE,
		KEY_END_KEY,
		KEY_PAGE_UP,
		KEY_PAGE_DOWN,
		KEY_HOME_KEY,
		KEY_END_KEY,
	};
	if (number >= 1 && number <= 8)
		return keys[number];
	if (number >= 11 && number <= 15)
		return KEY_FUNCTION + (uint32_t)(number - 10);
	if (number >= 17 && number <= 21)
		return KEY_FUNCTION + (uint32_t)(number - 11);
	if (number == 23 || number == 24)
		return KEY_FUNCTION + (uint32_t)(number - 12);
	return 0;
}

static int read_number(const char **at, const char *end)
{
	int value = 0;
	while (*at < end && **at >= '0' && **at <= '9' && value < 100000)
		value = value * 10 + (*(*at)++ - '0');
	while (*at < end && **at >= '0' && **at <= '9')
		(*at)++;
	return value;
}

/* SGR mouse: "<B;X;Y" before 'M' (press) or 'm' (release, dropped). */
static bool mouse_event(struct input *input, const char *at, const char *end, struct event *event)
{
	at++;
	int button = read_number(&at, end);
	if (at == end || *at++ != ';')
		return false;
	int x = read_number(&at, end);
	if (at == end || *at++ != ';')
		return false;
	int y = read_number(&at, end);
	if (at != end || x < 1 || y < 1 || *end != 'M')
		return false;
	button &= ~(4 | 8 | 16); /* held modifiers change nothing */
	if (button > 2 && button != 64 && button != 65)
		return false;
	*event = (struct event){.kind = EVENT_MOUSE, .x = x - 1, .y = y - 1};
	event->button = button >= 64 ? MOUSE_WHEEL_UP + (unsigned)(button - 64) : (enum mouse_button)button;
	if (button != 0)
		return true;
	event->double_click = input->click_ms >= 0 &&
			      input->last_ms - input->click_ms <= INPUT_DOUBLE_CLICK_MS &&
			      input->click_x == x && input->click_y == y;
	input->click_ms = event->double_click ? -1 : input->last_ms;
	input->click_x = x;
	input->click_y = y;
	return true;
}

/* What a whole sequence (behind its Esc) means; false: nothing that we know. */
static bool sequence_event(struct input *input, const char *text, size_t length, struct event *event)
{
	const char *end = text + length - 1;
	if (length > 2 && text[0] == '[' && text[1] == '<')
		return mouse_event(input, text + 1, end, event);
	*event = (struct event){.kind = EVENT_KEY};
	if (length == 3 && text[0] == '[' && text[1] == '[' && *end >= 'A' && *end <= 'E') {
		event->key = KEY_FUNCTION + 1 + (uint32_t)(*end - 'A');
		return true;
	}
	if (*end != '~') {
		event->key = letter_key(*end);
		return event->key != 0;
	}
	const char *at = text + 1;
	int number = read_number(&at, end);
	if (number == 200) {
		input->pasting = true;
		input->pasted.length = 0;
		return false;
	}
	event->key = number_key(number);
	return event->key != 0;
}

/* Takes what is there of a paste; true when it is over. */
static bool take_paste(struct input *input, struct event *event)
{
	static const char over[] = "\033[201~";
	const size_t size = sizeof over - 1;
	while (input->taken < input->bytes.length) {
		const char *at = input->bytes.data + input->taken;
		size_t left = input->bytes.length - input->taken;
		if (!memcmp(at, over, left < size ? left : size)) {
			if (left < size)
				return false;
			input->taken += size;
			input->pasting = false;
			*event = (struct event){.kind = EVENT_PASTE,
						.text = input->pasted.data ? input->pasted.data : ""};
			return true;
		}
		if (input->pasted.length < INPUT_MOST_PASTED)
			str_add_char(&input->pasted, *at);
		input->taken++;
	}
	return false;
}

/* An Esc is at the front. Sets *given when there is an event; false when it has to wait. */
static bool take_escape(struct input *input, int64_t now_ms, struct event *event, bool *given)
{
	const char *at = input->bytes.data + input->taken;
	size_t left = input->bytes.length - input->taken - 1, length = 0;
	enum sequence state = sequence_length(at + 1, left, &length);
	bool late = now_ms - input->last_ms >= INPUT_ESCAPE_MS;
	if (state == SEQUENCE_PART && !late)
		return false;
	if (state == SEQUENCE_WHOLE) {
		input->taken += 1 + length;
		*given = sequence_event(input, at + 1, length, event);
		return true;
	}
	/* A lone Esc; when only a part of a sequence came, that part is its torn rest and waits there. */
	input->taken++;
	input->escape_ms = input->last_ms;
	*event = (struct event){.kind = EVENT_KEY, .key = KEY_ESCAPE};
	*given = true;
	return true;
}

/* The rest of a sequence whose Esc counted already. True when it was dealt with; *wait: more is to come. */
static bool take_torn(struct input *input, int64_t now_ms, bool *wait)
{
	const char *at = input->bytes.data + input->taken;
	size_t left = input->bytes.length - input->taken, length = 0;
	if (input->escape_ms < 0 || (*at != '[' && *at != 'O') ||
	    input->last_ms - input->escape_ms > INPUT_TORN_MS)
		return false;
	enum sequence state = sequence_length(at, left, &length);
	if (state == SEQUENCE_PART && now_ms - input->last_ms < INPUT_TORN_MS) {
		*wait = true;
		return true;
	}
	input->escape_ms = -1;
	input->taken += state == SEQUENCE_WHOLE ? length : left;
	return true;
}

static bool take_character(struct input *input, int64_t now_ms, struct event *event, bool *given)
{
	const char *at = input->bytes.data + input->taken;
	size_t left = input->bytes.length - input->taken;
	unsigned char first = (unsigned char)*at;
	size_t want = first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 1;
	if (left < want && now_ms - input->last_ms < INPUT_ESCAPE_MS)
		return false;
	*event = (struct event){.kind = EVENT_KEY};
	input->taken += utf8_decode(at, left, &event->key);
	input->escape_ms = -1;
	if (event->key == 8)
		event->key = KEY_ERASE;
	else if (event->key == '\n')
		event->key = KEY_RETURN;
	*given = event->key != UINT32_MAX && event->key != 0;
	return true;
}

bool input_next(struct input *input, int64_t now_ms, struct event *event)
{
	while (input->taken < input->bytes.length) {
		bool given = false, wait = false;
		if (input->pasting)
			return take_paste(input, event);
		if (input->bytes.data[input->taken] == ESC) {
			if (!take_escape(input, now_ms, event, &given))
				return false;
		} else if (take_torn(input, now_ms, &wait)) {
			if (wait)
				return false;
		} else if (!take_character(input, now_ms, event, &given)) {
			return false;
		}
		if (given)
			return true;
	}
	return false;
}

int input_timeout(const struct input *input, int64_t now_ms)
{
	if (input->taken >= input->bytes.length || input->pasting)
		return -1;
	bool escape = input->bytes.data[input->taken] == ESC || input->escape_ms < 0;
	int64_t due = input->last_ms + (escape ? INPUT_ESCAPE_MS : INPUT_TORN_MS) - now_ms;
	return due > 0 ? (int)due : 0;
}
