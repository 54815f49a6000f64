#ifndef MAIN_MAILER_H
#define MAIN_MAILER_H

#include "http/mail.h"
#include "store/store.h"

/*
 * Hands the next waiting mail to the relay; true when there was one.  Between
 * the hand-over and the note of it a crash sends a mail twice, with the same
 * Message-ID; none is lost.  The body goes once it is sent: it may hold a
 * link to sign in by.
 */
bool mailer_one(
    struct store *store, const struct mail_relay *relay, struct arena *arena);

#endif
