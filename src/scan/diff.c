#include "scan/diff.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/process.h"

#define DIFF_MAX  ((size_t)256 << 20)
#define WORD_MAX  4096
#define WORDS_MAX 24

/* git -C dir, without hooks, monitors and prompts, then the words. */
static enum err_code
git(const char *dir, size_t max, const char *const *words, struct arena *arena,
    struct process_result *out, struct err *err)
{
	const char *argv[WORDS_MAX] = {"git", "--no-optional-locks", "-c",
	    "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c",
	    "core.quotePath=false", "-C", dir};
	struct process p = {.argv = argv, .max = max};
	size_t n = 10;

	while (*words != NULL && n + 1 < WORDS_MAX)
		argv[n++] = *words++;
	argv[n] = NULL;
	return process_run(&p, arena, out, err);
}

#define GIT(dir, max, arena, out, err, ...)                                  \
	git((dir), (max), (const char *const[]){__VA_ARGS__, NULL}, (arena), \
	    (out), (err))

/* One line of git's, or nothing where it fails. */
static struct str
line_of(const char *dir, const char *const *words, struct arena *arena)
{
	struct process_result result;
	struct err err;

	if (git(dir, WORD_MAX, words, arena, &result, &err) != ERR_NONE ||
	    result.status != 0)
		return STR_NONE;
	return str_trim(result.out);
}

#define LINE_OF(dir, arena, ...) \
	line_of((dir), (const char *const[]){__VA_ARGS__, NULL}, (arena))

enum err_code
diff_repo_find(const char *dir, struct arena *arena, struct diff_repo *out,
    struct err *err)
{
	struct str top = LINE_OF(dir, arena, "rev-parse", "--show-toplevel");

	*out = (struct diff_repo){0};
	if (top.len == 0)
		return ERR_NONE;
	top = arena_str(arena, top);
	if (top.ptr == NULL)
		return arena_fail(arena, err);
	out->top = top;
	out->head = LINE_OF(top.ptr, arena, "rev-parse", "HEAD");
	out->branch =
	    LINE_OF(top.ptr, arena, "symbolic-ref", "--short", "-q", "HEAD");
	out->remote =
	    LINE_OF(top.ptr, arena, "config", "--get", "remote.origin.url");
	return ERR_NONE;
}

#define DIFF                                                         \
	"-U0", "-M", "--no-color", "--no-ext-diff", "--no-textconv", \
	    "--src-prefix=a/", "--dst-prefix=b/"

/* Whether parts of the history were left out. */
static bool
is_shallow(const char *top, struct arena *arena)
{
	return str_eq(
	    LINE_OF(top, arena, "rev-parse", "--is-shallow-repository"),
	    STR("true"));
}

/* A revision is no option, and is there. */
static enum err_code
full_name(const char *top, const char *revision, struct arena *arena,
    struct str *out, struct err *err)
{
	struct str name = STR_NONE;

	if (revision[0] == '-')
		return err_set(
		    err, ERR_INVALID, "'%s' is no revision", revision);
	/* in two steps: what stands behind ':/words' would be words too */
	name = LINE_OF(top, arena, "rev-parse", "--verify", "-q", revision);
	name = arena_strf(arena, "%.*s^{commit}", STR_FMT(name));
	if (name.ptr == NULL)
		return arena_fail(arena, err);
	*out = arena_str(arena,
	    LINE_OF(top, arena, "rev-parse", "--verify", "-q", name.ptr));
	if (out->ptr != NULL && out->len > 0)
		return ERR_NONE;
	return err_set(err, ERR_NOT_FOUND, "git knows no commit '%s'%s",
	    revision,
	    is_shallow(top, arena)
		? " in this shallow clone; fetch it first (git fetch "
		  "--unshallow)"
		: "");
}

/* A commit without a parent has added all it holds, unless its parents were
   left out of a shallow clone. */
static enum err_code
committed(const struct diff_want *want, struct arena *arena,
    struct process_result *out, struct err *err)
{
	const char *top = want->repo->top.ptr;
	struct str parent, name = arena_strf(arena, "%s^1", want->commit);

	if (name.ptr == NULL)
		return arena_fail(arena, err);
	parent = LINE_OF(top, arena, "rev-parse", "--verify", "-q", name.ptr);
	if (parent.len > 0)
		return GIT(top, DIFF_MAX, arena, out, err, "diff", DIFF,
		    name.ptr, want->commit, "--");
	if (is_shallow(top, arena))
		return err_set(err, ERR_NOT_FOUND,
		    "the parent of commit %.12s is not in this shallow "
		    "clone; fetch it first (git fetch --deepen 1)",
		    want->commit);
	return GIT(top, DIFF_MAX, arena, out, err, "diff-tree", "-p", "--root",
	    "--no-commit-id", DIFF, want->commit, "--");
}

static enum err_code
changed(const struct diff_want *want, struct arena *arena,
    struct process_result *out, struct err *err)
{
	const char *top = want->repo->top.ptr;
	struct str base = STR_NONE;
	enum err_code rc;

	if (want->commit != NULL)
		return committed(want, arena, out, err);
	if (want->base == NULL)
		return GIT(
		    top, DIFF_MAX, arena, out, err, "diff", "--cached", DIFF);
	rc = full_name(top, want->base, arena, &base, err);
	if (rc != ERR_NONE)
		return rc;
	base = LINE_OF(top, arena, "merge-base", base.ptr, "HEAD");
	if (base.len == 0)
		return err_set(err, ERR_NOT_FOUND,
		    "git finds no common ancestor of '%s' and HEAD%s",
		    want->base,
		    is_shallow(top, arena)
			? " in this shallow clone; fetch more of it first "
			  "(git fetch --unshallow, or a greater --depth)"
			: "");
	base = arena_str(arena, base);
	if (base.ptr == NULL)
		return arena_fail(arena, err);
	return GIT(
	    top, DIFF_MAX, arena, out, err, "diff", DIFF, base.ptr, "--");
}

