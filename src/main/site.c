#include "main/site.h"

#include <stdatomic.h>
#include <unistd.h>

#include "base/file.h"
#include "codec/base64.h"
#include "learn/review_link.h"
#include "main/health.h"
#include "people/organisation.h"
#include "people/second.h"
#include "policy/engine.h"

#define SITE_MEMORY ((size_t)1 << 20)
#define TOKEN_BYTES 24

struct asking {
	struct arena *arena;
	bool found;
	struct organisation organisation;
};

static enum err_code
ask(struct db *db, void *ctx, struct err *err)
{
	struct asking *a = ctx;

	return organisation_get(db, a->arena, &a->found, &a->organisation, err);
}

static enum err_code
make_token(
    struct site *site, const struct cli *cli, struct str *out, struct err *err)
{
	unsigned char bytes[TOKEN_BYTES];
	struct str path =
	    arena_strf(&site->arena, "%s/setup.token", cli->state_dir);
	struct buf text;

	random_bytes(bytes, sizeof(bytes));
	buf_init(&text, 64);
	base64url_encode(&text, bytes, sizeof(bytes));
	*out = arena_buf(&site->arena, &text);
	buf_release(&text);
	if (!path.ptr || !out->ptr)
		return arena_fail(&site->arena, err);
	site->token_file = path.ptr;
	return file_write(path.ptr, *out, 0600, err);
}

static enum err_code
open_web(struct site *site, const struct cli *cli, struct store *store,
    struct err *err)
{
	struct asking a = {.arena = &site->arena};
	struct web_config config = {.store = store,
	    .catalog = site->catalog,
	    .labs = &site->desk,
	    .gates = &site->gates,
	    .engine = site->engine,
	    .rules = &site->rules,
	    .program = str_from(cli->version)};
	struct str dir =
	    arena_strf(&site->arena, "%s/www/static", cli->data_dir);
	enum err_code rc = store_read(store, ask, &a, err);

	if (rc == ERR_NONE && !a.found)
		rc = make_token(site, cli, &config.setup_token, err);
	if (rc != ERR_NONE)
		return rc;
	if (!dir.ptr)
		return arena_fail(&site->arena, err);
	config.static_dir = dir.ptr;
	site->api = (struct api){.store = store,
	    .catalog = site->catalog,
	    .labs = &site->desk,
	    .gates = &site->gates,
	    .engine = site->engine,
	    .public_url = a.found ? a.organisation.public_url : STR("")};
	return web_new(&config, &site->web, err);
}

/* Second factors are sealed, links to a question and the seeds of labs made,
   with keys that lie
   beside the others. */
static enum err_code
open_keys(struct site *site, const struct cli *cli, struct err *err)
{
	struct str dir = arena_strf(&site->arena, "%s/keys", cli->state_dir);
	enum err_code rc;

	if (!dir.ptr)
		return arena_fail(&site->arena, err);
	rc = file_make_dir(dir.ptr, 0700, err);
	if (rc == ERR_NONE)
		rc = second_open(dir.ptr, err);
	if (rc == ERR_NONE)
		rc = review_link_open(dir.ptr, err);
	return rc == ERR_NONE ? lab_desk_key(&site->desk, dir.ptr, err) : rc;
}

static enum err_code
open_labs(struct site *site, const struct cli *cli, struct store *store,
    struct err *err)
{
	struct str dir =
	    arena_strf(&site->arena, "%s/content/labs", cli->data_dir);
	enum err_code rc;

	if (!dir.ptr)
		return arena_fail(&site->arena, err);
	rc = labs_open(dir.ptr, &site->labs, err);
	site->desk.store = store;
	site->desk.labs = site->labs;
	return rc;
}

enum err_code
site_open(struct site *site, const struct cli *cli, struct store *store,
    struct err *err)
{
	struct str content;
	enum err_code rc;

	arena_init(&site->arena, SITE_MEMORY);
	content = arena_strf(&site->arena, "%s/content", cli->data_dir);
	if (!content.ptr)
		return arena_fail(&site->arena, err);
	rc = catalog_load_over(content.ptr, cli->overlay, &site->catalog, err);
	if (rc == ERR_NONE)
		rc = engine_new(store, site->catalog, &site->engine, err);
	if (rc == ERR_NONE)
		site->rules = asking_rules(site->engine);
	if (rc == ERR_NONE)
		rc = open_labs(site, cli, store, err);
	if (rc == ERR_NONE)
		rc = open_keys(site, cli, err);
	if (rc == ERR_NONE)
		rc = gate_desk_open(&site->gates, store, site->engine, err);
	if (rc == ERR_NONE)
		rc = open_web(site, cli, store, err);
	if (rc != ERR_NONE)
		return rc;
	site->tables[0] = (struct http_table){web_routes(site->web), NULL};
	site->tables[1] = (struct http_table){health_routes, store};
	site->tables[2] = (struct http_table){api_routes, &site->api};
	site->tables[3] = (struct http_table){api_lab_routes, &site->api};
	site->tables[4] = (struct http_table){api_access_routes, &site->api};
	site->tables[5] = (struct http_table){api_gate_routes, &site->api};
	return ERR_NONE;
}

void
site_close(struct site *site)
{
	web_free(site->web);
	gate_desk_close(&site->gates);
	engine_free(site->engine);
	labs_close(site->labs);
	catalog_free(site->catalog);
	arena_release(&site->arena);
	memset(site, 0, sizeof(*site));
}

void
site_on_error(void *ctx, struct http_request *rq, const struct err *err,
    struct http_reply *re)
{
	struct site *site = ctx;

	if (api_path(rq->path))
		api_on_error(NULL, rq, err, re);
	else
		web_on_error(site->web, rq, err, re);
}

static void
name_api(struct site *site)
{
	struct asking a = {.arena = &site->arena};
	struct err err;

	if (site->api.public_url.len > 0 ||
	    store_read(site->api.store, ask, &a, &err) != ERR_NONE || !a.found)
		return;
	/* seen by running handlers: the length, which says it is there, last */
	site->api.public_url.ptr = a.organisation.public_url.ptr;
	atomic_thread_fence(memory_order_release);
	site->api.public_url.len = a.organisation.public_url.len;
}

void
site_is_set_up(struct site *site, const struct sign_port *signer)
{
	atomic_store(&site->gates.signer, signer);
	name_api(site);
	if (site->token_file)
		unlink(site->token_file);
	site->token_file = NULL;
}
