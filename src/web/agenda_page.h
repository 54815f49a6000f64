#ifndef WEB_AGENDA_PAGE_H
#define WEB_AGENDA_PAGE_H

#include "policy/agenda.h"
#include "web/pages.h"

/* What somebody owes, as the pages show it: dates are the policy's days. */

/* What is open for who is signed in, each thing once, by date. */
enum err_code agenda_page_mine(
    struct call *call, struct agenda *out, struct err *err) MUST_USE;

/* NULL where it is not among them; thing as agenda_item has it. */
const struct agenda_item *agenda_page_find(
    const struct agenda *agenda, enum policy_thing_kind kind, struct str id);

struct str agenda_page_date(
    const struct call *call, const struct agenda_item *item);

/* "Due 2026-12-01", "Overdue since ...", "Completed". */
const struct tmpl_mark *agenda_page_mark(
    const struct call *call, const struct agenda_item *item);

/* Where it is done. */
struct url agenda_page_url(
    const struct call *call, const struct agenda_item *item);

#endif
