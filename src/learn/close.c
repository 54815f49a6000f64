/* Closing an attempt: its score, and the facts it leaves. */
#include "codec/canon.h"
#include "learn/score.h"
#include "learn/sheet.h"
#include "learn/validity.h"
#include "ledger/ledger.h"
#include "sql/attempt.h"

/* One answer as the fact has it; options are counted as in the pool:
   {"chosen":[1],"id":"...","right":true,"shown":[2,0,1]} */
static enum err_code
item_json(struct arena *arena, const struct sheet_item *item, struct json *out,
    struct err *err)
{
	struct json_member *m = ARENA_ARRAY(arena, 4, struct json_member);
	struct json_member *options =
	    ARENA_ARRAY(arena, 2 * QUIZ_OPTIONS_MAX, struct json_member);
	struct json_member *shown = options + QUIZ_OPTIONS_MAX;
	size_t chosen = 0;

	if (m == NULL || options == NULL)
		return arena_fail(arena, err);
	for (unsigned i = 0; i < item->item->n_options; i++) {
		struct json n = {.kind = JSON_IS_INT, .num = item->shown[i]};

		shown[i].value = n;
		if (item->answered && item->chosen & 1u << i)
			options[chosen++].value = n;
	}
	m[0].name = STR("chosen");
	m[0].value =
	    (struct json){.kind = JSON_IS_LIST, .items = options, .n = chosen};
	m[1].name = STR("id");
	m[1].value =
	    (struct json){.kind = JSON_IS_TEXT, .text = item->item->id};
	m[2].name = STR("right");
	m[2].value = (struct json){.kind = JSON_IS_FLAG,
	    .flag = item->answered &&
		score_right(item->item, item->shown, item->chosen)};
	m[3].name = STR("shown");
	m[3].value = (struct json){
	    .kind = JSON_IS_LIST, .items = shown, .n = item->item->n_options};
	*out = (struct json){.kind = JSON_IS_OBJECT, .items = m, .n = 4};
	return ERR_NONE;
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
		    score_right(s->items[i].item, s->items[i].shown,
			s->items[i].chosen);
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
