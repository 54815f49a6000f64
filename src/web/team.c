#include "templates/team.h"
#include "outcomes/finding.h"
#include "web/pages.h"
#include "web/team_ask.h"
#include "web/team_sum.h"

static void
count(struct team_sum *sum, enum assignment_status worst)
{
	sum->people++;
	if (worst == ASSIGNMENT_OVERDUE)
		sum->overdue++;
	else if (worst == ASSIGNMENT_DUE)
		sum->due++;
	else
		sum->current++;
}

struct team_sum
team_sum(const struct record_team *rows)
{
	struct team_sum sum = {0};
	enum assignment_status worst = ASSIGNMENT_CURRENT;

	for (size_t i = 0; i < rows->n; i++) {
		const struct record_team_row *row = &rows->v[i];

		if (i > 0 && !id_eq(row->person, rows->v[i - 1].person)) {
			count(&sum, worst);
			worst = ASSIGNMENT_CURRENT;
		}
		if (row->module_id.len > 0 &&
		    row->status != ASSIGNMENT_COMPLETED && row->status > worst)
			worst = row->status;
	}
	if (rows->n > 0)
		count(&sum, worst);
	return sum;
}

static enum err_code
add_row(struct call *call, const struct record_team_row *r, struct tmpl_team *v,
    struct err *err)
{
	struct arena *arena = call->arena;
	struct tmpl_team_rows *row = ARENA_PUSH(arena, &v->rows);

	if (row == NULL)
		return arena_fail(arena, err);
	row->person = r->name;
	if (r->module_id.len == 0) {
		row->mark = show_mark(call, MARK_NONE, STR("Nothing asked"));
		return ERR_NONE;
	}
	row->module = r->title;
	row->href = URL_OF(arena, "/modules/{}", r->module_id);
	row->reason = r->why;
	row->due = show_date(arena, r->due);
	if (r->attempts > 0)
		row->score = show_percent(arena, r->best);
	row->attested = show_date(arena, r->attested);
	row->mark = show_assignment(
	    call, &(struct assignment){.status = r->status, .due = r->due});
	return ERR_NONE;
}

struct read_counts {
	const struct call *call;
	struct finding_counts counts;
};

static enum err_code
read_counts(struct db *db, void *ctx, struct err *err)
{
	struct read_counts *r = ctx;

	return finding_count(db, r->call->session.person.id, &r->counts, err);
}

enum err_code
team_show(struct call *call, const char *problem, struct err *err)
{
	struct tmpl_team v = {.frame = page_frame(call, "Team"),
	    .problem = str_from(problem),
	    .note = team_ask_note(call)};
	struct read_counts r = {.call = call};
	struct record_team rows;
	struct team_sum sum;
	enum err_code rc = record_team(call->learn, call->session.person.id,
	    call->rq->received, call->arena, &rows, err);

	if (rc == ERR_NONE)
		rc = store_read(call->web->config.store, read_counts, &r, err);
	if (rc != ERR_NONE)
		return rc;
	sum = team_sum(&rows);
	v.people = sum.people;
	v.current = sum.current;
	v.soon = sum.due;
	v.overdue = sum.overdue;
	v.findings = (int64_t)r.counts.open;
	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++)
		rc = add_row(call, &rows.v[i], &v, err);
	v.has_rows = v.rows.n > 0;
	if (rc == ERR_NONE)
		rc = team_ask(call, &v.ask, err);
	if (problem[0])
		call->re->status = 422;
	if (rc == ERR_NONE)
		tmpl_team(call->re->body, &v);
	return rc;
}

enum err_code
page_team(struct call *call, struct err *err)
{
	return team_show(call, "", err);
}
