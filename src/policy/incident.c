#include "policy/incident.h"

#include "codec/json_read.h"
#include "learn/assignment.h"
#include "ledger/ledger.h"
#include "policy/actor.h"
#include "sql/incident.h"

/* --- CWEs ------------------------------------------------------------- */

static bool
has(const struct incident_cwes *c, unsigned cwe)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->v[i] == cwe)
			return true;
	return false;
}

enum err_code
incident_cwes_read(struct str text, struct incident_cwes *out, struct err *err)
{
	struct incident_cwes c = {0};
	struct str rest = text, word;

	while (str_next(&rest, ',', &word)) {
		struct str s = str_trim(word);
		uint64_t n;

		if (s.len > 4 && str_eq_case(str_sub(s, 0, 4), STR("CWE-")))
			s = str_from_at(s, 4);
		if (!str_u64(s, &n) || n == 0 || n > 9999)
			return err_set(err, ERR_INVALID,
			    "'%.*s' is no CWE; numbers such as 89, parted by "
			    "commas, are accepted",
			    STR_FMT(str_sub(word, 0, 40)));
		if (has(&c, (unsigned)n))
			continue;
		if (c.n == INCIDENT_CWES_MAX)
			return err_set(err, ERR_LIMIT,
			    "an incident has over %d CWEs", INCIDENT_CWES_MAX);
		c.v[c.n++] = (unsigned)n;
	}
	if (c.n == 0)
		return err_set(err, ERR_INVALID,
		    "name the weakness the incident showed, as in CWE-89");
	*out = c;
	return ERR_NONE;
}

struct str
incident_cwes_say(struct arena *arena, const struct incident_cwes *cwes)
{
	struct str text = STR("");

	for (size_t i = 0; i < cwes->n; i++)
		text = arena_strf(arena, "%.*s%sCWE-%u", STR_FMT(text),
		    i == 0                 ? ""
			: i + 1 == cwes->n ? " and "
					   : ", ",
		    cwes->v[i]);
	return text;
}

/* As the fact has it and back. */
static struct str
cwes_json(struct arena *arena, const struct incident_cwes *c)
{
	struct str text = STR("[");

	for (size_t i = 0; i < c->n; i++)
		text = arena_strf(arena, "%.*s%s%u", STR_FMT(text),
		    i > 0 ? "," : "", c->v[i]);
	return arena_strf(arena, "%.*s]", STR_FMT(text));
}

static enum err_code
cwes_of_json(struct arena *arena, struct str text, struct incident_cwes *out,
    struct err *err)
{
	struct json doc;
	enum err_code rc = json_read(text, arena, &doc, err);

	*out = (struct incident_cwes){0};
	for (size_t i = 0; rc == ERR_NONE && i < doc.n; i++) {
		const struct json *v = &doc.items[i].value;

		if (v->kind == JSON_IS_INT && v->num > 0 && v->num <= 9999 &&
		    out->n < INCIDENT_CWES_MAX)
			out->v[out->n++] = (unsigned)v->num;
	}
	return rc;
}

/* --- what covers them ------------------------------------------------- */

static bool
lists(const struct catalog_cwes *cwes, unsigned cwe)
{
	for (size_t i = 0; i < cwes->n; i++)
		if (cwes->v[i] == cwe)
			return true;
	return false;
}

/* By its own list, or by a trigger that leads to it. */
static bool
covers(
    const struct catalog *catalog, const struct catalog_module *m, unsigned cwe)
{
	if (lists(&m->cwes, cwe))
		return true;
	for (size_t i = 0; i < catalog->triggers.n; i++)
		if (str_eq(catalog->triggers.v[i].module, m->id) &&
		    lists(&catalog->triggers.v[i].cwes, cwe))
			return true;
	return false;
}

static bool
covers_any(const struct catalog *catalog, const struct catalog_module *m,
    const struct incident_cwes *cwes)
{
	for (size_t i = 0; i < cwes->n; i++)
		if (covers(catalog, m, cwes->v[i]))
			return true;
	return false;
}

