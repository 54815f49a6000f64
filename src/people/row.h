#ifndef PEOPLE_ROW_H
#define PEOPLE_ROW_H

#include "people/person.h"

/* Inside src/people only. */

/* A struct person from any generated row with the columns of person_now. */
#define PERSON_OF(row)                                                        \
	person_of((row)->id, (row)->name, (row)->email, (row)->role,          \
	    (row)->team, (row)->team_name, (row)->manager, (row)->employment, \
	    (row)->stacks, (row)->unit, (row)->duties, (row)->zone,           \
	    (row)->external, (row)->joined, (row)->left_at.v)

static inline struct person
person_of(struct id id, struct str name, struct str email, struct str role,
    struct id team, struct str team_name, struct id manager,
    struct str employment, struct str stacks, struct str unit,
    struct str duties, struct str zone, struct str external, int64_t joined,
    int64_t left_at)
{
	struct person p = {.id = id,
	    .name = name,
	    .email = email,
	    .team = team,
	    .team_name = team_name,
	    .manager = manager,
	    .employment = employment,
	    .stacks = stacks,
	    .unit = unit,
	    .duties = duties,
	    .zone = zone,
	    .external = external,
	    .joined = joined,
	    .left_at = left_at,
	    .left = left_at != 0};

	/* a word nobody knows has no rights */
	if (!role_read(role, &p.role))
		p.role = ROLE_DEVELOPER;
	return p;
}

/* The actor of a fact: none is the program itself. */
static inline struct id
person_actor(struct id actor)
{
	return id_eq(actor, PERSON_PROGRAM) ? (struct id){0} : actor;
}

/* ERR_DENIED unless actor is an administrator, or the program. */
enum err_code person_administers(struct db *db, struct arena *arena,
    struct id actor, struct err *err) MUST_USE;

/* One fact person.joined, of somebody new or come back; email is checked. */
enum err_code person_say_joined(struct db *db, struct arena *arena,
    struct id actor, struct id person, const struct person_new *in,
    struct str email, struct err *err) MUST_USE;

/* Nothing where email is STR_NONE; ERR_CONFLICT where it is another's. */
enum err_code person_move_address(struct db *db, struct id person,
    struct str email, struct err *err) MUST_USE;

/* A name, unit, zone and lists of words as they are accepted. */
enum err_code person_new_ok(
    const struct person_new *in, struct err *err) MUST_USE;

#endif
