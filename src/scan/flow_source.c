#include "scan/flow.h"

/* What a file's tree says of its sources: whether a rule has any, and which
   functions and classes have one in them, or call one that has. */

#define ROUNDS     3 /* of calls within the file */
#define GIVING_MAX 500
#define BLOOM_BITS 8192
#define WORD       64

struct source_finder {
	struct flow *flow;
	struct opened *in;
	struct parser *parser;
	struct err *err;
	uint64_t *hot; /* by symbol: names of what has a source */
	size_t hot_count;
};

static bool
bit(const uint64_t *bits, size_t i)
{
	return (bits[i / WORD] >> (i % WORD) & 1) != 0;
}

static void
bit_set(uint64_t *bits, size_t i)
{
	bits[i / WORD] |= UINT64_C(1) << (i % WORD);
}

static void
heat(struct source_finder *s, uint32_t name)
{
	if (name == 0 || bit(s->hot, name) || s->hot_count == GIVING_MAX)
		return;
	bit_set(s->hot, name);
	s->hot_count++;
}

/* The name of a function or class; of f = () => ..., that of f. */
static uint32_t
name_of(const struct ast *a, uint32_t node)
{
	uint32_t name = ast_find(a, node, AST_NAME);
	uint32_t parent = a->v[node].parent;

	if (a->v[node].kind != AST_LAMBDA)
		return name != 0 ? a->v[name].name : 0;
	if (a->v[parent].kind != AST_ASSIGN && a->v[parent].kind != AST_PAIR)
		return 0;
	name = a->v[parent].first;
	if (a->v[name].kind == AST_MEMBER)
		name = ast_child(a, name, 1);
	return a->v[name].name;
}

static bool
has_name(enum ast_kind kind)
{
	return kind == AST_FUNC || kind == AST_CLASS || kind == AST_LAMBDA;
}

/* What is around a source; at the file's top, the names assigned there. */
static void
heat_around(struct source_finder *s, uint32_t node)
{
	const struct ast *a = s->in->ast;
	bool within = false;

	for (uint32_t n = node; n > 1; n = a->v[n].parent)
		if (has_name(a->v[n].kind)) {
			heat(s, name_of(a, n));
			within = true;
		}
	for (uint32_t n = node; n > 1 && !within; n = a->v[n].parent)
		if (a->v[n].kind == AST_ASSIGN)
			heat(s, a->v[a->v[n].first].name);
}

static enum err_code
match_sources(
    struct source_finder *s, const struct rule *rule, struct matches *found)
{
	struct opened *in = s->in;
	struct formula_run run = {.matcher = &in->matcher,
	    .rule = rule,
	    .language = (unsigned)(in->unit->language - languages),
	    .parser = s->parser,
	    .present = in->present,
	    .err = s->err};
	enum err_code rc = ERR_NONE;

	in->matcher.steps = s->flow->options->steps;
	in->matcher.spent = false;
	in->matcher.shallow = rule->options.shallow;
	in->constants.off = rule->options.no_constants;
	in->constants.symbolic = rule->options.symbolic;
	for (const struct taint_spec *spec = rule->sources;
	     spec != NULL && rc == ERR_NONE; spec = spec->next)
		rc = formula_matches(
		    &run, spec->formula, 1, in->ast->n - 1, found);
	return rc;
}

static enum err_code
rule_sources(struct source_finder *s, size_t i, bool *any)
{
	struct matches found = {0};
	enum err_code rc = match_sources(s, s->flow->rules[i], &found);

	for (size_t k = 0; k < found.n; k++)
		if (found.v[k].node != 0)
			heat_around(s, found.v[k].node);
	*any = found.n > 0;
	return rc;
}

