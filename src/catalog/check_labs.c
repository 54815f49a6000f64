/* Labs: their files, what they refer to, and whether each tells right from
   wrong. */
#include "base/file.h"
#include "catalog/check_part.h"
#include "judge/proof.h"

#define LAB_MEMORY ((size_t)256 << 20)
#define WORKERS    2

static void
check_names(struct checking *c, const struct lab *lab, const char *file)
{
	for (size_t i = 0; i < lab->modules.n; i++)
		if (catalog_module(c->catalog, lab->modules.v[i]) == NULL)
			problem_line(c->problems, file, 1, "unknown-id",
			    "no module '%s'", lab->modules.v[i].ptr);
	for (size_t i = 0; i < lab->controls.n; i++)
		if (catalog_control(c->catalog, lab->controls.v[i]).ptr == NULL)
			problem_line(c->problems, file, 1, "control",
			    "'%s' stands in no file of controls/",
			    lab->controls.v[i].ptr);
	if (lab->reviewed_until <= c->check->now)
		problem_line(c->problems, file, 1, "review",
		    "the review has expired; read it again and set the dates");
}

static void
tell(struct checking *c, const struct proof *proof, const char *file)
{
	if (proof->few.ptr != NULL)
		problem_line(c->problems, file, 1, "lab-matrix", "%.*s",
		    STR_FMT(proof->few));
	for (size_t i = 0; i < proof->cases.n; i++) {
		const struct proof_case *one = &proof->cases.v[i];

		if (!one->good && one->kind != PROOF_MUTANT)
			problem_line(c->problems, file, 1, "lab-matrix",
			    "%.*s: %.*s", STR_FMT(one->name),
			    STR_FMT(one->problem));
	}
}

static void
check_lab(struct checking *c, const char *dir, const char *file)
{
	struct arena arena;
	struct proof proof = {0};
	struct lab lab;
	struct err err;
	enum err_code rc;

	arena_init(&arena, LAB_MEMORY);
	rc = lab_read(dir, &arena, &lab, &err);
	if (rc == ERR_NONE) {
		const struct proof_spec spec = {.lab = &lab,
		    .data_dir = c->check->labs,
		    .workers = WORKERS};

		check_names(c, &lab, file);
		rc = proof_run(&spec, &arena, &proof, &err);
	}
	if (rc == ERR_NONE)
		tell(c, &proof, file);
	else
		problem_err(c->problems, &err);
	proof_release(&proof);
	arena_release(&arena);
}

void
check_labs(struct checking *c)
{
	struct str path = arena_strf(c->arena, "%s/labs", c->check->dir);
	struct file_names names;
	struct err err;

	if (path.ptr == NULL || !file_is_there(path.ptr))
		return;
	if (file_list(path.ptr, c->arena, &names, &err) != ERR_NONE) {
		problem_err(c->problems, &err);
		return;
	}
	for (size_t i = 0; i < names.n; i++) {
		struct str dir =
		    arena_strf(c->arena, "%s/%s", path.ptr, names.v[i].ptr);
		struct str file = arena_strf(c->arena, "%s/lab.yaml", dir.ptr);

		if (dir.ptr == NULL || file.ptr == NULL)
			c->problems->nomem = true;
		else if (file_is_there(file.ptr))
			check_lab(c, dir.ptr, file.ptr);
	}
}
