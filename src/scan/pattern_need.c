#include "scan/pattern_need.h"

#include "scan/pattern_text.h"
#include "scan/types.h"

static bool
plain_word(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!((s.ptr[i] >= 'a' && s.ptr[i] <= 'z') ||
			(s.ptr[i] >= 'A' && s.ptr[i] <= 'Z') ||
			(s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
			s.ptr[i] == '_' || s.ptr[i] == '$'))
			return false;
	return s.len > 0 && !(s.ptr[0] >= '0' && s.ptr[0] <= '9');
}

static void
need(struct pattern *p, const struct pattern_reader *r,
    const struct language *language, struct str name)
{
	for (size_t i = 0; language->implied && language->implied[i]; i++)
		if (str_eq(name, str_from(language->implied[i])))
			return;
	if (plain_word(name) && !str_starts(name, STR("__mv")) &&
	    !str_eq(name, STR(PATTERN_DEEP)) &&
	    !str_eq(name, STR(PATTERN_TARGET)))
		p->needs[p->need_count++] = symbols_add(r->symbols, name);
}

/* ($X: string): a literal is one and does not say so. */
static bool
is_literal_type(const struct ast *a, uint32_t node)
{
	uint32_t type = a->v[node].parent;

	return a->v[type].kind == AST_TYPE &&
	    a->v[a->v[type].parent].kind == AST_TYPED &&
	    types_is_literal(ast_name(a, node));
}

enum err_code
pattern_needs(struct pattern *p, const struct pattern_reader *r,
    const struct language *language, struct err *err)
{
	const struct ast *a = p->ast;

	p->needs = ARENA_ARRAY(r->arena, a->n * 2, uint32_t);
	if (p->needs == NULL)
		return arena_fail(r->arena, err);
	for (uint32_t i = p->root; i <= a->v[p->root].last; i++) {
		enum ast_kind kind = a->v[i].kind;
		struct str name = symbols_text(r->symbols,
			       kind == AST_METAVAR || kind == AST_METAVARS
				   ? 0
				   : a->v[i].name),
			   piece;

		if ((kind == AST_NAME || kind == AST_FIELD ||
			kind == AST_KEYARG) &&
		    !is_literal_type(a, i))
			need(p, r, language, name);
		else if (kind == AST_IMPORT)
			while (str_next(&name, '.', &piece) &&
			    p->need_count < a->n * 2)
				need(p, r, language, piece);
	}
	return ERR_NONE;
}
