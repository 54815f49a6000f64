#include "templates/control_people.h"

#include <inttypes.h>

#include "codec/csv.h"
#include "policy/policy_day.h"
#include "policy/roll.h"
#include "policy/verdict.h"
#include "templates/control_person.h"
#include "web/by_hand_page.h"
#include "web/control.h"

#define PEOPLE_SHOWN 100
#define CSV_MEMORY   ((size_t)256 << 20)

static const struct {
	const char *name, *title;
	bool some;
	enum due_state state;
} filters[] = {
    {"", "All", false, DUE_IS_CURRENT},
    {"overdue", "Overdue", true, DUE_IS_OVERDUE},
    {"due", "Due", true, DUE_IS_DUE},
    {"current", "Current", true, DUE_IS_CURRENT},
    {"excused", "Excused", true, DUE_IS_EXCUSED},
};

static unsigned
filter_of(const struct call *call)
{
	struct str state = page_query(call, "state");

	for (unsigned i = 1; i < NELEM(filters); i++)
		if (str_eq(state, str_from(filters[i].name)))
			return i;
	return 0;
}

/* --- the people behind a verdict ---------------------------------------------
 */

static struct str
until_of(
    struct call *call, const struct policy *policy, const struct roll_row *r)
{
	int64_t at = r->state == DUE_IS_CURRENT && r->valid_until != 0
	    ? r->valid_until
	    : r->due;

	return at != 0 ? tally_date(call->arena, policy, at) : STR("");
}

static enum err_code
add_rows(struct call *call, const struct survey *s, const struct roll *roll,
    struct tmpl_control_people *v, struct err *err)
{
	struct arena *arena = call->arena;

	for (size_t i = 0; i < roll->n; i++) {
		const struct roll_row *r = &roll->v[i];
		struct tmpl_control_people_rows *row =
		    ARENA_PUSH(arena, &v->rows);

		if (row == NULL)
			return arena_fail(arena, err);
		row->name = r->name;
		row->email = r->email;
		row->href = URL_OF(
		    arena, "/controls/person/{}", show_id(arena, r->person));
		row->obligation = r->obligation->title;
		row->thing = verdict_thing_title(
		    call->web->config.catalog, r->thing, arena);
		row->mark = control_state_mark(call, r->state);
		row->until = until_of(call, s->tally.policy, r);
		row->reason = show_sentence(arena, r->reason);
	}
	v->has_rows = roll->n > 0;
	return ERR_NONE;
}

static enum err_code
add_filters(struct call *call, const struct coverage *a, unsigned chosen,
    struct tmpl_control_people *v, struct err *err)
{
	for (unsigned i = 0; i < NELEM(filters); i++) {
		struct tmpl_control_people_filters *f =
		    ARENA_PUSH(call->arena, &v->filters);

		if (f == NULL)
			return arena_fail(call->arena, err);
		f->label = str_from(filters[i].title);
		f->here = i == chosen;
		f->href = URL_OF(call->arena, "/controls/{}/{}/people?state={}",
		    a->framework->id, a->control->id,
		    str_from(filters[i].name));
	}
	return ERR_NONE;
}

static enum err_code
add_pages(struct call *call, const struct coverage *a, unsigned chosen,
    uint64_t page, const struct roll *roll, struct tmpl_control_people *v,
    struct err *err)
{
	struct tmpl_control_people_next *next;

	v->shown = roll->total == 0
	    ? STR("Nobody.")
	    : arena_strf(call->arena, "%" PRIu64 " to %" PRIu64 " of %zu rows",
		  page * PEOPLE_SHOWN + 1, page * PEOPLE_SHOWN + roll->n,
		  roll->total);
	if ((page + 1) * PEOPLE_SHOWN >= roll->total)
		return ERR_NONE;
	next = ARENA_NEW(call->arena, struct tmpl_control_people_next);
	if (next == NULL)
		return arena_fail(call->arena, err);
	next->href = URL_OF(call->arena,
	    "/controls/{}/{}/people?state={}&page={}", a->framework->id,
	    a->control->id, str_from(filters[chosen].name),
	    arena_strf(call->arena, "%llu", (unsigned long long)page + 1));
	v->next = next;
	return ERR_NONE;
}

