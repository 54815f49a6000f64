/* lab.yaml: what a lab says of itself. */
#include "codec/tar.h"
#include "codec/yaml.h"
#include "judge/lab.h"

#define KEYS                                                               \
	"id version title modules owasp cwe controls stack minutes "       \
	"objectives editable build start needs limits seeds checks wrong " \
	"reviewed sources licence"

struct reader {
	const struct yaml *root;
	struct arena *arena;
	struct lab *lab;
	struct err *err;
};

const char *
lab_kind_name(enum lab_kind kind)
{
	static const char *const names[] = {
	    "function", "abuse", "public", "withheld"};

	return names[kind];
}

static bool
is_id(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '-' && (s.ptr[i] < 'a' || s.ptr[i] > 'z') &&
		    (s.ptr[i] < '0' || s.ptr[i] > '9'))
			return false;
	return s.len > 0 && s.len <= 60 && s.ptr[0] != '-';
}

static enum err_code
text(struct reader *r, const struct yaml *map, struct str key, struct str *out)
{
	const struct yaml *node;
	enum err_code rc = yaml_need(map, key, &node, r->err);

	return rc == ERR_NONE ? yaml_text(node, out, r->err) : rc;
}

static enum err_code
id(struct reader *r, const struct yaml *map, struct str *out)
{
	enum err_code rc = text(r, map, STR("id"), out);

	if (rc == ERR_NONE && !is_id(*out))
		return yaml_fail(yaml_get(map, STR("id")), r->err, ERR_INVALID,
		    "id '%.*s'; 1 to 60 of a-z, 0-9 and '-' are accepted",
		    STR_FMT(*out));
	return rc;
}

static enum err_code
number(struct reader *r, const struct yaml *map, struct str key, int64_t min,
    int64_t max, unsigned *out)
{
	const struct yaml *node;
	int64_t n;
	enum err_code rc = yaml_need(map, key, &node, r->err);

	if (rc == ERR_NONE)
		rc = yaml_int(node, min, max, &n, r->err);
	if (rc == ERR_NONE)
		*out = (unsigned)n;
	return rc;
}

static enum err_code
names_in(struct reader *r, const struct yaml *list, struct lab_names *out)
{
	enum err_code rc = yaml_list(list, r->err);

	for (const struct yaml *n = rc == ERR_NONE ? list->first : NULL;
	     n != NULL && rc == ERR_NONE; n = n->next) {
		struct str *slot = ARENA_PUSH(r->arena, out);

		if (slot == NULL)
			return arena_fail(r->arena, r->err);
		rc = yaml_text(n, slot, r->err);
	}
	return rc;
}

static enum err_code
names(struct reader *r, const struct yaml *map, struct str key, bool must,
    struct lab_names *out)
{
	const struct yaml *list = yaml_get(map, key);
	enum err_code rc;

	if (list == NULL && !must)
		return ERR_NONE;
	rc = yaml_need(map, key, &list, r->err);
	if (rc == ERR_NONE)
		rc = names_in(r, list, out);
	if (rc == ERR_NONE && must && out->n == 0)
		return yaml_fail(list, r->err, ERR_INVALID,
		    "'%.*s' is empty; one or more are accepted", STR_FMT(key));
	return rc;
}

/* Each item of a list of mappings. */
typedef enum err_code item_fn(struct reader *r, const struct yaml *item);

static enum err_code
each(struct reader *r, struct str key, bool must, item_fn *fn)
{
	const struct yaml *list = yaml_get(r->root, key);
	enum err_code rc;

	if (list == NULL && !must)
		return ERR_NONE;
	rc = yaml_need(r->root, key, &list, r->err);
	if (rc == ERR_NONE)
		rc = yaml_list(list, r->err);
	for (const struct yaml *n = rc == ERR_NONE ? list->first : NULL;
	     n != NULL && rc == ERR_NONE; n = n->next)
		rc = fn(r, n);
	return rc;
}

static enum err_code
objective(struct reader *r, const struct yaml *item)
{
	struct lab_objective *o = ARENA_PUSH(r->arena, &r->lab->objectives);
	enum err_code rc;

	if (o == NULL)
		return arena_fail(r->arena, r->err);
	rc = yaml_only(item, "id text", r->err);
	if (rc == ERR_NONE)
		rc = id(r, item, &o->id);
	return rc == ERR_NONE ? text(r, item, STR("text"), &o->text) : rc;
}

static enum err_code
source(struct reader *r, const struct yaml *item)
{
	struct str s;
	enum err_code rc = yaml_only(item, "title url", r->err);

	if (rc == ERR_NONE)
		rc = text(r, item, STR("title"), &s);
	return rc == ERR_NONE ? text(r, item, STR("url"), &s) : rc;
}

