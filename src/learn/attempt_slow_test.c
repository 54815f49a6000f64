#include "learn/attempt.h"

#include "learn/attestation.h"
#include "learn/world_test.h"

STORE_TEST(an_attempt_is_the_same_on_every_device_until_it_is_closed)
{
	struct world w;
	struct attempt a, b;
	struct id first, again;
	struct err err;

	world_open(&w, store);
	CHECK_OK(attempt_start(&w.learn, w.ada, STR("m1"), &first, &err), &err);
	CHECK_OK(attempt_get(&w.learn, w.ada, first, &w.arena, &a, &err), &err);
	CHECK_INT(a.n_items, 10);
	CHECK_INT(a.first_open, 1);
	CHECK_OK(
	    attempt_answer(&w.learn, w.ada, first, 1, world_one(1), 1, &err),
	    &err);
	world_later(&w, CLOCK_DAY);
	CHECK_OK(attempt_start(&w.learn, w.ada, STR("m1"), &again, &err), &err);
	CHECK(id_eq(first, again));
	CHECK_OK(attempt_get(&w.learn, w.ada, again, &w.arena, &b, &err), &err);
	CHECK_INT(b.n_answered, 1);
	CHECK_INT(b.first_open, 2);
	CHECK(
	    b.items[0].answered && answer_eq(&b.items[0].answer, world_one(1)));
	for (unsigned i = 0; i < 10; i++) {
		CHECK_STR(a.items[i].stem, b.items[i].stem);
		for (unsigned k = 0; k < 4; k++)
			CHECK_STR(a.items[i].options[k], b.items[i].options[k]);
	}
	world_close(&w);
}

STORE_TEST(a_newer_answer_stands_and_a_late_retry_changes_nothing)
{
	static const struct {
		unsigned chosen; /* option */
		int64_t revision, later;
		unsigned stands;
	} steps[] = {{0, 1, 1, 0}, {1, 1, 1, 1}, {2, 2, 1, 2}, {0, 1, 1, 2},
	    {2, 2, 1, 2}, {3, 9, 1, 3}, {0, 8, 1, 3},
	    /* the clock was set back: the revision decides all the same */
	    {1, 10, -CLOCK_DAY, 1}, {2, 9, 2 * CLOCK_DAY, 1}};
	struct world w;
	struct id id;
	struct err err;

	world_open(&w, store);
	CHECK_OK(attempt_start(&w.learn, w.ada, STR("m1"), &id, &err), &err);
	for (size_t i = 0; i < NELEM(steps); i++) {
		struct attempt a;

		world_later(&w, steps[i].later);
		CHECK_OK(
		    attempt_answer(&w.learn, w.ada, id, 3,
			world_one(steps[i].chosen), steps[i].revision, &err),
		    &err);
		CHECK_OK(
		    attempt_get(&w.learn, w.ada, id, &w.arena, &a, &err), &err);
		CHECK(
		    answer_eq(&a.items[2].answer, world_one(steps[i].stands)));
	}
	world_close(&w);
}

/* The number of a drawn question that takes one option. */
static unsigned
single_of(struct world *w, struct id attempt)
{
	struct sheet s = world_sheet(w, w->ada, attempt);

	for (unsigned i = 0; i < s.n_items; i++)
		if (s.items[i].drawn.item->kind == QUIZ_SINGLE)
			return i + 1;
	fail_msg("no single question was drawn");
	return 0;
}

