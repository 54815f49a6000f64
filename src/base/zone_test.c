#include "base/zone.h"

#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/test.h"

static int64_t
at(const char *text)
{
	char full[CLOCK_TEXT_LEN + 1];
	int64_t out;

	snprintf(full, sizeof(full), "%s:00.000000Z", text);
	CHECK(clock_read(str_from(full), &out));
	return out;
}

static struct zone
load(struct arena *arena, const char *name)
{
	struct zone zone;
	struct err err;

	CHECK_OK(
	    zone_load(ZONE_FOLDER, str_from(name), arena, &zone, &err), &err);
	return zone;
}

static void
the_clocks_change_when_they_do(void)
{
	static const struct {
		const char *zone, *at;
		int32_t minutes;
	} known[] = {
	    {"Europe/Berlin", "2026-03-29T00:59", 60},
	    {"Europe/Berlin", "2026-03-29T01:00", 120},
	    {"Europe/Berlin", "2026-10-25T00:59", 120},
	    {"Europe/Berlin", "2026-10-25T01:00", 60},
	    {"Europe/Berlin", "2126-07-01T00:00", 120}, /* by the rule */
	    {"Europe/Berlin", "1975-07-01T00:00", 60},  /* no summer then */
	    {"Asia/Kolkata", "2026-06-01T00:00", 330},
	    {"America/St_Johns", "2026-03-08T05:29", -210},
	    {"America/St_Johns", "2026-03-08T05:30", -150},
	    {"America/St_Johns", "2026-11-01T04:29", -150},
	    {"America/St_Johns", "2026-11-01T04:30", -210},
	    {"Pacific/Kiritimati", "2026-01-01T00:00", 840},
	    {"Pacific/Kiritimati", "1994-12-30T00:00", -600},
	    {"Australia/Lord_Howe", "2026-04-04T14:59", 660},
	    {"Australia/Lord_Howe", "2026-04-04T15:00", 630},
	    {"Australia/Lord_Howe", "2026-10-03T15:29", 630},
	    {"Australia/Lord_Howe", "2026-10-03T15:30", 660},
	    {"Australia/Lord_Howe", "2126-01-01T00:00", 660},
	    {"Africa/Casablanca", "2026-02-10T00:00", 60},
	    {"Africa/Casablanca", "2026-03-01T00:00", 0}, /* Ramadan */
	    {"UTC", "2026-01-01T00:00", 0},
	};
	struct arena arena;

	arena_init(&arena, 16 << 20);
	for (size_t i = 0; i < NELEM(known); i++) {
		struct zone zone = load(&arena, known[i].zone);
		int32_t got = zone_offset(&zone, at(known[i].at));

		if (got != known[i].minutes * 60)
			fail_msg("%s at %s: %d s, not %d min", known[i].zone,
			    known[i].at, got, known[i].minutes);
	}
	arena_release(&arena);
}

/* The C library reads the same files by a program of its own. */
static void
compare(const char *name, const struct zone *zone)
{
	CHECK(setenv("TZ", name, 1) == 0);
	tzset();
	for (int64_t s = -INT64_C(3155760000); s < INT64_C(5364662400);
	     s += 9 * 86400 + 3607) {
		time_t t = (time_t)s;
		struct tm tm;

		CHECK(localtime_r(&t, &tm) != NULL);
		if (tm.tm_gmtoff != zone_offset(zone, s * CLOCK_SECOND))
			fail_msg("%s at %jd: %d s, not %ld s", name,
			    (intmax_t)s, zone_offset(zone, s * CLOCK_SECOND),
			    tm.tm_gmtoff);
	}
}

/* One of each rule and then some, those with a history among them. */
static void
from_1870_to_2140_the_c_library_says_the_same(void)
{
	static const char *const names[] = {"Europe/Berlin", "Europe/Dublin",
	    "Europe/Lisbon", "Europe/Moscow", "Asia/Kolkata", "Asia/Tehran",
	    "Asia/Gaza", "Asia/Jerusalem", "Asia/Kathmandu", "America/St_Johns",
	    "America/New_York", "America/Sao_Paulo", "America/Santiago",
	    "America/Nuuk", "America/Argentina/San_Luis", "Africa/Casablanca",
	    "Africa/Cairo", "Africa/Monrovia", "Australia/Lord_Howe",
	    "Australia/Sydney", "Pacific/Kiritimati", "Pacific/Apia",
	    "Pacific/Chatham", "Antarctica/Troll", "Antarctica/Macquarie",
	    "Etc/GMT+12", "UTC", "EST5EDT"};
	struct arena arena;

	arena_init(&arena, 16 << 20);
	for (size_t i = 0; i < NELEM(names); i++) {
		struct zone zone = load(&arena, names[i]);

		compare(names[i], &zone);
	}
	unsetenv("TZ");
	tzset();
	arena_release(&arena);
}

