#ifndef LEDGER_REBUILD_H
#define LEDGER_REBUILD_H

#include "ledger/ledger.h"

/* Inside src/ledger only: empties the views' tables and derives them from
   the facts numbered so far, in the caller's write. */
enum err_code rebuild_views(struct db *db, const struct ledger_config *config,
    struct err *err) MUST_USE;

#endif
