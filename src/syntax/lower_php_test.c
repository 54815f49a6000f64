#include "syntax/testing.h"

static const struct row statements[] = {
    {"<b><?= $x ?></b><?php echo $x, 1 ?>",
	"(expr_stmt (call (name echo) (args (name $x))))"
	"(expr_stmt (call (name echo) (args (name $x) (number 1))))"},
    {"<?php exit; print 'a'; include $x; unset($x);",
	"(expr_stmt (call (name exit) (args)))"
	"(expr_stmt (call (name print) (args (string a))))"
	"(expr_stmt (call (name include) (args (name $x))))"
	"(expr_stmt (call (name unset) (args (name $x))))"},
    {"<?php if ($a): a(); elseif ($b): b(); else: c(); endif;",
	"(if (name $a) (block (expr_stmt (call (name a) (args)))) "
	"(if (name $b) (block (expr_stmt (call (name b) (args)))) "
	"(block (expr_stmt (call (name c) (args))))))"},
    {"<?php if ($a) { } else if ($b) c();",
	"(if (name $a) (block) (if (name $b) "
	"(block (expr_stmt (call (name c) (args))))))"},
    {"<?php foreach ($a as $k => &$v) {} foreach ($a as [$b]) {}",
	"(for_in (pair (name $k) (name $v)) (name $a) (block))"
	"(for_in (list (name $b)) (name $a) (block))"},
    {"<?php for ($i = 0, $j = 1; $i; $i++) {} do {} while ($a);",
	"(for (tuple (assign = (name $i) (number 0)) (assign = (name $j) "
	"(number 1))) (name $i) (unary ++ (name $i)) (block))"
	"(while (name $a) (block))"},
    {"<?php switch ($a) { case 1: f(); break; default: }",
	"(switch (name $a) (case (number 1) (block (expr_stmt "
	"(call (name f) (args))) (break))) (case (block)))"},
    {"<?php try {} catch (A | B $e) {} catch (C) {} finally {}",
	"(try (block) (catch (assign = (name $e) (type (binary | (name A) "
	"(name B)))) (block)) (catch (type (name C)) (block)) (block))"},
    {"<?php throw new X; global $a; static $b = 1;",
	"(throw (new (name X) (args)))(global (name $a))"
	"(expr_stmt (assign = (name $b) (number 1)))"},
};

static const struct row texts[] = {
    {"<?php $x = 'a$b'; $y = \"a\\n\"; $z = b\"c\";",
	"(expr_stmt (assign = (name $x) (string a$b)))"
	"(expr_stmt (assign = (name $y) (string a\\n)))"
	"(expr_stmt (assign = (name $z) (string c)))"},
    {"<?php f(\"a $b[k] {$c[K]} ${d}\\n\");",
	"(expr_stmt (call (name f) (args (template (string \"a \") "
	"(index (name $b) (string k)) (string \" \") "
	"(index (name $c) (name K)) (string \" \") (name $d) "
	"(string \\n)))))"},
    {"<?php $x = <<<A\na $b\nA;\n$y = <<<'B'\na $b\nB;\n",
	"(expr_stmt (assign = (name $x) (template (string \"a \") "
	"(name $b))))(expr_stmt (assign = (name $y) (string \"a $b\")))"},
    {"<?php `ls $x`;",
	"(expr_stmt (unary ` (template (string \"ls \") (name $x))))"},
};