/* One lesson a weakness: its trigger's, else the first module with it. */
static const struct catalog_module *
lesson_of(const struct catalog *catalog, unsigned cwe)
{
	for (size_t i = 0; i < catalog->triggers.n; i++)
		if (lists(&catalog->triggers.v[i].cwes, cwe))
			return catalog_module(
			    catalog, catalog->triggers.v[i].module);
	for (size_t i = 0; i < catalog->modules.n; i++)
		if (lists(&catalog->modules.v[i].cwes, cwe))
			return &catalog->modules.v[i];
	return NULL;
}

static struct incident_cwes
gaps_of(const struct catalog *catalog, const struct incident_cwes *cwes)
{
	struct incident_cwes gaps = {0};

	for (size_t i = 0; i < cwes->n; i++)
		if (lesson_of(catalog, cwes->v[i]) == NULL)
			gaps.v[gaps.n++] = cwes->v[i];
	return gaps;
}

/* --- recording -------------------------------------------------------- */

static bool
text_ok(struct str s, size_t max, bool lines)
{
	for (size_t i = 0; i < s.len; i++)
		if (((unsigned char)s.ptr[i] < ' ' &&
			!(lines && strchr("\r\n\t", s.ptr[i]) && s.ptr[i])) ||
		    s.ptr[i] == 127)
			return false;
	return s.len <= max && str_is_utf8(s);
}

static bool
id_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') ||
			(c != '\0' && strchr("._-", c))))
			return false;
	}
	return s.len > 0 && s.len <= INCIDENT_ID_MAX;
}

static enum err_code
check(const struct incident_new *in, struct err *err)
{
	if (!id_ok(in->id))
		return err_set(err, ERR_INVALID,
		    "the id '%.*s'; up to %d letters, digits, '.', '_' and "
		    "'-' are accepted, as in INC-12",
		    STR_FMT(str_sub(in->id, 0, 80)), INCIDENT_ID_MAX);
	if (str_trim(in->title).len == 0 ||
	    !text_ok(in->title, INCIDENT_TITLE_MAX, false))
		return err_set(err, ERR_INVALID,
		    "the title is one line of 1 to %d bytes",
		    INCIDENT_TITLE_MAX);
	if (!text_ok(in->note, INCIDENT_NOTE_MAX, true))
		return err_set(err, ERR_INVALID,
		    "the note is text of up to %d bytes", INCIDENT_NOTE_MAX);
	if (in->cwes.n == 0)
		return err_set(err, ERR_INVALID,
		    "name the weakness the incident showed, as in CWE-89");
	if (in->occurred <= 0 || in->occurred > clock_now())
		return err_set(err, ERR_INVALID,
		    "the day it occurred is missing, or to come");
	return ERR_NONE;
}

static enum err_code
may(struct db *db, struct arena *arena, struct id actor, struct err *err)
{
	struct sql_incident_may_row row;
	bool found = false;
	enum err_code rc;

	if (id_eq(actor, PERSON_PROGRAM))
		return ERR_NONE;
	rc = sql_incident_may(db, arena,
	    &(struct sql_incident_may_in){.viewer = actor}, &found, &row, err);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_DENIED,
		    "only an administrator or a security lead records "
		    "incidents and their reviews");
	return rc;
}

/* Each lesson once, with the weaknesses that ask for it. */
struct lesson {
	const struct catalog_module *module;
	struct incident_cwes cwes;
};

static size_t
lessons(const struct catalog *catalog, const struct incident_cwes *cwes,
    struct lesson out[INCIDENT_CWES_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < cwes->n; i++) {
		const struct catalog_module *m = lesson_of(catalog, cwes->v[i]);
		size_t k = 0;

		if (m == NULL)
			continue;
		while (k < n && out[k].module != m)
			k++;
		if (k == n)
			out[n++] = (struct lesson){.module = m};
		out[k].cwes.v[out[k].cwes.n++] = cwes->v[i];
	}
	return n;
}

static enum err_code
ask_team(struct db *db, const struct catalog *catalog, struct arena *arena,
    struct id actor, const struct incident_new *in, struct incident_made *made,
    struct err *err)
{
	struct sql_incident_team_rows people = {0};
	struct lesson asked[INCIDENT_CWES_MAX];
	size_t n = lessons(catalog, &in->cwes, asked);
	char day[CLOCK_LONG_LEN + 1];
	enum err_code rc = sql_incident_team(db, arena,
	    &(struct sql_incident_team_in){.team = in->team}, &people, err);

