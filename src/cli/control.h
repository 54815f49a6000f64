#ifndef CLI_CONTROL_H
#define CLI_CONTROL_H

#include "cli/learning.h"
#include "judge/lab.h"
#include "policy/survey.h"

/*
 * What the commands about controls share: content, labs, database, engine, and
 * the survey of a day or a period.
 *
 *	rc = control_desk_open(cli, &days, &desk, err);
 *	... desk.survey ...
 *	control_desk_close(&desk);
 */
struct control_days { /* as typed; NULL where not */
	const char *on, *from, *to;
};

struct control_desk {
	struct learning l;
	struct labs *labs;
	struct engine *engine; /* that of l */
	struct tallies *tallies;
	struct arena arena;
	struct survey survey;
};

enum err_code control_desk_open(struct cli *cli,
    const struct control_days *days, struct control_desk *out,
    struct err *err) MUST_USE;
void control_desk_close(struct control_desk *desk); /* zeroed is fine */

/* "--on goes without --from and --to", and dates that are none: for
   cli_usage, before anything is opened. */
enum err_code control_days_check(const struct control_days *days,
    struct survey_ask *out, struct err *err) MUST_USE;

#endif
