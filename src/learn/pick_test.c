#include "learn/world_test.h"

#include "learn/pick.h"

/* Twenty questions a module, objective o0 to o3 in turn: "m1-00" ... */
static struct arena arena;
static struct world world;

static void
know(struct pick_in *in, const char *item, double chance, int64_t due_day,
    int64_t last_at, bool right)
{
	struct pick_card *c = ARENA_PUSH(&arena, &in->cards);

	*c = (struct pick_card){.module = str_sub(str_from(item), 0, 2),
	    .item = str_from(item),
	    .chance = chance,
	    .due_day = due_day,
	    .last_at = last_at,
	    .last_right = right};
}

static void
name(struct pick_names *names, const char *item)
{
	struct pick_name *n = ARENA_PUSH(&arena, names);

	*n = (struct pick_name){str_sub(str_from(item), 0, 2), str_from(item)};
}

static void
pass(struct pick_in *in, const char *module)
{
	struct str *s = ARENA_PUSH(&arena, &in->passed);

	*s = str_from(module);
}

static struct pick
picked(const struct pick_in *in)
{
	struct pick out;
	struct err err;

	CHECK_OK(pick_make(world.catalog, in, &arena, &out, &err), &err);
	return out;
}

static void
check_item(const struct pick_in *in, const char *item)
{
	struct pick out = picked(in);

	CHECK_STR(out.item ? out.item->id : STR("nothing"), str_from(item));
}

static void
setup(struct store *store)
{
	world_open(&world, store);
	arena_init(&arena, (size_t)64 << 20);
}

static void
done(void)
{
	arena_release(&arena);
	world_close(&world);
}

STORE_TEST(who_knows_nothing_and_passed_nothing_is_asked_nothing)
{
	struct pick_in in = {.today = 100};

	setup(store);
	check_item(&in, "nothing");
	CHECK(picked(&in).next_day == 0 && picked(&in).due == 0);
	done();
}

STORE_TEST(of_what_is_due_the_least_likely_to_be_known_comes_first)
{
	struct pick_in in = {.today = 100};

	setup(store);
	know(&in, "m1-00", 0.8, 99, 1, true);
	know(&in, "m1-01", 0.4, 100, 1, true);
	know(&in, "m1-02", 0.1, 101, 1, true); /* not due */
	check_item(&in, "m1-01");
	CHECK(picked(&in).due == 2 && picked(&in).next_day == 101);
	done();
}

STORE_TEST(an_objective_last_answered_wrongly_comes_before_the_chance)
{
	struct pick_in in = {.today = 100};

	setup(store);
	know(&in, "m1-00", 0.2, 90, 5, true);   /* o0 */
	know(&in, "m1-01", 0.9, 90, 5, true);   /* o1 */
	know(&in, "m1-05", 0.9, 200, 9, false); /* o1, wrong since */
	check_item(&in, "m1-01");
	know(&in, "m1-09", 0.9, 200, 10, true); /* o1, right again */
	check_item(&in, "m1-00");
	done();
}

STORE_TEST(what_was_made_due_early_comes_first_of_all)
{
	struct pick_in in = {.today = 100};

	setup(store);
	know(&in, "m1-00", 0.1, 90, 5, false);
	know(&in, "m1-02", 0.99, 400, 5, true);
	name(&in.early, "m1-02");
	check_item(&in, "m1-02");
	name(&in.early, "m1-07"); /* never met: with chance 0 */
	pass(&in, "m1");
	check_item(&in, "m1-07");
	CHECK(picked(&in).due == 3);
	done();
}

STORE_TEST(a_new_question_comes_only_where_nothing_is_due)
{
	struct pick_in in = {.today = 100};

	setup(store);
	pass(&in, "m1");
	check_item(&in, "m1-00");
	know(&in, "m1-00", 0.9, 120, 5, true);
	check_item(&in, "m1-01");
	know(&in, "m1-06", 0.9, 120, 6, false); /* o2 was wrong */
	check_item(&in, "m1-02");
	know(&in, "m1-03", 0.9, 100, 5, true);
	check_item(&in, "m1-03");
	done();
}

STORE_TEST(nothing_new_comes_from_a_module_that_is_not_passed)
{
	struct pick_in in = {.today = 100};

	setup(store);
	know(&in, "m1-00", 0.9, 120, 5, true);
	check_item(&in, "nothing");
	CHECK(picked(&in).next_day == 120);
	done();
}

STORE_TEST(what_is_retired_or_gone_or_done_today_is_passed_over)
{
	struct pick_in in = {.today = 100};

	setup(store);
	know(&in, "m1-77", 0.1, 1, 5, false); /* no such question today */
	know(&in, "m9-00", 0.1, 1, 5, false); /* no such module */
	know(&in, "m1-00", 0.1, 1, 5, true);
	name(&in.done, "m1-00");
	name(&in.early, "m1-77");
	name(&in.early, "m9-00");
	pass(&in, "m9");
	check_item(&in, "nothing");
	CHECK(picked(&in).due == 0 && picked(&in).next_day == 0);
	pass(&in, "m1");
	check_item(&in, "m1-01"); /* m1-00 was today, though met */
	done();
}

TEST_MAIN(T(who_knows_nothing_and_passed_nothing_is_asked_nothing),
    T(of_what_is_due_the_least_likely_to_be_known_comes_first),
    T(an_objective_last_answered_wrongly_comes_before_the_chance),
    T(what_was_made_due_early_comes_first_of_all),
    T(a_new_question_comes_only_where_nothing_is_due),
    T(nothing_new_comes_from_a_module_that_is_not_passed),
    T(what_is_retired_or_gone_or_done_today_is_passed_over))
