#ifndef LEARN_PATH_H
#define LEARN_PATH_H

#include "catalog/path.h"
#include "learn/record.h"

/*
 * Where somebody stands on a path (catalog/path.h): which of its modules they
 * have proved, as far as that still stands, and which one is next for them.
 *
 * The path they chose is kept so that the first page can go on with it once
 * nothing is asked of them.  It proves nothing and is no fact.
 */
enum path_state {
	PATH_TO_COME,
	PATH_NEXT,
	PATH_DONE,
	PATH_ELSEWHERE, /* in none of their stacks: to read, not asked */
};

struct path_step {
	const struct catalog_path_step *step;
	const struct catalog_module *module;
	enum path_state state;
	int64_t valid_until; /* with DONE; 0: without end */
};

struct path_standing {
	const struct catalog_path *path;
	struct path_step *steps; /* one a module that is there */
	size_t n;
	unsigned done, asked;         /* of those in their stacks */
	const struct path_step *next; /* NULL: all done, or nobody signed in */
};

/* person none: nobody signed in, all to come.  stacks is the person's list as
   canonical JSON, or STR_NONE.  ERR_NOT_FOUND: no such path. */
enum err_code path_stand(const struct learn *learn, struct id person,
    struct str stacks, struct str path, int64_t now, struct arena *arena,
    struct path_standing *out, struct err *err) MUST_USE;

/* STR_NONE: none chosen, or one that is there no more. */
enum err_code path_chosen(const struct learn *learn, struct id person,
    struct arena *arena, struct str *out, struct err *err) MUST_USE;

/* STR_NONE leaves it.  ERR_NOT_FOUND: no such path. */
enum err_code path_choose(const struct learn *learn, struct id person,
    struct str path, struct err *err) MUST_USE;

#endif
