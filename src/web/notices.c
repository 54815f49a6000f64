#include "templates/notices.h"

#include "codec/hex.h"
#include "policy/notice.h"
#include "templates/notice.h"
#include "web/awareness.h"
#include "web/number.h"
#include "web/pages.h"

/* Notices, one notice with its reach, and reading it. */
struct work {
	const struct call *call;
	struct notices list;
	struct notice one;
	struct notice_reach *reaches; /* of each of list; all: only then */
	struct notice_reach reach;
	struct str *audiences;
	struct str audience, id;
	bool all;
};

static enum err_code
read_list(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;
	struct arena *arena = w->call->arena;
	enum err_code rc = notice_list(
	    db, arena, &w->call->session.person, &w->all, &w->list, err);

	if (rc != ERR_NONE || !w->all)
		return rc;
	w->reaches = ARENA_ARRAY(arena, w->list.n + 1, struct notice_reach);
	w->audiences = ARENA_ARRAY(arena, w->list.n + 1, struct str);
	if (w->reaches == NULL || w->audiences == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; rc == ERR_NONE && i < w->list.n; i++) {
		rc =
		    notice_reach(db, arena, &w->list.v[i], &w->reaches[i], err);
		if (rc == ERR_NONE)
			rc = notice_audience_say(db, arena,
			    &w->list.v[i].audience, &w->audiences[i], err);
	}
	return rc;
}

static struct str
share(struct call *call, uint64_t read, uint64_t people)
{
	double part = people > 0 ? (double)read / (double)people : 0;

	return number_share(
	    call->arena, people, part, interval_wilson(read, people));
}

static const struct tmpl_mark *
mark_of(const struct call *call, const struct notice *n)
{
	if (n->acknowledged != 0)
		return show_mark(call, MARK_CLOSED, STR("Read"));
	if (!notice_audience_has(&n->audience, &call->session.person))
		return show_mark(call, MARK_NONE, STR("Not for you"));
	if (n->until != 0 && n->until <= call->rq->received)
		return show_mark(call, MARK_NONE, STR("Over"));
	return show_mark(call, MARK_OPEN, STR("To read"));
}

static enum err_code
add_row(struct call *call, const struct work *w, size_t i,
    struct tmpl_notices *v, struct err *err)
{
	const struct notice *n = &w->list.v[i];
	struct tmpl_notices_rows *row = ARENA_PUSH(call->arena, &v->rows);

	if (row == NULL)
		return arena_fail(call->arena, err);
	row->title = n->title;
	row->href = URL_OF(call->arena, "/notices/{}", n->id);
	row->day = n->published;
	row->mine = mark_of(call, n);
	row->sees = w->all;
	if (w->all) {
		const struct notice_reach *r = &w->reaches[i];

		row->audience = w->audiences[i];
		row->reach = arena_strf(call->arena, "%llu of %llu",
		    (unsigned long long)r->read, (unsigned long long)r->people);
	}
	return ERR_NONE;
}

enum err_code
page_notices(struct call *call, struct err *err)
{
	struct work w = {.call = call};
	struct tmpl_notices v = {.frame = page_frame(call, "Notices")};
	struct str said = page_query(call, "note");
	enum err_code rc =
	    store_read(call->web->config.store, read_list, &w, err);

	for (size_t i = 0; rc == ERR_NONE && i < w.list.n; i++)
		rc = add_row(call, &w, i, &v, err);
	if (w.all)
		v.around = awareness_nav(call, AWARENESS_NOTICES);
	v.may_publish = WHO(call->session.person.role) & WHO_AUTHOR;
	v.has_rows = v.rows.n > 0;
	if (str_eq(said, STR("published")))
		v.note = STR("Published.");
	else if (str_eq(said, STR("read")))
		v.note = STR("Thank you: noted that you read it.");
	if (rc == ERR_NONE)
		tmpl_notices(call->re->body, &v);
	return rc;
}

/* --- one -------------------------------------------------------------- */

static enum err_code
read_one(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;
	struct arena *arena = w->call->arena;
	enum err_code rc = notice_get(
	    db, arena, &w->call->session.person, w->id, &w->all, &w->one, err);

	if (rc == ERR_NONE && w->all)
		rc = notice_reach(db, arena, &w->one, &w->reach, err);
	return rc == ERR_NONE && w->all
	    ? notice_audience_say(
		  db, arena, &w->one.audience, &w->audience, err)
	    : rc;
}

static enum err_code
add_reach(struct call *call, const struct work *w, struct tmpl_notice *v,
    struct err *err)
{
	struct tmpl_notice_reach *r;

