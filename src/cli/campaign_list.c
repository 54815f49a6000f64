#include "base/clock.h"
#include "cli/campaign.h"
#include "codec/hex.h"
#include "codec/json.h"
#include "people/person.h"
#include "stats/interval.h"

struct list_work {
	struct cli *cli;
	struct campaigns list;
};

static enum err_code
list(struct db *db, void *ctx, struct err *err)
{
	struct list_work *w = ctx;

	return campaign_list(db, w->cli->arena, PERSON_PROGRAM, &w->list, err);
}

static void
print_rate(FILE *out, const char *what, uint64_t hits, uint64_t n)
{
	struct interval in = interval_wilson(hits, n);

	fprintf(out, "           %-12s %6llu of %llu", what,
	    (unsigned long long)hits, (unsigned long long)n);
	if (n > 0)
		fprintf(out, "  %.1f%% (%.1f to %.1f)",
		    100.0 * (double)hits / (double)n, 100 * in.low,
		    100 * in.high);
	fputc('\n', out);
}

void
campaign_print(struct cli *cli, const struct campaign *c)
{
	char day[CLOCK_DATE_LEN + 1];

	clock_write_date(c->sent_at, day);
	fprintf(cli->out, "%s  %s  %.*s\n", day,
	    campaign_difficulty_name(c->difficulty), STR_FMT(c->title));
	print_rate(cli->out, "clicked", c->clicked, c->sent);
	print_rate(cli->out, "submitted", c->submitted, c->sent);
	print_rate(cli->out, "reported", c->reported, c->sent);
	print_rate(cli->out, "both", c->both, c->sent);
	print_rate(cli->out, "opened (*)", c->opened, c->sent);
	print_rate(cli->out, "held back", c->suppressed, c->sent);
}

static void
add_rate(struct buf *out, const char *name, uint64_t hits, uint64_t n)
{
	struct interval in = interval_wilson(hits, n);

	json_open_in(out, name);
	json_u64(out, "count", hits);
	if (n > 0)
		json_real(out, "rate", (double)hits / (double)n);
	else
		json_none(out, "rate");
	json_real(out, "low", in.low);
	json_real(out, "high", in.high);
	json_close(out);
}

static void
add_json(struct buf *out, const struct campaign *c)
{
	char hex[2 * CAMPAIGN_HASH];

	hex_write(hex, c->content, CAMPAIGN_HASH);
	json_open(out);
	json_str(out, "title", c->title);
	json_str(out, "difficulty",
	    str_from(campaign_difficulty_name(c->difficulty)));
	json_time(out, "sent_at", c->sent_at);
	json_u64(out, "sent", c->sent);
	add_rate(out, "opened", c->opened, c->sent);
	add_rate(out, "clicked", c->clicked, c->sent);
	add_rate(out, "submitted", c->submitted, c->sent);
	add_rate(out, "reported", c->reported, c->sent);
	add_rate(out, "both", c->both, c->sent);
	json_u64(out, "suppressed", c->suppressed);
	json_str(out, "source", c->source);
	json_str(out, "sha256", (struct str){hex, sizeof(hex)});
	json_time(out, "imported", c->imported);
	json_close(out);
}

static void
print_json(struct cli *cli, const struct campaigns *list_of)
{
	struct buf out;

	buf_init(&out, 64 << 20);
	json_list(&out, NULL);
	for (size_t i = 0; i < list_of->n; i++)
		add_json(&out, &list_of->v[i]);
	json_list_end(&out);
	fwrite(out.ptr, 1, out.len, cli->out);
	fputc('\n', cli->out);
	buf_release(&out);
}

static void
print(struct cli *cli, const struct campaigns *campaigns)
{
	for (size_t i = 0; i < campaigns->n; i++) {
		campaign_print(cli, &campaigns->v[i]);
		fprintf(cli->out, "           %.*s\n",
		    STR_FMT(campaigns->v[i].source));
	}
	if (campaigns->n == 0)
		fputs("No campaign was imported.\n", cli->out);
	else
		fputs("(*) mail programs open by themselves, or never say so: "
		      "not a measure of people\n",
		    cli->out);
}

static int
run(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	struct list_work w = {.cli = cli};
	struct store *store = NULL;
	struct err err;
	enum err_code rc;

	rc = cli_store_open(cli, &store, &err);
	if (rc == ERR_NONE)
		rc = store_read(store, list, &w, &err);
	cli_store_close(cli, store);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	if (cli->json)
		print_json(cli, &w.list);
	else
		print(cli, &w.list);
	return CLI_OK;
}

const struct command command_campaign_list = {
    .name = "campaign list",
    .summary = "practice phishing campaigns, with their rates",
    .run = run,
    .about = "Newest first, each rate with its 95 % interval (Wilson).  Rates "
	     "of mails of\ndifferent difficulty do not compare.\n",
    .examples = "assay campaign list --json\n",
    .takes = CLI_TAKES_STATE | CLI_TAKES_JSON,
};
