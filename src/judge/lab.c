#include "judge/lab.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "codec/tar.h"
#include "crypto/hash.h"

#define LABS_MEMORY  ((size_t)256 << 20)
#define FOLDER_DEPTH 8

static const struct tar_limits folder_limits = {
    LAB_FOLDER_FILES, LAB_FOLDER_MAX};

/* What editors and interpreters leave behind is no part of a lab. */
static bool
is_leftover(struct str name)
{
	return name.ptr[0] == '.' || str_eq(name, STR("__pycache__"));
}

struct walk {
	const char *dir;
	struct arena *arena;
	struct tar *tar;
	size_t bytes;
};

static enum err_code
add_file(struct walk *w, struct str path, const char *full, struct err *err)
{
	struct tar_entry *e;
	const char *why;
	enum err_code rc;

	if (!tar_name_ok(path, &why))
		return err_set(err, ERR_INVALID,
		    "%s: %s; plain relative names are accepted", full, why);
	if (w->tar->n == LAB_FOLDER_FILES)
		return err_set(err, ERR_LIMIT, "%s: more than %d files", w->dir,
		    LAB_FOLDER_FILES);
	e = ARENA_PUSH(w->arena, w->tar);
	if (e == NULL)
		return arena_fail(w->arena, err);
	e->path = path;
	rc = file_read(
	    full, LAB_FOLDER_MAX - w->bytes, w->arena, &e->bytes, err);
	w->bytes += rc == ERR_NONE ? e->bytes.len : 0;
	return rc;
}

static enum err_code
walk(struct walk *w, struct str under, int depth, struct err *err)
{
	struct str dir = arena_strf(w->arena, "%s%s%.*s", w->dir,
	    under.len > 0 ? "/" : "", STR_FMT(under));
	struct file_names list = {0};
	enum err_code rc;

	if (dir.ptr == NULL)
		return arena_fail(w->arena, err);
	rc = file_list(dir.ptr, w->arena, &list, err);
	for (size_t i = 0; i < list.n && rc == ERR_NONE; i++) {
		struct str path, full;
		struct stat st;

		if (is_leftover(list.v[i]))
			continue;
		path = arena_strf(w->arena, "%.*s%s%.*s", STR_FMT(under),
		    under.len > 0 ? "/" : "", STR_FMT(list.v[i]));
		full = arena_strf(w->arena, "%s/%.*s", w->dir, STR_FMT(path));
		if (path.ptr == NULL || full.ptr == NULL)
			return arena_fail(w->arena, err);
		if (lstat(full.ptr, &st) != 0)
			return err_sys(
			    err, errno, "could not look at '%s'", full.ptr);
		if (S_ISREG(st.st_mode))
			rc = add_file(w, path, full.ptr, err);
		else if (S_ISDIR(st.st_mode) && depth < FOLDER_DEPTH)
			rc = walk(w, path, depth + 1, err);
		else
			rc = err_set(err, ERR_INVALID,
			    "%s: plain files, and folders at most %d deep, "
			    "are accepted",
			    full.ptr, FOLDER_DEPTH);
	}
	return rc;
}

struct str
lab_file_of(const struct lab *lab, struct str path)
{
	for (size_t i = 0; i < lab->files.n; i++)
		if (str_eq(lab->files.v[i].path, path))
			return lab->files.v[i].bytes;
	return STR_NONE;
}

bool
lab_is_editable(const struct lab *lab, struct str path)
{
	for (size_t i = 0; i < lab->editable.n; i++)
		if (str_eq(lab->editable.v[i], path))
			return true;
	return false;
}

const struct lab_check *
lab_check_of(const struct lab *lab, struct str id)
{
	for (size_t i = 0; i < lab->checks.n; i++)
		if (str_eq(lab->checks.v[i].id, id))
			return &lab->checks.v[i];
	return NULL;
}

/* "name: what" of a file in the lab's folder */
static enum err_code
lab_fail(
    const struct lab *lab, struct err *err, struct str file, const char *what)
{
	return err_set(err, ERR_INVALID, "%.*s/%.*s: %s", STR_FMT(lab->dir),
	    STR_FMT(file), what);
}

static enum err_code
need_file(
    const struct lab *lab, struct str path, struct str *out, struct err *err)
{
	struct str bytes = lab_file_of(lab, path);

	if (bytes.ptr == NULL)
		return lab_fail(lab, err, path, "is missing");
	if (!str_is_utf8(bytes))
		return lab_fail(
		    lab, err, path, "not UTF-8; plain UTF-8 text is accepted");
	if (out != NULL)
		*out = bytes;
	return ERR_NONE;
}

