#include "templates/gates.h"

#include "people/person.h"
#include "policy/access_hook.h"
#include "policy/gate_open.h"
#include "policy/gate_order.h"
#include "policy/gate_sum.h"
#include "web/number.h"
#include "web/pages.h"

#define DENIED_ROWS 50
#define OPENED_ROWS 20
#define HOOK_ROWS   30
#define ORDER_ROWS  50
#define CSV_MAX     ((size_t)64 << 20)
#define MINUTES     "60"

/* What the page is made of, and what its forms said. */
struct page_of {
	struct call *call;
	struct gate_desk *desk;
	int64_t now;
	bool acts;
	struct gate_opened_list opened;
	struct access_hooks hooks;
	struct gate_open open; /* of the form */
	struct str problem, minutes;
	struct id hook;
	bool approve;
};

static enum err_code
begin(struct call *call, struct page_of *out, struct err *err)
{
	*out = (struct page_of){.call = call,
	    .desk = call->web->config.gates,
	    .now = clock_now(),
	    .acts = (WHO(call->session.person.role) & WHO_AUTHOR) != 0,
	    .minutes = STR(MINUTES)};
	return out->desk != NULL
	    ? ERR_NONE
	    : err_set(err, ERR_NOT_FOUND, "there are no gates here");
}

/* --- the gates and who is refused --------------------------------------- */

static struct str
stale(struct arena *arena, unsigned minutes)
{
	if (minutes == 0)
		return STR("no last answer stands in");
	return arena_strf(
	    arena, "the last answer stands in for %u h", minutes / 60);
}

static struct str
days(struct arena *arena, unsigned n)
{
	return n == 0 ? STR("none") : show_count(arena, n, "day", "days");
}

static enum err_code
add_gates(struct page_of *p, const struct gate_sums *sums, struct tmpl_gates *v,
    struct err *err)
{
	struct arena *arena = p->call->arena;

	for (size_t i = 0; i < sums->gates.n; i++) {
		const struct gate_sum *g = &sums->gates.v[i];
		struct tmpl_gates_gates *to = ARENA_PUSH(arena, &v->gates);

		if (to == NULL)
			return arena_fail(arena, err);
		to->title = g->title;
		to->system = g->system;
		to->fails =
		    g->fail_open ? STR("fails open") : STR("fails closed");
		to->stale = stale(arena, g->stale_minutes);
		to->grace = days(arena, g->grace_days);
		to->hook = g->revoke ? STR("revokes") : STR("");
		to->people = (int64_t)g->n;
		to->current = (int64_t)g->by[GATE_CURRENT];
		to->due = (int64_t)g->by[GATE_DUE];
		to->in_grace = (int64_t)g->by[GATE_GRACE];
		to->lapsed =
		    (int64_t)(g->by[GATE_LAPSED] + g->by[GATE_UNKNOWN_PERSON]);
		to->exempt = (int64_t)g->by[GATE_EXEMPT];
		to->opened = (int64_t)g->by[GATE_BREAK_GLASS];
	}
	v->has_gates = sums->gates.n > 0;
	return ERR_NONE;
}

static enum err_code
add_denied(struct page_of *p, const struct gate_sums *sums,
    struct tmpl_gates *v, struct err *err)
{
	struct arena *arena = p->call->arena;

	for (size_t i = 0; i < sums->denied.n; i++) {
		const struct gate_denied *d = &sums->denied.v[i];
		struct tmpl_gates_denied *to = ARENA_PUSH(arena, &v->denied);

		if (to == NULL)
			return arena_fail(arena, err);
		*to = (struct tmpl_gates_denied){d->name, d->email, d->system,
		    show_sentence(arena, d->reason)};
	}
	v->has_denied = sums->denied.n > 0;
	if (sums->more > 0)
		v->more = arena_strf(arena,
		    "And %llu more; the bundle of a gate has all.",
		    (unsigned long long)sums->more);
	return ERR_NONE;
}

static enum err_code
add_systems(struct page_of *p, const struct gate_sums *sums,
    struct tmpl_gates *v, struct err *err)
{
	for (size_t i = 0; i < sums->gates.n; i++) {
		struct tmpl_gates_systems *to =
		    ARENA_PUSH(p->call->arena, &v->systems);

		if (to == NULL)
			return arena_fail(p->call->arena, err);
		to->value = sums->gates.v[i].system;
		to->label = sums->gates.v[i].title;
		to->chosen = str_eq(to->value, p->open.system);
	}
	return ERR_NONE;
}

