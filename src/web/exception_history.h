#ifndef WEB_EXCEPTION_HISTORY_H
#define WEB_EXCEPTION_HISTORY_H

#include "policy/exception.h"
#include "templates/exception_history.h"
#include "web/page.h"

/* Earlier exceptions as a table of their own. */
enum err_code exception_history_show(const struct call *call,
    const struct exceptions *earlier, const struct tmpl_exception_history **out,
    struct err *err) MUST_USE;

#endif