static bool
in_skipped_folder(struct str path)
{
	struct str piece, rest = path;

	while (str_cut(&rest, '/', &piece))
		if (tree_skips(piece))
			return true;
	return false;
}

/* What the index or a commit holds: the work tree may have gone on. */
static enum err_code
stored_text(const struct diff_want *want, struct str path, struct arena *arena,
    struct str *out, struct err *err)
{
	struct process_result result;
	struct str name = arena_strf(arena, "%s:%.*s",
	    want->commit != NULL ? want->commit : ":0", STR_FMT(path));
	enum err_code rc;

	if (name.ptr == NULL)
		return arena_fail(arena, err);
	rc = GIT(want->repo->top.ptr, want->file_max, arena, &result, err,
	    "cat-file", "blob", name.ptr);
	if (rc == ERR_NONE && result.status != 0)
		rc = err_set(
		    err, ERR_IO, "git could not give '%.*s'", STR_FMT(path));
	if (rc == ERR_NONE)
		*out = result.out;
	return rc;
}

static bool
is_link(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
}

static enum err_code
add(const struct diff_want *want, const struct diff_file *from,
    struct arena *arena, struct scan_files *out, struct err *err)
{
	struct scan_file *file,
	    made = {.path = from->path,
		.language = language_of_path(from->path),
		.added = from->added.v,
		.added_count = from->added.n,
		.diff = true};
	enum err_code rc = ERR_NONE;
	struct stat st;

	if ((made.language == NULL && !want->any_language) ||
	    in_skipped_folder(from->path) || from->added.n == 0)
		return ERR_NONE;
	if (want->base == NULL) {
		rc = stored_text(want, from->path, arena, &made.text, err);
	} else {
		made.open = arena_strf(arena, "%.*s/%.*s",
		    STR_FMT(want->repo->top), STR_FMT(from->path))
				.ptr;
		if (made.open != NULL &&
		    (lstat(made.open, &st) != 0 || !S_ISREG(st.st_mode))) {
			out->links += is_link(made.open);
			return ERR_NONE;
		}
	}
	if (rc == ERR_LIMIT) { /* reading says so again, with its name */
		made.skipped = arena_str(arena, str_from(err->text));
		made.why = SCAN_LARGE;
		rc = ERR_NONE;
	}
	if (rc != ERR_NONE)
		return rc;
	file = ARENA_PUSH(arena, out);
	if (file == NULL || (want->base != NULL && made.open == NULL))
		return arena_fail(arena, err);
	*file = made;
	return ERR_NONE;
}

/* Files git does not know yet are new as a whole. */
static enum err_code
untracked(const struct diff_want *want, struct arena *arena,
    struct diff_list *list, struct err *err)
{
	struct process_result result;
	struct str path, rest;
	enum err_code rc = GIT(want->repo->top.ptr, DIFF_MAX, arena, &result,
	    err, "ls-files", "-z", "--others", "--exclude-standard");

	if (rc != ERR_NONE || result.status != 0)
		return rc;
	rest = result.out;
	while (str_cut(&rest, '\0', &path)) {
		struct diff_file *file = ARENA_PUSH(arena, list);
		struct scan_lines *lines;

		if (file == NULL)
			return arena_fail(arena, err);
		*file = (struct diff_file){.path = path};
		lines = ARENA_PUSH(arena, &file->added);
		if (lines == NULL)
			return arena_fail(arena, err);
		*lines = (struct scan_lines){1, UINT32_MAX - 1};
	}
	return ERR_NONE;
}

int
scan_file_by_path(const void *x, const void *y)
{
	const struct scan_file *a = x, *b = y;

	return str_cmp(a->path, b->path);
}

/* The commit by its full name, so that nothing else is ever meant by it. */
static enum err_code
fixed_names(struct diff_want *want, struct arena *arena, struct err *err)
{
	struct str commit = STR_NONE;
	enum err_code rc;

	if (want->repo->top.len == 0)
		return err_set(err, ERR_NOT_FOUND,
		    LINE_OF(".", arena, "version").len == 0
			? "a comparison needs git, which could not be run"
			: "a comparison needs git and a work tree of it");
	if (want->commit == NULL)
		return ERR_NONE;
	rc = full_name(want->repo->top.ptr, want->commit, arena, &commit, err);
	want->commit = commit.ptr;
	return rc;
}

enum err_code
diff_files(const struct diff_want *asked, struct arena *arena,
    struct scan_files *out, struct err *err)
{
	struct diff_want given = *asked, *want = &given;
	struct process_result result;
	struct diff_list list = {0};
	enum err_code rc = fixed_names(want, arena, err);

	if (rc == ERR_NONE)
		rc = changed(want, arena, &result, err);
	if (rc == ERR_NONE && result.status != 0)
		rc = err_set(err, ERR_IO, "git diff failed");
	if (rc == ERR_NONE)
		rc = diff_read(result.out, arena, &list, err);
	if (rc == ERR_NONE && want->base != NULL)
		rc = untracked(want, arena, &list, err);
	for (size_t i = 0; i < list.n && rc == ERR_NONE; i++)
		rc = add(want, &list.v[i], arena, out, err);
	if (out->n > 1)
		qsort(out->v, out->n, sizeof(*out->v), scan_file_by_path);
	return rc;
}
