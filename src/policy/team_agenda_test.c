#include "policy/team_agenda.h"

#include "policy/remind_world_test.h"

/* ada, whose lead is lead, owes a module, a lab and a signature; bob, whose
   lead is other_lead, the module. */
static const char *const policies[] = {
    "policy: training\nversion: 1\ntitle: Policy\nowner: Olga\n"
    "approver: Anna\napproved: 2026-01-01\neffective: 2026-02-01\n"
    "review_by: 2028-01-01\n"
    "statement: {who: a, what: b, how_often: c, onboarding: d, "
    "non_completion: e, enforced: f}\n"
    "obligations:\n"
    "  - id: awareness\n    title: A\n    kind: assign-initial\n"
    "    who: {person: [ada@example.org, bob@example.org]}\n"
    "    what: {modules: [m1]}\n    first_days: 30\n"
    "  - id: hands\n    title: H\n    kind: assign-initial\n"
    "    who: {person: [ada@example.org]}\n    what: {labs: [lab1]}\n"
    "    first_days: 30\n"
    "  - id: sign\n    title: S\n    kind: acknowledge\n"
    "    who: {person: [ada@example.org]}\n    first_days: 30\n",
};

static void
begin(struct remind_world *w, struct store *store)
{
	memset(w, 0, sizeof(*w));
	story_open(&w->s, store, policies);
	remind_name(w, "ada", w->s.world.ada);
	remind_name(w, "bob", w->s.world.bob);
	story_tell(&w->s, STR("2026-01-20 policy 1 effective=2026-02-01"));
}

static struct team_agenda
team(struct remind_world *w, struct id viewer, const char *at)
{
	struct team_agenda all = {0};
	struct err err;

	remind_clock(w, at);
	CHECK_OK(team_agenda_of(w->s.engine, &w->s.world.learn, viewer,
		     w->s.world.now, &w->s.world.arena, &all, &err),
	    &err);
	CHECK_INT(all.current + all.due + all.overdue, all.people);
	return all;
}

STORE_TEST(a_lab_or_a_signature_that_is_late_makes_a_person_late)
{
	static const struct {
		const char *told, *day;
		size_t current, due, overdue;
	} steps[] = {
	    {"", "2026-03-01T09:00", 0, 1, 0},
	    {"", "2026-03-20T09:00", 0, 0, 1},
	    {"2026-03-20 done ada m1 1.0.0", "2026-03-21T09:00", 0, 0, 1},
	    {"2026-03-21 lab ada lab1", "2026-03-22T09:00", 0, 0, 1},
	    {"2026-03-22 sign ada 1", "2026-03-23T09:00", 1, 0, 0},
	};
	struct remind_world w;

	begin(&w, store);
	for (size_t i = 0; i < NELEM(steps); i++) {
		struct team_agenda t;

		story_tell(&w.s, str_from(steps[i].told));
		t = team(&w, w.s.world.lead, steps[i].day);
		CHECK_INT(t.people, 1);
		CHECK_INT(t.current, steps[i].current);
		CHECK_INT(t.due, steps[i].due);
		CHECK_INT(t.overdue, steps[i].overdue);
		CHECK_INT(t.n, 3); /* done or not */
	}
	remind_close(&w);
}

STORE_TEST(a_lead_counts_whom_they_themselves_would_see_counted)
{
	struct remind_world w;
	struct agenda own = {0};
	struct team_agenda t;
	struct err err;

	begin(&w, store);
	t = team(&w, w.s.world.lead, "2026-03-10T09:00");
	CHECK_OK(agenda_of(w.s.engine, &w.s.world.learn, w.s.world.ada,
		     w.s.world.now, true, &w.s.world.arena, &own, &err),
	    &err);
	CHECK_INT(t.n, own.n);
	for (size_t i = 0; i < own.n; i++) {
		CHECK_STR(t.v[i].item.thing, own.v[i].thing);
		CHECK_INT(t.v[i].item.due, own.v[i].due);
		CHECK(t.v[i].item.state == own.v[i].state);
	}
	remind_close(&w);
}

STORE_TEST(nobody_sees_another_team)
{
	struct remind_world w;
	struct team_agenda t;

	begin(&w, store);
	t = team(&w, w.s.world.other_lead, "2026-03-10T09:00");
	CHECK_INT(t.n, 1);
	CHECK(id_eq(t.v[0].person, w.s.world.bob));
	CHECK_INT(team(&w, w.s.world.ada, "2026-03-10T09:00").people, 0);
	CHECK_INT(team(&w, w.s.world.auditor, "2026-03-10T09:00").people, 0);
	CHECK_INT(team(&w, id_new(), "2026-03-10T09:00").people, 0);
	remind_close(&w);
}

STORE_TEST(how_they_did_stands_beside_a_module_that_was_asked_for)
{
	struct remind_world w;
	struct team_agenda t;
	struct err err;

	begin(&w, store);
	remind_clock(&w, "2026-03-02T09:00");
	CHECK_OK(by_hand_assign(&(struct by_hand){.engine = w.s.engine,
				    .learn = w.s.world.learn,
				    .viewer = w.s.world.lead,
				    .person = w.s.world.ada,
				    .reason = STR("the audit"),
				    .module = STR("m1"),
				    .date = STR("2026-03-05")},
		     &err),
	    &err);
	world_settle(&w.s.world);
	world_attempt(&w.s.world, w.s.world.ada, "m1", 3);
	t = team(&w, w.s.world.lead, "2026-03-04T09:00");
	CHECK_INT(t.n, 3); /* once, with the lead's date */
	CHECK_STR(t.v[0].item.thing, STR("module:m1"));
	CHECK_INT(t.v[0].item.due, story_at(STR("2026-03-06")) - 1);
	CHECK_INT(t.v[0].attempts, 1);
	CHECK_INT(t.v[0].best, 30);
	for (size_t i = 1; i < t.n; i++)
		CHECK_INT(t.v[i].attempts, 0);
	remind_close(&w);
}

TEST_MAIN(T(a_lab_or_a_signature_that_is_late_makes_a_person_late),
    T(a_lead_counts_whom_they_themselves_would_see_counted),
    T(nobody_sees_another_team),
    T(how_they_did_stands_beside_a_module_that_was_asked_for))
