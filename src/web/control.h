#ifndef WEB_CONTROL_H
#define WEB_CONTROL_H

#include "learn/lab.h"
#include "policy/survey.h"
#include "web/pages.h"

/* What the pages of controls share. */

/* The period of the address: ?from=2026-01-01&to=2026-12-31.  A problem with
   it becomes *problem, a sentence, and the survey is that of today. */
struct control_period {
	struct str from, to, problem;
};

enum err_code control_survey(struct call *call, struct control_period *period,
    struct survey *out, struct err *err) MUST_USE;

/* The control of the address, within a survey. */
enum err_code control_asked(struct call *call, const struct survey *survey,
    const struct coverage **out, struct err *err) MUST_USE;

/* "/controls/soc2/CC1.4", and what follows. */
struct url control_url(
    const struct call *call, const struct coverage *coverage, const char *rest);

const struct tmpl_mark *control_mark(
    const struct call *call, enum verdict_state state);
const struct tmpl_mark *control_state_mark(
    const struct call *call, enum due_state state);

/* A place of ours as it is said in a remedy; false where who asks may not go
   there. */
bool control_place(
    const struct call *call, struct str place, struct url *out) MUST_USE;

/* The control's page with something to say above its form. */
enum err_code control_show(
    struct call *call, struct str problem, struct err *err) MUST_USE;

#endif
