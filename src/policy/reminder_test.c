#include "policy/reminder.h"

#include "base/test.h"

/* Days are small numbers here: day 1000 is some Friday in 1972. */
#define TODAY 1000

static const struct policy_messages usual = {.remind_days = {30, 14, 7, 1},
    .n_remind = 4,
    .overdue_every_days = 7,
    .manager_after_days = 7,
    .owner_after_days = 21,
    .quiet_from_min = 18 * 60,
    .quiet_to_min = 8 * 60,
    .weekdays = true};

/* The days of a policy in UTC, the last message having gone out at nine. */
static struct reminder_days
days_of(int64_t today, int64_t last)
{
	return (struct reminder_days){today, last,
	    last != REMINDER_NEVER ? last * CLOCK_DAY + 9 * 3600 * CLOCK_SECOND
				   : 0,
	    0};
}

/* Due on a day, which is to say until its last microsecond. */
static struct agenda_item
item(int64_t due_day, int64_t opens_day, enum due_state state)
{
	return (struct agenda_item){.due = (due_day + 1) * CLOCK_DAY - 1,
	    .opens = opens_day * CLOCK_DAY,
	    .state = state};
}

static void
before_its_day_it_is_said_at_each_step_and_once(void)
{
	static const struct {
		int left;
		int64_t last, opens;
		bool turn;
	} cases[] = {
	    {31, REMINDER_NEVER, 0, false}, /* not named at all */
	    {30, REMINDER_NEVER, 0, true},
	    {30, TODAY, 0, false}, /* said today */
	    {29, TODAY - 1, 0, false},
	    {29, TODAY - 2, 0, true}, /* the 30th was a Sunday */
	    {20, REMINDER_NEVER, 0, true}, {20, TODAY - 10, 0, false},
	    {20, TODAY - 11, 0, true}, /* the last one was before the 30th */
	    {14, TODAY - 16, 0, true}, {13, TODAY - 1, 0, false},
	    {7, TODAY - 7, 0, true}, {6, TODAY - 1, 0, false},
	    {1, TODAY - 6, 0, true},
	    {0, TODAY - 1, 0, false}, /* its own day has no step */
	    {0, TODAY - 2, 0, true},  /* but a missed one is made up for */
	    /* asked for five days before its day, between two steps */
	    {5, TODAY - 1, TODAY, true}, {5, TODAY, TODAY, false},
	    {4, TODAY - 1, TODAY - 1, false}, {4, TODAY - 3, TODAY - 1, true},
	    {5, TODAY - 1, TODAY + 1, false}, /* not yet asked */
	};

	for (size_t i = 0; i < NELEM(cases); i++) {
		struct agenda_item it =
		    item(TODAY + cases[i].left, cases[i].opens, DUE_IS_DUE);
		struct reminder_days days = days_of(TODAY, cases[i].last);

		if (reminder_turn(&usual, REMINDER_OWN, &it, &days) !=
		    cases[i].turn)
			fail_msg("case %zu", i);
	}
}

static void
over_its_day_it_climbs_the_ladder_and_comes_back_weekly(void)
{
	static const struct {
		enum reminder_rung rung;
		int over;
		int64_t last;
		bool named, turn;
	} cases[] = {
	    {REMINDER_OWN, 1, TODAY - 2, true, true},
	    {REMINDER_OWN, 1, TODAY, true, false},
	    {REMINDER_OWN, 2, TODAY - 1, true, false},
	    {REMINDER_OWN, 3, TODAY - 3, true, true}, /* over the weekend */
	    {REMINDER_OWN, 8, TODAY - 7, true, true},
	    {REMINDER_OWN, 8, TODAY - 6, true, false},
	    {REMINDER_OWN, 100, REMINDER_NEVER, true, true},
	    {REMINDER_MANAGER, 6, REMINDER_NEVER, false, false},
	    {REMINDER_MANAGER, 7, REMINDER_NEVER, true, true},
	    {REMINDER_MANAGER, 7, TODAY - 1, true, true}, /* of another's */
	    {REMINDER_MANAGER, 8, TODAY - 1, true, false},
	    {REMINDER_MANAGER, 14, TODAY - 7, true, true},
	    {REMINDER_OWNER, 20, REMINDER_NEVER, false, false},
	    {REMINDER_OWNER, 21, REMINDER_NEVER, true, true},
	    {REMINDER_OWNER, 27, TODAY - 6, true, false},
	    {REMINDER_OWNER, 28, TODAY - 7, true, true},
	};

	for (size_t i = 0; i < NELEM(cases); i++) {
		struct agenda_item it =
		    item(TODAY - cases[i].over, 0, DUE_IS_OVERDUE);
		struct reminder_days days = days_of(TODAY, cases[i].last);

		if (reminder_names(&usual, cases[i].rung, &it, &days) !=
			cases[i].named ||
		    reminder_turn(&usual, cases[i].rung, &it, &days) !=
			cases[i].turn)
			fail_msg("case %zu", i);
	}
}

