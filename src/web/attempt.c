#include "templates/attempt.h"
#include "templates/attempt_end.h"
#include "web/pages.h"
#include "web/question.h"

/*
 * An open attempt, a question a page:
 *
 *	/attempts/{id}		goes to the first that is open, or the end
 *	/attempts/{id}?q=3	question 3
 *	/attempts/{id}?q=end	what is left, and handing in
 */
static struct url
step_url(struct call *call, const struct attempt *a, unsigned no)
{
	return URL_OF(call->arena, "/attempts/{}?q={}",
	    show_id(call->arena, a->id),
	    no ? arena_strf(call->arena, "%u", no) : STR("end"));
}

static enum err_code
add_steps(struct call *call, const struct attempt *a, struct tmpl_steps *v,
    struct err *err)
{
	for (unsigned i = 0; i < a->n_items; i++) {
		struct tmpl_steps_steps *s = ARENA_PUSH(call->arena, &v->steps);

		if (s == NULL)
			return arena_fail(call->arena, err);
		s->number = i + 1;
		s->href = step_url(call, a, i + 1);
		s->done = a->items[i].answered;
		s->word = s->done ? STR("answered") : STR("not answered");
	}
	return ERR_NONE;
}

static enum err_code
show_question(struct call *call, const struct attempt *a,
    const struct catalog_module *m, unsigned no,
    const struct question_given *given, struct err *err)
{
	const struct question *q = &a->items[no - 1];
	struct tmpl_question question;
	struct tmpl_attempt_previous previous = {0};
	struct tmpl_steps_end end = {step_url(call, a, 0)};
	struct tmpl_steps steps = {0};
	struct tmpl_attempt v = {
	    .frame = page_frame_str(call,
		arena_strf(call->arena, "Question %u of %u", no, a->n_items)),
	    .module = m->title,
	    .number = no,
	    .count = a->n_items,
	    .steps = &steps,
	    .action = URL_OF(call->arena, "/attempts/{}/answers/{}",
		show_id(call->arena, a->id), arena_strf(call->arena, "%u", no)),
	    .question = &question,
	    .revision = q->revision + 1,
	    .saved = q->answered && given == NULL ? STR("This answer is saved.")
						  : STR(""),
	};
	enum err_code rc = question_view(call, q, given, &question, err);

	if (rc == ERR_NONE)
		rc = add_steps(call, a, &steps, err);
	if (rc != ERR_NONE)
		return rc;
	steps.steps.v[no - 1].here = true;
	steps.end = &end;
	if (no > 1) {
		previous.href = step_url(call, a, no - 1);
		v.previous = &previous;
	}
	tmpl_attempt(call->re->body, &v);
	return ERR_NONE;
}

static enum err_code
show_end(struct call *call, const struct attempt *a,
    const struct catalog_module *m, struct err *err)
{
	struct tmpl_steps steps = {0};
	enum err_code rc;
	struct tmpl_attempt_end v = {.steps = &steps,
	    .frame = page_frame(call, "Hand in"),
	    .module = m->title,
	    .complete = a->n_answered == a->n_items,
	    .answered = a->n_answered,
	    .count = a->n_items,
	    .action = URL_OF(call->arena, "/attempts/{}/submit",
		show_id(call->arena, a->id)),
	    .first_href = step_url(call, a, a->first_open ? a->first_open : 1)};

	rc = add_steps(call, a, &steps, err);
	if (rc == ERR_NONE)
		tmpl_attempt_end(call->re->body, &v);
	return rc;
}

static enum err_code
read_attempt(struct call *call, struct attempt *out, struct err *err)
{
	struct id id;
	enum err_code rc = page_id(call, &id, err);

	if (rc != ERR_NONE)
		return rc;
	return attempt_get(
	    call->learn, call->session.person.id, id, call->arena, out, err);
}

static enum err_code
go_to_result(struct call *call, struct id attempt, struct err *err)
{
	return page_go(call,
	    URL_OF(call->arena, "/attempts/{}/result",
		show_id(call->arena, attempt)),
	    err);
}

enum err_code
page_attempt(struct call *call, struct err *err)
{
	struct str q = page_query(call, "q");
	const struct catalog_module *m;
	struct attempt a;
	uint64_t no;
	enum err_code rc = read_attempt(call, &a, err);

	if (rc != ERR_NONE)
		return rc;
	if (a.state != ATTEMPT_OPEN)
		return go_to_result(call, a.id, err);
	m = catalog_module(call->web->config.catalog, a.module_id);
	if (m == NULL)
		return err_set(err, ERR_NOT_FOUND, "the module is gone");
	if (q.len == 0) /* every state has an address */
		return page_go(call, step_url(call, &a, a.first_open), err);
	if (!str_u64(q, &no) || no == 0 || no > a.n_items)
		return show_end(call, &a, m, err);
	return show_question(call, &a, m, (unsigned)no, NULL, err);
}

/* The same page again, with what was sent and what is missing. */
static enum err_code
ask_again(struct call *call, unsigned no, const struct question_given *given,
    struct err *err)
{
	const struct catalog_module *m;
	struct attempt a;
	enum err_code rc = read_attempt(call, &a, err);

	if (rc != ERR_NONE)
		return rc;
	m = catalog_module(call->web->config.catalog, a.module_id);
	if (m == NULL || no > a.n_items)
		return err_set(err, ERR_NOT_FOUND, "the question is gone");
	if (a.state != ATTEMPT_OPEN)
		return go_to_result(call, a.id, err);
	call->re->status = 422;
	return show_question(call, &a, m, no, given, err);
}

static enum err_code
read_answer(struct call *call, uint64_t *no, int64_t *revision,
    struct question_given *given, struct err *err)
{
	question_given(call, given);
	if (!str_u64(http_get(&call->rq->params, STR("no")), no) || *no == 0 ||
	    *no > ATTEMPT_ITEMS || given->malformed ||
	    !str_i64(page_form(call, "revision"), revision))
		return err_set(err, ERR_INVALID, "that is no answer");
	return ERR_NONE;
}

/* After the button the next question follows; a script stays. */
enum err_code
page_attempt_answer(struct call *call, struct err *err)
{
	bool stay = str_eq(page_form(call, "stay"), STR("yes"));
	struct question_given given;
	int64_t revision = 0;
	uint64_t no = 0;
	struct id id;
	enum err_code rc = page_id(call, &id, err);

	if (rc == ERR_NONE)
		rc = read_answer(call, &no, &revision, &given, err);
	if (rc != ERR_NONE)
		return rc;
	if (given.problem != NULL)
		return stay ? err_set(err, ERR_INVALID, "%s", given.problem)
			    : ask_again(call, (unsigned)no, &given, err);
	if (!given.nothing)
		rc = attempt_answer(call->learn, call->session.person.id, id,
		    (unsigned)no, &given.answer, revision, err);
	if (rc == ERR_CONFLICT)
		return go_to_result(call, id, err);
	if (rc != ERR_NONE)
		return rc;
	if (stay) {
		call->re->status = 204;
		return ERR_NONE;
	}
	return page_go(call,
	    URL_OF(call->arena, "/attempts/{}?q={}", show_id(call->arena, id),
		arena_strf(call->arena, "%u", (unsigned)no + 1)),
	    err);
}

enum err_code
page_attempt_submit(struct call *call, struct err *err)
{
	struct id id;
	enum err_code rc = page_id(call, &id, err);

	if (rc == ERR_NONE)
		rc = attempt_submit(
		    call->learn, call->session.person.id, id, err);
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return go_to_result(call, id, err);
}
