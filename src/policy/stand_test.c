#include "policy/stand.h"

#include "base/clock.h"
#include "base/test.h"

static struct id
person(unsigned char n)
{
	struct id id = {{n}};

	return id;
}

static void
take(struct stands *s, unsigned char who, enum due_state state, int64_t due)
{
	const struct owed owed = {
	    .person = person(who), .due = {.state = state, .due = due}};
	struct err err;

	CHECK_OK(stands_take(s, &owed, &err), &err);
}

static void
a_person_counts_once_with_the_worst_of_their_things(void)
{
	struct tally_count count = {0};
	struct stands s = {0};

	take(&s, 1, DUE_IS_CURRENT, 0);
	take(&s, 1, DUE_IS_OVERDUE, 50);
	take(&s, 1, DUE_IS_DUE, 10);
	take(&s, 1, DUE_IS_OVERDUE, 40);
	take(&s, 2, DUE_IS_EXCUSED, 0);
	take(&s, 2, DUE_IS_CURRENT, 90);
	take(&s, 3, DUE_IS_EXCUSED, 0);
	take(&s, 4, DUE_IS_NOT_OWED, 0);
	take(&s, 5, DUE_IS_CURRENT, 0);
	take(&s, 5, DUE_IS_DUE, 70);
	stands_count(&count, &s);
	CHECK_INT(count.people, 4);
	CHECK_INT(count.overdue, 1);
	CHECK_INT(count.current, 1);
	CHECK_INT(count.excused, 1);
	CHECK_INT(count.due, 1);
	CHECK_INT(count.since, 40);
	CHECK_INT(count.n_worst, 1);
	CHECK_INT(count.worst[0].due, 40);
	stands_release(&s);
}

static void
an_exception_excuses_whatever_the_date_says(void)
{
	const struct owed owed = {.person = person(1),
	    .excepted = true,
	    .due = {.state = DUE_IS_OVERDUE, .due = 5}};
	struct tally_count count = {0};
	struct stands s = {0};
	struct err err;

	CHECK_OK(stands_take(&s, &owed, &err), &err);
	stands_count(&count, &s);
	CHECK_INT(count.excused, 1);
	CHECK_INT(count.overdue, 0);
	stands_release(&s);
}

static void
two_obligations_are_merged_by_person(void)
{
	struct stands a = {0}, b = {0}, none = {0};
	struct tally_count count = {0};
	struct err err;

	take(&a, 1, DUE_IS_CURRENT, 0);
	take(&a, 3, DUE_IS_OVERDUE, 30);
	take(&a, 5, DUE_IS_CURRENT, 0);
	take(&b, 2, DUE_IS_DUE, 20);
	take(&b, 3, DUE_IS_CURRENT, 0);
	take(&b, 5, DUE_IS_OVERDUE, 10);
	take(&b, 6, DUE_IS_CURRENT, 0);
	CHECK_OK(stands_merge(&a, &b, &err), &err);
	CHECK_OK(stands_merge(&a, &none, &err), &err);
	CHECK_INT(a.n, 5);
	for (size_t i = 1; i < a.n; i++)
		CHECK(a.v[i - 1].person.bytes[0] < a.v[i].person.bytes[0]);
	stands_count(&count, &a);
	CHECK_INT(count.people, 5);
	CHECK_INT(count.overdue, 2);
	CHECK_INT(count.since, 10);
	CHECK_INT(count.worst[0].person.bytes[0], 5);
	CHECK_INT(count.worst[1].person.bytes[0], 3);
	CHECK_OK(stands_merge(&none, &a, &err), &err);
	CHECK_INT(none.n, 5);
	stands_release(&a);
	stands_release(&b);
	stands_release(&none);
}

static void
the_longest_overdue_are_named_and_no_more_than_fit(void)
{
	struct tally_count count = {0};

	for (unsigned i = 0; i < 3 * TALLY_WORST; i++) {
		const struct stand s = {person((unsigned char)i),
		    DUE_IS_OVERDUE, 1000 - (int64_t)((i * 37) % 61)};

		stand_count(&count, &s);
	}
	CHECK_INT(count.overdue, 3 * TALLY_WORST);
	CHECK_INT(count.n_worst, TALLY_WORST);
	for (unsigned i = 1; i < TALLY_WORST; i++)
		CHECK(count.worst[i - 1].due <= count.worst[i].due);
	CHECK_INT(count.worst[0].due, count.since);
	/* 60 of the 61 dates from 940 to 1000 are there, each once */
	CHECK(count.worst[TALLY_WORST - 1].due <= 940 + TALLY_WORST);
}

TEST_MAIN(T(a_person_counts_once_with_the_worst_of_their_things),
    T(an_exception_excuses_whatever_the_date_says),
    T(two_obligations_are_merged_by_person),
    T(the_longest_overdue_are_named_and_no_more_than_fit))
