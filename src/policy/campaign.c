#include "policy/campaign.h"

#include <math.h>

#include "base/clock.h"
#include "crypto/hash.h"
#include "ledger/ledger.h"
#include "policy/actor.h"
#include "sql/campaign.h"
#include "stats/interval.h"

#define SOURCE_MAX 2000

static const char *const difficulties[CAMPAIGN_DIFFICULTIES] = {
    [CAMPAIGN_EASY] = "easy",
    [CAMPAIGN_FAIR] = "fair",
    [CAMPAIGN_HARD] = "hard",
};

const char *
campaign_difficulty_name(enum campaign_difficulty d)
{
	return difficulties[d];
}

bool
campaign_difficulty_read(struct str name, enum campaign_difficulty *out)
{
	for (unsigned i = 0; i < CAMPAIGN_DIFFICULTIES; i++)
		if (str_eq(name, str_from(difficulties[i]))) {
			*out = (enum campaign_difficulty)i;
			return true;
		}
	return false;
}

/* --- counting --------------------------------------------------------- */

static enum err_code
write_source(const struct gophish *g, const struct clicks_rules *rules,
    const struct clicks *c, struct arena *arena, struct str *out,
    struct err *err)
{
	struct buf b;
	bool any = false;
	enum err_code rc;

	buf_init(&b, SOURCE_MAX);
	buf_add(&b, str_from(gophish_source_name(g->source)));
	if (g->source == GOPHISH_RESULTS_CSV) {
		buf_add(&b,
		    STR("; it holds no single clicks, so none could be held "
			"back"));
	} else {
		buf_addf(&b, "; held back %.*s",
		    STR_FMT(clicks_rules_text(rules, arena)));
		buf_addf(&b, "; of %zu clicks", c->all);
		for (int i = 0; i < CLICKS_REASONS; i++) {
			if (c->held[i] == 0)
				continue;
			buf_addf(&b, "%s %zu %s", any ? "," : "", c->held[i],
			    clicks_reason_name((enum clicks_reason)i));
			any = true;
		}
		if (!any)
			buf_add(&b, STR(" none"));
	}
	rc = buf_finish(&b, err);
	if (rc == ERR_NONE) {
		*out = arena_buf(arena, &b);
		if (out->ptr == NULL)
			rc = arena_fail(arena, err);
	}
	buf_release(&b);
	return rc;
}

static bool
title_ok(struct str title)
{
	for (size_t i = 0; i < title.len; i++)
		if ((unsigned char)title.ptr[i] < ' ' || title.ptr[i] == 127)
			return false;
	return title.len > 0 && title.len <= CAMPAIGN_TITLE_MAX &&
	    str_is_utf8(title);
}

enum err_code
campaign_prepare(struct str file, struct str title,
    enum campaign_difficulty difficulty, const struct clicks_rules *rules,
    struct arena *arena, struct campaign *out, struct clicks *clicks,
    struct err *err)
{
	struct campaign c = {.difficulty = difficulty};
	struct gophish g = {0};
	enum err_code rc = gophish_read(file, arena, &g, err);

	if (rc == ERR_NONE)
		rc = clicks_count(&g, rules, arena, clicks, err);
	if (rc == ERR_NONE)
		rc = write_source(&g, rules, clicks, arena, &c.source, err);
	if (rc != ERR_NONE)
		return rc;
	c.title = str_trim(title);
	if (c.title.len == 0)
		c.title = str_trim(g.name);
	if (!title_ok(c.title))
		return err_set(err, ERR_INVALID,
		    "the campaign needs a title of one line, 1 to %d bytes",
		    CAMPAIGN_TITLE_MAX);
	c.sent_at = g.sent_at;
	c.sent = clicks->sent;
	c.opened = clicks->opened;
	c.clicked = clicks->clicked;
	c.submitted = clicks->submitted;
	c.reported = clicks->reported;
	c.both = clicks->both;
	c.suppressed = clicks->suppressed;
	sha256(file, c.content);
	*out = c;
	return ERR_NONE;
}

/* --- importing -------------------------------------------------------- */

/* Which campaign it is, whatever export it came by. */
static struct str
key_of(const struct campaign *c, char room[CLOCK_TEXT_LEN + 1])
{
	clock_write(c->sent_at, room);
	return str_from(room);
}

static struct str
hash_of(const struct campaign *c)
{
	return (struct str){(const char *)c->content, CAMPAIGN_HASH};
}