static enum err_code
fill_gates(struct page_of *p, struct tmpl_gates *v, struct err *err)
{
	struct gate_sums sums;
	enum err_code rc = gate_sum(p->desk, p->call->session.person.id, p->now,
	    DENIED_ROWS, p->call->arena, &sums, err);

	if (rc != ERR_NONE)
		return rc;
	v->version = sums.version == 0
	    ? STR("The default policy is in force.")
	    : arena_strf(
		  p->call->arena, "Policy v%u is in force.", sums.version);
	rc = add_gates(p, &sums, v, err);
	if (rc == ERR_NONE)
		rc = add_denied(p, &sums, v, err);
	return rc == ERR_NONE ? add_systems(p, &sums, v, err) : rc;
}

/* --- break-glass and the hook ------------------------------------------- */

static enum err_code
read_logs(struct db *db, void *ctx, struct err *err)
{
	struct page_of *p = ctx;
	struct id me = p->call->session.person.id;
	enum err_code rc = gate_opened_list(
	    db, p->call->arena, me, OPENED_ROWS, &p->opened, err);

	return rc == ERR_NONE ? access_hook_list(db, p->call->arena, me,
				    HOOK_ROWS, &p->hooks, err)
			      : rc;
}

static enum err_code
add_opened(struct page_of *p, struct tmpl_gates *v, struct err *err)
{
	struct arena *arena = p->call->arena;

	for (size_t i = 0; i < p->opened.n; i++) {
		const struct gate_opened *o = &p->opened.v[i];
		struct tmpl_gates_opened *to = ARENA_PUSH(arena, &v->opened);
		bool stands = o->until >= p->now;

		if (to == NULL)
			return arena_fail(arena, err);
		to->name = o->name;
		to->system = o->system;
		to->reason = o->reason;
		to->from = show_time(arena, o->opened);
		to->until = show_time(arena, o->until);
		to->by = o->by.len > 0 ? o->by : STR("the terminal");
		to->mark = show_mark(p->call, stands ? MARK_OPEN : MARK_CLOSED,
		    stands ? STR("Open") : STR("Ended"));
		if (to->mark == NULL)
			return arena_fail(arena, err);
	}
	v->has_opened = p->opened.n > 0;
	return ERR_NONE;
}

static const struct {
	struct str state, word;
	enum mark mark;
	bool decide, refuse;
} states[] = {
    {STR_INIT("proposed"), STR_INIT("Proposed"), MARK_DUE, true, true},
    {STR_INIT("approved"), STR_INIT("Approved"), MARK_STARTED, false, false},
    {STR_INIT("called"), STR_INIT("Called"), MARK_CLOSED, false, false},
    {STR_INIT("failed"), STR_INIT("Failed"), MARK_FAILED, true, true},
    {STR_INIT("refused"), STR_INIT("Refused"), MARK_NONE, true, false},
    {STR_INIT("dropped"), STR_INIT("Dropped"), MARK_NONE, false, false},
};

static size_t
state_of(struct str name)
{
	for (size_t i = 0; i < NELEM(states); i++)
		if (str_eq(states[i].state, name))
			return i;
	return NELEM(states) - 1;
}

static enum err_code
add_decision(struct page_of *p, const struct access_hook *h, bool refuse,
    struct tmpl_gates_hooks *to, struct err *err)
{
	struct arena *arena = p->call->arena;
	struct tmpl_gates_hooks_decide *d =
	    ARENA_NEW(arena, struct tmpl_gates_hooks_decide);

	if (d == NULL)
		return arena_fail(arena, err);
	d->frame = &p->call->frame;
	d->action = URL_OF(arena, "/gates/hooks/{}", show_id(arena, h->id));
	d->what = arena_strf(arena, "%.*s %.*s of %.*s", STR_FMT(h->action),
	    STR_FMT(h->system), STR_FMT(h->name));
	d->refuse = refuse;
	to->decide = d;
	return ERR_NONE;
}

static enum err_code
add_hook(struct page_of *p, const struct access_hook *h,
    struct tmpl_gates_hooks *to, struct err *err)
{
	struct arena *arena = p->call->arena;
	size_t s = state_of(h->state);
	bool approved = str_eq(h->state, STR("approved"));

	to->name = h->name;
	to->system = h->system;
	to->action = h->action;
	to->why = show_sentence(arena, h->why);
	to->proposed = show_time(arena, h->proposed);
	to->by = h->by;
	if (h->said.len > 0)
		to->said = arena_strf(arena, "%.*s%s",
		    STR_FMT(show_sentence(arena, h->said)),
		    h->tries > 0 && approved ? " It is tried again." : "");
	to->mark = show_mark(p->call, states[s].mark, states[s].word);
	if (to->mark == NULL)
		return arena_fail(arena, err);
	if (!p->acts || !states[s].decide ||
	    id_eq(h->person, p->call->session.person.id))
		return ERR_NONE;
	return add_decision(p, h, states[s].refuse, to, err);
}

