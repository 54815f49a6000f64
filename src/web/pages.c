#include "web/pages.h"
#include "learn/lab.h"
#include "policy/attachment.h"
#include "policy/certificate.h"
#include "policy/concern.h"
#include "policy/duty.h"
#include "policy/notice.h"

/*
 * Every page: how it is asked for, who may come in, where it runs.  A page
 * that writes or hashes runs on a worker.
 */
#define GET(path, function, roles, place)                                \
	{                                                                \
		.method = HTTP_GET, .pattern = (path), .fn = (function), \
		.who = (roles), .where = (place)                         \
	}
#define POST(path, function, roles)                                        \
	{                                                                  \
		.method = HTTP_POST, .pattern = (path), .fn = (function),  \
		.who = (roles), .where = HTTP_WORKER, .body_max = FORM_MAX \
	}
/* A lab's files: encoded, they are up to three times as long. */
#define FILES_POST(path, function, roles)                                 \
	{                                                                 \
		.method = HTTP_POST, .pattern = (path), .fn = (function), \
		.who = (roles), .where = HTTP_WORKER,                     \
		.body_max = 3 * LAB_BYTES_MAX + FORM_MAX                  \
	}
/* A whole document: encoded, it is up to three times as long. */
#define FILE_POST(path, function, roles)                                  \
	{                                                                 \
		.method = HTTP_POST, .pattern = (path), .fn = (function), \
		.who = (roles), .where = HTTP_WORKER,                     \
		.body_max = 3 * FILE_MAX + FORM_MAX                       \
	}
/* One document beside the fields. */
#define DOCUMENT_POST(path, function, roles, most)                        \
	{                                                                 \
		.method = HTTP_POST, .pattern = (path), .fn = (function), \
		.who = (roles), .where = HTTP_WORKER,                     \
		.body_max = (most) + FORM_MAX                             \
	}
/* Forms that strangers fill in. */
#define GUEST_GET(path, function, roles)                                 \
	{                                                                \
		.method = HTTP_GET, .pattern = (path), .fn = (function), \
		.who = (roles), .where = HTTP_INLINE, .guest_form = true \
	}
#define GUEST_POST(path, function, roles)                                   \
	{                                                                   \
		.method = HTTP_POST, .pattern = (path), .fn = (function),   \
		.who = (roles), .where = HTTP_WORKER, .body_max = FORM_MAX, \
		.guest_form = true                                          \
	}

