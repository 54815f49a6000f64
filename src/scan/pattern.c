#define PCRE2_CODE_UNIT_WIDTH 8
#include "scan/pattern.h"

#include <pcre2.h>

#include "scan/pattern_text.h"

#define PATTERN_MAX ((size_t)64 << 10)

enum err_code
metavar_number(struct metavars *m, struct arena *arena, struct str name,
    unsigned *out, struct err *err)
{
	if (str_eq(name, STR("$_"))) {
		*out = METAVAR_ANY;
		return ERR_NONE;
	}
	for (unsigned i = 0; i < m->n; i++)
		if (str_eq(m->v[i], name)) {
			*out = i;
			return ERR_NONE;
		}
	if (m->n == METAVARS_MAX)
		return err_set(err, ERR_LIMIT,
		    "more than %d metavariables in one rule", METAVARS_MAX);
	m->v[m->n] = arena_str(arena, name);
	if (m->v[m->n].ptr == NULL)
		return arena_fail(arena, err);
	*out = m->n++;
	return ERR_NONE;
}

struct fixer {
	const struct pattern_reader *r;
	struct ast *ast;
	struct pattern *pattern;
	enum err_code rc;
	struct err *err;
};

static uint32_t
number_of(struct fixer *f, const char *sign, struct str word)
{
	struct str name =
	    arena_strf(f->r->arena, "%s%.*s", sign, STR_FMT(word));
	unsigned n = 0;

	if (f->rc == ERR_NONE)
		f->rc = metavar_number(
		    f->r->metavars, f->r->arena, name, &n, f->err);
	return n;
}

/* "__mv_X" as a name or a field, "$X" as a whole string. */
static void
fix_word(struct fixer *f, struct ast_node *n)
{
	struct str word = symbols_text(f->ast->symbols, n->name);

	if (str_eq(word, STR(PATTERN_DOTS))) {
		n->kind = AST_DOTS;
		n->name = 0;
	} else if (str_starts(word, STR(PATTERN_METAVARS))) {
		n->kind = AST_METAVARS;
		n->name = number_of(
		    f, "$...", str_from_at(word, sizeof(PATTERN_METAVARS) - 1));
	} else if (str_starts(word, STR(PATTERN_METAVAR))) {
		n->kind = AST_METAVAR;
		n->name = number_of(
		    f, "$", str_from_at(word, sizeof(PATTERN_METAVAR) - 1));
	}
}

/* "=~/re/" */
static void
fix_regex(struct fixer *f, struct ast_node *n, struct str text)
{
	struct pattern *p = f->pattern;
	PCRE2_SIZE offset;
	int code;

	text = str_sub(text, 3, text.len - 4);
	if (p->regexes == NULL)
		p->regexes = ARENA_ARRAY(
		    f->r->arena, f->ast->n, struct pcre2_real_code_8 *);
	if (p->regexes == NULL) {
		f->rc = arena_fail(f->r->arena, f->err);
		return;
	}
	p->regexes[p->regex_count] = pcre2_compile(
	    (PCRE2_SPTR)text.ptr, text.len, 0, &code, &offset, NULL);
	if (p->regexes[p->regex_count] == NULL) {
		f->rc = err_set(f->err, ERR_SYNTAX,
		    "the expression in \"=~/.../\" does not compile");
		return;
	}
	n->flags |= AST_STRING_REGEX;
	n->spare = (uint16_t)p->regex_count++;
}

/* <p>...</p>, <p>$X</p> */
static bool
fix_content(struct fixer *f, struct ast_node *n)
{
	struct str text = str_trim(symbols_text(f->ast->symbols, n->name));
	struct ast_node word = *n;

	if (f->ast->v[n->parent].kind != AST_ELEMENT)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == ' ' || text.ptr[i] == '\n')
			return false;
	word.name = symbols_add(f->ast->symbols, text);
	fix_word(f, &word);
	if (word.kind == AST_STRING)
		return false;
	*n = word;
	return true;
}

