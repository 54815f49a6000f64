#include "web/agenda_page.h"

#include "base/zone_day.h"
#include "web/policy_page.h"

enum err_code
agenda_page_mine(struct call *call, struct agenda *out, struct err *err)
{
	struct engine *engine;
	enum err_code rc = policy_page_engine(call, &engine, err);

	if (rc == ERR_NONE)
		rc = agenda_of(engine, call->learn, call->session.person.id,
		    call->rq->received, true, call->arena, out, err);
	if (rc != ERR_NONE)
		return rc;
	agenda_keep_open(out);
	agenda_keep_once(out);
	return ERR_NONE;
}

const struct agenda_item *
agenda_page_find(
    const struct agenda *agenda, enum policy_thing_kind kind, struct str id)
{
	for (size_t i = 0; i < agenda->n; i++)
		if (agenda->v[i].kind == kind && str_eq(agenda->v[i].id, id))
			return &agenda->v[i];
	return NULL;
}

struct str
agenda_page_date(const struct call *call, const struct agenda_item *item)
{
	const struct policy *policy =
	    engine_policy(call->web->config.engine, call->rq->received);
	const struct zone *zone = policy != NULL ? &policy->zone : NULL;

	return item->due != 0
	    ? show_date(call->arena, zone_day(zone, item->due) * CLOCK_DAY)
	    : STR("");
}

const struct tmpl_mark *
agenda_page_mark(const struct call *call, const struct agenda_item *item)
{
	struct str date = agenda_page_date(call, item);
	bool late = item->state == DUE_IS_OVERDUE;

	if (item->state == DUE_IS_EXCUSED)
		return show_mark(call, MARK_NONE, STR("Excused"));
	if (!agenda_open(item))
		return show_mark(call, MARK_CURRENT, STR("Completed"));
	return show_mark(call,
	    late                            ? MARK_OVERDUE
		: item->state == DUE_IS_DUE ? MARK_DUE
					    : MARK_NONE,
	    date.len == 0 ? STR("To do")
			  : arena_strf(call->arena, "%s %.*s",
				late ? "Overdue since" : "Due", STR_FMT(date)));
}

struct url
agenda_page_url(const struct call *call, const struct agenda_item *item)
{
	switch (item->kind) {
	case POLICY_MODULE:
		return URL_OF(call->arena, "/modules/{}", item->id);
	case POLICY_LAB:
		return URL_OF(call->arena, "/labs/{}", item->id);
	default:
		return URL("/policy");
	}
}
