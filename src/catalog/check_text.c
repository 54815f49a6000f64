/* The texts: length, anchors, stacks, and what must not be read off them. */
#include <stdlib.h>

#include "catalog/check_part.h"
#include "codec/markdown.h"

#define LEAK_MIN 30 /* letters in a row that are no accident */

static void
check_minutes(struct checking *c, const struct catalog_module *m,
    const struct markdown_outline *o)
{
	double minutes = (double)o->words / CHECK_WORDS_PER_MINUTE +
	    (double)o->code_lines / CHECK_LINES_PER_MINUTE;

	if (minutes < 0.8 * m->minutes || minutes > 1.2 * m->minutes)
		problem_at(c->problems, check_front(m, STR("minutes")),
		    "minutes",
		    "%u stated, %.1f read: %zu words at %d and %zu lines of "
		    "code at %d a minute, in one stack; within 20 %% is "
		    "accepted",
		    m->minutes, minutes, o->words, CHECK_WORDS_PER_MINUTE,
		    o->code_lines, CHECK_LINES_PER_MINUTE);
}

static bool
names_stack(const struct catalog_module *m, struct str stack)
{
	for (size_t i = 0; i < m->stacks.n; i++)
		if (str_eq(m->stacks.v[i], stack))
			return true;
	return false;
}

static void
check_outline(struct checking *c, const struct catalog_module *m,
    const struct markdown_outline *o, const char *file, unsigned first)
{
	for (size_t i = 0; i < o->tabs.n; i++)
		if (!names_stack(m, o->tabs.v[i].text))
			problem_line(c->problems, file,
			    first - 1 + o->tabs.v[i].line, "stack",
			    "tab of '%.*s', which the module's 'stacks' do "
			    "not name",
			    STR_FMT(o->tabs.v[i].text));
	for (size_t i = 0; i < o->headings.n; i++) {
		const struct markdown_heading *h = &o->headings.v[i];

		if (h->level == 2 && !h->given)
			problem_line(c->problems, file, first - 1 + h->line,
			    "anchor",
			    "heading without an anchor; '## Title {#anchor}' "
			    "is accepted");
		for (size_t k = 0; k < i; k++)
			if (str_eq(h->anchor, o->headings.v[k].anchor))
				problem_line(c->problems, file,
				    first - 1 + h->line, "anchor",
				    "anchor '%.*s' is already in line %u",
				    STR_FMT(h->anchor),
				    first - 1 + o->headings.v[k].line);
	}
}

/* Of each section, or of the whole where it has none. */
static void
check_micro(struct checking *c, const struct catalog_module *m,
    const struct markdown_outline *whole, const char *file)
{
	unsigned sections = 0;
	struct err err;

	for (size_t i = 0; i < whole->headings.n; i++) {
		const struct markdown_heading *h = &whole->headings.v[i];
		struct markdown_outline o;
		struct catalog_lesson lesson;

		if (h->level != 2 ||
		    !catalog_section(m, h->anchor, c->arena, &lesson) ||
		    markdown_outline(lesson.text, c->arena, &o, &err) !=
			ERR_NONE)
			continue;
		sections++;
		if (o.words > CHECK_MICRO_WORDS)
			problem_line(c->problems, file, h->line, "micro-length",
			    "%zu words; at most 180 a section are accepted",
			    o.words);
	}
	if (sections == 0 && whole->words > CHECK_MICRO_WORDS)
		problem_line(c->problems, file, 1, "micro-length",
		    "%zu words; at most 180 are accepted", whole->words);
}

/* Text as a reader sees it: no tags, spaces as one. */
static struct str
visible(struct arena *arena, struct str html)
{
	char *out = arena_alloc(arena, html.len + 1);
	size_t n = 0;
	bool tag = false;

	if (out == NULL)
		return STR("");
	for (size_t i = 0; i < html.len; i++) {
		char ch = html.ptr[i];

		if (ch == '<' || ch == '>') {
			tag = ch == '<';
			continue;
		}
		if (tag)
			continue;
		if ((unsigned char)ch > ' ')
			out[n++] = ch;
		else if (n > 0 && out[n - 1] != ' ')
			out[n++] = ' ';
	}
	return (struct str){out, n};
}

static struct str
rendered(struct checking *c, struct str markdown)
{
	struct markdown_config config = {0};
	struct buf html;
	struct str out = STR("");
	struct err err;

	buf_init(&html, (size_t)8 << 20);
	if (markdown_html(markdown, &config, &html, &err) == ERR_NONE)
		out = visible(c->arena, buf_view(&html));
	buf_release(&html);
	return out;
}

static void
check_leak(struct checking *c, const char *file, unsigned line, struct str what,
    struct str page)
{
	struct str text = rendered(c, what);

	text = str_trim(text);
	if (text.len < LEAK_MIN || str_find(page, text) == page.len)
		return;
	problem_line(c->problems, file, line, "key-leak",
	    "'%.*s...' can be read on the module's page, word for word",
	    STR_FMT(str_sub(text, 0, 40)));
}

static void
check_leaks(struct checking *c, const struct catalog_module *m)
{
	const struct quiz *quiz = catalog_quiz(c->catalog, m);
	struct str pages[] = {rendered(c, m->body),
	    rendered(c, m->micro.ptr != NULL ? m->micro : STR(""))};

	for (size_t p = 0; p < NELEM(pages); p++)
		for (size_t i = 0; i < quiz->items.n; i++) {
			const struct quiz_item *item = &quiz->items.v[i];

			for (unsigned k = 0; k < item->n_options; k++) {
				const struct quiz_option *o = &item->options[k];

				if (o->key)
					check_leak(c, item->file, o->line,
					    o->text, pages[p]);
				check_leak(
				    c, item->file, o->line, o->why, pages[p]);
			}
			for (unsigned k = 0; k < item->n_lines; k++)
				check_leak(c, item->file, item->lines[k].line,
				    item->lines[k].why, pages[p]);
		}
}

static void
check_markdown(struct checking *c, const struct quiz *quiz)
{
	for (size_t i = 0; i < quiz->items.n; i++) {
		const struct quiz_item *item = &quiz->items.v[i];
		struct markdown_outline o;
		struct err err;

		if (markdown_outline(item->stem, c->arena, &o, &err) !=
		    ERR_NONE)
			problem_line(c->problems, item->file, item->line,
			    "format", "stem: %s", err.text);
	}
}

void
check_texts(struct checking *c)
{
	for (size_t i = 0; i < c->catalog->modules.n; i++) {
		const struct catalog_module *m = &c->catalog->modules.v[i];
		struct markdown_outline o;
		struct err err;

		if (markdown_outline(m->body, c->arena, &o, &err) == ERR_NONE) {
			check_minutes(c, m, &o);
			check_outline(c, m, &o, check_path(c, m, "module.md"),
			    m->body_line);
		}
		if (m->micro.ptr != NULL) {
			const char *file = check_path(c, m, "micro.md");

			if (markdown_outline(m->micro, c->arena, &o, &err) ==
			    ERR_NONE) {
				check_outline(c, m, &o, file, 1);
				check_micro(c, m, &o, file);
			} else
				problem_line(c->problems, file, 1, "format",
				    "%s", err.text);
		}
		check_markdown(c, catalog_quiz(c->catalog, m));
		check_leaks(c, m);
	}
}
