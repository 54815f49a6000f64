#include "scan/testing.h"

static const struct row java_rows[] = {
    {"foo(...)",
	"foo();\n"
	"foo(1, b);\n"
	"bar(foo(3));\n"
	"food();\n",
	"1 2 3 "},
    {"foo($X, $X);",
	"foo(a, a);\n"
	"foo(a, b);\n"
	"foo(a.b(), a.b());\n",
	"1 3 "},
    {"$X.exec(\"...\" + $Y)",
	"r.exec(\"a\" + b);\n"
	"r.exec(\"a\" + \"b\" + c);\n"
	"r.exec(b);\n",
	"1 2 "},
    {"\"...\";",
	"f(\"a\");\n"
	"f('c');\n"
	"f(\"a\" + \"b\");\n"
	"f(a);\n",
	"1 3 3 3 "},
    {"foo(\"=~/^a.c$/i\");", "foo(\"ABC\");\nfoo(\"abd\");\n", "1 "},
    {"foo(true)",
	"class A {\n"
	"  private boolean b = true;\n"
	"  void m() {\n"
	"    foo(b);\n"
	"    foo(false);\n"
	"  }\n"
	"}\n",
	"4 "},
    {"String $X = $V;",
	"String a = b;\n"
	"final String c = d;\n"
	"int e = f;\n"
	"g = h;\n",
	"1 2 "},
    {"$T $X = $V;",
	"String a = b;\n"
	"c = d;\n"
	"List<E> f = g;\n",
	"1 3 "},
    {"$X = $V;",
	"String a = b;\n"
	"c = d;\n"
	"String e;\n",
	"1 2 "},
    {"final int $X = 1;", "final int a = 1;\nint b = 1;\n", "1 "},
    {"List $X = new ArrayList<>();",
	"List<A> a = new ArrayList<>();\nSet<A> b = new "
	"ArrayList<>();\n",
	"1 "},
    {"Map<String, $V> $X = ...;",
	"Map<String, A> a = b();\nMap<A, String> c = d();\n", "1 "},
    {"byte[] $X = {..., 2, ...};",
	"byte[] a = {1, 2};\n"
	"byte[] b = {1};\n"
	"int[] c = {2};\n",
	"1 "},
    {"new Foo(...)",
	"new Foo();\n"
	"new Foo(1) { int a; };\n"
	"new Foo<A>(1);\n"
	"new a.Foo(1);\n"
	"Foo(1);\n",
	"1 2 3 "},
    {"new int[]{1, ...}",
	"a = new int[]{1, 2};\n"
	"b = new int[]{2};\n"
	"c = new int[3];\n",
	"1 "},
    {"new byte[$N]", "a = new byte[3];\nb = new int[3];\n", "1 "},
    {"new Runnable() { ... }", "f(new Runnable() { public void run() { } });\n",
	"1 "},
    {"new T(...) { public void $M() { ... } }",
	"f(new T() { public void run() { } });\nf(new T());\n", "1 "},
    {"(Foo) $X", "f((Foo) a);\nf((Bar) a);\n", "1 "},
    {"$X instanceof Foo",
	"if (a instanceof Foo) b();\n"
	"if (a instanceof Foo f) b();\n"
	"if (a instanceof Bar) b();\n",
	"1 "},
    {"$X.class", "f(A.class);\nf(A.b);\n", "1 "},
    {"$A::new", "f(B::new);\nf(B::c);\n", "1 "},
    {"($X) -> $Y", "f(a -> b);\nf((a, b) -> c);\n", "1 "},
    {"(..., $X) -> { ... }", "f((a, b) -> { c(); });\n", "1 "},
    {"$X ? $Y : null", "a = b ? c : null;\na = b ? null : c;\n", "1 "},
    {"javax.crypto.Cipher.getInstance(...)",
	"import javax.crypto.Cipher;\n"
	"class A { void a() {\n"
	"  Cipher.getInstance(\"b\");\n"
	"  javax.crypto.Cipher.getInstance(\"c\");\n"
	"  c.getInstance(\"d\");\n"
	"} }\n",
	"3 4 "},
    {"javax.crypto.Cipher.getInstance(...)",
	"import javax.crypto.*;\n"
	"class A { void a() {\n"
	"  Cipher.getInstance(\"b\");\n"
	"} }\n",
	"3 "},
    {"java.lang.Runtime.getRuntime()", "Runtime.getRuntime();\n", "1 "},
    {"a.B.f(...)",
	"import static a.B.f;\n"
	"class A { void a() {\n"
	"  f(1);\n"
	"} }\n",
	"3 "},
    {"import a.b.*;",
	"import a.b.*;\n"
	"import a.b.C;\n"
	"import a.*;\n",
	"1 "},
    {"import a.b.C", "import a.b.C;\nimport a.b.D;\n", "1 "},
    {"@Foo",
	"@Foo class A { }\n"
	"@Bar class B { }\n"
	"class C {\n"
	"  @Foo int d;\n"
	"  @Foo(1) int e;\n"
	"}\n",
	"1 4 "},
    {"@Foo(...)",
	"@Foo class A { }\n"
	"@Foo(a = 1) class B { }\n"
	"@Bar class C { }\n",
	"1 2 "},
    {"@Foo(..., a = \"$X\", ...)",
	"@Foo(b = 1, a = \"c\")\n"
	"class A { }\n"
	"@Foo(b = 1)\n"
	"class B { }\n",
	"1 "},
    {"@Foo(a=...) $T $X;",
	"class A {\n  @Foo(a = 1, b = 2) int c;\n  @Foo(a = 1)\n"
	"  int d;\n  @Foo int e;\n}\n",
	"3 "},
    {"@Get(...) $T $M(...) { ... }",
	"class A {\n"
	"  @Get(\"a\")\n"
	"  public String b(int c) { return d; }\n"
	"  public void e() { }\n"
	"}\n",
	"2 "},
    {"$T $M(..., HttpServletRequest $R, ...) { ... }",
	"class A {\n"
	"  void b(int a, HttpServletRequest c) { }\n"
	"  void d(int a) { }\n"
	"  A(HttpServletRequest c) { }\n"
	"}\n",
	"2 "},
    {"$M(..., @Q $T $P, ...) { ... }",
	"class A {\n"
	"  void b(@Q int a) { }\n"
	"  void d(int a) { }\n"
	"}\n",
	"2 "},
    {"public $C(...) { ... }",
	"class A {\n"
	"  public A() { }\n"
	"  public void b() { }\n"
	"  A(int c) { }\n"
	"}\n",
	"2 3 "},
    {"public static void main(String[] $A) { ... }",
	"class A {\n"
	"  public static void main(String[] a) { }\n"
	"  static void main(String[] a) { }\n"
	"}\n",
	"2 "},
    {"$T $M($...P) { ... }",
	"class A {\n"
	"  int a(int b, int c) { }\n"
	"}\n",
	"2 "},
    {"void $M() throws E { ... }",
	"class A {\n"
	"  void b() throws D, E { }\n"
	"  void c() { }\n"
	"}\n",
	"2 "},
    {"abstract $T $M(...);",
	"abstract class A {\n"
	"  abstract int b(int c);\n"
	"  int d() { }\n"
	"}\n",
	"2 "},
    {"class $C extends Foo { ... }",
	"class A extends Foo<B> implements D { }\nclass C extends B { "
	"}\n",
	"1 "},
    {"class $C implements $I, Foo { ... }",
	"class A implements Foo, B { }\nclass C implements B { }\n", "1 "},
    {"interface $I { ... }", "interface A { }\nclass B { }\n", "1 "},
    {"class $C { ... void close() { ... } ... int $F; ... }",
	"class A {\n"
	"  int a;\n"
	"  void b() { }\n"
	"  void close() { }\n"
	"}\n"
	"class B { int a; }\n",
	"1 "},
    {"enum $E { ..., $X, ... }", "enum A { B, C }\nenum D { }\n", "1 "},
    {"class $C { static { ... } }",
	"class A { int b; static { c(); } }\nclass B { }\n", "1 "},
    {"super(...);",
	"class A { A() {\n"
	"  super(1);\n"
	"  this(1);\n"
	"} }\n",
	"2 "},
    {"catch ($E $X) { }",
	"try { a(); } catch (B c) { }\ntry { a(); } catch (B c) { d(); "
	"}\n",
	"1 "},
    {"try { ... } catch (Exception $E) { ... }",
	"try { a(); } catch (Exception b) { c(); }\ntry { a(); } catch "
	"(B b) { c(); }\n",
	"1 "},
    {"try (Foo $X = $Y) { ... }",
	"try (Foo a = b()) { c(); }\ntry (Bar a = b()) { c(); }\n", "1 "},
    {"for ($T $X : $Y) { ... }", "for (int a : b) c();\nfor (;;) c();\n", "1 "},
    {"for (...) { ... }",
	"for (int i = 0; i < 3; i++) a();\nfor (A b : c) a();\n"
	"while (a) b();\n",
	"1 2 "},
    {"if (<... $X == null ...>) { ... }",
	"if (a && b == null) c();\nif (a) c();\n", "1 "},
    {"switch ($X) { ... case 1: a(); ... }",
	"switch (b) { case 0: c(); case 1: a(); }\nswitch (b) { case "
	"2: a(); }\n",
	"1 "},
    {"synchronized ($X) { ... }", "synchronized (a) { b(); }\n", "1 "},
    {"return $X + $Y;",
	"class A { int b() {\n"
	"  return c + d;\n"
	"} }\n",
	"2 "},
    {"throw new $E(\"...\");", "throw new A(\"b\");\nthrow new A(b);\n", "1 "},
    {"$A.b(). ... .end()", "a.b().c(1).d().end();\na.end();\n", "1 "},
    {"(String $X).length()",
	"class A {\n"
	"  String a;\n"
	"  void m(String b, int c, List<String> d) {\n"
	"    b.length();\n"
	"    c.length();\n"
	"    d.length();\n"
	"    a.length();\n"
	"    this.a.length();\n"
	"    \"x\".length();\n"
	"    var e = \"y\";\n"
	"    e.length();\n"
	"    ((String) c).length();\n"
	"    new String().length();\n"
	"  }\n"
	"}\n",
	"4 7 8 9 11 12 13 "},
    {"f((List<String> $X), ...)",
	"List<String> a;\n"
	"List<B> b;\n"
	"f(a);\n"
	"f(b, 1);\n",
	"3 "},
    {"f((List $X))",
	"List<String> a;\n"
	"java.util.List<B> b;\n"
	"Set<C> c;\n"
	"f(a);\n"
	"f(b);\n"
	"f(c);\n",
	"4 5 "},
    {"(java.util.List $X).add(...)",
	"import java.util.List;\n"
	"class A { void m(List<B> a, Set<B> b) {\n"
	"  a.add(1);\n"
	"  b.add(1);\n"
	"} }\n",
	"3 "},
    {"($T $X).f($Y, (T $Z))",
	"class A { void m(T a, U b) {\n"
	"  a.f(b, a);\n"
	"  a.f(a, b);\n"
	"  c.f(b, a);\n"
	"} }\n",
	"2 "},
    {"(Foo $X) = $Y;",
	"Foo a = b;\n"
	"Bar c = d;\n"
	"a = e;\n"
	"c = f;\n",
	"1 3 "},
    {"(Foo $X)", "void m(Foo a) {\n  f(a);\n  Foo b;\n}\n", "2 "},
    {"foo(1);",
	"class A {\n  static final int a = 1;\n  private int b = 1;\n"
	"  int c = 1;\n  void m() {\n    foo(a);\n    foo(b);\n"
	"    foo(c);\n  }\n}\n",
	"6 7 "},
    {"foo(1);",
	"class A {\n  private int a = 1, b = 1;\n  void m() {\n"
	"    foo(a);\n    foo(b);\n  }\n  void n() {\n    a = 2;\n"
	"    this.b = 2;\n  }\n}\n",
	""},
    {"(Foo $X).close();",
	"void m(Foo a) {\n"
	"  if (b) { Bar a; a.close(); }\n"
	"  a.close();\n"
	"  if (o instanceof Foo f) f.close();\n"
	"}\n",
	"3 4 "},
};

static void
a_pattern_finds_java_as_semgrep_would(void)
{
	check_rows("java", java_rows, NELEM(java_rows));
}

TEST_MAIN(T(a_pattern_finds_java_as_semgrep_would))
