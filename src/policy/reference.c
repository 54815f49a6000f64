#include "policy/reference.h"

#define HEADING_MAX 120
#define LEVELS_MAX  8

struct reader {
	struct str whole;
	struct arena *arena;
	struct reference_sections *out;
	struct err *err;
	bool markdown; /* it has "#" headings: numbered lines are lists */
	bool fenced, after_blank;
};

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "5.2" of "5.2 Training", "5." or "5" of "5. Scope"; how deep, or 0. */
static unsigned
take_number(struct str *line, struct str *number)
{
	size_t at = 0, end = 0;
	unsigned deep = 0;

	while (at < line->len && digit(line->ptr[at])) {
		while (at < line->len && digit(line->ptr[at]))
			at++;
		end = at;
		deep++;
		if (at < line->len && line->ptr[at] == '.')
			at++;
	}
	if (deep == 0 || end > 20 || at >= line->len || line->ptr[at] != ' ')
		return 0;
	*number = str_sub(*line, 0, end);
	*line = str_trim(str_from_at(*line, at));
	return line->len > 0 ? deep : 0;
}

/* "Training {#training}" without its anchor. */
static void
take_anchor(struct str *title, struct str *anchor)
{
	size_t at = str_find(*title, STR("{#"));

	if (at == title->len || title->ptr[title->len - 1] != '}')
		return;
	*anchor = str_sub(*title, at + 2, title->len - at - 3);
	*title = str_trim(str_sub(*title, 0, at));
}

