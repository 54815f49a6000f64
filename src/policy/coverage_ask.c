#include "policy/coverage_part.h"

/* What a control may ask for, one row a kind: what it is called, whether an
   obligation of another kind does it all the same, and what to do where
   nothing does. */
typedef bool does_fn(const struct policy_obligation *o);
typedef struct str says_fn(const struct coverage_world *w,
    const struct coverage *a, struct arena *arena);

struct kind {
	const char *name, *title;
	does_fn *does;    /* of an obligation that names the control */
	says_fn *says;    /* of the document or the records; STR_NONE: no */
	const char *mend; /* NULL: an obligation of the kind, by name */
	const char *place;
};

static bool
first_date(const struct policy_obligation *o)
{
	return policy_kind_personal(o->kind) && o->rule.initial_days > 0;
}

static bool
repeats(const struct policy_obligation *o)
{
	return policy_kind_personal(o->kind) &&
	    (o->by_course || o->rule.kind != DUE_ONCE);
}

static bool
on_major(const struct policy_obligation *o)
{
	return policy_kind_personal(o->kind) &&
	    (o->by_course || o->rule.on_major);
}

static bool
has_thing(const struct policy_obligation *o, enum policy_thing_kind kind)
{
	for (size_t i = 0; i < o->things.n; i++)
		if (o->things.v[i].kind == kind)
			return true;
	return false;
}

static bool
teaches(const struct policy_obligation *o)
{
	return has_thing(o, POLICY_MODULE) || has_thing(o, POLICY_LAB);
}

static bool
signs(const struct policy_obligation *o)
{
	return has_thing(o, POLICY_SIGNATURE);
}

static bool
gated(const struct policy_obligation *o)
{
	return o->gates.n > 0;
}

/* A module ends with its quiz, a lab with its verdict. */
static bool
assesses(const struct policy_obligation *o)
{
	return o->score_min > 0 || teaches(o);
}

struct words {
	bool role, employment, outsider;
};

static enum err_code
note_word(
    enum population_kind kind, struct str word, void *ctx, struct err *err)
{
	struct words *w = ctx;

	(void)err;
	w->role |= kind == POPULATION_ROLE || kind == POPULATION_DUTY ||
	    kind == POPULATION_ACCESS;
	w->employment |= kind == POPULATION_EMPLOYMENT;
	w->outsider |=
	    kind == POPULATION_EMPLOYMENT && !str_eq(word, STR("employee"));
	return ERR_NONE;
}

static struct words
words_of(const struct policy_obligation *o)
{
	struct words w = {0};
	struct err err;

	if (population_words(&o->who, note_word, &w, &err) != ERR_NONE)
		return (struct words){0};
	return w;
}

/* Who takes up a duty comes into scope on that day, with a date. */
static bool
follows_roles(const struct policy_obligation *o)
{
	return first_date(o) && words_of(o).role;
}

/* By access or by being here, whoever pays them. */
static bool
takes_outsiders(const struct policy_obligation *o)
{
	struct words w = words_of(o);

	return policy_kind_personal(o->kind) && (!w.employment || w.outsider);
}

/* --- what the document and the records say ------------------------------- */

static struct str
says_policy(const struct coverage_world *w, const struct coverage *a,
    struct arena *arena)
{
	char date[CLOCK_DATE_LEN + 1];

	(void)a;
	if (w->policy->version == 0)
		return STR_NONE;
	clock_write_date(w->policy->approved, date);
	return arena_strf(arena, "policy v%u, approved on %s by %.*s",
	    w->policy->version, date, STR_FMT(w->policy->approver));
}

static struct str
says_retention(const struct coverage_world *w, const struct coverage *a,
    struct arena *arena)
{
	unsigned years = w->policy->keep_years;

	if (years == 0 || years < a->limits.keep_years)
		return STR_NONE;
	return arena_strf(
	    arena, "the policy keeps records for %u years", years);
}

static struct str
says_escalation(const struct coverage_world *w, const struct coverage *a,
    struct arena *arena)
{
	const struct policy_messages *m = &w->policy->messages;

	(void)a;
	if (m->manager_after_days == 0 && m->owner_after_days == 0)
		return STR_NONE;
	return arena_strf(arena,
	    "the policy tells the manager after %u days and the owner after "
	    "%u",
	    m->manager_after_days, m->owner_after_days);
}

static struct str
on_record(struct arena *arena, uint64_t n, const char *one, const char *many)
{
	if (n == 0)
		return STR_NONE;
	return arena_strf(arena, "%llu %s on record", (unsigned long long)n,
	    n == 1 ? one : many);
}

static struct str
says_notice(const struct coverage_world *w, const struct coverage *a,
    struct arena *arena)
{
	(void)a;
	return on_record(arena, w->notices, "notice", "notices");
}

static struct str
says_campaign(const struct coverage_world *w, const struct coverage *a,
    struct arena *arena)
{
	(void)a;
	return on_record(arena, w->campaigns, "campaign", "campaigns");
}

static struct str
says_concern(const struct coverage_world *w, const struct coverage *a,
    struct arena *arena)
{
	struct str n = on_record(arena, w->concerns, "concern", "concerns");

	(void)a;
	if (!w->channel)
		return n;
	return n.ptr != NULL
	    ? arena_strf(arena, "a reporting channel, %.*s", STR_FMT(n))
	    : STR("a reporting channel on every page");
}

