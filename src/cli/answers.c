#include "cli/answers.h"

#include "cli/ask.h"
#include "codec/yaml.h"

struct answers {
	struct attempt attempt;
	struct attempt_answer v[ATTEMPT_ITEMS];
	unsigned n;
};

/* The attempt that the file speaks of: the person's own. */
static enum err_code
find_attempt(struct cli *cli, const struct learning *l, struct str module,
    const struct yaml *root, struct attempt *out, struct err *err)
{
	const struct yaml *node;
	struct err what;
	struct id id;
	enum err_code rc = yaml_need(root, STR("attempt"), &node, err);

	if (rc == ERR_NONE)
		rc = yaml_only(root, "attempt answers", err);
	if (rc != ERR_NONE)
		return rc;
	if (!id_read(node->kind == YAML_SCALAR ? node->text : STR(""), &id))
		return yaml_fail(
		    node, err, ERR_INVALID, "that is no attempt's id");
	rc = attempt_get(&l->learn, l->person, id, cli->arena, out, &what);
	if (rc == ERR_NOT_FOUND)
		return yaml_fail(node, err, ERR_INVALID,
		    "%.*s has no such attempt", STR_FMT(l->name));
	if (rc != ERR_NONE) {
		*err = what;
		return rc;
	}
	if (!str_eq(out->module_id, module))
		return yaml_fail(node, err, ERR_INVALID,
		    "that is an attempt at '%.*s'", STR_FMT(out->module_id));
	if (out->state != ATTEMPT_OPEN)
		return yaml_fail(
		    node, err, ERR_CONFLICT, "the attempt is closed");
	return ERR_NONE;
}

/* [1b, 2a] is read as "1b 2a " would be. */
static enum err_code
read_choose(struct cli *cli, const struct yaml *list, const struct question *q,
    struct answer *out, struct err *err)
{
	struct str line = STR("");
	struct err what;
	enum err_code rc = yaml_list(list, err);

	if (rc != ERR_NONE)
		return rc;
	YAML_EACH(node, list)
	{
		struct str word;

		rc = yaml_text(node, &word, err);
		if (rc != ERR_NONE)
			return rc;
		line = arena_strf(
		    cli->arena, "%.*s%.*s ", STR_FMT(line), STR_FMT(word));
		if (line.ptr == NULL)
			return arena_fail(cli->arena, err);
	}
	if (ask_read(line, q, out, &what) != ERR_NONE)
		return yaml_fail(list, err, ERR_INVALID, "%s; accepted: %.*s",
		    what.text, STR_FMT(ask_hint(cli, q)));
	return ERR_NONE;
}

static enum err_code
read_one(struct cli *cli, const struct yaml *node, struct answers *a,
    struct err *err)
{
	struct attempt_answer *one = &a->v[a->n];
	const struct yaml *no, *choose;
	int64_t number;
	enum err_code rc = yaml_only(node, "no choose", err);

	if (rc == ERR_NONE)
		rc = yaml_need(node, STR("no"), &no, err);
	if (rc == ERR_NONE)
		rc = yaml_int(no, 1, a->attempt.n_items, &number, err);
	if (rc == ERR_NONE)
		rc = yaml_need(node, STR("choose"), &choose, err);
	if (rc != ERR_NONE)
		return rc;
	one->no = (unsigned)number;
	for (unsigned i = 0; i < a->n; i++)
		if (a->v[i].no == one->no)
			return yaml_fail(no, err, ERR_INVALID,
			    "question %u is answered twice", one->no);
	one->revision = a->attempt.items[number - 1].revision + 1;
	rc = read_choose(
	    cli, choose, &a->attempt.items[number - 1], &one->answer, err);
	a->n += rc == ERR_NONE;
	return rc;
}

static enum err_code
read_all(struct cli *cli, const struct learning *l, struct str module,
    const struct yaml *root, struct answers *a, struct err *err)
{
	const struct yaml *list;
	enum err_code rc = yaml_map(root, err);

	if (rc == ERR_NONE)
		rc = find_attempt(cli, l, module, root, &a->attempt, err);
	if (rc == ERR_NONE)
		rc = yaml_need(root, STR("answers"), &list, err);
	if (rc == ERR_NONE)
		rc = yaml_list(list, err);
	if (rc != ERR_NONE)
		return rc;
	if (list->n > a->attempt.n_items)
		return yaml_fail(list, err, ERR_INVALID,
		    "%zu answers to %u questions", list->n, a->attempt.n_items);
	YAML_EACH(node, list)
	{
		rc = read_one(cli, node, a, err);
		if (rc != ERR_NONE)
			return rc;
	}
	return ERR_NONE;
}

enum err_code
answers_store(struct cli *cli, const struct learning *l, struct str module,
    struct str text, const char *file, struct id *attempt, unsigned *stored,
    struct err *err)
{
	struct yaml_source source = {.file = file, .text = text};
	struct answers *a = ARENA_NEW(cli->arena, struct answers);
	struct yaml *root;
	enum err_code rc;

	if (a == NULL)
		return arena_fail(cli->arena, err);
	rc = yaml_read(&source, cli->arena, &root, err);
	if (rc == ERR_NONE)
		rc = read_all(cli, l, module, root, a, err);
	if (rc == ERR_NONE)
		rc = attempt_answer_all(
		    &l->learn, l->person, a->attempt.id, a->v, a->n, err);
	if (rc != ERR_NONE)
		return rc;
	*attempt = a->attempt.id;
	*stored = a->n;
	return ERR_NONE;
}
