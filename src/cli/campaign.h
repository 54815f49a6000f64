#ifndef CLI_CAMPAIGN_H
#define CLI_CAMPAIGN_H

#include "cli/command.h"
#include "policy/campaign.h"

/* One campaign with its rates, as both its commands print it. */
void campaign_print(struct cli *cli, const struct campaign *c);

#endif
