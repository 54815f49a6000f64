#include "learn/path.h"

#include "templates/path.h"
#include "templates/paths.h"
#include "web/lab.h"
#include "web/pages.h"

/* "Your path", whoever is signed in. */
static enum err_code
chosen(struct call *call, struct str *out, struct err *err)
{
	*out = STR_NONE;
	return call->signed_in
	    ? path_chosen(
		  call->learn, call->session.person.id, call->arena, out, err)
	    : ERR_NONE;
}

static struct str
count(struct arena *arena, const struct catalog_path *p)
{
	struct str modules =
		       show_count(arena, p->modules.n, "module", "modules"),
		   labs = show_count(arena, p->labs.n, "lab", "labs"),
		   planned = show_count(arena, p->planned.n, "topic", "topics");

	return arena_strf(arena, "%.*s, %.*s, %.*s planned", STR_FMT(modules),
	    STR_FMT(labs), STR_FMT(planned));
}

enum err_code
page_paths(struct call *call, struct err *err)
{
	const struct catalog_paths *all = call->web->config.catalog->paths;
	struct tmpl_paths v = {.frame = page_frame(call, "Paths")};
	struct str mine;
	enum err_code rc = chosen(call, &mine, err);

	for (size_t i = 0; rc == ERR_NONE && i < all->paths.n; i++) {
		const struct catalog_path *p = &all->paths.v[i];
		struct tmpl_paths_paths *row =
		    ARENA_PUSH(call->arena, &v.paths);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->title = p->title;
		row->href = URL_OF(call->arena, "/paths/{}", p->id);
		row->who = p->who;
		row->line = count(call->arena, p);
		row->mine = str_eq(mine, p->id);
	}
	if (rc == ERR_NONE)
		tmpl_paths(call->re->body, &v);
	return rc;
}

static const struct tmpl_mark *
mark_of(const struct call *call, const struct path_step *step)
{
	switch (step->state) {
	case PATH_DONE:
		return show_mark(call, MARK_CURRENT, STR("Done"));
	case PATH_NEXT:
		return show_mark(call, MARK_STARTED, STR("Next"));
	case PATH_ELSEWHERE:
		return show_mark(call, MARK_NONE, STR("Not in your stacks"));
	case PATH_TO_COME:
		break;
	}
	return call->signed_in ? show_mark(call, MARK_NONE, STR("To come"))
			       : NULL;
}

static struct str
stack_names(struct arena *arena, const struct catalog_strs *stacks)
{
	struct str list = STR("");

	for (size_t i = 0; i < stacks->n && list.ptr != NULL; i++)
		list = arena_strf(arena, "%.*s%s%.*s", STR_FMT(list),
		    i == 0 ? "" : "; ",
		    STR_FMT(markdown_stack_name(stacks->v[i])));
	return list;
}

static enum err_code
add_modules(struct call *call, const struct path_standing *s,
    struct tmpl_path *v, struct err *err)
{
	struct arena *arena = call->arena;

	for (size_t i = 0; i < s->n; i++) {
		const struct path_step *step = &s->steps[i];
		struct tmpl_path_modules *row = ARENA_PUSH(arena, &v->modules);

		if (row == NULL)
			return arena_fail(arena, err);
		row->title = step->module->title;
		row->href = URL_OF(arena, "/modules/{}", step->module->id);
		row->reason = step->step->why;
		row->line = step->state == PATH_DONE && step->valid_until > 0
		    ? arena_strf(arena, "%u minutes · stands until %.*s",
			  step->module->minutes,
			  STR_FMT(show_date(arena, step->valid_until)))
		    : arena_strf(arena, "%u minutes", step->module->minutes);
		row->mark = mark_of(call, step);
	}
	return ERR_NONE;
}

/* A lab is a link where it is there. */
static enum err_code
add_labs(struct call *call, const struct catalog_path *path,
    struct tmpl_path *v, struct err *err)
{
	struct arena *arena = call->arena;
	struct lab_cards cards = {0};
	enum err_code rc = ERR_NONE;

