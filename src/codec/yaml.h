#ifndef CODEC_YAML_H
#define CODEC_YAML_H

#include "base/arena.h"

/*
 * YAML as people write it by hand, read into a tree that remembers where
 * each node stood, so that every later complaint can say
 *
 *	content/modules/a05-injection/quiz.yaml:14:7: unknown key 'stems';
 *	accepted: id, objective, stem
 *
 * A strict subset: one document; no anchors, aliases, tags, directives, merge
 * keys, duplicate keys or keys that are not plain text.  A scalar is text;
 * whoever asks for it says what it should be (yaml_int, yaml_date, ...), so
 * "no" is never a boolean by surprise.
 *
 *	YAML_STRICT	flow collections ([a, b]) hold scalars only and stay on
 *			one line
 *	YAML_RULES	flow collections may nest and span lines, as files in
 *			Semgrep's rule format do; the rest is refused all the
 *			same, by name
 */
#define YAML_MAX_BYTES ((size_t)4 << 20)
#define YAML_MAX_NODES ((size_t)200000)
#define YAML_MAX_DEPTH 40
#define YAML_MAX_KEYS  1000 /* in one mapping */

enum yaml_mode { YAML_STRICT, YAML_RULES };
enum yaml_kind { YAML_SCALAR, YAML_MAP, YAML_LIST };
enum yaml_style { YAML_PLAIN, YAML_QUOTED, YAML_BLOCK };

struct yaml_source {
	const char *file;    /* for messages; outlives the tree */
	struct str text;     /* need not outlive the call */
	unsigned first_line; /* of text within file; 0 means 1 */
	enum yaml_mode mode;
};

struct yaml {
	enum yaml_kind kind;
	enum yaml_style style; /* of a scalar */
	unsigned line, col;    /* from 1 */
	struct str key;        /* in a mapping; STR_NONE elsewhere */
	unsigned key_line, key_col;
	struct str text;                  /* of a scalar, NUL-terminated */
	struct yaml *first, *last, *next; /* of a collection; its sibling */
	size_t n;                         /* how many it holds */
	const char *file;
};

/* The tree lives in the arena.  Errors: "file:line:col: what, accepted". */
enum err_code yaml_read(const struct yaml_source *source, struct arena *arena,
    struct yaml **out, struct err *err) MUST_USE;

#define YAML_EACH(item, list) \
	for (const struct yaml *item = (list)->first; item; item = item->next)

/* The value of a key, or NULL; also NULL where map is NULL or no mapping. */
const struct yaml *yaml_get(const struct yaml *map, struct str key);

/* As yaml_get; its absence is an error that names the mapping. */
enum err_code yaml_need(const struct yaml *map, struct str key,
    const struct yaml **out, struct err *err) MUST_USE;

/* "file:line:col: ..." at the node (NULL: no place); gives back code. */
enum err_code yaml_fail(const struct yaml *at, struct err *err,
    enum err_code code, const char *fmt, ...) PRINTF(4, 5);

/* What a node must be.  node is never NULL. */
enum err_code yaml_map(const struct yaml *node, struct err *err) MUST_USE;
enum err_code yaml_list(const struct yaml *node, struct err *err) MUST_USE;
enum err_code yaml_text(/* not empty */
    const struct yaml *node, struct str *out, struct err *err) MUST_USE;
enum err_code yaml_int(const struct yaml *node, int64_t min, int64_t max,
    int64_t *out, struct err *err) MUST_USE;
enum err_code yaml_bool(/* true, false */
    const struct yaml *node, bool *out, struct err *err) MUST_USE;
enum err_code yaml_date(/* 2026-11-21: its first instant, UTC */
    const struct yaml *node, int64_t *out, struct err *err) MUST_USE;

/* A value whose key is one of these, separated by single spaces; a mapping
   with no others. */
enum err_code yaml_known(
    const struct yaml *node, const char *keys, struct err *err) MUST_USE;
enum err_code yaml_only(
    const struct yaml *map, const char *keys, struct err *err) MUST_USE;

#endif
