/* Whom a policy changes anything for. */
#include "policy/town_test.h"

static struct effect
effect_of(struct town *t, struct str yaml, int64_t now)
{
	struct effect_ask ask = {
	    .now = now, .draft = read_policy(t, yaml), .limit = 100};
	struct effect e;
	struct err err;

	CHECK_OK(engine_follow(t->engine, NULL, &err), &err);
	CHECK_OK(effect_compute(t->engine, &ask, &t->w.arena, &e, &err), &err);
	return e;
}

/* --- effect
 * ------------------------------------------------------------------- */

STORE_TEST(a_draft_makes_everybody_it_means_owe_it_and_says_why)
{
	struct town t;
	struct effect e;

	town_open(&t, store);
	e = effect_of(&t, text(&t, 1, 0, MORE), t.w.now);
	CHECK_INT(e.people, 5);
	CHECK_INT(e.who[EFFECT_DUE], 5);
	CHECK_INT(e.n[EFFECT_DUE], 5);
	CHECK_INT(e.total, 5);
	CHECK_INT(e.rows.n, 5);
	CHECK_INT(e.obligations.n, 1);
	CHECK_STR(e.obligations.v[0].id, STR("more"));
	CHECK_INT(e.obligations.v[0].n[EFFECT_DUE], 5);
	for (size_t i = 0; i < e.rows.n; i++) {
		CHECK(!e.rows.v[i].before.owed);
		CHECK(e.rows.v[i].after.state == DUE_IS_DUE);
		CHECK(e.rows.v[i].email.len > 0);
		CHECK(str_find(e.rows.v[i].why, STR("policy v1")) <
		    e.rows.v[i].why.len);
	}
	CHECK_INT(list(&t).n, 0); /* asking publishes nothing */
	town_close(&t);
}

/* The default asks for m1 by an obligation of another name. */
STORE_TEST(an_obligation_under_another_name_is_no_change_for_anybody)
{
	struct town t;
	struct effect e;

	town_open(&t, store);
	e = effect_of(&t, text(&t, 1, 0, EVERYBODY), t.w.now);
	CHECK_INT(e.people, 0);
	CHECK_INT(e.total, 0);
	town_close(&t);
}

STORE_TEST(the_version_in_force_again_changes_nothing_for_anybody)
{
	struct town t;
	struct effect e;

	town_open(&t, store);
	published(&t, text(&t, 1, 0, EVERYBODY));
	e = effect_of(&t, text(&t, 2, 0, EVERYBODY), t.w.now);
	CHECK_INT(e.people, 0);
	CHECK_INT(e.total, 0);
	CHECK_INT(e.obligations.n, 0);
	town_close(&t);
}

STORE_TEST(who_is_no_longer_meant_owes_it_no_longer)
{
	struct town t;
	struct effect e;

	town_open(&t, store);
	published(&t, text(&t, 1, 0, EVERYBODY));
	e = effect_of(&t,
	    text(&t, 2, 0, EVERYBODY "    who:\n      role: [developer]\n"),
	    t.w.now);
	CHECK_INT(e.people, 3);
	CHECK_INT(e.who[EFFECT_NOT_OWED], 3);
	CHECK(e.rows.v[0].why.len > 0); /* why it was owed */
	e = effect_of(&t, text(&t, 2, 0, "obligations: []\n"), t.w.now);
	CHECK_INT(e.who[EFFECT_NOT_OWED], 5);
	CHECK_INT(e.n[EFFECT_NOT_OWED], 5);
	town_close(&t);
}

