#ifndef WEB_LAB_H
#define WEB_LAB_H

#include "learn/lab.h"
#include "web/pages.h"

/* What the pages of labs share. */

/* The desk, and the lab's id of the address.  ERR_NOT_FOUND where the server
   has no labs. */
enum err_code lab_page(const struct call *call, const struct lab_desk **desk,
    struct str *lab, struct err *err) MUST_USE;

struct url lab_page_url(const struct call *call, struct str lab);
struct url lab_run_url(const struct call *call, struct str lab, struct id run);

const char *lab_mode_title(enum lab_mode mode); /* "Submission" */
const char *lab_kind_title(struct str kind);    /* "Attack held back" */

const struct tmpl_mark *lab_card_mark(
    const struct call *call, const struct lab_card *card);
/* Of a run in any state. */
const struct tmpl_mark *lab_run_mark(const struct call *call,
    enum lab_run_state state, enum lab_mode mode, bool passed);

/* The lab's own page with something to say above it. */
enum err_code lab_show(struct call *call, struct str lab, const char *problem,
    struct err *err) MUST_USE;

#endif
