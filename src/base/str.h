#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Borrowed bytes with a length: not terminated, may hold NUL.  Whoever made
 * the bytes owns them; a comment where one is stored says who that is.
 *
 *	ptr == NULL   no string at all (an SQL NULL, an absent field)
 *	len == 0      the empty string when ptr is set
 */
struct str {
	const char *ptr;
	size_t len;
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_INIT(literal)                       \
	{                                       \
		"" literal, sizeof(literal) - 1 \
	} /* for static tables */
#define STR_NONE ((struct str){NULL, 0})

/* printf("%.*s", STR_FMT(s)) */
#define STR_FMT(s) (int)(s).len, (s).ptr

/* NULL gives STR_NONE. */
struct str str_from(const char *text);

bool str_eq(struct str a, struct str b);
bool str_eq_case(struct str a, struct str b); /* ASCII letters only */
int str_cmp(struct str a, struct str b);      /* bytewise, as memcmp */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* Index of the first occurrence, or s.len. */
size_t str_find(struct str s, struct str needle);
size_t str_find_char(struct str s, char c);

/* The part from 'from' on, or from 'from' of 'len' bytes; cut to what is
   there. */
struct str str_from_at(struct str s, size_t from);
struct str str_sub(struct str s, size_t from, size_t len);

/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);

/* Takes *head up to sep from *rest, sep itself dropped; false, with both
   untouched, where sep is not in *rest. */
bool str_cut(struct str *rest, char sep, struct str *head);

/* As str_cut by '\n'.  The last line must have its newline too. */
bool str_cut_line(struct str *rest, struct str *line);

/* As str_cut, but the last piece needs no sep; false when *rest was used up.
   An empty string has one empty piece; after it ptr is NULL. */
bool str_next(struct str *rest, char sep, struct str *head);

/* A plain decimal: digits only, no sign, no leading zero but "0" itself. */
bool str_u64(struct str s, uint64_t *out);
bool str_i64(struct str s, int64_t *out); /* one '-' allowed, not before 0 */

bool str_is_utf8(struct str s); /* RFC 3629: no surrogates, shortest form */

uint64_t str_hash(struct str s); /* FNV-1a: for tables, not for secrets */

#endif
