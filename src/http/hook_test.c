#include "http/hook.h"

#include "base/clock.h"
#include "base/test.h"
#include "http/server.h"

/* What arrived last, and what is answered. */
static struct {
	char body[256], stamp[32], signature[128];
	unsigned answer, calls;
} other;

static void
keep(char *to, size_t size, struct str s)
{
	snprintf(to, size, "%.*s", STR_FMT(s));
}

static enum err_code
receive(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	(void)app;
	other.calls++;
	keep(other.body, sizeof(other.body), rq->body);
	keep(other.stamp, sizeof(other.stamp),
	    http_header(rq, STR("x-assay-timestamp")));
	keep(other.signature, sizeof(other.signature),
	    http_header(rq, STR("x-assay-signature")));
	if (other.answer == 302)
		return http_redirect(rq, re, STR("/elsewhere"), err);
	re->status = other.answer;
	return buf_finish(re->body, err);
}

static const struct http_route routes[] = {
    {HTTP_POST, "/hook", receive, .where = HTTP_INLINE, .body_max = 1 << 16},
    {HTTP_POST, "/elsewhere", receive, .where = HTTP_INLINE,
	.body_max = 1 << 16},
    {HTTP_GET, "/elsewhere", receive, .where = HTTP_INLINE},
    {0},
};

static const struct http_table tables[] = {{routes, NULL}, {0}};

static struct http_server *
start(void)
{
	const struct http_config config = {.listen = STR("127.0.0.1:0"),
	    .tables = tables,
	    .spool_dir = "/tmp",
	    .loops = 1,
	    .workers = 1};
	struct http_server *server = NULL;
	struct err err;

	CHECK_OK(http_server_start(&config, &server, &err), &err);
	memset(&other, 0, sizeof(other));
	other.answer = 200;
	return server;
}

static void
what_is_told_is_signed_with_its_time(void)
{
	struct http_server *server = start();
	struct arena arena;
	struct hook hook;
	struct err err;
	struct str url;

	arena_init(&arena, 1 << 20);
	url = arena_strf(
	    &arena, "http://127.0.0.1:%u/hook", http_server_port(server));
	CHECK_OK(
	    hook_read(url, STR("0123456789abcdef"), &arena, &hook, &err), &err);
	CHECK_OK(hook_post(&hook, STR("{\"text\":\"hi\"}"),
		     1780000000 * CLOCK_SECOND + 5, &err),
	    &err);
	CHECK_STR(str_from(other.body), STR("{\"text\":\"hi\"}"));
	CHECK_STR(str_from(other.stamp), STR("1780000000"));
	/* printf '1780000000.{"text":"hi"}' |
	       openssl dgst -sha256 -hmac 0123456789abcdef */
	CHECK_STR(str_from(other.signature),
	    STR("sha256="
		"ccca42ae3d070817152cd828bb13a2dc6ba9b988ac5519b070749967a65328"
		"5a"));
	CHECK_OK(hook_read(url, STR_NONE, &arena, &hook, &err), &err);
	CHECK_OK(hook_post(&hook, STR("{}"), 1, &err), &err);
	CHECK_STR(str_from(other.signature), STR(""));
	http_server_stop(server, 1000);
	arena_release(&arena);
}

static void
a_refusal_for_good_differs_from_one_for_now_and_no_other_place_is_asked(void)
{
	static const struct {
		unsigned status;
		enum err_code rc;
	} cases[] = {{204, ERR_NONE}, {302, ERR_INVALID}, {400, ERR_INVALID},
	    {403, ERR_INVALID}, {404, ERR_INVALID}, {410, ERR_INVALID},
	    {408, ERR_IO}, {429, ERR_IO}, {500, ERR_IO}, {503, ERR_IO}};
	struct http_server *server = start();
	struct arena arena;
	struct hook hook;
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK_OK(hook_read(arena_strf(&arena, "http://127.0.0.1:%u/hook",
			       http_server_port(server)),
		     STR_NONE, &arena, &hook, &err),
	    &err);
	for (size_t i = 0; i < NELEM(cases); i++) {
		other.answer = cases[i].status;
		other.calls = 0;
		if (hook_post(&hook, STR("{}"), 1, &err) != cases[i].rc)
			fail_msg("status %u", cases[i].status);
		CHECK_INT(other.calls, 1);
	}
	http_server_stop(server, 1000);
	CHECK_INT(hook_post(&hook, STR("{}"), 1, &err), ERR_IO);
	CHECK(strstr(err.text, "127.0.0.1") == NULL); /* it may be a secret */
	arena_release(&arena);
}

static void
only_tls_or_this_machine_is_an_address(void)
{
	static const char *const good[] = {"https://chat.example/hooks/x",
	    "https://chat.example:8443/", "http://127.0.0.1:9000/x",
	    "http://localhost/x", "http://[::1]:9000/x"};
	static const char *const bad[] = {"", "chat.example", "http://chat/x",
	    "http://127.0.0.1.chat.example/", "http://localhost.example/",
	    "http://127.0.0.1@chat.example/", "https://u:p@chat.example/x",
	    "https://", "https:///x", "https://chat.example/a b",
	    "https://chat.example/\r\nX: y", "file:///etc/passwd",
	    "ftp://chat.example/", "gopher://127.0.0.1/", "HTTPS//x"};
	struct arena arena;
	struct hook hook;
	struct err err;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(good); i++)
		CHECK_OK(
		    hook_read(str_from(good[i]), STR_NONE, &arena, &hook, &err),
		    &err);
	for (size_t i = 0; i < NELEM(bad); i++)
		if (hook_read(str_from(bad[i]), STR_NONE, &arena, &hook,
			&err) != ERR_INVALID)
			fail_msg("took '%s'", bad[i]);
	CHECK(hook_read(STR("https://chat.example/"), STR("short"), &arena,
		  &hook, &err) == ERR_INVALID);
	arena_release(&arena);
}

TEST_MAIN(T(what_is_told_is_signed_with_its_time),
    T(a_refusal_for_good_differs_from_one_for_now_and_no_other_place_is_asked),
    T(only_tls_or_this_machine_is_an_address))
