#include "judge/matrix.h"

#include <pthread.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/file.h"
#include "judge/group.h"
#include "judge/told.h"
#include "sandbox/sandbox.h"

#define BOXES      8 /* slots of the sandbox for each verdict */
#define BUILD_MS   20000u
#define BUILD_LINE 8000u /* of what a build wrote, for the learner */
#define RUNNER_MAX ((size_t)256 << 10)

const char *
matrix_mode_name(enum matrix_mode mode)
{
	static const char *const names[] = {"attack", "check", "full"};

	return names[mode];
}

bool
matrix_mode_read(struct str name, enum matrix_mode *out)
{
	for (int m = MATRIX_ATTACK; m <= MATRIX_FULL; m++)
		if (str_eq(name, str_from(matrix_mode_name(m)))) {
			*out = m;
			return true;
		}
	return false;
}

enum err_code
matrix_runner(
    const char *data_dir, struct arena *arena, struct str *out, struct err *err)
{
	struct str path = arena_strf(arena, "%s/judge/assay_lab.py", data_dir);

	if (path.ptr == NULL)
		return arena_fail(arena, err);
	return file_read(path.ptr, RUNNER_MAX, arena, out, err);
}

enum err_code
matrix_accepts(const struct lab *lab, const struct tar *files, struct err *err)
{
	size_t bytes = 0;
	const char *why;

	if (files->n > MATRIX_SUBMISSION_FILES)
		return err_set(err, ERR_LIMIT,
		    "%zu files; at most %d are accepted", files->n,
		    MATRIX_SUBMISSION_FILES);
	for (size_t i = 0; i < files->n; i++) {
		struct str path = files->v[i].path;

		if (!tar_name_ok(path, &why))
			return err_set(err, ERR_INVALID,
			    "'%.*s': %s; the editable files are accepted",
			    STR_FMT(str_sub(path, 0, 120)), why);
		if (!lab_is_editable(lab, path))
			return err_set(err, ERR_INVALID,
			    "'%.*s' is not to be changed; editable: %.*s%s",
			    STR_FMT(path), STR_FMT(lab->editable.v[0]),
			    lab->editable.n > 1 ? ", ..." : "");
		for (size_t k = 0; k < i; k++)
			if (str_eq(files->v[k].path, path))
				return err_set(err, ERR_INVALID,
				    "'%.*s' is there twice", STR_FMT(path));
		bytes += files->v[i].bytes.len;
		if (bytes > MATRIX_SUBMISSION_BYTES)
			return err_set(err, ERR_LIMIT,
			    "'%.*s' is too much; %zu bytes in all are "
			    "accepted",
			    STR_FMT(path), MATRIX_SUBMISSION_BYTES);
	}
	return ERR_NONE;
}

static struct str
bytes_of(const struct matrix_spec *spec, struct str path, struct str given)
{
	struct str own = STR_NONE;

	if (spec->files != NULL && spec->mode != MATRIX_ATTACK)
		own = tar_find(spec->files, path);
	return own.ptr != NULL ? own : given;
}

/* vulnerable/ with the submission's files over it. */
static enum err_code
put_app(
    const struct matrix_spec *spec, const struct folder *work, struct err *err)
{
	static const struct str under = STR_INIT("vulnerable/");
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < spec->lab->files.n && rc == ERR_NONE; i++) {
		const struct lab_entry *e = &spec->lab->files.v[i];
		char name[TAR_NAME_MAX + 1];
		struct str path;

		if (!str_starts(e->path, under))
			continue;
		path = str_from_at(e->path, under.len);
		snprintf(name, sizeof(name), "app/%.*s", STR_FMT(path));
		rc = folder_write(
		    work, str_from(name), bytes_of(spec, path, e->bytes), err);
	}
	return rc;
}

struct verdict {
	const struct matrix_spec *spec;
	struct arena *arena;
	struct folder work;
	struct group groups[3];
	size_t n;
	_Atomic bool enough;
	struct matrix *out;
};

static unsigned
slot(const struct verdict *v, unsigned box)
{
	return v->spec->slot * BOXES + box;
}

