#include "templates/access_import.h"
#include "people/access_plan.h"
#include "web/pages.h"

/*
 * Access by CSV, in two steps: what would happen, then all of it.  The second
 * form carries the text of the first, and everything is checked again.
 */
#define SHOWN_MOST 200

struct bring {
	const struct call *call;
	struct str csv, source;
	bool complete, apply;
	struct arena arena; /* past what a request has */
	struct access_plan plan;
};

/* May run again: from the text. */
static enum err_code
work_out(struct db *db, void *ctx, struct err *err)
{
	struct bring *b = ctx;
	struct id me = b->call->session.person.id;
	struct access_wishes wishes;
	enum err_code rc;

	arena_reset(&b->arena);
	b->plan = (struct access_plan){0};
	rc = access_csv_read(b->csv, b->source, &b->arena, &wishes, err);
	if (rc != ERR_NONE)
		return rc;
	wishes.complete = b->complete;
	return b->apply
	    ? access_plan_apply(db, &b->arena, me, &wishes, NULL, &b->plan, err)
	    : access_plan(db, &b->arena, me, &wishes, NULL, &b->plan, err);
}

static enum err_code
add_rows(struct call *call, const struct access_plan *plan,
    struct tmpl_access_import *v, struct err *err)
{
	static const char *const words[ACCESS_ACTIONS] = {
	    [ACCESS_SAME] = "stays",
	    [ACCESS_GRANT] = "is granted",
	    [ACCESS_REVOKE] = "ends",
	    [ACCESS_PAST] = "is recorded as over",
	    [ACCESS_LATER] = "waits for its day"};

	for (size_t i = 0; i < plan->changes.n && i < SHOWN_MOST; i++) {
		const struct access_change *c = &plan->changes.v[i];
		struct tmpl_access_import_rows *row =
		    ARENA_PUSH(call->arena, &v->rows);

		if (row == NULL)
			return arena_fail(call->arena, err);
		*row = (struct tmpl_access_import_rows){.line = c->line > 0
			? arena_strf(call->arena, "%zu", c->line)
			: STR(""),
		    .change = str_from(words[c->action]),
		    .person = c->person->name,
		    .email = c->person->email,
		    .system = c->key.system,
		    .level = c->key.level,
		    .since = show_date(call->arena, c->since),
		    .until = show_date(call->arena, c->until)};
	}
	v->has_rows = v->rows.n > 0;
	if (plan->changes.n > SHOWN_MOST)
		v->more = arena_strf(call->arena,
		    "The first %d are shown; assay access import shows all.",
		    SHOWN_MOST);
	return ERR_NONE;
}

static enum err_code
add_problems(struct call *call, const struct access_problems *problems,
    struct tmpl_access_import *v, struct err *err)
{
	for (size_t i = 0; i < problems->n; i++) {
		const struct access_problem *p = &problems->v[i];
		struct str *text = ARENA_PUSH(call->arena, &v->problems);

		if (text == NULL)
			return arena_fail(call->arena, err);
		*text = p->line ? arena_strf(call->arena, "line %zu: %.*s",
				      p->line, STR_FMT(p->text))
				: p->text;
	}
	return ERR_NONE;
}

static enum err_code
show(struct call *call, struct bring *b, struct str problem, struct err *err)
{
	const struct access_plan *plan = &b->plan;
	const size_t *n = plan->counts;
	struct tmpl_access_import v = {.frame = page_frame(call, "Access"),
	    .problem = problem,
	    .source = b->source,
	    .complete = b->complete ? STR("yes") : STR("no"),
	    .csv = b->csv};
	enum err_code rc = add_problems(call, &plan->problems, &v, err);

	if (problem.len == 0 && plan->problems.total > 0)
		v.problem = arena_strf(call->arena,
		    "%zu %s; nothing can be applied before the file is right.",
		    plan->problems.total,
		    plan->problems.total == 1 ? "line is wrong"
					      : "lines are wrong");
	v.ready = v.problem.len == 0;
	v.has_changes =
	    v.ready && n[ACCESS_GRANT] + n[ACCESS_REVOKE] + n[ACCESS_PAST] > 0;
	v.summary = arena_strf(call->arena,
	    "%zu will be granted, %zu end; %zu stay as they are.",
	    n[ACCESS_GRANT] + n[ACCESS_PAST], n[ACCESS_REVOKE], n[ACCESS_SAME]);
	if (rc == ERR_NONE && v.ready)
		rc = add_rows(call, plan, &v, err);
	if (rc != ERR_NONE)
		return rc;
	if (!v.ready)
		call->re->status = 422;
	tmpl_access_import(call->re->body, &v);
	return ERR_NONE;
}

static struct str
csv_of(const struct call *call)
{
	for (size_t i = 0; i < call->rq->files.n; i++)
		if (str_eq(call->rq->files.v[i].field, STR("file")) &&
		    call->rq->files.v[i].data.len > 0)
			return call->rq->files.v[i].data;
	return page_form(call, "csv");
}

static enum err_code
have_it(struct call *call, struct bring *b, struct err *err)
{
	struct store *store = call->web->config.store;
	enum err_code rc = b->apply ? store_write(store, work_out, b, err)
				    : store_read(store, work_out, b, err);

	if (rc != ERR_NONE && b->plan.problems.total == 0) {
		if (rc == ERR_SYNTAX || rc == ERR_INVALID || rc == ERR_LIMIT ||
		    rc == ERR_CONFLICT)
			return show(call, b,
			    show_sentence(call->arena, str_from(err->text)),
			    err);
		return rc;
	}
	if (!b->apply || b->plan.problems.total > 0)
		return show(call, b, STR(""), err);
	page_settle(call);
	return page_go(call, URL("/access?note=in"), err);
}

static enum err_code
bring(struct call *call, bool apply, struct err *err)
{
	struct bring b = {.call = call,
	    .csv = csv_of(call),
	    .source = str_trim(page_form(call, "source")),
	    .complete = str_eq(page_form(call, "complete"), STR("yes")),
	    .apply = apply};
	enum err_code rc;

	arena_init(&b.arena, ACCESS_MEMORY);
	rc = have_it(call, &b, err);
	arena_release(&b.arena);
	return rc;
}

enum err_code
page_access_preview(struct call *call, struct err *err)
{
	return bring(call, false, err);
}

enum err_code
page_access_apply(struct call *call, struct err *err)
{
	return bring(call, true, err);
}
