/* One module's files: front matter, text, micro lesson, questions. */
#include "base/file.h"
#include "catalog/read.h"
#include "codec/hex.h"
#include "codec/markdown.h"
#include "crypto/hash.h"

/* Cuts "---\n...\n---\n" off; false where it does not begin so. */
static bool
cut_front(struct str text, struct str *front, struct str *body, unsigned *line)
{
	struct str rest = text, one;
	size_t start;

	if (!str_cut_line(&rest, &one) || !str_eq(one, STR("---")))
		return false;
	start = (size_t)(rest.ptr - text.ptr);
	*line = 2;
	while (str_cut_line(&rest, &one)) {
		++*line;
		if (!str_eq(one, STR("---")))
			continue;
		*front =
		    str_sub(text, start, (size_t)(one.ptr - text.ptr) - start);
		*body = rest;
		return true;
	}
	return false;
}

static enum err_code
read_objectives(const struct yaml *front, struct arena *arena,
    struct catalog_module *m, struct err *err)
{
	const struct yaml *list;
	enum err_code rc = yaml_need(front, STR("objectives"), &list, err);

	if (rc == ERR_NONE)
		rc = yaml_list(list, err);
	for (const struct yaml *n = rc == ERR_NONE ? list->first : NULL;
	     n != NULL && rc == ERR_NONE; n = n->next) {
		struct catalog_objective *o = ARENA_PUSH(arena, &m->objectives);

		if (o == NULL)
			return arena_fail(arena, err);
		rc = yaml_only(n, "id text section", err);
		if (rc == ERR_NONE)
			rc = read_text(n, STR("id"), &o->id, err);
		if (rc == ERR_NONE)
			rc = read_text(n, STR("text"), &o->text, err);
		if (rc == ERR_NONE && yaml_get(n, STR("section")) != NULL)
			rc = read_text(n, STR("section"), &o->section, err);
	}
	return rc;
}

static enum err_code
read_sources(const struct yaml *front, struct arena *arena,
    struct catalog_module *m, struct err *err)
{
	const struct yaml *list;
	enum err_code rc = yaml_need(front, STR("sources"), &list, err);

	if (rc == ERR_NONE)
		rc = yaml_list(list, err);
	for (const struct yaml *n = rc == ERR_NONE ? list->first : NULL;
	     n != NULL && rc == ERR_NONE; n = n->next) {
		struct catalog_source *s = ARENA_PUSH(arena, &m->sources);

		if (s == NULL)
			return arena_fail(arena, err);
		rc = yaml_only(n, "title url", err);
		if (rc == ERR_NONE)
			rc = read_text(n, STR("title"), &s->title, err);
		if (rc == ERR_NONE)
			rc = read_text(n, STR("url"), &s->url, err);
		if (rc == ERR_NONE && !str_starts(s->url, STR("https://")) &&
		    !str_starts(s->url, STR("http://")))
			rc = yaml_fail(yaml_get(n, STR("url")), err,
			    ERR_INVALID,
			    "source '%.*s'; a http or https URL is accepted",
			    STR_FMT(str_sub(s->url, 0, 80)));
	}
	return rc;
}

static enum err_code
read_reviewed(
    const struct yaml *front, struct catalog_module *m, struct err *err)
{
	const struct yaml *reviewed, *on, *expires;
	enum err_code rc = yaml_need(front, STR("reviewed"), &reviewed, err);

	if (rc == ERR_NONE)
		rc = yaml_only(reviewed, "on expires", err);
	if (rc == ERR_NONE)
		rc = yaml_need(reviewed, STR("on"), &on, err);
	if (rc == ERR_NONE)
		rc = yaml_date(on, &m->reviewed_on, err);
	if (rc == ERR_NONE)
		rc = yaml_need(reviewed, STR("expires"), &expires, err);
	return rc == ERR_NONE ? yaml_date(expires, &m->reviewed_until, err)
			      : rc;
}

