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
months_later_is_the_same_day_or_the_months_last(void)
{
	static const struct {
		const char *from;
		int months;
		const char *to, *said;
	} cases[] = {
	    {"2026-01-31", 1, "2026-02-28", "28 February 2026"},
	    {"2024-02-29", 12, "2025-02-28", "28 February 2025"},
	    {"2024-02-29", 48, "2028-02-29", "29 February 2028"},
	    {"2026-11-30", 3, "2027-02-28", "28 February 2027"},
	    {"2026-12-09", 0, "2026-12-09", "9 December 2026"},
	    {"2026-03-31", -1, "2026-02-28", "28 February 2026"},
	    {"2026-01-15", -13, "2024-12-15", "15 December 2024"},
	    {"1969-12-31", 2, "1970-02-28", "28 February 1970"},
	    /* beyond the calendar: as it was */
	    {"9999-12-01", 1, "9999-12-01", "1 December 9999"},
	    {"0000-01-01", -1, "0000-01-01", "1 January 0"},
	};

	for (size_t i = 0; i < NELEM(cases); i++) {
		char date[CLOCK_DATE_LEN + 1], said[CLOCK_LONG_LEN + 1];
		int64_t at, to;

		CHECK(clock_read_date(str_from(cases[i].from), &at));
		to = clock_months_later(at + 123, cases[i].months);
		CHECK(clock_read_date(str_from(cases[i].to), &at));
		CHECK_INT(to, at + 123); /* the time of day stays */
		clock_write_date(to, date);
		clock_write_long(to, said);
		CHECK_STR(str_from(date), str_from(cases[i].to));
		CHECK_STR(str_from(said), str_from(cases[i].said));
	}
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
    T(months_later_is_the_same_day_or_the_months_last),
    T(ids_sort_by_time_and_have_one_spelling))
