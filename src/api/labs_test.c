#include "api/api.h"

#include <stdlib.h>
#include <unistd.h>

#include "codec/json_read.h"
#include "codec/tar.h"
#include "http/client.h"
#include "judge/lab.h"
#include "learn/lab.h"
#include "people/personal_token.h"
#include "people/world_test.h"

#define LAB "note-reader"

/* A server with the API of labs alone; nothing judges what it queues. */
struct face {
	struct world w;
	struct labs *labs;
	struct lab_desk desk;
	struct api api;
	struct http_table tables[2];
	struct http_server *server;
	struct str token, other; /* of two people */
	char spool[64];
};

static const char *
never_closed(void *ctx UNUSED)
{
	return NULL;
}

static enum err_code
make_tokens(struct db *db, void *ctx, struct err *err)
{
	struct face *f = ctx;
	enum err_code rc = personal_token_make(db, &f->w.arena,
	    f->w.by_role[ROLE_DEVELOPER], STR("laptop"), &f->token, err);

	return rc == ERR_NONE
	    ? personal_token_make(db, &f->w.arena, f->w.by_role[ROLE_LEAD],
		  STR("laptop"), &f->other, err)
	    : rc;
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
	CHECK_OK(labs_open("tests/labs", &f->labs, &err), &err);
	f->desk = (struct lab_desk){
	    .store = store, .labs = f->labs, .closed = never_closed};
	f->api = (struct api){.store = store, .labs = &f->desk};
	f->tables[0] = (struct http_table){api_lab_routes, &f->api};
	CHECK_OK(store_write(store, make_tokens, f, &err), &err);
	CHECK_OK(http_server_start(&config, &f->server, &err), &err);
}

static void
face_close(struct face *f)
{
	http_server_stop(f->server, 1000);
	store_test_folder_gone(f->spool);
	labs_close(f->labs);
	world_close(&f->w);
}

/* body NONE: a GET */
static unsigned
ask(struct face *f, struct str token, const char *path, struct str body,
    struct json *out)
{
	struct str auth = arena_strf(
	    &f->w.arena, "Authorization: Bearer %.*s", STR_FMT(token));
	struct str url = arena_strf(&f->w.arena, "http://127.0.0.1:%u/api/v1%s",
	    http_server_port(f->server), path);
	const char *const headers[] = {
	    auth.ptr, "Content-Type: application/x-tar", NULL};
	const struct http_call call = {.url = url.ptr,
	    .headers = headers,
	    .body_fd = -1,
	    .body = body,
	    .body_size = body.len};
	struct http_answer answer = {0};
	struct err err;

	CHECK_OK(body.ptr ? http_client_post(&call, &f->w.arena, &answer, &err)
			  : http_client_get(&call, &f->w.arena, &answer, &err),
	    &err);
	*out = (struct json){0};
	CHECK_OK(json_read(answer.body, &f->w.arena, out, &err), &err);
	return answer.status;
}

static struct str
pack(struct face *f, const char *path, const char *text)
{
	struct tar_entry entry = {str_from(path), str_from(text)};
	const struct tar tar = {&entry, 1, 1};
	struct buf out;
	struct str bytes;
	struct err err;

	buf_init(&out, 2 << 20);
	CHECK_OK(tar_write(&out, &tar, &err), &err);
	bytes = arena_buf(&f->w.arena, &out);
	buf_release(&out);
	return bytes;
}

