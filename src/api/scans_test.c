#include "api/api.h"

#include <unistd.h>

#include "codec/json_read.h"
#include "http/client.h"
#include "people/person.h"
#include "people/upload_token.h"
#include "store/testing.h"

#define LOG(results)                                                        \
	"{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":" \
	"\"T\"}},\"results\":[" results "]}]}"
#define ONE                                                                   \
	"{\"ruleId\":\"sql\",\"message\":{\"text\":\"m\"},\"properties\":{"   \
	"\"cwe\":\"CWE-89\"},\"locations\":[{\"physicalLocation\":{"          \
	"\"artifactLocation\":{\"uri\":\"a.py\"},\"region\":{\"startLine\":7" \
	"}}}]}"

/* A server with the API alone, and a token for "parcels". */
struct face {
	struct api api;
	struct http_table tables[2]; /* the server borrows it */
	struct http_server *server;
	struct arena arena;
	struct str token;
	char spool[64];
};

static enum err_code
make_token(struct db *db, void *ctx, struct err *err)
{
	struct face *f = ctx;

	return upload_token_make(db, &f->arena, PERSON_PROGRAM, STR("parcels"),
	    STR("test"), &f->token, err);
}

static void
face_open(struct face *f, struct store *store)
{
	struct catalog *catalog;
	struct http_config config = {.listen = STR("127.0.0.1:0"),
	    .tables = f->tables,
	    .loops = 1,
	    .workers = 1,
	    .on_error = api_on_error};
	struct err err;

	memset(f, 0, sizeof(*f));
	f->tables[0] = (struct http_table){api_routes, &f->api};
	arena_init(&f->arena, (size_t)16 << 20);
	store_test_folder(f->spool);
	config.spool_dir = f->spool;
	CHECK_OK(catalog_load("content", &catalog, &err), &err);
	f->api = (struct api){.store = store,
	    .catalog = catalog,
	    .public_url = STR("http://assay.test")};
	CHECK_OK(store_write(store, make_token, f, &err), &err);
	CHECK_OK(http_server_start(&config, &f->server, &err), &err);
}

static void
face_close(struct face *f)
{
	struct catalog *catalog = (struct catalog *)(uintptr_t)f->api.catalog;

	http_server_stop(f->server, 1000);
	store_test_folder_gone(f->spool);
	catalog_free(catalog);
	arena_release(&f->arena);
}

static unsigned
post(struct face *f, const char *query, const char *token, const char *body,
    struct json *out)
{
	struct str auth =
	    arena_strf(&f->arena, "Authorization: Bearer %s", token);
	struct str url =
	    arena_strf(&f->arena, "http://127.0.0.1:%u/api/v1/scans%s",
		http_server_port(f->server), query);
	const char *const headers[] = {token ? auth.ptr : NULL, NULL};
	FILE *file = tmpfile();
	struct http_call call = {.url = url.ptr,
	    .headers = headers,
	    .body_fd = fileno(file),
	    .body_size = strlen(body)};
	struct http_answer answer;
	struct err err;

	CHECK_INT(write(fileno(file), body, strlen(body)), strlen(body));
	CHECK_OK(http_client_post(&call, &f->arena, &answer, &err), &err);
	CHECK_STR(answer.content_type, STR("application/json"));
	CHECK_OK(json_read(answer.body, &f->arena, out, &err), &err);
	fclose(file);
	return answer.status;
}

STORE_TEST(an_upload_is_stored_and_answered_with_its_lesson)
{
	const struct json *first;
	struct face f;
	struct json j;

	face_open(&f, store);
	CHECK_INT(post(&f, "?commit=c1&branch=x&base=main", f.token.ptr,
		      LOG(ONE), &j),
	    200);
	CHECK_STR(json_opt_str(&j, "repository"), STR("parcels"));
	first = &json_get(&j, "new")->items[0].value;
	CHECK_STR(json_opt_str(first, "path"), STR("a.py"));
	CHECK_INT(json_opt_int(first, "cwe", 0), 89);
	CHECK_STR(json_opt_str(first, "lesson"),
	    STR("http://assay.test/modules/a05-injection"));
	CHECK(str_starts(
	    json_opt_str(first, "url"), STR("http://assay.test/findings/")));
	CHECK_INT(post(&f, "?commit=c1&branch=x&base=main", f.token.ptr,
		      LOG(ONE), &j),
	    200);
	CHECK(json_opt_flag(
	    &json_get(&j, "analyses")->items[0].value, "same", false));
	face_close(&f);
}

STORE_TEST(what_is_refused_says_why_with_the_documented_status)
{
	static const struct {
		const char *query, *token, *body;
		unsigned status;
		const char *error, *message;
	} bad[] = {
	    {"?commit=c&branch=b", NULL, LOG(ONE), 401, "denied", NULL},
	    {"?commit=c&branch=b", "assay_no", LOG(ONE), 401, "denied",
		"a valid repository token is needed: Authorization: Bearer "
		"assay_..."},
	    {"?branch=b", "", LOG(ONE), 422, "invalid",
		"the commit is missing"},
	    {"?commit=c", "", LOG(ONE), 422, "invalid",
		"the branch is missing"},
	    {"?commit=c&branch=b", "", "{\"version\":\"2.1.0\",\"runs\":[{",
		400, "syntax", "byte 28: the text ends before its JSON does"},
	    {"?commit=c&branch=b", "", "", 422, "invalid",
		"the body is empty: send SARIF"},
	    {"?commit=c&branch=b", "", "{}", 422, "invalid",
		"not SARIF: it has no member 'runs'"},
	    {"?commit=c&branch=b", "", "{\"version\":\"1.0\"}", 501,
		"unsupported",
		"byte 16: version: SARIF 1.0 is not read, only 2.1.0"},
	    {"?commit=c&branch=b", "", "\xff", 400, "syntax", NULL},
	};
	struct face f;
	struct json j;

	face_open(&f, store);
	for (size_t i = 0; i < NELEM(bad); i++) {
		const char *token = bad[i].token;

		if (token && *token == '\0')
			token = f.token.ptr;
		CHECK_INT(post(&f, bad[i].query, token, bad[i].body, &j),
		    bad[i].status);
		CHECK_STR(json_opt_str(&j, "error"), str_from(bad[i].error));
		if (bad[i].message)
			CHECK_STR(json_opt_str(&j, "message"),
			    str_from(bad[i].message));
	}
	face_close(&f);
}

TEST_MAIN(T(an_upload_is_stored_and_answered_with_its_lesson),
    T(what_is_refused_says_why_with_the_documented_status))
