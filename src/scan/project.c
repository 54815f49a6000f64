#include "scan/project.h"

#include <stdlib.h>

#define PATH_LEN_MAX 1024

static struct str
folder_of(struct str path)
{
	while (path.len > 0 && path.ptr[path.len - 1] != '/')
		path.len--;
	return path;
}

static const char *const hubs[] = {"/__init__", "/index", NULL};

static struct str
without_extension(struct str path)
{
	size_t dot = path.len;

	while (dot > 0 && path.ptr[dot - 1] != '.' && path.ptr[dot - 1] != '/')
		dot--;
	if (dot > 0 && path.ptr[dot - 1] == '.')
		path.len = dot - 1;
	return path;
}

/* "a/b/c" of a/b/c.py, a/b/c/__init__.py and a/b/c/index.ts */
static struct str
module_of(struct str path)
{
	path = without_extension(path);
	for (size_t i = 0; hubs[i] != NULL; i++)
		if (str_ends(path, str_from(hubs[i])))
			path.len -= strlen(hubs[i]);
	return path;
}

bool
project_is_hub(struct str path)
{
	path = without_extension(path);
	for (size_t i = 0; hubs[i] != NULL; i++)
		if (str_ends(path, str_from(hubs[i])))
			return true;
	return false;
}

static struct str
stem_of(struct str module)
{
	return str_from_at(module, folder_of(module).len);
}

static uint32_t *
slot(const struct project *p, struct str stem)
{
	uint32_t mask = p->slot_count - 1;
	uint32_t i = (uint32_t)str_hash(stem) & mask;

	while (p->slots[i] != 0 &&
	    !str_eq(
		stem_of(module_of(p->files[p->by_stem[p->slots[i] - 1]].path)),
		stem))
		i = (i + 1) & mask;
	return &p->slots[i];
}

static int
by_stem(const void *x, const void *y, void *ctx)
{
	const struct scan_file *files = ctx;
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	int c = str_cmp(stem_of(module_of(files[a].path)),
	    stem_of(module_of(files[b].path)));

	return c != 0 ? c : (a > b) - (a < b);
}

enum err_code
project_init(struct project *p, const struct scan_file *files, size_t count,
    struct arena *arena, struct err *err)
{
	uint32_t slots = 64;

	while (slots < count * 2)
		slots *= 2;
	*p = (struct project){
	    .files = files, .count = count, .slot_count = slots};
	p->by_stem = ARENA_ARRAY(arena, count + 1, uint32_t);
	p->slots = ARENA_ARRAY(arena, slots, uint32_t);
	if (p->by_stem == NULL || p->slots == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < count; i++)
		p->by_stem[i] = (uint32_t)i;
	qsort_r(p->by_stem, count, sizeof(*p->by_stem), by_stem,
	    (void *)(uintptr_t)files);
	for (size_t i = 0; i < count; i++) {
		uint32_t *s =
		    slot(p, stem_of(module_of(files[p->by_stem[i]].path)));

		if (*s == 0)
			*s = (uint32_t)i + 1;
	}
	return ERR_NONE;
}

static bool
same_language(const struct language *a, const struct language *b)
{
	return a == b ||
	    (a != NULL && b != NULL && a->modules == b->modules &&
		a->modules != MODULES_NONE);
}

static size_t
common(struct str a, struct str b)
{
	size_t n = 0;

	while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n])
		n++;
	return n;
}

enum fit { FIT_WHOLE, FIT_END, FIT_NEAR };

/* Whether a module is what "a/b/c" names: that path, one that ends so, or
   one in a folder at or above the asking file's. */
static bool
fits(enum fit fit, struct str module, struct str want, struct str from)
{
	struct str folder = folder_of(module);

	if (fit == FIT_WHOLE || module.len == want.len)
		return str_eq(module, want) &&
		    (fit != FIT_NEAR || str_starts(from, folder));
	if (!str_ends(module, want) ||
	    module.ptr[module.len - want.len - 1] != '/')
		return false;
	return fit == FIT_END || str_starts(from, folder);
}

static size_t
module_find(const struct project *p, const struct unit *from, struct str want,
    enum fit fit)
{
	size_t best = PROJECT_NONE, best_common = 0;
	struct str stem = stem_of(want);

	if (stem.len == 0)
		return PROJECT_NONE;
	for (size_t i = *slot(p, stem); i > 0 && i <= p->count; i++) {
		uint32_t number = p->by_stem[i - 1];
		const struct scan_file *file = &p->files[number];
		struct str module = module_of(file->path);
		size_t shared;

		if (!str_eq(stem_of(module), stem))
			break;
		if (number == from->number ||
		    !same_language(file->language, from->language) ||
		    !fits(fit, module, want, from->path))
			continue;
		shared = common(module, from->path) + 1;
		if (shared > best_common) {
			best_common = shared;
			best = number;
		}
	}
	return best;
}

struct path {
	char v[PATH_LEN_MAX];
	size_t n;
};

