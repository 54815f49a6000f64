#include "catalog/catalog.h"

#include <stdlib.h>

#include "catalog/read.h"
#include "codec/markdown.h"

enum err_code
catalog_load(const char *dir, struct catalog **out, struct err *err)
{
	return catalog_load_over(dir, NULL, out, err);
}

enum err_code
catalog_load_over(
    const char *dir, const char *overlay, struct catalog **out, struct err *err)
{
	struct problems problems = {0};
	struct catalog *catalog;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, (size_t)16 << 20);
	problems.arena = &arena;
	rc = read_catalog(dir, overlay, &catalog, &problems, err);
	if (rc == ERR_NONE && problems.n > 0) {
		catalog_free(catalog);
		rc = err_set(
		    err, ERR_INVALID, "%.*s", STR_FMT(problems.v[0].text));
	}
	arena_release(&arena);
	if (rc == ERR_NONE)
		*out = catalog;
	return rc;
}

void
catalog_free(struct catalog *catalog)
{
	if (catalog == NULL)
		return;
	arena_release(&catalog->arena);
	free(catalog);
}

const struct catalog_module *
catalog_module(const struct catalog *catalog, struct str id)
{
	for (size_t i = 0; i < catalog->modules.n; i++)
		if (str_eq(catalog->modules.v[i].id, id))
			return &catalog->modules.v[i];
	return NULL;
}

const struct catalog_course *
catalog_course(const struct catalog *catalog, struct str id)
{
	for (size_t i = 0; i < catalog->courses.n; i++)
		if (str_eq(catalog->courses.v[i].id, id))
			return &catalog->courses.v[i];
	return NULL;
}

const struct catalog_course *
catalog_course_of(const struct catalog *catalog, struct str module_id)
{
	for (size_t i = 0; i < catalog->courses.n; i++) {
		const struct catalog_course *c = &catalog->courses.v[i];

		for (size_t k = 0; k < c->modules.n; k++)
			if (str_eq(c->modules.v[k], module_id))
				return c;
	}
	return NULL;
}

/* The lines from..to-1 of a text; to 0: to its end. */
static struct str
lines(struct str text, unsigned from, unsigned to)
{
	size_t start = text.len, end = text.len;
	unsigned line = 1;

	for (size_t i = 0; i <= text.len; i++) {
		if (i > 0 && text.ptr[i - 1] == '\n')
			line++;
		else if (i > 0)
			continue;
		if (line == from && start == text.len)
			start = i;
		if (to > 0 && line == to) {
			end = i;
			break;
		}
	}
	return str_sub(text, start, end - start);
}

bool
catalog_section(const struct catalog_module *module, struct str anchor,
    struct arena *arena, struct catalog_lesson *out)
{
	struct markdown_outline outline;
	struct err err;

	if (module->micro.ptr == NULL ||
	    markdown_outline(module->micro, arena, &outline, &err) != ERR_NONE)
		return false;
	for (size_t i = 0; i < outline.headings.n; i++) {
		const struct markdown_heading *h = &outline.headings.v[i];

		if (!str_eq(h->anchor, anchor))
			continue;
		*out = (struct catalog_lesson){.module = module,
		    .section = h->anchor,
		    .title = h->title,
		    .text = lines(module->micro, h->line + 1, h->next_line)};
		return true;
	}
	return false;
}

bool
catalog_lesson(const struct catalog *catalog, unsigned cwe, struct arena *arena,
    struct catalog_lesson *out)
{
	for (size_t i = 0; i < catalog->triggers.n; i++) {
		const struct catalog_trigger *t = &catalog->triggers.v[i];
		const struct catalog_module *m;

		for (size_t k = 0; k < t->cwes.n; k++) {
			if (t->cwes.v[k] != cwe)
				continue;
			m = catalog_module(catalog, t->module);
			return m != NULL &&
			    catalog_section(m, t->section, arena, out);
		}
	}
	return false;
}
