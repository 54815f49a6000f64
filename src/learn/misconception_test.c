#include "learn/misconception.h"

#include "learn/world_test.h"

static struct misconceptions
list(struct world *w, struct id viewer)
{
	struct misconceptions m = {.n = 42};
	struct err err;

	CHECK_OK(
	    misconception_list(&w->learn, viewer, &w->arena, &m, &err), &err);
	return m;
}

static void
members(struct world *w, unsigned n, unsigned right)
{
	struct id none = {0}, person[20];

	for (unsigned i = 0; i < n; i++)
		person[i] =
		    world_join(w, arena_strf(&w->arena, "member%u", i).ptr,
			"developer", w->team, none);
	world_settle(w);
	for (unsigned i = 0; i < n; i++)
		world_attempt(w, person[i], "m1", right);
}

STORE_TEST(a_team_of_five_is_broken_down_and_one_of_four_is_not)
{
	struct misconceptions m;
	struct world w;

	world_open(&w, store);
	CHECK_INT(list(&w, w.lead).n, 0); /* nobody answered */
	members(&w, 4, 0);
	m = list(&w, w.lead);
	CHECK_INT(m.n, 1);
	CHECK_INT(m.v[0].people, 4);
	CHECK(m.v[0].too_few && m.v[0].beliefs.n == 0);
	world_attempt(&w, w.ada, "m1", 10); /* the fifth knows everything */
	m = list(&w, w.lead);
	CHECK_INT(m.n, 1);
	CHECK_INT(m.v[0].people, 5);
	CHECK(!m.v[0].too_few);
	CHECK_INT(m.v[0].beliefs.n, 1); /* all distractors name one */
	CHECK_STR(m.v[0].beliefs.v[0].belief, STR("a-belief"));
	CHECK_INT(m.v[0].beliefs.v[0].n, 50);
	CHECK_INT(m.v[0].beliefs.v[0].taken, 40);
	CHECK(m.v[0].beliefs.v[0].share_in.low < .8 &&
	    m.v[0].beliefs.v[0].share_in.high > .8);
	CHECK_STR(m.v[0].beliefs.v[0].module_id, STR("m1"));
	world_close(&w);
}

STORE_TEST(what_other_teams_believe_does_not_count)
{
	struct misconceptions m;
	struct world w;

	world_open(&w, store);
	members(&w, 6, 10);
	world_attempt(&w, w.bob, "m1", 0); /* of another team */
	world_attempt(&w, w.ada, "m1", 10);
	m = list(&w, w.lead);
	CHECK_INT(m.v[0].people, 7);
	CHECK_INT(m.v[0].beliefs.n, 0); /* bob's is not theirs */
	CHECK_INT(m.v[0].untaken, 1);
	world_close(&w);
}

STORE_TEST(only_the_teams_lead_and_who_sees_all_teams_may_ask)
{
	struct id none = {0};
	struct world w;
	struct id sec, admin;

	world_open(&w, store);
	sec = world_join(&w, "sec", "security_lead", none, none);
	admin = world_join(&w, "root", "admin", none, none);
	members(&w, 5, 5);
	struct id no[] = {
	    w.ada, w.bob, w.other_lead, w.auditor, id_new(), none};
	for (size_t i = 0; i < NELEM(no); i++)
		CHECK_INT(list(&w, no[i]).n, 0);
	struct id yes[] = {w.lead, sec, admin};
	for (size_t i = 0; i < NELEM(yes); i++)
		CHECK_INT(list(&w, yes[i]).n, 1);
	world_attempt(&w, w.bob, "m1", 3);
	CHECK_INT(list(&w, w.lead).n, 1);
	CHECK_INT(list(&w, w.other_lead).n, 1);
	CHECK_INT(list(&w, sec).n, 2);
	CHECK(list(&w, w.other_lead).v[0].too_few);
	world_close(&w);
}

TEST_MAIN(T(a_team_of_five_is_broken_down_and_one_of_four_is_not),
    T(what_other_teams_believe_does_not_count),
    T(only_the_teams_lead_and_who_sees_all_teams_may_ask))
