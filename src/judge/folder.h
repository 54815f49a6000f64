#ifndef JUDGE_FOLDER_H
#define JUDGE_FOLDER_H

#include "base/arena.h"

/*
 * A folder of one verdict, made before and taken away after it, with what was
 * put there by whoever:
 *
 *	rc = folder_make(&folder, err);
 *	rc = folder_write(&folder, "app/serve.py", bytes, err);
 *	folder_remove(&folder);
 *
 * Nothing in it is run or followed by us.  It can be passed through and its
 * files read by other users, for boxes run as users of their own; its name
 * cannot be guessed.
 */
struct folder {
	char path[64];
};

enum err_code folder_make(struct folder *out, struct err *err) MUST_USE;

/* In memory where the machine has such a place, so that what lies there
   counts as memory of whoever put it there; no program can be run from it. */
enum err_code folder_make_small(struct folder *out, struct err *err) MUST_USE;

/* Of a plain relative name; makes the folders above it. */
enum err_code folder_write(const struct folder *folder, struct str name,
    struct str bytes, struct err *err) MUST_USE;

/* A folder in it that belongs to uid. */
enum err_code folder_own(const struct folder *folder, const char *name,
    unsigned uid, struct err *err) MUST_USE;

void folder_remove(struct folder *folder); /* zeroed is fine */

/* Those of a process of ours that was killed.  Before the first one. */
void folder_sweep(void);

#endif
