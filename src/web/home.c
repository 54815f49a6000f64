#include "templates/home.h"
#include "learn/path.h"
#include "learn/record.h"
#include "learn/review.h"
#include "outcomes/finding.h"
#include "policy/notice.h"
#include "web/finding_lesson.h"
#include "web/pages.h"
#include "web/policy_page.h"
#include "web/team_sum.h"

#define HOME_FINDINGS 5

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

/* The one next thing: with its reason and its minutes. */
static enum err_code
add_next(struct call *call, struct tmpl_home *v, struct err *err)
{
	struct arena *arena = call->arena;
	struct tmpl_home_next *n;
	struct record_next next;
	enum err_code rc = record_next(call->learn, call->session.person.id,
	    call->rq->received, arena, &next, err);

	if (rc == ERR_NONE && next.kind == RECORD_NOTHING)
		return add_path(call, v, err);
	if (rc != ERR_NONE)
		return rc;
	n = ARENA_NEW(arena, struct tmpl_home_next);
	if (n == NULL)
		return arena_fail(arena, err);
	v->next = n;
	n->over = STR("Next");
	n->title = next.title;
	n->reason = show_sentence(arena, next.why);
	if (next.kind == RECORD_RESUME) {
		n->href =
		    URL_OF(arena, "/attempts/{}", show_id(arena, next.attempt));
		n->action = STR("Go on with the quiz");
		n->time = arena_strf(
		    arena, "%u of %u answered", next.answered, next.items);
	} else if (next.kind == RECORD_ATTEST) {
		n->href = URL_OF(arena, "/modules/{}/attest", next.module_id);
		n->action = STR("Attest");
		n->time = STR("a minute");
	} else {
		n->href = URL_OF(arena, "/modules/{}", next.module_id);
		n->action = STR("Open the module");
		n->time = next.due
		    ? arena_strf(arena, "%u minutes, due %.*s", next.minutes,
			  STR_FMT(show_date(arena, next.due)))
		    : arena_strf(arena, "%u minutes", next.minutes);
	}
	return ERR_NONE;
}

static enum err_code
add_due(struct call *call, struct tmpl_home *v, struct err *err)
{
	struct assignments asked;
	enum err_code rc = assignment_list(call->learn, call->session.person.id,
	    call->rq->received, call->arena, &asked, err);

	for (size_t i = 0; rc == ERR_NONE && i < asked.n; i++) {
		const struct assignment *a = &asked.v[i];
		struct tmpl_home_due *row;

		if (a->status == ASSIGNMENT_COMPLETED)
			continue;
		row = ARENA_PUSH(call->arena, &v->due);
		if (row == NULL)
			return arena_fail(call->arena, err);
		row->title = a->title;
		row->href = URL_OF(call->arena, "/modules/{}", a->module_id);
		row->reason = a->why;
		row->mark = show_assignment(call, a);
	}
	v->has_due = v->due.n > 0;
	return rc;
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

struct read_notices {
	struct call *call;
	struct notices open;
};

static enum err_code
read_notices(struct db *db, void *ctx, struct err *err)
{
	struct read_notices *r = ctx;

	return notice_open(db, r->call->arena, &r->call->session.person,
	    r->call->rq->received, &r->open, err);
}

/* They stand here until they are read, and block nothing. */
static enum err_code
add_notices(struct call *call, struct tmpl_home *v, struct err *err)
{
	struct read_notices r = {.call = call};
	enum err_code rc =
	    store_read(call->web->config.store, read_notices, &r, err);

	for (size_t i = 0; rc == ERR_NONE && i < r.open.n; i++) {
		struct tmpl_home_notices *row =
		    ARENA_PUSH(call->arena, &v->notices);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->title = r.open.v[i].title;
		row->href = URL_OF(call->arena, "/notices/{}", r.open.v[i].id);
	}
	return rc;
}

/* The policy, while an obligation asks for a signature. */
static enum err_code
add_signature(struct call *call, struct tmpl_home *v, struct err *err)
{
	struct tmpl_home_policy *p;
	struct policy_to_sign to;
	struct engine *engine;
	enum err_code rc = policy_page_engine(call, &engine, err);

	if (rc == ERR_NONE)
		rc = policy_to_sign(engine, call->web->config.store,
		    call->session.person.id, call->rq->received, call->arena,
		    &to, err);
	if (rc != ERR_NONE || !to.asked)
		return rc;
	p = ARENA_NEW(call->arena, struct tmpl_home_policy);
	if (p == NULL)
		return arena_fail(call->arena, err);
	p->title = to.policy->title;
	p->version = to.policy->version;
	p->why = show_sentence(call->arena, to.due.reason);
	p->mark = policy_page_mark(call, &to);
	v->policy = p;
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
	struct record_team rows;
	struct tmpl_home_team *team;
	struct team_sum sum;
	enum err_code rc;

	if (!(WHO(call->session.person.role) & WHO_TEAM))
		return ERR_NONE;
	rc = record_team(call->learn, call->session.person.id,
	    call->rq->received, call->arena, &rows, err);
	if (rc != ERR_NONE || rows.n == 0)
		return rc;
	team = ARENA_NEW(call->arena, struct tmpl_home_team);
	if (team == NULL)
		return arena_fail(call->arena, err);
	sum = team_sum(&rows);
	team->people = sum.people;
	team->current = sum.current;
	team->soon = sum.due;
	team->overdue = sum.overdue;
	v->team = team;
	return ERR_NONE;
}

enum err_code
page_home(struct call *call, struct err *err)
{
	struct tmpl_home v = {.frame = page_frame(call, "Home"),
	    .greeting = arena_strf(call->arena, "Hello, %.*s",
		STR_FMT(call->session.person.name))};
	enum err_code rc;

	if (call->session.person.role == ROLE_AUDITOR)
		return page_go(call, URL("/evidence"), err);
	rc = add_notices(call, &v, err);
	if (rc == ERR_NONE)
		rc = add_next(call, &v, err);
	if (rc == ERR_NONE)
		rc = add_due(call, &v, err);
	if (rc == ERR_NONE)
		rc = add_review(call, &v, err);
	if (rc == ERR_NONE)
		rc = add_signature(call, &v, err);
	if (rc == ERR_NONE)
		rc = add_findings(call, &v, err);
	if (rc == ERR_NONE)
		rc = add_team(call, &v, err);
	if (rc == ERR_NONE)
		tmpl_home(call->re->body, &v);
	return rc;
}
