#include "base/zone_day.h"

#include "base/clock.h"
#include "base/test.h"

static struct zone
load(struct arena *arena, const char *name)
{
	struct zone zone;
	struct err err;

	CHECK_OK(
	    zone_load(ZONE_FOLDER, str_from(name), arena, &zone, &err), &err);
	return zone;
}

static int64_t
day_number(const char *date)
{
	int64_t at;

	CHECK(clock_read_date(str_from(date), &at));
	return at / CLOCK_DAY;
}

static void
a_day_begins_and_ends_by_the_clocks_of_the_place(void)
{
	static const struct {
		const char *zone, *day, *first; /* in UTC */
		int minutes;
	} days[] = {
	    {"UTC", "2026-03-29", "2026-03-29T00:00", 1440},
	    {"Europe/Vienna", "2026-01-15", "2026-01-14T23:00", 1440},
	    {"Europe/Vienna", "2026-03-29", "2026-03-28T23:00", 1380},
	    {"Europe/Vienna", "2026-07-15", "2026-07-14T22:00", 1440},
	    {"Europe/Vienna", "2026-10-25", "2026-10-24T22:00", 1500},
	    {"Europe/Vienna", "2099-07-15", "2099-07-14T22:00", 1440},
	    {"Europe/Vienna", "2120-07-15", "2120-07-14T22:00", 1440},
	    {"America/New_York", "2026-11-01", "2026-11-01T04:00", 1500},
	    {"Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30", 1410},
	    /* forward at midnight: the day begins at one */
	    {"America/Santiago", "2026-09-06", "2026-09-06T04:00", 1380},
	    {"Africa/Cairo", "2026-04-24", "2026-04-23T22:00", 1380},
	    /* back at midnight: the hour before it comes twice */
	    {"America/Santiago", "2026-04-04", "2026-04-04T03:00", 1500},
	    /* back at one: midnight comes twice */
	    {"America/Havana", "2026-11-01", "2026-11-01T04:00", 1500},
	    /* back at a minute past: the next day has begun */
	    {"America/St_Johns", "2005-10-30", "2005-10-30T02:30", 1500},
	    /* the day that was left out */
	    {"Pacific/Apia", "2011-12-29", "2011-12-29T10:00", 1440},
	    {"Pacific/Apia", "2011-12-30", "2011-12-30T10:00", 0},
	    {"Pacific/Apia", "2011-12-31", "2011-12-30T10:00", 1440},
	};
	struct arena arena;

	arena_init(&arena, 16 << 20);
	for (size_t i = 0; i < NELEM(days); i++) {
		struct zone zone = load(&arena, days[i].zone);
		int64_t day = day_number(days[i].day);
		int64_t first = zone_day_first(&zone, day);
		int64_t us = zone_day_last(&zone, day) + 1 - first;
		char text[CLOCK_TEXT_LEN + 1];

		clock_write(first, text);
		text[16] = '\0';
		if (strcmp(text, days[i].first) != 0 ||
		    us != days[i].minutes * 60 * CLOCK_SECOND)
			fail_msg("%s %s: from %s, %d minutes", days[i].zone,
			    days[i].day, text, (int)(us / CLOCK_SECOND / 60));
	}
	CHECK_INT(zone_day_first(NULL, 20000), 20000 * CLOCK_DAY);
	CHECK_INT(zone_day(NULL, 20000 * CLOCK_DAY - 1), 19999);
	CHECK_INT(zone_day(NULL, -1), -1);
	arena_release(&arena);
}

/* One day follows another, and each of their instants is in it. */
static void
through_the_years_days_lie_end_to_end(void)
{
	static const char *const names[] = {"UTC", "Europe/Vienna",
	    "America/St_Johns", "America/Havana", "America/Sao_Paulo",
	    "Asia/Beirut", "Africa/Cairo", "Africa/Casablanca",
	    "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati",
	    "America/Santiago", "America/Asuncion", "Asia/Gaza"};

	for (size_t i = 0; i < NELEM(names); i++) {
		struct arena arena;
		struct zone zone;

		arena_init(&arena, 1 << 20);
		zone = load(&arena, names[i]);
		for (int64_t day = 0; day < 48000; day++) {
			int64_t first = zone_day_first(&zone, day);
			int64_t last = zone_day_last(&zone, day);

			if (last < first) /* left out */
				continue;
			if (zone_day(&zone, first) != day ||
			    zone_day(&zone, (first + last) / 2) != day ||
			    zone_day(&zone, last) != day ||
			    zone_day(&zone, last + 1) <= day)
				fail_msg("%s, day %d", names[i], (int)day);
		}
		arena_release(&arena);
	}
}

TEST_MAIN(T(a_day_begins_and_ends_by_the_clocks_of_the_place),
    T(through_the_years_days_lie_end_to_end))
