/*
 * What libyaml says of a document that it cannot read, in this program's words. Private to yaml.c.
 */
#ifndef CORE_BASE_YAML_WORDS_H
#define CORE_BASE_YAML_WORDS_H

#include "core/base/arena.h"
#include "core/base/yaml.h"

#include <yaml.h>

/* The fault that stopped the parser. The texts are const or in the arena. */
struct yaml_fault yaml_words(const yaml_parser_t *parser, const struct reader *reader, struct arena *arena);

#endif