	clock_write_long(in->occurred, day);
	made->people = people.n;
	for (size_t p = 0; rc == ERR_NONE && p < people.n; p++)
		for (size_t i = 0; rc == ERR_NONE && i < n; i++) {
			struct str why = arena_strf(arena,
			    "because incident %.*s of %s showed %.*s",
			    STR_FMT(in->id), day,
			    STR_FMT(incident_cwes_say(arena, &asked[i].cwes)));

			if (why.ptr == NULL)
				return arena_fail(arena, err);
			rc = assignment_make(db, catalog, arena,
			    &(struct assignment_new){.id = id_new(),
				.person = people.v[p].person,
				.actor = policy_actor(actor),
				.module_id = asked[i].module->id,
				.why = why,
				.due = clock_now() + INCIDENT_DAYS * CLOCK_DAY,
				.by = ASSIGNMENT_LEAD},
			    err);
			made->assignments += rc == ERR_NONE;
		}
	return rc;
}

static enum err_code
not_there(struct db *db, struct arena *arena, struct str id, struct err *err)
{
	struct sql_incident_named_row row;
	char day[CLOCK_DATE_LEN + 1];
	bool found = false;
	enum err_code rc = sql_incident_named(db, arena,
	    &(struct sql_incident_named_in){.incident = id}, &found, &row, err);

	if (rc == ERR_NONE && found) {
		clock_write_date(row.recorded, day);
		return err_set(err, ERR_CONFLICT,
		    "incident %.*s was recorded on %s: '%.*s'", STR_FMT(id),
		    day, STR_FMT(row.title));
	}
	return rc;
}

static enum err_code
append(struct db *db, struct arena *arena, struct id actor,
    const struct incident_new *in, struct err *err)
{
	struct str note = str_trim(in->note),
		   cwes = cwes_json(arena, &in->cwes);
	const struct ledger_field fields[] = {
	    FIELD_TEXT("incident", in->id),
	    FIELD_TEXT("title", str_trim(in->title)),
	    FIELD_JSON("cwe", cwes),
	    FIELD_TIME("occurred", in->occurred),
	    FIELD_ID("team", in->team),
	    FIELD_TEXT("note", note.len > 0 ? note : STR_NONE),
	};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_INCIDENT_RECORDED,
	    .at = clock_now(),
	    .actor = policy_actor(actor),
	    .fields = fields,
	    .n = NELEM(fields)};

	return cwes.ptr != NULL ? ledger_append(db, arena, &fact, err)
				: arena_fail(arena, err);
}

enum err_code
incident_record(struct db *db, const struct catalog *catalog,
    struct arena *arena, struct id actor, const struct incident_new *in,
    struct incident_made *made, struct err *err)
{
	struct incident_made m = {.gaps = gaps_of(catalog, &in->cwes)};
	enum err_code rc = may(db, arena, actor, err);

	if (rc == ERR_NONE)
		rc = check(in, err);
	if (rc == ERR_NONE)
		rc = not_there(db, arena, in->id, err);
	if (rc == ERR_NONE)
		rc = append(db, arena, actor, in, err);
	if (rc == ERR_NONE && !id_is_none(in->team))
		rc = ask_team(db, catalog, arena, actor, in, &m, err);
	if (rc == ERR_NONE)
		*made = m;
	return rc;
}

/* --- looking ---------------------------------------------------------- */

static enum err_code
add_review(struct arena *arena, const struct sql_content_review_of_rows *done,
    const struct catalog_module *module, struct incident *out, struct err *err)
{
	struct incident_review *r = ARENA_PUSH(arena, &out->reviews);

	if (r == NULL)
		return arena_fail(arena, err);
	r->module = module;
	r->open = true;
	for (size_t i = 0; i < done->n; i++)
		if (str_eq(done->v[i].module, module->id)) {
			r->open = false;
			r->outcome = done->v[i].outcome;
			r->note = done->v[i].note;
			r->reviewer = done->v[i].reviewer_name;
			r->version = done->v[i].version;
			r->reviewed = done->v[i].reviewed;
		}
	return ERR_NONE;
}

static enum err_code
fill(struct db *db, const struct catalog *catalog, struct arena *arena,
    const struct sql_incident_all_row *row, struct incident *out,
    struct err *err)
{
	struct sql_content_review_of_rows done = {0};
	enum err_code rc;

