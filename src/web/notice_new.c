#include "templates/notice_new.h"

#include "people/team.h"
#include "policy/notice.h"
#include "web/awareness.h"
#include "web/pages.h"

/* Writing a notice, or other words for one. */
struct work {
	const struct call *call;
	struct notice_new in;
	struct str id;
	struct teams teams;
	struct notice before;
};

/* Whether the form holds name=value among others of that name. */
static bool
form_has(const struct call *call, const char *name, struct str value)
{
	const struct http_pairs *form = &call->rq->form;

	for (size_t i = 0; i < form->n; i++)
		if (str_eq(form->v[i].name, str_from(name)) &&
		    str_eq(form->v[i].value, value))
			return true;
	return false;
}

static enum err_code
read_before(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;
	struct arena *arena = w->call->arena;
	bool all;
	enum err_code rc =
	    team_list(db, arena, w->call->session.person.id, &w->teams, err);

	w->before = (struct notice){0};
	if (rc != ERR_NONE || w->id.len == 0)
		return rc;
	return notice_get(
	    db, arena, &w->call->session.person, w->id, &all, &w->before, err);
}

static enum err_code
add_choices(struct call *call, const struct work *w, bool sent,
    struct tmpl_notice_new *v, struct err *err)
{
	const struct notice_audience *a = &w->before.audience;

	for (int r = 0; r < ROLE_COUNT; r++) {
		struct tmpl_notice_new_roles *o =
		    ARENA_PUSH(call->arena, &v->roles);

		if (o == NULL)
			return arena_fail(call->arena, err);
		o->value = str_from(role_name((enum person_role)r));
		o->label = str_from(role_title((enum person_role)r));
		o->chosen = sent ? form_has(call, "role", o->value)
				 : (a->roles & 1u << r) != 0;
	}
	for (size_t i = 0; i < w->teams.n; i++) {
		struct tmpl_notice_new_teams *o =
		    ARENA_PUSH(call->arena, &v->teams);

		if (o == NULL)
			return arena_fail(call->arena, err);
		o->value = show_id(call->arena, w->teams.v[i].id);
		o->label = w->teams.v[i].name;
		o->chosen = sent && form_has(call, "team", o->value);
		for (size_t k = 0; !sent && k < a->n_teams; k++)
			o->chosen |= id_eq(a->teams[k], w->teams.v[i].id);
	}
	return ERR_NONE;
}

static enum err_code
show(struct call *call, struct str problem, struct err *err)
{
	bool sent = call->rq->method == HTTP_POST;
	struct work w = {.call = call,
	    .id = sent ? page_form(call, "id") : page_query(call, "id")};
	struct tmpl_notice_new v = {
	    .frame = page_frame(call, "Write a notice"), .problem = problem};
	enum err_code rc =
	    store_read(call->web->config.store, read_before, &w, err);

	if (rc == ERR_NONE)
		rc = add_choices(call, &w, sent, &v, err);
	if (rc != ERR_NONE)
		return rc;
	v.id = w.id;
	v.title = sent ? page_form(call, "title") : w.before.title;
	v.text = sent ? page_form(call, "text") : w.before.text;
	v.until = page_form(call, "until");
	v.employment = page_form(call, "employment");
	v.everybody = sent ? page_form(call, "everybody").len > 0
			   : w.id.len == 0 || w.before.audience.everybody;
	tmpl_notice_new(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_notice_new(struct call *call, struct err *err)
{
	return show(call, STR(""), err);
}

static enum err_code
read_some(const struct call *call, struct notice_audience *a, struct err *err)
{
	const struct http_pairs *form = &call->rq->form;
	struct str rest = page_form(call, "employment"), word;
	enum person_role role;

	for (size_t i = 0; i < form->n; i++) {
		struct str value = form->v[i].value;

		if (str_eq(form->v[i].name, STR("role")) &&
		    role_read(value, &role))
			a->roles |= 1u << role;
		if (!str_eq(form->v[i].name, STR("team")))
			continue;
		if (a->n_teams == NOTICE_SOME ||
		    !id_read(value, &a->teams[a->n_teams]))
			return err_set(err, ERR_INVALID,
			    "choose up to %d teams", NOTICE_SOME);
		a->n_teams++;
	}
	while (str_next(&rest, ',', &word)) {
		word = str_trim(word);
		if (word.len == 0)
			continue;
		if (a->n_employment == NOTICE_SOME || word.len > 60)
			return err_set(err, ERR_INVALID,
			    "name up to %d kinds of employment", NOTICE_SOME);
		a->employment[a->n_employment++] = word;
	}
	return ERR_NONE;
}

static enum err_code
read_form(const struct call *call, struct notice_new *out, struct err *err)
{
	struct str until = page_form(call, "until");

	out->id = page_form(call, "id");
	out->title = str_trim(page_form(call, "title"));
	out->text = page_form(call, "text");
	if (until.len > 0 && !clock_read_date(until, &out->until))
		return err_set(
		    err, ERR_INVALID, "the last day is written 2026-12-31");
	if (until.len > 0)
		out->until += CLOCK_DAY;
	if (page_form(call, "everybody").len > 0) {
		out->audience.everybody = true;
		return ERR_NONE;
	}
	return read_some(call, &out->audience, err);
}

static enum err_code
publish(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	return notice_publish(db, w->call->arena, w->call->session.person.id,
	    &w->in, &w->id, err);
}

enum err_code
page_notice_publish(struct call *call, struct err *err)
{
	struct work w = {.call = call};
	struct str problem;
	enum err_code rc = read_form(call, &w.in, err);

	if (rc == ERR_NONE)
		rc = store_write(call->web->config.store, publish, &w, err);
	if (awareness_refused(call, rc, err, &problem))
		return show(call, problem, err);
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call, URL("/notices?note=published"), err);
}
