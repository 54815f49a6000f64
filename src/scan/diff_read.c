#include "scan/diff.h"

/* "a\tb\303\251" as git quotes a path with odd bytes. */
static struct str
unquote(struct arena *arena, struct str s)
{
	static const char from[] = "abtnvfr\"\\", to[] = "\a\b\t\n\v\f\r\"\\";
	char *out = arena_alloc(arena, s.len + 1);
	size_t n = 0;

	if (out == NULL)
		return STR_NONE;
	for (size_t i = 1; i + 1 < s.len; i++) {
		const char *at;

		if (s.ptr[i] != '\\') {
			out[n++] = s.ptr[i];
			continue;
		}
		i++;
		at = strchr(from, s.ptr[i]);
		if (at != NULL && s.ptr[i] != '\0') {
			out[n++] = to[at - from];
		} else if (i + 2 < s.len) {
			out[n++] = (char)((s.ptr[i] & 7) << 6 |
			    (s.ptr[i + 1] & 7) << 3 | (s.ptr[i + 2] & 7));
			i += 2;
		}
	}
	out[n] = '\0';
	return (struct str){out, n};
}

/* The path behind "+++ ": b/..., quoted, or with a tab behind it. */
static struct str
path_of(struct arena *arena, struct str s)
{
	if (str_starts(s, STR("\"")))
		s = unquote(arena, s);
	else if (str_ends(s, STR("\t")))
		s.len--;
	return str_starts(s, STR("b/")) ? str_from_at(s, 2) : STR_NONE;
}

static bool
number(struct str *s, uint64_t *out)
{
	size_t n = 0;

	while (n < s->len && s->ptr[n] >= '0' && s->ptr[n] <= '9')
		n++;
	if (!str_u64(str_sub(*s, 0, n), out))
		return false;
	*s = str_from_at(*s, n);
	return true;
}

/* "@@ -a,b +c,d @@" */
static bool
hunk(struct str line, struct scan_lines *out)
{
	uint64_t first, count = 1;
	size_t at = str_find(line, STR(" +"));
	struct str rest = str_from_at(line, at + 2);

	if (at == line.len || !number(&rest, &first))
		return false;
	if (str_starts(rest, STR(","))) {
		rest = str_from_at(rest, 1);
		if (!number(&rest, &count))
			return false;
	}
	if (first > UINT32_MAX || count > UINT32_MAX)
		return false;
	*out = (struct scan_lines){(uint32_t)first, (uint32_t)count};
	return true;
}

enum err_code
diff_read(struct str text, struct arena *arena, struct diff_list *out,
    struct err *err)
{
	struct diff_file *file = NULL;
	struct str line, rest = text;
	uint64_t body = 0; /* lines of a hunk still to pass over */

	while (str_cut_line(&rest, &line)) {
		struct scan_lines lines, *place;

		if (body > 0 && !str_starts(line, STR("@@"))) {
			body -= str_starts(line, STR("+"));
			continue;
		}
		if (str_starts(line, STR("diff --git "))) {
			file = NULL;
		} else if (str_starts(line, STR("+++ "))) {
			struct str path = path_of(arena, str_from_at(line, 4));

			file = path.len == 0 ? NULL : ARENA_PUSH(arena, out);
			if (path.len > 0 && file == NULL)
				return arena_fail(arena, err);
			if (file != NULL)
				*file = (struct diff_file){.path = path};
		} else if (str_starts(line, STR("@@ ")) && file != NULL) {
			if (!hunk(line, &lines))
				return err_set(err, ERR_SYNTAX,
				    "git's diff has a hunk that is not "
				    "understood: %.*s",
				    STR_FMT(str_sub(line, 0, 80)));
			body = lines.count;
			if (lines.count == 0)
				continue;
			place = ARENA_PUSH(arena, &file->added);
			if (place == NULL)
				return arena_fail(arena, err);
			*place = lines;
		}
	}
	return ERR_NONE;
}
