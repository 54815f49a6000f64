/* Whom a notice is for: decided, written, read, typed and said. */
#include "codec/canon.h"
#include "codec/json.h"
#include "codec/json_read.h"
#include "people/team.h"
#include "policy/notice.h"
#include "sql/notice.h"

#define AUDIENCE_MAX 8192

/*
 * Holds as a population of the same words does (policy/population.h), which a
 * test compares, and is not made of one: a team is its id here, since a notice
 * stays with a team that is called something else, and whoever asks has one
 * person as the database has them.  A population is of names and atoms; it
 * would have to be built, bound and able to fail for each person and notice.
 */
bool
notice_audience_has(const struct notice_audience *a, const struct person *p)
{
	bool team = a->n_teams == 0, employed = a->n_employment == 0;

	if (p->left || a->unknown)
		return false;
	if (a->everybody)
		return true;
	for (size_t i = 0; i < a->n_teams; i++)
		team |= id_eq(a->teams[i], p->team);
	for (size_t i = 0; i < a->n_employment; i++)
		employed |= str_eq_case(a->employment[i], p->employment);
	return team && employed &&
	    (a->roles == 0 || (a->roles & 1u << p->role) != 0);
}

/* --- as JSON ---------------------------------------------------------- */

static void
write_lists(const struct notice_audience *a, struct buf *b)
{
	char id[ID_TEXT_LEN + 1];

	if (a->n_employment > 0) {
		json_list(b, "employment");
		for (size_t i = 0; i < a->n_employment; i++)
			json_str(b, NULL, a->employment[i]);
		json_list_end(b);
	}
	if (a->roles != 0) {
		json_list(b, "roles");
		for (int r = 0; r < ROLE_COUNT; r++)
			if (a->roles & 1u << r)
				json_str(b, NULL,
				    str_from(role_name((enum person_role)r)));
		json_list_end(b);
	}
	if (a->n_teams > 0) {
		json_list(b, "teams");
		for (size_t i = 0; i < a->n_teams; i++) {
			id_write(a->teams[i], id);
			json_str(b, NULL, str_from(id));
		}
		json_list_end(b);
	}
}

enum err_code
notice_audience_write(const struct notice_audience *a, struct arena *arena,
    struct str *out, struct err *err)
{
	struct buf b;
	enum err_code rc;

	buf_init(&b, AUDIENCE_MAX);
	json_open(&b);
	if (a->everybody)
		json_flag(&b, "everybody", true);
	else
		write_lists(a, &b);
	json_close(&b);
	rc = buf_finish(&b, err);
	if (rc == ERR_NONE && b.len <= 2)
		rc = err_set(err, ERR_INVALID, "the notice is for nobody");
	if (rc == ERR_NONE) {
		*out = arena_buf(arena, &b);
		if (out->ptr == NULL)
			rc = arena_fail(arena, err);
	}
	buf_release(&b);
	return rc;
}

static enum err_code
bad_word(struct str word, const char *what, struct err *err)
{
	return err_set(err, ERR_INVALID, "'%.*s' is no %s of an audience",
	    STR_FMT(str_sub(word, 0, 60)), what);
}

static enum err_code
add_role(struct notice_audience *a, struct str word, struct err *err)
{
	enum person_role role;

	if (!role_read(word, &role))
		return err_set(err, ERR_INVALID,
		    "'%.*s' is no role: use developer, lead, admin, "
		    "security_lead or auditor",
		    STR_FMT(str_sub(word, 0, 60)));
	a->roles |= 1u << role;
	return ERR_NONE;
}

static enum err_code
add_employment(struct notice_audience *a, struct str word, struct err *err)
{
	if (word.len == 0 || word.len > 60)
		return bad_word(word, "employment", err);
	if (a->n_employment == NOTICE_SOME)
		return err_set(
		    err, ERR_LIMIT, "over %d kinds of employment", NOTICE_SOME);
	a->employment[a->n_employment++] = word;
	return ERR_NONE;
}

static enum err_code
add_team(struct notice_audience *a, struct id team, struct err *err)
{
	if (a->n_teams == NOTICE_SOME)
		return err_set(err, ERR_LIMIT,
		    "over %d teams: name a role, or everybody", NOTICE_SOME);
	a->teams[a->n_teams++] = team;
	return ERR_NONE;
}

static enum err_code
read_word(const struct json_member *list, const struct json *word,
    struct notice_audience *a, struct err *err)
{
	struct id team;

	if (word->kind != JSON_IS_TEXT)
		return bad_word(list->name, "list of words", err);
	if (str_eq(list->name, STR("roles")))
		return add_role(a, word->text, err);
	if (str_eq(list->name, STR("employment")))
		return add_employment(a, word->text, err);
	if (!str_eq(list->name, STR("teams")) || !id_read(word->text, &team))
		return bad_word(word->text, "team", err);
	return add_team(a, team, err);
}

