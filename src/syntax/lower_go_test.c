#include "syntax/testing.h"

static const struct row statements[] = {
    {"package a\n", "(other package (name a))"},
    {"x := f()\n", "(expr_stmt (assign = (name x) (call (name f) (args))))"},
    {"a, b = b, a\n",
	"(expr_stmt (assign = (tuple (name a) (name b)) "
	"(tuple (name b) (name a))))"},
    {"a += 1\n", "(expr_stmt (assign += (name a) (number 1)))"},
    {"i++\n", "(expr_stmt (unary ++ (name i)))"},
    {"c <- v\n", "(expr_stmt (assign <- (name c) (name v)))"},
    {"if v := f(); v { }\n",
	"(block (expr_stmt (assign = (name v) (call (name f) (args)))) "
	"(if (name v) (block)))"},
    {"if a { } else if b { } else { c() }\n",
	"(if (name a) (block) (if (name b) (block) "
	"(block (expr_stmt (call (name c) (args))))))"},
    {"for { break }\n", "(for (block (break)))"},
    {"for a { }\n", "(for (name a) (block))"},
    {"for i := 0; i < 3; i++ { }\n",
	"(for (expr_stmt (assign = (name i) (number 0))) "
	"(binary < (name i) (number 3)) (expr_stmt (unary ++ (name i))) "
	"(block))"},
    {"for k, v := range m { }\n",
	"(for_in (assign = (tuple (name k) (name v))) (name m) (block))"},
    {"for k = range m { }\n", "(for_in (name k) (name m) (block))"},
    {"for range m { }\n", "(for_in (tuple) (name m) (block))"},
    {"switch a { case 1, 2: f()\ndefault: }\n",
	"(switch (name a) (case (number 1) (number 2) (block "
	"(expr_stmt (call (name f) (args))))) (case (block)))"},
    {"switch a := b; { case a: }\n",
	"(block (expr_stmt (assign = (name a) (name b))) "
	"(switch (case (name a) (block))))"},
    {"switch a := b.(type) { case T, *U: }\n",
	"(switch (assign = (name a) (name b)) (case (type (name T)) "
	"(type (unary * (name U))) (block)))"},
    {"select { case a := <-b: f()\ncase c <- d: }\n",
	"(switch (case (expr_stmt (assign = (name a) (unary <- (name b)))) "
	"(block (expr_stmt (call (name f) (args))))) "
	"(case (expr_stmt (assign <- (name c) (name d))) (block)))"},
    {"go f()\n", "(expr_stmt (unary go (call (name f) (args))))"},
    {"defer f()\n", "(expr_stmt (unary defer (call (name f) (args))))"},
    {"return a, nil\n", "(return (tuple (name a) (null)))"},
    {"L: for { continue L }\n", "(for (block (continue (name L))))"},
    {"a: b\n", "(keyarg a (name b))"},
};

static const struct row expressions[] = {
    {"f(a...)\n", "(expr_stmt (call (name f) (args (spread ... (name a)))))"},
    {"x = `a\\b`\n", "(expr_stmt (assign = (name x) (string a\\b)))"},
    {"x = a.b[c].(T)\n",
	"(expr_stmt (assign = (name x) (cast (index (member (name a) "
	"(field b)) (name c)) (type (name T)))))"},
    {"x = []byte(a[1:])\n",
	"(expr_stmt (assign = (name x) (cast (index (name a) "
	"(slice (number 1))) (type (unary [] (name byte))))))"},
    {"x = &a.T{1, B: 2}\n",
	"(expr_stmt (assign = (name x) (unary & (new (member (name a) "
	"(field T)) (args (number 1) (keyarg B (number 2)))))))"},
    {"x = map[K]V{\"a\": {B: 1}, c: {1}}\n",
	"(expr_stmt (assign = (name x) (new (index (name map) (name K) "
	"(name V)) (args (pair (string a) (dict (pair (field B) "
	"(number 1)))) (keyarg c (list (number 1)))))))"},
    {"x = [...]int{1}\n",
	"(expr_stmt (assign = (name x) (new (unary [] (name int)) "
	"(args (number 1)))))"},
    {"f[int](x)\n",
	"(expr_stmt (call (index (name f) (name int)) (args (name x))))"},
    {"x = func(a int) error { return nil }\n",
	"(expr_stmt (assign = (name x) (lambda (params (param (name a) "
	"(type (name int)))) (block (return (null))) "
	"(type (name error)))))"},
};

static const struct row declarations[] = {
    {"var a, b int\n",
	"(expr_stmt (assign = (name a) (type (name int))))"
	"(expr_stmt (assign = (name b) (type (name int))))"},
    {"var (\na = 1\nb, c = f()\n)\n",
	"(expr_stmt (assign = (name a) (number 1)))(expr_stmt (assign = "
	"(tuple (name b) (name c)) (call (name f) (args))))"},
    {"const a, b = 1, 2\n",
	"(expr_stmt (assign = (name a) (number 1)))"
	"(expr_stmt (assign = (name b) (number 2)))"},
    {"func f(a, b int, c ...T) (x int, err error) { }\n",
	"(func (type (tuple (name int) (name error))) (modifier result "
	"(param (name x) (type (name int))) (param (name err) "
	"(type (name error)))) (name f) (params (param (name a) "
	"(type (name int))) (param (name b) (type (name int))) "
	"(param (name c) (type (unary [] (name T))))) (block))"},
    {"func (s *S) f() { }\n",
	"(func (modifier receiver (param (name s) (type (unary * "
	"(name S))))) (name f) (params) (block))"},
    {"func f[T any](g func(int) T) { }\n",
	"(func (modifier <> (param (name T) (type (name any)))) (name f) "
	"(params (param (name g) (type (other function_type (tuple "
	"(name int)) (type (name T)))))) (block))"},
    {"type T struct {\n\tA, B int `x:\"y\"`\n\t*C\n}\n",
	"(class (name T) (block (expr_stmt (assign = (name A) (decorator "
	"(string \"x:\"y\"\")) (type (name int)))) (expr_stmt (assign = "
	"(name B) (decorator (string \"x:\"y\"\")) (type (name int)))) "
	"(expr_stmt (name C))))"},
    {"type I interface {\n\tF(int)\n\tJ\n}\n",
	"(class (modifier interface) (name I) (block (func (name F) "
	"(params (param (name int)))) (expr_stmt (name J))))"},
    {"type M map[K]chan V\n",
	"(class (name M) (args (index (name map) (name K) "
	"(unary chan (name V)))))"},
    {"import (\n\t\"a/b\"\n\tc \"d\"\n\t_ \"e\"\n\t. \"f\"\n)\n",
	"(import a/b (string a/b))(import d (string d) (name c))"
	"(import e (string e) (name _))(import f (string f) (name .))"},
    {"func f() { a(\n}\nfunc g() { b() }\n",
	"(func (name f) (params) (block (expr_stmt (name a)) (error)))(func "
	"(name g) "
	"(params) (block (expr_stmt (call (name b) (args)))))"},
};

static void
go_becomes_the_generic_tree(void)
{
	check_trees("go", statements, NELEM(statements));
	check_trees("go", expressions, NELEM(expressions));
	check_trees("go", declarations, NELEM(declarations));
}

TEST_MAIN(T(go_becomes_the_generic_tree))
