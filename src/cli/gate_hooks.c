#include "base/clock.h"
#include "cli/gate_local.h"
#include "codec/json.h"
#include "people/person.h"
#include "policy/access_hook.h"

#define MOST 1000

struct work {
	struct cli *cli;
	struct access_hooks hooks;
	struct id id;
	bool approve;
};

static enum err_code
list(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	return access_hook_list(
	    db, w->cli->arena, PERSON_PROGRAM, MOST, &w->hooks, err);
}

static void
print_json(struct cli *cli, const struct access_hooks *hooks)
{
	struct buf out;

	buf_init(&out, (size_t)64 << 20);
	json_list(&out, NULL);
	for (size_t i = 0; i < hooks->n; i++) {
		const struct access_hook *h = &hooks->v[i];

		json_open(&out);
		json_id(&out, "id", h->id);
		json_id(&out, "person", h->person);
		json_str(&out, "email", h->email);
		json_str(&out, "system", h->system);
		json_str(&out, "action", h->action);
		json_str(&out, "state", h->state);
		json_str(&out, "why", h->why);
		json_time(&out, "proposed", h->proposed);
		json_time(&out, "decided", h->decided);
		json_i64(&out, "tries", h->tries);
		json_time(&out, "called", h->called);
		json_str(&out, "said", h->said);
		json_close(&out);
	}
	json_list_end(&out);
	fprintf(cli->out, "%.*s\n", STR_FMT(buf_view(&out)));
	buf_release(&out);
}

static void
print(struct cli *cli, const struct access_hook *h)
{
	char id[ID_TEXT_LEN + 1], day[CLOCK_DATE_LEN + 1];

	id_write(h->id, id);
	clock_write_date(h->proposed, day);
	fprintf(cli->out, "%s  %s  %-8.*s  %-7.*s  %.*s  %.*s\n    %.*s\n", id,
	    day, STR_FMT(h->state), STR_FMT(h->action), STR_FMT(h->email),
	    STR_FMT(h->system), STR_FMT(h->said.len > 0 ? h->said : h->why));
}

/* As the server's job does each minute, so that the list is as of now. */
static int
run_list(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	struct work w = {.cli = cli};
	struct gate_local local;
	struct err err;
	enum err_code rc = gate_local_open(cli, &local, &err);

	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	rc = access_hook_propose(&local.desk, clock_now(), NULL, &err);
	if (rc == ERR_NONE)
		rc = store_read(local.store, list, &w, &err);
	gate_local_close(&local);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	if (cli->json)
		print_json(cli, &w.hooks);
	else
		for (size_t i = 0; i < w.hooks.n; i++)
			print(cli, &w.hooks.v[i]);
	return CLI_OK;
}

const struct command command_gate_hooks = {
    .name = "gate hooks",
    .summary = "which accesses a lapse would revoke, and what was done",
    .run = run_list,
    .about =
	"Nothing is called before somebody approves: the list is the dry run."
	"\n",
    .examples = "assay gate hooks\nassay gate hooks --json\n",
    .takes = CLI_TAKES_JSON | CLI_TAKES_DATA | CLI_TAKES_STATE,
};

static enum err_code
decide(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	return access_hook_decide(db, w->cli->arena, PERSON_PROGRAM, w->id,
	    w->approve, clock_now(), err);
}

static int
settle(struct cli *cli, char **argv, bool approve)
{
	struct work w = {.cli = cli, .approve = approve};
	struct store *store = NULL;
	struct err err;
	enum err_code rc;

	if (!id_read(str_from(argv[0]), &w.id))
		return cli_usage(cli,
		    "'%s' is no action's id; 'assay gate hooks' has them",
		    argv[0]);
	rc = cli_store_open(cli, &store, &err);
	if (rc == ERR_NONE)
		rc = store_write(store, decide, &w, &err);
	cli_store_close(cli, store);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

static int
run_approve(struct cli *cli, int argc UNUSED, char **argv)
{
	return settle(cli, argv, true);
}

static int
run_refuse(struct cli *cli, int argc UNUSED, char **argv)
{
	return settle(cli, argv, false);
}

const struct command command_gate_hook_approve = {
    .name = "gate hook approve",
    .summary = "have the server call it",
    .run = run_approve,
    .usage = "ID",
    .about = "The server calls $ASSAY_ACCESS_HOOK; a restore follows by "
	     "itself once the\nperson is current again.\n",
    .examples =
	"assay gate hook approve 0192d3b4-7c5e-7a10-8f3e-5a1b2c3d4e5f\n",
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
};

const struct command command_gate_hook_refuse = {
    .name = "gate hook refuse",
    .summary = "it is not called, this time",
    .run = run_refuse,
    .usage = "ID",
    .examples = "assay gate hook refuse 0192d3b4-7c5e-7a10-8f3e-5a1b2c3d4e5f\n",
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
};
