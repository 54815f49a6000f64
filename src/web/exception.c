#include "policy/exception.h"
#include "policy/certificate.h"

#include "policy/outside.h"
#include "policy/policy_day.h"
#include "templates/exception.h"
#include "web/exception_history.h"
#include "web/pages.h"
#include "web/proposal.h"

/* One proposal: what it says, what it is about, and the second person's
   form. */
#define LINES_SHOWN 200

struct one {
	const struct call *call;
	struct id id;
	struct proposal p;
	struct proposal_lines lines;
	struct exceptions earlier;
};

static enum err_code
load(struct db *db, void *ctx, struct err *err)
{
	struct one *one = ctx;
	struct arena *arena = one->call->arena;
	struct id me = one->call->session.person.id;
	enum err_code rc = proposal_get(db, arena, me, one->id, &one->p, err);

	if (rc == ERR_NONE && one->p.kind == PROPOSAL_OVERRIDE)
		rc = proposal_lines(
		    db, arena, &one->p, LINES_SHOWN, &one->lines, err);
	if (rc == ERR_NONE && one->p.kind == PROPOSAL_EXCEPTION)
		rc = exception_history(db, arena, me, one->p.subject,
		    one->p.about, &one->earlier, err);
	return rc;
}

/* --- what it says --------------------------------------------------------- */

static enum err_code
fact(struct call *call, struct tmpl_exception *v, const char *name,
    struct str value, struct err *err)
{
	struct tmpl_exception_facts *f;

	if (value.len == 0)
		return ERR_NONE;
	f = ARENA_PUSH(call->arena, &v->facts);
	if (f == NULL)
		return arena_fail(call->arena, err);
	f->name = str_from(name);
	f->value = value;
	return ERR_NONE;
}

static enum err_code
words(struct call *call, struct tmpl_exception *v, const char *name,
    struct str value, struct err *err)
{
	struct tmpl_exception_texts *t;

	if (value.len == 0)
		return ERR_NONE;
	t = ARENA_PUSH(call->arena, &v->texts);
	if (t == NULL)
		return arena_fail(call->arena, err);
	t->name = str_from(name);
	t->value = value;
	return ERR_NONE;
}

static struct str
by(const struct call *call, struct str name, int64_t at)
{
	struct str who = name.len > 0 ? name : STR("somebody erased");

	return at == 0 ? STR("")
		       : arena_strf(call->arena, "%.*s, %.*s", STR_FMT(who),
			     STR_FMT(show_time(call->arena, at)));
}

static enum err_code
add_facts(struct call *call, const struct proposal *p, struct tmpl_exception *v,
    struct err *err)
{
	enum err_code rc = ERR_NONE;

	if (!id_is_none(p->subject))
		rc = fact(call, v, "Person",
		    arena_strf(call->arena, "%.*s, %.*s", STR_FMT(p->name),
			STR_FMT(p->email)),
		    err);
	if (rc == ERR_NONE)
		rc = fact(call, v, "Proposed by",
		    by(call, p->proposer_name, p->made), err);
	if (rc == ERR_NONE && p->until)
		rc = fact(
		    call, v, "Last day", proposal_date(call, p->until), err);
	if (rc == ERR_NONE)
		rc = fact(call, v, "Decided by",
		    by(call, p->decider_name, p->decided), err);
	if (rc == ERR_NONE)
		rc = words(call, v, "Why", p->reason, err);
	if (rc == ERR_NONE)
		rc =
		    words(call, v, "What stands in meanwhile", p->measure, err);
	return rc == ERR_NONE
	    ? words(call, v, "What was said of the decision", p->why, err)
	    : rc;
}

/* What the mapping says of a certificate, and how long it would stand. */
static enum err_code
add_mapping(struct call *call, const struct proposal *p,
    struct tmpl_exception *v, struct err *err)
{
	struct proposal_desk desk = proposal_desk_of(call);
	const struct policy *policy =
	    engine_policy(desk.engine, call->rq->received);
	const struct policy_equivalent *e =
	    certificate_equivalent(policy, p->about, p->course, p->edition);
	int64_t until = 0;
	enum err_code rc = fact(call, v, "Course",
	    arena_strf(call->arena, "%.*s, %.*s", STR_FMT(p->course),
		STR_FMT(p->edition)),
	    err);

