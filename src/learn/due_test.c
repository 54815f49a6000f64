#include "learn/due_facts_test.h"

static struct due_rule same_date = {COURSE, .kind = DUE_AFTER, YEAR};
static struct due_rule pci = {
    COURSE, .kind = DUE_AFTER, .period = {12, DUE_YEAR_DAYS}};
static struct due_rule samm = {
    COURSE, .kind = DUE_AFTER, .period = {24, DUE_MONTHS}};
static struct due_rule days_90 = {
    COURSE, .kind = DUE_AFTER, .period = {90, DUE_DAYS}};
static struct due_rule autumn = {
    COURSE, .kind = DUE_WINDOW, YEAR, .window_days = 92};
static struct due_rule quarter = {
    COURSE, .kind = DUE_WINDOW, .period = {3, DUE_MONTHS}, .window_days = 10};
static struct due_rule totara = {COURSE, .kind = DUE_LATER, YEAR,
    .window_days = 92, .active = {6, DUE_MONTHS}};
static struct due_rule version_only = {
    COURSE, .kind = DUE_ONCE, .on_major = true};
static struct due_rule both = {
    COURSE, .kind = DUE_AFTER, YEAR, .on_major = true};
static struct due_rule earned_only = {
    COURSE, .kind = DUE_AFTER, YEAR, .hows = DUE_STUDIED | DUE_TESTED_OUT};
static struct due_rule no_test_out = {
    COURSE, .kind = DUE_AFTER, YEAR, .hows = DUE_STUDIED};
static struct due_rule rejoin = {
    COURSE, .kind = DUE_AFTER, YEAR, .away_days = 90};
static struct due_rule fresh = {COURSE, .kind = DUE_ONCE, .fresh = true};
static struct due_rule late = {
    COURSE, .kind = DUE_AFTER, YEAR, .late_days = 14};

struct vector {
	const char *what;
	const struct due_rule *rule;
	const char *facts, *now;
	int offset_min;
	enum due_state state;
	const char *due, *valid_until, *opens; /* days at the offset, or NULL */
	const char *why;                       /* the sentence, whole */
};

