#include "people/person.h"

#include "base/clock.h"
#include "people/day.h"
#include "people/words.h"
#include "templates/person.h"
#include "web/by_hand_page.h"
#include "web/pages.h"
#include "web/person_page.h"

/* One person, for the administrator: role, team, place, leaving. */
static enum err_code
read_one(struct db *db, void *ctx, struct err *err)
{
	struct person_page *one = ctx;
	struct arena *arena = one->call->arena;
	struct id me = one->call->session.person.id;
	enum err_code rc = person_get(db, arena, one->id, &one->person, err);

	one->teams = (struct teams){0};
	if (rc == ERR_NONE)
		rc = team_list(db, arena, me, &one->teams, err);
	if (rc == ERR_NONE)
		rc = access_list(db, arena, me,
		    &(struct access_ask){.person = one->id,
			.with_ended = true,
			.most = PERSON_PAGE_MOST + 1},
		    &one->accesses, err);
	if (rc == ERR_NONE)
		rc = absence_list(db, arena, me, one->id, &one->absences, err);
	if (rc == ERR_NONE)
		rc = scope_changes(db, arena, me, one->id, PERSON_PAGE_MOST,
		    &one->changes, err);
	return rc;
}

static bool
leads(const struct person_page *one)
{
	for (size_t i = 0; i < one->teams.n; i++)
		if (id_eq(one->teams.v[i].id, one->person.team) &&
		    id_eq(one->teams.v[i].lead, one->id))
			return true;
	return false;
}

static enum err_code
add_roles(struct call *call, const struct person_page *one,
    struct tmpl_person *v, struct err *err)
{
	for (int role = 0; role < ROLE_COUNT; role++) {
		struct tmpl_person_roles *r =
		    ARENA_PUSH(call->arena, &v->roles);

		if (r == NULL)
			return arena_fail(call->arena, err);
		r->value = str_from(role_name(role));
		r->label = str_from(role_title(role));
		r->chosen = role == (int)one->person.role;
	}
	return ERR_NONE;
}

static enum err_code
add_access(struct call *call, const struct person_page *one,
    struct tmpl_person *v, struct err *err)
{
	for (size_t i = 0; i < one->accesses.n && i < PERSON_PAGE_MOST; i++) {
		const struct access *a = &one->accesses.v[i];
		bool stands = a->until == 0 || a->until >= clock_now();
		struct tmpl_person_access *row =
		    ARENA_PUSH(call->arena, &v->access);

		if (row == NULL)
			return arena_fail(call->arena, err);
		*row = (struct tmpl_person_access){.frame = v->frame,
		    .system = a->system,
		    .level = a->level,
		    .source = a->source,
		    .login = a->login,
		    .since = show_date(call->arena, a->since),
		    .until = show_date(call->arena, a->until),
		    .stands = a->until == 0,
		    .end = v->end,
		    .mark = show_mark(call,
			!stands       ? MARK_NONE
			    : a->gone ? MARK_FAILED
				      : MARK_CURRENT,
			!stands       ? STR("Ended")
			    : a->gone ? STR("Still stands")
				      : STR("Stands"))};
	}
	v->has_access = one->accesses.n > 0;
	if (one->accesses.n > PERSON_PAGE_MOST)
		v->more_access = STR("There are more: assay access list "
				     "shows all.");
	return ERR_NONE;
}

static enum err_code
add_absences(struct call *call, const struct person_page *one,
    struct tmpl_person *v, struct err *err)
{
	for (size_t i = 0; i < one->absences.n && i < PERSON_PAGE_MOST; i++) {
		const struct absence *a = &one->absences.v[i];
		struct tmpl_person_absences *row =
		    ARENA_PUSH(call->arena, &v->absences);

		if (row == NULL)
			return arena_fail(call->arena, err);
		*row = (struct tmpl_person_absences){.frame = v->frame,
		    .id = show_id(call->arena, a->id),
		    .from = show_date(call->arena, a->from),
		    .to = show_date(call->arena, a->to),
		    .open = !a->withdrawn,
		    .withdraw = v->withdraw,
		    .state = a->withdrawn                   ? STR("Withdrawn")
			: a->from > clock_now()             ? STR("To come")
			: a->to != 0 && a->to < clock_now() ? STR("Over")
							    : STR("Away")};
	}
	v->has_absences = v->absences.n > 0;
	return ERR_NONE;
}

/* --- what was when ------------------------------------------------------- */

static void
say(struct buf *out, const char *field, struct str text)
{
	if (text.len > 0)
		buf_addf(out, "%s%s %.*s", out->len > 0 ? ", " : "", field,
		    STR_FMT(text));
}

