#include "catalog/path.h"

#include "base/file.h"
#include "catalog/read.h"

const struct catalog_path *
catalog_path(const struct catalog *catalog, struct str id)
{
	const struct catalog_paths *p = catalog->paths;

	for (size_t i = 0; i < p->paths.n; i++)
		if (str_eq(p->paths.v[i].id, id))
			return &p->paths.v[i];
	return NULL;
}

const struct catalog_lab_name *
catalog_lab_name(const struct catalog *catalog, struct str id)
{
	const struct catalog_paths *p = catalog->paths;

	for (size_t i = 0; i < p->labs.n; i++)
		if (str_eq(p->labs.v[i].id, id))
			return &p->labs.v[i];
	return NULL;
}

bool
catalog_stacks_meet(const struct catalog_strs *a, const struct catalog_strs *b)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			if (str_eq(a->v[i], b->v[k]))
				return true;
	return a->n == 0 || b->n == 0;
}

static enum err_code
read_step(const struct yaml *node, const char *keys, struct arena *arena,
    struct catalog_path_step *out, struct err *err)
{
	enum err_code rc = yaml_only(node, keys, err);

	if (rc == ERR_NONE)
		rc = read_text(node, STR("id"), &out->id, err);
	if (rc == ERR_NONE)
		rc = read_text(node, STR("why"), &out->why, err);
	if (rc == ERR_NONE && yaml_get(node, STR("stacks")) != NULL)
		rc = read_strs(node, STR("stacks"), arena, &out->stacks, err);
	out->node = node;
	return rc;
}

static enum err_code
read_steps(const struct yaml *root, struct str key, const char *keys,
    struct arena *arena, struct catalog_path_steps *out, struct err *err)
{
	const struct yaml *list;
	enum err_code rc = yaml_need(root, key, &list, err);

	if (rc == ERR_NONE)
		rc = yaml_list(list, err);
	for (const struct yaml *n = rc == ERR_NONE ? list->first : NULL;
	     n != NULL && rc == ERR_NONE; n = n->next) {
		struct catalog_path_step *step = ARENA_PUSH(arena, out);

		if (step == NULL)
			return arena_fail(arena, err);
		rc = read_step(n, keys, arena, step, err);
	}
	return rc;
}

static enum err_code
read_path(const struct yaml *root, struct str name, struct arena *arena,
    struct catalog_path *out, struct err *err)
{
	enum err_code rc =
	    yaml_only(root, "id title for stacks modules labs planned", err);

	if (rc == ERR_NONE)
		rc = read_text(root, STR("id"), &out->id, err);
	if (rc == ERR_NONE && !str_eq(out->id, name))
		return yaml_fail(yaml_get(root, STR("id")), err, ERR_INVALID,
		    "id '%.*s' in the file of '%.*s' [id]", STR_FMT(out->id),
		    STR_FMT(name));
	if (rc == ERR_NONE)
		rc = read_text(root, STR("title"), &out->title, err);
	if (rc == ERR_NONE)
		rc = read_text(root, STR("for"), &out->who, err);
	if (rc == ERR_NONE)
		rc = read_strs(root, STR("stacks"), arena, &out->stacks, err);
	if (rc == ERR_NONE)
		rc = read_steps(root, STR("modules"), "id stacks why", arena,
		    &out->modules, err);
	if (rc == ERR_NONE)
		rc = read_steps(
		    root, STR("labs"), "id why", arena, &out->labs, err);
	if (rc == ERR_NONE)
		rc = read_strs(root, STR("planned"), arena, &out->planned, err);
	for (size_t i = 0; i < out->modules.n; i++)
		if (out->modules.v[i].stacks.n == 0)
			out->modules.v[i].stacks = out->stacks;
	out->node = root;
	return rc;
}

static enum err_code
take_path(struct catalog *catalog, const struct yaml *root, struct str name,
    struct err *err)
{
	struct catalog_path one = {0}, *slot;
	enum err_code rc = read_path(root, name, &catalog->arena, &one, err);

	if (rc != ERR_NONE)
		return rc;
	slot = ARENA_PUSH(&catalog->arena, &catalog->paths->paths);
	if (slot == NULL)
		return arena_fail(&catalog->arena, err);
	*slot = one;
	return ERR_NONE;
}

void
read_paths(struct catalog *catalog, const char *dir, struct problems *problems)
{
	read_each(catalog, dir, "paths", take_path, problems);
}

/* What is wrong with a lab's file is told where labs are read. */
static struct str
title_of(struct catalog *catalog, const char *file, struct str id)
{
	struct yaml_source source = {.file = file};
	struct yaml *root;
	struct str title;
	struct err err;

	if (file_read(file, READ_FILE_MAX, &catalog->arena, &source.text,
		&err) != ERR_NONE ||
	    yaml_read(&source, &catalog->arena, &root, &err) != ERR_NONE ||
	    read_text(root, STR("title"), &title, &err) != ERR_NONE)
		return id;
	return title;
}

void
read_lab_names(
    struct catalog *catalog, const char *dir, struct problems *problems)
{
	struct str path = arena_strf(&catalog->arena, "%s/labs", dir), file;
	struct file_names all = {0};
	struct err err;
	enum err_code rc = path.ptr != NULL
	    ? file_list(path.ptr, &catalog->arena, &all, &err)
	    : ERR_NOT_FOUND;

	if (rc != ERR_NONE && rc != ERR_NOT_FOUND)
		problem_err(problems, &err);
	for (size_t i = 0; rc == ERR_NONE && i < all.n; i++) {
		struct catalog_lab_name *slot;

		file = arena_strf(&catalog->arena, "%s/%.*s/lab.yaml", path.ptr,
		    STR_FMT(all.v[i]));
		if (file.ptr == NULL || !read_is_id(all.v[i]) ||
		    !file_is_there(file.ptr))
			continue;
		slot = ARENA_PUSH(&catalog->arena, &catalog->paths->labs);
		if (slot != NULL)
			*slot = (struct catalog_lab_name){
			    all.v[i], title_of(catalog, file.ptr, all.v[i])};
	}
}