static bool
version_ok(struct str s)
{
	struct str part;
	uint64_t n;
	unsigned parts = 0;

	for (; str_next(&s, '.', &part); parts++)
		if (!str_u64(part, &n) || n > 99999)
			return false;
	return parts == 3;
}

static enum err_code
read_names(const struct yaml *f, struct str name, struct catalog_module *m,
    struct err *err)
{
	const struct yaml *owasp = yaml_get(f, STR("owasp"));
	enum err_code rc = read_text(f, STR("id"), &m->id, err);

	if (rc == ERR_NONE && (!str_eq(m->id, name) || !read_is_id(m->id)))
		return yaml_fail(yaml_get(f, STR("id")), err, ERR_INVALID,
		    "id '%.*s' in the folder '%.*s'; the same, of a-z, digits "
		    "and '-', is accepted [id]",
		    STR_FMT(str_sub(m->id, 0, 80)), STR_FMT(name));
	if (rc == ERR_NONE)
		rc = read_text(f, STR("version"), &m->version, err);
	if (rc == ERR_NONE && !version_ok(m->version))
		return yaml_fail(yaml_get(f, STR("version")), err, ERR_INVALID,
		    "version '%.*s'; one such as 1.0.2 is accepted [version]",
		    STR_FMT(str_sub(m->version, 0, 40)));
	if (rc == ERR_NONE)
		rc = read_text(f, STR("title"), &m->title, err);
	if (rc == ERR_NONE)
		rc = read_text(f, STR("licence"), &m->licence, err);
	if (rc == ERR_NONE && owasp != NULL && owasp->text.len > 0 &&
	    !str_eq(owasp->text, STR("null")))
		rc = yaml_text(owasp, &m->owasp, err);
	return rc;
}

static enum err_code
read_front(const struct yaml *f, struct str name, struct arena *arena,
    struct catalog_module *m, struct err *err)
{
	enum err_code rc = yaml_only(f,
	    "id version title owasp cwe controls roles stacks objectives "
	    "minutes prereq reviewed sources licence",
	    err);

	m->front = f;
	if (rc == ERR_NONE)
		rc = read_names(f, name, m, err);
	if (rc == ERR_NONE)
		rc = read_cwes(f, arena, &m->cwes, err);
	if (rc == ERR_NONE)
		rc = read_strs(f, STR("controls"), arena, &m->controls, err);
	if (rc == ERR_NONE)
		rc = read_strs(f, STR("roles"), arena, &m->roles, err);
	if (rc == ERR_NONE)
		rc = read_strs(f, STR("stacks"), arena, &m->stacks, err);
	if (rc == ERR_NONE)
		rc = read_strs(f, STR("prereq"), arena, &m->prereq, err);
	if (rc == ERR_NONE)
		rc = read_number(f, STR("minutes"), 1, 240, &m->minutes, err);
	if (rc == ERR_NONE)
		rc = read_objectives(f, arena, m, err);
	if (rc == ERR_NONE)
		rc = read_sources(f, arena, m, err);
	return rc == ERR_NONE ? read_reviewed(f, m, err) : rc;
}

static enum err_code
read_sections(struct arena *arena, struct catalog_module *m, const char *file,
    struct err *err)
{
	struct markdown_outline outline;
	enum err_code rc = markdown_outline(m->body, arena, &outline, err);

	if (rc != ERR_NONE)
		return err_prefix(err, "%s: in the text that begins in line %u",
		    file, m->body_line);
	for (size_t i = 0; i < outline.headings.n; i++) {
		struct catalog_section *s;

		if (outline.headings.v[i].level != 2)
			continue;
		s = ARENA_PUSH(arena, &m->sections);
		if (s == NULL)
			return arena_fail(arena, err);
		s->anchor = outline.headings.v[i].anchor;
		s->title = outline.headings.v[i].title;
	}
	return ERR_NONE;
}