static enum err_code
check_named(const struct lab *lab, struct arena *arena, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < lab->checks.n && rc == ERR_NONE; i++)
		rc = need_file(lab, lab->checks.v[i].path, NULL, err);
	for (size_t i = 0; i < lab->editable.n && rc == ERR_NONE; i++) {
		struct str path = arena_strf(
		    arena, "vulnerable/%.*s", STR_FMT(lab->editable.v[i]));

		if (path.ptr == NULL)
			return arena_fail(arena, err);
		rc = need_file(lab, path, NULL, err);
	}
	return rc;
}

static bool
is_wrong(const struct lab *lab, struct str id)
{
	for (size_t i = 0; i < lab->wrong.n; i++)
		if (str_eq(lab->wrong.v[i].id, id))
			return true;
	return false;
}

static bool
is_check_file(const struct lab *lab, struct str path)
{
	for (size_t i = 0; i < lab->checks.n; i++)
		if (str_eq(lab->checks.v[i].path, path))
			return true;
	return false;
}

/* Nothing lies about that lab.yaml does not account for. */
static enum err_code
check_stray(const struct lab *lab, struct str path, struct err *err)
{
	static const char *const alone[] = {
	    "lab.yaml", "statement.md", "attack.md", "hints.md"};
	struct str rest = path, top, name;

	for (size_t i = 0; i < NELEM(alone); i++)
		if (str_eq(path, str_from(alone[i])))
			return ERR_NONE;
	if (!str_cut(&rest, '/', &top))
		return lab_fail(lab, err, path, "is no file of a lab's");
	if (str_eq(top, STR("vulnerable")))
		return ERR_NONE;
	if (str_eq(top, STR("fixed")) || str_eq(top, STR("fixed-alt")))
		return lab_is_editable(lab, rest)
		    ? ERR_NONE
		    : lab_fail(lab, err, path, "is not an editable file");
	if (str_eq(top, STR("wrong")) && str_cut(&rest, '/', &name)) {
		if (!is_wrong(lab, name))
			return lab_fail(lab, err, path,
			    "its folder is not named in 'wrong'");
		return lab_is_editable(lab, rest)
		    ? ERR_NONE
		    : lab_fail(lab, err, path, "is not an editable file");
	}
	return is_check_file(lab, path)
	    ? ERR_NONE
	    : lab_fail(lab, err, path, "belongs to no check of lab.yaml");
}

static enum err_code
need_folder(const struct lab *lab, struct str folder, struct err *err)
{
	for (size_t i = 0; i < lab->files.n; i++)
		if (str_starts(lab->files.v[i].path, folder))
			return ERR_NONE;
	return lab_fail(lab, err, folder,
	    "has no file; the editable files that differ are accepted");
}

static enum err_code
check_folders(const struct lab *lab, struct arena *arena, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < lab->files.n && rc == ERR_NONE; i++)
		rc = check_stray(lab, lab->files.v[i].path, err);
	if (rc == ERR_NONE)
		rc = need_folder(lab, STR("fixed/"), err);
	if (rc == ERR_NONE)
		rc = need_folder(lab, STR("fixed-alt/"), err);
	for (size_t i = 0; i < lab->wrong.n && rc == ERR_NONE; i++) {
		struct str folder = arena_strf(
		    arena, "wrong/%.*s/", STR_FMT(lab->wrong.v[i].id));

		if (folder.ptr == NULL)
			return arena_fail(arena, err);
		rc = need_folder(lab, folder, err);
	}
	return rc;
}

/* hints.md: a "## " heading each; what stands before the first is none. */
static enum err_code
read_hints(struct lab *lab, struct arena *arena, struct err *err)
{
	struct lab_hint_text *hint = NULL;
	struct str rest, line, all;
	enum err_code rc = need_file(lab, STR("hints.md"), &all, err);

	rest = all;
	while (rc == ERR_NONE && str_next(&rest, '\n', &line)) {
		if (str_starts(line, STR("## "))) {
			hint = ARENA_PUSH(arena, &lab->hints);
			if (hint == NULL)
				return arena_fail(arena, err);
			hint->title = str_trim(str_from_at(line, 3));
			hint->text = (struct str){line.ptr + line.len, 0};
		} else if (hint != NULL)
			hint->text.len =
			    (size_t)(line.ptr + line.len - hint->text.ptr);
	}
	for (size_t i = 0; i < lab->hints.n; i++)
		lab->hints.v[i].text = str_trim(lab->hints.v[i].text);
	if (rc == ERR_NONE && lab->hints.n == 0)
		return lab_fail(lab, err, STR("hints.md"),
		    "no hint; a '## ' heading each is accepted");
	return rc;
}

static enum err_code
keep(struct lab *lab, struct tar *tar, struct arena *arena, struct err *err)
{
	struct buf out;
	enum err_code rc;

	tar_sort(tar);
	buf_init(&out, 2 * LAB_FOLDER_MAX);
	rc = tar_write(&out, tar, err);
	if (rc == ERR_NONE) {
		lab->tar = arena_buf(arena, &out);
		if (lab->tar.ptr == NULL)
			rc = arena_fail(arena, err);
		else
			sha256(lab->tar, lab->hash);
	}
	buf_release(&out);
	for (size_t i = 0; i < tar->n && rc == ERR_NONE; i++) {
		struct lab_entry *e = ARENA_PUSH(arena, &lab->files);

		if (e == NULL)
			return arena_fail(arena, err);
		*e = (struct lab_entry){tar->v[i].path, tar->v[i].bytes};
	}
	return rc;
}

