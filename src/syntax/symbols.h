#ifndef SYNTAX_SYMBOLS_H
#define SYNTAX_SYMBOLS_H

#include "base/arena.h"

/*
 * Every name a small number, so that comparing names is comparing numbers.
 *
 *	rules:	1 .. 500	filled once, then read by all threads
 *	file:	501 ..		its own names over the rules'; dropped with it
 *
 * A table over another one looks there first and numbers on from its end, so
 * a name a rule speaks of has the same number in every file.
 */
struct symbols {
	struct str *v; /* v[0] is the empty name */
	uint32_t n, cap;
	uint32_t *slots, slot_count; /* a power of two */
	const struct symbols *base;  /* may be NULL; must not change any more */
	struct arena *arena;
	bool failed; /* no memory: every further name is 0 */
};

void symbols_init(
    struct symbols *s, struct arena *arena, const struct symbols *base);

/* The number of a name, the same for equal bytes; 0 for the empty one.  The
   bytes are borrowed and must outlive the table. */
uint32_t symbols_add(struct symbols *s, struct str name);

/* As symbols_add, 0 where the name is not known. */
uint32_t symbols_find(const struct symbols *s, struct str name);

struct str symbols_text(const struct symbols *s, uint32_t symbol);

/* One more than the largest number given out, the base's included. */
uint32_t symbols_end(const struct symbols *s);

#endif
