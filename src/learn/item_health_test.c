#include "learn/item_health.h"

#include "learn/responses.h"
#include "learn/world_test.h"
#include "ledger/rebuild.h"
#include "stats/simulated_test.h"

#define PEOPLE  700
#define ITEMS   20
#define ASKED   10
#define MEMBERS 40 /* of the cohort are in the team, the rest nowhere */

/* What is wrong with three of the questions. */
#define KEYED_WRONGLY 7  /* option 3 is the key, 0 the truth */
#define UNUSED_OPTION 9  /* nobody takes option 3 */
#define A_COIN        11 /* right and wrong by chance */

struct cohort {
	struct world *w;
	struct simulated s;
	uint32_t from, to; /* people of this transaction */
	struct id people[PEOPLE];
};

static const struct quiz *
quiz_of(const struct world *w)
{
	return catalog_quiz(w->catalog, catalog_module(w->catalog, STR("m1")));
}

/* Who knows takes the key, who does not some other option. */
static unsigned
choose(struct cohort *c, const struct quiz_item *item, uint32_t i, bool knows)
{
	unsigned keys = responses_form(item).keys, other;

	if (i == A_COIN)
		knows = simulated_uniform(&c->s) < .5;
	if (knows)
		return i == KEYED_WRONGLY ? 1u << 0 : keys;
	if (i == KEYED_WRONGLY)
		return simulated_uniform(&c->s) < .5 ? 1u << 3 : 1u << 1;
	do
		other = 1u << (unsigned)(simulated_uniform(&c->s) * 4);
	while (other & keys || (i == UNUSED_OPTION && other == 1u << 3));
	return other;
}

static void
add_item(struct buf *b, const struct quiz_item *item, unsigned chosen)
{
	bool first = true;

	buf_addf(b, "%s{\"chosen\":[", b->len > 1 ? "," : "");
	for (unsigned k = 0; k < item->n_options; k++)
		if (chosen & 1u << k) {
			buf_addf(b, first ? "%u" : ",%u", k);
			first = false;
		}
	buf_addf(b, "],\"id\":\"%.*s\",\"right\":%s,\"shown\":[0,1,2,3]}",
	    STR_FMT(item->id),
	    chosen == responses_form(item).keys ? "true" : "false");
}

static enum err_code
append(struct world *w, struct db *db, struct id person, struct str items,
    struct err *err)
{
	const struct catalog_module *m = catalog_module(w->catalog, STR("m1"));
	const struct ledger_field fields[] = {FIELD_ID("attempt", id_new()),
	    FIELD_TEXT("module", m->id), FIELD_TEXT("version", m->version),
	    FIELD_TIME("started", w->now), FIELD_JSON("items", items),
	    FIELD_INT("asked", ASKED), FIELD_INT("right", 0),
	    FIELD_INT("score", 0), FIELD_INT("pass", 80),
	    FIELD_FLAG("passed", false),
	    FIELD_HASH("bank",
		((struct str){(const char *)m->bank_hash, CATALOG_HASH}))};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_ATTEMPT_SUBMITTED,
	    .at = w->now,
	    .actor = person,
	    .subject = person,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, &w->arena, &fact, err);
}

static enum err_code
submit_in(struct db *db, void *ctx, struct err *err)
{
	struct cohort *c = ctx;
	const struct answers *a = &c->s.answers;
	const struct quiz *quiz = quiz_of(c->w);
	enum err_code rc = ERR_NONE;
	struct buf b;

	buf_init(&b, 1 << 16);
	for (uint32_t p = c->from; rc == ERR_NONE && p < c->to; p++) {
		buf_reset(&b);
		buf_add_char(&b, '[');
		for (size_t k = a->start[p]; k < a->start[p + 1]; k++) {
			const struct quiz_item *item =
			    &quiz->items.v[a->item[k]];

			add_item(
			    &b, item, choose(c, item, a->item[k], a->right[k]));
		}
		buf_add_char(&b, ']');
		rc = append(c->w, db, c->people[p], buf_view(&b), err);
	}
	buf_release(&b);
	return rc;
}

static void
cohort_answers(struct cohort *c, struct world *w, uint32_t people)
{
	struct id none = {0};
	struct err err;

	c->w = w;
	CHECK_OK(simulated_make(&w->arena, PEOPLE, ITEMS, ASKED, 1.2, 20261126,
		     &c->s, &err),
	    &err);
	for (uint32_t p = 0; p < people; p++)
		c->people[p] = p >= MEMBERS
		    ? id_new()
		    : world_join(w, arena_strf(&w->arena, "p%u", p).ptr,
			  "developer", w->team, none);
	for (c->from = 0; c->from < people; c->from = c->to) {
		c->to = c->from + 100 < people ? c->from + 100 : people;
		CHECK_OK(store_write(w->log.store, submit_in, c, &err), &err);
	}
	world_settle(w);
}

