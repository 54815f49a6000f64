#include "codec/json_read.h"

#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>

/* jansson reports a failed allocation as this or that syntax error, so we
   look for ourselves. */
static _Thread_local bool out_of_memory;

static void *
allocate(size_t size)
{
	void *p = malloc(size);

	out_of_memory |= p == NULL;
	return p;
}

static void
set_allocator(void)
{
	json_set_alloc_funcs(allocate, free);
}

static enum err_code copy(json_t *from, struct arena *arena, unsigned depth,
    struct json *out, struct err *err);

static enum err_code
copy_text(
    struct str from, struct arena *arena, struct str *out, struct err *err)
{
	*out = arena_str(arena, from);
	return out->ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

static enum err_code
copy_list(json_t *from, struct arena *arena, unsigned depth, struct json *out,
    struct err *err)
{
	enum err_code rc = ERR_NONE;

	out->n = json_array_size(from);
	out->items = ARENA_ARRAY(arena, out->n, struct json_member);
	if (out->items == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; rc == ERR_NONE && i < out->n; i++)
		rc = copy(json_array_get(from, i), arena, depth + 1,
		    &out->items[i].value, err);
	return rc;
}

static enum err_code
copy_object(json_t *from, struct arena *arena, unsigned depth, struct json *out,
    struct err *err)
{
	enum err_code rc = ERR_NONE;
	struct json_member *m;

	m = out->items =
	    ARENA_ARRAY(arena, json_object_size(from), struct json_member);
	if (m == NULL)
		return arena_fail(arena, err);
	for (void *it = json_object_iter(from); it != NULL;
	     it = json_object_iter_next(from, it), m++) {
		rc = copy_text(
		    str_from(json_object_iter_key(it)), arena, &m->name, err);
		if (rc == ERR_NONE)
			rc = copy(json_object_iter_value(it), arena, depth + 1,
			    &m->value, err);
		if (rc != ERR_NONE)
			return rc;
		out->n++;
	}
	return ERR_NONE;
}

static enum err_code
copy(json_t *from, struct arena *arena, unsigned depth, struct json *out,
    struct err *err)
{
	if (depth > JSON_DEPTH_MAX)
		return err_set(err, ERR_LIMIT, "json is deeper than %d levels",
		    JSON_DEPTH_MAX);
	switch (json_typeof(from)) {
	case JSON_OBJECT:
		out->kind = JSON_IS_OBJECT;
		return copy_object(from, arena, depth, out, err);
	case JSON_ARRAY:
		out->kind = JSON_IS_LIST;
		return copy_list(from, arena, depth, out, err);
	case JSON_STRING:
		out->kind = JSON_IS_TEXT;
		return copy_text((struct str){json_string_value(from),
				     json_string_length(from)},
		    arena, &out->text, err);
	case JSON_INTEGER:
		out->kind = JSON_IS_INT;
		out->num = json_integer_value(from);
		return ERR_NONE;
	case JSON_REAL:
		out->kind = JSON_IS_REAL;
		out->real = json_real_value(from);
		return ERR_NONE;
	case JSON_TRUE:
	case JSON_FALSE:
		out->kind = JSON_IS_FLAG;
		out->flag = json_is_true(from);
		return ERR_NONE;
	case JSON_NULL:
		break;
	}
	out->kind = JSON_IS_NULL;
	return ERR_NONE;
}

enum err_code
json_read(
    struct str text, struct arena *arena, struct json *out, struct err *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	json_error_t why = {0};
	struct json doc = {0};
	enum err_code rc;
	json_t *tree;

	pthread_once(&once, set_allocator);
	out_of_memory = false;
	tree = json_loadb(text.ptr != NULL ? text.ptr : "", text.len,
	    JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &why);
	if (tree == NULL)
		return out_of_memory
		    ? err_nomem(err)
		    : err_set(err, ERR_SYNTAX, "line %d, column %d: %s",
			  why.line, why.column, why.text);
	rc = copy(tree, arena, 1, &doc, err);
	json_decref(tree);
	if (rc == ERR_NONE)
		*out = doc;
	return rc;
}

static const struct json *
get(const struct json *v, struct str name)
{
	if (v == NULL || v->kind != JSON_IS_OBJECT)
		return NULL;
	for (size_t i = 0; i < v->n; i++)
		if (str_eq(v->items[i].name, name))
			return &v->items[i].value;
	return NULL;
}

const struct json *
json_get(const struct json *v, const char *name)
{
	return get(v, str_from(name));
}

const struct json *
json_at(const struct json *v, const char *path)
{
	struct str rest = str_from(path), name;

	while (v != NULL && str_next(&rest, '.', &name))
		v = get(v, name);
	return v;
}

const char *
json_kind_name(enum json_kind kind)
{
	static const char *const names[] = {
	    [JSON_IS_NULL] = "null",
	    [JSON_IS_FLAG] = "true or false",
	    [JSON_IS_INT] = "an integer",
	    [JSON_IS_REAL] = "a number",
	    [JSON_IS_TEXT] = "text",
	    [JSON_IS_LIST] = "a list",
	    [JSON_IS_OBJECT] = "an object",
	};

	return names[kind];
}

static enum err_code
must(const struct json *v, const char *name, enum json_kind kind,
    const struct json **out, struct err *err)
{
	*out = json_get(v, name);
	if (*out == NULL)
		return err_set(err, ERR_INVALID, "'%s' is missing", name);
	if ((*out)->kind != kind)
		return err_set(err, ERR_INVALID, "'%s' is %s, not %s", name,
		    json_kind_name((*out)->kind), json_kind_name(kind));
	return ERR_NONE;
}

enum err_code
json_get_str(
    const struct json *v, const char *name, struct str *out, struct err *err)
{
	const struct json *at;
	enum err_code rc = must(v, name, JSON_IS_TEXT, &at, err);

	if (rc == ERR_NONE)
		*out = at->text;
	return rc;
}

enum err_code
json_get_int(
    const struct json *v, const char *name, int64_t *out, struct err *err)
{
	const struct json *at;
	enum err_code rc = must(v, name, JSON_IS_INT, &at, err);

	if (rc == ERR_NONE)
		*out = at->num;
	return rc;
}

enum err_code
json_get_id(
    const struct json *v, const char *name, struct id *out, struct err *err)
{
	const struct json *at;
	enum err_code rc = must(v, name, JSON_IS_TEXT, &at, err);

	if (rc == ERR_NONE && !id_read(at->text, out))
		rc = err_set(err, ERR_INVALID, "'%s' is not an id", name);
	return rc;
}

struct str
json_opt_str(const struct json *v, const char *name)
{
	const struct json *at = json_get(v, name);

	return at != NULL && at->kind == JSON_IS_TEXT ? at->text : STR_NONE;
}

int64_t
json_opt_int(const struct json *v, const char *name, int64_t missing)
{
	const struct json *at = json_get(v, name);

	return at != NULL && at->kind == JSON_IS_INT ? at->num : missing;
}

bool
json_opt_flag(const struct json *v, const char *name, bool missing)
{
	const struct json *at = json_get(v, name);

	return at != NULL && at->kind == JSON_IS_FLAG ? at->flag : missing;
}
