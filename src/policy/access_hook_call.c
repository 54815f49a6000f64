#include "policy/access_hook.h"

#include "codec/json.h"
#include "http/client.h"
#include "ledger/ledger.h"
#include "people/person.h"
#include "sql/access_hook.h"

#define MEMORY     ((size_t)64 << 20)
#define PATIENCE_S 10

struct calls {
	struct gate_desk *desk;
	const char *url;
	int64_t now;
	struct arena *arena;
	struct sql_hook_due_rows due;
};

struct one {
	struct calls *calls;
	const struct sql_hook_due_row *row;
	struct gate_openings openings;
	bool done, drop, settled;
	struct str why; /* not done, or dropped */
};

static enum err_code
read_due(struct db *db, void *ctx, struct err *err)
{
	struct calls *c = ctx;

	memset(&c->due, 0, sizeof(c->due));
	return sql_hook_due(db, c->arena,
	    &(struct sql_hook_due_in){.now = c->now}, &c->due, err);
}

static enum err_code
read_openings(struct db *db, void *ctx, struct err *err)
{
	struct one *o = ctx;

	return gate_openings_now(db, o->calls->arena, o->row->system,
	    o->calls->now, &o->openings, err);
}

/* Names in their order: canonical as it stands. */
static void
write_action(const struct one *o, struct buf *out)
{
	json_open(out);
	json_str(out, "action", o->row->action);
	json_time(out, "at", o->calls->now);
	json_id(out, "id", o->row->id);
	json_str(out, "person", o->row->email);
	json_str(out, "reason", o->row->why);
	json_str(out, "system", o->row->system);
	json_str(out, "type", STR(GATE_ACTION_TYPE));
	json_close(out);
}

static enum err_code
send(struct one *o, struct str body, struct str signature, const char *id,
    struct err *err)
{
	struct arena *arena = o->calls->arena;
	struct str key = arena_strf(arena, "Assay-Key: %s", id),
		   sig = arena_strf(
		       arena, "Assay-Signature: %.*s", STR_FMT(signature));
	const char *const headers[] = {
	    "Content-Type: application/json", key.ptr, sig.ptr, NULL};
	struct http_call call = {.url = o->calls->url,
	    .headers = headers,
	    .body_fd = -1,
	    .body = body,
	    .body_size = body.len,
	    .patience_s = PATIENCE_S};
	struct http_answer answer;
	enum err_code rc;

	if (key.ptr == NULL || sig.ptr == NULL)
		return arena_fail(arena, err);
	rc = http_client_post(&call, arena, &answer, err);
	if (rc == ERR_NONE && (answer.status < 200 || answer.status > 299))
		rc =
		    err_set(err, ERR_IO, "the hook answered %u", answer.status);
	return rc;
}

/* The other side's failure is noted with the row; ours ends the round. */
static enum err_code
post(struct one *o, struct err *err)
{
	const struct sign_port *port = atomic_load(&o->calls->desk->signer);
	char id[GATE_KEY_ID_LEN + 1];
	struct buf body, signature;
	struct err said;
	enum err_code rc;

	if (port == NULL)
		return err_set(err, ERR_BUSY, "there are no keys yet");
	buf_init(&body, 64 << 10);
	buf_init(&signature, 128);
	write_action(o, &body);
	rc = buf_finish(&body, err);
	if (rc == ERR_NONE)
		rc = gate_signature(port, buf_view(&body), id, &signature, err);
	if (rc == ERR_NONE) {
		o->done = send(o, buf_view(&body), buf_view(&signature), id,
			      &said) == ERR_NONE;
		if (!o->done)
			o->why =
			    arena_str(o->calls->arena, str_from(said.text));
	}
	buf_release(&body);
	buf_release(&signature);
	return rc;
}

