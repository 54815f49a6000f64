#ifndef CATALOG_FOLDER_TEST_H
#define CATALOG_FOLDER_TEST_H

#include <sys/stat.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/test.h"
#include "catalog/check.h"
#include "catalog/quiz.h"

/*
 * A good module is written into a fresh folder, then one file of it spoilt;
 * every rule has its row.
 */
static struct arena arena;
static char folder[64];

static inline void
put(const char *name, struct str text)
{
	struct str path = arena_strf(&arena, "%s/%s", folder, name);
	struct err err;

	CHECK_OK(file_write(path.ptr, text, 0644, &err), &err);
}

static inline struct str
good_module(void)
{
	struct buf b;
	struct str text;

	buf_init(&b, 1 << 20);
	buf_add(&b,
	    STR("---\n"
		"id: m1\n"
		"version: 1.0.0\n"
		"title: Injection\n"
		"owasp: \"A05:2025\"\n"
		"cwe: [89]\n"
		"controls: [\"soc2:CC1.4\"]\n"
		"roles: [backend]\n"
		"stacks: [python-flask, javascript-express]\n"
		"objectives:\n"
		"  - id: o1\n"
		"    text: First\n"
		"minutes: 2\n"
		"prereq: []\n"
		"reviewed: {on: 2026-01-01, expires: 2027-01-01}\n"
		"sources:\n"
		"  - {title: t, url: \"https://e.example/\"}\n"
		"licence: CC-BY-4.0\n"
		"---\n"
		"## One {#one}\n\n"
		":::tabs\n:::tab python-flask\n```python\nx = 1\n```\n:::\n\n"
		"WORDS"));
	for (int i = 0; i < 300; i++)
		buf_add(&b, STR(" word"));
	buf_add(&b, STR("\n"));
	text = arena_buf(&arena, &b);
	buf_release(&b);
	return text;
}

/* 20 items, keys at every place in turn and of no telling length. */
static inline struct str
good_quiz(void)
{
	struct buf b;
	struct str text;

	buf_init(&b, 1 << 20);
	buf_add(&b, STR("module: m1\ndraw: 10\npass: 80\nitems:\n"));
	for (int i = 0; i < 20; i++) {
		buf_addf(&b,
		    "  - id: m1-%02d\n    objective: o1\n    level: hard\n"
		    "    kind: single\n    stem: \"question %d\"\n"
		    "    options:\n",
		    i, i);
		for (int k = 0; k < 4; k++)
			buf_addf(&b,
			    "      - text: \"option %d\"\n%s"
			    "        why: \"because of %d, item %d, and so it "
			    "is\"\n",
			    k,
			    k == i % 4 ? "        key: true\n"
				       : "        misconception: a-belief\n",
			    k, i);
	}
	text = arena_buf(&arena, &b);
	buf_release(&b);
	return text;
}

static const char micro[] = "## Queries {#cwe-89}\n\nBind.\n";
static const char facts[] = "id,name,cwes\nA05:2025,Injection,79 89\n";
static const char controls[] =
    "framework: soc2\ntitle: SOC 2\nedition: \"2017\"\n"
    "source: {title: TSC, url: \"https://e.example/tsc\"}\n"
    "profiles:\n"
    "  - id: strict\n    title: Strict\n"
    "    source: {title: S, url: \"https://e.example/s\"}\n"
    "controls:\n"
    "  - {id: CC1.4, paraphrase: People can}\n"
    "  - id: CC9.2\n"
    "    paraphrase: Vendors too\n"
    "    focus: [Contracts say so]\n"
    "    customary: A list of vendors\n"
    "    asks: [third-party, acknowledge]\n"
    "    every: {months: 12, reading: 365-days}\n"
    "    first_days: 30\n"
    "    profiles:\n"
    "      strict:\n"
    "        every: {days: 90}\n"
    "        keep_years: 5\n";
static const char triggers[] = "triggers:\n"
			       "  - cwe: [89]\n"
			       "    module: m1\n"
			       "    section: cwe-89\n";
static const char path[] = "id: p1\ntitle: Path\nfor: All\nstacks: [go]\n"
			   "modules:\n  - {id: m1, why: Because}\n"
			   "labs:\n  - {id: l1, why: Because}\n"
			   "planned: [More]\n";
static const char course[] = "id: c1\ntitle: Course\nmodules: [m1]\n"
			     "validity_months: 12\npass: 80\n";

static inline enum err_code
check(bool write_lock, struct problems *problems, struct err *err)
{
	struct check in = {.dir = folder, .write_lock = write_lock};

	CHECK(clock_read_date(STR("2026-06-01"), &in.now));
	*problems = (struct problems){.arena = &arena};
	return catalog_check(&in, problems, err);
}

static inline void
setup(void)
{
	static const char *const dirs[] = {
	    "modules/m1", "courses", "controls", "facts", "paths", "labs/l1"};
	struct problems problems;
	struct err err;

	arena_init(&arena, (size_t)64 << 20);
	strcpy(folder, "/tmp/assay-check-XXXXXX");
	CHECK(mkdtemp(folder) != NULL);
	for (size_t i = 0; i < NELEM(dirs); i++) {
		struct str dir = arena_strf(&arena, "%s/%s", folder, dirs[i]);

		CHECK_OK(file_make_dir(dir.ptr, 0755, &err), &err);
	}
	put("modules/m1/module.md", good_module());
	put("modules/m1/quiz.yaml", good_quiz());
	put("modules/m1/micro.md", str_from(micro));
	put("facts/owasp-top10-2025.csv", str_from(facts));
	put("controls/soc2.yaml", str_from(controls));
	put("triggers.yaml", str_from(triggers));
	put("courses/c1.yaml", str_from(course));
	put("paths/p1.yaml", str_from(path));
	put("labs/l1/lab.yaml", STR("title: Lab\n"));
	CHECK_OK(check(true, &problems, &err), &err);
	for (size_t i = 0; i < problems.n; i++)
		print_error("%s\n", problems.v[i].text.ptr);
	CHECK_INT(problems.n, 0);
}

static inline void
teardown(void)
{
	struct str command = arena_strf(&arena, "rm -r '%s'", folder);

	CHECK(system(command.ptr) == 0);
	arena_release(&arena);
}

#endif
