#include "scan/fix_diff.h"

#define CONTEXT 3 /* lines around a change, as everyone has it */

struct differ {
	struct buf *out;
	struct str old, new;
	const struct fix_edit *edits;
	size_t n;
	size_t old_at, new_at;     /* up to here lines are counted */
	size_t old_line, new_line; /* so many lie before */
};

static size_t
count_lines(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += text.ptr[i] == '\n' || i + 1 == text.len;
	return n;
}

static struct str
part(struct str text, size_t start, size_t end)
{
	return str_sub(text, start, end - start);
}

/* So many lines before a line's start. */
static size_t
back(struct str text, size_t at, size_t lines)
{
	for (; lines > 0 && at > 0; lines--)
		do
			at--;
		while (at > 0 && text.ptr[at - 1] != '\n');
	return at;
}

static size_t
forward(struct str text, size_t at, size_t lines)
{
	for (; lines > 0 && at < text.len; lines--)
		do
			at++;
		while (at < text.len && text.ptr[at - 1] != '\n');
	return at;
}

/* A name that would break its line is quoted, as git does. */
static void
file_name(struct buf *out, const char *start, struct str path)
{
	bool plain = true;

	for (size_t i = 0; i < path.len; i++)
		plain = plain && (unsigned char)path.ptr[i] >= ' ' &&
		    path.ptr[i] != '"' && path.ptr[i] != '\\' &&
		    path.ptr[i] != 127;
	buf_addf(out, "%.4s%s%s", start, plain ? "" : "\"", start + 4);
	for (size_t i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)path.ptr[i];

		if (!plain && (c == '"' || c == '\\'))
			buf_addf(out, "\\%c", c);
		else if (c < ' ' || c == 127)
			buf_addf(out, "\\%03o", (unsigned)c);
		else
			buf_add_char(out, (char)c);
	}
	buf_addf(out, "%s\n", plain ? "" : "\"");
}

static void
signed_lines(struct buf *out, char sign, struct str text)
{
	while (text.len > 0) {
		size_t end = forward(text, 0, 1);
		bool whole = text.ptr[end - 1] == '\n';

		buf_add_char(out, sign);
		buf_add(out, str_sub(text, 0, end));
		if (!whole)
			buf_add(out, STR("\n\\ No newline at end of file\n"));
		text = str_from_at(text, end);
	}
}

/* "-3,2": the first line and how many; of none, the line before. */
static void
range(struct buf *out, char sign, struct str text, size_t start, size_t end,
    size_t *at, size_t *line)
{
	size_t count = count_lines(part(text, start, end));

	*line += count_lines(part(text, *at, start));
	*at = start;
	buf_addf(out, "%c%zu,%zu ", sign, *line + (count > 0), count);
}

/* Edits close to one another share a hunk; the number of the next one. */
static size_t
hunk(struct differ *d, size_t first)
{
	size_t last = first, start, end, at;
	const struct fix_edit *v = d->edits;

	while (last + 1 < d->n &&
	    count_lines(part(d->old, v[last].old_end, v[last + 1].old_start)) <=
		(size_t)2 * CONTEXT)
		last++;
	start = back(d->old, v[first].old_start, CONTEXT);
	end = forward(d->old, v[last].old_end, CONTEXT);
	buf_add(d->out, STR("@@ "));
	range(d->out, '-', d->old, start, end, &d->old_at, &d->old_line);
	range(d->out, '+', d->new,
	    v[first].new_start - v[first].old_start + start,
	    v[last].new_end - v[last].old_end + end, &d->new_at, &d->new_line);
	buf_add(d->out, STR("@@\n"));
	at = start;
	for (size_t i = first; i <= last; i++) {
		signed_lines(d->out, ' ', part(d->old, at, v[i].old_start));
		signed_lines(
		    d->out, '-', part(d->old, v[i].old_start, v[i].old_end));
		signed_lines(
		    d->out, '+', part(d->new, v[i].new_start, v[i].new_end));
		at = v[i].old_end;
	}
	signed_lines(d->out, ' ', part(d->old, at, end));
	return last + 1;
}

void
fix_diff(struct buf *out, struct str path, struct str old, struct str new,
    const struct fix_edits *edits)
{
	struct differ d = {.out = out,
	    .old = old,
	    .new = new,
	    .edits = edits->v,
	    .n = edits->n};

	file_name(out, "--- a/", path);
	file_name(out, "+++ b/", path);
	for (size_t i = 0; i < d.n;)
		i = hunk(&d, i);
}
