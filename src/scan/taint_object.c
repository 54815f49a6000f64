#include "scan/resolve.h"
#include "scan/taint_walk.h"

struct taint_object {
	const struct known *class;
};

static bool
one_of(struct str name, const char *const *words)
{
	for (; *words != NULL; words++)
		if (str_eq(name, str_from(*words)))
			return true;
	return false;
}

static void
set(struct walk *w, uint32_t object, uint32_t key, struct value v)
{
	if (!env_set(&w->env, &w->pool, object, key, v))
		w->failed = true;
}

static void
set_length(struct walk *w, uint32_t object, int64_t n)
{
	set(w, object, KEY_LENGTH,
	    (struct value){.known = known_number(w->arena, n)});
}

uint32_t
taint_object_new(struct walk *w, const struct known *class, bool list)
{
	uint32_t number = ++w->bases;
	uint32_t cap = w->object_cap;
	struct taint_object *objects;

	if (number >= cap) {
		while (number >= cap)
			cap = cap * 2 + 32;
		objects = ARENA_ARRAY(w->arena, cap, struct taint_object);
		if (objects == NULL) {
			w->failed = true;
			return 0;
		}
		if (w->object_cap > 0)
			memcpy(objects, w->objects,
			    w->object_cap * sizeof(*objects));
		w->objects = objects;
		w->object_cap = cap;
	}
	w->objects[number].class = class;
	if (list)
		set_length(w, number, 0);
	return number;
}

const struct known *
taint_object_class(const struct walk *w, uint32_t object)
{
	return object < w->object_cap ? w->objects[object].class : NULL;
}

uint32_t
taint_object_at(struct walk *w, uint32_t node, struct value v)
{
	enum ast_kind kind = w->ast->v[node].kind;

	if (v.object != 0)
		return v.object;
	if (kind != AST_NAME && kind != AST_MEMBER && kind != AST_INDEX)
		return 0;
	v.object = taint_object_new(w, NULL, false);
	v.known = NULL;
	if (v.object != 0)
		taint_store(w, node, v);
	return v.object;
}

/* Between two of an object's: what both may be. */
static struct value
both(struct walk *w, struct value a, struct value b)
{
	struct value v = {
	    .taint = taint_either(w->arena, taint_of(w, a), taint_of(w, b)),
	    .object = a.object != 0 ? a.object : b.object};

	if (known_eq(a.known, b.known))
		v.known = a.known;
	return v;
}

struct value
taint_element(struct walk *w, struct value v)
{
	struct value all = {0};
	bool any = false;

	for (size_t i = 0; v.object != 0 && i < w->env.n; i++) {
		if (w->env.keys[i] >> 32 != v.object ||
		    (uint32_t)w->env.keys[i] == KEY_LENGTH)
			continue;
		all = any ? both(w, all, w->env.values[i]) : w->env.values[i];
		any = true;
	}
	all.taint = taint_either(w->arena, all.taint, v.taint);
	return all;
}

struct value
taint_object_get(struct walk *w, uint32_t object, uint32_t key)
{
	const struct value *exact = env_get(&w->env, object, key);
	const struct value *any = env_get(&w->env, object, KEY_ANY);

	if (key == KEY_ANY)
		return taint_element(w, (struct value){.object = object});
	if (exact != NULL && any != NULL)
		return both(w, *exact, *any);
	return exact != NULL ? *exact : any != NULL ? *any : (struct value){0};
}

/* From here on any element may be at any index. */
static void
blur(struct walk *w, uint32_t object)
{
	struct value all;

	if (env_get(&w->env, object, KEY_LENGTH) == NULL)
		return;
	all = taint_element(w, (struct value){.object = object});
	env_drop_all(&w->env, object);
	if (all.taint != NULL || all.object != 0)
		set(w, object, KEY_ANY, all);
}

static int64_t
length_of(const struct walk *w, uint32_t object)
{
	const struct value *v = env_get(&w->env, object, KEY_LENGTH);

	return v == NULL || v->known == NULL || w->frame->loops > 0
	    ? -1
	    : v->known->number;
}

void
taint_object_put(struct walk *w, uint32_t object, uint32_t key, struct value v)
{
	if (key != KEY_ANY) {
		set(w, object, key, v);
		return;
	}
	v = both(w, v, taint_object_get(w, object, KEY_ANY));
	v.known = NULL;
	set(w, object, KEY_ANY, v);
}

