#include "templates/home.h"
#include "learn/path.h"
#include "learn/record.h"
#include "learn/review.h"
#include "outcomes/finding.h"
#include "policy/team_agenda.h"
#include "web/agenda_page.h"
#include "web/awareness.h"
#include "web/finding_lesson.h"
#include "web/pages.h"

#define HOME_FINDINGS 5
#define HOME_DUE      50 /* at a time, so that the page stays light */

/* Nothing is asked: the next step of the path they chose, if they did. */
static enum err_code
add_path(struct call *call, struct tmpl_home *v, struct err *err)
{
	const struct person *me = &call->session.person;
	struct arena *arena = call->arena;
	struct tmpl_home_next *n;
	struct path_standing s;
	struct str chosen;
	enum err_code rc =
	    path_chosen(call->learn, me->id, arena, &chosen, err);

	if (rc != ERR_NONE || chosen.ptr == NULL)
		return rc;
	rc = path_stand(call->learn, me->id, me->stacks, chosen,
	    call->rq->received, arena, &s, err);
	if (rc != ERR_NONE || s.next == NULL)
		return rc;
	n = ARENA_NEW(arena, struct tmpl_home_next);
	if (n == NULL)
		return arena_fail(arena, err);
	n->over = STR("Next on your path");
	n->title = s.next->module->title;
	n->reason = arena_strf(arena,
	    "Nothing is asked of you. On the path \"%.*s\" this comes next: "
	    "%.*s",
	    STR_FMT(s.path->title), STR_FMT(s.next->step->why));
	n->href = URL_OF(arena, "/modules/{}", s.next->module->id);
	n->action = STR("Open the module");
	n->time = arena_strf(arena, "%u minutes", s.next->module->minutes);
	v->next = n;
	return ERR_NONE;
}

/* What was begun goes first. */
static void
go_on(
    struct call *call, const struct record_next *next, struct tmpl_home_next *n)
{
	struct arena *arena = call->arena;

	n->title = next->title;
	n->reason = show_sentence(arena, next->why);
	if (next->kind == RECORD_RESUME) {
		n->href = URL_OF(
		    arena, "/attempts/{}", show_id(arena, next->attempt));
		n->action = STR("Go on with the quiz");
		n->time = arena_strf(
		    arena, "%u of %u answered", next->answered, next->items);
	} else {
		n->href = URL_OF(arena, "/modules/{}/attest", next->module_id);
		n->action = STR("Attest");
		n->time = STR("a minute");
	}
}

static struct str
time_of(struct call *call, const struct agenda_item *item)
{
	const struct catalog_module *m = item->kind == POLICY_MODULE
	    ? catalog_module(call->web->config.catalog, item->id)
	    : NULL;
	struct str date = agenda_page_date(call, item);
	struct str due = date.len > 0
	    ? arena_strf(call->arena, "due %.*s", STR_FMT(date))
	    : STR("");

	if (m == NULL)
		return due;
	return arena_strf(call->arena, "%u minutes%s%.*s", m->minutes,
	    due.len > 0 ? ", " : "", STR_FMT(due));
}

/* Then what is due first. */
static void
begin(
    struct call *call, const struct agenda_item *item, struct tmpl_home_next *n)
{
	static const char *const actions[] = {
	    [POLICY_MODULE] = "Open the module",
	    [POLICY_LAB] = "Open the lab",
	    [POLICY_SIGNATURE] = "Read it and sign",
	};

	n->title = item->title;
	n->reason = show_sentence(call->arena, item->reason);
	n->href = agenda_page_url(call, item);
	n->action = str_from(actions[item->kind]);
	n->time = time_of(call, item);
}

/* The one next thing: with its reason and its minutes. */
static enum err_code
add_next(struct call *call, const struct agenda *open, struct tmpl_home *v,
    struct err *err)
{
	struct tmpl_home_next *n;
	struct record_next next;
	bool begun;
	enum err_code rc = record_next(call->learn, call->session.person.id,
	    call->rq->received, call->arena, &next, err);

	if (rc != ERR_NONE)
		return rc;
	begun = next.kind == RECORD_RESUME || next.kind == RECORD_ATTEST;
	if (!begun && open->n == 0)
		return add_path(call, v, err);
	n = ARENA_NEW(call->arena, struct tmpl_home_next);
	if (n == NULL)
		return arena_fail(call->arena, err);
	n->over = STR("Next");
	if (begun)
		go_on(call, &next, n);
	else
		begin(call, &open->v[0], n);
	v->next = n;
	return ERR_NONE;
}

static enum err_code
add_more(struct call *call, const struct agenda *open, uint64_t page,
    struct tmpl_home *v, struct err *err)
{
	struct tmpl_home_more *more;
	size_t shown = (page + 1) * HOME_DUE;

	if (open->n <= shown)
		return ERR_NONE;
	more = ARENA_NEW(call->arena, struct tmpl_home_more);
	if (more == NULL)
		return arena_fail(call->arena, err);
	more->label =
	    arena_strf(call->arena, "The next of %zu things", open->n);
	more->href = URL_OF(call->arena, "/?page={}",
	    arena_strf(call->arena, "%llu", (unsigned long long)page + 1));
	v->more = more;
	return ERR_NONE;
}

