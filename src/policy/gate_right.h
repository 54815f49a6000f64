#ifndef POLICY_GATE_RIGHT_H
#define POLICY_GATE_RIGHT_H

#include "store/store.h"

/* Inside src/policy: who may do what at gates.  PERSON_PROGRAM may all. */

/* ERR_DENIED unless actor is an administrator. */
enum err_code gate_administers(struct db *db, struct arena *arena,
    struct id actor, struct err *err) MUST_USE;

/* ERR_DENIED unless an administrator or a security lead: may open, approve. */
enum err_code gate_acts(struct db *db, struct arena *arena, struct id actor,
    struct err *err) MUST_USE;

/* ERR_DENIED unless one of these or an auditor: may look. */
enum err_code gate_looks(struct db *db, struct arena *arena, struct id viewer,
    struct err *err) MUST_USE;

/* The actor of a fact: none is the program itself. */
struct id gate_actor(struct id actor);

#endif