static const struct vector vectors[] = {
    {"after completion, current", &same_date,
	"in 2026-01-10; done 2026-03-03T12:00 1.2.0", "2027-01-31", 0,
	DUE_IS_CURRENT, "2027-03-03", "2027-03-03", "2027-02-01",
	"because you completed version 1.2.0 on 3 March 2026 and the course "
	"says 12 months, to the same date"},
    {"due when it opens", &same_date,
	"in 2026-01-10; done 2026-03-03T12:00 1.2.0", "2027-02-01", 0,
	DUE_IS_DUE, "2027-03-03", "2027-03-03", NULL, NULL},
    {"the last day counts whole", &same_date,
	"in 2026-01-10; done 2026-03-03T12:00 1.2.0", "2027-03-03T23:59", 0,
	DUE_IS_DUE, "2027-03-03", NULL, NULL, NULL},
    {"overdue from the day after", &same_date,
	"in 2026-01-10; done 2026-03-03T12:00 1.2.0", "2027-03-04", 0,
	DUE_IS_OVERDUE, "2027-03-03", "2027-03-03", NULL, NULL},
    {"days", &days_90, "in 2026-01-10; done 2026-03-03 1.2.0", "2026-03-04", 0,
	DUE_IS_CURRENT, "2026-06-01", NULL, "2026-05-02",
	"because you completed version 1.2.0 on 3 March 2026 and the course "
	"says 90 days"},
    {"last year's stands beside this year's", &same_date,
	"in 2025-01-10; done 2025-03-03 1.0.0; done 2026-02-20 1.2.0",
	"2026-03-10", 0, DUE_IS_CURRENT, "2027-02-20", NULL, NULL, NULL},

    /* leap day */
    {"leap day, same date", &same_date, "in 2024-01-01; done 2024-02-29 1.0.0",
	"2024-03-01", 0, DUE_IS_CURRENT, "2025-02-28", NULL, NULL, NULL},
    {"leap day, 365 days", &pci, "in 2024-01-01; done 2024-02-29 1.0.0",
	"2024-03-01", 0, DUE_IS_CURRENT, "2025-02-28", NULL, NULL, NULL},
    {"leap day, 24 months", &samm, "in 2024-01-01; done 2024-02-29 1.0.0",
	"2024-03-01", 0, DUE_IS_CURRENT, "2026-02-28", NULL, NULL, NULL},

    /* the two readings of twelve months */
    {"over a leap day, same date", &same_date,
	"in 2023-01-01; done 2023-11-04 1.0.0", "2024-11-04", 0, DUE_IS_DUE,
	"2024-11-04", NULL, NULL, NULL},
    {"over a leap day, 365 days", &pci, "in 2023-01-01; done 2023-11-04 1.0.0",
	"2024-11-04", 0, DUE_IS_OVERDUE, "2024-11-03", NULL, NULL,
	"because you completed version 1.0.0 on 4 November 2023 and the "
	"course says 12 months, 365 days for twelve"},

    /* two controls, one completion */
    {"one control until 2027", &samm, "in 2024-01-01; done 2025-11-04 1.0.0",
	"2026-11-05", 0, DUE_IS_CURRENT, "2027-11-04", NULL, NULL, NULL},
    {"the other not any more", &pci, "in 2024-01-01; done 2025-11-04 1.0.0",
	"2026-11-05", 0, DUE_IS_OVERDUE, "2026-11-04", NULL, NULL, NULL},

    /* fixed window: 1 October to 31 December */
    {"before the window: until this year's closes", &autumn,
	"in 2026-01-01; done 2026-03-03 1.0.0", "2026-04-01", 0, DUE_IS_CURRENT,
	"2026-12-31", "2026-12-31", "2026-10-01",
	"because you completed version 1.0.0 on 3 March 2026 and the course "
	"has a window every 12 months, to the same date: the next one closes "
	"on 31 December 2026"},
    {"within it: until next year's", &autumn,
	"in 2026-01-01; done 2026-10-01 1.0.0", "2026-12-31", 0, DUE_IS_CURRENT,
	"2027-12-31", NULL, "2027-10-01", NULL},
    {"a day before it opens", &autumn, "in 2026-01-01; done 2026-09-30 1.0.0",
	"2026-10-01", 0, DUE_IS_DUE, "2026-12-31", NULL, NULL, NULL},
    {"long before the window that was named", &autumn,
	"in 2019-01-01; done 2019-12-31 1.0.0", "2021-01-01", 0, DUE_IS_OVERDUE,
	"2020-12-31", NULL, NULL, NULL},
    {"quarters end on the month's last day", &quarter,
	"in 2029-01-01; done 2029-11-10 1.0.0", "2029-11-20", 0, DUE_IS_CURRENT,
	"2029-11-30", NULL, "2029-11-21", NULL},

    /* the later of both, at least six months */
    {"enough time: this year's", &totara,
	"in 2026-01-01; done 2026-06-30 1.0.0", "2026-07-01", 0, DUE_IS_CURRENT,
	"2026-12-31", NULL, NULL, NULL},
    {"too little time: next year's", &totara,
	"in 2026-01-01; done 2026-07-01 1.0.0", "2026-07-02", 0, DUE_IS_CURRENT,
	"2027-12-31", NULL, "2027-10-01",
	"because you completed version 1.0.0 on 1 July 2026 and the course "
	"has a window every 12 months, to the same date: the first one at "
	"least 6 months, to the same date later closes on 31 December 2027"},

    /* versions */
    {"a minor and a patch change nothing", &version_only,
	"in 2026-01-01; done 2026-02-01 1.0.0; release 2026-01-01 1.0.0; "
	"release 2026-03-01 1.1.0; release 2026-04-01 1.1.1",
	"2030-01-01", 0, DUE_IS_CURRENT, NULL, NULL, NULL,
	"because you completed version 1.0.0 on 1 February 2026, and once is "
	"enough"},
    {"a major one is due at once", &version_only,
	"in 2026-01-01; done 2026-02-01 1.4.0; release 2026-06-01T09:00 2.0.0",
	"2026-06-01T09:00", 0, DUE_IS_DUE, "2026-07-01", "2026-07-01",
	"2026-06-01",
	"because version 2.0.0 of 1 June 2026 changed what is taught: you "
	"passed 1.4.0"},
    {"and not before it is there", &version_only,
	"in 2026-01-01; done 2026-02-01 1.4.0; release 2026-06-01T09:00 2.0.0",
	"2026-06-01T08:59", 0, DUE_IS_CURRENT, NULL, NULL, NULL, NULL},
    {"the first release that changed something decides", &version_only,
	"in 2026-01-01; done 2026-02-01 1.4.0; release 2026-06-01 2.0.0; "
	"release 2026-09-01 3.0.0",
	"2026-09-02", 0, DUE_IS_OVERDUE, "2026-07-01", NULL, NULL, NULL},
    {"the old one passed after the new one came", &version_only,
	"in 2026-01-01; done 2026-06-03 1.4.0; release 2026-06-01 2.0.0",
	"2026-06-04", 0, DUE_IS_DUE, "2026-07-01", NULL, "2026-06-03", NULL},
    {"passed again, both stand", &version_only,
	"in 2026-01-01; done 2026-02-01 1.4.0; done 2026-06-10 2.0.0; "
	"release 2026-06-01 2.0.0",
	"2027-06-01", 0, DUE_IS_CURRENT, NULL, NULL, NULL, NULL},
    {"the period ends before the release's grace", &both,
	"in 2025-01-01; done 2025-06-10 1.4.0; release 2026-06-01 2.0.0",
	"2026-06-05", 0, DUE_IS_DUE, "2026-06-10", NULL, NULL, NULL},

    /* the first time */
    {"hire inside the period", &autumn, "in 2026-11-20", "2026-11-21", 0,
	DUE_IS_DUE, "2026-12-20", NULL, "2026-11-20",
	"because you joined on 20 November 2026 and the course gives 30 days"},
    {"hired and done inside the window", &autumn,
	"in 2026-11-20; done 2026-11-25 1.0.0", "2027-01-01", 0, DUE_IS_CURRENT,
	"2027-12-31", NULL, NULL, NULL},
    {"a date that was told", &same_date, "in 2026-01-10; told 2026-01-20",
	"2026-01-21", 0, DUE_IS_OVERDUE, "2026-01-20", NULL, NULL,
	"because I say so"},
    {"before anybody asked", &same_date, "in 2026-01-10", "2026-01-09", 0,
	DUE_IS_NOT_OWED, NULL, NULL, NULL,
	"because nobody has asked it of you yet"},
    {"after it ended", &same_date, "in 2026-01-10 2026-05-01", "2026-05-02", 0,
	DUE_IS_NOT_OWED, NULL, NULL, NULL,
	"because it was asked of you until 1 May 2026"},

    /* leave */
    {"on leave when it falls due", &same_date,
	"in 2025-01-01; done 2025-06-01 1.0.0; leave 2026-05-15 2026-09-30",
	"2026-07-01", 0, DUE_IS_EXCUSED, "2026-10-14", "2026-06-01", NULL,
	"because you completed version 1.0.0 on 1 June 2025 and the course "
	"says 12 months, to the same date; you are on leave until 30 "
	"September 2026, and 14 days are left after it"},
    {"and back again", &same_date,
	"in 2025-01-01; done 2025-06-01 1.0.0; leave 2026-05-15 2026-09-30",
	"2026-10-01", 0, DUE_IS_DUE, "2026-10-14", "2026-06-01", NULL, NULL},
    {"and late after all", &same_date,
	"in 2025-01-01; done 2025-06-01 1.0.0; leave 2026-05-15 2026-09-30",
	"2026-10-15", 0, DUE_IS_OVERDUE, "2026-10-14", NULL, NULL, NULL},
    {"overdue before the leave stays so", &same_date,
	"in 2025-01-01; done 2025-06-01 1.0.0; leave 2026-06-02 2026-09-30",
	"2026-07-01", 0, DUE_IS_OVERDUE, "2026-06-01", NULL, NULL, NULL},
    {"a leave without an end has no date", &same_date,
	"in 2025-01-01; done 2025-06-01 1.0.0; leave 2026-05-15", "2026-07-01",
	0, DUE_IS_EXCUSED, NULL, "2026-06-01", NULL, NULL},
    {"on leave for a few of the days", &same_date,
	"in 2025-01-01; done 2025-06-01 1.0.0; leave 2026-05-05 2026-05-10",
	"2026-05-07", 0, DUE_IS_EXCUSED, "2026-06-01", NULL, NULL,
	"because you completed version 1.0.0 on 1 June 2025 and the course "
	"says 12 months, to the same date; you are on leave until 10 May 2026"},
    {"and back when it is not due yet", &same_date,
	"in 2025-01-01; done 2025-06-01 1.0.0; leave 2026-05-05 2026-05-10",
	"2026-05-11", 0, DUE_IS_DUE, "2026-06-01", NULL, NULL, NULL},
    {"a leave long before moves nothing", &same_date,
	"in 2025-01-01; done 2025-06-01 1.0.0; leave 2025-08-01 2025-12-01",
	"2026-06-02", 0, DUE_IS_OVERDUE, "2026-06-01", NULL, NULL, NULL},

    /* role change, re-hire, contractor, late entry */
    {"a role that was taken later", &same_date, "in 2026-05-01", "2026-05-02",
	0, DUE_IS_DUE, "2026-05-31", NULL, "2026-05-01", NULL},
    {"what was done before the role counts", &same_date,
	"in 2026-05-01; done 2026-01-01 1.0.0", "2026-06-02", 0, DUE_IS_CURRENT,
	"2027-01-01", NULL, NULL, NULL},
    {"what was over before the role is not late in it", &same_date,
	"in 2026-05-01; done 2024-01-01 1.0.0", "2026-05-02", 0, DUE_IS_DUE,
	"2026-05-31", NULL, "2026-05-01",
	"because you joined on 1 May 2026 and the course gives 30 days"},
    {"what ends soon after it began stands, and leaves its days", &same_date,
	"in 2026-05-01; done 2025-05-10 1.0.0", "2026-05-05", 0, DUE_IS_DUE,
	"2026-05-31", "2026-05-10", NULL, NULL},
    {"but not for what asks anew", &fresh,
	"in 2026-05-01; done 2026-01-01 1.0.0", "2026-05-02", 0, DUE_IS_DUE,
	"2026-05-31", NULL, NULL, NULL},
    {"and then once is enough", &fresh, "in 2026-05-01; done 2026-05-01 1.0.0",
	"2036-05-02", 0, DUE_IS_CURRENT, NULL, NULL, NULL, NULL},
    {"re-hired after a short time", &rejoin,
	"in 2025-01-01 2026-01-31; in 2026-03-01; done 2025-12-01 1.0.0",
	"2026-03-02", 0, DUE_IS_CURRENT, "2026-12-01", NULL, NULL, NULL},
    {"re-hired after just as long as is allowed", &rejoin,
	"in 2025-01-01 2026-01-31; in 2026-05-02; done 2025-12-01 1.0.0",
	"2026-05-03", 0, DUE_IS_CURRENT, "2026-12-01", NULL, NULL, NULL},
    {"re-hired a day later than that", &rejoin,
	"in 2025-01-01 2026-01-31; in 2026-05-03; done 2025-12-01 1.0.0",
	"2026-05-04", 0, DUE_IS_DUE, "2026-06-02", NULL, NULL, NULL},
    {"re-hired after a long time", &rejoin,
	"in 2025-01-01 2026-01-31; in 2026-06-01; done 2025-12-01 1.0.0",
	"2026-06-02", 0, DUE_IS_DUE, "2026-07-01", NULL, NULL, NULL},
    {"re-hired, where it does not matter", &same_date,
	"in 2025-01-01 2026-01-31; in 2026-06-01; done 2025-12-01 1.0.0",
	"2026-06-02", 0, DUE_IS_CURRENT, "2026-12-01", NULL, NULL, NULL},
    {"contractor turned employee: the first day counts", &same_date,
	"in 2026-01-01 2026-02-28; in 2026-03-01", "2026-03-02", 0,
	DUE_IS_OVERDUE, "2026-01-31", NULL, NULL,
	"because you joined on 1 January 2026 and the course gives 30 days"},
    {"late entry leaves some days", &late, "in 2026-01-01; known 2026-03-01",
	"2026-03-02", 0, DUE_IS_DUE, "2026-03-15", NULL, NULL,
	"because you joined on 1 January 2026 and the course gives 30 days; "
	"that was entered on 1 March 2026, which leaves 14 days"},
    {"a little late changes nothing", &late, "in 2026-01-01; known 2026-01-05",
	"2026-01-06", 0, DUE_IS_DUE, "2026-01-31", NULL, NULL, NULL},

    /* classes */
    {"a certificate with its own end", &same_date,
	"in 2026-01-01; done 2026-02-01 1.0.0 external 2026-08-01",
	"2026-03-01", 0, DUE_IS_CURRENT, "2026-08-01", "2026-08-01", NULL,
	"because your certificate from elsewhere is of 1 February 2026 and "
	"ends on 1 August 2026"},
    {"one whose end is beyond ours", &same_date,
	"in 2026-01-01; done 2026-02-01 1.0.0 external 2029-08-01",
	"2026-03-01", 0, DUE_IS_CURRENT, "2027-02-01", NULL, NULL,
	"because your certificate from elsewhere is of 1 February 2026 and "
	"the course says 12 months, to the same date"},
    {"an override", &same_date, "in 2026-01-01; done 2026-02-01 1.0.0 override",
	"2026-03-01", 0, DUE_IS_CURRENT, "2027-02-01", NULL, NULL,
	"because it was set as done for you on 1 February 2026 and the "
	"course says 12 months, to the same date"},
    {"what stands longest counts, not what came last", &same_date,
	"in 2026-01-01; done 2026-02-01 1.0.0; "
	"done 2026-03-01 1.0.0 external 2026-04-01",
	"2026-05-01", 0, DUE_IS_CURRENT, "2027-02-01", NULL, NULL, NULL},
    {"not where only what was earned here does", &earned_only,
	"in 2026-01-01; done 2026-01-20 1.0.0 override", "2026-02-01", 0,
	DUE_IS_OVERDUE, "2026-01-31", NULL, NULL, NULL},
    {"testing out, where policy forbids it", &no_test_out,
	"in 2026-01-01; done 2026-01-20 1.0.0 tested-out", "2026-02-01", 0,
	DUE_IS_OVERDUE, "2026-01-31", NULL, NULL, NULL},

    /* the day is the one of the place */
    {"in Auckland it was the next day already", &same_date,
	"in 2026-01-01; done 2026-03-03T22:30 1.0.0", "2026-04-01", 780,
	DUE_IS_CURRENT, "2027-03-04", NULL, NULL,
	"because you completed version 1.0.0 on 4 March 2026 and the course "
	"says 12 months, to the same date"},
    {"in Los Angeles still the day before", &same_date,
	"in 2026-01-01; done 2026-03-03T04:30 1.0.0", "2027-03-03T07:59", -480,
	DUE_IS_DUE, "2027-03-02", NULL, NULL, NULL},
    {"whose last day ends at eight in UTC", &same_date,
	"in 2026-01-01; done 2026-03-03T04:30 1.0.0", "2027-03-03T08:00", -480,
	DUE_IS_OVERDUE, "2027-03-02", NULL, NULL, NULL},

    /* a clock that went back */
    {"what lies ahead does not count", &same_date,
	"in 2026-01-01; done 2026-03-03 1.0.0", "2026-02-01", 0, DUE_IS_OVERDUE,
	"2026-01-31", NULL, NULL, NULL},
};