/* The same fact for the same file, from wherever it comes. */
static struct id
fact_id(const struct campaign *c)
{
	uint8_t hash[HASH_SIZE];
	struct sha256 h;
	struct id id;

	sha256_init(&h);
	sha256_add(&h, STR("campaign "));
	sha256_add(&h, hash_of(c));
	sha256_end(&h, hash);
	memcpy(id.bytes, hash, ID_SIZE);
	id.bytes[6] = (uint8_t)((id.bytes[6] & 0x0f) | 0x80); /* UUIDv8 */
	id.bytes[8] = (uint8_t)((id.bytes[8] & 0x3f) | 0x80);
	return id;
}

enum err_code
campaign_check(struct db *db, struct arena *arena, const struct campaign *in,
    struct str *replaces, struct err *err)
{
	struct sql_campaign_by_content_row same;
	struct sql_campaign_named_row earlier;
	char room[CLOCK_TEXT_LEN + 1], day[CLOCK_DATE_LEN + 1];
	bool found = false;
	enum err_code rc = sql_campaign_by_content(db, arena,
	    &(struct sql_campaign_by_content_in){.content = hash_of(in)},
	    &found, &same, err);

	if (rc != ERR_NONE)
		return rc;
	if (found) {
		clock_write_date(same.imported, day);
		return err_set(err, ERR_CONFLICT,
		    "this file was imported on %s, as '%.*s'", day,
		    STR_FMT(same.title));
	}
	rc = sql_campaign_named(db, arena,
	    &(struct sql_campaign_named_in){.campaign = key_of(in, room)},
	    &found, &earlier, err);
	if (rc == ERR_NONE)
		*replaces = found ? earlier.title : STR_NONE;
	return rc;
}

static enum err_code
may(struct db *db, struct arena *arena, struct id actor, struct err *err)
{
	struct sql_campaign_may_row row;
	bool found = false;
	enum err_code rc;

	if (id_eq(actor, PERSON_PROGRAM))
		return ERR_NONE;
	rc = sql_campaign_may(db, arena,
	    &(struct sql_campaign_may_in){.viewer = actor}, &found, &row, err);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_DENIED,
		    "only an administrator or a security lead imports "
		    "campaigns");
	return rc;
}

enum err_code
campaign_import(struct db *db, struct arena *arena, struct id actor,
    const struct campaign *in, struct err *err)
{
	char room[CLOCK_TEXT_LEN + 1];
	struct str replaces;
	const struct ledger_field fields[] = {
	    FIELD_TEXT("campaign", key_of(in, room)),
	    FIELD_TEXT("title", in->title),
	    FIELD_TEXT("difficulty", str_from(difficulties[in->difficulty])),
	    FIELD_TIME("sent_at", in->sent_at),
	    FIELD_INT("sent", (int64_t)in->sent),
	    FIELD_INT("opened", (int64_t)in->opened),
	    FIELD_INT("clicked", (int64_t)in->clicked),
	    FIELD_INT("submitted", (int64_t)in->submitted),
	    FIELD_INT("reported", (int64_t)in->reported),
	    FIELD_INT("both", (int64_t)in->both),
	    FIELD_INT("suppressed", (int64_t)in->suppressed),
	    FIELD_TEXT("source", in->source),
	    FIELD_HASH("content", hash_of(in)),
	};
	const struct ledger_fact fact = {.id = fact_id(in),
	    .type = LEDGER_CAMPAIGN_IMPORTED,
	    .at = clock_now(),
	    .actor = policy_actor(actor),
	    .fields = fields,
	    .n = NELEM(fields)};
	enum err_code rc = may(db, arena, actor, err);

	if (rc == ERR_NONE)
		rc = campaign_check(db, arena, in, &replaces, err);
	return rc == ERR_NONE ? ledger_append(db, arena, &fact, err) : rc;
}

/* --- looking ---------------------------------------------------------- */

static uint64_t
count(struct sql_int n)
{
	return n.set && n.v > 0 ? (uint64_t)n.v : 0;
}

