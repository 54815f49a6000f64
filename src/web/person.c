#include "people/person.h"

#include "people/team.h"
#include "templates/person.h"
#include "web/pages.h"

/* One person, for the administrator: role, team, leaving. */
struct one {
	const struct call *call;
	struct id id;
	struct person person;
	struct teams teams;
	struct str name, team; /* as the form says */
	enum person_role role;
	bool lead;
};

static enum err_code
read_one(struct db *db, void *ctx, struct err *err)
{
	struct one *one = ctx;
	enum err_code rc =
	    person_get(db, one->call->arena, one->id, &one->person, err);

	one->teams = (struct teams){0};
	if (rc == ERR_NONE)
		rc = team_list(db, one->call->arena,
		    one->call->session.person.id, &one->teams, err);
	return rc;
}

static bool
leads(const struct one *one)
{
	for (size_t i = 0; i < one->teams.n; i++)
		if (id_eq(one->teams.v[i].id, one->person.team) &&
		    id_eq(one->teams.v[i].lead, one->id))
			return true;
	return false;
}

static enum err_code
show(struct call *call, struct one *one, const char *problem, struct err *err)
{
	struct tmpl_person v;
	enum err_code rc =
	    store_read(call->web->config.store, read_one, one, err);

	if (rc != ERR_NONE)
		return rc;
	v = (struct tmpl_person){
	    .frame = page_frame_str(call, one->person.name),
	    .problem = str_from(problem),
	    .note = str_eq(page_query(call, "saved"), STR("yes"))
		? STR("Saved.")
		: STR(""),
	    .name = one->person.name,
	    .email = one->person.email,
	    .team = one->person.team_name,
	    .lead = leads(one),
	    .here = !one->person.left,
	    .left = one->person.left,
	    .action = URL_OF(
		call->arena, "/people/{}", show_id(call->arena, one->id)),
	    .leave = URL_OF(call->arena, "/people/{}/leave",
		show_id(call->arena, one->id))};
	for (int role = 0; role < ROLE_COUNT; role++) {
		struct tmpl_person_roles *r = ARENA_PUSH(call->arena, &v.roles);

		if (r == NULL)
			return arena_fail(call->arena, err);
		r->value = str_from(role_name(role));
		r->label = str_from(role_title(role));
		r->chosen = role == (int)one->person.role;
	}
	if (problem[0])
		call->re->status = 422;
	tmpl_person(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_person(struct call *call, struct err *err)
{
	struct one one = {.call = call};
	enum err_code rc = page_id(call, &one.id, err);

	return rc == ERR_NONE ? show(call, &one, "", err) : rc;
}

static enum err_code
set_lead(struct db *db, const struct one *one, struct id team, struct err *err)
{
	struct id me = one->call->session.person.id;

	if (one->lead && !id_is_none(team))
		return team_set_lead(
		    db, one->call->arena, me, team, one->id, STR("admin"), err);
	return ERR_NONE;
}

static enum err_code
change(struct db *db, void *ctx, struct err *err)
{
	const struct one *one = ctx;
	struct id me = one->call->session.person.id;
	struct person_change in = {.name = one->name,
	    .role = &one->role,
	    .no_team = one->team.len == 0,
	    .source = STR("admin")};
	enum err_code rc = ERR_NONE;
	bool found = false;

	if (one->team.len > 0)
		rc = team_by_name(
		    db, one->call->arena, one->team, &found, &in.team, err);
	if (rc == ERR_NONE && one->team.len > 0 && !found)
		rc = team_make(db, one->call->arena, me, one->team,
		    (struct id){0}, STR("admin"), &in.team, err);
	if (rc == ERR_NONE)
		rc = person_change(db, one->call->arena, me, one->id, &in, err);
	return rc == ERR_NONE ? set_lead(db, one, in.team, err) : rc;
}

static enum err_code
leave(struct db *db, void *ctx, struct err *err)
{
	const struct one *one = ctx;

	return person_leave(db, one->call->arena, one->call->session.person.id,
	    one->id, STR("left"), STR("admin"), err);
}

/* What went wrong is said above the form it went wrong in. */
static enum err_code
write_and_show(
    struct call *call, struct one *one, store_fn *fn, struct err *err)
{
	enum err_code rc = store_write(call->web->config.store, fn, one, err);

	if (rc == ERR_INVALID || rc == ERR_CONFLICT || rc == ERR_LIMIT) {
		struct str why =
		    show_sentence(call->arena, str_from(err->text));

		return show(call, one, why.ptr ? why.ptr : "", err);
	}
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call,
	    URL_OF(call->arena, "/people/{}?saved=yes",
		show_id(call->arena, one->id)),
	    err);
}

enum err_code
page_person_change(struct call *call, struct err *err)
{
	struct one one = {.call = call,
	    .name = str_trim(page_form(call, "name")),
	    .team = str_trim(page_form(call, "team")),
	    .lead = str_eq(page_form(call, "lead"), STR("yes"))};
	enum err_code rc = page_id(call, &one.id, err);

	if (rc != ERR_NONE)
		return rc;
	if (!role_read(page_form(call, "role"), &one.role))
		return show(call, &one, "Choose a role.", err);
	return write_and_show(call, &one, change, err);
}

enum err_code
page_person_leave(struct call *call, struct err *err)
{
	struct one one = {.call = call};
	enum err_code rc = page_id(call, &one.id, err);

	return rc == ERR_NONE ? write_and_show(call, &one, leave, err) : rc;
}
