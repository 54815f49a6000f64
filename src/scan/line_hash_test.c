#include "scan/line_hash.h"

#include "base/test.h"

static void
check_lines(const char *text, const char *const *want)
{
	struct line_hashes hashes;
	struct arena arena;
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK_OK(line_hashes_make(str_from(text), &arena, &hashes, &err), &err);
	for (size_t i = 0; want[i] != NULL; i++)
		CHECK_STR(str_from(hashes.v[i]), str_from(want[i]));
	arena_release(&arena);
}

static void
the_published_answers_come_out_for_every_kind_of_line_end(void)
{
	static const struct {
		const char *text;
		const char *want[10];
	} rows[] = {
	    {"", {"c129715d7a2bc9a3:1"}},
	    {" a\nb\n  \t\tc\n d",
		{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1",
		    "a23a3dc5e078b07b:1"}},
	    {" a\r\nb\r\n  \t\tc\r\n d",
		{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1",
		    "a23a3dc5e078b07b:1"}},
	    {" a\rb\r  \t\tc\r d",
		{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1",
		    "a23a3dc5e078b07b:1"}},
	    {"x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n",
		{"e54938cc54b302f1:1", "bb609acbe9138d60:1",
		    "1131fd5871777f34:1", "5c482a0f8b35ea28:1",
		    "54517377da7028d2:1", "2c644846cb18d53e:1",
		    "f1b89f20de0d133:1", "c129715d7a2bc9a3:1"}},
	};

	for (size_t i = 0; i < NELEM(rows); i++)
		check_lines(rows[i].text, rows[i].want);
}

TEST_MAIN(T(the_published_answers_come_out_for_every_kind_of_line_end))