static void
every_vector_is_answered_with_its_reason(void)
{
	struct arena arena;
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK(clock_read_date(STR("2026-12-31"), &autumn.closes));
	totara.closes = autumn.closes;
	CHECK(clock_read_date(STR("2026-08-31"), &quarter.closes));
	for (size_t i = 0; i < NELEM(vectors); i++) {
		const struct vector *v = &vectors[i];
		const struct zone zone = {.first_s = v->offset_min * 60};
		struct due_when when = {
		    instant(str_from(v->now)), &zone, false};
		struct due_rules rules = {v->rule, 1};
		struct facts f;
		struct due due;

		read_facts(v->facts, &f);
		CHECK_OK(
		    due_compute(&rules, &f.facts, &when, &arena, &due, &err),
		    &err);
		if (due.state != v->state)
			printf("%s: %s\n", v->what, due_state_name(due.state));
		CHECK_INT(due.state, v->state);
		check_day(v->what, v->due, due.due, &zone);
		if (v->due == NULL)
			CHECK_INT(due.due, 0);
		check_day(v->what, v->valid_until, due.valid_until, &zone);
		check_day(v->what, v->opens, due.opens, &zone);
		if (v->why != NULL)
			CHECK_STR(due.reason, str_from(v->why));
		CHECK(due.reason.len > 10);
	}
	arena_release(&arena);
}

