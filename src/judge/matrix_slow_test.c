#include "judge/matrix.h"

#include <stdlib.h>

#include "base/test.h"
#include "codec/canon.h"
#include "sandbox/sandbox.h"

/* One lab, many submissions: tests/labs/note-reader, from the tree's root. */
static struct arena arena;
static struct lab lab;
static struct str runner;

static void
need(void)
{
	struct sandbox_means means;
	struct err err;

	sandbox_means(&means);
	if (!means.usable) {
		print_message("no sandbox here: %s\n", means.why);
		skip();
	}
	if (lab.id.ptr != NULL)
		return;
	arena_init(&arena, (size_t)256 << 20);
	CHECK_OK(lab_read("tests/labs/note-reader", &arena, &lab, &err), &err);
	CHECK_OK(matrix_runner(".", &arena, &runner, &err), &err);
}

static struct matrix
judge_until(bool early, enum matrix_mode mode, struct str notes)
{
	struct tar_entry file = {STR("notes.py"), notes};
	const struct tar files = {&file, 1, 1};
	const struct matrix_spec spec = {.lab = &lab,
	    .files = notes.ptr != NULL ? &files : NULL,
	    .seed = {1, 2, 3},
	    .mode = mode,
	    .runner = runner,
	    .early = early};
	struct matrix m;
	struct err err;

	CHECK_OK(matrix_judge(&spec, &arena, &m, &err), &err);
	return m;
}

static struct matrix
judge(enum matrix_mode mode, struct str notes)
{
	return judge_until(false, mode, notes);
}

static const char *
outcome(const struct matrix *m, const char *id)
{
	for (size_t i = 0; i < m->n; i++)
		if (str_eq(m->checks[i].check->id, str_from(id)))
			return matrix_outcome_name(m->checks[i].outcome);
	return "none";
}

#define OUTCOME(m, id, want) CHECK_STR(str_from(outcome(&(m), (id))), STR(want))

static struct str
text_of(const struct matrix *m)
{
	struct buf out;
	struct str text;

	buf_init(&out, 1 << 16);
	matrix_write(&out, m);
	text = arena_buf(&arena, &out);
	buf_release(&out);
	return text;
}

static void
a_good_fix_passes_and_the_service_as_it_is_does_not(void)
{
	struct matrix m;

	need();
	m = judge(MATRIX_FULL, lab_file_of(&lab, STR("fixed/notes.py")));
	OUTCOME(m, "reads-notes", "ok");
	OUTCOME(m, "parent-folder", "ok");
	OUTCOME(m, "sibling-folder", "ok");
	CHECK(m.passed && m.built && !m.defect);
	m = judge(MATRIX_FULL, STR_NONE);
	OUTCOME(m, "reads-notes", "ok");
	OUTCOME(m, "parent-folder", "proved");
	OUTCOME(m, "sibling-folder", "proved");
	OUTCOME(m, "absolute-name", "proved");
	CHECK(!m.passed && !m.defect);
}

/* However soon one kind of checks is done, whose exploits tell a story. */
static void
a_good_fix_passes_where_a_first_refusal_would_be_enough(void)
{
	struct matrix m;

	need();
	for (int i = 0; i < 3; i++) {
		m = judge_until(true, MATRIX_FULL,
		    lab_file_of(&lab, STR("fixed/notes.py")));
		CHECK(m.passed);
	}
	m = judge_until(true, MATRIX_FULL, STR_NONE);
	CHECK(!m.passed);
}

static void
the_same_files_and_seed_give_the_same_canonical_verdict(void)
{
	struct str first, second;
	struct matrix m;
	struct json doc;
	struct err err;

	need();
	m = judge(MATRIX_FULL, lab_file_of(&lab, STR("fixed-alt/notes.py")));
	first = text_of(&m);
	m = judge(MATRIX_FULL, lab_file_of(&lab, STR("fixed-alt/notes.py")));
	second = text_of(&m);
	CHECK_STR(first, second);
	CHECK_OK(canon_read(first, &arena, &doc, &err), &err);
}

