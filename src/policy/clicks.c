#include "policy/clicks.h"

#include <stdlib.h>

#include "base/clock.h"

/* Filters of mail, previews of chats, and programs without a person: what
   each says of itself in the header. */
const char *const clicks_agents[] = {"barracuda", "proofpoint", "mimecast",
    "safelinks", "fireeye", "trendmicro", "symantec", "forcepoint", "cisco",
    "zscaler", "checkpoint", "bingpreview", "microsoft office",
    "googleimageproxy", "google-safety", "yahoomailproxy", "slackbot",
    "skypeuripreview", "teams/", "telegrambot", "whatsapp",
    "facebookexternalhit", "twitterbot", "linkedinbot", "discordbot",
    "headlesschrome", "phantomjs", "curl/", "wget/", "python-requests",
    "python-urllib", "aiohttp", "go-http-client", "java/", "okhttp",
    "libwww-perl", "apache-httpclient", "node-fetch", "axios/", "bot/", "bot;",
    "bot)", "crawler", "spider", "urlscan", "link preview", "linkpreview",
    NULL};

const char *
clicks_reason_name(enum clicks_reason reason)
{
	static const char *const names[] = {
	    [CLICKS_AGENT] = "by a program that fetches links",
	    [CLICKS_EARLY] = "before the mail went out",
	    [CLICKS_QUICK] = "too soon after the mail went out",
	    [CLICKS_CROWD] = "from an address that clicked for many at once",
	};

	return names[reason];
}

enum err_code
clicks_rules_check(const struct clicks_rules *rules, struct err *err)
{
	if (rules->seconds > 3600)
		return err_set(err, ERR_INVALID,
		    "0 to 3600 seconds after sending are accepted, not %u",
		    rules->seconds);
	if (rules->crowd == 1)
		return err_set(err, ERR_INVALID,
		    "an address that clicked for 1 is everybody's: 2 or more "
		    "people are accepted, or 0 for never");
	if (rules->crowd_seconds > 3600)
		return err_set(err, ERR_INVALID,
		    "0 to 3600 seconds for many people are accepted, not %u",
		    rules->crowd_seconds);
	return ERR_NONE;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool
holds(struct str text, struct str part)
{
	for (size_t i = 0; i + part.len <= text.len; i++) {
		size_t k = 0;

		while (k < part.len && lower(text.ptr[i + k]) == part.ptr[k])
			k++;
		if (k == part.len)
			return true;
	}
	return false;
}

static bool
is_program(struct str agent)
{
	if (agent.ptr == NULL)
		return false; /* the file does not say */
	if (str_trim(agent).len == 0)
		return true;
	for (size_t i = 0; clicks_agents[i] != NULL; i++)
		if (holds(agent, str_from(clicks_agents[i])))
			return true;
	return false;
}

/* --- one address for many --------------------------------------------- */

struct click {
	const struct gophish_event *event;
	bool crowd;
};

static int
by_address(const void *a, const void *b)
{
	const struct gophish_event *x = ((const struct click *)a)->event;
	const struct gophish_event *y = ((const struct click *)b)->event;
	int order = str_cmp(x->address, y->address);

	if (order != 0)
		return order;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->person < y->person ? -1 : x->person > y->person;
}

/* The clicks of one address in their order; seen[person] is how many of theirs
   are within the window, all 0 before and after. */
static void
mark_crowd(
    struct click *v, size_t n, const struct clicks_rules *rules, uint32_t *seen)
{
	int64_t window = rules->crowd_seconds * CLOCK_SECOND;
	size_t from = 0, people = 0;

	for (size_t to = 0; to < n; to++) {
		people += seen[v[to].event->person]++ == 0;
		while (v[to].event->at - v[from].event->at > window)
			people -= --seen[v[from++].event->person] == 0;
		if (people < rules->crowd)
			continue;
		for (size_t i = to + 1; i-- > from && !v[i].crowd;)
			v[i].crowd = true;
	}
	for (; from < n; from++)
		seen[v[from].event->person]--;
}

static enum err_code
find_crowds(const struct gophish *g, const struct clicks_rules *rules,
    struct click *v, size_t n, struct arena *arena, struct err *err)
{
	uint32_t *seen;

	if (rules->crowd == 0 || n == 0)
		return ERR_NONE;
	seen = ARENA_ARRAY(arena, g->people.n, uint32_t);
	if (seen == NULL)
		return arena_fail(arena, err);
	qsort(v, n, sizeof(*v), by_address);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n &&
		     str_eq(v[i].event->address, v[end].event->address);)
			end++;
		if (v[i].event->address.len > 0)
			mark_crowd(v + i, end - i, rules, seen);
	}
	return ERR_NONE;
}