/* Days of Vienna, where the clocks go forward on 29 March 2026 and back on
   25 October: the instants are UTC, the days are the policy's. */
static const struct {
	const struct due_rule *rule;
	const char *facts, *now;
	enum due_state state;
	const char *due, *opens;
} summer[] = {
    /* due on the day of 23 hours: until ten in the evening, UTC */
    {&same_date, "in 2025-01-10; done 2025-03-29T12:00 1.0.0",
	"2026-03-29T21:59", DUE_IS_DUE, "2026-03-29", "2026-02-27"},
    {&same_date, "in 2025-01-10; done 2025-03-29T12:00 1.0.0",
	"2026-03-29T22:00", DUE_IS_OVERDUE, "2026-03-29", NULL},
    /* the day before is still winter's */
    {&same_date, "in 2025-01-10; done 2025-03-28T12:00 1.0.0",
	"2026-03-28T22:59", DUE_IS_DUE, "2026-03-28", NULL},
    {&same_date, "in 2025-01-10; done 2025-03-28T12:00 1.0.0",
	"2026-03-28T23:00", DUE_IS_OVERDUE, "2026-03-28", NULL},
    /* due on the day of 25 hours */
    {&same_date, "in 2025-01-10; done 2025-10-25T12:00 1.0.0",
	"2026-10-25T22:59", DUE_IS_DUE, "2026-10-25", NULL},
    {&same_date, "in 2025-01-10; done 2025-10-25T12:00 1.0.0",
	"2026-10-25T23:00", DUE_IS_OVERDUE, "2026-10-25", NULL},
    {&same_date, "in 2025-01-10; done 2025-10-24T12:00 1.0.0",
	"2026-10-24T21:59", DUE_IS_DUE, "2026-10-24", NULL},
    {&same_date, "in 2025-01-10; done 2025-10-24T12:00 1.0.0",
	"2026-10-24T22:00", DUE_IS_OVERDUE, "2026-10-24", NULL},
    /* late in the evening, UTC, it is the next day there */
    {&same_date, "in 2026-01-10; done 2026-03-28T22:30 1.0.0", "2026-04-01",
	DUE_IS_CURRENT, "2027-03-28", "2027-02-26"},
    {&same_date, "in 2026-01-10; done 2026-03-28T23:30 1.0.0", "2026-04-01",
	DUE_IS_CURRENT, "2027-03-29", NULL},
    {&same_date, "in 2026-01-10; done 2026-10-24T22:30 1.0.0", "2026-11-01",
	DUE_IS_CURRENT, "2027-10-25", NULL},
    {&same_date, "in 2026-01-10; done 2026-10-25T22:30 1.0.0", "2026-11-01",
	DUE_IS_CURRENT, "2027-10-25", NULL},
    /* days are counted, not hours: over both changes */
    {&days_90, "in 2026-01-10; done 2026-03-01T12:00 1.0.0", "2026-05-30T21:59",
	DUE_IS_DUE, "2026-05-30", NULL},
    {&days_90, "in 2026-01-10; done 2026-03-01T12:00 1.0.0", "2026-05-30T22:00",
	DUE_IS_OVERDUE, "2026-05-30", NULL},
    {&days_90, "in 2026-01-10; done 2026-09-01T12:00 1.0.0", "2026-11-30T22:59",
	DUE_IS_DUE, "2026-11-30", NULL},
    {&days_90, "in 2026-01-10; done 2026-09-01T12:00 1.0.0", "2026-11-30T23:00",
	DUE_IS_OVERDUE, "2026-11-30", NULL},
    /* the first days, and those after a leave */
    {&same_date, "in 2026-03-10", "2026-04-09T21:59", DUE_IS_DUE, "2026-04-09",
	NULL},
    {&same_date, "in 2026-03-10", "2026-04-09T22:00", DUE_IS_OVERDUE,
	"2026-04-09", NULL},
    {&same_date, "in 2026-09-10; leave 2026-10-01 2026-10-20",
	"2026-11-03T22:59", DUE_IS_DUE, NULL, NULL},
};

