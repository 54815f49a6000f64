#define PCRE2_CODE_UNIT_WIDTH 8
#include "scan/pattern.h"

#include <pcre2.h>

#include "scan/pattern_need.h"
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

	if (str_starts(word, STR("$__")))
		word = str_from_at(word, 1);
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

/* Where the letters behind the last slash of "=~/re/im" begin; 0: it is none
   such. */
static size_t
regex_end(struct str text, uint32_t *flags)
{
	size_t at = text.len;

	*flags = 0;
	if (!str_starts(text, STR("=~/")))
		return 0;
	for (; at > 4 && text.ptr[at - 1] != '/'; at--)
		switch (text.ptr[at - 1]) {
		case 'i':
			*flags |= PCRE2_CASELESS;
			break;
		case 'm':
			*flags |= PCRE2_MULTILINE;
			break;
		case 's':
			*flags |= PCRE2_DOTALL;
			break;
		default:
			return 0;
		}
	return at > 4 ? at : 0;
}

/* "=~/re/" */
static void
fix_regex(struct fixer *f, struct ast_node *n, struct str text, uint32_t flags)
{
	struct pattern *p = f->pattern;
	PCRE2_SIZE offset;
	int code;

	if (p->regexes == NULL)
		p->regexes = ARENA_ARRAY(
		    f->r->arena, f->ast->n, struct pcre2_real_code_8 *);
	if (p->regexes == NULL) {
		f->rc = arena_fail(f->r->arena, f->err);
		return;
	}
	p->regexes[p->regex_count] = pcre2_compile(
	    (PCRE2_SPTR)text.ptr, text.len, flags, &code, &offset, NULL);
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
	uint32_t flags;
	size_t i = 1, end = regex_end(text, &flags);
	struct ast_node *above = &f->ast->v[n->parent];

	if (above->kind == AST_IMPORT &&
	    (end > 0 || str_starts(text, STR("$"))))
		above->name = 0; /* any; the text says which */
	if (end > 0) {
		fix_regex(f, n, str_sub(text, 3, end - 4), flags);
		return;
	}
	while (i < text.len &&
	    ((text.ptr[i] >= 'A' && text.ptr[i] <= 'Z') ||
		(text.ptr[i] >= '0' && text.ptr[i] <= '9') ||
		text.ptr[i] == '_'))
		i++;
	if (str_starts(text, STR(PATTERN_METAVAR)) ||
	    str_starts(text, STR(PATTERN_METAVARS)) ||
	    str_eq(text, STR(PATTERN_DOTS))) { /* where names have quotes */
		fix_word(f, n);
		return;
	}
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

/* "..." or $...X where only a declaration may stand: its type says nothing. */
static bool
is_declared(const struct ast *a, uint32_t node)
{
	uint32_t name = a->v[node].first;

	return name != 0 && a->v[name].next != 0 && ast_value(a, node) == 0 &&
	    (a->v[name].kind == AST_DOTS || a->v[name].kind == AST_METAVARS);
}

/* "case ...:" without statements: any cases */
static bool
is_any_case(const struct ast *a, uint32_t node)
{
	uint32_t value = a->v[node].first, block;

	if (value == 0 || a->v[value].kind != AST_DOTS)
		return false;
	block = a->v[value].next;
	return block != 0 && a->v[block].kind == AST_BLOCK &&
	    a->v[block].first == 0;
}

/* Whether a name is __tmv_X; it becomes $X. */
static bool
fix_typed_name(struct fixer *f, uint32_t name)
{
	struct ast_node *n = &f->ast->v[name];
	struct str word = symbols_text(f->ast->symbols, n->name);

	if (name == 0 || n->kind != AST_NAME ||
	    !str_starts(word, STR(PATTERN_TYPED)))
		return false;
	n->kind = AST_METAVAR;
	n->name =
	    number_of(f, "$", str_from_at(word, sizeof(PATTERN_TYPED) - 1));
	return true;
}

/* (T)__tmv_X */
static void
fix_typed_cast(struct fixer *f, uint32_t node)
{
	if (fix_typed_name(f, f->ast->v[node].first))
		f->ast->v[node].kind = AST_TYPED;
}

/* __typed__(__tmv_X, T): the arguments become the type */
static void
fix_typed_call(struct fixer *f, uint32_t node)
{
	struct ast_node *v = f->ast->v;
	uint32_t callee = v[node].first, args, name, type;

	if (callee == 0 || v[callee].kind != AST_NAME ||
	    !str_eq(ast_name(f->ast, callee), STR(PATTERN_TARGET)))
		return;
	args = v[callee].next;
	name = args != 0 ? v[args].first : 0;
	type = name != 0 ? v[name].next : 0;
	if (type == 0 || !fix_typed_name(f, name))
		return;
	v[node].kind = AST_TYPED;
	v[node].first = name;
	v[name].next = args;
	v[name].parent = node;
	v[args].kind = AST_TYPE;
	v[args].first = type;
}

/* Kinds whose only meaning around "..." is "..." itself. */
static void
fix_around(struct fixer *f, uint32_t node)
{
	struct ast *a = f->ast;

	switch (a->v[node].kind) {
	case AST_CAST:
		fix_typed_cast(f, node);
		break;
	case AST_CASE:
		if (is_any_case(a, node))
			collapse(a, node, a->v[node].first);
		break;
	case AST_ASSIGN:
		if (is_declared(a, node) || only_child_is(a, node, AST_DOTS))
			collapse(a, node, a->v[node].first);
		break;
	case AST_EXPR_STMT:
	case AST_SPREAD:
	case AST_PARAM:
	case AST_ALIAS:
		if (only_child_is(a, node, AST_DOTS) || is_declared(a, node) ||
		    (a->v[node].kind != AST_EXPR_STMT &&
			only_child_is(a, node, AST_METAVARS)))
			collapse(a, node, a->v[node].first);
		break;
	case AST_MEMBER:
		if (a->v[node].first != 0 &&
		    a->v[a->v[node].first].kind == AST_TYPED &&
		    str_eq(ast_name(a, a->v[a->v[node].first].next),
			STR(PATTERN_TARGET)))
			collapse(a, node, a->v[node].first);
		break;
	case AST_PAIR: /* {...} in JavaScript: a shorthand name */
		if (a->v[node].first != 0 &&
		    a->v[a->v[node].first].kind == AST_DOTS)
			collapse(a, node, a->v[node].first);
		break;
	case AST_CALL:
		fix_deep(a, node);
		fix_typed_call(f, node);
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
			fix_around(f, i);
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
only_child(const struct ast *a, uint32_t node)
{
	uint32_t first = a->v[node].first;

	return first != 0 && a->v[first].next == 0;
}

/* "a: b" is a pair of any mapping, "- a" an item of any sequence. */
static bool
stands_for_its_part(const struct ast *a, uint32_t node)
{
	char sign = a->source.ptr[a->v[node].start];

	return a->v[node].kind == AST_DICT ||
	    (a->v[node].kind == AST_LIST && sign == '-');
}

/* The outermost nodes within the pattern's own part of the source: one is the
   root, several are the children of one node and follow one another. */
static enum err_code
choose_root(struct pattern *p, struct ast_span own, bool lines, struct err *err)
{
	struct ast *a = p->ast;
	uint32_t outer = 1, inner = 0, first;

	do {
		outer = inner != 0 ? inner : outer;
		inner = 0;
		AST_EACH(kid, a, outer)
		if (a->v[kid].start <= own.start && a->v[kid].end >= own.end &&
		    a->v[kid].end - a->v[kid].start > own.end - own.start)
			inner = kid;
	} while (inner != 0);
	first = a->v[outer].first;
	while (first != 0 && a->v[first].start < own.start)
		first = a->v[first].next;
	if (first == 0 || a->v[first].end > own.end)
		return err_set(err, ERR_SYNTAX, "the pattern is empty");
	if (own.start > 0 && a->v[first].start > own.start) /* finally {} */
		return err_set(err, ERR_UNSUPPORTED,
		    "the pattern is no piece of code of its own");
	p->sequence =
	    a->v[first].next != 0 && a->v[a->v[first].next].end <= own.end;
	p->root = p->sequence ? outer : first;
	if (lines && only_child(a, p->root) && stands_for_its_part(a, p->root))
		p->root = a->v[p->root].first;
	if (!p->sequence && a->v[first].kind == AST_EXPR_STMT &&
	    a->v[first].first != 0)
		p->root = a->v[first].first;
	return ERR_NONE;
}

static enum err_code
rewrite(const struct language *language, struct str text, struct arena *arena,
    struct str *out, struct err *err)
{
	enum err_code rc;
	struct buf buf;

	buf_init(&buf, PATTERN_MAX);
	pattern_rewrite(&buf, language, text);
	rc = buf_finish(&buf, err);
	*out = arena_buf(arena, &buf);
	buf_release(&buf);
	return rc == ERR_NONE && out->ptr == NULL ? arena_fail(arena, err) : rc;
}

/* The code within a wrapper, and the part that is its own: up to a semicolon
   that the wrapper adds. */
static struct str
wrap(const char *wrapper, struct str code, struct arena *arena,
    struct ast_span *own)
{
	struct str around = str_from(wrapper);
	size_t at = str_find(around, STR("%s"));

	own->start = (uint32_t)at;
	own->end = (uint32_t)(at + code.len);
	if (str_starts(str_from_at(around, at + 2), STR(";")))
		own->end++;
	return arena_strf(arena, "%.*s%.*s%s", (int)at, wrapper, STR_FMT(code),
	    wrapper + at + 2);
}

static enum err_code
parse(const struct pattern_reader *r, const struct language *language,
    struct str text, struct ast **out, struct ast_span *own, struct err *err)
{
	static const char *const bare[] = {"%s", NULL};
	const char *const *wrapper =
	    language->wrappers != NULL ? language->wrappers : bare;
	struct str code;
	enum err_code rc = rewrite(language, text, r->arena, &code, err);

	for (; rc == ERR_NONE && *wrapper != NULL; wrapper++) {
		struct str whole = wrap(*wrapper, code, r->arena, own);

		if (whole.ptr == NULL)
			return arena_fail(r->arena, err);
		rc = parser_read(r->parser, language, whole,
		    &parse_limits_default, r->symbols, r->arena, out, err);
		if (rc == ERR_NONE && (*out)->errors == 0)
			return ERR_NONE;
	}
	if (rc != ERR_NONE)
		return rc;
	return err_set(err, ERR_UNSUPPORTED,
	    "the pattern does not parse as %s: %.*s", language->name,
	    (int)(text.len > 200 ? 200 : text.len), text.ptr);
}

enum err_code
pattern_read(const struct pattern_reader *r, const struct language *language,
    struct str text, struct pattern *out, struct err *err)
{
	struct pattern p = {0};
	struct fixer f = {.r = r, .err = err};
	struct ast_span own = {0, 0};
	enum err_code rc;

	rc = parse(r, language, str_trim(text), &p.ast, &own, err);
	if (rc != ERR_NONE)
		return rc;
	f.ast = p.ast;
	f.pattern = &p;
	fix_tree(&f);
	flag_chains(p.ast);
	rc = f.rc;
	if (rc == ERR_NONE)
		rc = choose_root(&p, own, language->lines, err);
	if (rc == ERR_NONE)
		rc = pattern_needs(&p, r, language, err);
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
