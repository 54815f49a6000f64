#include <stdlib.h>
#include <unistd.h>

#include "http/internal.h"

/* On every reply: a page loads nothing from elsewhere, runs nothing inline,
   stands in nobody's frame and tells no other site where it was. */
static const struct {
	const char *name, *value;
} always[] = {
    {"Content-Security-Policy",
	"default-src 'none'; script-src 'self'; style-src 'self'; "
	"img-src 'self'; font-src 'self'; connect-src 'self'; "
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"X-Frame-Options", "DENY"},
    {"Permissions-Policy",
	"camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};

static void
add(struct MHD_Response *r, const char *name, struct str value)
{
	char text[4096];

	if (value.len >= sizeof(text))
		return;
	memcpy(text, value.ptr, value.len);
	text[value.len] = '\0';
	MHD_add_response_header(r, name, text);
}

static void
add_headers(struct exchange *x, struct MHD_Response *r)
{
	struct http_reply *re = &x->re;

	for (size_t i = 0; i < NELEM(always); i++)
		MHD_add_response_header(r, always[i].name, always[i].value);
	if (x->server->config.hsts)
		MHD_add_response_header(r, "Strict-Transport-Security",
		    "max-age=63072000; includeSubDomains");
	if (re->status != 304 && re->status != 204)
		add(r, "Content-Type",
		    re->content_type.ptr ? re->content_type
					 : STR("text/html; charset=utf-8"));
	add(r, "Cache-Control", re->cache.ptr ? re->cache : STR("no-store"));
	for (size_t i = 0; i < re->headers.n; i++)
		if (re->headers.v[i].value.len < 4096)
			add(r, re->headers.v[i].name.ptr,
			    re->headers.v[i].value);
	if (x->last || atomic_load(&x->server->stopping))
		MHD_add_response_header(r, "Connection", "close");
}

static struct MHD_Response *
from_spool(struct exchange *x, struct err *err)
{
	struct http_spool *s = &x->spool;
	struct MHD_Response *r;

	if (spool_flush(s, err) != ERR_NONE)
		return NULL;
	x->bytes = s->size;
	r = s->size ? MHD_create_response_from_fd64(s->size, s->fd)
		    : MHD_create_response_from_buffer(
			  0, (void *)"", MHD_RESPMEM_PERSISTENT);
	if (r && s->size)
		s->fd = -1; /* the response closes it */
	return r;
}

static struct MHD_Response *
from_body(struct exchange *x, struct err *err)
{
	struct MHD_Response *r;

	if (buf_finish(&x->out, err) != ERR_NONE)
		return NULL;
	x->bytes = x->out.len;
	if (x->out.len == 0)
		return MHD_create_response_from_buffer(
		    0, (void *)"", MHD_RESPMEM_PERSISTENT);
	r = MHD_create_response_from_buffer(
	    x->out.len, x->out.ptr, MHD_RESPMEM_MUST_FREE);
	if (r)
		x->out = (struct buf){.max = x->out.max};
	return r;
}

static struct MHD_Response *
make(struct exchange *x, struct err *err)
{
	struct http_reply *re = &x->re;
	struct MHD_Response *r;

	err_nomem(err);
	if (re->spool) {
		r = from_spool(x, err);
	} else if (re->borrowed.ptr) {
		x->bytes = re->borrowed.len;
		r = MHD_create_response_from_buffer(re->borrowed.len,
		    (void *)(uintptr_t)re->borrowed.ptr,
		    MHD_RESPMEM_PERSISTENT);
	} else {
		r = from_body(x, err);
	}
	if (r)
		add_headers(x, r);
	return r;
}

void
reply_make(struct exchange *x)
{
	struct err err;

	if (x->re.status == 0)
		x->re.status = 200;
	x->response = make(x, &err);
	if (!x->response)
		reply_fail(x, &err);
	else
		x->status = x->re.status;
}

static void
plain_error(struct exchange *x)
{
	char id[ID_TEXT_LEN + 1];

	id_write(x->rq.id, id);
	x->re.content_type = STR("text/plain; charset=utf-8");
	if (x->re.status >= 500)
		buf_addf(&x->out,
		    "assay: something went wrong; the log has "
		    "more under %s\n",
		    id);
	else
		buf_addf(&x->out, "assay: %s\n", x->err.text);
}

void
reply_fail(struct exchange *x, const struct err *err)
{
	const struct http_config *config = &x->server->config;
	unsigned status =
	    x->re.status >= 400 ? x->re.status : http_status(err->code);
	struct http_pairs kept =
	    x->re.status >= 400 ? x->re.headers : (struct http_pairs){0};

	x->err = *err;
	spool_drop(&x->spool);
	buf_release(&x->out);
	buf_init(&x->out, 1 << 20);
	x->re = (struct http_reply){
	    .status = status, .headers = kept, .body = &x->out};
	if (config->on_error)
		config->on_error(config->ctx, &x->rq, &x->err, &x->re);
	else
		plain_error(x);
	if (x->re.status < 400)
		x->re.status = status;
	x->response = make(x, &x->err);
	x->err = *err;
	x->status = x->re.status;
}
