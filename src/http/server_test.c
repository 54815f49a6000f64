#include "http/server.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/clock.h"
#include "base/test.h"
#include "http/raw.h"

static atomic_uint handled;
static struct http_done last_done;

static enum err_code
hello(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	atomic_fetch_add(&handled, 1);
	buf_addf(re->body, "%s %.*s", (const char *)app, STR_FMT(rq->path));
	(void)err;
	return ERR_NONE;
}

static enum err_code
echo(struct http_request *rq, struct http_reply *re, void *app UNUSED,
    struct err *err UNUSED)
{
	atomic_fetch_add(&handled, 1);
	for (size_t i = 0; i < rq->form.n; i++)
		buf_addf(re->body, "%.*s=%.*s;", STR_FMT(rq->form.v[i].name),
		    STR_FMT(rq->form.v[i].value));
	for (size_t i = 0; i < rq->files.n; i++)
		buf_addf(re->body, "%.*s:%zu;",
		    STR_FMT(rq->files.v[i].filename), rq->files.v[i].data.len);
	return ERR_NONE;
}

static enum err_code
upload(struct http_request *rq, struct http_reply *re, void *app UNUSED,
    struct err *err)
{
	FILE *f = fopen(rq->body_file ? rq->body_file : "", "r");
	size_t n = 0;

	if (!f)
		return err_sys(err, errno, "could not read the upload");
	while (fgetc(f) != EOF)
		n++;
	fclose(f);
	buf_addf(re->body, "%zu", n);
	return ERR_NONE;
}

static enum err_code export(struct http_request *rq, struct http_reply *re,
    void *app UNUSED, struct err *err) {
	enum err_code rc = http_spool_open(rq, re, err);

	for (int i = 0; rc == ERR_NONE && i < 100000; i++)
	    rc = http_spool_add(re->spool, STR("0123456789\n"), err);
	if (rc == ERR_NONE && http_get(&rq->query, STR("fail")).ptr)
	    rc = err_set(err, ERR_IO, "secret detail");
	return rc;
}

static enum err_code
slow(struct http_request *rq UNUSED, struct http_reply *re, void *app UNUSED,
    struct err *err UNUSED)
{
	usleep(50000);
	buf_add(re->body, STR("slow"));
	return ERR_NONE;
}

static enum err_code
twice(struct http_request *rq, struct http_reply *re, void *app UNUSED,
    struct err *err)
{
	if (http_reply_header(rq, re, STR("X-Run"), STR("1"), err) != ERR_NONE)
		return err->code;
	re->on_worker = !rq->on_worker;
	buf_add(re->body, rq->on_worker ? STR("worker") : STR("loop"));
	return ERR_NONE;
}

static enum err_code
teapot(struct http_request *rq, struct http_reply *re, void *app UNUSED,
    struct err *err)
{
	re->status = 429;
	if (http_reply_header(rq, re, STR("Retry-After"), STR("7"), err) !=
	    ERR_NONE)
		return err->code;
	return err_set(err, ERR_BUSY, "too many tries");
}

static const struct http_route routes[] = {
    {HTTP_GET, "/", hello, .where = HTTP_INLINE},
    {HTTP_GET, "/hello/{name}", hello, .where = HTTP_WORKER},
    {HTTP_POST, "/form", echo, .where = HTTP_INLINE, .body_max = 1000},
    {HTTP_POST, "/files", echo, .where = HTTP_WORKER, .body_max = 4000},
    {HTTP_POST, "/upload", upload, .where = HTTP_WORKER, .body_max = 1 << 20,
	.body_spools = true},
    {HTTP_GET, "/export", export, .where = HTTP_WORKER},
    {HTTP_GET, "/slow", slow, .where = HTTP_WORKER},
    {HTTP_GET, "/teapot", teapot, .where = HTTP_INLINE},
    {HTTP_GET, "/twice", twice, .where = HTTP_INLINE},
    {0},
};
static char greeting[] = "hi";
static const struct http_table tables[] = {{routes, greeting}, {0}};

static void
note_done(void *ctx UNUSED, const struct http_done *done)
{
	last_done = *done;
}

