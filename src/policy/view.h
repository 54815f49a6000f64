#ifndef POLICY_VIEW_H
#define POLICY_VIEW_H

#include "ledger/view.h"

/* Tables policy_version, policy_signature, exception, outside_proof and
   performance. */
extern const struct ledger_view policy_view;

#endif