/* "Who trains, and when" is found at #who-trains-and-when. */
static enum err_code
make_anchor(struct reader *r, struct str title, struct str *out)
{
	char *text = arena_alloc(r->arena, title.len + 1);
	size_t n = 0;

	if (text == NULL)
		return arena_fail(r->arena, r->err);
	for (size_t i = 0; i < title.len; i++) {
		char c = title.ptr[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if ((c >= 'a' && c <= 'z') || digit(c) || (c & 0x80))
			text[n++] = c;
		else if (c == ' ' || c == '-')
			text[n++] = '-';
	}
	text[n] = '\0';
	*out = (struct str){text, n};
	return ERR_NONE;
}

static enum err_code
add(struct reader *r, struct str title, unsigned level, unsigned line,
    const char *at)
{
	struct reference_section *s;
	struct str number = STR_NONE;
	unsigned deep = take_number(&title, &number);

	if (r->out->n == REFERENCE_SECTIONS_MAX)
		return err_set(r->err, ERR_LIMIT,
		    "line %u: more than %d headings", line,
		    REFERENCE_SECTIONS_MAX);
	s = ARENA_PUSH(r->arena, r->out);
	if (s == NULL)
		return arena_fail(r->arena, r->err);
	s->number = number;
	s->level = level > 0 ? level : deep;
	s->line = line;
	take_anchor(&title, &s->anchor);
	s->title = title;
	s->text = str_from_at(r->whole, (size_t)(at - r->whole.ptr));
	return s->anchor.len > 0 ? ERR_NONE : make_anchor(r, title, &s->anchor);
}

/* "##" and more; 0 where it is none. */
static unsigned
hashes(struct str line)
{
	unsigned n = 0;

	while (n < line.len && line.ptr[n] == '#')
		n++;
	return n <= 6 && n < line.len && line.ptr[n] == ' ' ? n : 0;
}

/* A line of nothing but = or -: the one before it is a heading. */
static unsigned
underline(struct str line)
{
	for (size_t i = 1; i < line.len; i++)
		if (line.ptr[i] != line.ptr[0])
			return 0;
	if (line.len < 3)
		return 0;
	return line.ptr[0] == '=' ? 1 : line.ptr[0] == '-' ? 2 : 0;
}

static enum err_code
read_line(struct reader *r, struct str raw, struct str next, unsigned no)
{
	struct str line = str_trim(raw), rest = line, number;
	unsigned level = hashes(line);

	if (str_starts(line, STR("```"))) {
		r->fenced = !r->fenced;
		return ERR_NONE;
	}
	if (r->fenced)
		return ERR_NONE;
	if (level > 0)
		return add(
		    r, str_trim(str_from_at(line, level)), level, no, raw.ptr);
	if (line.len == 0 || line.len > HEADING_MAX || underline(line) > 0)
		return ERR_NONE;
	level = underline(str_trim(next));
	if (level > 0 ||
	    (!r->markdown && r->after_blank && take_number(&rest, &number) > 0))
		return add(r, line, level, no, raw.ptr);
	return ERR_NONE;
}

static bool
has_hashes(struct str text)
{
	struct str line;

	while (str_next(&text, '\n', &line))
		if (hashes(str_trim(line)) > 0)
			return true;
	return false;
}

/* Each section to the next heading that is as high. */
static void
set_ends(struct reference_sections *s)
{
	for (size_t i = 0; i < s->n; i++)
		for (size_t k = i + 1; k < s->n; k++)
			if (s->v[k].level <= s->v[i].level) {
				s->v[i].text.len = (size_t)(s->v[k].text.ptr -
				    s->v[i].text.ptr);
				break;
			}
}

enum err_code
reference_read(struct str text, struct arena *arena,
    struct reference_sections *out, struct err *err)
{
	struct reader r = {.whole = text,
	    .arena = arena,
	    .out = out,
	    .err = err,
	    .markdown = has_hashes(text),
	    .after_blank = true};
	struct str rest = text, line, next;
	enum err_code rc = ERR_NONE;
	unsigned no = 1;

	*out = (struct reference_sections){0};
	if (text.len > REFERENCE_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "it is longer than %zu bytes",
		    REFERENCE_BYTES_MAX);
	if (!str_is_utf8(text))
		return err_set(err, ERR_SYNTAX, "it is not text in UTF-8");
	while (rc == ERR_NONE && str_next(&rest, '\n', &line)) {
		struct str after = rest;

		if (!str_next(&after, '\n', &next))
			next = STR("");
		rc = read_line(&r, line, next, no++);
		r.after_blank = str_trim(line).len == 0;
	}
	set_ends(out);
	return rc;
}

const struct reference_section *
reference_find(const struct reference_sections *sections, struct str name)
{
	name = str_trim(name);
	if (name.len > 1 && name.ptr[0] == '#')
		name = str_from_at(name, 1);
	if (str_starts(name, STR("§")))
		name = str_trim(str_from_at(name, STR("§").len));
	for (size_t i = 0; i < sections->n && name.len > 0; i++) {
		const struct reference_section *s = &sections->v[i];

		if (str_eq(s->number, name) || str_eq(s->anchor, name) ||
		    str_eq_case(s->title, name))
			return s;
	}
	return NULL;
}

/* --- both ways ---------------------------------------------------------- */

static bool
word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || digit(c) ||
	    c == '-' || c == '_' || (c & 0x80);
}

/* The name as words of its own, in any case. */
static bool
names(struct str text, struct str name)
{
	for (size_t i = 0; name.len > 0 && i + name.len <= text.len; i++) {
		size_t end = i + name.len;

		if (str_eq_case(str_sub(text, i, name.len), name) &&
		    (i == 0 || !word_byte(text.ptr[i - 1])) &&
		    (end == text.len || !word_byte(text.ptr[end])))
			return true;
	}
	return false;
}

static bool
names_policy(struct str text, const struct policy *p)
{
	return names(text, p->title) || names(text, p->id);
}

static struct str
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct str s = str_from(slash != NULL ? slash + 1 : path);
	size_t dot = s.len;

	while (dot > 0 && s.ptr[dot - 1] != '.')
		dot--;
	return dot > 1 ? str_sub(s, 0, dot - 1) : s;
}

