#include "api/caller.h"
#include "codec/json.h"
#include "learn/lab.h"

/*
 * Labs for one's own terminal; every route wants a personal token.
 *
 *	GET  /api/v1/labs			all, with where one stands
 *	GET  /api/v1/labs/{lab}			the task and the files
 *	POST /api/v1/labs/{lab}/hint		opens the next hint
 *	POST /api/v1/labs/{lab}/runs?mode=..	attack, or check or submit
 *						with the files as a tar
 *	GET  /api/v1/lab-runs/{id}		where a run stands
 */
struct ask {
	const struct api *api;
	const struct lab_desk *desk;
	struct http_request *rq;
	struct http_reply *re;
	struct person person;
	struct str lab;
};

static enum err_code
enter(struct http_request *rq, struct http_reply *re, void *app,
    struct ask *out, struct err *err)
{
	const struct api *api = app;
	struct ask a = {.api = api,
	    .desk = api->labs,
	    .rq = rq,
	    .re = re,
	    .lab = http_get(&rq->params, STR("lab"))};
	enum err_code rc = api_person(api, rq, re, &a.person, err);

	if (rc == ERR_NONE && !api->labs)
		return err_set(err, ERR_NOT_FOUND, "there are no labs here");
	if (rc == ERR_NONE)
		*out = a;
	return rc;
}

static enum err_code
leave(const struct ask *a, struct err *err)
{
	buf_add_char(a->re->body, '\n');
	a->re->content_type = STR("application/json");
	return buf_finish(a->re->body, err);
}

static void
write_card(struct buf *out, const struct lab_card *card)
{
	static const char *const standings[] = {
	    [LAB_NEW] = "new",
	    [LAB_STARTED] = "started",
	    [LAB_PASSED] = "passed",
	};

	json_str(out, "id", card->id);
	json_str(out, "version", card->version);
	json_str(out, "title", card->title);
	json_str(out, "stack", card->stack);
	json_str(out, "owasp", card->owasp);
	json_u64(out, "minutes", card->minutes);
	json_str(out, "standing", str_from(standings[card->standing]));
	json_time(out, "passed", card->passed);
}

static enum err_code
get_labs(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	struct lab_cards cards;
	const char *closed;
	struct ask a;
	enum err_code rc = enter(rq, re, app, &a, err);

	if (rc == ERR_NONE)
		rc = lab_list(
		    a.desk, a.person.id, STR_NONE, rq->arena, &cards, err);
	if (rc != ERR_NONE)
		return rc;
	closed = a.desk->closed(a.desk->ctx);
	json_open(re->body);
	json_str(re->body, "closed", str_from(closed));
	json_list(re->body, "labs");
	for (size_t i = 0; i < cards.n; i++) {
		json_open(re->body);
		write_card(re->body, &cards.v[i]);
		json_close(re->body);
	}
	json_list_end(re->body);
	json_close(re->body);
	return leave(&a, err);
}

static void
write_files(
    struct buf *out, const struct lab_files *files, const struct lab_files *own)
{
	json_list(out, "files");
	for (size_t i = 0; i < files->n; i++) {
		const struct lab_file *file = &files->v[i];
		struct str text = file->text;

		for (size_t k = 0; k < own->n; k++)
			if (str_eq(own->v[k].path, file->path))
				text = own->v[k].text;
		json_open(out);
		json_str(out, "path", file->path);
		json_flag(out, "editable", file->editable);
		json_str(out, "text", text);
		json_close(out);
	}
	json_list_end(out);
}

static void
write_hints(struct buf *out, const struct lab_view *lab)
{
	json_u64(out, "hints", lab->hints.n);
	json_list(out, "opened");
	for (size_t i = 0; i < lab->hints_open; i++) {
		json_open(out);
		json_str(out, "title", lab->hints.v[i].title);
		json_str(out, "text", lab->hints.v[i].text);
		json_close(out);
	}
	json_list_end(out);
}

/* ?original=yes gives the files as they are given out, whatever one made of
   them. */
static enum err_code
write_lab(const struct ask *a, struct err *err)
{
	static const struct lab_files none;
	bool original = http_get(&a->rq->query, STR("original")).len > 0;
	struct buf *out = a->re->body;
	struct lab_view lab;
	enum err_code rc =
	    lab_get(a->desk, a->person.id, a->lab, a->rq->arena, &lab, err);

	if (rc != ERR_NONE)
		return rc;
	json_open(out);
	write_card(out, &lab.card);
	json_str(out, "closed", str_from(lab.closed));
	json_str(out, "statement", lab.statement);
	json_str(out, "attack", lab.attack);
	write_hints(out, &lab);
	write_files(out, &lab.files, original ? &none : &lab.draft);
	json_close(out);
	return leave(a, err);
}

static enum err_code
get_lab(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	struct ask a;
	enum err_code rc = enter(rq, re, app, &a, err);

	return rc == ERR_NONE ? write_lab(&a, err) : rc;
}

