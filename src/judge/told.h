#ifndef JUDGE_TOLD_H
#define JUDGE_TOLD_H

#include "judge/group.h"

/*
 * Within the folder: what a checks' box told, read into the verdict.
 *
 *	{"ready":true}
 *	{"check":"search-finds","again":false,"outcome":"ok","why":null}
 *	{"done":true,"steps":[["request","GET /"],["answer","200"]]}
 */
enum err_code told_read(const struct group *g, struct arena *arena,
    struct matrix *out, struct err *err) MUST_USE;

/* Did the group find a reason to refuse? */
bool told_refuses(const struct group *g);

#endif
