/*
 * What terminals send behind an Esc: how far it goes and which key it is. Pure; time is the business of
 * tui/input.h.
 *
 * Sequences: "[", parameters, intermediates and a final byte (ECMA-48, CSI); "O", parameters and a final
 * byte; "[M" and three bytes (the oldest mouse reports); the Linux console's "[[A".
 *
 * Control strings are replies to what some program asked: "]" (OSC), "P" (DCS), "_" (APC), "^" (PM), "X"
 * (SOS), up to Esc "\" or BEL. Each begins as a person's Alt+key does, so one only counts where the next
 * byte is one that replies begin with (a digit behind "]", ...), or where its end is there already.
 */
#ifndef TUI_SEQUENCE_H
#define TUI_SEQUENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum sequence {
	SEQUENCE_NONE,   /* none begins here: the Esc is a key */
	SEQUENCE_MAYBE,  /* the next byte tells whether it is a control string */
	SEQUENCE_PART,   /* so far */
	SEQUENCE_WHOLE,  /* *length bytes */
	SEQUENCE_BROKEN, /* *length bytes, behind which stands what cannot follow */
	SEQUENCE_STRING  /* a control string, of which *length bytes are looked at */
};

/* What stands at the front of text, behind its Esc. *length is set where that is said above. */
enum sequence sequence_scan(const char *text, size_t left, size_t *length);

/* The key (tui/event.h) of a whole sequence; 0: a reply, or nothing that is known. */
uint32_t sequence_key(const char *text, size_t length);

/* A decimal number at *at, at most 999,999; 0 where no digit stands. *at goes behind its digits. */
int sequence_number(const char **at, const char *end);

/*
 * Goes over a control string from at on; true when it ends there: at its end, or before what no reply holds
 * (a key such as Return, another Esc).
 */
bool sequence_skip_string(const char *text, size_t length, size_t *at);

/* The same of a sequence that is longer than any key. */
bool sequence_skip(const char *text, size_t length, size_t *at);

#endif
