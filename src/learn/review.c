/* One question: shown, answered once, explained.  See review.h. */
#include "learn/review_part.h"

#include "learn/card.h"
#include "learn/draw.h"
#include "learn/score.h"
#include "ledger/ledger.h"

/* The question with its keys. */
struct open {
	struct id id, person;
	const struct catalog_module *module;
	struct draw_item drawn;
	bool answered, right;
	struct answer answer; /* as in the pool */
};

struct call {
	const struct learn *learn;
	struct id person, asked;
	const struct answer *answer; /* as shown */
	enum review_surface surface;
	struct arena *arena; /* the caller's, for what is given back */
	struct review review;
	bool wrote;
};

static enum err_code
fill(const struct catalog *catalog, const struct sql_review_row_row *row,
    struct open *o, struct err *err)
{
	o->answered = row->answered.set;
	o->module =
	    review_module(catalog, row->module, row->bank_hash, row->item);
	if (o->module == NULL || (!o->answered && row->expires <= clock_now()))
		return err_set(
		    err, ERR_CONFLICT, "this question is asked no more");
	if (row->seed.len != DRAW_SEED ||
	    (o->answered && !answer_read(row->chosen, &o->answer)))
		return err_set(
		    err, ERR_CORRUPT, "a review question is not readable");
	draw_question(quiz_item(catalog_quiz(catalog, o->module), row->item),
	    (const uint8_t *)row->seed.ptr, &o->drawn);
	o->right = row->was_right.set && row->was_right.v != 0;
	return ERR_NONE;
}

static enum err_code
load(struct db *db, struct arena *arena, const struct call *c, struct open *out,
    struct err *err)
{
	struct open o = {.id = c->asked, .person = c->person};
	struct sql_review_row_row row;
	bool found = false;
	enum err_code rc = sql_review_row(db, arena,
	    &(struct sql_review_row_in){.id = c->asked, .person = c->person},
	    &found, &row, err);

	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_NOT_FOUND, "no such question");
	if (rc == ERR_NONE)
		rc = fill(c->learn->catalog, &row, &o, err);
	if (rc == ERR_NONE)
		*out = o;
	return rc;
}

/* --- showing ---------------------------------------------------------------
 */

static enum err_code
show(const struct open *o, struct arena *arena, struct review *r,
    struct err *err)
{
	const struct quiz_item *item = o->drawn.item;
	enum err_code rc = draw_show(&o->drawn, arena, &r->question, err);

	if (rc != ERR_NONE || !o->answered)
		return rc;
	r->question.answered = true;
	r->question.answer =
	    answer_as_shown(item->kind, o->drawn.shown, &o->answer);
	return draw_tell(
	    &o->drawn, &o->answer, r->passed, arena, &r->verdict, err);
}

static enum err_code
get_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;
	struct sql_review_passed_module_row pass;
	struct open o;
	enum err_code rc = load(db, c->arena, c, &o, err);

	if (rc != ERR_NONE)
		return rc;
	c->review = (struct review){.id = o.id,
	    .module_id = o.module->id,
	    .title = o.module->title,
	    .answered = o.answered};
	rc = sql_review_passed_module(db, c->arena,
	    &(struct sql_review_passed_module_in){
		.person = c->person, .module = o.module->id},
	    &c->review.passed, &pass, err);
	return rc == ERR_NONE ? show(&o, c->arena, &c->review, err) : rc;
}

enum err_code
review_get(const struct learn *learn, struct id person, struct id asked,
    struct arena *arena, struct review *out, struct err *err)
{
	struct call c = {
	    .learn = learn, .person = person, .asked = asked, .arena = arena};
	enum err_code rc = store_read(learn->store, get_tx, &c, err);

	if (rc == ERR_NONE)
		*out = c.review;
	return rc;
}

/* --- answering -------------------------------------------------------------
 */

/* "[2,0,1]" */
static struct str
numbers(struct arena *arena, const uint8_t *v, unsigned n)
{
	struct answer a = {.n = (uint8_t)n};
	char text[ANSWER_TEXT];

	memcpy(a.v, v, n);
	answer_write(&a, text);
	return arena_strf(arena, "[%s]", text);
}

