#include "judge/group.h"

#include <stdio.h>

#include "base/clock.h"
#include "codec/json.h"
#include "sandbox/sandbox.h"

#define GROUP_MEMORY  ((size_t)16 << 20)
#define OUTPUT_MAX    ((size_t)1 << 20)
#define LINES_MAX     ((size_t)4 << 20)
#define START_SECONDS 10u  /* a busy machine may need some */
#define LOOK_MS       20u  /* between looks at both boxes */
#define LAST_MS       150u /* what checks get once their service is gone */
#define END_MS        5000u

#define SOCKET "/lab/run/s"

bool
group_has(const struct group *g, const struct lab_check *check)
{
	return check->kind == g->kind ||
	    (check->kind == LAB_ABUSE && g->kind == LAB_FUNCTION);
}

static const struct lab_check *
first_function(const struct lab *lab)
{
	for (size_t i = 0; i < lab->checks.n; i++)
		if (lab->checks.v[i].kind == LAB_FUNCTION)
			return &lab->checks.v[i];
	return NULL;
}

static void
plan_check(struct buf *out, const struct lab_check *c, bool again)
{
	char file[160];

	snprintf(file, sizeof(file), "/lab/checks/%.*s", STR_FMT(c->path));
	json_open(out);
	json_str(out, "id", c->id);
	json_str(out, "kind", str_from(lab_kind_name(c->kind)));
	json_str(out, "file", str_from(file));
	json_flag(out, "again", again);
	json_close(out);
}

static enum err_code
put_check(const struct group *g, const struct lab_check *c, struct err *err)
{
	char name[TAR_NAME_MAX + 1];

	snprintf(name, sizeof(name), "%s/%.*s", lab_kind_name(g->kind),
	    STR_FMT(c->path));
	return folder_write(
	    g->work, str_from(name), lab_file_of(g->spec->lab, c->path), err);
}

static enum err_code
write_plan(struct group *g, struct buf *out, struct err *err)
{
	const struct lab *lab = g->spec->lab;
	enum err_code rc = ERR_NONE;

	json_open(out);
	json_str(out, "socket", STR(SOCKET));
	json_raw(out, "seeds", g->seeds);
	json_u64(out, "seconds", lab->limits.seconds);
	json_u64(out, "start_seconds", START_SECONDS);
	json_flag(out, "log", g->kind == LAB_PUBLIC);
	json_list(out, "checks");
	for (size_t i = 0; i < lab->checks.n && rc == ERR_NONE; i++)
		if (group_has(g, &lab->checks.v[i])) {
			plan_check(out, &lab->checks.v[i], false);
			rc = put_check(g, &lab->checks.v[i], err);
		}
	if (g->kind != LAB_FUNCTION && g->spec->mode != MATRIX_ATTACK) {
		plan_check(out, first_function(lab), true);
		if (rc == ERR_NONE)
			rc = put_check(g, first_function(lab), err);
	}
	json_list_end(out);
	json_close(out);
	return rc == ERR_NONE ? buf_finish(out, err) : rc;
}

static enum err_code
put_checks(struct group *g, struct err *err)
{
	char name[40];
	struct buf plan;
	enum err_code rc;

	buf_init(&plan, 1 << 18);
	rc = write_plan(g, &plan, err);
	snprintf(name, sizeof(name), "%s/plan.json", lab_kind_name(g->kind));
	if (rc == ERR_NONE)
		rc =
		    folder_write(g->work, str_from(name), buf_view(&plan), err);
	snprintf(name, sizeof(name), "%s/assay_lab.py", lab_kind_name(g->kind));
	if (rc == ERR_NONE)
		rc =
		    folder_write(g->work, str_from(name), g->spec->runner, err);
	buf_release(&plan);
	return rc;
}

/* Both boxes and the folder of the socket between them. */
struct pair {
	struct folder meet;
	struct sandbox *service, *checks;
};

/* The socket is to be open to the checks, which run as another user. */
#define OPEN_UP "umask 0; exec \"$@\""

static enum err_code
start_service(struct group *g, struct pair *p, struct err *err)
{
	const struct lab *lab = g->spec->lab;
	const char *argv[72] = {"/usr/bin/sh", "-c", OPEN_UP, "sh"};
	struct str seeds =
	    arena_strf(&g->arena, "LAB_SEEDS=%.*s", STR_FMT(g->seeds));
	const char *const env[] = {"PATH=/usr/bin:/bin", "HOME=/tmp",
	    "LANG=C.UTF-8", "PYTHONDONTWRITEBYTECODE=1", "PYTHONUNBUFFERED=1",
	    "LAB_SOCKET=" SOCKET, "LAB_TRACE=1", seeds.ptr, NULL};
	char app[80];
	const struct sandbox_bind binds[] = {
	    {app, "/lab/app", false}, {p->meet.path, "/lab/run", true}};
	static const char *const scratch[] = {"/lab/data", NULL};
	unsigned ms = (lab->limits.seconds + START_SECONDS + 2) * 1000;
	const struct sandbox_spec box = {.argv = argv,
	    .env = env,
	    .dir = "/lab/app",
	    .binds = binds,
	    .n_binds = NELEM(binds),
	    .scratch = scratch,
	    .limits = {.wall_ms = ms,
		.cpu_ms = lab->limits.seconds * 1000,
		.processes = lab->limits.processes + 1,
		.memory = (size_t)lab->limits.memory_mb << 20,
		.output = OUTPUT_MAX,
		.disk = (size_t)lab->limits.disk_mb << 20},
	    .slot = g->service_slot};

	if (seeds.ptr == NULL)
		return arena_fail(&g->arena, err);
	snprintf(app, sizeof(app), "%s/app", g->work->path);
	for (size_t i = 0; i < lab->start.n; i++)
		argv[4 + i] = lab->start.v[i].ptr;
	return sandbox_start(&box, &p->service, err);
}

