#include "templates/result.h"
#include "learn/record.h"
#include "web/pages.h"
#include "web/question.h"

static enum err_code
add_item(struct call *call, unsigned no, const struct question *q,
    const struct question_verdict *verdict, struct tmpl_result *v,
    struct err *err)
{
	struct tmpl_result_items *row = ARENA_PUSH(call->arena, &v->items);
	struct tmpl_answered *answered =
	    ARENA_NEW(call->arena, struct tmpl_answered);

	if (row == NULL || answered == NULL)
		return arena_fail(call->arena, err);
	row->number = no;
	row->mark = verdict->right ? show_mark(call, MARK_CURRENT, STR("Right"))
				   : show_mark(call, MARK_FAILED, STR("Wrong"));
	row->answered = answered;
	return answered_view(call, q, verdict, answered, err);
}

/* Of the objective with the most wrong answers, the section that speaks of it;
   NULL where none is named. */
static const struct catalog_section *
section_of(const struct attempt_result *r, const struct catalog_module *m)
{
	const struct catalog_objective *most = NULL;
	unsigned wrong_most = 0;

	for (size_t i = 0; i < m->objectives.n; i++) {
		const struct catalog_objective *o = &m->objectives.v[i];
		unsigned wrong = 0;

		for (unsigned k = 0; k < r->attempt.n_items; k++)
			wrong += !r->verdicts[k].right &&
			    str_eq(r->attempt.items[k].objective, o->id);
		if (wrong > wrong_most && o->section.ptr != NULL) {
			wrong_most = wrong;
			most = o;
		}
	}
	for (size_t i = 0; most != NULL && i < m->sections.n; i++)
		if (str_eq(m->sections.v[i].anchor, most->section))
			return &m->sections.v[i];
	return NULL;
}

/* Back to the text, which is what opens the next attempt. */
static enum err_code
add_retry(struct call *call, const struct attempt_result *r,
    const struct catalog_module *m, struct tmpl_result *v, struct err *err)
{
	struct arena *arena = call->arena;
	struct tmpl_result_retry *retry =
	    ARENA_NEW(arena, struct tmpl_result_retry);
	struct str until = show_time(arena, r->pause.until);
	const struct catalog_section *section = section_of(r, m);

	if (retry == NULL)
		return arena_fail(arena, err);
	if (r->pause.until <= call->rq->received)
		retry->text = STR("The next attempt is open, with other "
				  "questions.");
	else if (r->pause.reading_ends)
		retry->text = arena_strf(arena,
		    "Opening the module opens the next attempt at once; "
		    "otherwise it opens at %.*s.",
		    STR_FMT(until));
	else
		retry->text = arena_strf(
		    arena, "The next attempt opens at %.*s.", STR_FMT(until));
	if (section != NULL) {
		retry->section =
		    arena_strf(arena, "Read: %.*s", STR_FMT(section->title));
		retry->section_href =
		    URL_OF(arena, "/modules/{}#{}", m->id, section->anchor);
	} else {
		retry->section = STR("Read the module");
		retry->section_href = URL_OF(arena, "/modules/{}", m->id);
	}
	retry->quiz_href = URL_OF(arena, "/modules/{}/quiz", m->id);
	v->retry = retry;
	return ERR_NONE;
}

/* After a pass: the attestation, unless it is there. */
static enum err_code
add_attest(struct call *call, const struct catalog_module *m,
    struct tmpl_result *v, struct err *err)
{
	struct tmpl_result_to_attest *to;
	struct id me = call->session.person.id;
	struct record record;
	enum err_code rc = record_get(
	    call->learn, me, me, call->rq->received, call->arena, &record, err);

	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < record.completions.n; i++)
		if (str_eq(record.completions.v[i].module_id, m->id) &&
		    record.completions.v[i].attested)
			v->attested = true;
	if (v->attested)
		return ERR_NONE;
	to = ARENA_NEW(call->arena, struct tmpl_result_to_attest);
	if (to == NULL)
		return arena_fail(call->arena, err);
	to->href = URL_OF(call->arena, "/modules/{}/attest", m->id);
	v->to_attest = to;
	return ERR_NONE;
}

static enum err_code
fill(struct call *call, const struct attempt_result *r,
    const struct catalog_module *m, struct err *err)
{
	struct arena *arena = call->arena;
	struct tmpl_result v = {.frame = page_frame(call, "Result"),
	    .module = m->title,
	    .module_href = URL_OF(arena, "/modules/{}", m->id),
	    .headline = r->passed ? STR("Passed") : STR("Not passed yet"),
	    .score = show_percent(arena, r->score),
	    .right = r->right,
	    .count = r->attempt.n_items,
	    .pass = r->pass,
	    .mark = r->passed
		? show_mark(call, MARK_CURRENT, STR("Passed"))
		: show_mark(call, MARK_FAILED, STR("Not passed"))};
	enum err_code rc = r->passed ? add_attest(call, m, &v, err)
				     : add_retry(call, r, m, &v, err);

	for (unsigned i = 0; i < r->attempt.n_items && rc == ERR_NONE; i++)
		rc = add_item(call, i + 1, &r->attempt.items[i],
		    &r->verdicts[i], &v, err);
	if (rc == ERR_NONE)
		tmpl_result(call->re->body, &v);
	return rc;
}

enum err_code
page_result(struct call *call, struct err *err)
{
	const struct catalog_module *m;
	struct attempt_result r;
	struct id id;
	enum err_code rc = page_id(call, &id, err);

	if (rc == ERR_NONE)
		rc = attempt_result(call->learn, call->session.person.id, id,
		    call->arena, &r, err);
	if (rc == ERR_CONFLICT) /* not handed in yet */
		return page_go(call,
		    URL_OF(
			call->arena, "/attempts/{}", show_id(call->arena, id)),
		    err);
	if (rc != ERR_NONE)
		return rc;
	m = catalog_module(call->web->config.catalog, r.attempt.module_id);
	if (m == NULL)
		return err_set(err, ERR_NOT_FOUND, "the module is gone");
	return fill(call, &r, m, err);
}
