#include "people/person_search.h"

#include "people/row.h"
#include "sql/person.h"

static bool
sensible(struct str words)
{
	return words.len <= PERSON_EMAIL_MAX && str_is_utf8(words) &&
	    str_find_char(words, '\0') == words.len;
}

/* "%words%", in which the words stand for themselves. */
static struct str
pattern_of(struct arena *arena, struct str words)
{
	struct str pattern;
	struct buf b;

	buf_init(&b, 2 * words.len + 3);
	buf_add_char(&b, '%');
	for (size_t i = 0; i < words.len; i++) {
		if (strchr("%_!", words.ptr[i]) != NULL)
			buf_add_char(&b, '!');
		buf_add_char(&b, words.ptr[i]);
	}
	buf_add_char(&b, '%');
	pattern = arena_buf(arena, &b);
	buf_release(&b);
	return pattern;
}

enum err_code
person_search(struct db *db, struct arena *arena, struct id viewer,
    const struct person_search *search, struct persons *out, uint64_t *total,
    struct err *err)
{
	struct sql_person_found_rows rows = {0};
	struct persons found = {0};
	struct str pattern;
	enum err_code rc;

	*out = found;
	*total = 0;
	if (!sensible(search->words))
		return ERR_NONE;
	pattern = pattern_of(arena, search->words);
	if (pattern.ptr == NULL)
		return arena_fail(arena, err);
	rc = sql_person_found(db, arena,
	    &(struct sql_person_found_in){.viewer = viewer,
		.pattern = pattern,
		.most = search->most,
		.skip = search->skip},
	    &rows, err);
	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		struct person *p = ARENA_PUSH(arena, &found);

		if (p == NULL)
			return arena_fail(arena, err);
		*p = PERSON_OF(&rows.v[i]);
	}
	if (rc != ERR_NONE)
		return rc;
	*out = found;
	*total = rows.n > 0 ? (uint64_t)rows.v[0].total : 0;
	return ERR_NONE;
}
