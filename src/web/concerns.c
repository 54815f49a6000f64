#include "templates/concerns.h"

#include "policy/concern.h"
#include "web/awareness.h"
#include "web/pages.h"

/* What others reported, for those who deal with it. */
struct work {
	const struct call *call;
	struct concerns list;
	struct concern_channel channel;
	struct id id;
};

static enum err_code
read_all(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;
	struct arena *arena = w->call->arena;
	enum err_code rc = concern_channel_get(db, arena, &w->channel, err);

	return rc == ERR_NONE
	    ? concern_list(db, arena, w->call->session.person.id, &w->list, err)
	    : rc;
}

static struct str
age(struct call *call, const struct concern *c)
{
	int64_t until =
	    c->state == CONCERN_TAKEN_UP ? c->handed : call->rq->received;
	int64_t hours = (until - c->reported) / (CLOCK_DAY / 24);
	const char *word =
	    c->state == CONCERN_TAKEN_UP ? "taken up after" : "open for";

	if (hours < 1)
		return arena_strf(call->arena, "%s less than an hour", word);
	if (hours < 48)
		return arena_strf(call->arena, "%s %.*s", word,
		    STR_FMT(show_count(
			call->arena, (uint64_t)hours, "hour", "hours")));
	return arena_strf(
	    call->arena, "%s %lld days", word, (long long)(hours / 24));
}

static struct str
who(struct call *call, const struct concern *c)
{
	bool mail = str_eq(c->surface, STR("mail"));

	if (c->reporter_name.len == 0)
		return mail ? STR("By mail, from somebody not known here")
			    : STR("Without a name");
	return mail ? arena_strf(call->arena,
			  "%.*s, as a mail says (senders can be forged)",
			  STR_FMT(c->reporter_name))
		    : c->reporter_name;
}

static enum err_code
add_row(struct call *call, const struct concern *c, struct tmpl_concerns *v,
    struct err *err)
{
	struct tmpl_concerns_rows *row = ARENA_PUSH(call->arena, &v->rows);

	if (row == NULL)
		return arena_fail(call->arena, err);
	row->frame = v->frame;
	row->id = show_id(call->arena, c->id);
	row->number = concern_number(call->arena, c->id);
	row->kind = str_from(concern_kind_title(c->kind));
	row->text = c->text;
	row->who = who(call, c);
	row->age = age(call, c);
	row->reported = c->reported;
	row->take_up = URL_OF(call->arena, "/concerns/{}", row->id);
	row->reference = c->reference;
	row->mark = c->state == CONCERN_TAKEN_UP
	    ? show_mark(call, MARK_CLOSED, STR("Taken up"))
	    : c->state == CONCERN_SENT
	    ? show_mark(call, MARK_STARTED, STR("Mailed, not taken up"))
	    : show_mark(call, MARK_OPEN, STR("Open"));
	return ERR_NONE;
}

static enum err_code
add_settings(struct call *call, const struct work *w, struct tmpl_concerns *v,
    struct err *err)
{
	struct tmpl_concerns_settings *s;

	v->channel = w->channel.mail;
	v->no_sender = w->channel.mail.len > 0 && !w->channel.ready;
	if (call->session.person.role != ROLE_ADMIN)
		return ERR_NONE;
	s = ARENA_NEW(call->arena, struct tmpl_concerns_settings);
	if (s == NULL)
		return arena_fail(call->arena, err);
	s->frame = v->frame;
	s->mail = page_form(call, "mail").len > 0 ? page_form(call, "mail")
						  : w->channel.mail;
	v->settings = s;
	return ERR_NONE;
}

static enum err_code
show(struct call *call, struct str problem, struct err *err)
{
	struct work w = {.call = call};
	struct tmpl_concerns v = {.frame = page_frame(call, "Concerns"),
	    .around = awareness_nav(call, AWARENESS_CONCERNS),
	    .problem = problem};
	struct str said = page_query(call, "note");
	size_t open = 0;
	enum err_code rc =
	    store_read(call->web->config.store, read_all, &w, err);

	if (v.around == NULL)
		return arena_fail(call->arena, err);
	for (size_t i = 0; rc == ERR_NONE && i < w.list.n; i++) {
		rc = add_row(call, &w.list.v[i], &v, err);
		open += w.list.v[i].state != CONCERN_TAKEN_UP;
	}
	if (rc == ERR_NONE)
		rc = add_settings(call, &w, &v, err);
	v.has_rows = v.rows.n > 0;
	v.summary = arena_strf(call->arena, "%zu open of %zu.", open, w.list.n);
	if (str_eq(said, STR("noted")))
		v.note = STR("Noted. Who reported it sees that.");
	else if (str_eq(said, STR("channel")))
		v.note = STR("Saved.");
	if (rc == ERR_NONE)
		tmpl_concerns(call->re->body, &v);
	return rc;
}

enum err_code
page_concerns(struct call *call, struct err *err)
{
	return show(call, STR(""), err);
}

static enum err_code
take_up(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	return concern_take_up(db, w->call->arena, w->call->session.person.id,
	    w->id, page_form(w->call, "reference"), err);
}

static enum err_code
set_channel(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	return concern_channel_set(db, w->call->arena,
	    w->call->session.person.id, page_form(w->call, "mail"), err);
}

enum err_code
page_concerns_take_up(struct call *call, struct err *err)
{
	struct work w = {.call = call};
	struct str problem;
	enum err_code rc = page_id(call, &w.id, err);

	if (rc == ERR_NONE)
		rc = store_write(call->web->config.store, take_up, &w, err);
	if (awareness_refused(call, rc, err, &problem))
		return show(call, problem, err);
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call, URL("/concerns?note=noted"), err);
}

enum err_code
page_concerns_channel(struct call *call, struct err *err)
{
	struct work w = {.call = call};
	struct str problem;
	enum err_code rc =
	    store_write(call->web->config.store, set_channel, &w, err);

	if (awareness_refused(call, rc, err, &problem))
		return show(call, problem, err);
	return rc == ERR_NONE
	    ? page_go(call, URL("/concerns?note=channel"), err)
	    : rc;
}
