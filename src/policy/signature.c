#include "policy/signature.h"

#include <stdio.h>

#include "crypto/hash.h"
#include "ledger/ledger.h"
#include "sql/policy_document.h"

#define NAME_MAX_BYTES 200
#define ADDRESS_MAX    100
#define USER_AGENT_MAX 400

enum err_code
policy_signatures_own(struct db *db, struct arena *arena, struct id person,
    struct policy_signatures *out, struct err *err)
{
	struct sql_policy_signed_own_rows rows = {0};
	enum err_code rc = sql_policy_signed_own(db, arena,
	    &(struct sql_policy_signed_own_in){.person = person}, &rows, err);

	*out = (struct policy_signatures){0};
	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++) {
		struct policy_signature *s = ARENA_PUSH(arena, out);

		if (s == NULL)
			return arena_fail(arena, err);
		*s = (struct policy_signature){.fact = rows.v[i].id,
		    .policy = rows.v[i].policy,
		    .name = rows.v[i].name,
		    .version = (unsigned)rows.v[i].version,
		    .at = rows.v[i].signed_at};
	}
	return rc;
}

enum err_code
policy_signed_count(struct db *db, struct arena *arena, struct id viewer,
    struct str policy, unsigned version, uint64_t *out, struct err *err)
{
	struct sql_policy_signed_by_row row;
	enum err_code rc = sql_policy_signed_by(db, arena,
	    &(struct sql_policy_signed_by_in){
		.viewer = viewer, .policy = policy, .version = version},
	    &row, err);

	if (rc == ERR_NONE)
		*out = (uint64_t)row.n;
	return rc;
}

struct own {
	struct arena *arena;
	struct id person;
	struct policy_signatures list;
};

static enum err_code
read_own(struct db *db, void *ctx, struct err *err)
{
	struct own *o = ctx;

	return policy_signatures_own(db, o->arena, o->person, &o->list, err);
}

/* The signature that is owed soonest. */
static void
find_asked(const struct owed_list *owed, struct policy_to_sign *out)
{
	for (size_t i = 0; i < owed->n; i++) {
		const struct owed *o = &owed->v[i];

		if (o->thing->kind != POLICY_SIGNATURE ||
		    (o->due.state != DUE_IS_DUE &&
			o->due.state != DUE_IS_OVERDUE))
			continue;
		if (!out->asked || o->due.due < out->due.due)
			out->due = o->due;
		out->asked = true;
	}
}

enum err_code
policy_to_sign(struct engine *engine, struct store *store, struct id person,
    int64_t now, struct arena *arena, struct policy_to_sign *out,
    struct err *err)
{
	const struct engine_ask ask = {.now = now, .reasons = true};
	struct own own = {.arena = arena, .person = person};
	struct owed_list owed = {0};
	enum err_code rc;

	*out = (struct policy_to_sign){.policy = engine_policy(engine, now)};
	out->signable = out->policy->version > 0;
	if (!out->signable)
		return ERR_NONE;
	rc = store_read(store, read_own, &own, err);
	if (rc == ERR_NONE)
		rc = engine_person(engine, person, &ask, arena, &owed, err);
	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < own.list.n && out->signed_at == 0; i++)
		if (own.list.v[i].version == out->policy->version &&
		    str_eq(own.list.v[i].policy, out->policy->id))
			out->signed_at = own.list.v[i].at;
	find_asked(&owed, out);
	return ERR_NONE;
}

struct call {
	const struct policy *policy;
	const struct policy_signing *in;
	struct id person, fact;
	struct str name;
	int64_t now;
};

/* What a browser calls itself may be any bytes; kept as far as it is text. */
static struct str
as_text(struct str s, size_t max)
{
	s = str_sub(s, 0, max);
	while (s.len > 0 && !str_is_utf8(s))
		s.len--;
	return s.ptr != NULL ? s : STR("");
}