static struct id
security_lead(struct world *w)
{
	struct id none = {0},
		  id = world_join(w, "sec", "security_lead", none, none);

	world_settle(w);
	return id;
}

static bool
flagged(const struct item_health *item, const char *name)
{
	for (size_t i = 0; i < item->flags.n; i++) {
		CHECK(item->flags.v[i].remedy.len > 20);
		if (str_eq(item->flags.v[i].name, str_from(name)))
			return true;
	}
	return false;
}

static void
check_difficulties(const struct cohort *c, const struct module_health *h)
{
	double spread = 0;
	unsigned n = 0;

	for (uint32_t i = 0; i < ITEMS; i++) {
		const struct item_health *item = &h->items.v[i];
		double off;

		CHECK(item->calibrated && item->wanting.len == 0);
		if (i == KEYED_WRONGLY || i == A_COIN)
			continue; /* they fit no model */
		off = (item->difficulty - c->s.difficulty[i]) / item->error;
		CHECK(fabs(off) < 4);
		CHECK(.05 < item->error && item->error < .25);
		spread += off * off;
		n++;
	}
	CHECK(sqrt(spread / n) < 1.6);
}

static void
check_flaws(const struct module_health *h)
{
	for (uint32_t i = 0; i < ITEMS; i++) {
		const struct item_health *item = &h->items.v[i];

		CHECK(flagged(item, "key suspicious") == (i == KEYED_WRONGLY));
		CHECK(flagged(item, "unused distractor") ==
		    (i == UNUSED_OPTION || i == KEYED_WRONGLY));
		CHECK(flagged(item, "low discrimination") == (i == A_COIN));
		CHECK(!flagged(item, "too easy"));
		CHECK_INT(item->n_options, 4);
		for (unsigned k = 0; k < 4; k++)
			CHECK(item->options[k].right ==
			    str_ends(
				item->options[k].label, STR("right answer")));
	}
	CHECK_INT(h->items.v[UNUSED_OPTION].options[3].n, 0);
}

/* Of those who may be asked about: their errors are as large as said. */
static void
check_abilities(struct cohort *c, struct world *w, struct id viewer)
{
	double spread = 0;

	for (uint32_t p = 0; p < MEMBERS; p++) {
		struct ability a;
		struct err err;

		CHECK_OK(ability_of(&w->learn, viewer, c->people[p], STR("m1"),
			     &a, &err),
		    &err);
		CHECK(a.calibrated && a.wanting.len == 0);
		CHECK_INT(a.n, ASKED);
		CHECK_INT(a.used, ASKED);
		CHECK(a.share_in.low < a.share_in.high);
		CHECK(0 < a.above && a.above < 1);
		CHECK((a.above > .5) == (a.mean > a.cut));
		spread += pow((a.mean - c->s.ability[p]) / a.error, 2);
	}
	CHECK(fabs(sqrt(spread / MEMBERS) - 1) < .35);
}

/* One cohort, so that it is simulated once an engine. */
STORE_TEST(difficulties_put_in_are_found_and_so_are_the_flaws)
{
	struct cohort *c = calloc(1, sizeof(*c));
	struct module_health h;
	struct item_healths all;
	struct world w;
	struct err err;
	struct id sec;

	world_open(&w, store);
	sec = security_lead(&w);
	cohort_answers(c, &w, PEOPLE);
	CHECK_OK(
	    item_health(&w.learn, sec, STR("m1"), &w.arena, &h, &err), &err);
	CHECK_INT(h.people, PEOPLE);
	CHECK_INT(h.answers, PEOPLE * ASKED);
	CHECK_INT(h.items.n, ITEMS);
	CHECK_INT(h.calibrated, ITEMS);
	CHECK(h.fitted && h.has_alpha && h.alpha > .5);
	CHECK(fabs(h.sd - 1.2) < .2);
	check_difficulties(c, &h);
	check_flaws(&h);
	CHECK_OK(item_health_all(&w.learn, sec, &w.arena, &all, &err), &err);
	CHECK_INT(all.n, 2);
	CHECK_INT(all.v[0].flagged, h.flagged);
	CHECK_INT(all.v[1].answers, 0);
	check_abilities(c, &w, w.lead);
	free(c);
	world_close(&w);
}

