/* Attempts at a module of all kinds of questions, with variables and pins. */
#include "learn/kinds_test.h"

static const enum quiz_kind kinds[] = {
    QUIZ_MULTI, QUIZ_ORDER, QUIZ_MATCH, QUIZ_SPOT};

STORE_TEST(an_answer_of_every_kind_comes_back_as_it_was_given)
{
	static const struct answer answers[] = {
	    {2, {0, 3}}, {4, {2, 0, 3, 1}}, {3, {3, 3, 0}}, {1, {4}}};
	struct attempt a, b;
	struct world w;
	struct id id;
	struct err err;

	open_kinds(&w, store);
	CHECK_OK(attempt_start(&w.learn, w.ada, STR("m3"), &id, &err), &err);
	CHECK_OK(attempt_get(&w.learn, w.ada, id, &w.arena, &a, &err), &err);
	for (size_t i = 0; i < NELEM(kinds); i++) {
		unsigned no = no_of(&a, kinds[i]);

		CHECK_OK(attempt_answer(
			     &w.learn, w.ada, id, no, &answers[i], 1, &err),
		    &err);
		CHECK_OK(
		    attempt_get(&w.learn, w.ada, id, &w.arena, &b, &err), &err);
		CHECK(b.items[no - 1].answered);
		CHECK(answer_eq(&b.items[no - 1].answer, &answers[i]));
	}
	CHECK_INT(b.n_answered, 4);
	world_close(&w);
}

STORE_TEST(an_answer_of_another_kind_is_refused)
{
	static const struct {
		enum quiz_kind kind;
		struct answer a;
	} bad[] = {
	    {QUIZ_ORDER, {1, {0}}},
	    {QUIZ_ORDER, {4, {0, 1, 2, 2}}},
	    {QUIZ_ORDER, {4, {0, 1, 2, 4}}},
	    {QUIZ_ORDER, {3, {0, 1, 2}}},
	    {QUIZ_MATCH, {4, {0, 1, 2, 3}}},
	    {QUIZ_MATCH, {3, {0, 1, 4}}},
	    {QUIZ_MATCH, {2, {0, 1}}},
	    {QUIZ_SPOT, {1, {0}}},
	    {QUIZ_SPOT, {1, {6}}},
	    {QUIZ_SPOT, {2, {1, 2}}},
	    {QUIZ_MULTI, {4, {3, 2, 1, 0}}},
	    {QUIZ_MULTI, {1, {4}}},
	};
	struct attempt a;
	struct world w;
	struct id id;
	struct err err;

	open_kinds(&w, store);
	CHECK_OK(attempt_start(&w.learn, w.ada, STR("m3"), &id, &err), &err);
	CHECK_OK(attempt_get(&w.learn, w.ada, id, &w.arena, &a, &err), &err);
	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK_INT(attempt_answer(&w.learn, w.ada, id,
			      no_of(&a, bad[i].kind), &bad[i].a, 1, &err),
		    ERR_INVALID);
	CHECK_OK(attempt_get(&w.learn, w.ada, id, &w.arena, &a, &err), &err);
	CHECK_INT(a.n_answered, 0);
	world_close(&w);
}

STORE_TEST(a_failed_attempt_tells_no_key_of_any_kind)
{
	struct attempt_result r;
	struct world w;
	struct id id;
	struct err err;

	open_kinds(&w, store);
	id = world_attempt(&w, w.ada, "m3", 0);
	CHECK_OK(attempt_result(&w.learn, w.ada, id, &w.arena, &r, &err), &err);
	for (unsigned i = 0; i < r.attempt.n_items; i++) {
		const struct question_verdict *v = &r.verdicts[i];
		unsigned whys = 0;

		CHECK(!v->right && !v->told);
		for (unsigned k = 0; k < v->n; k++) {
			CHECK(v->parts[k].chosen);
			CHECK(!str_starts(v->parts[k].why, STR("secret")));
			CHECK(v->parts[k].instead.ptr == NULL);
			whys += v->parts[k].why.ptr != NULL;
		}
		switch (r.attempt.items[i].form.kind) {
		case QUIZ_ORDER: /* the first that stands wrongly, alone */
			CHECK(v->n == 4 && whys == 1);
			CHECK(v->parts[0].mark == QUESTION_WRONG);
			break;
		case QUIZ_MATCH: /* l0 and l1 were swapped, l2 is right */
			CHECK(v->n == 3 && whys == 1);
			CHECK(v->parts[2].mark == QUESTION_RIGHT);
			CHECK_STR(v->parts[2].why, STR("p2"));
			break;
		case QUIZ_SPOT:
			CHECK(v->n == 1 && v->parts[0].no == 1);
			CHECK_STR(v->parts[0].why, STR("w1"));
			break;
		default:
			CHECK(v->n == 1 && whys == 1);
		}
	}
	world_close(&w);
}

