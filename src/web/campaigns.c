#include "templates/campaigns.h"

#include <math.h>

#include "codec/hex.h"
#include "policy/campaign.h"
#include "web/awareness.h"
#include "web/number.h"
#include "web/pages.h"

/*
 * Practice campaigns as counts.  A file is sent once: its counts wait as a
 * draft while they are looked at, and the second form names that draft.
 */
#define COUNTING_MEMORY ((size_t)96 << 20)

static const char *const headlines[CAMPAIGN_DIFFICULTIES] = {
    "Easy to see through", "Fair", "Hard to see through"};
static const char *const hints[CAMPAIGN_DIFFICULTIES] = {
    "Many cues give it away, and its premise fits nobody's work.",
    "Some cues, or a premise that could be true.",
    "Few cues, and a premise that fits what readers do."};

struct work {
	const struct call *call;
	struct campaigns list;
	struct campaign *campaign; /* looked at, or NULL */
	struct str replaces;
	struct id draft;
};

static enum err_code
list(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	return campaign_list(
	    db, w->call->arena, w->call->session.person.id, &w->list, err);
}

static struct str
rate(struct call *call, uint64_t hits, uint64_t n)
{
	double share = n > 0 ? (double)hits / (double)n : 0;

	return arena_strf(call->arena, "%llu: %.*s", (unsigned long long)hits,
	    STR_FMT(
		number_share(call->arena, n, share, interval_wilson(hits, n))));
}

static struct str
points(struct arena *arena, double by)
{
	return arena_strf(
	    arena, "%s%.0f", by <= -.005 ? "\u2212" : "", fabs(100 * by));
}

static struct str
trend(struct call *call, uint64_t hits, uint64_t n, uint64_t hits_before,
    uint64_t n_before)
{
	struct campaign_trend t =
	    campaign_trend(hits, n, hits_before, n_before);
	struct arena *a = call->arena;

	return arena_strf(a, "%s: %.*s points (%.*s to %.*s)",
	    !t.clear       ? "no clear change"
		: t.by > 0 ? "more than before"
			   : "fewer than before",
	    STR_FMT(points(a, t.by)), STR_FMT(points(a, t.low)),
	    STR_FMT(points(a, t.high)));
}

/* The campaign of the same difficulty that was sent before; they stand newest
   first. */
static const struct campaign *
before(const struct campaigns *all, size_t i)
{
	for (size_t k = i + 1; k < all->n; k++)
		if (all->v[k].difficulty == all->v[i].difficulty)
			return &all->v[k];
	return NULL;
}

static enum err_code
add_row(struct call *call, const struct campaigns *all, size_t i,
    struct tmpl_campaigns_groups *group, struct err *err)
{
	const struct campaign *c = &all->v[i], *was = before(all, i);
	struct tmpl_campaigns_groups_rows *row =
	    ARENA_PUSH(call->arena, &group->rows);

	if (row == NULL)
		return arena_fail(call->arena, err);
	row->day = c->sent_at;
	row->title = c->title;
	row->sent = (int64_t)c->sent;
	row->clicked = rate(call, c->clicked, c->sent);
	row->submitted = rate(call, c->submitted, c->sent);
	row->reported = rate(call, c->reported, c->sent);
	row->both = rate(call, c->both, c->sent);
	row->opened = rate(call, c->opened, c->sent);
	row->suppressed = (int64_t)c->suppressed;
	row->source = c->source;
	if (was != NULL) {
		row->trend =
		    trend(call, c->clicked, c->sent, was->clicked, was->sent);
		row->reported_trend =
		    trend(call, c->reported, c->sent, was->reported, was->sent);
	}
	return ERR_NONE;
}

static enum err_code
add_group(struct call *call, const struct campaigns *all,
    enum campaign_difficulty difficulty, struct tmpl_campaigns *v,
    struct err *err)
{
	struct tmpl_campaigns_groups group = {
	    .id = str_from(campaign_difficulty_name(difficulty)),
	    .headline = str_from(headlines[difficulty])};
	struct tmpl_campaigns_groups *slot;
	uint64_t sent = 0, clicked = 0, reported = 0;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; rc == ERR_NONE && i < all->n; i++) {
		if (all->v[i].difficulty != difficulty)
			continue;
		rc = add_row(call, all, i, &group, err);
		sent += all->v[i].sent;
		clicked += all->v[i].clicked;
		reported += all->v[i].reported;
	}
	if (rc != ERR_NONE || group.rows.n == 0)
		return rc;
	group.summary = arena_strf(call->arena,
	    "%.*s, %llu mails. Clicked %.*s. Reported %.*s.",
	    STR_FMT(
		show_count(call->arena, group.rows.n, "campaign", "campaigns")),
	    (unsigned long long)sent, STR_FMT(rate(call, clicked, sent)),
	    STR_FMT(rate(call, reported, sent)));
	slot = ARENA_PUSH(call->arena, &v->groups);
	if (slot == NULL)
		return arena_fail(call->arena, err);
	*slot = group;
	return ERR_NONE;
}

