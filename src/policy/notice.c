#include "policy/notice.h"

#include <stdlib.h>

#include "base/clock.h"
#include "codec/hex.h"
#include "codec/markdown.h"
#include "ledger/content.h"
#include "ledger/ledger.h"
#include "policy/actor.h"
#include "sql/notice.h"

/* --- publishing ------------------------------------------------------- */

static bool
line_ok(struct str s, size_t max)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 127)
			return false;
	return s.len > 0 && s.len <= max && str_is_utf8(s);
}

static bool
id_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* "Lost phones, again" -> "lost-phones-again" */
static struct str
id_of_title(struct arena *arena, struct str title)
{
	char room[NOTICE_ID_MAX];
	size_t n = 0;

	for (size_t i = 0; i < title.len && n < sizeof(room) - 1; i++) {
		char c = title.ptr[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		if (!id_char(c))
			c = '-';
		if (c != '-' || (n > 0 && room[n - 1] != '-'))
			room[n++] = c;
	}
	while (n > 0 && room[n - 1] == '-')
		n--;
	return arena_str(arena, (struct str){room, n});
}

static enum err_code
check(const struct notice_new *in, struct str id, struct err *err)
{
	bool ok =
	    id.len > 0 && id.len <= NOTICE_ID_MAX && !str_eq(id, STR("new"));

	if (!line_ok(in->title, NOTICE_TITLE_MAX))
		return err_set(err, ERR_INVALID,
		    "the title is one line of 1 to %d bytes", NOTICE_TITLE_MAX);
	for (size_t i = 0; ok && i < id.len; i++)
		ok = id_char(id.ptr[i]);
	if (!ok)
		return err_set(err, ERR_INVALID,
		    "the id '%.*s'; up to %d of a-z, digits and '-' are "
		    "accepted, and not 'new'",
		    STR_FMT(str_sub(id, 0, 80)), NOTICE_ID_MAX);
	if (str_trim(in->text).len == 0 || in->text.len > NOTICE_TEXT_MAX ||
	    !str_is_utf8(in->text))
		return err_set(err, ERR_INVALID,
		    "the text is UTF-8 of 1 to %zu bytes", NOTICE_TEXT_MAX);
	if (in->until != 0 && in->until <= clock_now())
		return err_set(
		    err, ERR_INVALID, "the last day of the notice is over");
	return ERR_NONE;
}

static enum err_code
check_markdown(struct str text, struct err *err)
{
	struct buf html;
	enum err_code rc;

	buf_init(&html, MARKDOWN_MAX);
	rc = markdown_html(text, &(struct markdown_config){0}, &html, err);
	if (rc == ERR_NONE)
		rc = buf_finish(&html, err);
	buf_release(&html);
	return rc;
}

static enum err_code
may(struct db *db, struct arena *arena, struct id actor, struct err *err)
{
	struct sql_notice_may_row row;
	bool found = false;
	enum err_code rc;

	if (id_eq(actor, PERSON_PROGRAM))
		return ERR_NONE;
	rc = sql_notice_may(db, arena,
	    &(struct sql_notice_may_in){.viewer = actor}, &found, &row, err);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_DENIED,
		    "only an administrator or a security lead publishes "
		    "notices");
	return rc;
}

static enum err_code
append(struct db *db, struct arena *arena, struct id actor,
    const struct notice_new *in, struct str id, struct str audience,
    const uint8_t hash[32], struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_TEXT("notice", id),
	    FIELD_TEXT("title", in->title),
	    FIELD_HASH("content", ((struct str){(const char *)hash, 32})),
	    FIELD_JSON("audience", audience),
	    FIELD_TIME("until", in->until),
	};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_NOTICE_PUBLISHED,
	    .at = clock_now(),
	    .actor = policy_actor(actor),
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, arena, &fact, err);
}

enum err_code
notice_publish(struct db *db, struct arena *arena, struct id actor,
    const struct notice_new *in, struct str *id, struct err *err)
{
	struct str key =
	    in->id.len > 0 ? in->id : id_of_title(arena, in->title);
	struct str audience;
	uint8_t hash[32];
	enum err_code rc = may(db, arena, actor, err);

	if (rc == ERR_NONE)
		rc = check(in, key, err);
	if (rc == ERR_NONE)
		rc = check_markdown(in->text, err);
	if (rc == ERR_NONE)
		rc =
		    notice_audience_write(&in->audience, arena, &audience, err);
	if (rc == ERR_NONE)
		rc = content_put(db, in->text, hash, err);
	if (rc == ERR_NONE)
		rc = append(db, arena, actor, in, key, audience, hash, err);
	if (rc == ERR_NONE)
		*id = key;
	return rc;
}

