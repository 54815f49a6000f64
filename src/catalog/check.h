#ifndef CATALOG_CHECK_H
#define CATALOG_CHECK_H

#include "catalog/problem.h"

/*
 * Everything that `assay course check` rejects, over a whole content folder:
 *
 *	format			does not read (YAML, Markdown, a missing key)
 *	id version		not the folder's, or not of its form
 *	unknown-id reused-id	a module, section, objective or item
 *	option-count key-count option-why misconception pool
 *	option-above		"all of the above" and its like
 *	seed-vars		a variable that cannot be, or is in no text
 *	alike			a question that is nearly asked twice
 *	key-position key-length	the key can be guessed over the pool (below)
 *	objective-items		an objective with under four items
 *	cwe-category		a CWE that is not in the module's category
 *	control			an id that no control file has
 *	length			a text of a control file over its limit
 *	lock			changed files under an unchanged version
 *	minutes			20 % off the reading time (below)
 *	code			does not parse in its language
 *	stack anchor		a tab or heading that nothing can refer to
 *	micro-length		a micro lesson of more than 180 words
 *	review			its date is past
 *	key-leak		an answer can be read off the module's page
 *	lab-matrix		a lab that takes a wrong fix for a good one, or
 *a good one for wrong (judge/proof.h)
 *
 * key-position: chi-squared of where keys stand in the files, against every
 * place being as likely, over the single items; rejected where p < 0.01.
 * key-length: in each item the keys' mean length as a z-score among its
 * options; their sum over the pool, scaled to variance one, is standard normal
 * where length says nothing; rejected past 2.58 either way (p < 0.01).
 *
 * Reading time: 160 words a minute of text outside code and 10 lines a minute
 * of code, in one stack (the longest); the quiz is not in it.
 */
#define CHECK_WORDS_PER_MINUTE 160
#define CHECK_LINES_PER_MINUTE 10
#define CHECK_MICRO_WORDS      180
#define CHECK_OBJECTIVE_ITEMS  4

struct check {
	const char *dir;     /* the content folder */
	const char *overlay; /* private questions over it, or NULL */
	int64_t now;
	const char *labs; /* holds judge/; NULL: labs are not proved */
	bool write_lock;  /* set versions.lock to what is there */
};

/* An error only where the check itself could not be made. */
enum err_code catalog_check(const struct check *check,
    struct problems *problems, struct err *err) MUST_USE;

#endif
