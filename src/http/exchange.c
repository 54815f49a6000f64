#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "http/internal.h"

#define REQUEST_MEMORY ((size_t)8 << 20)
#define REPLY_MEMORY   ((size_t)16 << 20)
#define REPLY_ROOM     ((size_t)60 << 10)

/* Called with the raw target, before anything else is known of a request. */
void *
exchange_new(void *server, const char *uri, struct MHD_Connection *mhd)
{
	struct http_server *s = server;
	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct exchange *x = calloc(1, sizeof(*x));

	if (!x)
		return NULL;
	x->server = s;
	x->mhd = mhd;
	x->link = info ? info->socket_context : NULL;
	x->started = clock_monotonic();
	x->upload_fd = -1;
	x->spool.fd = -1;
	x->method = "?";
	arena_init(&x->arena,
	    s->config.request_memory ? s->config.request_memory
				     : REQUEST_MEMORY);
	buf_init(&x->in, 0);
	buf_init(&x->out,
	    s->config.reply_memory ? s->config.reply_memory : REPLY_MEMORY);
	x->target = arena_str(&x->arena, str_from(uri));
	x->raw_target = uri;
	x->rq.arena = &x->arena;
	x->rq.id = id_new();
	x->rq.received = clock_now();
	x->rq.remote = STR("");
	x->re.body = &x->out;
	x->counted = true;
	atomic_fetch_add(&s->in_flight, 1);
	return x;
}

static enum MHD_Result
send_reply(struct exchange *x)
{
	enum MHD_Result rc = MHD_NO;

	x->stage = REPLIED;
	if (x->response) {
		rc = MHD_queue_response(x->mhd, x->status, x->response);
		MHD_destroy_response(x->response);
		x->response = NULL;
	}
	link_until(x->link, link_allowance(x->server, x->bytes));
	return rc;
}

static enum MHD_Result
fail(struct exchange *x, const struct err *err)
{
	reply_fail(x, err);
	return send_reply(x);
}

/* Nothing of the first run is left but what it allocated. */
static void
begin_again(struct exchange *x)
{
	spool_drop(&x->spool);
	buf_reset(&x->out);
	x->re = (struct http_reply){.body = &x->out, .on_worker = true};
}

/* Runs the handler, on whichever thread this is, and makes the response. */
static void
handle(struct exchange *x)
{
	const struct http_route *route = x->match.route;
	struct err err;

	if (x->out.max >= REPLY_ROOM)
		(void)buf_room(&x->out, REPLY_ROOM); /* most pages fit */
	if (route->handler(&x->rq, &x->re, x->match.app, &err) != ERR_NONE)
		reply_fail(x, &err);
	else if (x->re.on_worker && !x->rq.on_worker)
		begin_again(x);
	else
		reply_make(x);
}

void
exchange_work(struct exchange *x)
{
	struct MHD_Connection *mhd = x->mhd;

	x->re.on_worker = false;
	handle(x);
	MHD_resume_connection(mhd); /* x may be gone from here on */
}

static enum MHD_Result
open_request(struct exchange *x, const char *method, const char *version)
{
	struct err err;

	x->method = method;
	if (!x->target.ptr) {
		x->last = true;
		return fail(x, &(struct err){ERR_NOMEM, "no memory"});
	}
	if (request_open(x, method, version, &err) != ERR_NONE) {
		x->last = x->length != 0 || err.code == ERR_SYNTAX;
		if (x->last)
			return fail(x, &err);
		reply_fail(x, &err);
		x->stage = WORKING; /* sent at the next step: keeps alive */
		return MHD_YES;
	}
	x->stage = READING;
	link_until(x->link,
	    link_allowance(x->server,
		x->length < 0 ? x->match.route->body_max
			      : (uint64_t)x->length));
	return MHD_YES;
}

/* Hands the request to the pool; 503 at once where that is full. */
static enum MHD_Result
suspend(struct exchange *x)
{
	struct err err;

	x->stage = WORKING;
	x->rq.on_worker = true;
	link_until(x->link, INT64_MAX);
	MHD_suspend_connection(x->mhd);
	if (pool_push(&x->server->pool, x))
		return MHD_YES;
	err_set(&err, ERR_BUSY, "the server is busy: try again shortly");
	reply_fail(x, &err);
	MHD_resume_connection(x->mhd);
	return MHD_YES;
}

static enum MHD_Result
close_request(struct exchange *x)
{
	struct err err;

	if (request_close(x, &err) != ERR_NONE)
		return fail(x, &err);
	if (x->match.route->where == HTTP_WORKER ||
	    x->server->config.read_waits)
		return suspend(x);
	handle(x);
	return x->re.on_worker ? suspend(x) : send_reply(x);
}

enum MHD_Result
exchange_step(void *cls UNUSED, struct MHD_Connection *mhd UNUSED,
    const char *url UNUSED, const char *method, const char *version,
    const char *upload, size_t *upload_size, void **con_cls)
{
	struct exchange *x = *con_cls;
	struct err err;

	if (!x)
		return MHD_NO;
	switch (x->stage) {
	case FRESH:
		return open_request(x, method, version);
	case READING:
		if (*upload_size == 0)
			return close_request(x);
		if (request_body(x, (struct str){upload, *upload_size}, &err) !=
		    ERR_NONE) {
			x->err = err;
			return MHD_NO;
		}
		*upload_size = 0;
		return MHD_YES;
	case WORKING:
		return send_reply(x);
	default:
		*upload_size = 0;
		return MHD_YES;
	}
}

static void
report(struct exchange *x)
{
	const struct http_config *config = &x->server->config;
	struct http_done done = {.id = x->rq.id,
	    .method = x->rq.method == HTTP_GET && strcmp(x->method, "GET") != 0
		? "?"
		: x->method,
	    .route = x->rq.route ? x->rq.route : "",
	    .status = x->status,
	    .bytes = x->bytes,
	    .duration_us = clock_monotonic() - x->started,
	    .error = x->status >= 500 || x->status == 0 ? x->err.text : NULL};

	if (config->on_done)
		config->on_done(config->ctx, &done);
}

void
exchange_end(void *cls UNUSED, struct MHD_Connection *mhd UNUSED,
    void **con_cls, enum MHD_RequestTerminationCode why UNUSED)
{
	struct exchange *x = *con_cls;

	if (!x)
		return;
	*con_cls = NULL;
	link_until(x->link, link_allowance(x->server, 0));
	report(x);
	if (x->response)
		MHD_destroy_response(x->response);
	if (x->upload_fd >= 0)
		close(x->upload_fd);
	spool_drop(&x->spool);
	buf_release(&x->in);
	buf_release(&x->out);
	atomic_fetch_sub(&x->server->in_flight, 1);
	arena_release(&x->arena);
	free(x);
}
