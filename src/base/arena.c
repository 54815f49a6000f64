#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define BLOCK_SIZE (16u << 10)

struct arena_block {
	struct arena_block *next;
	size_t size;
	alignas(max_align_t) char data[];
};

void
arena_init(struct arena *a, size_t max)
{
	*a = (struct arena){.max = max};
}

void
arena_release(struct arena *a)
{
	struct arena_block *b, *next;

	if (a == NULL)
		return;
	for (b = a->head; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	*a = (struct arena){.max = a->max};
}

void
arena_reset(struct arena *a)
{
	struct arena_block *keep = a->head, *b, *next;

	if (keep == NULL)
		return;
	for (b = keep->next; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	keep->next = NULL;
	a->used = keep->size;
	a->at = keep->data;
	a->end = (char *)keep + keep->size;
	a->nomem = false;
}

static bool
add_block(struct arena *a, size_t need)
{
	size_t size = sizeof(struct arena_block) + need;
	struct arena_block *b;

	if (size < BLOCK_SIZE)
		size = BLOCK_SIZE;
	if (size < need || size > a->max - a->used)
		size = sizeof(struct arena_block) + need;
	if (size < need || size > a->max - a->used)
		return false;
	b = malloc(size);
	if (b == NULL) {
		a->nomem = true;
		return false;
	}
	b->next = a->head;
	b->size = size;
	a->head = b;
	a->used += size;
	a->at = b->data;
	a->end = (char *)b + size;
	return true;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	size_t mask = alignof(max_align_t) - 1;
	size_t need = (size + mask) & ~mask;
	void *p;

	if (need < size)
		return NULL;
	if (need == 0)
		need = mask + 1;
	if ((size_t)(a->end - a->at) < need && !add_block(a, need))
		return NULL;
	p = a->at;
	a->at += need;
	return p;
}

void *
arena_zalloc(struct arena *a, size_t size)
{
	void *p = arena_alloc(a, size);

	if (p != NULL)
		memset(p, 0, size);
	return p;
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(count, size, &total))
		return NULL;
	return arena_zalloc(a, total);
}

struct str
arena_str(struct arena *a, struct str s)
{
	char *p = arena_cstr(a, s);

	return p != NULL ? (struct str){p, s.len} : STR_NONE;
}

char *
arena_cstr(struct arena *a, struct str s)
{
	char *p = s.len < SIZE_MAX ? arena_alloc(a, s.len + 1) : NULL;

	if (p == NULL)
		return NULL;
	if (s.len > 0)
		memcpy(p, s.ptr, s.len);
	p[s.len] = '\0';
	return p;
}

struct str
arena_strf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	p = n >= 0 ? arena_alloc(a, (size_t)n + 1) : NULL;
	if (p == NULL)
		return STR_NONE;
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (struct str){p, (size_t)n};
}

struct str
arena_buf(struct arena *a, const struct buf *b)
{
	return arena_str(a, buf_view(b));
}

enum err_code
arena_fail(const struct arena *a, struct err *err)
{
	if (a->nomem)
		return err_nomem(err);
	return err_set(
	    err, ERR_LIMIT, "more than %zu bytes of memory are needed", a->max);
}

void *
arena_push(struct arena *a, void **v, size_t *n, size_t *cap, size_t size)
{
	if (*n == *cap) {
		size_t more = *cap == 0 ? 8 : *cap * 2;
		void *p = arena_array(a, more, size);

		if (p == NULL)
			return NULL;
		if (*n > 0)
			memcpy(p, *v, *n * size);
		*v = p;
		*cap = more;
	}
	return (char *)*v + (*n)++ * size;
}
