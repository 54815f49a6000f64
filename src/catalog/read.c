#include "catalog/read.h"

#include <stdlib.h>

#include "base/file.h"
#include "catalog/control.h"
#include "catalog/path.h"

#define CATALOG_MEMORY ((size_t)256 << 20)

bool
read_is_id(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '-' && (s.ptr[i] < 'a' || s.ptr[i] > 'z') &&
		    (s.ptr[i] < '0' || s.ptr[i] > '9'))
			return false;
	return s.len > 0 && s.len <= 80 && s.ptr[0] != '-';
}

struct yaml *
read_yaml(struct catalog *catalog, const char *path, struct problems *problems)
{
	struct yaml_source source = {.file = path};
	struct yaml *root;
	struct err err;

	if (file_read(path, READ_FILE_MAX, &catalog->arena, &source.text,
		&err) == ERR_NONE &&
	    yaml_read(&source, &catalog->arena, &root, &err) == ERR_NONE)
		return root;
	problem_err(problems, &err);
	return NULL;
}

enum err_code
read_text(
    const struct yaml *map, struct str key, struct str *out, struct err *err)
{
	const struct yaml *node;
	enum err_code rc = yaml_need(map, key, &node, err);

	return rc == ERR_NONE ? yaml_text(node, out, err) : rc;
}

enum err_code
read_number(const struct yaml *map, struct str key, int64_t min, int64_t max,
    unsigned *out, struct err *err)
{
	const struct yaml *node;
	int64_t n;
	enum err_code rc = yaml_need(map, key, &node, err);

	if (rc == ERR_NONE)
		rc = yaml_int(node, min, max, &n, err);
	if (rc == ERR_NONE)
		*out = (unsigned)n;
	return rc;
}

enum err_code
read_number_may(const struct yaml *map, struct str key, int64_t min,
    int64_t max, unsigned *out, struct err *err)
{
	return yaml_get(map, key) != NULL
	    ? read_number(map, key, min, max, out, err)
	    : ERR_NONE;
}

enum err_code
read_strs(const struct yaml *map, struct str key, struct arena *arena,
    struct catalog_strs *out, struct err *err)
{
	const struct yaml *list;
	enum err_code rc = yaml_need(map, key, &list, err);

	if (rc == ERR_NONE)
		rc = yaml_list(list, err);
	if (rc != ERR_NONE)
		return rc;
	YAML_EACH(node, list)
	{
		struct str *s = ARENA_PUSH(arena, out);

		if (s == NULL)
			return arena_fail(arena, err);
		rc = yaml_text(node, s, err);
		if (rc != ERR_NONE)
			return rc;
	}
	return ERR_NONE;
}

enum err_code
read_cwes(const struct yaml *map, struct arena *arena, struct catalog_cwes *out,
    struct err *err)
{
	const struct yaml *list;
	enum err_code rc = yaml_need(map, STR("cwe"), &list, err);

	if (rc == ERR_NONE)
		rc = yaml_list(list, err);
	if (rc != ERR_NONE)
		return rc;
	YAML_EACH(node, list)
	{
		unsigned *cwe = ARENA_PUSH(arena, out);
		int64_t n;

		if (cwe == NULL)
			return arena_fail(arena, err);
		rc = yaml_int(node, 1, 99999, &n, err);
		if (rc != ERR_NONE)
			return rc;
		*cwe = (unsigned)n;
	}
	return ERR_NONE;
}

void
read_folder(struct catalog *catalog, const char *dir, struct file_names *out,
    struct problems *problems)
{
	struct file_names all = {0};
	struct err err;
	enum err_code rc = file_list(dir, &catalog->arena, &all, &err);

	if (rc == ERR_NOT_FOUND)
		return;
	if (rc != ERR_NONE) {
		problem_err(problems, &err);
		return;
	}
	for (size_t i = 0; i < all.n; i++) {
		struct str name = all.v[i], *slot;

		if (!str_ends(name, STR(".yaml")))
			continue;
		slot = ARENA_PUSH(&catalog->arena, out);
		if (slot == NULL) {
			problems->nomem = true;
			return;
		}
		*slot = str_sub(name, 0, name.len - 5);
	}
}

