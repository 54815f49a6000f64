#include "policy/template.h"

#include "base/clock.h"

#define TEMPLATE_MAX ((size_t)2 << 20)

/* The value of a line of the key, quotes included; what follows is its
   comment. */
static bool
line_of(struct str line, const char *key, struct str *value)
{
	struct str name = str_from(key);
	size_t at = name.len + 2, end = at;

	if (!str_starts(line, name) ||
	    !str_starts(str_from_at(line, name.len), STR(": ")))
		return false;
	if (at < line.len && line.ptr[at] == '"') {
		for (end = at + 1; end < line.len && line.ptr[end] != '"';
		     end++)
			if (line.ptr[end] == '\\')
				end++;
		end++;
	} else
		while (end < line.len && line.ptr[end] != ' ' &&
		    line.ptr[end] != '\n')
			end++;
	*value = str_sub(line, at, end - at);
	return true;
}

struct str
template_value(struct str text, const char *key)
{
	struct str line, value;

	while (str_next(&text, '\n', &line))
		if (line_of(line, key, &value))
			return value.len >= 2 && value.ptr[0] == '"'
			    ? str_sub(value, 1, value.len - 2)
			    : value;
	return STR_NONE;
}

static bool
one_line(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 0x7f)
			return false;
	return str_is_utf8(s);
}

static void
write_quoted(struct buf *out, struct str s)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"' || s.ptr[i] == '\\')
			buf_add_char(out, '\\');
		buf_add_char(out, s.ptr[i]);
	}
	buf_add_char(out, '"');
}

/* Dates and words stand as they are. */
static bool
plain(struct str was)
{
	return was.len > 0 && was.ptr[0] != '"';
}

static void
write_line(struct buf *out, struct str line,
    const struct template_answer *answers, size_t n, bool *used)
{
	struct str was;

	for (size_t i = 0; i < n; i++) {
		if (used[i] || !line_of(line, answers[i].key, &was))
			continue;
		used[i] = true;
		buf_add(out, str_sub(line, 0, (size_t)(was.ptr - line.ptr)));
		if (plain(was))
			buf_add(out, answers[i].value);
		else
			write_quoted(out, answers[i].value);
		buf_add(out,
		    str_from_at(line, (size_t)(was.ptr - line.ptr) + was.len));
		return;
	}
	buf_add(out, line);
}

enum err_code
template_fill(struct str text, const struct template_answer *answers, size_t n,
    struct arena *arena, struct str *out, struct err *err)
{
	bool *used = ARENA_ARRAY(arena, n + 1, bool);
	struct str line;
	enum err_code rc;
	struct buf b;

	if (used == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < n; i++)
		if (!one_line(answers[i].value) || answers[i].value.len == 0)
			return err_set(err, ERR_INVALID,
			    "the answer to '%s' is not one line of text",
			    answers[i].key + strspn(answers[i].key, " "));
	buf_init(&b, TEMPLATE_MAX);
	while (str_next(&text, '\n', &line)) {
		write_line(&b, line, answers, n, used);
		if (text.ptr != NULL)
			buf_add_char(&b, '\n');
	}
	rc = buf_finish(&b, err);
	for (size_t i = 0; i < n && rc == ERR_NONE; i++)
		if (!used[i])
			rc = err_set(err, ERR_INVALID,
			    "the template has no line '%s:'", answers[i].key);
	if (rc == ERR_NONE) {
		*out = arena_buf(arena, &b);
		rc = out->ptr != NULL ? ERR_NONE : arena_fail(arena, err);
	}
	buf_release(&b);
	return rc;
}

enum err_code
template_days(int64_t now, struct arena *arena,
    struct template_answer out[TEMPLATE_DAYS], struct err *err)
{
	static const char *const keys[] = {
	    "approved", "effective", "review_by"};
	const int64_t at[TEMPLATE_DAYS] = {
	    now, now + 14 * CLOCK_DAY, clock_months_later(now, 12)};
	char text[CLOCK_DATE_LEN + 1];

	for (size_t i = 0; i < TEMPLATE_DAYS; i++) {
		clock_write_date(at[i], text);
		out[i] = (struct template_answer){
		    keys[i], arena_str(arena, str_from(text))};
		if (out[i].value.ptr == NULL)
			return arena_fail(arena, err);
	}
	return ERR_NONE;
}
