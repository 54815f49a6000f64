#ifndef WEB_FINDING_LESSON_H
#define WEB_FINDING_LESSON_H

#include "outcomes/finding.h"
#include "web/page.h"

/* Words of a tool without their `marks`. */
struct str finding_text(struct arena *arena, struct str text);

/* The rule's title, or what the tool said where it has none; and what it said
   beyond the title. */
struct str finding_name(struct arena *arena, const struct finding *f);
struct str finding_rest(struct arena *arena, const struct finding *f);

const struct tmpl_mark *finding_mark(
    const struct call *call, const struct finding *f);

#endif
