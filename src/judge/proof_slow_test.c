#include "judge/proof.h"

#include "base/test.h"
#include "sandbox/sandbox.h"

static struct arena arena;
static struct lab lab;
static struct err err;

static struct proof
prove(void)
{
	const struct proof_spec spec = {
	    .lab = &lab, .data_dir = ".", .workers = 2};
	struct proof p;

	CHECK_OK(proof_run(&spec, &arena, &p, &err), &err);
	return p;
}

static const struct proof_case *
find(const struct proof *p, const char *name)
{
	for (size_t i = 0; i < p->cases.n; i++)
		if (str_eq(p->cases.v[i].name, str_from(name)))
			return &p->cases.v[i];
	fail_msg("no case '%s'", name);
	return NULL;
}

static void
open_lab(void)
{
	struct sandbox_means means;

	sandbox_means(&means);
	if (!means.usable) {
		print_message("no sandbox here: %s\n", means.why);
		skip();
	}
	arena_init(&arena, (size_t)256 << 20);
	CHECK_OK(lab_read("tests/labs/note-reader", &arena, &lab, &err), &err);
}

static void
a_lab_that_tells_right_from_wrong_is_proved_and_no_cheat_passes(void)
{
	static const char *const cheats[] = {"cheat/forge", "cheat/all-200",
	    "cheat/all-500", "cheat/empty notes.py"};
	struct proof p;

	open_lab();
	p = prove();
	for (size_t i = 0; i < p.cases.n; i++)
		if (!p.cases.v[i].good)
			print_error("%s: %s\n", p.cases.v[i].name.ptr,
			    p.cases.v[i].problem.ptr);
	CHECK(p.good);
	CHECK_INT(p.killed, p.mutants);
	CHECK_INT(p.mutants, 7);
	for (size_t i = 0; i < NELEM(cheats); i++)
		CHECK(!find(&p, cheats[i])->passed);
	proof_release(&p);
	arena_release(&arena);
}

static void
a_claim_that_does_not_hold_is_told_by_its_case(void)
{
	struct str fixed, wrong;
	struct proof p;

	open_lab();
	/* a wrong fix that is none, and a fix that is one */
	fixed = lab_file_of(&lab, STR("fixed/notes.py"));
	wrong = lab_file_of(&lab, STR("wrong/prefix-only/notes.py"));
	for (size_t i = 0; i < lab.files.n; i++) {
		struct lab_entry *e = &lab.files.v[i];

		if (str_eq(e->path, STR("wrong/prefix-only/notes.py")))
			e->bytes = fixed;
		else if (str_eq(e->path, STR("fixed/notes.py")))
			e->bytes = wrong;
	}
	p = prove();
	CHECK(!p.good);
	CHECK_STR(find(&p, "wrong/prefix-only")->problem,
	    STR("sibling-folder is ok"));
	CHECK_STR(find(&p, "fixed")->problem,
	    STR("sibling-folder is proved: read the canary beside"));
	CHECK(find(&p, "vulnerable")->good);
	proof_release(&p);
	arena_release(&arena);
}

TEST_MAIN(T(a_lab_that_tells_right_from_wrong_is_proved_and_no_cheat_passes),
    T(a_claim_that_does_not_hold_is_told_by_its_case))
