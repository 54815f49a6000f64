#include "policy/message.h"

#include "base/clock.h"
#include "cli/command.h"
#include "codec/json.h"

struct message_work {
	struct cli *cli;
	struct messages all;
	struct id id;
	unsigned done;
};

static const char *
channel_name(const struct message *m)
{
	return m->channel == MESSAGE_MAIL ? "mail" : "chat";
}

static enum err_code
list_tx(struct db *db, void *ctx, struct err *err)
{
	struct message_work *w = ctx;

	return message_list(db, w->cli->arena, PERSON_PROGRAM, &w->all, err);
}

static void
print_json(struct cli *cli, const struct messages *all)
{
	struct buf out;

	buf_init(&out, (size_t)16 << 20);
	json_list(&out, NULL);
	for (size_t i = 0; i < all->trouble.n; i++) {
		const struct message *m = &all->trouble.v[i];

		json_open(&out);
		json_id(&out, "id", m->id);
		json_str(&out, "channel", str_from(channel_name(m)));
		json_str(
		    &out, "state", m->dead ? STR("failed") : STR("waiting"));
		json_str(&out, "recipient", m->recipient);
		json_str(&out, "subject", m->subject);
		json_time(&out, "created", m->created);
		json_time(&out, "next", m->dead ? 0 : m->not_before);
		json_u64(&out, "tries", m->tries);
		json_str(&out, "said", m->said);
		json_flag(&out, "again", m->again);
		json_close(&out);
	}
	json_list_end(&out);
	fwrite(out.ptr, 1, out.len, cli->out);
	fputc('\n', cli->out);
	buf_release(&out);
}

static void
print(struct cli *cli, const struct messages *all)
{
	for (size_t i = 0; i < all->trouble.n; i++) {
		const struct message *m = &all->trouble.v[i];
		char id[ID_TEXT_LEN + 1], date[CLOCK_DATE_LEN + 1];

		id_write(m->id, id);
		clock_write_date(m->created, date);
		fprintf(cli->out,
		    "%s  %s  %s  %-7s  %u tries  %.*s  %.*s\n    %.*s\n", id,
		    channel_name(m), date, m->dead ? "dead" : "waiting",
		    m->tries, STR_FMT(m->recipient), STR_FMT(m->subject),
		    STR_FMT(m->said));
	}
	fprintf(cli->out,
	    "%jd waiting, %jd tried again, %jd dead, %jd sent in 30 days\n",
	    (intmax_t)(all->mail.waiting + all->chat.waiting),
	    (intmax_t)all->mail.trying,
	    (intmax_t)(all->mail.failed + all->chat.failed),
	    (intmax_t)(all->mail.sent + all->chat.sent));
}

static int
list(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	struct message_work w = {.cli = cli};
	struct store *store = NULL;
	struct err err;
	enum err_code rc = cli_store_open(cli, &store, &err);

	if (rc == ERR_NONE)
		rc = store_read(store, list_tx, &w, &err);
	cli_store_close(cli, store);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	if (cli->json)
		print_json(cli, &w.all);
	else
		print(cli, &w.all);
	return w.all.trouble.n > 0 ? CLI_NO : CLI_OK;
}

/* One by its id, or every one that can be sent again. */
static enum err_code
retry_tx(struct db *db, void *ctx, struct err *err)
{
	struct message_work *w = ctx;
	bool every = id_is_none(w->id), found = false;
	enum err_code rc = list_tx(db, w, err);

	w->done = 0;
	for (size_t i = 0; i < w->all.trouble.n && rc == ERR_NONE; i++) {
		const struct message *m = &w->all.trouble.v[i];

		if (every ? !m->again : !id_eq(m->id, w->id))
			continue;
		found = true;
		rc = message_retry(
		    db, w->cli->arena, PERSON_PROGRAM, m->channel, m->id, err);
		w->done += rc == ERR_NONE;
	}
	if (rc == ERR_NONE && !every && !found)
		return err_set(err, ERR_NOT_FOUND,
		    "no such message waits or failed; 'assay message list' "
		    "shows them");
	return rc;
}

static int
retry(struct cli *cli, int argc UNUSED, char **argv)
{
	struct message_work w = {.cli = cli};
	struct store *store = NULL;
	struct err err;
	enum err_code rc;

	if (strcmp(argv[0], "all") != 0 && !id_read(str_from(argv[0]), &w.id))
		return cli_usage(
		    cli, "'%.60s' is no message: give its id, or all", argv[0]);
	rc = cli_store_open(cli, &store, &err);
	if (rc == ERR_NONE)
		rc = store_write(store, retry_tx, &w, &err);
	cli_store_close(cli, store);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	fprintf(cli->out, "%u sent again\n", w.done);
	return CLI_OK;
}

const struct command command_message_list = {
    .name = "message list",
    .summary = "mails and words for the channel that did not arrive yet",
    .run = list,
    .about = "Dead letters and those that are tried again, each with what the "
	     "other side said;\nat most 50 of each kind. What they say is not "
	     "shown.\n\nExits with 1 where there are any.",
    .examples = "assay message list\nassay message list --json\n",
    .takes = CLI_TAKES_STATE | CLI_TAKES_JSON,
};

const struct command command_message_retry = {
    .name = "message retry",
    .summary = "send again what did not arrive",
    .run = retry,
    .usage = "ID|all",
    .about = "A dead letter that held a link to sign in by is not kept and "
	     "cannot be sent again:\nmake a new link.",
    .examples = "assay message retry all\n"
		"assay message retry 0192d3b4-0000-7000-8000-000000000000\n",
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
};
