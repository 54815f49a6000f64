#include "scan/sample_note.h"

static const struct {
	struct str word;
	enum sample_kind kind;
} words[] = {
    {STR_INIT("todoruleid:"), SAMPLE_TODORULEID},
    {STR_INIT("todook:"), SAMPLE_TODOOK},
    {STR_INIT("deepruleid:"), SAMPLE_TODORULEID}, /* of an analysis */
    {STR_INIT("proruleid:"), SAMPLE_TODORULEID},  /* that sees further: */
    {STR_INIT("deepok:"), SAMPLE_TODOOK},         /* either will do */
    {STR_INIT("ruleid:"), SAMPLE_RULEID},
    {STR_INIT("ok:"), SAMPLE_OK},
};

static bool
is_id(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

/* The ids of "ruleid: a" and of "ruleid: deepok: a" */
static const char *
behind(struct str rest, struct str word)
{
	rest = str_trim(str_from_at(rest, word.len));
	if (str_starts(rest, STR("deepok:")))
		rest = str_from_at(rest, 7);
	return rest.ptr;
}

/* Where the annotation's ids start, or NULL: a comment sign must stand
   right before its word. */
static const char *
annotation(struct str line, enum sample_kind *kind)
{
	static const char *const signs[] = {
	    "#", "//", "/*", "<!--", "{/*", "(*", "--", NULL};

	line = str_trim(line);
	for (size_t s = 0; signs[s] != NULL; s++) {
		size_t at = str_find(line, str_from(signs[s]));
		struct str rest;

		if (at == line.len)
			continue;
		rest = str_trim(str_from_at(line, at + strlen(signs[s])));
		for (size_t i = 0; i < NELEM(words); i++)
			if (str_starts(rest, words[i].word)) {
				*kind = words[i].kind;
				return behind(rest, words[i].word);
			}
	}
	return NULL;
}

static enum err_code
ids(const char *from, const char *end, enum sample_kind kind, uint32_t line,
    struct arena *arena, struct sample_notes *out, struct err *err)
{
	while (from < end) {
		const char *start;
		struct sample_note *note;

		while (from < end && (*from == ' ' || *from == ','))
			from++;
		start = from;
		while (from < end && is_id(*from))
			from++;
		if (from == start)
			break;
		note = ARENA_PUSH(arena, out);
		if (note == NULL)
			return arena_fail(arena, err);
		*note = (struct sample_note){
		    kind, {start, (size_t)(from - start)}, line};
		while (from < end && *from == ' ')
			from++;
		if (from < end && *from != ',')
			break;
	}
	return ERR_NONE;
}

enum err_code
sample_notes_read(struct str text, struct arena *arena,
    struct sample_notes *out, struct err *err)
{
	struct str line, rest = text;
	uint32_t number = 0;
	size_t open = out->n; /* the first that waits for its line */
	enum err_code rc = ERR_NONE;

	while (rc == ERR_NONE && str_next(&rest, '\n', &line)) {
		enum sample_kind kind = SAMPLE_OK;
		const char *at = annotation(line, &kind);

		number++;
		if (at != NULL) {
			rc = ids(
			    at, line.ptr + line.len, kind, 0, arena, out, err);
			continue;
		}
		for (; open < out->n; open++)
			out->v[open].line = number;
	}
	return rc;
}
