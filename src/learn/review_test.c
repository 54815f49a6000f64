#include "learn/review_world_test.h"

#include <pthread.h>

/* --- cards ---------------------------------------------------------------- */

STORE_TEST(an_attempt_is_the_first_exposure_of_what_was_answered_in_it)
{
	struct sql_review_cards_rows rows;
	unsigned right = 0, wrong = 0;

	world_open(&w, store);
	CHECK(cards(w.ada).n == 0);
	world_attempt(&w, w.ada, "m1", 9);
	rows = cards(w.ada);
	CHECK_INT(rows.n, 10);
	for (size_t i = 0; i < rows.n; i++) {
		int64_t days = rows.v[i].due_day - card_day(w.now);

		CHECK(days == (rows.v[i].last_right ? 2 : 1));
		right += rows.v[i].last_right;
		wrong += !rows.v[i].last_right;
	}
	CHECK(right == 9 && wrong == 1);
	CHECK(due(w.ada) == 0 && cards(w.bob).n == 0);
	check_rebuild();
	world_close(&w);
}

STORE_TEST(a_review_moves_its_card_and_rebuilding_finds_the_same)
{
	struct sql_review_cards_rows before, after;
	const struct sql_review_cards_row *was, *is;
	struct review_today today;
	struct str item;

	world_open(&w, store);
	world_attempt(&w, w.ada, "m1", 9);
	world_later(&w, 2 * CLOCK_DAY);
	CHECK(due(w.ada) == 2);
	today = ask(w.ada);
	item = item_of(w.ada, today.asked);
	before = cards(w.ada);
	was = card_of(&before, item);
	CHECK(was != NULL && !was->last_right); /* the wrong one first */
	answer_ok(w.ada, today.asked, true);
	after = cards(w.ada);
	is = card_of(&after, item);
	CHECK(after.n == 10 && is->last_right);
	CHECK(is->stability > was->stability);
	CHECK(is->due_day > card_day(w.now));
	CHECK(due(w.ada) == 1); /* one answer left */
	check_rebuild();
	world_close(&w);
}

STORE_TEST(a_clock_that_goes_back_breaks_nothing)
{
	struct review_today today;

	world_open(&w, store);
	world_attempt(&w, w.ada, "m1", 10);
	world_later(&w, 5 * CLOCK_DAY);
	answer_ok(w.ada, ask(w.ada).asked, true);
	world_later(&w, -4 * CLOCK_DAY);
	today = ask(w.ada);
	CHECK(today.left == 2 && !id_is_none(today.asked));
	answer_ok(w.ada, today.asked, false);
	world_later(&w, -30 * CLOCK_DAY); /* before the attempt */
	today = ask(w.ada);
	if (!id_is_none(today.asked))
		answer_ok(w.ada, today.asked, true);
	check_rebuild();
	world_close(&w);
}

STORE_TEST(an_erased_person_s_cards_and_questions_are_nobody_s)
{
	struct review_today today;
	struct review r;
	uint64_t seq;
	struct err err;

	world_open(&w, store);
	world_attempt(&w, w.ada, "m1", 10);
	today = ask(w.ada);
	answer_ok(w.ada, today.asked, true);
	CHECK_OK(ledger_erase(
		     &w.log.config, w.ada, w.ada, STR("asked to"), &seq, &err),
	    &err);
	CHECK(cards(w.ada).n == 0);
	CHECK(review_ask(&w.learn, w.ada, &today, &err) == ERR_NOT_FOUND);
	CHECK(review_get(&w.learn, w.ada, today.asked, &w.arena, &r, &err) ==
	    ERR_NOT_FOUND);
	check_rebuild();
	world_close(&w);
}

/* --- asking ----------------------------------------------------------------
 */

