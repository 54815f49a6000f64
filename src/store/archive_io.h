#ifndef STORE_ARCHIVE_IO_H
#define STORE_ARCHIVE_IO_H

#include <stdio.h>

#include "crypto/hash.h"
#include "store/archive.h"

/* The bytes of an archive; inside src/store only.  After a failure every
   further call does nothing, and the one who opened it asks once. */
#define ARCHIVE_MAGIC "assay-backup 1\n"

struct archive_out {
	FILE *file;
	struct sha256 hash;
	uint64_t bytes;
};

void archive_put(struct archive_out *out, const void *bytes, size_t len);
void archive_put_tag(struct archive_out *out, char tag);
void archive_put_u64(struct archive_out *out, uint64_t n);
void archive_put_str(struct archive_out *out, struct str s);

struct archive_in {
	FILE *file;
	struct str cell; /* the last string read; owned here */
	size_t cap;
	bool broken;
};

bool archive_get(struct archive_in *in, void *bytes, size_t len);
/* 0 at the end or when broken. */
char archive_get_tag(struct archive_in *in);
bool archive_get_u64(struct archive_in *in, uint64_t *n);
/* Borrowed until the next call. */
bool archive_get_str(struct archive_in *in, struct str *out);
void archive_in_release(struct archive_in *in);

/* The trailing hash is that of all before it; rewinds. */
enum err_code archive_check(
    FILE *file, const char *path, struct err *err) MUST_USE;

#endif
