#include "policy/gate_order.h"

#include "policy/gate_world_test.h"

static struct gate_order_report
report(struct gate_world *g, struct id viewer, int64_t since)
{
	const struct gate_order_ask ask = {.viewer = viewer,
	    .system = STR("production"),
	    .since = since,
	    .now = g->w.now};
	struct gate_order_report r;
	struct err err;

	CHECK_OK(gate_order(&g->desk, &ask, &g->w.arena, &r, &err), &err);
	return r;
}

static const struct gate_order *
of(const struct gate_order_report *r, struct id person)
{
	for (size_t i = 0; i < r->n; i++)
		if (id_eq(r->v[i].person, person))
			return &r->v[i];
	fail_msg("nobody of that id");
	return NULL;
}

STORE_TEST(trained_before_access_is_told_apart_from_late_and_never)
{
	struct gate_world g;
	struct gate_order_report r;
	int64_t trained, access;

	gate_world_open(&g, store);
	world_attempt(&g.w, g.w.ada, "m1", 10);
	trained = g.w.now;
	world_later(&g.w, CLOCK_DAY);
	access = g.w.now;
	gate_world_grant(&g, g.w.ada, "production", 0);
	gate_world_grant(&g, g.w.bob, "production", 0);
	gate_world_grant(&g, g.w.lead, "production", 0);
	world_later(&g.w, 2 * CLOCK_DAY);
	world_attempt(&g.w, g.w.bob, "m1", 10);
	world_later(&g.w, CLOCK_DAY);
	r = report(&g, g.w.auditor, 0);
	CHECK_INT(r.n, 3);
	CHECK_INT(of(&r, g.w.ada)->is, GATE_ORDER_YES);
	CHECK_INT(of(&r, g.w.ada)->trained, trained);
	CHECK_INT(of(&r, g.w.ada)->access, access);
	CHECK_INT(of(&r, g.w.bob)->is, GATE_ORDER_LATE);
	CHECK_INT(of(&r, g.w.bob)->trained - access, 2 * CLOCK_DAY);
	CHECK_INT(of(&r, g.w.lead)->is, GATE_ORDER_NEVER);
	CHECK_INT(of(&r, g.w.lead)->trained, 0);
	CHECK_INT(r.counted, 3);
	CHECK(gate_order_share(&r) > 0.333 && gate_order_share(&r) < 0.334);
	/* Wilson of 1 of 3 */
	CHECK(r.in_order.low > 0.061 && r.in_order.low < 0.062);
	CHECK(r.in_order.high > 0.792 && r.in_order.high < 0.793);
	gate_world_close(&g);
}

STORE_TEST(an_access_of_before_the_training_entered_late_is_no_better_for_it)
{
	struct gate_world g;
	struct gate_order_report r;
	int64_t since;

	gate_world_open(&g, store);
	since = g.w.now;
	world_later(&g.w, CLOCK_DAY);
	world_attempt(&g.w, g.w.ada, "m1", 10);
	world_later(&g.w, CLOCK_DAY);
	gate_world_grant(&g, g.w.ada, "production", since);
	r = report(&g, g.w.auditor, 0);
	CHECK_INT(of(&r, g.w.ada)->is, GATE_ORDER_LATE);
	CHECK_INT(of(&r, g.w.ada)->access, since);
	CHECK_INT(of(&r, g.w.ada)->known, since + 2 * CLOCK_DAY);
	gate_world_close(&g);
}

STORE_TEST(an_access_older_than_its_person_is_judged_as_it_was_entered)
{
	struct gate_world g;
	struct gate_order_report r;
	int64_t since;

	gate_world_open(&g, store);
	since = g.w.now - 30 * CLOCK_DAY;
	world_later(&g.w, CLOCK_DAY);
	world_attempt(&g.w, g.w.ada, "m1", 10);
	world_later(&g.w, CLOCK_DAY);
	gate_world_grant(&g, g.w.ada, "production", since);
	gate_world_grant(&g, g.w.bob, "production", since);
	world_later(&g.w, CLOCK_DAY);
	r = report(&g, g.w.auditor, 0);
	CHECK_INT(of(&r, g.w.ada)->is, GATE_ORDER_LATE);
	CHECK_INT(of(&r, g.w.ada)->trained - since, 31 * CLOCK_DAY);
	CHECK_INT(of(&r, g.w.bob)->is, GATE_ORDER_NEVER);
	gate_world_close(&g);
}

STORE_TEST(a_period_and_a_right_bound_what_is_shown)
{
	struct gate_world g;
	struct gate_order_report r;
	struct gate_order_ask ask = {.system = STR("production")};
	struct err err;

	gate_world_open(&g, store);
	r = report(&g, g.w.auditor, 0);
	CHECK_INT(r.n, 0);
	CHECK_INT(r.counted, 0);
	CHECK(gate_order_share(&r) == 0);
	CHECK(r.in_order.low == 0 && r.in_order.high == 1);
	gate_world_grant(&g, g.w.ada, "production", 0);
	r = report(&g, g.w.auditor, g.w.now + 1);
	CHECK_INT(r.n, 0);
	ask.now = g.w.now;
	ask.viewer = g.w.ada;
	CHECK_INT(gate_order(&g.desk, &ask, &g.w.arena, &r, &err), ERR_DENIED);
	ask.viewer = g.w.lead;
	CHECK_INT(gate_order(&g.desk, &ask, &g.w.arena, &r, &err), ERR_DENIED);
	ask.viewer = g.w.auditor;
	ask.system = STR("prod");
	CHECK_INT(
	    gate_order(&g.desk, &ask, &g.w.arena, &r, &err), ERR_NOT_FOUND);
	gate_world_close(&g);
}

TEST_MAIN(T(trained_before_access_is_told_apart_from_late_and_never),
    T(an_access_of_before_the_training_entered_late_is_no_better_for_it),
    T(an_access_older_than_its_person_is_judged_as_it_was_entered),
    T(a_period_and_a_right_bound_what_is_shown))
