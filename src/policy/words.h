#ifndef POLICY_WORDS_H
#define POLICY_WORDS_H

#include "policy/document.h"

/*
 * What a policy says, in words: the same ones in the text that is signed, in
 * a comparison of two versions and on a page.
 *
 *	everybody who has access to production
 *	the course owasp-top10-2025
 *	within 30 days, then every 12 months to the same date
 *
 * Each is appended, without a capital and without a full stop.
 */
void policy_write_who(
    struct buf *out, const struct policy_obligation *obligation);
void policy_write_what(
    struct buf *out, const struct policy_obligation *obligation);
void policy_write_when(
    struct buf *out, const struct policy_obligation *obligation);

/* "production: shut 7 days after the date; ..." */
void policy_write_gate(struct buf *out, const struct policy_gate *gate);

/* "a reminder 30, 14, 7 and 1 days before the date", ... */
void policy_write_messages(
    struct buf *out, const struct policy_messages *messages);

/* "Production (application servers and databases)"; of what is outside who
   decided it, and why. */
void policy_write_system(struct buf *out, const struct policy_system *system);

/* "module", "lab", "signature" */
const char *policy_thing_name(enum policy_thing_kind kind);

/* "a, b and c" */
void policy_write_list(struct buf *out, const struct str *words, size_t n);

#endif
