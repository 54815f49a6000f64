#include "policy/certificate.h"

#include "policy/policy_day.h"
#include "templates/certificate_new.h"
#include "web/pages.h"
#include "web/proposal.h"

/* Handing in a certificate: what the policy's mapping accepts, and the form.
   The form names the policy it was made from, since a choice is a place in
   that list. */

static const struct policy *
policy_of(const struct call *call)
{
	return engine_policy(call->web->config.engine, call->rq->received);
}

static struct str
join(struct arena *arena, const struct catalog_strs *list)
{
	struct str all = STR("");

	for (size_t i = 0; i < list->n; i++)
		all = arena_strf(arena, "%.*s%s%.*s", STR_FMT(all),
		    i > 0 ? ", " : "", STR_FMT(list->v[i]));
	return all;
}

static enum err_code
add_one(struct call *call, size_t i, struct str chosen,
    struct tmpl_certificate_new *v, struct err *err)
{
	const struct policy_equivalent *e = &policy_of(call)->equivalents.v[i];
	struct tmpl_certificate_new_rows *row =
	    ARENA_PUSH(call->arena, &v->rows);
	struct tmpl_certificate_new_accepted *a =
	    ARENA_PUSH(call->arena, &v->accepted);

	if (row == NULL || a == NULL)
		return arena_fail(call->arena, err);
	row->module = proposal_module(call, e->topic);
	row->quiz = URL_OF(call->arena, "/modules/{}/quiz", e->topic);
	row->course = e->course;
	row->edition = e->edition;
	row->sections = join(call->arena, &e->sections);
	row->verified = e->verified;
	row->stands = e->valid_months == 0
	    ? STR("as the module does")
	    : show_count(call->arena, e->valid_months, "month at most",
		  "months at most");
	a->value = arena_strf(call->arena, "%zu", i);
	a->label = arena_strf(call->arena, "%.*s, %.*s, for “%.*s”",
	    STR_FMT(e->course), STR_FMT(e->edition), STR_FMT(row->module));
	a->chosen = str_eq(a->value, chosen);
	return ERR_NONE;
}

static enum err_code
show(struct call *call, struct str problem, struct err *err)
{
	struct tmpl_certificate_new v = {
	    .frame = page_frame(call, "Hand in a certificate"),
	    .problem = problem,
	    .others = proposal_for_others(call),
	    .person = page_form(call, "person"),
	    .completed = page_form(call, "completed")};
	const struct policy *policy;
	enum err_code rc = proposal_ready(call, err);

	if (rc != ERR_NONE)
		return rc;
	policy = policy_of(call);
	v.policy = arena_strf(call->arena, "Policy v%u, “%.*s”",
	    policy->version, STR_FMT(policy->title));
	v.version = policy->version;
	v.today =
	    show_date(call->arena, policy_day_of(policy, call->rq->received));
	if (v.person.len == 0)
		v.person = call->session.person.email;
	for (size_t i = 0; i < policy->equivalents.n && rc == ERR_NONE; i++)
		rc = add_one(call, i, page_form(call, "course"), &v, err);
	if (rc != ERR_NONE)
		return rc;
	v.has_accepted = v.accepted.n > 0;
	if (problem.len > 0)
		call->re->status = 422;
	tmpl_certificate_new(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_certificate_new(struct call *call, struct err *err)
{
	return show(call, STR(""), err);
}

static enum err_code
read_choice(struct call *call, struct certificate_new *in, struct err *err)
{
	const struct policy *policy = policy_of(call);
	uint64_t version, i;

	if (!str_u64(page_form(call, "policy"), &version) ||
	    version != policy->version)
		return err_set(err, ERR_CONFLICT,
		    "the policy has changed since: choose again");
	if (!str_u64(page_form(call, "course"), &i) ||
	    i >= policy->equivalents.n)
		return err_set(
		    err, ERR_INVALID, "choose one of the accepted courses");
	in->topic = policy->equivalents.v[i].topic;
	in->course = policy->equivalents.v[i].course;
	in->edition = policy->equivalents.v[i].edition;
	return ERR_NONE;
}

enum err_code
page_certificate_ask(struct call *call, struct err *err)
{
	struct proposal_desk desk = proposal_desk_of(call);
	struct certificate_new in = {.proposer = call->session.person.id,
	    .document = proposal_file(call, "document")};
	struct id id;
	enum err_code rc = proposal_ready(call, err);

	if (rc == ERR_NONE)
		rc = proposal_person(call, &in.person, err);
	if (rc == ERR_NONE)
		rc = read_choice(call, &in, err);
	if (rc == ERR_NONE)
		rc = proposal_day(call, "completed",
		    "the day on the certificate", &in.completed, err);
	if (rc == ERR_NONE)
		rc = certificate_ask(&desk, &in, &id, err);
	if (proposal_mendable(rc))
		return show(
		    call, show_sentence(call->arena, str_from(err->text)), err);
	if (rc != ERR_NONE)
		return rc;
	return page_go(call,
	    URL_OF(call->arena, "/exceptions/{}?note=asked",
		show_id(call->arena, id)),
	    err);
}