	if (rc == ERR_NONE)
		rc = fact(call, v, "Day on it",
		    proposal_date(call, p->completed), err);
	if (rc == ERR_NONE && e == NULL)
		return fact(call, v, "Accepted by",
		    STR("the policy in force accepts it no more"), err);
	if (rc == ERR_NONE)
		rc = fact(call, v, "Verified there", e->verified, err);
	if (rc == ERR_NONE)
		rc = certificate_until(
		    &desk, policy, e, p->completed, call->arena, &until, err);
	return rc == ERR_NONE
	    ? fact(call, v, "Stands until", proposal_date(call, until), err)
	    : rc;
}

static enum err_code
add_document(struct call *call, const struct proposal *p,
    struct tmpl_exception *v, struct err *err)
{
	struct tmpl_exception_document *d;

	if (!p->has_document || !p->may_read || p->state == PROPOSAL_REFUSED ||
	    p->state == PROPOSAL_WITHDRAWN)
		return ERR_NONE;
	d = ARENA_NEW(call->arena, struct tmpl_exception_document);
	if (d == NULL)
		return arena_fail(call->arena, err);
	d->href = URL_OF(call->arena, "/exceptions/{}/document",
	    show_id(call->arena, p->id));
	d->label = STR("Open the certificate");
	v->document = d;
	return ERR_NONE;
}

/* --- what it is about ----------------------------------------------------- */

static const struct tmpl_mark *
owed_mark(const struct call *call, const struct owed *o)
{
	static const enum mark marks[] = {[DUE_IS_CURRENT] = MARK_CURRENT,
	    [DUE_IS_DUE] = MARK_DUE,
	    [DUE_IS_OVERDUE] = MARK_OVERDUE,
	    [DUE_IS_NOT_OWED] = MARK_NONE,
	    [DUE_IS_EXCUSED] = MARK_CLOSED};

	return show_mark(call, marks[o->due.state],
	    show_sentence(call->arena, str_from(due_state_name(o->due.state))));
}

static enum err_code
add_owed(struct call *call, const struct proposal *p, struct tmpl_exception *v,
    struct err *err)
{
	struct engine_ask ask = {
	    .now = call->rq->received, .obligation = p->about, .reasons = true};
	struct owed_list owed = {0};
	enum err_code rc = engine_person(call->web->config.engine, p->subject,
	    &ask, call->arena, &owed, err);

	for (size_t i = 0; i < owed.n && rc == ERR_NONE; i++) {
		struct tmpl_exception_owed *row =
		    ARENA_PUSH(call->arena, &v->owed);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->title = proposal_module(call, owed.v[i].thing->id);
		row->mark = owed_mark(call, &owed.v[i]);
		row->reason = show_sentence(call->arena, owed.v[i].due.reason);
	}
	v->has_owed = v->owed.n > 0;
	return rc;
}

/* Others than this one. */
static enum err_code
add_history(struct call *call, const struct one *one, struct tmpl_exception *v,
    struct err *err)
{
	struct exceptions others = {0};

	for (size_t i = 0; i < one->earlier.n; i++) {
		struct exception *e;

		if (id_eq(one->earlier.v[i].id, one->id) ||
		    one->earlier.v[i].asked > one->p.made)
			continue;
		e = ARENA_PUSH(call->arena, &others);
		if (e == NULL)
			return arena_fail(call->arena, err);
		*e = one->earlier.v[i];
	}
	return others.n > 0
	    ? exception_history_show(call, &others, &v->history, err)
	    : ERR_NONE;
}

