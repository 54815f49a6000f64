#include "policy/asking.h"

#include "policy/story_test.h"

static const char *const policies[] = {
    "policy: training\nversion: 1\ntitle: Policy\nowner: Olga\n"
    "approver: Anna\napproved: 2026-01-01\neffective: 2026-03-01\n"
    "review_by: 2028-01-01\nstatement: {who: a, what: b, how_often: c, "
    "onboarding: d, non_completion: e, enforced: f}\n"
    "obligations:\n  - id: leads\n    title: L\n    kind: assign-recurring\n"
    "    who: {role: [lead]}\n    what: {modules: [m2]}\n"
    "    first_days: 10\n",
};

/* Where ada stands by home, team and export alike. */
static struct assignments
standing(struct story *s, struct id who, int64_t now)
{
	const struct learn_rules rules = asking_rules(s->engine);
	const struct learn learn = {
	    s->world.log.store, s->world.catalog, &rules};
	struct assignments list;
	struct err err;

	CHECK_OK(
	    assignment_list(&learn, who, now, &s->world.arena, &list, &err),
	    &err);
	return list;
}

static unsigned
run(struct story *s)
{
	const struct learn learn = {s->world.log.store, s->world.catalog, NULL};
	unsigned made = 0;
	struct err err;

	CHECK_OK(asking_run(s->engine, &learn, &made, &err), &err);
	world_settle(&s->world);
	return made;
}

STORE_TEST(everybody_is_asked_once_with_a_date_and_the_reason_in_words)
{
	struct story *s = malloc(sizeof(*s));
	struct assignments list;
	int64_t now;

	CHECK(s != NULL);
	story_open(s, store, policies);
	now = s->world.now;
	CHECK_INT(run(s), 5);
	CHECK_INT(run(s), 0);
	list = standing(s, s->world.ada, now);
	CHECK_INT(list.n, 1);
	CHECK_STR(list.v[0].module_id, STR("m1"));
	CHECK_STR(list.v[0].why,
	    STR("because you joined on 16 February 2026 and the default "
		"policy gives 30 days"));
	CHECK_INT(list.v[0].due, now + 31 * CLOCK_DAY - 1);
	CHECK(list.v[0].status == ASSIGNMENT_DUE);
	story_close(s);
	free(s);
}

STORE_TEST(who_joins_later_is_asked_and_nobody_else_again)
{
	struct story *s = malloc(sizeof(*s));

	CHECK(s != NULL);
	story_open(s, store, policies);
	CHECK_INT(run(s), 5);
	story_tell(s, STR("2026-02-20 join eve\n2026-02-20 join kim"));
	clock_set_for_test(s->world.now = story_at(STR("2026-02-21")));
	CHECK_INT(run(s), 2);
	CHECK_INT(run(s), 0);
	story_close(s);
	free(s);
}

STORE_TEST(a_published_policy_decides_from_its_day_on)
{
	struct story *s = malloc(sizeof(*s));
	struct assignments list;

	CHECK(s != NULL);
	story_open(s, store, policies);
	CHECK_INT(run(s), 5);
	story_tell(s, STR("2026-02-20 policy 1 effective=2026-03-01"));
	clock_set_for_test(s->world.now = story_at(STR("2026-02-21")));
	CHECK_INT(run(s), 0);
	CHECK_INT(standing(s, s->world.ada, s->world.now).n, 1);
	clock_set_for_test(s->world.now = story_at(STR("2026-03-02")));
	CHECK_INT(run(s), 2); /* the two leads */
	CHECK_INT(standing(s, s->world.ada, s->world.now).n, 0);
	list = standing(s, s->world.lead, s->world.now);
	CHECK_INT(list.n, 1);
	CHECK_STR(list.v[0].module_id, STR("m2"));
	CHECK_STR(list.v[0].why,
	    STR("because you came under the policy on 1 March 2026 and policy "
		"v1 gives 10 days"));
	story_close(s);
	free(s);
}

TEST_MAIN(T(everybody_is_asked_once_with_a_date_and_the_reason_in_words),
    T(who_joins_later_is_asked_and_nobody_else_again),
    T(a_published_policy_decides_from_its_day_on))
