#include "templates/people.h"
#include "people/link.h"
#include "people/organisation.h"
#include "people/person_search.h"
#include "people/team.h"
#include "web/pages.h"

/*
 * The administrator's list, and inviting one person.  Without mail the link
 * of the invitation is shown instead, to be handed over.
 */
#define PEOPLE_SHOWN 100
#define PAGES_MAX    100000

struct read_people {
	const struct call *call;
	struct str words;
	uint64_t page, total;
	struct persons persons;
};

static enum err_code
read_people(struct db *db, void *ctx, struct err *err)
{
	struct read_people *r = ctx;

	return person_search(db, r->call->arena, r->call->session.person.id,
	    &(struct person_search){.words = r->words,
		.most = PEOPLE_SHOWN,
		.skip = (unsigned)r->page * PEOPLE_SHOWN},
	    &r->persons, &r->total, err);
}

/* Which page of whom the address asks for. */
static void
read_ask(const struct call *call, struct read_people *r)
{
	r->words = str_trim(page_query(call, "q"));
	if (!str_u64(page_query(call, "page"), &r->page) || r->page > PAGES_MAX)
		r->page = 0;
}

static enum err_code
add_rows(struct call *call, const struct persons *persons,
    struct tmpl_people *v, struct err *err)
{
	for (size_t i = 0; i < persons->n; i++) {
		const struct person *p = &persons->v[i];
		struct tmpl_people_rows *row =
		    ARENA_PUSH(call->arena, &v->rows);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->name = p->name;
		row->href = URL_OF(
		    call->arena, "/people/{}", show_id(call->arena, p->id));
		row->email = p->email;
		row->role = str_from(role_title(p->role));
		row->team = p->team_name;
		row->mark = p->left
		    ? show_mark(call, MARK_NONE, STR("Left"))
		    : show_mark(call, MARK_CURRENT, STR("Here"));
	}
	v->has_rows = persons->n > 0;
	return ERR_NONE;
}

static struct url
address(struct call *call, struct str words, uint64_t page)
{
	return URL_OF(call->arena, "/people?q={}&page={}", words,
	    arena_strf(call->arena, "%llu", (unsigned long long)page));
}

static enum err_code
add_pages(struct call *call, const struct read_people *r, struct tmpl_people *v,
    struct err *err)
{
	uint64_t first = r->page * PEOPLE_SHOWN, n = r->persons.n;
	struct tmpl_people_earlier *back =
	    ARENA_NEW(call->arena, struct tmpl_people_earlier);
	struct tmpl_people_later *more =
	    ARENA_NEW(call->arena, struct tmpl_people_later);

	if (back == NULL || more == NULL)
		return arena_fail(call->arena, err);
	v->shown = n == r->total
	    ? show_count(call->arena, n, "person", "people")
	    : arena_strf(call->arena, "%llu to %llu of %llu people",
		  (unsigned long long)first + 1,
		  (unsigned long long)(first + n),
		  (unsigned long long)r->total);
	if (r->page > 0) {
		back->href = address(call, r->words, r->page - 1);
		v->earlier = back;
	}
	if (first + n < r->total) {
		more->href = address(call, r->words, r->page + 1);
		v->later = more;
	}
	return ERR_NONE;
}

static enum err_code
add_roles(struct call *call, struct tmpl_people *v, struct err *err)
{
	struct str chosen = page_form(call, "role");

	for (int role = 0; role < ROLE_COUNT; role++) {
		struct tmpl_people_roles *r =
		    ARENA_PUSH(call->arena, &v->roles);

		if (r == NULL)
			return arena_fail(call->arena, err);
		r->value = str_from(role_name(role));
		r->label = str_from(role_title(role));
		r->chosen = str_eq(chosen, r->value);
	}
	return ERR_NONE;
}

struct invite {
	const struct call *call;
	struct person_new person;
	struct str team;
	struct id id;
	struct str link; /* where no mail goes out */
};

static enum err_code
show(struct call *call, const struct invite *made, const char *problem,
    struct err *err)
{
	struct read_people r = {.call = call};
	struct tmpl_people v = {
	    .frame = page_frame(call, "People"), .problem = str_from(problem)};
	enum err_code rc;

	read_ask(call, &r);
	v.words = r.words;
	rc = store_read(call->web->config.store, read_people, &r, err);
	if (rc == ERR_NONE)
		rc = add_rows(call, &r.persons, &v, err);
	if (rc == ERR_NONE)
		rc = add_pages(call, &r, &v, err);
	if (rc == ERR_NONE)
		rc = add_roles(call, &v, err);
	if (rc != ERR_NONE)
		return rc;
	if (problem[0]) {
		call->re->status = 422;
		v.new_name = page_form(call, "name");
		v.new_email = page_form(call, "email");
		v.new_team = page_form(call, "team");
	} else if (str_eq(page_query(call, "note"), STR("roster"))) {
		v.note = STR("The roster is in.");
	} else if (made) {
		v.link = made->link;
		v.note = arena_strf(call->arena, "%.*s is invited.%s",
		    STR_FMT(made->person.name),
		    made->link.len > 0 ? "" : " The mail is on its way.");
	}
	tmpl_people(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_people(struct call *call, struct err *err)
{
	return show(call, NULL, "", err);
}

/* The team of that name, made where there is none; no name is no team. */
static enum err_code
find_team(
    struct db *db, const struct invite *in, struct id *out, struct err *err)
{
	struct id me = in->call->session.person.id;
	bool found;
	enum err_code rc;

	*out = (struct id){0};
	if (in->team.len == 0)
		return ERR_NONE;
	rc = team_by_name(db, in->call->arena, in->team, &found, out, err);
	if (rc == ERR_NONE && !found)
		rc = team_make(db, in->call->arena, me, in->team,
		    (struct id){0}, STR("admin"), out, err);
	return rc;
}

static enum err_code
invite(struct db *db, void *ctx, struct err *err)
{
	struct invite *in = ctx;
	struct arena *arena = in->call->arena;
	struct organisation organisation;
	struct str token;
	bool found;
	enum err_code rc = find_team(db, in, &in->person.team, err);

	if (rc == ERR_NONE)
		rc = person_add(db, arena, in->call->session.person.id,
		    &in->person, &in->id, err);
	if (rc == ERR_NONE)
		rc = organisation_get(db, arena, &found, &organisation, err);
	if (rc != ERR_NONE)
		return rc;
	if (organisation.mail_from.len > 0)
		return link_invite(db, arena, in->id, err);
	rc = link_make(db, arena, in->id, LINK_INVITE, 0, &token, err);
	if (rc == ERR_NONE)
		in->link = link_url(
		    arena, organisation.public_url, LINK_INVITE, token);
	return rc;
}

enum err_code
page_people_invite(struct call *call, struct err *err)
{
	struct invite in = {.call = call,
	    .team = str_trim(page_form(call, "team")),
	    .person = {.name = str_trim(page_form(call, "name")),
		.email = str_trim(page_form(call, "email")),
		.source = STR("admin")}};
	enum err_code rc;

	if (!role_read(page_form(call, "role"), &in.person.role))
		return show(call, NULL, "Choose a role.", err);
	rc = store_write(call->web->config.store, invite, &in, err);
	if (rc == ERR_INVALID || rc == ERR_CONFLICT || rc == ERR_LIMIT) {
		struct str why =
		    show_sentence(call->arena, str_from(err->text));

		return show(call, NULL, why.ptr ? why.ptr : "", err);
	}
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return show(call, &in, "", err);
}
