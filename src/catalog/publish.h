#ifndef CATALOG_PUBLISH_H
#define CATALOG_PUBLISH_H

#include "catalog/catalog.h"
#include "ledger/view.h"

/*
 * What is taught enters the log: each module's files are stored by hash, then
 * the fact module.published cites them; each framework's file likewise, with
 * control-map.published.  A fact's id is made of what it says, so that
 * publishing the same again, from anywhere, changes nothing.
 *
 * Inside a write; ledger_wake() after its commit.
 */
enum err_code catalog_publish(struct db *db, struct arena *arena,
    const struct catalog *catalog, struct err *err) MUST_USE;

/* Tables module_version and control_map. */
extern const struct ledger_view catalog_view;

#endif
