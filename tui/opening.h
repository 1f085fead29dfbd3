/*
 * Opening a stack: it is loaded, and what its first screen shows is worked out, in a thread of its
 * own, so that keys are answered meanwhile and the screen can say how far it is. The thread has the
 * host and the faults until it has ended; the terminal stays with who waits.
 */
#ifndef TUI_OPENING_H
#define TUI_OPENING_H

#include "tui/host.h"

struct opening;

enum opening_stage {
	OPENING_READS,   /* the bytes of the files */
	OPENING_CHECKS,  /* what they name */
	OPENING_FIGURES, /* works out what stands in the lists */
	OPENING_RESTS,   /* follows what rests on what: `percent` of it */
	OPENING_SCREEN,  /* and draws the first screen, for what else it shows */
	OPENING_DONE     /* host.app is there, or NULL and the faults are */
};

struct opening_news {
	enum opening_stage stage;
	uint64_t done, total; /* bytes; total 0: not known yet */
	unsigned percent;     /* of OPENING_RESTS */
};

/* All three live until opening_end. Where there is no thread to be had all is done when this returns. */
struct opening *opening_start(struct host *host, const struct app_options *options, struct diag_list *faults);

/* The same of a stack that is open: it is only loaded. file: NULL for the sample. */
struct opening *opening_again(const char *file);

/* How big the screen is, once it is known: then what it shows is worked out as well. */
void opening_size(struct opening *opening, int width, int height);

/* Waits for the end, but not longer; says how far it is. */
struct opening_news opening_wait(struct opening *opening, int ms);

/* Nothing comes of it any more: it ends soon, though not at once. */
void opening_stop(struct opening *opening);

/* Waits until it has ended, and frees it. */
void opening_end(struct opening *opening);

/* The same of opening_again; gives the model, or NULL: it was stopped, or has faults, which are the caller's.
 */
struct model *opening_end_again(struct opening *opening, struct diag_list *faults);

/* Ends one of opening_again; what does not come to an end within that time (a disk that is gone) is left. */
void opening_drop(struct opening *opening, int ms);

#endif
