#include "cli/access.h"

#include "base/file.h"

static enum err_code
read_one(
    struct access_work *w, const char *path, struct str *out, struct err *err)
{
	if (strcmp(path, "-") == 0)
		return file_read_fd(fileno(w->cli->in), "standard input",
		    ACCESS_FILE_MAX, &w->file, out, err);
	return file_read(path, ACCESS_FILE_MAX, &w->file, out, err);
}

/* May run again, from the texts. */
static enum err_code
work_out(struct db *db, void *ctx, struct err *err)
{
	struct access_work *w = ctx;
	struct access_wishes wishes = {0};
	struct access_logins logins = {0};
	enum err_code rc;

	arena_reset(&w->arena);
	w->plan = (struct access_plan){0};
	rc = w->read(w, &wishes, err);
	if (rc == ERR_NONE && w->logins_path != NULL)
		rc =
		    access_logins_read(w->logins_text, &w->arena, &logins, err);
	wishes.complete = w->complete;
	wishes.even_many = w->even_many;
	if (rc != ERR_NONE)
		return rc;
	return w->apply ? access_plan_apply(db, &w->arena, PERSON_PROGRAM,
			      &wishes, &logins, &w->plan, err)
			: access_plan(db, &w->arena, PERSON_PROGRAM, &wishes,
			      &logins, &w->plan, err);
}

static int
print_problems(const struct access_work *w)
{
	const struct access_problems *p = &w->plan.problems;
	FILE *out = w->cli->err;

	for (size_t i = 0; i < p->n; i++)
		if (p->v[i].line > 0)
			fprintf(out, "%s:%zu: %.*s\n", w->path, p->v[i].line,
			    STR_FMT(p->v[i].text));
		else
			fprintf(
			    out, "%s: %.*s\n", w->path, STR_FMT(p->v[i].text));
	if (p->total > p->n)
		fprintf(out, "and %zu more\n", p->total - p->n);
	fprintf(out, "nothing was changed\n");
	return CLI_NO;
}

static void
print_plan(struct access_work *w)
{
	const struct access_plan *plan = &w->plan;
	const size_t *n = plan->counts;
	FILE *out = w->cli->out;

	for (size_t i = 0; i < plan->changes.n; i++)
		fprintf(out, "%.*s\n",
		    STR_FMT(
			access_change_show(&plan->changes.v[i], &w->arena)));
	for (size_t i = 0; i < plan->strangers.n; i++)
		fprintf(out, "? %.*s %.*s, nobody here\n",
		    STR_FMT(plan->strangers.v[i]->login),
		    STR_FMT(plan->strangers.v[i]->level));
	for (size_t i = 0; i < plan->machines.n; i++)
		fprintf(out, "  %.*s %.*s, a machine\n",
		    STR_FMT(plan->machines.v[i]->login),
		    STR_FMT(plan->machines.v[i]->level));
	fflush(out);
	fprintf(w->cli->err, "%zu %s, %zu %s, %zu as they are",
	    n[ACCESS_GRANT] + n[ACCESS_PAST], w->apply ? "granted" : "to grant",
	    n[ACCESS_REVOKE], w->apply ? "ended" : "to end", n[ACCESS_SAME]);
	if (n[ACCESS_LATER] > 0)
		fprintf(w->cli->err, ", %zu waiting for their day",
		    n[ACCESS_LATER]);
	fprintf(w->cli->err, "%s\n", w->apply ? "" : "; --apply makes it so");
}

static enum err_code
bring(struct access_work *w, struct err *err)
{
	struct store *store = NULL;
	enum err_code rc = read_one(w, w->path, &w->text, err);

	if (rc == ERR_NONE && w->logins_path != NULL)
		rc = read_one(w, w->logins_path, &w->logins_text, err);
	if (rc == ERR_NONE)
		rc = cli_store_open(w->cli, &store, err);
	if (rc == ERR_NONE)
		rc = w->apply ? store_write(store, work_out, w, err)
			      : store_read(store, work_out, w, err);
	if (rc == ERR_NONE && w->apply)
		rc = cli_settle(w->cli, store, err);
	cli_store_close(w->cli, store);
	return rc;
}

int
access_run(struct access_work *w)
{
	struct err err;
	int status = CLI_OK;

	arena_init(&w->file, 2 * ACCESS_FILE_MAX + (1 << 20));
	arena_init(&w->arena, ACCESS_MEMORY);
	if (bring(w, &err) != ERR_NONE && w->plan.problems.total == 0)
		status = cli_fail(w->cli, &err);
	else if (w->plan.problems.total > 0)
		status = print_problems(w);
	else
		print_plan(w);
	arena_release(&w->arena);
	arena_release(&w->file);
	return status;
}
