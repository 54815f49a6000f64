#include "learn/attempt.h"

#include "learn/sheet.h"
#include "ledger/ledger.h"
#include "sql/attempt.h"

/* What one question and its answers take is known; this is ample. */
#define ATTEMPT_MEMORY ((size_t)16 << 20)

struct call {
	const struct learn *learn;
	struct id person, attempt;
	struct str module;
	int64_t now;
	const struct attempt_answer *answers, *answer;
	size_t n_answers;
	struct attempt_standing standing;
	bool wrote_fact;
	unsigned closed;
	struct arena *arena; /* the caller's, for what is given back */
};

/* One transaction with an arena of its own. */
typedef enum err_code step_fn(
    struct db *db, struct arena *arena, struct call *c, struct err *err);

static enum err_code
with_arena(struct db *db, void *ctx, step_fn *fn, struct err *err)
{
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, ATTEMPT_MEMORY);
	rc = fn(db, &arena, ctx, err);
	arena_release(&arena);
	return rc;
}

static enum err_code
paused(const struct attempt_pause *pause, struct err *err)
{
	char until[CLOCK_TEXT_LEN + 1];

	clock_write(pause->until, until);
	return err_set(err, ERR_BUSY, "the next attempt may begin at %.16sZ%s",
	    until,
	    pause->reading_ends ? ", or once the module's text was opened"
				: "");
}

static enum err_code
insert_items(struct db *db, const struct call *c, const struct draw *draw,
    struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (unsigned i = 0; i < draw->n && rc == ERR_NONE; i++) {
		char shown[QUIZ_PLACES_MAX + 1];

		draw_shown_write(&draw->items[i], shown);
		rc = sql_attempt_item_insert(db,
		    &(struct sql_attempt_item_insert_in){.attempt = c->attempt,
			.no = (int64_t)i + 1,
			.item = draw->items[i].item->id,
			.shown = str_from(shown)},
		    NULL, err);
	}
	return rc;
}

static enum err_code
begin(struct db *db, struct call *c, const struct catalog_module *m,
    bool studied, struct err *err)
{
	const struct quiz *quiz = catalog_quiz(c->learn->catalog, m);
	uint8_t seed[DRAW_SEED];
	uint64_t changed;
	struct draw draw;
	enum err_code rc;

	random_bytes(seed, sizeof(seed));
	draw_make(quiz, seed, &draw);
	c->attempt = id_new();
	rc = sql_attempt_insert(db,
	    &(struct sql_attempt_insert_in){.id = c->attempt,
		.person = c->person,
		.module = m->id,
		.version = m->version,
		.content_hash = {(const char *)m->content_hash, CATALOG_HASH},
		.bank_hash = {(const char *)m->bank_hash, CATALOG_HASH},
		.seed = {(const char *)seed, sizeof(seed)},
		.asked = (int64_t)draw.n,
		.pass = (int64_t)m->pass,
		.studied = studied,
		.started = c->now,
		.expires = c->now + ATTEMPT_LIFE},
	    &changed, err);
	if (rc == ERR_NONE && changed == 0)
		return err_set(err, ERR_BUSY,
		    "the attempt is being started elsewhere; try again");
	return rc == ERR_NONE ? insert_items(db, c, &draw, err) : rc;
}

/* An attempt nobody submitted counts as it stands. */
static enum err_code
close_expired(struct db *db, struct arena *arena, struct call *c,
    struct id attempt, struct err *err)
{
	struct sheet sheet;
	enum err_code rc = sheet_load(
	    c->learn, db, arena, c->person, attempt, true, &sheet, err);

	if (rc != ERR_NONE || sheet.state != ATTEMPT_OPEN ||
	    sheet.expires > c->now)
		return rc;
	rc = sheet_close(c->learn, db, arena, &sheet, sheet.expires, true, err);
	if (rc == ERR_NONE)
		c->wrote_fact = true;
	return rc;
}

