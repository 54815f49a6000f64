#include "scan/prefilter.h"

#include <fnmatch.h>
#include <stdio.h>

#include "scan/formula.h"

static const bool word_char[256] = {['a'] = true,
    ['b'] = true,
    ['c'] = true,
    ['d'] = true,
    ['e'] = true,
    ['f'] = true,
    ['g'] = true,
    ['h'] = true,
    ['i'] = true,
    ['j'] = true,
    ['k'] = true,
    ['l'] = true,
    ['m'] = true,
    ['n'] = true,
    ['o'] = true,
    ['p'] = true,
    ['q'] = true,
    ['r'] = true,
    ['s'] = true,
    ['t'] = true,
    ['u'] = true,
    ['v'] = true,
    ['w'] = true,
    ['x'] = true,
    ['y'] = true,
    ['z'] = true,
    ['A'] = true,
    ['B'] = true,
    ['C'] = true,
    ['D'] = true,
    ['E'] = true,
    ['F'] = true,
    ['G'] = true,
    ['H'] = true,
    ['I'] = true,
    ['J'] = true,
    ['K'] = true,
    ['L'] = true,
    ['M'] = true,
    ['N'] = true,
    ['O'] = true,
    ['P'] = true,
    ['Q'] = true,
    ['R'] = true,
    ['S'] = true,
    ['T'] = true,
    ['U'] = true,
    ['V'] = true,
    ['W'] = true,
    ['X'] = true,
    ['Y'] = true,
    ['Z'] = true,
    ['0'] = true,
    ['1'] = true,
    ['2'] = true,
    ['3'] = true,
    ['4'] = true,
    ['5'] = true,
    ['6'] = true,
    ['7'] = true,
    ['8'] = true,
    ['9'] = true,
    ['_'] = true,
    ['$'] = true};

#define FOLDED_MAX 64

static uint32_t
folded(const struct symbols *symbols, struct str word)
{
	char small[FOLDED_MAX];

	if (word.len > sizeof(small))
		return 0;
	for (size_t i = 0; i < word.len; i++) {
		bool capital = word.ptr[i] >= 'A' && word.ptr[i] <= 'Z';

		small[i] = (char)(capital ? word.ptr[i] | 32 : word.ptr[i]);
	}
	return symbols_find(symbols, (struct str){small, word.len});
}

void
prefilter_words(const struct symbols *symbols, const struct language *language,
    struct str text, uint8_t *present)
{
	bool folds = language != NULL && language->folds;
	size_t i = 0;

	memset(present, 0, symbols_end(symbols));
	while (i < text.len) {
		size_t from;

		while (i < text.len && !word_char[(unsigned char)text.ptr[i]])
			i++;
		from = i;
		while (i < text.len && word_char[(unsigned char)text.ptr[i]])
			i++;
		if (i > from)
			present[symbols_find(
			    symbols, str_sub(text, from, i - from))] = 1;
		if (i > from && folds)
			present[folded(
			    symbols, str_sub(text, from, i - from))] = 1;
	}
}

bool
prefilter_taint(
    const struct taint_spec *spec, unsigned language, const uint8_t *present)
{
	for (; spec != NULL; spec = spec->next)
		if (formula_may_hold(spec->formula, language, present))
			return true;
	return false;
}

bool
prefilter_rule(
    const struct rule *rule, unsigned language, const uint8_t *present)
{
	return formula_may_hold(rule->formula, language, present);
}

/* As Semgrep: a glob without a slash is about any part of the path. */
static bool
glob(struct str pattern, const char *path)
{
	char whole[1024];

	if (pattern.len + 8 > sizeof(whole))
		return false;
	snprintf(whole, sizeof(whole), "%.*s", STR_FMT(pattern));
	if (fnmatch(whole, path, 0) == 0)
		return true;
	snprintf(whole, sizeof(whole), "*/%.*s", STR_FMT(pattern));
	if (fnmatch(whole, path, 0) == 0)
		return true;
	snprintf(whole, sizeof(whole), "%.*s/*", STR_FMT(pattern));
	if (fnmatch(whole, path, 0) == 0)
		return true;
	snprintf(whole, sizeof(whole), "*/%.*s/*", STR_FMT(pattern));
	return fnmatch(whole, path, 0) == 0;
}

bool
prefilter_path(const struct rule *rule, struct str path)
{
	char text[4096];
	bool in = rule->include.n == 0;

	if (rule->include.n == 0 && rule->exclude.n == 0)
		return true;
	snprintf(text, sizeof(text), "%.*s", STR_FMT(path));
	for (size_t i = 0; i < rule->include.n && !in; i++)
		in = glob(rule->include.v[i], text);
	for (size_t i = 0; i < rule->exclude.n && in; i++)
		in = !glob(rule->exclude.v[i], text);
	return in;
}
