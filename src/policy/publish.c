#include "policy/publish.h"

#include <stdio.h>

#include "crypto/hash.h"
#include "ledger/content.h"
#include "ledger/ledger.h"
#include "people/person.h"
#include "policy/diff.h"
#include "policy/policy_day.h"
#include "sql/policy_document.h"

#define NOTE_MAX 1000

enum err_code
policy_published_list(struct db *db, struct arena *arena,
    struct policy_publishes *out, struct err *err)
{
	struct sql_policy_published_all_rows rows = {0};
	enum err_code rc = sql_policy_published_all(db, arena, &rows, err);

	*out = (struct policy_publishes){0};
	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++) {
		const struct sql_policy_published_all_row *r = &rows.v[i];
		struct policy_published *p = ARENA_PUSH(arena, out);

		if (p == NULL)
			return arena_fail(arena, err);
		*p = (struct policy_published){.policy = r->policy,
		    .version = (unsigned)r->version,
		    .effective = r->effective,
		    .published = r->published,
		    .publisher = r->publisher,
		    .by = r->by_name,
		    .note = r->note};
		if (r->content.len != CATALOG_HASH)
			return err_set(err, ERR_CORRUPT,
			    "the hash of policy version %u is not of 32 bytes",
			    p->version);
		memcpy(p->content, r->content.ptr, CATALOG_HASH);
	}
	return rc;
}

enum err_code
policy_published_text(struct db *db, struct arena *arena, unsigned version,
    struct str *out, struct err *err)
{
	struct policy_publishes list;
	enum err_code rc = policy_published_list(db, arena, &list, err);

	for (size_t i = 0; i < list.n && rc == ERR_NONE; i++)
		if (list.v[i].version == version)
			return content_get(
			    db, arena, list.v[i].content, out, err);
	return rc != ERR_NONE
	    ? rc
	    : err_set(err, ERR_NOT_FOUND,
		  "no version %u of the policy was published", version);
}

/* --- what stands against it ------------------------------------------------
 */

struct check {
	const struct policy *policy;
	struct arena *arena;
	struct policy_problems *out;
	struct err *err;
};

/* At the line of the key. */
static enum err_code
problem(struct check *c, struct str key, struct str text)
{
	const struct yaml *at = yaml_get(c->policy->root, key);
	struct policy_problem *p = ARENA_PUSH(c->arena, c->out);
	struct err where;

	if (p == NULL || text.ptr == NULL)
		return arena_fail(c->arena, c->err);
	(void)yaml_fail(at != NULL ? at : c->policy->root, &where, ERR_INVALID,
	    "%.*s", STR_FMT(text));
	p->text = arena_str(c->arena, str_from(where.text));
	return p->text.ptr != NULL ? ERR_NONE : arena_fail(c->arena, c->err);
}

static struct str
long_date(struct arena *arena, int64_t at)
{
	char text[CLOCK_LONG_LEN + 1];

	clock_write_long(at, text);
	return arena_str(arena, str_from(text));
}

static enum err_code
check_number(struct check *c, const struct policy_published *last)
{
	unsigned next = last != NULL ? last->version + 1 : 1;

	if (c->policy->version == next)
		return ERR_NONE;
	if (last == NULL)
		return problem(c, STR("version"),
		    arena_strf(c->arena,
			"version %u, and none was published before: the first "
			"one is 1",
			c->policy->version));
	return problem(c, STR("version"),
	    arena_strf(c->arena,
		"version %u does not follow %u, the last one published: %u "
		"does",
		c->policy->version, last->version, next));
}

static enum err_code
check_name(struct check *c, const struct policy_published *last)
{
	if (last == NULL || str_eq(last->policy, c->policy->id))
		return ERR_NONE;
	return problem(c, STR("policy"),
	    arena_strf(c->arena,
		"'%.*s' is another policy: '%.*s' was published, and keeps its "
		"name",
		STR_FMT(c->policy->id), STR_FMT(last->policy)));
}

