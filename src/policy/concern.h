#ifndef POLICY_CONCERN_H
#define POLICY_CONCERN_H

#include "policy/concern_mail.h"
#include "store/store.h"

/*
 * Something that worries somebody, in one step, and its way to those who deal
 * with incidents:
 *
 *	concern_report ──▶ fact concern.reported
 *	   │ with a channel and mail	└─▶ mail in the outbox, and the fact
 *	   │				    concern.handed-over, channel mail
 *	   ▼
 *	concern_take_up ──▶ fact concern.handed-over with a reference
 *
 * Without a name there is no reporter anywhere: no fact, no row and no limit
 * says who.  The text is read by administrators and security leads, and by
 * who wrote it; whoever holds the concern's id may ask how far it is.
 */
enum concern_kind {
	CONCERN_PHISHING,
	CONCERN_DEVICE,
	CONCERN_SECRET,
	CONCERN_ACTIVITY,
	CONCERN_WEAKNESS,
	CONCERN_OTHER,
	CONCERN_KINDS
};

const char *concern_kind_name(enum concern_kind kind);  /* "lost-device" */
const char *concern_kind_title(enum concern_kind kind); /* "Lost device" */
bool concern_kind_read(struct str name, enum concern_kind *out);

#define CONCERN_TEXT_MAX      10000
#define CONCERN_REFERENCE_MAX 200

struct concern_new {
	enum concern_kind kind;
	struct str text;
	struct id reporter;  /* none: without a name */
	struct str address;  /* of one who is nobody here, for the limit */
	const char *surface; /* "web", "mail" */
};

/* Inside a write; ledger_wake() after its commit.  ERR_INVALID for a text
   that is empty or too long, ERR_LIMIT for too many. */
enum err_code concern_report(struct db *db, struct arena *arena,
    const struct concern_new *in, struct id *out, struct err *err) MUST_USE;

/* A mail as a concern: its sender is the reporter where they are somebody
   here.  *known says whether. */
enum err_code concern_receive(struct db *db, struct arena *arena,
    const struct concern_mail *mail, struct id *out, bool *known,
    struct err *err) MUST_USE;

enum concern_state {
	CONCERN_OPEN,     /* here, and nowhere else yet */
	CONCERN_SENT,     /* on its way to the channel by mail */
	CONCERN_TAKEN_UP, /* there, under a reference */
};

struct concern {
	struct id id;
	enum concern_kind kind;
	struct str text;                   /* only for those who may read it */
	struct str surface, reporter_name; /* or STR_NONE */
	int64_t reported, handed;          /* handed: 0 while open */
	enum concern_state state;
	struct str reference; /* when taken up */
};

struct concerns {
	struct concern *v;
	size_t n, cap;
};

/* "C-1A2B3C4D", for people to say to each other. */
struct str concern_number(struct arena *arena, struct id concern);

/* All for an administrator or a security lead, those not taken up first, at
   most 500; nothing for others. */
enum err_code concern_list(struct db *db, struct arena *arena, struct id viewer,
    struct concerns *out, struct err *err) MUST_USE;
/* Of one person, newest first, at most 50. */
enum err_code concern_mine(struct db *db, struct arena *arena, struct id person,
    struct concerns *out, struct err *err) MUST_USE;
/* How far it is, without its text.  ERR_NOT_FOUND. */
enum err_code concern_state(struct db *db, struct arena *arena,
    struct id concern, struct concern *out, struct err *err) MUST_USE;

/* By an administrator or a security lead: ERR_DENIED otherwise. */
enum err_code concern_take_up(struct db *db, struct arena *arena,
    struct id actor, struct id concern, struct str reference,
    struct err *err) MUST_USE;

/* Where concerns are handed over to; ready: and mail goes out from here. */
struct concern_channel {
	struct str mail; /* or STR_NONE */
	bool ready;
};
enum err_code concern_channel_get(struct db *db, struct arena *arena,
    struct concern_channel *out, struct err *err) MUST_USE;
/* By an administrator; an empty address takes it away. */
enum err_code concern_channel_set(struct db *db, struct arena *arena,
    struct id actor, struct str mail, struct err *err) MUST_USE;

#endif
