/* A framework's file: every control's first problem is told, and reading goes
   on with the next one. */
#include <stdio.h>

#include "base/file.h"
#include "catalog/control.h"
#include "catalog/read.h"

#define MONTHS_MAX     120
#define DAYS_MAX       3660
#define FIRST_DAYS_MAX 365
#define KEEP_YEARS_MAX 100

/* A line of at most max characters. */
static enum err_code
line_of(const struct yaml *node, const char *what, size_t max, struct str *out,
    struct err *err)
{
	struct str text;
	size_t n = 0;
	enum err_code rc = yaml_text(node, &text, err);

	if (rc != ERR_NONE)
		return rc;
	if (str_find_char(text, '\n') < text.len)
		return yaml_fail(
		    node, err, ERR_INVALID, "%s of more than one line", what);
	for (size_t i = 0; i < text.len; i++)
		n += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
	if (n > max)
		return yaml_fail(node, err, ERR_LIMIT,
		    "%s of %zu characters; at most %zu are accepted [length]",
		    what, n, max);
	*out = text;
	return ERR_NONE;
}

static enum err_code
need_line(const struct yaml *map, struct str key, size_t max, struct str *out,
    struct err *err)
{
	const struct yaml *node;
	enum err_code rc = yaml_need(map, key, &node, err);

	return rc == ERR_NONE ? line_of(node, key.ptr, max, out, err) : rc;
}

/* {title: ..., url: "https://..."} */
static enum err_code
read_source(const struct yaml *map, struct catalog_source *out, struct err *err)
{
	const struct yaml *source;
	enum err_code rc = yaml_need(map, STR("source"), &source, err);

	if (rc == ERR_NONE)
		rc = yaml_only(source, "title url", err);
	if (rc == ERR_NONE)
		rc = read_text(source, STR("title"), &out->title, err);
	if (rc == ERR_NONE)
		rc = read_text(source, STR("url"), &out->url, err);
	if (rc == ERR_NONE && !str_starts(out->url, STR("https://")))
		return yaml_fail(yaml_get(source, STR("url")), err, ERR_INVALID,
		    "'url' does not begin with https://");
	return rc;
}

static enum err_code
read_reading(
    const struct yaml *every, struct catalog_period *out, struct err *err)
{
	const struct yaml *node = yaml_get(every, STR("reading"));

	if (node == NULL)
		return ERR_NONE;
	if (out->unit == CATALOG_DAYS)
		return yaml_fail(node, err, ERR_INVALID,
		    "'reading' goes with months; days have one");
	if (str_eq(node->text, STR("same-date"))) {
		out->reading = CATALOG_SAME_DATE;
		return ERR_NONE;
	}
	if (!str_eq(node->text, STR("365-days")))
		return yaml_fail(node, err, ERR_INVALID,
		    "'reading' is '%.*s'; same-date and 365-days (for twelve "
		    "months) are accepted",
		    STR_FMT(str_sub(node->text, 0, 40)));
	if (out->n % 12 != 0)
		return yaml_fail(node, err, ERR_INVALID,
		    "365-days goes with whole years: 12, 24, ... months");
	out->reading = CATALOG_YEAR_DAYS;
	return ERR_NONE;
}

static enum err_code
read_period(const struct yaml *map, struct str key, struct catalog_period *out,
    struct err *err)
{
	const struct yaml *node = yaml_get(map, key);
	bool months = yaml_get(node, STR("months")) != NULL;
	bool days = yaml_get(node, STR("days")) != NULL;
	struct catalog_period p = {
	    .unit = months ? CATALOG_MONTHS : CATALOG_DAYS};
	enum err_code rc;

	if (node == NULL)
		return ERR_NONE;
	rc = yaml_only(node, "months days reading", err);
	if (rc != ERR_NONE)
		return rc;
	if (months == days)
		return yaml_fail(node, err, ERR_INVALID,
		    "'%.*s' has %s; one of them is accepted", STR_FMT(key),
		    months ? "both months and days"
			   : "neither months nor days");
	rc = months ? read_number(node, STR("months"), 1, MONTHS_MAX, &p.n, err)
		    : read_number(node, STR("days"), 1, DAYS_MAX, &p.n, err);
	if (rc == ERR_NONE)
		rc = read_reading(node, &p, err);
	if (rc == ERR_NONE)
		*out = p;
	return rc;
}

