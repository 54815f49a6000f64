#ifndef POLICY_REFERENCE_H
#define POLICY_REFERENCE_H

#include "policy/document.h"

/*
 * A policy beside another document it refers to, looked at both ways:
 *
 *	refers_to:
 *	  - document: "Information security policy"
 *	    section: "5.2"		is there a section of that number,
 *					anchor or title in the other?
 *	    refers_back: "7.3"		and does that one name this policy?
 *
 * The other document is Markdown or plain text.  A section begins with a
 * heading: "## Training {#training}", a line underlined with === or ---, or,
 * in a text without "#" headings, a line of at most 120 bytes after an empty
 * one that begins with its number: "5.2 Training".  It goes to the next
 * heading that is as high.  Code between ``` is passed over.
 */
#define REFERENCE_BYTES_MAX    ((size_t)4 << 20)
#define REFERENCE_SECTIONS_MAX 5000

struct reference_section {
	struct str number; /* "5.2", or STR_NONE */
	struct str anchor; /* given, or made of the title */
	struct str title;  /* without number and anchor */
	unsigned level, line;
	struct str text; /* from the heading to its end */
};

struct reference_sections {
	struct reference_section *v;
	size_t n, cap;
};

/* Borrows text.  ERR_SYNTAX where it is not UTF-8; ERR_LIMIT. */
enum err_code reference_read(struct str text, struct arena *arena,
    struct reference_sections *out, struct err *err) MUST_USE;

/* The section of a number, "#anchor", anchor or title; NULL: there is none. */
const struct reference_section *reference_find(
    const struct reference_sections *sections, struct str name);

/* Adds to out what is wrong between the two.  name is the other's file name:
   references to it are those that give it, without its ending, or the title
   that stands first in it. */
enum err_code reference_check(const struct policy *policy, const char *name,
    struct str text, struct arena *arena, struct policy_problems *out,
    struct err *err) MUST_USE;

#endif
