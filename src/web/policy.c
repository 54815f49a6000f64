#include "policy/policy_day.h"
#include "policy/render.h"

#include "templates/policy.h"
#include "web/policy_page.h"

/* The policy in force, for everybody: to read, and to sign. */

enum err_code
policy_page_engine(struct call *call, struct engine **out, struct err *err)
{
	*out = call->web->config.engine;
	if (*out == NULL)
		return err_set(
		    err, ERR_UNSUPPORTED, "there is no engine in this process");
	return engine_follow(*out, NULL, err);
}

enum err_code
policy_page_text(struct call *call, const struct policy *policy,
    struct html *out, struct err *err)
{
	struct str markdown;
	enum err_code rc = policy_render(policy, call->arena, &markdown, err);

	return rc == ERR_NONE
	    ? show_markdown(call->arena, markdown,
		  &(struct markdown_config){.shift = 1}, out, err)
	    : rc;
}

struct str
policy_page_day(struct arena *arena, const struct policy *policy, int64_t at)
{
	char text[CLOCK_LONG_LEN + 1];

	clock_write_long(policy_day_of(policy, at), text);
	return arena_str(arena, str_from(text));
}

const struct tmpl_mark *
policy_page_mark(const struct call *call, const struct policy_to_sign *to)
{
	struct arena *arena = call->arena;
	struct str by = to->due.due != 0
	    ? policy_page_day(arena, to->policy, to->due.due)
	    : STR("");

	if (to->asked && to->due.state == DUE_IS_OVERDUE)
		return show_mark(call, MARK_OVERDUE,
		    arena_strf(
			arena, "To sign, overdue since %.*s", STR_FMT(by)));
	if (to->asked)
		return show_mark(call, MARK_DUE,
		    by.len > 0
			? arena_strf(arena, "To sign by %.*s", STR_FMT(by))
			: STR("To sign"));
	if (to->signed_at != 0)
		return show_mark(call, MARK_CURRENT,
		    arena_strf(arena, "You signed it on %.*s",
			STR_FMT(show_date(arena, to->signed_at))));
	return show_mark(
	    call, MARK_NONE, STR("Nobody asks you to sign it yet"));
}

struct versions {
	struct call *call;
	const struct policy *policy;
	struct policy_publishes list;
	uint64_t signed_by;
};

static enum err_code
read_versions(struct db *db, void *ctx, struct err *err)
{
	struct versions *v = ctx;
	struct call *call = v->call;
	enum err_code rc =
	    policy_published_list(db, call->arena, &v->list, err);

	return rc == ERR_NONE
	    ? policy_signed_count(db, call->arena, call->session.person.id,
		  v->policy->id, v->policy->version, &v->signed_by, err)
	    : rc;
}

static enum err_code
add_row(struct call *call, const struct policy_published *p,
    const struct policy *in_force, struct tmpl_policy *v, struct err *err)
{
	struct tmpl_policy_row *row = ARENA_PUSH(call->arena, &v->versions);

	if (row == NULL)
		return arena_fail(call->arena, err);
	row->number = p->version;
	row->href = URL_OF(call->arena, "/policy/versions/{}",
	    arena_strf(call->arena, "%u", p->version));
	row->state = p->version == in_force->version ? STR("in force")
	    : p->version > in_force->version         ? STR("to come")
						     : STR("replaced");
	row->from = policy_page_day(call->arena, in_force, p->effective);
	row->published = p->published;
	row->by = p->by.ptr != NULL ? p->by : STR("the terminal");
	row->note = p->note.ptr != NULL ? p->note : STR("");
	return ERR_NONE;
}

static enum err_code
add_versions(struct call *call, const struct policy *in_force,
    struct tmpl_policy *v, struct err *err)
{
	struct versions all = {.call = call, .policy = in_force};
	enum err_code rc =
	    store_read(call->web->config.store, read_versions, &all, err);

