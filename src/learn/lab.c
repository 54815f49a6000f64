#include "learn/lab.h"

#include <stdio.h>

#include "codec/tar.h"
#include "crypto/hash.h"
#include "crypto/mac.h"
#include "judge/matrix.h"
#include "learn/lab_part.h"
#include "ledger/content.h"
#include "sql/lab.h"

#define CALL_MEMORY ((size_t)48 << 20)
#define RATE_MOST   30
#define RATE_WITHIN (INT64_C(600) * CLOCK_SECOND)

struct call {
	const struct lab_desk *desk;
	const struct lab *lab;
	struct id person, attempt, run;
	enum lab_mode mode;
	struct str files; /* a tar */
	unsigned hints;
	int64_t now;
};

typedef enum err_code step_fn(
    struct db *db, struct arena *arena, struct call *c, struct err *err);

static enum err_code
with_arena(struct db *db, void *ctx, step_fn *fn, struct err *err)
{
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, CALL_MEMORY);
	rc = fn(db, &arena, ctx, err);
	arena_release(&arena);
	return rc;
}

enum err_code
lab_desk_key(struct lab_desk *desk, const char *keys_dir, struct err *err)
{
	struct mac_keys keys;
	char path[4096];
	enum err_code rc;

	if (snprintf(path, sizeof(path), "%s/lab.mac", keys_dir) >=
	    (int)sizeof(path))
		return err_set(err, ERR_LIMIT, "the keys' path is too long");
	rc = mac_keys_read(path, &keys, err);
	if (rc != ERR_NONE)
		return rc;
	if (!mac_derive(
		&keys, "lab seeds", keys.v[keys.n - 1].version, desk->key))
		rc = err_set(err, ERR_CORRUPT, "'%s' holds no key", path);
	crypto_wipe(&keys, sizeof(keys));
	return rc;
}

const char *
lab_mode_name(enum lab_mode mode)
{
	static const char *const names[] = {"attack", "check", "submit"};

	return names[mode];
}

bool
lab_mode_read(struct str name, enum lab_mode *out)
{
	for (int m = LAB_ATTACK; m <= LAB_SUBMIT; m++)
		if (str_eq(name, str_from(lab_mode_name(m)))) {
			*out = m;
			return true;
		}
	return false;
}

const char *
lab_run_state_name(enum lab_run_state state)
{
	static const char *const names[] = {
	    "queued", "judging", "judged", "failed", "withdrawn"};

	return names[state];
}

enum lab_run_state
lab_run_state_read(struct str name)
{
	for (int s = LAB_QUEUED; s < LAB_WITHDRAWN; s++)
		if (str_eq(name, str_from(lab_run_state_name(s))))
			return s;
	return LAB_WITHDRAWN;
}

enum err_code
lab_find(const struct lab_desk *desk, struct str id, const struct lab **out,
    struct err *err)
{
	*out = labs_find(desk->labs, id);
	return *out ? ERR_NONE
		    : err_set(err, ERR_NOT_FOUND, "no lab '%.*s'",
			  STR_FMT(str_sub(id, 0, 80)));
}

enum err_code
lab_attempt_load(struct db *db, struct arena *arena, struct id person,
    struct str lab, struct lab_attempt *out, struct err *err)
{
	struct sql_lab_attempt_last_row row;
	bool found;
	enum err_code rc = sql_lab_attempt_last(db, arena,
	    &(struct sql_lab_attempt_last_in){.person = person, .lab = lab},
	    &found, &row, err);

	if (rc != ERR_NONE)
		return rc;
	*out = (struct lab_attempt){0};
	if (found)
		*out = (struct lab_attempt){.id = row.id,
		    .no = row.no,
		    .attacked = row.attacked.set ? row.attacked.v : 0,
		    .passed = row.passed.set ? row.passed.v : 0,
		    .hints = (unsigned)row.hints,
		    .seed = row.seed};
	return ERR_NONE;
}

/* HMAC(key, person, lab, number): other people, other labs and other tries
   have other values. */
static void
make_seed(const struct call *c, int64_t no, uint8_t out[HASH_SIZE])
{
	char text[ID_SIZE + 80 + 24];
	size_t len = ID_SIZE;

	memcpy(text, c->person.bytes, ID_SIZE);
	len += (size_t)snprintf(text + len, sizeof(text) - len, "%.*s\n%lld",
	    STR_FMT(c->lab->id), (long long)no);
	hmac_sha256((struct str){(const char *)c->desk->key, 32},
	    (struct str){text, len}, out);
}

