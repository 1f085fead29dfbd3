#ifdef __linux__
#define _GNU_SOURCE /* sched_getaffinity */
#endif

#include "core/base/processors.h"

#include <sched.h>
#include <unistd.h>

unsigned processors_usable(void)
{
	long online = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned usable = online > 1 ? (unsigned)online : 1;

#ifdef __linux__
	cpu_set_t set;
	/* On machines with more processors than fit the call fails, and all that are there count. */
	if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
		usable = (unsigned)CPU_COUNT(&set);
#endif
	return usable;
}
