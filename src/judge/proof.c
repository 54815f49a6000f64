#include "judge/proof.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#include "judge/hunk.h"

#define CASES_MAX   300
#define CASE_MEMORY ((size_t)32 << 20)
#define WRONG_MIN   4

const char *
proof_kind_name(enum proof_kind kind)
{
	static const char *const names[] = {
	    "vulnerable", "fixed", "wrong", "mutant", "cheat"};

	return names[kind];
}

struct proof_case *
proof_add(struct proof *out, struct arena *arena, enum proof_kind kind,
    struct str name)
{
	struct proof_case *c = NULL;

	if (name.ptr != NULL && out->cases.n < CASES_MAX)
		c = ARENA_PUSH(arena, &out->cases);
	if (c != NULL)
		*c = (struct proof_case){.kind = kind, .name = name};
	return c;
}

enum err_code
proof_file(struct arena *arena, struct proof_case *c, struct str path,
    struct str bytes, struct err *err)
{
	struct tar_entry *e = ARENA_PUSH(arena, &c->files);

	if (e == NULL)
		return arena_fail(arena, err);
	*e = (struct tar_entry){path, bytes};
	return ERR_NONE;
}

/* The files of a folder such as "wrong/strip-dots". */
static enum err_code
take_folder(const struct lab *lab, struct arena *arena, struct proof_case *c,
    struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < lab->files.n && rc == ERR_NONE; i++) {
		const struct lab_entry *e = &lab->files.v[i];

		if (str_starts(e->path, c->name) &&
		    e->path.len > c->name.len + 1 &&
		    e->path.ptr[c->name.len] == '/')
			rc = proof_file(arena, c,
			    str_from_at(e->path, c->name.len + 1), e->bytes,
			    err);
	}
	return rc;
}

static enum err_code
add_folder(const struct lab *lab, struct arena *arena, enum proof_kind kind,
    struct str name, const struct lab_wrong *wrong, struct proof *out,
    struct err *err)
{
	struct proof_case *c = proof_add(out, arena, kind, name);

	if (c == NULL)
		return arena_fail(arena, err);
	c->wrong = wrong;
	return take_folder(lab, arena, c, err);
}

static enum err_code
add_mutant(struct arena *arena, const struct proof_case *from, size_t file,
    struct str before, const struct hunk *hunk, struct proof *out,
    struct err *err)
{
	const struct tar_entry changed = from->files.v[file];
	const struct tar files = from->files;
	struct proof_case *c = proof_add(out, arena, PROOF_MUTANT,
	    arena_strf(arena, "%.*s/%.*s:%u", STR_FMT(from->name),
		STR_FMT(changed.path), hunk->line));
	enum err_code rc = ERR_NONE;

	if (c == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < files.n && rc == ERR_NONE; i++)
		rc = proof_file(
		    arena, c, files.v[i].path, files.v[i].bytes, err);
	if (rc != ERR_NONE)
		return rc;
	c->files.v[file].bytes =
	    hunk_undone(before, changed.bytes, hunk, arena);
	return c->files.v[file].bytes.ptr ? ERR_NONE : arena_fail(arena, err);
}

static enum err_code
add_mutants(const struct lab *lab, struct arena *arena, size_t of,
    struct proof *out, struct err *err)
{
	const struct proof_case from = out->cases.v[of];
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < from.files.n && rc == ERR_NONE; i++) {
		struct str full = arena_strf(
		    arena, "vulnerable/%.*s", STR_FMT(from.files.v[i].path));
		struct hunks hunks = {0};
		struct str before;

		if (full.ptr == NULL)
			return arena_fail(arena, err);
		before = lab_file_of(lab, full);
		rc =
		    hunks_of(before, from.files.v[i].bytes, arena, &hunks, err);
		for (size_t k = 0; k < hunks.n && rc == ERR_NONE; k++)
			rc = add_mutant(
			    arena, &from, i, before, &hunks.v[k], out, err);
	}
	return rc;
}