static void
a_day_ends_at_midnight_there_also_where_the_clocks_change(void)
{
	struct arena arena;
	struct zone vienna;
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK_OK(
	    zone_load(ZONE_FOLDER, STR("Europe/Vienna"), &arena, &vienna, &err),
	    &err);
	for (size_t i = 0; i < NELEM(summer); i++) {
		struct due_when when = {
		    instant(str_from(summer[i].now)), &vienna, false};
		struct due_rules rules = {summer[i].rule, 1};
		struct facts f;
		struct due due;

		read_facts(summer[i].facts, &f);
		CHECK_OK(
		    due_compute(&rules, &f.facts, &when, &arena, &due, &err),
		    &err);
		if (due.state != summer[i].state)
			fail_msg("%s at %s: %s", summer[i].facts, summer[i].now,
			    due_state_name(due.state));
		check_day(summer[i].facts, summer[i].due, due.due, &vienna);
		check_day(summer[i].facts, summer[i].opens, due.opens, &vienna);
		/* to the last microsecond of a day there, from the first */
		CHECK(due.due == 0 ||
		    zone_day(&vienna, due.due + 1) ==
			zone_day(&vienna, due.due) + 1);
		CHECK(due.opens == 0 || due.opens == f.facts.stays.v[0].from ||
		    zone_day(&vienna, due.opens - 1) ==
			zone_day(&vienna, due.opens) - 1);
	}
	arena_release(&arena);
}

