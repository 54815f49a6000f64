#include "policy/message.h"

#include "base/clock.h"
#include "sql/message.h"

/* Whether the viewer may look, and sees addresses whole. */
static enum err_code
enter(struct db *db, struct arena *arena, struct id viewer, bool *whole,
    struct err *err)
{
	struct sql_message_viewer_row row;
	bool found = false;
	enum err_code rc;

	*whole = true;
	if (id_eq(viewer, PERSON_PROGRAM))
		return ERR_NONE;
	rc = sql_message_viewer(db, arena,
	    &(struct sql_message_viewer_in){.viewer = viewer}, &found, &row,
	    err);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_DENIED,
		    "messages are for administrators and auditors");
	*whole = rc == ERR_NONE && row.whole;
	return rc;
}

static enum err_code
enter_to_change(
    struct db *db, struct arena *arena, struct id viewer, struct err *err)
{
	bool whole;
	enum err_code rc = enter(db, arena, viewer, &whole, err);

	if (rc == ERR_NONE && !whole)
		return err_set(
		    err, ERR_DENIED, "this is for administrators alone");
	return rc;
}

struct str
message_mask(struct str address, struct arena *arena)
{
	size_t at = str_find_char(address, '@');
	size_t first = 1;

	while (first < at && (address.ptr[first] & 0xc0) == 0x80)
		first++; /* a whole character */
	if (at == 0 || at == address.len)
		return STR("***");
	return arena_strf(arena, "%.*s***%.*s",
	    STR_FMT(str_sub(address, 0, first)),
	    STR_FMT(str_from_at(address, at)));
}

struct listing {
	struct db *db;
	struct arena *arena;
	bool whole;
	struct messages *out;
};

static struct message *
add(struct listing *l, bool sent)
{
	return sent ? ARENA_PUSH(l->arena, &l->out->sent)
		    : ARENA_PUSH(l->arena, &l->out->trouble);
}

static enum err_code
add_mails(struct listing *l, struct str state, bool tried, struct err *err)
{
	struct sql_message_mail_rows rows = {0};
	enum err_code rc = sql_message_mail(l->db, l->arena,
	    &(struct sql_message_mail_in){
		.state = state, .tried = tried, .most = MESSAGES_SHOWN},
	    &rows, err);

	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++) {
		const struct sql_message_mail_row *row = &rows.v[i];
		struct message *m = add(l, str_eq(state, STR("sent")));

		if (m == NULL)
			return arena_fail(l->arena, err);
		*m = (struct message){.channel = MESSAGE_MAIL,
		    .id = row->id,
		    .recipient = l->whole
			? row->recipient
			: message_mask(row->recipient, l->arena),
		    .subject = row->subject,
		    .created = row->created,
		    .not_before = row->not_before,
		    .tries = (unsigned)row->tries,
		    .said = l->whole ? row->said : STR_NONE,
		    .dead = str_eq(state, STR("failed")),
		    .again = row->again};
		if (m->recipient.ptr == NULL)
			return arena_fail(l->arena, err);
	}
	return rc;
}

static enum err_code
add_chats(struct listing *l, struct str state, bool tried, struct err *err)
{
	struct sql_message_chat_rows rows = {0};
	enum err_code rc = sql_message_chat(l->db, l->arena,
	    &(struct sql_message_chat_in){
		.state = state, .tried = tried, .most = MESSAGES_SHOWN},
	    &rows, err);

	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++) {
		const struct sql_message_chat_row *row = &rows.v[i];
		struct message *m = add(l, str_eq(state, STR("sent")));

		if (m == NULL)
			return arena_fail(l->arena, err);
		*m = (struct message){.channel = MESSAGE_CHAT,
		    .id = row->id,
		    .recipient = STR("the channel"),
		    .subject = STR("Summary of teams"),
		    .created = row->created,
		    .not_before = row->not_before,
		    .tries = (unsigned)row->tries,
		    .said = row->said,
		    .dead = str_eq(state, STR("failed")),
		    .again = true};
	}
	return rc;
}

