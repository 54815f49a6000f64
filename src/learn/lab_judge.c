#include "learn/lab_judge.h"

#include <stdio.h>

#include "codec/canon.h"
#include "codec/hex.h"
#include "crypto/hash.h"
#include "learn/lab_part.h"
#include "ledger/content.h"
#include "ledger/ledger.h"
#include "sql/lab.h"

#define CALL_MEMORY ((size_t)64 << 20)

struct call {
	const struct lab_desk *desk;
	struct arena *arena;
	const struct lab_job *job;
	const struct wire_verdict *verdict;
	const struct err *why;
	int64_t now;
	bool found, wrote_fact;
	struct sql_lab_run_take_row row;
	struct str seed, lab;
};

/* The lab as it was when the run was asked for. */
static enum err_code
load_lab(struct db *db, struct call *c, struct err *err)
{
	const struct lab *lab = labs_find(c->desk->labs, c->row.lab);

	if (c->row.lab_hash.len != LAB_HASH)
		return err_set(err, ERR_CORRUPT, "a stored run names no lab");
	if (lab != NULL &&
	    memcmp(c->row.lab_hash.ptr, lab->hash, LAB_HASH) == 0) {
		c->lab = lab->tar;
		return ERR_NONE;
	}
	return content_get(
	    db, c->arena, (const uint8_t *)c->row.lab_hash.ptr, &c->lab, err);
}

static enum err_code
take_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;
	struct sql_lab_attempt_seed_row seed;
	enum err_code rc = sql_lab_run_take(db, c->arena,
	    &(struct sql_lab_run_take_in){
		.now = c->now, .until = c->now + LAB_LEASE},
	    &c->found, &c->row, err);

	if (rc != ERR_NONE || !c->found)
		return rc;
	rc = sql_lab_attempt_seed(db, c->arena,
	    &(struct sql_lab_attempt_seed_in){.id = c->row.attempt}, &seed,
	    err);
	if (rc != ERR_NONE)
		return rc;
	c->seed = seed.seed;
	return load_lab(db, c, err);
}

static enum matrix_mode
judged_as(enum lab_mode mode)
{
	static const enum matrix_mode modes[] = {
	    MATRIX_ATTACK, MATRIX_CHECK, MATRIX_FULL};

	return modes[mode];
}

enum err_code
lab_take(const struct lab_desk *desk, struct arena *arena, bool *found,
    struct lab_job *out, struct err *err)
{
	struct call c = {.desk = desk, .arena = arena, .now = clock_now()};
	struct lab_job job = {0};
	enum err_code rc = store_write(desk->store, take_tx, &c, err);

	if (rc != ERR_NONE)
		return rc;
	*found = c.found;
	if (!c.found)
		return ERR_NONE;
	job.id = c.row.id;
	job.attempt = c.row.attempt;
	job.person = c.row.person;
	job.lab = c.row.lab;
	job.version = c.row.version;
	job.tries = c.row.tries;
	if (!lab_mode_read(c.row.mode, &job.mode) ||
	    c.seed.len != sizeof(job.request.seed))
		return err_set(err, ERR_CORRUPT, "a stored run makes no sense");
	memcpy(job.request.seed, c.seed.ptr, sizeof(job.request.seed));
	job.request.mode = judged_as(job.mode);
	job.request.files = c.row.files;
	job.request.lab = c.lab;
	*out = job;
	return ERR_NONE;
}

static enum err_code
write_fact(struct db *db, struct call *c, struct err *err)
{
	const struct lab_job *job = c->job;
	const struct lab *lab = labs_find(c->desk->labs, job->lab);
	uint8_t submission[HASH_SIZE], content[HASH_SIZE];
	char seed[65];
	enum err_code rc = content_put(db, job->request.files, submission, err);

	if (rc == ERR_NONE)
		rc = content_put(db, job->request.lab, content, err);
	if (rc != ERR_NONE)
		return rc;
	hex_write(seed, job->request.seed, sizeof(job->request.seed));
	const struct ledger_field fields[] = {
	    FIELD_TEXT("lab", job->lab),
	    FIELD_TEXT("version", job->version),
	    FIELD_TEXT("title", lab != NULL ? lab->title : STR_NONE),
	    FIELD_TEXT("seed", str_from(seed)),
	    FIELD_HASH("submission",
		((struct str){(const char *)submission, HASH_SIZE})),
	    FIELD_HASH(
		"content", ((struct str){(const char *)content, HASH_SIZE})),
	    FIELD_JSON("matrix", c->verdict->matrix),
	    FIELD_FLAG("passed", c->verdict->passed),
	    FIELD_ID("attempt", job->attempt),
	};
	const struct ledger_fact fact = {.id = job->id,
	    .type = LEDGER_LAB_JUDGED,
	    .at = c->now,
	    .actor = job->person,
	    .subject = job->person,
	    .fields = fields,
	    .n = NELEM(fields)};

	c->wrote_fact = true;
	return ledger_append(db, c->arena, &fact, err);
}

