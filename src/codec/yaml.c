#include "codec/yaml.h"

#include <stdarg.h>
#include <stdio.h>

#include <yaml.h>

#include "base/clock.h"

struct reader {
	const struct yaml_source *source;
	struct arena *arena;
	yaml_parser_t parser;
	struct yaml *stack[YAML_MAX_DEPTH]; /* open collections */
	unsigned flow[YAML_MAX_DEPTH];      /* line a flow one began, or 0 */
	unsigned depth;
	size_t nodes;
	struct yaml *root;
	struct yaml *key; /* read, and waiting for its value */
	bool done;
};

static unsigned
line_of(const struct reader *r, const yaml_mark_t *mark)
{
	unsigned first = r->source->first_line;

	return (unsigned)mark->line + (first > 0 ? first : 1);
}

static enum err_code
fail_at(const struct reader *r, const yaml_mark_t *mark, struct err *err,
    enum err_code code, const char *what)
{
	return err_set(err, code, "%s:%u:%u: %s", r->source->file,
	    line_of(r, mark), (unsigned)mark->column + 1, what);
}

static enum err_code
parser_error(const struct reader *r, struct err *err)
{
	const yaml_parser_t *p = &r->parser;
	struct yaml_mark_s at = p->problem_mark;

	if (p->error == YAML_MEMORY_ERROR)
		return err_nomem(err);
	if (p->error == YAML_READER_ERROR)
		return err_set(err, ERR_SYNTAX,
		    "%s: byte %zu: %s; plain UTF-8 text is accepted",
		    r->source->file, p->problem_offset,
		    p->problem != NULL ? p->problem : "unreadable");
	return err_set(err, ERR_SYNTAX, "%s:%u:%u: %s%s%s", r->source->file,
	    line_of(r, &at), (unsigned)at.column + 1,
	    p->problem != NULL ? p->problem : "not YAML",
	    p->context != NULL ? ", " : "",
	    p->context != NULL ? p->context : "");
}

static enum err_code
new_node(struct reader *r, const yaml_event_t *e, enum yaml_kind kind,
    struct yaml **out, struct err *err)
{
	struct yaml *node;

	if (++r->nodes > YAML_MAX_NODES)
		return fail_at(r, &e->start_mark, err, ERR_LIMIT,
		    "more than 200000 nodes");
	node = ARENA_NEW(r->arena, struct yaml);
	if (node == NULL)
		return arena_fail(r->arena, err);
	node->kind = kind;
	node->line = line_of(r, &e->start_mark);
	node->col = (unsigned)e->start_mark.column + 1;
	node->file = r->source->file;
	*out = node;
	return ERR_NONE;
}

static struct yaml *
top(const struct reader *r)
{
	return r->depth > 0 ? r->stack[r->depth - 1] : NULL;
}

/* Puts a finished or just opened node where it belongs. */
static void
attach(struct reader *r, struct yaml *node)
{
	struct yaml *parent = top(r);

	if (parent == NULL) {
		r->root = node;
		return;
	}
	if (r->key != NULL) {
		node->key = r->key->text;
		node->key_line = r->key->line;
		node->key_col = r->key->col;
		r->key = NULL;
	}
	if (parent->last != NULL)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	parent->n++;
}

static enum err_code
take_key(
    struct reader *r, const yaml_event_t *e, struct yaml *key, struct err *err)
{
	const struct yaml *map = top(r);

	if (key->style == YAML_PLAIN && str_eq(key->text, STR("<<")))
		return fail_at(r, &e->start_mark, err, ERR_SYNTAX,
		    "merge key '<<'; write the keys out");
	if (key->text.len == 0)
		return fail_at(r, &e->start_mark, err, ERR_SYNTAX,
		    "empty key; a key is text");
	if (map->n >= YAML_MAX_KEYS)
		return fail_at(r, &e->start_mark, err, ERR_LIMIT,
		    "more than 1000 keys in one mapping");
	YAML_EACH(other, map)
	if (str_eq(other->key, key->text))
		return err_set(err, ERR_SYNTAX,
		    "%s:%u:%u: key '%.*s' is already there in line %u",
		    r->source->file, key->line, key->col,
		    STR_FMT(str_sub(key->text, 0, 60)), other->key_line);
	r->key = key;
	return ERR_NONE;
}

