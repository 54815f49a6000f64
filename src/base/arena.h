#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/buf.h"

/*
 * Memory that is dropped whole.  A request, a scan, a command each have one,
 * passed down; what lies in it needs no freeing and borrows freely.
 *
 * The ceiling belongs to whoever creates it.  Past it, or without memory,
 * allocation gives NULL and arena_fail() says which; nothing already handed
 * out is affected.
 */
struct arena {
	struct arena_block *head;
	size_t used, max; /* bytes taken from the system */
	char *at, *end;   /* what is left of the newest block */
	bool nomem;
};

void arena_init(struct arena *a, size_t max);
void arena_release(struct arena *a); /* NULL and zeroed are fine */
void arena_reset(struct arena *a);   /* empty; keeps one block */

/* Aligned for any type, not cleared; NULL when it cannot be had. */
void *arena_alloc(struct arena *a, size_t size);
void *arena_zalloc(struct arena *a, size_t size);              /* cleared */
void *arena_array(struct arena *a, size_t count, size_t size); /* cleared */

#define ARENA_NEW(a, type)      ((type *)arena_zalloc((a), sizeof(type)))
#define ARENA_ARRAY(a, n, type) ((type *)arena_array((a), (n), sizeof(type)))

/* A copy, NUL-terminated past its length; ptr is NULL when it failed. */
struct str arena_str(struct arena *a, struct str s);
char *arena_cstr(struct arena *a, struct str s);
struct str arena_strf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);

/* The finished text of b, copied. */
struct str arena_buf(struct arena *a, const struct buf *b);

/* The error for an allocation that gave NULL: ERR_LIMIT or ERR_NOMEM. */
enum err_code arena_fail(const struct arena *a, struct err *err);

/*
 * A list that grows in an arena:
 *
 *	struct rows { struct row *v; size_t n, cap; };
 *	row = ARENA_PUSH(arena, &rows);      NULL when it cannot be had
 *
 * The new element is cleared.  Older copies stay in the arena, so the cost
 * is at most twice the final size.
 */
#define ARENA_PUSH(a, list)                                          \
	((__typeof__((list)->v))arena_push((a), (void **)&(list)->v, \
	    &(list)->n, &(list)->cap, sizeof(*(list)->v)))
void *arena_push(
    struct arena *a, void **v, size_t *n, size_t *cap, size_t size);

#endif
