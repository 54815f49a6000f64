#ifndef WEB_BY_HAND_PAGE_H
#define WEB_BY_HAND_PAGE_H

#include "policy/by_hand.h"
#include "templates/by_hand.h"
#include "web/page.h"

/* The two forms by which somebody is reminded or asked for a module: on the
   team's page for whoever is chosen, on a person's page for that person. */
struct by_hand_to {
	struct url nudge, assign;             /* where they are sent to */
	const struct by_hand_people *choices; /* NULL: nobody is chosen */
};

enum err_code by_hand_page_forms(struct call *call, const struct by_hand_to *to,
    const struct tmpl_by_hand **out, struct err *err) MUST_USE;

/* What a form that went through says on the page it leads to; or "". */
struct str by_hand_page_note(const struct call *call);

enum by_hand_act { BY_HAND_NUDGE, BY_HAND_ASSIGN };

/* The page, with what went wrong in a form above it. */
typedef enum err_code by_hand_show(
    struct call *call, const char *problem, struct err *err);

/* A form that came in; then back to the page at path, or the page anew. */
enum err_code by_hand_page_post(struct call *call, struct id person,
    enum by_hand_act act, struct str path, by_hand_show *show,
    struct err *err) MUST_USE;

#endif
