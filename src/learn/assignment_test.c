#include "learn/assignment.h"

#include "learn/world_test.h"

#define DAY CLOCK_DAY

/* Days after one of 2024; a course of 12 months (365 days of them). */
static void
status_follows_from_facts_and_the_date(void)
{
	static const struct {
		enum assignment_by by;
		int64_t made, due, completed, now;
		enum assignment_status status;
	} cases[] = {
	    /* open, by its date */
	    {ASSIGNMENT_RULE, 1, 100, 0, 10, ASSIGNMENT_CURRENT},
	    {ASSIGNMENT_RULE, 1, 100, 0, 69, ASSIGNMENT_CURRENT},
	    {ASSIGNMENT_RULE, 1, 100, 0, 70, ASSIGNMENT_DUE},
	    {ASSIGNMENT_RULE, 1, 100, 0, 99, ASSIGNMENT_DUE},
	    {ASSIGNMENT_RULE, 1, 100, 0, 100, ASSIGNMENT_OVERDUE},
	    {ASSIGNMENT_RULE, 1, 0, 0, 5000, ASSIGNMENT_CURRENT},
	    /* proved, before or after the asking */
	    {ASSIGNMENT_RULE, 10, 40, 5, 50, ASSIGNMENT_COMPLETED},
	    {ASSIGNMENT_RULE, 10, 40, 45, 50, ASSIGNMENT_COMPLETED},
	    {ASSIGNMENT_FINDING, 10, 40, 5, 20, ASSIGNMENT_DUE},
	    {ASSIGNMENT_FINDING, 10, 40, 10, 20, ASSIGNMENT_COMPLETED},
	    {ASSIGNMENT_LEAD, 10, 40, 5, 50, ASSIGNMENT_OVERDUE},
	    /* a proof that runs out is due a month before and owed after */
	    {ASSIGNMENT_RULE, 1, 30, 20, 354, ASSIGNMENT_COMPLETED},
	    {ASSIGNMENT_RULE, 1, 30, 20, 355, ASSIGNMENT_DUE},
	    {ASSIGNMENT_RULE, 1, 30, 20, 385, ASSIGNMENT_DUE},
	    {ASSIGNMENT_RULE, 1, 30, 20, 386, ASSIGNMENT_OVERDUE},
	    /* what was asked once is done once */
	    {ASSIGNMENT_FINDING, 1, 30, 20, 5000, ASSIGNMENT_COMPLETED},
	};
	struct str module = STR("m1");
	struct catalog_course course = {.id = STR("c1"),
	    .modules = {.v = &module, .n = 1},
	    .validity_months = 12,
	    .year_of_365_days = true};
	struct catalog catalog = {.courses = {.v = &course, .n = 1}};
	struct validity validity = {.catalog = &catalog};
	struct arena arena;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(cases); i++) {
#define AT(d) ((d) > 0 ? (20000 + (d)) * DAY : 0)
		struct validity_case in = {.module = module,
		    .asked = AT(cases[i].made),
		    .due = AT(cases[i].due),
		    .why = STR("because it was asked"),
		    .completed = AT(cases[i].completed),
		    .version = STR("1.0.0"),
		    .how = STR("studied")};
		struct assignment a = {0};
		struct err err;
		bool owed;

		CHECK_OK(assignment_stand(&validity, cases[i].by, &in,
			     AT(cases[i].now) + 1, &arena, &a, &owed, &err),
		    &err);
		CHECK(owed);
		CHECK_STR(str_from(assignment_status_name(a.status)),
		    str_from(assignment_status_name(cases[i].status)));
	}
	arena_release(&arena);
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
		CHECK_OK(record_team(
			     &w.learn, cases[i].viewer, &w.arena, &team, &err),
		    &err);
		CHECK_INT(team.n, cases[i].rows);
		CHECK_INT(record_get(&w.learn, cases[i].viewer, w.ada, w.now,
			      &w.arena, &record, &err),
		    cases[i].record);
	}
	CHECK_OK(record_team(&w.learn, w.lead, &w.arena, &team, &err), &err);
	CHECK_STR(team.v[0].name, STR("ada"));
	CHECK_STR(team.v[0].module_id, STR("m1"));
	CHECK_INT(team.v[0].attempts, 1);
	CHECK_INT(team.v[0].best, 30);
	CHECK_OK(
	    record_team(&w.learn, w.other_lead, &w.arena, &team, &err), &err);
	CHECK_STR(team.v[0].name, STR("bob"));
	CHECK(team.v[0].module_id.ptr == NULL);
	world_close(&w);
}

TEST_MAIN(T(status_follows_from_facts_and_the_date),
    T(the_next_thing_is_to_resume_then_to_sign_then_what_is_due_first),
    T(a_module_asked_for_twice_stands_once_with_its_nearest_open_date),
    T(a_lead_sees_the_own_team_and_nobody_else_does))