	for (size_t i = all.list.n; i-- > 0 && rc == ERR_NONE;)
		rc = add_row(call, &all.list.v[i], in_force, v, err);
	v->has_versions = v->versions.n > 0;
	if (rc == ERR_NONE && in_force->version > 0 &&
	    (WHO(call->session.person.role) & (WHO_AUTHOR | WHO_EVIDENCE)))
		v->signers = show_count(call->arena, all.signed_by,
		    "person who is here has signed it.",
		    "people who are here have signed it.");
	return rc;
}

/* Where this reader stands, and the form while there is something to sign. */
static enum err_code
add_standing(struct call *call, const struct policy_to_sign *to,
    struct tmpl_policy *v, struct err *err)
{
	const struct policy *p = to->policy;
	struct tmpl_policy_sign *form;

	v->standing = arena_strf(call->arena,
	    "Version %u, in force since %.*s.", p->version,
	    STR_FMT(policy_page_day(call->arena, p, p->effective)));
	v->mark = policy_page_mark(call, to);
	if (!to->asked && to->signed_at != 0)
		return ERR_NONE;
	form = ARENA_NEW(call->arena, struct tmpl_policy_sign);
	if (form == NULL)
		return arena_fail(call->arena, err);
	form->frame = v->frame;
	form->version = p->version;
	form->title = p->title;
	form->name = call->session.person.name;
	form->remote = call->rq->remote;
	if (to->asked)
		form->why = show_sentence(call->arena, to->due.reason);
	v->sign = form;
	return ERR_NONE;
}

static enum err_code
show(struct call *call, const char *problem, struct err *err)
{
	struct tmpl_policy v = {
	    .frame = page_frame(call, "Policy"), .problem = str_from(problem)};
	struct policy_to_sign to;
	struct engine *engine;
	enum err_code rc = policy_page_engine(call, &engine, err);

	if (rc == ERR_NONE)
		rc = policy_to_sign(engine, call->web->config.store,
		    call->session.person.id, call->rq->received, call->arena,
		    &to, err);
	if (rc != ERR_NONE)
		return rc;
	v.title = to.policy->title;
	v.is_default = !to.signable;
	v.may_edit = WHO(call->session.person.role) & WHO_AUTHOR;
	if (to.signable)
		rc = add_standing(call, &to, &v, err);
	if (rc == ERR_NONE)
		rc = policy_page_text(call, to.policy, &v.text, err);
	if (rc == ERR_NONE)
		rc = add_versions(call, to.policy, &v, err);
	if (rc != ERR_NONE)
		return rc;
	if (str_eq(page_query(call, "signed"), STR("yes")))
		v.note = STR("Signed. It is in your record.");
	if (str_eq(page_query(call, "published"), STR("yes")))
		v.note = STR("Published.");
	if (*problem != '\0')
		call->re->status = 422;
	tmpl_policy(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_policy(struct call *call, struct err *err)
{
	return show(call, "", err);
}

enum err_code
page_policy_sign(struct call *call, struct err *err)
{
	struct visitor visitor = page_visitor(call);
	struct policy_signing in = {.name = str_trim(page_form(call, "name")),
	    .ip = visitor.address,
	    .user_agent = visitor.agent};
	struct engine *engine;
	uint64_t version = 0;
	struct id fact;
	enum err_code rc = policy_page_engine(call, &engine, err);

	if (rc != ERR_NONE)
		return rc;
	if (!str_eq(page_form(call, "agree"), STR("yes")))
		return show(call,
		    "Tick the sentence: without it there is nothing to sign.",
		    err);
	if (!str_u64(page_form(call, "version"), &version) || version > 99999)
		version = 0;
	in.version = (unsigned)version;
	rc = policy_sign(engine, call->web->config.store,
	    call->session.person.id, &in, &fact, err);
	if (rc == ERR_CONFLICT)
		return show(call,
		    show_sentence(call->arena, str_from(err->text)).ptr, err);
	if (rc == ERR_INVALID)
		return show(call, "Write your name, in up to 200 bytes.", err);
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call, URL("/policy?signed=yes"), err);
}