static enum err_code
lay_out(const struct proof_spec *spec, struct arena *arena, struct proof *out,
    struct err *err)
{
	const struct lab *lab = spec->lab;
	enum err_code rc = ERR_NONE;

	if (proof_add(out, arena, PROOF_VULNERABLE, STR("vulnerable")) == NULL)
		return arena_fail(arena, err);
	rc = add_folder(lab, arena, PROOF_FIXED, STR("fixed"), NULL, out, err);
	if (rc == ERR_NONE)
		rc = add_folder(
		    lab, arena, PROOF_FIXED, STR("fixed-alt"), NULL, out, err);
	for (size_t i = 0; i < lab->wrong.n && rc == ERR_NONE; i++)
		rc = add_folder(lab, arena, PROOF_WRONG,
		    arena_strf(
			arena, "wrong/%.*s", STR_FMT(lab->wrong.v[i].id)),
		    &lab->wrong.v[i], out, err);
	if (rc == ERR_NONE)
		rc = add_mutants(lab, arena, 1, out, err);
	if (rc == ERR_NONE)
		rc = add_mutants(lab, arena, 2, out, err);
	return rc == ERR_NONE ? proof_cheats(spec, arena, out, err) : rc;
}

static const struct matrix_check *
first_bad(const struct matrix *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->checks[i].outcome != MATRIX_OK)
			return &m->checks[i];
	for (int k = 0; k < LAB_KINDS; k++)
		if (m->again[k].check && m->again[k].outcome != MATRIX_OK)
			return &m->again[k];
	return NULL;
}

static struct str
describe(struct arena *arena, const struct matrix_check *c)
{
	return arena_strf(arena, "%.*s is %s%s%.*s", STR_FMT(c->check->id),
	    matrix_outcome_name(c->outcome), c->why.ptr ? ": " : "",
	    STR_FMT(c->why));
}

/* The service works as it is, and every exploit proves itself. */
static struct str
vulnerable_problem(struct arena *arena, const struct matrix *m)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct matrix_check *c = &m->checks[i];
		bool exploit = c->check->kind == LAB_PUBLIC ||
		    c->check->kind == LAB_WITHHELD;

		if (c->outcome != (exploit ? MATRIX_PROVED : MATRIX_OK) &&
		    c->check->kind != LAB_ABUSE)
			return describe(arena, c);
		if (c->outcome == MATRIX_DEFECT)
			return describe(arena, c);
	}
	return STR_NONE;
}

static struct str
wrong_problem(
    struct arena *arena, const struct proof_case *c, const struct matrix *m)
{
	for (size_t i = 0; i < c->wrong->caught_by.n; i++)
		for (size_t k = 0; k < m->n; k++) {
			const struct matrix_check *check = &m->checks[k];

			if (str_eq(
				check->check->id, c->wrong->caught_by.v[i]) &&
			    (check->outcome == MATRIX_OK ||
				check->outcome == MATRIX_SKIPPED ||
				check->outcome == MATRIX_DEFECT))
				return describe(arena, check);
		}
	return m->passed ? arena_str(arena, STR("it passes")) : STR_NONE;
}

static struct str
problem_of(struct proof_case *c, const struct matrix *m)
{
	const struct matrix_check *bad = first_bad(m);

	if (!m->built && (c->kind < PROOF_MUTANT))
		return arena_strf(&c->arena, "it does not build: %.*s",
		    STR_FMT(str_sub(m->build, 0, 600)));
	switch (c->kind) {
	case PROOF_VULNERABLE:
		return vulnerable_problem(&c->arena, m);
	case PROOF_FIXED:
		return bad ? describe(&c->arena, bad) : STR_NONE;
	case PROOF_WRONG:
		return wrong_problem(&c->arena, c, m);
	default:
		return m->passed ? arena_str(&c->arena, STR("it passes"))
				 : STR_NONE;
	}
}

struct work {
	const struct proof_spec *spec;
	struct proof *proof;
	struct str runner;
	atomic_size_t next, done;
	_Atomic bool failed;
	struct err err;
	pthread_mutex_t lock;
};