static enum err_code
built(struct verdict *v, const struct sandbox_result *r, struct err *err)
{
	struct str said = r->err.len > 0 ? r->err : r->out;

	v->out->built = r->end == SANDBOX_EXITED && r->status == 0;
	if (v->out->built)
		return ERR_NONE;
	if (r->end == SANDBOX_EXITED)
		v->out->build =
		    arena_str(v->arena, str_sub(said, 0, BUILD_LINE));
	else
		v->out->build = arena_strf(v->arena,
		    "the build was ended: %s\n%.*s", sandbox_end_name(r->end),
		    STR_FMT(str_sub(said, 0, BUILD_LINE)));
	return v->out->build.ptr ? ERR_NONE : arena_fail(v->arena, err);
}

static enum err_code
build(struct verdict *v, struct err *err)
{
	const struct lab *lab = v->spec->lab;
	static const char *const env[] = {"PATH=/usr/bin:/bin", "HOME=/tmp",
	    "LANG=C.UTF-8", "TMPDIR=/tmp", NULL};
	const char *argv[64] = {NULL};
	char app[80];
	const struct sandbox_bind bind = {app, "/lab/app", true};
	const struct sandbox_spec box = {.argv = argv,
	    .env = env,
	    .dir = "/lab/app",
	    .binds = &bind,
	    .n_binds = 1,
	    .limits = {.wall_ms = BUILD_MS,
		.cpu_ms = BUILD_MS,
		.processes = 64,
		.memory = (size_t)512 << 20,
		.output = (size_t)1 << 20,
		.disk = (size_t)64 << 20},
	    .slot = slot(v, 0)};
	struct sandbox_result result;
	struct sandbox *sandbox = NULL;
	enum err_code rc;

	v->out->built = true;
	if (lab->build.n == 0)
		return ERR_NONE;
	snprintf(app, sizeof(app), "%s/app", v->work.path);
	for (size_t i = 0; i < lab->build.n; i++)
		argv[i] = lab->build.v[i].ptr;
	rc = folder_own(&v->work, "app", sandbox_uid(box.slot), err);
	if (rc == ERR_NONE)
		rc = sandbox_start(&box, &sandbox, err);
	if (rc == ERR_NONE)
		rc = sandbox_wait(sandbox, BUILD_MS + 5000, &result, err);
	if (rc == ERR_NONE)
		rc = built(v, &result, err);
	sandbox_free(sandbox);
	return rc;
}

static void *
group_thread(void *arg)
{
	struct group *g = arg;

	group_run(g);
	if (g->spec->early && g->rc == ERR_NONE && told_refuses(g))
		atomic_store(g->enough, true);
	return NULL;
}

static void
add_group(struct verdict *v, enum lab_kind kind, struct str seeds)
{
	unsigned i = (unsigned)v->n++;

	v->groups[i] = (struct group){.spec = v->spec,
	    .work = &v->work,
	    .kind = kind,
	    .service_slot = slot(v, 1 + i),
	    .checks_slot = slot(v, 4 + i),
	    .seeds = seeds,
	    .enough = &v->enough};
}

static enum err_code
run_groups(struct verdict *v, struct err *err)
{
	pthread_t threads[3];
	size_t started = 0;
	enum err_code rc = ERR_NONE;

	for (; started < v->n && rc == ERR_NONE; started++) {
		int why = pthread_create(
		    &threads[started], NULL, group_thread, &v->groups[started]);

		if (why != 0) {
			rc = err_sys(err, why, "could not start a thread");
			break;
		}
	}
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	for (size_t i = 0; i < started && rc == ERR_NONE; i++)
		if (v->groups[i].rc != ERR_NONE)
			rc = err_set(
			    err, v->groups[i].rc, "%s", v->groups[i].err.text);
	return rc;
}