static enum err_code
add_lines(struct call *call, const struct one *one, struct tmpl_exception *v,
    struct err *err)
{
	const struct policy *policy =
	    engine_policy(call->web->config.engine, call->rq->received);
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < one->lines.n && rc == ERR_NONE; i++) {
		const struct proposal_line *l = &one->lines.v[i];
		struct tmpl_exception_lines *row =
		    ARENA_PUSH(call->arena, &v->lines);
		int64_t until = 0;

		if (row == NULL)
			return arena_fail(call->arena, err);
		rc = outside_until(policy, call->web->config.catalog, l->module,
		    l->completed, call->arena, &until, err);
		row->line = l->line;
		row->person = l->name;
		row->module = proposal_module(call, l->module);
		row->version = l->version;
		row->completed = policy_day_of(policy, l->completed);
		row->until = proposal_date(call, until);
		row->reason = l->reason;
	}
	v->has_lines = v->lines.n > 0;
	v->lines_shown = one->p.lines > LINES_SHOWN
	    ? arena_strf(call->arena, "The first %d of %zu.", LINES_SHOWN,
		  one->p.lines)
	    : show_count(call->arena, one->p.lines, "record", "records");
	return rc;
}

/* --- what may be done with it --------------------------------------------- */

static enum err_code
add_decision(struct call *call, const struct proposal *p,
    struct tmpl_exception *v, struct err *err)
{
	const struct policy *policy =
	    engine_policy(call->web->config.engine, call->rq->received);
	struct tmpl_exception_decision *d;
	struct str until = page_form(call, "until");

	if (!p->may_decide)
		return ERR_NONE;
	d = ARENA_NEW(call->arena, struct tmpl_exception_decision);
	if (d == NULL)
		return arena_fail(call->arena, err);
	d->frame = v->frame;
	d->action = proposal_url(call, p->id);
	d->exception = p->kind == PROPOSAL_EXCEPTION;
	d->accept = d->exception ? STR("Grant") : STR("Accept");
	d->until = until.len > 0 ? until : proposal_date(call, p->until);
	d->first = show_date(
	    call->arena, policy_day_of(policy, call->rq->received) + CLOCK_DAY);
	d->why = page_form(call, "why");
	v->decision = d;
	return ERR_NONE;
}

static enum err_code
add_rest(struct call *call, const struct proposal *p, struct tmpl_exception *v,
    struct err *err)
{
	struct tmpl_exception_withdraw *w;

	if (p->state == PROPOSAL_OPEN && !p->may_decide)
		v->waits = STR("It waits for an administrator or security "
			       "lead who neither proposed it nor is meant.");
	if (!p->may_withdraw)
		return ERR_NONE;
	w = ARENA_NEW(call->arena, struct tmpl_exception_withdraw);
	if (w == NULL)
		return arena_fail(call->arena, err);
	w->frame = v->frame;
	w->action = URL_OF(call->arena, "/exceptions/{}/withdraw",
	    show_id(call->arena, p->id));
	v->withdraw = w;
	return ERR_NONE;
}

static struct str
note_of(const struct call *call)
{
	struct str note = page_query(call, "note");

	if (str_eq(note, STR("asked")))
		return STR("Proposed. Somebody else decides.");
	if (str_eq(note, STR("decided")))
		return STR("Decided. It is in the record.");
	return str_eq(note, STR("withdrawn")) ? STR("Withdrawn.") : STR("");
}

static enum err_code
fill(struct call *call, const struct one *one, struct tmpl_exception *v,
    struct err *err)
{
	const struct proposal *p = &one->p;
	enum err_code rc = add_facts(call, p, v, err);

	if (rc == ERR_NONE && p->kind == PROPOSAL_CERTIFICATE)
		rc = add_mapping(call, p, v, err);
	if (rc == ERR_NONE)
		rc = add_document(call, p, v, err);
	if (rc == ERR_NONE && p->kind == PROPOSAL_EXCEPTION)
		rc = add_owed(call, p, v, err);
	if (rc == ERR_NONE)
		rc = add_history(call, one, v, err);
	if (rc == ERR_NONE)
		rc = add_lines(call, one, v, err);
	if (rc == ERR_NONE)
		rc = add_decision(call, p, v, err);
	return rc == ERR_NONE ? add_rest(call, p, v, err) : rc;
}