static struct http_server *
start(int64_t patience_us)
{
	struct http_config config = {.listen = STR("127.0.0.1:0"),
	    .tables = tables,
	    .spool_dir = "/tmp",
	    .loops = 2,
	    .workers = 4,
	    .trusted = STR("127.0.0.1"),
	    .patience_us = patience_us,
	    .on_done = note_done};
	struct http_server *server = NULL;
	struct err err;

	CHECK_OK(http_server_start(&config, &server, &err), &err);
	atomic_store(&handled, 0);
	return server;
}

#define H  "Host: a\r\n"
#define HC H "Connection: close\r\n"

static void
a_request_gets_its_reply_and_every_reply_the_same_guards(void)
{
	static const struct {
		const char *request, *holds;
	} cases[] = {
	    {"GET / HTTP/1.1\r\n" HC "\r\n", "\r\n\r\nhi /"},
	    {"GET /hello/a%20b HTTP/1.1\r\n" HC "\r\n",
		"\r\n\r\nhi /hello/a b"},
	    {"GET / HTTP/1.1\r\nX-Empty:\r\nX-Blank:  \r\nX-Tail: a \t\r\n" HC
	     "\r\n",
		"\r\n\r\nhi /"},
	    {"\r\nGET / HTTP/1.1\r\n" HC "\r\n", "\r\n\r\nhi /"},
	    {"GET / HTTP/1.1\r\n" H "\r\nGET /hello/two HTTP/1.1\r\n" HC "\r\n",
		"\r\n\r\nhi /hello/two"},
	    {"GET / HTTP/1.0\r\n\r\n", "\r\n\r\nhi /"},
	    {"GET /?q=1&&=2&r HTTP/1.1\r\n" HC "\r\n", "\r\n\r\nhi /"},
	    {"HEAD / HTTP/1.1\r\n" HC "\r\n", "Content-Length: 4\r\n"},
	    {"GET /nowhere HTTP/1.1\r\n" HC "\r\n", "HTTP/1.1 404 "},
	    {"DELETE / HTTP/1.1\r\n" HC "\r\n", "Allow: GET, HEAD\r\n"},
	    {"DELETE / HTTP/1.1\r\n" HC "\r\n", "HTTP/1.1 405 "},
	    {"BREW / HTTP/1.1\r\n" HC "\r\n", "HTTP/1.1 501 "},
	    {"GET /teapot HTTP/1.1\r\n" HC "\r\n", "HTTP/1.1 429 "},
	    {"GET /teapot HTTP/1.1\r\n" HC "\r\n", "Retry-After: 7\r\n"},
	    {"GET /export?fail HTTP/1.1\r\n" HC "\r\n", "something went wrong"},
	    {"POST /form HTTP/1.1\r\n" HC
	     "Content-Type: application/x-www-form-urlencoded\r\n"
	     "Content-Length: 12\r\n\r\na=1+2&b=%C3%",
		"HTTP/1.1 400 "},
	    {"POST /form HTTP/1.1\r\n" HC
	     "Content-Type: application/x-www-form-urlencoded\r\n"
	     "Content-Length: 14\r\n\r\na=1+2&b=%C3%AB",
		"\r\n\r\na=1 2;b=\xc3\xab;"},
	    {"POST /form HTTP/1.1\r\n" HC
	     "Content-Type: application/x-www-form-urlencoded\r\n"
	     "Transfer-Encoding: chunked\r\n\r\n3\r\na=1\r\n0\r\n\r\n",
		"\r\n\r\na=1;"},
	    {"POST /files HTTP/1.1\r\n" HC
	     "Content-Type: multipart/form-data; boundary=XX\r\n"
	     "Content-Length: 130\r\n\r\n--XX\r\nContent-Disposition: "
	     "form-data; name=\"a\"\r\n\r\n1\r\n--XX\r\nContent-Disposition: "
	     "form-data; name=f; filename=\"r.csv\"\r\n\r\nxyz\r\n--XX--",
		"\r\n\r\na=1;r.csv:3;"},
	};
	struct http_server *server = start(0);
	char out[65536];

	for (size_t i = 0; i < NELEM(cases); i++) {
		raw_ask(http_server_port(server), str_from(cases[i].request),
		    out, sizeof(out), 1000);
		if (!strstr(out, cases[i].holds))
			fail_msg("%s\nhas no '%s' but\n%s", cases[i].request,
			    cases[i].holds, out);
		CHECK(strstr(out,
		    "Content-Security-Policy: default-src "
		    "'none'; script-src 'self'"));
		CHECK(strstr(out, "X-Content-Type-Options: nosniff\r\n"));
		CHECK(strstr(out, "Cache-Control: no-store\r\n"));
		CHECK(!strstr(out, "secret detail"));
	}
	http_server_stop(server, 1000);
}