STORE_TEST(few_answers_give_a_share_and_say_how_many_are_wanting)
{
	struct cohort *c = calloc(1, sizeof(*c));
	struct module_health h;
	struct ability a;
	struct world w;
	struct err err;
	struct id sec;

	world_open(&w, store);
	sec = security_lead(&w);
	cohort_answers(c, &w, 30);
	CHECK_OK(
	    item_health(&w.learn, sec, STR("m1"), &w.arena, &h, &err), &err);
	CHECK(!h.fitted && h.calibrated == 0 && h.flagged == 0);
	for (uint32_t i = 0; i < ITEMS; i++) {
		const struct item_health *item = &h.items.v[i];
		struct interval exact = interval_exact(item->right, item->n);

		CHECK(!item->calibrated && item->difficulty == 0);
		CHECK(item->share_in.low == exact.low &&
		    item->share_in.high == exact.high);
		CHECK_STR(item->wanting,
		    arena_strf(&w.arena, "not enough answers yet: %u of 200",
			(unsigned)item->n));
	}
	CHECK_OK(ability_of(
		     &w.learn, c->people[0], c->people[0], STR("m1"), &a, &err),
	    &err);
	CHECK(!a.calibrated && a.mean == 0 && a.error == 0);
	CHECK(a.wanting.len > 0 && a.n == ASKED);
	free(c);
	world_close(&w);
}

STORE_TEST(only_the_first_answer_to_a_question_counts)
{
	struct module_health h;
	struct world w;
	struct err err;
	struct id sec;
	uint64_t n = 0, right = 0, differences = 1;
	int rounds;

	world_open(&w, store);
	sec = security_lead(&w);
	world_attempt(&w, w.ada, "m1", 0); /* all wrong */
	for (rounds = 0; rounds < 6; rounds++) {
		world_later(&w, 2 * CLOCK_DAY);
		world_attempt(&w, w.ada, "m1", 10); /* all right */
	}
	CHECK_OK(
	    item_health(&w.learn, sec, STR("m1"), &w.arena, &h, &err), &err);
	CHECK_INT(h.people, 1);
	for (uint32_t i = 0; i < ITEMS; i++) {
		CHECK(h.items.v[i].n <= 1);
		n += h.items.v[i].n;
		right += h.items.v[i].right;
	}
	CHECK(n > ASKED); /* later draws brought new questions */
	CHECK_INT(right, n - ASKED);
	CHECK_OK(
	    ledger_rebuild(&w.log.config, true, NULL, NULL, &differences, &err),
	    &err);
	CHECK_INT(differences, 0);
	world_close(&w);
}

STORE_TEST(a_question_left_blank_is_neither_right_nor_wrong_nor_new_again)
{
	struct module_health h;
	struct world w;
	struct id attempt, sec;
	struct err err;
	uint64_t n = 0, blank = 0;

	world_open(&w, store);
	sec = security_lead(&w);
	CHECK_OK(
	    attempt_start(&w.learn, w.ada, STR("m1"), &attempt, &err), &err);
	CHECK_OK(attempt_answer(&w.learn, w.ada, attempt, 1, 1, 1, &err), &err);
	CHECK_OK(attempt_submit(&w.learn, w.ada, attempt, &err), &err);
	world_settle(&w);
	for (int i = 0; i < 6; i++) {
		world_later(&w, 2 * CLOCK_DAY);
		world_attempt(&w, w.ada, "m1", 10);
	}
	CHECK_OK(
	    item_health(&w.learn, sec, STR("m1"), &w.arena, &h, &err), &err);
	for (uint32_t i = 0; i < ITEMS; i++) {
		n += h.items.v[i].n;
		blank += h.items.v[i].blank;
		CHECK(h.items.v[i].n + h.items.v[i].blank <= 1);
	}
	CHECK_INT(blank, ASKED - 1);
	CHECK(n <= ITEMS - blank);
	world_close(&w);
}