	*out = (struct incident){.id = row->incident,
	    .title = row->title,
	    .note = row->note,
	    .team_name = row->team_name,
	    .occurred = row->occurred,
	    .recorded = row->recorded};
	rc = cwes_of_json(arena, row->cwe, &out->cwes, err);
	if (rc == ERR_NONE)
		rc = sql_content_review_of(db, arena,
		    &(struct sql_content_review_of_in){
			.incident = row->incident},
		    &done, err);
	out->gaps = gaps_of(catalog, &out->cwes);
	for (size_t i = 0; rc == ERR_NONE && i < catalog->modules.n; i++)
		if (covers_any(catalog, &catalog->modules.v[i], &out->cwes))
			rc = add_review(
			    arena, &done, &catalog->modules.v[i], out, err);
	return rc;
}

enum err_code
incident_list(struct db *db, const struct catalog *catalog, struct arena *arena,
    struct id viewer, struct incidents *out, struct err *err)
{
	struct sql_incident_all_rows rows = {0};
	struct incidents list = {0};
	enum err_code rc = sql_incident_all(db, arena,
	    &(struct sql_incident_all_in){
		.viewer = viewer, .program = id_eq(viewer, PERSON_PROGRAM)},
	    &rows, err);

	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		struct incident *slot = ARENA_PUSH(arena, &list);

		if (slot == NULL)
			return arena_fail(arena, err);
		rc = fill(db, catalog, arena, &rows.v[i], slot, err);
	}
	if (rc == ERR_NONE)
		*out = list;
	return rc;
}

/* --- closing a review ------------------------------------------------- */

static enum err_code
is_open(struct db *db, const struct catalog *catalog, struct arena *arena,
    struct str incident, struct str module, const struct catalog_module **out,
    struct err *err)
{
	const struct catalog_module *m = catalog_module(catalog, module);
	struct sql_content_review_of_rows done = {0};
	struct sql_incident_named_row row;
	struct incident_cwes cwes = {0};
	bool found = false;
	enum err_code rc = sql_incident_named(db, arena,
	    &(struct sql_incident_named_in){.incident = incident}, &found, &row,
	    err);

	if (rc == ERR_NONE && found)
		rc = cwes_of_json(arena, row.cwe, &cwes, err);
	if (rc == ERR_NONE &&
	    (!found || m == NULL || !covers_any(catalog, m, &cwes)))
		return err_set(err, ERR_NOT_FOUND,
		    "there is no such incident, or that module does not cover "
		    "it");
	if (rc == ERR_NONE)
		rc = sql_content_review_of(db, arena,
		    &(struct sql_content_review_of_in){.incident = incident},
		    &done, err);
	for (size_t i = 0; rc == ERR_NONE && i < done.n; i++)
		if (str_eq(done.v[i].module, module))
			return err_set(
			    err, ERR_CONFLICT, "that review is closed already");
	*out = m;
	return rc;
}

enum err_code
incident_review(struct db *db, const struct catalog *catalog,
    struct arena *arena, struct id actor, struct str incident,
    struct str module, bool changed, struct str note, struct err *err)
{
	const struct catalog_module *m = NULL;
	enum err_code rc = may(db, arena, actor, err);

	note = str_trim(note);
	if (rc == ERR_NONE &&
	    (note.len == 0 || !text_ok(note, INCIDENT_NOTE_MAX, true)))
		rc = err_set(err, ERR_INVALID,
		    "say in 1 to %d bytes what was looked at, and why it stays "
		    "or what changed",
		    INCIDENT_NOTE_MAX);
	if (rc == ERR_NONE)
		rc = is_open(db, catalog, arena, incident, module, &m, err);
	if (rc != ERR_NONE)
		return rc;
	const struct ledger_field fields[] = {
	    FIELD_TEXT("module", m->id),
	    FIELD_TEXT("version", m->version),
	    FIELD_TEXT("outcome", changed ? STR("changed") : STR("kept")),
	    FIELD_TEXT("incident", incident),
	    FIELD_TEXT("note", note),
	};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_CONTENT_REVIEWED,
	    .at = clock_now(),
	    .actor = policy_actor(actor),
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, arena, &fact, err);
}