static enum err_code
add_hooks(struct page_of *p, struct tmpl_gates *v, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; rc == ERR_NONE && i < p->hooks.n; i++) {
		struct tmpl_gates_hooks *to =
		    ARENA_PUSH(p->call->arena, &v->hooks);

		if (to == NULL)
			return arena_fail(p->call->arena, err);
		rc = add_hook(p, &p->hooks.v[i], to, err);
	}
	v->has_hooks = p->hooks.n > 0;
	return rc;
}

/* --- trained before access ---------------------------------------------- */

static enum err_code
read_period(struct page_of *p, struct gate_order_ask *ask, struct err *err)
{
	struct str since = page_query(p->call, "since"),
		   until = page_query(p->call, "until");

	*ask = (struct gate_order_ask){
	    .viewer = p->call->session.person.id, .now = p->now};
	if (since.len > 0 && !clock_read_date(since, &ask->since))
		return err_set(
		    err, ERR_INVALID, "the first day is written 2026-01-31");
	if (until.len > 0 && !clock_read_date(until, &ask->until))
		return err_set(
		    err, ERR_INVALID, "the last day is written 2026-12-31");
	if (until.len > 0)
		ask->until += CLOCK_DAY - 1;
	if (ask->until != 0 && ask->until < ask->since)
		return err_set(
		    err, ERR_INVALID, "the period ends before it begins");
	return ERR_NONE;
}

static struct str
in_order(struct arena *arena, const struct gate_order *o)
{
	int64_t by = (o->trained - o->access + CLOCK_DAY - 1) / CLOCK_DAY;

	if (o->is != GATE_ORDER_LATE)
		return str_from(gate_order_name(o->is));
	return arena_strf(arena, "late by %.*s",
	    STR_FMT(show_count(arena, (uint64_t)by, "day", "days")));
}

static enum err_code
add_order(struct page_of *p, const struct gate_order_report *r,
    struct tmpl_gates *v, struct err *err)
{
	struct arena *arena = p->call->arena;

	/* the latest first, as they are asked about */
	for (size_t i = r->n; i > 0 && v->order.n < ORDER_ROWS; i--) {
		const struct gate_order *o = &r->v[i - 1];
		struct tmpl_gates_order *to = ARENA_PUSH(arena, &v->order);

		if (to == NULL)
			return arena_fail(arena, err);
		*to = (struct tmpl_gates_order){o->name, o->system, o->level,
		    show_date(arena, o->access), show_date(arena, o->trained),
		    in_order(arena, o)};
	}
	v->has_order = r->n > 0;
	v->order_says = r->counted == 0
	    ? STR("No access to judge in that time.")
	    : arena_strf(arena,
		  "%llu of %llu accesses came after training: %.*s at 95%%%s",
		  (unsigned long long)r->by[GATE_ORDER_YES],
		  (unsigned long long)r->counted,
		  STR_FMT(number_share(
		      arena, r->counted, gate_order_share(r), r->in_order)),
		  r->n > ORDER_ROWS ? ". The export has all." : ".");
	return ERR_NONE;
}

static enum err_code
fill_order(struct page_of *p, struct tmpl_gates *v, struct err *err)
{
	struct gate_order_report r;
	struct gate_order_ask ask;
	enum err_code rc = read_period(p, &ask, err);

	v->since = page_query(p->call, "since");
	v->until = page_query(p->call, "until");
	v->order_csv = URL_OF(p->call->arena,
	    "/gates/ordering.csv?since={}&until={}", v->since, v->until);
	if (rc == ERR_INVALID) {
		v->order_problem =
		    show_sentence(p->call->arena, str_from(err->text));
		return ERR_NONE;
	}
	if (rc == ERR_NONE)
		rc = gate_order(p->desk, &ask, p->call->arena, &r, err);
	return rc == ERR_NONE ? add_order(p, &r, v, err) : rc;
}

enum err_code
page_gates_csv(struct call *call, struct err *err)
{
	struct gate_order_report r;
	struct gate_order_ask ask;
	struct page_of p;
	struct buf out;
	enum err_code rc = begin(call, &p, err);

	if (rc == ERR_NONE)
		rc = read_period(&p, &ask, err);
	if (rc == ERR_NONE)
		rc = gate_order(p.desk, &ask, call->arena, &r, err);
	if (rc == ERR_NONE)
		rc = http_spool_open(call->rq, call->re, err);
	if (rc != ERR_NONE)
		return rc;
	buf_init(&out, CSV_MAX);
	gate_order_csv(&r, &out);
	rc = buf_finish(&out, err);
	if (rc == ERR_NONE)
		rc = http_spool_add(call->re->spool, buf_view(&out), err);
	buf_release(&out);
	if (rc != ERR_NONE)
		return rc;
	call->re->content_type = STR("text/csv; charset=utf-8");
	return http_reply_header(call->rq, call->re, STR("Content-Disposition"),
	    STR("attachment; filename=\"ordering.csv\""), err);
}

