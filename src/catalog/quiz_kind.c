/* What an item of each kind holds: options, steps, pairs or lines. */
#include "catalog/quiz_part.h"

static enum err_code
no_why(const struct yaml *node, const char *what, struct err *err)
{
	return yaml_fail(node, err, ERR_INVALID,
	    "%s without 'why'; every %s explains itself [option-why]", what,
	    what);
}

/* misconception, which a wrong one must have. */
static enum err_code
read_misconception(const struct yaml *node, bool must, const char *what,
    struct str *out, struct err *err)
{
	const struct yaml *name = yaml_get(node, STR("misconception"));
	enum err_code rc = ERR_NONE;

	if (name != NULL)
		rc = yaml_text(name, out, err);
	if (rc == ERR_NONE && (must || name != NULL) && !quiz_is_name(*out))
		return yaml_fail(node, err, ERR_INVALID,
		    "%s without the 'misconception' it catches, a "
		    "name-like-this [misconception]",
		    what);
	return rc;
}

static enum err_code
read_flag(const struct yaml *node, struct str key, bool *out, struct err *err)
{
	const struct yaml *flag = yaml_get(node, key);

	return flag != NULL ? yaml_bool(flag, out, err) : ERR_NONE;
}

/* One option, step or side: its text under a key, its why. */
static enum err_code
read_side(const struct yaml *node, struct str key, const char *what,
    struct quiz_option *o, struct err *err)
{
	enum err_code rc;

	o->line = node->line;
	if (yaml_get(node, STR("why")) == NULL)
		return no_why(node, what, err);
	rc = quiz_text(node, key, &o->text, err);
	return rc == ERR_NONE ? quiz_text(node, STR("why"), &o->why, err) : rc;
}

static enum err_code
read_option(const struct yaml *node, struct quiz_option *o, struct err *err)
{
	enum err_code rc =
	    yaml_only(node, "text key why misconception pin", err);

	if (rc == ERR_NONE)
		rc = read_side(node, STR("text"), "option", o, err);
	if (rc == ERR_NONE)
		rc = read_flag(node, STR("key"), &o->key, err);
	if (rc == ERR_NONE)
		rc = read_flag(node, STR("pin"), &o->pin, err);
	return rc == ERR_NONE ? read_misconception(node, !o->key,
				    "wrong option", &o->misconception, err)
			      : rc;
}