static void
a_name_never_leads_out_of_the_folder(void)
{
	static const char *const bad[] = {"", "/", "/etc/passwd", "../passwd",
	    "Europe/../../etc/passwd", "Europe/./Berlin", "Europe//Berlin",
	    "Europe/", "Europe/Ber lin", "Europe\\Berlin", "Europe/Berlin\n",
	    ".", "..", "posixrules.", "Euro:pe",
	    ("a234567890123456789012345678901234567890123456789012345678901234"
	     "5")};
	struct zone zone = {.first_s = 42};
	struct arena arena;
	struct err err;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(bad); i++) {
		if (zone_load(ZONE_FOLDER, str_from(bad[i]), &arena, &zone,
			&err) != ERR_INVALID)
			fail_msg("took '%s'", bad[i]);
		CHECK(strstr(err.text, "such as Europe/Berlin"));
	}
	CHECK(zone_load(ZONE_FOLDER, STR("Europe/Atlantis"), &arena, &zone,
		  &err) == ERR_NOT_FOUND);
	CHECK_STR(str_from(err.text),
	    STR("the system knows no time zone 'Europe/Atlantis'"));
	CHECK(zone_load(ZONE_FOLDER, STR("tzdata.zi"), &arena, &zone, &err) ==
	    ERR_INVALID);
	CHECK(zone_load(ZONE_FOLDER, STR("leapseconds"), &arena, &zone, &err) !=
	    ERR_NONE);
	CHECK(zone_load(ZONE_FOLDER, STR("Europe"), &arena, &zone, &err) !=
	    ERR_NONE);
	CHECK_INT(zone.first_s, 42);
	arena_release(&arena);
}

static void
a_file_that_is_cut_or_bent_is_refused(void)
{
	struct str path = STR(ZONE_FOLDER "/Europe/Berlin"), bytes;
	struct zone zone;
	struct arena arena;
	struct err err;
	char *copy;

	arena_init(&arena, 16 << 20);
	CHECK_OK(file_read(path.ptr, 1 << 20, &arena, &bytes, &err), &err);
	for (size_t n = 0; n < bytes.len; n++) {
		struct arena own;

		arena_init(&own, 1 << 20);
		if (zone_read(str_sub(bytes, 0, n), &own, &zone, &err) ==
		    ERR_NONE)
			fail_msg("took %zu of %zu bytes", n, bytes.len);
		arena_release(&own);
	}
	copy = arena_cstr(&arena, bytes);
	copy[4] = 0; /* a version without 64 bits */
	CHECK(zone_read((struct str){copy, bytes.len}, &arena, &zone, &err) ==
	    ERR_UNSUPPORTED);
	CHECK(zone_read(STR("TZif9"), &arena, &zone, &err) == ERR_SYNTAX);
	arena_release(&arena);
}

static void
zones_with_leap_seconds_are_not_taken_for_others(void)
{
	struct zone zone;
	struct arena arena;
	struct err err;
	enum err_code rc;

	arena_init(&arena, 1 << 20);
	rc = zone_load(
	    ZONE_FOLDER, STR("right/Europe/Berlin"), &arena, &zone, &err);
	/* not every system has them */
	CHECK(rc == ERR_UNSUPPORTED || rc == ERR_NOT_FOUND);
	arena_release(&arena);
}

