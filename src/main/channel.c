#include "main/channel.h"

#include "base/clock.h"
#include "codec/json.h"
#include "main/log.h"
#include "sql/job.h"

#define LEASE     (INT64_C(120) * CLOCK_SECOND)
#define TRIES_MAX 12
#define JSON_MAX  ((size_t)64 << 10)

struct step {
	struct arena *arena;
	bool found;
	struct sql_chat_take_row row;
	enum err_code rc;
	struct err why;
};

static enum err_code
take(struct db *db, void *ctx, struct err *err)
{
	struct step *s = ctx;
	int64_t now = clock_now();

	return sql_chat_take(db, s->arena,
	    &(struct sql_chat_take_in){.now = now, .until = now + LEASE},
	    &s->found, &s->row, err);
}

static enum err_code
note(struct db *db, void *ctx, struct err *err)
{
	struct step *s = ctx;
	struct str said = str_from(s->why.text);
	int64_t wait = INT64_C(30) << (s->row.tries < 8 ? s->row.tries : 8);

	if (s->rc == ERR_NONE)
		return sql_chat_sent(
		    db, &(struct sql_chat_sent_in){.id = s->row.id}, NULL, err);
	if (s->rc == ERR_INVALID || s->row.tries >= TRIES_MAX)
		return sql_chat_failed(db,
		    &(struct sql_chat_failed_in){.id = s->row.id, .said = said},
		    NULL, err);
	return sql_chat_again(db,
	    &(struct sql_chat_again_in){.id = s->row.id,
		.not_before = clock_now() + wait * CLOCK_SECOND,
		.said = said},
	    NULL, err);
}

static enum err_code
post(const struct hook *hook, struct str text, struct err *err)
{
	struct buf json;
	enum err_code rc;

	buf_init(&json, JSON_MAX);
	json_open(&json);
	json_str(&json, "text", text);
	json_close(&json);
	rc = buf_finish(&json, err);
	if (rc == ERR_NONE)
		rc = hook_post(hook, buf_view(&json), clock_now(), err);
	buf_release(&json);
	return rc;
}

bool
channel_one(struct store *store, const struct hook *hook, struct arena *arena)
{
	struct step s = {.arena = arena};
	struct err err;

	if (store_write(store, take, &s, &err) != ERR_NONE) {
		log_error("chat", "could not look for words: %s", err.text);
		return false;
	}
	if (!s.found)
		return false;
	s.rc = post(hook, s.row.body, &s.why);
	if (s.rc != ERR_NONE)
		log_error("chat", "%s", s.why.text);
	if (store_write(store, note, &s, &err) != ERR_NONE)
		log_error("chat", "could not note words: %s", err.text);
	return true;
}