/* What follows from a verdict beside its row. */
static enum err_code
follow(struct db *db, struct call *c, struct err *err)
{
	const struct lab_job *job = c->job;
	bool passed = c->verdict->passed;
	enum err_code rc = ERR_NONE;

	if (job->mode == LAB_ATTACK && passed)
		return sql_lab_attempt_attacked(db,
		    &(struct sql_lab_attempt_attacked_in){
			.id = job->attempt, .at = c->now},
		    NULL, err);
	if (job->mode != LAB_SUBMIT)
		return ERR_NONE;
	rc = write_fact(db, c, err);
	if (rc == ERR_NONE && passed)
		rc = sql_lab_attempt_passed(db,
		    &(struct sql_lab_attempt_passed_in){
			.id = job->attempt, .at = c->now},
		    NULL, err);
	return rc;
}

static enum err_code
settle_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;
	const struct lab_job *job = c->job;
	bool defect = c->verdict->defect;
	uint64_t changed;
	enum err_code rc;

	c->wrote_fact = false;
	rc = sql_lab_run_settle(db,
	    &(struct sql_lab_run_settle_in){.id = job->id,
		.tries = job->tries,
		.state = defect ? STR("failed") : STR("judged"),
		.done = c->now,
		.said = defect
		    ? STR("could not be judged: a check of this lab went "
			  "wrong, and that counts for nobody")
		    : STR_NONE,
		.passed = c->verdict->passed && !defect,
		.result = c->verdict->told,
		.fact = job->mode == LAB_SUBMIT && !defect ? job->id
							   : (struct id){{0}}},
	    &changed, err);
	if (rc != ERR_NONE || changed == 0 || defect)
		return rc; /* its lease ran out: somebody else has it */
	return follow(db, c, err);
}

enum err_code
lab_settle(const struct lab_desk *desk, const struct lab_job *job,
    const struct wire_verdict *verdict, struct err *err)
{
	struct arena arena;
	struct call c = {.desk = desk,
	    .arena = &arena,
	    .job = job,
	    .verdict = verdict,
	    .now = clock_now()};
	enum err_code rc;

	arena_init(&arena, CALL_MEMORY);
	rc = store_write(desk->store, settle_tx, &c, err);
	arena_release(&arena);
	if (rc == ERR_NONE && c.wrote_fact)
		ledger_wake();
	return rc;
}

static enum err_code
again(struct db *db, const struct call *c, bool counts, struct err *err)
{
	return sql_lab_run_again(db,
	    &(struct sql_lab_run_again_in){.id = c->job->id,
		.tries = c->job->tries,
		.left_tries = c->job->tries - (counts ? 0 : 1),
		.said = str_from(c->why->text)},
	    NULL, err);
}

static enum err_code
unsettled_tx(struct db *db, void *ctx, struct err *err)
{
	const struct call *c = ctx;
	enum err_code code = c->why->code;
	bool lost = code == ERR_IO || code == ERR_NOT_FOUND ||
	    code == ERR_NOMEM || code == ERR_FULL;
	char said[ERR_TEXT_MAX + 40];

	if (code == ERR_BUSY || code == ERR_UNSUPPORTED)
		return again(db, c, false, err);
	if (lost && c->job->tries < LAB_TRIES)
		return again(db, c, true, err);
	snprintf(said, sizeof(said), "%s%s",
	    lost ? "could not be judged: " : "", c->why->text);
	return sql_lab_run_settle(db,
	    &(struct sql_lab_run_settle_in){.id = c->job->id,
		.tries = c->job->tries,
		.state = STR("failed"),
		.done = c->now,
		.said = str_from(said)},
	    NULL, err);
}

