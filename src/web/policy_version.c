#include "templates/policy_version.h"
#include "codec/hex.h"
#include "ledger/content.h"
#include "policy/diff.h"
#include "web/policy_page.h"

/* One version that was published: why, what it changed, and its text. */
struct version {
	struct call *call;
	unsigned number;
	struct policy_publishes all;
	const struct policy_published *it, *before; /* before: or NULL */
	struct str text, text_before;
	uint64_t signed_by;
};

static enum err_code
read_version(struct db *db, void *ctx, struct err *err)
{
	struct version *w = ctx;
	struct arena *arena = w->call->arena;
	enum err_code rc = policy_published_list(db, arena, &w->all, err);

	w->it = w->before = NULL;
	for (size_t i = 0; i < w->all.n; i++) {
		if (w->all.v[i].version == w->number)
			w->it = &w->all.v[i];
		else if (w->it == NULL)
			w->before = &w->all.v[i];
	}
	if (rc == ERR_NONE && w->it == NULL)
		return err_set(err, ERR_NOT_FOUND, "no such version");
	if (rc == ERR_NONE)
		rc = content_get(db, arena, w->it->content, &w->text, err);
	if (rc == ERR_NONE && w->before != NULL)
		rc = content_get(
		    db, arena, w->before->content, &w->text_before, err);
	return rc == ERR_NONE
	    ? policy_signed_count(db, arena, w->call->session.person.id,
		  w->it->policy, w->number, &w->signed_by, err)
	    : rc;
}

/* Against the version before it, where that still reads. */
static enum err_code
add_changes(struct version *w, const struct policy *policy,
    struct tmpl_policy_version *v, struct err *err)
{
	struct arena *arena = w->call->arena;
	struct policy_changes changes;
	struct policy *before;
	struct err unread;
	enum err_code rc;

	if (w->before == NULL ||
	    policy_read(w->text_before, "before", w->call->web->config.catalog,
		arena, &before, &unread) != ERR_NONE)
		return ERR_NONE;
	v->changed = arena_strf(
	    arena, "What it changed in version %u", w->before->version);
	rc = policy_diff(before, policy, arena, &changes, err);
	for (size_t i = 0; i < changes.n && rc == ERR_NONE; i++) {
		struct tmpl_policy_version_changes *row =
		    ARENA_PUSH(arena, &v->changes);
		const struct policy_change *c = &changes.v[i];

		if (row == NULL)
			return arena_fail(arena, err);
		row->where = c->where;
		row->before =
		    c->before.ptr != NULL ? c->before : STR("nothing");
		row->after = c->after.ptr != NULL ? c->after : STR("nothing");
	}
	v->has_changes = v->changes.n > 0;
	return rc;
}

static enum err_code
show(struct version *w, const struct policy *policy, struct err *err)
{
	struct call *call = w->call;
	struct arena *arena = call->arena;
	char hex[2 * CATALOG_HASH + 1];
	struct tmpl_policy_version v = {
	    .title = arena_strf(
		arena, "%.*s, version %u", STR_FMT(policy->title), w->number),
	    .note = w->it->note.ptr != NULL ? w->it->note : STR(""),
	    .by = w->it->by.ptr != NULL ? w->it->by : STR("the terminal"),
	    .published = show_time(arena, w->it->published),
	    .from = policy_page_day(arena, policy, w->it->effective),
	    .source = w->text};
	enum err_code rc;

	hex_write(hex, w->it->content, sizeof(w->it->content));
	v.hash = arena_str(arena, str_from(hex));
	v.frame = page_frame_str(call, v.title);
	if (WHO(call->session.person.role) & (WHO_AUTHOR | WHO_EVIDENCE))
		v.signers = show_count(arena, w->signed_by,
		    "person who is here", "people who are here");
	rc = add_changes(w, policy, &v, err);
	if (rc == ERR_NONE)
		rc = policy_page_text(call, policy, &v.text, err);
	if (rc == ERR_NONE)
		tmpl_policy_version(call->re->body, &v);
	return rc;
}

enum err_code
page_policy_version(struct call *call, struct err *err)
{
	struct version w = {.call = call};
	struct policy *policy;
	uint64_t n = 0;
	enum err_code rc;

	if (!str_u64(http_get(&call->rq->params, STR("n")), &n) || n == 0 ||
	    n > 99999)
		return err_set(err, ERR_NOT_FOUND, "no such version");
	w.number = (unsigned)n;
	rc = store_read(call->web->config.store, read_version, &w, err);
	if (rc == ERR_NONE)
		rc = policy_read(w.text, "the published policy",
		    call->web->config.catalog, call->arena, &policy, err);
	return rc == ERR_NONE ? show(&w, policy, err) : rc;
}
