#include "web/exception_history.h"

#include "policy/policy_day.h"

enum err_code
exception_history_show(const struct call *call,
    const struct exceptions *earlier, const struct tmpl_exception_history **out,
    struct err *err)
{
	const struct policy *policy =
	    engine_policy(call->web->config.engine, call->rq->received);
	struct tmpl_exception_history *h =
	    ARENA_NEW(call->arena, struct tmpl_exception_history);

	if (h == NULL)
		return arena_fail(call->arena, err);
	for (size_t i = 0; i < earlier->n; i++) {
		const struct exception *e = &earlier->v[i];
		struct tmpl_exception_history_rows *row =
		    ARENA_PUSH(call->arena, &h->rows);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->asked = e->asked;
		row->state = e->state;
		row->until = policy_day_of(policy, e->until);
		row->reason = e->reason;
		row->measure = e->measure;
		row->approver = e->approver;
	}
	*out = h;
	return ERR_NONE;
}
