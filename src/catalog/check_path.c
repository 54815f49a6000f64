/* The paths: they name what is there, and what is not there is planned. */
#include "catalog/check_part.h"
#include "catalog/path.h"
#include "codec/markdown.h"

static void
check_stacks(struct checking *c, const struct yaml *list)
{
	if (list == NULL)
		return;
	YAML_EACH(node, list)
	if (str_eq(markdown_stack_name(node->text), node->text))
		problem_at(c->problems, node, "stack",
		    "'%.*s' is no stack; one such as python-flask is "
		    "accepted (content/README.md lists them)",
		    STR_FMT(node->text));
}

static void
check_twice(struct checking *c, const struct catalog_path_steps *steps)
{
	for (size_t i = 0; i < steps->n; i++)
		for (size_t k = 0; k < i; k++)
			if (str_eq(steps->v[i].id, steps->v[k].id))
				problem_at(c->problems, steps->v[i].node,
				    "reused-id", "'%.*s' twice in the path",
				    STR_FMT(steps->v[i].id));
}

static void
check_path_of(struct checking *c, const struct catalog_path *path)
{
	check_stacks(c, yaml_get(path->node, STR("stacks")));
	check_twice(c, &path->modules);
	check_twice(c, &path->labs);
	for (size_t i = 0; i < path->modules.n; i++) {
		const struct catalog_path_step *s = &path->modules.v[i];

		check_stacks(c, yaml_get(s->node, STR("stacks")));
		if (catalog_module(c->catalog, s->id) == NULL)
			problem_at(c->problems, yaml_get(s->node, STR("id")),
			    "unknown-id",
			    "no module '%.*s'; what is not written yet stands "
			    "under 'planned'",
			    STR_FMT(s->id));
	}
	/* a folder of content without any lab may leave them out */
	for (size_t i = 0; c->catalog->paths->labs.n > 0 && i < path->labs.n;
	     i++)
		if (catalog_lab_name(c->catalog, path->labs.v[i].id) == NULL)
			problem_at(c->problems,
			    yaml_get(path->labs.v[i].node, STR("id")),
			    "unknown-id", "no lab '%.*s'",
			    STR_FMT(path->labs.v[i].id));
}

void
check_paths(struct checking *c)
{
	for (size_t i = 0; i < c->catalog->paths->paths.n; i++)
		check_path_of(c, &c->catalog->paths->paths.v[i]);
}