STORE_TEST(a_passed_attempt_tells_the_whole_key_of_every_kind)
{
	struct attempt_result r;
	struct world w;
	struct id id;
	struct err err;

	open_kinds(&w, store);
	id = world_attempt(&w, w.ada, "m3", 9);
	CHECK_OK(attempt_result(&w.learn, w.ada, id, &w.arena, &r, &err), &err);
	CHECK(r.passed && r.right == 9);
	for (unsigned i = 0; i < r.attempt.n_items; i++) {
		const struct question_verdict *v = &r.verdicts[i];
		static const unsigned parts[] = {4, 4, 4, 3, 4};
		enum quiz_kind kind = r.attempt.items[i].form.kind;

		CHECK(v->right == (i < 9) && v->told);
		CHECK_INT(v->n, parts[kind]);
		for (unsigned k = 0; k < v->n; k++)
			CHECK(v->parts[k].why.len > 0);
		if (kind == QUIZ_ORDER)
			CHECK_STR(v->parts[0].text, STR("first"));
		if (kind == QUIZ_MATCH)
			CHECK_STR(v->parts[1].text, STR("r1"));
	}
	world_close(&w);
}

STORE_TEST(variables_are_the_same_on_every_device_and_in_the_result)
{
	struct attempt a, b;
	struct attempt_result r;
	struct world w;
	struct id id;
	struct err err;

	open_kinds(&w, store);
	CHECK_OK(attempt_start(&w.learn, w.ada, STR("m3"), &id, &err), &err);
	CHECK_OK(attempt_get(&w.learn, w.ada, id, &w.arena, &a, &err), &err);
	CHECK_OK(attempt_get(&w.learn, w.ada, id, &w.arena, &b, &err), &err);
	world_answer(&w, w.ada, id, 10);
	CHECK_OK(attempt_submit(&w.learn, w.ada, id, &err), &err);
	CHECK_OK(attempt_result(&w.learn, w.ada, id, &w.arena, &r, &err), &err);
	for (unsigned i = 0; i < a.n_items; i++) {
		struct str code = a.items[i].code;

		if (a.items[i].form.kind != QUIZ_SPOT)
			continue;
		CHECK(str_find(code, STR("${")) == code.len);
		CHECK(str_find(code, STR("m = ")) < code.len);
		CHECK_STR(b.items[i].code, code);
		CHECK_STR(r.attempt.items[i].code, code);
		CHECK_STR(
		    r.verdicts[i].parts[1].text, question_line(&a.items[i], 2));
		CHECK(
		    str_starts(r.verdicts[i].parts[1].why, STR("secret of ")));
		CHECK_STR(str_from_at(r.verdicts[i].parts[1].why, 10),
		    str_from_at(question_line(&a.items[i], 2), 4));
	}
	world_close(&w);
}

STORE_TEST(a_pinned_option_stands_where_it_was_written)
{
	struct attempt a;
	struct world w;
	struct id id;
	struct err err;

	open_kinds(&w, store);
	CHECK_OK(attempt_start(&w.learn, w.ada, STR("m3"), &id, &err), &err);
	CHECK_OK(attempt_get(&w.learn, w.ada, id, &w.arena, &a, &err), &err);
	for (unsigned i = 0; i < a.n_items; i++)
		if (a.items[i].form.kind == QUIZ_MULTI)
			CHECK_STR(a.items[i].options[3], STR("o3"));
	world_close(&w);
}

STORE_TEST(one_question_is_drawn_answered_and_judged_outside_an_attempt)
{
	const uint8_t seed[QUESTION_SEED] = {1, 2, 3};
	struct question q, again;
	struct question_verdict v;
	struct answer a = {4, {0, 1, 2, 3}};
	unsigned right = 0;
	struct world w;
	struct err err;

	open_kinds(&w, store);
	CHECK_OK(question_draw(w.catalog, STR("m3"), STR("order-1"), seed,
		     &w.arena, &q, &err),
	    &err);
	CHECK_OK(question_draw(w.catalog, STR("m3"), STR("order-1"), seed,
		     &w.arena, &again, &err),
	    &err);
	for (unsigned i = 0; i < 4; i++)
		CHECK_STR(q.options[i], again.options[i]);
	/* of all answers that take the question's form, one is right */
	for (unsigned k = 0; k < 256; k++) {
		for (unsigned i = 0; i < 4; i++)
			a.v[i] = (uint8_t)(k >> 2 * i & 3);
		if (question_check(&q, &a, &err) != ERR_NONE)
			continue;
		CHECK_OK(question_judge(w.catalog, STR("m3"), STR("order-1"),
			     seed, &a, false, &w.arena, &v, &err),
		    &err);
		if (!v.right)
			continue;
		right++;
		for (unsigned i = 0; i < 4; i++)
			CHECK_STR(q.options[a.v[i]],
			    ((struct str[]){STR("first"), STR("second"),
				STR("third"), STR("fourth")})[i]);
	}
	CHECK_INT(right, 1);
	CHECK(question_draw(w.catalog, STR("m3"), STR("gone"), seed, &w.arena,
		  &q, &err) == ERR_NOT_FOUND);
	CHECK(question_draw(w.catalog, STR("m9"), STR("order-1"), seed,
		  &w.arena, &q, &err) == ERR_NOT_FOUND);
	a.n = 3;
	CHECK(question_judge(w.catalog, STR("m3"), STR("order-1"), seed, &a,
		  true, &w.arena, &v, &err) == ERR_INVALID);
	world_close(&w);
}

TEST_MAIN(T(an_answer_of_every_kind_comes_back_as_it_was_given),
    T(an_answer_of_another_kind_is_refused),
    T(a_failed_attempt_tells_no_key_of_any_kind),
    T(a_passed_attempt_tells_the_whole_key_of_every_kind),
    T(variables_are_the_same_on_every_device_and_in_the_result),
    T(a_pinned_option_stands_where_it_was_written),
    T(one_question_is_drawn_answered_and_judged_outside_an_attempt))
