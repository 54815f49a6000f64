#ifndef CLI_GATE_CACHE_H
#define CLI_GATE_CACHE_H

#include "policy/gate_answer.h"

/*
 * The last signed answers of a machine that asks at a gate, in a folder that
 * only its user can read (0700, files 0600, written whole or not at all):
 *
 *	key		the public key that this machine has trusted first
 *	<digits>.json	an answer; named by the hash of person and system
 *
 * Whatever is read is verified; a changed file is no answer.
 */
enum err_code gate_cache_key(const char *dir, struct arena *arena,
    uint8_t out[32], struct err *err) MUST_USE;
enum err_code gate_cache_pin(
    const char *dir, const uint8_t key[32], struct err *err) MUST_USE;

/* ERR_NOT_FOUND without one; ERR_INVALID, ERR_DENIED for one that is not of
   this person, system and key. */
enum err_code gate_cache_get(const char *dir, const uint8_t key[32],
    struct str person, struct str system, struct arena *arena,
    struct gate_answer *out, struct err *err) MUST_USE;
enum err_code gate_cache_put(const char *dir, struct str person,
    struct str system, struct str text, struct arena *arena,
    struct err *err) MUST_USE;

/* It is about these two. */
enum err_code gate_cache_fits(const struct gate_answer *answer,
    struct str person, struct str system, struct err *err) MUST_USE;

#endif
