#include "core/base/yaml.h"

#include "core/base/arena.h"
#include "core/base/memory.h"
#include "core/base/yaml_ahead.h"
#include "core/base/yaml_memory.h"
#include "core/base/yaml_reader.h"
#include "core/base/yaml_tape.h"
#include "core/base/yaml_words.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#ifdef UNMOOR_SMALL
enum { MOST_RUN = 1 << 18, TELL_BYTES = 64, MOST_REPLAYED = 10000, MOST_TAPE = 10000 };
#else
enum { MOST_RUN = 1 << 24, TELL_BYTES = 65536, MOST_REPLAYED = 1000000, MOST_TAPE = 1000000 };
#endif

enum { MOST_DEPTH = 64, MOST_TEXT = 65536, MOST_ANCHORS = 1000000, MOST_LINE = INT32_MAX };

/* A stretch of the tape that is given again. */
struct replay {
	uint32_t at, end;
};

/* An anchored node that is being recorded. */
struct recording {
	uint32_t anchor;
	unsigned depth; /* outside it */
};

struct yaml {
	yaml_parser_t parser;
	yaml_event_t event;
	struct yaml_item item;
	uint32_t anchor; /* of the item, when it is an alias */
	unsigned depth;
	unsigned replays, recordings, holds;
	uint32_t replayed;
	struct yaml_ahead *ahead; /* the items come from there; then the parser is not used */
	struct tape tape;
	struct replay replay[MOST_DEPTH + 2];
	struct recording recording[MOST_DEPTH + 2];
	const struct reader *reader;
	struct yaml_progress progress;
	uint64_t offset;        /* of the bytes read */
	uint64_t offset_before; /* as it was when the item before was asked for */
	uint64_t told;          /* as it was when progress was told */
	struct yaml_fault fault;
	struct arena arena; /* of the fault's text */
};

/*
 * What is rare is kept out of the way of what is done for every item: inlined, it would cost it its
 * registers.
 */
#define RARE __attribute__((noinline, cold))

/* Always false, so that it can be returned. The first fault stays. */
RARE static bool fail(struct yaml *yaml, uint32_t line, uint32_t column, const char *text,
		      const char *suggestion)
{
	if (!yaml->fault.text)
		yaml->fault = (struct yaml_fault){line, column, text, suggestion};
	yaml->replays = 0; /* so that the fault is what comes next */
	yaml->item = (struct yaml_item){
		.kind = YAML_IS_FAULT, .line = yaml->fault.line, .column = yaml->fault.column};
	return false;
}

RARE static bool fail_here(struct yaml *yaml, const char *text, const char *suggestion)
{
	return fail(yaml, yaml->item.line, yaml->item.column, text, suggestion);
}

/* --- bytes ----------------------------------------------------------------------------------- */

static bool tell_progress(struct yaml *yaml)
{
	if (!yaml->progress.step || yaml->offset - yaml->told < TELL_BYTES)
		return true;
	yaml->told = yaml->offset;
	return yaml->progress.step(yaml->progress.context, yaml->offset) ||
	       fail(yaml, 0, 0, "loading was stopped", NULL);
}

static bool may_go_on(struct yaml *yaml)
{
	if (yaml->offset - yaml->offset_before > MOST_RUN)
		return fail_here(yaml, "after here comes a text or a comment without end", NULL);
	if (yaml->offset > (uint64_t)READER_MOST_BYTES_GIB << 30)
		return fail(yaml, 0, 0, "larger than 4 GiB", NULL);
	return tell_progress(yaml);
}

/* libyaml's read handler, asked for 16 KiB at most: 1 on success, with *got 0 at the end. */
static int feed(void *context, unsigned char *bytes, size_t size, size_t *got)
{
	struct yaml *yaml = context;
	ssize_t count = reader_read(yaml->reader, yaml->offset, (char *)bytes, size);

	*got = count > 0 ? (size_t)count : 0;
	yaml->offset += *got;
	if (count < 0)
		return fail(yaml, 0, 0, "the file cannot be read to its end", NULL);
	return may_go_on(yaml);
}