static void
append(struct walk *w, uint32_t object, struct value v)
{
	int64_t n = length_of(w, object);

	if (n < 0) {
		blur(w, object);
		taint_object_put(w, object, KEY_ANY, v);
		return;
	}
	set(w, object, env_key_number(n), v);
	set_length(w, object, n + 1);
}

/* The element at an index, gone; those behind it move up. */
static struct value
take(struct walk *w, uint32_t object, int64_t at)
{
	int64_t n = length_of(w, object);
	struct value v;

	if (n < 0 || at >= n || at < 0 || n > 64) {
		blur(w, object);
		return taint_element(w, (struct value){.object = object});
	}
	v = taint_object_get(w, object, env_key_number(at));
	for (int64_t i = at; i + 1 < n; i++) {
		const struct value *next =
		    env_get(&w->env, object, env_key_number(i + 1));

		set(w, object, env_key_number(i),
		    next != NULL ? *next : (struct value){0});
	}
	env_drop(&w->env, object, env_key_number(n - 1));
	set_length(w, object, n - 1);
	return v;
}

uint32_t
taint_key(struct walk *w, uint32_t node, struct value v)
{
	if (node != 0 && w->ast->v[node].kind == AST_FIELD)
		return env_key(ast_name(w->ast, node));
	if (v.known == NULL)
		return KEY_ANY;
	switch (v.known->kind) {
	case KNOWN_TEXT:
		return env_key(v.known->text);
	case KNOWN_NUMBER:
		return v.known->number < 0 ? KEY_ANY
					   : env_key_number(v.known->number);
	default:
		return KEY_ANY;
	}
}

static struct value
list_literal(struct walk *w, uint32_t node)
{
	struct value v = {.object = taint_object_new(w, NULL, true)};

	AST_EACH(kid, w->ast, node)
	{
		struct value part = taint_expr(w, kid);

		if (w->ast->v[kid].kind == AST_SPREAD)
			blur(w, v.object);
		append(w, v.object, part);
	}
	return v;
}

struct value
taint_literal(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	struct value v = {0};

	if (a->v[node].kind != AST_DICT)
		return list_literal(w, node);
	v.object = taint_object_new(w, NULL, false);
	AST_EACH(kid, a, node)
	{
		uint32_t key_node = a->v[kid].first, value;
		struct value key = {0}, part;

		value = key_node != 0 ? a->v[key_node].next : 0;
		if (a->v[kid].kind != AST_PAIR || value == 0) {
			part = taint_expr(w, kid);
			taint_object_put(w, v.object, KEY_ANY,
			    taint_value(taint_of(w, part)));
			continue;
		}
		if (a->v[key_node].kind != AST_FIELD)
			key = taint_expr(w, key_node);
		part = taint_expr(w, value);
		if (key.taint != NULL) /* {tainted: x} holds it too */
			taint_object_put(
			    w, v.object, KEY_ANY, taint_value(key.taint));
		taint_object_put(
		    w, v.object, taint_key(w, key_node, key), part);
	}
	return v;
}

/* T{a: x, "b": y}: an object of T; what has no key may be anywhere. */
struct value
taint_composite(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	uint32_t type = a->v[node].first, args = ast_find(a, node, AST_ARGS);
	const struct known *class =
	    type != 0 ? resolve_chain(w->search, w->in, type, false) : NULL;
	struct value v = {0};

	if (a->v[type].kind == AST_UNARY) /* []T */
		return list_literal(w, args);
	v.object = taint_object_new(w,
	    class != NULL && class->kind == KNOWN_CLASS ? class : NULL, false);
	AST_EACH(kid, a, args)
	{
		uint32_t key = KEY_ANY, first = a->v[kid].first;
		struct value part;

		if (a->v[kid].kind == AST_PAIR && first != 0) {
			key = taint_key(w, first, taint_expr(w, first));
			part = taint_expr(w, a->v[first].next);
		} else {
			if (a->v[kid].kind == AST_KEYARG)
				key = env_key(ast_name(a, kid));
			part = taint_argument(w, kid);
		}
		taint_object_put(w, v.object, key, part);
	}
	return v;
}

/* One key of several arguments: of put("a", "b", value). */
static uint32_t
key_of(struct walk *w, const struct taint_args *args, unsigned n)
{
	uint32_t key = 0;

	for (unsigned i = 0; i < n; i++) {
		uint32_t part = taint_key(w, 0, args->v[i]);

		if (part == KEY_ANY)
			return KEY_ANY;
		key = i == 0 ? part : key * 31 + part;
	}
	return key > KEY_LENGTH ? key : KEY_LENGTH + 1;
}