/* Day after day, with what was sent remembered: what the year looks like. */
static void
over_a_year_nothing_is_left_out_and_no_day_has_two(void)
{
	/* due on day 100, and never done */
	static const int64_t own[] = {
	    70, 86, 93, 99, 101, 108, 115, 122, 129, 136};
	static const int64_t manager[] = {107, 114, 121, 128, 135};
	struct agenda_item it = item(100, 60, DUE_IS_DUE);
	int64_t last[2] = {REMINDER_NEVER, REMINDER_NEVER};
	size_t n[2] = {0};

	for (int64_t day = 0; day < 140; day++) {
		it.state = day > 100 ? DUE_IS_OVERDUE
		    : day >= 60      ? DUE_IS_DUE
				     : DUE_IS_NOT_OWED;
		for (int r = 0; r < 2; r++) {
			struct reminder_days days = days_of(day, last[r]);

			if (!reminder_turn(&usual, r, &it, &days))
				continue;
			CHECK_INT(day, r == 0 ? own[n[0]] : manager[n[1]]);
			n[r]++;
			last[r] = day;
		}
	}
	CHECK_INT(n[0], NELEM(own));
	CHECK_INT(n[1], NELEM(manager));
}

static void
who_is_excused_or_has_done_it_hears_nothing(void)
{
	static const enum due_state silent[] = {
	    DUE_IS_EXCUSED, DUE_IS_NOT_OWED};
	struct reminder_days days = days_of(TODAY, REMINDER_NEVER);
	struct policy_messages none = usual;

	for (size_t i = 0; i < NELEM(silent); i++)
		for (int r = 0; r < REMINDER_RUNGS; r++) {
			struct agenda_item it = item(TODAY - 50, 0, silent[i]);

			CHECK(!reminder_names(&usual, r, &it, &days));
			CHECK(!reminder_turn(&usual, r, &it, &days));
		}
	struct agenda_item dateless = {.state = DUE_IS_DUE};
	struct agenda_item over = item(TODAY - 50, 0, DUE_IS_OVERDUE);
	struct agenda_item soon = item(TODAY + 1, 0, DUE_IS_DUE);

	CHECK(!reminder_turn(&usual, REMINDER_OWN, &dateless, &days));
	none.manager_after_days = none.owner_after_days = 0;
	none.n_remind = 0;
	CHECK(!reminder_turn(&none, REMINDER_MANAGER, &over, &days));
	CHECK(!reminder_turn(&none, REMINDER_OWNER, &over, &days));
	CHECK(!reminder_turn(&none, REMINDER_OWN, &soon, &days));
	CHECK(reminder_turn(&none, REMINDER_OWN, &over, &days));
}

/* The engine says overdue; a person's own clock may be a day ahead of it. */
static void
it_is_over_when_the_policys_day_is_over(void)
{
	struct agenda_item it = item(TODAY, 0, DUE_IS_DUE);
	struct reminder_days ahead = days_of(TODAY + 1, TODAY);
	const struct zone east = {.first_s = 3600};
	struct reminder_days plus_one = {TODAY, REMINDER_NEVER, 0, &east};

	CHECK(!reminder_names(&usual, REMINDER_OWN, &it, &ahead));
	/* the last instant of a day at +01:00 is 22:59:59 UTC */
	it.due -= 3600 * CLOCK_SECOND;
	CHECK_INT(reminder_left(&it, &plus_one), 0);
}

