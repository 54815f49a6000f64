#include "policy/incident.h"

#include "learn/assignment.h"
#include "policy/awareness_test.h"

struct act {
	struct scene *s;
	struct id who;
	struct incident_new in;
	struct incident_made made;
	struct incidents list;
	struct str module, note;
	bool changed;
};

static enum err_code
record_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return incident_record(
	    db, a->s->w.catalog, &a->s->w.arena, a->who, &a->in, &a->made, err);
}

static enum err_code
list_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return incident_list(
	    db, a->s->w.catalog, &a->s->w.arena, a->who, &a->list, err);
}

static enum err_code
review_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return incident_review(db, a->s->w.catalog, &a->s->w.arena, a->who,
	    a->in.id, a->module, a->changed, a->note, err);
}

static struct act
open_act(struct scene *s, struct store *store)
{
	struct act a = {.s = s};

	scene_open(s, store);
	a.who = s->security;
	a.in = (struct incident_new){.id = STR("INC-12"),
	    .title = STR("Orders of others"),
	    .cwes = {{89, 1234}, 2},
	    .occurred = s->w.now - 2 * CLOCK_DAY,
	    .team = s->w.team};
	a.module = STR("m1");
	a.note = STR("The query of the incident is now an example.");
	return a;
}

STORE_TEST(an_incident_asks_its_team_to_learn_and_its_modules_to_be_reviewed)
{
	struct scene s;
	struct act a = open_act(&s, store);
	struct assignments asked;
	struct err err;

	CHECK_OK(store_write(store, record_in, &a, &err), &err);
	CHECK_INT(a.made.people, 1);
	CHECK_INT(a.made.assignments, 1); /* one lesson, though two cover it */
	CHECK_INT(a.made.gaps.n, 1);
	CHECK_INT(a.made.gaps.v[0], 1234);
	world_settle(&s.w);
	CHECK_OK(assignment_list(
		     &s.w.learn, s.w.ada, s.w.now, &s.w.arena, &asked, &err),
	    &err);
	CHECK_INT(asked.n, 1);
	CHECK_STR(asked.v[0].why,
	    STR("because incident INC-12 of 14 February 2026 showed CWE-89"));
	CHECK(asked.v[0].by == ASSIGNMENT_LEAD);
	CHECK_INT(asked.v[0].due, s.w.now + 30 * CLOCK_DAY);
	CHECK_OK(assignment_list(
		     &s.w.learn, s.w.bob, s.w.now, &s.w.arena, &asked, &err),
	    &err);
	CHECK_INT(asked.n, 0);
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK_INT(a.list.n, 1);
	CHECK_INT(a.list.v[0].reviews.n, 2); /* both list 89 */
	CHECK(a.list.v[0].reviews.v[0].open && a.list.v[0].reviews.v[1].open);
	CHECK_INT(a.list.v[0].gaps.n, 1);
	CHECK(store_write(store, record_in, &a, &err) == ERR_CONFLICT);
	world_close(&s.w);
}

STORE_TEST(a_review_is_closed_once_with_its_outcome_and_a_note)
{
	struct scene s;
	struct act a = open_act(&s, store);
	struct err err;

	a.in.team = (struct id){{0}};
	CHECK_OK(store_write(store, record_in, &a, &err), &err);
	CHECK_INT(a.made.assignments, 0);
	world_settle(&s.w);
	a.changed = true;
	a.module = STR("m3");
	CHECK(store_write(store, review_in, &a, &err) == ERR_NOT_FOUND);
	a.module = STR("m1");
	a.who = s.w.auditor;
	CHECK(store_write(store, review_in, &a, &err) == ERR_DENIED);
	a.who = s.admin;
	a.note = STR(" ");
	CHECK(store_write(store, review_in, &a, &err) == ERR_INVALID);
	a.note = STR("A new example.");
	CHECK_OK(store_write(store, review_in, &a, &err), &err);
	world_settle(&s.w);
	CHECK(store_write(store, review_in, &a, &err) == ERR_CONFLICT);
	a.who = s.w.auditor;
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK(!a.list.v[0].reviews.v[0].open);
	CHECK_STR(a.list.v[0].reviews.v[0].outcome, STR("changed"));
	CHECK_STR(a.list.v[0].reviews.v[0].reviewer, STR("root"));
	CHECK_STR(a.list.v[0].reviews.v[0].version, STR("1.0.0"));
	CHECK(a.list.v[0].reviews.v[1].open);
	a.who = s.w.lead;
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK_INT(a.list.n, 0);
	world_close(&s.w);
}

STORE_TEST(what_is_no_incident_is_recorded_nowhere)
{
	struct scene s;
	struct act a = open_act(&s, store);
	const struct incident_new good = a.in;
	struct err err;

	for (int i = 0; i < 8; i++) {
		a.in = good;
		if (i == 0)
			a.in.id = STR("");
		if (i == 1)
			a.in.id = STR("INC 12");
		if (i == 2)
			a.in.title = STR("");
		if (i == 3)
			a.in.title = STR("two\nlines");
		if (i == 4)
			a.in.cwes.n = 0;
		if (i == 5)
			a.in.occurred = s.w.now + 1;
		if (i == 6)
			a.in.occurred = 0;
		if (i == 7)
			a.in.note = STR("\x1b[31m");
		CHECK(store_write(store, record_in, &a, &err) == ERR_INVALID);
	}
	a.in = good;
	a.who = s.w.lead;
	CHECK(store_write(store, record_in, &a, &err) == ERR_DENIED);
	world_settle(&s.w);
	a.who = s.admin;
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK_INT(a.list.n, 0);
	world_close(&s.w);
}

static void
cwes_are_numbers_with_or_without_their_prefix(void)
{
	static const char *const bad[] = {"", ",", "89,", "SQL", "CWE-", "-89",
	    "0", "10000", "089", "1,2,3,4,5,6,7,8,9,10,11"};
	struct incident_cwes c;
	struct arena arena;
	struct err err;

	arena_init(&arena, 1 << 16);
	CHECK_OK(incident_cwes_read(STR("CWE-89, 79,cwe-89"), &c, &err), &err);
	CHECK_INT(c.n, 2);
	CHECK_STR(incident_cwes_say(&arena, &c), STR("CWE-89 and CWE-79"));
	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK(
		    incident_cwes_read(str_from(bad[i]), &c, &err) != ERR_NONE);
	CHECK_INT(c.n, 2);
	arena_release(&arena);
}

TEST_MAIN(T(an_incident_asks_its_team_to_learn_and_its_modules_to_be_reviewed),
    T(a_review_is_closed_once_with_its_outcome_and_a_note),
    T(what_is_no_incident_is_recorded_nowhere),
    T(cwes_are_numbers_with_or_without_their_prefix))
