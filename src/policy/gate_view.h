#ifndef POLICY_GATE_VIEW_H
#define POLICY_GATE_VIEW_H

#include "ledger/view.h"

/* Tables gate_decision and gate_opening. */
extern const struct ledger_view gate_view;

#endif
