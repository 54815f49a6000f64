#include "scan/testing.h"

#define P "<?php\n"

static const struct row names[] = {
    {"$_GET['a']", P "f($_GET['a']);\nf($_POST['a']);\nf($a['a']);\n", "2 "},
    {"$X->run($Y)", P "$a->run($b);\n$a?->run(1);\nA::run(2);\nrun(3);\n",
	"2 3 4 "},
    {"$this->$M(...)", P "$this->a(1);\n$b->a(1);\n", "2 "},
    {"$F(...);", P "a(1);\n$b->c;\n", "2 "},
    {"ldap_bind($X)", P "LDAP_Bind($a);\nldap_bind($a, 1);\n", "2 "},
    {"new A($X)", P "new a(1);\nnew A;\nnew B(1);\n", "2 "},
    {"A\\B::make(...)",
	P "use A\\B;\nB::make();\n\\A\\B::make(1);\nC::make();\n", "3 4 "},
    {"new A\\B(...)", P "use A\\B as C;\nnew C;\nnew B;\n", "3 "},
    {"A::$X", P "A::$b;\nA::C;\nB::$b;\n", "2 3 "},
    {"use A\\B;", P "use A\\B;\nuse A\\C, A\\B as D;\nuse B;\n", "2 3 "},
    {"f($X, $X)", P "f($a, $a);\nf($a, $b);\n", "2 "},
    {"f(...$X)", P "f(...$a);\nf($a);\n", "2 "},
    {"f(..., $X, ...)", P "f();\nf(1);\n", "3 "},
    {"f(name: $X)", P "f(1, name: 2);\nf(name: 3);\n", "3 "},
    {"$X->...->run()", P "$a->b()->c->run();\n$a->b();\n", "2 "},
};

static const struct row texts[] = {
    {"f(\"...\")", P "f('a' . \"b\");\nf(\"a $b\");\n$c = 'd';\nf($c);\n",
	"2 5 "},
    {"\"...\" . $X", P "f('a' . $b);\nf($b . 'a');\n", "2 "},
    {"\"...$X...\"", P "f(\"a $b c\");\nf('a');\n", "2 "},
    {"\"...{$X}...\"", P "f(\"a {$b->c} d\");\nf('a');\n", "2 "},
    {"`...`", P "`ls $a`;\nls($a);\n", "2 "},
    {"header('=~/^a:/i')", P "header(\"A: b\");\nheader('b');\n", "2 "},
};

static const struct row lists[] = {
    {"[..., 'a' => false, ...]",
	P "f(['a' => FALSE]);\nf(array('b' => 1, 'a' => false));\n"
	  "f(['a' => true]);\n",
	"2 3 "},
    {"[...]", P "f([1]);\nf(['a' => 1]);\nf(1);\n", "2 3 "},
    {"'a' => $X", P "f(['a' => 1]);\nf(['b' => 1]);\n", "2 "},
    {"[]", P "f([]);\nf([1]);\n", "2 "},
    {"list($A, ...) = $X", P "list($a, $b) = $c;\n[$a] = $c;\n", "2 3 "},
};

static const struct row statements[] = {
    {"echo ...;", P "echo 1, 2;\nprint 1;\n?>\n<?= $a ?>\n", "2 5 "},
    {"$F($X);", P "include $a;\nexit($a);\neval($a);\n", "2 3 4 "},
    {"$X = f(); ... g($X);", P "$a = f();\nb();\ng($a);\n", "2 "},
    {"if ($X) { ... }", P "if ($a) { b(); }\nif ($a): endif;\n", "2 3 "},
    {"foreach ($A as $K => $V) { ... }",
	P "foreach ($a as $k => $v) {}\nforeach ($a as $v) {}\n", "2 "},
    {"foreach (...) { ... }",
	P "foreach ($a as $k => $v) {}\nforeach ($a as $v): endforeach;\n",
	"2 3 "},
    {"for (...) { ... }", P "for (;;) {}\nfor ($i = 0; $i; $i++) f();\n",
	"2 3 "},
    {"try { ... } catch (...) { ... }", P "try {} catch (A $e) {}\n", "2 "},
    {"catch ($T $E) { ... }", P "try {} catch (A $e) {}\n", "2 "},
    {"switch ($X) { ... }", P "switch ($a) { case 1: f(); }\n", "2 "},
    {"return <... f() ...>;", P "return 1 + f();\nreturn 1;\n", "2 "},
};

static const struct row declarations[] = {
    {"class $C extends Model { ... }",
	P "class A extends Model { use T; function f() {} }\nclass B {}\n",
	"2 "},
    {"class $C extends ... { ... public $F = []; ... }",
	P "class A extends B {\n  public $x = 1, $y = [];\n}\nclass C {}\n",
	"2 "},
    {"function $F(..., T $X, ...) { ... }",
	P "function f(T $a) {}\nfunction g($a, T $b) {}\nfunction h(U $a) {}\n",
	"2 3 "},
    {"public function $F(...) { ... }",
	P "class A {\n  function f() {}\n  private function g() {}\n}\n", "3 "},
    {"function ($X) { ... }", P "f(function ($a) { b(); });\n", "2 "},
    {"fn(...) => $X", P "f(fn($a) => 1);\n", "2 "},
    {"function f(): $T { ... }", P "function f(): A {}\nfunction f() {}\n",
	"2 "},
};

static void
a_pattern_finds_php_as_semgrep_would(void)
{
	check_rows("php", names, NELEM(names));
	check_rows("php", texts, NELEM(texts));
	check_rows("php", lists, NELEM(lists));
	check_rows("php", statements, NELEM(statements));
	check_rows("php", declarations, NELEM(declarations));
}

static void
text_in_a_template_is_a_part_like_any_other(void)
{
	check_lines("php",
	    RULE("php",
		"  patterns:\n  - pattern: '\"...$X...\"'\n"
		"  - metavariable-regex: {metavariable: $X, regex: ^SELECT}\n"),
	    P "f(\"SELECT $a\");\nf(\"a $b\");\n", "2 ");
}

static void
an_expression_may_be_asked_of_a_value(void)
{
	check_lines("php",
	    RULE("php",
		"  patterns:\n  - pattern: f($X)\n"
		"  - metavariable-comparison:\n"
		"      metavariable: $X\n"
		"      comparison: re.match(\".*-CBC\", $X)\n"),
	    P "$a = 'AES-CBC';\nf($a);\nf('DES-CBC');\nf('AES-GCM');\n",
	    "3 4 ");
}

TEST_MAIN(T(a_pattern_finds_php_as_semgrep_would),
    T(text_in_a_template_is_a_part_like_any_other),
    T(an_expression_may_be_asked_of_a_value))
