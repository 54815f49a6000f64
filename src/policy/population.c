#include "policy/population.h"

static const struct {
	struct str key;
	enum population_kind kind;
} leaves[] = {
    {STR_INIT("role"), POPULATION_ROLE},
    {STR_INIT("team"), POPULATION_TEAM},
    {STR_INIT("unit"), POPULATION_UNIT},
    {STR_INIT("employment"), POPULATION_EMPLOYMENT},
    {STR_INIT("stack"), POPULATION_STACK},
    {STR_INIT("duty"), POPULATION_DUTY},
    {STR_INIT("access"), POPULATION_ACCESS},
    {STR_INIT("person"), POPULATION_PERSON},
};

#define KEYS                                                                \
	"role team unit employment stack duty access person seniority all " \
	"any "                                                              \
	"not"

static enum err_code read_map(const struct yaml *map, unsigned depth,
    struct arena *arena, struct population *out, struct err *err);

static enum err_code
read_words(const struct yaml *node, struct arena *arena, struct str **out,
    size_t *n, struct err *err)
{
	enum err_code rc = yaml_list(node, err);
	struct str *words;
	size_t i = 0;

	if (rc != ERR_NONE)
		return rc;
	if (node->n == 0 || node->n > POPULATION_WORDS)
		return yaml_fail(node, err, ERR_INVALID,
		    "'%.*s' needs 1 to %d words in its list",
		    STR_FMT(node->key), POPULATION_WORDS);
	words = ARENA_ARRAY(arena, node->n, struct str);
	if (words == NULL)
		return arena_fail(arena, err);
	YAML_EACH(item, node)
	{
		rc = yaml_text(item, &words[i++], err);
		if (rc != ERR_NONE)
			return rc;
	}
	*out = words;
	*n = node->n;
	return ERR_NONE;
}

static struct population
leaf(enum population_kind kind, struct str *words, size_t n)
{
	return (struct population){.kind = kind, .words = words, .n_words = n};
}

static struct population
composed(enum population_kind kind, struct population *parts, size_t n)
{
	return (struct population){.kind = kind, .parts = parts, .n_parts = n};
}

/* What a word of seniority comes to. */
static enum err_code
read_senior(const struct yaml *node, struct str word, struct arena *arena,
    struct population *out, struct err *err)
{
	struct population *parts = ARENA_ARRAY(arena, 2, struct population);
	struct str *words = ARENA_ARRAY(arena, 3, struct str);

	if (parts == NULL || words == NULL)
		return arena_fail(arena, err);
	words[0] = word;
	parts[0] = leaf(POPULATION_DUTY, words, 1);
	*out = composed(POPULATION_ANY, parts, 2);
	out->says = word;
	if (str_eq(word, STR("privileged"))) {
		words[1] = STR("*/privileged");
		words[2] = STR("*/admin");
		parts[1] = leaf(POPULATION_ACCESS, words + 1, 2);
	} else if (str_eq(word, STR("management"))) {
		words[1] = STR("lead");
		parts[1] = leaf(POPULATION_ROLE, words + 1, 1);
	} else if (str_eq(word, STR("on-call")) ||
	    str_eq(word, STR("reviewer")))
		out->n_parts = 1;
	else
		return yaml_fail(node, err, ERR_INVALID,
		    "seniority '%.*s'; privileged, on-call, management and "
		    "reviewer are accepted",
		    STR_FMT(str_sub(word, 0, 40)));
	return ERR_NONE;
}

static enum err_code
read_seniority(const struct yaml *node, struct arena *arena,
    struct population *out, struct err *err)
{
	struct str *words;
	struct population *parts;
	size_t n;
	enum err_code rc = read_words(node, arena, &words, &n, err);

	if (rc != ERR_NONE)
		return rc;
	parts = ARENA_ARRAY(arena, n, struct population);
	if (parts == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < n && rc == ERR_NONE; i++)
		rc = read_senior(node, words[i], arena, &parts[i], err);
	*out = composed(POPULATION_ANY, parts, n);
	return rc;
}

static enum err_code
read_list(const struct yaml *node, enum population_kind kind, unsigned depth,
    struct arena *arena, struct population *out, struct err *err)
{
	enum err_code rc = yaml_list(node, err);
	struct population *parts;
	size_t i = 0;

	if (rc == ERR_NONE && node->n == 0)
		rc = yaml_fail(node, err, ERR_INVALID,
		    "'%.*s' is an empty list", STR_FMT(node->key));
	if (rc != ERR_NONE)
		return rc;
	parts = ARENA_ARRAY(arena, node->n, struct population);
	if (parts == NULL)
		return arena_fail(arena, err);
	for (const struct yaml *item = node->first;
	     item != NULL && rc == ERR_NONE; item = item->next)
		rc = read_map(item, depth + 1, arena, &parts[i++], err);
	*out = composed(kind, parts, node->n);
	return rc;
}

static enum err_code
read_not(const struct yaml *node, unsigned depth, struct arena *arena,
    struct population *out, struct err *err)
{
	struct population *part = ARENA_NEW(arena, struct population);

