#include "learn/assignment.h"

#include "learn/world_test.h"

#define DAY CLOCK_DAY

static void
status_follows_from_facts_and_the_date(void)
{
	static const struct {
		enum assignment_by by;
		int64_t made, due, completed, valid_until, now;
		enum assignment_status status;
	} cases[] = {
	    /* open, by its date */
	    {ASSIGNMENT_RULE, 1, 100, 0, 0, 10, ASSIGNMENT_CURRENT},
	    {ASSIGNMENT_RULE, 1, 100, 0, 0, 70, ASSIGNMENT_DUE},
	    {ASSIGNMENT_RULE, 1, 100, 0, 0, 69, ASSIGNMENT_CURRENT},
	    {ASSIGNMENT_RULE, 1, 100, 0, 0, 99, ASSIGNMENT_DUE},
	    {ASSIGNMENT_RULE, 1, 100, 0, 0, 100, ASSIGNMENT_OVERDUE},
	    {ASSIGNMENT_RULE, 1, 0, 0, 0, 5000, ASSIGNMENT_CURRENT},
	    /* proved, before or after the asking */
	    {ASSIGNMENT_RULE, 10, 40, 5, 0, 50, ASSIGNMENT_COMPLETED},
	    {ASSIGNMENT_RULE, 10, 40, 45, 0, 50, ASSIGNMENT_COMPLETED},
	    {ASSIGNMENT_FINDING, 10, 40, 5, 0, 20, ASSIGNMENT_DUE},
	    {ASSIGNMENT_FINDING, 10, 40, 10, 0, 20, ASSIGNMENT_COMPLETED},
	    {ASSIGNMENT_LEAD, 10, 40, 5, 400, 50, ASSIGNMENT_OVERDUE},
	    /* a proof that ran out is owed since then */
	    {ASSIGNMENT_RULE, 1, 30, 20, 385, 384, ASSIGNMENT_COMPLETED},
	    {ASSIGNMENT_RULE, 1, 30, 20, 385, 385, ASSIGNMENT_OVERDUE},
	};

	for (size_t i = 0; i < NELEM(cases); i++)
		CHECK_STR(str_from(assignment_status_name(assignment_status(
			      cases[i].by, cases[i].made * DAY,
			      cases[i].due * DAY, cases[i].completed * DAY,
			      cases[i].valid_until * DAY, cases[i].now * DAY))),
		    str_from(assignment_status_name(cases[i].status)));
}

struct asking {
	struct world *w;
	struct assignment_new in;
};

static enum err_code
ask_in(struct db *db, void *ctx, struct err *err)
{
	const struct asking *a = ctx;

	return assignment_make(db, a->w->catalog, &a->w->arena, &a->in, err);
}

static enum err_code
ask(struct world *w, struct id person, const char *module, int64_t days,
    enum assignment_by by, struct err *err)
{
	struct asking a = {.w = w,
	    .in = {.id = id_new(),
		.person = person,
		.module_id = str_from(module),
		.why = STR("because somebody asked"),
		.due = w->now + days * DAY,
		.by = by}};

	return store_write(w->log.store, ask_in, &a, err);
}

STORE_TEST(the_next_thing_is_to_resume_then_to_sign_then_what_is_due_first)
{
	struct record_next next;
	struct world w;
	struct id attempt;
	struct err err;

	world_open(&w, store);
	CHECK_OK(
	    record_next(&w.learn, w.ada, w.now, &w.arena, &next, &err), &err);
	CHECK(next.kind == RECORD_NOTHING);
	CHECK(ask(&w, w.ada, "m9", 5, ASSIGNMENT_LEAD, &err) == ERR_NOT_FOUND);
	CHECK_OK(ask(&w, w.ada, "m1", 20, ASSIGNMENT_RULE, &err), &err);
	CHECK_OK(ask(&w, w.ada, "m2", 10, ASSIGNMENT_LEAD, &err), &err);
	world_settle(&w);
	CHECK_OK(
	    record_next(&w.learn, w.ada, w.now, &w.arena, &next, &err), &err);
	CHECK(next.kind == RECORD_LEARN);
	CHECK_STR(next.module_id, STR("m2"));
	CHECK_STR(next.why, STR("because somebody asked"));
	CHECK_OK(
	    attempt_start(&w.learn, w.ada, STR("m1"), &attempt, &err), &err);
	CHECK_OK(
	    record_next(&w.learn, w.ada, w.now, &w.arena, &next, &err), &err);
	CHECK(next.kind == RECORD_RESUME && next.items == 10);
	world_answer(&w, w.ada, attempt, 10);
	CHECK_OK(attempt_submit(&w.learn, w.ada, attempt, &err), &err);
	CHECK_OK(
	    record_next(&w.learn, w.ada, w.now, &w.arena, &next, &err), &err);
	CHECK(next.kind == RECORD_ATTEST && id_eq(next.attempt, attempt));
	world_close(&w);
}