/* --- looking ---------------------------------------------------------- */

static enum err_code
fill(struct arena *arena, struct str audience, struct str content,
    struct notice *out, struct err *err)
{
	if (content.len == 32)
		memcpy(out->content, content.ptr, 32);
	if (notice_audience_read(audience, arena, &out->audience, err) ==
	    ERR_NONE)
		return ERR_NONE;
	/* of a later version: shown to those who see all */
	out->audience = (struct notice_audience){.unknown = true};
	return ERR_NONE;
}

enum err_code
notice_open(struct db *db, struct arena *arena, const struct person *person,
    int64_t now, struct notices *out, struct err *err)
{
	struct sql_notice_open_rows rows = {0};
	struct notices list = {0};
	enum err_code rc = sql_notice_open(db, arena,
	    &(struct sql_notice_open_in){.person = person->id, .now = now},
	    &rows, err);

	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		struct notice n = {.id = rows.v[i].notice,
		    .title = rows.v[i].title,
		    .published = rows.v[i].published};
		struct notice *slot;

		rc =
		    fill(arena, rows.v[i].audience, rows.v[i].content, &n, err);
		if (rc != ERR_NONE || !notice_audience_has(&n.audience, person))
			continue;
		slot = ARENA_PUSH(arena, &list);
		if (slot == NULL)
			return arena_fail(arena, err);
		*slot = n;
	}
	if (rc == ERR_NONE)
		*out = list;
	return rc;
}

/* From any row with all that is known of a notice. */
#define NOTICE_OF(row)                                      \
	((struct notice){.id = (row)->notice,               \
	    .title = (row)->title,                          \
	    .publisher = (row)->publisher_name,             \
	    .published = (row)->published,                  \
	    .until = (row)->until.set ? (row)->until.v : 0, \
	    .acknowledged =                                 \
		(row)->acknowledged.set ? (row)->acknowledged.v : 0})

static enum err_code
sees_all(struct db *db, struct arena *arena, struct id viewer, bool *out,
    struct err *err)
{
	struct sql_notice_sees_row row;

	*out = id_eq(viewer, PERSON_PROGRAM);
	if (*out)
		return ERR_NONE;
	return sql_notice_sees(db, arena,
	    &(struct sql_notice_sees_in){.viewer = viewer}, out, &row, err);
}

enum err_code
notice_list(struct db *db, struct arena *arena, const struct person *viewer,
    bool *all, struct notices *out, struct err *err)
{
	struct sql_notice_all_rows rows = {0};
	struct notices list = {0};
	enum err_code rc = sees_all(db, arena, viewer->id, all, err);

	if (rc == ERR_NONE)
		rc = sql_notice_all(db, arena,
		    &(struct sql_notice_all_in){.person = viewer->id}, &rows,
		    err);
	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		struct notice n = NOTICE_OF(&rows.v[i]), *slot;

		rc =
		    fill(arena, rows.v[i].audience, rows.v[i].content, &n, err);
		if (rc != ERR_NONE ||
		    (!*all && !notice_audience_has(&n.audience, viewer)))
			continue;
		slot = ARENA_PUSH(arena, &list);
		if (slot == NULL)
			return arena_fail(arena, err);
		*slot = n;
	}
	if (rc == ERR_NONE)
		*out = list;
	return rc;
}

enum err_code
notice_get(struct db *db, struct arena *arena, const struct person *viewer,
    struct str id, bool *all, struct notice *out, struct err *err)
{
	struct sql_notice_named_row row;
	struct notice n;
	bool found = false;
	enum err_code rc = sees_all(db, arena, viewer->id, all, err);

	if (rc == ERR_NONE)
		rc = sql_notice_named(db, arena,
		    &(struct sql_notice_named_in){
			.notice = id, .person = viewer->id},
		    &found, &row, err);
	if (rc == ERR_NONE && found) {
		n = NOTICE_OF(&row);
		rc = fill(arena, row.audience, row.content, &n, err);
	}
	if (rc == ERR_NONE &&
	    (!found || (!*all && !notice_audience_has(&n.audience, viewer))))
		return err_set(err, ERR_NOT_FOUND, "no such notice");
	if (rc == ERR_NONE)
		rc = content_get(db, arena, n.content, &n.text, err);
	if (rc == ERR_NONE)
		*out = n;
	return rc;
}

enum err_code
notice_acknowledge(struct db *db, struct arena *arena,
    const struct person *person, struct str id, struct str content,
    struct err *err)
{
	struct notice n;
	uint8_t hash[32];
	bool all;
	enum err_code rc = notice_get(db, arena, person, id, &all, &n, err);

