#include "syntax/testing.h"

static const struct row python_rows[] = {
    {"", ""},
    {"x = f(1, k='v')",
	"(expr_stmt (assign = (name x) (call (name f) (args "
	"(number 1) (keyarg k (string v))))))"},
    {"a.b[c]", "(expr_stmt (index (member (name a) (field b)) (name c)))"},
    {"f\"a{x}b\"", "(expr_stmt (template (string a) (name x) (string b)))"},
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

static void
python_becomes_the_generic_tree(void)
{
	check_trees("python", python_rows, NELEM(python_rows));
}

static const struct row javascript_rows[] = {
    {"const x = f(1);",
	"(expr_stmt (assign = (name x) (call (name f) (args (number "
	"1)))))"},
    {"`a${x}b`", "(expr_stmt (template (string a) (name x) (string b)))"},
    {"x => y", "(expr_stmt (lambda (params (param (name x))) (name y)))"},
    {"f(function (a, ...b) { return a; })",
	"(expr_stmt (call (name f) (args (lambda (params (param (name "
	"a)) (spread ... (name b))) (block (return (name a)))))))"},
    {"({a, 'b': 1, m() {}, ...c})",
	"(expr_stmt (dict (pair (field a) (name a)) (pair (string b) "
	"(number 1)) (pair (field m) (lambda (params) (block))) "
	"(spread ... (name c))))"},
    {"a?.b.c", "(expr_stmt (member (member (name a) (field b)) (field c)))"},
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
    {"with (a) b();",
	"(with (name a) (block (expr_stmt (call (name b) (args)))))"},
    {"debugger;", "(expr_stmt (name debugger))"},
    {"export { a }; export * from 'm';", ""},
    {"@D class A { @E() m() {} static async n() {} }",
	"(class (decorator (name D)) (name A) (block (func (decorator "
	"(call "
	"(name E) (args))) (name m) (params) (block)) (func (modifier "
	"static) "
	"(name n) (params) (block))))"},
    {"/a\\/b/g.test(c);",
	"(expr_stmt (call (member (regex /a\\/b/g) (field test)) (args "
	"(name "
	"c))))"},
    {"new.target;", "(expr_stmt (name new.target))"},
    {"class A extends B { static { c(); } }",
	"(class (name A) (args (name B)) (block (block (expr_stmt "
	"(call (name c) "
	"(args))))))"},
    {"a?.[b] ?? c;",
	"(expr_stmt (binary ?? (index (name a) (name b)) (name c)))"},
};

static void
javascript_becomes_the_generic_tree(void)
{
	check_trees("javascript", javascript_rows, NELEM(javascript_rows));
}

static const struct row typescript_rows[] = {
    {"let x: string = f(1);",
	"(expr_stmt (assign = (name x) (call (name f) (args (number "
	"1))) (type "
	"(name string))))"},
    {"let x: a.B<C>[] | null;",
	"(expr_stmt (assign = (name x) (type (binary | (unary [] "
	"(index (member "
	"(name a) (field B)) (name C))) (null)))))"},
    {"let f: (a: A, ...b: B[]) => void;",
	"(expr_stmt (assign = (name f) (type (lambda (params (param "
	"(name a) "
	"(type (name A))) (spread ... (name b) (type (unary [] (name "
	"B))))) "
	"(type (name void))))))"},
    {"let o: { a: string; b?: number; m(x: A): B; [k: string]: C };",
	"(expr_stmt (assign = (name o) (type (dict (pair (field a) "
	"(type (name "
	"string))) (pair (field b) (type (name number))) (pair (field "
	"m) (lambda "
	"(params (param (name x) (type (name A)))) (type (name B)))) "
	"(pair (type "
	"(name string)) (type (name C)))))))"},
    {"let t: [a: A, b?: B, ...c: C[]];",
	"(expr_stmt (assign = (name t) (type (tuple (name A) (name B) "
	"(unary [] "
	"(name C))))))"},
    {"let q: typeof x | keyof T;",
	"(expr_stmt (assign = (name q) (type (binary | (unary typeof "
	"(name x)) "
	"(unary keyof (name T))))))"},
    {"let r: readonly A[] & B;",
	"(expr_stmt (assign = (name r) (type (unary readonly (binary & "
	"(unary [] "
	"(name A)) (name B))))))"},
    {"let l: A['b'];",
	"(expr_stmt (assign = (name l) (type (index (name A) (string "
	"b)))))"},
    {"let c: A extends B ? C : D;",
	"(expr_stmt (assign = (name c) (type (cond (binary extends "
	"(name A) "
	"(name B)) (name C) (name D)))))"},
    {"let s: `a${B}`;",
	"(expr_stmt (assign = (name s) (type (template (string a) "
	"(name B)))))"},
    {"let n: new (a: A) => B;",
	"(expr_stmt (assign = (name n) (type (lambda (params (param "
	"(name a) "
	"(type (name A)))) (type (name B))))))"},
    {"let z: (A | B)[];",
	"(expr_stmt (assign = (name z) (type (unary [] (binary | (name "
	"A) (name "
	"B))))))"},
    {"function f(a: A, b?: B, c = 1): Promise<C> { return a; }",
	"(func (name f) (params (param (name a) (type (name A))) "
	"(param (name b) "
	"(modifier ?) (type (name B))) (param (name c) (number 1))) "
	"(type (index "
	"(name Promise) (name C))) (block (return (name a))))"},
    {"function f(a: A): B;",
	"(func (name f) (params (param (name a) (type (name A)))) "
	"(type (name "
	"B)))"},
    {"function is(x: A): x is B { }",
	"(func (name is) (params (param (name x) (type (name A)))) "
	"(type (binary "
	"is (name x) (name B))) (block))"},
    {"function must(x: A): asserts x is B;",
	"(func (name must) (params (param (name x) (type (name A)))) "
	"(type "
	"(unary asserts (binary is (name x) (name B)))))"},
    {"function f<T>(this: A, {b}: B, ...c: C[]) { }",
	"(func (name f) (params (param (name this) (type (name A))) "
	"(param (dict "
	"(pair (field b) (name b))) (type (name B))) (spread ... (name "
	"c) (type "
	"(unary [] (name C))))) (block))"},
    {"const f = async (a: A): Promise<B> => a;",
	"(expr_stmt (assign = (name f) (lambda (params (param (name a) "
	"(type "
	"(name A)))) (type (index (name Promise) (name B))) (name "
	"a))))"},
    {"x as A;", "(expr_stmt (cast (name x) (type (name A))))"},
    {"x as const;", "(expr_stmt (name x))"},
    {"x satisfies A;", "(expr_stmt (cast (name x) (type (name A))))"},
    {"<A>x;", "(expr_stmt (cast (name x) (type (name A))))"},
    {"x!.y;", "(expr_stmt (member (name x) (field y)))"},
    {"(x: A);", "(expr_stmt (cast (name x) (type (name A))))"},
    {"f<A>(x);", "(expr_stmt (call (name f) (args (name x)) (type (name A))))"},
    {"new M<A, B>();",
	"(expr_stmt (new (name M) (args) (type (name A)) (type (name "
	"B))))"},
    {"f<A>;", "(expr_stmt (index (name f) (name A)))"},
    {"class A<T> extends B<T> implements C, D { }",
	"(class (name A) (args (name B)) (type (name C)) (type (name "
	"D)) (block))"},
    {"class A implements C { }", "(class (name A) (type (name C)) (block))"},
    {"abstract class A { abstract m(a: A): B; }",
	"(class (modifier abstract) (name A) (block (func (modifier "
	"abstract) "
	"(name m) (params (param (name a) (type (name A)))) (type "
	"(name B)))))"},
    {"class A { private readonly x: string = 'a'; static y?: B; #z = "
     "1; "
     "declare w: C; }",
	"(class (name A) (block (expr_stmt (assign = (field x) (string "
	"a) "
	"(modifier private) (modifier readonly) (type (name string)))) "
	"(expr_stmt (assign = (field y) (modifier static) (modifier ?) "
	"(type "
	"(name B)))) (expr_stmt (assign = (field #z) (number 1))) "
	"(expr_stmt "
	"(assign = (field w) (modifier declare) (type (name C))))))"},
    {"class A { constructor(private a: A, @D() public readonly b: B) { "
     "super(); } }",
	"(class (name A) (block (func (name constructor) (params "
	"(param (name a) "
	"(modifier private) (type (name A))) (param (name b) "
	"(decorator (call "
	"(name D) (args))) (modifier public) (modifier readonly) (type "
	"(name "
	"B)))) (block (expr_stmt (call (name super) (args)))))))"},
    {"class A { @Get('x') async m(): Promise<A> { } static get n() { "
     "return "
     "1; } }",
	"(class (name A) (block (func (decorator (call (name Get) "
	"(args (string "
	"x)))) (name m) (params) (type (index (name Promise) (name "
	"A))) (block)) "
	"(func (modifier static) (modifier get) (name n) (params) "
	"(block (return "
	"(number 1))))))"},
    {"@D({a: 1}) class A { }",
	"(class (decorator (call (name D) (args (dict (pair (field a) "
	"(number "
	"1)))))) (name A) (block))"},
    {"@D export class A { }", "(class (decorator (name D)) (name A) (block))"},
    {"class A { @D() x: string; @E @F() m() { } }",
	"(class (name A) (block (expr_stmt (assign = (field x) "
	"(decorator (call "
	"(name D) (args))) (type (name string)))) (func (decorator "
	"(name E)) "
	"(decorator (call (name F) (args))) (name m) (params) "
	"(block))))"},
    {"interface A extends B, C.D { a: A; m(x: B): C; readonly b?: "
     "string; }",
	"(class (modifier interface) (name A) (args (name B) (member "
	"(name C) "
	"(field D))) (block (expr_stmt (assign = (field a) (type (name "
	"A)))) "
	"(func (name m) (params (param (name x) (type (name B)))) "
	"(type (name "
	"C))) (expr_stmt (assign = (field b) (modifier readonly) "
	"(modifier ?) "
	"(type (name string))))))"},
    {"interface A { (x: B): C; new (x: B): A; [k: string]: C }",
	"(class (modifier interface) (name A) (block (lambda (params "
	"(param "
	"(name x) (type (name B)))) (type (name C))) (lambda (params "
	"(param "
	"(name x) (type (name B)))) (type (name A))) (pair (type (name "
	"string)) "
	"(type (name C)))))"},
    {"enum A { B, C = 1, 'D' = 2 }",
	"(class (modifier enum) (name A) (block (expr_stmt (assign = "
	"(field B))) "
	"(expr_stmt (assign = (field C) (number 1))) (expr_stmt "
	"(assign = "
	"(string D) (number 2)))))"},
    {"const enum A { B }",
	"(class (modifier const) (modifier enum) (name A) (block "
	"(expr_stmt "
	"(assign = (field B)))))"},
    {"declare enum A { B }",
	"(class (modifier enum) (name A) (block (expr_stmt (assign = "
	"(field "
	"B)))))"},
    {"namespace A.B { export const c = 1; }",
	"(class (modifier namespace) (member (name A) (field B)) "
	"(block "
	"(expr_stmt (assign = (name c) (number 1)))))"},
    {"declare module 'm' { function f(): void; }",
	"(class (modifier module) (string m) (block (func (name f) "
	"(params) "
	"(type (name void)))))"},
    {"declare const x: A;", "(expr_stmt (assign = (name x) (type (name A))))"},
    {"declare global { var x: A; }",
	"(block (expr_stmt (assign = (name x) (type (name A)))))"},
    {"type A<T> = B<T>;",
	"(other type_alias_declaration (name A) (type (index (name B) "
	"(name T))))"},
    {"import type { A } from 'm';", "(import m (alias A (name A)))"},
    {"import { type A, b as c } from 'm';",
	"(import m (alias A (name A)) (alias b (name c)))"},
    {"import a = require('m');", "(import m (alias default (name a)))"},
    {"import a = b.c;",
	"(expr_stmt (assign = (name a) (member (name b) (field c))))"},
    {"export = a;", "(expr_stmt (name a))"},
    {"export default class A { }", "(class (name A) (block))"},
    {"export { a };", ""},
    {"try { a(); } catch (e: unknown) { }",
	"(try (block (expr_stmt (call (name a) (args)))) (catch (name "
	"e) "
	"(block)))"},
    {"for (const a of b as C[]) { }",
	"(for_in (name a) (cast (name b) (type (unary [] (name C)))) "
	"(block))"},
    {"debugger;", "(expr_stmt (name debugger))"},
    {"with (a) { b(); }",
	"(with (name a) (block (expr_stmt (call (name b) (args)))))"},
};

static void
typescript_becomes_the_generic_tree(void)
{
	check_trees("typescript", typescript_rows, NELEM(typescript_rows));
}

static const struct row tsx_rows[] = {
    {"const A: FC<P> = ({ a }) => <B<string> {...a} c=\"d\" e={f as "
     "G}>t</B>;",
	"(expr_stmt (assign = (name A) (lambda (params (param (dict "
	"(pair (field "
	"a) (name a))))) (element (name B) (spread ... (name a)) "
	"(keyarg c "
	"(string d)) (keyarg e (cast (name f) (type (name G)))) "
	"(string t))) "
	"(type (index (name FC) (name P)))))"},
    {"<></>;", "(expr_stmt (element))"},
    {"<a.b c:d=\"e\" f />;",
	"(expr_stmt (element (member (name a) (field b)) (keyarg c:d "
	"(string e)) "
	"(keyarg f)))"},
    {"<T,>(x: T) => x;",
	"(expr_stmt (lambda (params (param (name x) (type (name T)))) "
	"(name x)))"},
    {"useState<A | null>(null);",
	"(expr_stmt (call (name useState) (args (null)) (type (binary "
	"| (name A) "
	"(null)))))"},
};

static void
tsx_has_elements_and_types(void)
{
	check_trees("tsx", tsx_rows, NELEM(tsx_rows));
}

static const struct row java_rows[] = {
    {"int x = f(1);",
	"(expr_stmt (assign = (name x) (call (name f) (args (number "
	"1))) (type (name int))))"},
    {"private static final String a = \"b\", c;",
	"(expr_stmt (assign = (name a) (string b) (modifier private) "
	"(modifier static) (modifier final) (type (name "
	"String))))(expr_stmt (assign = (name c) (modifier private) "
	"(modifier static) (modifier final) (type (name String))))"},
    {"int[] a = {1, 2};",
	"(expr_stmt (assign = (name a) (list (number 1) (number 2)) "
	"(type (unary [] (name int)))))"},
    {"int a[] = b;",
	"(expr_stmt (assign = (name a) (name b) (type (unary [] (name "
	"int)))))"},
    {"var x = new A<>(1);",
	"(expr_stmt (assign = (name x) (new (index (name A)) (args "
	"(number 1))) (type (name var))))"},
    {"a.b.c(d).e;",
	"(expr_stmt (member (call (member (member (name a) (field b)) "
	"(field c)) (args (name d))) (field e)))"},
    {"this.x = y;",
	"(expr_stmt (assign = (member (name this) (field x)) (name "
	"y)))"},
    {"super.f();", "(expr_stmt (call (member (name super) (field f)) (args)))"},
    {"A.super.f();",
	"(expr_stmt (call (member (member (name A) (field super)) "
	"(field f)) (args)))"},
    {"new int[3][n];",
	"(expr_stmt (new (unary [] (name int)) (args (number 3) (name "
	"n))))"},
    {"new String[]{\"a\"};",
	"(expr_stmt (new (unary [] (name String)) (args) (list (string "
	"a))))"},
    {"new Runnable() { public void run() { a(); } };",
	"(expr_stmt (new (name Runnable) (args) (block (func (modifier "
	"public) (type (name void)) (name run) (params) (block "
	"(expr_stmt (call (name a) (args))))))))"},
    {"x = (String) y;",
	"(expr_stmt (assign = (name x) (cast (name y) (type (name "
	"String)))))"},
    {"x = a instanceof B;",
	"(expr_stmt (assign = (name x) (binary instanceof (name a) "
	"(name B))))"},
    {"if (a instanceof B b) c(b);",
	"(if (binary instanceof (name a) (name B) (name b)) (block "
	"(expr_stmt (call (name c) (args (name b))))))"},
    {"x = a ? b : c;",
	"(expr_stmt (assign = (name x) (cond (name a) (name b) (name "
	"c))))"},
    {"x += 'c';", "(expr_stmt (assign += (name x) (number 'c')))"},
    {"i++;", "(expr_stmt (unary ++ (name i)))"},
    {"!a && -b > 0x1F;",
	"(expr_stmt (binary && (unary ! (name a)) (binary > (unary - "
	"(name b)) (number 0x1F))))"},
    {"f(String.class, A::new, this::g);",
	"(expr_stmt (call (name f) (args (member (name String) (field "
	"class)) (binary :: (name A) (field new)) (binary :: (name "
	"this) (field g)))))"},
    {"f(x -> y, (a, b) -> { return a; }, (int c) -> c);",
	"(expr_stmt (call (name f) (args (lambda (params (param (name "
	"x))) (name y)) (lambda (params (param (name a)) (param (name "
	"b))) (block (return (name a)))) (lambda (params (param (name "
	"c) (type (name int)))) (name c)))))"},
    {"x = \"\"\"\\n a\\n \"\"\";",
	"(expr_stmt (assign = (name x) (string \"\\n a\\n \")))"},
    {"a[0] = null;",
	"(expr_stmt (assign = (index (name a) (number 0)) (null)))"},
    {"if (a) b(); else if (c) d(); else { e(); }",
	"(if (name a) (block (expr_stmt (call (name b) (args)))) (if "
	"(name c) (block (expr_stmt (call (name d) (args)))) (block "
	"(expr_stmt (call (name e) (args))))))"},
    {"while (a) b();",
	"(while (name a) (block (expr_stmt (call (name b) (args)))))"},
    {"do { a(); } while (b);",
	"(while (name b) (block (expr_stmt (call (name a) (args)))))"},
    {"for (int i = 0; i < n; i++) a(i);",
	"(for (expr_stmt (assign = (name i) (number 0) (type (name "
	"int)))) (binary < (name i) (name n)) (unary ++ (name i)) "
	"(block (expr_stmt (call (name a) (args (name i))))))"},
    {"for (final String s : list) a(s);",
	"(for_in (assign = (name s) (modifier final) (type (name "
	"String))) (name list) (block (expr_stmt (call (name a) (args "
	"(name s))))))"},
    {"try { a(); } catch (final A | B e) { b(); } finally { c(); }",
	"(try (block (expr_stmt (call (name a) (args)))) (catch "
	"(assign "
	"= (name e) (modifier final) (type (binary | (name A) (name "
	"B)))) (block (expr_stmt (call (name b) (args))))) (block "
	"(expr_stmt (call (name c) (args)))))"},
    {"try (A a = b(); c) { d(); }",
	"(with (assign = (name a) (call (name b) (args)) (type (name "
	"A))) (name c) (block (expr_stmt (call (name d) (args)))))"},
    {"try (A a = b()) { d(); } catch (E e) { f(); }",
	"(with (assign = (name a) (call (name b) (args)) (type (name "
	"A))) (block (try (block (expr_stmt (call (name d) (args)))) "
	"(catch (assign = (name e) (type (name E))) (block (expr_stmt "
	"(call (name f) (args))))))))"},
    {"switch (a) { case 1: case 2: b(); break; default: c(); }",
	"(switch (name a) (case (number 1) (block)) (case (number 2) "
	"(block (expr_stmt (call (name b) (args))) (break))) (case "
	"(block (expr_stmt (call (name c) (args))))))"},
    {"x = switch (a) { case A, B -> 1; case C c when c.d() -> { "
     "yield 2; } default -> throw e; };",
	"(expr_stmt (assign = (name x) (switch (name a) (case (name A) "
	"(name B) (block (expr_stmt (number 1)))) (case (assign = "
	"(name "
	"c) (type (name C))) (call (member (name c) (field d)) (args)) "
	"(block (expr_stmt (yield (number 2))))) (case (block (throw "
	"(name e)))))))"},
    {"synchronized (a) { b(); }",
	"(with (name a) (block (expr_stmt (call (name b) (args)))))"},
    {"l: for (;;) { break l; }", "(for (block (break (name l))))"},
    {"assert a : \"b\";", "(assert (name a) (string b))"},
    {"return;", "(return)"},
    {"throw new E(\"m\");", "(throw (new (name E) (args (string m))))"},
    {"import a.b.C;", "(import a.b (alias C (name C)))"},
    {"import static a.B.*;", "(import a.B (alias * (name *)))"},
    {"package a.b;", "(other package (member (name a) (field b)))"},
    {"@A(b = \"c\", d = {1, 2}) @E class F<T extends G> extends H<T> "
     "implements I, J { }",
	"(class (decorator (call (name A) (args (keyarg b (string c)) "
	"(keyarg d (list (number 1) (number 2)))))) (decorator (call "
	"(name E) (args))) (name F) (modifier <> (name T)) (args "
	"(index "
	"(name H) (name T)) (name I) (name J)) (block))"},
    {"interface A extends B { int f(); }",
	"(class (modifier interface) (name A) (args (name B)) (block "
	"(func (type (name int)) (name f) (params))))"},
    {"enum A { B(1) { void f() { } }, C; int d; }",
	"(class (modifier enum) (name A) (block (expr_stmt (assign = "
	"(name B) (tuple (number 1)))) (block (func (type (name void)) "
	"(name f) (params) (block))) (expr_stmt (assign = (name C))) "
	"(expr_stmt (assign = (name d) (type (name int))))))"},
    {"record A(int b) { A { c(); } }",
	"(class (modifier record) (name A) (params (param (name b) "
	"(type (name int)))) (block (func (name A) (block (expr_stmt "
	"(call (name c) (args)))))))"},
    {"@interface A { String b() default \"c\"; }",
	"(class (modifier @interface) (name A) (block (func (type "
	"(name "
	"String)) (name b) (string c))))"},
    {"class A { A(B b) throws C { super(b); } static { d(); } { e(); "
     "} }",
	"(class (name A) (block (func (name A) (params (param (name b) "
	"(type (name B)))) (modifier throws (name C)) (block "
	"(expr_stmt "
	"(call (name super) (args (name b)))))) (block (expr_stmt "
	"(call "
	"(name d) (args)))) (block (expr_stmt (call (name e) "
	"(args))))))"},
    {"@Override public <T> List<T> f(@P(\"q\") String a, int... b) "
     "throws E, G { return null; }",
	"(func (decorator (call (name Override) (args))) (modifier "
	"public) (modifier <> (name T)) (type (index (name List) (name "
	"T))) (name f) (params (param (name a) (decorator (call (name "
	"P) (args (string q)))) (type (name String))) (param (name b) "
	"(type (unary [] (name int))))) (modifier throws (name E)) "
	"(modifier throws (name G)) (block (return (null))))"},
    {"Map<String, ? extends List<int[]>> m;",
	"(expr_stmt (assign = (name m) (type (index (name Map) (name "
	"String) (unary ? (index (name List) (unary [] (name "
	"int))))))))"},
    {"java.util.List<@N String> x;",
	"(expr_stmt (assign = (name x) (type (index (member (member "
	"(name java) (field util)) (field List)) (name String)))))"},
};

static void
java_becomes_the_generic_tree(void)
{
	check_trees("java", java_rows, NELEM(java_rows));
}

static void
broken_code_still_gives_its_healthy_parts(void)
{
	check_tree("python", "a()\n)\nb()",
	    "(expr_stmt (call (name a) (args)))(error)(expr_stmt (call (name "
	    "b) (args)))");
}

TEST_MAIN(T(python_becomes_the_generic_tree),
    T(javascript_becomes_the_generic_tree), T(java_becomes_the_generic_tree),
    T(typescript_becomes_the_generic_tree), T(tsx_has_elements_and_types),
    T(broken_code_still_gives_its_healthy_parts))
