#ifndef LEARN_VIEW_H
#define LEARN_VIEW_H

#include "ledger/view.h"

/* Tables assignment, attempt_result, completion, attestation, item_response. */
extern const struct ledger_view learn_view;

#endif
