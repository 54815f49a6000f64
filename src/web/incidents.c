#include "templates/incidents.h"

#include "people/team.h"
#include "policy/incident.h"
#include "web/awareness.h"
#include "web/pages.h"

/* Incidents, the reviews that are open for them, and recording one. */
struct work {
	const struct call *call;
	struct incidents list;
	struct teams teams;
	struct incident_new in;
	struct incident_made made;
};

static enum err_code
read_all(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;
	struct arena *arena = w->call->arena;
	struct id me = w->call->session.person.id;
	enum err_code rc = incident_list(
	    db, w->call->web->config.catalog, arena, me, &w->list, err);

	return rc == ERR_NONE ? team_list(db, arena, me, &w->teams, err) : rc;
}

static struct str
said(struct call *call, const struct incident *in,
    const struct incident_review *r)
{
	int64_t days = (call->rq->received - in->recorded) / CLOCK_DAY;

	if (r->open)
		return days < 1 ? STR("Open since today.")
				: arena_strf(call->arena, "Open for %.*s.",
				      STR_FMT(show_count(call->arena,
					  (uint64_t)days, "day", "days")));
	return arena_strf(call->arena, "Version %.*s %.*s on %.*s%s%.*s. %.*s",
	    STR_FMT(r->version), STR_FMT(r->outcome),
	    STR_FMT(show_date(call->arena, r->reviewed)),
	    r->reviewer.len > 0 ? " by " : "", STR_FMT(r->reviewer),
	    STR_FMT(show_sentence(call->arena, r->note)));
}

static enum err_code
add_review(struct call *call, const struct incident *in, size_t i,
    struct tmpl_incidents_rows *row, struct err *err)
{
	const struct incident_review *r = &in->reviews.v[i];
	struct tmpl_incidents_rows_reviews *v =
	    ARENA_PUSH(call->arena, &row->reviews);

	if (v == NULL)
		return arena_fail(call->arena, err);
	v->frame = &call->frame;
	v->key = arena_strf(call->arena, "%.*s-%zu", STR_FMT(in->id), i);
	v->incident = in->id;
	v->module = r->module->title;
	v->module_id = r->module->id;
	v->href = URL_OF(call->arena, "/modules/{}", r->module->id);
	v->said = said(call, in, r);
	v->mark = r->open ? show_mark(call, MARK_OPEN, STR("Open"))
			  : show_mark(call, MARK_CLOSED, STR("Closed"));
	v->open = r->open && (WHO(call->session.person.role) & WHO_AUTHOR) != 0;
	return ERR_NONE;
}

static enum err_code
add_row(struct call *call, const struct incident *in, struct tmpl_incidents *v,
    size_t *open, struct err *err)
{
	struct tmpl_incidents_rows *row = ARENA_PUSH(call->arena, &v->rows);
	enum err_code rc = ERR_NONE;

	if (row == NULL)
		return arena_fail(call->arena, err);
	row->id = in->id;
	row->title = in->title;
	row->day = in->occurred;
	row->cwes = incident_cwes_say(call->arena, &in->cwes);
	row->team = in->team_name;
	row->note = in->note;
	row->gaps = incident_cwes_say(call->arena, &in->gaps);
	for (size_t i = 0; rc == ERR_NONE && i < in->reviews.n; i++) {
		rc = add_review(call, in, i, row, err);
		*open += in->reviews.v[i].open;
	}
	return rc;
}

static enum err_code
add_form(struct call *call, const struct work *w, struct tmpl_incidents *v,
    struct err *err)
{
	v->may_record = WHO(call->session.person.role) & WHO_AUTHOR;
	v->new_id = page_form(call, "id");
	v->new_title = page_form(call, "title");
	v->new_cwes = page_form(call, "cwe");
	v->new_occurred = page_form(call, "occurred");
	v->new_note = page_form(call, "note");
	for (size_t i = 0; i < w->teams.n; i++) {
		struct tmpl_incidents_teams *o =
		    ARENA_PUSH(call->arena, &v->teams);

		if (o == NULL)
			return arena_fail(call->arena, err);
		o->value = show_id(call->arena, w->teams.v[i].id);
		o->label = w->teams.v[i].name;
		o->chosen = str_eq(page_form(call, "team"), o->value);
	}
	return ERR_NONE;
}

