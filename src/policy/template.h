#ifndef POLICY_TEMPLATE_H
#define POLICY_TEMPLATE_H

#include "base/arena.h"

/*
 * A policy to start from: content/policies/template.yaml with the answers to
 * its questions in their places and all comments kept.
 *
 *	owner: "Head of security"       # who keeps it
 *	owner: "Ada Lovelace"       # who keeps it
 */
struct template_answer {
	const char *key; /* with the spaces before it: "owner", "  who" */
	struct str value;
};

/* The days of a first version: approved today, in force in two weeks, looked
   at again in a year. */
#define TEMPLATE_DAYS 3
enum err_code template_days(int64_t now, struct arena *arena,
    struct template_answer out[TEMPLATE_DAYS], struct err *err) MUST_USE;

/* What stands in the template for a key; STR_NONE: there is no such line. */
struct str template_value(struct str text, const char *key);

/* ERR_INVALID where a value is not one line of text, or no such key stands in
   the template. */
enum err_code template_fill(struct str text,
    const struct template_answer *answers, size_t n, struct arena *arena,
    struct str *out, struct err *err) MUST_USE;

#endif