/* --- events ---------------------------------------------------------------------------------- */

RARE static bool fail_as_parser(struct yaml *yaml)
{
	if (yaml->parser.error == YAML_MEMORY_ERROR)
		memory_exhausted();
	struct yaml_fault fault = yaml->fault;
	if (!fault.text)
		fault = yaml_words(&yaml->parser, yaml->reader, &yaml->arena);
	return fail(yaml, fault.line, fault.column, fault.text, fault.suggestion);
}

static inline bool parse(struct yaml *yaml)
{
	/* An event of no type owns nothing: take_event forgets those that have nothing to delete. */
	if (yaml->event.type != YAML_NO_EVENT)
		yaml_event_delete(&yaml->event);
	yaml->offset_before = yaml->offset;
	return yaml_parser_parse(&yaml->parser, &yaml->event) || fail_as_parser(yaml);
}

static bool is_core_tag(const char *tag, uint8_t kind)
{
	static const char *const texts[] = {"str", "int", "float", "bool", "null", "timestamp"};
	static const char core[] = "tag:yaml.org,2002:";

	if (strcmp(tag, "!") == 0)
		return true;
	if (strncmp(tag, core, sizeof core - 1) != 0)
		return false;
	tag += sizeof core - 1;
	if (kind != YAML_IS_TEXT)
		return strcmp(tag, kind == YAML_IS_MAP ? "map" : "seq") == 0;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(tag, texts[i]) == 0)
			return true;
	return false;
}

static bool check_tag(struct yaml *yaml, const yaml_char_t *tag)
{
	if (!tag || is_core_tag((const char *)tag, yaml->item.kind))
		return true;
	return fail_here(yaml, arena_print(&yaml->arena, "the tag '%s' is not allowed", (const char *)tag),
			 "leave the tag out");
}

static bool open_recording(struct yaml *yaml, const yaml_char_t *name)
{
	if (yaml->tape.anchor_count >= MOST_ANCHORS)
		return fail_here(yaml, "more than 1000000 anchors", NULL);
	uint32_t anchor = tape_open_anchor(&yaml->tape, (const char *)name);
	yaml->recording[yaml->recordings++] = (struct recording){anchor, yaml->depth};
	return true;
}

/* Only what is being recorded is dropped: an alias to it is a fault, the anchor alone is none. */
static void drop_recordings(struct yaml *yaml)
{
	uint32_t first = yaml->tape.anchors[yaml->recording[0].anchor].first;

	for (size_t i = yaml->tape.anchor_count; i > 0 && yaml->tape.anchors[i - 1].first >= first; i--) {
		yaml->tape.anchors[i - 1].too_large = true;
		yaml->tape.anchors[i - 1].end = first;
	}
	yaml->recordings = 0;
	tape_cut(&yaml->tape, first);
}

static bool record(struct yaml *yaml)
{
	struct tape *tape = &yaml->tape;
	bool ends = yaml->item.kind != YAML_IS_MAP && yaml->item.kind != YAML_IS_LIST;
	unsigned outside = yaml->depth - (yaml->item.kind == YAML_IS_END);

	if (tape->count >= MOST_TAPE && yaml->holds)
		return fail_here(yaml, "too much under anchors and merge keys", NULL);
	if (tape->count >= MOST_TAPE) {
		drop_recordings(yaml);
		return true;
	}
	tape_add(tape, &yaml->item, yaml->anchor);
	while (ends && yaml->recordings && yaml->recording[yaml->recordings - 1].depth == outside)
		tape->anchors[yaml->recording[--yaml->recordings].anchor].end = (uint32_t)tape->count;
	return true;
}