static enum err_code
show(struct call *call, struct str problem, struct err *err)
{
	struct work w = {.call = call};
	struct tmpl_incidents v = {.frame = page_frame(call, "Incidents"),
	    .around = awareness_nav(call, AWARENESS_INCIDENTS),
	    .problem = problem};
	struct str note = page_query(call, "note");
	size_t open = 0;
	enum err_code rc =
	    store_read(call->web->config.store, read_all, &w, err);

	if (v.around == NULL)
		return arena_fail(call->arena, err);
	for (size_t i = 0; rc == ERR_NONE && i < w.list.n; i++)
		rc = add_row(call, &w.list.v[i], &v, &open, err);
	if (rc == ERR_NONE)
		rc = add_form(call, &w, &v, err);
	if (rc != ERR_NONE)
		return rc;
	v.has_rows = v.rows.n > 0;
	if (v.has_rows)
		v.summary = arena_strf(call->arena, "%.*s, %.*s open.",
		    STR_FMT(show_count(
			call->arena, w.list.n, "incident", "incidents")),
		    STR_FMT(show_count(call->arena, open, "content review",
			"content reviews")));
	if (str_eq(note, STR("recorded")))
		v.note = STR("Recorded. Who is asked to learn sees it on their "
			     "home page.");
	else if (str_eq(note, STR("reviewed")))
		v.note = STR("The review is closed.");
	tmpl_incidents(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_incidents(struct call *call, struct err *err)
{
	return show(call, STR(""), err);
}

static enum err_code
read_form(const struct call *call, struct incident_new *out, struct err *err)
{
	struct str team = page_form(call, "team");

	out->id = str_trim(page_form(call, "id"));
	out->title = str_trim(page_form(call, "title"));
	out->note = str_trim(page_form(call, "note"));
	if (!clock_read_date(page_form(call, "occurred"), &out->occurred))
		return err_set(err, ERR_INVALID,
		    "the day it occurred is written 2026-03-03");
	if (team.len > 0 && !id_read(team, &out->team))
		return err_set(err, ERR_INVALID, "there is no such team");
	return incident_cwes_read(page_form(call, "cwe"), &out->cwes, err);
}

static enum err_code
record(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	return incident_record(db, w->call->web->config.catalog, w->call->arena,
	    w->call->session.person.id, &w->in, &w->made, err);
}

enum err_code
page_incidents_record(struct call *call, struct err *err)
{
	struct work w = {.call = call};
	struct str problem;
	enum err_code rc = read_form(call, &w.in, err);

	if (rc == ERR_NONE)
		rc = store_write(call->web->config.store, record, &w, err);
	if (awareness_refused(call, rc, err, &problem))
		return show(call, problem, err);
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call, URL("/incidents?note=recorded"), err);
}

static enum err_code
review(struct db *db, void *ctx, struct err *err)
{
	const struct call *call = ((struct work *)ctx)->call;

	return incident_review(db, call->web->config.catalog, call->arena,
	    call->session.person.id, page_form(call, "incident"),
	    page_form(call, "module"),
	    str_eq(page_form(call, "outcome"), STR("changed")),
	    page_form(call, "note"), err);
}

enum err_code
page_incidents_review(struct call *call, struct err *err)
{
	struct work w = {.call = call};
	struct str problem, outcome = page_form(call, "outcome");
	enum err_code rc = ERR_NONE;

	if (!str_eq(outcome, STR("changed")) && !str_eq(outcome, STR("kept")))
		rc = err_set(err, ERR_INVALID,
		    "say whether the module was kept or changed");
	if (rc == ERR_NONE)
		rc = store_write(call->web->config.store, review, &w, err);
	if (awareness_refused(call, rc, err, &problem))
		return show(call, problem, err);
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call, URL("/incidents?note=reviewed"), err);
}
