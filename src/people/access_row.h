#ifndef PEOPLE_ACCESS_ROW_H
#define PEOPLE_ACCESS_ROW_H

#include "people/access.h"

/* Inside src/people only: the facts alone, for who has checked already. */
enum err_code access_say_granted(struct db *db, struct arena *arena,
    struct id actor, struct id person, const struct access_key *key,
    int64_t from, struct str login, struct err *err) MUST_USE;
enum err_code access_say_revoked(struct db *db, struct arena *arena,
    struct id actor, struct id person, const struct access_key *key,
    int64_t until, struct err *err) MUST_USE;

#endif
