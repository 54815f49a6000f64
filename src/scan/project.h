#ifndef SCAN_PROJECT_H
#define SCAN_PROJECT_H

#include "scan/unit.h"

/*
 * The files of one scan as each other's modules:
 *
 *	app/views.py: from .db import find	->	app/db.py, "find"
 *	a/b/C.java: import a.d.E;		->	a/d/E.java
 *	src/x.ts: import {f} from "../lib/y"	->	lib/y/index.ts, "f"
 *
 * Resolving looks at paths alone, so that a file no rule speaks of costs
 * nothing.  Of several that fit, the one nearest to the asking file is meant.
 */
struct project {
	const struct scan_file *files;
	size_t count;
	uint32_t *by_stem; /* file numbers, by the last part of their module */
	uint32_t *slots;   /* into by_stem: 1 + the first of a stem; 0: none */
	uint32_t slot_count;
};

#define PROJECT_NONE SIZE_MAX

enum err_code project_init(struct project *p, const struct scan_file *files,
    size_t count, struct arena *arena, struct err *err) MUST_USE;

/* The file that a dotted name is about, given by its parts as imports have
   them; *used is how many of them name the file, the rest is in
   it.  PROJECT_NONE: not of this project. */
size_t project_module(const struct project *p, const struct unit *from,
    const struct str *parts, uint32_t len, uint32_t *used);

/* Whether a file stands for its folder, as index.js: it may hand on what it
   imports. */
bool project_is_hub(struct str path);

/* The file that declares a class of this name beside this one, for languages
   that need no import for it. */
size_t project_sibling(
    const struct project *p, const struct unit *from, struct str name);

#endif