/* The open attempt, or a new one. */
static enum err_code
begin(struct db *db, struct arena *arena, struct call *c,
    struct lab_attempt *out, struct err *err)
{
	uint8_t seed[HASH_SIZE];
	struct lab_attempt last;
	enum err_code rc =
	    lab_attempt_load(db, arena, c->person, c->lab->id, &last, err);

	if (rc != ERR_NONE)
		return rc;
	if (id_is_none(last.id) || last.passed > 0) {
		make_seed(c, last.no + 1, seed);
		rc = sql_lab_attempt_insert(db,
		    &(struct sql_lab_attempt_insert_in){.id = id_new(),
			.person = c->person,
			.lab = c->lab->id,
			.no = last.no + 1,
			.seed = {(const char *)seed, sizeof(seed)},
			.started = c->now},
		    NULL, err);
		if (rc == ERR_NONE)
			rc = lab_attempt_load(
			    db, arena, c->person, c->lab->id, &last, err);
	}
	if (rc == ERR_NONE)
		*out = last;
	return rc;
}

static enum err_code
hint_in(struct db *db, struct arena *arena, struct call *c, struct err *err)
{
	struct lab_attempt attempt;
	enum err_code rc = begin(db, arena, c, &attempt, err);

	if (rc != ERR_NONE)
		return rc;
	if (attempt.hints >= c->lab->hints.n)
		return err_set(err, ERR_CONFLICT,
		    "all %u hints are open already", attempt.hints);
	c->hints = attempt.hints + 1;
	return sql_lab_attempt_hint(db,
	    &(struct sql_lab_attempt_hint_in){
		.id = attempt.id, .hints = (int64_t)c->hints},
	    NULL, err);
}

static enum err_code
hint_tx(struct db *db, void *ctx, struct err *err)
{
	return with_arena(db, ctx, hint_in, err);
}

enum err_code
lab_hint(const struct lab_desk *desk, struct id person, struct str lab,
    unsigned *opened, struct err *err)
{
	struct call c = {.desk = desk, .person = person, .now = clock_now()};
	enum err_code rc = lab_find(desk, lab, &c.lab, err);

	if (rc == ERR_NONE)
		rc = store_write(desk->store, hint_tx, &c, err);
	if (rc == ERR_NONE)
		*opened = c.hints;
	return rc;
}

static enum err_code
not_too_often(
    struct db *db, struct arena *arena, const struct call *c, struct err *err)
{
	struct sql_lab_run_recent_row row;
	enum err_code rc = sql_lab_run_recent(db, arena,
	    &(struct sql_lab_run_recent_in){
		.person = c->person, .since = c->now - RATE_WITHIN},
	    &row, err);

	if (rc == ERR_NONE && row.n >= RATE_MOST)
		return err_set(err, ERR_BUSY,
		    "%d runs in ten minutes are the most; read the last "
		    "verdict meanwhile",
		    RATE_MOST);
	return rc;
}

static enum err_code
queue(struct db *db, const struct call *c, struct err *err)
{
	uint8_t hash[HASH_SIZE];
	enum err_code rc = content_put(db, c->lab->tar, hash, err);

	if (rc == ERR_NONE)
		rc = sql_lab_run_replace(db,
		    &(struct sql_lab_run_replace_in){
			.person = c->person, .lab = c->lab->id, .done = c->now},
		    NULL, err);
	if (rc != ERR_NONE)
		return rc;
	return sql_lab_run_insert(db,
	    &(struct sql_lab_run_insert_in){.id = c->run,
		.attempt = c->attempt,
		.person = c->person,
		.lab = c->lab->id,
		.version = c->lab->version,
		.lab_hash = {(const char *)hash, sizeof(hash)},
		.mode = str_from(lab_mode_name(c->mode)),
		.files = c->files,
		.queued = c->now},
	    NULL, err);
}

static enum err_code
ask_in(struct db *db, struct arena *arena, struct call *c, struct err *err)
{
	struct lab_attempt attempt;
	enum err_code rc = not_too_often(db, arena, c, err);

	if (rc == ERR_NONE)
		rc = begin(db, arena, c, &attempt, err);
	if (rc != ERR_NONE)
		return rc;
	c->attempt = attempt.id;
	return queue(db, c, err);
}

static enum err_code
ask_tx(struct db *db, void *ctx, struct err *err)
{
	return with_arena(db, ctx, ask_in, err);
}

