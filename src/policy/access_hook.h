#ifndef POLICY_ACCESS_HOOK_H
#define POLICY_ACCESS_HOOK_H

#include "ledger/ledger.h"
#include "policy/gate_desk.h"

/*
 * What a lapse does to an access, where the policy's gate says revoke: true:
 *
 *	lapsed, access stands ──▶ proposed ──approve──▶ approved ──call──▶
 *called │                     │  ▲ │ │ passes again,       │  └─┘ backoff │
 *break-glass, refused│ ▼                     ▼ after HOOK_TRIES dropped failed
 *──approve──▶ ...
 *
 *	passes again after a revoke that was called ──▶ restore, approved by who
 *	    approved the revoke; proposed where the record of the access has
 *	    ended meanwhile
 *
 * A call is a POST of canonical JSON, signed with the key of gates:
 *
 *	{"action":"revoke","at":"2026-...","id":"0192...","person":"ada@...",
 *	 "reason":"...","system":"production","type":"access-hook"}
 *	Assay-Key: c74f20a3
 *	Assay-Signature: base64 of 64 bytes
 *
 * Any status of the 200s is a success.  The same id may come twice (a server
 * that died in between): whoever is called keeps them apart by it, and does
 * not heed an `at` that is old.
 */
#define HOOK_TRIES 12

/* Looks at every gate with revoke: true; *made counts what was proposed or
   dropped and may be NULL. */
enum err_code access_hook_propose(struct gate_desk *desk, int64_t now,
    unsigned *made, struct err *err) MUST_USE;

/* Calls what is approved and due.  url is http or https; *called counts.  What
   the other side does wrong is a row's business, not an error. */
enum err_code access_hook_call(struct gate_desk *desk, const char *url,
    int64_t now, unsigned *called, struct err *err) MUST_USE;

/* Inside a write, by an administrator, a security lead or PERSON_PROGRAM, and
   not about themselves: ERR_DENIED.  ERR_CONFLICT where it is not in a state
   to be decided. */
enum err_code access_hook_decide(struct db *db, struct arena *arena,
    struct id actor, struct id hook, bool approve, int64_t now,
    struct err *err) MUST_USE;

struct access_hook {
	struct id id, person;
	struct str name, email, system, action, state, why;
	int64_t proposed, decided; /* decided 0: not yet */
	struct str by;             /* STR_NONE: nobody yet, or the terminal */
	int64_t tries, called;     /* called 0: not */
	struct str said;           /* the last thing that went wrong */
};

struct access_hooks {
	struct access_hook *v;
	size_t n, cap;
};

/* Newest first; as gate_opened_list. */
enum err_code access_hook_list(struct db *db, struct arena *arena,
    struct id viewer, unsigned most, struct access_hooks *out,
    struct err *err) MUST_USE;

/* For struct ledger_config: rows about somebody who is erased go. */
ledger_forget_fn access_hook_forget;

#endif