static enum err_code
read_limits(const struct yaml *map, struct catalog_limits *out, struct err *err)
{
	enum err_code rc = read_period(map, STR("every"), &out->every, err);

	if (rc == ERR_NONE)
		rc = read_period(map, STR("review"), &out->review, err);
	if (rc == ERR_NONE)
		rc = read_number_may(map, STR("first_days"), 1, FIRST_DAYS_MAX,
		    &out->first_days, err);
	if (rc == ERR_NONE)
		rc = read_number_may(map, STR("first_days_privileged"), 1,
		    FIRST_DAYS_MAX, &out->first_days_privileged, err);
	if (rc == ERR_NONE)
		rc = read_number_may(map, STR("keep_years"), 1, KEEP_YEARS_MAX,
		    &out->keep_years, err);
	return rc;
}

/* A list that may be left out, but not empty. */
static enum err_code
list_may(const struct yaml *map, struct str key, const struct yaml **out,
    struct err *err)
{
	enum err_code rc;

	*out = yaml_get(map, key);
	if (*out == NULL)
		return ERR_NONE;
	rc = yaml_list(*out, err);
	if (rc == ERR_NONE && (*out)->n == 0)
		return yaml_fail(*out, err, ERR_INVALID,
		    "'%.*s' is empty; leave it out where there is none",
		    STR_FMT(key));
	return rc;
}

static enum err_code
read_focus(const struct yaml *map, struct arena *arena,
    struct catalog_strs *out, struct err *err)
{
	const struct yaml *list;
	enum err_code rc = list_may(map, STR("focus"), &list, err);

	if (rc != ERR_NONE || list == NULL)
		return rc;
	for (const struct yaml *n = list->first; n != NULL; n = n->next) {
		struct str *line = ARENA_PUSH(arena, out);

		if (line == NULL)
			return arena_fail(arena, err);
		rc = line_of(
		    n, "a point of focus", CONTROL_FOCUS_MAX, line, err);
		if (rc != ERR_NONE)
			return rc;
	}
	return ERR_NONE;
}

static enum err_code
refuse_ask(const struct yaml *node, struct err *err)
{
	char known[ERR_TEXT_MAX];
	size_t n = 0;

	for (size_t i = 0; catalog_asks[i] != NULL; i++)
		n += (size_t)snprintf(
		    known + n, sizeof(known) - n, " %s", catalog_asks[i]);
	return yaml_fail(node, err, ERR_INVALID,
	    "'%.*s' is no kind; accepted:%s [unknown-id]",
	    STR_FMT(str_sub(node->text, 0, 40)), known);
}

static enum err_code
read_asks(const struct yaml *map, struct arena *arena, struct catalog_strs *out,
    struct err *err)
{
	const struct yaml *list;
	enum err_code rc = list_may(map, STR("asks"), &list, err);

	if (rc != ERR_NONE || list == NULL)
		return rc;
	for (const struct yaml *n = list->first; n != NULL; n = n->next) {
		struct str *kind;

		if (!catalog_is_ask(n->text))
			return refuse_ask(n, err);
		for (size_t i = 0; i < out->n; i++)
			if (str_eq(out->v[i], n->text))
				return yaml_fail(n, err, ERR_INVALID,
				    "'%.*s' twice [reused-id]",
				    STR_FMT(n->text));
		kind = ARENA_PUSH(arena, out);
		if (kind == NULL)
			return arena_fail(arena, err);
		*kind = n->text;
	}
	return ERR_NONE;
}

static bool
has_profile(const struct catalog_framework *f, struct str id)
{
	for (size_t i = 0; i < f->profiles.n; i++)
		if (str_eq(f->profiles.v[i].id, id))
			return true;
	return false;
}

/* What a control's profiles set; the framework's file declares them. */
static enum err_code
read_control_profiles(const struct yaml *node, struct arena *arena,
    const struct catalog_framework *f, struct catalog_control *out,
    struct err *err)
{
	const struct yaml *map = yaml_get(node, STR("profiles"));
	enum err_code rc = map != NULL ? yaml_map(map, err) : ERR_NONE;

	for (const struct yaml *n = rc == ERR_NONE && map ? map->first : NULL;
	     n != NULL && rc == ERR_NONE; n = n->next) {
		struct catalog_control_profile *p;

		if (!has_profile(f, n->key))
			return yaml_fail(n, err, ERR_INVALID,
			    "the file declares no profile '%.*s' [unknown-id]",
			    STR_FMT(str_sub(n->key, 0, 40)));
		rc = yaml_only(n,
		    "every review first_days first_days_privileged keep_years",
		    err);
		p = ARENA_PUSH(arena, &out->profiles);
		if (p == NULL)
			return arena_fail(arena, err);
		*p = (struct catalog_control_profile){.id = n->key};
		if (rc == ERR_NONE)
			rc = read_limits(n, &p->limits, err);
	}
	return rc;
}

