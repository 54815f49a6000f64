#include "policy/gate_desk.h"

#include "crypto/hash.h"
#include "ledger/ledger.h"
#include "people/person.h"
#include "sql/gate.h"

#define ASK_AT_ONCE  600
#define VAIN_AT_ONCE 60
#define ASKERS       4096

enum err_code
gate_desk_open(struct gate_desk *desk, struct store *store,
    struct engine *engine, struct err *err)
{
	desk->store = store;
	desk->engine = engine;
	atomic_init(&desk->signer, NULL);
	desk->by_token = http_limit_new(ASKERS, ASK_AT_ONCE, 1);
	desk->by_address = http_limit_new(ASKERS, VAIN_AT_ONCE, 1);
	if (desk->by_token != NULL && desk->by_address != NULL)
		return ERR_NONE;
	gate_desk_close(desk);
	return err_nomem(err);
}

void
gate_desk_close(struct gate_desk *desk)
{
	http_limit_free(desk->by_token);
	http_limit_free(desk->by_address);
	desk->by_token = desk->by_address = NULL;
}

/* What the database says of one question. */
struct question {
	struct arena *arena;
	struct str email, system;
	int64_t now;
	struct id person;
	struct gate_openings openings;
	bool said;
	struct sql_gate_said_row last;
};

enum err_code
gate_openings_now(struct db *db, struct arena *arena, struct str system,
    int64_t now, struct gate_openings *out, struct err *err)
{
	struct sql_gate_open_now_rows rows = {0};
	struct gate_openings all = {0};
	enum err_code rc = sql_gate_open_now(db, arena,
	    &(struct sql_gate_open_now_in){.system = system, .now = now}, &rows,
	    err);

	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		struct gate_opening *o = ARENA_PUSH(arena, &all);

		if (o == NULL)
			return arena_fail(arena, err);
		*o = (struct gate_opening){rows.v[i].person, rows.v[i].until};
	}
	if (rc == ERR_NONE)
		*out = all;
	return rc;
}

static enum err_code
look(struct db *db, void *ctx, struct err *err)
{
	struct question *q = ctx;
	struct person person;
	bool found = false;
	enum err_code rc =
	    person_by_email(db, q->arena, q->email, &found, &person, err);

	q->person = (struct id){0};
	q->said = false;
	if (rc == ERR_NONE)
		rc = gate_openings_now(
		    db, q->arena, q->system, q->now, &q->openings, err);
	if (rc != ERR_NONE || !found)
		return rc;
	q->person = person.id;
	return sql_gate_said(db, q->arena,
	    &(struct sql_gate_said_in){
		.person = person.id, .system = q->system, .now = q->now},
	    &q->said, &q->last, err);
}

static bool
same_as_said(const struct question *q, const struct gate_answer *a)
{
	return q->said && q->last.allow == a->allow &&
	    str_eq(q->last.state, str_from(gate_state_name(a->state))) &&
	    str_eq(q->last.reason, a->reason) && q->last.policy.set &&
	    q->last.policy.v == a->version;
}

struct recording {
	const struct question *asked;
	const struct gate_answer *answer;
	struct str surface;
	struct arena *arena;
};

/* Of the answer, how long it stands and what was said before it, not of when
   it was asked. */
static struct id
fact_id(const struct question *q, const struct gate_answer *a)
{
	int64_t before = q->said ? q->last.until : 0;
	uint8_t hash[HASH_SIZE];
	struct sha256 h;
	struct id id;

	sha256_init(&h);
	sha256_add(&h, STR("gate "));
	sha256_add(&h, (struct str){(const char *)a->who.bytes, ID_SIZE});
	sha256_add(&h, (struct str){(const char *)&a->until, sizeof(a->until)});
	sha256_add(&h, (struct str){(const char *)&before, sizeof(before)});
	sha256_add(&h, q->said ? q->last.state : STR("-"));
	sha256_add(&h, STR(" "));
	sha256_add(&h, str_from(gate_state_name(a->state)));
	sha256_add(&h, STR(" "));
	sha256_add(&h, a->system);
	sha256_add(&h, STR(" "));
	sha256_add(&h, a->reason);
	sha256_end(&h, hash);
	memcpy(id.bytes, hash, ID_SIZE);
	id.bytes[6] = (uint8_t)((id.bytes[6] & 0x0f) | 0x80); /* UUIDv8 */
	id.bytes[8] = (uint8_t)((id.bytes[8] & 0x3f) | 0x80);
	return id;
}

