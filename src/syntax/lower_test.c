#include "base/test.h"
#include "syntax/language.h"

/* The tree of one piece of code, without the file around it. */
static void
check_tree(const char *language, const char *code, const char *tree)
{
	struct parser *parser = parser_new();
	struct symbols symbols;
	struct arena arena;
	struct err err;
	struct ast *ast;
	struct buf out;

	arena_init(&arena, 8 << 20);
	buf_init(&out, 1 << 16);
	symbols_init(&symbols, &arena, NULL);
	CHECK_OK(parser_read(parser, language_named(str_from(language)),
		     str_from(code), &parse_limits_default, &symbols, &arena,
		     &ast, &err),
	    &err);
	AST_EACH(child, ast, 1)
	ast_write(&out, ast, child);
	CHECK_STR(buf_view(&out), str_from(tree));
	buf_release(&out);
	arena_release(&arena);
	parser_free(parser);
}

static void
python_becomes_the_generic_tree(void)
{
	static const struct {
		const char *code, *tree;
	} rows[] = {
	    {"", ""},
	    {"x = f(1, k='v')",
		"(expr_stmt (assign = (name x) (call (name f) (args "
		"(number 1) (keyarg k (string v))))))"},
	    {"a.b[c]",
		"(expr_stmt (index (member (name a) (field b)) (name c)))"},
	    {"f\"a{x}b\"",
		"(expr_stmt (template (string a) (name x) (string b)))"},
	    {"x = a if c else b",
		"(expr_stmt (assign = (name x) (cond (name c) (name a) "
		"(name b))))"},
	    {"@d\ndef f(a, b=1, *c): pass",
		"(func (decorator (name d)) (name f) (params (param (name a)) "
		"(param (name b) (number 1)) (spread * (name c))) (block "
		"(pass)))"},
	    {"if a:\n b\nelif c:\n d\nelse:\n e",
		"(if (name a) (block (expr_stmt (name b))) (if (name c) "
		"(block (expr_stmt (name d))) (block (expr_stmt (name "
		"e)))))"},
	    {"with open(p) as f:\n pass",
		"(with (assign = (name f) (call (name open) (args (name "
		"p)))) (block (pass)))"},
	    {"class A(B):\n x = None",
		"(class (name A) (args (name B)) (block (expr_stmt (assign = "
		"(name x) (null)))))"},
	    {"from a.b import c as d", "(import a.b (alias c (name d)))"},
	    {"x: int = not y",
		"(expr_stmt (assign = (name x) (unary not (name y)) (type "
		"(name int))))"},
	    {"def f(a: list[int], b: a.B | None = 1) -> str: pass",
		"(func (name f) (params (param (name a) (type (index (name "
		"list) (name int)))) (param (name b) (number 1) (type (binary "
		"| (member (name a) (field B)) (null))))) (type (name str)) "
		"(block (pass)))"},
	    {"try:\n a\nexcept E as e:\n b\nfinally:\n c",
		"(try (block (expr_stmt (name a))) (catch (assign = (name e) "
		"(name E)) (block (expr_stmt (name b)))) (block (expr_stmt "
		"(name c))))"},
	    {"[f(x) for x in y if z]",
		"(expr_stmt (comprehension (call (name f) (args (name x))) "
		"(for_in (name x) (name y)) (name z)))"},
	    {"{'a': 1, **b}",
		"(expr_stmt (dict (pair (string a) (number 1)) (spread ** "
		"(name b))))"},
	};

	for (size_t i = 0; i < NELEM(rows); i++)
		check_tree("python", rows[i].code, rows[i].tree);
}

static void
javascript_becomes_the_generic_tree(void)
{
	static const struct {
		const char *code, *tree;
	} rows[] = {
	    {"const x = f(1);",
		"(expr_stmt (assign = (name x) (call (name f) (args (number "
		"1)))))"},
	    {"`a${x}b`",
		"(expr_stmt (template (string a) (name x) (string b)))"},
	    {"x => y",
		"(expr_stmt (lambda (params (param (name x))) (name y)))"},
	    {"f(function (a, ...b) { return a; })",
		"(expr_stmt (call (name f) (args (lambda (params (param (name "
		"a)) (spread ... (name b))) (block (return (name a)))))))"},
	    {"({a, 'b': 1, m() {}, ...c})",
		"(expr_stmt (dict (pair (field a) (name a)) (pair (string b) "
		"(number 1)) (pair (field m) (lambda (params) (block))) "
		"(spread ... (name c))))"},
	    {"a?.b.c",
		"(expr_stmt (member (member (name a) (field b)) (field c)))"},
	    {"if (a) b; else if (c) d; else { e }",
		"(if (name a) (block (expr_stmt (name b))) (if (name c) "
		"(block (expr_stmt (name d))) (block (expr_stmt (name "
		"e)))))"},
	    {"new A", "(expr_stmt (new (name A) (args)))"},
	    {"import a, {b as c} from 'm'",
		"(import m (alias default (name a)) (alias b (name c)))"},
	    {"class A extends B { m(x) {} }",
		"(class (name A) (args (name B)) (block (func (name m) "
		"(params (param (name x))) (block))))"},
	    {"<a href={x}>t</a>",
		"(expr_stmt (element (name a) (keyarg href (name x)) (string "
		"t)))"},
	    {"for (const a of b) c();",
		"(for_in (name a) (name b) (block (expr_stmt (call (name c) "
		"(args)))))"},
	};

	for (size_t i = 0; i < NELEM(rows); i++)
		check_tree("javascript", rows[i].code, rows[i].tree);
}

static void
broken_code_still_gives_its_healthy_parts(void)
{
	check_tree("python", "a()\n)\nb()",
	    "(expr_stmt (call (name a) (args)))(error)(expr_stmt (call (name "
	    "b) (args)))");
}

TEST_MAIN(T(python_becomes_the_generic_tree),
    T(javascript_becomes_the_generic_tree),
    T(broken_code_still_gives_its_healthy_parts))