static struct str
say_change(struct call *call, const struct scope_change *c)
{
	struct buf out;
	struct str text;

	buf_init(&out, 8192);
	if (!str_eq(c->kind, STR("changed")))
		buf_add(&out, c->kind);
	if (c->starts != 0)
		say(&out, "first day", show_date(call->arena, c->starts));
	say(&out, "role", c->role);
	say(&out, "team", c->no_team ? STR("none") : c->team);
	say(&out, "manager", c->no_manager ? STR("none") : c->manager);
	say(&out, "unit", c->no_unit ? STR("none") : c->unit);
	say(&out, "employment", c->employment);
	say(&out, "duties", words_show(c->duties, call->arena));
	say(&out, "stacks", words_show(c->stacks, call->arena));
	say(&out, "zone", c->zone);
	if (out.len == 0)
		buf_add(&out, STR("name, e-mail or HR id"));
	text = arena_buf(call->arena, &out);
	buf_release(&out);
	return text;
}

static enum err_code
add_history(struct call *call, const struct person_page *one,
    struct tmpl_person *v, struct err *err)
{
	for (size_t i = 0; i < one->changes.n; i++) {
		const struct scope_change *c = &one->changes.v[i];
		struct tmpl_person_history *row =
		    ARENA_PUSH(call->arena, &v->history);

		if (row == NULL)
			return arena_fail(call->arena, err);
		*row = (struct tmpl_person_history){
		    .when = show_date(call->arena, c->effective),
		    .known = show_date(call->arena, c->known),
		    .what = say_change(call, c)};
	}
	v->has_history = v->history.n > 0;
	return ERR_NONE;
}

/* --- the page ------------------------------------------------------------ */

static void
add_forms(
    struct call *call, const struct person_page *one, struct tmpl_person *v)
{
	struct str id = show_id(call->arena, one->id);
	struct arena *arena = call->arena;

	v->action = URL_OF(arena, "/people/{}", id);
	v->leave = URL_OF(arena, "/people/{}/leave", id);
	v->back = URL_OF(arena, "/people/{}/return", id);
	v->grant = URL_OF(arena, "/people/{}/access", id);
	v->end = URL_OF(arena, "/people/{}/access/end", id);
	v->away = URL_OF(arena, "/people/{}/absences", id);
	v->withdraw = URL_OF(arena, "/people/{}/absences/withdraw", id);
}

static enum err_code
add_by_hand(struct call *call, const struct person_page *one,
    struct tmpl_person *v, struct err *err)
{
	struct str id = show_id(call->arena, one->id);
	const struct by_hand_to to = {
	    .nudge = URL_OF(call->arena, "/people/{}/nudge", id),
	    .assign = URL_OF(call->arena, "/people/{}/assign", id)};

	return one->person.left
	    ? ERR_NONE
	    : by_hand_page_forms(call, &to, &v->by_hand, err);
}

static enum err_code
add_lists(struct call *call, const struct person_page *one,
    struct tmpl_person *v, struct err *err)
{
	enum err_code rc = add_roles(call, one, v, err);

	if (rc == ERR_NONE)
		rc = add_access(call, one, v, err);
	if (rc == ERR_NONE)
		rc = add_absences(call, one, v, err);
	return rc == ERR_NONE ? add_history(call, one, v, err) : rc;
}

enum err_code
person_page_show(struct call *call, struct person_page *one, struct str problem,
    struct err *err)
{
	const struct person *p = &one->person;
	struct tmpl_person v;
	enum err_code rc =
	    store_read(call->web->config.store, read_one, one, err);

