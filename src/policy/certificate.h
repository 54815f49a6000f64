#ifndef POLICY_CERTIFICATE_H
#define POLICY_CERTIFICATE_H

#include "policy/proposal.h"

/*
 * A course taken elsewhere, in place of a module of ours:
 *
 *	equivalents:			of the policy in force
 *	  - topic: a05-injection
 *	    course: "Secure Coding in Practice"
 *	    edition: "2025"
 *	    sections: ["4 Injection"]
 *	    verified: "supervised exam, 70 %"
 *	    valid_months: 12
 *
 * What is not in that list is refused with the list.  The document lies with
 * the proposal under its hash, is a person's, and goes with them; one that is
 * refused or withdrawn is dropped.
 */
#define CERTIFICATE_BYTES_MAX ((size_t)5 << 20)

/* "application/pdf", "image/png" or "image/jpeg", by what the bytes say of
   themselves; STR_NONE for anything else. */
struct str certificate_media(struct str bytes);

/* The first day of "2025", "2025-03" or "2025-03-14", as policy_day.h has it,
   with or without words after it; false where an edition is no date. */
bool certificate_edition_day(struct str edition, int64_t *out);

struct certificate_new {
	struct id proposer, person;
	struct str topic, course, edition;
	int64_t completed; /* a day, as policy_day.h has it */
	struct str document;
};

/*
 * ERR_INVALID for what the mapping does not have (the text lists what it
 * has), for a day to come or before the edition, for what has run out, and
 * for a document that is none of the three kinds; ERR_LIMIT for one over 5
 * MiB.
 */
enum err_code certificate_ask(const struct proposal_desk *desk,
    const struct certificate_new *in, struct id *out, struct err *err) MUST_USE;

/* The entry of the policy's mapping, or NULL. */
const struct policy_equivalent *certificate_equivalent(
    const struct policy *policy, struct str topic, struct str course,
    struct str edition);

/* Until when it would stand: by the mapping and by outside_until, whichever is
   earlier.  0: without end. */
enum err_code certificate_until(const struct proposal_desk *desk,
    const struct policy *policy, const struct policy_equivalent *e,
    int64_t completed, struct arena *arena, int64_t *until,
    struct err *err) MUST_USE;

#endif
