#include "scan/testing.h"

static const struct row calls[] = {
    {"foo(...)",
	"package a\nfunc f() {\n  foo(1)\n  a := foo()\n  bar(foo(2))\n}\n",
	"3 4 5 "},
    {"foo($X...)", "foo(a...)\nfoo(a)\n", "1 "},
    {"foo(..., 1)", "foo(a, 1)\nfoo(1, a)\n", "1 "},
    {"$X.Get(\"...\")", "a.Get(\"b\")\na.Get(`b`)\na.Get(b)\n", "1 2 "},
    {"$A. ... .Do()", "a.b().c(1).Do()\na.b().c(1)\n", "1 "},
    {"[]byte(\"...\")", "x = []byte(\"a\")\nx = []byte(b)\n", "1 "},
    {"$X.($T)", "a := b.(T)\na := b\n", "1 "},
    {"(*$X).Close()", "(*a).Close()\na.Close()\n", "1 "},
    {"go func() { ... }(...)", "go func() { a() }()\ngo a()\n", "1 "},
    {"defer $X.Close()", "defer a.Close()\na.Close()\n", "1 "},
    {"$X[...]", "a[1] = 2\nb = a[1:]\nc = d\n", "1 2 "},
    {"append($X, $Y...)", "a = append(a, b...)\na = append(a, b)\n", "1 "},
    {"foo(`a\\b${c}`)", "foo(`a\\b${c}`)\nfoo(`a`)\n", "1 "},
    {"foo(\"=~/^a/\")", "foo(\"ab\")\nfoo(\"b\")\n", "1 "},
    {"foo(nil, true, 'a', 0x1F)", "foo(nil, true, 'a', 0x1F)\n", "1 "},
};

static const struct row literals[] = {
    {"http.Cookie{..., Secure: false, ...}",
	"a := &http.Cookie{Name: \"a\", Secure: false}\n"
	"b := http.Cookie{Secure: false}\n"
	"c := http.Cookie{Secure: true}\n",
	"1 2 "},
    {"&T{...}", "a := &T{b: 1}\nc := T{b: 1}\n", "1 "},
    {"T{B: 1, C: 2}", "a = T{C: 2, B: 1}\na = T{B: 1}\n", "1 "},
    {"[]string{..., \"a\", ...}",
	"a = []string{\"b\", \"a\"}\na = []string{}\n", "1 "},
    {"[]$T{\"a\"}", "x = []U{\"a\"}\nx = U{\"a\"}\n", "1 "},
    {"map[string]$V{...}", "a = map[string]int{}\na = map[int]int{}\n", "1 "},
    {"Secure: $X", "a = T{B: 1, Secure: c}\nb = T{B: 1}\n", "1 "},
    {"T{..., A: []U{..., x.Y, ...}}",
	"a = T{A: []U{b, x.Y}}\na = T{A: []U{b}}\n", "1 "},
};

static const struct row statements[] = {
    {"$X = foo()", "a := foo()\nvar b = foo()\nb = foo()\nvar c T = foo()\n",
	"1 2 3 4 "},
    {"$X := foo()", "a := foo()\nb = foo()\n", "1 "},
    {"$X, $E := foo()", "a, err := foo()\na := foo()\n", "1 "},
    {"$X, ... = foo()", "a, b, c := foo()\n", "1 "},
    {"var $X $T = foo()", "var a B = foo()\nvar a = foo()\n", "1 "},
    {"var $X strings.Builder", "var a strings.Builder\nvar b bytes.Buffer\n",
	"1 "},
    {"... = foo()", "a, b := foo()\na = foo()\nfoo()\n", "1 2 "},
    {"$C <- $X", "a <- b\n<-a\n", "1 "},
    {"$X = <-$C", "a := <-b\na := b\n", "1 "},
    {"if $X == nil { ... }",
	"if a == nil { b() }\nif a != nil { }\nif nil == a { }\n", "1 3 "},
    {"if $E := foo(); $E != nil { ... }",
	"if err := foo(); err != nil { }\nif err != nil { }\n", "1 "},
    {"for ... { ... }", "for { }\nfor a { }\nfor i := range b { }\n", "1 2 3 "},
    {"for _, $V := range $S { ... }",
	"for _, v := range a { }\nfor i := range a { }\n", "1 "},
    {"for $I := 0; $C; $S { ... }", "for i := 0; i < 3; i++ { }\nfor { }\n",
	"1 "},
    {"return $X, nil", "return a, nil\nreturn a\n", "1 "},
    {"switch $X { case 1: ... }", "switch a { case 1: b() }\n", "1 "},
    {"case $X: foo()", "switch a {\ncase 1: foo()\ncase 2: bar()\n}\n", "2 "},
};

