#include "learn/record.h"

#include "sql/lab.h"
#include "sql/record.h"

struct call {
	const struct learn *learn;
	struct arena *arena;
	struct validity validity;
	struct id viewer, person;
	int64_t now;
	bool may_see;
	struct sql_record_completions_rows completions;
	struct sql_record_attempts_rows attempts;
	struct sql_lab_record_rows labs;
	struct sql_record_team_all_rows team;
	bool has_open, has_pass;
	struct sql_record_open_attempt_row open;
	struct sql_record_unsigned_pass_row pass;
};

static int64_t
or_zero(struct sql_int n)
{
	return n.set ? n.v : 0;
}

static enum err_code
get_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;
	struct sql_record_may_see_row role;
	enum err_code rc = sql_record_may_see(db, c->arena,
	    &(struct sql_record_may_see_in){
		.viewer = c->viewer, .person = c->person},
	    &c->may_see, &role, err);

	if (rc != ERR_NONE || !c->may_see)
		return rc;
	c->completions = (struct sql_record_completions_rows){0};
	c->attempts = (struct sql_record_attempts_rows){0};
	c->labs = (struct sql_lab_record_rows){0};
	rc = sql_record_completions(db, c->arena,
	    &(struct sql_record_completions_in){
		.viewer = c->viewer, .person = c->person},
	    &c->completions, err);
	if (rc == ERR_NONE)
		rc = sql_record_attempts(db, c->arena,
		    &(struct sql_record_attempts_in){
			.viewer = c->viewer, .person = c->person},
		    &c->attempts, err);
	if (rc == ERR_NONE)
		rc = sql_lab_record(db, c->arena,
		    &(struct sql_lab_record_in){
			.viewer = c->viewer, .person = c->person},
		    &c->labs, err);
	if (rc == ERR_NONE)
		rc = validity_load(db, c->arena, c->learn->catalog,
		    c->learn->rules, &c->validity, err);
	return rc;
}

static enum err_code
fill_labs(struct arena *arena, const struct call *c, struct record *out,
    struct err *err)
{
	for (size_t i = 0; i < c->labs.n; i++) {
		const struct sql_lab_record_row *row = &c->labs.v[i];
		struct record_lab *lab = ARENA_PUSH(arena, &out->labs);

		if (lab == NULL)
			return arena_fail(arena, err);
		*lab = (struct record_lab){.lab = row->lab,
		    .title = row->title.ptr != NULL ? row->title : row->lab,
		    .version = row->version,
		    .passed = row->judged,
		    .fact = row->id};
	}
	return ERR_NONE;
}

/* How long it stands, and why no longer. */
static enum err_code
fill_until(const struct call *c, struct sql_int stored,
    struct record_line *line, struct err *err)
{
	const struct validity_case in = {.module = line->module_id,
	    .completed = line->completed,
	    .version = line->module_version,
	    .how = line->earned_how,
	    .stored_until = or_zero(stored)};
	struct due due;
	enum err_code rc =
	    validity_proof(&c->validity, &in, c->now, c->arena, &due, err);

	if (rc != ERR_NONE)
		return rc;
	line->valid_until = due.valid_until;
	line->until_why = due.reason;
	line->by_version = due.by_version;
	line->expired = due.state == DUE_IS_OVERDUE;
	return ERR_NONE;
}

static enum err_code
fill_completions(struct arena *arena, const struct call *c, struct record *out,
    struct err *err)
{
	enum err_code rc;

	for (size_t i = 0; i < c->completions.n; i++) {
		const struct sql_record_completions_row *row =
		    &c->completions.v[i];
		struct record_line *line = ARENA_PUSH(arena, &out->completions);

		if (line == NULL)
			return arena_fail(arena, err);
		*line = (struct record_line){.module_id = row->module,
		    .title = row->title.ptr != NULL ? row->title : row->module,
		    .module_version = row->version,
		    .completed = row->earned,
		    .earned_how = row->how,
		    .attempt = row->attempt,
		    .score = (unsigned)or_zero(row->score),
		    .attempts = (unsigned)row->attempts,
		    .attested = or_zero(row->attested),
		    .fact = row->id};
		rc = fill_until(c, row->valid_until, line, err);
		if (rc != ERR_NONE)
			return rc;
	}
	return ERR_NONE;
}

static enum err_code
fill_attempts(struct arena *arena, const struct call *c, struct record *out,
    struct err *err)
{
	for (size_t i = 0; i < c->attempts.n; i++) {
		const struct sql_record_attempts_row *row = &c->attempts.v[i];
		struct record_attempt *a = ARENA_PUSH(arena, &out->attempts);

		if (a == NULL)
			return arena_fail(arena, err);
		*a = (struct record_attempt){.id = row->attempt,
		    .module_id = row->module,
		    .title = row->title.ptr != NULL ? row->title : row->module,
		    .module_version = row->version,
		    .closed = row->closed,
		    .right = (unsigned)row->right_count,
		    .asked = (unsigned)row->asked,
		    .score = (unsigned)row->score,
		    .passed = row->passed,
		    .expired = row->expired};
	}
	return ERR_NONE;
}

