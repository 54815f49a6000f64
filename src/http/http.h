#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include "base/arena.h"

/*
 * An HTTP/1.1 server around libmicrohttpd: event-loop threads parse and
 * answer, a worker pool runs what may wait.  A handler reads its request and
 * fills its reply; it never sees a socket.
 *
 *	static enum err_code
 *	get_module(struct http_request *rq, struct http_reply *re,
 *	    void *app, struct err *err)
 *
 * Returning an error gives the status of http_status(code), with the body made
 *by config.on_error, so that pages and the API each speak their language.
 */
enum http_method { HTTP_GET, HTTP_POST, HTTP_PUT, HTTP_DELETE, HTTP_HEAD };

struct http_pair {
	struct str name, value;
};

struct http_pairs {
	struct http_pair *v;
	size_t n, cap;
};

struct http_request {
	struct arena *arena; /* dropped when the reply is sent */
	enum http_method method;
	struct str path;          /* decoded, no "//", no dot segments */
	struct http_pairs query;  /* decoded, in order */
	struct http_pairs form;   /* urlencoded or multipart body, decoded */
	struct http_pairs params; /* {name} parts of the route's pattern */
	struct http_pairs headers, cookies;
	struct str body;       /* as it came, up to the route's ceiling */
	const char *body_file; /* instead of body where the route spools */
	struct str remote;     /* peer address, or the trusted proxy's word */
	int64_t received;      /* microseconds UTC */
};

/* First value of that name, or STR_NONE. */
struct str http_get(const struct http_pairs *pairs, struct str name);
/* As http_get, header names compared without case. */
struct str http_header(const struct http_request *rq, struct str name);

/* More of a streamed body; called on a worker until *done. */
typedef enum err_code http_more_fn(
    void *ctx, struct buf *out, bool *done, struct err *err);

struct http_reply {
	unsigned status;         /* 200 unless set */
	struct str content_type; /* "text/html; charset=utf-8" unless set */
	struct http_pairs headers;
	struct buf *body;   /* lives in the request */
	http_more_fn *more; /* streams after body, chunked */
	void *more_ctx;
	void (*more_end)(void *ctx); /* always called once, also on a hang-up */
};

/* Adds a header; a value with a control character is refused. */
enum err_code http_reply_header(struct http_request *rq, struct http_reply *re,
    struct str name, struct str value, struct err *err) MUST_USE;
enum err_code http_redirect(struct http_request *rq, struct http_reply *re,
    struct str location, struct err *err) MUST_USE; /* 303 */

typedef enum err_code http_handler(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err);

enum http_where {
	HTTP_INLINE, /* only computes or reads the embedded database */
	HTTP_WORKER, /* commits, hashes, waits for another process */
};

struct http_route {
	enum http_method method;
	const char
	    *pattern; /* "/modules/{id}", "/static/{path*}" takes the rest */
	http_handler *handler;
	enum http_where where;
	size_t body_max;  /* 0: no body allowed */
	bool body_spools; /* to a file in config.spool_dir, for uploads */
	uint64_t rights;  /* the face's own business */
	void *app;        /* handed to the handler */
};

unsigned http_status(enum err_code code);

#endif
