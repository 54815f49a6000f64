#include "base/torture.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define OWN_MALLOC 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define OWN_MALLOC 0
#endif
#endif
#ifndef OWN_MALLOC
#define OWN_MALLOC 1
#endif

#if OWN_MALLOC

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *ptr, size_t size);
void __libc_free(void *ptr);

static _Thread_local bool active, failed;
static _Thread_local unsigned long countdown;
static _Thread_local long live;

static bool
refuse(void)
{
	if (!active || failed || --countdown > 0)
		return false;
	failed = true;
	errno = ENOMEM;
	return true;
}

static void *
counted(void *ptr)
{
	if (active && ptr != NULL)
		live++;
	return ptr;
}

void *
malloc(size_t size)
{
	return refuse() ? NULL : counted(__libc_malloc(size));
}

void *
calloc(size_t count, size_t size)
{
	return refuse() ? NULL : counted(__libc_calloc(count, size));
}

void *
realloc(void *ptr, size_t size)
{
	void *moved;

	if (refuse())
		return NULL;
	moved = __libc_realloc(ptr, size);
	return ptr == NULL ? counted(moved) : moved;
}

void
free(void *ptr)
{
	if (active && ptr != NULL)
		live--;
	__libc_free(ptr);
}

static void
broken(const char *name, unsigned long n, const char *what, long value)
{
	active = false;
	fprintf(stderr, "torture %s: allocation %lu failed: %s %ld\n", name, n,
	    what, value);
	abort();
}

void
torture(const char *name, enum err_code (*fn)(void))
{
	enum err_code rc;

	/* libraries set themselves up once; that is not fn's leak */
	if (fn() != ERR_NONE)
		broken(name, 0, "the untouched run gave an error", 0);
	for (unsigned long n = 1;; n++) {
		countdown = n;
		failed = false;
		live = 0;
		active = true;
		rc = fn();
		active = false;
		if (rc != ERR_NONE && rc != ERR_NOMEM)
			broken(name, n, "error code", (long)rc);
		if (live != 0)
			broken(name, n, "blocks left", live);
		if (!failed)
			return;
	}
}

#else

void
torture(const char *name, enum err_code (*fn)(void))
{
	if (fn() == ERR_NONE)
		return;
	fprintf(stderr, "torture %s: the untouched run gave an error\n", name);
	abort();
}

#endif
