#include "policy/gate_world_test.h"

static void
check(const struct gate_answer *a, bool allow, enum gate_state state)
{
	if (a->allow != allow || a->state != state)
		fail_msg(
		    "%s: %.*s", gate_state_name(a->state), STR_FMT(a->reason));
	CHECK_INT(a->allow, gate_state_passes(a->state));
	CHECK(a->reason.len > 0);
	CHECK(a->until >= a->issued);
	CHECK(a->until < a->issued + GATE_STAND_MAX);
}

STORE_TEST(who_was_never_trained_does_not_come_to_what_needs_it_first)
{
	struct gate_world g;
	struct gate_answer a;

	gate_world_open(&g, store);
	a = gate_world_ask(&g, "ada@example.org", "production");
	check(&a, false, GATE_LAPSED);
	CHECK_STR(a.reason,
	    STR("\"First things\" (m1) comes before access to production and "
		"you have not done it"));
	/* a recorded access changes nothing about that */
	gate_world_grant(&g, g.w.ada, "production", 0);
	world_later(&g.w, CLOCK_SECOND);
	a = gate_world_ask(&g, "ada@example.org", "production");
	check(&a, false, GATE_LAPSED);
	world_attempt(&g.w, g.w.ada, "m1", 10);
	world_later(&g.w, CLOCK_SECOND);
	a = gate_world_ask(&g, "ada@example.org", "production");
	check(&a, true, GATE_CURRENT);
	CHECK_STR(a.reason, STR("all that production asks for is current"));
	gate_world_close(&g);
}

STORE_TEST(who_asks_before_they_have_the_access_is_judged_as_if_they_had)
{
	struct gate_world g;
	struct gate_answer a;

	gate_world_open(&g, store);
	world_attempt(&g.w, g.w.bob, "m1", 10);
	world_later(&g.w, CLOCK_SECOND);
	a = gate_world_ask(&g, "Bob@Example.org", "production");
	check(&a, true, GATE_CURRENT);
	CHECK_STR(a.person, STR("bob@example.org"));
	gate_world_close(&g);
}

/* Joined on day 0, 14 days to do it, 7 days of grace. */
STORE_TEST(states_are_graded_and_each_ends_to_the_microsecond)
{
	static const struct {
		int64_t day;
		bool allow;
		enum gate_state state;
	} days[] = {
	    {1, true, GATE_DUE},
	    {13, true, GATE_DUE},
	    {14, true, GATE_DUE},
	    {15, true, GATE_GRACE},
	    {21, true, GATE_GRACE},
	    {22, false, GATE_LAPSED},
	    {400, false, GATE_LAPSED},
	};
	struct gate_world g;
	int64_t start;

	gate_world_open(&g, store);
	start = g.w.now;
	for (size_t i = 0; i < NELEM(days); i++) {
		struct gate_answer a, last, next;
		int64_t until;

		world_later(&g.w, start + days[i].day * CLOCK_DAY - g.w.now);
		a = gate_world_ask(&g, "ada@example.org", "pipelines");
		check(&a, days[i].allow, days[i].state);
		CHECK(a.fail_open);
		if (a.until > g.w.now + 23 * 3600 * CLOCK_SECOND)
			continue; /* nothing changes within the day */
		until = a.until;
		world_later(&g.w, until - g.w.now);
		last = gate_world_ask(&g, "ada@example.org", "pipelines");
		world_later(&g.w, 1);
		next = gate_world_ask(&g, "ada@example.org", "pipelines");
		CHECK_INT(last.state, days[i].state);
		CHECK(next.state != days[i].state);
	}
	gate_world_close(&g);
}

STORE_TEST(the_last_answer_stands_in_no_longer_than_time_leaves_it_right)
{
	struct gate_world g;
	struct gate_answer a;

	gate_world_open(&g, store);
	a = gate_world_ask(&g, "ada@example.org", "production");
	CHECK_INT(a.stands_in - a.issued, 3600 * CLOCK_SECOND - 1);
	/* on the last day of grace, an hour before its end */
	world_later(
	    &g.w, 22 * CLOCK_DAY - g.w.now % CLOCK_DAY - 3600 * CLOCK_SECOND);
	a = gate_world_ask(&g, "ada@example.org", "pipelines");
	check(&a, true, GATE_GRACE);
	CHECK_INT(a.until - a.issued, 3600 * CLOCK_SECOND - 1);
	CHECK_INT(a.stands_in, a.until);
	gate_world_close(&g);
}

STORE_TEST(
    what_the_policy_does_not_gate_lets_in_and_what_it_does_not_know_is_an_error)
{
	struct gate_world g;
	struct gate_answer a;
	struct err err;

	gate_world_open(&g, store);
	a = gate_world_ask(&g, "ada@example.org", "mail");
	check(&a, true, GATE_NO_GATE);
	a = gate_world_ask(&g, "nobody@example.org", "incident-response");
	check(&a, true, GATE_EXEMPT);
	CHECK_STR(a.reason, STR("incident response is never gated"));
	a = gate_world_ask(&g, "nobody@example.org", "production");
	check(&a, false, GATE_UNKNOWN_PERSON);
	CHECK_INT(gate_ask(&g.desk, STR("ada@example.org"), STR("prod"),
		      STR("test"), &g.w.arena, &a, &err),
	    ERR_NOT_FOUND);
	CHECK_STR(str_from(err.text),
	    STR("the policy has no system 'prod'; it has production, "
		"pipelines, mail"));
	CHECK_INT(gate_ask(&g.desk, STR("ada"), STR("production"), STR("test"),
		      &g.w.arena, &a, &err),
	    ERR_INVALID);
	gate_world_close(&g);
}

