#ifndef POLICY_MEDIA_H
#define POLICY_MEDIA_H

#include "base/err.h"
#include "base/str.h"

/*
 * What a document is, by its bytes and not by its name:
 *
 *	%PDF-			application/pdf
 *	\211PNG\r\n\032\n	image/png
 *	\377\330\377		image/jpeg
 *	a zip holding		[Content_Types].xml and word/document.xml: Word;
 *				or mimetype, first and stored: OpenDocument text
 *	UTF-8 text		text/markdown where the name ends in .md, else
 *				text/plain
 *
 * A zip is only looked at, by its directory, and never unpacked.  One with a
 * macro in it is not taken.
 */

/* ERR_INVALID says what is accepted.  *out is a literal. */
enum err_code media_of(struct str bytes, struct str file, struct str *out,
    struct err *err) MUST_USE;

/* The last part of what a browser or a person called the file, without
   control characters and quotes, at most 150 bytes; "document" where nothing
   is left.  Borrows nothing: written to name. */
#define MEDIA_NAME_MAX 150
void media_name(struct str file, char name[MEDIA_NAME_MAX + 1]);

#endif
