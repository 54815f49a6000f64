#ifndef BASE_ID_H
#define BASE_ID_H

#include "base/str.h"

/*
 * An identity made by the program: UUID version 7 (RFC 9562), so that newer
 * ids sort after older ones, bytewise.  Its one spelling is the lower-case
 * text form, 0192d3b4-....  All zero is "none".
 */
#define ID_SIZE     16
#define ID_TEXT_LEN 36

struct id {
	uint8_t bytes[ID_SIZE];
};

struct id id_new(void);
bool id_is_none(struct id id);
bool id_eq(struct id a, struct id b);
void id_write(struct id id, char out[ID_TEXT_LEN + 1]);
bool id_read(struct str text, struct id *out);

/* From the kernel; never fails once the system has booted. */
void random_bytes(void *out, size_t len);

#endif
