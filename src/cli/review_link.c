#include "learn/review_link.h"
#include "cli/learning.h"
#include "learn/review.h"
#include "people/organisation.h"

struct asking {
	struct cli *cli;
	struct organisation organisation;
	bool set_up;
};

static enum err_code
ask_organisation(struct db *db, void *ctx, struct err *err)
{
	struct asking *a = ctx;

	return organisation_get(
	    db, a->cli->arena, &a->set_up, &a->organisation, err);
}

/* A server that lends its store has the keys open. */
static enum err_code
open_keys(struct cli *cli, struct err *err)
{
	struct str dir = arena_strf(cli->arena, "%s/keys", cli->state_dir);

	if (cli->store != NULL)
		return ERR_NONE;
	return dir.ptr != NULL ? review_link_open(dir.ptr, err)
			       : arena_fail(cli->arena, err);
}

static enum err_code
make(
    struct cli *cli, const struct learning *l, struct str *url, struct err *err)
{
	struct asking a = {.cli = cli};
	struct str token = STR_NONE;
	enum err_code rc = open_keys(cli, err);

	if (rc == ERR_NONE)
		rc = store_read(l->store, ask_organisation, &a, err);
	if (rc == ERR_NONE)
		rc = review_link_make(
		    &l->learn, l->person, cli->arena, &token, err);
	if (rc != ERR_NONE || token.ptr == NULL)
		return rc;
	*url = arena_strf(cli->arena, "%.*s/review/l/%.*s",
	    STR_FMT(a.organisation.public_url), STR_FMT(token));
	return url->ptr != NULL ? ERR_NONE : arena_fail(cli->arena, err);
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	struct str url = STR_NONE;
	struct learning l;
	struct err err;
	enum err_code rc = learning_open(cli, argv[0], &l, &err);

	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	rc = make(cli, &l, &url, &err);
	learning_close(&l);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	if (url.ptr == NULL) {
		fprintf(cli->err, "assay: there is nothing to ask today\n");
		return CLI_NO;
	}
	fprintf(cli->out, "%.*s\n", STR_FMT(url));
	return CLI_OK;
}

const struct command command_review_link = {
    .name = "review link",
    .summary = "a link to somebody's one question, without signing in",
    .run = run,
    .usage = "EMAIL",
    .about = "The link opens one question and nothing else, until seven days "
	     "after today, for\none answer. Exit status 1 where there is "
	     "nothing to ask today.\n",
    .examples = "assay review link ada@acme.example\n",
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};
