#include "base/clock.h"

#include "base/id.h"
#include "base/test.h"

static void
an_instant_is_written_and_read_back(void)
{
	static const struct {
		int64_t at;
		const char *text;
	} good[] = {
	    {0, "1970-01-01T00:00:00.000000Z"},
	    {-1, "1969-12-31T23:59:59.999999Z"},
	    {INT64_C(1709164800000001), "2024-02-29T00:00:00.000001Z"},
	    {INT64_C(253402300799999999), "9999-12-31T23:59:59.999999Z"},
	};

	for (size_t i = 0; i < NELEM(good); i++) {
		char text[CLOCK_TEXT_LEN + 1];
		int64_t at;

		clock_write(good[i].at, text);
		CHECK_STR(str_from(text), str_from(good[i].text));
		CHECK(clock_read(str_from(text), &at) && at == good[i].at);
	}
}

static void
every_other_spelling_is_refused(void)
{
	static const char *const bad[] = {"", "2024-02-30T00:00:00.000000Z",
	    "2023-02-29T00:00:00.000000Z", "2024-02-29T24:00:00.000000Z",
	    "2024-02-29T00:00:60.000000Z", "2024-02-29t00:00:00.000000Z",
	    "2024-02-29T00:00:00.00000Z", "2024-02-29T00:00:00.000000z",
	    "2024-02-29T00:00:00.000000+00:00", "2024-2-29T00:00:00.0000000Z",
	    "2024-00-10T00:00:00.000000Z", "2024-13-10T00:00:00.000000Z",
	    "+024-02-29T00:00:00.000000Z"};
	int64_t at = 42;

	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK(!clock_read(str_from(bad[i]), &at) && at == 42);
}

static void
ids_sort_by_time_and_have_one_spelling(void)
{
	char text[ID_TEXT_LEN + 1];
	struct id a, b, back;

	clock_set_for_test(INT64_C(1700000000000000));
	a = id_new();
	clock_set_for_test(INT64_C(1700000000000500));
	b = id_new();
	clock_set_for_test(0);
	CHECK(memcmp(a.bytes, b.bytes, ID_SIZE) < 0);
	id_write(a, text);
	CHECK(text[14] == '7' && id_read(str_from(text), &back) &&
	    id_eq(a, back));
	text[0] = 'A';
	CHECK(!id_read(str_from(text), &back));
	CHECK(!id_read(STR("0192"), &back) && !id_is_none(a));
}

TEST_MAIN(T(an_instant_is_written_and_read_back),
    T(every_other_spelling_is_refused),
    T(ids_sort_by_time_and_have_one_spelling))
