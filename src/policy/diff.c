#include "policy/diff.h"

#include "policy/policy_day.h"
#include "policy/words.h"

#define WORDS_MAX ((size_t)1 << 20)

struct diff {
	struct arena *arena;
	struct policy_changes *out;
	struct buf before, after;
	struct err *err;
};

/* Adds what stands in the two buffers, where it differs; empty is absent. */
static enum err_code
note(struct diff *d, struct str where)
{
	struct str was = buf_view(&d->before), is = buf_view(&d->after);
	struct policy_change *c;
	enum err_code rc = buf_finish(&d->before, d->err);

	if (rc == ERR_NONE)
		rc = buf_finish(&d->after, d->err);
	if (rc != ERR_NONE)
		return rc;
	if (!str_eq(was, is)) {
		c = ARENA_PUSH(d->arena, d->out);
		if (c == NULL || where.ptr == NULL)
			return arena_fail(d->arena, d->err);
		c->where = where;
		c->before = was.len > 0 ? arena_str(d->arena, was) : STR_NONE;
		c->after = is.len > 0 ? arena_str(d->arena, is) : STR_NONE;
		if ((was.len > 0 && c->before.ptr == NULL) ||
		    (is.len > 0 && c->after.ptr == NULL))
			return arena_fail(d->arena, d->err);
	}
	buf_reset(&d->before);
	buf_reset(&d->after);
	return ERR_NONE;
}

/* --- the document itself ---------------------------------------------- */

static void
day(struct buf *out, int64_t at)
{
	char text[CLOCK_DATE_LEN + 1];

	clock_write_date(at, text);
	buf_add(out, str_from(text));
}

#define TEXT_FACET(name, member)                                  \
	static void name(struct buf *out, const struct policy *p) \
	{                                                         \
		buf_add(out, p->member);                          \
	}

TEXT_FACET(write_title, title)
TEXT_FACET(write_owner, owner)
TEXT_FACET(write_approver, approver)
TEXT_FACET(write_a_who, statement.who)
TEXT_FACET(write_a_what, statement.what)
TEXT_FACET(write_a_often, statement.how_often)
TEXT_FACET(write_a_onboarding, statement.onboarding)
TEXT_FACET(write_a_consequence, statement.non_completion)
TEXT_FACET(write_a_enforced, statement.enforced)

static void
write_approved(struct buf *out, const struct policy *p)
{
	day(out, p->approved);
}

static void
write_effective(struct buf *out, const struct policy *p)
{
	day(out, policy_day_of(p, p->effective));
}

static void
write_review(struct buf *out, const struct policy *p)
{
	day(out, p->review_by);
}

static void
write_zone(struct buf *out, const struct policy *p)
{
	buf_add(out, p->zone_name);
}

static void
write_year(struct buf *out, const struct policy *p)
{
	buf_add(out,
	    p->year == DUE_YEAR_DAYS ? STR("365 days") : STR("the same date"));
}

static void
write_frameworks(struct buf *out, const struct policy *p)
{
	policy_write_list(out, p->frameworks.v, p->frameworks.n);
}

static void
write_keep(struct buf *out, const struct policy *p)
{
	buf_addf(out, "%u years", p->keep_years);
}

/* Every rule has the same of these. */
static void
write_settings(struct buf *out, const struct policy *p)
{
	const struct due_rule *r;

	if (p->obligations.n == 0)
		return;
	r = &p->obligations.v[0].rule;
	buf_addf(out,
	    "%u days are left after a stricter rule, %u after a leave, %u "
	    "after a late entry",
	    r->change_days, r->return_days, r->late_days);
	if (r->away_days > 0)
		buf_addf(out, "; who was away for over %u days begins anew",
		    r->away_days);
}

static void
write_messages(struct buf *out, const struct policy *p)
{
	policy_write_messages(out, &p->messages);
}

static void
write_owner_mail(struct buf *out, const struct policy *p)
{
	buf_add(out, p->messages.owner_mail);
}

static const struct {
	const char *name;
	void (*write)(struct buf *out, const struct policy *p);
} facets[] = {
    {"title", write_title},
    {"owner", write_owner},
    {"approver", write_approver},
    {"approved", write_approved},
    {"effective", write_effective},
    {"review by", write_review},
    {"days", write_zone},
    {"twelve months", write_year},
    {"frameworks that may tighten", write_frameworks},
    {"evidence kept", write_keep},
    {"statement, who", write_a_who},
    {"statement, what", write_a_what},
    {"statement, how often", write_a_often},
    {"statement, onboarding", write_a_onboarding},
    {"statement, non-completion", write_a_consequence},
    {"statement, enforced", write_a_enforced},
    {"settings", write_settings},
    {"messages", write_messages},
    {"owner's mail", write_owner_mail},
};

