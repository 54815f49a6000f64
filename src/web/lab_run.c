#include "templates/lab_run.h"
#include "web/lab.h"

/* Asking for a run, and one run: where it stands, then what came of it. */
#define FIELD STR("file:")

/* A textarea sends its lines with CR LF. */
static struct str
plain_lines(struct arena *arena, struct str text)
{
	char *out = arena_alloc(arena, text.len + 1);
	size_t n = 0;

	if (out == NULL)
		return STR_NONE;
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] != '\r' || i + 1 == text.len ||
		    text.ptr[i + 1] != '\n')
			out[n++] = text.ptr[i];
	return (struct str){out, n};
}

static enum err_code
read_files(struct call *call, struct lab_files *out, struct err *err)
{
	for (size_t i = 0; i < call->rq->form.n; i++) {
		const struct http_pair *p = &call->rq->form.v[i];
		struct lab_file *file;

		if (!str_starts(p->name, FIELD))
			continue;
		file = ARENA_PUSH(call->arena, out);
		if (file == NULL)
			return arena_fail(call->arena, err);
		file->path = str_from_at(p->name, FIELD.len);
		file->text = plain_lines(call->arena, p->value);
		if (file->text.ptr == NULL)
			return arena_fail(call->arena, err);
	}
	return ERR_NONE;
}

/* What was refused is said on the lab's page, above the files as they were. */
static enum err_code
refused(struct call *call, struct str lab, enum err_code rc, struct err *err)
{
	struct str why;

	if (rc != ERR_INVALID && rc != ERR_LIMIT && rc != ERR_BUSY &&
	    rc != ERR_UNSUPPORTED)
		return rc;
	why = show_sentence(call->arena, str_from(err->text));
	call->re->status = 422;
	return lab_show(call, lab, why.ptr ? why.ptr : "", err);
}

static enum err_code
ask(struct call *call, enum lab_mode mode, struct err *err)
{
	const struct lab_desk *desk;
	struct lab_files files = {0};
	struct id run;
	struct str lab;
	enum err_code rc = lab_page(call, &desk, &lab, err);

	if (rc == ERR_NONE && mode != LAB_ATTACK)
		rc = read_files(call, &files, err);
	if (rc != ERR_NONE)
		return rc;
	rc = lab_ask(desk, call->session.person.id, lab, mode,
	    mode == LAB_ATTACK ? NULL : &files, &run, err);
	return rc == ERR_NONE ? page_go(call, lab_run_url(call, lab, run), err)
			      : refused(call, lab, rc, err);
}

enum err_code
page_lab_attack(struct call *call, struct err *err)
{
	return ask(call, LAB_ATTACK, err);
}

enum err_code
page_lab_check(struct call *call, struct err *err)
{
	return ask(call, LAB_CHECK, err);
}

enum err_code
page_lab_submit(struct call *call, struct err *err)
{
	return ask(call, LAB_SUBMIT, err);
}

/* --- one run ------------------------------------------------------------- */

static enum err_code
add_waiting(struct call *call, const struct lab_run *run,
    struct tmpl_lab_run *v, struct err *err)
{
	struct tmpl_lab_run_waiting *w =
	    ARENA_NEW(call->arena, struct tmpl_lab_run_waiting);
	struct tmpl_lab_run_waiting_withdraw *back =
	    ARENA_NEW(call->arena, struct tmpl_lab_run_waiting_withdraw);
	struct url here = lab_run_url(call, run->lab, run->id);

	if (w == NULL || back == NULL)
		return arena_fail(call->arena, err);
	w->again = here;
	w->text = STR("It is next.");
	if (run->state == LAB_JUDGING)
		w->text = STR("It is being run now.");
	else if (run->position > 1)
		w->text = arena_strf(call->arena, "%.*s before it.",
		    STR_FMT(show_count(call->arena, run->position - 1,
			"run comes", "runs come")));
	if (run->state == LAB_QUEUED) {
		back->frame = v->frame;
		back->action = URL_OF(call->arena, "/labs/{}/runs/{}/withdraw",
		    run->lab, show_id(call->arena, run->id));
		w->withdraw = back;
	}
	v->waiting = w;
	return ERR_NONE;
}

static const struct tmpl_mark *
outcome_mark(
    const struct call *call, const struct lab_outcome *o, enum lab_mode mode)
{
	static const struct {
		const char *outcome, *word;
		enum mark mark;
	} words[] = {
	    {"failed", "Does not hold", MARK_FAILED},
	    {"proved", "Still works", MARK_FAILED},
	    {"broken", "No answer", MARK_FAILED},
	    {"defect", "Check went wrong", MARK_NONE},
	    {"skipped", "Not run", MARK_NONE},
	};

	if (mode == LAB_ATTACK && str_eq(o->outcome, STR("proved")))
		return show_mark(call, MARK_CURRENT, STR("It worked"));
	for (size_t i = 0; i < NELEM(words); i++)
		if (str_eq(o->outcome, str_from(words[i].outcome)))
			return show_mark(
			    call, words[i].mark, str_from(words[i].word));
	return show_mark(call, MARK_CURRENT,
	    str_eq(o->kind, STR("public")) || str_eq(o->kind, STR("withheld"))
		? STR("Dead")
		: STR("Holds"));
}