/* What `sha256sum module.md micro.md | sha256sum` prints. */
static enum err_code
hash_content(struct arena *arena, struct catalog_module *m, struct err *err)
{
	char hex[2 * CATALOG_HASH + 1];
	uint8_t hash[CATALOG_HASH];
	struct buf list;
	enum err_code rc;

	buf_init(&list, 512);
	sha256(m->text_file, hash);
	hex_write(hex, hash, sizeof(hash));
	buf_addf(&list, "%s  module.md\n", hex);
	if (m->micro_file.ptr != NULL) {
		sha256(m->micro_file, hash);
		hex_write(hex, hash, sizeof(hash));
		buf_addf(&list, "%s  micro.md\n", hex);
	}
	sha256(buf_view(&list), m->content_hash);
	sha256(m->bank_file, m->bank_hash);
	rc = buf_finish(&list, err);
	m->manifest = arena_buf(arena, &list);
	if (rc == ERR_NONE && m->manifest.ptr == NULL)
		rc = arena_fail(arena, err);
	buf_release(&list);
	return rc;
}

static enum err_code
read_body(struct catalog *catalog, struct str name, struct catalog_module *m,
    struct err *err)
{
	struct arena *arena = &catalog->arena;
	struct str path = arena_strf(arena, "%.*s/module.md", STR_FMT(m->dir));
	struct yaml_source source = {.file = path.ptr, .first_line = 2};
	struct yaml *front;
	enum err_code rc;

	if (path.ptr == NULL)
		return arena_fail(arena, err);
	rc = file_read(path.ptr, READ_FILE_MAX, arena, &m->text_file, err);
	if (rc != ERR_NONE)
		return rc;
	if (!str_is_utf8(m->text_file))
		return err_set(err, ERR_SYNTAX,
		    "%s:1: not UTF-8; plain UTF-8 text is accepted", path.ptr);
	if (!cut_front(m->text_file, &source.text, &m->body, &m->body_line))
		return err_set(err, ERR_SYNTAX,
		    "%s:1: no front matter; a line '---', YAML, a line '---' "
		    "are accepted",
		    path.ptr);
	rc = yaml_read(&source, arena, &front, err);
	if (rc == ERR_NONE)
		rc = read_front(front, name, arena, m, err);
	return rc == ERR_NONE ? read_sections(arena, m, path.ptr, err) : rc;
}

static enum err_code
read_micro(struct catalog *catalog, struct catalog_module *m, struct err *err)
{
	struct arena *arena = &catalog->arena;
	struct str path = arena_strf(arena, "%.*s/micro.md", STR_FMT(m->dir));
	enum err_code rc;

	if (path.ptr == NULL)
		return arena_fail(arena, err);
	if (!file_is_there(path.ptr))
		return ERR_NONE;
	rc = file_read(path.ptr, READ_FILE_MAX, arena, &m->micro_file, err);
	if (rc == ERR_NONE && !str_is_utf8(m->micro_file))
		return err_set(err, ERR_SYNTAX,
		    "%s:1: not UTF-8; plain UTF-8 text is accepted", path.ptr);
	m->micro = m->micro_file;
	return rc;
}

/* The private questions of a module, where the overlay has some: from here on
   the pool is both files. */
static enum err_code
lay_over(struct catalog *catalog, const char *overlay, struct catalog_module *m,
    struct quiz *quiz, struct err *err)
{
	struct arena *arena = &catalog->arena;
	struct str path, text = STR_NONE, shipped = m->bank_file;
	enum err_code rc;

	if (overlay == NULL)
		return ERR_NONE;
	path = arena_strf(
	    arena, "%s/modules/%.*s/quiz.yaml", overlay, STR_FMT(m->id));
	if (path.ptr == NULL)
		return arena_fail(arena, err);
	if (!file_is_there(path.ptr))
		return ERR_NONE;
	rc = file_read(path.ptr, READ_FILE_MAX, arena, &text, err);
	if (rc == ERR_NONE)
		rc = quiz_overlay(text, path.ptr, arena, quiz, err);
	if (rc != ERR_NONE)
		return rc;
	m->bank_file = arena_strf(arena, "%.*s%s" QUIZ_OVERLAY_MARK "%.*s",
	    STR_FMT(shipped), str_ends(shipped, STR("\n")) ? "" : "\n",
	    STR_FMT(text));
	return m->bank_file.ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

static enum err_code
read_bank(struct catalog *catalog, const char *overlay,
    struct catalog_module *m, struct quiz *quiz, struct err *err)
{
	struct arena *arena = &catalog->arena;
	struct str path = arena_strf(arena, "%.*s/quiz.yaml", STR_FMT(m->dir));
	enum err_code rc;

