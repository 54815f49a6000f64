#ifndef POLICY_REMINDING_H
#define POLICY_REMINDING_H

#include "policy/reminder.h"

/*
 * The day's messages, sent: for the job runner, every few minutes.
 *
 *	engine ──▶ who has something to hear ──▶ one transaction each:
 *	    row of reminder_sent   the right to send; whoever comes second has
 *	                           none, on whichever server
 *	    row of an outbox       what is sent
 *	    facts                  reminder.sent, escalation.sent
 *
 * So a message is sent once a recipient, rung and day of theirs, whatever
 * crashes in between and however many servers run; and what was sent is a
 * fact.  Quiet hours and weekends wait: the next run looks again.
 */
struct reminding {
	struct engine *engine;
	struct learn learn;
	bool channel; /* there is one to tell */
};

/* *sent counts messages; not more than REMINDING_AT_ONCE, the next run takes
   the rest.  Without an organisation or its address for mails nothing is
   sent by mail.  ledger_wake() is done. */
#define REMINDING_AT_ONCE 2000
enum err_code reminding_run(const struct reminding *reminding, unsigned *sent,
    struct err *err) MUST_USE;

#endif