static void
an_attack_tells_its_way_through_the_layers_in_order(void)
{
	static const struct {
		const char *kind, *starts;
		bool traced;
	} want[] = {
	    {"check", "parent-folder", false},
	    {"say", "We ask for", false},
	    {"request", "GET /note/..%2Fkey", false},
	    {"request", "GET /note/..%2Fkey HTTP/1.1", true},
	    {"handler", "the note '../key'", true},
	    {"logic", "the path is ", true},
	    {"store", "32 characters", true},
	    {"answer", "200\n", false},
	};
	struct matrix m;

	need();
	m = judge(MATRIX_ATTACK, STR_NONE);
	CHECK(m.passed);
	CHECK_INT(m.n, 1);
	CHECK_INT(m.steps.n, NELEM(want));
	for (size_t i = 0; i < NELEM(want); i++) {
		CHECK_STR(m.steps.v[i].kind, str_from(want[i].kind));
		CHECK(str_starts(m.steps.v[i].text, str_from(want[i].starts)));
		CHECK_INT(m.steps.v[i].traced, want[i].traced);
	}
}

static void
a_service_that_does_no_work_is_broken_and_never_fixed(void)
{
	static const char *const idle[] = {
	    "import sys\nsys.exit(3)\n",     /* ends */
	    "this is no python\n",           /* does not load */
	    "",                              /* holds nothing */
	    "import time\ntime.sleep(60)\n", /* never listens */
	    "while True:\n    pass\n",       /* never listens, busily */
	    "def read(f, n, t):\n    while True:\n        pass\n",
	    "import os\ndef read(f, n, t):\n    os._exit(1)\n",
	    "def read(f, n, t):\n    return 1 / 0\n",
	};

	need();
	for (size_t i = 0; i < NELEM(idle); i++) {
		struct matrix m = judge(MATRIX_FULL, str_from(idle[i]));

		OUTCOME(m, "reads-notes", "failed");
		CHECK(!m.passed && !m.defect);
		CHECK(m.again[LAB_WITHHELD].outcome == MATRIX_FAILED ||
		    m.again[LAB_WITHHELD].outcome == MATRIX_SKIPPED);
	}
}

static void
of_withheld_checks_nothing_but_the_end_is_told(void)
{
	struct buf out;
	struct matrix m;

	need();
	m = judge(MATRIX_FULL, STR_NONE);
	buf_init(&out, 1 << 20);
	matrix_write_told(&out, &lab, &m);
	CHECK(str_find(buf_view(&out), STR("canary beside")) == out.len);
	CHECK(str_find(buf_view(&out), STR("notes-secret")) == out.len);
	CHECK(str_find(buf_view(&out), STR("read the canary: ")) < out.len);
	CHECK(str_find(buf_view(&out), STR("\"proved\"")) < out.len);
	buf_release(&out);
}

static void
a_submission_of_other_files_is_refused_by_their_name(void)
{
	static char big[(1 << 20) + 1];
	static const struct {
		struct str path, bytes;
		enum err_code code;
		const char *why;
	} bad[] = {
	    {STR_INIT("serve.py"), STR_INIT(""), ERR_INVALID,
		"'serve.py' is not to be changed; editable: notes.py"},
	    {STR_INIT("../notes.py"), STR_INIT(""), ERR_INVALID,
		"'../notes.py': a name with '..'; the editable files are "
		"accepted"},
	    {STR_INIT("/lab/checks/plan.json"), STR_INIT(""), ERR_INVALID,
		"'/lab/checks/plan.json': an absolute name; the editable "
		"files are accepted"},
	    {STR_INIT("a\0b"), STR_INIT(""), ERR_INVALID, NULL},
	    {STR_INIT("notes.py"), {big, sizeof(big)}, ERR_LIMIT,
		"'notes.py' is too much; 1048576 bytes in all are accepted"},
	};

	need();
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct tar_entry file = {bad[i].path, bad[i].bytes};
		const struct tar files = {&file, 1, 1};
		struct err err;

		CHECK_INT(matrix_accepts(&lab, &files, &err), bad[i].code);
		if (bad[i].why)
			CHECK_STR(str_from(err.text), str_from(bad[i].why));
	}
}

TEST_MAIN(T(a_good_fix_passes_and_the_service_as_it_is_does_not),
    T(a_good_fix_passes_where_a_first_refusal_would_be_enough),
    T(the_same_files_and_seed_give_the_same_canonical_verdict),
    T(an_attack_tells_its_way_through_the_layers_in_order),
    T(a_service_that_does_no_work_is_broken_and_never_fixed),
    T(of_withheld_checks_nothing_but_the_end_is_told),
    T(a_submission_of_other_files_is_refused_by_their_name))
