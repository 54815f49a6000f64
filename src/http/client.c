#include "http/client.h"

#include <errno.h>
#include <unistd.h>

#include <curl/curl.h>

#define PATIENCE_DEFAULT 60
#define ANSWER_DEFAULT   ((size_t)1 << 20)
#define CONNECT_S        15L

struct transfer {
	CURL *curl;
	struct curl_slist *headers;
	int fd;
	struct str text; /* where fd is negative */
	off_t at;
	int read_errno;
	struct buf body;
	char said[CURL_ERROR_SIZE];
};

static size_t
send_more(char *room, size_t size, size_t n, void *ctx)
{
	struct transfer *t = ctx;
	ssize_t got;

	if (t->fd < 0) {
		struct str left = str_from_at(t->text, (size_t)t->at);

		left = str_sub(left, 0, size * n);
		if (left.len > 0)
			memcpy(room, left.ptr, left.len);
		t->at += (off_t)left.len;
		return left.len;
	}
	do
		got = pread(t->fd, room, size * n, t->at);
	while (got < 0 && errno == EINTR);
	if (got < 0) {
		t->read_errno = errno;
		return CURL_READFUNC_ABORT;
	}
	t->at += got;
	return (size_t)got;
}

static size_t
keep_more(char *bytes, size_t size, size_t n, void *ctx)
{
	struct transfer *t = ctx;

	buf_add(&t->body, (struct str){bytes, size * n});
	return t->body.full || t->body.nomem ? 0 : size * n;
}

static bool
add_headers(struct transfer *t, const char *const *headers)
{
	/* No "Expect: 100-continue": our server reads or answers at once. */
	t->headers = curl_slist_append(NULL, "Expect:");
	for (; t->headers && headers && *headers; headers++) {
		struct curl_slist *more =
		    curl_slist_append(t->headers, *headers);

		if (!more)
			return false;
		t->headers = more;
	}
	return t->headers != NULL;
}

static void
set_options(struct transfer *t, const struct http_call *call)
{
	long patience =
	    call->patience_s ? (long)call->patience_s : PATIENCE_DEFAULT;

	curl_easy_setopt(t->curl, CURLOPT_URL, call->url);
	curl_easy_setopt(t->curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(t->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(t->curl, CURLOPT_HTTPHEADER, t->headers);
	curl_easy_setopt(t->curl, CURLOPT_WRITEFUNCTION, keep_more);
	curl_easy_setopt(t->curl, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(t->curl, CURLOPT_ERRORBUFFER, t->said);
	curl_easy_setopt(t->curl, CURLOPT_CONNECTTIMEOUT,
	    patience < CONNECT_S ? patience : CONNECT_S);
	curl_easy_setopt(t->curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(t->curl, CURLOPT_LOW_SPEED_TIME, patience);
}

static void
set_body(struct transfer *t, const struct http_call *call)
{
	curl_easy_setopt(t->curl, CURLOPT_POST, 1L);
	curl_easy_setopt(t->curl, CURLOPT_READFUNCTION, send_more);
	curl_easy_setopt(t->curl, CURLOPT_READDATA, t);
	curl_easy_setopt(
	    t->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->body_size);
}

static enum err_code
answer_of(struct transfer *t, struct arena *arena, struct http_answer *out,
    struct err *err)
{
	const char *type = NULL;
	long status = 0;

	curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(t->curl, CURLINFO_CONTENT_TYPE, &type);
	out->status = (unsigned)status;
	out->content_type = arena_str(arena, str_from(type ? type : ""));
	out->body = arena_buf(arena, &t->body);
	if (!out->content_type.ptr || !out->body.ptr)
		return arena_fail(arena, err);
	return ERR_NONE;
}

static enum err_code
perform(struct transfer *t, const struct http_call *call, bool post,
    struct arena *arena, struct http_answer *out, struct err *err)
{
	CURLcode code;

	set_options(t, call);
	if (post)
		set_body(t, call);
	code = curl_easy_perform(t->curl);
	if (t->read_errno != 0)
		return err_sys(
		    err, t->read_errno, "could not read what is sent");
	if (t->body.full)
		return err_set(err, ERR_LIMIT,
		    "the answer is longer than %zu bytes", t->body.max);
	if (code == CURLE_OK)
		return answer_of(t, arena, out, err);
	return err_set(err, ERR_IO, "could not reach %.*s: %s",
	    (int)strcspn(call->url, "?"), call->url,
	    t->said[0] ? t->said : curl_easy_strerror(code));
}

static enum err_code
ask(const struct http_call *call, bool post, struct arena *arena,
    struct http_answer *out, struct err *err)
{
	struct transfer t = {.fd = call->body_fd, .text = call->body};
	struct http_answer answer;
	enum err_code rc;

	buf_init(&t.body, call->answer_max ? call->answer_max : ANSWER_DEFAULT);
	t.curl = curl_easy_init();
	if (t.curl && add_headers(&t, call->headers))
		rc = perform(&t, call, post, arena, &answer, err);
	else
		rc = err_nomem(err);
	curl_slist_free_all(t.headers);
	curl_easy_cleanup(t.curl);
	buf_release(&t.body);
	if (rc == ERR_NONE)
		*out = answer;
	return rc;
}

enum err_code
http_client_post(const struct http_call *call, struct arena *arena,
    struct http_answer *out, struct err *err)
{
	return ask(call, true, arena, out, err);
}

enum err_code
http_client_get(const struct http_call *call, struct arena *arena,
    struct http_answer *out, struct err *err)
{
	return ask(call, false, arena, out, err);
}
