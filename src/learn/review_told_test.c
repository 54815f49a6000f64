/* What is told, what comes back early, and questions by link and mail. */
#include "learn/review_world_test.h"

#include "learn/review_link.h"
#include "people/organisation.h"

/* --- what is told -----------------------------------------------------------
 */

static void
check_untold(const struct review *r)
{
	CHECK(r->verdict.n == 0 && !r->verdict.told && !r->verdict.right);
	CHECK(!r->answered && !r->question.answered);
}

STORE_TEST(no_key_is_told_before_the_answer_and_none_without_a_pass)
{
	struct review r;
	struct id asked;

	world_open(&w, store);
	world_attempt(&w, w.ada, "m1", 10);
	world_attempt(&w, w.bob, "m1", 2); /* not passed */
	world_later(&w, 2 * CLOCK_DAY);
	asked = ask(w.ada).asked;
	r = get(w.ada, asked);
	check_untold(&r);
	answer_ok(w.ada, asked, false);
	r = get(w.ada, asked);
	CHECK(r.answered && r.passed && !r.verdict.right && r.verdict.told);
	CHECK_INT(r.verdict.n, r.question.form.places);
	asked = ask(w.bob).asked;
	r = get(w.bob, asked);
	check_untold(&r);
	answer_ok(w.bob, asked, false);
	r = get(w.bob, asked);
	CHECK(r.answered && !r.passed && !r.verdict.told);
	CHECK_INT(r.verdict.n, 1);
	CHECK(r.verdict.parts[0].chosen && r.verdict.parts[0].why.len > 0);
	CHECK(r.verdict.parts[0].mark == QUESTION_UNTOLD);
	world_close(&w);
}

static const char other_kinds[] =
    "  - id: spot-%d\n    objective: spot\n    level: hard\n"
    "    kind: spot-line\n    stem: \"Which line? %d\"\n"
    "    code:\n      lang: python\n      text: |\n"
    "        n = ${limit}\n        m = 1\n        n = m\n        m = 0\n"
    "    seed_vars:\n      limit: [10, 20, 30]\n"
    "    key_lines: [2]\n    why: \"the key\"\n"
    "    lines:\n"
    "      - {line: 1, why: \"w1\", misconception: a-b}\n"
    "      - {line: 3, why: \"w3\", misconception: a-b}\n"
    "  - id: order-%d\n    objective: order\n    level: hard\n"
    "    kind: order\n    stem: \"In what order? %d\"\n    options:\n"
    "      - {text: \"first\", why: \"y0\"}\n"
    "      - {text: \"second\", why: \"y1\"}\n"
    "      - {text: \"third\", why: \"y2\"}\n"
    "  - id: match-%d\n    objective: match\n    level: hard\n"
    "    kind: match\n    stem: \"What belongs together? %d\"\n"
    "    pairs:\n"
    "      - {left: \"l0\", right: \"r0\", why: \"p0\"}\n"
    "      - {left: \"l1\", right: \"r1\", why: \"p1\"}\n"
    "      - {left: \"l2\", right: \"r2\", why: \"p2\"}\n"
    "    decoys:\n"
    "      - {right: \"d0\", why: \"q0\", misconception: a-b}\n";

static void
open_other_kinds(void)
{
	struct str text;
	struct buf b;

	buf_init(&b, 1 << 20);
	buf_addf(&b, "module: m3\ndraw: 10\npass: 80\nitems:\n");
	for (int i = 0; i < 7; i++)
		buf_addf(&b, other_kinds, i, i, i, i, i, i);
	text = arena_buf(&w.arena, &b);
	buf_release(&b);
	world_module(&w, "m3", "1.0.0");
	world_put(&w, "modules/m3/quiz.yaml", text);
	world_publish(&w);
}

STORE_TEST(review_certifies_nothing)
{
	struct record before, after;
	struct err err;

	world_open(&w, store);
	world_attempt(&w, w.ada, "m1", 10);
	CHECK_OK(
	    record_get(&w.learn, w.ada, w.ada, w.now, &w.arena, &before, &err),
	    &err);
	for (int day = 0; day < 5; day++) {
		answer_ok(w.ada, ask(w.ada).asked, day % 2 == 0);
		answer_ok(w.ada, ask(w.ada).asked, day % 2 == 1);
		world_later(&w, CLOCK_DAY);
	}
	CHECK_OK(
	    record_get(&w.learn, w.ada, w.ada, w.now, &w.arena, &after, &err),
	    &err);
	CHECK(after.completions.n == before.completions.n);
	CHECK(after.attempts.n == before.attempts.n);
	CHECK(after.completions.v[0].completed ==
	    before.completions.v[0].completed);
	check_rebuild();
	world_close(&w);
}

