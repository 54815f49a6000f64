#ifndef MAIN_CHANNEL_H
#define MAIN_CHANNEL_H

#include "http/hook.h"
#include "store/store.h"

/*
 * Posts the next waiting words to the organisation's chat channel, as
 *
 *	{"text":"3 people of payments are overdue"}
 *
 * true when there were some.  Tried again later and later as mails are; what
 * the other side refuses for good is a dead letter.
 */
bool channel_one(
    struct store *store, const struct hook *hook, struct arena *arena);

#endif
