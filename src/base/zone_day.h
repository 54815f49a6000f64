#ifndef BASE_ZONE_DAY_H
#define BASE_ZONE_DAY_H

#include "base/zone.h"

/*
 * Days as the clocks of a zone count them, numbered from 1 January 1970:
 *
 *	a day begins with the first instant at which the wall clock shows it
 *	or a later one, and ends where the next one begins
 *
 * so that days never overlap, whatever the clocks do at midnight: where they
 * go forward over it, the day begins with the change; where they go back over
 * it, the hour that comes twice belongs to the new day both times; a day that
 * a zone leaves out (30 December 2011 in Apia) has no instant.  zone NULL:
 * UTC.  A look-up is a few steps in the zone's changes.
 */
int64_t zone_day(const struct zone *zone, int64_t at);
int64_t zone_day_first(const struct zone *zone, int64_t day);
int64_t zone_day_last(const struct zone *zone, int64_t day); /* last instant */

#endif