static enum err_code
leave_in(struct db *db, void *ctx, struct err *err)
{
	struct gate_world *g = ctx;

	return person_leave(db, &g->w.arena, PERSON_PROGRAM, g->w.ada,
	    STR("moved on"), STR("test"), err);
}

STORE_TEST(who_left_does_not_pass)
{
	struct gate_world g;
	struct gate_answer a;
	struct err err;

	gate_world_open(&g, store);
	CHECK_OK(store_write(store, leave_in, &g, &err), &err);
	world_settle(&g.w);
	world_later(&g.w, CLOCK_SECOND);
	a = gate_world_ask(&g, "ada@example.org", "pipelines");
	check(&a, false, GATE_UNKNOWN_PERSON);
	gate_world_close(&g);
}

static int64_t
decisions(struct gate_world *g)
{
	return gate_world_facts(g, LEDGER_GATE_DECIDED);
}

STORE_TEST(the_same_answer_is_recorded_once_while_it_stands_and_another_at_once)
{
	struct gate_world g;
	struct gate_answer a;

	gate_world_open(&g, store);
	for (int i = 0; i < 5; i++) {
		a = gate_world_ask(&g, "ada@example.org", "production");
		world_later(&g.w, 1800 * CLOCK_SECOND);
	}
	check(&a, false, GATE_LAPSED);
	CHECK_INT(decisions(&g), 1);
	gate_world_ask(&g, "ada@example.org", "pipelines");
	gate_world_ask(&g, "bob@example.org", "production");
	CHECK_INT(decisions(&g), 3);
	world_attempt(&g.w, g.w.ada, "m1", 10);
	gate_world_ask(&g, "ada@example.org", "production");
	CHECK_INT(decisions(&g), 4);
	world_later(&g.w, CLOCK_DAY);
	gate_world_ask(&g, "ada@example.org", "production");
	CHECK_INT(decisions(&g), 5);
	/* nobody's address names nobody, and still is one fact */
	gate_world_ask(&g, "nobody@example.org", "production");
	gate_world_ask(&g, "noone@example.org", "production");
	CHECK_INT(decisions(&g), 6);
	gate_world_close(&g);
}

STORE_TEST(two_who_ask_in_the_same_moment_make_one_fact)
{
	struct gate_world g;
	struct gate_answer a;
	struct err err;

	gate_world_open(&g, store);
	for (int i = 0; i < 3; i++) /* before the first has its number */
		CHECK_OK(
		    gate_ask(&g.desk, STR("ada@example.org"), STR("production"),
			STR("test"), &g.w.arena, &a, &err),
		    &err);
	world_settle(&g.w);
	CHECK_INT(decisions(&g), 1);
	gate_world_close(&g);
}

STORE_TEST(what_is_signed_is_read_back_and_a_changed_byte_is_refused)
{
	struct gate_world g;
	struct gate_answer a, b;
	struct buf text;
	uint8_t key[32];
	size_t named;
	struct err err;

	gate_world_open(&g, store);
	a = gate_world_ask(&g, "ada@example.org", "production");
	buf_init(&text, GATE_ANSWER_MAX);
	CHECK_OK(gate_sign(&g.desk, &a, &text, &err), &err);
	CHECK_OK(gate_key(&g.desk, key, &err), &err);
	CHECK_OK(
	    gate_answer_read(buf_view(&text), key, &g.w.arena, &b, &err), &err);
	CHECK_STR(b.reason, a.reason);
	CHECK_INT(b.until, a.until);
	CHECK_INT(b.allow, a.allow);
	/* only the key's name may differ: it proves nothing */
	named = str_find(buf_view(&text), STR("\"key\":\"")) + 7;
	for (size_t i = 0; i + 1 < text.len; i++) {
		char was = text.ptr[i];

		text.ptr[i] = (char)(was ^ 1);
		if (gate_answer_read(
			buf_view(&text), key, &g.w.arena, &b, &err) == ERR_NONE)
			CHECK(i >= named && i < named + GATE_KEY_ID_LEN);
		text.ptr[i] = was;
	}
	key[0] ^= 1;
	CHECK_INT(gate_answer_read(buf_view(&text), key, &g.w.arena, &b, &err),
	    ERR_DENIED);
	buf_release(&text);
	gate_world_close(&g);
}

struct told {
	struct str to[4];
	size_t n;
	struct arena *arena;
};

static enum err_code
tell_one(const struct cell *cells, void *ctx, struct err *err)
{
	const struct table *t = table_find(STR("mail_outbox"));
	struct told *told = ctx;

	(void)err;
	for (unsigned i = 0; i < t->n_columns; i++)
		if (strcmp(t->columns[i].name, "recipient") == 0)
			told->to[told->n++ % 4] =
			    arena_str(told->arena, cells[i].s);
	return ERR_NONE;
}