/* --- each click ------------------------------------------------------- */

static bool
held(const struct gophish *g, const struct clicks_rules *rules,
    const struct click *c, enum clicks_reason *why)
{
	const struct gophish_event *e = c->event;
	int64_t sent = g->people.v[e->person].sent_at;

	if (is_program(e->agent))
		*why = CLICKS_AGENT;
	else if (sent != 0 && e->at < sent)
		*why = CLICKS_EARLY;
	else if (sent != 0 && rules->seconds > 0 &&
	    e->at - sent < rules->seconds * CLOCK_SECOND)
		*why = CLICKS_QUICK;
	else if (c->crowd)
		*why = CLICKS_CROWD;
	else
		return false;
	return true;
}

static void
add_up(const struct gophish *g, const bool *clicked, struct clicks *out)
{
	for (size_t i = 0; i < g->people.n; i++) {
		const bool *did = g->people.v[i].did;
		bool click = clicked[i] || did[GOPHISH_SUBMITTED];

		out->sent += did[GOPHISH_SENT];
		out->opened += did[GOPHISH_OPENED] || click;
		out->clicked += click;
		out->submitted += did[GOPHISH_SUBMITTED];
		out->reported += did[GOPHISH_REPORTED];
		out->both += click && did[GOPHISH_REPORTED];
		out->suppressed += did[GOPHISH_CLICKED] && !click;
	}
}

static struct click *
collect(const struct gophish *g, struct arena *arena, size_t *n)
{
	struct click *v = ARENA_ARRAY(arena, g->events.n + 1, struct click);

	*n = 0;
	for (size_t i = 0; v != NULL && i < g->events.n; i++)
		if (g->events.v[i].what == GOPHISH_CLICKED)
			v[(*n)++].event = &g->events.v[i];
	return v;
}

enum err_code
clicks_count(const struct gophish *g, const struct clicks_rules *rules,
    struct arena *arena, struct clicks *out, struct err *err)
{
	struct clicks c = {0};
	bool *clicked = ARENA_ARRAY(arena, g->people.n + 1, bool);
	struct click *v;
	size_t n;
	enum err_code rc = clicks_rules_check(rules, err);

	v = collect(g, arena, &n);
	if (rc == ERR_NONE && (clicked == NULL || v == NULL))
		rc = arena_fail(arena, err);
	if (rc == ERR_NONE)
		rc = find_crowds(g, rules, v, n, arena, err);
	if (rc != ERR_NONE)
		return rc;
	/* of a click that only their result speaks of nothing can be said */
	for (size_t i = 0; i < g->people.n; i++)
		clicked[i] = g->people.v[i].did[GOPHISH_CLICKED];
	for (size_t i = 0; i < n; i++)
		clicked[v[i].event->person] = false;
	for (size_t i = 0; i < n; i++) {
		enum clicks_reason why;

		if (held(g, rules, &v[i], &why))
			c.held[why]++;
		else
			clicked[v[i].event->person] = true;
	}
	c.all = n;
	add_up(g, clicked, &c);
	*out = c;
	return ERR_NONE;
}

struct str
clicks_rules_text(const struct clicks_rules *rules, struct arena *arena)
{
	struct str quick = STR("never by time"),
		   crowd = STR("never by address");

	if (rules->seconds > 0)
		quick =
		    arena_strf(arena, "within %u s of sending", rules->seconds);
	if (rules->crowd > 0)
		crowd =
		    arena_strf(arena, "%u people of one address within %u s",
			rules->crowd, rules->crowd_seconds);
	return arena_strf(arena, "%.*s; %.*s", STR_FMT(quick), STR_FMT(crowd));
}
