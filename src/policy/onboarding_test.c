#include "policy/onboarding.h"

#include "learn/world_test.h"

STORE_TEST(everybody_is_asked_once_with_a_date_and_the_reason_in_words)
{
	struct assignments list;
	struct world w;
	unsigned made;
	struct err err;

	world_open(&w, store);
	for (int round = 0; round < 2; round++) {
		/* the second round comes before the log has settled */
		CHECK_OK(onboarding_run(&w.learn, &made, &err), &err);
		CHECK_INT(made, 5);
	}
	world_settle(&w);
	CHECK_OK(onboarding_run(&w.learn, &made, &err), &err);
	CHECK_INT(made, 0);
	CHECK_OK(assignment_list(&w.learn, w.ada, w.now, &w.arena, &list, &err),
	    &err);
	CHECK_INT(list.n, 1);
	CHECK_STR(list.v[0].module_id, STR("m1"));
	CHECK_STR(list.v[0].why,
	    STR("because you joined on 16 February 2026, and everybody takes "
		"\"Course\" within 30 days of joining"));
	CHECK_INT(list.v[0].due, w.now + 30 * CLOCK_DAY);
	CHECK(list.v[0].status == ASSIGNMENT_DUE);
	world_close(&w);
}

TEST_MAIN(T(everybody_is_asked_once_with_a_date_and_the_reason_in_words))