STORE_TEST(a_first_date_that_moves_is_sooner_or_later_and_leaves_days)
{
	static const char sooner[] =
	    "settings: {change_days: 0}\n"
	    "obligations:\n  - id: all\n    title: All\n"
	    "    kind: assign-recurring\n    what:\n      modules: [m1]\n"
	    "    cadence: {rule: after-completion, every: 12 months}\n"
	    "    first_days: 5\n";
	static const char later[] =
	    "obligations:\n  - id: all\n    title: All\n"
	    "    kind: assign-recurring\n    what:\n      modules: [m1]\n"
	    "    cadence: {rule: after-completion, every: 12 months}\n"
	    "    first_days: 90\n";
	struct town t;
	struct effect e;

	town_open(&t, store);
	published(&t, text(&t, 1, 0, EVERYBODY));
	e = effect_of(&t, text(&t, 2, 0, sooner), t.w.now + DAYS(1));
	CHECK_INT(e.who[EFFECT_SOONER], 5);
	CHECK(e.rows.v[0].after.due < e.rows.v[0].before.due);
	e = effect_of(&t, text(&t, 2, 0, sooner), t.w.now + DAYS(10));
	CHECK_INT(e.who[EFFECT_OVERDUE], 5);
	e = effect_of(&t, text(&t, 2, 0, later), t.w.now + DAYS(1));
	CHECK_INT(e.who[EFFECT_LATER] + e.who[EFFECT_EASED], 5);
	town_close(&t);
}

STORE_TEST(rows_are_paged_without_losing_or_doubling_one)
{
	struct effect_ask ask = {.limit = 2};
	struct effect e;
	struct town t;
	struct id seen[5];
	struct err err;

	town_open(&t, store);
	CHECK_OK(engine_follow(t.engine, NULL, &err), &err);
	ask.now = t.w.now;
	ask.draft = read_policy(&t, text(&t, 1, 0, MORE));
	for (ask.from = 0; ask.from < 5; ask.from += 2) {
		CHECK_OK(
		    effect_compute(t.engine, &ask, &t.w.arena, &e, &err), &err);
		CHECK_INT(e.total, 5);
		CHECK_INT(e.rows.n, ask.from == 4 ? 1 : 2);
		for (size_t i = 0; i < e.rows.n; i++)
			seen[ask.from + i] = e.rows.v[i].person;
	}
	for (size_t i = 0; i < 5; i++)
		for (size_t k = 0; k < i; k++)
			CHECK(!id_eq(seen[i], seen[k]));
	ask.from = 0;
	ask.kinds = 1u << EFFECT_OVERDUE;
	CHECK_OK(effect_compute(t.engine, &ask, &t.w.arena, &e, &err), &err);
	CHECK_INT(e.total, 0);
	CHECK_INT(e.n[EFFECT_DUE], 5);
	town_close(&t);
}

STORE_TEST(a_dry_run_counts_each_person_once_by_the_worst)
{
	struct effect_counts c;
	struct effect_ask ask = {0};
	struct effect e;
	struct town t;
	struct err err;

	town_open(&t, store);
	published(&t,
	    text(&t, 1, 0,
		EVERYBODY
		"  - id: more\n    title: More\n"
		"    kind: assign-initial\n"
		"    what:\n      modules: [m2]\n    first_days: 90\n"));
	world_attempt(&t.w, t.w.ada, "m1", 10);
	CHECK_OK(engine_follow(t.engine, NULL, &err), &err);
	CHECK_OK(effect_count(
		     t.engine, t.w.now + DAYS(40), NULL, &t.w.arena, &c, &err),
	    &err);
	CHECK_INT(c.people, 5);
	CHECK_INT(c.n, 2);
	CHECK_INT(c.v[0].n[DUE_IS_CURRENT], 1);
	CHECK_INT(c.v[0].n[DUE_IS_OVERDUE], 4);
	CHECK_INT(c.all[DUE_IS_OVERDUE], 4);
	CHECK_INT(c.all[DUE_IS_DUE] + c.all[DUE_IS_CURRENT], 1);
	ask.since = t.w.now;
	ask.now = t.w.now + DAYS(40);
	CHECK_OK(effect_compute(t.engine, &ask, &t.w.arena, &e, &err), &err);
	CHECK_INT(e.who[EFFECT_OVERDUE], 4);
	town_close(&t);
}

TEST_MAIN(T(a_draft_makes_everybody_it_means_owe_it_and_says_why),
    T(an_obligation_under_another_name_is_no_change_for_anybody),
    T(the_version_in_force_again_changes_nothing_for_anybody),
    T(who_is_no_longer_meant_owes_it_no_longer),
    T(a_first_date_that_moves_is_sooner_or_later_and_leaves_days),
    T(rows_are_paged_without_losing_or_doubling_one),
    T(a_dry_run_counts_each_person_once_by_the_worst))