static enum err_code
start_in(struct db *db, struct arena *arena, struct call *c, struct err *err)
{
	const struct catalog_module *m =
	    catalog_module(c->learn->catalog, c->module);
	struct standing_row s;
	enum err_code rc;

	c->wrote_fact = false;
	if (m == NULL)
		return err_set(err, ERR_NOT_FOUND, "no module '%.*s'",
		    STR_FMT(str_sub(c->module, 0, 80)));
	rc = standing_load(db, arena, c->person, m->id, c->now, &s, err);
	if (rc == ERR_NONE && !id_is_none(s.standing.open) &&
	    s.open_expires <= c->now) {
		rc = close_expired(db, arena, c, s.standing.open, err);
		if (rc == ERR_NONE)
			rc = standing_load(
			    db, arena, c->person, m->id, c->now, &s, err);
	}
	if (rc != ERR_NONE)
		return rc;
	if (!id_is_none(s.standing.open)) {
		c->attempt = s.standing.open;
		return ERR_NONE;
	}
	/* an expired one that was just closed must be kept: so no error */
	if (s.standing.pause.until > 0) {
		c->standing = s.standing;
		c->attempt = (struct id){0};
		return ERR_NONE;
	}
	return begin(db, c, m, s.opened_text > 0, err);
}

static enum err_code
start_tx(struct db *db, void *ctx, struct err *err)
{
	return with_arena(db, ctx, start_in, err);
}

enum err_code
attempt_start(const struct learn *learn, struct id person, struct str module_id,
    struct id *out, struct err *err)
{
	struct call c = {.learn = learn,
	    .person = person,
	    .module = module_id,
	    .now = clock_now()};
	enum err_code rc = store_write(learn->store, start_tx, &c, err);

	if (rc != ERR_NONE)
		return rc;
	if (c.wrote_fact)
		ledger_wake();
	if (id_is_none(c.attempt))
		return paused(&c.standing.pause, err);
	*out = c.attempt;
	return ERR_NONE;
}

static enum err_code
check_answer(const struct sheet *sheet, const struct sheet_item *one,
    const struct call *c, struct err *err)
{
	struct answer_form form;

	if (sheet->state != ATTEMPT_OPEN || sheet->expires <= c->now)
		return err_set(err, ERR_CONFLICT, "the attempt is closed");
	if (one->drawn.item == NULL)
		return err_set(
		    err, ERR_INVALID, "questions are 1 to %u", sheet->asked);
	form = draw_form(one->drawn.item);
	return answer_check(&form, &c->answer->answer, err);
}

static enum err_code
answer_one(
    struct db *db, struct arena *arena, const struct call *c, struct err *err)
{
	struct sheet sheet;
	struct sheet_item one;
	struct answer in_pool;
	char text[ANSWER_TEXT];
	enum err_code rc = sheet_load_one(c->learn, db, arena, c->person,
	    c->attempt, c->answer->no, &sheet, &one, err);

	if (rc == ERR_NONE)
		rc = check_answer(&sheet, &one, c, err);
	if (rc != ERR_NONE)
		return rc;
	in_pool = answer_to_pool(
	    one.drawn.item->kind, one.drawn.shown, &c->answer->answer);
	answer_write(&in_pool, text);
	return sql_attempt_item_answer(db,
	    &(struct sql_attempt_item_answer_in){.attempt = c->attempt,
		.no = (int64_t)c->answer->no,
		.answer = str_from(text),
		.revision = c->answer->revision,
		.answered = c->now},
	    NULL, err);
}

static enum err_code
answer_in(struct db *db, struct arena *arena, struct call *c, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < c->n_answers && rc == ERR_NONE; i++) {
		c->answer = &c->answers[i];
		rc = answer_one(db, arena, c, err);
	}
	return rc;
}

static enum err_code
answer_tx(struct db *db, void *ctx, struct err *err)
{
	return with_arena(db, ctx, answer_in, err);
}

enum err_code
attempt_answer_all(const struct learn *learn, struct id person,
    struct id attempt, const struct attempt_answer *v, size_t n,
    struct err *err)
{
	struct call c = {.learn = learn,
	    .person = person,
	    .attempt = attempt,
	    .answers = v,
	    .n_answers = n,
	    .now = clock_now()};

