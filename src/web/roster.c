#include "people/roster.h"

#include "people/organisation.h"
#include "templates/roster.h"
#include "web/pages.h"

/*
 * People by CSV, in two steps: what would happen, then all of it.  The second
 * form carries the text of the first, and everything is checked again.
 */
struct bring {
	const struct call *call;
	struct str csv;
	struct arena arena; /* past what a request has */
	struct roster roster;
	bool mails; /* somebody configured that mail goes out */
};

/* Of a file of FILE_MAX and everybody it is compared with. */
#define MEMORY     ((size_t)256 << 20)
#define SHOWN_MOST 200 /* changes, on the page */

static enum err_code
compare(struct db *db, void *ctx, struct err *err)
{
	struct bring *b = ctx;
	struct organisation organisation = {0};
	bool found;
	enum err_code rc;

	arena_reset(&b->arena); /* may run again: from the text */
	b->roster = (struct roster){0};
	rc = organisation_get(db, b->call->arena, &found, &organisation, err);
	b->mails = organisation.mail_from.len > 0;
	if (rc == ERR_NONE)
		rc = roster_read(b->csv, &b->arena, &b->roster, err);
	return rc == ERR_NONE ? roster_compare(db, &b->arena, &b->roster, err)
			      : rc;
}

static enum err_code
apply(struct db *db, void *ctx, struct err *err)
{
	struct bring *b = ctx;
	enum err_code rc = compare(db, b, err);

	return rc == ERR_NONE
	    ? roster_apply(db, &b->arena, b->call->session.person.id,
		  &b->roster, b->mails, err)
	    : rc;
}

static struct str
show_change(struct call *call, const struct roster_line *line)
{
	static const char *const words[ROSTER_ACTIONS] = {
	    [ROSTER_ADD] = "is added",
	    [ROSTER_RETURN] = "is here again",
	    [ROSTER_LEAVE] = "leaves",
	    [ROSTER_LATER] = "waits for its day"};
	const char *word = words[line->action];

	if (line->what.len == 0 || word == NULL)
		return line->what.len > 0 ? line->what : str_from(word);
	return arena_strf(call->arena, "%s: %.*s", word, STR_FMT(line->what));
}

static enum err_code
add_line(struct call *call, const struct roster_line *line,
    struct tmpl_roster *v, struct err *err)
{
	struct tmpl_roster_rows *row;

	if (line->action == ROSTER_SAME || v->rows.n == SHOWN_MOST)
		return ERR_NONE;
	row = ARENA_PUSH(call->arena, &v->rows);
	if (row == NULL)
		return arena_fail(call->arena, err);
	row->line = (int64_t)line->line;
	row->change = show_change(call, line);
	row->name = line->name;
	row->email = line->email;
	row->role = line->has_role ? str_from(role_title(line->role)) : STR("");
	row->team = line->team;
	return ERR_NONE;
}

static enum err_code
add_problems(struct call *call, const struct bring *b, struct tmpl_roster *v,
    struct err *err)
{
	for (size_t i = 0; i < b->roster.problems.n; i++) {
		const struct roster_problem *p = &b->roster.problems.v[i];
		struct str *text = ARENA_PUSH(call->arena, &v->problems);

		if (text == NULL)
			return arena_fail(call->arena, err);
		*text = p->line ? arena_strf(call->arena, "line %zu: %.*s",
				      p->line, STR_FMT(p->text))
				: p->text;
	}
	return ERR_NONE;
}

static enum err_code
show(struct call *call, struct bring *b, struct str problem, struct err *err)
{
	const struct roster *r = &b->roster;
	const size_t *n = r->counts;
	struct tmpl_roster v = {.frame = page_frame(call, "Roster"),
	    .problem = problem,
	    .csv = b->csv};
	enum err_code rc = add_problems(call, b, &v, err);

	if (problem.len == 0 && r->problems_total > 0)
		v.problem = arena_strf(call->arena,
		    "%zu %s; nothing can be applied before the file is right.",
		    r->problems_total,
		    r->problems_total == 1 ? "line is wrong"
					   : "lines are wrong");
	v.ready = v.problem.len == 0;
	v.has_changes = v.ready && roster_changes(r) > 0;
	v.summary = arena_strf(call->arena,
	    "%zu will be added, %zu changed; %zu stay as they are.",
	    n[ROSTER_ADD], n[ROSTER_CHANGE], n[ROSTER_SAME]);
	if (n[ROSTER_RETURN] + n[ROSTER_LEAVE] + n[ROSTER_LATER] > 0)
		v.further = arena_strf(call->arena,
		    "%zu come back, %zu leave, %zu wait for their day.",
		    n[ROSTER_RETURN], n[ROSTER_LEAVE], n[ROSTER_LATER]);
	if (roster_changes(r) + n[ROSTER_LATER] > SHOWN_MOST)
		v.more = arena_strf(call->arena,
		    "The first %d are shown; assay roster import --dry-run "
		    "shows all.",
		    SHOWN_MOST);
	v.mails = b->mails && n[ROSTER_ADD] + n[ROSTER_RETURN] > 0;
	for (size_t i = 0; v.ready && i < r->lines.n && rc == ERR_NONE; i++)
		rc = add_line(call, &r->lines.v[i], &v, err);
	v.has_rows = v.rows.n > 0;
	if (rc != ERR_NONE)
		return rc;
	if (!v.ready)
		call->re->status = 422;
	tmpl_roster(call->re->body, &v);
	return ERR_NONE;
}

/* The file where there is one, else what was pasted. */
static struct str
csv_of(const struct call *call)
{
	for (size_t i = 0; i < call->rq->files.n; i++)
		if (str_eq(call->rq->files.v[i].field, STR("file")) &&
		    call->rq->files.v[i].data.len > 0)
			return call->rq->files.v[i].data;
	return page_form(call, "csv");
}

static enum err_code
preview(struct call *call, struct bring *b, struct err *err)
{
	enum err_code rc = store_read(call->web->config.store, compare, b, err);

	if (rc == ERR_SYNTAX || rc == ERR_INVALID || rc == ERR_LIMIT)
		return show(call, b,
		    show_sentence(call->arena, str_from(err->text)), err);
	return rc == ERR_NONE ? show(call, b, STR(""), err) : rc;
}

enum err_code
page_roster_preview(struct call *call, struct err *err)
{
	struct bring b = {.call = call, .csv = csv_of(call)};
	enum err_code rc;

	arena_init(&b.arena, MEMORY);
	rc = preview(call, &b, err);
	arena_release(&b.arena);
	return rc;
}

static enum err_code
do_it(struct call *call, struct bring *b, struct err *err)
{
	enum err_code rc = store_write(call->web->config.store, apply, b, err);

	if (rc == ERR_SYNTAX || rc == ERR_INVALID || rc == ERR_LIMIT ||
	    rc == ERR_CONFLICT)
		return show(call, b,
		    show_sentence(call->arena, str_from(err->text)), err);
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call, URL("/people?note=roster"), err);
}

enum err_code
page_roster_apply(struct call *call, struct err *err)
{
	struct bring b = {.call = call, .csv = csv_of(call)};
	enum err_code rc;

	arena_init(&b.arena, MEMORY);
	rc = do_it(call, &b, err);
	arena_release(&b.arena);
	return rc;
}
