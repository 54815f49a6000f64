#include "policy/proposal.h"

#include "policy/proposal_part.h"
#include "sql/proposal.h"

/* The second person.  The statement that writes says who that may be; what
   stands here puts into words why it changed nothing. */
#define DECIDE_MEMORY ((size_t)64 << 20)

struct deciding {
	const struct proposal_desk *desk;
	struct id decider, id;
	const struct proposal_decision *in;
	struct str why;
	int64_t now;
};

static bool
is_about(const struct proposal *p, const struct proposal_lines *lines,
    struct id person)
{
	for (size_t i = 0; i < lines->n; i++)
		if (id_eq(lines->v[i].person, person))
			return true;
	return id_eq(p->subject, person);
}

static enum err_code
explain(struct db *db, struct arena *arena, const struct proposal *p,
    struct id decider, struct err *err)
{
	struct proposal_lines lines = {0};
	char date[CLOCK_DATE_LEN + 1];
	enum err_code rc =
	    proposal_lines(db, arena, p, SIZE_MAX >> 1, &lines, err);

	if (rc != ERR_NONE)
		return rc;
	if (p->state != PROPOSAL_OPEN) {
		clock_write_date(p->decided, date);
		return err_set(err, ERR_CONFLICT,
		    "the proposal was %s on %s already",
		    proposal_state_name(p->state), date);
	}
	if (id_eq(p->proposer, decider))
		return err_set(err, ERR_DENIED,
		    "who proposed it does not decide it: this takes a second "
		    "person");
	if (is_about(p, &lines, decider))
		return err_set(err, ERR_DENIED,
		    "nobody decides about themself: this takes another person");
	return err_set(err, ERR_DENIED,
	    "an administrator or a security lead decides this");
}

static enum err_code
mark(
    struct db *db, const struct deciding *d, uint64_t *changed, struct err *err)
{
	enum proposal_state state =
	    d->in->accept ? PROPOSAL_ACCEPTED : PROPOSAL_REFUSED;

	return sql_proposal_decide(db,
	    &(struct sql_proposal_decide_in){.id = d->id,
		.decider = d->decider,
		.state = str_from(proposal_state_name(state)),
		.decided = d->now,
		.why = d->why.len > 0 ? d->why : STR_NONE},
	    changed, err);
}

static enum err_code
accept(struct db *db, struct arena *arena, const struct deciding *d,
    const struct proposal *p, struct err *err)
{
	switch (p->kind) {
	case PROPOSAL_EXCEPTION:
		return exception_granted(
		    db, arena, d->desk, p, d->decider, d->in, d->now, err);
	case PROPOSAL_CERTIFICATE:
		return certificate_accepted(
		    db, arena, d->desk, p, d->decider, d->now, err);
	case PROPOSAL_OVERRIDE:
		return override_accepted(
		    db, arena, d->desk, p, d->decider, d->now, err);
	default:
		return err_set(err, ERR_CORRUPT, "a proposal of no kind");
	}
}

static enum err_code
refuse(struct db *db, struct arena *arena, const struct deciding *d,
    const struct proposal *p, struct err *err)
{
	if (p->kind == PROPOSAL_EXCEPTION)
		return exception_refused(
		    db, arena, p, d->decider, d->why, d->now, err);
	return sql_proposal_document_drop(db,
	    &(struct sql_proposal_document_drop_in){.id = p->id}, NULL, err);
}

static enum err_code
decide_in(
    struct db *db, struct arena *arena, struct deciding *d, struct err *err)
{
	struct proposal p;
	uint64_t changed = 0;
	enum err_code rc = proposal_get(db, arena, d->decider, d->id, &p, err);

	if (rc == ERR_NONE)
		rc = mark(db, d, &changed, err);
	if (rc == ERR_NONE && changed == 0)
		return explain(db, arena, &p, d->decider, err);
	if (rc == ERR_NONE)
		rc = d->in->accept ? accept(db, arena, d, &p, err)
				   : refuse(db, arena, d, &p, err);
	return rc;
}

static enum err_code
decide_tx(struct db *db, void *ctx, struct err *err)
{
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, DECIDE_MEMORY);
	rc = decide_in(db, &arena, ctx, err);
	arena_release(&arena);
	return rc;
}

enum err_code
proposal_decide(const struct proposal_desk *desk, struct id decider,
    struct id id, const struct proposal_decision *in, struct err *err)
{
	struct deciding d = {.desk = desk,
	    .decider = decider,
	    .id = id,
	    .in = in,
	    .why = str_trim(in->why),
	    .now = clock_now()};
	enum err_code rc = engine_follow(desk->engine, NULL, err);

	if (rc == ERR_NONE && (!in->accept || d.why.len > 0))
		rc = proposal_words(in->accept ? "the note" : "the refusal",
		    in->why, &d.why, err);
	if (rc == ERR_NONE)
		rc = store_write(desk->store, decide_tx, &d, err);
	if (rc == ERR_NONE)
		ledger_wake();
	return rc;
}

/* --- taking it back ------------------------------------------------------- */

static enum err_code
withdraw_in(
    struct db *db, struct arena *arena, struct deciding *d, struct err *err)
{
	struct proposal p;
	uint64_t changed = 0;
	enum err_code rc = proposal_get(db, arena, d->decider, d->id, &p, err);

	if (rc == ERR_NONE)
		rc = sql_proposal_withdraw(db,
		    &(struct sql_proposal_withdraw_in){
			.id = d->id, .proposer = d->decider, .decided = d->now},
		    &changed, err);
	if (rc == ERR_NONE && changed == 0)
		return p.state != PROPOSAL_OPEN
		    ? explain(db, arena, &p, d->decider, err)
		    : err_set(err, ERR_DENIED,
			  "only who proposed it takes it back");
	if (rc == ERR_NONE && p.kind == PROPOSAL_EXCEPTION)
		return exception_ended(db, arena, p.id, p.subject, d->now, err);
	if (rc == ERR_NONE)
		rc = sql_proposal_document_drop(db,
		    &(struct sql_proposal_document_drop_in){.id = p.id}, NULL,
		    err);
	return rc;
}

static enum err_code
withdraw_tx(struct db *db, void *ctx, struct err *err)
{
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, DECIDE_MEMORY);
	rc = withdraw_in(db, &arena, ctx, err);
	arena_release(&arena);
	return rc;
}

enum err_code
proposal_withdraw(const struct proposal_desk *desk, struct id proposer,
    struct id id, struct err *err)
{
	struct deciding d = {
	    .desk = desk, .decider = proposer, .id = id, .now = clock_now()};
	enum err_code rc = store_write(desk->store, withdraw_tx, &d, err);

	if (rc == ERR_NONE)
		ledger_wake();
	return rc;
}
