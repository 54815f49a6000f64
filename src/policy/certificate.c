#include "policy/certificate.h"

#include "codec/json.h"
#include "crypto/hash.h"
#include "policy/outside.h"
#include "policy/policy_day.h"
#include "policy/proposal_part.h"
#include "sql/proposal.h"

#define CERTIFICATE_MEMORY ((size_t)32 << 20)

/* --- what it may be ------------------------------------------------------- */

struct str
certificate_media(struct str bytes)
{
	static const struct {
		struct str begins, media;
	} known[] = {
	    {STR_INIT("%PDF-1."), STR_INIT("application/pdf")},
	    {STR_INIT("%PDF-2."), STR_INIT("application/pdf")},
	    {STR_INIT("\x89PNG\r\n\x1a\n"), STR_INIT("image/png")},
	    {STR_INIT("\xff\xd8\xff"), STR_INIT("image/jpeg")},
	};

	for (size_t i = 0; i < NELEM(known); i++)
		if (str_starts(bytes, known[i].begins))
			return known[i].media;
	return STR_NONE;
}

bool
certificate_edition_day(struct str edition, int64_t *out)
{
	static const char *const rest[] = {"", "-01", "-01-01"};
	char text[CLOCK_DATE_LEN + 1];
	size_t n = 0;

	while (n < edition.len && n < CLOCK_DATE_LEN &&
	    ((edition.ptr[n] >= '0' && edition.ptr[n] <= '9') ||
		edition.ptr[n] == '-'))
		n++;
	if (n < edition.len && edition.ptr[n] != ' ')
		return false;
	for (size_t i = 0; i < NELEM(rest); i++) {
		size_t more = strlen(rest[i]);

		if (n + more != CLOCK_DATE_LEN)
			continue;
		memcpy(text, edition.ptr, n);
		memcpy(text + n, rest[i], more + 1);
		return clock_read_date(str_from(text), out);
	}
	return false;
}

static bool
same(struct str a, struct str b)
{
	return str_eq_case(str_trim(a), str_trim(b));
}

const struct policy_equivalent *
certificate_equivalent(const struct policy *policy, struct str topic,
    struct str course, struct str edition)
{
	for (size_t i = 0; i < policy->equivalents.n; i++) {
		const struct policy_equivalent *e = &policy->equivalents.v[i];

		if (str_eq(e->topic, topic) && same(e->course, course) &&
		    same(e->edition, edition))
			return e;
	}
	return NULL;
}

/* Not in the mapping: says what is. */
static enum err_code
not_mapped(const struct policy *policy, struct str topic, struct err *err)
{
	struct buf list;
	enum err_code rc;

	buf_init(&list, 300);
	for (size_t i = 0; i < policy->equivalents.n; i++) {
		const struct policy_equivalent *e = &policy->equivalents.v[i];
		size_t was = list.len;

		buf_addf(&list, "%s'%.*s' %.*s for %.*s", was ? "; " : "",
		    STR_FMT(e->course), STR_FMT(e->edition), STR_FMT(e->topic));
		if (list.full) {
			buf_reset(&list);
			buf_addf(&list, "the %zu of its list",
			    policy->equivalents.n);
			break;
		}
	}
	if (policy->equivalents.n == 0)
		rc = err_set(err, ERR_INVALID,
		    "policy v%u accepts no certificates from elsewhere: it has "
		    "no equivalents",
		    policy->version);
	else
		rc = err_set(err, ERR_INVALID,
		    "policy v%u does not accept this for '%.*s'; it accepts "
		    "%.*s",
		    policy->version, STR_FMT(str_sub(topic, 0, 60)),
		    STR_FMT(buf_view(&list)));
	buf_release(&list);
	return rc;
}

enum err_code
certificate_until(const struct proposal_desk *desk, const struct policy *policy,
    const struct policy_equivalent *e, int64_t completed, struct arena *arena,
    int64_t *until, struct err *err)
{
	int64_t mapped = 0, here = 0;
	enum err_code rc = outside_until(
	    policy, desk->catalog, e->topic, completed, arena, &here, err);

	if (rc != ERR_NONE)
		return rc;
	if (e->valid_months > 0)
		mapped = policy_day_last(policy,
		    clock_months_later(policy_day_of(policy, completed),
			(int)e->valid_months));
	*until = mapped == 0 || (here != 0 && here < mapped) ? here : mapped;
	return ERR_NONE;
}