STORE_TEST(the_open_question_stays_the_same_until_it_is_answered)
{
	struct review_today first, second;
	struct review a, b;

	world_open(&w, store);
	CHECK(id_is_none(ask(w.ada).asked) && ask(w.ada).next == 0);
	world_attempt(&w, w.ada, "m1", 10);
	first = ask(w.ada);
	CHECK(first.left == 2 && !id_is_none(first.asked));
	second = ask(w.ada);
	CHECK(id_eq(first.asked, second.asked));
	a = get(w.ada, first.asked);
	b = get(w.ada, second.asked);
	for (unsigned i = 0; i < a.question.form.places; i++)
		CHECK_STR(a.question.options[i], b.question.options[i]);
	world_later(&w, 3 * CLOCK_DAY); /* looked at again: it goes on */
	CHECK(id_eq(first.asked, ask(w.ada).asked));
	world_later(&w, 7 * CLOCK_DAY);
	CHECK(id_eq(first.asked, ask(w.ada).asked));
	world_later(&w, 9 * CLOCK_DAY); /* nobody looked: another one */
	CHECK(!id_eq(first.asked, ask(w.ada).asked));
	world_close(&w);
}

STORE_TEST(two_a_day_are_enough_and_tomorrow_there_are_more)
{
	struct review_today today;

	world_open(&w, store);
	world_attempt(&w, w.ada, "m1", 10);
	answer_ok(w.ada, ask(w.ada).asked, true);
	today = ask(w.ada);
	CHECK(today.left == 1);
	answer_ok(w.ada, today.asked, true);
	today = ask(w.ada);
	CHECK(id_is_none(today.asked) && today.left == 0);
	CHECK(today.next == w.now - w.now % CLOCK_DAY + CLOCK_DAY);
	CHECK(due(w.ada) == 0);
	world_later(&w, CLOCK_DAY);
	CHECK(!id_is_none(ask(w.ada).asked) && ask(w.ada).left == 2);
	world_close(&w);
}

struct device {
	unsigned answered, refused;
};

static void *
one_device(void *arg)
{
	struct device *d = arg;

	for (int i = 0; i < 6; i++) {
		struct review_today today;
		enum err_code rc;
		struct err err;

		CHECK_OK(review_ask(&w.learn, w.ada, &today, &err), &err);
		if (id_is_none(today.asked))
			continue;
		rc = review_answer(&w.learn, w.ada, today.asked, world_one(0),
		    REVIEW_WEB, &err);
		d->answered += rc == ERR_NONE;
		d->refused += rc == ERR_BUSY;
		CHECK(rc == ERR_NONE || rc == ERR_BUSY || rc == ERR_NOT_FOUND);
	}
	return NULL;
}

static int64_t
answers_today(void)
{
	struct sql_review_cards_rows rows = cards(w.ada);
	int64_t n = 0;

	for (size_t i = 0; i < rows.n; i++)
		n += rows.v[i].last_at == w.now;
	return n;
}

STORE_TEST(many_devices_at_once_answer_two_questions_and_no_more)
{
	struct device devices[6] = {0};
	pthread_t threads[NELEM(devices)];

	world_open(&w, store);
	world_attempt(&w, w.ada, "m1", 10);
	world_later(&w, 2 * CLOCK_DAY);
	for (size_t i = 0; i < NELEM(devices); i++)
		CHECK(pthread_create(
			  &threads[i], NULL, one_device, &devices[i]) == 0);
	for (size_t i = 0; i < NELEM(devices); i++)
		pthread_join(threads[i], NULL);
	CHECK_INT(log_integrate(&w.log), 2); /* facts */
	CHECK_INT(answers_today(), 2);
	CHECK(ask(w.ada).left == 0);
	check_rebuild();
	world_close(&w);
}

STORE_TEST(an_answer_over_the_day_s_two_is_refused_and_waits)
{
	struct review_today today;
	struct id waiting;
	struct err err;

	world_open(&w, store);
	world_attempt(&w, w.ada, "m1", 10);
	answer_ok(w.ada, ask(w.ada).asked, true);
	answer_ok(w.ada, ask(w.ada).asked, true);
	world_later(&w, CLOCK_DAY);
	waiting = ask(w.ada).asked;
	world_later(&w, -CLOCK_DAY); /* as if that link had come yesterday */
	CHECK(answer(w.ada, waiting, true, &err) == ERR_BUSY);
	CHECK(!get(w.ada, waiting).answered);
	world_later(&w, CLOCK_DAY);
	today = ask(w.ada);
	CHECK(id_eq(today.asked, waiting) && today.left == 2);
	answer_ok(w.ada, waiting, true);
	check_rebuild();
	world_close(&w);
}