static enum err_code
check_keys(
    const struct yaml *list, const struct quiz_item *item, struct err *err)
{
	unsigned keys = 0;

	for (unsigned i = 0; i < item->n_options; i++)
		keys += item->options[i].key;
	if (item->kind == QUIZ_SINGLE && keys != 1)
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

static enum err_code
read_options(const struct yaml *node, struct quiz_item *item, struct err *err)
{
	const struct yaml *list;
	enum err_code rc = yaml_need(node, STR("options"), &list, err);

	if (rc == ERR_NONE)
		rc = yaml_list(list, err);
	if (rc != ERR_NONE)
		return rc;
	if (list->n < QUIZ_OPTIONS_MIN || list->n > QUIZ_OPTIONS_MAX)
		return yaml_fail(list, err, ERR_INVALID,
		    "%zu options; 3 to 5 are accepted [option-count]", list->n);
	YAML_EACH(one, list)
	{
		rc = read_option(one, &item->options[item->n_options++], err);
		if (rc != ERR_NONE)
			return rc;
	}
	return check_keys(list, item, err);
}

/* The steps stand in their order; a step that is nowhere is no step. */
static enum err_code
read_steps(const struct yaml *node, struct quiz_item *item, struct err *err)
{
	const struct yaml *list;
	enum err_code rc = yaml_need(node, STR("options"), &list, err);

	if (rc == ERR_NONE)
		rc = yaml_list(list, err);
	if (rc != ERR_NONE)
		return rc;
	if (list->n < QUIZ_OPTIONS_MIN || list->n > QUIZ_PLACES_MAX)
		return yaml_fail(list, err, ERR_INVALID,
		    "%zu steps; 3 to 6 are accepted [option-count]", list->n);
	YAML_EACH(one, list)
	{
		struct quiz_option *o = &item->options[item->n_options++];

		rc = yaml_only(one, "text why misconception", err);
		if (rc == ERR_NONE)
			rc = read_side(one, STR("text"), "step", o, err);
		if (rc == ERR_NONE)
			rc = read_misconception(
			    one, false, "step", &o->misconception, err);
		if (rc != ERR_NONE)
			return rc;
	}
	return ERR_NONE;
}

static enum err_code
read_pair(const struct yaml *node, struct quiz_item *item, struct err *err)
{
	struct quiz_option *o = &item->options[item->n_options++];
	enum err_code rc = yaml_only(node, "left right why misconception", err);

	if (rc == ERR_NONE)
		rc = quiz_text(
		    node, STR("left"), &item->lefts[item->n_lefts++], err);
	if (rc == ERR_NONE)
		rc = read_side(node, STR("right"), "pair", o, err);
	return rc == ERR_NONE
	    ? read_misconception(node, false, "pair", &o->misconception, err)
	    : rc;
}

static enum err_code
read_decoy(const struct yaml *node, struct quiz_item *item, struct err *err)
{
	struct quiz_option *o = &item->options[item->n_options++];
	enum err_code rc = yaml_only(node, "right why misconception", err);

	if (rc == ERR_NONE)
		rc = read_side(node, STR("right"), "decoy", o, err);
	return rc == ERR_NONE
	    ? read_misconception(node, true, "decoy", &o->misconception, err)
	    : rc;
}

static enum err_code
read_pairs(const struct yaml *node, struct quiz_item *item, struct err *err)
{
	const struct yaml *decoys = yaml_get(node, STR("decoys")), *list;
	enum err_code rc = yaml_need(node, STR("pairs"), &list, err);

	if (rc == ERR_NONE)
		rc = yaml_list(list, err);
	if (rc == ERR_NONE && decoys != NULL)
		rc = yaml_list(decoys, err);
	if (rc != ERR_NONE)
		return rc;
	if (list->n < QUIZ_OPTIONS_MIN || list->n > QUIZ_LEFTS_MAX)
		return yaml_fail(list, err, ERR_INVALID,
		    "%zu pairs; 3 to 5 are accepted [option-count]", list->n);
	if (decoys != NULL && list->n + decoys->n > QUIZ_PLACES_MAX)
		return yaml_fail(decoys, err, ERR_INVALID,
		    "%zu right sides with the decoys; at most 6 are accepted "
		    "[option-count]",
		    list->n + decoys->n);
	for (const struct yaml *n = list->first; n && rc == ERR_NONE;
	     n = n->next)
		rc = read_pair(n, item, err);
	for (const struct yaml *n = decoys ? decoys->first : NULL;
	     n && rc == ERR_NONE; n = n->next)
		rc = read_decoy(n, item, err);
	return rc;
}

static enum err_code
add_line(const struct yaml *node, struct quiz_item *item, struct err *err,
    struct quiz_line **out)
{
	struct quiz_line *line = &item->lines[item->n_lines];
	int64_t at;
	enum err_code rc = yaml_int(node, 1, item->code_lines, &at, err);

	if (rc != ERR_NONE)
		return rc;
	if (quiz_line(item, (unsigned)at) != NULL)
		return yaml_fail(node, err, ERR_INVALID,
		    "line %u is already spoken of [reused-id]", (unsigned)at);
	line->at = (unsigned)at;
	line->line = node->line;
	item->n_lines++;
	*out = line;
	return ERR_NONE;
}

static enum err_code
read_key_lines(const struct yaml *node, struct quiz_item *item, struct err *err)
{
	struct quiz_line *line = NULL;
	const struct yaml *keys;
	struct str why = STR_NONE;
	enum err_code rc = yaml_need(node, STR("key_lines"), &keys, err);

	if (rc == ERR_NONE)
		rc = yaml_list(keys, err);
	if (rc == ERR_NONE && yaml_get(node, STR("why")) == NULL)
		return no_why(node, "key line", err);
	if (rc == ERR_NONE)
		rc = quiz_text(node, STR("why"), &why, err);
	if (rc != ERR_NONE)
		return rc;
	if (keys->n < 1 || keys->n > 3)
		return yaml_fail(keys, err, ERR_INVALID,
		    "%zu key lines; 1, or up to 3 that count equally, are "
		    "accepted [key-count]",
		    keys->n);
	for (const struct yaml *n = keys->first; n && rc == ERR_NONE;
	     n = n->next) {
		rc = add_line(n, item, err, &line);
		if (rc != ERR_NONE)
			return rc;
		line->key = true;
		line->why = why;
	}
	return rc;
}

static enum err_code
read_wrong_line(
    const struct yaml *node, struct quiz_item *item, struct err *err)
{
	struct quiz_line *line = NULL;
	const struct yaml *at;
	enum err_code rc = yaml_only(node, "line why misconception", err);

	if (rc == ERR_NONE)
		rc = yaml_need(node, STR("line"), &at, err);
	if (rc == ERR_NONE && yaml_get(node, STR("why")) == NULL)
		return no_why(node, "line", err);
	if (rc == ERR_NONE)
		rc = add_line(at, item, err, &line);
	if (rc == ERR_NONE)
		rc = quiz_text(node, STR("why"), &line->why, err);
	return rc == ERR_NONE ? read_misconception(node, true, "wrong line",
				    &line->misconception, err)
			      : rc;
}

static enum err_code
read_lines(const struct yaml *node, struct quiz_item *item, struct err *err)
{
	const struct yaml *list;
	enum err_code rc;

	if (item->code_lines < 4 || item->code_lines > QUIZ_CODE_MAX)
		return yaml_fail(node, err, ERR_INVALID,
		    "%u lines of code; a spot-line has 4 to %d "
		    "[option-count]",
		    item->code_lines, QUIZ_CODE_MAX);
	rc = read_key_lines(node, item, err);
	if (rc == ERR_NONE)
		rc = yaml_need(node, STR("lines"), &list, err);
	if (rc == ERR_NONE)
		rc = yaml_list(list, err);
	if (rc != ERR_NONE)
		return rc;
	if (list->n < 2 || list->n > 5)
		return yaml_fail(list, err, ERR_INVALID,
		    "%zu wrong lines; 2 to 5 tempting ones are accepted "
		    "[option-count]",
		    list->n);
	for (const struct yaml *n = list->first; n && rc == ERR_NONE;
	     n = n->next)
		rc = read_wrong_line(n, item, err);
	return rc;
}

#define ITEM_KEYS "id objective level kind stem code seed_vars "

enum err_code
quiz_read_kind(const struct yaml *node, struct quiz_item *item, struct err *err)
{
	static const struct {
		const char *keys;
		enum err_code (*read)(
		    const struct yaml *, struct quiz_item *, struct err *);
	} kinds[] = {
	    [QUIZ_SINGLE] = {ITEM_KEYS "options", read_options},
	    [QUIZ_MULTI] = {ITEM_KEYS "options", read_options},
	    [QUIZ_ORDER] = {ITEM_KEYS "options", read_steps},
	    [QUIZ_MATCH] = {ITEM_KEYS "pairs decoys", read_pairs},
	    [QUIZ_SPOT] = {ITEM_KEYS "key_lines why lines", read_lines},
	};
	enum err_code rc = yaml_only(node, kinds[item->kind].keys, err);

	return rc == ERR_NONE ? kinds[item->kind].read(node, item, err) : rc;
}
