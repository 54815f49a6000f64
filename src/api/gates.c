#include <inttypes.h>

#include "api/caller.h"
#include "base/clock.h"
#include "codec/hex.h"
#include "codec/json.h"
#include "crypto/hash.h"
#include "policy/gate_bundle.h"
#include "policy/gate_token.h"

/*
 *	GET /api/v1/gate/{system}?person=EMAIL	the signed answer
 *	GET /api/v1/gate/{system}/bundle	everybody's, for an OPA agent
 *	GET /api/v1/gate-key			what verifies an answer; open
 *
 * The first two want the token of that system's gate.
 */
#define MAX_AGE_S 60 /* of what lets in: somebody may lapse by a fact */

struct entry {
	struct gate_desk *desk;
	struct http_request *rq;
	struct http_reply *re;
	struct str system;
};

struct find {
	struct arena *arena;
	struct str token;
	bool found;
	struct gate_token out;
};

static enum err_code
find_token(struct db *db, void *ctx, struct err *err)
{
	struct find *f = ctx;

	return gate_token_find(db, f->arena, f->token, &f->found, &f->out, err);
}

static enum err_code
note_use(struct db *db, void *ctx, struct err *err)
{
	struct find *f = ctx;

	return gate_token_note_use(db, f->out.id, clock_now(), err);
}

static enum err_code
too_often(const struct entry *e, struct http_limit *limit, struct str key,
    struct err *err)
{
	unsigned wait_s = 1;
	struct str text;
	enum err_code rc;

	if (http_limit_take(limit, key, clock_monotonic(), &wait_s))
		return ERR_NONE;
	text = arena_strf(e->rq->arena, "%u", wait_s);
	rc = http_reply_header(e->rq, e->re, STR("Retry-After"), text, err);
	if (rc != ERR_NONE)
		return rc;
	e->re->status = 429;
	return err_set(
	    err, ERR_LIMIT, "asked too often; once more in %u s", wait_s);
}

static enum err_code
refuse(const struct entry *e, struct err *err)
{
	enum err_code rc =
	    too_often(e, e->desk->by_address, e->rq->remote, err);

	if (rc != ERR_NONE)
		return rc;
	return api_no_token(e->rq, e->re,
	    "a token of this gate is needed: Authorization: Bearer "
	    "assay_gate_...",
	    err);
}

static enum err_code
enter(struct http_request *rq, struct http_reply *re, void *app,
    struct entry *out, struct err *err)
{
	const struct api *api = app;
	struct find f = {.arena = rq->arena, .token = api_bearer(rq)};
	struct entry e = {.desk = api->gates,
	    .rq = rq,
	    .re = re,
	    .system = http_get(&rq->params, STR("system"))};
	enum err_code rc = ERR_NONE;

	if (e.desk == NULL)
		return err_set(err, ERR_NOT_FOUND, "there are no gates here");
	if (f.token.len > 0)
		rc = store_read(e.desk->store, find_token, &f, err);
	if (rc != ERR_NONE)
		return rc;
	if (!f.found || !str_eq(f.out.system, e.system))
		return refuse(&e, err);
	rc = too_often(&e, e.desk->by_token,
	    (struct str){(const char *)f.out.id.bytes, ID_SIZE}, err);
	if (rc == ERR_NONE && !gate_token_is_noted(&f.out, clock_now()))
		rc = store_write(e.desk->store, note_use, &f, err);
	if (rc == ERR_NONE)
		*out = e;
	return rc;
}

/* Of what the answer says, not of when it was made. */
static enum err_code
tag(const struct entry *e, const struct gate_answer *a, bool *same,
    struct err *err)
{
	char text[2 + 32 + 1] = "\"";
	uint8_t hash[HASH_SIZE];
	struct sha256 h;

	sha256_init(&h);
	sha256_add(&h, a->person);
	sha256_add(&h, STR("\n"));
	sha256_add(&h, str_from(gate_state_name(a->state)));
	sha256_add(&h, (struct str){(const char *)&a->until, sizeof(a->until)});
	sha256_add(
	    &h, (struct str){(const char *)&a->version, sizeof(a->version)});
	sha256_add(&h, a->reason);
	sha256_end(&h, hash);
	hex_write(text + 1, hash, 16);
	text[33] = '"';
	text[34] = '\0';
	*same =
	    str_eq(http_header(e->rq, STR("if-none-match")), str_from(text));
	return http_reply_header(
	    e->rq, e->re, STR("ETag"), str_from(text), err);
}