STORE_TEST(labs_are_given_to_whoever_has_a_token_of_their_own)
{
	static const char *const paths[] = {"/labs", ("/labs/" LAB),
	    "/lab-runs/00000000-0000-7000-8000-000000000000"};
	struct face f;
	struct json answer;

	face_open(&f, store);
	for (size_t i = 0; i < NELEM(paths); i++) {
		CHECK_INT(
		    ask(&f, STR("assay_my_x"), paths[i], STR_NONE, &answer),
		    401);
		CHECK_STR(json_opt_str(&answer, "error"), STR("denied"));
	}
	CHECK_INT(ask(&f, f.token, "/labs", STR_NONE, &answer), 200);
	CHECK_INT(json_get(&answer, "labs")->n, f.labs->n);
	CHECK_INT(ask(&f, f.token, "/labs/" LAB, STR_NONE, &answer), 200);
	CHECK_STR(json_opt_str(&answer, "id"), STR(LAB));
	CHECK(json_opt_str(&answer, "attack").ptr == NULL); /* not yet run */
	CHECK_INT(json_get(&answer, "opened")->n, 0);
	CHECK_INT(ask(&f, f.token, "/labs/none", STR_NONE, &answer), 404);
	face_close(&f);
}

STORE_TEST(a_run_is_queued_for_its_owner_and_nobody_elses_to_see)
{
	struct face f;
	struct json answer;
	struct str run;
	const char *path;

	face_open(&f, store);
	CHECK_INT(ask(&f, f.token, "/labs/" LAB "/runs?mode=check",
		      pack(&f, "notes.py", "x = 1\n"), &answer),
	    202);
	CHECK_STR(json_opt_str(&answer, "state"), STR("queued"));
	CHECK_INT(json_opt_int(&answer, "position", 0), 1);
	run = json_opt_str(&answer, "run");
	path = arena_strf(&f.w.arena, "/lab-runs/%.*s", STR_FMT(run)).ptr;
	CHECK_INT(ask(&f, f.token, path, STR_NONE, &answer), 200);
	CHECK_INT(ask(&f, f.other, path, STR_NONE, &answer), 404);
	CHECK_INT(
	    ask(&f, f.token, "/labs/" LAB "/hint", STR(""), &answer), 200);
	CHECK_INT(json_get(&answer, "opened")->n, 1);
	face_close(&f);
}

STORE_TEST(what_cannot_be_judged_is_refused_and_the_reason_names_it)
{
	struct face f;
	struct json answer;
	struct str up, link, large;
	char *bytes = calloc(1, LAB_BYTES_MAX + 2);

	face_open(&f, store);
	up = pack(&f, "ab/notes.py", "x");
	memcpy((char *)(uintptr_t)up.ptr, "..", 2);
	link = pack(&f, "notes.py", "x");
	((char *)(uintptr_t)link.ptr)[156] = '2';
	CHECK(bytes != NULL);
	memset(bytes, 'x', LAB_BYTES_MAX + 1);
	large = pack(&f, "notes.py", bytes);
	const struct {
		const char *query;
		struct str body;
		unsigned status;
		const char *why;
	} bad[] = {
	    {"check", STR("no tar at all"), 422, ""},
	    {"check", up, 422, ""},
	    {"check", link, 422, ""},
	    {"submit", pack(&f, "serve.py", "x"), 422, "serve.py"},
	    {"submit", pack(&f, "other.py", "x"), 422, "other.py"},
	    {"judge", pack(&f, "notes.py", "x"), 422, "judge"},
	    {"check", large, 413, ""},
	};
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct str path = arena_strf(
		    &f.w.arena, "/labs/" LAB "/runs?mode=%s", bad[i].query);
		unsigned status =
		    ask(&f, f.token, path.ptr, bad[i].body, &answer);
		struct str why = json_opt_str(&answer, "message");

		if (status != bad[i].status &&
		    !(status == 400 && bad[i].status == 422))
			fail_msg("row %zu: %u %.*s", i, status, STR_FMT(why));
		CHECK(why.len > 0);
		CHECK(str_find(why, str_from(bad[i].why)) < why.len ||
		    bad[i].why[0] == '\0');
	}
	free(bytes);
	face_close(&f);
}

TEST_MAIN(T(labs_are_given_to_whoever_has_a_token_of_their_own),
    T(a_run_is_queued_for_its_owner_and_nobody_elses_to_see),
    T(what_cannot_be_judged_is_refused_and_the_reason_names_it))