static const struct row expressions[] = {
    {"<?php $a->b?->c(1); A::$b; A::c(); A::D; $a->$b; $$c;",
	"(expr_stmt (call (member (member (name $a) (field b)) (field c)) "
	"(args (number 1))))(expr_stmt (member (name A) (field $b)))"
	"(expr_stmt (call (member (name A) (field c)) (args)))"
	"(expr_stmt (member (name A) (field D)))"
	"(expr_stmt (index (name $a) (name $b)))"
	"(expr_stmt (unary $ (name $c)))"},
    {"<?php new \\A\\B\\C; \\f(a: 1, ...$b);",
	"(expr_stmt (new (member (member (name A) (field B)) (field C)) "
	"(args)))(expr_stmt (call (name f) (args (keyarg a (number 1)) "
	"(spread ... (name $b)))))"},
    {"<?php new class(1) extends B {};",
	"(expr_stmt (new (class (args (name B)) (block)) (args (number 1))))"},
    {"<?php [$a, , 'k' => $b] = [1, 2]; array('a' => 1, 2);",
	"(expr_stmt (assign = (list (name $a) (null) (pair (string k) "
	"(name $b))) (list (number 1) (number 2))))"
	"(expr_stmt (dict (pair (string a) (number 1)) (number 2)))"},
    {"<?php $a ?: TRUE; $a ? NULL : 2; $a AND @$b; $a .= 1;",
	"(expr_stmt (binary ?: (name $a) (bool true)))"
	"(expr_stmt (cond (name $a) (null) (number 2)))"
	"(expr_stmt (binary && (name $a) (name $b)))"
	"(expr_stmt (assign .= (name $a) (number 1)))"},
    {"<?php $x = match($u) { 1, 2 => 3, 5 => 6, default => 4 };",
	"(expr_stmt (assign = (name $x) (cond (binary === (name $u) (tuple "
	"(number 1) (number 2))) (number 3) (cond (tuple (number 5)) "
	"(number 6) (number 4)))))"},
    {"<?php fn($x) => (int)$x; static function() use ($a): A {};",
	"(expr_stmt (lambda (params (param (name $x))) (cast (name $x) "
	"(type (name int)))))(expr_stmt (lambda (params) (block) "
	"(modifier static) (type (name A))))"},
};

static const struct row declarations[] = {
    {"<?php use A\\B; use A\\{C, D as E}; use function F\\g;",
	"(import A.B)(import A.C)(import A.D (name E))(import F.g)"},
    {"<?php namespace A; namespace B { f(); }",
	"(other namespace (name A))"
	"(block (expr_stmt (call (name f) (args))))"},
    {"<?php #[At(1)] final class A extends B implements C { use T; "
     "public ?int $x = 1, $y; const E = 2; }",
	"(class (decorator (call (name At) (args (number 1)))) "
	"(modifier final) (name A) (args (name B) (name C)) (block "
	"(expr_stmt (name T)) (expr_stmt (assign = (field $x) (number 1) "
	"(modifier public) (type (unary ? (name int))))) (expr_stmt "
	"(assign = (field $y) (modifier public) (type (unary ? "
	"(name int))))) (expr_stmt (assign = (name E) (number 2)))))"},
    {"<?php class A { private static function f(int|B $a, &$b = 1, "
     "...$c): X {} function g(private A $z) {} }",
	"(class (name A) (block (func (modifier private) (modifier static) "
	"(type (name X)) (name f) (params (param (name $a) (type (binary | "
	"(name int) (name B)))) (param (name $b) (number 1)) (spread ... "
	"(name $c))) (block)) (func (modifier public) (name g) (params "
	"(param (name $z) (modifier private) (type (name A)))) (block))))"},
    {"<?php interface I extends J {} enum X: int { case A = 1; }",
	"(class (modifier interface) (name I) (args (name J)) (block))"
	"(class (modifier enum) (name X) (block (expr_stmt (assign = "
	"(name A) (number 1)))))"},
    {"<?php function f() { g(1; } function h() { k(); }",
	"(func (name f) (params) (block (expr_stmt (call (name g) "
	"(args (number 1))))))(func (name h) (params) (block (expr_stmt "
	"(call (name k) (args)))))"},
};

static void
php_becomes_the_generic_tree(void)
{
	check_trees("php", statements, NELEM(statements));
	check_trees("php", texts, NELEM(texts));
	check_trees("php", expressions, NELEM(expressions));
	check_trees("php", declarations, NELEM(declarations));
}

TEST_MAIN(T(php_becomes_the_generic_tree))
