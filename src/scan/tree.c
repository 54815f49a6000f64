#include "scan/tree.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/file.h"

#define DEPTH_MAX 200
#define FILES_MAX 2000000

bool
tree_skips(struct str name)
{
	static const char *const names[] = {".git", ".hg", ".svn",
	    "node_modules", "bower_components", "__pycache__", ".venv", "venv",
	    ".tox", ".mypy_cache", NULL};

	for (size_t i = 0; names[i] != NULL; i++)
		if (str_eq(name, str_from(names[i])))
			return true;
	return false;
}

struct walker {
	const struct tree_options *options;
	struct arena *arena;
	struct scan_files *out;
	struct err *err;
};

static enum err_code
push(struct walker *w, struct str path, const struct language *language)
{
	struct scan_file *file;
	struct str name = path;

	if (w->out->n == FILES_MAX)
		return err_set(
		    w->err, ERR_LIMIT, "more than %d files", FILES_MAX);
	file = ARENA_PUSH(w->arena, w->out);
	if (file == NULL)
		return arena_fail(w->arena, w->err);
	if (w->options->strip.len > 0 && str_starts(name, w->options->strip))
		name = str_from_at(name, w->options->strip.len);
	while (str_starts(name, STR("./")))
		name = str_from_at(name, 2);
	*file = (struct scan_file){
	    .open = path.ptr, .path = name, .language = language};
	return ERR_NONE;
}

static enum err_code
add(struct walker *w, struct str path)
{
	const struct language *language = language_of_path(path);

	return language == NULL && !w->options->any_language
	    ? ERR_NONE
	    : push(w, path, language);
}

static enum err_code
folder(struct walker *w, const char *path, unsigned depth)
{
	struct file_names names;
	struct err err;

	if (depth > DEPTH_MAX)
		return err_set(w->err, ERR_LIMIT,
		    "'%s': folders nest deeper than %d", path, DEPTH_MAX);
	if (file_list(path, w->arena, &names, &err) != ERR_NONE) {
		if (depth == 0 || err.code == ERR_NOMEM) {
			*w->err = err;
			return err.code;
		}
		/* gone meanwhile, or not ours to read: reading says so */
		return push(w, str_from(path), NULL);
	}
	for (size_t i = 0; i < names.n; i++) {
		struct str sub = arena_strf(w->arena, "%s%s%.*s", path,
		    path[strlen(path) - 1] == '/' ? "" : "/",
		    STR_FMT(names.v[i]));
		enum err_code rc = ERR_NONE;
		struct stat st;

		if (sub.ptr == NULL)
			return arena_fail(w->arena, w->err);
		if (lstat(sub.ptr, &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode) && !tree_skips(names.v[i]))
			rc = folder(w, sub.ptr, depth + 1);
		else if (S_ISREG(st.st_mode))
			rc = add(w, sub);
		else if (S_ISLNK(st.st_mode))
			w->out->links++;
		if (rc != ERR_NONE)
			return rc;
	}
	return ERR_NONE;
}

enum err_code
tree_files(const char *path, const struct tree_options *options,
    struct arena *arena, struct scan_files *out, struct err *err)
{
	struct walker w = {options, arena, out, err};
	struct str copy = arena_str(arena, str_from(path));
	struct stat st;

	if (copy.ptr == NULL || copy.len == 0)
		return copy.ptr == NULL
		    ? arena_fail(arena, err)
		    : err_set(err, ERR_INVALID, "an empty path");
	if (stat(path, &st) != 0)
		return err_sys(err, errno, "could not scan '%s'", path);
	return S_ISDIR(st.st_mode) ? folder(&w, copy.ptr, 0) : add(&w, copy);
}
