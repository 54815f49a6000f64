#ifndef CLI_BY_HAND_H
#define CLI_BY_HAND_H

#include "cli/command.h"
#include "policy/by_hand.h"

/* What nudge and assign share: whoever runs the command acts for the
   organisation, and the person is found by address.  The exit status. */
typedef enum err_code cli_by_hand_fn(const struct by_hand *in, struct err *err);

/* what holds the words of the command; the rest of it is filled in here. */
int cli_by_hand(struct cli *cli, const char *email, const struct by_hand *what,
    cli_by_hand_fn *act);

#endif
