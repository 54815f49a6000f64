#ifndef SCAN_RESOLVE_H
#define SCAN_RESOLVE_H

#include "scan/taint.h"

/*
 * What names stand for among the functions, classes and files of a project:
 *
 *	find		def find(...) of this file, or of an imported one
 *	db.find		the find of the module db
 *	Thing.make	a method of the class Thing or of what it extends
 *
 * Answers are of no moment of a walk: kept with the opened file.
 */

/* Of a name or a chain a.b.c; NULL: nothing of the project.  A file that the
   search does not want is only opened for it where it must be. */
const struct known *resolve_chain(const struct taint_search *search,
    struct opened *in, uint32_t node, bool must);
/* Of a name that this file itself declares. */
const struct known *resolve_here(
    const struct taint_search *search, struct opened *in, uint32_t node);
/* What a class or file holds under a name. */
const struct known *resolve_member(
    const struct taint_search *search, const struct known *of, struct str name);
/* The constructor of a class, or of what it extends. */
const struct known *resolve_constructor(
    const struct taint_search *search, const struct known *class);
/* Whether a class extends something that is not of the project. */
bool resolve_is_open(
    const struct taint_search *search, const struct known *class);

#endif
