#include "policy/access_hook.h"

#include <stdatomic.h>

#include "codec/base64.h"
#include "crypto/key.h"
#include "http/server.h"
#include "policy/gate_world_test.h"

/* The other side: keeps what came last, answers what it is told. */
struct hearer {
	struct http_server *server;
	struct http_table tables[2];
	atomic_uint status, heard;
	char body[4096], signature[200], key[20];
	struct str url;
};

static void
keep(char *to, size_t size, struct str from)
{
	size_t n = from.len < size ? from.len : size - 1;

	memcpy(to, from.ptr, n);
	to[n] = '\0';
}

static enum err_code
hear(struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	struct hearer *h = app;

	(void)err;
	keep(h->body, sizeof(h->body), rq->body);
	keep(h->signature, sizeof(h->signature),
	    http_header(rq, STR("assay-signature")));
	keep(h->key, sizeof(h->key), http_header(rq, STR("assay-key")));
	re->status = atomic_load(&h->status);
	atomic_fetch_add(&h->heard, 1);
	return ERR_NONE;
}

static const struct http_route routes[] = {
    {.method = HTTP_POST,
	.pattern = "/hook",
	.handler = hear,
	.where = HTTP_WORKER,
	.body_max = 4096},
    {0},
};

static void
hearer_open(struct hearer *h, struct arena *arena)
{
	struct http_config config = {.listen = STR("127.0.0.1:0"),
	    .tables = h->tables,
	    .loops = 1,
	    .workers = 1};
	struct err err;

	memset(h, 0, sizeof(*h));
	h->tables[0] = (struct http_table){routes, h};
	atomic_store(&h->status, 204);
	CHECK_OK(http_server_start(&config, &h->server, &err), &err);
	h->url = arena_strf(
	    arena, "http://127.0.0.1:%u/hook", http_server_port(h->server));
}

struct hooks {
	struct gate_world g;
	struct hearer h;
	struct id radia;
	struct access_hooks list;
	struct id actor, hook;
	bool approve;
};

static void
hooks_open(struct hooks *t, struct store *store)
{
	memset(t, 0, sizeof(*t));
	gate_world_open(&t->g, store);
	hearer_open(&t->h, &t->g.w.arena);
	t->radia = world_join(
	    &t->g.w, "radia", "security_lead", (struct id){0}, (struct id){0});
	world_settle(&t->g.w);
	gate_world_grant(&t->g, t->g.w.ada, "production", 0);
	world_later(&t->g.w, CLOCK_SECOND);
}

static void
hooks_close(struct hooks *t)
{
	http_server_stop(t->h.server, 1000);
	gate_world_close(&t->g);
}

static unsigned
propose(struct hooks *t)
{
	struct err err;
	unsigned n;

	CHECK_OK(access_hook_propose(&t->g.desk, t->g.w.now, &n, &err), &err);
	return n;
}

static unsigned
call(struct hooks *t)
{
	struct err err;
	unsigned n;

	CHECK_OK(
	    access_hook_call(&t->g.desk, t->h.url.ptr, t->g.w.now, &n, &err),
	    &err);
	world_settle(&t->g.w);
	return n;
}

static enum err_code
list_in(struct db *db, void *ctx, struct err *err)
{
	struct hooks *t = ctx;

	return access_hook_list(
	    db, &t->g.w.arena, t->actor, 100, &t->list, err);
}

/* The newest action. */
static const struct access_hook *
last(struct hooks *t)
{
	struct err err;

	t->actor = t->g.w.auditor;
	CHECK_OK(store_read(t->g.w.log.store, list_in, t, &err), &err);
	CHECK(t->list.n > 0);
	return &t->list.v[0];
}

static enum err_code
decide_in(struct db *db, void *ctx, struct err *err)
{
	struct hooks *t = ctx;

	return access_hook_decide(
	    db, &t->g.w.arena, t->actor, t->hook, t->approve, t->g.w.now, err);
}

static enum err_code
decide(struct hooks *t, struct id actor, struct id hook, bool approve)
{
	struct err err;

	t->actor = actor;
	t->hook = hook;
	t->approve = approve;
	return store_write(t->g.w.log.store, decide_in, t, &err);
}

static void
is(struct hooks *t, const char *action, const char *state)
{
	const struct access_hook *h = last(t);

	CHECK_STR(h->action, str_from(action));
	CHECK_STR(h->state, str_from(state));
}

