#include "api/api.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "codec/json_read.h"
#include "people/access.h"
#include "people/personal_token.h"
#include "people/world_test.h"

struct face {
	struct world w;
	struct api api;
	struct http_table tables[2];
	struct http_server *server;
	struct str token, other; /* an administrator's, a developer's */
	struct accesses list;
	char spool[64];
};

static enum err_code
make_tokens(struct db *db, void *ctx, struct err *err)
{
	struct face *f = ctx;
	enum err_code rc = personal_token_make(db, &f->w.arena,
	    f->w.by_role[ROLE_ADMIN], STR("job"), &f->token, err);

	return rc == ERR_NONE
	    ? personal_token_make(db, &f->w.arena, f->w.by_role[ROLE_DEVELOPER],
		  STR("laptop"), &f->other, err)
	    : rc;
}

static enum err_code
list(struct db *db, void *ctx, struct err *err)
{
	struct face *f = ctx;

	return access_list(db, &f->w.arena, PERSON_PROGRAM,
	    &(struct access_ask){.most = 50}, &f->list, err);
}

static size_t
standing(struct face *f)
{
	struct err err;

	world_settle(&f->w);
	CHECK_OK(store_read(f->w.store, list, f, &err), &err);
	return f->list.n;
}

static void
face_open(struct face *f, struct store *store)
{
	struct http_config config = {.listen = STR("127.0.0.1:0"),
	    .tables = f->tables,
	    .loops = 1,
	    .workers = 1,
	    .on_error = api_on_error};
	struct err err;

	memset(f, 0, sizeof(*f));
	world_open(&f->w, store);
	store_test_folder(f->spool);
	config.spool_dir = f->spool;
	f->api = (struct api){.store = store};
	f->tables[0] = (struct http_table){api_access_routes, &f->api};
	CHECK_OK(store_write(store, make_tokens, f, &err), &err);
	CHECK_OK(http_server_start(&config, &f->server, &err), &err);
}

static void
face_close(struct face *f)
{
	http_server_stop(f->server, 1000);
	store_test_folder_gone(f->spool);
	world_close(&f->w);
}

/* One PUT on a connection of its own. */
static struct str
exchange(struct face *f, struct str request)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)http_server_port(f->server)),
	    .sin_addr = {htonl(INADDR_LOOPBACK)}};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct buf in;
	struct str text;
	ssize_t n = 1;

	CHECK(fd >= 0);
	CHECK(connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0);
	CHECK(write(fd, request.ptr, request.len) == (ssize_t)request.len);
	buf_init(&in, 4 << 20);
	while (n > 0) {
		char *room = buf_room(&in, 65536);

		CHECK(room != NULL);
		n = read(fd, room, 65536);
		buf_grown(&in, n > 0 ? (size_t)n : 0);
	}
	close(fd);
	text = arena_buf(&f->w.arena, &in);
	buf_release(&in);
	return text;
}

static unsigned
put(struct face *f, struct str token, const char *path, const char *body,
    struct json *out)
{
	struct str text = exchange(f,
	    arena_strf(&f->w.arena,
		"PUT /api/v1/access/%s HTTP/1.1\r\nHost: a\r\n"
		"Connection: close\r\nAuthorization: Bearer %.*s\r\n"
		"Content-Type: text/csv\r\nContent-Length: %zu\r\n\r\n%s",
		path, STR_FMT(token), strlen(body), body));
	size_t head = str_find(text, STR("\r\n\r\n"));
	uint64_t status = 0;
	struct err err;

	CHECK(str_starts(text, STR("HTTP/1.1 ")) && head < text.len);
	CHECK(str_u64(str_sub(text, 9, 3), &status));
	*out = (struct json){0};
	CHECK_OK(json_read(str_from_at(text, head + 4), &f->w.arena, out, &err),
	    &err);
	return (unsigned)status;
}

#define CSV "email,system,level\nada@acme.example,production,admin\n"

STORE_TEST(the_difference_is_answered_and_applied_only_when_asked)
{
	struct face f;
	struct json answer;

	face_open(&f, store);
	CHECK_INT(put(&f, f.token, "iam", CSV, &answer), 200);
	CHECK_INT(json_opt_int(&answer, "granted", 9), 1);
	CHECK(!json_opt_flag(&answer, "applied", true));
	CHECK_INT(standing(&f), 0);
	CHECK_INT(put(&f, f.token, "iam?apply=1", CSV, &answer), 200);
	CHECK(json_opt_flag(&answer, "applied", false));
	CHECK_INT(standing(&f), 1);
	CHECK_STR(f.list.v[0].source, STR("iam"));
	CHECK_INT(put(&f, f.token, "iam?apply=1", CSV, &answer), 200);
	CHECK_INT(json_opt_int(&answer, "same", 9), 1);
	CHECK_INT(put(&f, f.token, "iam", "email,system\n", &answer), 200);
	CHECK_INT(json_opt_int(&answer, "ended", 9), 0);
	CHECK_INT(
	    put(&f, f.token, "iam?complete=1", "email,system\n", &answer), 200);
	CHECK_INT(json_opt_int(&answer, "ended", 9), 1);
	CHECK_INT(
	    put(&f, f.token, "hub?kind=github&system=repositories&apply=1",
		"[{\"login\":\"a\"},{\"login\":\"b[bot]\"}]", &answer),
	    200);
	CHECK_INT(json_get(&answer, "unknown")->n, 1);
	CHECK_INT(json_get(&answer, "machines")->n, 1);
	CHECK_INT(standing(&f), 1);
	face_close(&f);
}

STORE_TEST(what_is_wrong_is_refused_with_its_line_and_changes_nothing)
{
	static const struct {
		const char *path, *body;
		unsigned status;
	} bad[] = {
	    {"iam?apply=1", "", 400},
	    {"iam?apply=1", "email\n", 422},
	    {"iam?apply=1", CSV "x@acme.example,production,user\n", 422},
	    {"iam?apply=1", CSV "ada@acme.example,Prod,user\n", 422},
	    {"I%20AM?apply=1", CSV, 422},
	    {"iam?kind=svn", CSV, 422},
	    {"iam?kind=github", "[]", 422}, /* no system */
	    {"iam?kind=github&system=prod", "{}", 422},
	    {"iam?kind=github&system=prod", "[", 400},
	    {"iam?kind=github&system=prod&level_map=x", "[]", 422},
	};
	struct face f;
	struct json answer;

	face_open(&f, store);
	for (size_t i = 0; i < NELEM(bad); i++) {
		unsigned got =
		    put(&f, f.token, bad[i].path, bad[i].body, &answer);

		if (got != bad[i].status)
			fail_msg("row %zu: %u", i, got);
	}
	CHECK_INT(standing(&f), 0);
	face_close(&f);
}

STORE_TEST(nobody_but_an_administrator_asks)
{
	struct face f;
	struct json answer;

	face_open(&f, store);
	CHECK_INT(put(&f, STR("assay_my_x"), "iam", CSV, &answer), 401);
	CHECK_INT(put(&f, f.other, "iam", CSV, &answer), 403);
	CHECK_INT(put(&f, f.other, "iam?apply=1", CSV, &answer), 403);
	CHECK_INT(standing(&f), 0);
	face_close(&f);
}

TEST_MAIN(T(the_difference_is_answered_and_applied_only_when_asked),
    T(what_is_wrong_is_refused_with_its_line_and_changes_nothing),
    T(nobody_but_an_administrator_asks))
