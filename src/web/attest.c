#include "learn/attestation.h"

#include "learn/record.h"
#include "templates/attest.h"
#include "web/pages.h"

/* The completion of the module that is to be signed, or NULL. */
static const struct record_line *
line_of(const struct record *record, const struct catalog_module *m)
{
	for (size_t i = 0; i < record->completions.n; i++)
		if (str_eq(record->completions.v[i].module_id, m->id))
			return &record->completions.v[i];
	return NULL;
}

static enum err_code
refuse(struct call *call, struct tmpl_attest *v, const char *reason,
    struct url href, const char *link, struct err *err)
{
	struct tmpl_attest_refused refused = {
	    str_from(reason), href, str_from(link)};

	(void)err;
	v->refused = &refused;
	tmpl_attest(call->re->body, v);
	return ERR_NONE;
}

static enum err_code
show(struct call *call, const struct catalog_module *m, const char *problem,
    struct err *err)
{
	struct id me = call->session.person.id;
	struct arena *arena = call->arena;
	struct tmpl_attest v = {.frame = page_frame(call, "Attest"),
	    .module = m->title,
	    .module_href = URL_OF(arena, "/modules/{}", m->id)};
	struct tmpl_attest_form form = {.frame = v.frame};
	const struct record_line *line;
	struct record record;
	enum err_code rc = record_get(
	    call->learn, me, me, call->rq->received, arena, &record, err);

	if (rc != ERR_NONE)
		return rc;
	line = line_of(&record, m);
	if (line == NULL)
		return refuse(call, &v,
		    "There is nothing to attest before the quiz is passed.",
		    URL_OF(arena, "/modules/{}/quiz", m->id), "To the quiz",
		    err);
	if (line->attested)
		return refuse(call, &v,
		    "You have attested this module. It is in your record.",
		    URL("/record"), "Your record", err);
	form.action = URL_OF(arena, "/modules/{}/attest", m->id);
	form.name = call->session.person.name;
	form.module = line->title;
	form.version = line->module_version;
	form.score = show_percent(arena, line->score);
	form.passed_on = line->completed;
	form.problem = str_from(problem);
	form.remote = call->rq->remote;
	rc = attestation_statement(call->learn, m->id, line->module_version,
	    arena, &form.statement, err);
	if (rc != ERR_NONE)
		return rc;
	v.form = &form;
	tmpl_attest(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_attest(struct call *call, struct err *err)
{
	const struct catalog_module *m;
	enum err_code rc = page_module(call, &m, err);

	return rc == ERR_NONE ? show(call, m, "", err) : rc;
}

enum err_code
page_attest_sign(struct call *call, struct err *err)
{
	struct visitor visitor = page_visitor(call);
	struct attestation in = {.name = str_trim(page_form(call, "name")),
	    .ip = visitor.address,
	    .user_agent = visitor.agent};
	const struct catalog_module *m;
	struct id fact;
	enum err_code rc = page_module(call, &m, err);

	if (rc != ERR_NONE)
		return rc;
	in.module_id = m->id;
	if (!str_eq(page_form(call, "agree"), STR("yes")))
		return show(call, m,
		    "Tick the statement: without it there is nothing to sign.",
		    err);
	rc = attestation_sign(
	    call->learn, call->session.person.id, &in, &fact, err);
	if (rc == ERR_CONFLICT)
		return show(call, m, "", err);
	if (rc == ERR_INVALID || rc == ERR_LIMIT)
		return show(
		    call, m, "Write your name, in up to 200 bytes.", err);
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call, URL("/record?attested=yes"), err);
}