static enum err_code
try_case(struct work *w, unsigned slot, struct proof_case *c, struct err *err)
{
	struct matrix_spec spec = {.lab = w->spec->lab,
	    .files = c->kind == PROOF_VULNERABLE ? NULL : &c->files,
	    .seed = {(uint8_t)(1 + slot)},
	    .mode = MATRIX_FULL,
	    .slot = slot,
	    .runner = w->runner,
	    .early = c->kind >= PROOF_MUTANT};
	struct matrix m;
	enum err_code rc;

	arena_init(&c->arena, CASE_MEMORY);
	rc = matrix_judge(&spec, &c->arena, &m, err);
	if (rc != ERR_NONE)
		return err_prefix(err, "%.*s", STR_FMT(c->name));
	c->passed = m.passed;
	c->ms = m.all_ms;
	c->problem = problem_of(c, &m);
	c->good = c->problem.ptr == NULL;
	return ERR_NONE;
}

struct worker {
	struct work *work;
	unsigned slot;
	pthread_t thread;
};

static void *
work_on(void *arg)
{
	struct worker *me = arg;
	struct work *w = me->work;
	size_t i, all = w->proof->cases.n;

	while (!atomic_load(&w->failed) &&
	    (i = atomic_fetch_add(&w->next, 1)) < all) {
		struct err err;
		enum err_code rc =
		    try_case(w, me->slot, &w->proof->cases.v[i], &err);
		size_t done = atomic_fetch_add(&w->done, 1) + 1;

		pthread_mutex_lock(&w->lock);
		if (rc != ERR_NONE && !atomic_exchange(&w->failed, true))
			w->err = err;
		if (w->spec->progress)
			w->spec->progress(w->spec->ctx, done, all);
		pthread_mutex_unlock(&w->lock);
	}
	return NULL;
}

static enum err_code
run_all(const struct proof_spec *spec, struct str runner, struct proof *out,
    struct err *err)
{
	struct work w = {.spec = spec,
	    .proof = out,
	    .runner = runner,
	    .lock = PTHREAD_MUTEX_INITIALIZER};
	struct worker workers[MATRIX_SLOTS];
	unsigned n = 0;
	int why = 0;

	while (n < spec->workers && n < MATRIX_SLOTS && why == 0) {
		workers[n] = (struct worker){.work = &w, .slot = n};
		why = pthread_create(
		    &workers[n].thread, NULL, work_on, &workers[n]);
		n += why == 0;
	}
	for (unsigned i = 0; i < n; i++)
		pthread_join(workers[i].thread, NULL);
	if (n == 0)
		return err_sys(err, why, "could not start a thread");
	if (!atomic_load(&w.failed))
		return ERR_NONE;
	*err = w.err;
	return err->code;
}

static void
sum_up(const struct lab *lab, struct proof *p)
{
	p->good = lab->wrong.n >= WRONG_MIN;
	if (!p->good)
		p->few = STR("fewer than four wrong fixes");
	for (size_t i = 0; i < p->cases.n; i++) {
		const struct proof_case *c = &p->cases.v[i];
		bool mutant = c->kind == PROOF_MUTANT || c->kind == PROOF_WRONG;

		p->mutants += mutant;
		p->killed += mutant && !c->passed;
		p->good &= c->good || c->kind == PROOF_MUTANT;
	}
}

enum err_code
proof_run(const struct proof_spec *spec, struct arena *arena, struct proof *out,
    struct err *err)
{
	struct proof p = {0};
	struct str runner;
	enum err_code rc = matrix_runner(spec->data_dir, arena, &runner, err);

	if (rc == ERR_NONE)
		rc = lay_out(spec, arena, &p, err);
	if (rc == ERR_NONE)
		rc = run_all(spec, runner, &p, err);
	if (rc != ERR_NONE) {
		proof_release(&p);
		return rc;
	}
	sum_up(spec->lab, &p);
	*out = p;
	return ERR_NONE;
}

void
proof_release(struct proof *proof)
{
	for (size_t i = 0; i < proof->cases.n; i++)
		arena_release(&proof->cases.v[i].arena);
}
