#include "policy/duty.h"

#include "policy/policy_day.h"
#include "templates/duties.h"
#include "web/pages.h"
#include "web/proposal.h"

/* What the organisation itself owes, and saying that some of it was done. */

static struct duty_ask
ask_of(const struct call *call)
{
	return (struct duty_ask){.store = call->web->config.store,
	    .catalog = call->web->config.catalog,
	    .engine = call->web->config.engine,
	    .viewer = call->session.person.id,
	    .now = call->rq->received};
}

static const struct tmpl_mark *
mark_of(const struct call *call, const struct duty *d)
{
	if (d->by_data)
		return d->gaps.n == 0
		    ? show_mark(call, MARK_CURRENT, STR("Shown"))
		    : show_mark(call, MARK_OVERDUE,
			  show_count(call->arena, d->gaps.n, "gap", "gaps"));
	switch (d->due.state) {
	case DUE_IS_CURRENT:
		return d->times > 0
		    ? show_mark(call, MARK_CURRENT, STR("Done"))
		    : show_mark(call, MARK_NONE, STR("Not done yet"));
	case DUE_IS_DUE:
		return show_mark(call, MARK_DUE,
		    arena_strf(call->arena, "Due %.*s",
			STR_FMT(proposal_date(call, d->due.due))));
	case DUE_IS_OVERDUE:
		return show_mark(call, MARK_OVERDUE,
		    arena_strf(call->arena, "Overdue since %.*s",
			STR_FMT(proposal_date(call, d->due.due))));
	default:
		return show_mark(call, MARK_NONE, STR("Not owed yet"));
	}
}

static struct str
controls_of(struct arena *arena, const struct policy_obligation *o)
{
	struct str all = STR("");

	for (size_t i = 0; i < o->controls.n; i++)
		all = arena_strf(arena, "%.*s%s%.*s", STR_FMT(all),
		    i > 0 ? ", " : "", STR_FMT(o->controls.v[i]));
	return all;
}

static enum err_code
add_last(struct call *call, const struct duty *d, struct tmpl_duties_rows *row,
    struct err *err)
{
	struct tmpl_duties_rows_last *last;
	struct tmpl_duties_rows_last_document *document;

	if (d->times == 0)
		return ERR_NONE;
	last = ARENA_NEW(call->arena, struct tmpl_duties_rows_last);
	document =
	    ARENA_NEW(call->arena, struct tmpl_duties_rows_last_document);
	if (last == NULL || document == NULL)
		return arena_fail(call->arena, err);
	last->on = policy_day_of(
	    engine_policy(call->web->config.engine, call->rq->received),
	    d->performed);
	last->by = d->by.len > 0 ? d->by : STR("the terminal");
	last->note = d->note;
	last->times = show_count(call->arena, d->times, "time", "times");
	document->href = URL_OF(call->arena, "/duties/{}/document",
	    show_id(call->arena, d->performance));
	if (d->has_document)
		last->document = document;
	row->last = last;
	return ERR_NONE;
}

static enum err_code
add_row(struct call *call, const struct duty *d, struct tmpl_duties *v,
    struct err *err)
{
	const struct policy_obligation *o = d->obligation;
	struct tmpl_duties_rows *row = ARENA_PUSH(call->arena, &v->rows);

	if (row == NULL)
		return arena_fail(call->arena, err);
	row->id = o->id;
	row->title = o->title;
	row->kind = str_from(policy_kind_name(o->kind));
	row->controls = controls_of(call->arena, o);
	row->mark = mark_of(call, d);
	row->shows = show_sentence(call->arena, d->shows);
	row->why = show_sentence(call->arena, d->due.reason);
	for (size_t i = 0; i < d->gaps.n; i++) {
		struct tmpl_duties_rows_gaps *gap =
		    ARENA_PUSH(call->arena, &row->gaps);

		if (gap == NULL)
			return arena_fail(call->arena, err);
		gap->text = show_sentence(call->arena, d->gaps.v[i].text);
	}
	return add_last(call, d, row, err);
}

