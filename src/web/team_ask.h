#ifndef WEB_TEAM_ASK_H
#define WEB_TEAM_ASK_H

#include "templates/team_ask.h"
#include "web/page.h"

/* The lead's two forms on the team's page.  *out is NULL where there is nobody
   to ask. */
enum err_code team_ask(struct call *call, const struct tmpl_team_ask **out,
    struct err *err) MUST_USE;

/* What a form that went through says on the page it leads to. */
struct str team_ask_note(const struct call *call);

/* The page, with what went wrong in a form above it. */
enum err_code team_show(
    struct call *call, const char *problem, struct err *err) MUST_USE;

#endif