/* "CC1.4", "164.308(a)(5)", "AT.L2-3.2.1" */
static bool
is_control_id(struct str s)
{
	static const struct str rest = STR_INIT(".()-");

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
			(c >= '0' && c <= '9') ||
			str_find_char(rest, c) < rest.len))
			return false;
	}
	return s.len > 0 && s.len <= CONTROL_ID_MAX;
}

static enum err_code
read_control_id(const struct yaml *node, const struct catalog_framework *f,
    struct catalog_control *out, struct err *err)
{
	enum err_code rc = read_text(node, STR("id"), &out->id, err);

	if (rc != ERR_NONE)
		return rc;
	out->line = node->line;
	node = yaml_get(node, STR("id"));
	if (!is_control_id(out->id))
		return yaml_fail(node, err, ERR_INVALID,
		    "control id '%.*s'; up to %d letters, digits and .()- are "
		    "accepted [id]",
		    STR_FMT(str_sub(out->id, 0, 80)), CONTROL_ID_MAX);
	for (size_t i = 0; i < f->controls.n; i++)
		if (str_eq(f->controls.v[i].id, out->id))
			return yaml_fail(node, err, ERR_INVALID,
			    "control '%.*s' is already in line %u [reused-id]",
			    STR_FMT(out->id), f->controls.v[i].line);
	return ERR_NONE;
}

static enum err_code
read_control(const struct yaml *node, struct arena *arena,
    const struct catalog_framework *f, struct catalog_control *out,
    struct err *err)
{
	const struct yaml *customary;
	enum err_code rc = yaml_only(node,
	    "id paraphrase focus customary asks every review first_days "
	    "first_days_privileged keep_years profiles",
	    err);

	if (rc == ERR_NONE)
		rc = read_control_id(node, f, out, err);
	if (rc == ERR_NONE)
		rc = need_line(node, STR("paraphrase"), CONTROL_PARAPHRASE_MAX,
		    &out->paraphrase, err);
	if (rc == ERR_NONE)
		rc = read_focus(node, arena, &out->focus, err);
	customary = yaml_get(node, STR("customary"));
	if (rc == ERR_NONE && customary != NULL)
		rc = line_of(customary, "customary", CONTROL_CUSTOMARY_MAX,
		    &out->customary, err);
	if (rc == ERR_NONE)
		rc = read_asks(node, arena, &out->asks, err);
	if (rc == ERR_NONE)
		rc = read_limits(node, &out->limits, err);
	if (rc == ERR_NONE)
		rc = read_control_profiles(node, arena, f, out, err);
	return rc;
}

static enum err_code
read_profile(const struct yaml *node, const struct catalog_framework *f,
    struct catalog_profile *out, struct err *err)
{
	enum err_code rc = yaml_only(node, "id title source", err);

	if (rc == ERR_NONE)
		rc = read_text(node, STR("id"), &out->id, err);
	if (rc == ERR_NONE && !read_is_id(out->id))
		return yaml_fail(yaml_get(node, STR("id")), err, ERR_INVALID,
		    "profile id '%.*s'; a-z, 0-9 and - are accepted [id]",
		    STR_FMT(str_sub(out->id, 0, 80)));
	if (rc == ERR_NONE && has_profile(f, out->id))
		return yaml_fail(yaml_get(node, STR("id")), err, ERR_INVALID,
		    "profile '%.*s' twice [reused-id]", STR_FMT(out->id));
	if (rc == ERR_NONE)
		rc = read_text(node, STR("title"), &out->title, err);
	return rc == ERR_NONE ? read_source(node, &out->source, err) : rc;
}

static enum err_code
read_profiles(const struct yaml *root, struct arena *arena,
    struct catalog_framework *out, struct err *err)
{
	const struct yaml *list;
	enum err_code rc = list_may(root, STR("profiles"), &list, err);

	for (const struct yaml *n = rc == ERR_NONE && list ? list->first : NULL;
	     n != NULL && rc == ERR_NONE; n = n->next) {
		struct catalog_profile one = {0}, *slot;

		rc = read_profile(n, out, &one, err);
		slot =
		    rc == ERR_NONE ? ARENA_PUSH(arena, &out->profiles) : NULL;
		if (rc == ERR_NONE && slot == NULL)
			return arena_fail(arena, err);
		if (rc == ERR_NONE)
			*slot = one;
	}
	return rc;
}

/* Everything but the controls. */
static enum err_code
read_head(const struct yaml *root, struct arena *arena,
    struct catalog_framework *out, struct err *err)
{
	enum err_code rc = yaml_only(
	    root, "framework title edition source profiles controls", err);

