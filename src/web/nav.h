#ifndef WEB_NAV_H
#define WEB_NAV_H

#include "web/page.h"

/* Fills the frame's two rows of links: those the caller's role opens. */
void nav_fill(struct call *call);

#endif
