#ifndef POLICY_MESSAGE_H
#define POLICY_MESSAGE_H

#include "people/person.h"

/*
 * The outboxes, as those see them who look after them: what waits, what the
 * other side refuses, what could not be delivered, what went out last.
 *
 *	waiting ──▶ sent
 *	   ▲  └───▶ failed (a dead letter) ──▶ dropped
 *	   └─ retry ──┘
 *
 * A body is never shown.  Of a mail with a link to sign in by it is not even
 * kept once the mail failed: it cannot be sent again, a new link can.
 */
enum message_channel { MESSAGE_MAIL, MESSAGE_CHAT };

struct message {
	enum message_channel channel;
	struct id id;
	struct str recipient; /* "a***@acme.example" but for administrators */
	struct str subject;
	int64_t created, not_before;
	unsigned tries;
	struct str said;  /* by the other side, at the last try; or STR_NONE, as
			     for an auditor: it may hold the address */
	bool dead, again; /* again: retrying is possible */
};

struct messages {
	struct {
		int64_t waiting, trying, failed, sent;
	} mail;
	struct {
		int64_t waiting, failed, sent;
	} chat;
	struct {
		struct message *v;
		size_t n, cap;
	} trouble, /* dead ones first, then those that are tried again */
	    sent;  /* newest first */
};
#define MESSAGES_SHOWN 50

/* For administrators and auditors, or PERSON_PROGRAM: ERR_DENIED otherwise. */
enum err_code message_list(struct db *db, struct arena *arena, struct id viewer,
    struct messages *out, struct err *err) MUST_USE;

/* By an administrator.  ERR_NOT_FOUND for one that is sent, gone, not kept or
   never was. */
enum err_code message_retry(struct db *db, struct arena *arena,
    struct id viewer, enum message_channel channel, struct id id,
    struct err *err) MUST_USE;
enum err_code message_drop(struct db *db, struct arena *arena, struct id viewer,
    enum message_channel channel, struct id id, struct err *err) MUST_USE;

/* Words for the organisation's channel, to go out after the commit. */
#define MESSAGE_CHAT_MAX 4000
enum err_code message_chat(struct db *db, struct str text, int64_t not_before,
    struct err *err) MUST_USE;

/* "a***@acme.example" */
struct str message_mask(struct str address, struct arena *arena);

#endif