const struct page pages[] = {
    GET("/", page_home, WHO_MEMBER, HTTP_INLINE),
    GET("/curriculum", page_curriculum, WHO_ANYONE, HTTP_INLINE),
    GET("/paths", page_paths, WHO_ANYONE, HTTP_INLINE),
    GET("/paths/{id}", page_path, WHO_ANYONE, HTTP_INLINE),
    POST("/paths/{id}", page_path_choose, WHO_MEMBER),
    GET("/modules/{id}", page_module_show, WHO_ANYONE, HTTP_INLINE),
    GET("/modules/{id}/quiz", page_quiz, WHO_MEMBER, HTTP_INLINE),
    POST("/modules/{id}/quiz", page_quiz_start, WHO_MEMBER),
    GET("/modules/{id}/ability", page_ability, WHO_MEMBER, HTTP_WORKER),
    GET("/modules/{id}/attest", page_attest, WHO_MEMBER, HTTP_INLINE),
    POST("/modules/{id}/attest", page_attest_sign, WHO_MEMBER),
    GET("/attempts/{id}", page_attempt, WHO_MEMBER, HTTP_INLINE),
    POST("/attempts/{id}/answers/{no}", page_attempt_answer, WHO_MEMBER),
    POST("/attempts/{id}/submit", page_attempt_submit, WHO_MEMBER),
    GET("/attempts/{id}/result", page_result, WHO_MEMBER, HTTP_INLINE),
    GET("/labs", page_labs, WHO_MEMBER, HTTP_INLINE),
    GET("/labs/{lab}", page_lab, WHO_MEMBER, HTTP_WORKER),
    POST("/labs/{lab}/attack", page_lab_attack, WHO_MEMBER),
    FILES_POST("/labs/{lab}/check", page_lab_check, WHO_MEMBER),
    FILES_POST("/labs/{lab}/submit", page_lab_submit, WHO_MEMBER),
    POST("/labs/{lab}/hint", page_lab_hint, WHO_MEMBER),
    GET("/labs/{lab}/runs/{id}", page_lab_run, WHO_MEMBER, HTTP_WORKER),
    POST("/labs/{lab}/runs/{id}/withdraw", page_lab_withdraw, WHO_MEMBER),
    GET("/review", page_review, WHO_MEMBER, HTTP_WORKER),
    POST("/review", page_review_answer, WHO_MEMBER),
    GUEST_GET("/review/l/{token}", page_review_link, WHO_ANYONE),
    GUEST_POST("/review/l/{token}", page_review_link_post, WHO_ANYONE),
    GET("/record", page_record, WHO_MEMBER, HTTP_INLINE),
    GET("/proficiency", page_proficiency, WHO_MEMBER, HTTP_WORKER),
    GET("/policy", page_policy, WHO_MEMBER, HTTP_WORKER),
    POST("/policy/sign", page_policy_sign, WHO_MEMBER),
    GET("/policy/versions/{n}", page_policy_version, WHO_MEMBER, HTTP_WORKER),
    GET("/policy/edit", page_policy_edit, WHO_AUTHOR, HTTP_WORKER),
    FILE_POST("/policy/edit", page_policy_draft, WHO_AUTHOR),
    FILE_POST("/policy/publish", page_policy_publish, WHO_AUTHOR),
    GET("/exceptions", page_exceptions, WHO_DEPARTURES, HTTP_WORKER),
    GET("/exceptions/new", page_exception_new, WHO_MEMBER, HTTP_WORKER),
    POST("/exceptions/new", page_exception_ask, WHO_MEMBER),
    GET("/exceptions/certificate", page_certificate_new, WHO_MEMBER,
	HTTP_WORKER),
    DOCUMENT_POST("/exceptions/certificate", page_certificate_ask, WHO_MEMBER,
	CERTIFICATE_BYTES_MAX),
    GET("/exceptions/override", page_override_new, WHO_TEAM | WHO_AUTHOR,
	HTTP_WORKER),
    DOCUMENT_POST("/exceptions/override", page_override_ask,
	WHO_TEAM | WHO_AUTHOR, 3 * FILE_MAX),
    GET("/exceptions/{id}", page_exception, WHO_MEMBER, HTTP_WORKER),
    POST("/exceptions/{id}", page_exception_decide, WHO_AUTHOR),
    POST("/exceptions/{id}/withdraw", page_exception_withdraw, WHO_MEMBER),
    GET("/exceptions/{id}/document", page_exception_document, WHO_MEMBER,
	HTTP_WORKER),
    GET("/duties", page_duties, WHO_AUTHOR | WHO(ROLE_AUDITOR), HTTP_WORKER),
    DOCUMENT_POST("/duties", page_duty_perform, WHO_AUTHOR, DUTY_DOCUMENT_MAX),
    GET("/duties/{id}/document", page_duty_document,
	WHO_AUTHOR | WHO(ROLE_AUDITOR), HTTP_WORKER),
    GET("/team", page_team, WHO_TEAM, HTTP_INLINE),
    POST("/team/nudge", page_team_nudge, WHO_TEAM),
    POST("/team/assign", page_team_assign, WHO_TEAM),
    GET("/team/misconceptions", page_misconceptions, WHO_TEAM | WHO_AUTHOR,
	HTTP_WORKER),
    GET("/findings", page_findings, WHO_MEMBER, HTTP_INLINE),
    GET("/findings/{id}", page_finding, WHO_MEMBER, HTTP_WORKER),
    GET("/account", page_account, WHO_MEMBER, HTTP_INLINE),
    POST("/account/password", page_account_password, WHO_MEMBER),
    POST("/account/review-mail", page_account_review_mail, WHO_MEMBER),
    POST("/account/calendar", page_account_calendar, WHO_MEMBER),
    POST("/account/totp/start", page_totp_start, WHO_MEMBER),
    POST("/account/totp", page_totp_confirm, WHO_MEMBER),
    POST("/account/tokens", page_token_make, WHO_MEMBER),
    POST("/account/tokens/{id}/drop", page_token_drop, WHO_MEMBER),

    GET("/items", page_items, WHO_AUTHOR, HTTP_WORKER),
    GET("/items/{id}", page_items_module, WHO_AUTHOR, HTTP_WORKER),
    GET("/items/{id}/items.csv", page_items_csv, WHO_AUTHOR, HTTP_WORKER),
    GET("/controls", page_controls, WHO_OVERSIGHT, HTTP_WORKER),
    GET("/controls/{framework}/{id}", page_control, WHO_OVERSIGHT, HTTP_WORKER),
    GET("/controls/{framework}/{id}/people", page_control_people, WHO_OVERSIGHT,
	HTTP_WORKER),
    GET("/controls/{framework}/{id}/people.csv", page_control_csv,
	WHO_OVERSIGHT, HTTP_WORKER),
    GET("/controls/person/{id}", page_control_person, WHO_OVERSIGHT,
	HTTP_WORKER),
    POST("/controls/person/{id}/nudge", page_control_person_nudge, WHO_AUTHOR),
    POST(
	"/controls/person/{id}/assign", page_control_person_assign, WHO_AUTHOR),
    DOCUMENT_POST("/controls/{framework}/{id}/attach", page_control_attach,
	WHO_AUTHOR, ATTACHMENT_BYTES_MAX),
    GET("/attachments/{id}", page_attachment, WHO_OVERSIGHT, HTTP_WORKER),
    POST("/attachments/{id}/withdraw", page_attachment_withdraw, WHO_AUTHOR),
    GET("/crosswalk", page_crosswalk, WHO_OVERSIGHT, HTTP_WORKER),
    GET("/readiness", page_readiness, WHO_OVERSIGHT, HTTP_WORKER),
    GET("/evidence", page_evidence, WHO_EVIDENCE, HTTP_WORKER),
    GET("/evidence/completions.csv", page_evidence_csv, WHO_EVIDENCE,
	HTTP_WORKER),
    GET("/gates", page_gates, WHO_OVERSIGHT, HTTP_WORKER),
    GET("/gates/ordering.csv", page_gates_csv, WHO_OVERSIGHT, HTTP_WORKER),
    POST("/gates/open", page_gates_open, WHO_AUTHOR),
    POST("/gates/hooks/{id}", page_gates_hook, WHO_AUTHOR),
    GET("/messages", page_messages, WHO_EVIDENCE, HTTP_INLINE),
    POST("/messages/{channel}/{id}/retry", page_message_retry, WHO(ROLE_ADMIN)),
    POST("/messages/{channel}/{id}/drop", page_message_drop, WHO(ROLE_ADMIN)),
    GET("/people", page_people, WHO(ROLE_ADMIN), HTTP_WORKER),
    POST("/people", page_people_invite, WHO(ROLE_ADMIN)),
    {.method = HTTP_POST,
	.pattern = "/people/roster",
	.fn = page_roster_preview,
	.who = WHO(ROLE_ADMIN),
	.where = HTTP_WORKER,
	.body_max = FILE_MAX},
    {.method = HTTP_POST,
	.pattern = "/people/roster/apply",
	.fn = page_roster_apply,
	.who = WHO(ROLE_ADMIN),
	.where = HTTP_WORKER,
	.body_max = 3 * FILE_MAX},
    GET("/people/{id}", page_person, WHO(ROLE_ADMIN), HTTP_INLINE),
    POST("/people/{id}", page_person_change, WHO(ROLE_ADMIN)),
    POST("/people/{id}/leave", page_person_leave, WHO(ROLE_ADMIN)),
    POST("/people/{id}/return", page_person_return, WHO(ROLE_ADMIN)),
    POST("/people/{id}/nudge", page_person_nudge, WHO(ROLE_ADMIN)),
    POST("/people/{id}/assign", page_person_assign, WHO(ROLE_ADMIN)),
    POST("/people/{id}/access", page_person_grant, WHO(ROLE_ADMIN)),
    POST("/people/{id}/access/end", page_person_revoke, WHO(ROLE_ADMIN)),
    POST("/people/{id}/absences", page_person_absence, WHO(ROLE_ADMIN)),
    POST("/people/{id}/absences/withdraw", page_person_absence_withdraw,
	WHO(ROLE_ADMIN)),
    GET("/access", page_access, WHO_EVIDENCE | WHO_AUTHOR, HTTP_WORKER),
    {.method = HTTP_POST,
	.pattern = "/access/import",
	.fn = page_access_preview,
	.who = WHO(ROLE_ADMIN),
	.where = HTTP_WORKER,
	.body_max = FILE_MAX},
    {.method = HTTP_POST,
	.pattern = "/access/import/apply",
	.fn = page_access_apply,
	.who = WHO(ROLE_ADMIN),
	.where = HTTP_WORKER,
	.body_max = 3 * FILE_MAX},

    GET("/campaigns", page_campaigns, WHO_OVERSIGHT, HTTP_WORKER),
    {.method = HTTP_POST,
	.pattern = "/campaigns",
	.fn = page_campaigns_preview,
	.who = WHO_AUTHOR,
	.where = HTTP_WORKER,
	.body_max = FILE_MAX},
    POST("/campaigns/apply", page_campaigns_apply, WHO_AUTHOR),
    GET("/concern", page_concern, WHO_MEMBER, HTTP_INLINE),
    {.method = HTTP_POST,
	.pattern = "/concern",
	.fn = page_concern_report,
	.who = WHO_MEMBER,
	.where = HTTP_WORKER,
	.body_max = 3 * CONCERN_TEXT_MAX + FORM_MAX},
    GET("/concern/{id}", page_concern_state, WHO_MEMBER, HTTP_INLINE),
    GET("/concerns", page_concerns, WHO_AUTHOR, HTTP_WORKER),
    POST("/concerns/channel", page_concerns_channel, WHO(ROLE_ADMIN)),
    POST("/concerns/{id}", page_concerns_take_up, WHO_AUTHOR),
    GET("/notices", page_notices, WHO_MEMBER, HTTP_WORKER),
    GET("/notices/new", page_notice_new, WHO_AUTHOR, HTTP_INLINE),
    {.method = HTTP_POST,
	.pattern = "/notices/new",
	.fn = page_notice_publish,
	.who = WHO_AUTHOR,
	.where = HTTP_WORKER,
	.body_max = 3 * NOTICE_TEXT_MAX + FORM_MAX},
    GET("/notices/{notice}", page_notice, WHO_MEMBER, HTTP_WORKER),
    POST("/notices/{notice}/read", page_notice_read, WHO_MEMBER),
    GET("/incidents", page_incidents, WHO_OVERSIGHT, HTTP_WORKER),
    POST("/incidents", page_incidents_record, WHO_AUTHOR),
    POST("/incidents/review", page_incidents_review, WHO_AUTHOR),

    GET("/calendar/{token}", page_calendar, WHO_ANYONE, HTTP_WORKER),
    GUEST_GET("/signin", page_signin, WHO_GUEST),
    GUEST_POST("/signin", page_signin_post, WHO_GUEST),
    GUEST_GET("/signin/link/{token}", page_link, WHO_ANYONE),
    GUEST_POST("/signin/link/{token}", page_link_post, WHO_ANYONE),
    GET("/signin/second-factor", page_second, WHO_HALFWAY, HTTP_INLINE),
    POST("/signin/second-factor", page_second_post, WHO_HALFWAY),
    POST("/signout", page_signout, WHO_MEMBER | WHO_HALFWAY),
    GUEST_GET("/reset", page_reset, WHO_GUEST),
    GUEST_POST("/reset", page_reset_post, WHO_GUEST),
    GUEST_GET("/reset/{token}", page_reset_set, WHO_ANYONE),
    GUEST_POST("/reset/{token}", page_reset_set_post, WHO_ANYONE),
    GUEST_GET("/setup", page_setup, WHO_ANYONE),
    GUEST_POST("/setup", page_setup_post, WHO_ANYONE),
    GET("/{path*}", page_nowhere, WHO_ANYONE, HTTP_INLINE),
    {.pattern = NULL},
};

enum err_code
page_nowhere(struct call *call, struct err *err)
{
	(void)call;
	return err_set(err, ERR_NOT_FOUND, "no such page");
}