	for (size_t i = 0; i < n; i++)
		if (v[i].revision < 0 || v[i].revision > INT64_C(1) << 53)
			return err_set(
			    err, ERR_INVALID, "revision is out of range");
	return store_write(learn->store, answer_tx, &c, err);
}

enum err_code
attempt_answer(const struct learn *learn, struct id person, struct id attempt,
    unsigned no, const struct answer *answer, int64_t revision, struct err *err)
{
	const struct attempt_answer one = {no, *answer, revision};

	return attempt_answer_all(learn, person, attempt, &one, 1, err);
}

static enum err_code
submit_in(struct db *db, struct arena *arena, struct call *c, struct err *err)
{
	struct sheet sheet;
	bool expired;
	enum err_code rc = sheet_load(
	    c->learn, db, arena, c->person, c->attempt, true, &sheet, err);

	c->wrote_fact = false;
	if (rc != ERR_NONE || sheet.state != ATTEMPT_OPEN)
		return rc;
	expired = sheet.expires <= c->now;
	c->wrote_fact = true;
	return sheet_close(c->learn, db, arena, &sheet,
	    expired ? sheet.expires : c->now, expired, err);
}

static enum err_code
submit_tx(struct db *db, void *ctx, struct err *err)
{
	return with_arena(db, ctx, submit_in, err);
}

enum err_code
attempt_submit(const struct learn *learn, struct id person, struct id attempt,
    struct err *err)
{
	struct call c = {.learn = learn,
	    .person = person,
	    .attempt = attempt,
	    .now = clock_now()};
	enum err_code rc = store_write(learn->store, submit_tx, &c, err);

	if (rc == ERR_NONE && c.wrote_fact)
		ledger_wake();
	return rc;
}

static enum err_code
expire_in(struct db *db, struct arena *arena, struct call *c, struct err *err)
{
	struct sql_attempt_overdue_rows rows = {0};
	enum err_code rc = sql_attempt_overdue(db, arena,
	    &(struct sql_attempt_overdue_in){.now = c->now}, &rows, err);

	c->wrote_fact = false;
	c->closed = 0;
	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++) {
		c->person = rows.v[i].person;
		rc = close_expired(db, arena, c, rows.v[i].id, err);
		c->closed++;
	}
	return rc;
}

static enum err_code
expire_tx(struct db *db, void *ctx, struct err *err)
{
	return with_arena(db, ctx, expire_in, err);
}

enum err_code
attempt_expire(const struct learn *learn, unsigned *closed, struct err *err)
{
	struct call c = {.learn = learn, .now = clock_now()};
	enum err_code rc;

	*closed = 0;
	do {
		rc = store_write(learn->store, expire_tx, &c, err);
		if (rc == ERR_NONE && c.wrote_fact)
			ledger_wake();
		*closed += rc == ERR_NONE ? c.closed : 0;
	} while (rc == ERR_NONE && c.closed > 0);
	return rc;
}

static enum err_code
opened_put(struct db *db, void *ctx, struct err *err)
{
	const struct call *c = ctx;

	return sql_text_opened_put(db,
	    &(struct sql_text_opened_put_in){
		.person = c->person, .module = c->module, .opened = c->now},
	    NULL, err);
}

enum err_code
attempt_opened_text(const struct learn *learn, struct id person,
    struct str module_id, struct err *err)
{
	struct call c = {.learn = learn,
	    .person = person,
	    .module = module_id,
	    .now = clock_now()};
	struct attempt_standing standing;
	enum err_code rc;

	if (catalog_module(learn->catalog, module_id) == NULL)
		return err_set(err, ERR_NOT_FOUND, "no module '%.*s'",
		    STR_FMT(str_sub(module_id, 0, 80)));
	rc = attempt_standing(learn, person, module_id, &standing, err);
	if (rc != ERR_NONE || !standing.text_is_news)
		return rc;
	return store_write(learn->store, opened_put, &c, err);
}
