#ifndef POLICY_ASKING_H
#define POLICY_ASKING_H

#include "learn/assignment.h"
#include "policy/engine.h"

/*
 * What policy has to do with learn: what a rule asks of somebody is the
 * engine's to say, and whoever owes something new is told so by a fact.
 *
 *	"because you joined on 3 March 2026 and policy v4 gives 30 days"
 */

/* For struct learn; the engine outlives it. */
struct learn_rules asking_rules(struct engine *engine);

/*
 * assignment.made for every module that somebody owes, has not done and was
 * not asked for by a rule before: of those whom new facts are about, and now
 * and then of everybody, since days pass too.  Again is harmless (the facts'
 * ids are made of person and module).  *made counts.
 */
enum err_code asking_run(struct engine *engine, const struct learn *learn,
    unsigned *made, struct err *err) MUST_USE;

#endif
