#ifndef WEB_AWARENESS_H
#define WEB_AWARENESS_H

#include "templates/awareness_nav.h"
#include "templates/open_notices.h"
#include "web/page.h"

/* The pages of awareness stand beside each other. */
enum awareness_page {
	AWARENESS_NOTICES,
	AWARENESS_CAMPAIGNS,
	AWARENESS_CONCERNS,
	AWARENESS_INCIDENTS
};

/* NULL without memory. */
const struct tmpl_awareness_nav *awareness_nav(
    const struct call *call, enum awareness_page here);

/* What stands on the first page of whom it is for until they have read it, and
   blocks nothing. */
enum err_code awareness_open_notices(struct call *call,
    const struct tmpl_open_notices **out, struct err *err) MUST_USE;

/* Whether a failure is for the page to show beside its form, in a sentence:
   what was sent is not accepted.  Sets the status to 422. */
bool awareness_refused(struct call *call, enum err_code rc,
    const struct err *err, struct str *problem);

#endif
