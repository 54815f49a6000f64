#ifndef SYNTAX_MEND_H
#define SYNTAX_MEND_H

#include "base/str.h"

/*
 * A grammar of lines gives up at what it does not know, with all that stands
 * behind it.  These write over what hinders it, so that every other byte
 * stays where it is:
 *
 *	{{- if .Values.host }}
 *	name: {{ .Chart.Name }}		name: xxxxxxxxxxxxxxxxx
 */

/* What templates put in, {{ ... }} and {% ... %}; false where there is none. */
bool mend_templates(char *text, size_t len);

/* The line of the first word at or behind a place; false where there is no
   such word. */
bool mend_line(char *text, size_t len, size_t at);

#endif
