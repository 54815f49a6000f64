#include "http/static.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"

#define HASH_LEN  16
#define DEPTH_MAX 4

struct item {
	struct str name, type, data;
};

struct http_static {
	struct arena arena;
	struct {
		struct item *v;
		size_t n, cap;
	} items; /* sorted by name */
	char hash[HASH_LEN + 1];
	char etag[HASH_LEN + 3];
};

static struct str
type_of(struct str name)
{
	static const struct {
		struct str end, type;
	} types[] = {
	    {STR_INIT(".css"), STR_INIT("text/css; charset=utf-8")},
	    {STR_INIT(".js"), STR_INIT("text/javascript; charset=utf-8")},
	    {STR_INIT(".svg"), STR_INIT("image/svg+xml")},
	    {STR_INIT(".png"), STR_INIT("image/png")},
	    {STR_INIT(".ico"), STR_INIT("image/x-icon")},
	    {STR_INIT(".woff2"), STR_INIT("font/woff2")},
	    {STR_INIT(".json"), STR_INIT("application/json")},
	    {STR_INIT(".txt"), STR_INIT("text/plain; charset=utf-8")},
	};

	for (size_t i = 0; i < NELEM(types); i++)
		if (str_ends(name, types[i].end))
			return types[i].type;
	return STR("application/octet-stream");
}

static bool
name_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || c == '.' || c == '-' ||
			c == '_'))
			return false;
	}
	return s.len > 0 && s.ptr[0] != '.';
}

static enum err_code read_folder(struct http_static *files, const char *dir,
    struct str prefix, int depth, struct err *err);

static enum err_code
read_one(struct http_static *files, const char *path, struct str name,
    int depth, struct err *err)
{
	struct item *item;
	struct stat st;
	enum err_code rc;

	if (stat(path, &st) != 0)
		return ERR_NONE; /* gone meanwhile */
	if (S_ISDIR(st.st_mode))
		return read_folder(files, path, name, depth + 1, err);
	if (!S_ISREG(st.st_mode))
		return ERR_NONE;
	if (files->items.n == HTTP_STATIC_FILES)
		return err_set(err, ERR_LIMIT, "there are more than %d files",
		    HTTP_STATIC_FILES);
	item = ARENA_PUSH(&files->arena, &files->items);
	if (!item)
		return arena_fail(&files->arena, err);
	rc = file_read(path, HTTP_STATIC_MAX, &files->arena, &item->data, err);
	item->name = name;
	item->type = type_of(name);
	return rc;
}

static enum err_code
read_folder(struct http_static *files, const char *dir, struct str prefix,
    int depth, struct err *err)
{
	struct file_names names = {0};
	enum err_code rc = file_list(dir, &files->arena, &names, err);

	if (depth > DEPTH_MAX)
		return err_set(err, ERR_LIMIT,
		    "'%s' is more than %d folders deep", dir, DEPTH_MAX);
	for (size_t i = 0; rc == ERR_NONE && i < names.n; i++) {
		struct str path =
		    arena_strf(&files->arena, "%s/%s", dir, names.v[i].ptr);
		struct str name = arena_strf(&files->arena, "%.*s%s%s",
		    STR_FMT(prefix), prefix.len ? "/" : "", names.v[i].ptr);

		if (!path.ptr || !name.ptr)
			return arena_fail(&files->arena, err);
		if (name_ok(names.v[i]))
			rc = read_one(files, path.ptr, name, depth, err);
	}
	return rc;
}

static int
by_name(const void *a, const void *b)
{
	return str_cmp(
	    ((const struct item *)a)->name, ((const struct item *)b)->name);
}

static void
name_them(struct http_static *files)
{
	uint64_t h = 0;

	for (size_t i = 0; i < files->items.n; i++) {
		const struct item *item = &files->items.v[i];

		h = h * 1099511628211u + str_hash(item->name);
		h = h * 1099511628211u + str_hash(item->data);
	}
	snprintf(files->hash, sizeof(files->hash), "%016" PRIx64, h);
	snprintf(files->etag, sizeof(files->etag), "\"%016" PRIx64 "\"", h);
}

enum err_code
http_static_load(const char *dir, struct http_static **out, struct err *err)
{
	struct http_static *files = calloc(1, sizeof(*files));
	enum err_code rc;

	if (!files)
		return err_nomem(err);
	arena_init(&files->arena, 2 * HTTP_STATIC_MAX);
	rc = read_folder(files, dir, STR(""), 0, err);
	if (rc != ERR_NONE) {
		http_static_free(files);
		return rc;
	}
	if (files->items.n > 0)
		qsort(files->items.v, files->items.n, sizeof(*files->items.v),
		    by_name);
	name_them(files);
	*out = files;
	return ERR_NONE;
}

void
http_static_free(struct http_static *files)
{
	if (!files)
		return;
	arena_release(&files->arena);
	free(files);
}

static const struct item *
find(const struct http_static *files, struct str name)
{
	struct item key = {.name = name};

	return files->items.n ? bsearch(&key, files->items.v, files->items.n,
				    sizeof(key), by_name)
			      : NULL;
}

struct str
http_static_address(
    const struct http_static *files, struct arena *arena, struct str name)
{
	return find(files, name)
	    ? arena_strf(arena, "/static/%s/%.*s", files->hash, STR_FMT(name))
	    : STR_NONE;
}

enum err_code
http_static_get(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	const struct http_static *files = app;
	struct str path = http_get(&rq->params, STR("path")), rest = path;
	struct str first, hash = str_from(files->hash);
	bool named = str_cut(&rest, '/', &first) && str_eq(first, hash);
	const struct item *item = find(files, named ? rest : path);
	enum err_code rc;

	if (!item)
		return err_set(err, ERR_NOT_FOUND, "there is no such file");
	re->content_type = item->type;
	re->cache = named ? STR("public, max-age=31536000, immutable")
			  : STR("no-cache");
	rc = http_reply_header(rq, re, STR("ETag"), str_from(files->etag), err);
	if (rc != ERR_NONE)
		return rc;
	if (str_eq(
		http_header(rq, STR("if-none-match")), str_from(files->etag)))
		re->status = 304;
	else
		re->borrowed = item->data;
	return ERR_NONE;
}
