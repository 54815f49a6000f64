#include "templates/team.h"
#include "outcomes/finding.h"
#include "policy/team_agenda.h"
#include "web/agenda_page.h"
#include "web/by_hand_page.h"
#include "web/pages.h"

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

struct read_led {
	const struct call *call;
	struct by_hand_people people;
};

static enum err_code
read_led(struct db *db, void *ctx, struct err *err)
{
	struct read_led *r = ctx;

	return by_hand_people(
	    db, r->call->session.person.id, r->call->arena, &r->people, err);
}

/* None where there is nobody to ask. */
static enum err_code
add_forms(struct call *call, struct tmpl_team *v, struct err *err)
{
	struct read_led r = {.call = call};
	const struct by_hand_to to = {.nudge = URL("/team/nudge"),
	    .assign = URL("/team/assign"),
	    .choices = &r.people};
	enum err_code rc =
	    store_read(call->web->config.store, read_led, &r, err);

	return rc == ERR_NONE && r.people.n > 0
	    ? by_hand_page_forms(call, &to, &v->by_hand, err)
	    : rc;
}

static enum err_code
show(struct call *call, const char *problem, struct err *err)
{
	struct tmpl_team v = {.frame = page_frame(call, "Team"),
	    .problem = str_from(problem),
	    .note = by_hand_page_note(call)};
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
		rc = add_forms(call, &v, err);
	if (problem[0])
		call->re->status = 422;
	if (rc == ERR_NONE)
		tmpl_team(call->re->body, &v);
	return rc;
}

enum err_code
page_team(struct call *call, struct err *err)
{
	return show(call, "", err);
}

static enum err_code
act(struct call *call, enum by_hand_act act, struct err *err)
{
	struct id person;

	if (!id_read(page_form(call, "person"), &person))
		return show(call, "Choose somebody.", err);
	return by_hand_page_post(call, person, act, STR("/team"), show, err);
}

enum err_code
page_team_nudge(struct call *call, struct err *err)
{
	return act(call, BY_HAND_NUDGE, err);
}

enum err_code
page_team_assign(struct call *call, struct err *err)
{
	return act(call, BY_HAND_ASSIGN, err);
}