RARE static bool find_alias(struct yaml *yaml, const yaml_char_t *name)
{
	yaml->anchor = tape_find_anchor(&yaml->tape, (const char *)name);
	if (yaml->anchor == UINT32_MAX)
		return fail_here(
			yaml,
			arena_print(&yaml->arena, "no anchor '&%s' before this alias", (const char *)name),
			NULL);
	const struct anchor *anchor = &yaml->tape.anchors[yaml->anchor];
	if (anchor->too_large)
		return fail_here(yaml,
				 arena_print(&yaml->arena, "'*%s' stands for too much", (const char *)name),
				 "write it out, or use an included file");
	if (anchor->end == 0)
		return fail_here(
			yaml,
			arena_print(&yaml->arena, "'*%s' is part of what it stands for", (const char *)name),
			NULL);
	return true;
}

RARE static bool end_document(struct yaml *yaml)
{
	if (!parse(yaml))
		return false;
	if (yaml->event.type == YAML_STREAM_END_EVENT) {
		yaml->item.kind = YAML_IS_DONE;
		return true;
	}
	yaml->item.line = (uint32_t)yaml->event.start_mark.line + 1;
	yaml->item.column = (uint32_t)yaml->event.start_mark.column + 1;
	return fail_here(yaml, "a second document begins here", "one file holds one document");
}

/* The tag, the anchor and the recording of what the event gave. */
RARE static bool finish_item(struct yaml *yaml, const yaml_char_t *tag, const yaml_char_t *anchor)
{
	if (tag && !check_tag(yaml, tag))
		return false;
	if (anchor && !open_recording(yaml, anchor))
		return false;
	return yaml->recordings + yaml->holds == 0 || record(yaml);
}

static bool is_recording(const struct yaml *yaml)
{
	return yaml->recordings + yaml->holds > 0;
}

/* What has no content of its own needs no deleting; that is known when there is no tag or anchor. */
static bool take_start(struct yaml *yaml, uint8_t kind, const yaml_char_t *tag, const yaml_char_t *anchor)
{
	yaml->item.kind = kind;
	if (tag || anchor || is_recording(yaml))
		return finish_item(yaml, tag, anchor);
	yaml->event.type = YAML_NO_EVENT;
	return true;
}

static bool take_text(struct yaml *yaml)
{
	const yaml_event_t *event = &yaml->event;
	struct yaml_item *item = &yaml->item;

	item->text = (const char *)event->data.scalar.value;
	item->length = (uint32_t)event->data.scalar.length;
	item->kind = YAML_IS_TEXT;
	item->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	if (event->data.scalar.length > MOST_TEXT)
		return fail_here(yaml, "a text is longer than 64 KiB", NULL);
	if (!item->plain && memchr(item->text, '\0', item->length))
		return fail_here(yaml, "a text holds a NUL character", NULL);
	if (event->data.scalar.tag || event->data.scalar.anchor || is_recording(yaml))
		return finish_item(yaml, event->data.scalar.tag, event->data.scalar.anchor);
	return true;
}

RARE static bool take_alias(struct yaml *yaml)
{
	yaml->item.kind = YAML_IS_ALIAS;
	return find_alias(yaml, yaml->event.data.alias.anchor) && (!is_recording(yaml) || record(yaml));
}

/* Makes the item of the event; an alias is not followed. */
static bool take_event(struct yaml *yaml)
{
	struct yaml_item *item = &yaml->item;
	yaml_event_t *event = &yaml->event;

	item->line = (uint32_t)event->start_mark.line + 1;
	item->column = (uint32_t)event->start_mark.column + 1;
	if (item->line >= MOST_LINE)
		return fail_here(yaml, "too many lines", NULL);
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return take_text(yaml);
	case YAML_MAPPING_START_EVENT:
		return take_start(yaml, YAML_IS_MAP, event->data.mapping_start.tag,
				  event->data.mapping_start.anchor);
	case YAML_SEQUENCE_START_EVENT:
		return take_start(yaml, YAML_IS_LIST, event->data.sequence_start.tag,
				  event->data.sequence_start.anchor);
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		return take_start(yaml, YAML_IS_END, NULL, NULL);
	case YAML_ALIAS_EVENT:
		return take_alias(yaml);
	default:
		return end_document(yaml);
	}
}