static const struct kind kinds[] = {
    {"policy", "a policy of its own", NULL, says_policy,
	"publish the organisation's own policy", "/policy/edit"},
    {"curriculum", "what is taught, by role and language", teaches, NULL, NULL,
	NULL},
    {"assign-initial", "training on joining", first_date, NULL, NULL, NULL},
    {"assign-recurring", "training that repeats", repeats, NULL, NULL, NULL},
    {"assign-on-change", "training when what is taught changes", on_major, NULL,
	NULL, NULL},
    {"assign-on-role-change", "training when a duty changes", follows_roles,
	NULL, NULL, NULL},
    {"before-access", "training before access", gated, NULL, NULL, NULL},
    {"assess-competence", "a test of competence", assesses, NULL, NULL, NULL},
    {"acknowledge", "a signature under the policy", signs, NULL, NULL, NULL},
    {"content-review", "a review of what is taught", NULL, NULL, NULL, NULL},
    {"lessons-learned", "lessons from incidents", NULL, NULL, NULL, NULL},
    {"effectiveness", "a look at whether it helps", NULL, NULL, NULL, NULL},
    {"management-reporting", "a report to the management", NULL, NULL, NULL,
	NULL},
    {"retention", "records that are kept", NULL, says_retention,
	"say in the policy's settings for how many years records are kept",
	"/policy/edit"},
    {"escalation", "consequences of not training", NULL, says_escalation,
	"give the policy's messages a manager and an owner to tell",
	"/policy/edit"},
    {"third-party", "contractors and suppliers with access", takes_outsiders,
	NULL, NULL, NULL},
    {"notice", "notices that people read", NULL, says_notice,
	"publish a notice", "/notices/new"},
    {"campaign", "results of phishing exercises", NULL, says_campaign,
	"import the results of an exercise", "/campaigns"},
    {"concern", "a channel for concerns", NULL, says_concern,
	"publish a reporting channel", "/concerns"},
};

static const struct kind *
kind_find(struct str name)
{
	for (size_t i = 0; i < NELEM(kinds); i++)
		if (str_eq(name, str_from(kinds[i].name)))
			return &kinds[i];
	return NULL;
}

const char *
coverage_ask_title(struct str kind)
{
	const struct kind *k = kind_find(kind);

	return k != NULL ? k->title : "something else";
}

/* --- one thing that is asked for ----------------------------------------- */

static struct str
answered_by(const struct coverage_world *w, const struct coverage *a,
    const struct kind *k, struct arena *arena)
{
	const struct policy_obligation *stands_in = NULL;

	for (size_t i = 0; i < a->obligations.n; i++) {
		const struct policy_obligation *o = a->obligations.v[i];

		if (o->gone.n > 0 && o->things.n == 0)
			continue; /* nothing of it is taught any more */
		if (str_eq(
			str_from(policy_kind_name(o->kind)), str_from(k->name)))
			return arena_strf(arena, "\"%.*s\"", STR_FMT(o->title));
		if (stands_in == NULL && k->does != NULL && k->does(o))
			stands_in = o;
	}
	if (stands_in != NULL)
		return arena_strf(
		    arena, "\"%.*s\", too", STR_FMT(stands_in->title));
	return k->says != NULL ? k->says(w, a, arena) : STR_NONE;
}

static enum err_code
add_ask(const struct coverage_world *w, struct arena *arena, struct coverage *a,
    const struct kind *k, struct err *err)
{
	struct coverage_ask *ask = ARENA_PUSH(arena, &a->asks);

	if (ask == NULL)
		return arena_fail(arena, err);
	ask->kind = str_from(k->name);
	ask->by = answered_by(w, a, k, arena);
	if (ask->by.ptr != NULL)
		return ERR_NONE;
	a->gaps++;
	ask->gap = arena_strf(arena,
	    "nothing here answers that %.*s asks for "
	    "%s",
	    STR_FMT(a->control->id), k->title);
	ask->remedy = k->mend != NULL
	    ? str_from(k->mend)
	    : arena_strf(arena, "name %.*s in an obligation of the kind %s",
		  STR_FMT(a->name), k->name);
	ask->place = k->mend != NULL ? k->place : "/policy/edit";
	return ask->gap.ptr != NULL && ask->remedy.ptr != NULL
	    ? ERR_NONE
	    : arena_fail(arena, err);
}

/* Of a control that no training coverages. */
static enum err_code
add_document(struct arena *arena, struct coverage *a, struct err *err)
{
	struct coverage_ask *ask = ARENA_PUSH(arena, &a->asks);

	if (ask == NULL)
		return arena_fail(arena, err);
	ask->kind = STR("document");
	if (a->attached > 0) {
		ask->by = arena_strf(arena, "%zu attached", a->attached);
		return ask->by.ptr != NULL ? ERR_NONE : arena_fail(arena, err);
	}
	a->gaps++;
	ask->gap = arena_strf(
	    arena, "nothing here answers %.*s yet", STR_FMT(a->control->id));
	ask->remedy = STR("attach the document that does");
	return ask->gap.ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

enum err_code
coverage_asks(const struct coverage_world *world, struct arena *arena,
    struct coverage *a, struct err *err)
{
	enum err_code rc = ERR_NONE;
	size_t known = 0;

	for (size_t i = 0; i < a->control->asks.n && rc == ERR_NONE; i++) {
		const struct kind *k = kind_find(a->control->asks.v[i]);

		if (k == NULL)
			continue; /* the linter has said so */
		known++;
		rc = add_ask(world, arena, a, k, err);
	}
	if (rc == ERR_NONE && known == 0)
		return add_document(arena, a, err);
	/* the whole of it is missing: one short sentence says more */
	if (rc == ERR_NONE && a->gaps == known)
		for (size_t i = 0; i < a->asks.n; i++)
			a->asks.v[i].gap =
			    arena_strf(arena, "nothing here answers %.*s yet",
				STR_FMT(a->control->id));
	return rc;
}
