#ifndef PEOPLE_ZONE_H
#define PEOPLE_ZONE_H

#include "base/err.h"
#include "base/str.h"

/*
 * A time zone by its IANA name, "Europe/Vienna" or "UTC".  The form is always
 * checked; where the system has /usr/share/zoneinfo, so is that it is there.
 */
#define ZONE_MAX 64

enum err_code zone_check(struct str name, struct err *err) MUST_USE;

#endif