STORE_TEST(an_answer_is_stored_once_and_a_retry_is_harmless)
{
	struct id asked;
	struct answer wrong;
	struct err err;

	world_open(&w, store);
	world_attempt(&w, w.ada, "m1", 10);
	asked = ask(w.ada).asked;
	wrong = choice(w.ada, asked, false);
	answer_ok(w.ada, asked, true);
	CHECK_OK(
	    review_answer(&w.learn, w.ada, asked, &wrong, REVIEW_LINK, &err),
	    &err);
	CHECK_INT(log_integrate(&w.log), 0);
	CHECK(get(w.ada, asked).verdict.right);
	CHECK(ask(w.ada).left == 1);
	world_close(&w);
}

STORE_TEST(a_question_is_nobody_else_s_and_no_leaver_s)
{
	struct review r;
	struct id asked;
	struct err err;

	world_open(&w, store);
	world_attempt(&w, w.ada, "m1", 10);
	asked = ask(w.ada).asked;
	CHECK(review_get(&w.learn, w.bob, asked, &w.arena, &r, &err) ==
	    ERR_NOT_FOUND);
	CHECK(review_answer(&w.learn, w.bob, asked, world_one(0), REVIEW_WEB,
		  &err) == ERR_NOT_FOUND);
	CHECK(review_get(&w.learn, w.ada, id_new(), &w.arena, &r, &err) ==
	    ERR_NOT_FOUND);
	leave(w.ada);
	CHECK(review_get(&w.learn, w.ada, asked, &w.arena, &r, &err) ==
	    ERR_NOT_FOUND);
	CHECK(review_answer(&w.learn, w.ada, asked, world_one(0), REVIEW_WEB,
		  &err) == ERR_NOT_FOUND);
	world_close(&w);
}

STORE_TEST(what_is_no_answer_is_refused_and_takes_nothing)
{
	static const struct answer bad[] = {{0, {0}}, {1, {4}}, {1, {255}},
	    {2, {0, 0}}, {2, {1, 0}}, {6, {0, 1, 2, 3, 4, 5}}};
	struct id asked;
	struct err err;

	world_open(&w, store);
	world_attempt(&w, w.ada, "m1", 10);
	asked = ask(w.ada).asked;
	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK(review_answer(&w.learn, w.ada, asked, &bad[i], REVIEW_WEB,
			  &err) == ERR_INVALID);
	CHECK(ask(w.ada).left == 2 && !get(w.ada, asked).answered);
	world_close(&w);
}

STORE_TEST(a_question_retired_from_the_content_is_asked_no_more)
{
	struct review r;
	struct id asked, other;
	struct str item;
	struct err err;

	world_open(&w, store);
	world_attempt(&w, w.ada, "m1", 10);
	world_later(&w, 3 * CLOCK_DAY);
	asked = ask(w.ada).asked;
	item = item_of(w.ada, asked);
	retire("m1", item);
	CHECK(review_get(&w.learn, w.ada, asked, &w.arena, &r, &err) ==
	    ERR_CONFLICT);
	CHECK(review_answer(&w.learn, w.ada, asked, world_one(0), REVIEW_WEB,
		  &err) == ERR_CONFLICT);
	other = ask(w.ada).asked;
	CHECK(!id_is_none(other) && !id_eq(other, asked));
	CHECK(!str_eq(item_of(w.ada, other), item));
	answer_ok(w.ada, other, true);
	check_rebuild();
	world_close(&w);
}

TEST_MAIN(T(an_attempt_is_the_first_exposure_of_what_was_answered_in_it),
    T(a_review_moves_its_card_and_rebuilding_finds_the_same),
    T(a_clock_that_goes_back_breaks_nothing),
    T(an_erased_person_s_cards_and_questions_are_nobody_s),
    T(the_open_question_stays_the_same_until_it_is_answered),
    T(two_a_day_are_enough_and_tomorrow_there_are_more),
    T(many_devices_at_once_answer_two_questions_and_no_more),
    T(an_answer_over_the_day_s_two_is_refused_and_waits),
    T(an_answer_is_stored_once_and_a_retry_is_harmless),
    T(a_question_is_nobody_else_s_and_no_leaver_s),
    T(what_is_no_answer_is_refused_and_takes_nothing),
    T(a_question_retired_from_the_content_is_asked_no_more))