static enum err_code
start_checks(struct group *g, struct pair *p, struct err *err)
{
	static const char *const argv[] = {"/usr/bin/python3", "-I", "-S", "-B",
	    "/lab/checks/assay_lab.py", "/lab/checks/plan.json", NULL};
	static const char *const env[] = {
	    "PATH=/usr/bin:/bin", "HOME=/tmp", "LANG=C.UTF-8", NULL};
	char checks[80];
	const struct sandbox_bind binds[] = {
	    {checks, "/lab/checks", false}, {p->meet.path, "/lab/run", false}};
	unsigned seconds = g->spec->lab->limits.seconds;
	const struct sandbox_spec box = {.argv = argv,
	    .env = env,
	    .dir = "/lab/checks",
	    .binds = binds,
	    .n_binds = NELEM(binds),
	    .limits = {.wall_ms = (seconds + START_SECONDS + 1) * 1000,
		.cpu_ms = (seconds + 1) * 1000,
		.processes = 64,
		.memory = (size_t)256 << 20,
		.output = LINES_MAX,
		.disk = (size_t)16 << 20},
	    .slot = g->checks_slot};

	snprintf(checks, sizeof(checks), "%s/%s", g->work->path,
	    lab_kind_name(g->kind));
	return sandbox_start(&box, &p->checks, err);
}

/* "ended by status 1", "ended: memory" */
static void
say_end(const struct sandbox_result *r, char *out, size_t size)
{
	if (r->end == SANDBOX_EXITED)
		snprintf(out, size, "ended with status %d", r->status);
	else if (r->end == SANDBOX_SIGNALLED)
		snprintf(out, size, "ended by signal %d", r->status);
	else
		snprintf(out, size, "was ended: %s%s%s",
		    sandbox_end_name(r->end), r->what[0] ? " " : "", r->what);
}

/* Until the checks are done, the service is gone or nobody wants to know. */
static enum err_code
watch(struct group *g, struct pair *p, struct sandbox_result *checks,
    struct err *err)
{
	unsigned left = END_MS * 100;
	enum err_code rc;

	while (
	    (rc = sandbox_wait(p->checks, LOOK_MS, checks, err)) == ERR_BUSY) {
		struct sandbox_result gone;
		struct err none;

		left -= left < LOOK_MS ? left : LOOK_MS;
		if (!g->service_ended &&
		    sandbox_wait(p->service, 0, &gone, &none) == ERR_NONE) {
			g->service_ended = true;
			left = LAST_MS;
		}
		if (left == 0 || atomic_load(g->enough))
			sandbox_stop(p->checks);
	}
	return rc;
}

static enum err_code
collect(struct group *g, struct pair *p, const struct sandbox_result *checks,
    struct err *err)
{
	struct sandbox_result service;
	enum err_code rc;

	sandbox_stop(p->service);
	rc = sandbox_wait(p->service, END_MS, &service, err);
	if (rc != ERR_NONE)
		return rc;
	say_end(&service, g->service_end, sizeof(g->service_end));
	say_end(checks, g->checks_end, sizeof(g->checks_end));
	g->checks_ended_well =
	    checks->end == SANDBOX_EXITED && checks->status == 0;
	g->lines = arena_str(&g->arena, checks->out);
	g->trace = arena_str(&g->arena, service.err);
	g->output = arena_str(&g->arena, service.out);
	return g->lines.ptr && g->trace.ptr && g->output.ptr
	    ? ERR_NONE
	    : arena_fail(&g->arena, err);
}

static enum err_code
run(struct group *g, struct pair *p, struct err *err)
{
	struct sandbox_result checks;
	enum err_code rc = folder_make_small(&p->meet, err);

	if (rc == ERR_NONE)
		rc =
		    folder_own(&p->meet, "", sandbox_uid(g->service_slot), err);
	if (rc == ERR_NONE)
		rc = start_service(g, p, err);
	if (rc == ERR_NONE)
		rc = put_checks(g, err);
	if (rc == ERR_NONE)
		rc = start_checks(g, p, err);
	if (rc == ERR_NONE)
		rc = watch(g, p, &checks, err);
	return rc == ERR_NONE ? collect(g, p, &checks, err) : rc;
}

void
group_run(struct group *g)
{
	struct pair p = {0};

	arena_init(&g->arena, GROUP_MEMORY);
	g->rc = run(g, &p, &g->err);
	sandbox_free(p.checks);
	sandbox_free(p.service);
	folder_remove(&p.meet);
}

void
group_release(struct group *g)
{
	arena_release(&g->arena);
}
