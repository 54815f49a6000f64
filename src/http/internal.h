#ifndef HTTP_INTERNAL_H
#define HTTP_INTERNAL_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

#include "http/parse.h"
#include "http/route.h"
#include "http/server.h"

/*
 * The server's parts among themselves.  An exchange is one request and its
 * reply; it belongs to its connection's event loop, and to one worker from
 * pool_push() until that worker resumes the connection.
 *
 *	FRESH --headers--> READING --body--> [WORKING] --> REPLIED
 *	   \___________________\__________________\___ error: REPLIED
 */
enum stage { FRESH, READING, WORKING, REPLIED };

struct http_spool {
	int fd;
	char *at; /* what has not been written yet, SPOOL_BLOCK at most */
	size_t n;
	uint64_t size;
};

struct exchange {
	struct http_server *server;
	struct MHD_Connection *mhd;
	struct link *link;
	enum stage stage;
	struct arena arena;
	struct http_request rq;
	struct http_reply re;
	struct http_match match;
	struct buf in, out;
	struct str target;
	const char *method;
	const char *raw_target; /* in libmicrohttpd's buffer */
	const char *expected;   /* where the next header begins there */
	bool folded;            /* some line end was not CR LF */
	int64_t length;         /* -1: chunked */
	uint64_t taken;         /* of the body */
	int upload_fd;          /* -1: none */
	bool too_long;          /* a chunked body passed its ceiling */
	bool broken;            /* the body could not be kept: x->err */
	bool last;              /* close the connection after the reply */
	bool counted;           /* in server->in_flight */
	int64_t started;        /* monotonic */
	uint64_t bytes;
	unsigned status; /* of the reply that was queued */
	struct MHD_Response *response;
	struct err err;
	struct http_spool spool;
	struct exchange *next; /* in the pool's queue */
};

/* One accepted connection.  The sweeper shuts it down past its deadline. */
struct link {
	struct link *prev, *next;
	int fd;
	_Atomic int64_t deadline; /* monotonic; INT64_MAX: none */
};

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t some;
	struct exchange *first, **last;
	size_t waiting, max;
	unsigned busy, threads;
	bool stopping;
	pthread_t *thread;
};

struct http_server {
	struct http_config config;
	struct MHD_Daemon *daemon;
	int fd;
	unsigned port;
	struct pool pool;
	atomic_uint in_flight;
	atomic_bool stopping;
	pthread_mutex_t links_lock;
	pthread_cond_t sweep;
	struct link *links;
	pthread_t sweeper;
	bool sweeping;
};

/* exchange.c */
void *exchange_new(void *server, const char *uri, struct MHD_Connection *mhd);
enum MHD_Result exchange_step(void *cls, struct MHD_Connection *mhd,
    const char *url, const char *method, const char *version,
    const char *upload, size_t *upload_size, void **con_cls);
void exchange_end(void *cls, struct MHD_Connection *mhd, void **con_cls,
    enum MHD_RequestTerminationCode why);
void exchange_work(struct exchange *x); /* on a worker */

/* reply.c: makes x->response of x->re, or of an error page when that fails. */
void reply_fail(struct exchange *x, const struct err *err);
void reply_make(struct exchange *x);

/* request.c */
enum err_code request_open(struct exchange *x, const char *method,
    const char *version, struct err *err) MUST_USE;
enum err_code request_body(
    struct exchange *x, struct str piece, struct err *err) MUST_USE;
enum err_code request_close(struct exchange *x, struct err *err) MUST_USE;

/* spool.c */
enum err_code spool_file(const char *dir, int *out, struct err *err) MUST_USE;
enum err_code spool_flush(struct http_spool *s, struct err *err) MUST_USE;
void spool_drop(struct http_spool *s);

/* pool.c */
enum err_code pool_start(struct http_server *server, struct err *err) MUST_USE;
bool pool_push(struct pool *pool, struct exchange *x); /* false: full */
void pool_stop(struct pool *pool); /* after what is queued has been run */

/* Time a peer gets to move size bytes at the slowest rate put up with. */
int64_t link_allowance(const struct http_server *server, uint64_t size);
void link_until(struct link *link, int64_t allowance_us);

#endif