static void
fill(const struct sql_campaign_all_row *row, struct campaign *out)
{
	*out = (struct campaign){.title = row->title,
	    .sent_at = row->sent_at,
	    .imported = row->imported,
	    .sent = (uint64_t)row->sent,
	    .opened = count(row->opened),
	    .clicked = (uint64_t)row->clicked,
	    .submitted = count(row->submitted),
	    .reported = (uint64_t)row->reported,
	    .both = count(row->both_did),
	    .suppressed = (uint64_t)row->suppressed,
	    .source = row->source};
	if (!campaign_difficulty_read(row->difficulty, &out->difficulty))
		out->difficulty = CAMPAIGN_FAIR;
	if (row->content.len == CAMPAIGN_HASH)
		memcpy(out->content, row->content.ptr, CAMPAIGN_HASH);
}

enum err_code
campaign_list(struct db *db, struct arena *arena, struct id viewer,
    struct campaigns *out, struct err *err)
{
	struct sql_campaign_all_rows rows = {0};
	struct campaigns list = {0};
	enum err_code rc = sql_campaign_all(db, arena,
	    &(struct sql_campaign_all_in){
		.viewer = viewer, .program = id_eq(viewer, PERSON_PROGRAM)},
	    &rows, err);

	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++) {
		struct campaign *c = ARENA_PUSH(arena, &list);

		if (c == NULL)
			return arena_fail(arena, err);
		fill(&rows.v[i], c);
	}
	if (rc == ERR_NONE)
		*out = list;
	return rc;
}

struct campaign_trend
campaign_trend(
    uint64_t hits, uint64_t n, uint64_t hits_before, uint64_t n_before)
{
	struct interval now = interval_wilson(hits, n);
	struct interval was = interval_wilson(hits_before, n_before);
	struct campaign_trend t = {.low = -1, .high = 1};
	double p, q;

	if (n == 0 || n_before == 0)
		return t;
	p = (double)hits / (double)n;
	q = (double)hits_before / (double)n_before;
	t.by = p - q;
	t.low = t.by - hypot(p - now.low, was.high - q);
	t.high = t.by + hypot(now.high - p, q - was.low);
	t.clear = t.low > 0 || t.high < 0;
	return t;
}

/* --- drafts ----------------------------------------------------------- */

enum err_code
campaign_draft_put(struct db *db, struct id person, const struct campaign *in,
    struct id *out, struct err *err)
{
	struct id id = id_new();
	enum err_code rc = sql_campaign_draft_add(db,
	    &(struct sql_campaign_draft_add_in){.id = id,
		.person = person,
		.made = clock_now(),
		.title = in->title,
		.difficulty = str_from(difficulties[in->difficulty]),
		.sent_at = in->sent_at,
		.sent = (int64_t)in->sent,
		.opened = (int64_t)in->opened,
		.clicked = (int64_t)in->clicked,
		.submitted = (int64_t)in->submitted,
		.reported = (int64_t)in->reported,
		.both_did = (int64_t)in->both,
		.suppressed = (int64_t)in->suppressed,
		.source = in->source,
		.content = hash_of(in)},
	    NULL, err);

	if (rc == ERR_NONE)
		*out = id;
	return rc;
}

enum err_code
campaign_draft_take(struct db *db, struct arena *arena, struct id person,
    struct id draft, struct campaign *out, struct err *err)
{
	struct sql_campaign_draft_get_row r;
	struct campaign c;
	bool found = false;
	enum err_code rc = sql_campaign_draft_get(db, arena,
	    &(struct sql_campaign_draft_get_in){.id = draft, .person = person},
	    &found, &r, err);

	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_NOT_FOUND,
		    "this preview is gone: send the file again");
	if (rc != ERR_NONE)
		return rc;
	c = (struct campaign){.title = r.title,
	    .sent_at = r.sent_at,
	    .sent = (uint64_t)r.sent,
	    .opened = (uint64_t)r.opened,
	    .clicked = (uint64_t)r.clicked,
	    .submitted = (uint64_t)r.submitted,
	    .reported = (uint64_t)r.reported,
	    .both = (uint64_t)r.both_did,
	    .suppressed = (uint64_t)r.suppressed,
	    .source = r.source};
	if (!campaign_difficulty_read(r.difficulty, &c.difficulty) ||
	    r.content.len != CAMPAIGN_HASH)
		return err_set(err, ERR_CORRUPT, "a preview is not whole");
	memcpy(c.content, r.content.ptr, CAMPAIGN_HASH);
	*out = c;
	return sql_campaign_draft_drop(db,
	    &(struct sql_campaign_draft_drop_in){
		.id = draft, .before = clock_now() - CLOCK_DAY},
	    NULL, err);
}
