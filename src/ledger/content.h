#ifndef LEDGER_CONTENT_H
#define LEDGER_CONTENT_H

#include "store/store.h"

/*
 * What facts cite by hash (published modules, question banks, policies,
 * statements, scan results), kept once under its SHA-256 before a fact
 * names it.
 */
#define CONTENT_MAX (16u << 20)

/* Inside a write; the same bytes again change nothing. */
enum err_code content_put(struct db *db, struct str bytes, uint8_t hash[32],
    struct err *err) MUST_USE;

/* ERR_NOT_FOUND, and ERR_CORRUPT where the bytes do not have that hash. */
enum err_code content_get(struct db *db, struct arena *arena,
    const uint8_t hash[32], struct str *out, struct err *err) MUST_USE;

#endif
