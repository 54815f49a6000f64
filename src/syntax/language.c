#include "syntax/language.h"

extern const struct lowering python_lowering, javascript_lowering,
    typescript_lowering, tsx_lowering;

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

const struct language languages[] = {
    {"python", WORDS("py", "python3", "python2"), WORDS(".py", ".pyw"), "#",
	&python_lowering, NULL},
    {"javascript", WORDS("js"), WORDS(".js", ".jsx", ".mjs", ".cjs"), "//",
	&javascript_lowering, "tsx"},
    {"typescript", WORDS("ts"), WORDS(".ts", ".mts", ".cts"), "//",
	&typescript_lowering, "tsx"},
    {"tsx", WORDS("typescript", "ts"), WORDS(".tsx"), "//", &tsx_lowering,
	"typescript"},
    {0},
};

const struct language *
language_of_path(struct str path)
{
	for (const struct language *l = languages; l->name != NULL; l++)
		for (size_t i = 0; l->extensions[i] != NULL; i++)
			if (str_ends(path, str_from(l->extensions[i])))
				return l;
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
