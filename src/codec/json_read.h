#ifndef CODEC_JSON_READ_H
#define CODEC_JSON_READ_H

#include "base/arena.h"
#include "base/id.h"

/*
 * JSON as a tree in an arena.  Standard JSON in UTF-8, no trailing text, a
 * name once an object, integers within int64, at most JSON_DEPTH_MAX deep.
 * For the one spelling that facts use see codec/canon.h.
 *
 *	struct json doc;
 *	struct str name;
 *
 *	rc = json_read(text, &arena, &doc, err);	line 3, column 7: ...
 *	if (rc == ERR_NONE)
 *		rc = json_get_str(&doc, "name", &name, err);
 */
#define JSON_DEPTH_MAX 64

enum json_kind {
	JSON_IS_NULL,
	JSON_IS_FLAG,
	JSON_IS_INT,
	JSON_IS_REAL,
	JSON_IS_TEXT,
	JSON_IS_LIST,
	JSON_IS_OBJECT
};

struct json {
	enum json_kind kind;
	bool flag;
	int64_t num;
	double real;
	struct str text;           /* in the arena; may hold NUL */
	struct json_member *items; /* of a list or object, in their order */
	size_t n;
};

struct json_member {
	struct str name; /* STR_NONE in a list */
	struct json value;
};

/* *out is untouched unless ERR_NONE is returned. */
enum err_code json_read(struct str text, struct arena *arena, struct json *out,
    struct err *err) MUST_USE;

/* NULL when v is no object or has no such name. */
const struct json *json_get(const struct json *v, const char *name);

/* As json_get along a dotted path, "a.b.c". */
const struct json *json_at(const struct json *v, const char *path);

/* What must be there and of that kind: ERR_INVALID names it otherwise. */
enum err_code json_get_str(const struct json *v, const char *name,
    struct str *out, struct err *err) MUST_USE;
enum err_code json_get_int(const struct json *v, const char *name, int64_t *out,
    struct err *err) MUST_USE;
enum err_code json_get_id(const struct json *v, const char *name,
    struct id *out, struct err *err) MUST_USE;

/* What may be missing: STR_NONE, or the value given. */
struct str json_opt_str(const struct json *v, const char *name);
int64_t json_opt_int(const struct json *v, const char *name, int64_t missing);
bool json_opt_flag(const struct json *v, const char *name, bool missing);

/* "an object", "text", ... for messages. */
const char *json_kind_name(enum json_kind kind);

#endif