	if (part == NULL)
		return arena_fail(arena, err);
	*out = composed(POPULATION_NOT, part, 1);
	return read_map(node, depth + 1, arena, part, err);
}

static enum err_code
read_key(const struct yaml *node, unsigned depth, struct arena *arena,
    struct population *out, struct err *err)
{
	struct str *words;
	size_t n;
	enum err_code rc;

	if (str_eq(node->key, STR("all")))
		return read_list(node, POPULATION_ALL, depth, arena, out, err);
	if (str_eq(node->key, STR("any")))
		return read_list(node, POPULATION_ANY, depth, arena, out, err);
	if (str_eq(node->key, STR("not")))
		return read_not(node, depth, arena, out, err);
	if (str_eq(node->key, STR("seniority")))
		return read_seniority(node, arena, out, err);
	rc = read_words(node, arena, &words, &n, err);
	for (size_t i = 0; i < NELEM(leaves) && rc == ERR_NONE; i++)
		if (str_eq(node->key, leaves[i].key))
			*out = leaf(leaves[i].kind, words, n);
	return rc;
}

static enum err_code
read_map(const struct yaml *map, unsigned depth, struct arena *arena,
    struct population *out, struct err *err)
{
	enum err_code rc = yaml_map(map, err);
	struct population *parts;
	size_t i = 0;

	if (rc == ERR_NONE && depth > POPULATION_DEPTH)
		rc = yaml_fail(map, err, ERR_LIMIT,
		    "a population is at most %d deep", POPULATION_DEPTH);
	if (rc == ERR_NONE)
		rc = yaml_only(map, KEYS, err);
	if (rc == ERR_NONE && map->n == 0 && depth > 0)
		rc = yaml_fail(map, err, ERR_INVALID,
		    "an empty population within another; accepted: " KEYS);
	if (rc != ERR_NONE)
		return rc;
	parts = ARENA_ARRAY(arena, map->n + 1, struct population);
	if (parts == NULL)
		return arena_fail(arena, err);
	for (const struct yaml *key = map->first; key != NULL && rc == ERR_NONE;
	     key = key->next)
		rc = read_key(key, depth, arena, &parts[i++], err);
	*out = map->n == 1 ? parts[0] : composed(POPULATION_ALL, parts, map->n);
	return rc;
}

enum err_code
population_read(const struct yaml *who, struct arena *arena,
    struct population *out, struct err *err)
{
	*out = (struct population){.kind = POPULATION_ALL};
	return who != NULL ? read_map(who, 0, arena, out, err) : ERR_NONE;
}

enum err_code
population_bind(struct population *p, const struct atoms *atoms,
    struct arena *arena, struct err *err)
{
	enum err_code rc = ERR_NONE;

	if (p->n_words > 0) {
		p->atoms = ARENA_ARRAY(arena, p->n_words, atom);
		if (p->atoms == NULL)
			return arena_fail(arena, err);
	}
	for (size_t i = 0; i < p->n_words; i++)
		p->atoms[i] = atoms_find(atoms, p->words[i]);
	for (size_t i = 0; i < p->n_parts && rc == ERR_NONE; i++)
		rc = population_bind(&p->parts[i], atoms, arena, err);
	return rc;
}

static bool
has(const struct population *p, atom one)
{
	for (size_t i = 0; one != 0 && i < p->n_words; i++)
		if (p->atoms[i] == one)
			return true;
	return false;
}

static bool
has_any(const struct population *p, const atom *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (has(p, v[i]))
			return true;
	return false;
}

static bool
all_hold(const struct population *p, const struct population_person *person)
{
	for (size_t i = 0; i < p->n_parts; i++)
		if (!population_holds(&p->parts[i], person))
			return false;
	return true;
}

static bool
one_holds(const struct population *p, const struct population_person *person)
{
	for (size_t i = 0; i < p->n_parts; i++)
		if (population_holds(&p->parts[i], person))
			return true;
	return false;
}

bool
population_holds(
    const struct population *p, const struct population_person *person)
{
	switch (p->kind) {
	case POPULATION_ALL:
		return all_hold(p, person);
	case POPULATION_ANY:
		return one_holds(p, person);
	case POPULATION_NOT:
		return !population_holds(p->parts, person);
	case POPULATION_ROLE:
		return has(p, person->role);
	case POPULATION_TEAM:
		return has(p, person->team);
	case POPULATION_UNIT:
		return has(p, person->unit);
	case POPULATION_EMPLOYMENT:
		return has(p, person->employment);
	case POPULATION_STACK:
		return has_any(p, person->stacks, person->n_stacks);
	case POPULATION_DUTY:
		return has_any(p, person->duties, person->n_duties);
	case POPULATION_ACCESS:
		return has_any(p, person->access, person->n_access);
	case POPULATION_PERSON:
		return has(p, person->person);
	}
	return false;
}

enum err_code
population_words(const struct population *p, population_word_fn *fn, void *ctx,
    struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < p->n_words && rc == ERR_NONE; i++)
		rc = fn(p->kind, p->words[i], ctx, err);
	for (size_t i = 0; i < p->n_parts && rc == ERR_NONE; i++)
		rc = population_words(&p->parts[i], fn, ctx, err);
	return rc;
}