	if (!w->all)
		return ERR_NONE;
	r = ARENA_NEW(call->arena, struct tmpl_notice_reach);
	if (r == NULL)
		return arena_fail(call->arena, err);
	r->audience = w->audience;
	r->read = (int64_t)w->reach.read;
	r->people = (int64_t)w->reach.people;
	r->share = share(call, w->reach.read, w->reach.people);
	for (size_t i = 0; i < w->reach.teams.n; i++) {
		const struct notice_reach_team *t = &w->reach.teams.v[i];
		struct tmpl_notice_reach_teams *row =
		    ARENA_PUSH(call->arena, &r->teams);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->name =
		    t->name.ptr ? t->name : STR("Smaller teams, and no team");
		row->read = (int64_t)t->read;
		row->people = (int64_t)t->people;
		row->share = share(call, t->read, t->people);
	}
	r->has_teams = r->teams.n > 1;
	v->reach = r;
	return ERR_NONE;
}

static enum err_code
add_to_read(struct call *call, const struct notice *n, struct tmpl_notice *v,
    struct err *err)
{
	struct tmpl_notice_to_read *form;
	char hex[64];

	if (n->acknowledged != 0 ||
	    !notice_audience_has(&n->audience, &call->session.person))
		return ERR_NONE;
	form = ARENA_NEW(call->arena, struct tmpl_notice_to_read);
	if (form == NULL)
		return arena_fail(call->arena, err);
	hex_write(hex, n->content, sizeof(n->content));
	form->frame = v->frame;
	form->href = URL_OF(call->arena, "/notices/{}/read", n->id);
	form->content = arena_str(call->arena, (struct str){hex, sizeof(hex)});
	v->to_read = form;
	return ERR_NONE;
}

static enum err_code
add_replace(struct call *call, const struct notice *n, struct tmpl_notice *v,
    struct err *err)
{
	struct tmpl_notice_replace *link;

	if (!(WHO(call->session.person.role) & WHO_AUTHOR))
		return ERR_NONE;
	link = ARENA_NEW(call->arena, struct tmpl_notice_replace);
	if (link == NULL)
		return arena_fail(call->arena, err);
	link->href = URL_OF(call->arena, "/notices/new?id={}", n->id);
	v->replace = link;
	return ERR_NONE;
}

/* The page has a heading of its own: theirs come one below it. */
static enum err_code
show_text(struct call *call, struct str text, struct html *out, struct err *err)
{
	struct markdown_config config = {0};
	struct markdown_outline outline = {0};
	enum err_code rc = markdown_outline(text, call->arena, &outline, err);

	for (size_t i = 0; i < outline.headings.n; i++)
		if (outline.headings.v[i].level == 1)
			config.shift = 1;
	return rc == ERR_NONE
	    ? show_markdown(call->arena, text, &config, out, err)
	    : rc;
}

enum err_code
page_notice(struct call *call, struct err *err)
{
	struct work w = {
	    .call = call, .id = http_get(&call->rq->params, STR("notice"))};
	struct tmpl_notice v = {0};
	enum err_code rc =
	    store_read(call->web->config.store, read_one, &w, err);

	if (rc != ERR_NONE)
		return rc;
	v.frame = page_frame_str(call, w.one.title);
	v.title = w.one.title;
	v.day = w.one.published;
	v.publisher = w.one.publisher;
	v.until = show_date(call->arena,
	    w.one.until > 0 ? w.one.until - 1 : 0); /* its last instant */
	v.read_at = show_time(call->arena, w.one.acknowledged);
	rc = show_text(call, w.one.text, &v.text, err);
	if (rc == ERR_NONE)
		rc = add_to_read(call, &w.one, &v, err);
	if (rc == ERR_NONE)
		rc = add_reach(call, &w, &v, err);
	if (rc == ERR_NONE)
		rc = add_replace(call, &w.one, &v, err);
	if (rc == ERR_NONE)
		tmpl_notice(call->re->body, &v);
	return rc;
}

static enum err_code
acknowledge(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	return notice_acknowledge(db, w->call->arena, &w->call->session.person,
	    w->id, page_form(w->call, "content"), err);
}

enum err_code
page_notice_read(struct call *call, struct err *err)
{
	struct work w = {
	    .call = call, .id = http_get(&call->rq->params, STR("notice"))};
	enum err_code rc =
	    store_write(call->web->config.store, acknowledge, &w, err);

	if (rc == ERR_CONFLICT) /* other words by now: show them */
		return page_go(
		    call, URL_OF(call->arena, "/notices/{}", w.id), err);
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call, URL("/notices?note=read"), err);
}
