/*
 * How many processors this process may run on.
 */
#ifndef CORE_BASE_PROCESSORS_H
#define CORE_BASE_PROCESSORS_H

/* At least 1. Fewer than the machine has where it is confined (taskset, a container's cpuset). */
unsigned processors_usable(void);

#endif
