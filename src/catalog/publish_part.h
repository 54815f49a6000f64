#ifndef CATALOG_PUBLISH_PART_H
#define CATALOG_PUBLISH_PART_H

#include "catalog/publish.h"
#include "crypto/hash.h"

/* What is published, a kind a file, within the folder. */

/* A UUID of version 8: 16 bytes of a hash over what the fact says. */
struct id publish_id(struct sha256 *said);

/* publish_control.c: frameworks, and table control_map. */
enum err_code publish_controls(struct db *db, struct arena *arena,
    const struct catalog *catalog, struct err *err) MUST_USE;
enum err_code publish_control_apply(
    struct db *db, const struct ledger_entry *e, struct err *err) MUST_USE;

#endif
