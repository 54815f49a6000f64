#ifndef CLI_POLICY_H
#define CLI_POLICY_H

#include "cli/learning.h"
#include "policy/effect.h"
#include "policy/publish.h"

/*
 * What the commands about the policy share: content, database, engine, and a
 * policy named by a file or by the number of a published version.
 *
 *	rc = policy_desk_open(cli, &desk, err);
 *	rc = policy_desk_read(&desk, "policy.yaml", &policy, err);
 *	policy_desk_close(&desk);
 */
struct policy_desk {
	struct learning l;
	struct engine *engine; /* learning's; NULL without a database */
};

enum err_code policy_desk_open(
    struct cli *cli, struct policy_desk *out, struct err *err) MUST_USE;
void policy_desk_close(struct policy_desk *desk); /* zeroed is fine */

/* "4" is a published version, "0" the default, "current" the one in force,
   all else a file.
   The content alone is needed for a file. */
enum err_code policy_desk_read(struct policy_desk *desk, const char *name,
    struct policy **out, struct err *err) MUST_USE;

/* The text that policy_desk_read reads. */
enum err_code policy_desk_text(struct policy_desk *desk, const char *name,
    struct str *out, struct err *err) MUST_USE;

/* The last instant of a day of the policy: "2027-03-01". */
enum err_code policy_desk_day(const char *date, const struct policy *policy,
    int64_t *out, struct err *err) MUST_USE;

/* One a line; how many. */
size_t policy_desk_problems(
    struct cli *cli, const struct policy_problems *problems);

/* Whom it changes something for, as text or JSON. */
void policy_desk_effect(
    struct cli *cli, const struct effect *effect, int64_t now);
void policy_desk_effect_json(
    struct buf *out, const struct effect *effect, int64_t now);

#endif