/* "function/search_finds.py" of "search-finds" */
static enum err_code
check_path(struct reader *r, struct lab_check *c)
{
	static const char *const folders[] = {
	    "function", "abuse", "exploit/public", "exploit/withheld"};
	struct str path = arena_strf(
	    r->arena, "%s/%.*s.py", folders[c->kind], STR_FMT(c->id));
	char *p;

	if (path.ptr == NULL)
		return arena_fail(r->arena, r->err);
	p = (char *)(uintptr_t)path.ptr; /* ours, just made */
	for (size_t i = path.len - c->id.len - 3; i < path.len; i++)
		if (p[i] == '-')
			p[i] = '_';
	c->path = path;
	return ERR_NONE;
}

static enum err_code
check_kind(struct reader *r, const struct yaml *item, enum lab_kind *out)
{
	struct str kind;
	enum err_code rc = text(r, item, STR("kind"), &kind);

	if (rc != ERR_NONE)
		return rc;
	for (int k = 0; k < LAB_KINDS; k++)
		if (str_eq(kind, str_from(lab_kind_name(k)))) {
			*out = k;
			return ERR_NONE;
		}
	return yaml_fail(yaml_get(item, STR("kind")), r->err, ERR_INVALID,
	    "kind '%.*s'; function, abuse, public and withheld are accepted",
	    STR_FMT(kind));
}

static enum err_code
check(struct reader *r, const struct yaml *item)
{
	struct lab_check c = {0}, *slot;
	enum err_code rc = yaml_only(item, "id kind message", r->err);

	if (rc == ERR_NONE)
		rc = id(r, item, &c.id);
	if (rc == ERR_NONE && lab_check_of(r->lab, c.id) != NULL)
		return yaml_fail(item, r->err, ERR_INVALID,
		    "a second check '%.*s'", STR_FMT(c.id));
	if (rc == ERR_NONE && r->lab->checks.n == LAB_CHECKS)
		return yaml_fail(
		    item, r->err, ERR_LIMIT, "more than %d checks", LAB_CHECKS);
	if (rc == ERR_NONE)
		rc = check_kind(r, item, &c.kind);
	if (rc == ERR_NONE)
		rc = text(r, item, STR("message"), &c.message);
	if (rc == ERR_NONE)
		rc = check_path(r, &c);
	if (rc != ERR_NONE)
		return rc;
	slot = ARENA_PUSH(r->arena, &r->lab->checks);
	if (slot == NULL)
		return arena_fail(r->arena, r->err);
	*slot = c;
	return ERR_NONE;
}

static enum err_code
wrong(struct reader *r, const struct yaml *item)
{
	struct lab_wrong *w = ARENA_PUSH(r->arena, &r->lab->wrong);
	enum err_code rc;

	if (w == NULL)
		return arena_fail(r->arena, r->err);
	rc = yaml_only(item, "id caught_by why", r->err);
	if (rc == ERR_NONE)
		rc = id(r, item, &w->id);
	for (size_t i = 0; i + 1 < r->lab->wrong.n && rc == ERR_NONE; i++)
		if (str_eq(r->lab->wrong.v[i].id, w->id))
			return yaml_fail(item, r->err, ERR_INVALID,
			    "a second wrong fix '%.*s'", STR_FMT(w->id));
	if (rc == ERR_NONE)
		rc = names(r, item, STR("caught_by"), true, &w->caught_by);
	for (size_t i = 0; i < w->caught_by.n && rc == ERR_NONE; i++)
		if (lab_check_of(r->lab, w->caught_by.v[i]) == NULL)
			return yaml_fail(yaml_get(item, STR("caught_by")),
			    r->err, ERR_INVALID,
			    "no check '%.*s'; those of 'checks' are accepted",
			    STR_FMT(w->caught_by.v[i]));
	return rc == ERR_NONE ? text(r, item, STR("why"), &w->why) : rc;
}

static bool
is_name(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '_' && (s.ptr[i] < 'a' || s.ptr[i] > 'z') &&
		    (i == 0 || s.ptr[i] < '0' || s.ptr[i] > '9'))
			return false;
	return s.len > 0 && s.len <= 40;
}

static enum err_code
seed_number(struct reader *r, const struct yaml *node, struct lab_seed *seed)
{
	const struct yaml *min, *max;
	enum err_code rc = yaml_only(node, "kind min max", r->err);

	if (rc == ERR_NONE)
		rc = yaml_need(node, STR("min"), &min, r->err);
	if (rc == ERR_NONE)
		rc = yaml_int(min, 0, INT64_C(1) << 53, &seed->min, r->err);
	if (rc == ERR_NONE)
		rc = yaml_need(node, STR("max"), &max, r->err);
	if (rc == ERR_NONE)
		rc = yaml_int(
		    max, seed->min, INT64_C(1) << 53, &seed->max, r->err);
	return rc;
}

