#ifndef CODEC_JSON_H
#define CODEC_JSON_H

#include "base/buf.h"
#include "base/id.h"

/*
 * Writing JSON, straight into a buffer:
 *
 *	json_open(&out);			{
 *	json_u64(&out, "id", 7);		 "id":7,
 *	json_list(&out, "tags");		 "tags":[
 *	json_str(&out, NULL, STR("a"));		   "a"
 *	json_list_end(&out);			 ]
 *	json_close(&out);			}
 *
 * A name is NULL inside a list and at the top; it is ours, plain ASCII, and
 * not escaped.  Commas come by themselves: the last byte written says whether
 * one is due.  Text is escaped as RFC 8785 has it; a byte that is not UTF-8
 * becomes U+FFFD, so that what is written is always JSON.  Readers of what
 * was written: codec/json_read.h.
 */
void json_open(struct buf *out);
void json_open_in(struct buf *out, const char *name);
void json_close(struct buf *out);
void json_list(struct buf *out, const char *name);
void json_list_end(struct buf *out);

void json_str(struct buf *out, const char *name, struct str text); /* or null */
void json_u64(struct buf *out, const char *name, uint64_t n);
void json_i64(struct buf *out, const char *name, int64_t n);
void json_flag(struct buf *out, const char *name, bool flag);
void json_none(struct buf *out, const char *name); /* null */

/* Shortest of 17 digits that reads back equal; null when not finite. */
void json_real(struct buf *out, const char *name, double n);

/* Their one text form; none and 0 are null. */
void json_id(struct buf *out, const char *name, struct id id);
void json_time(struct buf *out, const char *name, int64_t at);

/* Text that is JSON already. */
void json_raw(struct buf *out, const char *name, struct str json);

/* A name that is not ours: escaped.  A value with a NULL name comes next. */
void json_name(struct buf *out, struct str name);

/* The quoted, escaped text alone: no comma. */
void json_quote(struct buf *out, struct str text);

#endif