	if (rc == ERR_NONE)
		rc = read_text(root, STR("framework"), &out->id, err);
	if (rc == ERR_NONE && !read_is_id(out->id))
		return yaml_fail(yaml_get(root, STR("framework")), err,
		    ERR_INVALID,
		    "framework '%.*s'; a-z, 0-9 and - are accepted [id]",
		    STR_FMT(str_sub(out->id, 0, 80)));
	if (rc == ERR_NONE)
		rc = read_text(root, STR("title"), &out->title, err);
	if (rc == ERR_NONE)
		rc = read_text(root, STR("edition"), &out->edition, err);
	if (rc == ERR_NONE)
		rc = read_source(root, &out->source, err);
	return rc == ERR_NONE ? read_profiles(root, arena, out, err) : rc;
}

static enum err_code
read_controls(const struct yaml *root, struct arena *arena,
    struct problems *problems, struct catalog_framework *out, struct err *err)
{
	const struct yaml *list;
	enum err_code rc = yaml_need(root, STR("controls"), &list, err);

	if (rc == ERR_NONE)
		rc = yaml_list(list, err);
	for (const struct yaml *n = rc == ERR_NONE ? list->first : NULL;
	     n != NULL; n = n->next) {
		struct catalog_control one = {0}, *slot;

		if (read_control(n, arena, out, &one, err) != ERR_NONE) {
			problem_err(problems, err);
			continue;
		}
		slot = ARENA_PUSH(arena, &out->controls);
		if (slot == NULL)
			return arena_fail(arena, err);
		*slot = one;
	}
	return rc;
}

/* False where not even the head could be read. */
static bool
read_file(struct str text, const char *file, struct arena *arena,
    struct problems *problems, struct catalog_framework *out)
{
	struct yaml_source source = {.file = file, .text = text};
	struct yaml *root;
	struct err err;
	enum err_code rc = yaml_read(&source, arena, &root, &err);

	out->file = text;
	if (rc == ERR_NONE)
		rc = read_head(root, arena, out, &err);
	if (rc == ERR_NONE)
		rc = read_controls(root, arena, problems, out, &err);
	if (rc != ERR_NONE)
		problem_err(problems, &err);
	return rc == ERR_NONE;
}

enum err_code
catalog_framework_read(struct str text, const char *file, struct arena *arena,
    struct catalog_framework *out, struct err *err)
{
	struct problems problems = {.arena = arena};
	struct catalog_framework framework = {0};

	read_file(text, file, arena, &problems, &framework);
	if (problems.nomem || arena->nomem)
		return err_nomem(err);
	if (problems.n > 0)
		return err_set(
		    err, ERR_INVALID, "%.*s", STR_FMT(problems.v[0].text));
	*out = framework;
	return ERR_NONE;
}

/* "pci" and "pci@3.2.1" are files of pci. */
static bool
is_file_of(struct str name, struct catalog_framework *f)
{
	struct str rest = name, head;

	f->former = str_cut(&rest, '@', &head);
	return str_eq(f->former ? head : name, f->id);
}

static void
take_file(struct catalog *catalog, const char *path, struct str name,
    struct problems *problems)
{
	struct catalog_framework f = {0}, *slot;
	struct str text;
	struct err err;

	if (file_read(path, READ_FILE_MAX, &catalog->arena, &text, &err) !=
	    ERR_NONE) {
		problem_err(problems, &err);
		return;
	}
	if (!read_file(text, path, &catalog->arena, problems, &f))
		return;
	if (!is_file_of(name, &f)) {
		problem_line(problems, path, 1, "id",
		    "framework '%.*s' in the file of '%.*s'", STR_FMT(f.id),
		    STR_FMT(name));
		return;
	}
	if (catalog_framework_edition(catalog, f.id, f.edition) != NULL) {
		problem_line(problems, path, 1, "reused-id",
		    "another file has this edition of '%.*s'", STR_FMT(f.id));
		return;
	}
	slot = ARENA_PUSH(&catalog->arena, catalog->frameworks);
	if (slot != NULL)
		*slot = f;
}

void
read_frameworks(
    struct catalog *catalog, const char *dir, struct problems *problems)
{
	struct str path = arena_strf(&catalog->arena, "%s/controls", dir);
	struct file_names names = {0};

	if (path.ptr != NULL)
		read_folder(catalog, path.ptr, &names, problems);
	for (size_t i = 0; i < names.n; i++) {
		struct str file = arena_strf(&catalog->arena, "%s/%.*s.yaml",
		    path.ptr, STR_FMT(names.v[i]));

		if (file.ptr != NULL)
			take_file(catalog, file.ptr, names.v[i], problems);
	}
}