static enum err_code
post_hint(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	unsigned opened;
	struct ask a;
	enum err_code rc = enter(rq, re, app, &a, err);

	if (rc == ERR_NONE)
		rc = lab_hint(a.desk, a.person.id, a.lab, &opened, err);
	return rc == ERR_NONE ? write_lab(&a, err) : rc;
}

/* --- runs ---------------------------------------------------------------- */

static void
write_outcomes(struct buf *out, const struct lab_run *run)
{
	json_list(out, "checks");
	for (size_t i = 0; i < run->checks.n; i++) {
		const struct lab_outcome *o = &run->checks.v[i];

		json_open(out);
		json_str(out, "id", o->id);
		json_str(out, "kind", o->kind);
		json_str(out, "outcome", o->outcome);
		json_flag(out, "good", o->good);
		json_str(out, "message", o->message);
		json_str(out, "why", o->why);
		json_close(out);
	}
	json_list_end(out);
	json_list(out, "steps");
	for (size_t i = 0; i < run->steps.n; i++) {
		const struct lab_step *step = &run->steps.v[i];

		json_open(out);
		json_str(out, "kind", step->kind);
		json_flag(out, "traced", step->traced);
		json_str(out, "text", step->text);
		json_close(out);
	}
	json_list_end(out);
}

static enum err_code
write_run(const struct ask *a, struct id id, struct err *err)
{
	struct buf *out = a->re->body;
	struct lab_run run;
	enum err_code rc =
	    lab_run_get(a->desk, a->person.id, id, a->rq->arena, &run, err);

	if (rc != ERR_NONE)
		return rc;
	json_open(out);
	json_id(out, "run", run.id);
	json_str(out, "lab", run.lab);
	json_str(out, "version", run.version);
	json_str(out, "mode", str_from(lab_mode_name(run.mode)));
	json_str(out, "state", str_from(lab_run_state_name(run.state)));
	json_u64(out, "position", run.position);
	json_str(out, "said", run.said);
	json_flag(out, "passed", run.passed);
	json_flag(out, "built", run.built);
	json_str(out, "build", run.build);
	json_str(out, "output", run.output);
	write_outcomes(out, &run);
	json_id(out, "fact", run.fact);
	json_close(out);
	return leave(a, err);
}

static enum err_code
get_run(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	struct id id;
	struct ask a;
	enum err_code rc = enter(rq, re, app, &a, err);

	if (rc != ERR_NONE)
		return rc;
	if (!id_read(http_get(&rq->params, STR("id")), &id))
		return err_set(err, ERR_NOT_FOUND, "no such run");
	return write_run(&a, id, err);
}

static enum err_code
read_mode(const struct http_request *rq, enum lab_mode *out, struct err *err)
{
	struct str word = http_get(&rq->query, STR("mode"));

	for (int m = LAB_ATTACK; m <= LAB_SUBMIT; m++)
		if (str_eq(word, str_from(lab_mode_name((enum lab_mode)m)))) {
			*out = (enum lab_mode)m;
			return ERR_NONE;
		}
	return err_set(err, ERR_INVALID,
	    "mode is '%.*s'; attack, check and submit are accepted",
	    STR_FMT(str_sub(word, 0, 40)));
}

static enum err_code
post_run(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	struct lab_files files = {0};
	enum lab_mode mode = LAB_CHECK;
	struct id run;
	struct ask a;
	enum err_code rc = enter(rq, re, app, &a, err);

	if (rc == ERR_NONE)
		rc = read_mode(rq, &mode, err);
	if (rc == ERR_NONE && mode != LAB_ATTACK)
		rc = lab_files_read(rq->body, rq->arena, &files, err);
	if (rc == ERR_NONE)
		rc = lab_ask(a.desk, a.person.id, a.lab, mode,
		    mode == LAB_ATTACK ? NULL : &files, &run, err);
	if (rc != ERR_NONE)
		return rc;
	re->status = 202;
	return write_run(&a, run, err);
}

/* A tar has a header and padding for each file. */
#define TAR_MAX (LAB_BYTES_MAX + (LAB_FILES_MAX + 2) * 1024)

#define ROUTE(m, path, function, most)                                   \
	{                                                                \
		.method = (m), .pattern = (path), .handler = (function), \
		.where = HTTP_WORKER, .body_max = (most)                 \
	}

const struct http_route api_lab_routes[] = {
    ROUTE(HTTP_GET, "/api/v1/labs", get_labs, 0),
    ROUTE(HTTP_GET, "/api/v1/labs/{lab}", get_lab, 0),
    ROUTE(HTTP_POST, "/api/v1/labs/{lab}/hint", post_hint, 1024),
    ROUTE(HTTP_POST, "/api/v1/labs/{lab}/runs", post_run, TAR_MAX),
    ROUTE(HTTP_GET, "/api/v1/lab-runs/{id}", get_run, 0),
    {0},
};
