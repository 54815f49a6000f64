#include "merkle/checkpoint.h"

#include "base/test.h"

#define ROOT "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"

static void
what_is_read_is_written_back_byte_for_byte(void)
{
	struct str text = STR("example.org/evidence\n1729\n" ROOT);
	struct checkpoint cp;
	struct err err;
	struct buf out;

	buf_init(&out, CHECKPOINT_MAX);
	CHECK(checkpoint_read(text, &cp, &err) == ERR_NONE);
	CHECK(cp.size == 1729);
	checkpoint_write(&out, &cp);
	CHECK_STR(buf_view(&out), text);
	buf_release(&out);
}

static void
a_second_spelling_is_refused_and_the_reason_names_the_line(void)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
	    {"", "checkpoint is not exactly three lines"},
	    {"o\n1\n" ROOT "more\n", "checkpoint is not exactly three lines"},
	    {"a b\n1\n" ROOT, "line 1: origin is empty or not printable"},
	    {"o\n-1\n" ROOT, "line 2: size is not a plain decimal number"},
	    {"o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
		"line 3: root is not base64 of 32 bytes"},
	    {"\n1\n" ROOT, "line 1: origin is empty or not printable"},
	    {"o\n01\n" ROOT, "line 2: size is not a plain decimal number"},
	    {"o\n18446744073709551616\n" ROOT,
		"line 2: size is not a plain decimal number"},
	    {"o\n1\n\n", "line 3: root is not base64 of 32 bytes"},
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct checkpoint cp = {.size = 42};
		struct err err;

		CHECK(checkpoint_read(str_from(bad[i].text), &cp, &err) ==
		    ERR_SYNTAX);
		CHECK_STR(str_from(err.text), str_from(bad[i].why));
		CHECK(cp.size == 42); /* untouched */
	}
}

TEST_MAIN(T(what_is_read_is_written_back_byte_for_byte),
    T(a_second_spelling_is_refused_and_the_reason_names_the_line))