static enum err_code
check_day(const struct policy *policy, const struct policy_equivalent *e,
    int64_t day, int64_t now, struct err *err)
{
	int64_t first;

	if (day > policy_day_of(policy, now))
		return err_set(
		    err, ERR_INVALID, "the certificate's day is still to come");
	if (certificate_edition_day(e->edition, &first) && day < first)
		return err_set(err, ERR_INVALID,
		    "the certificate's day lies before edition '%.*s' of the "
		    "course",
		    STR_FMT(e->edition));
	if (day <= 0)
		return err_set(err, ERR_INVALID,
		    "the certificate's day is no day after "
		    "1970");
	return ERR_NONE;
}

static enum err_code
check_until(int64_t until, int64_t now, struct err *err)
{
	char text[CLOCK_DATE_LEN + 1];

	if (until == 0 || until > now)
		return ERR_NONE;
	clock_write_date(until, text);
	return err_set(err, ERR_INVALID,
	    "it would have counted until %s: it has run out, take the module "
	    "or its quiz",
	    text);
}

static enum err_code
check_document(struct str bytes, struct err *err)
{
	if (bytes.len == 0)
		return err_set(
		    err, ERR_INVALID, "the certificate's document is missing");
	if (bytes.len > CERTIFICATE_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "the document is over %zu bytes",
		    CERTIFICATE_BYTES_MAX);
	if (certificate_media(bytes).ptr == NULL)
		return err_set(err, ERR_INVALID,
		    "the document is none of PDF, PNG and JPEG");
	return ERR_NONE;
}

/* --- asking --------------------------------------------------------------- */

struct asking {
	const struct proposal_desk *desk;
	const struct certificate_new *in;
	const struct policy_equivalent *map;
	uint8_t hash[HASH_SIZE];
	int64_t completed, now;
	struct id id;
};

static enum err_code
make_payload(struct arena *arena, const struct asking *a, struct str *out,
    struct err *err)
{
	struct buf text;
	enum err_code rc;

	buf_init(&text, 64 << 10);
	json_open(&text);
	json_str(&text, "course", a->map->course);
	json_str(&text, "edition", a->map->edition);
	json_i64(&text, "completed", a->completed);
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
ask_in(struct db *db, struct arena *arena, struct asking *a, struct err *err)
{
	struct str hash = {(const char *)a->hash, HASH_SIZE};
	struct proposal_new new = {.kind = PROPOSAL_CERTIFICATE,
	    .proposer = a->in->proposer,
	    .subject = a->in->person,
	    .about = a->map->topic,
	    .document = hash,
	    .made = a->now};
	enum err_code rc =
	    proposal_may(db, arena, new.kind, new.proposer, new.subject, err);

	if (rc == ERR_NONE)
		rc = make_payload(arena, a, &new.payload, err);
	if (rc == ERR_NONE)
		rc = proposal_add(db, arena, &new, &a->id, err);
	if (rc == ERR_NONE)
		rc = sql_proposal_document_put(db,
		    &(struct sql_proposal_document_put_in){
			.person = a->in->person,
			.hash = hash,
			.media = certificate_media(a->in->document),
			.bytes = a->in->document,
			.stored = a->now},
		    NULL, err);
	return rc;
}

static enum err_code
ask_tx(struct db *db, void *ctx, struct err *err)
{
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, CERTIFICATE_MEMORY);
	rc = ask_in(db, &arena, ctx, err);
	arena_release(&arena);
	return rc;
}

static enum err_code
check(struct asking *a, struct arena *arena, struct err *err)
{
	const struct certificate_new *in = a->in;
	const struct policy *policy = engine_policy(a->desk->engine, a->now);
	int64_t until;
	enum err_code rc;

	a->map =
	    certificate_equivalent(policy, in->topic, in->course, in->edition);
	if (a->map == NULL)
		return not_mapped(policy, in->topic, err);
	a->completed = policy_day_first(policy, in->completed);
	rc = check_day(policy, a->map, in->completed, a->now, err);
	if (rc == ERR_NONE)
		rc = check_document(in->document, err);
	if (rc == ERR_NONE)
		rc = certificate_until(
		    a->desk, policy, a->map, a->completed, arena, &until, err);
	return rc == ERR_NONE ? check_until(until, a->now, err) : rc;
}

