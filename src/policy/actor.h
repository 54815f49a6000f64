#ifndef POLICY_ACTOR_H
#define POLICY_ACTOR_H

#include "people/person.h"

/* The actor of a fact: none is the program itself. */
static inline struct id
policy_actor(struct id actor)
{
	struct id none = {{0}};

	return id_eq(actor, PERSON_PROGRAM) ? none : actor;
}

#endif