#define NEXT "GET /hello/smuggled HTTP/1.1\r\n" H "\r\n"
static const struct str ambiguous[] = {
    STR_INIT("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\nHost: a@b\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\nHost:\r\n\r\n" NEXT),
    STR_INIT("POST /form HTTP/1.1\r\n" H
	     "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc" NEXT),
    STR_INIT("POST /form HTTP/1.1\r\n" H
	     "Content-Length: 0\r\nContent-Length: 58\r\n\r\n" NEXT),
    STR_INIT("POST /form HTTP/1.1\r\n" H
	     "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
	     "0\r\n\r\n" NEXT),
    STR_INIT("POST /form HTTP/1.1\r\n" H
	     "Transfer-Encoding: chunked\r\nContent-Length: "
	     "3\r\n\r\n0\r\n\r\n" NEXT),
    STR_INIT("POST /form HTTP/1.1\r\n" H
	     "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" NEXT),
    STR_INIT(
	"POST /form HTTP/1.1\r\n" H "Transfer-Encoding: identity\r\n\r\n" NEXT),
    STR_INIT("POST /form HTTP/1.1\r\n" H
	     "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" NEXT),
    STR_INIT("POST /form HTTP/1.0\r\n" H
	     "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" NEXT),
    STR_INIT("POST /form HTTP/1.1\r\n" H
	     "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" NEXT),
    STR_INIT("POST /form HTTP/1.1\r\n" H "Content-Length : 3\r\n\r\nabc" NEXT),
    STR_INIT("POST /form HTTP/1.1\r\n" H "Content-Length: +3\r\n\r\nabc" NEXT),
    STR_INIT("POST /form HTTP/1.1\r\n" H "Content-Length: -3\r\n\r\nabc" NEXT),
    STR_INIT("POST /form HTTP/1.1\r\n" H "Content-Length: 0x3\r\n\r\nabc" NEXT),
    STR_INIT(
	"POST /form HTTP/1.1\r\n" H "Content-Length: 3, 3\r\n\r\nabc" NEXT),
    STR_INIT("POST /form HTTP/1.1\r\n" H
	     "Content-Length: 99999999999999999999\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\n" H "Bad Name: x\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\n" H "Bad\0Name: x\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\n" H "X: a\0\0b\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\n" H "X: a\0\0Y: b\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\n" H "X: a\r\n fold\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\n" H "X: a\r\n\tb\r\nY: c\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\n" H "X: a\nY: b\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\n" H "X: a\rY: b\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\n" H "X: a\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\n" H "\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\n" H "X: a\n\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\n" H "X: a\0b\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\n" H "X: a\x01z\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\n" H ": x\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\n" H "nocolon\r\n\r\n" NEXT),
    STR_INIT("GET / HTTP/1.1\r\n" H "Cookie: a=1\r\nCookie: a=2\r\n\r\n" NEXT),
    STR_INIT("GET /\0 HTTP/1.1\r\n" H "\r\n" NEXT),
    STR_INIT("GET /%00 HTTP/1.1\r\n" H "\r\n" NEXT),
    STR_INIT("GET //hello/x HTTP/1.1\r\n" H "\r\n" NEXT),
    STR_INIT("GET /a/../hello/x HTTP/1.1\r\n" H "\r\n" NEXT),
    STR_INIT("GET /%2e%2e/hello HTTP/1.1\r\n" H "\r\n" NEXT),
    STR_INIT("GET /hello%2fx HTTP/1.1\r\n" H "\r\n" NEXT),
    STR_INIT("GET /hello\\x HTTP/1.1\r\n" H "\r\n" NEXT),
    STR_INIT("GET /%zz HTTP/1.1\r\n" H "\r\n" NEXT),
    STR_INIT("GET /%ff HTTP/1.1\r\n" H "\r\n" NEXT),
    STR_INIT("GET http://a/ HTTP/1.1\r\n" H "\r\n" NEXT),
    STR_INIT("GET * HTTP/1.1\r\n" H "\r\n" NEXT),
    STR_INIT("CONNECT a:80 HTTP/1.1\r\n" H "\r\n" NEXT),
    STR_INIT("GET / HTTP/9.9\r\n" H "\r\n" NEXT),
    STR_INIT("GET /\r\n\r\n" NEXT),
};

