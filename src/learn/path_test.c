#include "learn/path.h"

#include "learn/world_test.h"

/* m1 speaks to Go and Python, m2 to Python alone. */
static void
world_path(struct world *w)
{
	struct str dir = arena_strf(&w->arena, "%s/paths", w->content);
	struct err err;

	CHECK_OK(file_make_dir(dir.ptr, 0755, &err), &err);
	world_put(w, "paths/p1.yaml",
	    STR("id: p1\ntitle: Path\nfor: All\nstacks: [go, python-flask]\n"
		"modules:\n  - {id: m1, why: First}\n"
		"  - id: m2\n    why: Second\n    stacks: [python-flask]\n"
		"labs: []\nplanned: [More]\n"));
	world_publish(w);
}

static struct path_standing
stand(struct world *w, struct id person, struct str stacks)
{
	struct path_standing s;
	struct err err;

	CHECK_OK(path_stand(&w->learn, person, stacks, STR("p1"), w->now,
		     &w->arena, &s, &err),
	    &err);
	CHECK_INT(s.n, 2);
	return s;
}

STORE_TEST(a_path_leads_on_within_the_stacks_of_who_walks_it)
{
	const struct id nobody = {0};
	struct path_standing s;
	struct world w;

	world_open(&w, store);
	world_path(&w);
	s = stand(&w, nobody, STR_NONE);
	CHECK(s.next == NULL && s.steps[0].state == PATH_TO_COME);
	s = stand(&w, w.ada, STR_NONE);
	CHECK_STR(s.next->module->id, STR("m1"));
	CHECK(s.steps[1].state == PATH_TO_COME && s.asked == 2);
	world_attempt(&w, w.ada, "m1", 10);
	s = stand(&w, w.ada, STR("[\"python-flask\"]"));
	CHECK(s.steps[0].state == PATH_DONE && s.done == 1);
	CHECK_STR(s.next->module->id, STR("m2"));
	/* whoever writes Go is done; nonsense is as if nothing were known */
	s = stand(&w, w.ada, STR("[\"go\"]"));
	CHECK(s.next == NULL && s.steps[1].state == PATH_ELSEWHERE);
	CHECK(s.done == 1 && s.asked == 1);
	s = stand(&w, w.ada, STR("{not json"));
	CHECK_STR(s.next->module->id, STR("m2"));
	/* what ran out is to be done again */
	world_later(&w, 400 * CLOCK_DAY);
	s = stand(&w, w.ada, STR("[\"go\"]"));
	CHECK_STR(s.next->module->id, STR("m1"));
	world_close(&w);
}

STORE_TEST(a_choice_is_kept_until_it_is_left_or_gone)
{
	struct str chosen;
	struct world w;
	struct err err;

	world_open(&w, store);
	world_path(&w);
	CHECK_INT(path_choose(&w.learn, w.ada, STR("p9"), &err), ERR_NOT_FOUND);
	CHECK_OK(path_chosen(&w.learn, w.ada, &w.arena, &chosen, &err), &err);
	CHECK(chosen.ptr == NULL);
	CHECK_OK(path_choose(&w.learn, w.ada, STR("p1"), &err), &err);
	CHECK_OK(path_choose(&w.learn, w.ada, STR("p1"), &err), &err);
	CHECK_OK(path_chosen(&w.learn, w.ada, &w.arena, &chosen, &err), &err);
	CHECK_STR(chosen, STR("p1"));
	CHECK_OK(path_chosen(&w.learn, w.bob, &w.arena, &chosen, &err), &err);
	CHECK(chosen.ptr == NULL);
	CHECK_OK(path_choose(&w.learn, w.ada, STR_NONE, &err), &err);
	CHECK_OK(path_chosen(&w.learn, w.ada, &w.arena, &chosen, &err), &err);
	CHECK(chosen.ptr == NULL);
	world_close(&w);
}

TEST_MAIN(T(a_path_leads_on_within_the_stacks_of_who_walks_it),
    T(a_choice_is_kept_until_it_is_left_or_gone))
