/*
 * Reading ahead: a thread takes the items of a stream and packs them for another one, so that two
 * files are parsed at a time. Private to yaml.c.
 *
 * What is read ahead is bounded; then the thread waits until it is asked for. A packed item takes its
 * text and about five bytes.
 */
#ifndef CORE_BASE_YAML_AHEAD_H
#define CORE_BASE_YAML_AHEAD_H

#include "core/base/yaml.h"

struct yaml_ahead;

/* Takes over the stream, which nothing else may use from now on. NULL: there is no thread to be had. */
struct yaml_ahead *yaml_ahead_start(struct yaml *yaml);

/* Stops the thread wherever it is and closes the stream. */
void yaml_ahead_stop(struct yaml_ahead *ahead);

/* The next item; waits for it. *passed: the bytes of the file that were read for what has been given, now and
 * then. */
void yaml_ahead_next(struct yaml_ahead *ahead, struct yaml_item *item, uint64_t *passed);

/* After an item of kind FAULT. */
const struct yaml_fault *yaml_ahead_fault(const struct yaml_ahead *ahead);

#endif
