#include "policy/gophish_part.h"

#include "base/clock.h"
#include "codec/json_read.h"

#define MINUTE    (60 * CLOCK_SECOND)
#define EMAIL_MAX 320

const char *
gophish_source_name(enum gophish_source source)
{
	static const char *const names[] = {
	    [GOPHISH_JSON] = "gophish API (JSON)",
	    [GOPHISH_EVENTS_CSV] = "gophish raw events (CSV)",
	    [GOPHISH_RESULTS_CSV] = "gophish results (CSV)",
	};

	return names[source];
}

/* --- people ----------------------------------------------------------- */

static size_t
slot_of(const struct gophish_reading *r, struct str email)
{
	size_t mask = r->slots_n - 1, i = (size_t)str_hash(email) & mask;

	while (r->slots[i] != 0 &&
	    !str_eq(r->g.people.v[r->slots[i] - 1].email, email))
		i = (i + 1) & mask;
	return i;
}

static enum err_code
grow(struct gophish_reading *r, struct err *err)
{
	size_t n = r->slots_n > 0 ? 2 * r->slots_n : 1024;
	uint32_t *slots;

	if (2 * (r->g.people.n + 1) < r->slots_n)
		return ERR_NONE;
	slots = ARENA_ARRAY(r->arena, n, uint32_t);
	if (slots == NULL)
		return arena_fail(r->arena, err);
	r->slots = slots;
	r->slots_n = n;
	for (size_t i = 0; i < r->g.people.n; i++)
		slots[slot_of(r, r->g.people.v[i].email)] = (uint32_t)i + 1;
	return ERR_NONE;
}

/* In lower case; ptr is NULL where it is no address. */
static struct str
address_of(struct arena *arena, struct str text)
{
	struct str s = str_trim(text);
	size_t at;
	char *low;

	/* the CSV's guard against formulas in spreadsheets */
	if (s.len > 1 && s.ptr[0] == '\'' && strchr("=+-@", s.ptr[1]) != NULL)
		s = str_from_at(s, 1);
	at = str_find_char(s, '@');
	if (at == 0 || at + 1 >= s.len || s.len > EMAIL_MAX)
		return STR_NONE;
	low = arena_cstr(arena, s);
	for (size_t i = 0; low != NULL && i < s.len; i++) {
		if ((unsigned char)low[i] <= ' ' || low[i] == 127)
			return STR_NONE;
		if (low[i] >= 'A' && low[i] <= 'Z')
			low[i] = (char)(low[i] + ('a' - 'A'));
	}
	return (struct str){low, low != NULL ? s.len : 0};
}

enum err_code
gophish_person(
    struct gophish_reading *r, struct str email, uint32_t *out, struct err *err)
{
	struct str address = address_of(r->arena, email);
	struct gophish_person *p;
	enum err_code rc;
	size_t i;

	if (address.ptr == NULL)
		return err_set(err, ERR_INVALID,
		    "'%.*s' is no mail address such as ada@acme.example",
		    STR_FMT(str_sub(email, 0, 80)));
	rc = grow(r, err);
	if (rc != ERR_NONE)
		return rc;
	i = slot_of(r, address);
	if (r->slots[i] == 0) {
		if (r->g.people.n >= GOPHISH_PEOPLE_MAX)
			return err_set(err, ERR_LIMIT,
			    "the campaign has over %u people",
			    GOPHISH_PEOPLE_MAX);
		p = ARENA_PUSH(r->arena, &r->g.people);
		if (p == NULL)
			return arena_fail(r->arena, err);
		p->email = address;
		r->slots[i] = (uint32_t)r->g.people.n;
	}
	*out = r->slots[i] - 1;
	return ERR_NONE;
}

/* --- words and times -------------------------------------------------- */

/* In the order of things: a result's status implies those before it, one of
   reporting but the first. */
static const char *const messages[GOPHISH_WHATS] = {
    [GOPHISH_SENT] = "Email Sent",
    [GOPHISH_OPENED] = "Email Opened",
    [GOPHISH_CLICKED] = "Clicked Link",
    [GOPHISH_SUBMITTED] = "Submitted Data",
    [GOPHISH_REPORTED] = "Email Reported",
};

/* What gophish says besides. */
static const char *const others[] = {"Campaign Created", "Sending", "Scheduled",
    "Queued", "Retrying", "Error", "Error Sending Email", "Sending Error",
    "Unknown", "Proxied request", "In progress", "Completed"};

