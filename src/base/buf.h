#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/err.h"
#include "base/str.h"

/*
 * Bytes that grow up to a ceiling.  Writers append without looking; the one
 * who owns the buffer asks once, at the end:
 *
 *	buf_init(&out, 64 << 10);
 *	buf_add(&out, STR("a="));
 *	buf_addf(&out, "%d", a);
 *	rc = buf_finish(&out, err);
 *
 * After a failure every further append is ignored.
 */
struct buf {
	char *ptr;
	size_t len, cap, max;
	bool full, nomem;
};

void buf_init(struct buf *b, size_t max);
void buf_release(struct buf *b); /* NULL and zeroed are fine */
void buf_reset(struct buf *b);   /* empty and healthy again; keeps its memory */

void buf_add(struct buf *b, struct str s);
void buf_add_char(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...) PRINTF(2, 3);

/* Room for n more bytes at the end, which the caller fills and then counts
   with buf_grown; NULL when there is none. */
char *buf_room(struct buf *b, size_t n);
void buf_grown(struct buf *b, size_t n);

/* Drops everything after the first len bytes. */
void buf_cut(struct buf *b, size_t len);

/* ERR_LIMIT past the ceiling, ERR_NOMEM without memory. */
enum err_code buf_finish(const struct buf *b, struct err *err) MUST_USE;

/* Borrowed until the next append. */
struct str buf_view(const struct buf *b);

#endif
