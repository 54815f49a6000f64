/* Code in texts and questions parses in its language, where we have it. */
#include "catalog/check_part.h"
#include "codec/markdown.h"
#include "syntax/language.h"

static unsigned
errors_in(struct parser *parser, struct arena *arena, struct str lang,
    struct str code)
{
	const struct language *language = language_named(lang);
	struct symbols symbols;
	struct ast *ast;
	struct err err;

	if (language == NULL)
		return 0;
	symbols_init(&symbols, arena, NULL);
	if (parser_read(parser, language, code, &parse_limits_default, &symbols,
		arena, &ast, &err) != ERR_NONE)
		return 1;
	return ast->errors;
}

static void
check_one(struct checking *c, struct parser *parser, const char *file,
    unsigned line, struct str lang, struct str code)
{
	struct arena arena;
	unsigned errors;

	arena_init(&arena, (size_t)64 << 20);
	errors = errors_in(parser, &arena, lang, code);
	arena_release(&arena);
	if (errors > 0)
		problem_line(c->problems, file, line, "code",
		    "does not parse as %.*s in %u %s", STR_FMT(lang), errors,
		    errors == 1 ? "place" : "places");
}

static void
check_text(struct checking *c, struct parser *parser, struct str text,
    const char *file, unsigned first)
{
	struct markdown_outline o;
	struct err err;

	if (markdown_outline(text, c->arena, &o, &err) != ERR_NONE)
		return; /* told elsewhere */
	for (size_t i = 0; i < o.codes.n; i++)
		check_one(c, parser, file, first - 1 + o.codes.v[i].line,
		    o.codes.v[i].lang, o.codes.v[i].text);
}

/* With each value of each variable once. */
static void
check_item(
    struct checking *c, struct parser *parser, const struct quiz_item *item)
{
	uint8_t pick[VARS_MAX] = {0};
	size_t before = c->problems->n;

	for (unsigned i = 0; i < item->vars.n || i == 0; i++) {
		unsigned values = i < item->vars.n ? item->vars.v[i].n : 1;

		for (unsigned k = 0; k < values && c->problems->n == before;
		     k++) {
			pick[i] = (uint8_t)k;
			check_one(c, parser, item->file, item->line,
			    item->code_lang,
			    vars_fill(c->arena, &item->vars, pick, item->code));
		}
		pick[i] = 0;
	}
}

void
check_code(struct checking *c)
{
	struct parser *parser = parser_new();

	if (parser == NULL) {
		c->problems->nomem = true;
		return;
	}
	for (size_t i = 0; i < c->catalog->modules.n; i++) {
		const struct catalog_module *m = &c->catalog->modules.v[i];
		const struct quiz *quiz = catalog_quiz(c->catalog, m);

		check_text(c, parser, m->body, check_path(c, m, "module.md"),
		    m->body_line);
		if (m->micro.ptr != NULL)
			check_text(c, parser, m->micro,
			    check_path(c, m, "micro.md"), 1);
		for (size_t k = 0; k < quiz->items.n; k++) {
			const struct quiz_item *item = &quiz->items.v[k];

			check_text(
			    c, parser, item->stem, item->file, item->line);
			if (item->code.ptr != NULL)
				check_item(c, parser, item);
		}
	}
	parser_free(parser);
}
