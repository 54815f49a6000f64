#include "policy/digest.h"

#include <inttypes.h>

#include "codec/json.h"
#include "policy/message.h"

#define BODY_MAX ((size_t)60 << 10) /* below what a mail may have */
#define JSON_MAX ((size_t)48 << 10) /* below what a fact may have */

static const char *
plural(int64_t n)
{
	return n == 1 ? "" : "s";
}

static int64_t
left_of(const struct digest_from *from, const struct agenda_item *item)
{
	const struct reminder_days days = {
	    .today = from->today, .zone = from->zone};

	return reminder_left(item, &days);
}

/* "due 3 March 2026, 12 days ago" */
static void
add_when(struct buf *out, const struct digest_from *from,
    const struct agenda_item *item)
{
	int64_t left = left_of(from, item);
	char date[CLOCK_LONG_LEN + 1];

	if (item->due == 0) {
		buf_add(out, STR("without a date"));
		return;
	}
	clock_write_long(zone_day(from->zone, item->due) * CLOCK_DAY, date);
	buf_addf(out, "due %s, ", date);
	if (left == 0)
		buf_add(out, STR("today"));
	else if (left > 0)
		buf_addf(out, "in %" PRId64 " day%s", left, plural(left));
	else
		buf_addf(out, "%" PRId64 " day%s ago", -left, plural(-left));
}

static void
add_item(struct buf *out, const struct digest_from *from,
    const struct agenda_item *item)
{
	buf_addf(out, "  %.*s\n    ", STR_FMT(item->title));
	add_when(out, from, item);
	if (item->reason.len > 0)
		buf_addf(out, "\n    %.*s", STR_FMT(item->reason));
	buf_addf(out, "\n    %.*s%.*s\n\n", STR_FMT(from->base_url),
	    STR_FMT(item->path));
}

/* Those that are overdue, or those that are not; how many there were. */
static size_t
add_part(struct buf *out, const struct digest_from *from,
    const struct agenda *items, bool overdue, size_t *room)
{
	size_t n = 0, shown = 0;

	for (size_t i = 0; i < items->n; i++) {
		const struct agenda_item *item = &items->v[i];

		if ((item->state == DUE_IS_OVERDUE) != overdue)
			continue;
		if (n++ == 0)
			buf_add(out, overdue ? STR("OVERDUE\n") : STR("DUE\n"));
		if (*room == 0)
			continue;
		(*room)--;
		shown++;
		add_item(out, from, item);
	}
	if (n > shown)
		buf_addf(out, "  and %zu more: %.*s/\n\n", n - shown,
		    STR_FMT(from->base_url));
	return n;
}

static enum err_code
finish(struct buf *b, struct arena *arena, struct str *out, struct err *err)
{
	enum err_code rc = buf_finish(b, err);

	if (rc == ERR_NONE) {
		*out = arena_buf(arena, b);
		if (out->ptr == NULL)
			rc = arena_fail(arena, err);
	}
	buf_release(b);
	return rc;
}

static struct str
own_subject(struct arena *arena, size_t overdue, size_t due)
{
	if (overdue > 0 && due > 0)
		return arena_strf(
		    arena, "Training: %zu overdue, %zu due", overdue, due);
	if (overdue > 0)
		return arena_strf(arena, "Training: %zu overdue", overdue);
	return arena_strf(arena, "Training: %zu due", due);
}

enum err_code
digest_own(const struct digest_from *from, struct str name,
    const struct agenda *items, struct str note, struct arena *arena,
    struct mail *out, struct err *err)
{
	size_t room = DIGEST_ITEMS, overdue, due;
	struct str body;
	struct buf b;
	enum err_code rc;

