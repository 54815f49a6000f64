#ifndef SCAN_ANALYSIS_H
#define SCAN_ANALYSIS_H

#include "base/str.h"

/*
 * metavariable-analysis: what a text looks like.
 *
 *	entropy	a secret rather than words: at least 12 signs without blanks,
 *		of which at most every fourth pair is common in English
 *	redos	an expression that may take exponential time: what repeats
 *		without end holds what does so too, as (a+)+, or a choice
 *		between branches that begin alike, as (a|a)*
 */
bool (*analysis_named(struct str name))(struct str text); /* or NULL */

#endif