static enum err_code
add_preview(struct call *call, const struct work *w, struct tmpl_campaigns *v,
    struct err *err)
{
	const struct campaign *c = w->campaign;
	struct tmpl_campaigns_preview *p;
	char hex[2 * CAMPAIGN_HASH];

	if (c == NULL)
		return ERR_NONE;
	p = ARENA_NEW(call->arena, struct tmpl_campaigns_preview);
	if (p == NULL)
		return arena_fail(call->arena, err);
	hex_write(hex, c->content, CAMPAIGN_HASH);
	p->frame = v->frame;
	p->title = c->title;
	p->difficulty = str_from(campaign_difficulty_name(c->difficulty));
	p->day = c->sent_at;
	p->sent = (int64_t)c->sent;
	p->clicked = rate(call, c->clicked, c->sent);
	p->submitted = rate(call, c->submitted, c->sent);
	p->reported = rate(call, c->reported, c->sent);
	p->both = rate(call, c->both, c->sent);
	p->opened = rate(call, c->opened, c->sent);
	p->suppressed = (int64_t)c->suppressed;
	p->source = c->source;
	p->replaces = w->replaces;
	p->sha256 = arena_str(call->arena, (struct str){hex, sizeof(hex)});
	p->draft = show_id(call->arena, w->draft);
	v->preview = p;
	return ERR_NONE;
}

static struct str
form_or(const struct call *call, const char *name, unsigned otherwise)
{
	struct str text = str_trim(page_form(call, name));

	return text.len > 0 ? text : arena_strf(call->arena, "%u", otherwise);
}

static enum err_code
add_form(struct call *call, struct tmpl_campaigns *v, struct err *err)
{
	struct str chosen = page_form(call, "difficulty");

	v->may_import = WHO(call->session.person.role) & WHO_AUTHOR;
	v->new_title = page_form(call, "title");
	v->seconds = form_or(call, "seconds", CLICKS_RULES.seconds);
	v->crowd = form_or(call, "crowd", CLICKS_RULES.crowd);
	v->crowd_seconds =
	    form_or(call, "crowd_seconds", CLICKS_RULES.crowd_seconds);
	for (int i = 0; i < CAMPAIGN_DIFFICULTIES; i++) {
		struct tmpl_campaigns_choices *c =
		    ARENA_PUSH(call->arena, &v->choices);

		if (c == NULL)
			return arena_fail(call->arena, err);
		c->value = str_from(
		    campaign_difficulty_name((enum campaign_difficulty)i));
		c->label = str_from(headlines[i]);
		c->hint = str_from(hints[i]);
		c->chosen = str_eq(chosen, c->value);
	}
	return ERR_NONE;
}

static enum err_code
show(struct call *call, struct work *w, struct str problem, struct err *err)
{
	struct tmpl_campaigns v = {
	    .frame = page_frame(call, "Phishing campaigns"),
	    .around = awareness_nav(call, AWARENESS_CAMPAIGNS),
	    .problem = problem};
	enum err_code rc = store_read(call->web->config.store, list, w, err);

	if (v.around == NULL)
		return arena_fail(call->arena, err);
	if (str_eq(page_query(call, "note"), STR("imported")))
		v.note = STR("The campaign is in.");
	for (int i = 0; rc == ERR_NONE && i < CAMPAIGN_DIFFICULTIES; i++)
		rc = add_group(
		    call, &w->list, (enum campaign_difficulty)i, &v, err);
	if (rc == ERR_NONE)
		rc = add_preview(call, w, &v, err);
	if (rc == ERR_NONE)
		rc = add_form(call, &v, err);
	if (rc == ERR_NONE)
		tmpl_campaigns(call->re->body, &v);
	return rc;
}

