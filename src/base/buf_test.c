#include "base/buf.h"

#include "base/arena.h"
#include "base/test.h"
#include "base/torture.h"

static void
appending_past_the_ceiling_fails_once_and_for_all(void)
{
	struct buf b;
	struct err err;

	buf_init(&b, 4);
	buf_add(&b, STR("abc"));
	buf_add(&b, STR("de"));
	buf_add(&b, STR("f"));
	CHECK(buf_finish(&b, &err) == ERR_LIMIT);
	CHECK_STR(str_from(err.text), STR("text is longer than 4 bytes"));
	CHECK_STR(buf_view(&b), STR("abc"));
	buf_reset(&b);
	buf_addf(&b, "%d", 1234);
	CHECK(buf_finish(&b, &err) == ERR_NONE);
	CHECK_STR(buf_view(&b), STR("1234"));
	buf_release(&b);
}

static void
long_formats_are_whole(void)
{
	struct buf b;

	buf_init(&b, 4096);
	buf_addf(&b, "%0500d|", 7);
	CHECK(b.len == 501 && b.ptr[499] == '7' && b.ptr[500] == '|');
	buf_release(&b);
}

static enum err_code
filling(void)
{
	struct err err;
	struct buf b;
	struct arena a;
	enum err_code rc;

	buf_init(&b, 1 << 20);
	arena_init(&a, 1 << 20);
	for (int i = 0; i < 3000; i++)
		buf_addf(&b, "line %d\n", i);
	rc = buf_finish(&b, &err);
	if (rc == ERR_NONE && arena_buf(&a, &b).ptr == NULL)
		rc = arena_fail(&a, &err);
	arena_release(&a);
	buf_release(&b);
	return rc;
}

static void
without_memory_it_says_so_and_leaks_nothing(void)
{
	torture("filling", filling);
}

static void
an_arena_stops_at_its_ceiling_and_keeps_what_it_gave(void)
{
	struct arena a;
	struct err err;
	char *p;

	arena_init(&a, 64 << 10);
	p = arena_cstr(&a, STR("kept"));
	CHECK(arena_alloc(&a, 128 << 10) == NULL);
	CHECK(arena_fail(&a, &err) == ERR_LIMIT);
	CHECK_STR(str_from(p), STR("kept"));
	CHECK(arena_array(&a, SIZE_MAX, 2) == NULL);
	arena_reset(&a);
	CHECK(arena_alloc(&a, 1 << 10) != NULL);
	arena_release(&a);
}

static void
a_pushed_list_keeps_its_elements_in_order(void)
{
	struct {
		int *v;
		size_t n, cap;
	} list = {0};
	struct arena a;

	arena_init(&a, 1 << 20);
	for (int i = 0; i < 1000; i++) {
		int *slot = ARENA_PUSH(&a, &list);

		CHECK(slot != NULL && *slot == 0);
		*slot = i;
	}
	for (int i = 0; i < 1000; i++)
		CHECK(list.v[i] == i);
	arena_release(&a);
}

TEST_MAIN(T(appending_past_the_ceiling_fails_once_and_for_all),
    T(long_formats_are_whole), T(without_memory_it_says_so_and_leaks_nothing),
    T(an_arena_stops_at_its_ceiling_and_keeps_what_it_gave),
    T(a_pushed_list_keeps_its_elements_in_order))
