#include "templates/concern.h"

#include "policy/concern.h"
#include "templates/concern_state.h"
#include "web/awareness.h"
#include "web/pages.h"

/* Something that worries somebody: the form, and how far it is. */
#define SHOWN_MAX 160

struct work {
	const struct call *call;
	struct concern_new in;
	struct concern_channel channel;
	struct concerns mine;
	struct concern one;
	struct id id;
};

static enum err_code
read_mine(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;
	struct arena *arena = w->call->arena;
	enum err_code rc = concern_channel_get(db, arena, &w->channel, err);

	return rc == ERR_NONE
	    ? concern_mine(db, arena, w->call->session.person.id, &w->mine, err)
	    : rc;
}

static const struct tmpl_mark *
mark_of(const struct call *call, enum concern_state state)
{
	switch (state) {
	case CONCERN_OPEN:
		return show_mark(call, MARK_OPEN, STR("Received"));
	case CONCERN_SENT:
		return show_mark(call, MARK_STARTED, STR("Handed over"));
	case CONCERN_TAKEN_UP:
		break;
	}
	return show_mark(call, MARK_CLOSED, STR("Taken up"));
}

/* The first words; whole characters. */
static struct str
shortened(struct arena *arena, struct str text)
{
	size_t n = SHOWN_MAX;

	if (text.len <= n)
		return text;
	while (n > 0 && ((unsigned char)text.ptr[n] & 0xc0) == 0x80)
		n--;
	return arena_strf(arena, "%.*s \u2026", (int)n, text.ptr);
}

static enum err_code
add_mine(struct call *call, const struct concerns *mine, struct tmpl_concern *v,
    struct err *err)
{
	for (size_t i = 0; i < mine->n; i++) {
		const struct concern *c = &mine->v[i];
		struct tmpl_concern_mine *row =
		    ARENA_PUSH(call->arena, &v->mine);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->number = concern_number(call->arena, c->id);
		row->href = URL_OF(
		    call->arena, "/concern/{}", show_id(call->arena, c->id));
		row->kind = str_from(concern_kind_title(c->kind));
		row->reported = c->reported;
		row->text = shortened(call->arena, c->text);
		row->mark = mark_of(call, c->state);
	}
	v->has_mine = mine->n > 0;
	return ERR_NONE;
}

static enum err_code
show(struct call *call, struct str problem, struct err *err)
{
	struct work w = {.call = call};
	struct str chosen = page_form(call, "kind");
	struct tmpl_concern v = {.frame = page_frame(call, "Report a concern"),
	    .problem = problem,
	    .text = page_form(call, "text"),
	    .unnamed = page_form(call, "unnamed").len > 0};
	enum err_code rc =
	    store_read(call->web->config.store, read_mine, &w, err);

	for (int i = 0; rc == ERR_NONE && i < CONCERN_KINDS; i++) {
		struct tmpl_concern_kinds *k =
		    ARENA_PUSH(call->arena, &v.kinds);

		if (k == NULL)
			return arena_fail(call->arena, err);
		k->value = str_from(concern_kind_name((enum concern_kind)i));
		k->label = str_from(concern_kind_title((enum concern_kind)i));
		k->chosen = str_eq(chosen, k->value);
	}
	v.ready = w.channel.ready;
	if (rc == ERR_NONE)
		rc = add_mine(call, &w.mine, &v, err);
	if (rc == ERR_NONE)
		tmpl_concern(call->re->body, &v);
	return rc;
}

enum err_code
page_concern(struct call *call, struct err *err)
{
	return show(call, STR(""), err);
}

static enum err_code
report(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	return concern_report(db, w->call->arena, &w->in, &w->id, err);
}

enum err_code
page_concern_report(struct call *call, struct err *err)
{
	struct work w = {.call = call,
	    .in = {.text = page_form(call, "text"), .surface = "web"}};
	struct str problem = STR("");
	enum err_code rc;

	if (!concern_kind_read(page_form(call, "kind"), &w.in.kind))
		rc = err_set(err, ERR_INVALID, "choose what it is");
	else {
		if (page_form(call, "unnamed").len == 0)
			w.in.reporter = call->session.person.id;
		rc = store_write(call->web->config.store, report, &w, err);
	}
	if (awareness_refused(call, rc, err, &problem))
		return show(call, problem, err);
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call,
	    URL_OF(call->arena, "/concern/{}?note=new",
		show_id(call->arena, w.id)),
	    err);
}

static enum err_code
read_state(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	return concern_state(db, w->call->arena, w->id, &w->one, err);
}

enum err_code
page_concern_state(struct call *call, struct err *err)
{
	struct work w = {.call = call};
	struct tmpl_concern_state v;
	const struct concern *c = &w.one;
	enum err_code rc = page_id(call, &w.id, err);

	if (rc == ERR_NONE)
		rc = store_read(call->web->config.store, read_state, &w, err);
	if (rc != ERR_NONE)
		return rc;
	v = (struct tmpl_concern_state){.frame = page_frame(call, "A concern"),
	    .fresh = str_eq(page_query(call, "note"), STR("new")),
	    .number = concern_number(call->arena, c->id),
	    .kind = str_from(concern_kind_title(c->kind)),
	    .reported = c->reported,
	    .mark = mark_of(call, c->state)};
	switch (c->state) {
	case CONCERN_OPEN:
		v.state = STR("Security leads and administrators see it in "
			      "their list.");
		break;
	case CONCERN_SENT:
		v.state = arena_strf(call->arena,
		    "Handed over by mail on %.*s to those who deal with "
		    "incidents; they have not said yet that they took it up.",
		    STR_FMT(show_time(call->arena, c->handed)));
		break;
	case CONCERN_TAKEN_UP:
		v.state = arena_strf(call->arena, "Taken up on %.*s as %.*s.",
		    STR_FMT(show_time(call->arena, c->handed)),
		    STR_FMT(c->reference));
		break;
	}
	tmpl_concern_state(call->re->body, &v);
	return ERR_NONE;
}