static void
fix_string(struct fixer *f, struct ast_node *n)
{
	struct str text = symbols_text(f->ast->symbols, n->name);
	size_t i = 1;

	if (str_starts(text, STR("=~/")) && text.len > 4 &&
	    str_ends(text, STR("/"))) {
		fix_regex(f, n, text);
		return;
	}
	while (i < text.len &&
	    ((text.ptr[i] >= 'A' && text.ptr[i] <= 'Z') ||
		(text.ptr[i] >= '0' && text.ptr[i] <= '9') ||
		text.ptr[i] == '_'))
		i++;
	if (i < 2 || i < text.len || text.ptr[0] != '$')
		return;
	n->flags |= AST_STRING_METAVAR;
	n->spare = (uint16_t)number_of(f, "$", str_from_at(text, 1));
}

/* /$X/ and /.../ */
static void
fix_slashes(struct fixer *f, struct ast_node *n)
{
	struct str text = symbols_text(f->ast->symbols, n->name);
	const char *start = "/" PATTERN_METAVAR;

	if (str_eq(text, STR("/" PATTERN_DOTS "/"))) {
		n->name = 0;
	} else if (str_starts(text, str_from(start)) &&
	    str_ends(text, STR("/"))) {
		text = str_from_at(text, strlen(start));
		text.len--;
		n->flags |= AST_STRING_METAVAR;
		n->spare = (uint16_t)number_of(f, "$", text);
	}
}

/* Turns a node around one special child into that child. */
static void
collapse(struct ast *a, uint32_t node, uint32_t child)
{
	struct ast_node *n = &a->v[node];

	n->kind = a->v[child].kind;
	n->name = a->v[child].name;
	n->flags = a->v[child].flags;
	n->first = a->v[child].first;
	AST_EACH(kid, a, node)
	a->v[kid].parent = node;
}

static bool
only_child_is(const struct ast *a, uint32_t node, enum ast_kind kind)
{
	uint32_t child = a->v[node].first;

	return child != 0 && a->v[child].next == 0 && a->v[child].kind == kind;
}

static void
fix_deep(struct ast *a, uint32_t node)
{
	uint32_t callee = a->v[node].first, args;

	if (callee == 0 || a->v[callee].kind != AST_NAME ||
	    !str_eq(ast_name(a, callee), STR(PATTERN_DEEP)))
		return;
	args = a->v[callee].next;
	if (args == 0 || a->v[args].first == 0)
		return;
	a->v[node].kind = AST_DEEP;
	a->v[node].first = a->v[args].first;
}

/* Kinds whose only meaning around "..." is "..." itself. */
static void
fix_around(struct ast *a, uint32_t node)
{
	switch (a->v[node].kind) {
	case AST_EXPR_STMT:
	case AST_SPREAD:
	case AST_PARAM:
	case AST_ALIAS:
	case AST_ASSIGN: /* a field of a class */
		if (only_child_is(a, node, AST_DOTS) ||
		    (a->v[node].kind != AST_EXPR_STMT &&
			only_child_is(a, node, AST_METAVARS)))
			collapse(a, node, a->v[node].first);
		break;
	case AST_PAIR: /* {...} in JavaScript: a shorthand name */
		if (a->v[node].first != 0 &&
		    a->v[a->v[node].first].kind == AST_DOTS)
			collapse(a, node, a->v[node].first);
		break;
	case AST_CALL:
		fix_deep(a, node);
		break;
	default:
		break;
	}
}

/* "..." within a template stands for any parts. */
static void
fix_template(struct ast *a, uint32_t node)
{
	AST_EACH(part, a, node)
	if (a->v[part].kind == AST_STRING &&
	    str_eq(ast_name(a, part), STR("...")))
		a->v[part].kind = AST_DOTS;
}

/* An attribute "..." of an element; $K=v is about an argument of any name. */
static void
fix_keyarg(struct fixer *f, uint32_t node)
{
	struct str name = ast_name(f->ast, node);

	if (str_eq(name, STR(PATTERN_DOTS))) {
		f->ast->v[node].kind = AST_DOTS;
		f->ast->v[node].first = 0;
	} else if (str_starts(name, STR(PATTERN_METAVAR))) {
		f->ast->v[node].flags |= AST_STRING_METAVAR;
		f->ast->v[node].spare = (uint16_t)number_of(
		    f, "$", str_from_at(name, sizeof(PATTERN_METAVAR) - 1));
		f->ast->v[node].name = 0;
	}
}