	if (call->web->config.labs != NULL && call->signed_in)
		rc = lab_list(call->web->config.labs, call->session.person.id,
		    STR_NONE, arena, &cards, err);
	for (size_t i = 0; i < path->labs.n && rc == ERR_NONE; i++) {
		const struct catalog_path_step *step = &path->labs.v[i];
		const struct catalog_lab_name *lab =
		    catalog_lab_name(call->web->config.catalog, step->id);
		struct tmpl_path_labs *row = ARENA_PUSH(arena, &v->labs);

		if (row == NULL)
			return arena_fail(arena, err);
		row->title = lab != NULL ? lab->title : step->id;
		row->reason = step->why;
		if (lab == NULL) {
			row->note = STR("Planned.");
			continue;
		}
		struct tmpl_path_labs_linked *l =
		    ARENA_NEW(arena, struct tmpl_path_labs_linked);

		if (l == NULL)
			return arena_fail(arena, err);
		l->href = URL_OF(arena, "/labs/{}", lab->id);
		l->title = lab->title;
		row->linked = l;
		for (size_t k = 0; k < cards.n; k++)
			if (str_eq(cards.v[k].id, lab->id))
				row->mark = lab_card_mark(call, &cards.v[k]);
	}
	return rc;
}

static enum err_code
add_standing(struct call *call, const struct path_standing *s,
    struct tmpl_path *v, struct err *err)
{
	struct arena *arena = call->arena;
	struct tmpl_path_choose *choose;
	struct tmpl_path_next *n;
	struct str mine;
	enum err_code rc = chosen(call, &mine, err);

	if (rc != ERR_NONE || !call->signed_in)
		return rc;
	choose = ARENA_NEW(arena, struct tmpl_path_choose);
	n = ARENA_NEW(arena, struct tmpl_path_next);
	if (choose == NULL || n == NULL)
		return arena_fail(arena, err);
	choose->frame = v->frame;
	choose->action = URL_OF(arena, "/paths/{}", s->path->id);
	choose->keep = str_eq(mine, s->path->id);
	v->choose = choose;
	v->progress = s->asked > 0 && s->done == s->asked
	    ? STR("You have done what there is in your stacks.")
	    : arena_strf(arena, "You have done %u of %u in your stacks.",
		  s->done, s->asked);
	if (s->next == NULL)
		return ERR_NONE;
	n->title = s->next->module->title;
	n->href = URL_OF(arena, "/modules/{}", s->next->module->id);
	n->reason = s->next->step->why;
	n->time = arena_strf(arena, "%u minutes", s->next->module->minutes);
	v->next = n;
	return ERR_NONE;
}

static enum err_code
stand(struct call *call, struct path_standing *out, struct err *err)
{
	const struct id nobody = {0};
	const struct person *me = &call->session.person;

	return path_stand(call->learn, call->signed_in ? me->id : nobody,
	    call->signed_in ? me->stacks : STR_NONE,
	    http_get(&call->rq->params, STR("id")), call->rq->received,
	    call->arena, out, err);
}

enum err_code
page_path(struct call *call, struct err *err)
{
	struct path_standing s;
	struct tmpl_path v;
	enum err_code rc = stand(call, &s, err);

	if (rc != ERR_NONE)
		return rc;
	v = (struct tmpl_path){.frame = page_frame_str(call, s.path->title),
	    .name = s.path->title,
	    .who = s.path->who,
	    .stacks = stack_names(call->arena, &s.path->stacks),
	    .has_modules = s.n > 0,
	    .has_labs = s.path->labs.n > 0,
	    .has_planned = s.path->planned.n > 0};
	for (size_t i = 0; i < s.path->planned.n; i++) {
		struct str *slot = ARENA_PUSH(call->arena, &v.planned);

		if (slot == NULL)
			return arena_fail(call->arena, err);
		*slot = s.path->planned.v[i];
	}
	rc = add_standing(call, &s, &v, err);
	if (rc == ERR_NONE)
		rc = add_modules(call, &s, &v, err);
	if (rc == ERR_NONE)
		rc = add_labs(call, s.path, &v, err);
	if (rc == ERR_NONE)
		tmpl_path(call->re->body, &v);
	return rc;
}

enum err_code
page_path_choose(struct call *call, struct err *err)
{
	struct str id = http_get(&call->rq->params, STR("id"));
	bool leave = str_eq(page_form(call, "leave"), STR("yes"));
	enum err_code rc = path_choose(
	    call->learn, call->session.person.id, leave ? STR_NONE : id, err);

	return rc == ERR_NONE
	    ? page_go(call, URL_OF(call->arena, "/paths/{}", id), err)
	    : rc;
}
