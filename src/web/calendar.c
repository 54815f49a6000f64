#include "policy/calendar.h"

#include <stdio.h>

#include "codec/hex.h"
#include "crypto/hash.h"
#include "people/calendar_token.h"
#include "web/pages.h"

#define SUFFIX ".ics"

/* GET /calendar/{token}.ics: what calendar programs ask for, unattended. */
struct asking {
	const struct call *call;
	struct str token;
	bool found;
	struct id person;
};

static enum err_code
find(struct db *db, void *ctx, struct err *err)
{
	struct asking *a = ctx;

	return calendar_token_use(
	    db, a->call->arena, a->token, &a->found, &a->person, err);
}

/* A program that has these bytes already gets none. */
static enum err_code
tag(struct call *call, struct err *err)
{
	struct http_reply *re = call->re;
	uint8_t hash[HASH_SIZE];
	char hex[2 * HASH_SIZE + 1], etag[2 * HASH_SIZE + 3];
	enum err_code rc;

	sha256(buf_view(re->body), hash);
	hex_write(hex, hash, 16);
	snprintf(etag, sizeof(etag), "\"%s\"", hex);
	re->content_type = STR("text/calendar; charset=utf-8");
	re->cache = STR("private, no-cache");
	rc = http_reply_header(call->rq, re, STR("ETag"), str_from(etag), err);
	if (rc == ERR_NONE &&
	    str_eq(
		http_header(call->rq, STR("if-none-match")), str_from(etag))) {
		re->status = 304;
		buf_reset(re->body);
	}
	return rc;
}

enum err_code
page_calendar(struct call *call, struct err *err)
{
	struct asking a = {
	    .call = call, .token = http_get(&call->rq->params, STR("token"))};
	struct calendar_of of = {.engine = call->web->config.engine,
	    .learn = *call->learn,
	    .now = call->rq->received,
	    .base_url = call->public_url};
	enum err_code rc;

	if (!str_ends(a.token, STR(SUFFIX)))
		return err_set(err, ERR_NOT_FOUND, "no such calendar");
	a.token = str_sub(a.token, 0, a.token.len - strlen(SUFFIX));
	rc = store_read(call->web->config.store, find, &a, err);
	if (rc == ERR_NONE && !a.found)
		return err_set(err, ERR_NOT_FOUND, "no such calendar");
	of.person = a.person;
	if (rc == ERR_NONE)
		rc = calendar_write(&of, call->arena, call->re->body, err);
	return rc == ERR_NONE ? tag(call, err) : rc;
}
