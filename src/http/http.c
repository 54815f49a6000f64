#include "http/http.h"

#include <inttypes.h>

#include "http/parse.h"

struct str
http_get(const struct http_pairs *pairs, struct str name)
{
	for (size_t i = 0; i < pairs->n; i++)
		if (str_eq(pairs->v[i].name, name))
			return pairs->v[i].value;
	return STR_NONE;
}

struct str
http_header(const struct http_request *rq, struct str name)
{
	for (size_t i = 0; i < rq->headers.n; i++)
		if (str_eq_case(rq->headers.v[i].name, name))
			return rq->headers.v[i].value;
	return STR_NONE;
}

enum err_code
http_reply_header(struct http_request *rq, struct http_reply *re,
    struct str name, struct str value, struct err *err)
{
	struct http_pair *pair;

	if (!http_is_token(name) || !http_is_header(value))
		return err_set(err, ERR_INVALID,
		    "header '%.*s' has a character it may not have",
		    STR_FMT(str_sub(name, 0, 64)));
	pair = ARENA_PUSH(rq->arena, &re->headers);
	if (!pair)
		return arena_fail(rq->arena, err);
	pair->name = arena_str(rq->arena, name);
	pair->value = arena_str(rq->arena, value);
	if (!pair->name.ptr || !pair->value.ptr) {
		re->headers.n--;
		return arena_fail(rq->arena, err);
	}
	return ERR_NONE;
}

enum err_code
http_redirect(struct http_request *rq, struct http_reply *re,
    struct str location, struct err *err)
{
	re->status = 303;
	return http_reply_header(rq, re, STR("location"), location, err);
}

enum err_code
http_set_cookie(struct http_request *rq, struct http_reply *re, struct str name,
    struct str value, int64_t max_age_s, struct err *err)
{
	struct buf line;
	enum err_code rc;

	buf_init(&line, 4096);
	buf_addf(&line, "%.*s=%.*s; Path=/; HttpOnly; SameSite=Lax",
	    STR_FMT(name), STR_FMT(value));
	if (rq->secure)
		buf_add(&line, STR("; Secure"));
	if (max_age_s != 0)
		buf_addf(
		    &line, "; Max-Age=%" PRId64, max_age_s < 0 ? 0 : max_age_s);
	rc = buf_finish(&line, err);
	if (rc == ERR_NONE)
		rc = http_reply_header(
		    rq, re, STR("set-cookie"), buf_view(&line), err);
	buf_release(&line);
	return rc;
}

unsigned
http_status(enum err_code code)
{
	static const unsigned statuses[ERR_CODE_COUNT] = {
	    [ERR_NONE] = 200,
	    [ERR_SYNTAX] = 400,
	    [ERR_INVALID] = 422,
	    [ERR_LIMIT] = 413,
	    [ERR_NOMEM] = 503,
	    [ERR_IO] = 500,
	    [ERR_FULL] = 507,
	    [ERR_NOT_FOUND] = 404,
	    [ERR_DENIED] = 403,
	    [ERR_CONFLICT] = 409,
	    [ERR_BUSY] = 503,
	    [ERR_UNSUPPORTED] = 501,
	    [ERR_CORRUPT] = 500,
	};

	return code < ERR_CODE_COUNT && statuses[code] ? statuses[code] : 500;
}