static enum err_code
take_scalar(struct reader *r, const yaml_event_t *e, struct err *err)
{
	struct str text = {
	    (const char *)e->data.scalar.value, e->data.scalar.length};
	struct yaml *parent = top(r), *node;
	enum err_code rc;

	rc = new_node(r, e, YAML_SCALAR, &node, err);
	if (rc != ERR_NONE)
		return rc;
	switch (e->data.scalar.style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE:
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
		node->style = YAML_QUOTED;
		break;
	case YAML_LITERAL_SCALAR_STYLE:
	case YAML_FOLDED_SCALAR_STYLE:
		node->style = YAML_BLOCK;
		break;
	default:
		node->style = YAML_PLAIN;
	}
	if (memchr(text.ptr, '\0', text.len) != NULL)
		return fail_at(r, &e->start_mark, err, ERR_SYNTAX,
		    "NUL in text; it is accepted nowhere");
	node->text = arena_str(r->arena, text);
	if (node->text.ptr == NULL)
		return arena_fail(r->arena, err);
	if (parent != NULL && parent->kind == YAML_MAP && r->key == NULL)
		return take_key(r, e, node, err);
	attach(r, node);
	return ERR_NONE;
}

static enum err_code
open_collection(struct reader *r, const yaml_event_t *e, enum yaml_kind kind,
    bool flow, struct err *err)
{
	struct yaml *parent = top(r), *node;
	enum err_code rc;

	if (parent != NULL && parent->kind == YAML_MAP && r->key == NULL)
		return fail_at(r, &e->start_mark, err, ERR_SYNTAX,
		    "a collection as a key; a key is text");
	if (r->depth == YAML_MAX_DEPTH)
		return fail_at(r, &e->start_mark, err, ERR_LIMIT,
		    "nested more than 40 deep");
	if (r->source->mode == YAML_STRICT && r->depth > 0 &&
	    r->flow[r->depth - 1] > 0)
		return fail_at(r, &e->start_mark, err, ERR_SYNTAX,
		    "a collection inside [] or {}; write the outer one as a "
		    "block");
	rc = new_node(r, e, kind, &node, err);
	if (rc != ERR_NONE)
		return rc;
	attach(r, node);
	r->flow[r->depth] = flow ? node->line : 0;
	r->stack[r->depth++] = node;
	return ERR_NONE;
}

static enum err_code
close_collection(struct reader *r, const yaml_event_t *e, struct err *err)
{
	unsigned began = r->flow[--r->depth];

	if (r->source->mode == YAML_STRICT && began > 0 &&
	    line_of(r, &e->end_mark) != began)
		return fail_at(r, &e->start_mark, err, ERR_SYNTAX,
		    "[] or {} over several lines; write it as a block");
	return ERR_NONE;
}

/* What the subset leaves out, by name. */
static const char *
left_out(const yaml_event_t *e)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;

	switch (e->type) {
	case YAML_ALIAS_EVENT:
		return "an alias ('*name'); repeat the value";
	case YAML_SCALAR_EVENT:
		anchor = e->data.scalar.anchor;
		tag = e->data.scalar.tag;
		break;
	case YAML_SEQUENCE_START_EVENT:
		anchor = e->data.sequence_start.anchor;
		tag = e->data.sequence_start.tag;
		break;
	case YAML_MAPPING_START_EVENT:
		anchor = e->data.mapping_start.anchor;
		tag = e->data.mapping_start.tag;
		break;
	case YAML_DOCUMENT_START_EVENT:
		if (e->data.document_start.version_directive != NULL ||
		    e->data.document_start.tag_directives.start !=
			e->data.document_start.tag_directives.end)
			return "a directive ('%'); plain content is accepted";
		break;
	default:
		break;
	}
	if (anchor != NULL)
		return "an anchor ('&name'); repeat the value where it is used";
	return tag != NULL ? "a tag ('!name'); plain values are accepted"
			   : NULL;
}

