#include "templates/ability.h"
#include "learn/item_health.h"
#include "web/number.h"
#include "web/pages.h"

/* What one's own first answers to a module say, and how surely. */
static enum err_code
add_calibrated(struct call *call, const struct catalog_module *m,
    const struct ability *a, struct tmpl_ability *v, struct err *err)
{
	struct tmpl_ability_calibrated *c =
	    ARENA_NEW(call->arena, struct tmpl_ability_calibrated);

	if (c == NULL)
		return arena_fail(call->arena, err);
	c->ability = number_error(call->arena, a->mean, a->error);
	c->used = (int64_t)a->used;
	c->above = show_percent(call->arena, (unsigned)(100 * a->above));
	c->pass = m->pass;
	v->calibrated = c;
	return ERR_NONE;
}

enum err_code
page_ability(struct call *call, struct err *err)
{
	struct id me = call->session.person.id;
	struct tmpl_ability v = {
	    .frame = page_frame(call, "What your answers say")};
	const struct catalog_module *m;
	struct ability a = {0};
	enum err_code rc = page_module(call, &m, err);

	if (rc != ERR_NONE)
		return rc;
	v.module = m->title;
	v.module_href = URL_OF(call->arena, "/modules/{}", m->id);
	v.quiz_href = URL_OF(call->arena, "/modules/{}/quiz", m->id);
	rc = ability_of(call->learn, me, me, m->id, &a, err);
	if (rc == ERR_NONE) {
		v.has_answers = true;
		v.right = (int64_t)a.right;
		v.n = (int64_t)a.n;
		v.share = number_share(call->arena, a.n, a.share, a.share_in);
		v.wanting = a.wanting;
		if (a.calibrated)
			rc = add_calibrated(call, m, &a, &v, err);
	} else if (rc == ERR_NOT_FOUND) {
		rc = ERR_NONE;
	}
	if (rc == ERR_NONE)
		tmpl_ability(call->re->body, &v);
	return rc;
}
