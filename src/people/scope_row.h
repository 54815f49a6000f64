#ifndef PEOPLE_SCOPE_ROW_H
#define PEOPLE_SCOPE_ROW_H

#include "people/person.h"

/* Inside src/people only: what a row of person_change says, onto a person. */
#define SCOPE_TAKE(p, row)                                                     \
	do {                                                                   \
		enum person_role role_;                                        \
                                                                               \
		if ((row)->role.ptr != NULL && role_read((row)->role, &role_)) \
			(p)->role = role_;                                     \
		if ((row)->no_team || !id_is_none((row)->team))                \
			(p)->team =                                            \
			    (row)->no_team ? (struct id){0} : (row)->team;     \
		if ((row)->no_manager || !id_is_none((row)->manager))          \
			(p)->manager = (row)->no_manager ? (struct id){0}      \
							 : (row)->manager;     \
		if ((row)->no_unit || (row)->unit.ptr != NULL)                 \
			(p)->unit = (row)->no_unit ? STR_NONE : (row)->unit;   \
		if ((row)->employment.ptr != NULL)                             \
			(p)->employment = (row)->employment;                   \
		if ((row)->stacks.ptr != NULL)                                 \
			(p)->stacks = (row)->stacks;                           \
		if ((row)->duties.ptr != NULL)                                 \
			(p)->duties = (row)->duties;                           \
		if ((row)->zone.ptr != NULL)                                   \
			(p)->zone = (row)->zone;                               \
	} while (0)

/* Nothing has been said yet. */
static inline void
scope_blank(struct person *p)
{
	p->team = p->manager = (struct id){0};
	p->unit = p->employment = p->zone = STR_NONE;
	p->stacks = p->duties = STR_NONE;
}

#endif