STORE_TEST(a_wrong_answer_request_is_refused_and_leaves_the_attempt_alone)
{
	struct world w;
	struct attempt a;
	struct id id;
	struct err err;

	world_open(&w, store);
	CHECK_OK(attempt_start(&w.learn, w.ada, STR("m1"), &id, &err), &err);
	const struct {
		struct id person, attempt;
		unsigned no;
		struct answer answer;
		int64_t revision;
		enum err_code rc;
	} bad[] = {
	    {w.ada, id, 0, {1, {0}}, 1, ERR_INVALID},
	    {w.ada, id, 11, {1, {0}}, 1, ERR_INVALID},
	    {w.ada, id, 1, {0}, 1, ERR_INVALID},
	    {w.ada, id, 1, {1, {4}}, 1, ERR_INVALID},
	    {w.ada, id, 1, {1, {255}}, 1, ERR_INVALID},
	    {w.ada, id, 1, {2, {1, 1}}, 1, ERR_INVALID},
	    {w.ada, id, 1, {2, {1, 0}}, 1, ERR_INVALID},
	    {w.ada, id, 1, {255, {0, 1, 2, 3, 4, 5}}, 1, ERR_INVALID},
	    {w.ada, id, single_of(&w, id), {2, {0, 1}}, 1, ERR_INVALID},
	    {w.ada, id, 1, {1, {0}}, -1, ERR_INVALID},
	    {w.bob, id, 1, {1, {0}}, 1, ERR_NOT_FOUND},
	    {w.ada, id_new(), 1, {1, {0}}, 1, ERR_NOT_FOUND},
	};

	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK_INT(
		    attempt_answer(&w.learn, bad[i].person, bad[i].attempt,
			bad[i].no, &bad[i].answer, bad[i].revision, &err),
		    bad[i].rc);
	CHECK(attempt_get(&w.learn, w.bob, id, &w.arena, &a, &err) ==
	    ERR_NOT_FOUND);
	CHECK(attempt_submit(&w.learn, w.bob, id, &err) == ERR_NOT_FOUND);
	CHECK(attempt_start(&w.learn, w.ada, STR("m9"), &id, &err) ==
	    ERR_NOT_FOUND);
	CHECK_OK(attempt_get(&w.learn, w.ada, id, &w.arena, &a, &err), &err);
	CHECK_INT(a.n_answered, 0);
	world_close(&w);
}

STORE_TEST(a_failed_attempt_explains_what_was_chosen_and_shows_no_key)
{
	struct attempt_result r;
	struct world w;
	struct id id;
	struct err err;

	world_open(&w, store);
	CHECK_OK(attempt_start(&w.learn, w.ada, STR("m1"), &id, &err), &err);
	CHECK(attempt_result(&w.learn, w.ada, id, &w.arena, &r, &err) ==
	    ERR_CONFLICT);
	world_answer(&w, w.ada, id, 7);
	CHECK_OK(attempt_submit(&w.learn, w.ada, id, &err), &err);
	CHECK_OK(attempt_result(&w.learn, w.ada, id, &w.arena, &r, &err), &err);
	CHECK(!r.passed && r.right == 7 && r.score == 70 && r.pass == 80);
	for (unsigned i = 0; i < 10; i++) {
		CHECK(r.verdicts[i].right == (i < 7));
		CHECK(!r.verdicts[i].told);
		CHECK_INT(r.verdicts[i].n, r.attempt.items[i].answer.n);
		for (unsigned k = 0; k < r.verdicts[i].n; k++) {
			const struct question_part *p = &r.verdicts[i].parts[k];

			CHECK(p->mark == QUESTION_UNTOLD && p->why.len > 0);
			CHECK(p->chosen &&
			    answer_has(&r.attempt.items[i].answer, p->no - 1));
		}
	}
	CHECK(attempt_answer(&w.learn, w.ada, id, 1, world_one(0), 9, &err) ==
	    ERR_CONFLICT);
	world_close(&w);
}

STORE_TEST(a_pass_explains_everything_that_was_asked_then_and_before)
{
	struct attempt_result r;
	struct world w;
	struct id failed, passed;
	struct err err;

	world_open(&w, store);
	failed = world_attempt(&w, w.ada, "m1", 0);
	world_later(&w, CLOCK_DAY);
	passed = world_attempt(&w, w.ada, "m1", 8);
	for (int round = 0; round < 2; round++) {
		CHECK_OK(attempt_result(&w.learn, w.ada,
			     round == 0 ? failed : passed, &w.arena, &r, &err),
		    &err);
		CHECK(r.passed == (round == 1));
		for (unsigned i = 0; i < 10; i++) {
			unsigned keys = 0;

			CHECK(r.verdicts[i].told && r.verdicts[i].n == 4);
			for (unsigned k = 0; k < 4; k++) {
				keys += r.verdicts[i].parts[k].mark ==
				    QUESTION_RIGHT;
				CHECK(r.verdicts[i].parts[k].why.len > 0);
			}
			CHECK_INT(keys,
			    r.attempt.items[i].form.kind == QUIZ_MULTI ? 2 : 1);
		}
	}
	CHECK_INT(r.pause.until, 0);
	world_close(&w);
}

