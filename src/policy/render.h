#ifndef POLICY_RENDER_H
#define POLICY_RENDER_H

#include "policy/document.h"

/*
 * The policy as the one page that people sign, in Markdown:
 *
 *	# Security training policy
 *	Version 4 of "training", in force from 1 December 2026. ...
 *	## The six questions
 *	## What is owed
 *	1. Everybody with access to production: "Secure coding" (the course
 *	   owasp-top10-2025), within 30 days, then every 12 months to the same
 *	   date. Answers pci:6.2.2.
 *
 * Made from the document alone, so that the same bytes of a document are the
 * same text for ever; the hash in it is the document's.  What the document's
 * author wrote is text, never markup.
 */
enum err_code policy_render(const struct policy *policy, struct arena *arena,
    struct str *markdown, struct err *err) MUST_USE;

/* The same for a terminal or paper, 80 columns wide. */
enum err_code policy_render_text(const struct policy *policy,
    struct arena *arena, struct str *text, struct err *err) MUST_USE;

#endif
