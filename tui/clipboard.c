#include "tui/clipboard.h"

#include <string.h>

enum { SCREEN_PIECE = 500 }; /* screen passes no longer string on in one piece */

/* Base64 of RFC 4648, section 4. */
static void base64(struct str *out, const unsigned char *bytes, size_t length)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < length; i += 3) {
		uint32_t group = (uint32_t)bytes[i] << 16;
		group |= i + 1 < length ? (uint32_t)bytes[i + 1] << 8 : 0;
		group |= i + 2 < length ? (uint32_t)bytes[i + 2] : 0;
		for (unsigned k = 0; k < 4; k++)
			str_add_char(out, i + k > length ? '=' : digits[group >> (18 - 6 * k) & 63]);
	}
}

/*
 * In pieces, each in a device control string of its own. Bare before it: TERM is that of screen in a tmux
 * at the other end of ssh, too; screen itself swallows it, unless it is so long that it would be shown.
 */
static void add_for_screen(struct str *out, const struct str *payload)
{
	if (payload->length <= SCREEN_PIECE)
		str_print(out, "\033]52;c;%s\a", payload->data ? payload->data : "");
	str_add_text(out, "\033P\033]52;c;");
	for (size_t at = 0; at < payload->length; at += SCREEN_PIECE) {
		size_t left = payload->length - at, piece = left < SCREEN_PIECE ? left : SCREEN_PIECE;
		str_add(out, payload->data + at, piece);
		if (piece < left)
			str_add_text(out, "\033\\\033P");
	}
	str_add_text(out, "\a\033\\");
}

bool clipboard_sequence(struct str *out, const char *text, const char *term, bool in_tmux, bool in_screen)
{
	bool screen = term && !strncmp(term, "screen", 6) && (in_screen || !in_tmux);
	struct str payload;
	str_init(&payload);
	base64(&payload, (const unsigned char *)text, strlen(text));
	const char *encoded = payload.data ? payload.data : "";
	bool fits = payload.length <= CLIPBOARD_MOST;
	if (fits && screen)
		add_for_screen(out, &payload);
	else if (fits && in_tmux)
		/* it takes the first with set-clipboard on, passes the second with allow-passthrough */
		str_print(out, "\033]52;c;%s\a\033Ptmux;\033\033]52;c;%s\a\033\\", encoded, encoded);
	else if (fits)
		str_print(out, "\033]52;c;%s\a", encoded);
	str_clear(&payload);
	return fits;
}
