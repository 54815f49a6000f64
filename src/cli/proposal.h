#ifndef CLI_PROPOSAL_H
#define CLI_PROPOSAL_H

#include "cli/learning.h"
#include "policy/proposal.h"

/*
 * What the commands about exceptions, certificates and past records share.
 * Nobody is signed in at a terminal: --as says who sits there, and the same
 * rules hold for them as on the web.
 */
struct proposal_args {
	const char *as, *why, *until, *state;
};

/* --as, --why and, for the one that grants, --until. */
extern const struct cli_option proposal_grant_options[];
extern const struct cli_option proposal_decide_options[];
extern const struct cli_option proposal_list_options[]; /* --state */

struct proposal_work {
	struct cli *cli;
	struct learning l;
	struct proposal_desk desk;
	struct id who; /* whom --as names */
};

/* Opens content, store and engine; as: an address, or NULL. */
enum err_code proposal_open(struct cli *cli, const char *as,
    struct proposal_work *w, struct err *err) MUST_USE;
void proposal_close(struct proposal_work *w);

/* The command's whole run; the exit status. */
int proposal_print_list(struct cli *cli, enum proposal_kind kind);
int proposal_run_decide(
    struct cli *cli, enum proposal_kind kind, bool accept, const char *id);

#endif
