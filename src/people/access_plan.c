#include "people/access_plan.h"

#include "base/clock.h"
#include "people/access_row.h"
#include "people/roster_row.h"
#include "people/row.h"
#include "sql/scope.h"

struct planning {
	struct arena *arena;
	const struct access_wishes *wishes;
	struct access_plan *plan;
	struct roster_here here;
	struct sql_access_of_source_rows rows; /* what stands and stood */
	struct lookup row;                     /* by person, system, level */
	struct lookup login;                   /* of the source: to here */
	struct lookup mapped;                  /* login to here */
	struct lookup said;                    /* by person, system, level */
	bool *mentioned;                       /* of rows */
	int64_t now;
};

#define NOBODY SIZE_MAX

#define WRONG(p, line, err, ...) \
	access_problem(          \
	    &(p)->plan->problems, (p)->arena, (line), (err), __VA_ARGS__)

static enum err_code
lower(struct arena *arena, struct str text, struct str *out, struct err *err)
{
	char *s = arena_cstr(arena, text);

	if (s == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < text.len; i++)
		if (s[i] >= 'A' && s[i] <= 'Z')
			s[i] = (char)(s[i] - 'A' + 'a');
	*out = (struct str){s, text.len};
	return ERR_NONE;
}

static enum err_code
key_of(struct arena *arena, struct id person, struct str system,
    struct str level, struct str *out, struct err *err)
{
	char id[ID_TEXT_LEN + 1];

	id_write(person, id);
	*out = arena_strf(
	    arena, "%s %.*s %.*s", id, STR_FMT(system), STR_FMT(level));
	return out->ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

/* --- what stands --------------------------------------------------------- */

static enum err_code
take_row(struct planning *p, size_t i, struct err *err)
{
	const struct sql_access_of_source_row *row = &p->rows.v[i];
	struct str key, login;
	size_t place;
	enum err_code rc;

	rc = key_of(p->arena, row->person, row->system, row->level, &key, err);
	if (rc != ERR_NONE)
		return rc;
	lookup_add(&p->row, key, i); /* the first counts: it stands */
	if (row->login.len == 0 ||
	    !lookup_find(&p->here.id, lookup_id(&row->person), &place))
		return ERR_NONE;
	rc = lower(p->arena, row->login, &login, err);
	if (rc == ERR_NONE && !lookup_add(&p->login, login, place) &&
	    lookup_find(&p->login, login, &place) &&
	    !id_eq(p->here.v[place].id, row->person))
		lookup_set(&p->login, login, NOBODY); /* it was two people's */
	return rc;
}

static enum err_code
take_login(struct planning *p, const struct access_login *l, struct err *err)
{
	struct str login;
	size_t place;
	enum err_code rc = lower(p->arena, l->login, &login, err);

	if (rc != ERR_NONE)
		return rc;
	if (!lookup_find(&p->here.email, l->email, &place))
		return WRONG(p, 0, err,
		    "line %zu of the logins: nobody here has '%.*s'", l->line,
		    STR_FMT(l->email));
	if (!lookup_add(&p->mapped, login, place))
		return WRONG(p, 0, err,
		    "line %zu of the logins: '%.*s' is there twice", l->line,
		    STR_FMT(l->login));
	return ERR_NONE;
}

static enum err_code
load(struct planning *p, struct db *db, const struct access_logins *logins,
    struct err *err)
{
	size_t n = logins != NULL ? logins->n : 0;
	enum err_code rc = roster_here_read(db, p->arena, &p->here, err);

	if (rc == ERR_NONE)
		rc = sql_access_of_source(db, p->arena,
		    &(struct sql_access_of_source_in){
			.source = p->wishes->source},
		    &p->rows, err);
	if (rc != ERR_NONE)
		return rc;
	p->mentioned = ARENA_ARRAY(p->arena, p->rows.n + 1, bool);
	if (p->mentioned == NULL)
		return arena_fail(p->arena, err);
	rc = lookup_init(&p->row, p->rows.n, p->arena, err);
	if (rc == ERR_NONE)
		rc = lookup_init(&p->login, p->rows.n, p->arena, err);
	if (rc == ERR_NONE)
		rc = lookup_init(&p->mapped, n, p->arena, err);
	if (rc == ERR_NONE)
		rc = lookup_init(&p->said, p->wishes->n, p->arena, err);
	for (size_t i = 0; rc == ERR_NONE && i < p->rows.n; i++)
		rc = take_row(p, i, err);
	for (size_t i = 0; rc == ERR_NONE && i < n; i++)
		rc = take_login(p, &logins->v[i], err);
	return rc;
}

/* --- who is who ---------------------------------------------------------- */

/* Another way to find them; false where it finds somebody else. */
static bool
agrees(size_t *who, size_t place)
{
	if (*who == NOBODY)
		*who = place;
	return *who == place;
}

static enum err_code
by_login(struct planning *p, const struct access_wish *wish, size_t *who,
    bool *one, struct err *err)
{
	struct str login, external;
	size_t place;
	enum err_code rc = lower(p->arena, wish->login, &login, err);

	if (rc != ERR_NONE)
		return rc;
	external = arena_strf(p->arena, "%.*s:%.*s", STR_FMT(p->wishes->source),
	    STR_FMT(wish->login));
	if (external.ptr == NULL)
		return arena_fail(p->arena, err);
	if (lookup_find(&p->login, login, &place) && place != NOBODY)
		*one &= agrees(who, place);
	if (lookup_find(&p->here.external, external, &place))
		*one &= agrees(who, place);
	if (lookup_find(&p->mapped, login, &place))
		*one &= agrees(who, place);
	return ERR_NONE;
}

/* NOBODY after a problem or for a stranger, who is listed. */
static enum err_code
find_person(struct planning *p, const struct access_wish *wish, size_t *who,
    struct err *err)
{
	bool pass = p->wishes->strangers_pass, one = true;
	struct str shown = wish->email.len > 0 ? wish->email : wish->login;
	const struct access_wish **stranger;
	size_t place;
	enum err_code rc = ERR_NONE;

