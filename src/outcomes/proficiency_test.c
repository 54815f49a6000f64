#include "outcomes/proficiency.h"

#include "learn/world_test.h"
#include "sql/scan.h"

/* Ten questions a person: so many right, the rest wrong. */
static void
answer(struct world *w, struct id person, const char *module, unsigned right)
{
	world_attempt(w, person, module, right);
}

struct found {
	struct id author, repository;
};

static enum err_code
find_in(struct db *db, void *ctx, struct err *err)
{
	struct found *f = ctx;

	return sql_finding_add(db,
	    &(struct sql_finding_add_in){.id = id_new(),
		.repository = f->repository,
		.tool = STR("assay"),
		.rule = STR("r"),
		.cwe = 89,
		.cwes = STR("89"),
		.level = 2,
		.message = STR("m"),
		.path = STR("p.py"),
		.line = 1,
		.hash = STR("h"),
		.commit_id = STR("c"),
		.author = f->author,
		.attribution = STR("by the change"),
		.created = clock_now()},
	    NULL, err);
}

static enum err_code
repository_in(struct db *db, void *ctx, struct err *err)
{
	struct found *f = ctx;

	return sql_repository_add(db,
	    &(struct sql_repository_add_in){.id = f->repository,
		.name = STR("payments"),
		.created = clock_now()},
	    NULL, err);
}

static struct proficiency
get(struct world *w, struct id viewer, enum proficiency_reach reach)
{
	struct proficiency p;
	struct err err;

	CHECK_OK(proficiency_get(w->log.store, w->catalog, viewer, reach,
		     &w->arena, &p, &err),
	    &err);
	return p;
}

STORE_TEST(ones_own_answers_are_counted_once_and_have_an_interval)
{
	struct proficiency p;
	struct world w;

	world_open(&w, store);
	answer(&w, w.ada, "m1", 2);
	world_later(&w, CLOCK_DAY);
	p = get(&w, w.ada, PROFICIENCY_OWN);
	CHECK_INT(p.people, 1);
	CHECK_INT(p.by[PROFICIENCY_BY_CLASS].n, 1);
	const struct proficiency_cell *c = &p.by[PROFICIENCY_BY_CLASS].v[0];

	CHECK_STR(c->class_id, STR("m1"));
	CHECK_INT(c->n, 10);
	CHECK_INT(c->right, 2);
	CHECK(!c->withheld && c->share > .19 && c->share < .21);
	/* Wilson of 2 in 10 */
	CHECK(c->share_in.low > .0566 && c->share_in.low < .0568);
	CHECK(c->share_in.high > .5098 && c->share_in.high < .5100);
	CHECK_STR(p.by[PROFICIENCY_BY_STACK].v[0].group, STR("no stack given"));
	CHECK_INT(p.by[PROFICIENCY_BY_SYSTEM].n, 0);
	world_close(&w);
}

STORE_TEST(who_sees_whose_is_decided_by_role_and_team)
{
	struct id none = {{0}}, admin;
	struct world w;

	world_open(&w, store);
	admin = world_join(&w, "root", "admin", none, none);
	world_settle(&w);
	answer(&w, w.ada, "m1", 5);
	answer(&w, w.bob, "m1", 5);
	const struct {
		struct id viewer;
		enum proficiency_reach reach;
		uint64_t people;
	} cases[] = {
	    {w.ada, PROFICIENCY_OWN, 1},
	    {w.ada, PROFICIENCY_TEAM, 0},
	    {w.ada, PROFICIENCY_ALL, 0},
	    {w.lead, PROFICIENCY_OWN, 0},
	    {w.lead, PROFICIENCY_TEAM, 1},
	    {w.lead, PROFICIENCY_ALL, 0},
	    {w.other_lead, PROFICIENCY_TEAM, 1},
	    {w.auditor, PROFICIENCY_ALL, 0},
	    {admin, PROFICIENCY_TEAM, 0},
	    {admin, PROFICIENCY_ALL, 2},
	    {id_new(), PROFICIENCY_ALL, 0},
	    {none, PROFICIENCY_OWN, 0},
	};

	for (size_t i = 0; i < NELEM(cases); i++)
		CHECK_INT(get(&w, cases[i].viewer, cases[i].reach).people,
		    cases[i].people);
	world_close(&w);
}

/* Six developers and two leads: telling the six would tell the two. */
STORE_TEST(of_fewer_than_five_nothing_is_told_nor_by_subtraction)
{
	static const char *const names[] = {"d1", "d2", "d3", "d4", "d5", "d6"};
	struct found f = {.repository = id_new()};
	struct id none = {{0}}, admin;
	struct proficiency p;
	struct world w;
	struct err err;

	world_open(&w, store);
	admin = world_join(&w, "root", "admin", none, none);
	for (size_t i = 0; i < NELEM(names); i++) {
		struct id d = world_join(&w, names[i], "developer", none, none);

		world_settle(&w);
		answer(&w, d, "m1", 6);
		f.author = d;
		if (i == 0)
			CHECK_OK(
			    store_write(store, repository_in, &f, &err), &err);
		CHECK_OK(store_write(store, find_in, &f, &err), &err);
		if (i == 3) {
			p = get(&w, admin, PROFICIENCY_ALL);
			CHECK(p.by[PROFICIENCY_BY_CLASS].v[0].withheld);
			CHECK_INT(p.by[PROFICIENCY_BY_CLASS].v[0].n, 0);
		}
	}
	p = get(&w, admin, PROFICIENCY_ALL);
	CHECK_INT(p.by[PROFICIENCY_BY_ROLE].n, 1);
	CHECK(!p.by[PROFICIENCY_BY_ROLE].v[0].withheld);
	CHECK_INT(p.by[PROFICIENCY_BY_ROLE].v[0].n, 60);
	CHECK_STR(p.by[PROFICIENCY_BY_SYSTEM].v[0].group, STR("payments"));
	CHECK_INT(p.by[PROFICIENCY_BY_SYSTEM].v[0].right, 36);
	answer(&w, w.lead, "m1", 1);
	answer(&w, w.other_lead, "m1", 1);
	p = get(&w, admin, PROFICIENCY_ALL);
	CHECK_INT(p.by[PROFICIENCY_BY_CLASS].v[0].n, 80);
	CHECK_INT(p.by[PROFICIENCY_BY_ROLE].n, 2);
	CHECK(p.by[PROFICIENCY_BY_ROLE].v[0].withheld);
	CHECK(p.by[PROFICIENCY_BY_ROLE].v[1].withheld);
	CHECK_INT(p.by[PROFICIENCY_BY_ROLE].v[0].people +
		p.by[PROFICIENCY_BY_ROLE].v[1].people,
	    8);
	CHECK_INT(p.by[PROFICIENCY_BY_ROLE].v[0].right, 0);
	world_close(&w);
}

TEST_MAIN(T(ones_own_answers_are_counted_once_and_have_an_interval),
    T(who_sees_whose_is_decided_by_role_and_team),
    T(of_fewer_than_five_nothing_is_told_nor_by_subtraction))