/* The files as one tar with sorted names: equal files are one submission. */
static enum err_code
pack(const struct lab *lab, const struct lab_files *files, struct arena *arena,
    struct str *out, struct err *err)
{
	struct tar tar = {0};
	struct buf text;
	enum err_code rc;

	if (files->n == 0)
		return err_set(err, ERR_INVALID,
		    "no file was sent; editable: %.*s",
		    STR_FMT(lab->editable.v[0]));
	if (files->n > LAB_FILES_MAX)
		return err_set(err, ERR_LIMIT,
		    "%zu files; at most %d are accepted", files->n,
		    LAB_FILES_MAX);
	for (size_t i = 0; i < files->n; i++) {
		struct tar_entry *e = ARENA_PUSH(arena, &tar);

		if (e == NULL)
			return arena_fail(arena, err);
		*e = (struct tar_entry){files->v[i].path, files->v[i].text};
	}
	rc = matrix_accepts(lab, &tar, err);
	if (rc != ERR_NONE)
		return rc;
	tar_sort(&tar);
	buf_init(&text, 2 * LAB_BYTES_MAX);
	rc = tar_write(&text, &tar, err);
	if (rc == ERR_NONE) {
		*out = arena_buf(arena, &text);
		if (out->ptr == NULL)
			rc = arena_fail(arena, err);
	}
	buf_release(&text);
	return rc;
}

enum err_code
lab_ask(const struct lab_desk *desk, struct id person, struct str lab,
    enum lab_mode mode, const struct lab_files *files, struct id *run,
    struct err *err)
{
	struct call c = {.desk = desk,
	    .person = person,
	    .mode = mode,
	    .files = STR(""),
	    .run = id_new(),
	    .now = clock_now()};
	const char *closed = desk->closed ? desk->closed(desk->ctx) : NULL;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, CALL_MEMORY);
	rc = lab_find(desk, lab, &c.lab, err);
	if (rc == ERR_NONE && closed != NULL)
		rc = err_set(err, ERR_UNSUPPORTED, "%s", closed);
	if (rc == ERR_NONE && mode != LAB_ATTACK)
		rc = pack(c.lab, files, &arena, &c.files, err);
	if (rc == ERR_NONE)
		rc = store_write(desk->store, ask_tx, &c, err);
	arena_release(&arena);
	if (rc != ERR_NONE)
		return rc;
	*run = c.run;
	if (desk->wake)
		desk->wake(desk->ctx);
	return ERR_NONE;
}

static enum err_code
withdraw_tx(struct db *db, void *ctx, struct err *err)
{
	const struct call *c = ctx;
	uint64_t changed;
	enum err_code rc = sql_lab_run_withdraw(db,
	    &(struct sql_lab_run_withdraw_in){
		.id = c->run, .person = c->person, .done = c->now},
	    &changed, err);

	if (rc == ERR_NONE && changed == 0)
		return err_set(
		    err, ERR_CONFLICT, "no run of yours that still waits");
	return rc;
}

enum err_code
lab_withdraw(const struct lab_desk *desk, struct id person, struct id run,
    struct err *err)
{
	struct call c = {.person = person, .run = run, .now = clock_now()};

	return store_write(desk->store, withdraw_tx, &c, err);
}

static enum err_code
to_files(const struct tar *tar, struct arena *arena, struct lab_files *out,
    struct err *err)
{
	for (size_t i = 0; i < tar->n; i++) {
		struct lab_file *f = ARENA_PUSH(arena, out);

		if (f == NULL)
			return arena_fail(arena, err);
		*f = (struct lab_file){tar->v[i].path, tar->v[i].bytes, true};
	}
	return ERR_NONE;
}

enum err_code
lab_files_read(struct str bytes, struct arena *arena, struct lab_files *out,
    struct err *err)
{
	static const struct tar_limits limits = {LAB_FILES_MAX, LAB_BYTES_MAX};
	struct lab_files files = {0};
	struct tar tar = {0};
	enum err_code rc = tar_read(bytes, &limits, arena, &tar, err);

	if (rc == ERR_NONE)
		rc = to_files(&tar, arena, &files, err);
	if (rc == ERR_NONE)
		*out = files;
	return rc;
}

enum err_code
lab_files_load(
    struct str tar, struct arena *arena, struct lab_files *out, struct err *err)
{
	return tar.len > 0 ? lab_files_read(tar, arena, out, err) : ERR_NONE;
}
