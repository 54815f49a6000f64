#ifndef WEB_FINDING_LESSON_H
#define WEB_FINDING_LESSON_H

#include "outcomes/finding.h"
#include "web/page.h"

/* The rule's title, or what the tool said where it has none. */
struct str finding_name(const struct finding *f);

const struct tmpl_mark *finding_mark(
    const struct call *call, const struct finding *f);

#endif
