#ifndef LEDGER_FACT_H
#define LEDGER_FACT_H

#include "base/arena.h"
#include "base/id.h"

/*
 * What happened, as it is handed to ledger_append():
 *
 *	const struct ledger_field fields[] = {
 *	    FIELD_TEXT("module", module_id),
 *	    FIELD_TEXT("why", why),
 *	    FIELD_TIME("due", due),
 *	};
 *	const struct ledger_fact fact = {
 *	    .id = id,				made once; a retry sends it
 *again .type = LEDGER_ASSIGNMENT_MADE, .at = clock_now(), .actor = lead,
 *.subject = person, .fields = fields, .n = NELEM(fields)};
 *
 * The types are a closed list, each with its fields (fact_types.c): adding
 * one is a decision of record.  A field is text, an integer, a flag, an
 * instant, an id, a hash, a list or object as JSON, or a person.
 * A personal field, a person and the two identities enter the log only as
 * SHA-256(salt || canonical value); value and salt lie beside it and go when
 * the person is erased.
 */
enum ledger_type {
	LEDGER_PERSON_JOINED,
	LEDGER_PERSON_CHANGED, /* only the fields that changed */
	LEDGER_PERSON_LEFT,
	LEDGER_TEAM_CHANGED, /* made, renamed, or closed */
	LEDGER_ACCESS_GRANTED,
	LEDGER_ACCESS_REVOKED,
	LEDGER_LEAVE_RECORDED,
	LEDGER_POLICY_PUBLISHED,
	LEDGER_CONTROL_MAP_PUBLISHED,
	LEDGER_MODULE_PUBLISHED,
	LEDGER_ASSIGNMENT_MADE,
	LEDGER_ATTEMPT_SUBMITTED,
	LEDGER_LAB_JUDGED,
	LEDGER_REVIEW_ANSWERED,
	LEDGER_COMPLETION_EARNED,
	LEDGER_LESSON_SHOWN,
	LEDGER_ATTESTATION_SIGNED,
	LEDGER_POLICY_ACKNOWLEDGED,
	LEDGER_NOTICE_PUBLISHED,
	LEDGER_NOTICE_ACKNOWLEDGED,
	LEDGER_EXCEPTION_REQUESTED,
	LEDGER_EXCEPTION_GRANTED,
	LEDGER_EXCEPTION_REFUSED,
	LEDGER_EXCEPTION_EXPIRED,
	LEDGER_OVERRIDE_RECORDED,
	LEDGER_EXTERNAL_CERTIFICATE_ACCEPTED,
	LEDGER_REMINDER_SENT,
	LEDGER_ESCALATION_SENT,
	LEDGER_GATE_DECIDED,
	LEDGER_GATE_OPENED, /* break-glass */
	LEDGER_ACCESS_HOOK_CALLED,
	LEDGER_CONCERN_REPORTED,
	LEDGER_CONCERN_HANDED_OVER,
	LEDGER_INCIDENT_RECORDED,
	LEDGER_CONTENT_REVIEWED,
	LEDGER_CAMPAIGN_IMPORTED,
	LEDGER_OBLIGATION_PERFORMED,
	LEDGER_EVIDENCE_ATTACHED,
	LEDGER_EVIDENCE_WITHDRAWN,
	LEDGER_SCAN_RECORDED,
	LEDGER_KEY_ANNOUNCED,
	LEDGER_KEY_ROTATED,
	LEDGER_EXPORT_MADE,
	LEDGER_SUBJECT_ERASED,
	LEDGER_CLOCK_JUMPED,
	LEDGER_TYPE_COUNT
};

enum ledger_kind {
	LEDGER_TEXT,
	LEDGER_INT,
	LEDGER_FLAG,
	LEDGER_TIME,   /* RFC 3339, six decimals */
	LEDGER_ID,     /* of a thing; a person is LEDGER_PERSON */
	LEDGER_HASH,   /* 32 bytes, as lower-case hex */
	LEDGER_JSON,   /* a list or object; its canonical form is kept */
	LEDGER_PERSON, /* an id, committed, gone with that person's erasure */
};

struct ledger_field {
	const char *name;
	enum ledger_kind kind;
	struct str
	    text;     /* TEXT, JSON; the 32 bytes of HASH; STR_NONE: absent */
	int64_t num;  /* INT, FLAG, TIME; a TIME of 0: absent */
	struct id id; /* ID, PERSON; none: absent */
};

#define FIELD_TEXT(n, s)                                      \
	{                                                     \
		.name = (n), .kind = LEDGER_TEXT, .text = (s) \
	}
#define FIELD_INT(n, v)                                     \
	{                                                   \
		.name = (n), .kind = LEDGER_INT, .num = (v) \
	}
#define FIELD_FLAG(n, v)                                     \
	{                                                    \
		.name = (n), .kind = LEDGER_FLAG, .num = (v) \
	}
#define FIELD_TIME(n, v)                                     \
	{                                                    \
		.name = (n), .kind = LEDGER_TIME, .num = (v) \
	}
#define FIELD_ID(n, v)                                    \
	{                                                 \
		.name = (n), .kind = LEDGER_ID, .id = (v) \
	}
#define FIELD_HASH(n, s)                                      \
	{                                                     \
		.name = (n), .kind = LEDGER_HASH, .text = (s) \
	}
#define FIELD_JSON(n, s)                                      \
	{                                                     \
		.name = (n), .kind = LEDGER_JSON, .text = (s) \
	}
#define FIELD_PERSON(n, v)                                    \
	{                                                     \
		.name = (n), .kind = LEDGER_PERSON, .id = (v) \
	}

struct ledger_fact {
	struct id id;
	enum ledger_type type;
	int64_t at;
	struct id actor;   /* who did it; none: the program itself */
	struct id subject; /* whom or what it is about; none: all of us */
	const struct ledger_field *fields;
	size_t n;
};

/* What a type may and must hold. */
struct ledger_field_type {
	const char *name;
	enum ledger_kind kind;
	bool personal, optional;
};

#define LEDGER_FIELDS_MAX 20

struct ledger_fact_type {
	const char *name; /* "person.joined" */
	struct ledger_field_type fields[LEDGER_FIELDS_MAX]; /* to name NULL */
};

const struct ledger_fact_type *ledger_fact_type(enum ledger_type type);
bool ledger_type_read(struct str name, enum ledger_type *out);
const struct ledger_field_type *ledger_field_type(
    enum ledger_type type, struct str name);

/* Every field known to its type and of its kind, every one that must be
   there: ERR_INVALID names the type and the field otherwise. */
enum err_code ledger_fact_check(
    const struct ledger_fact *fact, struct err *err) MUST_USE;

#endif
