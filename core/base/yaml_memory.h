/*
 * The small pieces of memory that libyaml is given (see yaml_memory.c). Private to yaml.c.
 */
#ifndef CORE_BASE_YAML_MEMORY_H
#define CORE_BASE_YAML_MEMORY_H

/* Gives back what this thread keeps for the next piece; called when a document is done. */
void yaml_memory_clear(void);

#endif
