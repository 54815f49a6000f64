#include "cli/proposal.h"

#include "base/clock.h"
#include "codec/json.h"
#include "people/person.h"

#define AS                                                                   \
	{                                                                    \
		"as", CLI_TEXT, offsetof(struct proposal_args, as), "EMAIL", \
		    "who sits here: the second person", 0                    \
	}
#define WHY                                                                   \
	{                                                                     \
		"why", CLI_TEXT, offsetof(struct proposal_args, why), "TEXT", \
		    "a note; a refusal needs one", 0                          \
	}

const struct cli_option proposal_grant_options[] = {AS, WHY,
    {"until", CLI_TEXT, offsetof(struct proposal_args, until), "DATE",
	"the last day, no later than asked for", 0},
    {0}};
const struct cli_option proposal_decide_options[] = {AS, WHY, {0}};
const struct cli_option proposal_list_options[] = {
    {"state", CLI_TEXT, offsetof(struct proposal_args, state), "STATE",
	"open, accepted, refused or withdrawn; all without it", 0},
    {0}};

enum err_code
proposal_open(
    struct cli *cli, const char *as, struct proposal_work *w, struct err *err)
{
	enum err_code rc;

	*w = (struct proposal_work){.cli = cli};
	rc = as != NULL ? learning_open(cli, as, &w->l, err)
			: learning_open_all(cli, &w->l, err);
	if (rc != ERR_NONE)
		return rc;
	w->who = as != NULL ? w->l.person : PERSON_PROGRAM;
	w->desk = (struct proposal_desk){.store = w->l.store,
	    .catalog = w->l.catalog,
	    .engine = w->l.engine};
	return engine_follow(w->desk.engine, NULL, err);
}

void
proposal_close(struct proposal_work *w)
{
	learning_close(&w->l);
}

/* --- listing -------------------------------------------------------------- */

struct listing {
	struct cli *cli;
	struct proposal_filter filter;
	enum proposal_kind kind;
	enum proposal_state state;
	struct proposals all;
};

static enum err_code
load(struct db *db, void *ctx, struct err *err)
{
	struct listing *l = ctx;

	return proposal_list(
	    db, l->cli->arena, PERSON_PROGRAM, &l->filter, &l->all, err);
}

static void
print(struct cli *cli, const struct proposal *p)
{
	char id[ID_TEXT_LEN + 1], made[CLOCK_DATE_LEN + 1];
	char until[CLOCK_DATE_LEN + 1];

	id_write(p->id, id);
	clock_write_date(p->made, made);
	fprintf(cli->out, "%-9s  %s  %s  %.*s  %.*s",
	    proposal_state_name(p->state), made, id,
	    STR_FMT(id_is_none(p->subject) ? STR("several") : p->email),
	    STR_FMT(p->about));
	if (p->until) {
		clock_write_date(p->until, until);
		fprintf(cli->out, "  until %s", until);
	}
	if (p->lines)
		fprintf(cli->out, "  %zu %s", p->lines,
		    p->lines == 1 ? "record" : "records");
	fputc('\n', cli->out);
	if (p->reason.len > 0)
		fprintf(cli->out, "           %.*s\n", STR_FMT(p->reason));
}

static void
add_json(struct buf *out, const struct proposal *p)
{
	json_open(out);
	json_id(out, "id", p->id);
	json_str(out, "kind", str_from(proposal_kind_name(p->kind)));
	json_str(out, "state", str_from(proposal_state_name(p->state)));
	json_id(out, "person", p->subject);
	json_str(out, "email", p->email);
	json_str(out, "about", p->about);
	json_str(out, "reason", p->reason);
	json_str(out, "measure", p->measure);
	json_time(out, "until", p->until);
	json_str(out, "course", p->course);
	json_str(out, "edition", p->edition);
	json_time(out, "completed", p->completed);
	json_u64(out, "records", p->lines);
	json_str(out, "proposed_by", p->proposer_name);
	json_time(out, "made", p->made);
	json_str(out, "decided_by", p->decider_name);
	json_time(out, "decided", p->decided);
	json_str(out, "why", p->why);
	json_close(out);
}

