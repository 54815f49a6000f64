#include "web/team_ask.h"

#include "policy/by_hand.h"
#include "web/pages.h"

struct read_led {
	const struct call *call;
	struct by_hand_people people;
};

static enum err_code
read_led(struct db *db, void *ctx, struct err *err)
{
	struct read_led *r = ctx;

	return by_hand_people(
	    db, r->call->session.person.id, r->call->arena, &r->people, err);
}

static enum err_code
add_people(struct call *call, const struct by_hand_people *people,
    struct tmpl_team_ask *v, struct err *err)
{
	struct str chosen = page_form(call, "person");

	for (size_t i = 0; i < people->n; i++) {
		struct tmpl_team_ask_people *row =
		    ARENA_PUSH(call->arena, &v->people);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->value = show_id(call->arena, people->v[i].id);
		row->label = people->v[i].name;
		row->chosen = str_eq(row->value, chosen);
	}
	return ERR_NONE;
}

static enum err_code
add_modules(struct call *call, struct tmpl_team_ask *v, struct err *err)
{
	const struct catalog *catalog = call->web->config.catalog;
	struct str chosen = page_form(call, "module");

	for (size_t i = 0; i < catalog->modules.n; i++) {
		struct tmpl_team_ask_modules *row =
		    ARENA_PUSH(call->arena, &v->modules);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->value = catalog->modules.v[i].id;
		row->label = catalog->modules.v[i].title;
		row->chosen = str_eq(row->value, chosen);
	}
	return ERR_NONE;
}

enum err_code
team_ask(struct call *call, const struct tmpl_team_ask **out, struct err *err)
{
	struct read_led r = {.call = call};
	struct tmpl_team_ask *v = ARENA_NEW(call->arena, struct tmpl_team_ask);
	enum err_code rc =
	    store_read(call->web->config.store, read_led, &r, err);

	*out = NULL;
	if (rc != ERR_NONE || r.people.n == 0)
		return rc;
	if (v == NULL)
		return arena_fail(call->arena, err);
	v->frame = page_frame(call, "Team");
	if (str_ends(call->rq->path, STR("/nudge")))
		v->nudge_reason = page_form(call, "reason");
	else
		v->reason = page_form(call, "reason");
	v->date = page_form(call, "date");
	v->first = show_date(call->arena, call->rq->received);
	rc = add_people(call, &r.people, v, err);
	if (rc == ERR_NONE)
		rc = add_modules(call, v, err);
	if (rc == ERR_NONE)
		*out = v;
	return rc;
}

struct str
team_ask_note(const struct call *call)
{
	struct str note = page_query(call, "note");

	if (str_eq(note, STR("nudge")))
		return STR("They are reminded by mail.");
	if (str_eq(note, STR("assign")))
		return STR("They are asked, with your reason.");
	return STR("");
}

static enum err_code
act(struct call *call, bool assign, struct err *err)
{
	struct by_hand in = {.engine = call->web->config.engine,
	    .learn = *call->learn,
	    .viewer = call->session.person.id,
	    .reason = str_trim(page_form(call, "reason")),
	    .module = page_form(call, "module"),
	    .date = page_form(call, "date")};
	enum err_code rc;

	if (!id_read(page_form(call, "person"), &in.person))
		return team_show(call, "Choose somebody.", err);
	rc = assign ? by_hand_assign(&in, err) : by_hand_nudge(&in, err);
	if (rc == ERR_INVALID || rc == ERR_CONFLICT || rc == ERR_BUSY ||
	    rc == ERR_NOT_FOUND) {
		struct str why =
		    show_sentence(call->arena, str_from(err->text));

		return team_show(call, why.ptr ? why.ptr : "", err);
	}
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call,
	    assign ? URL("/team?note=assign") : URL("/team?note=nudge"), err);
}

enum err_code
page_team_nudge(struct call *call, struct err *err)
{
	return act(call, false, err);
}

enum err_code
page_team_assign(struct call *call, struct err *err)
{
	return act(call, true, err);
}
