#include "templates/misconceptions.h"
#include "learn/misconception.h"
#include "web/number.h"
#include "web/pages.h"

static enum err_code
add_belief(struct call *call, const struct misconception *m,
    struct tmpl_misconceptions_teams *team, struct err *err)
{
	struct tmpl_misconceptions_teams_rows *row =
	    ARENA_PUSH(call->arena, &team->rows);

	if (row == NULL)
		return arena_fail(call->arena, err);
	row->belief = m->belief;
	row->module = m->title;
	row->href = URL_OF(call->arena, "/modules/{}", m->module_id);
	row->taken = (int64_t)m->taken;
	row->n = (int64_t)m->n;
	row->share = number_share(call->arena, m->n, m->share, m->share_in);
	return ERR_NONE;
}

static enum err_code
add_team(struct call *call, const struct misconception_team *t,
    struct tmpl_misconceptions *v, struct err *err)
{
	struct tmpl_misconceptions_teams *team =
	    ARENA_PUSH(call->arena, &v->teams);
	enum err_code rc = ERR_NONE;

	if (team == NULL)
		return arena_fail(call->arena, err);
	team->name = t->name;
	team->people = (int64_t)t->people;
	team->too_few = t->too_few;
	if (t->untaken > 0)
		team->untaken = arena_strf(call->arena,
		    "%llu more %s put to them, and nobody held %s.",
		    (unsigned long long)t->untaken,
		    t->untaken == 1 ? "belief was" : "beliefs were",
		    t->untaken == 1 ? "it" : "them");
	team->has_rows = t->beliefs.n > 0;
	for (size_t i = 0; rc == ERR_NONE && i < t->beliefs.n; i++)
		rc = add_belief(call, &t->beliefs.v[i], team, err);
	return rc;
}

enum err_code
page_misconceptions(struct call *call, struct err *err)
{
	struct tmpl_misconceptions v = {
	    .frame = page_frame(call, "Wrong beliefs")};
	struct misconceptions list;
	enum err_code rc = misconception_list(
	    call->learn, call->session.person.id, call->arena, &list, err);

	for (size_t i = 0; rc == ERR_NONE && i < list.n; i++)
		rc = add_team(call, &list.v[i], &v, err);
	if (rc == ERR_NONE)
		tmpl_misconceptions(call->re->body, &v);
	return rc;
}
