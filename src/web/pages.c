#include "web/pages.h"
#include "learn/lab.h"

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
    GET("/evidence", page_evidence, WHO_EVIDENCE, HTTP_WORKER),
    GET("/evidence/completions.csv", page_evidence_csv, WHO_EVIDENCE,
	HTTP_WORKER),
    GET("/messages", page_messages, WHO_EVIDENCE, HTTP_INLINE),
    POST("/messages/{channel}/{id}/retry", page_message_retry, WHO(ROLE_ADMIN)),
    POST("/messages/{channel}/{id}/drop", page_message_drop, WHO(ROLE_ADMIN)),
    GET("/people", page_people, WHO(ROLE_ADMIN), HTTP_INLINE),
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