STORE_TEST(answers_to_an_earlier_form_of_a_question_do_not_count_for_it)
{
	struct module_health h;
	struct world w;
	struct str quiz;
	struct err err;
	struct id sec;
	size_t at;
	uint64_t n = 0, earlier = 0;

	world_open(&w, store);
	sec = security_lead(&w);
	for (int i = 0; i < 3; i++) {
		world_attempt(&w, w.ada, "m1", 5);
		world_later(&w, 2 * CLOCK_DAY);
	}
	/* new words everywhere; another belief in the first question */
	quiz = world_quiz(&w, "m1", "reworded");
	at = str_find(quiz, STR("a-belief"));
	memcpy((char *)(uintptr_t)quiz.ptr + at, "b", 1);
	world_put(&w, "modules/m1/quiz.yaml", quiz);
	world_publish(&w);
	world_settle(&w);
	CHECK_OK(
	    item_health(&w.learn, sec, STR("m1"), &w.arena, &h, &err), &err);
	for (uint32_t i = 0; i < ITEMS; i++) {
		n += h.items.v[i].n;
		earlier += h.items.v[i].earlier;
		CHECK(i == 0 || h.items.v[i].earlier == 0);
		CHECK(i != 0 || h.items.v[i].n == 0);
	}
	CHECK(n >= ASKED);
	CHECK(earlier <= 1);
	world_close(&w);
}

STORE_TEST(an_erased_person_still_counts_and_is_nowhere_named)
{
	struct module_health before, after;
	struct ability a;
	struct world w;
	struct err err;
	struct id sec;
	uint64_t differences = 1;

	world_open(&w, store);
	sec = security_lead(&w);
	world_attempt(&w, w.ada, "m1", 6);
	world_attempt(&w, w.bob, "m1", 4);
	CHECK_OK(item_health(&w.learn, sec, STR("m1"), &w.arena, &before, &err),
	    &err);
	CHECK_OK(
	    ledger_erase(&w.log.config, w.ada, sec, STR("asked"), NULL, &err),
	    &err);
	CHECK_OK(item_health(&w.learn, sec, STR("m1"), &w.arena, &after, &err),
	    &err);
	CHECK_INT(before.people, 2);
	CHECK_INT(after.people, 2);
	CHECK_INT(after.answers, before.answers);
	CHECK(ability_of(&w.learn, sec, w.ada, STR("m1"), &a, &err) ==
	    ERR_NOT_FOUND);
	CHECK_OK(
	    ledger_rebuild(&w.log.config, true, NULL, NULL, &differences, &err),
	    &err);
	CHECK_INT(differences, 0);
	world_close(&w);
}

STORE_TEST(who_does_not_write_questions_learns_nothing_of_them)
{
	struct module_health h = {.people = 42};
	struct item_healths all = {.n = 42};
	struct ability a = {.n = 42};
	struct id none = {0};
	struct world w;
	struct err err;
	struct id sec, admin;

	world_open(&w, store);
	sec = security_lead(&w);
	admin = world_join(&w, "root", "admin", none, none);
	world_settle(&w);
	world_attempt(&w, w.ada, "m1", 6);
	struct id never[] = {w.ada, w.bob, w.lead, w.auditor, id_new(), none};
	for (size_t i = 0; i < NELEM(never); i++) {
		CHECK(item_health(&w.learn, never[i], STR("m1"), &w.arena, &h,
			  &err) == ERR_DENIED);
		CHECK(item_health_all(&w.learn, never[i], &w.arena, &all,
			  &err) == ERR_DENIED);
		CHECK(h.people == 42 && all.n == 42);
	}
	struct id always[] = {sec, admin, PERSON_PROGRAM};
	for (size_t i = 0; i < NELEM(always); i++)
		CHECK_OK(item_health(&w.learn, always[i], STR("m1"), &w.arena,
			     &h, &err),
		    &err);
	CHECK(item_health(&w.learn, sec, STR("m9"), &w.arena, &h, &err) ==
	    ERR_NOT_FOUND);
	/* an ability is its person's, the lead's and theirs who see records */
	struct id no[] = {w.bob, w.other_lead, id_new(), none};
	for (size_t i = 0; i < NELEM(no); i++) {
		CHECK(ability_of(&w.learn, no[i], w.ada, STR("m1"), &a, &err) ==
		    ERR_NOT_FOUND);
		CHECK(a.n == 42);
	}
	struct id yes[] = {w.ada, w.lead, w.auditor, sec, admin};
	for (size_t i = 0; i < NELEM(yes); i++)
		CHECK_OK(
		    ability_of(&w.learn, yes[i], w.ada, STR("m1"), &a, &err),
		    &err);
	world_close(&w);
}

TEST_MAIN(T(difficulties_put_in_are_found_and_so_are_the_flaws),
    T(few_answers_give_a_share_and_say_how_many_are_wanting),
    T(only_the_first_answer_to_a_question_counts),
    T(a_question_left_blank_is_neither_right_nor_wrong_nor_new_again),
    T(answers_to_an_earlier_form_of_a_question_do_not_count_for_it),
    T(an_erased_person_still_counts_and_is_nowhere_named),
    T(who_does_not_write_questions_learns_nothing_of_them))
