#include "policy/exception.h"

#include "templates/exceptions.h"
#include "web/pages.h"
#include "web/proposal.h"

/* The list: what is open, and what came of the rest. */
struct list {
	const struct call *call;
	struct proposal_filter filter;
	enum proposal_kind kind;
	enum proposal_state state;
	struct proposals proposals;
	struct exception_counts counts;
};

static enum err_code
load(struct db *db, void *ctx, struct err *err)
{
	struct list *l = ctx;
	const struct call *call = l->call;
	int64_t now = call->rq->received;
	struct id me = call->session.person.id;
	enum err_code rc =
	    proposal_list(db, call->arena, me, &l->filter, &l->proposals, err);

	if (rc != ERR_NONE)
		return rc;
	return exception_count(db, call->arena, me,
	    engine_policy(call->web->config.engine, now), now, &l->counts, err);
}

static enum err_code
add_row(struct call *call, const struct proposal *p, struct tmpl_exceptions *v,
    struct err *err)
{
	struct tmpl_exceptions_rows *row = ARENA_PUSH(call->arena, &v->rows);

	if (row == NULL)
		return arena_fail(call->arena, err);
	row->title = proposal_title(call, p);
	row->href = proposal_url(call, p->id);
	row->kind = str_from(proposal_kind_name(p->kind));
	row->person = id_is_none(p->subject) ? STR("several") : p->name;
	row->proposer = p->proposer_name;
	row->made = p->made;
	row->until = p->until ? proposal_date(call, p->until) : STR("");
	row->mark = proposal_mark(call, p);
	return ERR_NONE;
}

static enum err_code
add_choices(struct call *call, const struct list *l, struct tmpl_exceptions *v,
    struct err *err)
{
	static const char *const states[] = {
	    "Waiting", "Accepted", "Refused", "Withdrawn", "All"};
	static const char *const kinds[] = {
	    "Exceptions", "Certificates", "Past records", "All"};

	for (unsigned i = 0; i < NELEM(states); i++) {
		struct tmpl_exceptions_states *s =
		    ARENA_PUSH(call->arena, &v->states);

		if (s == NULL)
			return arena_fail(call->arena, err);
		s->value = i < PROPOSAL_STATES
		    ? str_from(proposal_state_name((enum proposal_state)i))
		    : STR("all");
		s->label = str_from(states[i]);
		s->chosen =
		    l->filter.state ? i == l->state : i == PROPOSAL_STATES;
	}
	for (unsigned i = 0; i < NELEM(kinds); i++) {
		struct tmpl_exceptions_kinds *k =
		    ARENA_PUSH(call->arena, &v->kinds);

		if (k == NULL)
			return arena_fail(call->arena, err);
		k->value = i < PROPOSAL_KINDS
		    ? str_from(proposal_kind_name((enum proposal_kind)i))
		    : STR("all");
		k->label = str_from(kinds[i]);
		k->chosen = l->filter.kind ? i == l->kind : i == PROPOSAL_KINDS;
	}
	return ERR_NONE;
}

static enum err_code
add_counts(struct call *call, const struct list *l, struct tmpl_exceptions *v,
    struct err *err)
{
	for (size_t i = 0; i < l->counts.n; i++) {
		const struct exception_count *c = &l->counts.v[i];
		struct tmpl_exceptions_counts *row =
		    ARENA_PUSH(call->arena, &v->counts);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->title = c->title;
		row->granted = c->granted;
		row->running = c->running;
		row->people = c->people;
		row->overrides = c->overrides;
		row->certificates = c->certificates;
	}
	v->has_counts = l->counts.n > 0;
	return ERR_NONE;
}

/* Open ones, unless something else was asked for. */
static void
read_filter(struct call *call, struct list *l)
{
	struct str state = page_query(call, "state");

	l->state = PROPOSAL_OPEN;
	if (proposal_state_read(state, &l->state) || state.len == 0)
		l->filter.state = &l->state;
	if (proposal_kind_read(page_query(call, "kind"), &l->kind))
		l->filter.kind = &l->kind;
}

enum err_code
page_exceptions(struct call *call, struct err *err)
{
	enum person_role role = call->session.person.role;
	struct tmpl_exceptions v = {.frame = page_frame(call, "Exceptions"),
	    .sees_all = role != ROLE_LEAD,
	    .may_ask = role != ROLE_AUDITOR,
	    .may_set = role != ROLE_AUDITOR};
	struct list l = {.call = call};
	enum err_code rc = proposal_ready(call, err);

	read_filter(call, &l);
	if (rc == ERR_NONE)
		rc = store_read(call->web->config.store, load, &l, err);
	for (size_t i = 0; i < l.proposals.n && rc == ERR_NONE; i++)
		rc = add_row(call, &l.proposals.v[i], &v, err);
	if (rc == ERR_NONE)
		rc = add_choices(call, &l, &v, err);
	if (rc == ERR_NONE)
		rc = add_counts(call, &l, &v, err);
	if (rc != ERR_NONE)
		return rc;
	v.has_rows = v.rows.n > 0;
	v.shown = l.proposals.n == PROPOSAL_LIST_MAX
	    ? arena_strf(call->arena,
		  "The latest %d; choose a state and a "
		  "kind to see others.",
		  PROPOSAL_LIST_MAX)
	    : show_count(call->arena, l.proposals.n, "proposal", "proposals");
	tmpl_exceptions(call->re->body, &v);
	return ERR_NONE;
}
