/* What a face is given of an attempt: never a key before it is closed. */
#include "learn/sheet.h"
#include "sql/attempt.h"

struct call {
	const struct learn *learn;
	struct id person, attempt;
	struct str module;
	int64_t now;
	struct arena *arena;
	struct attempt *attempt_out;
	struct attempt_result *result;
	struct standing_row standing;
	struct sql_attempt_progress_row progress;
};

static enum err_code
show_item(const struct sheet_item *from, struct arena *arena,
    struct question *to, struct err *err)
{
	const struct draw_item *d = &from->drawn;
	enum err_code rc = draw_show(d, arena, to, err);

	if (rc != ERR_NONE)
		return rc;
	to->revision = from->revision;
	to->answered = from->answered;
	if (from->answered)
		to->answer =
		    answer_as_shown(d->item->kind, d->shown, &from->answer);
	return ERR_NONE;
}

static enum err_code
show(const struct sheet *s, struct arena *arena, struct attempt *out,
    struct err *err)
{
	*out = (struct attempt){.id = s->attempt,
	    .person_id = s->person,
	    .module_id = s->module,
	    .module_version = s->version,
	    .state = s->state,
	    .started = s->started,
	    .expires = s->expires,
	    .closed = s->closed,
	    .n_items = s->n_items};
	out->items = ARENA_ARRAY(arena, s->n_items + 1, struct question);
	if (out->items == NULL)
		return arena_fail(arena, err);
	for (unsigned i = 0; i < s->n_items; i++) {
		enum err_code rc =
		    show_item(&s->items[i], arena, &out->items[i], err);

		if (rc != ERR_NONE)
			return rc;
		out->n_answered += s->items[i].answered;
		if (!s->items[i].answered && out->first_open == 0)
			out->first_open = i + 1;
	}
	return ERR_NONE;
}

static enum err_code
get_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;
	struct sheet sheet;
	enum err_code rc = sheet_load(
	    c->learn, db, c->arena, c->person, c->attempt, false, &sheet, err);

	return rc == ERR_NONE ? show(&sheet, c->arena, c->attempt_out, err)
			      : rc;
}

enum err_code
attempt_get(const struct learn *learn, struct id person, struct id attempt,
    struct arena *arena, struct attempt *out, struct err *err)
{
	struct attempt made;
	struct call c = {.learn = learn,
	    .person = person,
	    .attempt = attempt,
	    .arena = arena,
	    .attempt_out = &made};
	enum err_code rc = store_read(learn->store, get_tx, &c, err);

	if (rc == ERR_NONE)
		*out = made;
	return rc;
}

static enum err_code
judge(const struct sheet *s, bool told, struct arena *arena,
    struct question_verdict *out, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (unsigned i = 0; i < s->n_items && rc == ERR_NONE; i++)
		rc = draw_tell(&s->items[i].drawn,
		    s->items[i].answered ? &s->items[i].answer : NULL, told,
		    arena, &out[i], err);
	return rc;
}

static enum err_code
result_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;
	struct attempt_result *r = c->result;
	struct sheet s;
	enum err_code rc = sheet_load(
	    c->learn, db, c->arena, c->person, c->attempt, false, &s, err);

	if (rc != ERR_NONE)
		return rc;
	if (s.state == ATTEMPT_OPEN)
		return err_set(err, ERR_CONFLICT, "the attempt is still open");
	rc = standing_load(
	    db, c->arena, c->person, s.module, c->now, &c->standing, err);
	if (rc == ERR_NONE)
		rc = show(&s, c->arena, &r->attempt, err);
	if (rc != ERR_NONE)
		return rc;
	r->verdicts =
	    ARENA_ARRAY(c->arena, s.n_items + 1, struct question_verdict);
	if (r->verdicts == NULL)
		return arena_fail(c->arena, err);
	rc = judge(&s, c->standing.standing.passed, c->arena, r->verdicts, err);
	if (rc != ERR_NONE)
		return rc;
	r->right = s.right;
	r->score = s.score;
	r->pass = s.pass;
	r->passed = s.passed;
	r->pause = c->standing.standing.pause;
	return ERR_NONE;
}

enum err_code
attempt_result(const struct learn *learn, struct id person, struct id attempt,
    struct arena *arena, struct attempt_result *out, struct err *err)
{
	struct attempt_result made = {0};
	struct call c = {.learn = learn,
	    .person = person,
	    .attempt = attempt,
	    .now = clock_now(),
	    .arena = arena,
	    .result = &made};
	enum err_code rc = store_read(learn->store, result_tx, &c, err);

	if (rc == ERR_NONE)
		*out = made;
	return rc;
}

static enum err_code
standing_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;
	enum err_code rc = standing_load(
	    db, c->arena, c->person, c->module, c->now, &c->standing, err);

	if (rc != ERR_NONE || id_is_none(c->standing.standing.open))
		return rc;
	return sql_attempt_progress(db, c->arena,
	    &(struct sql_attempt_progress_in){
		.attempt = c->standing.standing.open},
	    &c->progress, err);
}

enum err_code
attempt_standing(const struct learn *learn, struct id person,
    struct str module_id, struct attempt_standing *out, struct err *err)
{
	struct arena arena;
	struct call c = {.learn = learn,
	    .person = person,
	    .module = module_id,
	    .now = clock_now(),
	    .arena = &arena};
	enum err_code rc;

	arena_init(&arena, (size_t)4 << 20);
	rc = store_read(learn->store, standing_tx, &c, err);
	arena_release(&arena);
	if (rc != ERR_NONE)
		return rc;
	*out = c.standing.standing;
	out->text_is_news =
	    c.standing.opened_text == 0 || out->pause.reading_ends;
	if (c.standing.open_expires <= c.now)
		out->open = (struct id){0}; /* the next start closes it */
	if (!id_is_none(out->open)) {
		out->open_items = (unsigned)c.progress.items;
		out->open_answered = (unsigned)c.progress.answered;
	}
	return ERR_NONE;
}
