#include "cli/policy.h"

#include "base/file.h"
#include "codec/json.h"
#include "policy/policy_day.h"
#include "policy/words.h"

enum err_code
policy_desk_open(struct cli *cli, struct policy_desk *out, struct err *err)
{
	enum err_code rc;

	*out = (struct policy_desk){0};
	rc = learning_open_all(cli, &out->l, err);
	out->engine = out->l.engine;
	if (rc == ERR_NONE)
		rc = engine_follow(out->engine, NULL, err);
	if (rc != ERR_NONE)
		policy_desk_close(out);
	return rc;
}

void
policy_desk_close(struct policy_desk *desk)
{
	learning_close(&desk->l);
	*desk = (struct policy_desk){0};
}

struct asking {
	struct arena *arena;
	unsigned version;
	struct str text;
};

static enum err_code
read_version(struct db *db, void *ctx, struct err *err)
{
	struct asking *a = ctx;

	return policy_published_text(db, a->arena, a->version, &a->text, err);
}

enum err_code
policy_desk_text(struct policy_desk *desk, const char *name, struct str *out,
    struct err *err)
{
	struct arena *arena = desk->l.cli->arena;
	struct asking a = {.arena = arena};
	uint64_t n = 0;
	enum err_code rc;

	if (strcmp(name, "-") == 0)
		return file_read_fd(fileno(desk->l.cli->in), "standard input",
		    POLICY_BYTES_MAX, arena, out, err);
	if (strcmp(name, "current") == 0 && desk->engine != NULL) {
		*out = engine_policy(desk->engine, clock_now())->text;
		return ERR_NONE;
	}
	if (strcmp(name, "0") == 0 && desk->engine != NULL) {
		*out = engine_policies(desk->engine).v[0]->text;
		return ERR_NONE;
	}
	if (!str_u64(str_from(name), &n) || n > 99999 || file_is_there(name))
		return file_read(name, POLICY_BYTES_MAX, arena, out, err);
	if (desk->l.store == NULL)
		return err_set(err, ERR_INVALID,
		    "'%s' is a published version, and no database is open",
		    name);
	a.version = (unsigned)n;
	rc = store_read(desk->l.store, read_version, &a, err);
	if (rc == ERR_NONE)
		*out = a.text;
	return rc;
}

enum err_code
policy_desk_read(struct policy_desk *desk, const char *name,
    struct policy **out, struct err *err)
{
	struct arena *arena = desk->l.cli->arena;
	struct str text, file;
	uint64_t n;
	enum err_code rc = policy_desk_text(desk, name, &text, err);

	if (rc != ERR_NONE)
		return rc;
	file = str_u64(str_from(name), &n) && !file_is_there(name)
	    ? arena_strf(arena, "version %s", name)
	    : arena_str(arena, str_from(name));
	if (file.ptr == NULL)
		return arena_fail(arena, err);
	return policy_read(text, file.ptr, desk->l.catalog, arena, out, err);
}

enum err_code
policy_desk_day(const char *date, const struct policy *policy, int64_t *out,
    struct err *err)
{
	int64_t day;

	if (!clock_read_date(str_from(date), &day))
		return err_set(err, ERR_INVALID,
		    "'%.40s' is not a date such as 2026-11-21", date);
	*out = policy_day_last(policy, day);
	return ERR_NONE;
}

size_t
policy_desk_problems(struct cli *cli, const struct policy_problems *problems)
{
	size_t n = problems->n + problems->more;

	for (size_t i = 0; i < problems->n; i++)
		fprintf(cli->out, "%.*s\n", STR_FMT(problems->v[i].text));
	if (problems->more > 0)
		fprintf(cli->out, "and %zu more\n", problems->more);
	fflush(cli->out);
	if (n > 0)
		fprintf(cli->err, "assay: %zu %s\n", n,
		    n == 1 ? "problem" : "problems");
	return n;
}

static void
print_side(FILE *out, const struct effect_side *s)
{
	char date[CLOCK_DATE_LEN + 1];

	fputs(s->owed ? due_state_name(s->state) : "not owed", out);
	if (!s->owed || s->due == 0)
		return;
	clock_write_date(s->due, date);
	fprintf(out, " by %s", date);
}