/* The title: of the first heading, or the first line there is. */
static struct str
first_title(struct str text, const struct reference_sections *sections)
{
	struct str line;

	if (sections->n > 0 && sections->v[0].level == 1 &&
	    sections->v[0].number.len == 0)
		return sections->v[0].title;
	while (str_next(&text, '\n', &line))
		if (str_trim(line).len > 0)
			return str_trim(line);
	return STR_NONE;
}

struct check {
	const struct policy *policy;
	struct str name, title, text;
	const struct reference_sections *sections;
	struct arena *arena;
	struct policy_problems *out;
	struct err *err;
};

static enum err_code
problem(struct check *c, struct str text)
{
	struct policy_problem *p = ARENA_PUSH(c->arena, c->out);

	if (p == NULL || text.ptr == NULL)
		return arena_fail(c->arena, c->err);
	p->text = text;
	return ERR_NONE;
}

static enum err_code
check_there(struct check *c, const struct policy_reference *r)
{
	if (r->section.len == 0 ||
	    reference_find(c->sections, r->section) != NULL)
		return ERR_NONE;
	return problem(c,
	    arena_strf(c->arena,
		"%.*s: no section '%.*s', to which this policy refers; a "
		"section is found by its number, anchor or title",
		STR_FMT(c->name), STR_FMT(r->section)));
}

static enum err_code
check_back(struct check *c, const struct policy_reference *r)
{
	const struct reference_section *s = NULL;

	if (r->refers_back.len > 0) {
		s = reference_find(c->sections, r->refers_back);
		if (s == NULL)
			return problem(c,
			    arena_strf(c->arena,
				"%.*s: no section '%.*s', which should name "
				"this policy",
				STR_FMT(c->name), STR_FMT(r->refers_back)));
	}
	if (names_policy(s != NULL ? s->text : c->text, c->policy))
		return ERR_NONE;
	if (s != NULL)
		return problem(c,
		    arena_strf(c->arena,
			"%.*s:%u: section '%.*s' names neither '%.*s' nor "
			"'%.*s'",
			STR_FMT(c->name), s->line, STR_FMT(r->refers_back),
			STR_FMT(c->policy->title), STR_FMT(c->policy->id)));
	return problem(c,
	    arena_strf(c->arena, "%.*s: nowhere names '%.*s' or '%.*s'",
		STR_FMT(c->name), STR_FMT(c->policy->title),
		STR_FMT(c->policy->id)));
}

static enum err_code
check_all(struct check *c, struct str base)
{
	bool any = false;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < c->policy->references.n && rc == ERR_NONE; i++) {
		const struct policy_reference *r = &c->policy->references.v[i];

		if (!str_eq_case(r->document, c->title) &&
		    !str_eq_case(r->document, base) &&
		    !str_eq_case(r->document, c->name))
			continue;
		any = true;
		rc = check_there(c, r);
		if (rc == ERR_NONE)
			rc = check_back(c, r);
	}
	if (rc == ERR_NONE && !any)
		rc = problem(c,
		    arena_strf(c->arena,
			"%.*s: this policy refers to no document '%.*s' or "
			"'%.*s'; name it under refers_to",
			STR_FMT(c->name), STR_FMT(c->title), STR_FMT(base)));
	return rc;
}

enum err_code
reference_check(const struct policy *policy, const char *name, struct str text,
    struct arena *arena, struct policy_problems *out, struct err *err)
{
	struct reference_sections sections;
	struct check c = {.policy = policy,
	    .text = text,
	    .sections = &sections,
	    .arena = arena,
	    .out = out,
	    .err = err};
	const char *slash = strrchr(name, '/');
	enum err_code rc = reference_read(text, arena, &sections, err);

	c.name = str_from(slash != NULL ? slash + 1 : name);
	if (rc != ERR_NONE) {
		err_prefix(err, "%s", name);
		return rc;
	}
	c.title = first_title(text, &sections);
	return check_all(&c, base_name(name));
}
