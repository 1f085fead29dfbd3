#include "tui/input.h"

#include "tui/sequence.h"

#include <string.h>

enum { ESC = 27, MOST_SEQUENCE = 64 };

void input_init(struct input *input)
{
	*input = (struct input){.escape_ms = -1, .due_ms = -1, .click_ms = -1};
}

void input_clear(struct input *input)
{
	str_clear(&input->bytes);
	str_clear(&input->pasted);
}

/* --- time ------------------------------------------------------------------------------------ */

static int open_ms(const struct input *input)
{
	return input->open == INPUT_OPEN_PASTE ? INPUT_PASTE_MS : INPUT_TORN_MS;
}

static void begin(struct input *input, enum input_open open)
{
	input->open = open;
	input->due_ms = input->last_ms + open_ms(input);
	input->pasted.length = 0;
}

/* What is open stays it a little longer for each byte. */
static void prolong(struct input *input, size_t length, int64_t now_ms)
{
	int64_t most = now_ms + open_ms(input);
	int64_t due = (input->due_ms > now_ms ? input->due_ms : now_ms) + (int64_t)length * INPUT_BYTE_MS;
	input->due_ms = due < most ? due : most;
}

/* Has what stands at the front to wait until nothing came for so long? */
static bool waits(struct input *input, int64_t now_ms, int quiet_ms)
{
	input->due_ms = input->last_ms + quiet_ms;
	return now_ms < input->due_ms;
}

void input_feed(struct input *input, const char *bytes, size_t length, int64_t now_ms)
{
	if (input->taken && input->taken == input->bytes.length)
		input->taken = input->bytes.length = 0;
	str_add(&input->bytes, bytes, length);
	input->last_ms = now_ms;
	if (input->open)
		prolong(input, length, now_ms);
}

int input_timeout(const struct input *input, int64_t now_ms)
{
	if (input->due_ms < 0)
		return -1;
	return input->due_ms > now_ms ? (int)(input->due_ms - now_ms) : 0;
}

/* --- what a sequence means ------------------------------------------------------------------- */

