#include "cli/gate_asking.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "cli/gate_cache.h"
#include "cli/gate_local.h"
#include "codec/json.h"
#include "codec/json_read.h"

#define TIMEOUT_S 5
/* An answer older than this was not made for this question, or a clock is
   wrong; one may be kept for a minute on the way. */
#define FRESH (INT64_C(600) * CLOCK_SECOND)

struct trip {
	struct cli *cli;
	const struct gate_options *options;
	struct str person, system;
	struct remote remote;
	uint8_t key[32];
	bool has_key;
};

const char *
gate_how_name(enum gate_how how)
{
	static const char *const names[] = {
	    [GATE_ASKED] = "asked",
	    [GATE_LAST_ANSWER] = "last-answer",
	    [GATE_FAIL_OPEN] = "fail-open",
	    [GATE_FAIL_CLOSED] = "fail-closed",
	};

	return names[how];
}

bool
gate_is_remote(const struct gate_options *options)
{
	const char *env = getenv("ASSAY_SERVER");

	return options->server != NULL || (env != NULL && *env != '\0');
}

/* --- the key ------------------------------------------------------------ */

static enum err_code
key_of_file(struct trip *t, struct err *err)
{
	struct str text;
	enum err_code rc =
	    file_read(t->options->key_file, 4096, t->cli->arena, &text, err);

	if (rc == ERR_NONE && !gate_key_read(text, t->key))
		rc = err_set(err, ERR_INVALID,
		    "'%s' does not hold a key: base64 of 32 bytes in one line",
		    t->options->key_file);
	t->has_key = rc == ERR_NONE;
	return rc;
}

/* What this machine trusts already: a file it was given, or the first one it
   saw. */
static enum err_code
known_key(struct trip *t, struct err *err)
{
	enum err_code rc;

	if (t->options->key_file != NULL)
		return key_of_file(t, err);
	if (t->options->cache == NULL)
		return ERR_NONE;
	rc = gate_cache_key(t->options->cache, t->cli->arena, t->key, err);
	t->has_key = rc == ERR_NONE;
	return rc == ERR_NOT_FOUND ? ERR_NONE : rc;
}

static enum err_code
first_key(struct trip *t, struct err *err)
{
	struct http_answer answer;
	struct json doc;
	enum err_code rc = remote_get(
	    t->cli, &t->remote, STR("/api/v1/gate-key"), &answer, err);

	if (rc == ERR_NONE)
		rc = json_read(answer.body, t->cli->arena, &doc, err);
	if (rc == ERR_NONE && !gate_key_read(json_opt_str(&doc, "key"), t->key))
		rc = err_set(err, ERR_INVALID,
		    "the server's key is not base64 of 32 bytes");
	if (rc == ERR_NONE && t->options->cache != NULL)
		rc = gate_cache_pin(t->options->cache, t->key, err);
	t->has_key = rc == ERR_NONE;
	return rc;
}

/* --- the server --------------------------------------------------------- */

static enum err_code
check_fresh(const struct gate_answer *a, struct err *err)
{
	int64_t now = clock_now();

	if (a->issued < now - FRESH || a->issued > now + FRESH)
		return err_set(err, ERR_INVALID,
		    "the answer was made %" PRId64
		    " minutes %s: kept on the way, or a clock is wrong",
		    (a->issued < now ? now - a->issued : a->issued - now) /
			(60 * CLOCK_SECOND),
		    a->issued < now ? "ago" : "ahead");
	return ERR_NONE;
}

static enum err_code
ask_server(struct trip *t, struct gate_result *out, struct err *err)
{
	struct http_answer answer;
	struct str whole;
	struct buf path;
	enum err_code rc = ERR_NONE;

	if (!t->has_key)
		rc = first_key(t, err);
	if (rc != ERR_NONE)
		return rc;
	buf_init(&path, 4096);
	buf_addf(&path, "/api/v1/gate/%.*s", STR_FMT(t->system));
	remote_add_query(&path, "person", t->person);
	whole = arena_buf(t->cli->arena, &path);
	buf_release(&path);
	if (whole.ptr == NULL)
		return arena_fail(t->cli->arena, err);
	rc = remote_get(t->cli, &t->remote, whole, &answer, err);
	if (rc == ERR_NONE)
		rc = gate_answer_read(
		    answer.body, t->key, t->cli->arena, &out->answer, err);
	if (rc == ERR_NONE)
		rc = gate_cache_fits(&out->answer, t->person, t->system, err);
	if (rc == ERR_NONE)
		rc = check_fresh(&out->answer, err);
	if (rc != ERR_NONE)
		return rc;
	out->text = answer.body;
	out->how = GATE_ASKED;
	out->allow = out->answer.allow;
	return ERR_NONE;
}

/* A cache that cannot be written is said and costs nobody their access. */
static void
keep(struct trip *t, const struct gate_result *result)
{
	struct err err;

	if (t->options->cache == NULL)
		return;
	if (gate_cache_put(t->options->cache, t->person, t->system,
		result->text, t->cli->arena, &err) != ERR_NONE)
		fprintf(t->cli->err, "assay: the answer is not kept: %s\n",
		    err.text);
}

/* --- without it --------------------------------------------------------- */

static void
fail(const struct trip *t, const struct gate_answer *last,
    struct gate_result *out)
{
	bool open = last != NULL && last->fail_open;

	if (t->options->fail != NULL)
		open = strcmp(t->options->fail, "open") == 0;
	out->how = open ? GATE_FAIL_OPEN : GATE_FAIL_CLOSED;
	out->allow = open;
}

