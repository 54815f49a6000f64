#ifndef WEB_PAGES_H
#define WEB_PAGES_H

#include "web/page.h"

/* One function a row of pages.c; each in the file of its page. */
page_fn page_home, page_curriculum, page_module_show, page_quiz,
    page_quiz_start, page_ability, page_attempt, page_attempt_answer,
    page_attempt_submit, page_result, page_labs, page_lab, page_lab_attack,
    page_lab_check, page_lab_submit, page_lab_hint, page_lab_run,
    page_lab_withdraw, page_attest, page_attest_sign, page_record, page_team,
    page_findings, page_finding, page_signin, page_signin_post, page_second,
    page_second_post, page_signout, page_reset, page_reset_post, page_reset_set,
    page_reset_set_post, page_link, page_link_post, page_account,
    page_account_password, page_totp_start, page_totp_confirm, page_token_make,
    page_token_drop, page_setup, page_setup_post, page_people,
    page_people_invite, page_person, page_person_change, page_person_leave,
    page_roster_preview, page_roster_apply, page_evidence, page_evidence_csv,
    page_items, page_items_module, page_items_csv, page_misconceptions,
    page_review, page_review_answer, page_review_link, page_review_link_post,
    page_account_review_mail, page_paths, page_path, page_path_choose,
    page_proficiency, page_access, page_access_preview, page_access_apply,
    page_person_grant, page_person_revoke, page_person_absence,
    page_person_absence_withdraw, page_person_return, page_nowhere;

/* awareness */
page_fn page_campaigns, page_campaigns_preview, page_campaigns_apply,
    page_concern, page_concern_report, page_concern_state, page_concerns,
    page_concerns_take_up, page_concerns_channel, page_notices, page_notice,
    page_notice_read, page_notice_new, page_notice_publish, page_incidents,
    page_incidents_record, page_incidents_review;

/* policy */
page_fn page_controls, page_control, page_control_people, page_control_csv,
    page_control_person, page_control_attach, page_attachment,
    page_attachment_withdraw, page_crosswalk, page_readiness, page_policy,
    page_policy_sign, page_policy_version, page_policy_edit, page_policy_draft,
    page_policy_publish, page_exceptions, page_exception_new,
    page_exception_ask, page_certificate_new, page_certificate_ask,
    page_override_new, page_override_ask, page_exception, page_exception_decide,
    page_exception_withdraw, page_exception_document, page_duties,
    page_duty_perform, page_duty_document;

/* gates */
page_fn page_gates, page_gates_csv, page_gates_open, page_gates_hook;

/* messages */
page_fn page_account_calendar, page_calendar, page_messages, page_message_retry,
    page_message_drop, page_team_nudge, page_team_assign, page_person_nudge,
    page_person_assign, page_control_person_nudge, page_control_person_assign;

#endif
