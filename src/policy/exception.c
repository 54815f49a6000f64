#include "policy/exception.h"

#include "codec/json.h"
#include "crypto/hash.h"
#include "policy/policy_day.h"
#include "policy/proposal_part.h"
#include "sql/proposal.h"

#define EXCEPTION_MEMORY ((size_t)16 << 20)

/* --- asking --------------------------------------------------------------- */

static enum err_code
check_end(
    const struct policy *policy, int64_t day, int64_t now, struct err *err)
{
	int64_t today = policy_day_of(policy, now);
	int64_t last = clock_months_later(today, EXCEPTION_MONTHS);
	char text[CLOCK_DATE_LEN + 1];

	if (day <= today)
		return err_set(err, ERR_INVALID,
		    "the last day lies after today: an exception is for what "
		    "is to come");
	if (day <= last)
		return ERR_NONE;
	clock_write_date(last, text);
	return err_set(err, ERR_INVALID,
	    "an exception lasts %d months at most, here until %s",
	    EXCEPTION_MONTHS, text);
}

static enum err_code
find_obligation(const struct policy *policy, struct str id,
    const struct policy_obligation **out, struct err *err)
{
	const struct policy_obligation *o = policy_obligation(policy, id);

	if (o == NULL)
		return err_set(err, ERR_INVALID,
		    "policy v%u, which is in force, has no obligation '%.*s'",
		    policy->version, STR_FMT(str_sub(id, 0, 60)));
	if (!policy_kind_personal(o->kind))
		return err_set(err, ERR_INVALID,
		    "'%.*s' is owed by the organisation: nobody is excused "
		    "from it",
		    STR_FMT(o->id));
	*out = o;
	return ERR_NONE;
}

static enum err_code
check_owed(const struct proposal_desk *desk, struct arena *arena,
    const struct exception_new *in, const struct policy_obligation *o,
    int64_t now, struct err *err)
{
	struct engine_ask ask = {.now = now, .obligation = o->id};
	struct owed_list owed = {0};
	enum err_code rc =
	    engine_person(desk->engine, in->person, &ask, arena, &owed, err);

	if (rc == ERR_NONE && owed.n == 0)
		return err_set(err, ERR_INVALID,
		    "'%.*s' is not asked of this person: there is nothing to "
		    "be excused from",
		    STR_FMT(o->id));
	return rc;
}

struct asking {
	const struct proposal_desk *desk;
	const struct exception_new *in;
	struct str reason, measure;
	int64_t until, now;
	struct id id;
};

/* Nobody strings exceptions together without reading what was said before,
   or by saying the same again. */
static enum err_code
check_earlier(
    struct db *db, struct arena *arena, const struct asking *a, struct err *err)
{
	struct exceptions earlier;
	enum err_code rc = exception_history(db, arena, a->in->proposer,
	    a->in->person, a->in->obligation, &earlier, err);

	if (rc != ERR_NONE)
		return rc;
	if (earlier.n != a->in->seen)
		return err_set(err, ERR_CONFLICT,
		    "for this person and obligation %zu were asked for before: "
		    "read them, and say why another",
		    earlier.n);
	for (size_t i = 0; i < earlier.n; i++)
		if (str_eq_case(earlier.v[i].reason, a->reason))
			return err_set(err, ERR_INVALID,
			    "the reason is that of an earlier exception, word "
			    "for word: say why another");
	return ERR_NONE;
}

static enum err_code
make_payload(struct arena *arena, const struct asking *a, struct str *out,
    struct err *err)
{
	struct buf text;
	enum err_code rc;

	buf_init(&text, 64 << 10);
	json_open(&text);
	json_str(&text, "reason", a->reason);
	json_str(&text, "measure", a->measure);
	json_i64(&text, "until", a->until);
	json_close(&text);
	rc = buf_finish(&text, err);
	if (rc == ERR_NONE) {
		*out = arena_buf(arena, &text);
		if (out->ptr == NULL)
			rc = arena_fail(arena, err);
	}
	buf_release(&text);
	return rc;
}