static enum err_code
diff_facets(struct diff *d, const struct policy *a, const struct policy *b)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < NELEM(facets) && rc == ERR_NONE; i++) {
		facets[i].write(&d->before, a);
		facets[i].write(&d->after, b);
		rc = note(d, str_from(facets[i].name));
	}
	return rc;
}

/* --- obligations ------------------------------------------------------- */

static void
write_kind(struct buf *out, const struct policy_obligation *o)
{
	buf_add(out, str_from(policy_kind_name(o->kind)));
}

static void
write_name(struct buf *out, const struct policy_obligation *o)
{
	buf_add(out, o->title);
}

static void
write_controls(struct buf *out, const struct policy_obligation *o)
{
	policy_write_list(out, o->controls.v, o->controls.n);
}

static void
write_gates(struct buf *out, const struct policy_obligation *o)
{
	policy_write_list(out, o->gates.v, o->gates.n);
}

static void
write_rationale(struct buf *out, const struct policy_obligation *o)
{
	buf_add(out, o->rationale);
}

static void
write_opens(struct buf *out, const struct policy_obligation *o)
{
	buf_addf(out, "%u days before its end", o->rule.opens_days);
}

static const struct {
	const char *name;
	void (*write)(struct buf *out, const struct policy_obligation *o);
} parts[] = {
    {"kind", write_kind},
    {"title", write_name},
    {"who", policy_write_who},
    {"what", policy_write_what},
    {"when", policy_write_when},
    {"asked for", write_opens},
    {"controls", write_controls},
    {"gates", write_gates},
    {"rationale", write_rationale},
};

static void
write_whole(struct buf *out, const struct policy_obligation *o)
{
	size_t at;

	policy_write_who(out, o);
	buf_addf(
	    out, ": \"%.*s\"", STR_FMT(o->title.len > 0 ? o->title : o->id));
	if (o->things.n + o->gone.n > 0) {
		buf_add(out, STR(" ("));
		policy_write_what(out, o);
		buf_add(out, STR(")"));
	}
	buf_add(out, STR(", "));
	at = out->len;
	policy_write_when(out, o);
	if (out->len == at)
		buf_cut(out, at - 2);
}

static enum err_code
diff_obligation(struct diff *d, const struct policy_obligation *a,
    const struct policy_obligation *b)
{
	const struct str id = a != NULL ? a->id : b->id;
	enum err_code rc = ERR_NONE;

	if (a == NULL || b == NULL) {
		if (a != NULL)
			write_whole(&d->before, a);
		else
			write_whole(&d->after, b);
		return note(
		    d, arena_strf(d->arena, "obligation %.*s", STR_FMT(id)));
	}
	for (size_t i = 0; i < NELEM(parts) && rc == ERR_NONE; i++) {
		parts[i].write(&d->before, a);
		parts[i].write(&d->after, b);
		rc = note(d,
		    arena_strf(d->arena, "obligation %.*s, %s", STR_FMT(id),
			parts[i].name));
	}
	return rc;
}

static enum err_code
diff_obligations(struct diff *d, const struct policy *a, const struct policy *b)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < b->obligations.n && rc == ERR_NONE; i++)
		rc = diff_obligation(d,
		    policy_obligation(a, b->obligations.v[i].id),
		    &b->obligations.v[i]);
	for (size_t i = 0; i < a->obligations.n && rc == ERR_NONE; i++)
		if (policy_obligation(b, a->obligations.v[i].id) == NULL)
			rc = diff_obligation(d, &a->obligations.v[i], NULL);
	return rc;
}

/* --- lists of things with a name ---------------------------------------- */

struct list {
	const char *what;
	size_t (*count)(const struct policy *p);
	struct str (*name)(const struct policy *p, size_t i);
	void (*write)(struct buf *out, const struct policy *p, size_t i);
};

static size_t
find(const struct list *list, const struct policy *p, struct str name)
{
	for (size_t i = 0; i < list->count(p); i++)
		if (str_eq(list->name(p, i), name))
			return i;
	return SIZE_MAX;
}

