#include "syntax/testing.h"

static const struct row hcl[] = {
    {"resource \"a\" \"b\" {\n  c = 1\n}\n",
	"(call (name resource) (args (string a) (string b) "
	"(dict (pair (field c) (number 1)))))"},
    {"a b \"c\" {\n}\n", "(call (name a) (args (string b) (string c) (dict)))"},
    {"a {\n  b {\n  }\n}\n",
	"(call (name a) (args (dict (call (name b) (args (dict))))))"},
    {"a = \"x-${b.c}\"\n",
	"(pair (field a) (template (string x-) (member (name b) "
	"(field c))))"},
    {"a = b[0].c\n",
	"(pair (field a) (member (index (name b) (number 0)) (field c)))"},
    {"a = {b = 1, \"c\" : true, (d) = null}\n",
	"(pair (field a) (dict (pair (field b) (number 1)) "
	"(pair (field c) (bool true)) (pair (field d) (null))))"},
    {"a = [1, !b, c ? d : e]\n",
	"(pair (field a) (list (number 1) (unary ! (name b)) "
	"(cond (name c) (name d) (name e))))"},
    {"a = f(1, b + 2)\n",
	"(pair (field a) (call (name f) (args (number 1) "
	"(binary + (name b) (number 2)))))"},
    {"a = <<E\nx\nE\n", "(pair (field a) (string x))"},
};

static const struct row json[] = {
    {"{\"a\": [1, \"b\", true, null], \"c\": {}}",
	"(dict (pair (field a) (list (number 1) (string b) (bool true) "
	"(null))) (pair (field c) (dict)))"},
    {"[]", "(list)"},
};

static const struct row yaml[] = {
    {"a: 1\nb: x y\n",
	"(dict (pair (field a) (number 1)) (pair (field b) (string \"x y\")))"},
    {"a:\n  - 'b'\n  - \"c\"\n",
	"(dict (pair (field a) (list (string b) (string c))))"},
    {"on: [push, {a: b}]\n",
	"(dict (pair (field on) (list (string push) (dict (pair (field a) "
	"(string b))))))"},
    {"run: |\n  a\n  b\n", "(dict (pair (field run) (string \"a\nb\")))"},
    {"a: >-\n  b\n\n  c\nd: |\n",
	"(dict (pair (field a) (string \"b  c\")) "
	"(pair (field d) (string \"\")))"},
    {"'a': 'it''s'\n\"b\": \"c\\\"\\n\"\n",
	"(dict (pair (field a) (string it's)) "
	"(pair (field b) (string \"c\"\n\")))"},
    {"a: yes\nb: Off\nc: \"no\"\n",
	"(dict (pair (field a) (bool true)) (pair (field b) (bool false)) "
	"(pair (field c) (string no)))"},
    {"[a: b, {c}]\n",
	"(list (dict (pair (field a) (string b))) "
	"(dict (pair (field c) (string \"\"))))"},
    {"- \n- b\n", "(list (string \"\") (string b))"},
    {"a: {{ .b }}\n{{- if .c }}\nd: \"{{ e \"f\" }}\"\n{{ end -}}\ng: h\n",
	"(dict (pair (field a) (string \"{{ .b }}\")) "
	"(pair (field d) (string \"{{ e \"f\" }}\")) "
	"(pair (field g) (string h)))"},
    {"a: b\n\tc: d\ne: `f\ng: h\n",
	"(dict (pair (field a) (string b)) (pair (field g) (string h)))"},
    {"a: &x {b: true}\nc: *x\n",
	"(dict (pair (field a) (dict (pair (field b) (bool true)))) "
	"(pair (field c) (name *x)))"},
    {"a:\n", "(dict (pair (field a) (string \"\")))"},
    {"a: ~\n---\nb: 1\n",
	"(dict (pair (field a) (null)))(dict (pair (field b) (number 1)))"},
};

static const struct row dockerfile[] = {
    {"FROM a\n", "(expr_stmt (call (name FROM) (args (string a))))"},
    {"from --platform=p r:5000/a:1@sha256:b AS c\n",
	"(expr_stmt (call (name FROM) (args (string r:5000/a)) (decorator "
	"(keyarg : (string 1))) (decorator (keyarg @ (string sha256:b))) "
	"(decorator (keyarg --platform= (string p))) (type (name c))))"},
    {"RUN a b && \\\n # c\n\n  d 'e f'|g\n",
	"(expr_stmt (call (name RUN) (args (string a) (string b) "
	"(string &&) (string d) (string \"e f\") (string |) (string g))))"},
    {"CMD [\"a\", \"b c\"]\n",
	"(expr_stmt (call (name CMD) (args (list (string a) "
	"(string \"b c\")))))"},
    {"ENV A=b C=\"d\"\nENV A b\n",
	"(expr_stmt (call (name ENV) (args (keyarg A (string b)) "
	"(keyarg C (string d)))))(expr_stmt (call (name ENV) (args "
	"(string A) (string b))))"},
    {"RUN <<E\na\nE\nUSER b\n",
	"(expr_stmt (call (name RUN) (args (string \"\na\n\"))))"
	"(expr_stmt (call (name USER) (args (string b))))"},
    {"MAINTAINER a b\n",
	"(expr_stmt (call (name MAINTAINER) (args (string \"a b\"))))"},
    {"NONE a\nUSER b\n",
	"(expr_stmt (other (name NONE) (args (string a))))"
	"(expr_stmt (call (name USER) (args (string b))))"},
};

static void
terraform_becomes_calls_of_dictionaries(void)
{
	check_trees("hcl", hcl, NELEM(hcl));
}

static void
json_and_yaml_become_dictionaries_and_lists(void)
{
	check_trees("json", json, NELEM(json));
	check_trees("yaml", yaml, NELEM(yaml));
}

static void
instructions_become_calls_of_their_words(void)
{
	check_trees("dockerfile", dockerfile, NELEM(dockerfile));
}

static void
a_file_is_known_by_its_name(void)
{
	static const struct {
		const char *path, *language;
	} rows[] = {{"a/Dockerfile", "dockerfile"},
	    {"Dockerfile.dev", "dockerfile"}, {"x.dockerfile", "dockerfile"},
	    {"Containerfile", "dockerfile"}, {"a/main.tf", "hcl"},
	    {".github/workflows/a.yml", "yaml"}, {"p.json", "json"}};

	for (size_t i = 0; i < NELEM(rows); i++)
		CHECK(strcmp(language_of_path(str_from(rows[i].path))->name,
			  rows[i].language) == 0);
	CHECK(language_of_path(STR("MyDockerfile.txt")) == NULL);
	CHECK(language_of_path(STR("Dockerfiles/a")) == NULL);
}

TEST_MAIN(T(terraform_becomes_calls_of_dictionaries),
    T(json_and_yaml_become_dictionaries_and_lists),
    T(instructions_become_calls_of_their_words), T(a_file_is_known_by_its_name))