static enum err_code
seeds_of(struct verdict *v, struct str *out, struct err *err)
{
	struct buf text;
	enum err_code rc;

	buf_init(&text, 1 << 16);
	rc = lab_seeds_write(v->spec->lab, v->spec->seed, &text, err);
	if (rc == ERR_NONE) {
		*out = arena_buf(v->arena, &text);
		if (out->ptr == NULL)
			rc = arena_fail(v->arena, err);
	}
	buf_release(&text);
	return rc;
}

static void
progress(const struct matrix_spec *spec, const char *what)
{
	if (spec->progress)
		spec->progress(spec->ctx, what);
}

static enum err_code
judge(struct verdict *v, struct err *err)
{
	const struct matrix_spec *spec = v->spec;
	int64_t start = clock_monotonic();
	struct str seeds;
	enum err_code rc = seeds_of(v, &seeds, err);

	if (rc == ERR_NONE)
		rc = folder_make(&v->work, err);
	if (rc == ERR_NONE)
		rc = put_app(spec, &v->work, err);
	if (rc == ERR_NONE && spec->lab->build.n > 0)
		progress(spec, "building");
	if (rc == ERR_NONE)
		rc = build(v, err);
	v->out->build_ms = (unsigned)((clock_monotonic() - start) / 1000);
	if (rc != ERR_NONE || !v->out->built)
		return rc;
	if (spec->mode != MATRIX_ATTACK)
		add_group(v, LAB_FUNCTION, seeds);
	add_group(v, LAB_PUBLIC, seeds);
	if (spec->mode == MATRIX_FULL)
		add_group(v, LAB_WITHHELD, seeds);
	progress(spec, "checking");
	return run_groups(v, err);
}

static bool
in_mode(enum matrix_mode mode, enum lab_kind kind)
{
	switch (mode) {
	case MATRIX_ATTACK:
		return kind == LAB_PUBLIC;
	case MATRIX_CHECK:
		return kind != LAB_WITHHELD;
	default:
		return true;
	}
}

static enum err_code
lay_out(struct verdict *v, struct err *err)
{
	const struct lab *lab = v->spec->lab;
	struct matrix *m = v->out;

	m->checks =
	    ARENA_ARRAY(v->arena, lab->checks.n + 1, struct matrix_check);
	if (m->checks == NULL)
		return arena_fail(v->arena, err);
	for (size_t i = 0; i < lab->checks.n; i++)
		if (in_mode(v->spec->mode, lab->checks.v[i].kind))
			m->checks[m->n++].check = &lab->checks.v[i];
	return ERR_NONE;
}

static void
decide(const struct matrix_spec *spec, struct matrix *m)
{
	enum matrix_outcome good =
	    spec->mode == MATRIX_ATTACK ? MATRIX_PROVED : MATRIX_OK;

	m->passed = m->built;
	for (size_t i = 0; i < m->n; i++) {
		m->passed &= m->checks[i].outcome == good;
		m->defect |= m->checks[i].outcome == MATRIX_DEFECT;
	}
	for (int k = 0; k < LAB_KINDS; k++)
		if (m->again[k].check != NULL)
			m->passed &= m->again[k].outcome == MATRIX_OK;
}

enum err_code
matrix_judge(const struct matrix_spec *spec, struct arena *arena,
    struct matrix *out, struct err *err)
{
	struct matrix m = {0};
	struct verdict v = {.spec = spec, .arena = arena, .out = &m};
	int64_t start = clock_monotonic();
	enum err_code rc = ERR_NONE;

	if (spec->files != NULL)
		rc = matrix_accepts(spec->lab, spec->files, err);
	if (rc == ERR_NONE)
		rc = lay_out(&v, err);
	if (rc == ERR_NONE)
		rc = judge(&v, err);
	for (size_t i = 0; i < v.n && rc == ERR_NONE && m.built; i++)
		rc = told_read(&v.groups[i], arena, &m, err);
	for (size_t i = 0; i < v.n; i++)
		group_release(&v.groups[i]);
	folder_remove(&v.work);
	if (rc != ERR_NONE)
		return rc;
	m.all_ms = (unsigned)((clock_monotonic() - start) / 1000);
	decide(spec, &m);
	*out = m;
	return ERR_NONE;
}