static enum err_code
diff_list(struct diff *d, const struct list *list, const struct policy *a,
    const struct policy *b)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < list->count(b) && rc == ERR_NONE; i++) {
		struct str name = list->name(b, i);
		size_t was = find(list, a, name);

		if (was != SIZE_MAX)
			list->write(&d->before, a, was);
		list->write(&d->after, b, i);
		rc = note(d,
		    arena_strf(d->arena, "%s %.*s", list->what, STR_FMT(name)));
	}
	for (size_t i = 0; i < list->count(a) && rc == ERR_NONE; i++) {
		struct str name = list->name(a, i);

		if (find(list, b, name) != SIZE_MAX)
			continue;
		list->write(&d->before, a, i);
		rc = note(d,
		    arena_strf(d->arena, "%s %.*s", list->what, STR_FMT(name)));
	}
	return rc;
}

static size_t
count_systems(const struct policy *p)
{
	return p->systems.n;
}

static struct str
system_name(const struct policy *p, size_t i)
{
	return p->systems.v[i].id;
}

static void
write_system(struct buf *out, const struct policy *p, size_t i)
{
	policy_write_system(out, &p->systems.v[i]);
}

static size_t
count_gates(const struct policy *p)
{
	return p->gates.n;
}

static struct str
gate_name(const struct policy *p, size_t i)
{
	return p->gates.v[i].system;
}

static void
write_gate(struct buf *out, const struct policy *p, size_t i)
{
	policy_write_gate(out, &p->gates.v[i]);
}

static size_t
count_references(const struct policy *p)
{
	return p->references.n;
}

static struct str
reference_name(const struct policy *p, size_t i)
{
	return p->references.v[i].document;
}

static void
write_reference(struct buf *out, const struct policy *p, size_t i)
{
	const struct policy_reference *r = &p->references.v[i];

	buf_addf(out, "%.*s %.*s", STR_FMT(r->document),
	    STR_FMT(r->section.ptr ? r->section : STR("")));
	if (r->refers_back.len > 0)
		buf_addf(out, ", which names this policy in %.*s",
		    STR_FMT(r->refers_back));
}

static size_t
count_equivalents(const struct policy *p)
{
	return p->equivalents.n;
}

static struct str
equivalent_name(const struct policy *p, size_t i)
{
	return p->equivalents.v[i].course;
}

static void
write_equivalent(struct buf *out, const struct policy *p, size_t i)
{
	const struct policy_equivalent *e = &p->equivalents.v[i];

	buf_addf(out, "stands for %.*s", STR_FMT(e->topic));
	if (e->edition.len > 0)
		buf_addf(out, ", edition %.*s", STR_FMT(e->edition));
	if (e->sections.n > 0) {
		buf_add(out, STR(", sections "));
		policy_write_list(out, e->sections.v, e->sections.n);
	}
	if (e->verified.len > 0)
		buf_addf(out, ", verified by %.*s", STR_FMT(e->verified));
	if (e->valid_months > 0)
		buf_addf(out, ", for at most %u months", e->valid_months);
}

static const struct list lists[] = {
    {"system", count_systems, system_name, write_system},
    {"gate", count_gates, gate_name, write_gate},
    {"document", count_references, reference_name, write_reference},
    {"certificate", count_equivalents, equivalent_name, write_equivalent},
};

enum err_code
policy_diff(const struct policy *before, const struct policy *after,
    struct arena *arena, struct policy_changes *out, struct err *err)
{
	struct diff d = {.arena = arena, .out = out, .err = err};
	enum err_code rc;

	buf_init(&d.before, WORDS_MAX);
	buf_init(&d.after, WORDS_MAX);
	*out = (struct policy_changes){0};
	rc = diff_facets(&d, before, after);
	if (rc == ERR_NONE)
		rc = diff_obligations(&d, before, after);
	for (size_t i = 0; i < NELEM(lists) && rc == ERR_NONE; i++)
		rc = diff_list(&d, &lists[i], before, after);
	buf_release(&d.before);
	buf_release(&d.after);
	return rc;
}

void
policy_change_write(struct buf *out, const struct policy_change *c)
{
	buf_addf(out, "%.*s: ", STR_FMT(c->where));
	if (c->before.ptr == NULL)
		buf_addf(out, "new: %.*s", STR_FMT(c->after));
	else if (c->after.ptr == NULL)
		buf_addf(out, "no longer: %.*s", STR_FMT(c->before));
	else
		buf_addf(out, "\"%.*s\" becomes \"%.*s\"", STR_FMT(c->before),
		    STR_FMT(c->after));
}
