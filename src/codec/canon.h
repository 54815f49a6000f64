#ifndef CODEC_CANON_H
#define CODEC_CANON_H

#include "codec/json_read.h"

/*
 * The one spelling of a fact.  RFC 8785 narrowed until no library's habits
 * matter:
 *
 *	{"at":"2026-11-21T05:27:00.000000Z","n":[1,-2,null],"type":"x"}
 *
 * No white space.  Names are printable ASCII without quote and backslash,
 * sorted bytewise, each once.  Numbers are integers within +-(2^53 - 1).
 * In text only what must be is escaped: \" \\ \b \t \n \f \r, other controls
 * as \u00xx in lower case; all else stands as UTF-8.
 *
 * The reader refuses every other spelling, so equal values are equal bytes
 * and a hash over the bytes is a hash over the value.
 */
#define CANON_INT_MAX   INT64_C(9007199254740991)
#define CANON_DEPTH_MAX 16

/* Text of a list or object borrows from the input where it can. */
enum err_code canon_read(struct str text, struct arena *arena, struct json *out,
    struct err *err) MUST_USE;

/* Sorts names; ERR_INVALID, with nothing kept of it in out, for what has no
   canonical form: a real number, a large integer, a name twice or not plain,
   text that is not UTF-8. */
enum err_code canon_write(
    struct buf *out, const struct json *value, struct err *err) MUST_USE;

#endif