static bool
path_add(struct path *p, struct str s)
{
	if (s.len >= sizeof(p->v) - p->n)
		return false;
	memcpy(p->v + p->n, s.ptr, s.len);
	p->n += s.len;
	return true;
}

static void
path_up(struct path *p)
{
	if (p->n > 0 && p->v[p->n - 1] == '/')
		p->n--;
	while (p->n > 0 && p->v[p->n - 1] != '/')
		p->n--;
}

static struct str
path_view(const struct path *p)
{
	struct str s = {p->v, p->n};

	while (s.len > 0 && s.ptr[s.len - 1] == '/')
		s.len--;
	return s;
}

/* a/b/c of the first n parts. */
static bool
joined(const struct str *parts, uint32_t n, struct path *out)
{
	bool ok = true;

	for (uint32_t i = 0; i < n && ok; i++)
		ok = (i == 0 || path_add(out, STR("/"))) &&
		    path_add(out, parts[i]);
	return ok;
}

/* ./x, ../x: JavaScript's, from the file's folder. */
static size_t
by_path(const struct project *p, const struct unit *from, struct str rel)
{
	struct path path = {.n = 0};
	struct str part;

	if (!path_add(&path, folder_of(from->path)))
		return PROJECT_NONE;
	while (str_next(&rel, '/', &part)) {
		if (part.len == 0 || str_eq(part, STR(".")))
			continue;
		if (str_eq(part, STR("..")))
			path_up(&path);
		else if (!path_add(&path, part) || !path_add(&path, STR("/")))
			return PROJECT_NONE;
	}
	return module_find(p, from, module_of(path_view(&path)), FIT_WHOLE);
}

static bool
add_parts(struct path *path, struct str dotted)
{
	struct str part;

	while (str_next(&dotted, '.', &part))
		if (part.len > 0 &&
		    (!path_add(path, part) || !path_add(path, STR("/"))))
			return false;
	return true;
}

/* .x, ..x: Python's, from the file's package. */
static size_t
by_dots(const struct project *p, const struct unit *from,
    const struct str *parts, uint32_t n)
{
	struct path path = {.n = 0};

	if (!path_add(&path, folder_of(from->path)))
		return PROJECT_NONE;
	for (size_t i = 1; i < parts[0].len && parts[0].ptr[i] == '.'; i++)
		path_up(&path);
	for (uint32_t i = 0; i < n; i++)
		if (!add_parts(&path, parts[i]))
			return PROJECT_NONE;
	return module_find(p, from, path_view(&path), FIT_WHOLE);
}

#define MAPPED_MAX 2

/* A\B\C is A/B/C.php, B/C.php or C.php: a folder of another name may stand
   for the first parts. */
static size_t
by_ends(const struct project *p, const struct unit *from,
    const struct str *parts, uint32_t n)
{
	size_t found = PROJECT_NONE;

	for (uint32_t skip = 0; skip <= MAPPED_MAX && skip < n; skip++) {
		struct path path = {.n = 0};

		if (n < 2 || !joined(parts + skip, n - skip, &path))
			return PROJECT_NONE;
		found = module_find(p, from, path_view(&path), FIT_END);
		if (found != PROJECT_NONE)
			return found;
	}
	return found;
}

/* The first n parts as a module. */
static size_t
module_upto(const struct project *p, const struct unit *from,
    const struct str *parts, uint32_t n)
{
	struct path path = {.n = 0};

	switch (from->language->modules) {
	case MODULES_PATH:
		return n == 1 && str_starts(parts[0], STR("."))
		    ? by_path(p, from, parts[0])
		    : PROJECT_NONE;
	case MODULES_DOTTED:
		if (str_starts(parts[0], STR(".")))
			return by_dots(p, from, parts, n);
		if (!joined(parts, n, &path))
			return PROJECT_NONE;
		return module_find(
		    p, from, path_view(&path), n == 1 ? FIT_NEAR : FIT_END);
	case MODULES_CLASS:
		if (n < 2 || !joined(parts, n, &path))
			return PROJECT_NONE;
		return module_find(p, from, path_view(&path), FIT_END);
	case MODULES_MAPPED:
		return by_ends(p, from, parts, n);
	default:
		return PROJECT_NONE;
	}
}

size_t
project_module(const struct project *p, const struct unit *from,
    const struct str *parts, uint32_t len, uint32_t *used)
{
	for (uint32_t n = len; n > 0 && from->language != NULL; n--) {
		size_t found = module_upto(p, from, parts, n);

		*used = n;
		if (found != PROJECT_NONE)
			return found;
	}
	*used = 0;
	return PROJECT_NONE;
}

size_t
project_sibling(
    const struct project *p, const struct unit *from, struct str name)
{
	struct path path = {.n = 0};

	if (!language_by_class(from->language) ||
	    !path_add(&path, folder_of(from->path)) || !path_add(&path, name))
		return PROJECT_NONE;
	return module_find(p, from, path_view(&path), FIT_WHOLE);
}
