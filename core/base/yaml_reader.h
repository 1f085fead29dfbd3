/*
 * The bytes of a file on their way into libyaml's parser (see yaml_reader.c). Private to yaml.c.
 */
#ifndef CORE_BASE_YAML_READER_H
#define CORE_BASE_YAML_READER_H

#include <yaml.h>

/* Says where the parser's bytes come from, which are UTF-8; the handler as libyaml describes it. */
void yaml_reader_attach(yaml_parser_t *parser, yaml_read_handler_t *handler, void *context);

#endif