enum err_code
notice_audience_read(struct str text, struct arena *arena,
    struct notice_audience *out, struct err *err)
{
	struct notice_audience a = {0};
	struct json doc;
	enum err_code rc = json_read(text, arena, &doc, err);

	if (rc == ERR_NONE && (doc.kind != JSON_IS_OBJECT || doc.n == 0))
		rc = err_set(err, ERR_INVALID, "an audience is an object");
	for (size_t i = 0; rc == ERR_NONE && i < doc.n; i++) {
		const struct json_member *m = &doc.items[i];

		if (str_eq(m->name, STR("everybody"))) {
			a.everybody =
			    m->value.kind == JSON_IS_FLAG && m->value.flag;
			if (!a.everybody || doc.n > 1)
				rc = bad_word(m->name, "part", err);
			continue;
		}
		if (m->value.kind != JSON_IS_LIST || m->value.n == 0)
			rc = bad_word(m->name, "list", err);
		for (size_t k = 0; rc == ERR_NONE && k < m->value.n; k++)
			rc = read_word(m, &m->value.items[k].value, &a, err);
	}
	if (rc == ERR_NONE)
		*out = a;
	return rc;
}

/* --- as typed and as said --------------------------------------------- */

static enum err_code
parse_word(struct db *db, struct arena *arena, struct str word,
    struct notice_audience *a, struct err *err)
{
	struct str rest = word, kind;
	bool found = false;
	struct id team;
	enum err_code rc;

	if (!str_cut(&rest, ':', &kind))
		return err_set(err, ERR_INVALID,
		    "'%.*s': write everybody, or team:NAME, role:ROLE, "
		    "employment:KIND, parted by commas",
		    STR_FMT(str_sub(word, 0, 60)));
	rest = str_trim(rest);
	if (str_eq(str_trim(kind), STR("role")))
		return add_role(a, rest, err);
	if (str_eq(str_trim(kind), STR("employment")))
		return add_employment(a, rest, err);
	if (!str_eq(str_trim(kind), STR("team")))
		return bad_word(word, "part", err);
	rc = team_by_name(db, arena, rest, &found, &team, err);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_NOT_FOUND, "there is no team '%.*s'",
		    STR_FMT(str_sub(rest, 0, 100)));
	return rc == ERR_NONE ? add_team(a, team, err) : rc;
}

enum err_code
notice_audience_parse(struct db *db, struct arena *arena, struct str text,
    struct notice_audience *out, struct err *err)
{
	struct notice_audience a = {0};
	struct str rest = str_trim(text), word;
	enum err_code rc = ERR_NONE;

	if (str_eq_case(rest, STR("everybody"))) {
		*out = (struct notice_audience){.everybody = true};
		return ERR_NONE;
	}
	while (rc == ERR_NONE && str_next(&rest, ',', &word))
		rc = parse_word(db, arena, str_trim(word), &a, err);
	if (rc == ERR_NONE)
		*out = a;
	return rc;
}

static void
say_or(struct buf *b, size_t i, struct str word)
{
	buf_addf(b, "%s%.*s", i > 0 ? " or " : "", STR_FMT(word));
}

static enum err_code
say_teams(struct db *db, struct arena *arena, const struct notice_audience *a,
    struct buf *b, struct err *err)
{
	struct sql_notice_teams_rows teams = {0};
	enum err_code rc;

	if (a->n_teams == 0)
		return ERR_NONE;
	rc = sql_notice_teams(db, arena, &teams, err);
	buf_add(b, b->len > 0 ? STR(", of ") : STR("Of "));
	for (size_t i = 0; i < a->n_teams; i++) {
		struct str name = STR("a team that is closed");

		for (size_t k = 0; k < teams.n; k++)
			if (id_eq(teams.v[k].id, a->teams[i]))
				name = teams.v[k].name;
		say_or(b, i, name);
	}
	return rc;
}

enum err_code
notice_audience_say(struct db *db, struct arena *arena,
    const struct notice_audience *a, struct str *out, struct err *err)
{
	struct buf b;
	size_t n = 0;
	enum err_code rc;

	if (a->everybody || a->unknown) {
		*out = a->everybody ? STR("Everybody")
				    : STR("An audience of a later version");
		return ERR_NONE;
	}
	buf_init(&b, AUDIENCE_MAX);
	for (int r = 0; r < ROLE_COUNT; r++)
		if (a->roles & 1u << r)
			say_or(
			    &b, n++, str_from(role_title((enum person_role)r)));
	if (a->n_employment > 0)
		buf_add(&b,
		    b.len > 0 ? STR(", employed as ") : STR("Employed as "));
	for (size_t i = 0; i < a->n_employment; i++)
		say_or(&b, i, a->employment[i]);
	rc = say_teams(db, arena, a, &b, err);
	if (rc == ERR_NONE)
		rc = buf_finish(&b, err);
	if (rc == ERR_NONE) {
		*out = arena_buf(arena, &b);
		if (out->ptr == NULL)
			rc = arena_fail(arena, err);
	}
	buf_release(&b);
	return rc;
}