static const struct due_rule no_period = {.kind = DUE_AFTER},
			     bare_window = {.kind = DUE_WINDOW,
				 .window_days = 9},
			     shut = {.kind = DUE_WINDOW, YEAR},
			     wide = {.kind = DUE_WINDOW,
				 YEAR,
				 .window_days = 400},
			     long_active = {.kind = DUE_LATER,
				 YEAR,
				 .window_days = 9,
				 .active = {13, DUE_MONTHS}},
			     endless = {.kind = DUE_AFTER,
				 .period = {99999, DUE_MONTHS}};
static const struct {
	const struct due_rule *rule;
	const char *facts;
	int64_t now;
	const char *why;
} bad[] = {
    {NULL, "", 1, "there is no rule"},
    {&no_period, "", 1, "what repeats needs a period"},
    {&bare_window, "", 1, "a window needs a period in which it returns"},
    {&shut, "", 1, "a window is open for a day or more"},
    {&wide, "", 1, "a window is open for no longer than its period"},
    {&long_active, "", 1,
	"the minimum active period is longer than the period"},
    {&endless, "", 1, "a period of more than 36500 days or months"},
    {&same_date, "", -1,
	"the day asked about is outside the years 1970 to 9000"},
    {&same_date, "", INT64_MAX,
	"the day asked about is outside the years 1970 to 9000"},
    {&same_date, "in 2026-01-02 2025-01-01", 1,
	"a time in scope ends before it begins"},
    {&same_date, "leave 2026-01-02 2025-01-01", 1,
	"a leave ends before it begins"},
    {&same_date, "done 1969-12-31 1.0.0", 1,
	"a completion is outside the years 1970 to 9000"},
    {&same_date, "release 9999-12-31 1.0.0", 1,
	"a release is outside the years 1970 to 9000"},
    {&same_date, "done 2026-01-01 1.0", 1,
	"version '1.0' is not three numbers such as 1.0.2"},
    {&same_date, "release 2026-01-01 v2.0.0", 1,
	"version 'v2.0.0' is not three numbers such as 1.0.2"},
    {&same_date, "done 2026-01-01 1.0.-1", 1,
	"version '1.0.-1' is not three numbers such as 1.0.2"},
};

static void
what_cannot_be_is_an_error_that_says_what(void)
{
	struct arena arena;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct due_rules rules = {bad[i].rule, bad[i].rule != NULL};
		struct due_when when = {.now = bad[i].now};
		struct due due = {.due = 42};
		struct facts f;
		struct err err;

		read_facts(bad[i].facts, &f);
		CHECK_INT(
		    due_compute(&rules, &f.facts, &when, &arena, &due, &err),
		    ERR_INVALID);
		CHECK_STR(str_from(err.text), str_from(bad[i].why));
		CHECK_INT(due.due, 42); /* untouched */
	}
	arena_release(&arena);
}

TEST_MAIN(T(every_vector_is_answered_with_its_reason),
    T(a_day_ends_at_midnight_there_also_where_the_clocks_change),
    T(what_cannot_be_is_an_error_that_says_what))