enum err_code
gophish_what_read(
    struct str message, enum gophish_what *out, bool *counts, struct err *err)
{
	*counts = false;
	for (unsigned i = 0; i < GOPHISH_WHATS; i++)
		if (str_eq(message, str_from(messages[i]))) {
			*out = (enum gophish_what)i;
			*counts = true;
			return ERR_NONE;
		}
	if (str_eq(message, STR("Success"))) { /* of old versions */
		*out = GOPHISH_SUBMITTED;
		*counts = true;
		return ERR_NONE;
	}
	for (size_t i = 0; i < NELEM(others); i++)
		if (str_eq(message, str_from(others[i])))
			return ERR_NONE;
	return err_set(err, ERR_INVALID,
	    "'%.*s' is nothing that gophish says; one such as 'Email Sent' or "
	    "'Clicked Link' is accepted",
	    STR_FMT(str_sub(message, 0, 60)));
}

static bool
digits(struct str s, size_t at, size_t n, int64_t *out)
{
	int64_t v = 0;

	if (at + n > s.len)
		return false;
	for (size_t i = at; i < at + n; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		v = v * 10 + (s.ptr[i] - '0');
	}
	*out = v;
	return true;
}

/* What follows the seconds: ".5", ".123456789", then "Z" or "+02:00". */
static bool
read_rest(struct str s, int64_t *micros, int64_t *offset)
{
	int64_t unit = CLOCK_SECOND, hours, minutes;
	size_t i = 0;

	*micros = *offset = 0;
	if (s.len > 0 && s.ptr[0] == '.') {
		for (i = 1; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9';
		     i++) {
			unit /= 10;
			*micros += unit * (s.ptr[i] - '0');
		}
		if (i == 1 || i > 10)
			return false;
	}
	s = str_from_at(s, i);
	if (str_eq(s, STR("Z")))
		return true;
	if (s.len != 6 || (s.ptr[0] != '+' && s.ptr[0] != '-') ||
	    s.ptr[3] != ':' || !digits(s, 1, 2, &hours) ||
	    !digits(s, 4, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*offset = (60 * hours + minutes) * (s.ptr[0] == '+' ? 1 : -1);
	return true;
}

bool
gophish_time_read(struct str text, int64_t *out)
{
	int64_t micros, offset, at;
	char whole[CLOCK_TEXT_LEN + 1];

	if (text.len < 20 ||
	    !read_rest(str_from_at(text, 19), &micros, &offset))
		return false;
	memcpy(whole, text.ptr, 19);
	memcpy(whole + 19, ".000000Z", 9);
	if (!clock_read(str_from(whole), &at))
		return false;
	at += micros - offset * MINUTE;
	*out = at > 0 ? at : 0; /* Go's zero time, and what clocks were not */
	return true;
}

/* --- what was done ---------------------------------------------------- */

static void
note(struct gophish_person *p, enum gophish_what what)
{
	p->did[what] = true;
	p->did[GOPHISH_SENT] = true;
}

enum err_code
gophish_status(struct gophish_reading *r, uint32_t person, struct str status,
    struct err *err)
{
	enum gophish_what what;
	bool counts;
	enum err_code rc = gophish_what_read(status, &what, &counts, err);

	if (rc != ERR_NONE || !counts)
		return rc;
	note(&r->g.people.v[person], what);
	if (r->g.source != GOPHISH_RESULTS_CSV || what == GOPHISH_REPORTED)
		return ERR_NONE; /* the events say the rest */
	for (unsigned i = GOPHISH_SENT; i < what; i++)
		note(&r->g.people.v[person], (enum gophish_what)i);
	return ERR_NONE;
}

/* {"browser":{"address":"...","user-agent":"..."}}; others say nothing. */
static enum err_code
read_details(struct gophish_reading *r, struct str details,
    struct gophish_event *e, struct err *err)
{
	const struct json *browser;
	struct json doc;
	enum err_code rc;

	if (details.len == 0)
		return ERR_NONE;
	rc = json_read(details, r->arena, &doc, err);
	if (rc != ERR_NONE)
		return err_prefix(err, "details");
	browser = json_get(&doc, "browser");
	if (browser == NULL)
		return ERR_NONE;
	e->address = json_opt_str(browser, "address");
	e->agent = json_opt_str(browser, "user-agent");
	return ERR_NONE;
}

enum err_code
gophish_event(struct gophish_reading *r, struct str email, struct str time,
    struct str message, struct str details, struct err *err)
{
	struct gophish_event e = {0}, *slot;
	struct gophish_person *p;
	bool counts;
	enum err_code rc = gophish_what_read(message, &e.what, &counts, err);

	if (rc == ERR_NONE && !gophish_time_read(time, &e.at))
		rc = err_set(err, ERR_INVALID,
		    "time '%.*s'; one such as 2026-03-02T09:15:00.5Z is "
		    "accepted",
		    STR_FMT(str_sub(time, 0, 40)));
	if (rc != ERR_NONE || !counts)
		return rc;
	rc = gophish_person(r, email, &e.person, err);
	if (rc == ERR_NONE)
		rc = read_details(r, details, &e, err);
	if (rc != ERR_NONE)
		return rc;
	if (r->g.events.n >= GOPHISH_EVENTS_MAX)
		return err_set(err, ERR_LIMIT,
		    "the campaign has over %u events", GOPHISH_EVENTS_MAX);
	slot = ARENA_PUSH(r->arena, &r->g.events);
	if (slot == NULL)
		return arena_fail(r->arena, err);
	*slot = e;
	p = &r->g.people.v[e.person];
	note(p, e.what);
	if (e.what == GOPHISH_SENT && (p->sent_at == 0 || e.at < p->sent_at))
		p->sent_at = e.at;
	return ERR_NONE;
}

/* --- JSON ------------------------------------------------------------- */

static enum err_code
need_list(const struct json *doc, const char *name, const struct json **out,
    struct err *err)
{
	*out = json_get(doc, name);
	if (*out == NULL || (*out)->kind != JSON_IS_LIST)
		return err_set(err, ERR_INVALID,
		    "there is no list '%s': the answer to GET "
		    "/api/campaigns/{id}/results is accepted",
		    name);
	return ERR_NONE;
}

static enum err_code
read_result(struct gophish_reading *r, const struct json *v, struct err *err)
{
	struct str email, status;
	uint32_t person;
	enum err_code rc = json_get_str(v, "email", &email, err);

	if (rc == ERR_NONE)
		rc = json_get_str(v, "status", &status, err);
	if (rc == ERR_NONE)
		rc = gophish_person(r, email, &person, err);
	if (rc == ERR_NONE)
		rc = gophish_status(r, person, status, err);
	if (rc == ERR_NONE && json_opt_flag(v, "reported", false))
		note(&r->g.people.v[person], GOPHISH_REPORTED);
	return rc;
}

static enum err_code
read_entry(struct gophish_reading *r, const struct json *v, struct err *err)
{
	struct str time, message, email = json_opt_str(v, "email"),
				  details = json_opt_str(v, "details");
	enum err_code rc = json_get_str(v, "time", &time, err);

	if (rc == ERR_NONE)
		rc = json_get_str(v, "message", &message, err);
	return rc == ERR_NONE
	    ? gophish_event(r, email, time, message, details, err)
	    : rc;
}

static enum err_code
read_json(struct gophish_reading *r, struct str text, struct err *err)
{
	const struct json *results = NULL, *timeline = NULL;
	struct json doc;
	enum err_code rc = json_read(text, r->arena, &doc, err);

	if (rc == ERR_NONE)
		rc = need_list(&doc, "results", &results, err);
	if (rc == ERR_NONE)
		rc = need_list(&doc, "timeline", &timeline, err);
	if (rc != ERR_NONE)
		return rc;
	r->g.name = json_opt_str(&doc, "name");
	for (size_t i = 0; i < results->n && rc == ERR_NONE; i++) {
		rc = read_result(r, &results->items[i].value, err);
		if (rc != ERR_NONE)
			return err_prefix(err, "results[%zu]", i);
	}
	for (size_t i = 0; i < timeline->n && rc == ERR_NONE; i++) {
		rc = read_entry(r, &timeline->items[i].value, err);
		if (rc != ERR_NONE)
			return err_prefix(err, "timeline[%zu]", i);
	}
	return rc;
}

static enum err_code
finish(struct gophish_reading *r, struct err *err)
{
	struct gophish *g = &r->g;

	for (size_t i = 0; i < g->people.n; i++) {
		const struct gophish_person *p = &g->people.v[i];

		g->sent += p->did[GOPHISH_SENT];
		if (p->did[GOPHISH_SENT] && p->sent_at != 0 &&
		    (g->sent_at == 0 || p->sent_at < g->sent_at))
			g->sent_at = p->sent_at;
	}
	if (g->sent == 0 || g->sent_at == 0)
		return err_set(err, ERR_INVALID,
		    "the file names nobody a mail was sent to, with the time "
		    "of it: export the campaign after it has begun");
	return ERR_NONE;
}

enum err_code
gophish_read(
    struct str text, struct arena *arena, struct gophish *out, struct err *err)
{
	struct gophish_reading r = {.arena = arena};
	enum err_code rc;

	if (text.len > GOPHISH_MAX)
		return err_set(err, ERR_LIMIT,
		    "the export is longer than %zu bytes", GOPHISH_MAX);
	if (str_trim(text).len == 0)
		return err_set(err, ERR_SYNTAX,
		    "the file is empty: the JSON of gophish's API or one of "
		    "its two CSV exports is accepted");
	if (str_starts(str_trim(text), STR("{")))
		rc = read_json(&r, text, err);
	else
		rc = gophish_csv_read(&r, text, err);
	if (rc == ERR_NONE)
		rc = finish(&r, err);
	if (rc == ERR_NONE)
		*out = r.g;
	return rc;
}
