#include "catalog/check.h"

#include "catalog/check_part.h"
#include "codec/markdown.h"

const char *
check_path(struct checking *c, const struct catalog_module *m, const char *file)
{
	struct str path =
	    arena_strf(c->arena, "%.*s/%s", STR_FMT(m->dir), file);

	if (path.ptr == NULL)
		c->problems->nomem = true;
	return path.ptr != NULL ? path.ptr : "";
}

const struct yaml *
check_front(const struct catalog_module *m, struct str key)
{
	const struct yaml *node = yaml_get(m->front, key);

	return node != NULL ? node : m->front;
}

static bool
has_section(
    struct checking *c, const struct catalog_module *m, struct str anchor)
{
	struct catalog_lesson lesson;

	return catalog_section(m, anchor, c->arena, &lesson);
}

static void
check_trigger_objectives(struct checking *c, const struct catalog_module *m,
    const struct catalog_trigger *t)
{
	const struct yaml *list = yaml_get(t->node, STR("objectives"));

	if (list == NULL)
		return;
	YAML_EACH(node, list)
	{
		bool found = false;

		for (size_t i = 0; i < m->objectives.n; i++)
			found =
			    found || str_eq(m->objectives.v[i].id, node->text);
		if (!found)
			problem_at(c->problems, node, "unknown-id",
			    "'%.*s' has no objective '%.*s'", STR_FMT(m->id),
			    STR_FMT(node->text));
	}
}

static void
check_triggers(struct checking *c)
{
	const struct catalog *catalog = c->catalog;

	for (size_t i = 0; i < catalog->triggers.n; i++) {
		const struct catalog_trigger *t = &catalog->triggers.v[i];
		const struct catalog_module *m =
		    catalog_module(catalog, t->module);

		if (m == NULL)
			problem_at(c->problems,
			    yaml_get(t->node, STR("module")), "unknown-id",
			    "no module '%.*s'", STR_FMT(t->module));
		else if (!has_section(c, m, t->section))
			problem_at(c->problems,
			    yaml_get(t->node, STR("section")), "unknown-id",
			    "the micro lesson of '%.*s' has no section "
			    "'%.*s'",
			    STR_FMT(t->module), STR_FMT(t->section));
		if (m != NULL)
			check_trigger_objectives(c, m, t);
	}
}

static void
check_courses(struct checking *c)
{
	for (size_t i = 0; i < c->catalog->courses.n; i++) {
		const struct catalog_course *course = &c->catalog->courses.v[i];

		YAML_EACH(node, yaml_get(course->node, STR("modules")))
		if (catalog_module(c->catalog, node->text) == NULL)
			problem_at(c->problems, node, "unknown-id",
			    "no module '%.*s'", STR_FMT(node->text));
	}
}

static void
check_sections(struct checking *c, const struct catalog_module *m)
{
	for (size_t i = 0; i < m->objectives.n; i++) {
		struct str section = m->objectives.v[i].section;
		size_t k = 0;

		while (k < m->sections.n &&
		    !str_eq(m->sections.v[k].anchor, section))
			k++;
		if (section.ptr != NULL && k == m->sections.n)
			problem_at(c->problems,
			    check_front(m, STR("objectives")), "unknown-id",
			    "the text has no section '%.*s'", STR_FMT(section));
	}
}

static void
check_module_ids(struct checking *c, const struct catalog_module *m)
{
	YAML_EACH(node, yaml_get(m->front, STR("prereq")))
	if (catalog_module(c->catalog, node->text) == NULL)
		problem_at(c->problems, node, "unknown-id", "no module '%.*s'",
		    STR_FMT(node->text));
	YAML_EACH(node, yaml_get(m->front, STR("controls")))
	if (catalog_control(c->catalog, node->text).ptr == NULL)
		problem_at(c->problems, node, "control",
		    "'%.*s' stands in no file of controls/; FRAMEWORK:ID is "
		    "accepted",
		    STR_FMT(node->text));
	YAML_EACH(node, yaml_get(m->front, STR("stacks")))
	if (str_eq(markdown_stack_name(node->text), node->text))
		problem_at(c->problems, node, "stack",
		    "'%.*s' is no stack; one such as python-flask is "
		    "accepted (content/README.md lists them)",
		    STR_FMT(node->text));
	for (size_t i = 0; i < m->objectives.n; i++)
		for (size_t k = 0; k < i; k++)
			if (str_eq(
				m->objectives.v[i].id, m->objectives.v[k].id))
				problem_at(c->problems,
				    check_front(m, STR("objectives")),
				    "reused-id", "objective '%.*s' twice",
				    STR_FMT(m->objectives.v[i].id));
	check_sections(c, m);
	if (m->reviewed_until <= c->check->now)
		problem_at(c->problems, check_front(m, STR("reviewed")),
		    "review",
		    "the review has expired; read it again and set "
		    "the dates");
}

void
check_ids(struct checking *c)
{
	check_courses(c);
	check_triggers(c);
	for (size_t i = 0; i < c->catalog->modules.n; i++)
		check_module_ids(c, &c->catalog->modules.v[i]);
}

enum err_code
catalog_check(
    const struct check *check, struct problems *problems, struct err *err)
{
	struct catalog *catalog;
	struct checking c = {
	    .check = check, .problems = problems, .arena = problems->arena};
	enum err_code rc =
	    read_catalog(check->dir, check->overlay, &catalog, problems, err);

	if (rc != ERR_NONE)
		return rc;
	c.catalog = catalog;
	check_ids(&c);
	check_facts(&c);
	check_quizzes(&c);
	check_alike(&c);
	check_texts(&c);
	check_paths(&c);
	check_code(&c);
	if (check->labs != NULL)
		check_labs(&c);
	rc = check_lock(&c, err);
	catalog_free(catalog);
	if (rc == ERR_NONE && problems->nomem)
		rc = err_nomem(err);
	return rc;
}