static enum err_code
count(struct db *db, struct arena *arena, struct messages *out, struct err *err)
{
	struct sql_message_counts_row row;
	enum err_code rc = sql_message_counts(db, arena, &row, err);

	if (rc != ERR_NONE)
		return rc;
	out->mail.waiting = row.mail_waiting;
	out->mail.trying = row.mail_trying;
	out->mail.failed = row.mail_failed;
	out->mail.sent = row.mail_sent;
	out->chat.waiting = row.chat_waiting;
	out->chat.failed = row.chat_failed;
	out->chat.sent = row.chat_sent;
	return ERR_NONE;
}

enum err_code
message_list(struct db *db, struct arena *arena, struct id viewer,
    struct messages *out, struct err *err)
{
	static const struct {
		struct str state;
		bool tried;
	} parts[] = {{STR_INIT("failed"), false}, {STR_INIT("waiting"), true},
	    {STR_INIT("sent"), false}};
	struct messages all = {0};
	struct listing l = {.db = db, .arena = arena, .out = &all};
	enum err_code rc = enter(db, arena, viewer, &l.whole, err);

	if (rc == ERR_NONE)
		rc = count(db, arena, &all, err);
	for (size_t i = 0; i < NELEM(parts) && rc == ERR_NONE; i++) {
		rc = add_mails(&l, parts[i].state, parts[i].tried, err);
		if (rc == ERR_NONE)
			rc = add_chats(&l, parts[i].state, parts[i].tried, err);
	}
	if (rc == ERR_NONE)
		*out = all;
	return rc;
}

enum err_code
message_retry(struct db *db, struct arena *arena, struct id viewer,
    enum message_channel channel, struct id id, struct err *err)
{
	int64_t now = clock_now();
	uint64_t changed = 0;
	enum err_code rc = enter_to_change(db, arena, viewer, err);

	if (rc == ERR_NONE && channel == MESSAGE_MAIL)
		rc = sql_message_mail_retry(db,
		    &(struct sql_message_mail_retry_in){.id = id, .now = now},
		    &changed, err);
	else if (rc == ERR_NONE)
		rc = sql_message_chat_retry(db,
		    &(struct sql_message_chat_retry_in){.id = id, .now = now},
		    &changed, err);
	if (rc == ERR_NONE && changed == 0)
		return err_set(err, ERR_NOT_FOUND,
		    "no such message can be sent again: it went out, is gone, "
		    "or held a link to sign in by, which is not kept");
	return rc;
}

enum err_code
message_drop(struct db *db, struct arena *arena, struct id viewer,
    enum message_channel channel, struct id id, struct err *err)
{
	uint64_t changed = 0;
	enum err_code rc = enter_to_change(db, arena, viewer, err);

	if (rc == ERR_NONE && channel == MESSAGE_MAIL)
		rc = sql_message_mail_drop(db,
		    &(struct sql_message_mail_drop_in){.id = id}, &changed,
		    err);
	else if (rc == ERR_NONE)
		rc = sql_message_chat_drop(db,
		    &(struct sql_message_chat_drop_in){.id = id}, &changed,
		    err);
	if (rc == ERR_NONE && changed == 0)
		return err_set(err, ERR_NOT_FOUND, "no such message waits");
	return rc;
}

enum err_code
message_chat(
    struct db *db, struct str text, int64_t not_before, struct err *err)
{
	int64_t now = clock_now();

	if (text.len == 0 || text.len > MESSAGE_CHAT_MAX)
		return err_set(err, ERR_LIMIT,
		    "a message to the channel has 1 to %d bytes",
		    MESSAGE_CHAT_MAX);
	return sql_message_chat_add(db,
	    &(struct sql_message_chat_add_in){.id = id_new(),
		.body = text,
		.now = now,
		.not_before = not_before != 0 ? not_before : now},
	    NULL, err);
}