/* Who speaks of what gives gives too. */
static void
spread(struct source_finder *s)
{
	const struct ast *a = s->in->ast;
	size_t before = 0;

	for (int round = 0; round < ROUNDS && before != s->hot_count; round++) {
		before = s->hot_count;
		for (uint32_t i = 2; i < a->n; i++)
			if ((a->v[i].kind == AST_NAME ||
				a->v[i].kind == AST_FIELD) &&
			    bit(s->hot, a->v[i].name))
				heat_around(s, i);
	}
}

static enum err_code
keep_names(struct source_finder *s, struct flow_file *ff)
{
	const struct symbols *names = s->in->ast->symbols;
	struct flow *f = s->flow;
	bool ok = true;

	pthread_mutex_lock(&f->lock);
	ff->giving = ARENA_ARRAY(&f->arena, s->hot_count + 1, struct str);
	for (uint32_t i = 1; i < symbols_end(names) && ff->giving != NULL; i++)
		if (bit(s->hot, i)) {
			struct str *to = &ff->giving[ff->giving_count++];

			*to = arena_str(&f->arena, symbols_text(names, i));
			ok = ok && to->ptr != NULL;
		}
	pthread_mutex_unlock(&f->lock);
	return ok && ff->giving != NULL ? ERR_NONE
					: arena_fail(&f->arena, s->err);
}

/* Rules that write their sources alike share the answer. */
static enum err_code
each_rule(struct source_finder *s, uint64_t *bits, bool *any)
{
	struct flow *f = s->flow;
	uint8_t *known = arena_zalloc(s->in->arena, f->rule_count);
	enum err_code rc = ERR_NONE;

	if (known == NULL)
		return arena_fail(s->in->arena, s->err);
	for (size_t i = 0; i < f->rule_count && rc == ERR_NONE; i++) {
		uint8_t *k = &known[f->alike[i]];
		bool has = false;

		if (!bit(bits, i))
			continue;
		if (*k == 0) {
			rc = rule_sources(s, i, &has);
			*k = has ? 2 : 1;
		}
		*any = *any || *k == 2;
		if (*k == 1)
			bits[i / WORD] &= ~(UINT64_C(1) << (i % WORD));
	}
	return rc;
}

enum err_code
flow_sources(
    struct flow *f, struct opened *in, struct parser *parser, struct err *err)
{
	struct flow_file *ff = &f->files[in->unit->number];
	struct source_finder s = {
	    .flow = f, .in = in, .parser = parser, .err = err};
	bool any = false;
	enum err_code rc;

	if (ff->sources == NULL || in->unit->language == NULL)
		return ERR_NONE;
	s.hot = ARENA_ARRAY(
	    in->arena, symbols_end(in->ast->symbols) / WORD + 1, uint64_t);
	if (s.hot == NULL)
		return arena_fail(in->arena, err);
	rc = each_rule(&s, ff->sources, &any);
	if (rc != ERR_NONE || !any)
		return rc;
	spread(&s);
	return keep_names(&s, ff);
}

static uint64_t
bloom_at(struct str name)
{
	return str_hash(name) % BLOOM_BITS;
}

enum err_code
flow_names(struct flow *f, const struct unit *unit, struct err *err)
{
	const struct ast *a = unit->ast;
	uint64_t *bits;

	pthread_mutex_lock(&f->lock);
	bits = ARENA_ARRAY(&f->arena, BLOOM_BITS / WORD, uint64_t);
	pthread_mutex_unlock(&f->lock);
	if (bits == NULL)
		return arena_fail(&f->arena, err);
	for (uint32_t i = 1; i < a->n; i++)
		if (a->v[i].kind == AST_NAME || a->v[i].kind == AST_FIELD)
			bit_set(bits, bloom_at(ast_name(a, i)));
	f->files[unit->number].names = bits;
	return ERR_NONE;
}

bool
flow_speaks_of(const struct flow_file *file, const struct flow_file *of)
{
	for (size_t i = 0; i < of->giving_count && file->names != NULL; i++)
		if (bit(file->names, bloom_at(of->giving[i])))
			return true;
	return false;
}