enum err_code
page_campaigns(struct call *call, struct err *err)
{
	struct work w = {.call = call};

	return show(call, &w, STR(""), err);
}

/* --- preview ---------------------------------------------------------- */

static enum err_code
read_number(const struct call *call, const char *name, const char *what,
    unsigned *out, struct err *err)
{
	struct str text = str_trim(page_form(call, name));
	uint64_t n;

	if (text.len == 0)
		return ERR_NONE;
	if (!str_u64(text, &n) || n > 100000)
		return err_set(err, ERR_INVALID,
		    "%s: '%.*s' is no plain number", what,
		    STR_FMT(str_sub(text, 0, 40)));
	*out = (unsigned)n;
	return ERR_NONE;
}

static enum err_code
read_form(const struct call *call, struct str *file,
    enum campaign_difficulty *difficulty, struct clicks_rules *rules,
    struct err *err)
{
	enum err_code rc;

	*rules = CLICKS_RULES;
	for (size_t i = 0; i < call->rq->files.n; i++)
		if (str_eq(call->rq->files.v[i].field, STR("file")))
			*file = call->rq->files.v[i].data;
	if (file->len == 0)
		return err_set(err, ERR_INVALID, "choose the export to import");
	if (!campaign_difficulty_read(
		page_form(call, "difficulty"), difficulty))
		return err_set(err, ERR_INVALID,
		    "say how hard the mail was to see through");
	rc = read_number(
	    call, "seconds", "seconds after sending", &rules->seconds, err);
	if (rc == ERR_NONE)
		rc = read_number(
		    call, "crowd", "people of one address", &rules->crowd, err);
	if (rc == ERR_NONE)
		rc = read_number(call, "crowd_seconds", "within seconds",
		    &rules->crowd_seconds, err);
	return rc;
}

/* In memory of its own: a file of JSON is many times as large when read. */
static enum err_code
count(struct call *call, struct campaign *out, struct err *err)
{
	enum campaign_difficulty difficulty;
	struct clicks_rules rules;
	struct clicks clicks;
	struct arena arena;
	struct str file = {0};
	enum err_code rc = read_form(call, &file, &difficulty, &rules, err);

	if (rc != ERR_NONE)
		return rc;
	arena_init(&arena, COUNTING_MEMORY);
	rc = campaign_prepare(file, page_form(call, "title"), difficulty,
	    &rules, &arena, out, &clicks, err);
	if (rc == ERR_NONE) {
		out->title = arena_str(call->arena, out->title);
		out->source = arena_str(call->arena, out->source);
		if (out->title.ptr == NULL || out->source.ptr == NULL)
			rc = arena_fail(call->arena, err);
	}
	arena_release(&arena);
	return rc;
}

static enum err_code
put(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;
	enum err_code rc =
	    campaign_check(db, w->call->arena, w->campaign, &w->replaces, err);

	return rc == ERR_NONE
	    ? campaign_draft_put(
		  db, w->call->session.person.id, w->campaign, &w->draft, err)
	    : rc;
}

enum err_code
page_campaigns_preview(struct call *call, struct err *err)
{
	struct campaign campaign;
	struct work w = {.call = call};
	struct str problem = STR("");
	enum err_code rc = count(call, &campaign, err);

	if (rc == ERR_NONE) {
		w.campaign = &campaign;
		rc = store_write(call->web->config.store, put, &w, err);
	}
	if (awareness_refused(call, rc, err, &problem)) {
		w.campaign = NULL;
		return show(call, &w, problem, err);
	}
	return rc == ERR_NONE ? show(call, &w, problem, err) : rc;
}

static enum err_code
apply(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;
	struct id me = w->call->session.person.id;
	struct campaign campaign;
	enum err_code rc = campaign_draft_take(
	    db, w->call->arena, me, w->draft, &campaign, err);

	return rc == ERR_NONE
	    ? campaign_import(db, w->call->arena, me, &campaign, err)
	    : rc;
}

enum err_code
page_campaigns_apply(struct call *call, struct err *err)
{
	struct work w = {.call = call};
	struct str problem = STR("");
	enum err_code rc;

	if (!id_read(page_form(call, "draft"), &w.draft))
		return err_set(err, ERR_NOT_FOUND, "no such preview");
	rc = store_write(call->web->config.store, apply, &w, err);
	if (awareness_refused(call, rc, err, &problem))
		return show(call, &w, problem, err);
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call, URL("/campaigns?note=imported"), err);
}
