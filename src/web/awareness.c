#include "web/awareness.h"

const struct tmpl_awareness_nav *
awareness_nav(const struct call *call, enum awareness_page here)
{
	struct tmpl_awareness_nav *nav =
	    ARENA_NEW(call->arena, struct tmpl_awareness_nav);

	if (nav == NULL)
		return NULL;
	nav->notices = here == AWARENESS_NOTICES;
	nav->campaigns = here == AWARENESS_CAMPAIGNS;
	nav->concerns = here == AWARENESS_CONCERNS;
	nav->incidents = here == AWARENESS_INCIDENTS;
	nav->sees_concerns = WHO(call->session.person.role) & WHO_AUTHOR;
	return nav;
}

bool
awareness_refused(struct call *call, enum err_code rc, const struct err *err,
    struct str *problem)
{
	if (rc != ERR_SYNTAX && rc != ERR_INVALID && rc != ERR_LIMIT &&
	    rc != ERR_CONFLICT && rc != ERR_UNSUPPORTED)
		return false;
	call->re->status = 422;
	*problem = show_sentence(call->arena, str_from(err->text));
	return true;
}