STORE_TEST(retakes_wait_longer_each_time_and_reading_ends_the_first_pause)
{
	struct attempt_standing s;
	struct world w;
	struct id id;
	struct err err;

	world_open(&w, store);
	world_attempt(&w, w.ada, "m1", 0);
	CHECK(attempt_start(&w.learn, w.ada, STR("m1"), &id, &err) == ERR_BUSY);
	CHECK_STR(str_from(err.text),
	    STR("the next attempt may begin at 2026-02-16T00:10Z, or once the "
		"module's text was opened"));
	world_later(&w, CLOCK_SECOND);
	CHECK_OK(attempt_opened_text(&w.learn, w.ada, STR("m1"), &err), &err);
	world_attempt(&w, w.ada, "m1", 0);
	world_later(&w, CLOCK_SECOND);
	CHECK_OK(attempt_opened_text(&w.learn, w.ada, STR("m1"), &err), &err);
	CHECK(attempt_start(&w.learn, w.ada, STR("m1"), &id, &err) == ERR_BUSY);
	world_later(&w, 600 * CLOCK_SECOND);
	world_attempt(&w, w.ada, "m1", 0);
	world_later(&w, 3600 * CLOCK_SECOND);
	CHECK_OK(attempt_standing(&w.learn, w.ada, STR("m1"), &s, &err), &err);
	CHECK(s.pause.until - w.now == 3 * 3600 * CLOCK_SECOND);
	CHECK(!s.pause.reading_ends && s.pause.failed == 3);
	CHECK_INT(s.attempts, 3);
	CHECK_OK(attempt_start(&w.learn, w.ada, STR("m2"), &id, &err), &err);
	CHECK_OK(attempt_start(&w.learn, w.bob, STR("m1"), &id, &err), &err);
	world_close(&w);
}

STORE_TEST(an_attempt_nobody_submits_expires_and_counts_as_it_stands)
{
	struct attempt_result r;
	struct world w;
	struct id id, next;
	unsigned closed;
	struct err err;

	world_open(&w, store);
	CHECK_OK(attempt_start(&w.learn, w.ada, STR("m1"), &id, &err), &err);
	world_answer(&w, w.ada, id, 9);
	world_later(&w, ATTEMPT_LIFE - 1);
	CHECK_OK(attempt_expire(&w.learn, &closed, &err), &err);
	CHECK_INT(closed, 0);
	world_later(&w, 1);
	CHECK(attempt_answer(&w.learn, w.ada, id, 1, world_one(0), 5, &err) ==
	    ERR_CONFLICT);
	CHECK_OK(attempt_expire(&w.learn, &closed, &err), &err);
	CHECK_INT(closed, 1);
	CHECK_OK(attempt_result(&w.learn, w.ada, id, &w.arena, &r, &err), &err);
	CHECK(r.passed && r.attempt.state == ATTEMPT_EXPIRED);
	/* the same where nobody but the next start notices */
	CHECK_OK(attempt_start(&w.learn, w.bob, STR("m1"), &id, &err), &err);
	world_later(&w, ATTEMPT_LIFE + CLOCK_DAY);
	CHECK_OK(attempt_start(&w.learn, w.bob, STR("m1"), &next, &err), &err);
	CHECK(!id_eq(id, next));
	CHECK_OK(attempt_result(&w.learn, w.bob, id, &w.arena, &r, &err), &err);
	CHECK(!r.passed && r.right == 0);
	world_close(&w);
}

STORE_TEST(an_open_attempt_keeps_its_questions_when_the_module_changes)
{
	struct attempt a, b;
	struct world w;
	struct id id;
	struct err err;

	world_open(&w, store);
	CHECK_OK(attempt_start(&w.learn, w.ada, STR("m1"), &id, &err), &err);
	CHECK_OK(attempt_get(&w.learn, w.ada, id, &w.arena, &a, &err), &err);
	for (unsigned i = 0; i < 10; i++) /* borrowed from the catalog */
		a.items[i].stem = arena_str(&w.arena, a.items[i].stem);
	world_module(&w, "m1", "2.0.0");
	world_put(&w, "modules/m1/quiz.yaml", world_quiz(&w, "m1", "changed"));
	world_publish(&w);
	CHECK_OK(attempt_get(&w.learn, w.ada, id, &w.arena, &b, &err), &err);
	CHECK_STR(b.module_version, STR("1.0.0"));
	for (unsigned i = 0; i < 10; i++)
		CHECK_STR(a.items[i].stem, b.items[i].stem);
	world_answer(&w, w.ada, id, 10);
	CHECK_OK(attempt_submit(&w.learn, w.ada, id, &err), &err);
	world_settle(&w);
	CHECK_OK(attempt_start(&w.learn, w.bob, STR("m1"), &id, &err), &err);
	CHECK_OK(attempt_get(&w.learn, w.bob, id, &w.arena, &b, &err), &err);
	CHECK(str_starts(b.items[0].stem, STR("changed")));
	world_close(&w);
}