enum err_code
certificate_ask(const struct proposal_desk *desk,
    const struct certificate_new *in, struct id *out, struct err *err)
{
	struct asking a = {.desk = desk, .in = in, .now = clock_now()};
	struct arena arena;
	enum err_code rc = engine_follow(desk->engine, NULL, err);

	arena_init(&arena, CERTIFICATE_MEMORY);
	if (rc == ERR_NONE)
		rc = check(&a, &arena, err);
	if (rc == ERR_NONE) {
		sha256(in->document, a.hash);
		rc = store_write(desk->store, ask_tx, &a, err);
	}
	arena_release(&arena);
	if (rc == ERR_NONE)
		*out = a.id;
	return rc;
}

/* --- what came of it ------------------------------------------------------ */

static enum err_code
json_texts(struct arena *arena, const struct str *v, size_t n, struct str *out,
    struct err *err)
{
	struct buf text;
	enum err_code rc;

	buf_init(&text, 64 << 10);
	json_list(&text, NULL);
	for (size_t i = 0; i < n; i++)
		json_str(&text, NULL, v[i]);
	json_list_end(&text);
	rc = buf_finish(&text, err);
	if (rc == ERR_NONE) {
		*out = arena_buf(arena, &text);
		if (out->ptr == NULL)
			rc = arena_fail(arena, err);
	}
	buf_release(&text);
	return rc;
}

struct accepting {
	const struct proposal *p;
	const struct policy *policy;
	const struct policy_equivalent *map;
	struct id approver;
	struct str document, sections, modules;
	int64_t until, now;
};

static enum err_code
append_accepted(struct db *db, struct arena *arena, const struct accepting *a,
    struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_TEXT("topic", a->map->topic),
	    FIELD_TEXT("course", a->map->course),
	    FIELD_TEXT("edition", a->map->edition),
	    FIELD_JSON("sections", a->sections),
	    FIELD_HASH("document", a->document),
	    FIELD_TIME("completed", a->p->completed),
	    FIELD_TIME("valid_until", a->until),
	    FIELD_JSON("modules", a->modules),
	    FIELD_INT("policy", a->policy->version),
	    FIELD_TEXT("verified", a->map->verified),
	    FIELD_PERSON("approver", a->approver),
	};

	return ledger_append(db, arena,
	    &(struct ledger_fact){.id = id_new(),
		.type = LEDGER_EXTERNAL_CERTIFICATE_ACCEPTED,
		.at = a->now,
		.actor = a->p->proposer,
		.subject = a->p->subject,
		.fields = fields,
		.n = NELEM(fields)},
	    err);
}

static enum err_code
prepare(struct db *db, struct arena *arena, const struct proposal_desk *desk,
    struct accepting *a, struct err *err)
{
	struct sql_proposal_hash_row row;
	bool found = false;
	enum err_code rc = sql_proposal_hash(db, arena,
	    &(struct sql_proposal_hash_in){.id = a->p->id}, &found, &row, err);

	a->map = certificate_equivalent(
	    a->policy, a->p->about, a->p->course, a->p->edition);
	if (rc == ERR_NONE && a->map == NULL)
		return err_set(err, ERR_CONFLICT,
		    "policy v%u, which is in force now, accepts this no more: "
		    "it can only be refused",
		    a->policy->version);
	if (rc == ERR_NONE)
		rc = certificate_until(desk, a->policy, a->map, a->p->completed,
		    arena, &a->until, err);
	if (rc == ERR_NONE && check_until(a->until, a->now, err) != ERR_NONE)
		return err->code = ERR_CONFLICT;
	if (rc == ERR_NONE)
		rc = json_texts(arena, a->map->sections.v, a->map->sections.n,
		    &a->sections, err);
	if (rc == ERR_NONE)
		rc = json_texts(arena, &a->map->topic, 1, &a->modules, err);
	if (rc == ERR_NONE)
		a->document = row.document;
	return rc;
}

enum err_code
certificate_accepted(struct db *db, struct arena *arena,
    const struct proposal_desk *desk, const struct proposal *p,
    struct id decider, int64_t now, struct err *err)
{
	struct accepting a = {.p = p,
	    .policy = engine_policy(desk->engine, now),
	    .approver = decider,
	    .now = now};
	enum err_code rc = prepare(db, arena, desk, &a, err);

	return rc == ERR_NONE ? append_accepted(db, arena, &a, err) : rc;
}
