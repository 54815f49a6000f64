#include "catalog/quiz_part.h"

bool
quiz_is_name(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '-' && (s.ptr[i] < 'a' || s.ptr[i] > 'z') &&
		    (s.ptr[i] < '0' || s.ptr[i] > '9'))
			return false;
	return s.len > 0 && s.ptr[0] != '-' && s.ptr[s.len - 1] != '-';
}

enum err_code
quiz_text(
    const struct yaml *map, struct str key, struct str *out, struct err *err)
{
	const struct yaml *node;
	enum err_code rc = yaml_need(map, key, &node, err);

	if (rc == ERR_NONE)
		rc = yaml_text(node, out, err);
	if (rc == ERR_NONE)
		*out = str_trim(*out);
	return rc;
}

struct str
quiz_code_line(struct str code, unsigned no)
{
	struct str line = STR("");

	for (unsigned i = 0; i < no; i++)
		if (!str_next(&code, '\n', &line))
			return STR("");
	return line;
}

static unsigned
count_lines(struct str code)
{
	unsigned n = 0;

	for (size_t i = 0; i < code.len; i++)
		n += code.ptr[i] == '\n' || i + 1 == code.len;
	return n;
}

const struct quiz_line *
quiz_line(const struct quiz_item *item, unsigned at)
{
	for (unsigned i = 0; i < item->n_lines; i++)
		if (item->lines[i].at == at)
			return &item->lines[i];
	return NULL;
}

/* One of some words: which. */
static enum err_code
read_choice(const struct yaml *map, struct str key, const char *words,
    unsigned *out, struct err *err)
{
	struct str word, rest = str_from(words), one;
	enum err_code rc = quiz_text(map, key, &word, err);

	if (rc != ERR_NONE)
		return rc;
	for (unsigned i = 0; str_next(&rest, ' ', &one); i++)
		if (str_eq(one, word)) {
			*out = i;
			return ERR_NONE;
		}
	return yaml_fail(yaml_get(map, key), err, ERR_INVALID,
	    "'%.*s' is '%.*s'; accepted: %s", STR_FMT(key),
	    STR_FMT(str_sub(word, 0, 60)), words);
}

static enum err_code
read_code(const struct yaml *code, struct quiz_item *item, struct err *err)
{
	enum err_code rc;

	if (code == NULL)
		return ERR_NONE;
	rc = yaml_only(code, "lang text", err);
	if (rc == ERR_NONE)
		rc = quiz_text(code, STR("lang"), &item->code_lang, err);
	if (rc == ERR_NONE)
		rc = yaml_need(code, STR("text"), &code, err);
	if (rc == ERR_NONE)
		rc = yaml_text(code, &item->code, err);
	item->code_lines = count_lines(item->code);
	return rc;
}

static enum err_code
read_head(const struct yaml *node, struct quiz_item *item, struct err *err)
{
	unsigned level = 0, kind = 0;
	enum err_code rc = quiz_text(node, STR("id"), &item->id, err);

	if (rc == ERR_NONE && !quiz_is_name(item->id))
		return yaml_fail(yaml_get(node, STR("id")), err, ERR_INVALID,
		    "item id '%.*s'; letters a-z, digits and '-' are accepted "
		    "[id]",
		    STR_FMT(str_sub(item->id, 0, 60)));
	if (rc == ERR_NONE)
		rc = quiz_text(node, STR("objective"), &item->objective, err);
	if (rc == ERR_NONE)
		rc = read_choice(node, STR("level"), "fair hard", &level, err);
	if (rc == ERR_NONE)
		rc = read_choice(node, STR("kind"),
		    "single multi order match spot-line", &kind, err);
	if (rc == ERR_NONE)
		rc = quiz_text(node, STR("stem"), &item->stem, err);
	item->hard = level == 1;
	item->kind = (enum quiz_kind)kind;
	return rc;
}

static enum err_code
read_item(const struct yaml *node, struct arena *arena, struct quiz_item *item,
    struct err *err)
{
	const struct yaml *vars = yaml_get(node, STR("seed_vars"));
	enum err_code rc = yaml_map(node, err);

	item->line = node->line;
	item->file = node->file;
	if (rc == ERR_NONE)
		rc = read_head(node, item, err);
	if (rc == ERR_NONE)
		rc = read_code(yaml_get(node, STR("code")), item, err);
	if (rc == ERR_NONE && vars != NULL)
		rc = vars_read(vars, arena, &item->vars, err);
	if (rc == ERR_NONE)
		rc = quiz_read_kind(node, item, err);
	return rc;
}

static enum err_code
read_items(const struct yaml *list, struct arena *arena, struct quiz *quiz,
    struct err *err)
{
	enum err_code rc = yaml_list(list, err);

	if (rc == ERR_NONE && list->n > QUIZ_ITEMS_MAX)
		return yaml_fail(list, err, ERR_LIMIT,
		    "more than %d items in one pool", QUIZ_ITEMS_MAX);
	for (const struct yaml *n = list->first; n && rc == ERR_NONE;
	     n = n->next) {
		struct quiz_item *item = ARENA_PUSH(arena, &quiz->items);

		if (item == NULL)
			return arena_fail(arena, err);
		rc = read_item(n, arena, item, err);
	}
	return rc;
}

static enum err_code
read_number(const struct yaml *root, struct str key, int64_t min, int64_t max,
    unsigned *out, struct err *err)
{
	const struct yaml *node;
	int64_t n;
	enum err_code rc = yaml_need(root, key, &node, err);

	if (rc == ERR_NONE)
		rc = yaml_int(node, min, max, &n, err);
	if (rc == ERR_NONE)
		*out = (unsigned)n;
	return rc;
}

