#ifndef POLICY_ATTACHMENT_H
#define POLICY_ATTACHMENT_H

#include "base/id.h"
#include "catalog/catalog.h"
#include "ledger/view.h"

/*
 * What a control is answered by beside training: a document that somebody
 * attached, kept by its hash.
 *
 *	attachment_add ──▶ content, evidence.attached ──▶ row
 *	attachment_withdraw ──▶ evidence.withdrawn ──▶ the row ends; document
 *	    and reason stay readable
 *
 * Administrators and security leads attach and withdraw, auditors read; who
 * else asks gets ERR_DENIED from the writers and no row from the readers.
 */
#define ATTACHMENT_BYTES_MAX ((size_t)10 << 20)
#define ATTACHMENT_TITLE_MAX 200
#define ATTACHMENT_WHY_MAX   500
#define ATTACHMENTS_MAX      100 /* of one control, not withdrawn */

enum attachment_kind { /* a closed list */
	ATTACHMENT_HIRING_STANDARD,
	ATTACHMENT_PERFORMANCE_REVIEW,
	ATTACHMENT_LEADERSHIP_MESSAGE,
	ATTACHMENT_ACCEPTABLE_USE,
	ATTACHMENT_PROCEDURE,
	ATTACHMENT_MINUTES,
	ATTACHMENT_OTHER,
	ATTACHMENT_KINDS
};

/* "hiring-standard"; "Hiring standard". */
const char *attachment_kind_name(enum attachment_kind kind);
const char *attachment_kind_title(enum attachment_kind kind);
bool attachment_kind_read(struct str name, enum attachment_kind *out);

struct attachment_new {
	struct str control; /* "soc2:CC1.4" */
	enum attachment_kind kind;
	struct str title, file, bytes;
	int64_t dated; /* first instant of the day that the document bears */
	int64_t until; /* first instant of its last day; 0: no end */
};

/* Inside a write; ledger_wake() after its commit.  ERR_INVALID and ERR_LIMIT
   say which field and what is accepted. */
enum err_code attachment_add(struct db *db, struct arena *arena,
    const struct catalog *catalog, struct id actor,
    const struct attachment_new *in, struct id *out, struct err *err) MUST_USE;

/* ERR_NOT_FOUND, and ERR_CONFLICT for one that was withdrawn before. */
enum err_code attachment_withdraw(struct db *db, struct arena *arena,
    struct id actor, struct id id, struct str reason, struct err *err) MUST_USE;

struct attachment {
	struct id id;
	struct str control, title, file, media, hash; /* hash: 32 bytes */
	enum attachment_kind kind;
	int64_t dated, until; /* until: last instant; 0: no end */
	int64_t attached;
	struct str by;                   /* name, or STR_NONE */
	int64_t withdrawn;               /* 0: not */
	struct str withdrawn_by, reason; /* STR_NONE */
};

struct attachments {
	struct attachment *v;
	size_t n, cap;
};

/* Whether it speaks for the control at an instant. */
bool attachment_stands(const struct attachment *a, int64_t now);

/* Latest first, withdrawn ones included; control STR(""): of all. */
enum err_code attachment_list(struct db *db, struct arena *arena,
    struct id viewer, struct str control, struct attachments *out,
    struct err *err) MUST_USE;

/* bytes may be NULL.  ERR_NOT_FOUND also without the right. */
enum err_code attachment_get(struct db *db, struct arena *arena,
    struct id viewer, struct id id, struct attachment *out, struct str *bytes,
    struct err *err) MUST_USE;

/* Table attachment. */
extern const struct ledger_view attachment_view;

#endif
