#include "ledger/commit.h"

#include <stdio.h>

#include "base/clock.h"
#include "codec/canon.h"
#include "codec/hex.h"
#include "crypto/hash.h"
#include "ledger/ledger.h"

/* While a line is made. */
struct maker {
	const struct ledger_fact *fact;
	struct arena *arena;
	struct commitments *c;
	struct json_member v[LEDGER_FIELDS_MAX + 8];
	size_t n;
	struct err *err;
};

bool
commit_reserved(struct str name)
{
	static const char *const names[] = {
	    "actor", "at", "id", "ordinal", "subject", "type"};

	for (size_t i = 0; i < NELEM(names); i++)
		if (str_eq(name, str_from(names[i])))
			return true;
	return false;
}

enum err_code
commit_value(const uint8_t key[COMMIT_KEY], struct str name,
    const struct json *value, char out[COMMIT_TEXT + 1], struct err *err)
{
	uint8_t salt[HASH_SIZE], hash[HASH_SIZE];
	struct sha256 h;
	struct buf text;
	enum err_code rc;

	hmac_sha256((struct str){(const char *)key, COMMIT_KEY}, name, salt);
	buf_init(&text, LEDGER_LINE_MAX);
	rc = canon_write(&text, value, err);
	if (rc == ERR_NONE)
		rc = buf_finish(&text, err);
	if (rc == ERR_NONE) {
		sha256_init(&h);
		sha256_add(&h, (struct str){(char *)salt, sizeof(salt)});
		sha256_add(&h, buf_view(&text));
		sha256_end(&h, hash);
		hex_write(out, hash, sizeof(hash));
	}
	buf_release(&text);
	return rc;
}

static enum err_code
person_of(struct maker *m, struct id person, struct commit_person **out)
{
	struct commitments *c = m->c;

	for (unsigned i = 0; i < c->n; i++)
		if (id_eq(c->v[i].person, person)) {
			*out = &c->v[i];
			return ERR_NONE;
		}
	if (c->n == COMMIT_PERSONS)
		return err_set(m->err, ERR_LIMIT,
		    "a fact of more than %d persons", COMMIT_PERSONS);
	*out = &c->v[c->n++];
	(*out)->person = person;
	(*out)->n_fields = 0;
	(*out)->n_personal = 0;
	random_bytes((*out)->key, COMMIT_KEY);
	return ERR_NONE;
}

static enum err_code
text_value(struct maker *m, struct str text, struct json *out)
{
	*out = (struct json){
	    .kind = JSON_IS_TEXT, .text = arena_str(m->arena, text)};
	return out->text.ptr != NULL ? ERR_NONE : arena_fail(m->arena, m->err);
}

static enum err_code
put(struct maker *m, const char *name, struct json value)
{
	m->v[m->n++] = (struct json_member){str_from(name), value};
	return ERR_NONE;
}

/* value goes into the line as its commitment alone. */
static enum err_code
put_committed(struct maker *m, const struct commit_person *p, const char *name,
    const struct json *value)
{
	char text[COMMIT_TEXT + 1];
	struct json shown;
	enum err_code rc;

	rc = commit_value(p->key, str_from(name), value, text, m->err);
	if (rc == ERR_NONE)
		rc = text_value(m, str_from(text), &shown);
	return rc == ERR_NONE ? put(m, name, shown) : rc;
}

static enum err_code
put_person(struct maker *m, const char *name, struct id person)
{
	char text[ID_TEXT_LEN + 1];
	struct commit_person *p;
	struct json value;
	enum err_code rc;

	if (id_is_none(person))
		return put(m, name, (struct json){.kind = JSON_IS_NULL});
	rc = person_of(m, person, &p);
	if (rc != ERR_NONE)
		return rc;
	if (p->n_fields == COMMIT_PERSONS)
		return err_set(m->err, ERR_LIMIT,
		    "a fact with one person in more than %d fields",
		    COMMIT_PERSONS);
	p->fields[p->n_fields++] = name;
	id_write(person, text);
	rc = text_value(m, str_from(text), &value);
	return rc == ERR_NONE ? put_committed(m, p, name, &value) : rc;
}

static enum err_code
json_value(struct maker *m, struct str text, struct json *out)
{
	enum err_code rc = json_read(text, m->arena, out, m->err);

	if (rc == ERR_NONE && out->kind != JSON_IS_LIST &&
	    out->kind != JSON_IS_OBJECT)
		return err_set(
		    m->err, ERR_INVALID, "it is neither a list nor an object");
	return rc;
}

/* The value a field has in JSON; *out is of kind null for an absent one. */
static enum err_code
field_value(struct maker *m, const struct ledger_field *f, struct json *out)
{
	char text[CLOCK_TEXT_LEN + ID_TEXT_LEN + COMMIT_TEXT];

	*out = (struct json){.kind = JSON_IS_NULL};
	switch (f->kind) {
	case LEDGER_TEXT:
		return f->text.ptr != NULL ? text_value(m, f->text, out)
					   : ERR_NONE;
	case LEDGER_INT:
		*out = (struct json){.kind = JSON_IS_INT, .num = f->num};
		return ERR_NONE;
	case LEDGER_FLAG:
		*out = (struct json){.kind = JSON_IS_FLAG, .flag = f->num != 0};
		return ERR_NONE;
	case LEDGER_TIME:
		clock_write(f->num, text);
		return f->num != 0 ? text_value(m, str_from(text), out)
				   : ERR_NONE;
	case LEDGER_HASH:
		if (f->text.ptr == NULL)
			return ERR_NONE;
		hex_write(text, f->text.ptr, f->text.len);
		return text_value(m, str_from(text), out);
	case LEDGER_JSON:
		return f->text.ptr != NULL ? json_value(m, f->text, out)
					   : ERR_NONE;
	default:
		id_write(f->id, text);
		return id_is_none(f->id) ? ERR_NONE
					 : text_value(m, str_from(text), out);
	}
}

