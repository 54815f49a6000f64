#include "learn/sheet.h"

#include "learn/score.h"
#include "ledger/content.h"
#include "sql/attempt.h"

static enum err_code
not_found(struct err *err)
{
	return err_set(err, ERR_NOT_FOUND, "no such attempt");
}

static enum attempt_state
state_of(struct str word)
{
	if (str_eq(word, STR("open")))
		return ATTEMPT_OPEN;
	return str_eq(word, STR("expired")) ? ATTEMPT_EXPIRED
					    : ATTEMPT_SUBMITTED;
}

static enum err_code
load_locked(
    struct db *db, struct arena *arena, struct sheet *s, struct err *err)
{
	struct sql_attempt_lock_row row;
	bool found;
	enum err_code rc = sql_attempt_lock(db, arena,
	    &(struct sql_attempt_lock_in){
		.id = s->attempt, .person = s->person},
	    &found, &row, err);

	if (rc != ERR_NONE)
		return rc;
	if (!found)
		return not_found(err);
	s->module = row.module;
	s->version = row.version;
	s->content_hash = row.content_hash;
	s->bank_hash = row.bank_hash;
	s->seed = row.seed;
	s->asked = (unsigned)row.asked;
	s->pass = (unsigned)row.pass;
	s->studied = row.studied;
	s->started = row.started;
	s->expires = row.expires;
	s->state = state_of(row.state);
	return ERR_NONE;
}

static enum err_code
load_row(struct db *db, struct arena *arena, struct sheet *s, struct err *err)
{
	struct sql_attempt_row_row row;
	bool found;
	enum err_code rc = sql_attempt_row(db, arena,
	    &(struct sql_attempt_row_in){.id = s->attempt, .person = s->person},
	    &found, &row, err);

	if (rc != ERR_NONE)
		return rc;
	if (!found)
		return not_found(err);
	s->module = row.module;
	s->version = row.version;
	s->content_hash = row.content_hash;
	s->bank_hash = row.bank_hash;
	s->seed = row.seed;
	s->asked = (unsigned)row.asked;
	s->pass = (unsigned)row.pass;
	s->studied = row.studied;
	s->started = row.started;
	s->expires = row.expires;
	s->state = state_of(row.state);
	s->closed = row.closed.set ? row.closed.v : 0;
	s->right = row.right_count.set ? (unsigned)row.right_count.v : 0;
	s->score = row.score.set ? (unsigned)row.score.v : 0;
	s->passed = row.passed.set && row.passed.v != 0;
	return ERR_NONE;
}

/* The pool it was drawn from: today's, or the one kept by hash. */
static enum err_code
pool_of(const struct learn *learn, struct db *db, struct arena *arena,
    const struct sheet *s, const struct quiz **out, struct err *err)
{
	const struct catalog_module *m =
	    catalog_module(learn->catalog, s->module);
	struct quiz *old;
	struct str text;
	enum err_code rc;

	if (s->bank_hash.len != CATALOG_HASH || s->seed.len != DRAW_SEED)
		return err_set(
		    err, ERR_CORRUPT, "attempt names no pool of questions");
	if (m != NULL &&
	    memcmp(m->bank_hash, s->bank_hash.ptr, CATALOG_HASH) == 0) {
		*out = catalog_quiz(learn->catalog, m);
		return ERR_NONE;
	}
	old = ARENA_NEW(arena, struct quiz);
	if (old == NULL)
		return arena_fail(arena, err);
	rc = content_get(
	    db, arena, (const uint8_t *)s->bank_hash.ptr, &text, err);
	if (rc == ERR_NONE)
		rc = quiz_read(text, "quiz.yaml", arena, old, err);
	*out = old;
	return rc;
}

/* The question itself comes from the seed; the order of its options is the
   stored one, and what was answered. */
static enum err_code
load_item(const struct quiz *quiz, const struct sheet *s, int64_t no,
    struct str id, struct str shown, struct str answer, struct sheet_item *out,
    struct err *err)
{
	const struct quiz_item *item = quiz_item(quiz, id);
	struct sheet_item one = {.answered = answer.ptr != NULL};
	struct answer_form form;
	struct err what;

	if (item == NULL)
		return err_set(err, ERR_CORRUPT,
		    "attempt's item %lld is not in its pool", (long long)no);
	form = draw_form(item);
	draw_question(item, (const uint8_t *)s->seed.ptr, &one.drawn);
	if (!draw_shown_read(item, shown, one.drawn.shown) ||
	    (one.answered &&
		(!answer_read(answer, &one.answer) ||
		    answer_check(&form, &one.answer, &what) != ERR_NONE)))
		return err_set(err, ERR_CORRUPT,
		    "attempt's item %lld does not fit its question",
		    (long long)no);
	*out = one;
	return ERR_NONE;
}

