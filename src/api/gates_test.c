#include "api/api.h"
#include "http/client.h"
#include "http/server.h"
#include "policy/gate_bundle.h"
#include "policy/gate_token.h"
#include "policy/gate_world_test.h"

/* A server with gates alone, and a token of each. */
struct face {
	struct gate_world g;
	struct api api;
	struct http_table tables[2]; /* the server borrows it */
	struct http_server *server;
	struct str production, pipelines;
	struct id actor, revoke;
	const char *system;
	struct str token;
	char spool[64];
};

static enum err_code
make_in(struct db *db, void *ctx, struct err *err)
{
	struct face *f = ctx;

	return gate_token_make(db, &f->g.w.arena, f->actor, str_from(f->system),
	    STR("test"), &f->token, err);
}

static struct str
make_token(struct face *f, const char *system)
{
	struct err err;

	f->actor = PERSON_PROGRAM;
	f->system = system;
	CHECK_OK(store_write(f->g.w.log.store, make_in, f, &err), &err);
	return f->token;
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
	gate_world_open(&f->g, store);
	store_test_folder(f->spool);
	config.spool_dir = f->spool;
	f->api = (struct api){.store = store,
	    .catalog = f->g.w.catalog,
	    .gates = &f->g.desk,
	    .public_url = STR("http://assay.test")};
	f->tables[0] = (struct http_table){api_gate_routes, &f->api};
	f->production = make_token(f, "production");
	f->pipelines = make_token(f, "pipelines");
	CHECK_OK(http_server_start(&config, &f->server, &err), &err);
}

static void
face_close(struct face *f)
{
	http_server_stop(f->server, 1000);
	store_test_folder_gone(f->spool);
	gate_world_close(&f->g);
}

static unsigned
get(struct face *f, const char *path, struct str token, const char *etag,
    struct http_answer *out)
{
	struct arena *arena = &f->g.w.arena;
	struct str auth =
	    arena_strf(arena, "Authorization: Bearer %.*s", STR_FMT(token));
	struct str url = arena_strf(arena, "http://127.0.0.1:%u/api/v1/%s",
	    http_server_port(f->server), path);
	const char *const headers[] = {
	    token.len > 0 ? auth.ptr : "X-None: 1", etag, NULL};
	struct http_call call = {.url = url.ptr, .headers = headers};
	struct err err;

	CHECK_OK(http_client_get(&call, arena, out, &err), &err);
	return out->status;
}

STORE_TEST(an_answer_is_signed_recorded_and_about_whom_it_was_asked)
{
	struct http_answer answer;
	struct gate_answer a;
	struct face f;
	uint8_t key[32];
	struct err err;

	face_open(&f, store);
	CHECK_INT(get(&f, "gate/production?person=Ada%40example.org",
		      f.production, NULL, &answer),
	    200);
	CHECK_STR(answer.content_type, STR("application/json"));
	CHECK_OK(gate_key(&f.g.desk, key, &err), &err);
	CHECK_OK(
	    gate_answer_read(answer.body, key, &f.g.w.arena, &a, &err), &err);
	CHECK_STR(a.person, STR("ada@example.org"));
	CHECK_STR(a.system, STR("production"));
	CHECK(!a.allow);
	world_settle(&f.g.w);
	CHECK_INT(gate_world_facts(&f.g, LEDGER_GATE_DECIDED), 1);
	CHECK_INT(get(&f, "gate-key", STR_NONE, NULL, &answer), 200);
	face_close(&f);
}

STORE_TEST(what_is_refused_says_why_with_the_documented_status)
{
	static const struct {
		const char *path;
		int token; /* 0 none, 1 production's, 2 pipelines', 3 no one's
			    */
		unsigned status;
		const char *why;
	} bad[] = {
	    {"gate/production?person=ada@example.org", 0, 401, "a token of"},
	    {"gate/production?person=ada@example.org", 2, 401, "a token of"},
	    {"gate/production?person=ada@example.org", 3, 401, "a token of"},
	    {"gate/nothing?person=ada@example.org", 1, 401, "a token of"},
	    {"gate/production/bundle", 2, 401, "a token of"},
	    {"gate/production", 1, 422, "?person=EMAIL"},
	    {"gate/production?person=", 1, 422, "?person=EMAIL"},
	    {"gate/production?person=ada", 1, 422, "ada"},
	};
	struct face f;

	face_open(&f, store);
	for (size_t i = 0; i < NELEM(bad); i++) {
		const struct str tokens[] = {STR_NONE, f.production,
		    f.pipelines,
		    STR("assay_gate_"
			"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")};
		struct http_answer answer;

		CHECK_INT(
		    get(&f, bad[i].path, tokens[bad[i].token], NULL, &answer),
		    bad[i].status);
		CHECK(str_find(answer.body, str_from(bad[i].why)) <
		    answer.body.len);
	}
	face_close(&f);
}