static void
fix_tree(struct fixer *f)
{
	struct ast *a = f->ast;

	for (uint32_t i = a->n - 1; i > 0; i--) {
		struct ast_node *n = &a->v[i];

		if (n->kind == AST_NAME || n->kind == AST_FIELD)
			fix_word(f, n);
		else if (n->kind == AST_STRING && !fix_content(f, n))
			fix_string(f, n);
		else if (n->kind == AST_REGEX)
			fix_slashes(f, n);
		else if (n->kind == AST_TEMPLATE)
			fix_template(a, i);
		else if (n->kind == AST_KEYARG)
			fix_keyarg(f, i);
		else
			fix_around(a, i);
	}
}

/* a.b.c: names all the way, so that an import may stand for its head */
static void
flag_chains(struct ast *a)
{
	for (uint32_t i = a->n - 1; i > 0; i--) {
		struct ast_node *n = &a->v[i];

		if (n->kind == AST_NAME)
			n->flags |= AST_CHAIN;
		if (n->kind == AST_MEMBER && n->first != 0 &&
		    (a->v[n->first].flags & AST_CHAIN) != 0 &&
		    a->v[a->v[n->first].next].kind == AST_FIELD)
			n->flags |= AST_CHAIN;
	}
}

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

static enum err_code
need(struct pattern *p, const struct pattern_reader *r, struct str name)
{
	if (plain_word(name) && !str_starts(name, STR("__mv")) &&
	    !str_eq(name, STR(PATTERN_DEEP)))
		p->needs[p->need_count++] = symbols_add(r->symbols, name);
	return ERR_NONE;
}

/* Names a match cannot be without.  A string may have been put together
   elsewhere, and "this" or a keyword may be implied. */
static enum err_code
collect_needs(
    struct pattern *p, const struct pattern_reader *r, struct err *err)
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

		if (kind == AST_NAME || kind == AST_FIELD || kind == AST_KEYARG)
			(void)need(p, r, name);
		else if (kind == AST_IMPORT)
			while (str_next(&name, '.', &piece) &&
			    p->need_count < a->n * 2)
				(void)need(p, r, piece);
	}
	return ERR_NONE;
}

static enum err_code
choose_root(struct pattern *p, struct err *err)
{
	struct ast *a = p->ast;
	uint32_t first = a->v[1].first;

	if (first == 0)
		return err_set(err, ERR_SYNTAX, "the pattern is empty");
	p->sequence = a->v[first].next != 0;
	p->root = p->sequence ? 1 : first;
	if (!p->sequence && a->v[first].kind == AST_EXPR_STMT &&
	    a->v[first].first != 0)
		p->root = a->v[first].first;
	return ERR_NONE;
}

static enum err_code
parse(const struct pattern_reader *r, const struct language *language,
    struct str text, struct ast **out, struct err *err)
{
	enum err_code rc;
	struct buf buf;
	struct str code;

	buf_init(&buf, PATTERN_MAX);
	pattern_rewrite(&buf, language, text);
	rc = buf_finish(&buf, err);
	code = arena_buf(r->arena, &buf);
	buf_release(&buf);
	if (rc != ERR_NONE)
		return rc;
	if (code.ptr == NULL)
		return arena_fail(r->arena, err);
	rc = parser_read(r->parser, language, code, &parse_limits_default,
	    r->symbols, r->arena, out, err);
	if (rc == ERR_NONE && (*out)->errors > 0)
		rc = err_set(err, ERR_UNSUPPORTED,
		    "the pattern does not parse as %s: %.*s", language->name,
		    (int)(text.len > 200 ? 200 : text.len), text.ptr);
	return rc;
}

enum err_code
pattern_read(const struct pattern_reader *r, const struct language *language,
    struct str text, struct pattern *out, struct err *err)
{
	struct pattern p = {0};
	struct fixer f = {.r = r, .err = err};
	enum err_code rc;

	rc = parse(r, language, str_trim(text), &p.ast, err);
	if (rc != ERR_NONE)
		return rc;
	f.ast = p.ast;
	f.pattern = &p;
	fix_tree(&f);
	flag_chains(p.ast);
	rc = f.rc;
	if (rc == ERR_NONE)
		rc = choose_root(&p, err);
	if (rc == ERR_NONE)
		rc = collect_needs(&p, r, err);
	if (rc == ERR_NONE)
		*out = p;
	else
		pattern_release(&p);
	return rc;
}

void
pattern_release(struct pattern *p)
{
	for (uint32_t i = 0; i < p->regex_count; i++)
		pcre2_code_free(p->regexes[i]);
	p->regex_count = 0;
}