static enum err_code
seed(struct reader *r, const struct yaml *node)
{
	struct lab_seed *seed = ARENA_PUSH(r->arena, &r->lab->seeds);
	struct str kind;
	enum err_code rc;

	if (seed == NULL)
		return arena_fail(r->arena, r->err);
	seed->name = node->key;
	if (!is_name(node->key))
		return yaml_fail(node, r->err, ERR_INVALID,
		    "seed '%.*s'; a-z, 0-9 and '_' are accepted",
		    STR_FMT(node->key));
	if (r->lab->seeds.n > LAB_SEEDS)
		return yaml_fail(
		    node, r->err, ERR_LIMIT, "more than %d seeds", LAB_SEEDS);
	rc = yaml_map(node, r->err);
	if (rc == ERR_NONE)
		rc = text(r, node, STR("kind"), &kind);
	if (rc != ERR_NONE)
		return rc;
	if (str_eq(kind, STR("word"))) {
		seed->kind = LAB_SEED_WORD;
		return yaml_only(node, "kind", r->err);
	}
	if (str_eq(kind, STR("number"))) {
		seed->kind = LAB_SEED_NUMBER;
		return seed_number(r, node, seed);
	}
	if (!str_eq(kind, STR("hex")))
		return yaml_fail(yaml_get(node, STR("kind")), r->err,
		    ERR_INVALID,
		    "kind '%.*s'; hex, word and number are accepted",
		    STR_FMT(kind));
	seed->kind = LAB_SEED_HEX;
	rc = yaml_only(node, "kind length", r->err);
	return rc == ERR_NONE
	    ? number(r, node, STR("length"), 2, 128, &seed->length)
	    : rc;
}

static enum err_code
read_seeds(struct reader *r)
{
	const struct yaml *map = yaml_get(r->root, STR("seeds"));
	enum err_code rc;

	if (map == NULL)
		return ERR_NONE;
	rc = yaml_map(map, r->err);
	for (const struct yaml *n = rc == ERR_NONE ? map->first : NULL;
	     n != NULL && rc == ERR_NONE; n = n->next)
		rc = seed(r, n);
	return rc;
}

static enum err_code
read_limits(struct reader *r)
{
	const struct yaml *map;
	enum err_code rc = yaml_need(r->root, STR("limits"), &map, r->err);

	if (rc == ERR_NONE)
		rc = yaml_only(
		    map, "seconds memory_mb processes disk_mb", r->err);
	if (rc == ERR_NONE)
		rc = number(
		    r, map, STR("seconds"), 1, 60, &r->lab->limits.seconds);
	if (rc == ERR_NONE)
		rc = number(r, map, STR("memory_mb"), 16, 1024,
		    &r->lab->limits.memory_mb);
	if (rc == ERR_NONE)
		rc = number(r, map, STR("processes"), 1, 256,
		    &r->lab->limits.processes);
	if (rc == ERR_NONE)
		rc = number(
		    r, map, STR("disk_mb"), 1, 256, &r->lab->limits.disk_mb);
	return rc;
}

static enum err_code
read_reviewed(struct reader *r)
{
	const struct yaml *map, *day;
	enum err_code rc = yaml_need(r->root, STR("reviewed"), &map, r->err);

	if (rc == ERR_NONE)
		rc = yaml_only(map, "on expires", r->err);
	if (rc == ERR_NONE)
		rc = yaml_need(map, STR("on"), &day, r->err);
	if (rc == ERR_NONE)
		rc = yaml_date(day, &r->lab->reviewed_on, r->err);
	if (rc == ERR_NONE)
		rc = yaml_need(map, STR("expires"), &day, r->err);
	if (rc == ERR_NONE)
		rc = yaml_date(day, &r->lab->reviewed_until, r->err);
	return rc;
}

static enum err_code
read_cwe(struct reader *r)
{
	const struct yaml *list;
	int64_t n;
	enum err_code rc = yaml_need(r->root, STR("cwe"), &list, r->err);

	if (rc == ERR_NONE)
		rc = yaml_list(list, r->err);
	for (const struct yaml *node = rc == ERR_NONE ? list->first : NULL;
	     node != NULL && rc == ERR_NONE; node = node->next)
		rc = yaml_int(node, 1, 99999, &n, r->err);
	return rc;
}

