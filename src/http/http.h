#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include "base/arena.h"
#include "base/id.h"

/*
 * What a handler sees.  It reads its request and fills its reply; it never
 * sees a socket.  server.h starts the server that calls it.
 *
 *	static enum err_code
 *	get_module(struct http_request *rq, struct http_reply *re,
 *	    void *app, struct err *err)
 *	{
 *		struct str id = http_get(&rq->params, STR("id"));
 *		...
 *		tmpl_module(re->body, &v);
 *		return ERR_NONE;
 *	}
 *
 *	static const struct http_route module_routes[] = {
 *	    {HTTP_GET, "/modules/{id}", get_module, .where = HTTP_INLINE},
 *	    {0},
 *	};
 *
 * Returning an error gives the status of http_status(code), or re->status
 * where the handler set one of 400 or more (401, 429), with the body made by
 * config.on_error, so that pages and the API each speak their language.
 *
 * What has come this far is well-formed: one Host, one length, UTF-8 without
 * NUL in every name and value, each form and query decoded once.
 */
enum http_method {
	HTTP_GET, /* answers HEAD too; the server drops the body */
	HTTP_POST,
	HTTP_PUT,
	HTTP_DELETE,
	HTTP_HEAD, /* in a request only */
};

struct http_pair {
	struct str name, value;
};

struct http_pairs {
	struct http_pair *v;
	size_t n, cap;
};

/* A file of a multipart form; its name is the sender's word and no path. */
struct http_file {
	struct str field, filename, content_type, data;
};

struct http_files {
	struct http_file *v;
	size_t n, cap;
};

struct http_request {
	struct arena *arena; /* dropped when the reply is sent */
	struct id id; /* names the request in the log and on error pages */
	enum http_method method;
	struct str path;          /* decoded, no "//", no dot segments */
	const char *route;        /* the pattern that matched */
	struct http_pairs query;  /* decoded, in order */
	struct http_pairs form;   /* urlencoded or multipart body, decoded */
	struct http_files files;  /* of a multipart body */
	struct http_pairs params; /* {name} parts of the route's pattern */
	struct http_pairs headers, cookies;
	struct str body;       /* as it came, up to the route's ceiling */
	const char *body_file; /* instead of body where the route spools */
	struct str host;       /* as sent */
	struct str remote;     /* peer address, or the trusted proxy's word */
	bool secure;           /* the browser speaks https to the proxy */
	bool on_worker;        /* this run of the handler may wait */
	int64_t received;      /* microseconds UTC */
};

/* First value of that name, or STR_NONE. */
struct str http_get(const struct http_pairs *pairs, struct str name);
/* As http_get, header names compared without case. */
struct str http_header(const struct http_request *rq, struct str name);

struct http_spool;

struct http_reply {
	unsigned status;         /* 200 unless set */
	struct str content_type; /* "text/html; charset=utf-8" unless set */
	struct str cache;        /* Cache-Control; "no-store" unless set */
	struct http_pairs headers;
	struct buf *body;         /* lives in the request */
	struct http_spool *spool; /* instead of body */
	struct str borrowed;      /* instead of body: outlives the server */
	bool on_worker;           /* have the request run again on a worker */
};

/* Adds a header; a value with a control character is refused. */
enum err_code http_reply_header(struct http_request *rq, struct http_reply *re,
    struct str name, struct str value, struct err *err) MUST_USE;

/* 303 to a path of ours or an absolute URL. */
enum err_code http_redirect(struct http_request *rq, struct http_reply *re,
    struct str location, struct err *err) MUST_USE;

/* HttpOnly, SameSite=Lax, Path=/, Secure when the request was.  max_age_s 0 is
   for the browser's session, negative deletes. */
enum err_code http_set_cookie(struct http_request *rq, struct http_reply *re,
    struct str name, struct str value, int64_t max_age_s,
    struct err *err) MUST_USE;

/*
 * A reply too large for memory (an export): bytes go to a file without a name
 * in config.spool_dir and are sent when the handler returns ERR_NONE, so an
 * export that fails half-way is an error and not half an export, and a slow
 * reader holds no transaction open.  For HTTP_WORKER routes.
 *
 *	rc = http_spool_open(rq, re, err);
 *	rc = http_spool_add(re->spool, line, err);	again and again
 */
enum err_code http_spool_open(
    struct http_request *rq, struct http_reply *re, struct err *err) MUST_USE;
enum err_code http_spool_add(
    struct http_spool *spool, struct str bytes, struct err *err) MUST_USE;

typedef enum err_code http_handler(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err);

/*
 * An HTTP_INLINE handler that finds it must write after all sets
 * re->on_worker and returns ERR_NONE; it is then called again, from the
 * start, on a worker, with rq->on_worker set.
 */
enum http_where {
	HTTP_INLINE, /* only computes or reads the embedded database */
	HTTP_WORKER, /* commits, hashes, waits for another process */
};

struct http_route {
	enum http_method method;
	/* "/modules/{id}"; "/static/{path*}" takes the rest.  A literal
	   segment wins over a {name}, whatever the order of the table. */
	const char *pattern;
	http_handler *handler;
	enum http_where where;
	size_t body_max;  /* 0: no body allowed */
	bool body_spools; /* to a file in config.spool_dir, for uploads */
	uint64_t rights;  /* the face's own business */
	void *app;        /* handed to the handler; NULL: the table's */
};

/*
 *	syntax 400   invalid 422   limit 413   not_found 404   denied 403
 *	conflict 409   busy, nomem 503   full 507   unsupported 501   rest 500
 */
unsigned http_status(enum err_code code);

#endif
