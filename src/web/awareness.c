#include "web/awareness.h"

#include "policy/notice.h"

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

struct read_open {
	const struct call *call;
	struct notices open;
};

static enum err_code
read_open(struct db *db, void *ctx, struct err *err)
{
	struct read_open *r = ctx;

	return notice_open(db, r->call->arena, &r->call->session.person,
	    r->call->rq->received, &r->open, err);
}

enum err_code
awareness_open_notices(
    struct call *call, const struct tmpl_open_notices **out, struct err *err)
{
	struct read_open r = {.call = call};
	struct tmpl_open_notices *v =
	    ARENA_NEW(call->arena, struct tmpl_open_notices);
	enum err_code rc =
	    store_read(call->web->config.store, read_open, &r, err);

	if (v == NULL)
		return arena_fail(call->arena, err);
	for (size_t i = 0; rc == ERR_NONE && i < r.open.n; i++) {
		struct tmpl_open_notices_notices *row =
		    ARENA_PUSH(call->arena, &v->notices);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->title = r.open.v[i].title;
		row->href = URL_OF(call->arena, "/notices/{}", r.open.v[i].id);
	}
	if (rc == ERR_NONE)
		*out = v;
	return rc;
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
