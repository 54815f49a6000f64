#ifndef LEARN_REVIEW_WORLD_TEST_H
#define LEARN_REVIEW_WORLD_TEST_H

/* What the tests of review share: the world of learning's tests, and asking,
   answering and looking in it. */
#include "learn/world_test.h"

#include "learn/card.h"
#include "learn/pick.h"
#include "learn/review.h"
#include "sql/review.h"

static struct world w;

static inline struct review_today
ask(struct id person)
{
	struct review_today today;
	struct err err;

	CHECK_OK(review_ask(&w.learn, person, &today, &err), &err);
	return today;
}

static inline struct review
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

static inline enum err_code
cards_in(struct db *db, void *ctx, struct err *err)
{
	struct cards *c = ctx;

	c->rows = (struct sql_review_cards_rows){0};
	return sql_review_cards(db, &w.arena,
	    &(struct sql_review_cards_in){.person = c->person}, &c->rows, err);
}

static inline struct sql_review_cards_rows
cards(struct id person)
{
	struct cards c = {.person = person};
	struct err err;

	CHECK_OK(store_read(w.log.store, cards_in, &c, &err), &err);
	return c.rows;
}

static inline const struct sql_review_cards_row *
card_of(const struct sql_review_cards_rows *rows, struct str item)
{
	for (size_t i = 0; i < rows->n; i++)
		if (str_eq(rows->v[i].item, item))
			return &rows->v[i];
	return NULL;
}

static inline struct str
item_of(struct id person, struct id asked)
{
	/* a copy: the content may be read anew */
	return arena_str(&w.arena, get(person, asked).question.item);
}

struct drawn {
	struct id person, asked;
	struct draw_item item;
};

static inline enum err_code
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
static inline struct answer
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

static inline enum err_code
answer(struct id person, struct id asked, bool right, struct err *err)
{
	struct answer a = choice(person, asked, right);

	return review_answer(&w.learn, person, asked, &a, REVIEW_WEB, err);
}

static inline void
answer_ok(struct id person, struct id asked, bool right)
{
	struct err err;

	CHECK_OK(answer(person, asked, right, &err), &err);
	world_settle(&w);
	CHECK(get(person, asked).verdict.right == right);
}

static inline unsigned
due(struct id person)
{
	unsigned n;
	struct err err;

	CHECK_OK(review_due(&w.learn, person, &n, &err), &err);
	return n;
}

static inline void
check_rebuild(void)
{
	uint64_t differences = 99;
	struct err err;

	CHECK_OK(
	    ledger_rebuild(&w.log.config, true, NULL, NULL, &differences, &err),
	    &err);
	CHECK_INT(differences, 0);
}

static inline enum err_code
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

static inline void
leave(struct id person)
{
	struct err err;

	CHECK_OK(store_write(w.log.store, leave_in, &person, &err), &err);
	world_settle(&w);
}

/* The content without the question: the same pool with another id for it. */
static inline void
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

#endif