static enum err_code
check_days(struct check *c, const struct policy_published *last, int64_t now)
{
	const struct policy *p = c->policy;
	enum err_code rc = ERR_NONE;

	if (p->approved > policy_day_of(p, now))
		rc = problem(c, STR("approved"),
		    STR("approved on a day to come: publish it once it is"));
	if (rc == ERR_NONE && last != NULL &&
	    policy_day_last(p, policy_day_of(p, p->effective)) < now)
		rc = problem(c, STR("effective"),
		    STR("takes effect in the past: only the first version may, "
			"which writes down what was lived by already"));
	if (rc == ERR_NONE && last != NULL && p->effective < last->effective)
		rc = problem(c, STR("effective"),
		    arena_strf(c->arena,
			"takes effect before version %u does, on %.*s",
			last->version,
			STR_FMT(long_date(
			    c->arena, policy_day_of(p, last->effective)))));
	if (rc == ERR_NONE && last != NULL &&
	    p->approved < policy_day_of(p, last->published))
		rc = problem(c, STR("approved"),
		    arena_strf(c->arena,
			"approved before version %u was published, on %.*s: "
			"each version is approved anew",
			last->version,
			STR_FMT(long_date(
			    c->arena, policy_day_of(p, last->published)))));
	if (rc == ERR_NONE && p->review_by <= now)
		rc = problem(c, STR("review_by"),
		    STR("is to be reviewed by a day that is past"));
	return rc;
}

/* A version nobody could tell from the last one. */
static enum err_code
check_news(struct check *c, struct db *db, const struct catalog *catalog,
    const struct policy_published *last)
{
	struct policy *before;
	struct policy_changes changes;
	struct str text;
	struct err unread;
	enum err_code rc;

	if (last == NULL)
		return ERR_NONE;
	rc = content_get(db, c->arena, last->content, &text, c->err);
	if (rc != ERR_NONE)
		return rc;
	if (policy_read(text, "the last version", catalog, c->arena, &before,
		&unread) != ERR_NONE)
		return ERR_NONE; /* it names what is no longer there */
	rc = policy_diff(before, c->policy, c->arena, &changes, c->err);
	if (rc == ERR_NONE && changes.n == 0)
		rc = problem(c, STR("version"),
		    arena_strf(c->arena,
			"says the same as version %u: there is nothing to "
			"publish",
			last->version));
	return rc;
}

enum err_code
policy_publish_check(struct db *db, const struct policy *policy,
    const struct catalog *catalog, int64_t now, struct arena *arena,
    struct policy_problems *out, struct err *err)
{
	struct check c = {policy, arena, out, err};
	const struct policy_published *last;
	struct policy_publishes list;
	enum err_code rc = policy_published_list(db, arena, &list, err);

	last = list.n > 0 ? &list.v[list.n - 1] : NULL;
	if (rc == ERR_NONE)
		rc = check_name(&c, last);
	if (rc == ERR_NONE)
		rc = check_number(&c, last);
	if (rc == ERR_NONE)
		rc = check_days(&c, last, now);
	return rc == ERR_NONE ? check_news(&c, db, catalog, last) : rc;
}

/* --- publishing -------------------------------------------------------------
 */

static enum err_code
may(struct db *db, struct arena *arena, struct id actor, struct err *err)
{
	struct sql_policy_published_may_row row;
	bool found = false;
	enum err_code rc;

	if (id_eq(actor, PERSON_PROGRAM))
		return ERR_NONE;
	rc = sql_policy_published_may(db, arena,
	    &(struct sql_policy_published_may_in){.viewer = actor}, &found,
	    &row, err);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_DENIED,
		    "a policy is published by an administrator or a security "
		    "lead");
	return rc;
}