static void
fall_back(struct trip *t, struct gate_result *out)
{
	struct gate_answer last;
	int64_t now = clock_now();
	struct err err;
	enum err_code rc = ERR_NOT_FOUND;

	if (t->options->cache != NULL && t->has_key)
		rc = gate_cache_get(t->options->cache, t->key, t->person,
		    t->system, t->cli->arena, &last, &err);
	if (rc != ERR_NONE && rc != ERR_NOT_FOUND)
		fprintf(t->cli->err, "assay: %s\n", err.text);
	if (rc != ERR_NONE) {
		fail(t, NULL, out);
	} else if (last.stands_in >= now && last.issued <= now + FRESH) {
		out->how = GATE_LAST_ANSWER;
		out->answer = last;
		out->allow = last.allow;
	} else {
		fail(t, &last, out);
	}
}

static bool
plain(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!((s.ptr[i] >= 'a' && s.ptr[i] <= 'z') ||
			(s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
			s.ptr[i] == '-'))
			return false;
	return s.len > 0 && s.len <= 100;
}

static enum err_code
check_options(const struct gate_options *o, struct str person,
    struct str system, struct err *err)
{
	if (person.len == 0 || system.len == 0)
		return err_set(
		    err, ERR_INVALID, "give --person EMAIL and --system NAME");
	if (!plain(system))
		return err_set(err, ERR_INVALID,
		    "--system '%.*s' is no system's name: small letters, "
		    "digits and hyphens",
		    STR_FMT(str_sub(system, 0, 100)));
	if (o->fail != NULL && strcmp(o->fail, "open") != 0 &&
	    strcmp(o->fail, "closed") != 0)
		return err_set(err, ERR_INVALID,
		    "--fail takes open or closed, not '%.40s'", o->fail);
	if (o->timeout < 0 || o->timeout > 300)
		return err_set(
		    err, ERR_INVALID, "--timeout takes 1 to 300 seconds");
	return ERR_NONE;
}

static enum err_code
from_server(struct trip *t, struct gate_result *out, struct err *err)
{
	enum err_code rc = remote_open(t->cli, t->options->server,
	    t->options->token_file, &t->remote, err);

	if (rc == ERR_INVALID)
		return rc;
	if (rc == ERR_NONE) {
		t->remote.patience_s = t->options->timeout > 0
		    ? (unsigned)t->options->timeout
		    : TIMEOUT_S;
		rc = known_key(t, err);
	}
	if (rc == ERR_NONE)
		rc = ask_server(t, out, err);
	if (rc == ERR_NONE) {
		keep(t, out);
		return ERR_NONE;
	}
	out->problem = *err;
	fall_back(t, out);
	return ERR_NONE;
}

static enum err_code
from_database(struct trip *t, struct gate_result *out, struct err *err)
{
	struct gate_local local;
	struct buf text;
	enum err_code rc = gate_local_open(t->cli, &local, err);

	if (rc != ERR_NONE)
		return rc;
	buf_init(&text, GATE_ANSWER_MAX);
	rc = gate_ask(&local.desk, t->person, t->system, STR("terminal"),
	    t->cli->arena, &out->answer, err);
	if (rc == ERR_NONE)
		rc = gate_sign(&local.desk, &out->answer, &text, err);
	if (rc == ERR_NONE)
		out->text = arena_buf(t->cli->arena, &text);
	if (rc == ERR_NONE)
		rc = cli_settle(t->cli, local.store, err);
	out->how = GATE_ASKED;
	out->allow = out->answer.allow;
	buf_release(&text);
	gate_local_close(&local);
	return rc;
}

enum err_code
gate_asking(struct cli *cli, const struct gate_options *options,
    struct str person, struct str system, struct gate_result *out,
    struct err *err)
{
	struct trip t = {
	    .cli = cli, .options = options, .person = person, .system = system};
	enum err_code rc = check_options(options, person, system, err);

	*out = (struct gate_result){0};
	if (rc != ERR_NONE)
		return rc;
	return gate_is_remote(options) ? from_server(&t, out, err)
				       : from_database(&t, out, err);
}

/* --- what came of it ---------------------------------------------------- */

struct str
gate_result_says(struct cli *cli, const struct gate_result *r)
{
	int64_t old = (clock_now() - r->answer.issued) / (60 * CLOCK_SECOND);

	switch (r->how) {
	case GATE_ASKED:
		return r->answer.reason;
	case GATE_LAST_ANSWER:
		return arena_strf(cli->arena,
		    "%.*s (the last answer, %" PRId64 " minutes old)",
		    STR_FMT(r->answer.reason), old > 0 ? old : 0);
	case GATE_FAIL_OPEN:
		return STR("nobody could be asked, and this gate fails open");
	case GATE_FAIL_CLOSED:
		break;
	}
	return STR("nobody could be asked, and this gate fails closed");
}

int
gate_result_status(const struct gate_result *r)
{
	if (r->allow)
		return CLI_OK;
	return r->how == GATE_FAIL_CLOSED ? CLI_FAILED : CLI_NO;
}

void
gate_result_json(const struct gate_result *r, struct buf *out)
{
	bool has = r->how == GATE_ASKED || r->how == GATE_LAST_ANSWER;

	json_open(out);
	json_flag(out, "allow", r->allow);
	json_str(out, "how", str_from(gate_how_name(r->how)));
	if (has) {
		json_str(out, "person", r->answer.person);
		json_str(out, "system", r->answer.system);
		json_str(
		    out, "state", str_from(gate_state_name(r->answer.state)));
		json_str(out, "reason", r->answer.reason);
		json_i64(out, "policy", r->answer.version);
		json_time(out, "issued", r->answer.issued);
		json_time(out, "valid_until", r->answer.until);
	}
	if (r->how != GATE_ASKED)
		json_str(out, "problem", str_from(r->problem.text));
	json_close(out);
	buf_add_char(out, '\n');
}