static enum err_code
take(struct reader *r, const yaml_event_t *e, struct err *err)
{
	const char *refused = left_out(e);

	if (refused != NULL)
		return fail_at(r, &e->start_mark, err, ERR_SYNTAX, refused);
	switch (e->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (r->root == NULL)
			return ERR_NONE;
		return fail_at(r, &e->start_mark, err, ERR_SYNTAX,
		    "a second document; one a file is accepted");
	case YAML_SCALAR_EVENT:
		return take_scalar(r, e, err);
	case YAML_SEQUENCE_START_EVENT:
		return open_collection(r, e, YAML_LIST,
		    e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE,
		    err);
	case YAML_MAPPING_START_EVENT:
		return open_collection(r, e, YAML_MAP,
		    e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE,
		    err);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return close_collection(r, e, err);
	case YAML_STREAM_END_EVENT:
		r->done = true;
		return ERR_NONE;
	default:
		return ERR_NONE;
	}
}

static enum err_code
read_events(struct reader *r, struct err *err)
{
	enum err_code rc = ERR_NONE;

	while (rc == ERR_NONE && !r->done) {
		yaml_event_t e;

		if (!yaml_parser_parse(&r->parser, &e))
			return parser_error(r, err);
		rc = take(r, &e, err);
		yaml_event_delete(&e);
	}
	return rc;
}

enum err_code
yaml_read(const struct yaml_source *source, struct arena *arena,
    struct yaml **out, struct err *err)
{
	struct reader r = {.source = source, .arena = arena};
	enum err_code rc;

	if (source->text.len > YAML_MAX_BYTES)
		return err_set(err, ERR_LIMIT, "%s: longer than %zu bytes",
		    source->file, YAML_MAX_BYTES);
	if (!str_is_utf8(source->text))
		return err_set(err, ERR_SYNTAX,
		    "%s: not UTF-8; plain UTF-8 text is accepted",
		    source->file);
	if (!yaml_parser_initialize(&r.parser)) {
		yaml_parser_delete(&r.parser);
		return err_nomem(err);
	}
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser,
	    (const unsigned char *)(source->text.ptr ? source->text.ptr : ""),
	    source->text.len);
	rc = read_events(&r, err);
	yaml_parser_delete(&r.parser);
	if (rc != ERR_NONE)
		return rc;
	if (r.root == NULL)
		return err_set(err, ERR_SYNTAX,
		    "%s:1:1: empty; one document is accepted", source->file);
	*out = r.root;
	return ERR_NONE;
}

const struct yaml *
yaml_get(const struct yaml *map, struct str key)
{
	if (map == NULL || map->kind != YAML_MAP)
		return NULL;
	YAML_EACH(child, map)
	if (str_eq(child->key, key))
		return child;
	return NULL;
}

enum err_code
yaml_fail(const struct yaml *at, struct err *err, enum err_code code,
    const char *fmt, ...)
{
	char text[ERR_TEXT_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (at == NULL)
		return err_set(err, code, "%s", text);
	return err_set(
	    err, code, "%s:%u:%u: %s", at->file, at->line, at->col, text);
}

enum err_code
yaml_need(const struct yaml *map, struct str key, const struct yaml **out,
    struct err *err)
{
	enum err_code rc = yaml_map(map, err);
	const struct yaml *value;

	if (rc != ERR_NONE)
		return rc;
	value = yaml_get(map, key);
	if (value == NULL)
		return yaml_fail(map, err, ERR_INVALID, "key '%.*s' is missing",
		    STR_FMT(key));
	*out = value;
	return ERR_NONE;
}
