#include "policy/duty_part.h"

#include <stdarg.h>
#include <stdio.h>

#include "catalog/control.h"

enum err_code
duty_gap(
    struct duty *d, struct arena *arena, struct err *err, const char *fmt, ...)
{
	struct duty_gap *gap = ARENA_PUSH(arena, &d->gaps);
	char text[512];
	va_list args;

	if (gap == NULL)
		return arena_fail(arena, err);
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	gap->text = arena_str(arena, str_from(text));
	return gap->text.ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

/* --- the document itself -------------------------------------------------- */

static enum err_code
document(const struct policy *p, int64_t now, struct arena *arena,
    struct duty *d, struct err *err)
{
	char approved[CLOCK_LONG_LEN + 1], review[CLOCK_LONG_LEN + 1];
	enum err_code rc = ERR_NONE;

	clock_write_long(p->approved, approved);
	clock_write_long(p->review_by, review);
	d->shows = arena_strf(arena,
	    "v%u was approved on %s by %.*s; its review is due by %s",
	    p->version, approved, STR_FMT(p->approver), review);
	if (p->version == 0)
		rc = duty_gap(d, arena, err,
		    "no policy of your own is published: the program's default "
		    "is in force");
	if (rc == ERR_NONE && p->approved > now)
		rc = duty_gap(d, arena, err,
		    "its approval is dated %s, to come", approved);
	if (rc == ERR_NONE && p->approved == 0 && p->version > 0)
		rc = duty_gap(d, arena, err, "it names no day of approval");
	if (rc == ERR_NONE && p->review_by <= now)
		rc =
		    duty_gap(d, arena, err, "its review was due by %s", review);
	return rc;
}

/* --- how long records are kept -------------------------------------------- */

static enum err_code
keeps(const struct policy *p, const struct catalog_framework *framework,
    struct str profile, struct arena *arena, struct duty *d, struct err *err)
{
	struct str longest = STR_NONE;
	unsigned years = 0;

	for (size_t i = 0; i < framework->controls.n; i++) {
		const struct catalog_control *c = &framework->controls.v[i];
		struct catalog_limits limits;

		catalog_control_limits(c, profile, &limits);
		if (limits.keep_years <= years)
			continue;
		years = limits.keep_years;
		longest = c->id;
	}
	if (years <= p->keep_years)
		return ERR_NONE;
	return duty_gap(d, arena, err,
	    "%.*s %.*s asks for %u years; the policy's settings say %u",
	    STR_FMT(framework->id), STR_FMT(longest), years, p->keep_years);
}

static enum err_code
retention(const struct duty_ask *ask, const struct policy *p,
    struct arena *arena, struct duty *d, struct err *err)
{
	enum err_code rc = ERR_NONE;

	d->shows = arena_strf(arena,
	    "records are kept for %u years; %zu frameworks are switched on",
	    p->keep_years, p->frameworks.n);
	if (p->keep_years == 0)
		rc = duty_gap(d, arena, err,
		    "the policy's settings do not say for how many years "
		    "(keep_years)");
	for (size_t i = 0; i < p->frameworks.n && rc == ERR_NONE; i++) {
		struct str profile;
		const struct catalog_framework *f = catalog_framework(
		    ask->catalog, p->frameworks.v[i], &profile);

		if (f != NULL)
			rc = keeps(p, f, profile, arena, d, err);
	}
	return rc;
}

/* --- who is told in the end ----------------------------------------------- */

static enum err_code
escalation(const struct policy *p, struct arena *arena, struct duty *d,
    struct err *err)
{
	const struct policy_messages *m = &p->messages;
	bool owner = m->owner_after_days > 0 && m->owner_mail.len > 0;
	enum err_code rc = ERR_NONE;

	d->shows = arena_strf(arena,
	    "%zu reminders before the date, the manager after %u days overdue, "
	    "the owner after %u",
	    m->n_remind, m->manager_after_days, m->owner_after_days);
	if (m->node == NULL)
		rc = duty_gap(d, arena, err,
		    "the policy states no messages: what runs is the program's "
		    "own ladder");
	if (rc == ERR_NONE && m->n_remind == 0)
		rc = duty_gap(
		    d, arena, err, "nobody is reminded before the date");
	if (rc == ERR_NONE && m->manager_after_days == 0)
		rc = duty_gap(
		    d, arena, err, "no manager is told of what is overdue");
	if (rc == ERR_NONE && !owner)
		rc = duty_gap(d, arena, err,
		    m->owner_after_days == 0
			? "the ladder has no last rung: the owner is never told"
			: "the last rung leads to no address (owner_mail)");
	return rc;
}

enum err_code
duty_from_data(const struct duty_ask *ask, const struct policy *policy,
    struct arena *arena, struct duty *d, struct err *err)
{
	enum err_code rc;

	switch (d->obligation->kind) {
	case POLICY_POLICY:
		rc = document(policy, ask->now, arena, d, err);
		break;
	case POLICY_RETENTION:
		rc = retention(ask, policy, arena, d, err);
		break;
	case POLICY_ESCALATION:
		rc = escalation(policy, arena, d, err);
		break;
	case POLICY_CURRICULUM:
		rc = duty_curriculum(ask, policy, arena, d, err);
		break;
	default:
		rc = duty_third_party(ask, arena, d, err);
		break;
	}
	if (rc == ERR_NONE && d->shows.ptr == NULL)
		rc = arena_fail(arena, err);
	return rc;
}