STORE_TEST(
    nothing_is_called_before_somebody_approves_and_a_lapse_is_proposed_once)
{
	struct hooks t;

	hooks_open(&t, store);
	CHECK_INT(propose(&t), 1);
	is(&t, "revoke", "proposed");
	CHECK_STR(last(&t)->email, STR("ada@example.org"));
	CHECK_INT(propose(&t), 0);
	CHECK_INT(call(&t), 0);
	CHECK_INT(atomic_load(&t.h.heard), 0);
	CHECK_INT(t.list.n, 1); /* bob has lapsed and has no access */
	hooks_close(&t);
}

STORE_TEST(what_is_approved_is_called_once_signed_and_a_fact)
{
	struct hooks t;
	uint8_t key[32], sig[64];
	char id[GATE_KEY_ID_LEN + 1];
	struct json j;
	struct err err;

	hooks_open(&t, store);
	propose(&t);
	CHECK_INT(decide(&t, t.radia, last(&t)->id, true), ERR_NONE);
	is(&t, "revoke", "approved");
	CHECK_INT(call(&t), 1);
	CHECK_INT(call(&t), 0);
	CHECK_INT(atomic_load(&t.h.heard), 1);
	is(&t, "revoke", "called");
	CHECK_STR(last(&t)->by, STR("radia"));
	CHECK_INT(gate_world_facts(&t.g, LEDGER_ACCESS_HOOK_CALLED), 1);
	CHECK_OK(gate_key(&t.g.desk, key, &err), &err);
	gate_key_id(key, id);
	CHECK_STR(str_from(t.h.key), str_from(id));
	CHECK(base64_decode(str_from(t.h.signature), sig, sizeof(sig)));
	CHECK(key_verify(key, str_from(t.h.body), sig));
	CHECK_OK(json_read(str_from(t.h.body), &t.g.w.arena, &j, &err), &err);
	CHECK_STR(json_opt_str(&j, "action"), STR("revoke"));
	CHECK_STR(json_opt_str(&j, "person"), STR("ada@example.org"));
	CHECK_STR(json_opt_str(&j, "system"), STR("production"));
	CHECK_STR(json_opt_str(&j, "type"), STR("access-hook"));
	hooks_close(&t);
}

STORE_TEST(who_is_current_again_gets_the_access_back_without_another_word)
{
	struct hooks t;

	hooks_open(&t, store);
	propose(&t);
	CHECK_INT(decide(&t, t.radia, last(&t)->id, true), ERR_NONE);
	call(&t);
	world_attempt(&t.g.w, t.g.w.ada, "m1", 10);
	world_later(&t.g.w, CLOCK_SECOND);
	CHECK_INT(propose(&t), 1);
	is(&t, "restore", "approved");
	CHECK_INT(call(&t), 1);
	is(&t, "restore", "called");
	CHECK(str_find(str_from(t.h.body), STR("\"restore\"")) <
	    strlen(t.h.body));
	CHECK_INT(propose(&t), 0);
	hooks_close(&t);
}

STORE_TEST(what_lost_its_reason_is_dropped_even_between_approval_and_call)
{
	struct hooks t;

	hooks_open(&t, store);
	propose(&t);
	CHECK_INT(decide(&t, t.radia, last(&t)->id, true), ERR_NONE);
	world_attempt(&t.g.w, t.g.w.ada, "m1", 10);
	world_later(&t.g.w, CLOCK_SECOND);
	CHECK_INT(call(&t), 0);
	is(&t, "revoke", "dropped");
	CHECK_INT(atomic_load(&t.h.heard), 0);
	CHECK_INT(propose(&t), 0);
	hooks_close(&t);
}

STORE_TEST(nobody_who_has_break_glass_is_revoked)
{
	struct hooks t;
	struct gate_opening_in o;
	struct err err;

	hooks_open(&t, store);
	propose(&t);
	o = (struct gate_opening_in){.g = &t.g,
	    .in = {.actor = t.radia,
		.email = STR("ada@example.org"),
		.system = STR("production"),
		.reason = STR("payments are down, INC-212"),
		.minutes = 60,
		.now = t.g.w.now}};
	CHECK_OK(store_write(store, gate_world_open_in, &o, &err), &err);
	world_settle(&t.g.w);
	CHECK_INT(propose(&t), 1);
	is(&t, "revoke", "dropped");
	CHECK_INT(propose(&t), 0);
	world_later(&t.g.w, 60 * 60 * CLOCK_SECOND + 1);
	CHECK_INT(propose(&t), 1);
	is(&t, "revoke", "proposed");
	hooks_close(&t);
}

STORE_TEST(a_refusal_stands_until_the_next_lapse)
{
	struct hooks t;

	hooks_open(&t, store);
	propose(&t);
	CHECK_INT(decide(&t, t.radia, last(&t)->id, false), ERR_NONE);
	CHECK_INT(propose(&t), 0);
	is(&t, "revoke", "refused");
	CHECK_INT(call(&t), 0);
	CHECK_INT(decide(&t, t.radia, last(&t)->id, true), ERR_NONE);
	is(&t, "revoke", "approved");
	hooks_close(&t);
}

