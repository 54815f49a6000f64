#include "syntax/php.h"

static void
text_leaf(struct lower *l, uint32_t start, uint32_t end)
{
	struct str text = str_sub(l->ast->source, start, end - start);

	(void)ast_leaf(
	    l->ast, AST_STRING, start, end, symbols_add(l->ast->symbols, text));
}

static bool
is_plain(const struct lower *l, uint32_t n)
{
	return lower_is(l, n, "string_content") ||
	    lower_is(l, n, "escape_sequence");
}

/* "$a[key]": what stands there is text; "{$a[KEY]}" is as it is in code. */
static void
part(struct lower *l, uint32_t n)
{
	uint32_t key = lower_named(l, n, 1), id;
	uint32_t start = l->cst[n].start;
	bool in_code = start > 0 && l->ast->source.ptr[start - 1] == '{';

	if (in_code || !lower_is(l, n, "subscript_expression") ||
	    !lower_is(l, key, "name")) {
		lower_node(l, n);
		return;
	}
	id = lower_open(l, AST_INDEX, n);
	lower_node(l, lower_named(l, n, 0));
	text_leaf(l, l->cst[key].start, l->cst[key].end);
	ast_close(l->ast, id);
}

/* Text between what is put into it */
static void
parts(struct lower *l, uint32_t n)
{
	uint32_t start = 0, end = 0;

	LOWER_EACH(kid, l, n)
	{
		if (is_plain(l, kid)) {
			if (end == 0)
				start = l->cst[kid].start;
			end = l->cst[kid].end;
			continue;
		}
		if (!l->cst[kid].named)
			continue;
		if (end != 0)
			text_leaf(l, start, end);
		end = 0;
		part(l, kid);
	}
	if (end != 0)
		text_leaf(l, start, end);
}

static void template(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_TEMPLATE, n);

	if (id != 0)
		l->ast->v[id].flags |= AST_EVEN;
	parts(l, n);
	ast_close(l->ast, id);
}

static bool
has_parts(const struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && !is_plain(l, kid))
		return true;
	return false;
}

/* 'a', "a", "a $b" */
void
php_string(struct lower *l, uint32_t n)
{
	struct str text = lower_text(l, n);
	size_t at = 0;

	if (has_parts(l, n)) {
		template(l, n);
		return;
	}
	while (at < text.len && text.ptr[at] != '"' && text.ptr[at] != '\'')
		at++; /* b"a" */
	text = text.len >= at + 2 ? str_sub(text, at + 1, text.len - at - 2)
				  : STR("");
	(void)ast_leaf(l->ast, AST_STRING, l->cst[n].start, l->cst[n].end,
	    symbols_add(l->ast->symbols, text));
}

/* A text's first line begins behind what opens it. */
static uint32_t
text_start(const struct lower *l, uint32_t body)
{
	uint32_t start = l->cst[body].start;

	return start + (l->ast->source.ptr[start] == '\n' ? 1 : 0);
}

/* <<<A ... A and <<<'A' ... A */
void
php_heredoc(struct lower *l, uint32_t n)
{
	uint32_t body = lower_get(l, n, F_VALUE);

	if (body == 0)
		(void)ast_leaf(l->ast, AST_STRING, l->cst[n].start,
		    l->cst[n].start, symbols_add(l->ast->symbols, STR("")));
	else if (lower_is(l, body, "heredoc_body") && has_parts(l, body))
		template(l, body);
	else
		text_leaf(l, text_start(l, body), l->cst[body].end);
}

/* `ls $a` */
void
php_command(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_UNARY, n);

	php_set_name(l, id, STR("`"));
	template(l, n);
	ast_close(l->ast, id);
}