/* Another thread has parsed it, aliases and all. */
static __attribute__((noinline)) bool next_of_ahead(struct yaml *yaml)
{
	yaml_ahead_next(yaml->ahead, &yaml->item, &yaml->offset);
	if (yaml->item.kind == YAML_IS_FAULT) {
		const struct yaml_fault *fault = yaml_ahead_fault(yaml->ahead);
		return fail(yaml, fault->line, fault->column, fault->text, fault->suggestion);
	}
	return tell_progress(yaml) && (yaml->holds == 0 || record(yaml));
}

/* The next item of the file itself. */
static inline bool next_of_file(struct yaml *yaml)
{
	if (yaml->item.kind >= YAML_IS_DONE && yaml->item.kind <= YAML_IS_FAULT)
		return yaml->item.kind == YAML_IS_DONE;
	if (yaml->ahead)
		return next_of_ahead(yaml);
	return parse(yaml) && take_event(yaml);
}

/* --- what was recorded ----------------------------------------------------------------------- */

/* False when nothing is left to give again. */
RARE static bool next_of_tape(struct yaml *yaml)
{
	while (yaml->replays && yaml->replay[yaml->replays - 1].at == yaml->replay[yaml->replays - 1].end)
		yaml->replays--;
	if (yaml->replays == 0)
		return false;
	const struct tape_item *kept = &yaml->tape.items[yaml->replay[yaml->replays - 1].at++];
	yaml->item = (struct yaml_item){.length = kept->length,
					.line = kept->line,
					.column = kept->column,
					.kind = kept->kind,
					.plain = kept->plain};
	if (kept->kind == YAML_IS_TEXT)
		yaml->item.text = yaml->tape.texts.data + kept->text;
	yaml->anchor = kept->anchor;
	yaml->replayed++;
	return true;
}

RARE static bool push(struct yaml *yaml, uint32_t first, uint32_t end)
{
	while (yaml->replays && yaml->replay[yaml->replays - 1].at == yaml->replay[yaml->replays - 1].end)
		yaml->replays--;
	if (yaml->replays == sizeof yaml->replay / sizeof *yaml->replay)
		return fail_here(yaml, "aliases are nested too deep", NULL);
	if (yaml->replayed > MOST_REPLAYED)
		return fail_here(yaml, "aliases stand for too much", "write it out, or use an included file");
	yaml->replay[yaml->replays++] = (struct replay){first, end};
	return true;
}

static inline bool count_depth(struct yaml *yaml)
{
	uint8_t kind = yaml->item.kind;

	if (kind == YAML_IS_TEXT)
		return true;
	if (kind == YAML_IS_END)
		yaml->depth--;
	else if (kind <= YAML_IS_MAP && ++yaml->depth > MOST_DEPTH)
		return fail_here(yaml, "nested deeper than 64", NULL);
	return true;
}

/* --- for the callers ------------------------------------------------------------------------- */

static struct yaml *new_stream(const struct reader *reader, const struct yaml_progress *progress)
{
	struct yaml *yaml = memory_zero(1, sizeof *yaml);

	yaml->reader = reader;
	if (progress)
		yaml->progress = *progress;
	tape_init(&yaml->tape);
	arena_init(&yaml->arena);
	return yaml;
}

static void start_parser(struct yaml *yaml)
{
	if (!yaml_parser_initialize(&yaml->parser))
		memory_exhausted();
	yaml_reader_attach(&yaml->parser, feed, yaml);
	for (int step = 0; step < 2; step++) /* the stream; then the document */
		if (!parse(yaml))
			return;
	if (yaml->event.type != YAML_DOCUMENT_START_EVENT)
		fail(yaml, 1, 1, "the file is empty", NULL);
}

struct yaml *yaml_open(const struct reader *reader, const struct yaml_progress *progress)
{
	struct yaml *yaml = new_stream(reader, progress);

	start_parser(yaml);
	return yaml;
}

struct yaml *yaml_open_ahead(const struct reader *reader, const struct yaml_progress *progress)
{
	struct yaml *inner = yaml_open(reader, NULL), *yaml = new_stream(reader, progress);