static enum err_code
append(struct db *db, struct arena *arena, const struct open *o,
    const struct call *c, int64_t now, struct err *err)
{
	static const char *const surfaces[] = {
	    [REVIEW_WEB] = "web",
	    [REVIEW_TERMINAL] = "terminal",
	    [REVIEW_LINK] = "link",
	};
	const struct quiz_item *item = o->drawn.item;
	struct str chosen = numbers(arena, o->answer.v, o->answer.n);
	struct str shown = numbers(arena, o->drawn.shown, item->n_options);
	const struct ledger_field fields[] = {
	    FIELD_TEXT("module", o->module->id),
	    FIELD_TEXT("item", item->id),
	    FIELD_FLAG("right", o->right),
	    FIELD_INT("rating", o->right ? FSRS_GOOD : FSRS_AGAIN),
	    FIELD_JSON("chosen", chosen),
	    FIELD_JSON("shown", shown),
	    FIELD_TEXT("surface", str_from(surfaces[c->surface])),
	    FIELD_HASH("bank",
		((struct str){
		    (const char *)o->module->bank_hash, CATALOG_HASH})),
	};
	const struct ledger_fact fact = {.id = o->id,
	    .type = LEDGER_REVIEW_ANSWERED,
	    .at = now,
	    .actor = o->person,
	    .subject = o->person,
	    .fields = fields,
	    .n = NELEM(fields)};

	if (chosen.ptr == NULL || shown.ptr == NULL)
		return arena_fail(arena, err);
	return ledger_append(db, arena, &fact, err);
}

/* One of today's answers is taken here, in the transaction that stores it. */
static enum err_code
take_day(struct db *db, struct id person, int64_t now, struct err *err)
{
	uint64_t changed = 0;
	enum err_code rc = sql_review_day_take(db,
	    &(struct sql_review_day_take_in){
		.person = person, .day = card_day(now), .most = REVIEW_A_DAY},
	    &changed, err);

	if (rc == ERR_NONE && changed == 0)
		return err_set(err, ERR_BUSY,
		    "%d questions a day are enough; this one waits until "
		    "tomorrow",
		    REVIEW_A_DAY);
	return rc;
}

static enum err_code
store_answer(struct db *db, struct arena *arena, const struct open *o,
    const struct call *c, int64_t now, struct err *err)
{
	char chosen[ANSWER_TEXT];
	enum err_code rc = take_day(db, o->person, now, err);

	answer_write(&o->answer, chosen);
	if (rc == ERR_NONE)
		rc = sql_review_answer(db,
		    &(struct sql_review_answer_in){.id = o->id,
			.answered = now,
			.answered_day = card_day(now),
			.chosen = str_from(chosen),
			.was_right = o->right},
		    NULL, err);
	if (rc == ERR_NONE)
		rc = sql_review_early_done(db,
		    &(struct sql_review_early_done_in){.person = o->person,
			.module = o->module->id,
			.item = o->drawn.item->id},
		    NULL, err);
	return rc == ERR_NONE ? append(db, arena, o, c, now, err) : rc;
}

static enum err_code
answer_in(struct db *db, struct arena *arena, struct call *c, struct err *err)
{
	int64_t now = clock_now();
	struct answer_form form;
	unsigned left;
	struct open o;
	enum err_code rc =
	    review_lock_day(db, arena, c->person, now, &left, err);

	c->wrote = false;
	if (rc == ERR_NONE)
		rc = load(db, arena, c, &o, err);
	if (rc != ERR_NONE || o.answered)
		return rc;
	form = draw_form(o.drawn.item);
	rc = answer_check(&form, c->answer, err);
	if (rc != ERR_NONE)
		return rc;
	o.answer = answer_to_pool(form.kind, o.drawn.shown, c->answer);
	o.right = score_right(o.drawn.item, &o.answer);
	rc = store_answer(db, arena, &o, c, now, err);
	c->wrote = rc == ERR_NONE;
	return rc;
}

static enum err_code
answer_tx(struct db *db, void *ctx, struct err *err)
{
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, REVIEW_MEMORY);
	rc = answer_in(db, &arena, ctx, err);
	arena_release(&arena);
	return rc;
}

enum err_code
review_answer(const struct learn *learn, struct id person, struct id asked,
    const struct answer *answer, enum review_surface surface, struct err *err)
{
	struct call c = {.learn = learn,
	    .person = person,
	    .asked = asked,
	    .answer = answer,
	    .surface = surface};
	enum err_code rc = store_write(learn->store, answer_tx, &c, err);

	if (rc == ERR_NONE && c.wrote)
		ledger_wake();
	return rc;
}
