#ifndef LEARN_ATTESTATION_H
#define LEARN_ATTESTATION_H

#include "learn/attempt.h"

/*
 * The promise a person signs after a pass: their name as they typed it, the
 * module and the version that was passed, the statement, when, from where and
 * with what.  It becomes the fact attestation.signed; name, address and user
 * agent are personal fields.
 */
struct attestation {
	struct str module_id;
	struct str name; /* typed by the person; 1 to 200 bytes */
	struct str ip, user_agent;
};

/* The statement for the version of a module that was passed, in words: what is
   signed is what was shown. */
enum err_code attestation_statement(const struct learn *learn,
    struct str module_id, struct str version, struct arena *arena,
    struct str *out, struct err *err) MUST_USE;

/* ERR_CONFLICT before the module was passed; *fact is the fact's id.  A second
   one for the same completion is ERR_CONFLICT too. */
enum err_code attestation_sign(const struct learn *learn, struct id person,
    const struct attestation *in, struct id *fact, struct err *err) MUST_USE;

#endif
