#include "learn/world_test.h"

#include <pthread.h>

#include "learn/card.h"
#include "learn/pick.h"
#include "learn/review.h"
#include "learn/review_link.h"
#include "people/organisation.h"
#include "sql/review.h"

static struct world w;

static struct review_today
ask(struct id person)
{
	struct review_today today;
	struct err err;

	CHECK_OK(review_ask(&w.learn, person, &today, &err), &err);
	return today;
}

static struct review
get(struct id person, struct id asked)
{
	struct review r;
	struct err err;

	CHECK_OK(review_get(&w.learn, person, asked, &w.arena, &r, &err), &err);
	return r;
}

struct cards {
	struct id person;
	struct sql_review_cards_rows rows;
};

static enum err_code
cards_in(struct db *db, void *ctx, struct err *err)
{
	struct cards *c = ctx;

	c->rows = (struct sql_review_cards_rows){0};
	return sql_review_cards(db, &w.arena,
	    &(struct sql_review_cards_in){.person = c->person}, &c->rows, err);
}

static struct sql_review_cards_rows
cards(struct id person)
{
	struct cards c = {.person = person};
	struct err err;

	CHECK_OK(store_read(w.log.store, cards_in, &c, &err), &err);
	return c.rows;
}

static const struct sql_review_cards_row *
card_of(const struct sql_review_cards_rows *rows, struct str item)
{
	for (size_t i = 0; i < rows->n; i++)
		if (str_eq(rows->v[i].item, item))
			return &rows->v[i];
	return NULL;
}

static struct str
item_of(struct id person, struct id asked)
{
	return get(person, asked).question.item;
}

struct drawn {
	struct id person, asked;
	struct draw_item item;
};

static enum err_code
drawn_in(struct db *db, void *ctx, struct err *err)
{
	struct drawn *d = ctx;
	struct sql_review_row_row row;
	bool found;

	if (sql_review_row(db, &w.arena,
		&(struct sql_review_row_in){
		    .id = d->asked, .person = d->person},
		&found, &row, err) != ERR_NONE)
		return err->code;
	CHECK(found);
	draw_question(pick_item(w.catalog, row.module, row.item),
	    (const uint8_t *)row.seed.ptr, &d->item);
	return ERR_NONE;
}

/* What to send for a right or a wrong answer. */
static struct answer
choice(struct id person, struct id asked, bool right)
{
	struct drawn d = {.person = person, .asked = asked};
	const struct quiz_item *item;
	struct answer a;
	struct err err;

	CHECK_OK(store_read(w.log.store, drawn_in, &d, &err), &err);
	item = d.item.item;
	a = right ? score_key(item) : world_wrong(item);
	return answer_as_shown(item->kind, d.item.shown, &a);
}

static enum err_code
answer(struct id person, struct id asked, bool right, struct err *err)
{
	struct answer a = choice(person, asked, right);

	return review_answer(&w.learn, person, asked, &a, REVIEW_WEB, err);
}

static void
answer_ok(struct id person, struct id asked, bool right)
{
	struct err err;

	CHECK_OK(answer(person, asked, right, &err), &err);
	world_settle(&w);
	CHECK(get(person, asked).verdict.right == right);
}

static unsigned
due(struct id person)
{
	unsigned n;
	struct err err;

	CHECK_OK(review_due(&w.learn, person, &n, &err), &err);
	return n;
}

static void
check_rebuild(void)
{
	uint64_t differences = 99;
	struct err err;

	CHECK_OK(
	    ledger_rebuild(&w.log.config, true, NULL, NULL, &differences, &err),
	    &err);
	CHECK_INT(differences, 0);
}

static enum err_code
leave_in(struct db *db, void *ctx, struct err *err)
{
	const struct id *person = ctx;
	const struct ledger_field fields[] = {
	    FIELD_TEXT("source", STR("test"))};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_PERSON_LEFT,
	    .at = w.now,
	    .subject = *person,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, &w.arena, &fact, err);
}

static void
leave(struct id person)
{
	struct err err;

	CHECK_OK(store_write(w.log.store, leave_in, &person, &err), &err);
	world_settle(&w);
}

/* The content without the question: the same pool with another id for it. */
static void
retire(const char *module, struct str item)
{
	struct str text = world_quiz(&w, module, "question"), before, rest;
	struct str id = arena_strf(&w.arena, "- id: %.*s\n", STR_FMT(item));
	struct str name = arena_strf(&w.arena, "modules/%s/quiz.yaml", module);
	size_t at = str_find(text, id);

	CHECK(at != SIZE_MAX);
	before = str_sub(text, 0, at);
	rest = str_from_at(text, at + id.len);
	world_put(&w, name.ptr,
	    arena_strf(&w.arena, "%.*s- id: another\n%.*s", STR_FMT(before),
		STR_FMT(rest)));
	world_publish(&w);
	world_settle(&w);
}

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

STORE_TEST(a_question_of_every_kind_is_asked_answered_and_explained)
{
	unsigned seen[QUIZ_SPOT + 1] = {0};
	struct review r;

	world_open(&w, store);
	open_other_kinds();
	world_attempt(&w, w.ada, "m3", 10);
	for (int i = 0; i < 16; i++) {
		struct id asked = ask(w.ada).asked;
		bool right = i % 3 != 0;

		r = get(w.ada, asked);
		check_untold(&r);
		seen[r.question.form.kind]++;
		answer_ok(w.ada, asked, right);
		r = get(w.ada, asked);
		CHECK(r.verdict.told && r.verdict.n > 0);
		if (i % 2 == 1)
			world_later(&w, CLOCK_DAY);
	}
	CHECK(seen[QUIZ_ORDER] && seen[QUIZ_MATCH] && seen[QUIZ_SPOT]);
	check_rebuild();
	world_close(&w);
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
    T(a_question_retired_from_the_content_is_asked_no_more),
    T(no_key_is_told_before_the_answer_and_none_without_a_pass),
    T(a_question_of_every_kind_is_asked_answered_and_explained),
    T(review_certifies_nothing),
    T(a_weakness_after_a_pass_makes_two_of_its_objective_due),
    T(a_link_opens_the_one_question_of_its_person_until_it_is_over),
    T(a_mail_comes_once_a_day_to_those_who_want_one_and_have_one_due))