	if (rc != ERR_NONE)
		return rc;
	v = (struct tmpl_person){.frame = page_frame_str(call, p->name),
	    .problem = problem,
	    .note = str_eq(page_query(call, "saved"), STR("yes"))
		? STR("Saved.")
		: by_hand_page_note(call),
	    .name = p->name,
	    .email = p->email,
	    .team = p->team_name,
	    .unit = p->unit,
	    .duties = words_show(p->duties, call->arena),
	    .zone = p->zone,
	    .external = p->external,
	    .starts = show_date(call->arena, p->joined),
	    .lead = leads(one),
	    .here = !p->left,
	    .left = p->left};
	add_forms(call, one, &v);
	rc = add_lists(call, one, &v, err);
	if (rc == ERR_NONE)
		rc = add_by_hand(call, one, &v, err);
	if (rc != ERR_NONE)
		return rc;
	if (problem.len > 0)
		call->re->status = 422;
	tmpl_person(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_person(struct call *call, struct err *err)
{
	struct person_page one = {.call = call};
	enum err_code rc = page_id(call, &one.id, err);

	return rc == ERR_NONE ? person_page_show(call, &one, STR(""), err) : rc;
}

static enum err_code
set_lead(struct db *db, const struct person_page *one, struct id team,
    struct err *err)
{
	struct id me = one->call->session.person.id;

	if (one->lead && !id_is_none(team))
		return team_set_lead(
		    db, one->call->arena, me, team, one->id, STR("admin"), err);
	return ERR_NONE;
}

static enum err_code
read_details(
    const struct person_page *one, struct person_change *in, struct err *err)
{
	in->unit = one->unit.len > 0 ? one->unit : STR_NONE;
	in->no_unit = one->unit.len == 0;
	in->zone = one->zone.len > 0 ? one->zone : STR_NONE;
	return words_read(
	    one->duties, "duty", one->call->arena, &in->duties, err);
}

/* An empty list is none where nothing was said before. */
static enum err_code
no_duties(struct db *db, const struct person_page *one,
    struct person_change *in, struct err *err)
{
	struct person now;
	enum err_code rc = person_get(db, one->call->arena, one->id, &now, err);

	if (rc == ERR_NONE && now.duties.ptr == NULL && one->duties.len == 0)
		in->duties = STR_NONE;
	return rc;
}

static enum err_code
change(struct db *db, void *ctx, struct err *err)
{
	const struct person_page *one = ctx;
	struct id me = one->call->session.person.id;
	struct person_change in = {.name = one->name,
	    .role = &one->role,
	    .no_team = one->team.len == 0,
	    .source = STR("admin"),
	    .effective = one->effective};
	enum err_code rc = read_details(one, &in, err);
	bool found = false;

	if (rc == ERR_NONE)
		rc = no_duties(db, one, &in, err);
	if (rc == ERR_NONE && one->team.len > 0)
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
	const struct person_page *one = ctx;

	return person_leave_on(db, one->call->arena,
	    one->call->session.person.id, one->id, one->last_day, STR("left"),
	    STR("admin"), err);
}

static enum err_code
show_problem(struct call *call, struct person_page *one, struct err *err)
{
	return person_page_show(
	    call, one, show_sentence(call->arena, str_from(err->text)), err);
}

enum err_code
person_page_write(
    struct call *call, struct person_page *one, store_fn *fn, struct err *err)
{
	enum err_code rc = store_write(call->web->config.store, fn, one, err);

	if (rc == ERR_INVALID || rc == ERR_CONFLICT || rc == ERR_LIMIT)
		return show_problem(call, one, err);
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call,
	    URL_OF(call->arena, "/people/{}?saved=yes",
		show_id(call->arena, one->id)),
	    err);
}

enum err_code
person_page_day(const struct call *call, const char *name, const char *what,
    int64_t *out, struct err *err)
{
	struct str text = str_trim(page_form(call, name));

	*out = 0;
	return text.len > 0 ? day_read(text, what, out, err) : ERR_NONE;
}

enum err_code
page_person_change(struct call *call, struct err *err)
{
	struct person_page one = {.call = call,
	    .name = str_trim(page_form(call, "name")),
	    .team = str_trim(page_form(call, "team")),
	    .unit = str_trim(page_form(call, "unit")),
	    .duties = str_trim(page_form(call, "duties")),
	    .zone = str_trim(page_form(call, "zone")),
	    .lead = str_eq(page_form(call, "lead"), STR("yes"))};
	enum err_code rc = page_id(call, &one.id, err);

	if (rc != ERR_NONE)
		return rc;
	if (!role_read(page_form(call, "role"), &one.role))
		return person_page_show(call, &one, STR("Choose a role."), err);
	if (person_page_day(call, "effective", "since when it holds",
		&one.effective, err) != ERR_NONE)
		return show_problem(call, &one, err);
	return person_page_write(call, &one, change, err);
}

enum err_code
page_person_leave(struct call *call, struct err *err)
{
	struct person_page one = {.call = call};
	enum err_code rc = page_id(call, &one.id, err);

	if (rc != ERR_NONE)
		return rc;
	if (person_page_day(call, "last_day", "the last day", &one.last_day,
		err) != ERR_NONE)
		return show_problem(call, &one, err);
	return person_page_write(call, &one, leave, err);
}

static enum err_code
show_by_hand(struct call *call, const char *problem, struct err *err)
{
	struct person_page one = {.call = call};
	enum err_code rc = page_id(call, &one.id, err);

	return rc == ERR_NONE
	    ? person_page_show(call, &one, str_from(problem), err)
	    : rc;
}

static enum err_code
by_hand(struct call *call, enum by_hand_act act, struct err *err)
{
	struct id id;
	enum err_code rc = page_id(call, &id, err);

	return rc == ERR_NONE ? by_hand_page_post(call, id, act,
				    arena_strf(call->arena, "/people/%.*s",
					STR_FMT(show_id(call->arena, id))),
				    show_by_hand, err)
			      : rc;
}

enum err_code
page_person_nudge(struct call *call, struct err *err)
{
	return by_hand(call, BY_HAND_NUDGE, err);
}

enum err_code
page_person_assign(struct call *call, struct err *err)
{
	return by_hand(call, BY_HAND_ASSIGN, err);
}