static enum err_code
append_request(
    struct db *db, struct arena *arena, const struct asking *a, struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_ID("exception", a->id),
	    FIELD_TEXT("obligation", a->in->obligation),
	    FIELD_TEXT("reason", a->reason),
	    FIELD_TIME("until", a->until),
	    FIELD_TEXT("measure", a->measure),
	};

	return ledger_append(db, arena,
	    &(struct ledger_fact){.id = id_new(),
		.type = LEDGER_EXCEPTION_REQUESTED,
		.at = a->now,
		.actor = a->in->proposer,
		.subject = a->in->person,
		.fields = fields,
		.n = NELEM(fields)},
	    err);
}

static enum err_code
ask_in(struct db *db, struct arena *arena, struct asking *a, struct err *err)
{
	struct proposal_new new = {.kind = PROPOSAL_EXCEPTION,
	    .proposer = a->in->proposer,
	    .subject = a->in->person,
	    .about = a->in->obligation,
	    .made = a->now};
	enum err_code rc =
	    proposal_may(db, arena, new.kind, new.proposer, new.subject, err);

	if (rc == ERR_NONE)
		rc = check_earlier(db, arena, a, err);
	if (rc == ERR_NONE)
		rc = make_payload(arena, a, &new.payload, err);
	if (rc == ERR_NONE)
		rc = proposal_add(db, arena, &new, &a->id, err);
	if (rc == ERR_NONE)
		rc = append_request(db, arena, a, err);
	return rc;
}

static enum err_code
ask_tx(struct db *db, void *ctx, struct err *err)
{
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, EXCEPTION_MEMORY);
	rc = ask_in(db, &arena, ctx, err);
	arena_release(&arena);
	return rc;
}

static enum err_code
may_tx(struct db *db, void *ctx, struct err *err)
{
	const struct asking *a = ctx;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, EXCEPTION_MEMORY);
	rc = proposal_may(db, &arena, PROPOSAL_EXCEPTION, a->in->proposer,
	    a->in->person, err);
	arena_release(&arena);
	return rc;
}

/* Before the write, since the engine reads for itself; who may not propose
   learns nothing of what the other owes. */
static enum err_code
check(struct asking *a, struct arena *arena, struct err *err)
{
	const struct policy_obligation *o = NULL;
	const struct policy *policy;
	enum err_code rc = engine_follow(a->desk->engine, NULL, err);

	if (rc != ERR_NONE)
		return rc;
	policy = engine_policy(a->desk->engine, a->now);
	rc = store_read(a->desk->store, may_tx, a, err);
	if (rc == ERR_NONE)
		rc = find_obligation(policy, a->in->obligation, &o, err);
	if (rc == ERR_NONE)
		rc = proposal_words(
		    "the reason", a->in->reason, &a->reason, err);
	if (rc == ERR_NONE)
		rc = proposal_words("the measure that stands in meanwhile",
		    a->in->measure, &a->measure, err);
	if (rc == ERR_NONE)
		rc = check_end(policy, a->in->until, a->now, err);
	if (rc != ERR_NONE)
		return rc;
	a->until = policy_day_last(policy, a->in->until);
	return check_owed(a->desk, arena, a->in, o, a->now, err);
}

enum err_code
exception_ask(const struct proposal_desk *desk, const struct exception_new *in,
    struct id *out, struct err *err)
{
	struct asking a = {.desk = desk, .in = in, .now = clock_now()};
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, EXCEPTION_MEMORY);
	rc = check(&a, &arena, err);
	if (rc == ERR_NONE)
		rc = store_write(desk->store, ask_tx, &a, err);
	arena_release(&arena);
	if (rc != ERR_NONE)
		return rc;
	ledger_wake();
	*out = a.id;
	return ERR_NONE;
}

/* --- what came of it ------------------------------------------------------ */