	if (rc == ERR_NONE && !notice_audience_has(&n.audience, person))
		return err_set(
		    err, ERR_INVALID, "this notice is not for you to read");
	if (rc == ERR_NONE &&
	    (!hex_decode(content, hash, sizeof(hash)) ||
		memcmp(hash, n.content, sizeof(hash)) != 0))
		return err_set(err, ERR_CONFLICT,
		    "the notice has changed: read it as it stands now");
	if (rc != ERR_NONE || n.acknowledged != 0)
		return rc;
	const struct ledger_field fields[] = {
	    FIELD_TEXT("notice", n.id),
	    FIELD_HASH("content", ((struct str){(const char *)hash, 32})),
	};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_NOTICE_ACKNOWLEDGED,
	    .at = clock_now(),
	    .actor = person->id,
	    .subject = person->id,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, arena, &fact, err);
}

/* --- reach ------------------------------------------------------------ */

/* By id: acks come sorted bytewise. */
static bool
has_read(const struct sql_notice_acks_rows *acks, struct id person)
{
	size_t low = 0, high = acks->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order =
		    memcmp(acks->v[mid].person.bytes, person.bytes, ID_SIZE);

		if (order == 0)
			return true;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

static enum err_code
add_to_team(struct arena *arena, struct notice_reach *reach, struct str name,
    bool read, struct err *err)
{
	struct notice_reach_team *t = NULL;

	for (size_t i = 0; i < reach->teams.n; i++)
		if (str_eq(reach->teams.v[i].name, name))
			t = &reach->teams.v[i];
	if (t == NULL) {
		t = ARENA_PUSH(arena, &reach->teams);
		if (t == NULL)
			return arena_fail(arena, err);
		t->name = name;
	}
	t->people++;
	t->read += read;
	return ERR_NONE;
}

static int
by_name(const void *a, const void *b)
{
	const struct notice_reach_team *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

static size_t
smallest(const struct notice_reach *reach)
{
	size_t at = 0;

	for (size_t i = 1; i < reach->teams.n; i++)
		if (reach->teams.v[i].people < reach->teams.v[at].people)
			at = i;
	return at;
}

static void
move_into(struct notice_reach *reach, size_t i, struct notice_reach_team *rest)
{
	rest->people += reach->teams.v[i].people;
	rest->read += reach->teams.v[i].read;
	reach->teams.v[i] = reach->teams.v[--reach->teams.n];
}

/* Small teams into one row, and others with them until that is no small one:
   no row, and no difference of rows, speaks of a few. */
static void
sum_small(struct notice_reach *reach)
{
	struct notice_reach_team rest = {.name = STR_NONE};

	for (size_t i = reach->teams.n; i-- > 0;)
		if (reach->teams.v[i].name.len == 0 ||
		    reach->teams.v[i].people < NOTICE_TEAM_MIN)
			move_into(reach, i, &rest);
	while (rest.people > 0 && rest.people < NOTICE_TEAM_MIN &&
	    reach->teams.n > 0)
		move_into(reach, smallest(reach), &rest);
	qsort(reach->teams.v, reach->teams.n, sizeof(*reach->teams.v), by_name);
	if (rest.people >= NOTICE_TEAM_MIN)
		reach->teams.v[reach->teams.n++] = rest;
}

enum err_code
notice_reach(struct db *db, struct arena *arena, const struct notice *notice,
    struct notice_reach *out, struct err *err)
{
	struct sql_notice_acks_rows acks = {0};
	struct notice_reach reach = {0};
	struct persons people = {0};
	enum err_code rc = sql_notice_acks(db, arena,
	    &(struct sql_notice_acks_in){.notice = notice->id,
		.content = {(const char *)notice->content, 32}},
	    &acks, err);

	if (rc == ERR_NONE)
		rc =
		    person_list(db, arena, PERSON_PROGRAM, false, &people, err);
	for (size_t i = 0; rc == ERR_NONE && i < people.n; i++) {
		const struct person *p = &people.v[i];
		bool read;

		if (!notice_audience_has(&notice->audience, p))
			continue;
		read = has_read(&acks, p->id);
		reach.people++;
		reach.read += read;
		rc = add_to_team(arena, &reach,
		    p->team_name.len > 0 ? p->team_name : STR(""), read, err);
	}
	if (rc != ERR_NONE)
		return rc;
	if (reach.teams.n > 0)
		sum_small(&reach);
	*out = reach;
	return ERR_NONE;
}
