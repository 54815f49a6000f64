#include "policy/story_test.h"

static const char *const yearly[] = {
    "policy: training\nversion: 1\ntitle: Policy\nowner: Olga\n"
    "approver: Anna\napproved: 2026-01-01\neffective: 2026-02-01\n"
    "review_by: 2028-01-01\n"
    "statement: {who: a, what: b, how_often: c, onboarding: d, "
    "non_completion: e, enforced: f}\n"
    "obligations:\n  - id: awareness\n    title: A\n"
    "    kind: assign-recurring\n    what: {modules: [m1]}\n",
};

STORE_TEST(a_history_has_no_gap_and_says_when_it_was_overdue)
{
	static const struct {
		const char *from, *to;
		enum due_state state;
	} spans[] = {
	    {"2026-01-01", "2026-02-09", DUE_IS_NOT_OWED},
	    {"2026-02-10", "2026-03-12", DUE_IS_DUE},
	    {"2026-03-13", "2026-03-19", DUE_IS_OVERDUE},
	    {"2026-03-20", "2026-07-31", DUE_IS_CURRENT},
	    {"2026-08-01", "2026-12-31", DUE_IS_NOT_OWED},
	};
	struct story *s = malloc(sizeof(*s));
	const struct policy *p;
	struct engine_spans out = {0};
	struct engine_item item = {.control = STR_NONE};
	struct err err;

	CHECK(s != NULL);
	story_open(s, store, yearly);
	story_tell(s,
	    STR("2025-12-20 policy 1 effective=2026-01-01\n"
		"2026-02-10 join ana\n2026-03-20 done ana m1 1.0.0\n"
		"2026-08-01 leave ana 2026-07-31"));
	p = engine_policy(s->engine, story_at(STR("2026-02-01")));
	CHECK_INT(p->version, 1);
	item.obligation = &p->obligations.v[0];
	item.thing = &p->obligations.v[0].things.v[0];
	CHECK_OK(engine_history(s->engine, story_id(s, STR("ana")), &item,
		     story_at(STR("2026-01-01")), story_end(STR("2026-12-31")),
		     &s->world.arena, &out, &err),
	    &err);
	CHECK_INT(out.n, NELEM(spans));
	for (size_t i = 0; i < NELEM(spans); i++) {
		CHECK_INT(out.v[i].from, story_at(str_from(spans[i].from)));
		CHECK_INT(out.v[i].to, story_end(str_from(spans[i].to)));
		CHECK(out.v[i].state == spans[i].state);
	}
	story_close(s);
	free(s);
}

/* Nobody had done m1 when it was planned: its word was not known. */
STORE_TEST(what_was_planned_before_a_fact_is_planned_anew_after_it)
{
	const struct engine_ask ask = {.now = 0};
	int64_t from = story_at(STR("2026-02-10")),
		to = story_end(STR("2026-04-30"));
	struct story *s = malloc(sizeof(*s));
	struct engine_spans spans = {0};
	struct engine_sitting *sitting;
	struct owed_list list = {0};
	struct engine_item item = {.control = STR_NONE};
	struct engine_walk *walk;
	const struct policy *p;
	struct err err;

	CHECK(s != NULL);
	story_open(s, store, yearly);
	story_tell(s,
	    STR("2025-12-20 policy 1 effective=2026-01-01\n"
		"2026-02-10 join ana\n"));
	p = engine_policy(s->engine, from);
	item.obligation = &p->obligations.v[0];
	item.thing = &p->obligations.v[0].things.v[0];
	CHECK_OK(
	    engine_walk_new(s->engine, &item, 1, from, to, &walk, &err), &err);
	CHECK_OK(engine_sitting_new(
		     s->engine, story_id(s, STR("ana")), &ask, &sitting, &err),
	    &err);
	for (int done = 0; done < 2; done++) {
		if (done)
			story_tell(s, STR("2026-03-20 done ana m1 1.0.0\n"));
		CHECK_OK(engine_walk_person(walk, story_id(s, STR("ana")),
			     &s->world.arena, &spans, &err),
		    &err);
		CHECK(spans.v[spans.n - 1].state ==
		    (done ? DUE_IS_CURRENT : DUE_IS_OVERDUE));
		CHECK_OK(engine_sitting_at(
			     sitting, to, &s->world.arena, &list, &err),
		    &err);
		CHECK_INT(list.n, 1);
		CHECK(list.v[0].due.state == spans.v[spans.n - 1].state);
	}
	engine_sitting_free(sitting);
	engine_walk_free(walk);
	story_close(s);
	free(s);
}

TEST_MAIN(T(a_history_has_no_gap_and_says_when_it_was_overdue),
    T(what_was_planned_before_a_fact_is_planned_anew_after_it))
