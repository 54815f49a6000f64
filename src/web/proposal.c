#include "web/proposal.h"

#include "people/person.h"
#include "policy/policy_day.h"

struct proposal_desk
proposal_desk_of(const struct call *call)
{
	return (struct proposal_desk){.store = call->web->config.store,
	    .catalog = call->web->config.catalog,
	    .engine = call->web->config.engine};
}

enum err_code
proposal_ready(const struct call *call, struct err *err)
{
	return engine_follow(call->web->config.engine, NULL, err);
}

static const struct policy *
policy_now(const struct call *call)
{
	return engine_policy(call->web->config.engine, call->rq->received);
}

struct str
proposal_module(const struct call *call, struct str id)
{
	const struct catalog_module *m =
	    catalog_module(call->web->config.catalog, id);

	return m ? m->title : id;
}

struct str
proposal_title(const struct call *call, const struct proposal *p)
{
	const struct policy_obligation *o;
	struct str title = p->about;

	if (p->kind == PROPOSAL_EXCEPTION) {
		o = policy_obligation(policy_now(call), p->about);
		if (o)
			title = o->title;
		return arena_strf(
		    call->arena, "Exception from “%.*s”", STR_FMT(title));
	}
	if (p->kind == PROPOSAL_OVERRIDE && p->lines != 1)
		return arena_strf(call->arena, "%zu past records", p->lines);
	title = proposal_module(call, p->about);
	return arena_strf(call->arena, "%s for “%.*s”",
	    p->kind == PROPOSAL_CERTIFICATE ? "Certificate" : "Past record",
	    STR_FMT(title));
}

const struct tmpl_mark *
proposal_mark(const struct call *call, const struct proposal *p)
{
	switch (p->state) {
	case PROPOSAL_OPEN:
		return show_mark(call, MARK_OPEN, STR("Waiting"));
	case PROPOSAL_REFUSED:
		return show_mark(call, MARK_FAILED, STR("Refused"));
	case PROPOSAL_WITHDRAWN:
		return show_mark(call, MARK_CLOSED, STR("Withdrawn"));
	default:
		break;
	}
	if (p->kind != PROPOSAL_EXCEPTION)
		return show_mark(call, MARK_CURRENT, STR("Accepted"));
	return p->until >= call->rq->received
	    ? show_mark(call, MARK_CURRENT, STR("Granted"))
	    : show_mark(call, MARK_CLOSED, STR("Over"));
}

bool
proposal_for_others(const struct call *call)
{
	enum person_role role = call->session.person.role;

	return role == ROLE_LEAD || role == ROLE_ADMIN ||
	    role == ROLE_SECURITY_LEAD;
}

struct finding {
	const struct call *call;
	struct str email;
	struct id id;
	bool found;
};

static enum err_code
find_tx(struct db *db, void *ctx, struct err *err)
{
	struct finding *f = ctx;
	struct person person;
	enum err_code rc = person_by_email(
	    db, f->call->arena, f->email, &f->found, &person, err);

	if (rc == ERR_NONE && f->found)
		f->id = person.id;
	return rc;
}

enum err_code
proposal_person(struct call *call, struct id *out, struct err *err)
{
	struct finding f = {.call = call};
	struct str text = str_trim(page_form(call, "person"));
	enum err_code rc;

	*out = call->session.person.id;
	if (text.len == 0 || !proposal_for_others(call))
		return ERR_NONE;
	rc = person_email_read(text, call->arena, &f.email, err);
	if (rc == ERR_NONE)
		rc = store_read(call->web->config.store, find_tx, &f, err);
	if (rc == ERR_NONE && !f.found)
		return err_set(err, ERR_NOT_FOUND,
		    "there is no such person for whom you may propose");
	if (rc == ERR_NONE)
		*out = f.id;
	return rc;
}

enum err_code
proposal_day(const struct call *call, const char *field, const char *what,
    int64_t *out, struct err *err)
{
	if (clock_read_date(str_trim(page_form(call, field)), out))
		return ERR_NONE;
	return err_set(err, ERR_INVALID, "%s is written 2027-01-31", what);
}

struct str
proposal_file(const struct call *call, const char *field)
{
	for (size_t i = 0; i < call->rq->files.n; i++)
		if (str_eq(call->rq->files.v[i].field, str_from(field)))
			return call->rq->files.v[i].data;
	return STR("");
}

enum err_code
proposal_send(struct call *call, struct str bytes, struct str media,
    struct str name, struct err *err)
{
	enum err_code rc = http_spool_open(call->rq, call->re, err);

	if (rc == ERR_NONE)
		rc = http_spool_add(call->re->spool, bytes, err);
	if (rc != ERR_NONE)
		return rc;
	call->re->content_type = media;
	return http_reply_header(call->rq, call->re, STR("Content-Disposition"),
	    arena_strf(
		call->arena, "attachment; filename=\"%.*s\"", STR_FMT(name)),
	    err);
}

struct str
proposal_date(const struct call *call, int64_t at)
{
	return at == 0
	    ? STR("without end")
	    : show_date(call->arena, policy_day_of(policy_now(call), at));
}

bool
proposal_mendable(enum err_code rc)
{
	return rc == ERR_INVALID || rc == ERR_CONFLICT || rc == ERR_LIMIT ||
	    rc == ERR_SYNTAX || rc == ERR_NOT_FOUND || rc == ERR_DENIED;
}

struct url
proposal_url(const struct call *call, struct id id)
{
	return URL_OF(call->arena, "/exceptions/{}", show_id(call->arena, id));
}
