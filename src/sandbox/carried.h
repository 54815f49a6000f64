#ifndef SANDBOX_CARRIED_H
#define SANDBOX_CARRIED_H

#include <stddef.h>

/* The program of init/init.c, as the build made it. */
extern const char carried_start[], carried_end[];

static inline size_t
carried_size(void)
{
	return (size_t)(carried_end - carried_start);
}

#endif
