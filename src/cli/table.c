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
	ROW(access_list) \
	ROW(access_import) \
	ROW(access_forge) \
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
	ROW(gate) \
	ROW(gate_key) \
	ROW(gate_verify) \
	ROW(gate_open) \
	ROW(gate_commit_status) \
	ROW(gate_ordering) \
	ROW(gate_hooks) \
	ROW(gate_hook_approve) \
	ROW(gate_hook_refuse) \
	ROW(gate_token_make) \
	ROW(gate_token_list) \
	ROW(gate_token_revoke) \
	ROW(nudge) \
	ROW(assign) \
	ROW(message_list) \
	ROW(message_retry) \
	ROW(items) \
	ROW(review) \
	ROW(review_link) \
	ROW(exception_list) \
	ROW(exception_grant) \
	ROW(exception_refuse) \
	ROW(certificate_list) \
	ROW(certificate_accept) \
	ROW(certificate_refuse) \
	ROW(override_import) \
	ROW(override_list) \
	ROW(override_accept) \
	ROW(override_refuse) \
	ROW(obligation_list) \
	ROW(obligation_performed) \
	ROW(evidence_completions) \
	ROW(campaign_import) \
	ROW(campaign_list) \
	ROW(concern_receive) \
	ROW(notice_publish) \
	ROW(notice_list) \
	ROW(incident_record) \
	ROW(control_list) \
	ROW(control_show) \
	ROW(readiness) \
	ROW(course_check) \
	ROW(lab_test) \
	ROW(lab_rejudge) \
	ROW(course_simulate) \
	ROW(policy_new) \
	ROW(policy_check) \
	ROW(policy_diff) \
	ROW(policy_publish) \
	ROW(policy_show) \
	ROW(policy_list) \
	ROW(policy_on) \
	ROW(push) \
	ROW(rules_check) \
	ROW(rules_test) \
	ROW(scan)
/* clang-format on */

#define DECLARE(name) extern const struct command command_##name;
#define ROW(name)     &command_##name,

COMMANDS(DECLARE)

const struct command *const cli_table[] = {COMMANDS(ROW) NULL};
