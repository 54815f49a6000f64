#include "templates/team.h"
#include "outcomes/finding.h"
#include "policy/team_agenda.h"
#include "web/agenda_page.h"
#include "web/pages.h"
#include "web/team_ask.h"

static enum err_code
add_row(struct call *call, const struct team_line *l, struct tmpl_team *v,
    struct err *err)
{
	struct arena *arena = call->arena;
	struct tmpl_team_rows *row = ARENA_PUSH(arena, &v->rows);

	if (row == NULL)
		return arena_fail(arena, err);
	row->person = l->name;
	if (!l->asked) {
		row->mark = show_mark(call, MARK_NONE, STR("Nothing asked"));
		return ERR_NONE;
	}
	row->what = l->item.title;
	row->href = agenda_page_url(call, &l->item);
	row->reason = l->item.reason;
	row->due = agenda_page_date(call, &l->item);
	if (l->attempts > 0)
		row->score = show_percent(arena, l->best);
	row->attested = show_date(arena, l->attested);
	row->mark = agenda_page_mark(call, &l->item);
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
	struct team_agenda all;
	enum err_code rc = team_agenda_of(call->web->config.engine, call->learn,
	    call->session.person.id, call->rq->received, call->arena, &all,
	    err);

	if (rc == ERR_NONE)
		rc = store_read(call->web->config.store, read_counts, &r, err);
	if (rc != ERR_NONE)
		return rc;
	v.people = (int64_t)all.people;
	v.current = (int64_t)all.current;
	v.soon = (int64_t)all.due;
	v.overdue = (int64_t)all.overdue;
	v.findings = (int64_t)r.counts.open;
	for (size_t i = 0; i < all.n && rc == ERR_NONE; i++)
		rc = add_row(call, &all.v[i], &v, err);
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
