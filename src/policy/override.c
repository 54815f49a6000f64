#include "policy/override.h"

#include "people/person.h"
#include "policy/outside.h"
#include "policy/override_part.h"
#include "policy/policy_day.h"
#include "policy/proposal_part.h"
#include "sql/proposal.h"

/* --- what only the database knows ----------------------------------------- */

struct comparing {
	const struct proposal_desk *desk;
	const struct policy *policy;
	struct id proposer;
	struct override *o;
	struct arena *arena;
};

static enum err_code
find_person(struct db *db, const struct comparing *c, struct override_line *l,
    struct err *err)
{
	struct person person;
	bool found = false;
	enum err_code rc =
	    person_by_email(db, c->arena, l->email, &found, &person, err);

	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_INVALID, "nobody here has '%.*s'",
		    STR_FMT(l->email));
	if (rc != ERR_NONE)
		return rc;
	l->person = person.id;
	rc = proposal_may(
	    db, c->arena, PROPOSAL_OVERRIDE, c->proposer, person.id, err);
	return rc == ERR_NOT_FOUND || rc == ERR_DENIED ? ERR_INVALID : rc;
}

static enum err_code
compare_line(struct db *db, const struct comparing *c, struct override_line *l,
    struct err *err)
{
	struct err why;
	enum err_code rc = find_person(db, c, l, &why);

	if (rc == ERR_INVALID)
		return override_problem(c->o, c->arena, l->line, why.text, err);
	if (rc != ERR_NONE) {
		*err = why;
		return rc;
	}
	return outside_until(c->policy, c->desk->catalog, l->module,
	    policy_day_first(c->policy, l->day), c->arena, &l->until, err);
}

enum err_code
override_compare(struct db *db, struct arena *arena,
    const struct proposal_desk *desk, struct id proposer, struct override *o,
    struct err *err)
{
	struct comparing c = {.desk = desk,
	    .policy = engine_policy(desk->engine, clock_now()),
	    .proposer = proposer,
	    .o = o,
	    .arena = arena};
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < o->lines.n && rc == ERR_NONE; i++)
		rc = compare_line(db, &c, &o->lines.v[i], err);
	return rc;
}

/* --- asking --------------------------------------------------------------- */

struct asking {
	const struct proposal_desk *desk;
	struct id proposer;
	struct str csv;
	struct arena *arena;
	struct override o;
	struct id id;
	int64_t now;
};

/* The one person, or none where there are several. */
static struct id
only_person(const struct override *o)
{
	for (size_t i = 1; i < o->lines.n; i++)
		if (!id_eq(o->lines.v[i].person, o->lines.v[0].person))
			return (struct id){0};
	return o->lines.v[0].person;
}

static enum err_code
add_lines(struct db *db, const struct asking *a, const struct policy *policy,
    struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < a->o.lines.n && rc == ERR_NONE; i++) {
		const struct override_line *l = &a->o.lines.v[i];

		rc = sql_proposal_line_add(db,
		    &(struct sql_proposal_line_add_in){.proposal = a->id,
			.line = (int64_t)l->line,
			.person = l->person,
			.module = l->module,
			.version = l->version,
			.completed = policy_day_first(policy, l->day),
			.reason = l->reason},
		    NULL, err);
	}
	return rc;
}

static enum err_code
ask_tx(struct db *db, void *ctx, struct err *err)
{
	struct asking *a = ctx;
	const struct policy *policy = engine_policy(a->desk->engine, a->now);
	struct proposal_new new = {.kind = PROPOSAL_OVERRIDE,
	    .proposer = a->proposer,
	    .payload = STR("{}"),
	    .made = a->now};
	enum err_code rc = override_read(a->csv, a->desk->catalog,
	    policy_day_of(policy, a->now), a->arena, &a->o, err);

	if (rc == ERR_NONE)
		rc = override_compare(
		    db, a->arena, a->desk, a->proposer, &a->o, err);
	if (rc == ERR_NONE && a->o.problems_total > 0)
		return err_set(err, ERR_INVALID,
		    "%zu of the file's lines are not accepted: nothing was "
		    "proposed",
		    a->o.problems_total);
	if (rc != ERR_NONE)
		return rc;
	new.subject = only_person(&a->o);
	new.about = a->o.lines.n == 1 ? a->o.lines.v[0].module : STR("import");
	rc = proposal_add(db, a->arena, &new, &a->id, err);
	return rc == ERR_NONE ? add_lines(db, a, policy, err) : rc;
}

enum err_code
override_ask(const struct proposal_desk *desk, struct id proposer,
    struct str csv, struct arena *arena, struct override *problems,
    struct id *out, struct err *err)
{
	struct asking a = {.desk = desk,
	    .proposer = proposer,
	    .csv = csv,
	    .arena = arena,
	    .now = clock_now()};
	enum err_code rc = engine_follow(desk->engine, NULL, err);

	if (rc == ERR_NONE)
		rc = store_write(desk->store, ask_tx, &a, err);
	if (problems != NULL)
		*problems = a.o;
	if (rc == ERR_NONE)
		*out = a.id;
	return rc;
}

/* --- what came of it ------------------------------------------------------ */

struct accepting {
	const struct proposal *p;
	struct id approver;
	int64_t now;
};

static enum err_code
append_record(struct db *db, struct arena *arena, const struct accepting *a,
    const struct proposal_line *l, int64_t until, struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_TEXT("module", l->module),
	    FIELD_TEXT("version", l->version),
	    FIELD_TEXT("reason", l->reason),
	    FIELD_PERSON("approver", a->approver),
	    FIELD_TIME("completed", l->completed),
	    FIELD_TIME("valid_until", until),
	};

	return ledger_append(db, arena,
	    &(struct ledger_fact){.id = id_new(),
		.type = LEDGER_OVERRIDE_RECORDED,
		.at = a->now,
		.actor = a->p->proposer,
		.subject = l->person,
		.fields = fields,
		.n = NELEM(fields)},
	    err);
}

enum err_code
override_accepted(struct db *db, struct arena *arena,
    const struct proposal_desk *desk, const struct proposal *p,
    struct id decider, int64_t now, struct err *err)
{
	const struct policy *policy = engine_policy(desk->engine, now);
	struct accepting a = {.p = p, .approver = decider, .now = now};
	struct proposal_lines lines = {0};
	enum err_code rc =
	    proposal_lines(db, arena, p, OVERRIDE_LINES_MAX, &lines, err);

	if (rc == ERR_NONE && lines.n == 0)
		return err_set(err, ERR_CONFLICT,
		    "nothing is left of it: those it was about were erased");
	for (size_t i = 0; i < lines.n && rc == ERR_NONE; i++) {
		int64_t until = 0;

		rc = outside_until(policy, desk->catalog, lines.v[i].module,
		    lines.v[i].completed, arena, &until, err);
		if (rc == ERR_NONE)
			rc = append_record(
			    db, arena, &a, &lines.v[i], until, err);
	}
	return rc;
}
