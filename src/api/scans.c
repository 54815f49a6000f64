#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include "api/caller.h"
#include "base/clock.h"
#include "codec/json.h"
#include "outcomes/ingest.h"
#include "people/upload_token.h"

/*
 * POST /api/v1/scans?commit=..&branch=..[&base=..][&category=..][&author=..]
 * Authorization: Bearer assay_...
 *
 * The body is SARIF.  The token names the repository.
 */
#define UPLOAD_MAX ((size_t)256 << 20)

struct find_token {
	struct arena *arena;
	struct str token;
	bool found;
	struct upload_token out;
};

/* Notes when the token was last used, so it writes. */
static enum err_code
find_token(struct db *db, void *ctx, struct err *err)
{
	struct find_token *in = ctx;
	enum err_code rc = upload_token_find(
	    db, in->arena, in->token, &in->found, &in->out, err);

	if (rc != ERR_NONE || !in->found)
		return rc;
	return upload_token_note_use(db, &in->out, err);
}

static enum err_code
authorise(const struct api *api, struct http_request *rq, struct http_reply *re,
    struct str *repository, struct err *err)
{
	struct find_token in = {.arena = rq->arena, .token = api_bearer(rq)};
	enum err_code rc = ERR_NONE;

	if (in.token.len > 0)
		rc = store_write(api->store, find_token, &in, err);
	if (rc != ERR_NONE)
		return rc;
	if (!in.found)
		return api_no_token(rq, re,
		    "a valid repository token is needed: Authorization: "
		    "Bearer assay_...",
		    err);
	*repository = in.out.repository;
	return ERR_NONE;
}

/* The module, which anyone may read; the finding's own page holds the short
   lesson. */
static void
write_lesson(const struct api *api, struct buf *out, const struct ingest_new *n)
{
	struct buf url;

	if (!n->module.ptr) {
		json_none(out, "lesson");
		return;
	}
	buf_init(&url, 1024);
	buf_addf(&url, "%.*s/modules/%.*s", STR_FMT(api->public_url),
	    STR_FMT(n->module));
	json_str(out, "lesson", buf_view(&url));
	buf_release(&url);
}

static void
write_new(const struct api *api, struct buf *out, const struct ingest_new *n)
{
	char id[ID_TEXT_LEN + 1];
	struct buf url;

	id_write(n->finding, id);
	json_open(out);
	json_id(out, "id", n->finding);
	json_str(out, "rule", n->rule);
	json_str(out, "path", n->path);
	json_i64(out, "line", n->line);
	if (n->cwe > 0)
		json_i64(out, "cwe", n->cwe);
	else
		json_none(out, "cwe");
	json_str(out, "message", n->message);
	buf_init(&url, 1024);
	buf_addf(&url, "%.*s/findings/%s", STR_FMT(api->public_url), id);
	json_str(out, "url", buf_view(&url));
	buf_release(&url);
	write_lesson(api, out, n);
	json_close(out);
}

static void
write_analysis(struct buf *out, const struct ingest_analysis *a)
{
	json_open(out);
	json_str(out, "tool", a->tool);
	json_str(out, "category", a->category);
	json_u64(out, "found", a->found);
	json_u64(out, "opened", a->opened);
	json_u64(out, "kept", a->kept);
	json_u64(out, "closed", a->closed);
	json_u64(out, "suppressed", a->suppressed);
	json_flag(out, "same", a->same);
	json_str(out, "attribution", a->attribution);
	json_close(out);
}

/* No names or addresses of people: a pipeline's log is read by many. */
static void
write_reply(const struct api *api, struct str repository,
    const struct ingest_reply *reply, struct buf *out)
{
	json_open(out);
	json_str(out, "repository", repository);
	json_list(out, "analyses");
	for (size_t i = 0; i < reply->analyses.n; i++)
		write_analysis(out, &reply->analyses.v[i]);
	json_list_end(out);
	json_list(out, "new");
	for (size_t i = 0; i < reply->news.n; i++)
		write_new(api, out, &reply->news.v[i]);
	json_list_end(out);
	json_list(out, "assigned");
	for (size_t i = 0; i < reply->assignments.n; i++) {
		json_open(out);
		json_str(out, "module", reply->assignments.v[i].module);
		json_str(out, "why", reply->assignments.v[i].why);
		json_time(out, "due", reply->assignments.v[i].due);
		json_close(out);
	}
	json_list_end(out);
	json_close(out);
	buf_add_char(out, '\n');
}

static enum err_code
ingest(const struct api *api, struct http_request *rq, struct str repository,
    struct buf *out, struct err *err)
{
	const struct ingest_upload upload = {
	    .repository = repository,
	    .commit = http_get(&rq->query, STR("commit")),
	    .branch = http_get(&rq->query, STR("branch")),
	    .base = http_get(&rq->query, STR("base")),
	    .category = http_get(&rq->query, STR("category")),
	    .author = http_get(&rq->query, STR("author")),
	    .at = clock_now(),
	};
	struct ingest_reply reply;
	struct arena arena;
	enum err_code rc;
	int fd;

	if (!rq->body_file)
		return err_set(
		    err, ERR_INVALID, "the body is empty: send SARIF");
	fd = open(rq->body_file, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_sys(err, errno, "could not open the upload");
	arena_init(&arena, INGEST_MEMORY);
	rc = ingest_sarif(api->store, api->catalog, fd, "the upload", &upload,
	    &arena, &reply, err);
	if (rc == ERR_NONE)
		write_reply(api, repository, &reply, out);
	arena_release(&arena);
	malloc_trim(0); /* a large upload is rare; its memory goes back */
	close(fd);
	return rc;
}

static enum err_code
post_scan(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	const struct api *api = app;
	struct str repository = STR_NONE;
	enum err_code rc;

	rc = authorise(api, rq, re, &repository, err);
	if (rc == ERR_NONE)
		rc = ingest(api, rq, repository, re->body, err);
	if (rc != ERR_NONE)
		return rc;
	re->content_type = STR("application/json");
	return buf_finish(re->body, err);
}

const struct http_route api_routes[] = {
    {HTTP_POST, "/api/v1/scans", post_scan, HTTP_WORKER, UPLOAD_MAX,
	.body_spools = true},
    {0},
};
