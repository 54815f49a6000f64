#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "http/http.h"

/*
 * An HTTP/1.1 server around libmicrohttpd:
 *
 *	event-loop threads --- parse, check, HTTP_INLINE handlers, send
 *	        |      ^
 *	   suspend     resume
 *	        v      |
 *	worker pool ---------- HTTP_WORKER handlers
 *
 * It listens on one address; TLS and HTTP/2 are the proxy's in front of it.
 *
 *	struct http_config config = {.listen = STR("127.0.0.1:8420"),
 *	    .tables = tables, .spool_dir = "/var/lib/assay/spool"};
 *	rc = http_server_start(&config, &server, err);
 *	...
 *	http_server_stop(server);
 */
struct http_server;

/* The routes of one face and what their handlers are given. */
struct http_table {
	const struct http_route *routes; /* ends with a NULL pattern */
	void *app;
};

/* What became of a request, for logs and metrics. */
struct http_done {
	struct id id;
	const char *method;  /* "GET"; "?" where it is none of ours */
	const char *route;   /* the pattern, or "" where none matched */
	unsigned status;     /* 0: the connection broke before a reply */
	uint64_t bytes;      /* of the reply's body */
	int64_t duration_us; /* from the request line to the last byte */
	const char *error;   /* the err.text of a 5xx, else NULL */
};

struct http_config {
	struct str listen;               /* "127.0.0.1:8420", "[::1]:0" */
	const struct http_table *tables; /* ends with NULL routes */
	const char *spool_dir;           /* for uploads and exports */
	unsigned loops;        /* event-loop threads; 0: a core each */
	unsigned workers;      /* 0: 8 */
	unsigned connections;  /* at once; 0: 1,000 */
	size_t queue;          /* requests waiting for a worker; 0: 1,000 */
	size_t request_memory; /* arena of a request; 0: 8 MiB */
	size_t reply_memory;   /* a body in memory; 0: 16 MiB */
	int64_t patience_us;   /* for headers, and between requests; 0: 30 s */
	struct str trusted; /* proxies, "127.0.0.1,::1": X-Forwarded-* hold */
	bool read_waits;    /* the database is elsewhere: all on workers */
	bool hsts;          /* the public URL is https */

	/* Fills re for a request that failed; NULL: a line of text.  rq may
	   lack whatever was not readable.  Status is set in re. */
	void (*on_error)(void *ctx, struct http_request *rq,
	    const struct err *err, struct http_reply *re);
	void (*on_done)(void *ctx, const struct http_done *done);
	void *ctx;
};

/* ERR_BUSY when the port is taken.  *config is copied; what it points to must
   outlive the server. */
enum err_code http_server_start(const struct http_config *config,
    struct http_server **out, struct err *err) MUST_USE;

/* No new connections; waits up to grace_ms for what is in flight. */
void http_server_stop(struct http_server *server, unsigned grace_ms);

unsigned http_server_port(const struct http_server *server);

struct http_load {
	unsigned in_flight, queued;
};
struct http_load http_server_load(const struct http_server *server);

#endif
