#ifndef POLICY_AWARENESS_VIEW_H
#define POLICY_AWARENESS_VIEW_H

#include "ledger/view.h"

/* Tables notice, notice_ack, campaign, concern, concern_handover, incident and
   content_review. */
extern const struct ledger_view awareness_view;

#endif