/* What was approved an hour ago may be over now. */
static enum err_code
still_so(struct one *o, struct err *err)
{
	struct calls *c = o->calls;
	struct gate_answer a;
	bool revoke = str_eq(o->row->action, STR("revoke"));
	enum err_code rc = store_read(c->desk->store, read_openings, o, err);

	if (rc == ERR_NONE)
		rc = gate_look(c->desk->engine, o->row->person, o->row->system,
		    &o->openings, c->now, c->arena, &a, err);
	if (rc == ERR_NOT_FOUND) { /* the policy has no such system any more */
		o->drop = true;
		o->why = STR("the system is not in the policy any more");
		return ERR_NONE;
	}
	if (rc != ERR_NONE)
		return rc;
	o->drop = revoke ? a.state != GATE_LAPSED : !a.allow;
	o->why = a.reason;
	return ERR_NONE;
}

/* 1, 2, 4 ... minutes, six hours at most. */
static int64_t
backoff(int64_t tries)
{
	const int64_t minute = 60 * CLOCK_SECOND;
	int64_t wait = tries > 9 ? 360 : INT64_C(1) << (tries - 1);

	return (wait < 360 ? wait : 360) * minute;
}

static enum err_code
append(struct db *db, const struct one *o, struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_TEXT("system", o->row->system),
	    FIELD_TEXT("action", o->row->action),
	    FIELD_TEXT("outcome", o->done ? STR("done") : STR("failed")),
	    FIELD_PERSON("approver", o->row->approver),
	    FIELD_TEXT("why", o->done ? o->row->why : o->why),
	};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_ACCESS_HOOK_CALLED,
	    .at = o->calls->now,
	    .subject = o->row->person,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, o->calls->arena, &fact, err);
}

static enum err_code
settle(struct db *db, void *ctx, struct err *err)
{
	struct one *o = ctx;
	const struct sql_hook_due_row *row = o->row;
	int64_t tries = row->tries + 1, now = o->calls->now;
	bool failed = !o->done && tries >= HOOK_TRIES;
	uint64_t changed = 0;
	enum err_code rc;

	o->settled = false;
	if (o->drop)
		return sql_hook_drop(db,
		    &(struct sql_hook_drop_in){
			.id = row->id, .said = o->why, .now = now},
		    NULL, err);
	rc = sql_hook_settle(db,
	    &(struct sql_hook_settle_in){.id = row->id,
		.state = o->done ? STR("called")
		    : failed     ? STR("failed")
				 : STR("approved"),
		.tries = tries,
		.not_before = now + backoff(tries),
		.said = o->done ? STR_NONE : o->why,
		.called = {o->done, now}},
	    &changed, err);
	if (rc != ERR_NONE || (!o->done && !failed))
		return rc;
	o->settled = true;
	return append(db, o, err);
}

static enum err_code
call_one(struct calls *c, const struct sql_hook_due_row *row, unsigned *called,
    struct err *err)
{
	struct one o = {.calls = c, .row = row};
	enum err_code rc = still_so(&o, err);

	if (rc == ERR_NONE && !o.drop)
		rc = post(&o, err);
	if (rc == ERR_NONE)
		rc = store_write(c->desk->store, settle, &o, err);
	if (rc == ERR_NONE && o.settled)
		ledger_wake();
	*called += rc == ERR_NONE && o.done;
	return rc;
}

enum err_code
access_hook_call(struct gate_desk *desk, const char *url, int64_t now,
    unsigned *called, struct err *err)
{
	struct arena arena;
	struct calls c = {
	    .desk = desk, .url = url, .now = now, .arena = &arena};
	unsigned n = 0;
	enum err_code rc;

	arena_init(&arena, MEMORY);
	rc = engine_follow(desk->engine, NULL, err);
	if (rc == ERR_NONE)
		rc = store_read(desk->store, read_due, &c, err);
	for (size_t i = 0; rc == ERR_NONE && i < c.due.n; i++)
		rc = call_one(&c, &c.due.v[i], &n, err);
	arena_release(&arena);
	if (rc == ERR_NONE && called != NULL)
		*called = n;
	return rc;
}
