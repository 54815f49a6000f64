#include "people/words.h"

#include <string.h>

static bool
word_char(char c, bool first)
{
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return true;
	return !first && (c == '.' || c == '_' || c == '-');
}

enum err_code
word_check(struct str word, const char *what, struct err *err)
{
	bool ok = word.len > 0 && word.len <= WORDS_WORD_MAX;

	for (size_t i = 0; ok && i < word.len; i++)
		ok = word_char(word.ptr[i], i == 0);
	return ok ? ERR_NONE
		  : err_set(err, ERR_INVALID,
			"'%.*s' is no %s: use up to %d of a-z, 0-9, '.', '_' "
			"and '-', the first a letter or digit",
			STR_FMT(str_sub(word, 0, 80)), what, WORDS_WORD_MAX);
}

/* The words lie in quotes; nothing in one needs an escape. */
static bool
holds(const struct buf *list, struct str word)
{
	char quoted[WORDS_WORD_MAX + 2];

	quoted[0] = '"';
	memcpy(quoted + 1, word.ptr, word.len);
	quoted[word.len + 1] = '"';
	return str_find(buf_view(list), (struct str){quoted, word.len + 2}) <
	    list->len;
}

static enum err_code
add_word(struct buf *out, unsigned *n, struct str word, const char *what,
    struct err *err)
{
	char lower[WORDS_WORD_MAX];
	enum err_code rc;

	for (size_t i = 0; i < word.len && i < sizeof(lower); i++)
		lower[i] = (char)(word.ptr[i] >= 'A' && word.ptr[i] <= 'Z'
			? word.ptr[i] - 'A' + 'a'
			: word.ptr[i]);
	if (word.len <= sizeof(lower))
		word.ptr = lower;
	rc = word_check(word, what, err);
	if (rc != ERR_NONE || holds(out, word))
		return rc;
	if (++*n > WORDS_MOST)
		return err_set(err, ERR_INVALID,
		    "more than %d words of one list: %s", WORDS_MOST, what);
	buf_addf(out, "%s\"%.*s\"", out->len > 1 ? "," : "", STR_FMT(word));
	return ERR_NONE;
}

enum err_code
words_read(struct str text, const char *what, struct arena *arena,
    struct str *out, struct err *err)
{
	struct str rest = text, part;
	struct buf list;
	unsigned n = 0;
	enum err_code rc = ERR_NONE;

	buf_init(&list, (WORDS_WORD_MAX + 3) * (WORDS_MOST + 1));
	buf_add_char(&list, '[');
	while (rc == ERR_NONE && str_next(&rest, ';', &part))
		if (str_trim(part).len > 0)
			rc = add_word(&list, &n, str_trim(part), what, err);
	buf_add_char(&list, ']');
	if (rc == ERR_NONE)
		rc = buf_finish(&list, err);
	if (rc == ERR_NONE) {
		*out = arena_buf(arena, &list);
		rc = out->ptr != NULL ? rc : arena_fail(arena, err);
	}
	buf_release(&list);
	return rc;
}

/* Takes one quoted word off the front. */
static bool
cut_word(struct str *rest, struct str *word)
{
	size_t end;

	if (!str_starts(*rest, STR("\"")))
		return false;
	*rest = str_from_at(*rest, 1);
	end = str_find_char(*rest, '"');
	*word = str_sub(*rest, 0, end);
	*rest = str_from_at(*rest, end + 1);
	return true;
}

enum err_code
words_check(struct str json, const char *what, struct err *err)
{
	struct str rest = json, word;
	unsigned n = 0;
	enum err_code rc = ERR_NONE;

	if (str_eq(json, STR("[]")))
		return ERR_NONE;
	if (!str_starts(json, STR("[")) || !str_ends(json, STR("]")))
		return err_set(
		    err, ERR_INVALID, "the %s list is no list", what);
	rest = str_sub(json, 1, json.len - 2);
	while (rc == ERR_NONE && cut_word(&rest, &word)) {
		rc = word_check(word, what, err);
		if (rc == ERR_NONE && ++n > WORDS_MOST)
			rc = err_set(err, ERR_INVALID,
			    "more than %d words of one list: %s", WORDS_MOST,
			    what);
		if (rest.len == 0)
			return rc;
		if (rest.ptr[0] != ',')
			break;
		rest = str_from_at(rest, 1);
	}
	return rc != ERR_NONE
	    ? rc
	    : err_set(err, ERR_INVALID, "the %s list is no list", what);
}

struct str
words_show(struct str json, struct arena *arena)
{
	struct str rest = json, word, text;
	struct buf out;

	if (json.len < 2)
		return STR("");
	buf_init(&out, json.len * 2 + 16);
	rest = str_from_at(json, 1);
	while (cut_word(&rest, &word)) {
		if (out.len > 0)
			buf_add(&out, STR("; "));
		buf_add(&out, word);
		if (str_starts(rest, STR(",")))
			rest = str_from_at(rest, 1);
	}
	text = arena_buf(arena, &out);
	buf_release(&out);
	return text.ptr != NULL ? text : STR("");
}