/* Everything two programs in a row could read differently is refused, and
   nothing that follows it on the connection is taken for a request. */
static void
a_request_with_two_readings_is_refused_and_ends_the_connection(void)
{
	struct http_server *server = start(0);
	char out[65536];

	for (size_t i = 0; i < NELEM(ambiguous); i++) {
		int status;

		raw_ask(http_server_port(server), ambiguous[i], out,
		    sizeof(out), 300);
		raw_replies(out, &status);
		if (strstr(out, "smuggled") || strstr(out, "HTTP/1.1 2") ||
		    (out[0] && (status < 400 || status > 505)))
			fail_msg("case %zu: %.*s\ngot %s", i,
			    STR_FMT(ambiguous[i]), out);
	}
	CHECK_INT(atomic_load(&handled), 0);
	http_server_stop(server, 1000);
}

static void
too_much_is_refused_before_it_is_read(void)
{
	struct http_server *server = start(0);
	unsigned port = http_server_port(server);
	static char big[200000], out[65536];
	int status;

	raw_ask(port,
	    STR("POST /upload HTTP/1.1\r\n" H
		"Content-Length: 2147483648\r\n\r\nxx"),
	    out, sizeof(out), 300);
	raw_replies(out, &status);
	CHECK_INT(status, 413);
	raw_ask(port, STR("POST / HTTP/1.1\r\n" H "Content-Length: 1\r\n\r\nx"),
	    out, sizeof(out), 300);
	raw_replies(out, &status);
	CHECK_INT(status, 405);
	raw_ask(port, STR("GET / HTTP/1.1\r\n" H "Content-Length: 1\r\n\r\nx"),
	    out, sizeof(out), 300);
	raw_replies(out, &status);
	CHECK_INT(status, 413);
	snprintf(big, sizeof(big),
	    "POST /form HTTP/1.1\r\n" H
	    "Transfer-Encoding: chunked\r\n\r\n10000\r\n");
	memset(big + strlen(big), 'x', 0x10000);
	strcat(big, "\r\n0\r\n\r\n");
	raw_ask(port, str_from(big), out, sizeof(out), 300);
	raw_replies(out, &status);
	CHECK_INT(status, 413);
	memset(big, 0, sizeof(big));
	snprintf(big, sizeof(big), "GET / HTTP/1.1\r\n" H "X: ");
	memset(big + strlen(big), 'x', 100000);
	strcat(big, "\r\n\r\n");
	raw_ask(port, str_from(big), out, sizeof(out), 300);
	raw_replies(out, &status);
	CHECK(status == 431 || status == 413);
	CHECK_INT(atomic_load(&handled), 0);
	http_server_stop(server, 1000);
}

static void
uploads_and_exports_pass_through_files(void)
{
	struct http_server *server = start(0);
	static char out[2 << 20], big[300000];
	size_t n;

	snprintf(big, sizeof(big),
	    "POST /upload HTTP/1.1\r\n" H "Content-Length: 250000\r\n\r\n");
	memset(big + strlen(big), 'x', 250000);
	raw_ask(http_server_port(server), str_from(big), out, sizeof(out), 500);
	CHECK(strstr(out, "\r\n\r\n250000"));
	n = raw_ask(http_server_port(server),
	    STR("GET /export HTTP/1.1\r\n" H "Connection: close\r\n\r\n"), out,
	    sizeof(out), 1000);
	CHECK(strstr(out, "Content-Length: 1100000\r\n"));
	CHECK(n > 1100000 && strcmp(out + n - 11, "0123456789\n") == 0);
	http_server_stop(server, 1000);
}

