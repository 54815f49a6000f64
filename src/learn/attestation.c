#include "learn/attestation.h"

#include "learn/sheet.h"
#include "ledger/ledger.h"
#include "sql/attempt.h"

#define NAME_MAX_BYTES 200
#define ADDRESS_MAX    100
#define USER_AGENT_MAX 400

enum err_code
attestation_statement(const struct learn *learn, struct str module_id,
    struct str version, struct arena *arena, struct str *out, struct err *err)
{
	const struct catalog_module *m =
	    catalog_module(learn->catalog, module_id);
	const struct catalog_course *course;

	if (m == NULL)
		return err_set(err, ERR_NOT_FOUND, "no module '%.*s'",
		    STR_FMT(str_sub(module_id, 0, 80)));
	course = catalog_course_of(learn->catalog, module_id);
	*out = arena_strf(arena,
	    "I have worked through the module \"%.*s\", version %.*s%s%.*s%s. "
	    "I answered its questions myself, understand what it asks of me, "
	    "and will follow it in my work.",
	    STR_FMT(m->title), STR_FMT(version),
	    course != NULL ? ", of the course \"" : "",
	    STR_FMT(course != NULL ? course->title : STR("")),
	    course != NULL ? "\"" : "");
	return out->ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

struct call {
	const struct learn *learn;
	struct id person, fact;
	const struct attestation *in;
	struct str name, user_agent;
	int64_t now;
};

/* What a browser calls itself may be any bytes; kept as far as it is text. */
static struct str
as_text(struct str s, size_t max)
{
	s = str_sub(s, 0, max);
	while (s.len > 0 && !str_is_utf8(s))
		s.len--;
	return s.ptr != NULL ? s : STR("");
}

static enum err_code
append(struct db *db, struct arena *arena, const struct call *c,
    const struct catalog_module *m, const struct standing_row *s,
    struct err *err)
{
	const struct catalog_course *course =
	    catalog_course_of(c->learn->catalog, m->id);
	struct str statement;
	enum err_code rc = attestation_statement(
	    c->learn, m->id, s->version, arena, &statement, err);

	if (rc != ERR_NONE)
		return rc;
	const struct ledger_field fields[] = {
	    FIELD_TEXT("name", c->name),
	    FIELD_TEXT("module", m->id),
	    FIELD_TEXT("version", s->version),
	    FIELD_TEXT("statement", statement),
	    FIELD_TEXT("ip", as_text(c->in->ip, ADDRESS_MAX)),
	    FIELD_TEXT("user_agent", c->user_agent),
	    FIELD_ID("completion", s->completion),
	    FIELD_TEXT("course", course != NULL ? course->id : STR_NONE),
	};
	const struct ledger_fact fact = {.id = c->fact,
	    .type = LEDGER_ATTESTATION_SIGNED,
	    .at = c->now,
	    .actor = c->person,
	    .subject = c->person,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, arena, &fact, err);
}

static enum err_code
sign_in(struct db *db, struct arena *arena, struct call *c, struct err *err)
{
	const struct catalog_module *m =
	    catalog_module(c->learn->catalog, c->in->module_id);
	struct standing_row s;
	uint64_t changed;
	enum err_code rc;

	if (m == NULL)
		return err_set(err, ERR_NOT_FOUND, "no module '%.*s'",
		    STR_FMT(str_sub(c->in->module_id, 0, 80)));
	rc = standing_load(db, arena, c->person, m->id, c->now, &s, err);
	if (rc != ERR_NONE)
		return rc;
	if (!s.standing.passed)
		return err_set(err, ERR_CONFLICT,
		    "only a module whose questions were passed can be signed "
		    "for");
	rc = sql_attestation_done_insert(db,
	    &(struct sql_attestation_done_insert_in){
		.attempt = s.standing.passed_attempt,
		.fact = c->fact,
		.signed_at = c->now},
	    &changed, err);
	if (rc == ERR_NONE && changed == 0)
		return err_set(
		    err, ERR_CONFLICT, "this was signed for already");
	return rc == ERR_NONE ? append(db, arena, c, m, &s, err) : rc;
}

static enum err_code
sign_tx(struct db *db, void *ctx, struct err *err)
{
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, (size_t)4 << 20);
	rc = sign_in(db, &arena, ctx, err);
	arena_release(&arena);
	return rc;
}

enum err_code
attestation_sign(const struct learn *learn, struct id person,
    const struct attestation *in, struct id *fact, struct err *err)
{
	struct call c = {.learn = learn,
	    .person = person,
	    .in = in,
	    .fact = id_new(),
	    .name = str_trim(in->name),
	    .user_agent = as_text(in->user_agent, USER_AGENT_MAX),
	    .now = clock_now()};
	enum err_code rc;

	if (c.name.len == 0 || c.name.len > NAME_MAX_BYTES ||
	    !str_is_utf8(c.name))
		return err_set(err, ERR_INVALID,
		    "sign with your name, 1 to %d bytes of text",
		    NAME_MAX_BYTES);
	rc = store_write(learn->store, sign_tx, &c, err);
	if (rc != ERR_NONE)
		return rc;
	ledger_wake();
	*fact = c.fact;
	return ERR_NONE;
}