	if (path.ptr == NULL)
		return arena_fail(arena, err);
	rc = file_read(path.ptr, READ_FILE_MAX, arena, &m->bank_file, err);
	if (rc == ERR_NONE)
		rc = quiz_read(m->bank_file, path.ptr, arena, quiz, err);
	if (rc != ERR_NONE)
		return rc;
	sha256(m->bank_file, m->shipped_hash);
	if (!str_eq(quiz->module, m->id))
		return err_set(err, ERR_INVALID,
		    "%s:1: module '%.*s' in the folder of '%.*s' [id]",
		    path.ptr, STR_FMT(quiz->module), STR_FMT(m->id));
	rc = lay_over(catalog, overlay, m, quiz, err);
	if (rc != ERR_NONE)
		return rc;
	m->pool = (unsigned)quiz->items.n;
	m->draw = quiz->draw;
	m->pass = quiz->pass;
	return ERR_NONE;
}

static void
read_module(struct catalog *catalog, const char *dir, const char *overlay,
    struct str name, struct problems *problems)
{
	struct arena *arena = &catalog->arena;
	struct catalog_module m = {
	    .dir = arena_strf(arena, "%s/%.*s", dir, STR_FMT(name))};
	struct quiz quiz = {0};
	struct err err;
	enum err_code rc;

	rc = m.dir.ptr != NULL ? read_body(catalog, name, &m, &err)
			       : arena_fail(arena, &err);
	if (rc == ERR_NONE)
		rc = read_micro(catalog, &m, &err);
	if (rc == ERR_NONE)
		rc = read_bank(catalog, overlay, &m, &quiz, &err);
	if (rc == ERR_NONE)
		rc = hash_content(arena, &m, &err);
	if (rc == ERR_NONE) {
		struct catalog_module *slot =
		    ARENA_PUSH(arena, &catalog->modules);
		struct quiz *bank = ARENA_PUSH(arena, catalog->banks);

		if (slot == NULL || bank == NULL) {
			problems->nomem = true;
			return;
		}
		*slot = m;
		*bank = quiz;
	} else
		problem_err(problems, &err);
}

/* An overlay speaks of modules that are there. */
static void
check_overlay(
    struct catalog *catalog, const char *overlay, struct problems *problems)
{
	struct str path = arena_strf(&catalog->arena, "%s/modules", overlay);
	struct file_names names = {0};
	struct err err;

	if (path.ptr == NULL ||
	    file_list(path.ptr, &catalog->arena, &names, &err) != ERR_NONE) {
		if (path.ptr != NULL)
			problem_err(problems, &err);
		return;
	}
	for (size_t i = 0; i < names.n; i++)
		if (!str_starts(names.v[i], STR(".")) &&
		    catalog_module(catalog, names.v[i]) == NULL)
			problem_line(problems, path.ptr, 1, "unknown-id",
			    "no module '%.*s' to lay questions over",
			    STR_FMT(names.v[i]));
}

void
read_modules(struct catalog *catalog, const char *dir, const char *overlay,
    struct problems *problems)
{
	struct str path = arena_strf(&catalog->arena, "%s/modules", dir);
	struct file_names names = {0};
	struct err err;

	if (path.ptr == NULL ||
	    file_list(path.ptr, &catalog->arena, &names, &err) != ERR_NONE) {
		if (path.ptr != NULL)
			problem_err(problems, &err);
		return;
	}
	for (size_t i = 0; i < names.n; i++)
		if (!str_starts(names.v[i], STR(".")))
			read_module(
			    catalog, path.ptr, overlay, names.v[i], problems);
	if (overlay != NULL)
		check_overlay(catalog, overlay, problems);
}
