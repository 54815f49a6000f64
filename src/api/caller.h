#ifndef API_CALLER_H
#define API_CALLER_H

#include "api/api.h"
#include "people/person.h"

/* The token that a request bears, or STR_NONE. */
struct str api_bearer(const struct http_request *rq);

/* 401 and the text, which says what is accepted. */
enum err_code api_no_token(struct http_request *rq, struct http_reply *re,
    const char *text, struct err *err) MUST_USE;

/* Whose terminal asks, by their personal token; notes its use. */
enum err_code api_person(const struct api *api, struct http_request *rq,
    struct http_reply *re, struct person *out, struct err *err) MUST_USE;

#endif
