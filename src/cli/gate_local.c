#include "cli/gate_local.h"

#include "base/clock.h"

static enum err_code
open_all(struct gate_local *l, struct err *err)
{
	struct cli *cli = l->cli;
	struct str dir = arena_strf(cli->arena, "%s/content", cli->data_dir);
	enum err_code rc;

	if (dir.ptr == NULL)
		return arena_fail(cli->arena, err);
	rc = catalog_load_over(dir.ptr, cli->overlay, &l->catalog, err);
	if (rc == ERR_NONE)
		rc = cli_store_open(cli, &l->store, err);
	if (rc == ERR_NONE)
		rc = cli_settle(cli, l->store, err);
	if (rc == ERR_NONE)
		rc = history_open(cli, l->store, &l->history, err);
	if (rc == ERR_NONE)
		rc = engine_new(l->store, l->catalog, &l->engine, err);
	if (rc == ERR_NONE)
		rc = engine_follow(l->engine, NULL, err);
	if (rc == ERR_NONE)
		rc = gate_desk_open(&l->desk, l->store, l->engine, err);
	if (rc == ERR_NONE)
		atomic_store(&l->desk.signer, l->history.config.signer);
	return rc;
}

enum err_code
gate_local_open(struct cli *cli, struct gate_local *out, struct err *err)
{
	enum err_code rc;

	memset(out, 0, sizeof(*out));
	out->cli = cli;
	rc = open_all(out, err);
	if (rc != ERR_NONE)
		gate_local_close(out);
	return rc;
}

void
gate_local_close(struct gate_local *l)
{
	gate_desk_close(&l->desk);
	engine_free(l->engine);
	history_close(&l->history);
	if (l->store != NULL)
		cli_store_close(l->cli, l->store);
	catalog_free(l->catalog);
	l->engine = NULL;
	l->store = NULL;
	l->catalog = NULL;
}

enum err_code
gate_local_day(const char *option, const char *text, bool end, int64_t *out,
    struct err *err)
{
	int64_t day;

	if (text == NULL) {
		*out = 0;
		return ERR_NONE;
	}
	if (!clock_read_date(str_from(text), &day))
		return err_set(err, ERR_INVALID,
		    "%s '%.40s' is not a date such as 2026-11-21", option,
		    text);
	*out = end ? day + CLOCK_DAY - 1 : day;
	return ERR_NONE;
}