/* --- the page and its forms --------------------------------------------- */

static struct str
note(const struct call *call)
{
	struct str done = page_query(call, "done");

	if (str_eq(done, STR("open")))
		return STR("Open. It ends by itself, and the security leads "
			   "are told.");
	if (str_eq(done, STR("approve")))
		return STR("Approved. The server calls the hook within a "
			   "minute.");
	if (str_eq(done, STR("refuse")))
		return STR("Refused. The next lapse is proposed anew.");
	return STR("");
}

static enum err_code
show(struct page_of *p, struct err *err)
{
	struct tmpl_gates v = {.frame = page_frame(p->call, "Gates"),
	    .note = note(p->call),
	    .problem = p->problem,
	    .acts = p->acts,
	    .form_email = p->open.email,
	    .form_reason = p->open.reason,
	    .form_minutes = p->minutes};
	enum err_code rc = fill_gates(p, &v, err);

	if (rc == ERR_NONE)
		rc = store_read(p->desk->store, read_logs, p, err);
	if (rc == ERR_NONE)
		rc = add_opened(p, &v, err);
	if (rc == ERR_NONE)
		rc = add_hooks(p, &v, err);
	if (rc == ERR_NONE)
		rc = fill_order(p, &v, err);
	if (rc != ERR_NONE)
		return rc;
	if (p->problem.len > 0)
		p->call->re->status = 422;
	tmpl_gates(p->call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_gates(struct call *call, struct err *err)
{
	struct page_of p;
	enum err_code rc = begin(call, &p, err);

	return rc == ERR_NONE ? show(&p, err) : rc;
}

static enum err_code
open_in(struct db *db, void *ctx, struct err *err)
{
	struct page_of *p = ctx;
	int64_t until;

	return gate_open(db, p->call->arena, &p->open, &until, err);
}

static enum err_code
decide_in(struct db *db, void *ctx, struct err *err)
{
	struct page_of *p = ctx;

	return access_hook_decide(db, p->call->arena,
	    p->call->session.person.id, p->hook, p->approve, p->now, err);
}

/* What went wrong is said above the form it went wrong in. */
static enum err_code
write_and_show(struct page_of *p, store_fn *fn, struct url to, struct err *err)
{
	enum err_code rc = store_write(p->desk->store, fn, p, err);

	if (rc == ERR_INVALID || rc == ERR_CONFLICT || rc == ERR_NOT_FOUND) {
		p->problem = show_sentence(p->call->arena, str_from(err->text));
		return show(p, err);
	}
	if (rc != ERR_NONE)
		return rc;
	page_settle(p->call);
	return page_go(p->call, to, err);
}

enum err_code
page_gates_open(struct call *call, struct err *err)
{
	uint64_t minutes = 0;
	struct page_of p;
	enum err_code rc = begin(call, &p, err);

	if (rc == ERR_NONE)
		rc = engine_follow(p.desk->engine, NULL, err);
	if (rc != ERR_NONE)
		return rc;
	p.minutes = str_trim(page_form(call, "minutes"));
	if (!str_u64(p.minutes, &minutes) || minutes > GATE_OPEN_MAX_MINUTES)
		minutes = 0; /* refused below, with the limits */
	p.open = (struct gate_open){.actor = call->session.person.id,
	    .email = str_trim(page_form(call, "email")),
	    .system = page_form(call, "system"),
	    .reason = str_trim(page_form(call, "reason")),
	    .minutes = (unsigned)minutes,
	    .now = p.now};
	rc = gate_known(
	    engine_policy(p.desk->engine, p.now), p.open.system, err);
	if (rc != ERR_NONE)
		return rc;
	return write_and_show(&p, open_in, URL("/gates?done=open"), err);
}

enum err_code
page_gates_hook(struct call *call, struct err *err)
{
	struct str decision = page_form(call, "decision");
	struct page_of p;
	enum err_code rc = begin(call, &p, err);

	if (rc == ERR_NONE)
		rc = page_id(call, &p.hook, err);
	if (rc != ERR_NONE)
		return rc;
	p.approve = str_eq(decision, STR("approve"));
	if (!p.approve && !str_eq(decision, STR("refuse")))
		return err_set(
		    err, ERR_INVALID, "a decision is approve or refuse");
	return write_and_show(&p, decide_in,
	    p.approve ? URL("/gates?done=approve") : URL("/gates?done=refuse"),
	    err);
}
