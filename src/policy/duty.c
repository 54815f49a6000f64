#include "policy/duty.h"

#include "ledger/content.h"
#include "ledger/ledger.h"
#include "people/person.h"
#include "policy/duty_part.h"
#include "policy/policy_day.h"
#include "policy/proposal_part.h"
#include "sql/duty.h"

#define DUTY_MEMORY ((size_t)32 << 20)

bool
duty_by_data(enum policy_kind kind)
{
	return kind == POLICY_POLICY || kind == POLICY_RETENTION ||
	    kind == POLICY_ESCALATION || kind == POLICY_CURRICULUM ||
	    kind == POLICY_THIRD_PARTY;
}

/* The terminal is nobody in particular. */
static struct id
somebody(struct id id)
{
	return id_eq(id, PERSON_PROGRAM) ? (struct id){0} : id;
}

/* --- what is done --------------------------------------------------------- */

struct listing {
	const struct duty_ask *ask;
	const struct policy *policy;
	struct arena *arena;
	struct sql_duty_performances_rows rows;
};

static enum err_code
load(struct db *db, void *ctx, struct err *err)
{
	struct listing *l = ctx;

	l->rows = (struct sql_duty_performances_rows){0};
	return sql_duty_performances(db, l->arena,
	    &(struct sql_duty_performances_in){.viewer = l->ask->viewer,
		.program = id_eq(l->ask->viewer, PERSON_PROGRAM),
		.now = l->ask->now},
	    &l->rows, err);
}

/* Since when the organisation owes it: from the first of the versions, without
   a gap up to the one in force, that has an obligation of that id and kind. */
static int64_t
owed_since(const struct duty_ask *ask, const struct policy *policy,
    const struct policy_obligation *o)
{
	struct policies all = engine_policies(ask->engine);
	int64_t since = policy->effective;

	for (size_t i = all.n; i > 0; i--) {
		const struct policy *p = all.v[i - 1];
		const struct policy_obligation *was =
		    policy_obligation(p, o->id);

		if (p->effective > policy->effective)
			continue;
		if (was == NULL || was->kind != o->kind)
			break;
		since = p->effective;
	}
	return since;
}

static struct str
every(struct arena *arena, const struct policy_obligation *o)
{
	const struct due_period *p = &o->rule.period;
	const char *unit = p->unit == DUE_DAYS ? "day" : "month";

	if (o->rule.kind == DUE_ONCE)
		return STR("once");
	if (p->n == 1)
		return arena_strf(arena, "every %s", unit);
	return arena_strf(arena, "every %u %ss", p->n, unit);
}

static struct str
reason(struct arena *arena, const struct listing *l, const struct duty *d,
    int64_t since)
{
	char date[CLOCK_LONG_LEN + 1];

	clock_write_long(d->performed ? d->performed : since, date);
	if (d->performed == 0)
		return arena_strf(arena,
		    "because policy v%u has asked for it since %s, and it has "
		    "not been done yet",
		    l->policy->version, date);
	return arena_strf(arena,
	    "because it was last done on %s and policy v%u says %.*s", date,
	    l->policy->version, STR_FMT(d->shows));
}

static enum err_code
compute(const struct listing *l, struct duty *d, const struct due_done *done,
    size_t n, struct err *err)
{
	const struct policy_obligation *o = d->obligation;
	int64_t since = owed_since(l->ask, l->policy, o);
	const struct due_stay stay = {.from = since};
	const struct due_facts facts = {.done = {done, n}, .stays = {&stay, 1}};
	const struct due_when when = {
	    .now = l->ask->now, .zone = &l->policy->zone};
	struct due_rule rule = o->rule;
	const struct due_rules rules = {&rule, 1};
	enum err_code rc;

	rule.says = STR("the policy");
	rule.effective = 0;
	rule.hows = 0;
	rule.on_major = rule.fresh = false;
	rc = due_compute(&rules, &facts, &when, l->arena, &d->due, err);
	if (rc != ERR_NONE)
		return rc;
	d->shows = every(l->arena, o);
	d->due.reason = reason(l->arena, l, d, since);
	return d->shows.ptr != NULL && d->due.reason.ptr != NULL
	    ? ERR_NONE
	    : arena_fail(l->arena, err);
}

static enum err_code
from_acts(const struct listing *l, struct duty *d, struct err *err)
{
	struct due_done *done =
	    ARENA_ARRAY(l->arena, l->rows.n + 1, struct due_done);

	if (done == NULL)
		return arena_fail(l->arena, err);
	for (size_t i = 0; i < l->rows.n; i++) {
		const struct sql_duty_performances_row *row = &l->rows.v[i];

		if (!str_eq(row->obligation, d->obligation->id))
			continue;
		done[d->times++] =
		    (struct due_done){.at = row->performed, .how = DUE_STUDIED};
		d->performance = row->id;
		d->performed = row->performed;
		d->note = row->note;
		d->by = row->name;
		d->has_document = row->has_document;
	}
	return compute(l, d, done, d->times, err);
}

enum err_code
duty_list(const struct duty_ask *ask, struct arena *arena, struct duties *out,
    struct err *err)
{
	struct listing l = {.ask = ask, .arena = arena};
	struct duties all = {0};
	enum err_code rc = engine_follow(ask->engine, NULL, err);

