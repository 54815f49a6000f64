#ifndef CODEC_TAR_H
#define CODEC_TAR_H

#include "base/arena.h"

/*
 * A folder in one piece, as `tar --format=ustar -cf` packs it.  Read are
 * plain files with plain relative names, nothing else, because what is read
 * gets written to a folder of ours:
 *
 *	rc = tar_read(bytes, &limits, &arena, &tar, err);
 *	entry 3, '../x': a name with '..'; plain relative names are accepted
 *
 * Folders are passed over, for the names hold them.  Links, devices and the
 * extensions for long names are refused by name.
 *
 * Written is one spelling: names sorted by the caller, no owner, no date, so
 * that equal folders are equal bytes.
 */
#define TAR_NAME_MAX 100

struct tar_entry {
	struct str path; /* NUL-terminated past its length */
	struct str bytes;
};

struct tar {
	struct tar_entry *v; /* in their order */
	size_t n, cap;
};

struct tar_limits {
	size_t files, bytes; /* bytes: of all files together */
};

/* Paths lie in the arena, bytes are borrowed from text.  ERR_INVALID for what
   is not accepted, ERR_SYNTAX for what is no tar, ERR_LIMIT. */
enum err_code tar_read(struct str text, const struct tar_limits *limits,
    struct arena *arena, struct tar *out, struct err *err) MUST_USE;

/* ERR_INVALID for a name that tar_read would not accept. */
enum err_code tar_write(
    struct buf *out, const struct tar *tar, struct err *err) MUST_USE;

/* Bytewise by path. */
void tar_sort(struct tar *tar);

/* A plain relative name: parts of UTF-8 text without control characters, none
   of them empty, "." or ".."; at most TAR_NAME_MAX bytes.  why (may be NULL)
   says what is wrong with it. */
bool tar_name_ok(struct str name, const char **why);

/* The bytes of a path; STR_NONE where there is none. */
struct str tar_find(const struct tar *tar, struct str path);

#endif
