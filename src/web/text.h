#ifndef WEB_TEXT_H
#define WEB_TEXT_H

#include "base/err.h"

/* Rendered modules, shared by all threads; show_module() reads them. */
struct web_texts;

enum err_code web_texts_new(struct web_texts **out, struct err *err) MUST_USE;
void web_texts_free(struct web_texts *texts); /* NULL is fine */

#endif