	buf_init(&b, BODY_MAX);
	buf_addf(&b, "Hello %.*s,\n\n", STR_FMT(name));
	if (note.len > 0)
		buf_addf(&b, "%.*s\n\n", STR_FMT(note));
	overdue = add_part(&b, from, items, true, &room);
	due = add_part(&b, from, items, false, &room);
	buf_addf(&b,
	    "At most one such mail comes a day. The same dates as a calendar: "
	    "%.*s/account#calendar\n",
	    STR_FMT(from->base_url));
	rc = finish(&b, arena, &body, err);
	if (rc != ERR_NONE)
		return rc;
	out->subject = own_subject(arena, overdue, due);
	out->body = body;
	out->keep = true;
	return out->subject.ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

static void
add_person(struct buf *out, const struct digest_from *from,
    const struct digest_person *person)
{
	buf_addf(out, "  %.*s", STR_FMT(person->name));
	if (person->team.len > 0)
		buf_addf(out, " (%.*s)", STR_FMT(person->team));
	buf_add(out, STR("\n"));
	for (size_t i = 0; i < person->items.n && i < DIGEST_OF_ONE; i++) {
		const struct agenda_item *item = &person->items.v[i];

		buf_addf(out, "    %.*s, ", STR_FMT(item->title));
		add_when(out, from, item);
		buf_add(out, STR("\n"));
	}
	if (person->items.n > DIGEST_OF_ONE)
		buf_addf(
		    out, "    and %zu more\n", person->items.n - DIGEST_OF_ONE);
	buf_add(out, STR("\n"));
}

static struct str
people_subject(
    struct arena *arena, enum reminder_rung rung, size_t n, unsigned after_days)
{
	const char *verb = n == 1 ? "person" : "people";

	if (rung == REMINDER_MANAGER)
		return arena_strf(
		    arena, "Training: %zu %s of yours overdue", n, verb);
	return arena_strf(arena, "Training: %zu %s overdue for %u days or more",
	    n, verb, after_days);
}

enum err_code
digest_people(const struct digest_from *from, enum reminder_rung rung,
    struct str name, unsigned after_days, const struct digest_people *people,
    struct arena *arena, struct mail *out, struct err *err)
{
	bool manager = rung == REMINDER_MANAGER;
	struct str body;
	struct buf b;
	enum err_code rc;

	buf_init(&b, BODY_MAX);
	buf_addf(
	    &b, "Hello%s%.*s,\n\n", name.len > 0 ? " " : "", STR_FMT(name));
	buf_addf(&b,
	    "what follows was due %u day%s ago or more. Each of these people "
	    "has been\nreminded by mail%s.\n\n",
	    after_days, plural(after_days),
	    manager ? "" : ", and so has their manager where there is one");
	for (size_t i = 0; i < people->n && i < DIGEST_PEOPLE; i++)
		add_person(&b, from, &people->v[i]);
	if (people->n > DIGEST_PEOPLE)
		buf_addf(
		    &b, "  and %zu more people\n\n", people->n - DIGEST_PEOPLE);
	buf_addf(
	    &b, "%.*s%s\n", STR_FMT(from->base_url), manager ? "/team" : "/");
	rc = finish(&b, arena, &body, err);
	if (rc != ERR_NONE)
		return rc;
	out->subject = people_subject(arena, rung, people->n, after_days);
	out->body = body;
	out->keep = true;
	return out->subject.ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

enum err_code
digest_channel(const struct digest_teams *teams, struct str base_url,
    struct arena *arena, struct str *out, struct err *err)
{
	struct buf b;

	buf_init(&b, MESSAGE_CHAT_MAX);
	buf_add(&b, STR("Training that is overdue:\n"));
	for (size_t i = 0; i < teams->n; i++) {
		const struct digest_team *t = &teams->v[i];

		if (b.len > 2000) { /* a channel is no report */
			buf_addf(&b, "and in %zu more teams\n", teams->n - i);
			break;
		}
		buf_addf(&b, "%u %s of %.*s\n", t->people,
		    t->people == 1 ? "person" : "people", STR_FMT(t->name));
	}
	buf_addf(&b, "%.*s/team", STR_FMT(base_url));
	return finish(&b, arena, out, err);
}

enum err_code
digest_json(const struct agenda *items, struct arena *arena, struct str *out,
    struct err *err)
{
	struct buf b;

	buf_init(&b, JSON_MAX);
	json_list(&b, NULL);
	for (size_t i = 0; i < items->n && i < DIGEST_FACTS; i++) {
		json_open(&b);
		json_time(&b, "due", items->v[i].due);
		json_str(&b, "obligation", items->v[i].obligation);
		json_str(&b, "thing", items->v[i].thing);
		json_close(&b);
	}
	json_list_end(&b);
	return finish(&b, arena, out, err);
}