/* The form, for those who may say so, while there is something to say. */
static enum err_code
add_acts(struct call *call, const struct duties *all, struct tmpl_duties *v,
    struct err *err)
{
	struct tmpl_duties_acts *acts =
	    ARENA_NEW(call->arena, struct tmpl_duties_acts);
	struct str chosen = page_form(call, "obligation");

	if (acts == NULL)
		return arena_fail(call->arena, err);
	for (size_t i = 0; i < all->n; i++) {
		struct tmpl_duties_acts_choices *c;

		if (all->v[i].by_data)
			continue;
		c = ARENA_PUSH(call->arena, &acts->choices);
		if (c == NULL)
			return arena_fail(call->arena, err);
		c->value = all->v[i].obligation->id;
		c->label = all->v[i].obligation->title;
		c->chosen = str_eq(c->value, chosen);
	}
	if (acts->choices.n == 0 || call->session.person.role == ROLE_AUDITOR)
		return ERR_NONE;
	acts->frame = v->frame;
	acts->note = page_form(call, "note");
	acts->on = page_form(call, "on");
	acts->today = proposal_date(call, call->rq->received);
	v->acts = acts;
	return ERR_NONE;
}

static enum err_code
show(struct call *call, struct str problem, struct err *err)
{
	struct tmpl_duties v = {
	    .frame = page_frame(call, "Duties of the organisation"),
	    .problem = problem};
	struct duty_ask ask = ask_of(call);
	const struct policy *policy;
	struct duties all = {0};
	enum err_code rc = duty_list(&ask, call->arena, &all, err);

	for (size_t i = 0; i < all.n && rc == ERR_NONE; i++)
		rc = add_row(call, &all.v[i], &v, err);
	if (rc == ERR_NONE)
		rc = add_acts(call, &all, &v, err);
	if (rc != ERR_NONE)
		return rc;
	policy = engine_policy(call->web->config.engine, call->rq->received);
	v.policy = arena_strf(call->arena, "policy v%u, “%.*s”,",
	    policy->version, STR_FMT(policy->title));
	v.has_rows = v.rows.n > 0;
	if (problem.len > 0)
		call->re->status = 422;
	else if (str_eq(page_query(call, "note"), STR("recorded")))
		v.note = STR("Recorded. It is in the ledger.");
	tmpl_duties(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_duties(struct call *call, struct err *err)
{
	return show(call, STR(""), err);
}

enum err_code
page_duty_perform(struct call *call, struct err *err)
{
	struct duty_ask ask = ask_of(call);
	struct duty_done in = {.actor = call->session.person.id,
	    .obligation = page_form(call, "obligation"),
	    .note = page_form(call, "note"),
	    .document = proposal_file(call, "document")};
	struct id id;
	enum err_code rc = ERR_NONE;

	if (page_form(call, "on").len > 0)
		rc = proposal_day(call, "on", "the day", &in.day, err);
	if (rc == ERR_NONE)
		rc = duty_perform(&ask, &in, &id, err);
	if (rc == ERR_INVALID || rc == ERR_LIMIT)
		return show(
		    call, show_sentence(call->arena, str_from(err->text)), err);
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call, URL("/duties?note=recorded"), err);
}

struct fetching {
	const struct call *call;
	struct id id;
	struct str bytes;
};

static enum err_code
fetch(struct db *db, void *ctx, struct err *err)
{
	struct fetching *f = ctx;

	return duty_document(db, f->call->arena, f->call->session.person.id,
	    f->id, &f->bytes, err);
}

/* Its kind is not known, and no browser is to guess. */
enum err_code
page_duty_document(struct call *call, struct err *err)
{
	struct fetching f = {.call = call};
	enum err_code rc = page_id(call, &f.id, err);

	if (rc == ERR_NONE)
		rc = store_read(call->web->config.store, fetch, &f, err);
	return rc == ERR_NONE
	    ? proposal_send(call, f.bytes, STR("application/octet-stream"),
		  STR("duty-document"), err)
	    : rc;
}
