#include "cli/command.h"

/* The commands, in the order of `assay --help`: one row each. */
/* clang-format off */
#define COMMANDS(ROW) \
	ROW(setup) \
	ROW(person_list) \
	ROW(person_invite) \
	ROW(person_link) \
	ROW(person_role) \
	ROW(person_leave) \
	ROW(roster_import) \
	ROW(token_make) \
	ROW(token_list) \
	ROW(token_revoke) \
	ROW(backup) \
	ROW(restore) \
	ROW(rebuild) \
	ROW(ledger_head) \
	ROW(ledger_prove) \
	ROW(ledger_verify) \
	ROW(learn) \
	ROW(learn_quiz) \
	ROW(learn_record) \
	ROW(lab_list) \
	ROW(lab_get) \
	ROW(lab_attack) \
	ROW(lab_check) \
	ROW(lab_submit) \
	ROW(lab_hint) \
	ROW(path) \
	ROW(due) \
	ROW(nudge) \
	ROW(message_list) \
	ROW(message_retry) \
	ROW(items) \
	ROW(review) \
	ROW(review_link) \
	ROW(evidence_completions) \
	ROW(course_check) \
	ROW(lab_test) \
	ROW(lab_rejudge) \
	ROW(course_simulate) \
	ROW(push) \
	ROW(rules_check) \
	ROW(rules_test) \
	ROW(scan)
/* clang-format on */

#define DECLARE(name) extern const struct command command_##name;
#define ROW(name)     &command_##name,

COMMANDS(DECLARE)

const struct command *const cli_table[] = {COMMANDS(ROW) NULL};