	if (rc != ERR_NONE)
		return rc;
	l.policy = engine_policy(ask->engine, ask->now);
	rc = store_read(ask->store, load, &l, err);
	for (size_t i = 0; i < l.policy->obligations.n && rc == ERR_NONE; i++) {
		const struct policy_obligation *o = &l.policy->obligations.v[i];
		struct duty *d;

		if (policy_kind_personal(o->kind))
			continue;
		d = ARENA_PUSH(arena, &all);
		if (d == NULL)
			return arena_fail(arena, err);
		d->obligation = o;
		d->by_data = duty_by_data(o->kind);
		rc = d->by_data ? duty_from_data(ask, l.policy, arena, d, err)
				: from_acts(&l, d, err);
	}
	if (rc == ERR_NONE)
		*out = all;
	return rc;
}

/* --- doing it ------------------------------------------------------------- */

struct performing {
	const struct duty_done *in;
	struct str note;
	int64_t at, now;
	struct id id;
};

static enum err_code
append(struct db *db, struct arena *arena, const struct performing *p,
    struct str document, struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_TEXT("obligation", p->in->obligation),
	    FIELD_TEXT("note", p->note),
	    FIELD_TIME("performed", p->at),
	    FIELD_HASH("document", document),
	};

	return ledger_append(db, arena,
	    &(struct ledger_fact){.id = p->id,
		.type = LEDGER_OBLIGATION_PERFORMED,
		.at = p->now,
		.actor = somebody(p->in->actor),
		.fields = fields,
		.n = NELEM(fields)},
	    err);
}

static enum err_code
may_perform(
    struct db *db, struct arena *arena, struct id actor, struct err *err)
{
	struct sql_duty_may_perform_row row;
	bool found = id_eq(actor, PERSON_PROGRAM);
	enum err_code rc = ERR_NONE;

	if (!found)
		rc = sql_duty_may_perform(db, arena,
		    &(struct sql_duty_may_perform_in){.viewer = actor}, &found,
		    &row, err);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_DENIED,
		    "an administrator or a security lead says so");
	return rc;
}

static enum err_code
perform_tx(struct db *db, void *ctx, struct err *err)
{
	const struct performing *p = ctx;
	struct str document = STR_NONE;
	uint8_t hash[32];
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, DUTY_MEMORY);
	rc = may_perform(db, &arena, p->in->actor, err);
	if (rc == ERR_NONE && p->in->document.len > 0) {
		rc = content_put(db, p->in->document, hash, err);
		document = (struct str){(const char *)hash, sizeof(hash)};
	}
	if (rc == ERR_NONE)
		rc = append(db, &arena, p, document, err);
	arena_release(&arena);
	return rc;
}

static enum err_code
check_obligation(const struct policy *policy, struct str id, struct err *err)
{
	const struct policy_obligation *o = policy_obligation(policy, id);

	if (o == NULL)
		return err_set(err, ERR_INVALID,
		    "policy v%u, which is in force, has no obligation '%.*s'",
		    policy->version, STR_FMT(str_sub(id, 0, 60)));
	if (policy_kind_personal(o->kind))
		return err_set(err, ERR_INVALID,
		    "'%.*s' is owed by people, each for themself",
		    STR_FMT(o->id));
	if (duty_by_data(o->kind))
		return err_set(err, ERR_INVALID,
		    "'%.*s' (%s) shows from the policy and from who is here: "
		    "nobody ticks it off",
		    STR_FMT(o->id), policy_kind_name(o->kind));
	return ERR_NONE;
}

static enum err_code
check_day(const struct policy *policy, int64_t day, struct performing *p,
    struct err *err)
{
	p->at = p->now;
	if (day == 0 || day == policy_day_of(policy, p->now))
		return ERR_NONE;
	if (day > p->now)
		return err_set(err, ERR_INVALID, "the day is still to come");
	if (day < 0)
		return err_set(err, ERR_INVALID, "the day is before 1970");
	p->at = policy_day_first(policy, day);
	return ERR_NONE;
}

enum err_code
duty_perform(const struct duty_ask *ask, const struct duty_done *in,
    struct id *out, struct err *err)
{
	struct performing p = {.in = in, .id = id_new(), .now = ask->now};
	const struct policy *policy;
	enum err_code rc = engine_follow(ask->engine, NULL, err);

	if (rc != ERR_NONE)
		return rc;
	policy = engine_policy(ask->engine, ask->now);
	rc = check_obligation(policy, in->obligation, err);
	if (rc == ERR_NONE)
		rc = proposal_words("the note", in->note, &p.note, err);
	if (rc == ERR_NONE)
		rc = check_day(policy, in->day, &p, err);
	if (rc == ERR_NONE && in->document.len > DUTY_DOCUMENT_MAX)
		rc = err_set(err, ERR_LIMIT, "the document is over %zu bytes",
		    DUTY_DOCUMENT_MAX);
	if (rc == ERR_NONE)
		rc = store_write(ask->store, perform_tx, &p, err);
	if (rc != ERR_NONE)
		return rc;
	ledger_wake();
	*out = p.id;
	return ERR_NONE;
}

enum err_code
duty_document(struct db *db, struct arena *arena, struct id viewer,
    struct id performance, struct str *out, struct err *err)
{
	struct sql_duty_document_row row;
	bool found = false;
	enum err_code rc = sql_duty_document(db, arena,
	    &(struct sql_duty_document_in){.viewer = viewer, .id = performance},
	    &found, &row, err);

	if (rc == ERR_NONE && (!found || row.document.len != 32))
		return err_set(err, ERR_NOT_FOUND, "there is no such document");
	return rc == ERR_NONE ? content_get(db, arena,
				    (const uint8_t *)row.document.ptr, out, err)
			      : rc;
}
