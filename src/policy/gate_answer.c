#include "policy/gate_answer.h"

#include "base/clock.h"
#include "codec/base64.h"
#include "codec/canon.h"
#include "codec/hex.h"
#include "codec/json.h"
#include "crypto/hash.h"
#include "crypto/key.h"

void
gate_key_id(const uint8_t key[32], char out[GATE_KEY_ID_LEN + 1])
{
	uint8_t hash[HASH_SIZE];

	sha256((struct str){(const char *)key, 32}, hash);
	hex_write(out, hash, GATE_KEY_ID_LEN / 2);
}

void
gate_key_write(struct buf *out, const uint8_t key[32])
{
	base64_encode(out, key, 32);
}

bool
gate_key_read(struct str text, uint8_t out[32])
{
	return base64_decode(str_trim(text), out, 32);
}

enum err_code
gate_signature(const struct sign_port *port, struct str canonical,
    char id[GATE_KEY_ID_LEN + 1], struct buf *out, struct err *err)
{
	uint8_t key[32];
	struct buf sig;
	enum err_code rc = port->public_key(port->ctx, SIGN_GATE, key, err);

	if (rc != ERR_NONE)
		return rc;
	gate_key_id(key, id);
	buf_init(&sig, KEY_SIGNATURE);
	rc = port->sign(port->ctx, SIGN_GATE, canonical, STR(""), &sig, err);
	if (rc == ERR_NONE) {
		base64_encode(out, sig.ptr, sig.len);
		rc = buf_finish(out, err);
	}
	buf_release(&sig);
	return rc;
}

/* Names in their order: what is written is canonical as it stands. */
void
gate_answer_canon(const struct gate_answer *a, struct buf *out)
{
	json_open(out);
	json_flag(out, "allow", a->allow);
	json_flag(out, "fail_open", a->fail_open);
	json_time(out, "issued", a->issued);
	json_str(out, "person", a->person);
	json_i64(out, "policy", a->version);
	json_str(out, "reason", a->reason);
	json_time(out, "stands_in_until", a->stands_in);
	json_str(out, "state", str_from(gate_state_name(a->state)));
	json_str(out, "system", a->system);
	json_str(out, "type", STR(GATE_TYPE));
	json_time(out, "valid_until", a->until);
	json_close(out);
}

enum err_code
gate_answer_write(const struct sign_port *port,
    const struct gate_answer *answer, struct buf *out, struct err *err)
{
	char id[GATE_KEY_ID_LEN + 1];
	struct buf canonical, text;
	enum err_code rc;

	buf_init(&canonical, GATE_ANSWER_MAX / 2);
	buf_init(&text, 128);
	gate_answer_canon(answer, &canonical);
	rc = buf_finish(&canonical, err);
	if (rc == ERR_NONE)
		rc = gate_signature(port, buf_view(&canonical), id, &text, err);
	if (rc == ERR_NONE) {
		json_open(out);
		json_raw(out, "answer", buf_view(&canonical));
		json_str(out, "key", str_from(id));
		json_str(out, "signature", buf_view(&text));
		json_close(out);
		buf_add_char(out, '\n');
		rc = buf_finish(out, err);
	}
	buf_release(&canonical);
	buf_release(&text);
	return rc;
}

static enum err_code
get_time(const struct json *j, const char *name, int64_t *out, struct err *err)
{
	struct str text;
	enum err_code rc = json_get_str(j, name, &text, err);

	if (rc != ERR_NONE)
		return rc;
	if (!clock_read(text, out))
		return err_set(err, ERR_INVALID,
		    "'%s' is not a time such as 2026-11-21T05:27:00.000000Z",
		    name);
	return ERR_NONE;
}

static enum err_code
get_flag(const struct json *j, const char *name, bool *out, struct err *err)
{
	const struct json *v = json_get(j, name);

	if (v == NULL || v->kind != JSON_IS_FLAG)
		return err_set(
		    err, ERR_INVALID, "'%s' is not true or false", name);
	*out = v->flag;
	return ERR_NONE;
}

static enum err_code
get_small(const struct json *j, const char *name, unsigned max, unsigned *out,
    struct err *err)
{
	int64_t n;
	enum err_code rc = json_get_int(j, name, &n, err);

	if (rc != ERR_NONE)
		return rc;
	if (n < 0 || n > max)
		return err_set(
		    err, ERR_INVALID, "'%s' is not 0 to %u", name, max);
	*out = (unsigned)n;
	return ERR_NONE;
}

