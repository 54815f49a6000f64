#include "cli/history.h"

#include "base/file.h"
#include "catalog/publish.h"
#include "learn/view.h"
#include "people/organisation.h"
#include "people/person.h"
#include "people/scope.h"
#include "policy/access_hook.h"
#include "policy/attachment.h"
#include "policy/awareness_view.h"
#include "policy/gate_view.h"
#include "policy/proposal.h"
#include "policy/view.h"

#define ORIGIN_MAX 300

const struct ledger_view *const history_views[] = {&people_view, &scope_view,
    &catalog_view, &learn_view, &policy_view, &awareness_view, &attachment_view,
    &gate_view, NULL};

static ledger_forget_fn *const forget[] = {
    proposal_forget, access_hook_forget, NULL};

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

/* "https://assay.example:8443" -> "assay.example:8443/evidence" */
static enum err_code
make_origin(struct store *store, const char *path, struct arena *arena,
    struct str *out, struct err *err)
{
	struct asking a = {.arena = arena};
	enum err_code rc = store_read(store, ask, &a, err);
	struct str host;

	if (rc != ERR_NONE)
		return rc;
	if (!a.found)
		return err_set(err, ERR_NOT_FOUND,
		    "there is no organisation yet: 'assay setup' makes it");
	host = a.organisation.public_url;
	host = str_from_at(host, str_find(host, STR("//")) + 2);
	*out = arena_strf(arena, "%.*s/evidence", STR_FMT(host));
	return out->ptr ? file_write(path, *out, 0600, err)
			: arena_fail(arena, err);
}

static enum err_code
find_origin(struct store *store, const char *keys, struct arena *arena,
    struct str *out, struct err *err)
{
	struct str path = arena_strf(arena, "%s/origin", keys);
	enum err_code rc;

	if (!path.ptr)
		return arena_fail(arena, err);
	rc = file_read(path.ptr, ORIGIN_MAX, arena, out, err);
	if (rc != ERR_NOT_FOUND)
		return rc;
	return make_origin(store, path.ptr, arena, out, err);
}

enum err_code
history_open(
    struct cli *cli, struct store *store, struct history *out, struct err *err)
{
	struct str keys = arena_strf(cli->arena, "%s/keys", cli->state_dir);
	struct str origin;
	enum err_code rc;

	*out = (struct history){0};
	arena_init(&out->arena, 64 << 10);
	if (!keys.ptr)
		return arena_fail(cli->arena, err);
	rc = file_make_dir(keys.ptr, 0700, err);
	if (rc == ERR_NONE)
		rc = find_origin(store, keys.ptr, &out->arena, &origin, err);
	if (rc == ERR_NONE)
		rc = signer_open(keys.ptr, origin, &out->signer, err);
	if (rc != ERR_NONE) {
		history_close(out);
		return rc;
	}
	out->config = (struct ledger_config){.store = store,
	    .origin = origin,
	    .views = history_views,
	    .forget = forget,
	    .signer = signer_port(out->signer)};
	return ERR_NONE;
}

void
history_close(struct history *history)
{
	signer_close(history->signer);
	arena_release(&history->arena);
	*history = (struct history){0};
}

/* Numbered by the server's integrator, where it lends its store. */
#define SETTLE_MS 10000

enum err_code
cli_settle(struct cli *cli, struct store *store, struct err *err)
{
	struct history history;
	enum err_code rc;

	if (cli->store) {
		ledger_wake();
		return ledger_wait_all(store, SETTLE_MS, err);
	}
	rc = history_open(cli, store, &history, err);
	if (rc == ERR_NONE)
		rc = ledger_integrate(&history.config, NULL, err);
	if (rc == ERR_BUSY) /* a server over the same PostgreSQL does it */
		rc = ledger_wait_all(store, SETTLE_MS, err);
	history_close(&history);
	return rc;
}