/* One that is not numbered yet could be the same version. */
static enum err_code
nobody_else(struct db *db, struct arena *arena, struct err *err)
{
	struct sql_policy_published_pending_row row;
	bool found = false;
	enum err_code rc =
	    sql_policy_published_pending(db, arena, &found, &row, err);

	if (rc == ERR_NONE && found)
		return err_set(err, ERR_CONFLICT,
		    "another version was published a moment ago: look at it "
		    "first");
	return rc;
}

static enum err_code
no_problem(struct db *db, const struct catalog *catalog, struct arena *arena,
    const struct policy_publish *in, int64_t now, struct err *err)
{
	struct policy_problems problems = {0};
	enum err_code rc =
	    policy_check(in->policy, catalog, arena, &problems, err);

	if (rc == ERR_NONE)
		rc = policy_publish_check(
		    db, in->policy, catalog, now, arena, &problems, err);
	if (rc == ERR_NONE && problems.n > 0)
		return err_set(err, ERR_INVALID, "%.*s%s",
		    STR_FMT(problems.v[0].text),
		    problems.n > 1 ? ", and more" : "");
	return rc;
}

/* The same for the same version, so that two at once are one. */
static struct id
fact_id(const struct policy *p)
{
	uint8_t hash[HASH_SIZE];
	struct sha256 h;
	char number[16];
	struct id id;

	snprintf(number, sizeof(number), " %u", p->version);
	sha256_init(&h);
	sha256_add(&h, STR("policy.published "));
	sha256_add(&h, p->id);
	sha256_add(&h, str_from(number));
	sha256_end(&h, hash);
	memcpy(id.bytes, hash, ID_SIZE);
	id.bytes[6] = (uint8_t)((id.bytes[6] & 0x0f) | 0x80); /* UUIDv8 */
	id.bytes[8] = (uint8_t)((id.bytes[8] & 0x3f) | 0x80);
	return id;
}

static enum err_code
append(struct db *db, struct arena *arena, const struct policy_publish *in,
    int64_t now, struct id *fact, struct err *err)
{
	const struct policy *p = in->policy;
	struct str version = arena_strf(arena, "%u", p->version);
	struct id actor = in->actor;
	uint8_t hash[HASH_SIZE];
	enum err_code rc = content_put(db, p->text, hash, err);

	if (rc != ERR_NONE)
		return rc;
	if (version.ptr == NULL)
		return arena_fail(arena, err);
	if (id_eq(actor, PERSON_PROGRAM)) /* nobody is signed in */
		memset(&actor, 0, sizeof(actor));
	const struct ledger_field fields[] = {
	    FIELD_TEXT("policy", p->id),
	    FIELD_TEXT("version", version),
	    FIELD_HASH("content", ((struct str){(char *)hash, sizeof(hash)})),
	    FIELD_TIME("effective", p->effective),
	    FIELD_TEXT("note", str_trim(in->note)),
	};
	const struct ledger_fact f = {.id = fact_id(p),
	    .type = LEDGER_POLICY_PUBLISHED,
	    .at = now,
	    .actor = actor,
	    .fields = fields,
	    .n = NELEM(fields)};

	if (fact != NULL)
		*fact = f.id;
	return ledger_append(db, arena, &f, err);
}

enum err_code
policy_publish(struct db *db, const struct catalog *catalog,
    struct arena *arena, const struct policy_publish *in, struct id *fact,
    struct err *err)
{
	struct str note = str_trim(in->note);
	int64_t now = clock_now();
	enum err_code rc = may(db, arena, in->actor, err);

	if (rc != ERR_NONE)
		return rc;
	if (note.len == 0 || note.len > NOTE_MAX || !str_is_utf8(note))
		return err_set(err, ERR_INVALID,
		    "say in a note why it changes: 1 to %d bytes of text",
		    NOTE_MAX);
	rc = nobody_else(db, arena, err);
	if (rc == ERR_NONE)
		rc = no_problem(db, catalog, arena, in, now, err);
	return rc == ERR_NONE ? append(db, arena, in, now, fact, err) : rc;
}
