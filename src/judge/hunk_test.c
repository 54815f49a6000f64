#include "judge/hunk.h"

#include "base/test.h"

static struct hunks
of(struct arena *arena, const char *before, const char *after)
{
	struct hunks h = {0};
	struct err err;

	CHECK_OK(
	    hunks_of(str_from(before), str_from(after), arena, &h, &err), &err);
	return h;
}

static void
each_difference_can_be_taken_back_alone(void)
{
	static const char before[] = "a\nb\nc\nd\ne\n";
	static const char after[] = "a\nB\nc\nd\nnew\ne\n";
	struct arena arena;
	struct hunks h;

	arena_init(&arena, 1 << 20);
	h = of(&arena, before, after);
	CHECK_INT(h.n, 2);
	CHECK_INT(h.v[0].line, 2);
	CHECK_INT(h.v[1].line, 5);
	CHECK_STR(
	    hunk_undone(str_from(before), str_from(after), &h.v[0], &arena),
	    STR("a\nb\nc\nd\nnew\ne\n"));
	CHECK_STR(
	    hunk_undone(str_from(before), str_from(after), &h.v[1], &arena),
	    STR("a\nB\nc\nd\ne\n"));
	arena_release(&arena);
}

static void
equal_texts_and_other_comments_have_no_difference(void)
{
	static const char *const same[][2] = {
	    {"", ""},
	    {"a\n", "a\n"},
	    {"a\nb\n", "a\n\nb\n"},
	    {"a\nb\n", "a\n# why\nb\n"},
	    {"a\n// old\nb\n", "a\n/* new\n * more */\nb\n"},
	};
	struct arena arena;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(same); i++)
		CHECK_INT(of(&arena, same[i][0], same[i][1]).n, 0);
	arena_release(&arena);
}

static void
a_whole_file_may_come_or_go(void)
{
	struct arena arena;
	struct hunks h;

	arena_init(&arena, 1 << 20);
	h = of(&arena, "", "a\nb");
	CHECK_INT(h.n, 1);
	CHECK_STR(hunk_undone(STR(""), STR("a\nb"), &h.v[0], &arena), STR(""));
	h = of(&arena, "a\nb", "");
	CHECK_INT(h.n, 1);
	CHECK_STR(
	    hunk_undone(STR("a\nb"), STR(""), &h.v[0], &arena), STR("a\nb"));
	arena_release(&arena);
}

TEST_MAIN(T(each_difference_can_be_taken_back_alone),
    T(equal_texts_and_other_comments_have_no_difference),
    T(a_whole_file_may_come_or_go))