static enum err_code
check_grant(const struct proposal_desk *desk, const struct proposal *p,
    int64_t until, int64_t now, struct err *err)
{
	const struct policy *policy = engine_policy(desk->engine, now);

	if (until > p->until)
		return err_set(err, ERR_INVALID,
		    "it may end earlier than was asked for, not later");
	if (until <= now)
		return err_set(err, ERR_CONFLICT,
		    "its last day is over: it can only be refused now");
	if (policy_obligation(policy, p->about) == NULL)
		return err_set(err, ERR_CONFLICT,
		    "policy v%u, which is in force now, has no obligation "
		    "'%.*s' any more: it can only be refused",
		    policy->version, STR_FMT(p->about));
	return ERR_NONE;
}

enum err_code
exception_granted(struct db *db, struct arena *arena,
    const struct proposal_desk *desk, const struct proposal *p,
    struct id decider, const struct proposal_decision *in, int64_t now,
    struct err *err)
{
	const struct policy *policy = engine_policy(desk->engine, now);
	int64_t until =
	    in->until ? policy_day_last(policy, in->until) : p->until;
	const struct ledger_field fields[] = {
	    FIELD_ID("exception", p->id),
	    FIELD_PERSON("approver", decider),
	    FIELD_TEXT("measure", p->measure),
	    FIELD_TIME("until", until),
	};
	enum err_code rc = check_grant(desk, p, until, now, err);

	if (rc != ERR_NONE)
		return rc;
	return ledger_append(db, arena,
	    &(struct ledger_fact){.id = id_new(),
		.type = LEDGER_EXCEPTION_GRANTED,
		.at = now,
		.actor = decider,
		.subject = p->subject,
		.fields = fields,
		.n = NELEM(fields)},
	    err);
}

enum err_code
exception_refused(struct db *db, struct arena *arena, const struct proposal *p,
    struct id decider, struct str why, int64_t now, struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_ID("exception", p->id),
	    FIELD_PERSON("approver", decider),
	    FIELD_TEXT("reason", why),
	};

	return ledger_append(db, arena,
	    &(struct ledger_fact){.id = id_new(),
		.type = LEDGER_EXCEPTION_REFUSED,
		.at = now,
		.actor = decider,
		.subject = p->subject,
		.fields = fields,
		.n = NELEM(fields)},
	    err);
}

/* A UUID of version 8 out of the exception's, so that it ends once. */
static struct id
end_id(struct id exception)
{
	uint8_t hash[HASH_SIZE];
	struct sha256 h;
	struct id id;

	sha256_init(&h);
	sha256_add(&h, STR("exception.expired "));
	sha256_add(&h, (struct str){(const char *)exception.bytes, ID_SIZE});
	sha256_end(&h, hash);
	memcpy(id.bytes, hash, ID_SIZE);
	id.bytes[6] = (uint8_t)((id.bytes[6] & 0x0f) | 0x80);
	id.bytes[8] = (uint8_t)((id.bytes[8] & 0x3f) | 0x80);
	return id;
}

enum err_code
exception_ended(struct db *db, struct arena *arena, struct id exception,
    struct id person, int64_t now, struct err *err)
{
	const struct ledger_field fields[] = {FIELD_ID("exception", exception)};

	return ledger_append(db, arena,
	    &(struct ledger_fact){.id = end_id(exception),
		.type = LEDGER_EXCEPTION_EXPIRED,
		.at = now,
		.subject = person,
		.fields = fields,
		.n = NELEM(fields)},
	    err);
}

struct expiring {
	int64_t now;
	unsigned ended;
};

static enum err_code
expire_in(
    struct db *db, struct arena *arena, struct expiring *e, struct err *err)
{
	struct sql_exception_over_rows rows = {0};
	enum err_code rc = sql_exception_over(db, arena,
	    &(struct sql_exception_over_in){.now = e->now}, &rows, err);

	e->ended = 0;
	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++, e->ended++)
		rc = exception_ended(
		    db, arena, rows.v[i].id, rows.v[i].person, e->now, err);
	return rc;
}

