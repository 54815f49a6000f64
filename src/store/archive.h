#ifndef STORE_ARCHIVE_H
#define STORE_ARCHIVE_H

#include "base/arena.h"
#include "store/store.h"

/*
 * A whole database in one file, for either engine: what was written on one is
 * read on the other.
 *
 *	"assay-backup 1\n"
 *	'M' version checksum		a migration, each in order
 *	'F' name bytes			a file beside the database, as keys
 *	'T' name columns		a table
 *	  'R' cell ...			a row: 0x00 | 'I' 8 bytes | 'B' length
 *bytes 'Z' SHA-256 of all before it
 *
 * Numbers are big-endian; text and bytes carry a 32-bit length.  Writing sees
 * one snapshot and disturbs nobody.  Reading checks the whole file before it
 * begins, fills an empty database of exactly these migrations, in one
 * transaction.
 */
#define ARCHIVE_CELL_MAX  (256u << 20)
#define ARCHIVE_FILES_MAX 32

struct archive_file {
	struct str name, bytes;
};

struct archive_files {
	struct archive_file *v;
	size_t n, cap;
};

struct archive_counts {
	uint64_t tables, rows, bytes;
};

/* Written beside path, synced, renamed over it; readable by the owner alone.
   ERR_CONFLICT when path is there already. */
enum err_code archive_write(struct store *store, const char *path,
    const struct archive_files *files, struct archive_counts *out,
    struct err *err) MUST_USE;

/* store is migrated and holds no row: ERR_CONFLICT otherwise, and for a
   backup of another schema.  ERR_CORRUPT for a file that is not whole.  The
   files come back in the arena. */
enum err_code archive_read(struct store *store, const char *path,
    struct arena *arena, struct archive_files *files,
    struct archive_counts *out, struct err *err) MUST_USE;

#endif
