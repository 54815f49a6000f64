/* Rules that follow each other: what a new one leaves of what the one before
   gave. */
#include "learn/due_facts_test.h"

/* 12 months since 2025, 6 months since May 2026, 24 months since 2027. */
static void
a_policy_that_changes_holds_from_its_day_and_leaves_time(void)
{
	static struct due_rule rules[3] = {
	    {COURSE, .kind = DUE_AFTER, YEAR},
	    {COURSE, .kind = DUE_AFTER, .period = {6, DUE_MONTHS},
		.change_days = 30},
	    {COURSE, .kind = DUE_AFTER, .period = {24, DUE_MONTHS}},
	};
	static const struct {
		const char *done, *now, *due;
		enum due_state state;
	} cases[] = {
	    /* the old rule still holds */
	    {"2025-09-01", "2026-04-30", "2026-09-01", DUE_IS_CURRENT},
	    /* the new one ended it in March: thirty days from its own day */
	    {"2025-09-01", "2026-05-01", "2026-05-31", DUE_IS_DUE},
	    {"2025-09-01", "2026-06-01", "2026-05-31", DUE_IS_OVERDUE},
	    /* never more than the old one gave */
	    {"2025-05-10", "2026-05-01", "2026-05-10", DUE_IS_DUE},
	    {"2026-04-01", "2026-05-01", "2026-10-01", DUE_IS_CURRENT},
	    /* a looser one holds at once */
	    {"2025-09-01", "2027-01-01", "2027-09-01", DUE_IS_CURRENT},
	};
	struct due_rules list = {rules, NELEM(rules)};
	struct arena arena;

	arena_init(&arena, 1 << 20);
	CHECK(clock_read_date(STR("2025-01-01"), &rules[0].effective));
	CHECK(clock_read_date(STR("2026-05-01"), &rules[1].effective));
	CHECK(clock_read_date(STR("2027-01-01"), &rules[2].effective));
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct due_when when = {.now = instant(str_from(cases[i].now))};
		struct str text = arena_strf(
		    &arena, "in 2025-01-01; done %s 1.0.0", cases[i].done);
		struct facts f;
		struct due due;
		struct err err;

		read_facts(text.ptr, &f);
		CHECK_OK(
		    due_compute(&list, &f.facts, &when, &arena, &due, &err),
		    &err);
		CHECK_INT(due.state, cases[i].state);
		check_day(cases[i].now, cases[i].due, due.due, 0);
	}
	arena_release(&arena);
}

static struct due
due_at(const struct due_rule *rules, size_t n, const char *text,
    const char *now, struct arena *arena)
{
	const struct due_rules list = {rules, n};
	const struct due_when when = {.now = instant(str_from(now))};
	struct facts f;
	struct due due;
	struct err err;

	read_facts(text, &f);
	for (size_t i = 0; i < f.facts.done.n; i++)
		f.done[i].score = 85;
	CHECK_OK(due_compute(&list, &f.facts, &when, arena, &due, &err), &err);
	return due;
}

/* Twelve months, then six, and the six once more. */
static void
a_rule_that_is_only_said_again_takes_no_day_away(void)
{
	static struct due_rule rules[3] = {
	    {COURSE, .kind = DUE_AFTER, YEAR},
	    {COURSE, .kind = DUE_AFTER, .period = {6, DUE_MONTHS},
		.change_days = 30},
	    {COURSE, .kind = DUE_AFTER, .period = {6, DUE_MONTHS},
		.change_days = 30},
	};
	static const struct {
		const char *facts, *now, *due;
		enum due_state state;
	} cases[] = {
	    {"in 2025-01-01; done 2025-09-01 1.0.0", "2026-05-10", "2026-05-31",
		DUE_IS_DUE},
	    {"in 2025-01-01; done 2025-09-01 1.0.0", "2026-05-20", "2026-05-31",
		DUE_IS_DUE},
	    {"in 2025-01-01; done 2025-09-01 1.0.0", "2026-06-01", "2026-05-31",
		DUE_IS_OVERDUE},
	    {"in 2025-01-01; done 2025-05-20 1.0.0", "2026-05-21", "2026-05-20",
		DUE_IS_OVERDUE},
	    {"in 2026-04-20", "2026-05-20", "2026-05-20", DUE_IS_DUE},
	    {"in 2026-05-16", "2026-05-20", "2026-06-15", DUE_IS_DUE},
	};
	struct arena arena;

	arena_init(&arena, 1 << 20);
	CHECK(clock_read_date(STR("2025-01-01"), &rules[0].effective));
	CHECK(clock_read_date(STR("2026-05-01"), &rules[1].effective));
	CHECK(clock_read_date(STR("2026-05-15"), &rules[2].effective));
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct due due =
		    due_at(rules, 3, cases[i].facts, cases[i].now, &arena);

		CHECK_INT(due.state, cases[i].state);
		check_day(cases[i].now, cases[i].due, due.due, 0);
	}
	arena_release(&arena);
}

/* Any score, then 90 percent; all facts have 85. */
static void
what_a_rule_no_longer_counts_stands_for_the_days_of_the_change(void)
{
	static struct due_rule rules[2] = {
	    {COURSE, .kind = DUE_AFTER, YEAR},
	    {COURSE, .kind = DUE_AFTER, YEAR, .score_min = 90,
		.change_days = 30},
	};
	static const struct {
		const char *facts, *now, *due, *why;
		enum due_state state;
	} cases[] = {
	    {"in 2025-01-01; done 2026-02-01 1.0.0", "2026-04-30", "2027-02-01",
		NULL, DUE_IS_CURRENT},
	    {"in 2025-01-01; done 2026-02-01 1.0.0", "2026-05-01", "2026-05-31",
		"because you completed version 1.0.0 on 1 February 2026 with "
		"85 %, and the course asks for 90 %; that holds since 1 May "
		"2026, which leaves 30 days",
		DUE_IS_DUE},
	    {"in 2025-01-01; done 2025-05-10 1.0.0", "2026-05-02", "2026-05-10",
		NULL, DUE_IS_DUE},
	    {"in 2025-01-01; done 2025-04-10 1.0.0", "2026-05-02", "2026-04-10",
		NULL, DUE_IS_OVERDUE},
	    {"in 2025-01-01", "2026-05-02", "2025-01-31", NULL, DUE_IS_OVERDUE},
	    /* it never counted what was done since */
	    {"in 2025-01-01; done 2026-05-10 1.0.0", "2026-05-13", "2025-01-31",
		NULL, DUE_IS_OVERDUE},
	    {"in 2026-05-10; done 2026-05-12 1.0.0", "2026-05-13", "2026-06-09",
		NULL, DUE_IS_DUE},
	};
	struct arena arena;

	arena_init(&arena, 1 << 20);
	CHECK(clock_read_date(STR("2025-01-01"), &rules[0].effective));
	CHECK(clock_read_date(STR("2026-05-01"), &rules[1].effective));
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct due due =
		    due_at(rules, 2, cases[i].facts, cases[i].now, &arena);

		CHECK_INT(due.state, cases[i].state);
		check_day(cases[i].now, cases[i].due, due.due, 0);
		if (cases[i].why != NULL)
			CHECK_STR(due.reason, str_from(cases[i].why));
	}
	arena_release(&arena);
}

TEST_MAIN(T(a_policy_that_changes_holds_from_its_day_and_leaves_time),
    T(a_rule_that_is_only_said_again_takes_no_day_away),
    T(what_a_rule_no_longer_counts_stands_for_the_days_of_the_change))
