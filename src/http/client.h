#ifndef HTTP_CLIENT_H
#define HTTP_CLIENT_H

#include "base/arena.h"

/*
 * One request to somebody else's server, thin over libcurl:
 *
 *	struct http_call call = {.url = "http://127.0.0.1:8420/api/v1/scans",
 *	    .headers = headers, .body_fd = fd, .body_size = size};
 *	rc = http_client_post(&call, arena, &answer, err);
 *
 * Any answer that arrives is ERR_NONE, whatever its status.  http and https
 * only; certificates are checked; redirects are not followed, because the
 * body and the token were meant for this server alone.
 */
struct http_call {
	const char *url;
	const char *const *headers; /* "Name: value", to NULL; may be NULL */
	/* of a POST: read from its start, or where it is negative, body */
	int body_fd;
	struct str body;
	uint64_t body_size;
	unsigned patience_s; /* without a byte moving; 0: 60 */
	size_t answer_max;   /* 0: 1 MiB */
};

struct http_answer {
	unsigned status;
	struct str content_type, body;
};

/* ERR_IO when no answer arrived; the text says what was in the way. */
enum err_code http_client_post(const struct http_call *call,
    struct arena *arena, struct http_answer *out, struct err *err) MUST_USE;

/* The same without a body. */
enum err_code http_client_get(const struct http_call *call, struct arena *arena,
    struct http_answer *out, struct err *err) MUST_USE;

#endif