static enum err_code
show(struct call *call, struct one *one, struct str problem, struct err *err)
{
	bool lists = proposal_for_others(call) ||
	    call->session.person.role == ROLE_AUDITOR;
	struct tmpl_exception v = {.note = note_of(call),
	    .problem = problem,
	    .over = lists ? STR("Exceptions") : STR("Record"),
	    .over_href = lists ? URL("/exceptions") : URL("/record")};
	enum err_code rc = proposal_ready(call, err);

	if (rc == ERR_NONE)
		rc = store_read(call->web->config.store, load, one, err);
	if (rc != ERR_NONE)
		return rc;
	v.title = proposal_title(call, &one->p);
	v.frame = page_frame_str(call, v.title);
	v.mark = proposal_mark(call, &one->p);
	rc = fill(call, one, &v, err);
	if (rc != ERR_NONE)
		return rc;
	if (problem.len > 0) {
		call->re->status = 422;
		v.note = STR("");
	}
	tmpl_exception(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_exception(struct call *call, struct err *err)
{
	struct one one = {.call = call};
	enum err_code rc = page_id(call, &one.id, err);

	return rc == ERR_NONE ? show(call, &one, STR(""), err) : rc;
}

/* --- deciding, taking back, the document ---------------------------------- */

/* What can be mended is said above the form; a proposal nobody may see stays
   a page there is not. */
static enum err_code
done(struct call *call, struct one *one, enum err_code rc, const char *note,
    struct err *err)
{
	if (rc == ERR_INVALID || rc == ERR_CONFLICT)
		return show(call, one,
		    show_sentence(call->arena, str_from(err->text)), err);
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call,
	    URL_OF(call->arena, "/exceptions/{}?note={}",
		show_id(call->arena, one->id), str_from(note)),
	    err);
}

enum err_code
page_exception_decide(struct call *call, struct err *err)
{
	struct proposal_desk desk = proposal_desk_of(call);
	struct one one = {.call = call};
	struct str word = page_form(call, "decision");
	struct proposal_decision in = {.accept = str_eq(word, STR("accept")),
	    .why = page_form(call, "why")};
	enum err_code rc = page_id(call, &one.id, err);

	if (rc == ERR_NONE && !in.accept && !str_eq(word, STR("refuse")))
		rc = err_set(err, ERR_INVALID, "say accept or refuse");
	if (rc == ERR_NONE && in.accept && page_form(call, "until").len > 0)
		rc =
		    proposal_day(call, "until", "the last day", &in.until, err);
	if (rc == ERR_NONE)
		rc = proposal_decide(
		    &desk, call->session.person.id, one.id, &in, err);
	return done(call, &one, rc, "decided", err);
}

enum err_code
page_exception_withdraw(struct call *call, struct err *err)
{
	struct proposal_desk desk = proposal_desk_of(call);
	struct one one = {.call = call};
	enum err_code rc = page_id(call, &one.id, err);

	if (rc == ERR_NONE)
		rc = proposal_withdraw(
		    &desk, call->session.person.id, one.id, err);
	return done(call, &one, rc, "withdrawn", err);
}

struct fetching {
	const struct call *call;
	struct id id;
	struct str media, bytes;
};

static enum err_code
fetch(struct db *db, void *ctx, struct err *err)
{
	struct fetching *f = ctx;

	return proposal_document(db, f->call->arena, f->call->session.person.id,
	    f->id, &f->media, &f->bytes, err);
}

enum err_code
page_exception_document(struct call *call, struct err *err)
{
	struct fetching f = {.call = call};
	enum err_code rc = page_id(call, &f.id, err);
	struct str end;

	if (rc == ERR_NONE)
		rc = store_read(call->web->config.store, fetch, &f, err);
	if (rc != ERR_NONE)
		return rc;
	end = str_from_at(f.media, str_find_char(f.media, '/') + 1);
	return proposal_send(call, f.bytes, f.media,
	    arena_strf(call->arena, "certificate.%.*s", STR_FMT(end)), err);
}