static enum err_code
print_all(struct cli *cli, const struct proposals *all, struct err *err)
{
	struct buf out;
	enum err_code rc;

	if (!cli->json) {
		for (size_t i = 0; i < all->n; i++)
			print(cli, &all->v[i]);
		return ERR_NONE;
	}
	buf_init(&out, (size_t)16 << 20);
	json_list(&out, NULL);
	for (size_t i = 0; i < all->n; i++)
		add_json(&out, &all->v[i]);
	json_list_end(&out);
	rc = buf_finish(&out, err);
	if (rc == ERR_NONE)
		fprintf(cli->out, "%.*s\n", STR_FMT(buf_view(&out)));
	buf_release(&out);
	return rc;
}

int
proposal_print_list(struct cli *cli, enum proposal_kind kind)
{
	const struct proposal_args *args = cli->args;
	struct listing l = {.cli = cli, .kind = kind};
	struct store *store = NULL;
	struct err err;
	enum err_code rc;

	l.filter.kind = &l.kind;
	if (args->state != NULL) {
		if (!proposal_state_read(str_from(args->state), &l.state))
			return cli_usage(cli,
			    "--state '%.40s' is none of open, accepted, "
			    "refused and withdrawn",
			    args->state);
		l.filter.state = &l.state;
	}
	rc = cli_store_open(cli, &store, &err);
	if (rc == ERR_NONE)
		rc = store_read(store, load, &l, &err);
	if (rc == ERR_NONE)
		rc = print_all(cli, &l.all, &err);
	cli_store_close(cli, store);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	if (l.all.n == PROPOSAL_LIST_MAX)
		fprintf(cli->err, "the latest %d\n", PROPOSAL_LIST_MAX);
	return CLI_OK;
}

/* --- deciding ------------------------------------------------------------- */

struct checking {
	struct proposal_work *w;
	enum proposal_kind kind;
	struct id id;
};

/* "exception grant" decides about no certificate. */
static enum err_code
check_kind(struct db *db, void *ctx, struct err *err)
{
	struct checking *c = ctx;
	struct proposal p;
	enum err_code rc =
	    proposal_get(db, c->w->cli->arena, c->w->who, c->id, &p, err);

	if (rc == ERR_NONE && p.kind != c->kind)
		return err_set(err, ERR_NOT_FOUND,
		    "this is no %s: 'assay %s list' shows it",
		    proposal_kind_name(c->kind), proposal_kind_name(p.kind));
	return rc;
}

static enum err_code
decide(struct cli *cli, struct checking *c, const struct proposal_decision *in,
    struct err *err)
{
	const struct proposal_args *args = cli->args;
	struct proposal_work w = {0};
	enum err_code rc = proposal_open(cli, args->as, &w, err);

	c->w = &w;
	if (rc == ERR_NONE)
		rc = store_read(w.l.store, check_kind, c, err);
	if (rc == ERR_NONE)
		rc = proposal_decide(&w.desk, w.who, c->id, in, err);
	if (rc == ERR_NONE)
		rc = cli_settle(cli, w.l.store, err);
	proposal_close(&w);
	return rc;
}

int
proposal_run_decide(
    struct cli *cli, enum proposal_kind kind, bool accept, const char *id)
{
	const struct proposal_args *args = cli->args;
	struct proposal_decision in = {
	    .accept = accept, .why = str_from(args->why)};
	struct checking c = {.kind = kind};
	struct err err;

	if (in.why.ptr == NULL)
		in.why = STR("");
	if (args->as == NULL)
		return cli_usage(cli, "--as says who decides: an address");
	if (!id_read(str_from(id), &c.id))
		return cli_usage(cli, "'%.60s' is no id; '%s list' shows them",
		    id, proposal_kind_name(kind));
	if (args->until != NULL &&
	    !clock_read_date(str_from(args->until), &in.until))
		return cli_usage(cli,
		    "--until '%.40s' is not a date such as 2027-01-31",
		    args->until);
	if (decide(cli, &c, &in, &err) != ERR_NONE)
		return cli_fail(cli, &err);
	return CLI_OK;
}