static enum err_code
read_shipped(struct str text, const char *file, struct arena *arena,
    struct quiz *quiz, struct err *err)
{
	struct yaml_source source = {.file = file, .text = text};
	const struct yaml *items;
	struct yaml *root;
	enum err_code rc;

	rc = yaml_read(&source, arena, &root, err);
	if (rc == ERR_NONE)
		rc = yaml_only(root, "module draw pass items", err);
	if (rc == ERR_NONE)
		rc = quiz_text(root, STR("module"), &quiz->module, err);
	if (rc == ERR_NONE)
		rc = read_number(root, STR("draw"), QUIZ_DRAW_MIN,
		    QUIZ_DRAW_MAX, &quiz->draw, err);
	if (rc == ERR_NONE)
		rc = read_number(root, STR("pass"), 80, 100, &quiz->pass, err);
	if (rc == ERR_NONE)
		rc = yaml_need(root, STR("items"), &items, err);
	if (rc == ERR_NONE)
		rc = read_items(items, arena, quiz, err);
	if (rc == ERR_NONE && quiz->items.n < quiz->draw)
		rc = yaml_fail(items, err, ERR_INVALID,
		    "%zu items for a draw of %u; at least twice the draw is "
		    "accepted [pool]",
		    quiz->items.n, quiz->draw);
	return rc;
}

/* Replaces what has the same id, adds the rest. */
static enum err_code
merge_item(const struct yaml *list, const struct quiz_item *item,
    struct arena *arena, struct quiz *quiz, struct err *err)
{
	struct quiz_item *slot = NULL;

	for (size_t i = 0; i < quiz->items.n; i++)
		if (str_eq(quiz->items.v[i].id, item->id))
			slot = &quiz->items.v[i];
	if (slot != NULL && slot->private)
		return err_set(err, ERR_INVALID,
		    "%s:%u: item '%.*s' is already in line %u [reused-id]",
		    item->file, item->line, STR_FMT(item->id), slot->line);
	if (slot == NULL && quiz->items.n >= QUIZ_ITEMS_MAX)
		return yaml_fail(list, err, ERR_LIMIT,
		    "more than %d items in one pool", QUIZ_ITEMS_MAX);
	if (slot == NULL)
		slot = ARENA_PUSH(arena, &quiz->items);
	if (slot == NULL)
		return arena_fail(arena, err);
	*slot = *item;
	slot->private = true;
	return ERR_NONE;
}

enum err_code
quiz_overlay(struct str text, const char *file, struct arena *arena,
    struct quiz *quiz, struct err *err)
{
	struct yaml_source source = {.file = file, .text = text};
	struct quiz own = {0};
	const struct yaml *items;
	struct yaml *root;
	enum err_code rc = yaml_read(&source, arena, &root, err);

	if (rc == ERR_NONE)
		rc = yaml_only(root, "module items", err);
	if (rc == ERR_NONE)
		rc = quiz_text(root, STR("module"), &own.module, err);
	if (rc == ERR_NONE && !str_eq(own.module, quiz->module))
		return yaml_fail(yaml_get(root, STR("module")), err,
		    ERR_INVALID, "module '%.*s' over '%.*s' [id]",
		    STR_FMT(own.module), STR_FMT(quiz->module));
	if (rc == ERR_NONE)
		rc = yaml_need(root, STR("items"), &items, err);
	if (rc == ERR_NONE)
		rc = read_items(items, arena, &own, err);
	for (size_t i = 0; i < own.items.n && rc == ERR_NONE; i++)
		rc = merge_item(items, &own.items.v[i], arena, quiz, err);
	return rc;
}

enum err_code
quiz_read(struct str text, const char *file, struct arena *arena,
    struct quiz *out, struct err *err)
{
	static const struct str mark = STR_INIT("\n" QUIZ_OVERLAY_MARK);
	size_t at = str_find(text, mark);
	struct quiz quiz = {0};
	enum err_code rc =
	    read_shipped(str_sub(text, 0, at), file, arena, &quiz, err);

	if (rc == ERR_NONE && at < text.len)
		rc = quiz_overlay(
		    str_from_at(text, at + mark.len), file, arena, &quiz, err);
	if (rc == ERR_NONE)
		*out = quiz;
	return rc;
}

const struct quiz_item *
quiz_item(const struct quiz *quiz, struct str id)
{
	for (size_t i = 0; i < quiz->items.n; i++)
		if (str_eq(quiz->items.v[i].id, id))
			return &quiz->items.v[i];
	return NULL;
}

bool
quiz_fill(struct arena *arena, const struct quiz_item *item,
    const uint8_t *pick, struct quiz_item *out)
{
	struct str
	    *texts[2 + 2 * QUIZ_PLACES_MAX + QUIZ_LEFTS_MAX + QUIZ_LINES_MAX];
	struct quiz_item made = *item;
	size_t n = 0;

	texts[n++] = &made.stem;
	texts[n++] = &made.code;
	for (unsigned i = 0; i < made.n_options; i++) {
		texts[n++] = &made.options[i].text;
		texts[n++] = &made.options[i].why;
	}
	for (unsigned i = 0; i < made.n_lefts; i++)
		texts[n++] = &made.lefts[i];
	for (unsigned i = 0; i < made.n_lines; i++)
		texts[n++] = &made.lines[i].why;
	for (size_t i = 0; i < n; i++) {
		struct str filled =
		    vars_fill(arena, &made.vars, pick, *texts[i]);

		if (filled.ptr == NULL && texts[i]->ptr != NULL)
			return false;
		*texts[i] = filled;
	}
	*out = made;
	return true;
}

const struct quiz *
catalog_quiz(const struct catalog *catalog, const struct catalog_module *module)
{
	return &catalog->banks->v[module - catalog->modules.v];
}
