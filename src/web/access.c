#include "people/access.h"

#include "base/clock.h"
#include "templates/access.h"
#include "web/pages.h"

/*
 * Who can reach what: the systems, or one of them with its people, a hundred
 * a page.
 */
#define PAGE_MOST 100
#define PAGES_MAX 100000

struct reach {
	const struct call *call;
	struct access_ask ask;
	struct access_systems systems;
	struct accesses list;
};

static enum err_code
read_reach(struct db *db, void *ctx, struct err *err)
{
	struct reach *r = ctx;
	struct id me = r->call->session.person.id;

	r->systems = (struct access_systems){0};
	r->list = (struct accesses){0};
	return r->ask.system.len > 0
	    ? access_list(db, r->call->arena, me, &r->ask, &r->list, err)
	    : access_system_list(db, r->call->arena, me, &r->systems, err);
}

static struct url
address(struct call *call, struct str system, bool ended, uint64_t page)
{
	return page > 0
	    ? URL_OF(call->arena, "/access?system={}&ended={}&page={}", system,
		  ended ? STR("yes") : STR("no"),
		  arena_strf(call->arena, "%llu", (unsigned long long)page))
	    : URL_OF(call->arena, "/access?system={}&ended={}", system,
		  ended ? STR("yes") : STR("no"));
}

static enum err_code
add_systems(struct call *call, const struct reach *r, struct tmpl_access *v,
    struct err *err)
{
	for (size_t i = 0; i < r->systems.n; i++) {
		const struct access_system *s = &r->systems.v[i];
		struct tmpl_access_systems *row =
		    ARENA_PUSH(call->arena, &v->systems);

		if (row == NULL)
			return arena_fail(call->arena, err);
		*row = (struct tmpl_access_systems){.name = s->name,
		    .href = URL_OF(call->arena, "/access?system={}", s->name),
		    .people = s->people,
		    .privileged = s->privileged,
		    .gone = s->gone};
	}
	v->has_systems = r->systems.n > 0;
	return ERR_NONE;
}

static const struct tmpl_mark *
state_of(const struct call *call, const struct access *a)
{
	if (a->until != 0 && a->until < clock_now())
		return show_mark(call, MARK_NONE, STR("Ended"));
	return a->gone ? show_mark(call, MARK_FAILED, STR("Has left"))
		       : show_mark(call, MARK_CURRENT, STR("Stands"));
}

static bool
link_to(struct call *call, const struct access *a, struct tmpl_access_rows *row)
{
	struct tmpl_access_rows_person *person =
	    ARENA_NEW(call->arena, struct tmpl_access_rows_person);

	if (person == NULL)
		return false;
	person->label = a->name;
	person->href =
	    URL_OF(call->arena, "/people/{}", show_id(call->arena, a->person));
	row->person = person;
	return true;
}

static enum err_code
add_rows(struct call *call, const struct reach *r, struct tmpl_access *v,
    struct err *err)
{
	for (size_t i = 0; i < r->list.n && i < PAGE_MOST; i++) {
		const struct access *a = &r->list.v[i];
		struct tmpl_access_rows *row =
		    ARENA_PUSH(call->arena, &v->rows);

		if (row == NULL)
			return arena_fail(call->arena, err);
		*row = (struct tmpl_access_rows){.name = a->name,
		    .email = a->email,
		    .level = a->level,
		    .source = a->source,
		    .login = a->login,
		    .since = show_date(call->arena, a->since),
		    .until = show_date(call->arena, a->until),
		    .mark = state_of(call, a)};
		if (v->admin && !link_to(call, a, row))
			return arena_fail(call->arena, err);
	}
	v->has_rows = v->rows.n > 0;
	return ERR_NONE;
}

static enum err_code
add_pages(struct call *call, const struct reach *r, uint64_t page,
    struct tmpl_access *v, struct err *err)
{
	struct tmpl_access_earlier *back =
	    ARENA_NEW(call->arena, struct tmpl_access_earlier);
	struct tmpl_access_later *more =
	    ARENA_NEW(call->arena, struct tmpl_access_later);

	if (back == NULL || more == NULL)
		return arena_fail(call->arena, err);
	back->href = address(
	    call, r->ask.system, r->ask.with_ended, page > 0 ? page - 1 : 0);
	more->href = address(call, r->ask.system, r->ask.with_ended, page + 1);
	v->earlier = page > 0 ? back : NULL;
	v->later = r->list.n > PAGE_MOST ? more : NULL;
	return ERR_NONE;
}

enum err_code
page_access(struct call *call, struct err *err)
{
	struct reach r = {.call = call,
	    .ask = {.system = str_trim(page_query(call, "system")),
		.with_ended = str_eq(page_query(call, "ended"), STR("yes")),
		.most = PAGE_MOST + 1}};
	struct tmpl_access v = {.frame = page_frame(call, "Access"),
	    .all = URL("/access"),
	    .system = r.ask.system,
	    .admin = call->session.person.role == ROLE_ADMIN};
	uint64_t page = 0;
	enum err_code rc;

	if (!str_u64(page_query(call, "page"), &page) || page > PAGES_MAX)
		page = 0;
	r.ask.skip = (unsigned)page * PAGE_MOST;
	if (r.ask.system.len == 0)
		r.ask.system = STR_NONE;
	rc = store_read(call->web->config.store, read_reach, &r, err);
	if (rc == ERR_NONE)
		rc = add_systems(call, &r, &v, err);
	if (rc == ERR_NONE)
		rc = add_rows(call, &r, &v, err);
	if (rc == ERR_NONE)
		rc = add_pages(call, &r, page, &v, err);
	if (rc != ERR_NONE)
		return rc;
	v.shown = show_count(call->arena, v.rows.n, "access", "accesses");
	v.ended_note = r.ask.with_ended ? STR("Only what stands")
					: STR("What has ended, too");
	v.ended = address(call, v.system, !r.ask.with_ended, 0);
	if (str_eq(page_query(call, "note"), STR("in")))
		v.note = STR("The list is in.");
	tmpl_access(call->re->body, &v);
	return ERR_NONE;
}
