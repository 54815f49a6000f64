#ifndef POLICY_GATE_DESK_H
#define POLICY_GATE_DESK_H

#include <stdatomic.h>

#include "http/limit.h"
#include "policy/gate_answer.h"
#include "store/store.h"

/*
 * Where gates are asked:
 *
 *	gate_ask(desk, "ada@acme.example", "production", "api", ...)
 *	 ──▶ what the facts say now ──▶ answer ──▶ fact gate.decided
 *
 * The same answer to the same question is recorded once for as long as it
 * stands by itself (until); one that is another, or comes after, is recorded
 * anew.  Two that ask in the same moment make one fact, because its id is
 * made of the answer.
 */
struct gate_desk {
	struct store *store;
	struct engine *engine;
	_Atomic(const struct sign_port *) signer; /* NULL before setup */
	struct http_limit *by_token, *by_address;
};

/* How often may be asked: by a token 600 times at once and once a second
   then; and how often in vain, from an address, 60 times and so on. */
enum err_code gate_desk_open(struct gate_desk *desk, struct store *store,
    struct engine *engine, struct err *err) MUST_USE;
void gate_desk_close(struct gate_desk *desk); /* zeroed is fine */

/* surface: "api", "terminal".  ERR_INVALID for what is no address,
   ERR_NOT_FOUND for a system the policy does not know. */
enum err_code gate_ask(struct gate_desk *desk, struct str email,
    struct str system, struct str surface, struct arena *arena,
    struct gate_answer *out, struct err *err) MUST_USE;

/* Signs it; ERR_BUSY before there are keys. */
enum err_code gate_sign(struct gate_desk *desk,
    const struct gate_answer *answer, struct buf *out,
    struct err *err) MUST_USE;
enum err_code gate_key(
    struct gate_desk *desk, uint8_t out[32], struct err *err) MUST_USE;

/* Everybody who is here, at one gate, as now: nothing is recorded.  With
   ends as gate_decide, without as gate_look. */
typedef enum err_code gate_fn(
    const struct gate_answer *answer, void *ctx, struct err *err);
enum err_code gate_each(struct gate_desk *desk, struct str system, int64_t now,
    bool ends, gate_fn *fn, void *ctx, struct err *err) MUST_USE;

/* Inside a read: break-glass that stands. */
enum err_code gate_openings_now(struct db *db, struct arena *arena,
    struct str system, int64_t now, struct gate_openings *out,
    struct err *err) MUST_USE;

#endif