/* SGR mouse: "<B;X;Y" before 'M' (press) or 'm' (release, dropped). */
static bool mouse_event(struct input *input, const char *at, const char *end, struct event *event)
{
	at++;
	int button = sequence_number(&at, end);
	if (at == end || *at++ != ';')
		return false;
	int x = sequence_number(&at, end);
	if (at == end || *at++ != ';')
		return false;
	int y = sequence_number(&at, end);
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

static bool begins_paste(const char *text, size_t length)
{
	static const char paste[] = "[200~";
	return length == sizeof paste - 1 && memcmp(text, paste, length) == 0;
}

/* What a whole sequence (behind its Esc) means; false: nothing that we know. */
static bool sequence_event(struct input *input, const char *text, size_t length, struct event *event)
{
	if (length > 2 && text[0] == '[' && text[1] == '<')
		return mouse_event(input, text + 1, text + length - 1, event);
	if (begins_paste(text, length)) {
		begin(input, INPUT_OPEN_PASTE);
		return false;
	}
	*event = (struct event){.kind = EVENT_KEY, .key = sequence_key(text, length)};
	return event->key != 0;
}

/* --- what is open ---------------------------------------------------------------------------- */

/* What became of what stands at the front. */
enum step { STEP_WAIT, STEP_TAKEN, STEP_EVENT };

/* Takes what is there of a paste; true when its end is there, too. */
static bool take_pasted(struct input *input)
{
	static const char end[] = "\033[201~";
	const size_t size = sizeof end - 1;
	for (; input->taken < input->bytes.length; input->taken++) {
		const char *at = input->bytes.data + input->taken;
		size_t left = input->bytes.length - input->taken;
		if (!memcmp(at, end, left < size ? left : size)) {
			if (left >= size)
				input->taken += size;
			return left >= size;
		}
		if (input->pasted.length < INPUT_MOST_PASTED)
			str_add_char(&input->pasted, *at ? *at : ' ');
	}
	return false;
}

static enum step take_paste(struct input *input, int64_t now_ms, struct event *event)
{
	if (!take_pasted(input)) {
		if (now_ms < input->due_ms)
			return STEP_WAIT;
		input->taken = input->bytes.length; /* a part of the end */
	}
	input->open = INPUT_OPEN_NOTHING;
	*event = (struct event){.kind = EVENT_PASTE, .text = input->pasted.length ? input->pasted.data : ""};
	return STEP_EVENT;
}

/* Takes what is there of what is dropped. */
static enum step take_dropped(struct input *input, int64_t now_ms)
{
	const struct str *bytes = &input->bytes;
	bool ended = input->open == INPUT_OPEN_STRING
			     ? sequence_skip_string(bytes->data, bytes->length, &input->taken)
			     : sequence_skip(bytes->data, bytes->length, &input->taken);
	if (!ended && now_ms < input->due_ms)
		return STEP_WAIT;
	input->open = INPUT_OPEN_NOTHING;
	return STEP_TAKEN;
}

/* --- what stands at the front ---------------------------------------------------------------- */

struct front {
	enum sequence state;
	const char *at; /* behind the Esc */
	size_t left, length;
};

/* escape: 1 where the Esc is still there, 0 where it counted already. */
static struct front look(const struct input *input, size_t escape)
{
	struct front front = {.at = input->bytes.data + input->taken + escape,
			      .left = input->bytes.length - input->taken - escape};
	front.state = sequence_scan(front.at, front.left, &front.length);
	return front;
}

/* So many bytes begin what is dropped up to its end. */
static enum step drop(struct input *input, enum input_open open, size_t length)
{
	input->taken += length;
	input->escape_ms = -1;
	begin(input, open);
	return STEP_TAKEN;
}

/* A sequence stands at the front, with its Esc or without. */
static enum step take_sequence(struct input *input, int64_t now_ms, const struct front *front, size_t escape,
			       struct event *event)
{
	if (front->state == SEQUENCE_STRING)
		return drop(input, INPUT_OPEN_STRING, escape + front->length);
	if (front->state == SEQUENCE_PART && front->left > MOST_SEQUENCE)
		return drop(input, INPUT_OPEN_SEQUENCE, escape + front->left);
	if (front->state == SEQUENCE_PART && waits(input, now_ms, INPUT_TORN_MS))
		return STEP_WAIT;
	input->escape_ms = -1;
	input->taken += escape + (front->state == SEQUENCE_PART ? front->left : front->length);
	if (front->state != SEQUENCE_WHOLE || !sequence_event(input, front->at, front->length, event))
		return STEP_TAKEN;
	return escape ? STEP_EVENT : STEP_TAKEN;
}

/* What only may begin a sequence stays behind a lone Esc: it can still be the torn rest of one. */
static enum step take_escape(struct input *input, int64_t now_ms, struct event *event)
{
	struct front front = look(input, 1);
	bool lone = front.state == SEQUENCE_NONE || front.state == SEQUENCE_MAYBE || front.left < 2;
	if (!lone || front.state == SEQUENCE_WHOLE)
		return take_sequence(input, now_ms, &front, 1, event);
	if (front.state != SEQUENCE_NONE && waits(input, now_ms, INPUT_ESCAPE_MS))
		return STEP_WAIT;
	input->taken++;
	input->escape_ms = input->last_ms;
	*event = (struct event){.kind = EVENT_KEY, .key = KEY_ESCAPE};
	return STEP_EVENT;
}

/* May the rest of a sequence stand here whose Esc counted already? */
static bool may_be_torn(const struct input *input)
{
	return input->escape_ms >= 0 && input->last_ms - input->escape_ms <= INPUT_TORN_MS;
}

/* Begins a character here of which the rest is still to come? */
static bool is_part_of_character(const char *at, size_t left)
{
	unsigned char first = (unsigned char)*at;
	size_t want = first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 1;
	size_t has = 1;
	while (has < left && has < want && ((unsigned char)at[has] & 0xC0) == 0x80)
		has++;
	return has == left && has < want;
}

static enum step take_character(struct input *input, int64_t now_ms, struct event *event)
{
	const char *at = input->bytes.data + input->taken;
	size_t left = input->bytes.length - input->taken;
	if (is_part_of_character(at, left) && waits(input, now_ms, INPUT_TORN_MS))
		return STEP_WAIT;
	*event = (struct event){.kind = EVENT_KEY};
	input->taken += utf8_decode(at, left, &event->key);
	input->escape_ms = -1;
	if (event->key == 8)
		event->key = KEY_ERASE;
	else if (event->key == '\n')
		event->key = KEY_RETURN;
	return event->key != UINT32_MAX && event->key != 0 ? STEP_EVENT : STEP_TAKEN;
}

static enum step take_front(struct input *input, int64_t now_ms, struct event *event)
{
	if (input->bytes.data[input->taken] == ESC)
		return take_escape(input, now_ms, event);
	if (!may_be_torn(input))
		return take_character(input, now_ms, event);
	struct front front = look(input, 0);
	if (front.state == SEQUENCE_NONE)
		return take_character(input, now_ms, event);
	if (front.state != SEQUENCE_MAYBE)
		return take_sequence(input, now_ms, &front, 0, event);
	return waits(input, now_ms, INPUT_ESCAPE_MS) ? STEP_WAIT : take_character(input, now_ms, event);
}

static enum step next_step(struct input *input, int64_t now_ms, struct event *event)
{
	if (input->open == INPUT_OPEN_PASTE)
		return take_paste(input, now_ms, event);
	if (input->open)
		return take_dropped(input, now_ms);
	input->due_ms = -1;
	return input->taken < input->bytes.length ? take_front(input, now_ms, event) : STEP_WAIT;
}

bool input_next(struct input *input, int64_t now_ms, struct event *event)
{
	enum step step = STEP_TAKEN;
	while (step == STEP_TAKEN)
		step = next_step(input, now_ms, event);
	return step == STEP_EVENT;
}
