#ifndef BASE_TEST_H
#define BASE_TEST_H

/*
 * A few lines over cmocka.  A test's name is a sentence that would be true of
 * a correct program:
 *
 *	static void
 *	a_second_spelling_is_refused(void) { CHECK(...); }
 *
 *	TEST_MAIN(T(a_second_spelling_is_refused))
 *
 * Test executables only; nothing in a library includes this.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/str.h"

#define CHECK(cond)     assert_true(cond)
#define CHECK_INT(a, b) assert_int_equal((intmax_t)(a), (intmax_t)(b))

/* Both strings are printed when they differ. */
#define CHECK_STR(a, b) test_check_str((a), (b), __FILE__, __LINE__)

/* The call succeeded; its error text is printed otherwise. */
#define CHECK_OK(call, err)                                     \
	do {                                                    \
		if ((call) != ERR_NONE)                         \
			fail_msg("%s: %s", #call, (err)->text); \
	} while (0)

static inline void UNUSED
test_check_str(struct str a, struct str b, const char *file, int line)
{
	if (str_eq(a, b))
		return;
	print_error("%s:%d:\n\t\"%.*s\"\nis not\n\t\"%.*s\"\n", file, line,
	    STR_FMT(a), STR_FMT(b));
	_fail(file, line);
}

#define T(fn)                                                         \
	{                                                             \
#fn, test_call, NULL, NULL, (void *)&(struct test_fn) \
		{                                                     \
			fn                                            \
		}                                                     \
	}
#define TEST_MAIN(...)                                            \
	int main(void)                                            \
	{                                                         \
		const struct CMUnitTest tests[] = {__VA_ARGS__};  \
                                                                  \
		return cmocka_run_group_tests(tests, NULL, NULL); \
	}

struct test_fn {
	void (*run)(void);
};

static inline void UNUSED
test_call(void **state)
{
	((const struct test_fn *)*state)->run();
}

#endif