enum err_code
lab_unsettled(const struct lab_desk *desk, const struct lab_job *job,
    const struct err *why, struct err *err)
{
	struct call c = {.job = job, .why = why, .now = clock_now()};

	return store_write(desk->store, unsettled_tx, &c, err);
}

static enum err_code
recover_tx(struct db *db, void *ctx, struct err *err)
{
	const struct call *c = ctx;
	enum err_code rc = sql_lab_run_give_up(db,
	    &(struct sql_lab_run_give_up_in){.now = c->now,
		.most = LAB_TRIES,
		.said = STR("could not be judged: the judge was lost three "
			    "times on it")},
	    NULL, err);

	if (rc != ERR_NONE)
		return rc;
	return sql_lab_run_lost(
	    db, &(struct sql_lab_run_lost_in){.now = c->now}, NULL, err);
}

enum err_code
lab_recover(const struct lab_desk *desk, bool all, struct err *err)
{
	struct call c = {.now = clock_now() + (all ? LAB_LEASE : 0)};

	return store_write(desk->store, recover_tx, &c, err);
}

struct past {
	struct arena *arena;
	struct id fact;
	struct lab_again again;
	struct wire_request request;
};

static enum err_code
write_matrix(const struct ledger_entry *e, struct arena *arena, struct str *out,
    struct err *err)
{
	const struct json *matrix = ledger_json(e, "matrix");
	struct buf text;
	enum err_code rc;

	if (matrix == NULL)
		return err_set(err, ERR_CORRUPT, "the fact has no matrix");
	buf_init(&text, 1 << 16);
	rc = canon_write(&text, matrix, err);
	if (rc == ERR_NONE) {
		*out = arena_buf(arena, &text);
		if (out->ptr == NULL)
			rc = arena_fail(arena, err);
	}
	buf_release(&text);
	return rc;
}

static enum err_code
past_in(struct db *db, struct past *p, struct err *err)
{
	uint8_t content[HASH_SIZE], submission[HASH_SIZE];
	struct ledger_entry e;
	enum err_code rc = ledger_entry_by_id(db, p->arena, p->fact, &e, err);

	if (rc != ERR_NONE)
		return rc;
	if (e.type != LEDGER_LAB_JUDGED ||
	    !ledger_hash(&e, "content", content) ||
	    !ledger_hash(&e, "submission", submission) ||
	    !hex_decode(ledger_text(&e, "seed"), p->request.seed,
		sizeof(p->request.seed)))
		return err_set(err, ERR_INVALID,
		    "the fact is no verdict on a lab that could be given "
		    "again");
	p->again.lab = ledger_text(&e, "lab");
	p->again.version = ledger_text(&e, "version");
	p->again.then_passed = ledger_flag(&e, "passed", false);
	rc = write_matrix(&e, p->arena, &p->again.then, err);
	if (rc == ERR_NONE)
		rc = content_get(db, p->arena, content, &p->request.lab, err);
	if (rc == ERR_NONE)
		rc = content_get(
		    db, p->arena, submission, &p->request.files, err);
	return rc;
}

static enum err_code
past_tx(struct db *db, void *ctx, struct err *err)
{
	return past_in(db, ctx, err);
}

enum err_code
lab_rejudge(struct store *store, struct id fact, lab_ask_fn *ask, void *ctx,
    struct arena *arena, struct lab_again *out, struct err *err)
{
	struct past p = {
	    .arena = arena, .fact = fact, .request = {.mode = MATRIX_FULL}};
	struct wire_verdict now;
	enum err_code rc = store_read(store, past_tx, &p, err);

	if (rc == ERR_NONE)
		rc = ask(ctx, &p.request, arena, &now, err);
	if (rc != ERR_NONE)
		return rc;
	p.again.now = now.matrix;
	p.again.now_passed = now.passed;
	p.again.same = str_eq(p.again.then, now.matrix) &&
	    p.again.then_passed == now.passed;
	*out = p.again;
	return ERR_NONE;
}
