#include "syntax/mend.h"

#define MARK '\1'

/* The end of what a template puts in here; 0: nothing begins here. */
static size_t
action_end(struct str text, size_t at)
{
	struct str rest = str_from_at(text, at);
	bool braces = str_starts(rest, STR("{{"));
	size_t n;

	if (!braces && !str_starts(rest, STR("{%")))
		return 0;
	n = str_find(rest, braces ? STR("}}") : STR("%}"));
	return n == rest.len ? 0 : at + n + 2;
}

static bool
mark_actions(char *text, size_t len)
{
	struct str all = {text, len};
	bool any = false;

	for (size_t i = 0; i < len; i++) {
		size_t end = action_end(all, i);

		any = any || end > 0;
		for (; i < end; i++)
			if (text[i] != '\n')
				text[i] = MARK;
	}
	return any;
}

/* A line of nothing but actions says nothing; elsewhere one is a word. */
static void
fill(char *text, size_t len)
{
	bool alone = true;

	for (size_t i = 0; i < len; i++)
		alone = alone &&
		    (text[i] == MARK || text[i] == ' ' || text[i] == '\r');
	for (size_t i = 0; i < len; i++)
		if (text[i] == MARK)
			text[i] = alone ? ' ' : 'x';
}

static size_t
line_length(const char *text, size_t len)
{
	const char *end = len > 0 ? memchr(text, '\n', len) : NULL;

	return end == NULL ? len : (size_t)(end - text);
}

bool
mend_templates(char *text, size_t len)
{
	if (!mark_actions(text, len))
		return false;
	for (size_t at = 0, n; at < len; at += n + 1) {
		n = line_length(text + at, len - at);
		fill(text + at, n);
	}
	return true;
}

bool
mend_line(char *text, size_t len, size_t at)
{
	while (at < len &&
	    (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' ||
		text[at] == '\n'))
		at++;
	if (at >= len)
		return false;
	while (at > 0 && text[at - 1] != '\n')
		at--;
	memset(text + at, ' ', line_length(text + at, len - at));
	return true;
}