	*who = NOBODY;
	if (wish->email.len > 0 &&
	    lookup_find(&p->here.email, wish->email, &place))
		*who = place;
	else if (wish->email.len > 0 && !pass)
		return WRONG(p, wish->line, err, "nobody here has '%.*s'",
		    STR_FMT(wish->email));
	if (wish->login.len > 0)
		rc = by_login(p, wish, who, &one, err);
	if (rc != ERR_NONE)
		return rc;
	if (!one) {
		*who = NOBODY;
		return WRONG(p, wish->line, err,
		    "'%.*s' would be two people: e-mail, earlier logins, "
		    "external ids and the list of logins disagree",
		    STR_FMT(shown));
	}
	if (*who != NOBODY)
		return ERR_NONE;
	if (!pass)
		return WRONG(p, wish->line, err,
		    "the login '%.*s' is nobody's here", STR_FMT(shown));
	stranger = ARENA_PUSH(p->arena, &p->plan->strangers);
	if (stranger == NULL)
		return arena_fail(p->arena, err);
	*stranger = wish;
	return ERR_NONE;
}

/* --- what happens -------------------------------------------------------- */

static enum err_code
add_change(struct planning *p, enum access_action action,
    const struct access_change *like, struct err *err)
{
	struct access_change *c;

	p->plan->counts[action]++;
	if (action == ACCESS_SAME)
		return ERR_NONE;
	c = ARENA_PUSH(p->arena, &p->plan->changes);
	if (c == NULL)
		return arena_fail(p->arena, err);
	*c = *like;
	c->action = action;
	return ERR_NONE;
}

/* It is over: the end of what stands, or the whole of what was. */
static enum err_code
weigh_over(struct planning *p, const struct access_wish *wish,
    const struct sql_access_of_source_row *row, struct access_change *c,
    struct err *err)
{
	if (row != NULL && !row->until.set) {
		if (wish->until < row->since)
			return WRONG(p, wish->line, err,
			    "until is before the access began");
		c->since = row->since;
		return add_change(p, ACCESS_REVOKE, c, err);
	}
	if (row != NULL && row->until.v == wish->until)
		return add_change(p, ACCESS_SAME, c, err);
	if (wish->since == 0)
		return WRONG(p, wish->line, err,
		    "until without since, of an access that does not stand");
	return add_change(p, ACCESS_PAST, c, err);
}

static enum err_code
weigh(struct planning *p, const struct access_wish *wish, size_t who,
    struct err *err)
{
	struct access_change c = {.line = wish->line,
	    .person = &p->here.v[who],
	    .key = {wish->system, wish->level, p->wishes->source},
	    .login = wish->login,
	    .since = wish->since,
	    .until = wish->until};
	const struct sql_access_of_source_row *row = NULL;
	struct str key;
	size_t i;
	enum err_code rc;