static void
print_row(FILE *out, const struct effect_row *r)
{
	fprintf(out, "%-15s  %.*s <%.*s>  %.*s: %s %.*s\n                 ",
	    effect_kind_title(r->kind), STR_FMT(r->name), STR_FMT(r->email),
	    STR_FMT(r->obligation), policy_thing_name(r->thing_kind),
	    STR_FMT(r->thing));
	print_side(out, &r->before);
	fputs(" -> ", out);
	print_side(out, &r->after);
	if (r->why.len > 0)
		fprintf(out, ", %.*s", STR_FMT(r->why));
	fputc('\n', out);
}

static void
print_counts(FILE *out, const struct effect *e)
{
	for (unsigned k = 0; k < EFFECT_KINDS; k++)
		if (e->n[k] > 0)
			fprintf(out, "  %-15s  %llu %s, %llu %s\n",
			    effect_kind_title(k), (unsigned long long)e->who[k],
			    e->who[k] == 1 ? "person" : "people",
			    (unsigned long long)e->n[k],
			    e->n[k] == 1 ? "thing" : "things");
	for (size_t i = 0; i < e->obligations.n; i++) {
		const struct effect_obligation *o = &e->obligations.v[i];

		fprintf(out, "  %.*s:", STR_FMT(o->id));
		for (unsigned k = 0; k < EFFECT_KINDS; k++)
			if (o->n[k] > 0)
				fprintf(out, " %s %llu", effect_kind_name(k),
				    (unsigned long long)o->n[k]);
		fputc('\n', out);
	}
}

void
policy_desk_effect(struct cli *cli, const struct effect *e, int64_t now)
{
	char date[CLOCK_LONG_LEN + 1];

	clock_write_long(now, date);
	if (e->people == 0) {
		fprintf(cli->out, "On %s nothing changes for anybody.\n", date);
		return;
	}
	fprintf(cli->out, "On %s something changes for %llu %s:\n", date,
	    (unsigned long long)e->people,
	    e->people == 1 ? "person" : "people");
	print_counts(cli->out, e);
	for (size_t i = 0; i < e->rows.n; i++)
		print_row(cli->out, &e->rows.v[i]);
	if (e->total > e->rows.n)
		fprintf(cli->out, "and %llu more\n",
		    (unsigned long long)(e->total - e->rows.n));
}

static void
add_side(struct buf *out, const char *name, const struct effect_side *s)
{
	json_open_in(out, name);
	json_str(out, "state",
	    str_from(s->owed ? due_state_name(s->state) : "not-owed"));
	json_time(out, "due", s->owed ? s->due : 0);
	json_close(out);
}

static void
add_row(struct buf *out, const struct effect_row *r)
{
	json_open(out);
	json_str(out, "change", str_from(effect_kind_name(r->kind)));
	json_id(out, "person", r->person);
	json_str(out, "name", r->name);
	json_str(out, "email", r->email);
	json_str(out, "obligation", r->obligation);
	json_str(out, policy_thing_name(r->thing_kind), r->thing);
	add_side(out, "before", &r->before);
	add_side(out, "after", &r->after);
	json_str(out, "why", r->why);
	json_close(out);
}

static void
add_numbers(struct buf *out, const char *name, const uint64_t n[EFFECT_KINDS])
{
	json_open_in(out, name);
	for (unsigned k = 0; k < EFFECT_KINDS; k++)
		json_u64(out, effect_kind_name(k), n[k]);
	json_close(out);
}

void
policy_desk_effect_json(struct buf *out, const struct effect *e, int64_t now)
{
	json_open_in(out, "effect");
	json_time(out, "on", now);
	json_u64(out, "people", e->people);
	add_numbers(out, "persons", e->who);
	add_numbers(out, "things", e->n);
	json_list(out, "obligations");
	for (size_t i = 0; i < e->obligations.n; i++) {
		json_open(out);
		json_str(out, "id", e->obligations.v[i].id);
		add_numbers(out, "things", e->obligations.v[i].n);
		json_close(out);
	}
	json_list_end(out);
	json_list(out, "rows");
	for (size_t i = 0; i < e->rows.n; i++)
		add_row(out, &e->rows.v[i]);
	json_list_end(out);
	json_u64(out, "rows_total", e->total);
	json_close(out);
}
