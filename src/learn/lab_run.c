/* One run, as it is shown to whoever asked for it. */
#include "codec/json_read.h"
#include "learn/lab_part.h"
#include "sql/lab.h"

struct call {
	struct arena *arena;
	struct id person, run;
	bool found;
	struct sql_lab_run_row_row row;
	struct sql_lab_run_before_row before;
};

static enum err_code
get_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;
	enum err_code rc = sql_lab_run_row(db, c->arena,
	    &(struct sql_lab_run_row_in){.id = c->run, .person = c->person},
	    &c->found, &c->row, err);

	if (rc != ERR_NONE || !c->found ||
	    lab_run_state_read(c->row.state) != LAB_QUEUED)
		return rc;
	return sql_lab_run_before(db, c->arena,
	    &(struct sql_lab_run_before_in){
		.id = c->run, .person = c->person, .queued = c->row.queued},
	    &c->before, err);
}

static enum err_code
take_checks(const struct json *list, struct arena *arena, struct lab_run *out,
    struct err *err)
{
	for (size_t i = 0; list != NULL && i < list->n; i++) {
		const struct json *c = &list->items[i].value;
		struct lab_outcome *o = ARENA_PUSH(arena, &out->checks);

		if (o == NULL)
			return arena_fail(arena, err);
		*o = (struct lab_outcome){.id = json_opt_str(c, "id"),
		    .kind = json_opt_str(c, "kind"),
		    .message = json_opt_str(c, "message"),
		    .outcome = json_opt_str(c, "outcome"),
		    .why = json_opt_str(c, "why")};
		o->good = str_eq(o->outcome, STR("ok"));
	}
	return ERR_NONE;
}

static enum err_code
take_steps(const struct json *list, struct arena *arena, struct lab_run *out,
    struct err *err)
{
	for (size_t i = 0; list != NULL && i < list->n; i++) {
		const struct json *s = &list->items[i].value;
		struct lab_step *step = ARENA_PUSH(arena, &out->steps);

		if (step == NULL)
			return arena_fail(arena, err);
		if (s->kind != JSON_IS_LIST || s->n != 3)
			return err_set(err, ERR_CORRUPT,
			    "a stored verdict has a step of %zu parts", s->n);
		*step = (struct lab_step){.kind = s->items[0].value.text,
		    .text = s->items[1].value.text,
		    .traced = s->items[2].value.flag};
	}
	return ERR_NONE;
}

static enum err_code
take_result(
    struct str text, struct arena *arena, struct lab_run *out, struct err *err)
{
	struct json doc;
	enum err_code rc;

	if (text.ptr == NULL)
		return ERR_NONE;
	rc = json_read(text, arena, &doc, err);
	if (rc != ERR_NONE)
		return rc;
	out->built = json_opt_flag(&doc, "built", false);
	out->build = json_opt_str(&doc, "build");
	out->output = json_opt_str(&doc, "output");
	rc = take_checks(json_get(&doc, "checks"), arena, out, err);
	return rc == ERR_NONE
	    ? take_steps(json_get(&doc, "steps"), arena, out, err)
	    : rc;
}

static int64_t
or_zero(struct sql_int n)
{
	return n.set ? n.v : 0;
}

enum err_code
lab_run_get(const struct lab_desk *desk, struct id person, struct id id,
    struct arena *arena, struct lab_run *out, struct err *err)
{
	struct call c = {.arena = arena, .person = person, .run = id};
	struct lab_run run = {.id = id};
	const struct lab *lab;
	enum err_code rc = store_read(desk->store, get_tx, &c, err);

	if (rc != ERR_NONE)
		return rc;
	if (!c.found)
		return err_set(err, ERR_NOT_FOUND, "no such run of yours");
	run.attempt = c.row.attempt;
	run.lab = c.row.lab;
	run.version = c.row.version;
	lab = labs_find(desk->labs, run.lab);
	run.title = lab != NULL ? lab->title : run.lab;
	(void)lab_mode_read(c.row.mode, &run.mode);
	run.state = lab_run_state_read(c.row.state);
	run.position = run.state == LAB_QUEUED ? (unsigned)c.before.n + 1 : 0;
	run.queued = c.row.queued;
	run.begun = or_zero(c.row.begun);
	run.done = or_zero(c.row.done);
	run.said = run.state == LAB_FAILED ? c.row.said : STR_NONE;
	run.passed = c.row.passed;
	run.fact = c.row.fact;
	rc = take_result(c.row.result, arena, &run, err);
	if (rc == ERR_NONE)
		rc = lab_files_load(c.row.files, arena, &run.files, err);
	if (rc == ERR_NONE)
		*out = run;
	return rc;
}
