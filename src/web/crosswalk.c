#include "templates/crosswalk.h"
#include "policy/coverage.h"
#include "web/control.h"

#include <stdlib.h>

#define COLUMNS_MAX 40

/* One thing that is done once: what it is called, and what it names. */
struct subject {
	struct str kind, title;
	struct url href;
	const struct str *names;
	size_t n;
};

struct walk {
	struct call *call;
	const struct survey *survey;
	const struct catalog_framework *columns[COLUMNS_MAX];
	size_t n_columns;
	struct tmpl_crosswalk v;
};

/* Those of the frameworks asked for, in the order of the survey. */
static void
take_columns(struct walk *w)
{
	const struct coverages *all = &w->survey->coverages;

	for (size_t i = 0; i < all->n; i++) {
		const struct coverage *a = &all->v[i];
		bool new = w->n_columns == 0 ||
		    w->columns[w->n_columns - 1] != a->framework;

		if (new && w->n_columns < COLUMNS_MAX && (a->on || w->v.all))
			w->columns[w->n_columns++] = a->framework;
	}
}

static bool
named(const struct subject *s, const struct coverage *a)
{
	for (size_t i = 0; i < s->n; i++)
		if (coverage_names(
			s->names[i], a->framework->id, a->control->id))
			return true;
	return false;
}

static enum err_code
add_cell(struct walk *w, const struct subject *s,
    const struct catalog_framework *f, struct tmpl_crosswalk_rows *row,
    struct err *err)
{
	struct arena *arena = w->call->arena;
	struct tmpl_crosswalk_rows_cells *cell = ARENA_PUSH(arena, &row->cells);

	if (cell == NULL)
		return arena_fail(arena, err);
	cell->label = f->title;
	for (size_t i = 0; i < w->survey->coverages.n; i++) {
		const struct coverage *a = &w->survey->coverages.v[i];
		struct tmpl_crosswalk_rows_cells_ids *id;

		if (a->framework != f || !named(s, a))
			continue;
		id = ARENA_PUSH(arena, &cell->ids);
		if (id == NULL)
			return arena_fail(arena, err);
		id->id = a->control->id;
		id->href = control_url(w->call, a, "");
		cell->some = true;
		row->n++;
	}
	return ERR_NONE;
}

static enum err_code
add_subject(struct walk *w, const struct subject *s, struct err *err)
{
	struct tmpl_crosswalk_rows row = {.kind = s->kind,
				       .title = s->title,
				       .href = s->href},
				   *to;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < w->n_columns && rc == ERR_NONE; i++)
		rc = add_cell(w, s, w->columns[i], &row, err);
	if (rc != ERR_NONE || row.n == 0)
		return rc;
	to = ARENA_PUSH(w->call->arena, &w->v.rows);
	if (to == NULL)
		return arena_fail(w->call->arena, err);
	*to = row;
	return ERR_NONE;
}

static enum err_code
add_obligations(struct walk *w, struct err *err)
{
	const struct policy *p = w->survey->tally.policy;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < p->obligations.n && rc == ERR_NONE; i++) {
		const struct policy_obligation *o = &p->obligations.v[i];

		rc = add_subject(w,
		    &(struct subject){STR("Obligation"), o->title,
			URL("/policy"), o->controls.v, o->controls.n},
		    err);
	}
	return rc;
}

static enum err_code
add_content(struct walk *w, struct err *err)
{
	const struct catalog *catalog = w->survey->world.catalog;
	const struct labs *labs = w->survey->world.labs;
	struct arena *arena = w->call->arena;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < catalog->modules.n && rc == ERR_NONE; i++) {
		const struct catalog_module *m = &catalog->modules.v[i];

		rc = add_subject(w,
		    &(struct subject){STR("Module"), m->title,
			URL_OF(arena, "/modules/{}", m->id), m->controls.v,
			m->controls.n},
		    err);
	}
	for (size_t i = 0; labs != NULL && i < labs->n && rc == ERR_NONE; i++) {
		const struct lab *l = &labs->v[i];

		rc = add_subject(w,
		    &(struct subject){STR("Lab"), l->title,
			URL_OF(arena, "/labs/{}", l->id), l->controls.v,
			l->controls.n},
		    err);
	}
	return rc;
}

static int
most_first(const void *a, const void *b)
{
	const struct tmpl_crosswalk_rows *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return str_cmp(x->title, y->title);
}

enum err_code
page_crosswalk(struct call *call, struct err *err)
{
	struct walk w = {.call = call};
	struct control_period period;
	struct survey s;
	enum err_code rc = control_survey(call, &period, &s, err);

	if (rc != ERR_NONE)
		return rc;
	w.survey = &s;
	w.v.frame = page_frame(call, "Crosswalk");
	w.v.some_on = s.tally.policy->frameworks.n > 0;
	w.v.all = !w.v.some_on || page_query(call, "all").len > 0;
	take_columns(&w);
	for (size_t i = 0; i < w.n_columns; i++) {
		struct str *title = ARENA_PUSH(call->arena, &w.v.columns);

		if (title == NULL)
			return arena_fail(call->arena, err);
		*title = w.columns[i]->title;
	}
	rc = add_obligations(&w, err);
	if (rc == ERR_NONE)
		rc = add_content(&w, err);
	if (rc != ERR_NONE)
		return rc;
	if (w.v.rows.n > 0)
		qsort(
		    w.v.rows.v, w.v.rows.n, sizeof(w.v.rows.v[0]), most_first);
	w.v.has_rows = w.v.rows.n > 0;
	tmpl_crosswalk(call->re->body, &w.v);
	return ERR_NONE;
}
