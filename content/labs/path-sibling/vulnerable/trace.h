#ifndef TRACE_H
#define TRACE_H

#include <stdbool.h>
#include <stdio.h>

/* What each layer does, on standard error, where LAB_TRACE asks for it. */
extern bool trace_on;

#define TRACE(layer, ...)                                     \
	do {                                                  \
		if (trace_on) {                               \
			fprintf(stderr, "TRACE " layer ": "); \
			fprintf(stderr, __VA_ARGS__);         \
			fputc('\n', stderr);                  \
		}                                             \
	} while (0)

#endif
