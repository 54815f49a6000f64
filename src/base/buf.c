#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void
buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){.max = max};
}

void
buf_release(struct buf *b)
{
	if (b == NULL)
		return;
	free(b->ptr);
	*b = (struct buf){.max = b->max};
}

void
buf_reset(struct buf *b)
{
	b->len = 0;
	b->full = false;
	b->nomem = false;
}

static size_t
next_cap(const struct buf *b, size_t need)
{
	size_t cap = b->cap < 64 ? 64 : b->cap;

	while (cap < need)
		cap = cap > b->max / 2 ? b->max : cap * 2;
	return cap < b->max ? cap : b->max;
}

static bool
reserve(struct buf *b, size_t n)
{
	size_t cap;
	char *ptr;

	if (b->full || b->nomem)
		return false;
	if (n > b->max - b->len) {
		b->full = true;
		return false;
	}
	if (n <= b->cap - b->len)
		return true;
	cap = next_cap(b, b->len + n);
	ptr = realloc(b->ptr, cap);
	if (ptr == NULL) {
		b->nomem = true;
		return false;
	}
	b->ptr = ptr;
	b->cap = cap;
	return true;
}

void
buf_add(struct buf *b, struct str s)
{
	if (s.len == 0 || !reserve(b, s.len))
		return;
	memcpy(b->ptr + b->len, s.ptr, s.len);
	b->len += s.len;
}

void
buf_add_char(struct buf *b, char c)
{
	if (b->len == b->cap || b->full || b->nomem)
		if (!reserve(b, 1))
			return;
	b->ptr[b->len++] = c;
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	char small[256];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	assert(n >= 0);
	if ((size_t)n < sizeof(small)) {
		buf_add(b, (struct str){small, (size_t)n});
		return;
	}
	/* vsnprintf needs a byte for its NUL, which is not counted */
	if (!reserve(b, (size_t)n + 1))
		return;
	va_start(ap, fmt);
	vsnprintf(b->ptr + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

char *
buf_room(struct buf *b, size_t n)
{
	return reserve(b, n) ? b->ptr + b->len : NULL;
}

void
buf_grown(struct buf *b, size_t n)
{
	assert(n <= b->cap - b->len);
	b->len += n;
}

void
buf_cut(struct buf *b, size_t len)
{
	assert(len <= b->len);
	b->len = len;
}

enum err_code
buf_finish(const struct buf *b, struct err *err)
{
	if (b->nomem)
		return err_nomem(err);
	if (b->full)
		return err_set(
		    err, ERR_LIMIT, "text is longer than %zu bytes", b->max);
	return ERR_NONE;
}

struct str
buf_view(const struct buf *b)
{
	return (struct str){b->ptr != NULL ? b->ptr : "", b->len};
}