enum err_code
record_get(const struct learn *learn, struct id viewer, struct id person,
    int64_t now, struct arena *arena, struct record *out, struct err *err)
{
	struct call c = {.learn = learn,
	    .arena = arena,
	    .viewer = viewer,
	    .person = person,
	    .now = now};
	struct record record = {0};
	enum err_code rc = store_read(learn->store, get_tx, &c, err);

	if (rc != ERR_NONE)
		return rc;
	if (!c.may_see)
		return err_set(err, ERR_NOT_FOUND, "no such person");
	rc = fill_completions(arena, &c, &record, err);
	if (rc == ERR_NONE)
		rc = fill_attempts(arena, &c, &record, err);
	if (rc == ERR_NONE)
		rc = fill_labs(arena, &c, &record, err);
	if (rc == ERR_NONE)
		*out = record;
	return rc;
}

static enum err_code
next_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;
	enum err_code rc = sql_record_open_attempt(db, c->arena,
	    &(struct sql_record_open_attempt_in){
		.person = c->person, .now = c->now},
	    &c->has_open, &c->open, err);

	if (rc != ERR_NONE)
		return rc;
	return sql_record_unsigned_pass(db, c->arena,
	    &(struct sql_record_unsigned_pass_in){.person = c->person},
	    &c->has_pass, &c->pass, err);
}

static void
describe(const struct learn *learn, struct record_next *next)
{
	const struct catalog_module *m =
	    catalog_module(learn->catalog, next->module_id);

	next->title = m != NULL ? m->title : next->module_id;
	next->minutes = m != NULL ? m->minutes : 0;
}

/* The reason and date of the module among what was asked, if it was. */
static void
take_reason(const struct assignments *asked, struct record_next *next)
{
	for (size_t i = 0; i < asked->n; i++)
		if (str_eq(asked->v[i].module_id, next->module_id) &&
		    asked->v[i].status != ASSIGNMENT_COMPLETED) {
			next->why = asked->v[i].why;
			next->due = asked->v[i].due;
		}
}

static void
choose(const struct call *c, const struct assignments *asked,
    struct record_next *next)
{
	if (c->has_open) {
		next->kind = RECORD_RESUME;
		next->attempt = c->open.id;
		next->module_id = c->open.module;
		next->answered = (unsigned)c->open.answered;
		next->items = (unsigned)c->open.items;
		return;
	}
	if (c->has_pass) {
		next->kind = RECORD_ATTEST;
		next->attempt = c->pass.id;
		next->module_id = c->pass.module;
		return;
	}
	for (size_t i = 0; i < asked->n; i++)
		if (asked->v[i].status != ASSIGNMENT_COMPLETED) {
			next->kind = RECORD_LEARN;
			next->module_id = asked->v[i].module_id;
			return;
		}
}

enum err_code
record_next(const struct learn *learn, struct id person, int64_t now,
    struct arena *arena, struct record_next *out, struct err *err)
{
	struct call c = {
	    .learn = learn, .arena = arena, .person = person, .now = now};
	struct record_next next = {0};
	struct assignments asked = {0};
	enum err_code rc = store_read(learn->store, next_tx, &c, err);

	if (rc == ERR_NONE)
		rc = assignment_list(learn, person, now, arena, &asked, err);
	if (rc != ERR_NONE)
		return rc;
	choose(&c, &asked, &next);
	if (next.kind != RECORD_NOTHING) {
		describe(learn, &next);
		take_reason(&asked, &next);
	}
	*out = next;
	return ERR_NONE;
}

static enum err_code
team_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;

	c->team = (struct sql_record_team_all_rows){0};
	return sql_record_team_all(db, c->arena,
	    &(struct sql_record_team_all_in){.viewer = c->viewer}, &c->team,
	    err);
}

enum err_code
record_team(const struct learn *learn, struct id viewer, struct arena *arena,
    struct record_team *out, struct err *err)
{
	struct call c = {.learn = learn, .arena = arena, .viewer = viewer};
	struct record_team team = {0};
	enum err_code rc = store_read(learn->store, team_tx, &c, err);

	for (size_t i = 0; i < c.team.n && rc == ERR_NONE; i++) {
		const struct sql_record_team_all_row *row = &c.team.v[i];
		struct record_team_row *slot = ARENA_PUSH(arena, &team);

		if (slot == NULL)
			return arena_fail(arena, err);
		*slot = (struct record_team_row){.person = row->person,
		    .name = row->name,
		    .module_id = row->module,
		    .attempts = (unsigned)row->attempts,
		    .best = (unsigned)or_zero(row->best),
		    .attested = or_zero(row->attested)};
	}
	if (rc == ERR_NONE)
		*out = team;
	return rc;
}
