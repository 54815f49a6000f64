#include "policy/message.h"

#include "templates/messages.h"
#include "web/pages.h"

/* What waits, what failed and what went out: the outboxes. */
struct read_messages {
	const struct call *call;
	struct messages all;
};

static enum err_code
read_messages(struct db *db, void *ctx, struct err *err)
{
	struct read_messages *r = ctx;

	return message_list(
	    db, r->call->arena, r->call->session.person.id, &r->all, err);
}

static const char *
channel_name(enum message_channel channel)
{
	return channel == MESSAGE_MAIL ? "mail" : "chat";
}

static enum err_code
add_trouble(struct call *call, const struct messages *all, bool admin,
    struct tmpl_messages *v, struct err *err)
{
	struct arena *arena = call->arena;

	for (size_t i = 0; i < all->trouble.n; i++) {
		const struct message *m = &all->trouble.v[i];
		struct str channel = str_from(channel_name(m->channel));
		struct tmpl_messages_trouble *row =
		    ARENA_PUSH(arena, &v->trouble);

		if (row == NULL)
			return arena_fail(arena, err);
		row->frame = v->frame;
		row->subject = m->subject;
		row->recipient = m->recipient;
		row->said =
		    m->said.len > 0 ? show_sentence(arena, m->said) : STR("");
		row->tries = (int64_t)m->tries;
		row->created = show_time(arena, m->created);
		row->next =
		    m->dead ? STR("never") : show_time(arena, m->not_before);
		row->mark = m->dead
		    ? show_mark(call, MARK_FAILED, STR("Dead letter"))
		    : show_mark(call, MARK_DUE, STR("Tried again"));
		row->admin = admin;
		row->again = admin && m->again;
		row->retry = URL_OF(arena, "/messages/{}/{}/retry", channel,
		    show_id(arena, m->id));
		row->drop = URL_OF(arena, "/messages/{}/{}/drop", channel,
		    show_id(arena, m->id));
	}
	v->has_trouble = v->trouble.n > 0;
	return ERR_NONE;
}

static enum err_code
add_sent(struct call *call, const struct messages *all, struct tmpl_messages *v,
    struct err *err)
{
	for (size_t i = 0; i < all->sent.n; i++) {
		const struct message *m = &all->sent.v[i];
		struct tmpl_messages_sent *row =
		    ARENA_PUSH(call->arena, &v->sent);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->subject = m->subject;
		row->recipient = m->recipient;
		row->created = show_time(call->arena, m->created);
	}
	v->has_sent = v->sent.n > 0;
	return ERR_NONE;
}

static enum err_code
show(struct call *call, const char *problem, struct err *err)
{
	bool admin = call->session.person.role == ROLE_ADMIN;
	struct read_messages r = {.call = call};
	struct tmpl_messages v = {.frame = page_frame(call, "Messages"),
	    .problem = str_from(problem)};
	enum err_code rc =
	    store_read(call->web->config.store, read_messages, &r, err);

	if (rc == ERR_NONE)
		rc = add_trouble(call, &r.all, admin, &v, err);
	if (rc == ERR_NONE)
		rc = add_sent(call, &r.all, &v, err);
	if (rc != ERR_NONE)
		return rc;
	v.waiting = r.all.mail.waiting + r.all.chat.waiting;
	v.trying = r.all.mail.trying;
	v.failed = r.all.mail.failed + r.all.chat.failed;
	v.gone = r.all.mail.sent + r.all.chat.sent;
	if (str_eq(page_query(call, "note"), STR("retry")))
		v.note = STR("It is sent again within a moment.");
	if (str_eq(page_query(call, "note"), STR("drop")))
		v.note = STR("It is gone. That it was to be sent stays in the "
			     "ledger where it is a fact.");
	if (problem[0])
		call->re->status = 422;
	tmpl_messages(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_messages(struct call *call, struct err *err)
{
	return show(call, "", err);
}

/* --- by hand ---------------------------------------------------------------
 */

struct doing {
	const struct call *call;
	enum message_channel channel;
	struct id id;
	bool retry;
};

static enum err_code
act_tx(struct db *db, void *ctx, struct err *err)
{
	const struct doing *d = ctx;
	struct id me = d->call->session.person.id;

	return d->retry
	    ? message_retry(db, d->call->arena, me, d->channel, d->id, err)
	    : message_drop(db, d->call->arena, me, d->channel, d->id, err);
}

static enum err_code
act(struct call *call, bool retry, struct err *err)
{
	struct str channel = http_get(&call->rq->params, STR("channel"));
	struct doing d = {.call = call,
	    .channel =
		str_eq(channel, STR("chat")) ? MESSAGE_CHAT : MESSAGE_MAIL,
	    .retry = retry};
	enum err_code rc = page_id(call, &d.id, err);

	if (rc == ERR_NONE && !str_eq(channel, STR("chat")) &&
	    !str_eq(channel, STR("mail")))
		return err_set(err, ERR_NOT_FOUND, "no such channel");
	if (rc == ERR_NONE)
		rc = store_write(call->web->config.store, act_tx, &d, err);
	if (rc == ERR_NOT_FOUND)
		return show(call,
		    show_sentence(call->arena, str_from(err->text)).ptr, err);
	if (rc != ERR_NONE)
		return rc;
	return page_go(call,
	    retry ? URL("/messages?note=retry") : URL("/messages?note=drop"),
	    err);
}

enum err_code
page_message_retry(struct call *call, struct err *err)
{
	return act(call, true, err);
}

enum err_code
page_message_drop(struct call *call, struct err *err)
{
	return act(call, false, err);
}
