#include "api/caller.h"
#include "codec/json.h"
#include "ledger/ledger.h"
#include "people/forge_members.h"

/*
 * Who may reach what, by a program with an administrator's personal token:
 *
 *	PUT /api/v1/access/{source}		text/csv, as
 *people/access_plan.h PUT
 * /api/v1/access/{source}?kind=github&system=repositories JSON, as the forge
 *answers it
 *
 * Answered is the difference.  apply=1 has it; complete=1 says that this is
 * the whole of the source, so that what it does not say ends; many=1 lets
 * more than a fifth of it end; level_map as people/forge_members.h.
 */
struct put {
	const struct api *api;
	const struct http_request *rq;
	struct id actor;
	struct str source;
	bool apply;
	struct arena arena;
	struct access_plan plan;
};

static bool
asked(const struct http_request *rq, const char *name)
{
	return str_eq(http_get(&rq->query, str_from(name)), STR("1"));
}

static enum err_code
read_body(struct put *p, struct access_wishes *out, struct err *err)
{
	const struct http_request *rq = p->rq;
	struct str kind = http_get(&rq->query, STR("kind"));
	struct forge_ask ask = {.source = p->source,
	    .system = http_get(&rq->query, STR("system")),
	    .level_map = http_get(&rq->query, STR("level_map"))};

	if (kind.len == 0 || str_eq(kind, STR("csv")))
		return access_csv_read(
		    rq->body, p->source, &p->arena, out, err);
	if (!forge_kind_read(kind, &ask.kind))
		return err_set(err, ERR_INVALID,
		    "kind is '%.*s'; csv, github, gitlab and gitea are "
		    "accepted",
		    STR_FMT(str_sub(kind, 0, 40)));
	return forge_members_read(rq->body, &ask, &p->arena, out, err);
}

/* May run again, from the body. */
static enum err_code
work_out(struct db *db, void *ctx, struct err *err)
{
	struct put *p = ctx;
	struct access_wishes wishes = {0};
	enum err_code rc;

	arena_reset(&p->arena);
	p->plan = (struct access_plan){0};
	rc = read_body(p, &wishes, err);
	wishes.complete = asked(p->rq, "complete");
	wishes.even_many = asked(p->rq, "many");
	if (rc != ERR_NONE)
		return rc;
	return p->apply ? access_plan_apply(db, &p->arena, p->actor, &wishes,
			      NULL, &p->plan, err)
			: access_plan(db, &p->arena, p->actor, &wishes, NULL,
			      &p->plan, err);
}

/* A program that sends much looks at the counts. */
#define TOLD_MOST 1000

static void
write_changes(struct buf *out, const struct access_plan *plan)
{
	static const char *const names[ACCESS_ACTIONS] = {
	    "same", "grant", "revoke", "past", "later"};

	json_list(out, "changes");
	for (size_t i = 0; i < plan->changes.n && i < TOLD_MOST; i++) {
		const struct access_change *c = &plan->changes.v[i];

		json_open(out);
		json_str(out, "action", str_from(names[c->action]));
		json_id(out, "person", c->person->id);
		json_str(out, "system", c->key.system);
		json_str(out, "level", c->key.level);
		json_time(out, "since", c->since);
		json_time(out, "until", c->until);
		json_close(out);
	}
	json_list_end(out);
}

static void
write_problems(struct buf *out, const struct access_problems *problems)
{
	json_list(out, "problems");
	for (size_t i = 0; i < problems->n; i++) {
		json_open(out);
		json_u64(out, "line", problems->v[i].line);
		json_str(out, "text", problems->v[i].text);
		json_close(out);
	}
	json_list_end(out);
}

static void
write_logins(struct buf *out, const char *name,
    const struct access_wish *const *v, size_t n)
{
	json_list(out, name);
	for (size_t i = 0; i < n && i < TOLD_MOST; i++)
		json_str(out, NULL, v[i]->login);
	json_list_end(out);
}

static enum err_code
write_plan(const struct put *p, struct http_reply *re, struct err *err)
{
	const struct access_plan *plan = &p->plan;
	struct buf *out = re->body;

	re->content_type = STR("application/json");
	json_open(out);
	json_str(out, "source", p->source);
	json_flag(out, "applied", p->apply && plan->problems.total == 0);
	json_u64(out, "granted",
	    plan->counts[ACCESS_GRANT] + plan->counts[ACCESS_PAST]);
	json_u64(out, "ended", plan->counts[ACCESS_REVOKE]);
	json_u64(out, "same", plan->counts[ACCESS_SAME]);
	json_u64(out, "later", plan->counts[ACCESS_LATER]);
	write_changes(out, plan);
	write_logins(out, "unknown", plan->strangers.v, plan->strangers.n);
	write_logins(out, "machines", plan->machines.v, plan->machines.n);
	write_problems(out, &plan->problems);
	json_close(out);
	buf_add_char(out, '\n');
	return buf_finish(out, err);
}

static enum err_code
have_it(struct put *p, struct http_reply *re, struct err *err)
{
	struct store *store = p->api->store;
	enum err_code rc = p->apply ? store_write(store, work_out, p, err)
				    : store_read(store, work_out, p, err);

	if (rc != ERR_NONE && p->plan.problems.total == 0)
		return rc;
	if (p->plan.problems.total > 0)
		re->status = 422;
	else if (p->apply)
		ledger_wake();
	return write_plan(p, re, err);
}

static enum err_code
put_access(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	struct put p = {.api = app,
	    .rq = rq,
	    .source = http_get(&rq->params, STR("source")),
	    .apply = asked(rq, "apply")};
	struct person person = {0};
	enum err_code rc = api_person(app, rq, re, &person, err);

	if (rc != ERR_NONE)
		return rc;
	p.actor = person.id;
	arena_init(&p.arena, ACCESS_MEMORY);
	rc = have_it(&p, re, err);
	arena_release(&p.arena);
	return rc;
}

/* What fits into a connection's memory; larger ones go by the terminal. */
#define BODY_MAX ((size_t)4 << 20)

const struct http_route api_access_routes[] = {
    {.method = HTTP_PUT,
	.pattern = "/api/v1/access/{source}",
	.handler = put_access,
	.where = HTTP_WORKER,
	.body_max = BODY_MAX},
    {0},
};
