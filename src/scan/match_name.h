#ifndef SCAN_MATCH_NAME_H
#define SCAN_MATCH_NAME_H

#include "scan/match_goal.h"

/* Names as they are written, as they are imported, and the types they have. */

/* a.b.c and a.b.c */
bool match_same_chain(const struct matcher *m, uint32_t p, uint32_t c);

/* Whether names in the code, their head replaced by what it was imported as
   before, spell the pattern's. */
bool match_imported_as(const struct matcher *m, uint32_t p, uint32_t c);

/* Whether what is called here has the pattern's name but for capitals. */
bool match_called_as(const struct matcher *m, uint32_t p, uint32_t c);

/* An import of the same, which brings in every name the pattern's does. */
enum step match_import(
    struct matcher *m, uint32_t p, uint32_t c, const struct goal **g);

/* $X.b: a name that was imported as the b of something. */
bool match_imported_member(const struct matcher *m, uint32_t name, uint32_t c);

/* a.b.$M, of which object is a.b: a name that was imported from there. */
bool match_imported_from(const struct matcher *m, uint32_t object, uint32_t c);

/* The word for what a class is otherwise: interface, enum, ...; or 0. */
uint32_t match_kind_word(const struct ast *a, uint32_t node);

/* ($X: T): what c is known to be is T, by its whole name or its last.  The
   metavariable is left to the caller. */
enum step match_typed(
    struct matcher *m, uint32_t p, uint32_t c, const struct goal **g);

#endif
