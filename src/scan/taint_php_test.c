#include "scan/testing.h"

#define P "<?php\n"
#define SPEC                                                              \
	"  mode: taint\n"                                                 \
	"  pattern-sources: [{pattern: $_GET}]\n"                         \
	"  pattern-sinks: [{pattern: sink(...)}, {pattern: echo ...;}]\n" \
	"  pattern-sanitizers: [{pattern: clean(...)}, {pattern: (int) $X}]\n"

static const struct {
	const char *code, *lines;
} rows[] = {
    {P "$a = $_GET['a'];\nsink(\"x $a\");\nsink('x');\n", "3 "},
    {P "$a = 'x';\n$a .= $_GET['a'];\nsink($a);\n", "4 "},
    {P "echo 'a',\n  $_GET['b'];\necho clean($_GET['b']);\n", "2 "},
    {P "$a = $_GET['a'];\n?>\n<b><?= $a ?></b>\n<b><?= clean($a) ?></b>\n",
	"4 "},
    {P "$a = <<<T\nx $_GET[a]\nT;\nsink($a);\n", "5 "},
    {P "foreach ($_GET as $k => $v) {\n  sink($k);\n  sink($v);\n}\n", "3 4 "},
    {P "foreach ([['a' => 1, 'b' => $_GET['b']]] as $i => $r) {\n"
       "  sink($i);\n  sink($r['a']);\n  sink($r['b']);\n}\n",
	"5 "},
    {P "[$a, $b] = [$_GET['a'], 1];\nsink($a);\nsink($b);\n", "3 "},
    {P "['a' => $a] = $_GET;\nsink($a);\nsink((int)$a);\n", "3 "},
    {P "$a = ['k' => $_GET['a'], 'l' => 2];\nsink($a['k']);\n"
       "sink($a['l']);\n",
	"3 "},
    {P "$a = match($_GET['a']) { 'x' => 1, default => 2 };\nsink($a);\n", ""},
    {P "$a = match($b) { 'x' => $_GET['a'], default => 2 };\nsink($a);\n",
	"3 "},
    {P "$a = $_GET['a'];\n$f = function () use ($a) {\n  sink($a);\n};\n"
       "$g = fn() => sink($a);\n",
	"4 6 "},
    {P "function f($x) { return trim($x); }\nsink(f($_GET['a']));\n"
       "sink(f('a'));\n",
	"3 "},
    {P "class A {\n  private $x;\n  function __construct($x) {\n"
       "    $this->x = $x;\n  }\n  function get() { return $this->x; }\n}\n"
       "$a = new A($_GET['a']);\nsink($a->get());\n"
       "$b = new A('b');\nsink($b->get());\n",
	"10 "},
    {P "class A {\n  static function f($x) { return self::g($x); }\n"
       "  static function g($x) { return $x; }\n}\n"
       "sink(A::f($_GET['a']));\nsink(A::f('a'));\n",
	"6 "},
    {P "class A {\n  function f() { $this->g($_GET['a']); }\n"
       "  private function g($x) {\n    sink($x);\n  }\n}\n",
	"5 "},
    {P "sink($_GET['a'] == 'b');\nsink($_GET['a'] ?? 'b');\n", "3 "},
};

static void
php_values_are_followed_to_the_sink(void)
{
	for (size_t i = 0; i < NELEM(rows); i++)
		check_lines(
		    "php", RULE("php", SPEC), rows[i].code, rows[i].lines);
}

TEST_MAIN(T(php_values_are_followed_to_the_sink))