static enum err_code
add_due(struct call *call, const struct agenda *open, struct tmpl_home *v,
    struct err *err)
{
	uint64_t page = 0;

	if (!str_u64(page_query(call, "page"), &page) ||
	    page > open->n / HOME_DUE)
		page = 0;
	for (size_t i = page * HOME_DUE;
	     i < open->n && i < (page + 1) * HOME_DUE; i++) {
		const struct agenda_item *item = &open->v[i];
		struct tmpl_home_due *row = ARENA_PUSH(call->arena, &v->due);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->title = item->title;
		row->href = agenda_page_url(call, item);
		row->reason = item->reason;
		row->mark = agenda_page_mark(call, item);
	}
	v->has_due = v->due.n > 0;
	return add_more(call, open, page, v, err);
}

/* Nothing where nothing is due. */
static enum err_code
add_review(struct call *call, struct tmpl_home *v, struct err *err)
{
	struct tmpl_home_review *review;
	unsigned due = 0;
	enum err_code rc =
	    review_due(call->learn, call->session.person.id, &due, err);

	if (rc != ERR_NONE || due == 0)
		return rc;
	review = ARENA_NEW(call->arena, struct tmpl_home_review);
	if (review == NULL)
		return arena_fail(call->arena, err);
	review->headline = due == 1 ? STR("A question from what you proved")
				    : STR("Two questions from what you proved");
	v->review = review;
	return ERR_NONE;
}

struct read_findings {
	struct call *call;
	struct findings found;
};

static enum err_code
read_findings(struct db *db, void *ctx, struct err *err)
{
	struct read_findings *r = ctx;

	r->found = (struct findings){0};
	return finding_list(db, r->call->arena, r->call->session.person.id,
	    &(struct finding_filter){.mine = true, .limit = HOME_FINDINGS},
	    &r->found, err);
}

static enum err_code
add_findings(struct call *call, struct tmpl_home *v, struct err *err)
{
	struct read_findings r = {.call = call};
	enum err_code rc =
	    store_read(call->web->config.store, read_findings, &r, err);

	for (size_t i = 0; rc == ERR_NONE && i < r.found.n; i++) {
		const struct finding *f = &r.found.v[i];
		struct tmpl_home_findings *row =
		    ARENA_PUSH(call->arena, &v->findings);
		struct catalog_lesson lesson;

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->title = finding_name(call->arena, f);
		row->href = URL_OF(
		    call->arena, "/findings/{}", show_id(call->arena, f->id));
		row->where = arena_strf(call->arena, "%.*s · %.*s",
		    STR_FMT(f->repository),
		    STR_FMT(show_where(call->arena, f->path, f->line)));
		row->when = f->opened_at;
		if (f->cwe > 0 &&
		    catalog_lesson(call->web->config.catalog, (unsigned)f->cwe,
			call->arena, &lesson))
			row->lesson = lesson.module->title;
	}
	v->has_findings = v->findings.n > 0;
	return rc;
}

static enum err_code
add_team(struct call *call, struct tmpl_home *v, struct err *err)
{
	struct tmpl_home_team *team;
	struct team_agenda all;
	enum err_code rc;

	if (!(WHO(call->session.person.role) & WHO_TEAM))
		return ERR_NONE;
	rc = team_agenda_of(call->web->config.engine, call->learn,
	    call->session.person.id, call->rq->received, call->arena, &all,
	    err);
	if (rc != ERR_NONE || all.people == 0)
		return rc;
	team = ARENA_NEW(call->arena, struct tmpl_home_team);
	if (team == NULL)
		return arena_fail(call->arena, err);
	team->people = (int64_t)all.people;
	team->current = (int64_t)all.current;
	team->soon = (int64_t)all.due;
	team->overdue = (int64_t)all.overdue;
	v->team = team;
	return ERR_NONE;
}

enum err_code
page_home(struct call *call, struct err *err)
{
	struct tmpl_home v = {.frame = page_frame(call, "Home"),
	    .greeting = arena_strf(call->arena, "Hello, %.*s",
		STR_FMT(call->session.person.name))};
	struct agenda open;
	enum err_code rc;

	if (call->session.person.role == ROLE_AUDITOR)
		return page_go(call, URL("/evidence"), err);
	rc = awareness_open_notices(call, &v.notices, err);
	if (rc == ERR_NONE)
		rc = agenda_page_mine(call, &open, err);
	if (rc == ERR_NONE)
		rc = add_next(call, &open, &v, err);
	if (rc == ERR_NONE)
		rc = add_due(call, &open, &v, err);
	if (rc == ERR_NONE)
		rc = add_review(call, &v, err);
	if (rc == ERR_NONE)
		rc = add_findings(call, &v, err);
	if (rc == ERR_NONE)
		rc = add_team(call, &v, err);
	if (rc == ERR_NONE)
		tmpl_home(call->re->body, &v);
	return rc;
}