static const char *const appenders[] = {"append", "push", "add", "addLast",
    "addElement", "offer", "push_back", NULL};
static const char *const takers[] = {
    "pop", "remove", "shift", "removeFirst", "poll", "popleft", NULL};
static const char *const putters[] = {"put", "set", "setdefault", "putIfAbsent",
    "setProperty", "setAttribute", "setItem", "Set", "Store", NULL};
static const char *const getters[] = {"get", "getOrDefault", "getProperty",
    "getAttribute", "getItem", "elementAt", "Get", "Load", NULL};
static const char *const mixers[] = {"extend", "insert", "update", "unshift",
    "addAll", "putAll", "addFirst", "write", "appendleft", "WriteString", NULL};

static struct value
taken(struct walk *w, uint32_t object, struct str method,
    const struct taint_args *args)
{
	int64_t last = length_of(w, object) - 1;
	bool first = !str_eq(method, STR("pop")) || last < 0;
	uint32_t key;

	if (args->n == 0)
		return take(w, object, first ? 0 : last);
	if (args->v[0].known != NULL && args->v[0].known->kind == KNOWN_NUMBER)
		return take(w, object, args->v[0].known->number);
	key = taint_key(w, 0, args->v[0]);
	if (env_get(&w->env, object, KEY_LENGTH) == NULL && key != KEY_ANY) {
		struct value v = taint_object_get(w, object, key);

		env_drop(&w->env, object, key);
		return v;
	}
	return take(w, object, -1);
}

/* get(k), get(k, otherwise), get(k1, k2) */
static struct value
got(struct walk *w, struct value receiver, const struct taint_args *args)
{
	uint32_t whole = key_of(w, args, args->n);
	struct value v;

	if (args->n > 1 && env_get(&w->env, receiver.object, whole) == NULL) {
		v = taint_object_get(w, receiver.object, key_of(w, args, 1));
		v.taint = taint_either(
		    w->arena, v.taint, taint_of(w, args->v[args->n - 1]));
		v.known = NULL;
	} else {
		v = taint_object_get(w, receiver.object, whole);
	}
	v.taint = taint_either(w->arena, v.taint, receiver.taint);
	return v;
}

static bool
any_worth(struct walk *w, const struct taint_args *args)
{
	for (unsigned i = 0; i < args->n; i++)
		if (args->v[i].object != 0 || args->v[i].taint != NULL)
			return true;
	(void)w;
	return args->rest != NULL;
}

/* Of a call whose receiver has no object yet: one is made where something is
   put into it. */
static bool
wants_object(struct walk *w, struct str method, const struct taint_args *args)
{
	return any_worth(w, args) &&
	    (one_of(method, appenders) || one_of(method, putters) ||
		one_of(method, mixers));
}

bool
taint_container_call(struct walk *w, uint32_t call, struct str method,
    struct value receiver, const struct taint_args *args, struct value *out)
{
	uint32_t callee = w->ast->v[call].first;
	struct value last =
	    args->n > 0 ? args->v[args->n - 1] : (struct value){0};

	if (args->rest != NULL)
		last.taint = taint_either(w->arena, last.taint, args->rest);
	last.taint = taint_handed_on(w, call, last.taint);
	if (receiver.object == 0 && wants_object(w, method, args))
		receiver.object =
		    taint_object_at(w, w->ast->v[callee].first, receiver);
	if (receiver.object == 0)
		return false;
	*out = taint_value(receiver.taint);
	if (one_of(method, appenders) && args->n == 1) {
		append(w, receiver.object, last);
		out->object = receiver.object; /* b.append(x).append(y) */
	} else if (one_of(method, takers) && args->n <= 1) {
		*out = taken(w, receiver.object, method, args);
	} else if (one_of(method, putters) && args->n >= 2) {
		taint_object_put(
		    w, receiver.object, key_of(w, args, args->n - 1), last);
	} else if (one_of(method, getters) && args->n >= 1) {
		*out = got(w, receiver, args);
	} else if (one_of(method, mixers) || one_of(method, appenders) ||
	    one_of(method, putters)) {
		blur(w, receiver.object);
		for (unsigned i = 0; i < args->n; i++)
			taint_object_put(w, receiver.object, KEY_ANY,
			    taint_element(w, args->v[i]));
	} else if (str_eq(method, STR("clear")) && args->n == 0) {
		env_drop_all(&w->env, receiver.object);
	} else {
		return false;
	}
	return true;
}