static enum err_code
read_files(struct lab *lab, struct tar *tar, struct str folder,
    struct arena *arena, struct err *err)
{
	struct str file = arena_strf(arena, "%.*s/lab.yaml", STR_FMT(lab->dir));
	struct str yaml;
	enum err_code rc;

	if (file.ptr == NULL)
		return arena_fail(arena, err);
	rc = keep(lab, tar, arena, err);
	if (rc == ERR_NONE)
		rc = need_file(lab, STR("lab.yaml"), &yaml, err);
	if (rc == ERR_NONE)
		rc = lab_read_yaml(yaml, file.ptr, folder, arena, lab, err);
	if (rc == ERR_NONE)
		rc = check_named(lab, arena, err);
	if (rc == ERR_NONE)
		rc = check_folders(lab, arena, err);
	if (rc == ERR_NONE)
		rc = need_file(lab, STR("statement.md"), &lab->statement, err);
	if (rc == ERR_NONE)
		rc = need_file(lab, STR("attack.md"), &lab->attack, err);
	return rc == ERR_NONE ? read_hints(lab, arena, err) : rc;
}

static struct str
last_part(struct str dir)
{
	struct str part = STR_NONE, head;

	while (str_next(&dir, '/', &head))
		if (head.len > 0)
			part = head;
	return part;
}

enum err_code
lab_read(const char *dir, struct arena *arena, struct lab *out, struct err *err)
{
	struct lab lab = {.dir = arena_str(arena, str_from(dir))};
	struct tar tar = {0};
	struct walk w = {.dir = dir, .arena = arena, .tar = &tar};
	enum err_code rc;

	if (lab.dir.ptr == NULL)
		return arena_fail(arena, err);
	while (lab.dir.len > 1 && lab.dir.ptr[lab.dir.len - 1] == '/')
		lab.dir.len--;
	rc = walk(&w, STR(""), 0, err);
	if (rc == ERR_NONE)
		rc = read_files(&lab, &tar, last_part(lab.dir), arena, err);
	if (rc == ERR_NONE)
		*out = lab;
	return rc;
}

enum err_code
lab_read_tar(
    struct str bytes, struct arena *arena, struct lab *out, struct err *err)
{
	struct lab lab = {.dir = STR("lab")};
	struct tar tar = {0};
	enum err_code rc = tar_read(bytes, &folder_limits, arena, &tar, err);

	if (rc == ERR_NONE)
		rc = read_files(&lab, &tar, STR_NONE, arena, err);
	if (rc == ERR_NONE)
		*out = lab;
	return rc;
}

static enum err_code
read_all(const char *dir, struct labs *labs, struct err *err)
{
	struct file_names list = {0};
	enum err_code rc = file_list(dir, &labs->arena, &list, err);

	if (rc == ERR_NOT_FOUND)
		return ERR_NONE; /* no labs are few labs */
	for (size_t i = 0; i < list.n && rc == ERR_NONE; i++) {
		struct str path = arena_strf(
		    &labs->arena, "%s/%.*s", dir, STR_FMT(list.v[i]));
		struct str yaml =
		    arena_strf(&labs->arena, "%s/lab.yaml", path.ptr);
		struct lab *lab;

		if (path.ptr == NULL || yaml.ptr == NULL)
			return arena_fail(&labs->arena, err);
		if (!file_is_there(yaml.ptr))
			continue;
		lab = ARENA_PUSH(&labs->arena, labs);
		if (lab == NULL)
			return arena_fail(&labs->arena, err);
		rc = lab_read(path.ptr, &labs->arena, lab, err);
	}
	return rc;
}

enum err_code
labs_open(const char *dir, struct labs **out, struct err *err)
{
	struct labs *labs = calloc(1, sizeof(*labs));
	enum err_code rc;

	if (labs == NULL)
		return err_nomem(err);
	arena_init(&labs->arena, LABS_MEMORY);
	rc = read_all(dir, labs, err);
	if (rc != ERR_NONE) {
		labs_close(labs);
		return rc;
	}
	*out = labs;
	return ERR_NONE;
}

void
labs_close(struct labs *labs)
{
	if (labs == NULL)
		return;
	arena_release(&labs->arena);
	free(labs);
}

const struct lab *
labs_find(const struct labs *labs, struct str id)
{
	for (size_t i = 0; labs != NULL && i < labs->n; i++)
		if (str_eq(labs->v[i].id, id))
			return &labs->v[i];
	return NULL;
}