enum err_code
page_control_people(struct call *call, struct err *err)
{
	struct tmpl_control_people v = {0};
	struct control_period period;
	struct survey s;
	struct roll roll = {0};
	struct roll_ask ask = {.most = PEOPLE_SHOWN};
	unsigned chosen = filter_of(call);
	uint64_t page = 0;
	enum err_code rc = control_survey(call, &period, &s, err);

	if (!str_u64(page_query(call, "page"), &page) || page > 1000000)
		page = 0;
	if (rc == ERR_NONE)
		rc = control_asked(call, &s, &ask.coverage, err);
	if (rc != ERR_NONE)
		return rc;
	ask.now = s.tally.now;
	ask.some = filters[chosen].some;
	ask.state = filters[chosen].state;
	ask.from = (size_t)page * PEOPLE_SHOWN;
	rc = roll_call(call->web->tallies, &ask, call->arena, &roll, err);
	if (rc != ERR_NONE)
		return rc;
	v.name = ask.coverage->control->id;
	v.framework = ask.coverage->framework->title;
	v.back = control_url(call, ask.coverage, "");
	v.csv = control_url(call, ask.coverage, "/people.csv");
	v.frame = page_frame_str(call,
	    arena_strf(call->arena, "People of %.*s %.*s", STR_FMT(v.framework),
		STR_FMT(v.name)));
	rc = add_rows(call, &s, &roll, &v, err);
	if (rc == ERR_NONE)
		rc = add_filters(call, ask.coverage, chosen, &v, err);
	if (rc == ERR_NONE)
		rc =
		    add_pages(call, ask.coverage, chosen, page, &roll, &v, err);
	if (rc == ERR_NONE)
		tmpl_control_people(call->re->body, &v);
	return rc;
}

/* --- the same as CSV
 * ---------------------------------------------------------- */

static void
csv_date(struct csv_writer *w, const struct policy *policy, int64_t at)
{
	char text[CLOCK_DATE_LEN + 1] = "";

	if (at != 0)
		clock_write_date(policy_day_of(policy, at), text);
	csv_str(w, str_from(text));
}

static void
csv_row(struct csv_writer *w, struct arena *arena, const struct policy *policy,
    const struct catalog *catalog, struct str control, const struct roll_row *r)
{
	static const char *const hows[] = {[DUE_STUDIED] = "studied",
	    [DUE_TESTED_OUT] = "tested-out",
	    [DUE_EXTERNAL] = "external",
	    [DUE_OVERRIDE] = "override"};

	csv_str(w, control);
	csv_guarded(w, r->name);
	csv_guarded(w, r->email);
	csv_guarded(w, r->obligation->id);
	csv_guarded(w, verdict_thing_title(catalog, r->thing, arena));
	csv_str(w, str_from(due_state_name(r->state)));
	csv_date(w, policy, r->due);
	csv_date(w, policy, r->done);
	csv_str(w,
	    r->done != 0 && r->how < NELEM(hows) ? str_from(hows[r->how])
						 : STR(""));
	csv_date(w, policy, r->valid_until);
	csv_end(w);
}

static void
csv_head(struct csv_writer *w)
{
	static const char *const names[] = {"control", "name", "email",
	    "obligation", "thing", "state", "due", "completed", "how",
	    "valid_until"};

	for (size_t i = 0; i < NELEM(names); i++)
		csv_str(w, str_from(names[i]));
	csv_end(w);
}

static enum err_code
write_rows(struct call *call, const struct survey *s, const struct coverage *a,
    const struct roll *roll, struct arena *arena, struct err *err)
{
	struct buf line;
	struct csv_writer w = {&line, false};
	enum err_code rc = ERR_NONE;

	buf_init(&line, 1 << 20);
	csv_head(&w);
	for (size_t i = 0; i < roll->n && rc == ERR_NONE; i++) {
		csv_row(&w, arena, s->tally.policy, call->web->config.catalog,
		    a->name, &roll->v[i]);
		rc = buf_finish(&line, err);
		if (rc == ERR_NONE)
			rc = http_spool_add(
			    call->re->spool, buf_view(&line), err);
		buf_reset(&line);
	}
	if (rc == ERR_NONE)
		rc = http_spool_add(call->re->spool, buf_view(&line), err);
	buf_release(&line);
	return rc;
}

