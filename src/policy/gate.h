#ifndef POLICY_GATE_H
#define POLICY_GATE_H

#include "policy/engine.h"

/*
 * May this person pass to that system, now?  From what the policy's gates
 * say, the obligations that name the system, and break-glass:
 *
 *	current ──opens──▶ due ──due──▶ grace ──grace_days──▶ lapsed
 *	   all of these pass                                  this does not
 *
 *	exempt		nothing is asked, or leave or an exception stands
 *	break-glass	lapsed, and somebody opened for a few hours
 *	unknown-person	nobody who is here has the address: does not pass
 *	no-gate		the policy has no gate on this system: passes
 *
 * Who comes without a recorded access is judged as if they had it from now
 * on.  What comes before access (kind before-access) has no grace the first
 * time.
 * A system called incident-response is never gated.
 *
 * until is the last instant at which the answer stands if nothing happens but
 * time passing, a day at most.
 */
#define GATE_NEVER     "incident-response"
#define GATE_STAND_MAX CLOCK_DAY

enum gate_state {
	GATE_CURRENT,
	GATE_DUE,
	GATE_GRACE,
	GATE_LAPSED,
	GATE_EXEMPT,
	GATE_BREAK_GLASS,
	GATE_UNKNOWN_PERSON,
	GATE_NO_GATE,
	GATE_STATES
};

/* "break-glass"; false for another word. */
const char *gate_state_name(enum gate_state state);
bool gate_state_read(struct str name, enum gate_state *out);
bool gate_state_passes(enum gate_state state);

struct gate_answer {
	struct str system;
	struct str person; /* the address, as it was asked about */
	struct id who;     /* none: unknown.  Not part of what is signed */
	bool allow;
	enum gate_state state;
	struct str reason; /* a sentence to that person, without a name */
	int64_t issued, until;
	unsigned version;  /* of the policy */
	bool fail_open;    /* where nobody can be asked */
	int64_t stands_in; /* until when it may be the last one known, where
			      nobody can be asked: the gate's stale_hours, and
			      never past what time alone changes */
};

/* Who was let past by break-glass, and until when (last instant). */
struct gate_opening {
	struct id person;
	int64_t until;
};

struct gate_openings {
	struct gate_opening *v;
	size_t n, cap;
};

/*
 * ERR_NOT_FOUND for a system that the policy in force does not know; the text
 * names those it knows.  person none: nobody has that address.  The answer's
 * texts live in the arena; person and system are borrowed.
 */
enum err_code gate_decide(struct engine *engine, struct id person,
    struct str system, const struct gate_openings *openings, int64_t now,
    struct arena *arena, struct gate_answer *out, struct err *err) MUST_USE;

/* The same without its ends (until and stands_in are 0), which take longer
   than all the rest. */
enum err_code gate_look(struct engine *engine, struct id person,
    struct str system, const struct gate_openings *openings, int64_t now,
    struct arena *arena, struct gate_answer *out, struct err *err) MUST_USE;

/* The system is one of the policy's, or never gated; as gate_decide. */
enum err_code gate_known(
    const struct policy *policy, struct str system, struct err *err) MUST_USE;

/* There is a gate on it: the policy's gates name it, or an obligation does. */
bool gate_there(const struct policy *policy, struct str system);

/* Each system with a gate, in the policy's order. */
struct gate_systems {
	struct str *v;
	size_t n, cap;
};
enum err_code gate_systems(const struct policy *policy, struct arena *arena,
    struct gate_systems *out, struct err *err) MUST_USE;

/* The obligation stands at this system's gate. */
bool gate_asks(const struct policy_obligation *obligation, struct str system);

#endif