/* "ETag" is not handed on by the client: what it must be is asked for. */
STORE_TEST(a_bundle_that_has_not_changed_is_not_sent_again)
{
	struct http_answer answer;
	struct str revision = STR_NONE, etag;
	struct face f;
	struct buf bytes;
	struct err err;

	face_open(&f, store);
	CHECK_INT(
	    get(&f, "gate/production/bundle", f.production, NULL, &answer),
	    200);
	CHECK_STR(answer.content_type, STR("application/gzip"));
	buf_init(&bytes, GATE_ANSWER_MAX * 64);
	CHECK_OK(gate_bundle(&f.g.desk, STR("production"), f.g.w.now,
		     &f.g.w.arena, &revision, &bytes, &err),
	    &err);
	CHECK(str_eq(buf_view(&bytes), answer.body));
	etag = arena_strf(
	    &f.g.w.arena, "If-None-Match: \"%.*s\"", STR_FMT(revision));
	CHECK_INT(
	    get(&f, "gate/production/bundle", f.production, etag.ptr, &answer),
	    304);
	CHECK_INT(answer.body.len, 0);
	world_attempt(&f.g.w, f.g.w.ada, "m1", 10);
	CHECK_INT(
	    get(&f, "gate/production/bundle", f.production, etag.ptr, &answer),
	    200);
	CHECK_INT(gate_world_facts(&f.g, LEDGER_GATE_DECIDED), 0);
	buf_release(&bytes);
	face_close(&f);
}

STORE_TEST(guessing_tokens_is_slowed_down_and_the_gate_still_answers)
{
	struct http_answer answer;
	unsigned refused = 0;
	struct face f;

	face_open(&f, store);
	for (int i = 0; i < 80; i++)
		refused += get(&f, "gate/production?person=ada@example.org",
			       STR("assay_gate_x"), NULL, &answer) == 429;
	CHECK(refused > 0);
	CHECK_INT(get(&f, "gate/production?person=ada@example.org",
		      f.production, NULL, &answer),
	    200);
	face_close(&f);
}

static enum err_code
revoke_in(struct db *db, void *ctx, struct err *err)
{
	struct face *f = ctx;

	return gate_token_revoke(db, &f->g.w.arena, f->actor, f->revoke, err);
}

struct listing {
	struct face *f;
	struct id viewer;
	struct gate_tokens tokens;
};

static enum err_code
list_in(struct db *db, void *ctx, struct err *err)
{
	struct listing *l = ctx;

	return gate_token_list(
	    db, &l->f->g.w.arena, l->viewer, &l->tokens, err);
}

STORE_TEST(only_an_administrator_makes_lists_and_revokes_tokens)
{
	struct http_answer answer;
	struct face f;
	struct listing l;
	struct err err;

	face_open(&f, store);
	l = (struct listing){.f = &f, .viewer = PERSON_PROGRAM};
	get(&f, "gate/production?person=ada@example.org", f.production, NULL,
	    &answer);
	CHECK_OK(store_read(store, list_in, &l, &err), &err);
	CHECK_INT(l.tokens.n, 2);
	CHECK_STR(l.tokens.v[1].system, STR("production"));
	CHECK(l.tokens.v[1].used.set);
	CHECK(!l.tokens.v[0].used.set);
	f.revoke = l.tokens.v[1].id;
	f.system = "production";
	for (size_t i = 0; i < 3; i++) {
		const struct id who[] = {f.g.w.ada, f.g.w.lead, f.g.w.auditor};

		f.actor = l.viewer = who[i];
		CHECK_INT(store_write(store, make_in, &f, &err), ERR_DENIED);
		CHECK_INT(store_write(store, revoke_in, &f, &err), ERR_DENIED);
		CHECK_INT(store_read(store, list_in, &l, &err), ERR_DENIED);
	}
	f.actor = PERSON_PROGRAM;
	CHECK_OK(store_write(store, revoke_in, &f, &err), &err);
	CHECK_INT(store_write(store, revoke_in, &f, &err), ERR_NOT_FOUND);
	CHECK_INT(get(&f, "gate/production?person=ada@example.org",
		      f.production, NULL, &answer),
	    401);
	face_close(&f);
}

TEST_MAIN(T(an_answer_is_signed_recorded_and_about_whom_it_was_asked),
    T(what_is_refused_says_why_with_the_documented_status),
    T(a_bundle_that_has_not_changed_is_not_sent_again),
    T(guessing_tokens_is_slowed_down_and_the_gate_still_answers),
    T(only_an_administrator_makes_lists_and_revokes_tokens))