static void
a_rule_is_read_to_its_last_byte(void)
{
	static const char *const bad[] = {"", "C", "CE-1", "CET", "CET-",
	    "CET-25", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,",
	    "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
	    "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/168",
	    "CET-1CEST,M3.5.0,M10.5.0 ", "CET-1CEST,J0,J365",
	    "CET-1CEST,J1,J366", "CET-1CEST,366,1", "<+1>-1", "<+01-1",
	    "CET-1:60", "CET-1:00:60", ":Europe/Berlin", "CET--1"};
	static const struct {
		const char *rule, *at;
		int32_t minutes;
	} good[] = {
	    {"EST5EDT,M3.2.0,M11.1.0", "2026-03-08T06:59", -300},
	    {"EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00", -240},
	    /* summer over the new year */
	    {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-12-31T23:00", 660},
	    {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2027-01-01T23:00", 660},
	    {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-06-01T00:00", 630},
	    /* summer all year */
	    {"XXX3EDT4,0/0,J365/23", "2026-12-31T23:59", -240},
	    {"XXX3EDT4,0/0,J365/23", "2027-01-01T04:00", -240},
	    /* hours before the day, and of the next one */
	    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59", -120},
	    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00", -60},
	    {"IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-26T23:59", 120},
	    {"IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-27T00:00", 180},
	    /* J60 is 1 March also in a leap year, 59 is 29 February */
	    {"AAA0BBB,J60/0,J300", "2028-02-29T23:59", 0},
	    {"AAA0BBB,J60/0,J300", "2028-03-01T00:00", 60},
	    {"AAA0BBB,59/0,300", "2028-02-29T00:00", 60},
	};
	struct zone_rule rule;
	struct err err;

	for (size_t i = 0; i < NELEM(bad); i++)
		if (zone_rule_read(str_from(bad[i]), &rule, &err) != ERR_SYNTAX)
			fail_msg("took '%s'", bad[i]);
	for (size_t i = 0; i < NELEM(good); i++) {
		int32_t got;

		CHECK_OK(
		    zone_rule_read(str_from(good[i].rule), &rule, &err), &err);
		got = zone_rule_offset(&rule, at(good[i].at) / CLOCK_SECOND);
		if (got != good[i].minutes * 60)
			fail_msg(
			    "%s at %s: %d s", good[i].rule, good[i].at, got);
	}
}

static void
a_zone_is_looked_up_once_and_an_unknown_one_is_none(void)
{
	struct arena arena;
	struct zones zones = {.folder = ZONE_FOLDER, .arena = &arena};
	const struct zone *berlin, *again, *none;
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK_OK(zones_get(&zones, STR("Europe/Berlin"), &berlin, &err), &err);
	CHECK_OK(zones_get(&zones, STR("Middle/Earth"), &none, &err), &err);
	CHECK_OK(zones_get(&zones, STR("../x"), &none, &err), &err);
	CHECK(none == NULL);
	CHECK_OK(zones_get(&zones, STR("Europe/Berlin"), &again, &err), &err);
	CHECK(zone_offset(again, at("2026-07-01T00:00")) == 7200);
	CHECK_INT(zones.known.n, 3);
	CHECK(berlin->v == again->v);
	arena_release(&arena);
}

static void
a_zone_is_an_iana_name_that_leads_nowhere_else(void)
{
	static const char *const good[] = {"UTC", "Europe/Vienna",
	    "America/Argentina/Buenos_Aires", "Etc/GMT+8"};
	static const char *const bad[] = {"", "/", "Europe/", "/Europe/Vienna",
	    "Europe//Vienna", "../../etc/passwd", "Europe/..", "Europe/Vi enna",
	    "a/b/c/d", "-x", "Europe/Vienna\n", "CET;rm", "\xff",
	    "Europe/Vienna,"};
	struct err err;

	for (size_t i = 0; i < NELEM(good); i++)
		CHECK_OK(zone_check(str_from(good[i]), &err), &err);
	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK_INT(zone_check(str_from(bad[i]), &err), ERR_INVALID);
}

TEST_MAIN(T(the_clocks_change_when_they_do),
    T(from_1870_to_2140_the_c_library_says_the_same),
    T(a_name_never_leads_out_of_the_folder),
    T(a_file_that_is_cut_or_bent_is_refused),
    T(zones_with_leap_seconds_are_not_taken_for_others),
    T(a_rule_is_read_to_its_last_byte),
    T(a_zone_is_looked_up_once_and_an_unknown_one_is_none),
    T(a_zone_is_an_iana_name_that_leads_nowhere_else))
