#ifndef PEOPLE_WORDS_H
#define PEOPLE_WORDS_H

#include "base/arena.h"

/*
 * A short list of words, as people write it and as facts keep it:
 *
 *	"on-call; Reviewer"	["on-call","reviewer"]
 *
 * Letters, digits and "._-", in lower case, the first a letter or digit; each
 * once, in the order given.  An empty text is no list but "[]".
 */
#define WORDS_MOST     32
#define WORDS_WORD_MAX 64

/* One such word, in lower case already. */
enum err_code word_check(
    struct str word, const char *what, struct err *err) MUST_USE;

/* what ("duty") is for the message.  Canonical JSON in the arena. */
enum err_code words_read(struct str text, const char *what, struct arena *arena,
    struct str *out, struct err *err) MUST_USE;

/* Whether JSON is such a list, in its one spelling. */
enum err_code words_check(
    struct str json, const char *what, struct err *err) MUST_USE;

/* "on-call; reviewer" again; "" for STR_NONE. */
struct str words_show(struct str json, struct arena *arena);

#endif
