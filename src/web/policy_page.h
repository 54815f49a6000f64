#ifndef WEB_POLICY_PAGE_H
#define WEB_POLICY_PAGE_H

#include "policy/publish.h"
#include "policy/signature.h"
#include "web/pages.h"

/* What the pages about the policy share. */

/* The page to sign, as HTML under a heading of level 1. */
enum err_code policy_page_text(struct call *call, const struct policy *policy,
    struct html *out, struct err *err) MUST_USE;

/* 1 December 2026, in the policy's own days. */
struct str policy_page_day(
    struct arena *arena, const struct policy *policy, int64_t at);

/* "To sign by 1 December 2026", "You signed it on ...". */
const struct tmpl_mark *policy_page_mark(
    const struct call *call, const struct policy_to_sign *to);

/* The engine, as far as the log is. */
enum err_code policy_page_engine(
    struct call *call, struct engine **out, struct err *err) MUST_USE;

#endif