static enum err_code
get_words(const struct json *j, struct gate_answer *out, struct err *err)
{
	struct str state, type;
	enum err_code rc = json_get_str(j, "type", &type, err);

	if (rc == ERR_NONE && !str_eq(type, STR(GATE_TYPE)))
		rc = err_set(err, ERR_INVALID,
		    "it is of type '%.*s', not '" GATE_TYPE "'",
		    STR_FMT(str_sub(type, 0, 40)));
	if (rc == ERR_NONE)
		rc = json_get_str(j, "person", &out->person, err);
	if (rc == ERR_NONE)
		rc = json_get_str(j, "system", &out->system, err);
	if (rc == ERR_NONE)
		rc = json_get_str(j, "reason", &out->reason, err);
	if (rc == ERR_NONE)
		rc = json_get_str(j, "state", &state, err);
	if (rc == ERR_NONE && !gate_state_read(state, &out->state))
		rc = err_set(err, ERR_INVALID, "there is no state '%.*s'",
		    STR_FMT(str_sub(state, 0, 40)));
	return rc;
}

static enum err_code
get_all(const struct json *j, struct gate_answer *out, struct err *err)
{
	enum err_code rc = get_words(j, out, err);

	if (rc == ERR_NONE)
		rc = get_flag(j, "allow", &out->allow, err);
	if (rc == ERR_NONE)
		rc = get_flag(j, "fail_open", &out->fail_open, err);
	if (rc == ERR_NONE)
		rc = get_time(j, "issued", &out->issued, err);
	if (rc == ERR_NONE)
		rc = get_time(j, "valid_until", &out->until, err);
	if (rc == ERR_NONE)
		rc = get_small(j, "policy", 1000000, &out->version, err);
	if (rc == ERR_NONE)
		rc = get_time(j, "stands_in_until", &out->stands_in, err);
	if (rc == ERR_NONE && out->allow != gate_state_passes(out->state))
		rc = err_set(err, ERR_INVALID,
		    "'allow' and 'state' contradict each other");
	if (rc == ERR_NONE &&
	    (out->until < out->issued || out->stands_in < out->issued))
		rc = err_set(err, ERR_INVALID, "it ends before it begins");
	return rc;
}

/* Nothing in it but what an answer has. */
static enum err_code
check_same(const struct json *j, const struct gate_answer *a, struct buf *canon,
    struct err *err)
{
	struct buf again;
	bool same;
	enum err_code rc = canon_write(canon, j, err);

	if (rc != ERR_NONE)
		return rc;
	buf_init(&again, GATE_ANSWER_MAX);
	gate_answer_canon(a, &again);
	same = str_eq(buf_view(canon), buf_view(&again));
	buf_release(&again);
	return same
	    ? ERR_NONE
	    : err_set(err, ERR_INVALID, "it holds more than an answer does");
}

static enum err_code
check_signature(const struct json *doc, struct str canonical,
    const uint8_t *key, struct err *err)
{
	uint8_t sig[KEY_SIGNATURE];
	char id[GATE_KEY_ID_LEN + 1];
	struct str text, named;
	enum err_code rc = json_get_str(doc, "signature", &text, err);

	if (rc == ERR_NONE)
		rc = json_get_str(doc, "key", &named, err);
	if (rc == ERR_NONE && !base64_decode(text, sig, sizeof(sig)))
		rc = err_set(err, ERR_INVALID,
		    "'signature' is not base64 of %d bytes", KEY_SIGNATURE);
	if (rc != ERR_NONE || key == NULL)
		return rc;
	gate_key_id(key, id);
	if (key_verify(key, canonical, sig))
		return ERR_NONE;
	return err_set(err, ERR_DENIED,
	    "the signature is not of the key %s (it names %.*s)", id,
	    STR_FMT(str_sub(named, 0, GATE_KEY_ID_LEN)));
}

enum err_code
gate_answer_read(struct str text, const uint8_t *key, struct arena *arena,
    struct gate_answer *out, struct err *err)
{
	struct gate_answer answer = {0};
	struct json doc;
	const struct json *j;
	struct buf canonical;
	enum err_code rc;

	if (text.len > GATE_ANSWER_MAX)
		return err_set(err, ERR_LIMIT, "it is longer than %zu bytes",
		    GATE_ANSWER_MAX);
	rc = json_read(text, arena, &doc, err);
	if (rc != ERR_NONE)
		return rc;
	j = json_get(&doc, "answer");
	if (j == NULL)
		return err_set(err, ERR_INVALID, "it has no 'answer'");
	buf_init(&canonical, GATE_ANSWER_MAX);
	rc = get_all(j, &answer, err);
	if (rc == ERR_NONE)
		rc = check_same(j, &answer, &canonical, err);
	if (rc == ERR_NONE)
		rc = check_signature(&doc, buf_view(&canonical), key, err);
	buf_release(&canonical);
	if (rc == ERR_NONE)
		*out = answer;
	return rc;
}