static enum err_code
record(struct db *db, void *ctx, struct err *err)
{
	const struct recording *r = ctx;
	const struct gate_answer *a = r->answer;
	const struct ledger_field fields[] = {
	    FIELD_TEXT("system", a->system),
	    FIELD_FLAG("allow", a->allow),
	    FIELD_TEXT("reason", a->reason),
	    FIELD_TIME("until", a->until),
	    FIELD_TEXT("state", str_from(gate_state_name(a->state))),
	    FIELD_TEXT("surface", r->surface),
	    FIELD_INT("policy", a->version),
	};
	const struct ledger_fact fact = {.id = fact_id(r->asked, a),
	    .type = LEDGER_GATE_DECIDED,
	    .at = a->issued,
	    .subject = a->who,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, r->arena, &fact, err);
}

enum err_code
gate_ask(struct gate_desk *desk, struct str email, struct str system,
    struct str surface, struct arena *arena, struct gate_answer *out,
    struct err *err)
{
	struct question q = {
	    .arena = arena, .system = system, .now = clock_now()};
	struct gate_answer answer;
	struct recording r = {&q, &answer, surface, arena};
	enum err_code rc = person_email_read(email, arena, &q.email, err);

	if (rc == ERR_NONE)
		rc = engine_follow(desk->engine, NULL, err);
	if (rc == ERR_NONE)
		rc = store_read(desk->store, look, &q, err);
	if (rc == ERR_NONE)
		rc = gate_decide(desk->engine, q.person, system, &q.openings,
		    q.now, arena, &answer, err);
	if (rc != ERR_NONE)
		return rc;
	answer.person = q.email;
	if (!same_as_said(&q, &answer)) {
		rc = store_write(desk->store, record, &r, err);
		if (rc != ERR_NONE)
			return rc;
		ledger_wake();
	}
	*out = answer;
	return ERR_NONE;
}

static enum err_code
signer(struct gate_desk *desk, const struct sign_port **out, struct err *err)
{
	*out = atomic_load(&desk->signer);
	return *out != NULL
	    ? ERR_NONE
	    : err_set(err, ERR_BUSY,
		  "there is no organisation yet: 'assay setup' makes it");
}

enum err_code
gate_sign(struct gate_desk *desk, const struct gate_answer *answer,
    struct buf *out, struct err *err)
{
	const struct sign_port *port;
	enum err_code rc = signer(desk, &port, err);

	return rc == ERR_NONE ? gate_answer_write(port, answer, out, err) : rc;
}

enum err_code
gate_key(struct gate_desk *desk, uint8_t out[32], struct err *err)
{
	const struct sign_port *port;
	enum err_code rc = signer(desk, &port, err);

	return rc == ERR_NONE ? port->public_key(port->ctx, SIGN_GATE, out, err)
			      : rc;
}

/* --- everybody ---------------------------------------------------------- */

struct everybody {
	struct arena arena;
	struct str system;
	int64_t now;
	struct persons persons;
	struct gate_openings openings;
};

static enum err_code
list(struct db *db, void *ctx, struct err *err)
{
	struct everybody *e = ctx;
	enum err_code rc =
	    person_list(db, &e->arena, PERSON_PROGRAM, false, &e->persons, err);

	return rc == ERR_NONE ? gate_openings_now(db, &e->arena, e->system,
				    e->now, &e->openings, err)
			      : rc;
}

#define EVERYBODY_MEMORY ((size_t)256 << 20)
#define ONE_MEMORY       ((size_t)16 << 20)

enum err_code
gate_each(struct gate_desk *desk, struct str system, int64_t now, bool ends,
    gate_fn *fn, void *ctx, struct err *err)
{
	struct everybody e = {.system = system, .now = now};
	struct arena one;
	enum err_code rc;

	arena_init(&e.arena, EVERYBODY_MEMORY);
	arena_init(&one, ONE_MEMORY);
	rc = engine_follow(desk->engine, NULL, err);
	if (rc == ERR_NONE)
		rc = gate_known(engine_policy(desk->engine, now), system, err);
	if (rc == ERR_NONE)
		rc = store_read(desk->store, list, &e, err);
	for (size_t i = 0; rc == ERR_NONE && i < e.persons.n; i++) {
		struct gate_answer answer;

		arena_reset(&one);
		rc = (ends ? gate_decide : gate_look)(desk->engine,
		    e.persons.v[i].id, system, &e.openings, now, &one, &answer,
		    err);
		answer.person = e.persons.v[i].email;
		if (rc == ERR_NONE)
			rc = fn(&answer, ctx, err);
	}
	arena_release(&one);
	arena_release(&e.arena);
	return rc;
}