STORE_TEST(who_does_not_hear_is_asked_again_later_and_in_the_end_given_up)
{
	struct hooks t;
	unsigned heard = 0;

	hooks_open(&t, store);
	atomic_store(&t.h.status, 503);
	propose(&t);
	CHECK_INT(decide(&t, t.radia, last(&t)->id, true), ERR_NONE);
	for (int tries = 1; tries <= HOOK_TRIES; tries++) {
		CHECK_INT(call(&t), 0);
		CHECK_INT(atomic_load(&t.h.heard), ++heard);
		CHECK_INT(last(&t)->tries, tries);
		CHECK_STR(last(&t)->said, STR("the hook answered 503"));
		CHECK_INT(call(&t), 0); /* not before its time */
		CHECK_INT(atomic_load(&t.h.heard), heard);
		world_later(&t.g.w, CLOCK_DAY / 4 + 1);
	}
	is(&t, "revoke", "failed");
	CHECK_INT(gate_world_facts(&t.g, LEDGER_ACCESS_HOOK_CALLED), 1);
	CHECK_INT(propose(&t), 0);
	CHECK_INT(decide(&t, t.radia, last(&t)->id, true), ERR_NONE);
	atomic_store(&t.h.status, 200);
	CHECK_INT(call(&t), 1);
	is(&t, "revoke", "called");
	hooks_close(&t);
}

STORE_TEST(only_those_who_answer_for_it_decide_and_nobody_about_themselves)
{
	struct hooks t;
	struct id hook;

	hooks_open(&t, store);
	gate_world_grant(&t.g, t.radia, "production", 0);
	world_later(&t.g.w, CLOCK_SECOND);
	CHECK_INT(propose(&t), 2);
	last(&t);
	for (size_t i = 0; i < t.list.n; i++)
		if (id_eq(t.list.v[i].person, t.radia))
			CHECK_INT(decide(&t, t.radia, t.list.v[i].id, false),
			    ERR_DENIED);
		else
			hook = t.list.v[i].id;
	CHECK_INT(decide(&t, t.g.w.ada, hook, true), ERR_DENIED);
	CHECK_INT(decide(&t, t.g.w.lead, hook, true), ERR_DENIED);
	CHECK_INT(decide(&t, t.g.w.auditor, hook, true), ERR_DENIED);
	CHECK_INT(decide(&t, id_new(), hook, true), ERR_DENIED);
	CHECK_INT(decide(&t, t.radia, id_new(), true), ERR_NOT_FOUND);
	CHECK_INT(decide(&t, t.radia, hook, true), ERR_NONE);
	CHECK_INT(decide(&t, t.radia, hook, true), ERR_CONFLICT);
	CHECK_INT(call(&t), 1);
	CHECK_INT(decide(&t, t.radia, hook, false), ERR_CONFLICT);
	t.actor = t.g.w.ada;
	{
		struct err err;

		CHECK_INT(store_read(store, list_in, &t, &err), ERR_DENIED);
	}
	hooks_close(&t);
}

STORE_TEST(what_was_proposed_about_somebody_goes_with_them)
{
	static ledger_forget_fn *const forget[] = {access_hook_forget, NULL};
	struct hooks t;
	struct err err;
	uint64_t seq;

	hooks_open(&t, store);
	gate_world_grant(&t.g, t.g.w.bob, "production", 0);
	world_later(&t.g.w, CLOCK_SECOND);
	CHECK_INT(propose(&t), 2);
	t.g.w.log.config.forget = forget;
	CHECK_OK(ledger_erase(&t.g.w.log.config, t.g.w.ada, t.radia,
		     STR("asked to"), &seq, &err),
	    &err);
	CHECK_STR(last(&t)->email, STR("bob@example.org"));
	CHECK_INT(t.list.n, 1);
	hooks_close(&t);
}

TEST_MAIN(
    T(nothing_is_called_before_somebody_approves_and_a_lapse_is_proposed_once),
    T(what_is_approved_is_called_once_signed_and_a_fact),
    T(who_is_current_again_gets_the_access_back_without_another_word),
    T(what_lost_its_reason_is_dropped_even_between_approval_and_call),
    T(nobody_who_has_break_glass_is_revoked),
    T(a_refusal_stands_until_the_next_lapse),
    T(who_does_not_hear_is_asked_again_later_and_in_the_end_given_up),
    T(only_those_who_answer_for_it_decide_and_nobody_about_themselves),
    T(what_was_proposed_about_somebody_goes_with_them))