static void
whoever_takes_too_long_is_cut_off(void)
{
	struct http_server *server = start(300000);
	unsigned port = http_server_port(server);
	char out[4096];
	int fd = raw_open(port);
	int64_t began = clock_monotonic();

	for (int i = 0; i < 40; i++) { /* a byte now and then is no excuse */
		if (send(fd, "G", 1, MSG_NOSIGNAL) != 1)
			break;
		usleep(50000);
	}
	CHECK(clock_monotonic() - began < 1500000);
	close(fd);
	fd = raw_open(port);
	CHECK(send(fd, "POST /form HTTP/1.1\r\n" H "Content-Length: 9\r\n\r\n",
		  51, MSG_NOSIGNAL) > 0);
	CHECK_INT(raw_read(fd, out, sizeof(out), 1500), 0);
	close(fd);
	http_server_stop(server, 1000);
}

static void *
ask_slowly(void *arg)
{
	static _Thread_local char out[4096];
	int *ok = arg;
	int status;

	raw_ask((unsigned)*ok,
	    STR("GET /slow HTTP/1.1\r\n" H "Connection: close\r\n\r\n"), out,
	    sizeof(out), 5000);
	raw_replies(out, &status);
	*ok = status == 200;
	return NULL;
}

static void
stopping_answers_what_was_asked(void)
{
	struct http_server *server = start(0);
	pthread_t threads[12];
	int ok[12];

	for (int i = 0; i < 12; i++) {
		ok[i] = (int)http_server_port(server);
		pthread_create(&threads[i], NULL, ask_slowly, &ok[i]);
	}
	usleep(80000);
	http_server_stop(server, 5000);
	for (int i = 0; i < 12; i++) {
		pthread_join(threads[i], NULL);
		CHECK(ok[i]);
	}
}

static void
a_handler_that_must_write_runs_again_on_a_worker(void)
{
	struct http_server *server = start(0);
	char out[4096];
	int status;

	raw_ask(http_server_port(server),
	    STR("GET /twice HTTP/1.1\r\n" HC "\r\n"), out, sizeof(out), 2000);
	CHECK_INT(raw_replies(out, &status), 1);
	CHECK_INT(status, 200);
	CHECK(strstr(out, "\r\n\r\nworker") && !strstr(out, "loop"));
	CHECK(!strstr(strstr(out, "X-Run") + 1, "X-Run"));
	http_server_stop(server, 1000);
}

static void
a_port_in_use_is_said_in_words(void)
{
	struct http_server *server = start(0), *second = NULL;
	char listen[64];
	struct http_config config = {.tables = tables};
	struct err err;

	snprintf(
	    listen, sizeof(listen), "127.0.0.1:%u", http_server_port(server));
	config.listen = str_from(listen);
	CHECK(http_server_start(&config, &second, &err) == ERR_BUSY);
	CHECK(strstr(err.text, "another program listens there"));
	config.listen = STR("8420");
	CHECK(http_server_start(&config, &second, &err) == ERR_INVALID);
	config.listen = STR("127.0.0.1:99999");
	CHECK(http_server_start(&config, &second, &err) != ERR_NONE);
	http_server_stop(server, 0);
	http_server_stop(NULL, 0);
}

TEST_MAIN(T(a_request_gets_its_reply_and_every_reply_the_same_guards),
    T(a_request_with_two_readings_is_refused_and_ends_the_connection),
    T(too_much_is_refused_before_it_is_read),
    T(uploads_and_exports_pass_through_files),
    T(whoever_takes_too_long_is_cut_off), T(stopping_answers_what_was_asked),
    T(a_handler_that_must_write_runs_again_on_a_worker),
    T(a_port_in_use_is_said_in_words))