static int64_t
at(const char *text)
{
	char full[CLOCK_TEXT_LEN + 1];
	int64_t out;

	snprintf(full, sizeof(full), "%s:00.000000Z", text);
	CHECK(clock_read(str_from(full), &out));
	return out;
}

static void
nights_and_weekends_are_quiet_by_the_clock_of_the_place(void)
{
	static const struct {
		const char *zone, *now, *opens;
	} cases[] = {
	    {"UTC", "2026-11-27T07:59", "2026-11-27T08:00"}, /* a Friday */
	    {"UTC", "2026-11-27T08:00", "2026-11-27T08:00"},
	    {"UTC", "2026-11-27T17:59", "2026-11-27T17:59"},
	    {"UTC", "2026-11-27T18:00", "2026-11-30T08:00"}, /* Monday */
	    {"UTC", "2026-11-28T12:00", "2026-11-30T08:00"},
	    {"Europe/Berlin", "2026-11-27T06:59", "2026-11-27T07:00"},
	    /* the clocks go forward on Sunday 29 March, back on 25 October */
	    {"Europe/Berlin", "2026-03-27T17:00", "2026-03-30T06:00"},
	    {"Europe/Berlin", "2026-10-23T16:00", "2026-10-26T07:00"},
	    {"Asia/Kolkata", "2026-11-27T00:00", "2026-11-27T02:30"},
	    {"America/St_Johns", "2026-11-27T00:00", "2026-11-27T11:30"},
	    /* already Saturday there */
	    {"Pacific/Kiritimati", "2026-11-27T12:00", "2026-11-29T18:00"},
	    {"Australia/Lord_Howe", "2026-10-02T12:00", "2026-10-04T21:00"},
	};
	struct arena arena;
	struct err err;

	arena_init(&arena, 16 << 20);
	for (size_t i = 0; i < NELEM(cases); i++) {
		char got[CLOCK_TEXT_LEN + 1];
		struct zone zone;

		CHECK_OK(zone_load(ZONE_FOLDER, str_from(cases[i].zone), &arena,
			     &zone, &err),
		    &err);
		clock_write(
		    reminder_opens(&usual, &zone, at(cases[i].now)), got);
		got[16] = '\0';
		if (strcmp(got, cases[i].opens) != 0)
			fail_msg(
			    "%s at %s: %s", cases[i].zone, cases[i].now, got);
	}
	arena_release(&arena);
}

static void
a_quiet_time_may_lie_within_a_day_or_be_none(void)
{
	struct policy_messages m = {
	    .quiet_from_min = 12 * 60, .quiet_to_min = 13 * 60};
	struct reminder_clock noon = {.minute = 12 * 60, .weekday = 0};
	struct reminder_clock one = {.minute = 13 * 60, .weekday = 6};

	CHECK(reminder_quiet(&m, &noon));
	CHECK(!reminder_quiet(&m, &one)); /* Saturday counts as any day */
	m.quiet_from_min = m.quiet_to_min = 0;
	CHECK(!reminder_quiet(&m, &noon));
	CHECK_INT(reminder_clock(0, NULL).weekday, 4);
	CHECK_INT(reminder_clock(-1, NULL).weekday, 3);
	CHECK_INT(reminder_clock(-1, NULL).minute, 1439);
}

TEST_MAIN(T(before_its_day_it_is_said_at_each_step_and_once),
    T(over_its_day_it_climbs_the_ladder_and_comes_back_weekly),
    T(over_a_year_nothing_is_left_out_and_no_day_has_two),
    T(who_is_excused_or_has_done_it_hears_nothing),
    T(it_is_over_when_the_policys_day_is_over),
    T(nights_and_weekends_are_quiet_by_the_clock_of_the_place),
    T(a_quiet_time_may_lie_within_a_day_or_be_none))
