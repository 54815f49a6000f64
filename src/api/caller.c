#include "api/caller.h"

#include "people/personal_token.h"

struct str
api_bearer(const struct http_request *rq)
{
	struct str header = http_header(rq, STR("authorization"));

	if (header.len <= 7 ||
	    !str_eq_case(str_sub(header, 0, 7), STR("Bearer ")))
		return STR_NONE;
	return str_trim(str_from_at(header, 7));
}

enum err_code
api_no_token(struct http_request *rq, struct http_reply *re, const char *text,
    struct err *err)
{
	enum err_code rc = http_reply_header(
	    rq, re, STR("WWW-Authenticate"), STR("Bearer"), err);

	re->status = 401;
	return rc == ERR_NONE ? err_set(err, ERR_DENIED, "%s", text) : rc;
}

struct use {
	struct arena *arena;
	struct str token;
	bool found;
	struct person person;
};

static enum err_code
use(struct db *db, void *ctx, struct err *err)
{
	struct use *u = ctx;

	return personal_token_use(
	    db, u->arena, u->token, &u->found, &u->person, err);
}

enum err_code
api_person(const struct api *api, struct http_request *rq,
    struct http_reply *re, struct person *out, struct err *err)
{
	struct use u = {.arena = rq->arena, .token = api_bearer(rq)};
	enum err_code rc = ERR_NONE;

	if (u.token.len > 0)
		rc = store_write(api->store, use, &u, err);
	if (rc != ERR_NONE)
		return rc;
	if (!u.found)
		return api_no_token(rq, re,
		    "a token of your account page is needed: Authorization: "
		    "Bearer assay_my_...",
		    err);
	*out = u.person;
	return ERR_NONE;
}
