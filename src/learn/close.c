/* Closing an attempt: its score, and the facts it leaves. */
#include "codec/canon.h"
#include "learn/score.h"
#include "learn/sheet.h"
#include "learn/validity.h"
#include "ledger/ledger.h"
#include "sql/attempt.h"

static enum err_code
json_numbers(struct arena *arena, const uint8_t *v, size_t n, struct json *out,
    struct err *err)
{
	struct json_member *m = ARENA_ARRAY(arena, n + 1, struct json_member);

	if (m == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < n; i++)
		m[i].value = (struct json){.kind = JSON_IS_INT, .num = v[i]};
	*out = (struct json){.kind = JSON_IS_LIST, .items = m, .n = n};
	return ERR_NONE;
}

/* {"limit":"200"}: the values of its variables, by name. */
static enum err_code
json_vars(struct arena *arena, const struct draw_item *d, struct json *out,
    struct err *err)
{
	const struct vars *vars = &d->item->vars;
	struct json_member *m =
	    ARENA_ARRAY(arena, vars->n + 1, struct json_member);

	if (m == NULL)
		return arena_fail(arena, err);
	for (unsigned i = 0; i < vars->n; i++) {
		m[i].name = vars->v[i].name;
		m[i].value = (struct json){
		    .kind = JSON_IS_TEXT, .text = vars->v[i].v[d->pick[i]]};
	}
	*out = (struct json){.kind = JSON_IS_OBJECT, .items = m, .n = vars->n};
	return ERR_NONE;
}

/* One answer as the fact has it, as learn/answer.h says, counted as in the
   pool; vars only where the question has some:
   {"chosen":[1],"id":"...","right":true,"shown":[2,0,1]} */
static enum err_code
item_json(struct arena *arena, const struct sheet_item *item, struct json *out,
    struct err *err)
{
	const struct draw_item *d = &item->drawn;
	struct json_member *m = ARENA_ARRAY(arena, 5, struct json_member);
	size_t n = 4;
	enum err_code rc;

	if (m == NULL)
		return arena_fail(arena, err);
	m[0].name = STR("chosen");
	m[1].name = STR("id");
	m[1].value = (struct json){.kind = JSON_IS_TEXT, .text = d->item->id};
	m[2].name = STR("right");
	m[2].value = (struct json){.kind = JSON_IS_FLAG,
	    .flag = item->answered && score_right(d->item, &item->answer)};
	m[3].name = STR("shown");
	m[4].name = STR("vars");
	rc = json_numbers(
	    arena, item->answer.v, item->answer.n, &m[0].value, err);
	if (rc == ERR_NONE)
		rc = json_numbers(
		    arena, d->shown, d->item->n_options, &m[3].value, err);
	if (rc == ERR_NONE && d->item->vars.n > 0)
		rc = json_vars(arena, d, &m[n++].value, err);
	*out = (struct json){.kind = JSON_IS_OBJECT, .items = m, .n = n};
	return rc;
}

static enum err_code
items_text(struct arena *arena, const struct sheet *s, struct str *out,
    struct err *err)
{
	struct json list = {.kind = JSON_IS_LIST, .n = s->n_items};
	enum err_code rc = ERR_NONE;
	struct buf text;

	list.items = ARENA_ARRAY(arena, list.n + 1, struct json_member);
	if (list.items == NULL)
		return arena_fail(arena, err);
	for (unsigned i = 0; i < s->n_items && rc == ERR_NONE; i++)
		rc = item_json(arena, &s->items[i], &list.items[i].value, err);
	if (rc != ERR_NONE)
		return rc;
	buf_init(&text, 1 << 16);
	rc = canon_write(&text, &list, err);
	if (rc == ERR_NONE)
		rc = buf_finish(&text, err);
	*out = arena_buf(arena, &text);
	buf_release(&text);
	if (rc == ERR_NONE && out->ptr == NULL)
		rc = arena_fail(arena, err);
	return rc;
}

static enum err_code
append_attempt(struct db *db, struct arena *arena, const struct sheet *s,
    int64_t now, bool expired, struct err *err)
{
	struct str items;
	enum err_code rc = items_text(arena, s, &items, err);

	if (rc != ERR_NONE)
		return rc;
	const struct ledger_field fields[] = {
	    FIELD_ID("attempt", s->attempt),
	    FIELD_TEXT("module", s->module),
	    FIELD_TEXT("version", s->version),
	    FIELD_TIME("started", s->started),
	    FIELD_JSON("items", items),
	    FIELD_INT("asked", (int64_t)s->asked),
	    FIELD_INT("right", (int64_t)s->right),
	    FIELD_INT("score", (int64_t)s->score),
	    FIELD_INT("pass", (int64_t)s->pass),
	    FIELD_FLAG("passed", s->passed),
	    FIELD_FLAG("expired", expired),
	    FIELD_HASH("bank", s->bank_hash),
	    FIELD_HASH("content", s->content_hash),
	};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_ATTEMPT_SUBMITTED,
	    .at = now,
	    .actor = s->person,
	    .subject = s->person,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, arena, &fact, err);
}

static enum err_code
append_completion(const struct learn *learn, struct db *db, struct arena *arena,
    const struct sheet *s, struct id id, int64_t now, struct err *err)
{
	int64_t until;
	enum err_code rc = validity_promise(
	    learn->catalog, s->module, now, arena, &until, err);

	if (rc != ERR_NONE)
		return rc;
	const struct ledger_field fields[] = {
	    FIELD_TEXT("module", s->module),
	    FIELD_TEXT("version", s->version),
	    FIELD_TEXT("how", s->studied ? STR("studied") : STR("tested-out")),
	    FIELD_ID("attempt", s->attempt),
	    FIELD_INT("score", (int64_t)s->score),
	    FIELD_TIME("valid_until", until),
	    FIELD_HASH("content", s->content_hash),
	};
	const struct ledger_fact fact = {.id = id,
	    .type = LEDGER_COMPLETION_EARNED,
	    .at = now,
	    .actor = s->person,
	    .subject = s->person,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, arena, &fact, err);
}

enum err_code
sheet_close(const struct learn *learn, struct db *db, struct arena *arena,
    struct sheet *s, int64_t now, bool expired, struct err *err)
{
	struct id completion = {0};
	enum err_code rc;

	s->right = 0;
	for (unsigned i = 0; i < s->n_items; i++)
		s->right += s->items[i].answered &&
		    score_right(s->items[i].drawn.item, &s->items[i].answer);
	s->score = score_percent(s->right, s->asked);
	s->passed = score_passed(s->right, s->asked, s->pass);
	s->state = expired ? ATTEMPT_EXPIRED : ATTEMPT_SUBMITTED;
	s->closed = now;
	if (s->passed)
		completion = id_new();
	rc = sql_attempt_close(db,
	    &(struct sql_attempt_close_in){.id = s->attempt,
		.state = expired ? STR("expired") : STR("submitted"),
		.closed = now,
		.right_count = (int64_t)s->right,
		.score = (int64_t)s->score,
		.passed = s->passed,
		.completion = completion},
	    NULL, err);
	if (rc == ERR_NONE)
		rc = append_attempt(db, arena, s, now, expired, err);
	if (rc == ERR_NONE && s->passed)
		rc = append_completion(
		    learn, db, arena, s, completion, now, err);
	return rc;
}
