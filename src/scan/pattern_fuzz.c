#include <stdlib.h>

#include "scan/formula.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

struct input {
	const struct language *language;
	struct str pattern, code;
};

static struct input
split(const uint8_t *data, size_t len)
{
	struct str rest = {(const char *)data + 1, len - 1};
	static const char *const names[] = {
	    "python", "javascript", "java", "tsx", "go", "php"};
	struct input in = {.language = language_named(
			       str_from(names[data[0] % NELEM(names)]))};

	if (!str_cut(&rest, '\0', &in.pattern))
		in.pattern = rest;
	in.code = rest;
	return in;
}

/* A match lies in the code, its bindings too. */
static void
check_matches(const struct ast *code, const struct matches *found, unsigned n)
{
	for (size_t i = 0; i < found->n; i++) {
		const struct match *m = &found->v[i];

		if (m->start > m->end || m->end > code->source.len)
			abort();
		for (unsigned k = 0; k < n; k++)
			if (m->env[k].node != 0 &&
			    (m->env[k].start > m->env[k].end ||
				m->env[k].end > code->source.len))
				abort();
	}
}

static void
match(const struct input *in, struct parser *parser,
    const struct pattern *pattern, unsigned env, const struct symbols *base,
    struct arena *arena, struct str text, bool must)
{
	struct constants constants;
	struct symbols symbols;
	struct matches found = {0};
	struct match_room room = {0};
	struct matcher m;
	struct ast *code;
	struct err err;

	symbols_init(&symbols, arena, base);
	if (parser_read(parser, in->language, text, &parse_limits_default,
		&symbols, arena, &code, &err) != ERR_NONE ||
	    constants_init(&constants, code, arena, &err) != ERR_NONE)
		return;
	if (match_room_init(&room, &err) == ERR_NONE &&
	    matcher_init(&m, code, &constants, &room, arena, &err) ==
		ERR_NONE) {
		m.steps = 200000;
		if (match_pattern(&m, pattern, env, 1, code->n - 1, &found,
			&err) == ERR_NONE) {
			check_matches(code, &found, env);
			if (must && code->errors == 0 && found.n == 0 &&
			    !m.spent)
				abort();
		}
	}
	match_room_release(&room);
}

/* A pattern without signs of its own fits its own text; one with a brace in
   front is an object as a pattern and a block as code. */
static bool
is_plain(struct str pattern)
{
	return !str_starts(str_trim(pattern), STR("{")) &&
	    str_find(pattern, STR("$")) == pattern.len &&
	    str_find(pattern, STR("...")) == pattern.len &&
	    str_find(pattern, STR("__")) == pattern.len &&
	    str_find(pattern, STR("=~/")) == pattern.len;
}

/* Text stands around the code of some languages. */
static struct str
as_code(const struct input *in, struct arena *arena)
{
	struct str text = str_trim(in->pattern);

	return in->language->sigil
	    ? arena_strf(arena, "<?php %.*s;", STR_FMT(text))
	    : text;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct metavars metavars = {0};
	struct symbols symbols;
	struct pattern pattern;
	struct arena arena;
	struct err err;
	struct input in;
	struct pattern_reader r = {
	    .symbols = &symbols, .metavars = &metavars, .arena = &arena};

	if (len < 2)
		return 0;
	in = split(data, len);
	arena_init(&arena, (size_t)256 << 20);
	symbols_init(&symbols, &arena, NULL);
	r.parser = parser_new();
	if (r.parser != NULL &&
	    pattern_read(&r, in.language, in.pattern, &pattern, &err) ==
		ERR_NONE) {
		match(&in, r.parser, &pattern, metavars.n, &symbols, &arena,
		    in.code, false);
		match(&in, r.parser, &pattern, metavars.n, &symbols, &arena,
		    as_code(&in, &arena), is_plain(in.pattern));
		pattern_release(&pattern);
	}
	parser_free(r.parser);
	arena_release(&arena);
	return 0;
}
