#include "web/by_hand_page.h"

#include "web/pages.h"

static enum err_code
add_people(struct call *call, const struct by_hand_people *people,
    struct tmpl_by_hand *v, struct err *err)
{
	struct str chosen = page_form(call, "person");

	for (size_t i = 0; i < people->n; i++) {
		struct tmpl_by_hand_people *row =
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
add_modules(struct call *call, struct tmpl_by_hand *v, struct err *err)
{
	const struct catalog *catalog = call->web->config.catalog;
	struct str chosen = page_form(call, "module");

	for (size_t i = 0; i < catalog->modules.n; i++) {
		struct tmpl_by_hand_modules *row =
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
by_hand_page_forms(struct call *call, const struct by_hand_to *to,
    const struct tmpl_by_hand **out, struct err *err)
{
	struct tmpl_by_hand *v = ARENA_NEW(call->arena, struct tmpl_by_hand);
	enum err_code rc = ERR_NONE;

	if (v == NULL)
		return arena_fail(call->arena, err);
	v->frame = &call->frame;
	v->nudge = to->nudge;
	v->assign = to->assign;
	v->choose = to->choices != NULL;
	if (str_ends(call->rq->path, STR("/nudge")))
		v->nudge_reason = page_form(call, "reason");
	else
		v->reason = page_form(call, "reason");
	v->date = page_form(call, "date");
	v->first = show_date(call->arena, call->rq->received);
	if (to->choices != NULL)
		rc = add_people(call, to->choices, v, err);
	if (rc == ERR_NONE)
		rc = add_modules(call, v, err);
	if (rc == ERR_NONE)
		*out = v;
	return rc;
}

struct str
by_hand_page_note(const struct call *call)
{
	struct str note = page_query(call, "note");

	if (str_eq(note, STR("nudge")))
		return STR("They are reminded by mail.");
	if (str_eq(note, STR("assign")))
		return STR("They are asked, with your reason.");
	return STR("");
}

enum err_code
by_hand_page_post(struct call *call, struct id person, enum by_hand_act act,
    struct str path, by_hand_show *show, struct err *err)
{
	struct by_hand in = {.engine = call->web->config.engine,
	    .learn = *call->learn,
	    .viewer = call->session.person.id,
	    .person = person,
	    .reason = str_trim(page_form(call, "reason")),
	    .module = page_form(call, "module"),
	    .date = page_form(call, "date")};
	bool assign = act == BY_HAND_ASSIGN;
	enum err_code rc =
	    assign ? by_hand_assign(&in, err) : by_hand_nudge(&in, err);

	if (rc == ERR_INVALID || rc == ERR_CONFLICT || rc == ERR_BUSY ||
	    rc == ERR_NOT_FOUND) {
		struct str why =
		    show_sentence(call->arena, str_from(err->text));

		return show(call, why.ptr ? why.ptr : "", err);
	}
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	path = arena_strf(call->arena, "%.*s?note={}", STR_FMT(path));
	if (path.ptr == NULL)
		return arena_fail(call->arena, err);
	return page_go(call,
	    URL_OF(
		call->arena, path.ptr, assign ? STR("assign") : STR("nudge")),
	    err);
}
