#include "templates/curriculum.h"
#include "learn/assignment.h"
#include "web/pages.h"

static struct str
module_line(struct arena *arena, const struct catalog_module *m)
{
	return arena_strf(arena, "%.*s%s%u minutes · %u questions",
	    STR_FMT(m->owasp), m->owasp.len > 0 ? " · " : "", m->minutes,
	    m->draw);
}

/* Only what is asked of the reader has a mark. */
static const struct tmpl_mark *
mark_of(const struct call *call, const struct assignments *asked, struct str id)
{
	for (size_t i = 0; i < asked->n; i++)
		if (str_eq(asked->v[i].module_id, id))
			return show_assignment(call, &asked->v[i]);
	return NULL;
}

static enum err_code
add_course(struct call *call, const struct assignments *asked,
    const struct catalog_course *c, struct tmpl_curriculum *v, struct err *err)
{
	struct arena *arena = call->arena;
	struct tmpl_curriculum_courses *row = ARENA_PUSH(arena, &v->courses);

	if (row == NULL)
		return arena_fail(arena, err);
	row->id = c->id;
	row->title = c->title;
	row->summary = c->validity_months > 0
	    ? arena_strf(arena, "%zu %s, %u%% to pass, valid for %u months.",
		  c->modules.n, c->modules.n == 1 ? "module" : "modules",
		  c->pass, c->validity_months)
	    : arena_strf(arena, "%zu %s, %u%% to pass.", c->modules.n,
		  c->modules.n == 1 ? "module" : "modules", c->pass);
	for (size_t i = 0; i < c->modules.n; i++) {
		const struct catalog_module *m =
		    catalog_module(call->web->config.catalog, c->modules.v[i]);
		struct tmpl_curriculum_courses_modules *mv;

		if (m == NULL)
			continue;
		mv = ARENA_PUSH(arena, &row->modules);
		if (mv == NULL)
			return arena_fail(arena, err);
		mv->title = m->title;
		mv->href = URL_OF(arena, "/modules/{}", m->id);
		mv->line = module_line(arena, m);
		mv->mark = mark_of(call, asked, m->id);
	}
	return ERR_NONE;
}

enum err_code
page_curriculum(struct call *call, struct err *err)
{
	const struct catalog *catalog = call->web->config.catalog;
	struct tmpl_curriculum v = {.frame = page_frame(call, "Curriculum")};
	struct assignments asked = {0};
	enum err_code rc = ERR_NONE;

	if (call->signed_in)
		rc = assignment_list(call->learn, call->session.person.id,
		    call->rq->received, call->arena, &asked, err);
	for (size_t i = 0; i < catalog->courses.n && rc == ERR_NONE; i++)
		rc = add_course(call, &asked, &catalog->courses.v[i], &v, err);
	if (rc == ERR_NONE)
		tmpl_curriculum(call->re->body, &v);
	return rc;
}