enum err_code
page_control_csv(struct call *call, struct err *err)
{
	struct control_period period;
	struct survey s;
	struct roll roll = {0};
	struct roll_ask ask = {.most = 0};
	struct arena rows;
	enum err_code rc = control_survey(call, &period, &s, err);

	arena_init(&rows, CSV_MEMORY);
	if (rc == ERR_NONE)
		rc = control_asked(call, &s, &ask.coverage, err);
	if (rc == ERR_NONE)
		rc = http_spool_open(call->rq, call->re, err);
	if (rc == ERR_NONE) {
		ask.now = s.tally.now;
		rc = roll_call(call->web->tallies, &ask, &rows, &roll, err);
	}
	if (rc == ERR_NONE)
		rc = write_rows(call, &s, ask.coverage, &roll, &rows, err);
	arena_release(&rows);
	if (rc != ERR_NONE)
		return rc;
	call->re->content_type = STR("text/csv; charset=utf-8");
	return http_reply_header(call->rq, call->re, STR("Content-Disposition"),
	    STR("attachment; filename=\"control.csv\""), err);
}

/* --- one person, every control
 * ------------------------------------------------- */

static enum err_code
add_things(struct call *call, const struct policy *policy,
    const struct verdict_things *things, struct tmpl_control_person *v,
    struct err *err)
{
	for (size_t i = 0; i < things->n; i++) {
		const struct verdict_thing *t = &things->v[i];
		struct tmpl_control_person_things *row =
		    ARENA_PUSH(call->arena, &v->things);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->title = t->title;
		row->obligation = t->obligation->title;
		row->mark = control_state_mark(call, t->due.state);
		row->due = t->due.due != 0
		    ? tally_date(call->arena, policy, t->due.due)
		    : STR("");
		if (str_find(t->sentence, t->reason) == t->sentence.len)
			row->reason = show_sentence(call->arena, t->reason);
		row->sentence = show_sentence(call->arena, t->sentence);
	}
	v->has_things = things->n > 0;
	return ERR_NONE;
}

static struct str
person_path(struct call *call, struct id person)
{
	return arena_strf(call->arena, "/controls/person/%.*s",
	    STR_FMT(show_id(call->arena, person)));
}

/* For those who may ask anybody, of somebody who is here. */
static enum err_code
add_by_hand(struct call *call, struct id person, struct tmpl_control_person *v,
    struct err *err)
{
	struct str id = show_id(call->arena, person);
	const struct by_hand_to to = {
	    .nudge = URL_OF(call->arena, "/controls/person/{}/nudge", id),
	    .assign = URL_OF(call->arena, "/controls/person/{}/assign", id)};

	return v->gone || !(WHO(call->session.person.role) & WHO_AUTHOR)
	    ? ERR_NONE
	    : by_hand_page_forms(call, &to, &v->by_hand, err);
}

static enum err_code
show_person(struct call *call, const char *problem, struct err *err)
{
	struct tmpl_control_person v = {
	    .problem = str_from(problem), .note = by_hand_page_note(call)};
	struct tallies *tallies = call->web->tallies;
	struct engine *engine = tallies_engine(tallies);
	struct verdict_things things = {0};
	int64_t now = clock_now();
	struct engine_who who;
	struct id id;
	enum err_code rc =
	    survey_allowed(tallies, call->session.person.id, call->arena, err);

	if (rc == ERR_NONE)
		rc = page_id(call, &id, err);
	if (rc == ERR_NONE)
		rc =
		    verdict_person(tallies, id, now, call->arena, &things, err);
	if (rc != ERR_NONE)
		return rc;
	if (!engine_who(engine, id, now, call->arena, &who))
		return err_set(err, ERR_NOT_FOUND, "no such person");
	v.name = who.name;
	v.email = who.email;
	v.gone = !who.here;
	v.frame = page_frame_str(call, who.name);
	rc = add_things(call, engine_policy(engine, now), &things, &v, err);
	if (rc == ERR_NONE)
		rc = add_by_hand(call, id, &v, err);
	if (problem[0])
		call->re->status = 422;
	if (rc == ERR_NONE)
		tmpl_control_person(call->re->body, &v);
	return rc;
}

enum err_code
page_control_person(struct call *call, struct err *err)
{
	return show_person(call, "", err);
}

static enum err_code
by_hand(struct call *call, enum by_hand_act act, struct err *err)
{
	struct id id;
	enum err_code rc = page_id(call, &id, err);

	return rc == ERR_NONE ? by_hand_page_post(call, id, act,
				    person_path(call, id), show_person, err)
			      : rc;
}

enum err_code
page_control_person_nudge(struct call *call, struct err *err)
{
	return by_hand(call, BY_HAND_NUDGE, err);
}

enum err_code
page_control_person_assign(struct call *call, struct err *err)
{
	return by_hand(call, BY_HAND_ASSIGN, err);
}
