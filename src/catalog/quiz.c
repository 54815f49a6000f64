#include "catalog/quiz.h"

#include "codec/yaml.h"

static bool
is_kebab(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '-' && (s.ptr[i] < 'a' || s.ptr[i] > 'z') &&
		    (s.ptr[i] < '0' || s.ptr[i] > '9'))
			return false;
	return s.len > 0 && s.ptr[0] != '-' && s.ptr[s.len - 1] != '-';
}

static enum err_code
text_of(
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

static enum err_code
read_option(const struct yaml *node, struct quiz_option *o, struct err *err)
{
	const struct yaml *key = yaml_get(node, STR("key"));
	const struct yaml *misconception = yaml_get(node, STR("misconception"));
	enum err_code rc;

	rc = yaml_only(node, "text key why misconception", err);
	if (rc == ERR_NONE && yaml_get(node, STR("why")) == NULL)
		return yaml_fail(node, err, ERR_INVALID,
		    "option without 'why'; every option explains itself "
		    "[option-why]");
	if (rc == ERR_NONE)
		rc = text_of(node, STR("text"), &o->text, err);
	if (rc == ERR_NONE)
		rc = text_of(node, STR("why"), &o->why, err);
	if (rc == ERR_NONE && key != NULL)
		rc = yaml_bool(key, &o->key, err);
	if (rc == ERR_NONE && misconception != NULL)
		rc = yaml_text(misconception, &o->misconception, err);
	if (rc != ERR_NONE)
		return rc;
	o->line = node->line;
	if (!o->key && !is_kebab(o->misconception))
		return yaml_fail(node, err, ERR_INVALID,
		    "wrong option without the 'misconception' it catches, a "
		    "name-like-this [misconception]");
	return ERR_NONE;
}

static enum err_code
read_options(const struct yaml *list, struct quiz_item *item, struct err *err)
{
	enum err_code rc = yaml_list(list, err);
	unsigned keys = 0;

	if (rc != ERR_NONE)
		return rc;
	if (list->n < QUIZ_OPTIONS_MIN || list->n > QUIZ_OPTIONS_MAX)
		return yaml_fail(list, err, ERR_INVALID,
		    "%zu options; 3 to 5 are accepted [option-count]", list->n);
	YAML_EACH(node, list)
	{
		struct quiz_option *o = &item->options[item->n_options++];

		rc = read_option(node, o, err);
		if (rc != ERR_NONE)
			return rc;
		keys += o->key;
	}
	if (!item->multi && keys != 1)
		return yaml_fail(list, err, ERR_INVALID,
		    "%u options with 'key: true'; 'kind: single' has one "
		    "[key-count]",
		    keys);
	if (keys == 0 || keys == item->n_options)
		return yaml_fail(list, err, ERR_INVALID,
		    "%s option is right; 'kind: multi' has right and wrong "
		    "ones [key-count]",
		    keys == 0 ? "no" : "every");
	return ERR_NONE;
}

/* One of two words. */
static enum err_code
read_choice(const struct yaml *map, struct str key, struct str yes,
    struct str no, bool *out, struct err *err)
{
	struct str word;
	enum err_code rc = text_of(map, key, &word, err);

	if (rc != ERR_NONE)
		return rc;
	*out = str_eq(word, yes);
	if (!*out && !str_eq(word, no))
		return yaml_fail(yaml_get(map, key), err, ERR_INVALID,
		    "'%.*s' is '%.*s'; %.*s or %.*s is accepted", STR_FMT(key),
		    STR_FMT(str_sub(word, 0, 60)), STR_FMT(yes), STR_FMT(no));
	return ERR_NONE;
}

static enum err_code
read_code(const struct yaml *code, struct quiz_item *item, struct err *err)
{
	enum err_code rc;

	if (code == NULL)
		return ERR_NONE;
	rc = yaml_only(code, "lang text", err);
	if (rc == ERR_NONE)
		rc = text_of(code, STR("lang"), &item->code_lang, err);
	if (rc == ERR_NONE)
		rc = yaml_need(code, STR("text"), &code, err);
	return rc == ERR_NONE ? yaml_text(code, &item->code, err) : rc;
}

static enum err_code
read_item(const struct yaml *node, struct quiz_item *item, struct err *err)
{
	const struct yaml *options;
	enum err_code rc;

	item->line = node->line;
	rc = yaml_only(node, "id objective level kind stem code options", err);
	if (rc == ERR_NONE)
		rc = text_of(node, STR("id"), &item->id, err);
	if (rc == ERR_NONE && !is_kebab(item->id))
		return yaml_fail(yaml_get(node, STR("id")), err, ERR_INVALID,
		    "item id '%.*s'; letters a-z, digits and '-' are accepted "
		    "[id]",
		    STR_FMT(str_sub(item->id, 0, 60)));
	if (rc == ERR_NONE)
		rc = text_of(node, STR("objective"), &item->objective, err);
	if (rc == ERR_NONE)
		rc = read_choice(node, STR("level"), STR("hard"), STR("fair"),
		    &item->hard, err);
	if (rc == ERR_NONE)
		rc = read_choice(node, STR("kind"), STR("multi"), STR("single"),
		    &item->multi, err);
	if (rc == ERR_NONE)
		rc = text_of(node, STR("stem"), &item->stem, err);
	if (rc == ERR_NONE)
		rc = read_code(yaml_get(node, STR("code")), item, err);
	if (rc == ERR_NONE)
		rc = yaml_need(node, STR("options"), &options, err);
	return rc == ERR_NONE ? read_options(options, item, err) : rc;
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
		rc = read_item(n, item, err);
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

enum err_code
quiz_read(struct str text, const char *file, struct arena *arena,
    struct quiz *out, struct err *err)
{
	struct yaml_source source = {.file = file, .text = text};
	const struct yaml *items;
	struct yaml *root;
	struct quiz quiz = {0};
	enum err_code rc;

	rc = yaml_read(&source, arena, &root, err);
	if (rc == ERR_NONE)
		rc = yaml_only(root, "module draw pass items", err);
	if (rc == ERR_NONE)
		rc = text_of(root, STR("module"), &quiz.module, err);
	if (rc == ERR_NONE)
		rc = read_number(root, STR("draw"), QUIZ_DRAW_MIN,
		    QUIZ_DRAW_MAX, &quiz.draw, err);
	if (rc == ERR_NONE)
		rc = read_number(root, STR("pass"), 80, 100, &quiz.pass, err);
	if (rc == ERR_NONE)
		rc = yaml_need(root, STR("items"), &items, err);
	if (rc == ERR_NONE)
		rc = read_items(items, arena, &quiz, err);
	if (rc == ERR_NONE && quiz.items.n < quiz.draw)
		rc = yaml_fail(items, err, ERR_INVALID,
		    "%zu items for a draw of %u; at least twice the draw is "
		    "accepted [pool]",
		    quiz.items.n, quiz.draw);
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

const struct quiz *
catalog_quiz(const struct catalog *catalog, const struct catalog_module *module)
{
	return &catalog->banks->v[module - catalog->modules.v];
}
