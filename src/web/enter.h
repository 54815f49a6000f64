#ifndef WEB_ENTER_H
#define WEB_ENTER_H

#include "web/page.h"

/* The handler of every page's route; app is its struct web_door. */
struct web_door {
	struct web *web;
	const struct page *page;
};

enum err_code web_enter(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err);

#endif