void
read_each(struct catalog *catalog, const char *dir, const char *folder,
    read_one *one, struct problems *problems)
{
	struct str path = arena_strf(&catalog->arena, "%s/%s", dir, folder);
	struct file_names names = {0};
	struct err err;

	if (path.ptr != NULL)
		read_folder(catalog, path.ptr, &names, problems);
	for (size_t i = 0; i < names.n; i++) {
		struct str file = arena_strf(&catalog->arena, "%s/%.*s.yaml",
		    path.ptr, STR_FMT(names.v[i]));
		struct yaml *root = file.ptr != NULL
		    ? read_yaml(catalog, file.ptr, problems)
		    : NULL;

		if (root != NULL &&
		    one(catalog, root, names.v[i], &err) != ERR_NONE)
			problem_err(problems, &err);
	}
}

static enum err_code
read_trigger(const struct yaml *node, struct arena *arena,
    struct catalog_trigger *out, struct err *err)
{
	enum err_code rc =
	    yaml_only(node, "cwe module section objectives", err);

	if (rc == ERR_NONE)
		rc = read_cwes(node, arena, &out->cwes, err);
	if (rc == ERR_NONE)
		rc = read_text(node, STR("module"), &out->module, err);
	if (rc == ERR_NONE)
		rc = read_text(node, STR("section"), &out->section, err);
	if (rc == ERR_NONE && yaml_get(node, STR("objectives")) != NULL)
		rc = read_strs(
		    node, STR("objectives"), arena, &out->objectives, err);
	out->node = node;
	return rc;
}

void
read_triggers(
    struct catalog *catalog, const char *dir, struct problems *problems)
{
	struct str path = arena_strf(&catalog->arena, "%s/triggers.yaml", dir);
	const struct yaml *list;
	struct yaml *root;
	struct err err;

	if (path.ptr == NULL || !file_is_there(path.ptr))
		return;
	root = read_yaml(catalog, path.ptr, problems);
	if (root == NULL)
		return;
	if (yaml_only(root, "triggers", &err) != ERR_NONE ||
	    yaml_need(root, STR("triggers"), &list, &err) != ERR_NONE ||
	    yaml_list(list, &err) != ERR_NONE) {
		problem_err(problems, &err);
		return;
	}
	YAML_EACH(node, list)
	{
		struct catalog_trigger trigger = {0}, *slot;

		if (read_trigger(node, &catalog->arena, &trigger, &err) !=
		    ERR_NONE) {
			problem_err(problems, &err);
			continue;
		}
		slot = ARENA_PUSH(&catalog->arena, &catalog->triggers);
		if (slot != NULL)
			*slot = trigger;
	}
}

/* Only its bytes: what they mean is for policy/document.h to say. */
static void
read_policy(struct catalog *catalog, const char *dir, const char *name,
    struct str *out, struct problems *problems)
{
	struct str path =
	    arena_strf(&catalog->arena, "%s/policies/%s.yaml", dir, name);
	struct err err;
	enum err_code rc;

	if (path.ptr == NULL)
		return;
	rc = file_read(path.ptr, READ_FILE_MAX, &catalog->arena, out, &err);
	if (rc != ERR_NONE && rc != ERR_NOT_FOUND)
		problem_err(problems, &err);
}

enum err_code
read_catalog(const char *dir, const char *overlay, struct catalog **out,
    struct problems *problems, struct err *err)
{
	struct catalog *catalog = calloc(1, sizeof(*catalog));

	if (catalog == NULL)
		return err_nomem(err);
	arena_init(&catalog->arena, CATALOG_MEMORY);
	catalog->banks = ARENA_NEW(&catalog->arena, struct catalog_banks);
	catalog->paths = ARENA_NEW(&catalog->arena, struct catalog_paths);
	catalog->frameworks =
	    ARENA_NEW(&catalog->arena, struct catalog_frameworks);
	if (catalog->banks != NULL && catalog->paths != NULL &&
	    catalog->frameworks != NULL) {
		read_modules(catalog, dir, overlay, problems);
		read_courses(catalog, dir, problems);
		read_frameworks(catalog, dir, problems);
		read_triggers(catalog, dir, problems);
		read_lab_names(catalog, dir, problems);
		read_paths(catalog, dir, problems);
		read_policy(catalog, dir, "default", &catalog->default_policy,
		    problems);
		read_policy(catalog, dir, "template", &catalog->policy_template,
		    problems);
	}
	if (catalog->arena.nomem || problems->nomem) {
		catalog_free(catalog);
		return err_nomem(err);
	}
	*out = catalog;
	return ERR_NONE;
}