STORE_TEST(a_pass_is_a_completion_and_can_be_signed_for_once)
{
	struct attestation in = {.module_id = STR("m1"),
	    .name = STR("  Ada L.  "),
	    .ip = STR("192.0.2.1"),
	    .user_agent = STR("Browser\xff")};
	struct record record;
	struct world w;
	struct id fact;
	struct err err;

	world_open(&w, store);
	CHECK(attestation_sign(&w.learn, w.ada, &in, &fact, &err) ==
	    ERR_CONFLICT);
	world_attempt(&w, w.ada, "m1", 10);
	in.name = STR("   ");
	CHECK(
	    attestation_sign(&w.learn, w.ada, &in, &fact, &err) == ERR_INVALID);
	in.name = STR(" Ada L. ");
	CHECK_OK(attestation_sign(&w.learn, w.ada, &in, &fact, &err), &err);
	CHECK(attestation_sign(&w.learn, w.ada, &in, &fact, &err) ==
	    ERR_CONFLICT);
	CHECK(attestation_sign(&w.learn, w.bob, &in, &fact, &err) ==
	    ERR_CONFLICT);
	world_settle(&w);
	CHECK_OK(
	    record_get(&w.learn, w.ada, w.ada, w.now, &w.arena, &record, &err),
	    &err);
	CHECK_INT(record.completions.n, 1);
	CHECK_STR(record.completions.v[0].earned_how, STR("tested-out"));
	CHECK_INT(record.completions.v[0].attested, w.now);
	CHECK_INT(record.completions.v[0].score, 100);
	/* to the end of that day */
	CHECK_INT(record.completions.v[0].valid_until,
	    clock_months_later(w.now, 12) + CLOCK_DAY - 1);
	CHECK_INT(record.attempts.n, 1);
	world_close(&w);
}

static void
told(const struct ledger_difference *d, void *ctx)
{
	(void)ctx;
	print_error("%s %.*s %s\n", d->table, STR_FMT(d->key),
	    d->column != NULL ? d->column : "(row)");
}

STORE_TEST(what_the_tables_show_is_derived_again_from_the_facts_alone)
{
	struct attestation in = {.module_id = STR("m1"), .name = STR("Ada")};
	uint64_t differences;
	struct world w;
	struct id id, fact;
	struct err err;

	world_open(&w, store);
	world_attempt(&w, w.ada, "m1", 3);
	world_later(&w, CLOCK_DAY);
	id = world_attempt(&w, w.ada, "m1", 9);
	CHECK_OK(attempt_submit(&w.learn, w.ada, id, &err), &err);
	CHECK_OK(attestation_sign(&w.learn, w.ada, &in, &fact, &err), &err);
	world_attempt(&w, w.bob, "m2", 9);
	world_settle(&w);
	CHECK_INT(log_integrate(&w.log), 0); /* submitted twice, one fact */
	CHECK_OK(
	    ledger_rebuild(&w.log.config, true, told, NULL, &differences, &err),
	    &err);
	CHECK_INT(differences, 0);
	world_close(&w);
}

TEST_MAIN(T(an_attempt_is_the_same_on_every_device_until_it_is_closed),
    T(a_newer_answer_stands_and_a_late_retry_changes_nothing),
    T(a_wrong_answer_request_is_refused_and_leaves_the_attempt_alone),
    T(a_failed_attempt_explains_what_was_chosen_and_shows_no_key),
    T(a_pass_explains_everything_that_was_asked_then_and_before),
    T(retakes_wait_longer_each_time_and_reading_ends_the_first_pause),
    T(an_attempt_nobody_submits_expires_and_counts_as_it_stands),
    T(an_open_attempt_keeps_its_questions_when_the_module_changes),
    T(a_pass_is_a_completion_and_can_be_signed_for_once),
    T(what_the_tables_show_is_derived_again_from_the_facts_alone))