static const struct row declarations[] = {
    {"func $F(...) { ... }",
	"func f() { }\nfunc (s *S) g(a int) error { return nil }\n"
	"var h = func() { }\n",
	"1 2 "},
    {"func $F(..., $R *http.Request, ...) { ... }",
	"func f(w http.ResponseWriter, r *http.Request) { }\n"
	"func (s S) g(r *http.Request) error { }\n"
	"func h(r http.Request) { }\n",
	"1 2 "},
    {"func ($S *$T) $F(...) { ... }",
	"func (s *S) f() { }\nfunc (s S) g() { }\nfunc h() { }\n", "1 "},
    {"func(..., $W http.ResponseWriter, ...) { ... }",
	"f(func(w http.ResponseWriter, r *http.Request) { })\n"
	"func g(w http.ResponseWriter) { }\n",
	"1 "},
    {"func $F(...) (..., error) { ... }",
	"func f() (a int, err error) { }\nfunc g() (int, error) { }\n"
	"func h() error { }\n",
	"1 2 "},
    {"type $T struct { ... }",
	"type A struct { B int }\ntype C interface { }\n", "1 "},
    {"type $T interface { ... }",
	"type A struct { B int }\ntype C interface { }\n", "2 "},
    {"$F string", "type A struct {\n\tB string\n\tC int\n}\n", "2 "},
    {"import \"crypto/md5\"",
	"import \"crypto/md5\"\nimport x \"crypto/md5\"\nimport \"a\"\n",
	"1 2 "},
    {"import \"=~/^a/\"", "import (\n\t\"ab\"\n\t\"ba\"\n)\n", "2 "},
    {"import _ \"a\"", "import _ \"a\"\nimport \"a\"\n", "1 "},
};

static const struct row names[] = {
    {"md5.Sum(...)",
	"import (\n\tx \"crypto/md5\"\n\t\"y/md5/v2\"\n)\nx.Sum(a)\n"
	"md5.Sum(a)\nz.Sum(a)\n",
	"5 6 "},
    {"yaml.Load(...)",
	"import y \"gopkg.in/yaml.v2\"\nimport j \"a/go-jwt\"\n"
	"y.Load(a)\nj.Load(a)\n",
	"3 "},
    {"md5.$F(...)", "import . \"crypto/md5\"\nSum(a)\n", ""},
    {"md5.Sum(...)", "import . \"crypto/md5\"\nSum(a)\n", "2 "},
    {"($X : *http.Request).Body",
	"func f(r *http.Request, s http.Request, t *Request) {\n"
	"  a(r.Body)\n  a(s.Body)\n  a(t.Body)\n}\n",
	"2 "},
    {"($X : *sql.DB).Query(...)",
	"func f() {\n  var a *sql.DB\n  a.Query()\n  b.Query()\n}\n", "3 "},
    {"($X : *T).a()",
	"func f(p T, q *T) {\n  b := &T{c: 1}\n  b.a()\n  (&p).a()\n"
	"  p.a()\n  (*q).a()\n  d := new(T)\n  d.a()\n  e := T{}\n"
	"  e.a()\n}\n",
	"3 4 8 "},
    {"($X : T).a()", "func f(p T, q *T) {\n  p.a()\n  q.a()\n  (*q).a()\n}\n",
	"2 4 "},
    {"($X : []byte)", "func f(a []byte, b string) {\n  g(a)\n  g(b)\n}\n",
	"2 "},
    {"foo(\"a\")",
	"func f() {\n  x := \"a\"\n  foo(x)\n  x = b()\n  foo(x)\n"
	"  x = \"a\"\n  for {\n    foo(x)\n    x = c()\n  }\n}\n",
	"3 "},
    {"foo(\"a\")",
	"func f() {\n  x := \"b\"\n  if c {\n    x = \"a\"\n    foo(x)\n"
	"  }\n  foo(x)\n  func() { foo(x) }()\n}\n",
	"5 "},
    {"foo(\"$X\" + ...)", "foo(\"a\" + \"b\" + c)\nfoo(c + \"a\")\n", "1 "},
};

static void
a_pattern_finds_go_as_semgrep_would(void)
{
	check_rows("go", calls, NELEM(calls));
	check_rows("go", literals, NELEM(literals));
	check_rows("go", statements, NELEM(statements));
	check_rows("go", declarations, NELEM(declarations));
	check_rows("go", names, NELEM(names));
}

static void
the_text_of_an_import_is_bound_and_joined_texts_too(void)
{
	check_lines("go",
	    RULE("go",
		"  patterns:\n  - pattern: import \"$X\"\n"
		"  - metavariable-regex: {metavariable: $X, regex: ^a/}\n"),
	    "import (\n\t\"a/b\"\n\t\"b/a/\"\n\tc \"a/d\"\n)\n", "2 4 ");
	check_lines("go",
	    RULE("go",
		"  patterns:\n  - pattern: '\"$X\" + ...'\n"
		"  - metavariable-regex: {metavariable: $X, regex: ^ab}\n"),
	    "f(\"ab\" + c)\nf(\"ba\" + c)\nf(\"ab\" + \"c\" + d)\n", "1 3 3 ");
}

static void
a_number_may_be_of_a_base(void)
{
	check_lines("go",
	    RULE("go",
		"  patterns:\n  - pattern: f($X)\n"
		"  - metavariable-comparison:\n"
		"      metavariable: $X\n      base: 8\n"
		"      comparison: $X > 0o600\n"),
	    "f(700)\nf(0600)\nf(0x1FF)\nf(600)\n", "1 3 ");
	check_lines("go",
	    RULE("go",
		"  patterns:\n  - pattern: f($X)\n"
		"  - metavariable-comparison:\n"
		"      metavariable: $X\n      strip: true\n"
		"      comparison: $X < -5\n"),
	    "f(\"-6\")\nf(\"6\")\n", "1 ");
}

TEST_MAIN(T(a_pattern_finds_go_as_semgrep_would),
    T(the_text_of_an_import_is_bound_and_joined_texts_too),
    T(a_number_may_be_of_a_base))
