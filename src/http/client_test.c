#include "http/client.h"

#include <unistd.h>

#include "base/buf.h"
#include "base/test.h"
#include "http/server.h"

static enum err_code
echo(struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	(void)app;
	re->status = 202;
	re->content_type = STR("text/plain");
	buf_addf(re->body, "%.*s|%.*s|%.*s", STR_FMT(rq->body),
	    STR_FMT(http_header(rq, STR("x-word"))),
	    STR_FMT(http_get(&rq->query, STR("q"))));
	return buf_finish(re->body, err);
}

static enum err_code
move_on(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	(void)app;
	return http_redirect(rq, re, STR("/echo"), err);
}

static const struct http_route routes[] = {
    {HTTP_POST, "/echo", echo, .where = HTTP_INLINE, .body_max = 1 << 20},
    {HTTP_GET, "/echo", echo, .where = HTTP_INLINE},
    {HTTP_POST, "/moved", move_on, .where = HTTP_INLINE, .body_max = 1 << 20},
    {0},
};

static enum err_code
post(unsigned port, const char *path, struct str body, size_t answer_max,
    struct arena *arena, struct http_answer *out, struct err *err)
{
	static const char *const headers[] = {"X-Word: hello", NULL};
	FILE *file = tmpfile();
	struct str url = arena_strf(arena, "http://127.0.0.1:%u%s", port, path);
	struct http_call call = {.url = url.ptr,
	    .headers = headers,
	    .body_fd = fileno(file),
	    .body_size = body.len,
	    .answer_max = answer_max};
	enum err_code rc;

	CHECK_INT(write(fileno(file), body.ptr, body.len), body.len);
	rc = http_client_post(&call, arena, out, err);
	fclose(file);
	return rc;
}

/* Without text it is a GET. */
static enum err_code
send_text(unsigned port, struct str text, struct arena *arena,
    struct http_answer *out, struct err *err)
{
	static const char *const headers[] = {"X-Word: hello", NULL};
	struct str url = arena_strf(arena, "http://127.0.0.1:%u/echo", port);
	const struct http_call call = {.url = url.ptr,
	    .headers = headers,
	    .body_fd = -1,
	    .body = text,
	    .body_size = text.len};

	return text.ptr ? http_client_post(&call, arena, out, err)
			: http_client_get(&call, arena, out, err);
}

static void
what_is_sent_arrives_and_any_status_is_an_answer(void)
{
	const struct http_table tables[] = {{routes, NULL}, {0}};
	const struct http_config config = {.listen = STR("127.0.0.1:0"),
	    .tables = tables,
	    .spool_dir = "/tmp",
	    .loops = 1,
	    .workers = 1};
	struct http_server *server = NULL;
	struct http_answer answer;
	struct arena arena;
	struct err err;
	unsigned port;

	arena_init(&arena, 1 << 20);
	CHECK_OK(http_server_start(&config, &server, &err), &err);
	port = http_server_port(server);
	CHECK_OK(
	    post(port, "/echo?q=a%20b", STR("body"), 0, &arena, &answer, &err),
	    &err);
	CHECK_INT(answer.status, 202);
	CHECK_STR(answer.body, STR("body|hello|a b"));
	CHECK_STR(answer.content_type, STR("text/plain"));
	CHECK_OK(
	    send_text(port, STR("in memory"), &arena, &answer, &err), &err);
	CHECK_STR(answer.body, STR("in memory|hello|"));
	CHECK_OK(send_text(port, STR_NONE, &arena, &answer, &err), &err);
	CHECK_STR(answer.body, STR("|hello|"));
	CHECK_OK(post(port, "/none", STR("x"), 0, &arena, &answer, &err), &err);
	CHECK_INT(answer.status, 404);
	CHECK_OK(
	    post(port, "/moved", STR("x"), 0, &arena, &answer, &err), &err);
	CHECK_INT(answer.status, 303);
	CHECK_INT(
	    post(port, "/echo", STR("0123456789"), 5, &arena, &answer, &err),
	    ERR_LIMIT);
	http_server_stop(server, 1000);
	CHECK_INT(
	    post(port, "/echo", STR("x"), 0, &arena, &answer, &err), ERR_IO);
	arena_release(&arena);
}

static void
other_schemes_are_refused(void)
{
	static const char *const urls[] = {
	    "file:///etc/passwd", "ftp://127.0.0.1/", "nothing", ""};
	struct http_answer answer;
	struct arena arena;
	struct err err;

	arena_init(&arena, 1 << 16);
	for (size_t i = 0; i < NELEM(urls); i++) {
		struct http_call call = {.url = urls[i], .body_fd = 0};

		CHECK_INT(
		    http_client_post(&call, &arena, &answer, &err), ERR_IO);
	}
	arena_release(&arena);
}

TEST_MAIN(T(what_is_sent_arrives_and_any_status_is_an_answer),
    T(other_schemes_are_refused))