/* --- a weakness came back ---------------------------------------------------
 */

struct early {
	struct review_early in;
	unsigned made;
};

static enum err_code
early_in(struct db *db, void *ctx, struct err *err)
{
	struct early *e = ctx;

	return review_make_due(db, w.catalog, &w.arena, &e->in, &e->made, err);
}

static unsigned
make_due(struct id person, const char *module, const char *objective)
{
	struct str name = str_from(objective);
	struct catalog_strs list = {&name, objective != NULL, 1};
	struct early e = {.in = {.person = person,
			      .module_id = str_from(module),
			      .objectives = &list,
			      .finding = id_new(),
			      .at = w.now}};
	struct err err;

	CHECK_OK(store_write(w.log.store, early_in, &e, &err), &err);
	return e.made;
}

STORE_TEST(a_question_of_every_kind_is_asked_answered_and_explained)
{
	static const struct {
		const char *objective;
		enum quiz_kind kind;
	} kinds[] = {
	    {"spot", QUIZ_SPOT}, {"order", QUIZ_ORDER}, {"match", QUIZ_MATCH}};

	world_open(&w, store);
	open_other_kinds();
	world_attempt(&w, w.ada, "m3", 10);
	for (size_t i = 0; i < 2 * NELEM(kinds); i++) {
		bool right = i % 2 == 0;
		struct review r;
		struct id asked;

		if (right)
			CHECK(
			    make_due(w.ada, "m3", kinds[i / 2].objective) == 2);
		asked = ask(w.ada).asked;
		r = get(w.ada, asked);
		check_untold(&r);
		CHECK(r.question.form.kind == kinds[i / 2].kind);
		answer_ok(w.ada, asked, right);
		r = get(w.ada, asked);
		CHECK(r.verdict.told && r.verdict.n > 0);
		if (!right)
			world_later(&w, CLOCK_DAY);
	}
	check_rebuild();
	world_close(&w);
}

STORE_TEST(a_weakness_after_a_pass_makes_two_of_its_objective_due)
{
	struct str item;
	const struct quiz *quiz;

	world_open(&w, store);
	CHECK(make_due(w.ada, "m1", "o2") == 0); /* nothing passed */
	world_attempt(&w, w.ada, "m1", 10);
	CHECK(make_due(w.ada, "m2", "o2") == 0 && due(w.ada) == 0);
	CHECK(make_due(w.ada, "m9", "o2") == 0);
	CHECK(make_due(w.ada, "m1", "o9") == 0);
	CHECK(make_due(w.ada, "m1", "o2") == 2);
	CHECK(due(w.ada) == 2);
	quiz = catalog_quiz(w.catalog, catalog_module(w.catalog, STR("m1")));
	for (int i = 0; i < 2; i++) {
		struct id asked = ask(w.ada).asked;

		item = item_of(w.ada, asked);
		CHECK_STR(quiz_item(quiz, item)->objective, STR("o2"));
		answer_ok(w.ada, asked, true);
	}
	world_later(&w, CLOCK_DAY);
	CHECK(due(w.ada) == 0);
	CHECK(make_due(w.ada, "m1", NULL) == 2);
	CHECK(make_due(w.ada, "m1", NULL) == 2 && due(w.ada) == 2); /* again */
	check_rebuild();
	world_close(&w);
}

/* --- by link and mail -------------------------------------------------------
 */

static struct str
link_of(struct id person)
{
	struct str token = STR_NONE;
	struct err err;

	CHECK_OK(
	    review_link_make(&w.learn, person, &w.arena, &token, &err), &err);
	return token;
}

static bool
opens(struct str token, struct review_ticket *out)
{
	bool found;
	struct err err;

	CHECK_OK(
	    review_link_open_ticket(&w.learn, token, &found, out, &err), &err);
	return found;
}