/* What refuses is asked anew each time: a module passed lets in at once. */
static struct str
cache(struct arena *arena, const struct gate_answer *a)
{
	int64_t left = (a->until - a->issued) / CLOCK_SECOND;

	if (!a->allow)
		return STR("private, no-cache");
	return arena_strf(arena, "private, max-age=%" PRId64,
	    left < MAX_AGE_S ? left : MAX_AGE_S);
}

static enum err_code
get_gate(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	struct str person = http_get(&rq->query, STR("person"));
	struct gate_answer answer;
	struct entry e;
	bool same = false;
	enum err_code rc = enter(rq, re, app, &e, err);

	if (rc == ERR_NONE && person.len == 0)
		rc = err_set(err, ERR_INVALID,
		    "whom is this about? ?person=EMAIL is missing");
	if (rc == ERR_NONE)
		rc = gate_ask(e.desk, person, e.system, STR("api"), rq->arena,
		    &answer, err);
	if (rc == ERR_NONE)
		rc = tag(&e, &answer, &same, err);
	if (rc != ERR_NONE)
		return rc;
	re->cache = cache(rq->arena, &answer);
	re->content_type = STR("application/json");
	if (!same)
		return gate_sign(e.desk, &answer, re->body, err);
	re->status = 304;
	return ERR_NONE;
}

/* OPA asks with the revision it has; equal data is not sent again. */
static enum err_code
bundle_to(const struct entry *e, struct str *revision, struct err *err)
{
	struct str etag;
	struct buf bytes;
	enum err_code rc;

	buf_init(&bytes, GATE_BUNDLE_MAX);
	rc = gate_bundle(e->desk, e->system, clock_now(), e->rq->arena,
	    revision, &bytes, err);
	etag = arena_strf(e->rq->arena, "\"%.*s\"", STR_FMT(*revision));
	if (rc == ERR_NONE)
		rc = http_reply_header(e->rq, e->re, STR("ETag"), etag, err);
	if (rc == ERR_NONE &&
	    str_eq(http_header(e->rq, STR("if-none-match")), etag))
		e->re->status = 304;
	else if (rc == ERR_NONE)
		rc = http_spool_open(e->rq, e->re, err);
	if (rc == ERR_NONE && e->re->spool != NULL)
		rc = http_spool_add(e->re->spool, buf_view(&bytes), err);
	buf_release(&bytes);
	return rc;
}

static enum err_code
get_bundle(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	struct str revision = STR_NONE;
	struct entry e;
	enum err_code rc = enter(rq, re, app, &e, err);

	if (rc == ERR_NONE)
		rc = bundle_to(&e, &revision, err);
	if (rc != ERR_NONE)
		return rc;
	re->content_type = STR("application/gzip");
	re->cache = STR("private, no-cache");
	return ERR_NONE;
}

static enum err_code
get_key(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	const struct api *api = app;
	char id[GATE_KEY_ID_LEN + 1];
	uint8_t key[32];
	struct buf text;
	enum err_code rc;

	(void)rq;
	if (api->gates == NULL)
		return err_set(err, ERR_NOT_FOUND, "there are no gates here");
	rc = gate_key(api->gates, key, err);
	if (rc != ERR_NONE)
		return rc;
	buf_init(&text, 64);
	gate_key_write(&text, key);
	gate_key_id(key, id);
	json_open(re->body);
	json_str(re->body, "algorithm", STR("Ed25519"));
	json_str(re->body, "id", str_from(id));
	json_str(re->body, "key", buf_view(&text));
	json_close(re->body);
	buf_add_char(re->body, '\n');
	buf_release(&text);
	re->content_type = STR("application/json");
	return buf_finish(re->body, err);
}

const struct http_route api_gate_routes[] = {
    {.method = HTTP_GET,
	.pattern = "/api/v1/gate/{system}",
	.handler = get_gate,
	.where = HTTP_WORKER},
    {.method = HTTP_GET,
	.pattern = "/api/v1/gate/{system}/bundle",
	.handler = get_bundle,
	.where = HTTP_WORKER},
    {.method = HTTP_GET,
	.pattern = "/api/v1/gate-key",
	.handler = get_key,
	.where = HTTP_INLINE},
    {0},
};