	rc = key_of(
	    p->arena, c.person->id, wish->system, wish->level, &key, err);
	if (rc != ERR_NONE)
		return rc;
	if (!lookup_add(&p->said, key, wish->line)) {
		lookup_find(&p->said, key, &i);
		return p->wishes->strangers_pass
		    ? ERR_NONE /* the same on two pages of a list */
		    : WRONG(p, wish->line, err, "line %zu says the same", i);
	}
	if (lookup_find(&p->row, key, &i)) {
		row = &p->rows.v[i];
		p->mentioned[i] = true;
	}
	if (wish->since > p->now)
		return add_change(p, ACCESS_LATER, &c, err);
	if (wish->until != 0 && wish->until < p->now)
		return weigh_over(p, wish, row, &c, err);
	c.until = 0; /* what lies ahead is told when it is there */
	return add_change(p,
	    row != NULL && !row->until.set ? ACCESS_SAME : ACCESS_GRANT, &c,
	    err);
}

static enum err_code
weigh_wish(struct planning *p, const struct access_wish *wish, struct err *err)
{
	const struct access_wish **machine;
	size_t who;
	enum err_code rc;

	if (wish->blocked || wish->wrong)
		return ERR_NONE;
	if (wish->machine) {
		machine = ARENA_PUSH(p->arena, &p->plan->machines);
		if (machine == NULL)
			return arena_fail(p->arena, err);
		*machine = wish;
		return ERR_NONE;
	}
	rc = find_person(p, wish, &who, err);
	return rc == ERR_NONE && who != NOBODY ? weigh(p, wish, who, err) : rc;
}

/* What stands and is not in the file. */
static enum err_code
weigh_missing(struct planning *p, struct err *err)
{
	size_t standing = 0, ends = 0, who;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; rc == ERR_NONE && i < p->rows.n; i++) {
		const struct sql_access_of_source_row *row = &p->rows.v[i];
		struct str system = p->wishes->system;

		if (row->until.set ||
		    (system.len > 0 && !str_eq(row->system, system)))
			continue;
		standing++;
		if (p->mentioned[i] ||
		    !lookup_find(&p->here.id, lookup_id(&row->person), &who))
			continue;
		ends++;
		rc = add_change(p, ACCESS_REVOKE,
		    &(struct access_change){.person = &p->here.v[who],
			.key = {row->system, row->level, p->wishes->source},
			.login = row->login,
			.since = row->since},
		    err);
	}
	if (rc == ERR_NONE && !p->wishes->even_many && ends > ACCESS_ENDS_FEW &&
	    ends * 100 > standing * ACCESS_ENDS_MAX)
		rc = WRONG(p, 0, err,
		    "%zu of %zu accesses are not in the file, more than %d "
		    "%%: is it the whole list?",
		    ends, standing, ACCESS_ENDS_MAX);
	return rc;
}

enum err_code
access_plan(struct db *db, struct arena *arena, struct id actor,
    const struct access_wishes *wishes, const struct access_logins *logins,
    struct access_plan *out, struct err *err)
{
	struct access_plan plan = {.problems = wishes->problems};
	struct planning p = {.arena = arena,
	    .wishes = wishes,
	    .plan = &plan,
	    .now = clock_now()};
	enum err_code rc = person_administers(db, arena, actor, err);

	/* a list that was handed over grows in its own place */
	plan.problems.cap = plan.problems.n;
	if (rc == ERR_NONE)
		rc = load(&p, db, logins, err);
	for (size_t i = 0; rc == ERR_NONE && i < wishes->n; i++)
		rc = weigh_wish(&p, &wishes->v[i], err);
	if (rc == ERR_NONE && wishes->complete && plan.problems.total == 0)
		rc = weigh_missing(&p, err);
	if (rc == ERR_NONE)
		*out = plan;
	return rc;
}

static enum err_code
apply_one(struct db *db, struct arena *arena, struct id actor,
    const struct access_change *c, struct err *err)
{
	enum err_code rc = ERR_NONE;

	if (c->action == ACCESS_GRANT || c->action == ACCESS_PAST)
		rc = access_say_granted(db, arena, actor, c->person->id,
		    &c->key, c->since, c->login, err);
	if (rc == ERR_NONE &&
	    (c->action == ACCESS_REVOKE || c->action == ACCESS_PAST))
		rc = access_say_revoked(
		    db, arena, actor, c->person->id, &c->key, c->until, err);
	return rc;
}

enum err_code
access_plan_apply(struct db *db, struct arena *arena, struct id actor,
    const struct access_wishes *wishes, const struct access_logins *logins,
    struct access_plan *out, struct err *err)
{
	struct access_plan plan;
	struct arena work;
	enum err_code rc =
	    access_plan(db, arena, actor, wishes, logins, &plan, err);

	if (rc != ERR_NONE)
		return rc;
	*out = plan;
	if (plan.problems.total > 0)
		return err_set(err, ERR_INVALID,
		    "%zu lines are not accepted: nothing was changed",
		    plan.problems.total);
	arena_init(&work, (size_t)16 << 20);
	for (size_t i = 0; i < plan.changes.n && rc == ERR_NONE; i++) {
		arena_reset(&work);
		rc = apply_one(db, &work, actor, &plan.changes.v[i], err);
	}
	arena_release(&work);
	return rc;
}

static struct str
show_day(const char *before, int64_t at, struct arena *arena)
{
	char day[CLOCK_DATE_LEN + 1];

	if (at == 0)
		return STR("");
	clock_write_date(at, day);
	return arena_strf(arena, ", %s %s", before, day);
}

struct str
access_change_show(const struct access_change *c, struct arena *arena)
{
	static const char *const marks[ACCESS_ACTIONS] = {[ACCESS_SAME] = "=",
	    [ACCESS_GRANT] = "+",
	    [ACCESS_REVOKE] = "-",
	    [ACCESS_PAST] = "±",
	    [ACCESS_LATER] = "later"};
	struct str since = show_day("since", c->since, arena);
	struct str until = show_day("until", c->until, arena);

	return arena_strf(arena, "%s %.*s %.*s %.*s (%.*s)%.*s%.*s%s",
	    marks[c->action], STR_FMT(c->person->email), STR_FMT(c->key.system),
	    STR_FMT(c->key.level), STR_FMT(c->key.source), STR_FMT(since),
	    STR_FMT(until),
	    c->person->left && c->action == ACCESS_GRANT ? ", who has left"
							 : "");
}
