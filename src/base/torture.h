#ifndef BASE_TORTURE_H
#define BASE_TORTURE_H

#include "base/err.h"

/*
 * Fails the first allocation of fn, then the second, and so on, until fn
 * runs through untouched.  Every run must give ERR_NONE or ERR_NOMEM and
 * leave as many blocks allocated as it found.
 *
 *	static enum err_code
 *	reading(void) { ... release everything ... return rc; }
 *
 *	torture("reading", reading);	in a test
 *
 * Replaces malloc for the whole process, the libraries' calls included, so
 * it belongs to test executables alone.  Under a sanitizer, which owns
 * malloc, fn runs once.  Aborts with the number of the allocation on a
 * broken promise.
 */
void torture(const char *name, enum err_code (*fn)(void));

#endif