static enum err_code
add_checks(struct call *call, const struct lab_run *run, struct tmpl_lab_run *v,
    struct err *err)
{
	for (size_t i = 0; i < run->checks.n; i++) {
		const struct lab_outcome *o = &run->checks.v[i];
		struct tmpl_lab_run_checks *row =
		    ARENA_PUSH(call->arena, &v->checks);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->kind = str_from(lab_kind_title(o->kind));
		row->message = o->message;
		row->why = o->why;
		row->mark = outcome_mark(call, o, run->mode);
	}
	v->has_checks = v->checks.n > 0;
	return ERR_NONE;
}

static enum err_code
add_steps(struct call *call, const struct lab_run *run, struct tmpl_lab_run *v,
    struct err *err)
{
	for (size_t i = 0; i < run->steps.n; i++) {
		const struct lab_step *step = &run->steps.v[i];
		struct tmpl_lab_run_steps *row =
		    ARENA_PUSH(call->arena, &v->steps);

		if (row == NULL)
			return arena_fail(call->arena, err);
		if (str_eq(step->kind, STR("say")) && !step->traced) {
			row->class = STR("told");
			row->plain = step->text;
			continue;
		}
		row->class = step->traced ? STR("layer") : STR("outside");
		row->who = step->traced
		    ? arena_strf(call->arena, "in the service: %.*s",
			  STR_FMT(step->kind))
		    : step->kind;
		row->text = step->text;
	}
	v->has_steps = v->steps.n > 0;
	return ERR_NONE;
}

static struct str
headline(const struct lab_run *run)
{
	static const char *const words[][2] = {
	    [LAB_ATTACK] = {"The attack did not work", "The attack worked"},
	    [LAB_CHECK] = {"Not yet", "All that was looked at holds"},
	    [LAB_SUBMIT] = {"Not passed yet", "Passed"},
	};

	if (run->state == LAB_JUDGED)
		return str_from(words[run->mode][run->passed]);
	if (run->state == LAB_FAILED)
		return STR("It could not be judged");
	if (run->state == LAB_WITHDRAWN)
		return STR("Withdrawn");
	return str_from(lab_mode_title(run->mode));
}

/* What the result means for whoever reads it. */
static const char *
meaning(const struct lab_run *run)
{
	static const char *const words[][2] = {
	    [LAB_ATTACK] = {"",
		"Read on from the request to the store: "
		"where did the service still have a choice?"},
	    [LAB_CHECK] = {"", "Submit runs attacks you have not seen, too."},
	    [LAB_SUBMIT] = {"",
		"Every attack is dead, and the service does "
		"all it did. It is in your record."},
	};

	return run->state == LAB_JUDGED ? words[run->mode][run->passed] : "";
}

static enum err_code
show(struct call *call, const struct lab_run *run, struct err *err)
{
	bool over = run->state != LAB_QUEUED && run->state != LAB_JUDGING;
	struct tmpl_lab_run v = {
	    .frame = page_frame_str(call, headline(run)),
	    .lab = run->title,
	    .lab_href = lab_page_url(call, run->lab),
	    .headline = headline(run),
	    .note = str_from(meaning(run)),
	    .mark = lab_run_mark(call, run->state, run->mode, run->passed),
	    .problem = show_sentence(call->arena, run->said),
	    .build = run->built ? STR("") : run->build,
	    .output = run->output,
	    .back = run->state == LAB_JUDGED && run->passed &&
		    run->mode == LAB_SUBMIT
		? STR("Back to the lab")
		: STR("To the files"),
	};
	enum err_code rc = over ? ERR_NONE : add_waiting(call, run, &v, err);

	if (rc == ERR_NONE)
		rc = add_checks(call, run, &v, err);
	if (rc == ERR_NONE)
		rc = add_steps(call, run, &v, err);
	if (rc == ERR_NONE)
		tmpl_lab_run(call->re->body, &v);
	return rc;
}

enum err_code
page_lab_run(struct call *call, struct err *err)
{
	const struct lab_desk *desk;
	struct lab_run run;
	struct str lab;
	struct id id;
	enum err_code rc = lab_page(call, &desk, &lab, err);

	if (rc == ERR_NONE)
		rc = page_id(call, &id, err);
	if (rc == ERR_NONE)
		rc = lab_run_get(
		    desk, call->session.person.id, id, call->arena, &run, err);
	return rc == ERR_NONE ? show(call, &run, err) : rc;
}

enum err_code
page_lab_withdraw(struct call *call, struct err *err)
{
	const struct lab_desk *desk;
	struct str lab;
	struct id id;
	enum err_code rc = lab_page(call, &desk, &lab, err);

	if (rc == ERR_NONE)
		rc = page_id(call, &id, err);
	if (rc == ERR_NONE)
		rc = lab_withdraw(desk, call->session.person.id, id, err);
	if (rc != ERR_NONE && rc != ERR_CONFLICT)
		return rc; /* one that has begun is shown as it is */
	return page_go(call, lab_run_url(call, lab, id), err);
}