static enum err_code
read_names(struct reader *r)
{
	struct lab *lab = r->lab;
	const struct yaml *owasp = yaml_get(r->root, STR("owasp"));
	enum err_code rc = text(r, r->root, STR("version"), &lab->version);

	if (rc == ERR_NONE)
		rc = text(r, r->root, STR("title"), &lab->title);
	if (rc == ERR_NONE)
		rc = text(r, r->root, STR("stack"), &lab->stack);
	if (rc == ERR_NONE)
		rc = text(r, r->root, STR("licence"), &lab->licence);
	if (rc == ERR_NONE && owasp != NULL)
		rc = yaml_text(owasp, &lab->owasp, r->err);
	if (rc == ERR_NONE)
		rc = number(r, r->root, STR("minutes"), 1, 240, &lab->minutes);
	if (rc == ERR_NONE)
		rc = names(r, r->root, STR("modules"), false, &lab->modules);
	if (rc == ERR_NONE)
		rc = names(r, r->root, STR("controls"), false, &lab->controls);
	return rc;
}

/* A program is named by where it lies, for nothing is looked for. */
static enum err_code
read_command(struct reader *r, struct str key, bool must, struct lab_names *out)
{
	enum err_code rc = names(r, r->root, key, must, out);

	if (rc == ERR_NONE && out->n > 0 && out->v[0].ptr[0] != '/')
		return yaml_fail(yaml_get(r->root, key), r->err, ERR_INVALID,
		    "'%.*s'; the whole path of a program is accepted",
		    STR_FMT(out->v[0]));
	if (rc == ERR_NONE && out->n > 60)
		return yaml_fail(yaml_get(r->root, key), r->err, ERR_LIMIT,
		    "more than 60 words");
	return rc;
}

static enum err_code
read_service(struct reader *r)
{
	struct lab *lab = r->lab;
	const char *why;
	enum err_code rc =
	    names(r, r->root, STR("editable"), true, &lab->editable);

	for (size_t i = 0; i < lab->editable.n && rc == ERR_NONE; i++)
		if (!tar_name_ok(lab->editable.v[i], &why))
			return yaml_fail(yaml_get(r->root, STR("editable")),
			    r->err, ERR_INVALID,
			    "%s; plain relative names are accepted", why);
	if (rc == ERR_NONE)
		rc = read_command(r, STR("build"), false, &lab->build);
	if (rc == ERR_NONE)
		rc = read_command(r, STR("start"), true, &lab->start);
	if (rc == ERR_NONE)
		rc = names(r, r->root, STR("needs"), false, &lab->needs);
	return rc == ERR_NONE ? read_limits(r) : rc;
}

/* Without one of each there is nothing to decide by. */
static enum err_code
need_kinds(struct reader *r)
{
	static const enum lab_kind needed[] = {
	    LAB_FUNCTION, LAB_PUBLIC, LAB_WITHHELD};

	for (size_t k = 0; k < NELEM(needed); k++) {
		bool there = false;

		for (size_t i = 0; i < r->lab->checks.n; i++)
			there |= r->lab->checks.v[i].kind == needed[k];
		if (!there)
			return yaml_fail(yaml_get(r->root, STR("checks")),
			    r->err, ERR_INVALID,
			    "no check of kind %s; one or more are accepted",
			    lab_kind_name(needed[k]));
	}
	return ERR_NONE;
}

static enum err_code
read_root(struct reader *r, struct str folder)
{
	enum err_code rc = yaml_only(r->root, KEYS, r->err);

	if (rc == ERR_NONE)
		rc = id(r, r->root, &r->lab->id);
	if (rc == ERR_NONE && folder.ptr != NULL && !str_eq(folder, r->lab->id))
		return yaml_fail(yaml_get(r->root, STR("id")), r->err,
		    ERR_INVALID, "id '%.*s' in the folder '%.*s'",
		    STR_FMT(r->lab->id), STR_FMT(folder));
	if (rc == ERR_NONE)
		rc = read_names(r);
	if (rc == ERR_NONE)
		rc = read_cwe(r);
	if (rc == ERR_NONE)
		rc = each(r, STR("objectives"), true, objective);
	if (rc == ERR_NONE)
		rc = read_service(r);
	if (rc == ERR_NONE)
		rc = read_seeds(r);
	if (rc == ERR_NONE)
		rc = each(r, STR("checks"), true, check);
	if (rc == ERR_NONE)
		rc = need_kinds(r);
	if (rc == ERR_NONE)
		rc = each(r, STR("wrong"), false, wrong);
	if (rc == ERR_NONE)
		rc = read_reviewed(r);
	return rc == ERR_NONE ? each(r, STR("sources"), false, source) : rc;
}

enum err_code
lab_read_yaml(struct str bytes, const char *file, struct str folder,
    struct arena *arena, struct lab *out, struct err *err)
{
	struct yaml_source src = {.file = file, .text = bytes};
	struct lab lab = *out;
	struct reader r = {.arena = arena, .lab = &lab, .err = err};
	struct yaml *root;
	enum err_code rc = yaml_read(&src, arena, &root, err);

	r.root = root;
	if (rc == ERR_NONE)
		rc = read_root(&r, folder);
	if (rc == ERR_NONE)
		*out = lab;
	return rc;
}
