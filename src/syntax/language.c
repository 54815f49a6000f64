#include "syntax/language.h"

#include "syntax/dockerfile.h"
#include "syntax/properties.h"

extern const struct lowering go_lowering, hcl_lowering, java_lowering,
    javascript_lowering, json_lowering, php_lowering, python_lowering,
    typescript_lowering, tsx_lowering, yaml_lowering;

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *const javascript_wrappers[] = {"%s", "try {} %s",
    "class __A { %s }", "%s class __A {}", "switch (__x) { %s }", NULL};

const struct language languages[] = {
    {.name = "python",
	.also = WORDS("py", "python3", "python2"),
	.extensions = WORDS(".py", ".pyw"),
	.comment = "#",
	.lowering = &python_lowering,
	.modules = MODULES_DOTTED,
	.self_first = true},
    {.name = "javascript",
	.also = WORDS("js"),
	.extensions = WORDS(".js", ".jsx", ".mjs", ".cjs"),
	.comment = "//",
	.lowering = &javascript_lowering,
	.wrappers = javascript_wrappers,
	.wider = "tsx",
	.modules = MODULES_PATH,
	.runs_on = true},
    {.name = "typescript",
	.also = WORDS("ts"),
	.extensions = WORDS(".ts", ".mts", ".cts"),
	.comment = "//",
	.lowering = &typescript_lowering,
	.wrappers = javascript_wrappers,
	.wider = "tsx",
	.modules = MODULES_PATH,
	.runs_on = true},
    {.name = "tsx",
	.also = WORDS("typescript", "ts"),
	.extensions = WORDS(".tsx"),
	.comment = "//",
	.lowering = &tsx_lowering,
	.wrappers = javascript_wrappers,
	.wider = "typescript",
	.modules = MODULES_PATH,
	.runs_on = true},
    {.name = "java",
	.also = WORDS(NULL),
	.extensions = WORDS(".java"),
	.comment = "//",
	.lowering = &java_lowering,
	.prelude = "java.lang",
	.wrappers = WORDS("%s", "%s;", "try {} %s", "class __A { %s }",
	    "%s class __A {}", "class __A { __A() { %s } }",
	    "switch (__x) { %s }", "__x(%s);"),
	.implied = WORDS("java", "lang", "String"),
	.type_first = true,
	.modules = MODULES_CLASS,
	.runs_on = true},
    {.name = "go",
	.also = WORDS("golang"),
	.extensions = WORDS(".go"),
	.comment = "//",
	.lowering = &go_lowering,
	.wrappers = WORDS("%s\n", "__x{%s}\n", "switch __x {\n%s}\n",
	    "type __A struct {\n%s}\n", "func __x() {\n%s}\n", "__x(%s)\n")},
    {.name = "php",
	.also = WORDS(NULL),
	.extensions = WORDS(".php", ".php5", ".phtml", ".inc"),
	.comment = "//",
	.lowering = &php_lowering,
	.wrappers = WORDS("<?php %s", "<?php %s;", "<?php [%s];",
	    "<?php class __A { %s }", "<?php try {} %s",
	    "<?php switch ($__x) { %s }", "<?php %s function __x() {}"),
	.implied = WORDS("echo"),
	.folds = true,
	.sigil = true,
	.modules = MODULES_MAPPED,
	.runs_on = true},
    {.name = "hcl",
	.also = WORDS("terraform", "tf"),
	.extensions = WORDS(".tf", ".tfvars", ".hcl"),
	.comment = "#",
	.lowering = &hcl_lowering,
	.wrappers = WORDS("%s\n", "__x = %s\n"),
	.pairs = "="},
    {.name = "json",
	.also = WORDS(NULL),
	.extensions = WORDS(".json"),
	.comment = "//",
	.lowering = &json_lowering,
	.wrappers = WORDS("%s\n", "{%s}"),
	.pairs = ":",
	.quoted = true,
	.wider = "yaml"},
    {.name = "yaml",
	.also = WORDS("yml"),
	.extensions = WORDS(".yaml", ".yml"),
	.comment = "#",
	.lowering = &yaml_lowering,
	.lines = true},
    {.name = "dockerfile",
	.also = WORDS("docker"),
	.extensions = WORDS(".dockerfile", ".Dockerfile", ".containerfile"),
	.file_names = WORDS("Dockerfile", "Containerfile"),
	.comment = "#",
	.build = dockerfile_build,
	.wrappers = WORDS("%s\n", "RUN %s\n"),
	.words = true},
    {.name = "properties",
	.also = WORDS(NULL),
	.extensions = WORDS(".properties"),
	.comment = "#",
	.build = properties_build},
    {0},
};

/* "Dockerfile" and "Dockerfile.dev" */
static bool
is_called(struct str path, struct str name)
{
	while (str_find_char(path, '/') < path.len)
		path = str_from_at(path, str_find_char(path, '/') + 1);
	return str_starts(path, name) &&
	    (path.len == name.len || path.ptr[name.len] == '.');
}

bool
language_by_class(const struct language *l)
{
	return l != NULL &&
	    (l->modules == MODULES_CLASS || l->modules == MODULES_MAPPED);
}

const struct language *
language_of_path(struct str path)
{
	for (const struct language *l = languages; l->name != NULL; l++) {
		for (size_t i = 0; l->extensions[i] != NULL; i++)
			if (str_ends(path, str_from(l->extensions[i])))
				return l;
		for (size_t i = 0;
		     l->file_names != NULL && l->file_names[i] != NULL; i++)
			if (is_called(path, str_from(l->file_names[i])))
				return l;
	}
	return NULL;
}

bool
language_is(const struct language *l, struct str name)
{
	if (str_eq(name, str_from(l->name)))
		return true;
	for (size_t i = 0; l->also[i] != NULL; i++)
		if (str_eq(name, str_from(l->also[i])))
			return true;
	return false;
}

const struct language *
language_named(struct str name)
{
	for (const struct language *l = languages; l->name != NULL; l++)
		if (language_is(l, name))
			return l;
	return NULL;
}
