#ifndef WEB_CONTROL_PART_H
#define WEB_CONTROL_PART_H

#include "policy/coverage.h"
#include "templates/control.h"
#include "web/page.h"

/* The documents attached to a control, and the form for another one where the
   reader may. */
enum err_code control_add_attached(struct call *call,
    const struct coverage *coverage, struct tmpl_control *v,
    struct err *err) MUST_USE;

#endif