static enum err_code
expire_tx(struct db *db, void *ctx, struct err *err)
{
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, EXCEPTION_MEMORY);
	rc = expire_in(db, &arena, ctx, err);
	arena_release(&arena);
	return rc;
}

enum err_code
exception_expire(struct store *store, unsigned *ended, struct err *err)
{
	struct expiring e = {.now = clock_now()};
	enum err_code rc = store_write(store, expire_tx, &e, err);

	if (rc != ERR_NONE)
		return rc;
	if (e.ended > 0)
		ledger_wake();
	*ended = e.ended;
	return ERR_NONE;
}

/* --- looking back --------------------------------------------------------- */

enum err_code
exception_history(struct db *db, struct arena *arena, struct id viewer,
    struct id person, struct str obligation, struct exceptions *out,
    struct err *err)
{
	struct sql_exception_history_rows rows = {0};
	struct exceptions all = {0};
	enum err_code rc = sql_exception_history(db, arena,
	    &(struct sql_exception_history_in){
		.viewer = viewer, .person = person, .obligation = obligation},
	    &rows, err);

	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < rows.n; i++) {
		const struct sql_exception_history_row *row = &rows.v[i];
		struct exception *e = ARENA_PUSH(arena, &all);

		if (e == NULL)
			return arena_fail(arena, err);
		*e = (struct exception){.id = row->id,
		    .reason = row->reason,
		    .measure = row->measure,
		    .state = row->state,
		    .approver = row->approver_name,
		    .asked = row->asked,
		    .until = row->until,
		    .decided = row->decided.set ? row->decided.v : 0};
	}
	*out = all;
	return ERR_NONE;
}

static bool
has_module(const struct policy_obligation *o, struct str module)
{
	for (size_t i = 0; i < o->things.n; i++)
		if (o->things.v[i].kind == POLICY_MODULE &&
		    str_eq(o->things.v[i].id, module))
			return true;
	return false;
}

static void
count_one(const struct policy_obligation *o,
    const struct sql_exception_counts_rows *exceptions,
    const struct sql_outside_counts_rows *outside, struct exception_count *out)
{
	*out = (struct exception_count){.obligation = o->id, .title = o->title};
	for (size_t i = 0; i < exceptions->n; i++) {
		const struct sql_exception_counts_row *row = &exceptions->v[i];

		if (!str_eq(row->obligation, o->id))
			continue;
		out->granted = row->granted;
		out->running = row->running;
		out->people = row->people;
	}
	for (size_t i = 0; i < outside->n; i++)
		if (has_module(o, outside->v[i].module)) {
			out->overrides += outside->v[i].overrides;
			out->certificates += outside->v[i].certificates;
		}
}

enum err_code
exception_count(struct db *db, struct arena *arena, struct id viewer,
    const struct policy *policy, int64_t now, struct exception_counts *out,
    struct err *err)
{
	struct sql_exception_counts_rows exceptions = {0};
	struct sql_outside_counts_rows outside = {0};
	struct exception_counts all = {0};
	enum err_code rc = sql_exception_counts(db, arena,
	    &(struct sql_exception_counts_in){.viewer = viewer, .now = now},
	    &exceptions, err);

	if (rc == ERR_NONE)
		rc = sql_outside_counts(db, arena,
		    &(struct sql_outside_counts_in){.viewer = viewer}, &outside,
		    err);
	for (size_t i = 0; i < policy->obligations.n && rc == ERR_NONE; i++) {
		const struct policy_obligation *o = &policy->obligations.v[i];
		struct exception_count c, *mine;

		count_one(o, &exceptions, &outside, &c);
		if (c.granted + c.overrides + c.certificates == 0)
			continue;
		mine = ARENA_PUSH(arena, &all);
		if (mine == NULL)
			return arena_fail(arena, err);
		*mine = c;
	}
	if (rc == ERR_NONE)
		*out = all;
	return rc;
}