static enum err_code
load_items(struct db *db, struct arena *arena, const struct quiz *quiz,
    struct sheet *s, struct err *err)
{
	struct sql_attempt_items_rows rows = {0};
	enum err_code rc = sql_attempt_items(db, arena,
	    &(struct sql_attempt_items_in){.attempt = s->attempt}, &rows, err);

	if (rc != ERR_NONE)
		return rc;
	s->items = ARENA_ARRAY(arena, rows.n + 1, struct sheet_item);
	if (s->items == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < rows.n; i++) {
		const struct sql_attempt_items_row *row = &rows.v[i];

		rc = load_item(quiz, s, row->no, row->item, row->shown,
		    row->answer, &s->items[i], err);
		if (rc == ERR_NONE && row->no != (int64_t)i + 1)
			rc = err_set(err, ERR_CORRUPT,
			    "attempt's item %zu is missing", i + 1);
		if (rc != ERR_NONE)
			return rc;
		s->items[i].revision = row->revision;
	}
	s->n_items = (unsigned)rows.n;
	return ERR_NONE;
}

enum err_code
sheet_load(const struct learn *learn, struct db *db, struct arena *arena,
    struct id person, struct id attempt, bool lock, struct sheet *out,
    struct err *err)
{
	struct sheet s = {.attempt = attempt, .person = person};
	const struct quiz *quiz = NULL;
	enum err_code rc = lock ? load_locked(db, arena, &s, err)
				: load_row(db, arena, &s, err);

	if (rc == ERR_NONE)
		rc = pool_of(learn, db, arena, &s, &quiz, err);
	if (rc == ERR_NONE)
		rc = load_items(db, arena, quiz, &s, err);
	if (rc == ERR_NONE)
		*out = s;
	return rc;
}

enum err_code
sheet_load_one(const struct learn *learn, struct db *db, struct arena *arena,
    struct id person, struct id attempt, unsigned no, struct sheet *out,
    struct sheet_item *one, struct err *err)
{
	struct sheet s = {.attempt = attempt, .person = person};
	const struct quiz *quiz = NULL;
	struct sql_attempt_item_one_row row;
	bool found = false;
	enum err_code rc = load_locked(db, arena, &s, err);

	if (rc == ERR_NONE)
		rc = pool_of(learn, db, arena, &s, &quiz, err);
	if (rc == ERR_NONE)
		rc = sql_attempt_item_one(db, arena,
		    &(struct sql_attempt_item_one_in){
			.attempt = attempt, .no = (int64_t)no},
		    &found, &row, err);
	if (rc != ERR_NONE)
		return rc;
	*one = (struct sheet_item){0};
	if (found)
		rc = load_item(quiz, &s, (int64_t)no, row.item, row.shown,
		    STR_NONE, one, err);
	if (rc == ERR_NONE)
		*out = s;
	return rc;
}

static void
count_closed(struct standing_row *s,
    const struct sql_attempt_of_module_row *row, int64_t *last_closed)
{
	struct attempt_standing *st = &s->standing;

	st->attempts++;
	if (row->score.set && (unsigned)row->score.v > st->best)
		st->best = (unsigned)row->score.v;
	*last_closed = row->closed.set ? row->closed.v : 0;
	if (row->passed.set && row->passed.v != 0) {
		st->passed = true;
		st->passed_attempt = row->id;
		s->completion = row->completion;
		s->version = row->version;
		st->pause.failed = 0;
	} else
		st->pause.failed++;
}

enum err_code
standing_load(struct db *db, struct arena *arena, struct id person,
    struct str module, int64_t now, struct standing_row *out, struct err *err)
{
	struct sql_attempt_of_module_rows rows = {0};
	struct sql_text_opened_at_row text;
	struct standing_row s = {0};
	int64_t last_closed = 0;
	bool read;
	enum err_code rc = sql_attempt_of_module(db, arena,
	    &(struct sql_attempt_of_module_in){
		.person = person, .module = module},
	    &rows, err);

	if (rc == ERR_NONE)
		rc = sql_text_opened_at(db, arena,
		    &(struct sql_text_opened_at_in){
			.person = person, .module = module},
		    &read, &text, err);
	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < rows.n; i++) {
		if (state_of(rows.v[i].state) != ATTEMPT_OPEN) {
			count_closed(&s, &rows.v[i], &last_closed);
			continue;
		}
		s.standing.open = rows.v[i].id;
		s.open_expires = rows.v[i].expires;
	}
	s.opened_text = read ? text.opened : 0;
	s.standing.pause = score_pause(
	    s.standing.pause.failed, last_closed, s.opened_text, now);
	*out = s;
	return ERR_NONE;
}