/* The same for a person, version and day: a form sent twice signs once. */
static struct id
fact_id(const struct call *c)
{
	uint8_t hash[HASH_SIZE];
	struct sha256 h;
	char text[64];
	struct id id;

	snprintf(text, sizeof(text), " %u %lld", c->policy->version,
	    (long long)(c->now / CLOCK_DAY));
	sha256_init(&h);
	sha256_add(&h, STR("policy.acknowledged "));
	sha256_add(&h, (struct str){(const char *)c->person.bytes, ID_SIZE});
	sha256_add(&h, c->policy->id);
	sha256_add(&h, str_from(text));
	sha256_end(&h, hash);
	memcpy(id.bytes, hash, ID_SIZE);
	id.bytes[6] = (uint8_t)((id.bytes[6] & 0x0f) | 0x80); /* UUIDv8 */
	id.bytes[8] = (uint8_t)((id.bytes[8] & 0x3f) | 0x80);
	return id;
}

static enum err_code
append(
    struct db *db, struct arena *arena, const struct call *c, struct err *err)
{
	struct str version = arena_strf(arena, "%u", c->policy->version);
	const struct str content = {
	    (const char *)c->policy->hash, sizeof(c->policy->hash)};

	if (version.ptr == NULL)
		return arena_fail(arena, err);
	const struct ledger_field fields[] = {
	    FIELD_TEXT("name", c->name),
	    FIELD_TEXT("policy", c->policy->id),
	    FIELD_TEXT("version", version),
	    FIELD_HASH("content", content),
	    FIELD_TEXT("ip", as_text(c->in->ip, ADDRESS_MAX)),
	    FIELD_TEXT(
		"user_agent", as_text(c->in->user_agent, USER_AGENT_MAX)),
	};
	const struct ledger_fact fact = {.id = c->fact,
	    .type = LEDGER_POLICY_ACKNOWLEDGED,
	    .at = c->now,
	    .actor = c->person,
	    .subject = c->person,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, arena, &fact, err);
}

static enum err_code
sign_tx(struct db *db, void *ctx, struct err *err)
{
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, (size_t)1 << 20);
	rc = append(db, &arena, ctx, err);
	arena_release(&arena);
	return rc;
}

/* Whether it may be signed now; *policy is what. */
static enum err_code
may_sign(
    struct engine *engine, struct store *store, struct call *c, struct err *err)
{
	struct policy_to_sign to;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, (size_t)16 << 20);
	rc = policy_to_sign(engine, store, c->person, c->now, &arena, &to, err);
	arena_release(&arena);
	if (rc != ERR_NONE)
		return rc;
	c->policy = to.policy;
	if (!to.signable)
		return err_set(err, ERR_CONFLICT,
		    "no policy has been published: there is nothing to sign");
	if (to.policy->version != c->in->version)
		return err_set(err, ERR_CONFLICT,
		    "version %u is in force by now: read it first",
		    to.policy->version);
	if (to.signed_at != 0 && !to.asked)
		return err_set(
		    err, ERR_CONFLICT, "this version was signed already");
	return ERR_NONE;
}

enum err_code
policy_sign(struct engine *engine, struct store *store, struct id person,
    const struct policy_signing *in, struct id *fact, struct err *err)
{
	struct call c = {.in = in,
	    .person = person,
	    .name = str_trim(in->name),
	    .now = clock_now()};
	enum err_code rc;

	if (c.name.len == 0 || c.name.len > NAME_MAX_BYTES ||
	    !str_is_utf8(c.name))
		return err_set(err, ERR_INVALID,
		    "sign with your name, 1 to %d bytes of text",
		    NAME_MAX_BYTES);
	rc = may_sign(engine, store, &c, err);
	if (rc != ERR_NONE)
		return rc;
	c.fact = fact_id(&c);
	rc = store_write(store, sign_tx, &c, err);
	if (rc != ERR_NONE)
		return rc;
	ledger_wake();
	*fact = c.fact;
	return ERR_NONE;
}
