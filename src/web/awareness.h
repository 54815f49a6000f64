#ifndef WEB_AWARENESS_H
#define WEB_AWARENESS_H

#include "templates/awareness_nav.h"
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

/* Whether a failure is for the page to show beside its form, in a sentence:
   what was sent is not accepted.  Sets the status to 422. */
bool awareness_refused(struct call *call, enum err_code rc,
    const struct err *err, struct str *problem);

#endif