static void
open_keys(void)
{
	struct err err;

	CHECK_OK(review_link_open(w.log.keys, &err), &err);
}

STORE_TEST(a_link_opens_the_one_question_of_its_person_until_it_is_over)
{
	struct review_ticket ticket, other;
	struct str token, his;
	struct err err;

	world_open(&w, store);
	open_keys();
	CHECK(link_of(w.ada).ptr == NULL); /* nothing to ask */
	world_attempt(&w, w.ada, "m1", 10);
	world_attempt(&w, w.bob, "m1", 10);
	token = link_of(w.ada);
	his = link_of(w.bob);
	CHECK(opens(token, &ticket) && opens(his, &other));
	CHECK(id_eq(ticket.person, w.ada) && id_eq(other.person, w.bob));
	CHECK(id_eq(ticket.asked, ask(w.ada).asked));
	CHECK(!id_eq(ticket.asked, other.asked));
	CHECK(!opens(STR("AAAA"), &other));
	world_later(&w, 7 * CLOCK_DAY);
	CHECK(opens(token, &ticket));
	world_later(&w, CLOCK_DAY);
	CHECK(!opens(token, &ticket)); /* its day and seven more are over */
	world_later(&w, -8 * CLOCK_DAY);
	answer_ok(w.ada, ticket.asked, true);
	CHECK(get(w.ada, ticket.asked).answered); /* used, and says so */
	CHECK(review_get(&w.learn, w.bob, ticket.asked, &w.arena,
		  &(struct review){0}, &err) == ERR_NOT_FOUND);
	leave(w.bob);
	CHECK(!opens(his, &other));
	world_close(&w);
}

static enum err_code
organise(struct db *db, void *ctx, struct err *err)
{
	(void)ctx;
	return organisation_make(db, &w.arena,
	    &(struct organisation){.name = STR("Acme"),
		.public_url = STR("https://assay.example"),
		.mail_from = STR("assay@example.org")},
	    err);
}

static unsigned
mails(void)
{
	unsigned sent;
	struct err err;

	CHECK_OK(review_mail_run(&w.learn, &sent, &err), &err);
	return sent;
}

static void
want_mail(struct id person, bool on)
{
	bool wanted;
	struct err err;

	CHECK_OK(review_mail_set(&w.learn, person, on, &err), &err);
	CHECK_OK(review_mail_wanted(&w.learn, person, &wanted, &err), &err);
	CHECK(wanted == on);
}

STORE_TEST(a_mail_comes_once_a_day_to_those_who_want_one_and_have_one_due)
{
	struct err err;

	world_open(&w, store);
	open_keys();
	world_later(&w, 8 * 3600 * CLOCK_SECOND);
	world_attempt(&w, w.ada, "m1", 10);
	world_attempt(&w, w.bob, "m1", 10);
	world_attempt(&w, w.lead, "m1", 10);
	want_mail(w.ada, true);
	want_mail(w.ada, true); /* twice is once */
	want_mail(w.bob, true);
	want_mail(w.auditor, true); /* met nothing */
	world_later(&w, 2 * CLOCK_DAY);
	CHECK(mails() == 0); /* no organisation: nobody to send as */
	CHECK_OK(store_write(store, organise, NULL, &err), &err);
	leave(w.bob);
	world_later(&w, -2 * 3600 * CLOCK_SECOND);
	CHECK(mails() == 0); /* at six in the morning */
	world_later(&w, 2 * 3600 * CLOCK_SECOND);
	CHECK(mails() == 1 && mails() == 0); /* the lead asked for none */
	world_later(&w, CLOCK_DAY);
	want_mail(w.ada, false);
	CHECK(mails() == 0);
	want_mail(w.ada, true);
	CHECK(mails() == 1);
	answer_ok(w.ada, ask(w.ada).asked, true);
	answer_ok(w.ada, ask(w.ada).asked, true);
	world_close(&w);
}

TEST_MAIN(T(no_key_is_told_before_the_answer_and_none_without_a_pass),
    T(a_question_of_every_kind_is_asked_answered_and_explained),
    T(review_certifies_nothing),
    T(a_weakness_after_a_pass_makes_two_of_its_objective_due),
    T(a_link_opens_the_one_question_of_its_person_until_it_is_over),
    T(a_mail_comes_once_a_day_to_those_who_want_one_and_have_one_due))
