#ifndef PEOPLE_SIGNIN_H
#define PEOPLE_SIGNIN_H

#include "crypto/password.h" /* PASSWORD_MIN, PASSWORD_MAX */
#include "people/session.h"

/*
 * The ways in.  These take the store, not a transaction: a password is hashed
 * between transactions, on a worker (it takes tens of milliseconds and
 * megabytes; crypto/password.h lets at most two run at once).
 *
 * What a stranger can learn is the same for an address that is known and one
 * that is not: the same words, the same work.  ERR_DENIED is "this address
 * and password do not match"; ERR_LIMIT says until when to wait.
 */
struct signed_in {
	struct str token; /* for the cookie */
	bool waiting;     /* the second factor is next */
};

enum err_code signin_password(struct store *store, struct arena *arena,
    struct str email, struct str password, const struct visitor *visitor,
    struct signed_in *out, struct err *err) MUST_USE;

/* A one-time link (link.h) of purpose signin or invite; ERR_DENIED when it is
   used, over or unknown. */
enum err_code signin_link(struct store *store, struct arena *arena,
    struct str link, const struct visitor *visitor, struct signed_in *out,
    struct err *err) MUST_USE;

/* The code of the second factor, or a recovery code, for a session that waits
   for it; gives a new token, and the old one is over. */
enum err_code signin_second(struct store *store, struct arena *arena,
    struct str token, struct str code, const struct visitor *visitor,
    struct signed_in *out, struct err *err) MUST_USE;

/* Mails a link to set a new password, if there is such a person; ERR_NONE in
   either case.  base is the public URL. */
enum err_code signin_reset_ask(struct store *store, struct arena *arena,
    struct str email, const struct visitor *visitor, struct err *err) MUST_USE;

/* With that link or an invitation: sets the password, ends all sessions. */
enum err_code signin_reset(struct store *store, struct arena *arena,
    struct str link, struct str password, struct err *err) MUST_USE;

/* By somebody signed in; old is not asked for where none is set.  Ends all
   sessions, the asking one too: sign in again. */
enum err_code signin_change_password(struct store *store, struct arena *arena,
    struct id person, struct str old, struct str password,
    struct err *err) MUST_USE;

/* For setup and the terminal. */
enum err_code signin_set_password(struct store *store, struct arena *arena,
    struct id person, struct str password, struct err *err) MUST_USE;

#endif