static enum err_code
told_in(struct db *db, void *ctx, struct err *err)
{
	struct told *told = ctx;

	told->n = 0;
	return table_dump(
	    db, table_find(STR("mail_outbox")), tell_one, told, err);
}

STORE_TEST(break_glass_lets_in_for_its_time_is_told_and_ends_by_itself)
{
	struct gate_world g;
	struct gate_opening_in o;
	struct gate_answer a;
	struct told told;
	struct err err;

	gate_world_open(&g, store);
	told.arena = &g.w.arena;
	world_join(
	    &g.w, "radia", "security_lead", (struct id){0}, (struct id){0});
	world_join(&g.w, "root", "admin", (struct id){0}, (struct id){0});
	world_settle(&g.w);
	o = (struct gate_opening_in){.g = &g,
	    .in = {.actor = PERSON_PROGRAM,
		.email = STR("ada@example.org"),
		.system = STR("production"),
		.reason = STR("payments are down, INC-212"),
		.minutes = 90,
		.now = g.w.now}};
	CHECK_OK(store_write(store, gate_world_open_in, &o, &err), &err);
	world_settle(&g.w);
	a = gate_world_ask(&g, "ada@example.org", "production");
	check(&a, true, GATE_BREAK_GLASS);
	CHECK_OK(store_read(store, told_in, &told, &err), &err);
	CHECK_INT(told.n, 1);
	CHECK_STR(told.to[0], STR("radia@example.org"));
	CHECK_INT(a.until, g.w.now + 90 * 60 * CLOCK_SECOND);
	CHECK_INT(a.stands_in, g.w.now + 3600 * CLOCK_SECOND - 1);
	/* for one system and one person alone */
	a = gate_world_ask(&g, "bob@example.org", "production");
	check(&a, false, GATE_LAPSED);
	world_later(&g.w, 90 * 60 * CLOCK_SECOND);
	a = gate_world_ask(&g, "ada@example.org", "production");
	check(&a, true, GATE_BREAK_GLASS);
	world_later(&g.w, 1);
	a = gate_world_ask(&g, "ada@example.org", "production");
	check(&a, false, GATE_LAPSED);
	gate_world_close(&g);
}

STORE_TEST(break_glass_needs_a_right_a_reason_an_end_and_a_person)
{
	struct gate_world g;
	struct err err;

	gate_world_open(&g, store);
	{
		const struct {
			struct id actor;
			const char *email, *reason;
			unsigned minutes;
			enum err_code code;
		} bad[] = {
		    {g.w.ada, "ada@example.org", "payments are down", 60,
			ERR_DENIED},
		    {g.w.lead, "ada@example.org", "payments are down", 60,
			ERR_DENIED},
		    {g.w.auditor, "ada@example.org", "payments are down", 60,
			ERR_DENIED},
		    {id_new(), "ada@example.org", "payments are down", 60,
			ERR_DENIED},
		    {PERSON_PROGRAM, "ada@example.org", "payments are down", 0,
			ERR_INVALID},
		    {PERSON_PROGRAM, "ada@example.org", "payments are down",
			481, ERR_INVALID},
		    {PERSON_PROGRAM, "ada@example.org", "why", 60, ERR_INVALID},
		    {PERSON_PROGRAM, "ada@example.org", "payments are\r\ndown",
			60, ERR_INVALID},
		    {PERSON_PROGRAM, "nobody@example.org", "payments are down",
			60, ERR_NOT_FOUND},
		    {PERSON_PROGRAM, "no address", "payments are down", 60,
			ERR_INVALID},
		};

		for (size_t i = 0; i < NELEM(bad); i++) {
			struct gate_opening_in o = {.g = &g,
			    .in = {.actor = bad[i].actor,
				.email = str_from(bad[i].email),
				.system = STR("production"),
				.reason = str_from(bad[i].reason),
				.minutes = bad[i].minutes,
				.now = g.w.now}};

			CHECK_INT(
			    store_write(store, gate_world_open_in, &o, &err),
			    bad[i].code);
		}
	}
	gate_world_close(&g);
}

TEST_MAIN(T(who_was_never_trained_does_not_come_to_what_needs_it_first),
    T(who_asks_before_they_have_the_access_is_judged_as_if_they_had),
    T(states_are_graded_and_each_ends_to_the_microsecond),
    T(the_last_answer_stands_in_no_longer_than_time_leaves_it_right),
    T(what_the_policy_does_not_gate_lets_in_and_what_it_does_not_know_is_an_error),
    T(who_left_does_not_pass),
    T(the_same_answer_is_recorded_once_while_it_stands_and_another_at_once),
    T(two_who_ask_in_the_same_moment_make_one_fact),
    T(what_is_signed_is_read_back_and_a_changed_byte_is_refused),
    T(break_glass_lets_in_for_its_time_is_told_and_ends_by_itself),
    T(break_glass_needs_a_right_a_reason_an_end_and_a_person))
