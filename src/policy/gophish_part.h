#ifndef POLICY_GOPHISH_PART_H
#define POLICY_GOPHISH_PART_H

#include "policy/gophish.h"

/* Inside gophish*.c only: what the three readers share. */
struct gophish_reading {
	struct arena *arena;
	struct gophish g;
	uint32_t *slots; /* people by address, index + 1; a power of two */
	size_t slots_n;
};

/* The person of an address, made where there is none.  ERR_INVALID for what
   is no address. */
enum err_code gophish_person(struct gophish_reading *r, struct str email,
    uint32_t *out, struct err *err) MUST_USE;

/* "Clicked Link" and its like; ERR_INVALID names a word nobody knows.
 *counts is false for those that say nothing of a person's doing. */
enum err_code gophish_what_read(struct str message, enum gophish_what *out,
    bool *counts, struct err *err) MUST_USE;

/* The status of a result: everything up to it was done. */
enum err_code gophish_status(struct gophish_reading *r, uint32_t person,
    struct str status, struct err *err) MUST_USE;

enum err_code gophish_event(struct gophish_reading *r, struct str email,
    struct str time, struct str message, struct str details,
    struct err *err) MUST_USE;

/* RFC 3339 with any offset, as Go writes it; 0 for Go's zero time. */
bool gophish_time_read(struct str text, int64_t *out);

enum err_code gophish_csv_read(
    struct gophish_reading *r, struct str text, struct err *err) MUST_USE;

#endif