	yaml->ahead = yaml_ahead_start(inner);
	if (yaml->ahead)
		return yaml;
	yaml_close(yaml);
	inner->progress = progress ? *progress : inner->progress;
	return inner;
}

void yaml_close(struct yaml *yaml)
{
	if (!yaml)
		return;
	if (yaml->ahead)
		yaml_ahead_stop(yaml->ahead);
	yaml_event_delete(&yaml->event);
	yaml_parser_delete(&yaml->parser);
	yaml_memory_clear();
	tape_clear(&yaml->tape);
	arena_clear(&yaml->arena);
	free(yaml);
}

uint64_t yaml_bytes_read(const struct yaml *yaml)
{
	return yaml->offset;
}

const struct yaml_item *yaml_next(struct yaml *yaml)
{
	while ((yaml->replays && next_of_tape(yaml)) || next_of_file(yaml)) {
		if (yaml->item.kind != YAML_IS_ALIAS) {
			count_depth(yaml);
			break;
		}
		const struct anchor *anchor = &yaml->tape.anchors[yaml->anchor];
		if (!push(yaml, anchor->first, anchor->end))
			break;
	}
	return &yaml->item;
}

bool yaml_skip(struct yaml *yaml, const struct yaml_item *first)
{
	if (first->kind != YAML_IS_LIST && first->kind != YAML_IS_MAP)
		return first->kind != YAML_IS_FAULT;
	for (unsigned outside = yaml->depth - 1; yaml->depth > outside;)
		if (yaml_next(yaml)->kind == YAML_IS_FAULT)
			return false;
	return true;
}

const struct yaml_fault *yaml_fault(const struct yaml *yaml)
{
	return &yaml->fault;
}

/* The end of the node that begins at `at` on the tape. */
static uint32_t end_of_node(const struct tape *tape, uint32_t at)
{
	unsigned depth = 0;

	do {
		uint8_t kind = tape->items[at++].kind;
		if (kind == YAML_IS_LIST || kind == YAML_IS_MAP)
			depth++;
		else if (kind == YAML_IS_END)
			depth--;
	} while (depth);
	return at;
}

static void hold_of_tape(struct yaml *yaml, struct yaml_held *held)
{
	struct replay *replay = &yaml->replay[yaml->replays - 1];
	const struct tape_item *kept = &yaml->tape.items[replay->at];

	*held = (struct yaml_held){replay->at, end_of_node(&yaml->tape, replay->at), 0, true};
	replay->at = held->end;
	if (kept->kind == YAML_IS_ALIAS) {
		held->first = yaml->tape.anchors[kept->anchor].first;
		held->end = yaml->tape.anchors[kept->anchor].end;
	}
}

static bool hold_of_file(struct yaml *yaml, struct yaml_held *held)
{
	unsigned outside = yaml->depth;
	bool done = false;

	*held = (struct yaml_held){(uint32_t)yaml->tape.count, 0, (uint32_t)yaml->tape.anchor_count, false};
	yaml->holds++;
	do
		done = next_of_file(yaml) && count_depth(yaml);
	while (done && yaml->depth > outside);
	yaml->holds--;
	held->end = (uint32_t)yaml->tape.count;
	return done;
}

bool yaml_hold(struct yaml *yaml, struct yaml_held *held)
{
	while (yaml->replays && yaml->replay[yaml->replays - 1].at == yaml->replay[yaml->replays - 1].end)
		yaml->replays--;
	if (yaml->replays) {
		hold_of_tape(yaml, held);
		return true;
	}
	return hold_of_file(yaml, held);
}

void yaml_replay(struct yaml *yaml, const struct yaml_held *held)
{
	push(yaml, held->first, held->end);
}

void yaml_release(struct yaml *yaml, const struct yaml_held *held)
{
	struct tape *tape = &yaml->tape;

	if (!held->borrowed && yaml->recordings == 0 && tape->anchor_count == held->anchors &&
	    tape->count == held->end)
		tape_cut(tape, held->first);
}