STORE_TEST(a_module_asked_for_twice_stands_once_with_its_nearest_open_date)
{
	struct assignments list;
	struct world w;
	struct err err;

	world_open(&w, store);
	CHECK_OK(ask(&w, w.ada, "m1", 20, ASSIGNMENT_RULE, &err), &err);
	CHECK_OK(ask(&w, w.ada, "m1", 7, ASSIGNMENT_FINDING, &err), &err);
	CHECK_OK(ask(&w, w.ada, "m2", 9, ASSIGNMENT_RULE, &err), &err);
	world_settle(&w);
	CHECK_OK(assignment_list(&w.learn, w.ada, w.now, &w.arena, &list, &err),
	    &err);
	CHECK_INT(list.n, 2);
	CHECK(list.v[0].by == ASSIGNMENT_FINDING);
	CHECK_INT(list.v[0].due, w.now + 7 * DAY);
	world_later(&w, DAY);
	world_attempt(&w, w.ada, "m1", 9);
	CHECK_OK(assignment_list(&w.learn, w.ada, w.now, &w.arena, &list, &err),
	    &err);
	CHECK_STR(list.v[0].module_id, STR("m2"));
	CHECK(list.v[1].status == ASSIGNMENT_COMPLETED);
	/* a new weakness asks again; the old proof does not count for it */
	world_later(&w, DAY);
	CHECK_OK(ask(&w, w.ada, "m1", 7, ASSIGNMENT_FINDING, &err), &err);
	world_settle(&w);
	CHECK_OK(assignment_list(&w.learn, w.ada, w.now, &w.arena, &list, &err),
	    &err);
	CHECK(list.v[0].status == ASSIGNMENT_DUE);
	CHECK_STR(list.v[1].module_id, STR("m1"));
	world_close(&w);
}

STORE_TEST(a_lead_sees_the_own_team_and_nobody_else_does)
{
	struct record_team team;
	struct record record;
	struct world w;
	struct err err;

	world_open(&w, store);
	CHECK_OK(ask(&w, w.ada, "m1", 20, ASSIGNMENT_RULE, &err), &err);
	world_attempt(&w, w.ada, "m1", 3);
	const struct {
		struct id viewer;
		size_t rows;
		enum err_code record;
	} cases[] = {
	    {w.lead, 1, ERR_NONE},
	    {w.other_lead, 1, ERR_NOT_FOUND},
	    {w.ada, 0, ERR_NONE},
	    {w.bob, 0, ERR_NOT_FOUND},
	    {w.auditor, 0, ERR_NONE},
	    {id_new(), 0, ERR_NOT_FOUND},
	    {{{0}}, 0, ERR_NOT_FOUND},
	};

	for (size_t i = 0; i < NELEM(cases); i++) {
		CHECK_OK(record_team(&w.learn, cases[i].viewer, w.now, &w.arena,
			     &team, &err),
		    &err);
		CHECK_INT(team.n, cases[i].rows);
		CHECK_INT(record_get(&w.learn, cases[i].viewer, w.ada, w.now,
			      &w.arena, &record, &err),
		    cases[i].record);
	}
	CHECK_OK(
	    record_team(&w.learn, w.lead, w.now, &w.arena, &team, &err), &err);
	CHECK_STR(team.v[0].name, STR("ada"));
	CHECK_STR(team.v[0].module_id, STR("m1"));
	CHECK_INT(team.v[0].attempts, 1);
	CHECK_INT(team.v[0].best, 30);
	CHECK_OK(
	    record_team(&w.learn, w.other_lead, w.now, &w.arena, &team, &err),
	    &err);
	CHECK_STR(team.v[0].name, STR("bob"));
	CHECK(team.v[0].module_id.ptr == NULL);
	world_close(&w);
}

TEST_MAIN(T(status_follows_from_facts_and_the_date),
    T(the_next_thing_is_to_resume_then_to_sign_then_what_is_due_first),
    T(a_module_asked_for_twice_stands_once_with_its_nearest_open_date),
    T(a_lead_sees_the_own_team_and_nobody_else_does))
