#ifndef CATALOG_PATH_H
#define CATALOG_PATH_H

#include "catalog/catalog.h"

/*
 * What somebody in a role learns, in order (content/paths/<role>.yaml):
 *
 *	id: backend
 *	title: "Backend"
 *	for: "Who writes services"
 *	stacks: [python-flask, go]	whom it speaks to; []: everybody
 *	modules:
 *	  - id: a05-injection
 *	    stacks: [go]		those of the path unless it says so
 *	    why: "one line"
 *	labs:
 *	  - id: sql-second-order
 *	    why: "one line"
 *	planned:			topics nobody has written yet
 *	  - "Deserialising what others sent"
 */
struct catalog_path_step {
	struct str id; /* of a module, of a lab */
	struct str why;
	struct catalog_strs stacks; /* of a module; none: all */
	const struct yaml *node;
};

struct catalog_path_steps {
	struct catalog_path_step *v;
	size_t n, cap;
};

struct catalog_path {
	struct str id, title, who;
	struct catalog_strs stacks, planned;
	struct catalog_path_steps modules, labs;
	const struct yaml *node;
};

/* Labs are known by their folder (labs/<id>/lab.yaml) and title here. */
struct catalog_lab_name {
	struct str id, title;
};

struct catalog_paths {
	struct {
		struct catalog_path *v;
		size_t n, cap;
	} paths; /* by id */
	struct {
		struct catalog_lab_name *v;
		size_t n, cap;
	} labs;
};

/* NULL where there is none of that id. */
const struct catalog_path *catalog_path(
    const struct catalog *catalog, struct str id);
const struct catalog_lab_name *catalog_lab_name(
    const struct catalog *catalog, struct str id);

/* Whether it speaks to somebody with these stacks: one in common, or none on
   either side. */
bool catalog_stacks_meet(
    const struct catalog_strs *a, const struct catalog_strs *b);

#endif