/* Personal values are the subject's; without one, the actor's. */
static enum err_code
put_personal(
    struct maker *m, const struct ledger_field *f, const struct json *value)
{
	struct id owner =
	    id_is_none(m->fact->subject) ? m->fact->actor : m->fact->subject;
	struct commit_person *p;
	enum err_code rc;

	if (id_is_none(owner))
		return err_set(m->err, ERR_INVALID,
		    "it is personal, and the fact has neither subject nor "
		    "actor");
	rc = person_of(m, owner, &p);
	if (rc != ERR_NONE)
		return rc;
	p->personal[p->n_personal++] =
	    (struct json_member){str_from(f->name), *value};
	return put_committed(m, p, f->name, value);
}

static enum err_code
put_field(struct maker *m, const struct ledger_field *f)
{
	const struct ledger_field_type *t =
	    ledger_field_type(m->fact->type, str_from(f->name));
	struct json value;
	enum err_code rc = field_value(m, f, &value);

	if (rc == ERR_NONE && value.kind != JSON_IS_NULL) {
		if (f->kind == LEDGER_PERSON)
			rc = put_person(m, f->name, f->id);
		else if (t->personal)
			rc = put_personal(m, f, &value);
		else
			rc = put(m, f->name, value);
	}
	if (rc != ERR_SYNTAX && rc != ERR_INVALID)
		return rc;
	err_prefix(m->err, "'%s'", f->name);
	return m->err->code = ERR_INVALID;
}

static enum err_code
put_frame(struct maker *m, int64_t ordinal)
{
	const char *type = ledger_fact_type(m->fact->type)->name;
	char at[CLOCK_TEXT_LEN + 1], id[ID_TEXT_LEN + 1];
	struct json value;
	enum err_code rc;

	clock_write(m->fact->at, at);
	id_write(m->fact->id, id);
	put(m, "ordinal", (struct json){.kind = JSON_IS_INT, .num = ordinal});
	rc = text_value(m, str_from(at), &value);
	if (rc == ERR_NONE)
		put(m, "at", value);
	if (rc == ERR_NONE)
		rc = text_value(m, str_from(id), &value);
	if (rc == ERR_NONE)
		put(m, "id", value);
	if (rc == ERR_NONE)
		rc = text_value(m, str_from(type), &value);
	if (rc == ERR_NONE)
		put(m, "type", value);
	if (rc == ERR_NONE)
		rc = put_person(m, "actor", m->fact->actor);
	return rc == ERR_NONE ? put_person(m, "subject", m->fact->subject) : rc;
}

/* The canonical text of members, kept in the arena. */
static enum err_code
canonical(struct json_member *v, size_t n, struct arena *arena, struct str *out,
    struct err *err)
{
	struct json object = {.kind = JSON_IS_OBJECT, .items = v, .n = n};
	struct buf text;
	enum err_code rc;

	buf_init(&text, LEDGER_LINE_MAX);
	rc = canon_write(&text, &object, err);
	if (rc == ERR_NONE)
		rc = buf_finish(&text, err);
	if (rc == ERR_NONE && (*out = arena_buf(arena, &text)).ptr == NULL)
		rc = arena_fail(arena, err);
	buf_release(&text);
	return rc;
}

enum err_code
commit_line(const struct ledger_fact *fact, int64_t ordinal,
    struct arena *arena, struct commitments *out, struct str *line,
    struct err *err)
{
	struct maker m = {.fact = fact, .arena = arena, .c = out, .err = err};
	enum err_code rc;

	out->n = 0;
	rc = put_frame(&m, ordinal);
	for (size_t i = 0; rc == ERR_NONE && i < fact->n; i++)
		rc = put_field(&m, &fact->fields[i]);
	if (rc == ERR_NONE)
		rc = canonical(m.v, m.n, arena, line, err);
	if (rc == ERR_LIMIT || rc == ERR_INVALID)
		err_prefix(err, "fact %s", ledger_fact_type(fact->type)->name);
	return rc;
}

enum err_code
commit_row(const struct commit_person *p, struct arena *arena,
    struct str *fields, struct str *personal, struct err *err)
{
	struct json_member v[LEDGER_FIELDS_MAX];
	char text[COMMIT_PERSONS * 64] = "";
	size_t used = 0;

	for (unsigned i = 0; i < p->n_fields; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
		    "%s%s", i > 0 ? "," : "", p->fields[i]);
	*fields = arena_str(arena, (struct str){text, used});
	if (fields->ptr == NULL)
		return arena_fail(arena, err);
	memcpy(v, p->personal, p->n_personal * sizeof(*v));
	return canonical(v, p->n_personal, arena, personal, err);
}
