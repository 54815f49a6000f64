#include "policy/exception.h"

#include "policy/policy_day.h"
#include "templates/exception_new.h"
#include "web/exception_history.h"
#include "web/pages.h"
#include "web/proposal.h"

/* Asking to be excused.  Earlier exceptions of the same person and obligation
   are shown before another one is taken. */
struct asking {
	const struct call *call;
	struct exception_new in;
	struct exceptions earlier;
};

static enum err_code
load(struct db *db, void *ctx, struct err *err)
{
	struct asking *a = ctx;

	return exception_history(db, a->call->arena, a->call->session.person.id,
	    a->in.person, a->in.obligation, &a->earlier, err);
}

static enum err_code
add_choice(struct call *call, const struct policy_obligation *o,
    struct str chosen, struct tmpl_exception_new *v, struct err *err)
{
	struct tmpl_exception_new_obligations *c;

	if (v->obligations.n > 0 &&
	    str_eq(v->obligations.v[v->obligations.n - 1].value, o->id))
		return ERR_NONE; /* another thing of the same */
	c = ARENA_PUSH(call->arena, &v->obligations);
	if (c == NULL)
		return arena_fail(call->arena, err);
	c->value = o->id;
	c->label = o->title;
	c->chosen = str_eq(o->id, chosen);
	return ERR_NONE;
}

/* What oneself owes; for others, whatever is owed by persons. */
static enum err_code
add_choices(struct call *call, struct str chosen, struct tmpl_exception_new *v,
    struct err *err)
{
	struct engine *engine = call->web->config.engine;
	const struct policy *policy = engine_policy(engine, call->rq->received);
	struct engine_ask ask = {.now = call->rq->received};
	struct owed_list owed = {0};
	enum err_code rc = ERR_NONE;

	if (proposal_for_others(call)) {
		for (size_t i = 0; i < policy->obligations.n && rc == ERR_NONE;
		     i++)
			if (policy_kind_personal(policy->obligations.v[i].kind))
				rc = add_choice(call, &policy->obligations.v[i],
				    chosen, v, err);
		return rc;
	}
	rc = engine_person(
	    engine, call->session.person.id, &ask, call->arena, &owed, err);
	for (size_t i = 0; i < owed.n && rc == ERR_NONE; i++)
		rc = add_choice(call, owed.v[i].obligation, chosen, v, err);
	return rc;
}

static void
fill(struct call *call, struct str problem, struct tmpl_exception_new *v)
{
	const struct policy *policy =
	    engine_policy(call->web->config.engine, call->rq->received);
	int64_t today = policy_day_of(policy, call->rq->received);

	*v = (struct tmpl_exception_new){
	    .frame = page_frame(call, "Ask for an exception"),
	    .problem = problem,
	    .others = proposal_for_others(call),
	    .person = page_form(call, "person"),
	    .reason = page_form(call, "reason"),
	    .measure = page_form(call, "measure"),
	    .until = page_form(call, "until"),
	    .first = show_date(call->arena, today + CLOCK_DAY),
	    .last = show_date(
		call->arena, clock_months_later(today, EXCEPTION_MONTHS)),
	    .policy = arena_strf(call->arena, "policy v%u, “%.*s”",
		policy->version, STR_FMT(policy->title))};
	if (v->person.len == 0)
		v->person = call->session.person.email;
}

static enum err_code
show(struct call *call, struct asking *a, struct str problem, struct err *err)
{
	struct tmpl_exception_new v;
	enum err_code rc = proposal_ready(call, err);

	if (rc != ERR_NONE)
		return rc;
	fill(call, problem, &v);
	rc = add_choices(call, a->in.obligation, &v, err);
	if (rc == ERR_NONE && a->in.obligation.len > 0)
		rc = store_read(call->web->config.store, load, a, err);
	if (rc == ERR_NONE && a->earlier.n > 0)
		rc = exception_history_show(call, &a->earlier, &v.history, err);
	if (rc != ERR_NONE)
		return rc;
	v.seen = (int64_t)a->earlier.n;
	v.has_obligations = v.obligations.n > 0;
	if (problem.len > 0)
		call->re->status = 422;
	tmpl_exception_new(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_exception_new(struct call *call, struct err *err)
{
	struct asking a = {.call = call,
	    .in = {.person = call->session.person.id,
		.obligation = page_query(call, "obligation")}};

	return show(call, &a, STR(""), err);
}

static enum err_code
read_form(struct call *call, struct asking *a, struct err *err)
{
	uint64_t seen = 0;
	enum err_code rc = proposal_person(call, &a->in.person, err);

	if (rc == ERR_NONE && a->in.obligation.len == 0)
		rc = err_set(err, ERR_INVALID, "choose an obligation");
	if (rc == ERR_NONE)
		rc = proposal_day(
		    call, "until", "the last day", &a->in.until, err);
	if (rc == ERR_NONE && str_u64(page_form(call, "seen"), &seen))
		a->in.seen = (size_t)seen;
	return rc;
}

enum err_code
page_exception_ask(struct call *call, struct err *err)
{
	struct proposal_desk desk = proposal_desk_of(call);
	struct asking a = {.call = call,
	    .in = {.proposer = call->session.person.id,
		.person = call->session.person.id,
		.obligation = page_form(call, "obligation"),
		.reason = page_form(call, "reason"),
		.measure = page_form(call, "measure")}};
	struct id id;
	enum err_code rc = read_form(call, &a, err);

	if (rc == ERR_NONE)
		rc = exception_ask(&desk, &a.in, &id, err);
	if (proposal_mendable(rc))
		return show(call, &a,
		    show_sentence(call->arena, str_from(err->text)), err);
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call,
	    URL_OF(call->arena, "/exceptions/{}?note=asked",
		show_id(call->arena, id)),
	    err);
}
