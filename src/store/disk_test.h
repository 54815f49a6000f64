#ifndef STORE_DISK_TEST_H
#define STORE_DISK_TEST_H

/*
 * A file system for tests, which stands between SQLite and the real one:
 *
 *	SQLite ──▶ write   noted as unsynced, passed on
 *	       ──▶ sync    the file's notes are dropped
 *	       ──▶ (cut)   operation number N: from here on everything fails,
 *and the image of each file is taken: all synced bytes, and a random part of
 *the unsynced writes, torn at sectors
 *
 *	disk_register();		once; the VFS "crash"
 *	disk_reset(seed);
 *	disk.cut_at = 77;		or .full_at, .lies
 *	... open sqlite:PATH?vfs=crash and write ...
 *	if (disk.cut) ...		the images are in disk.out
 */
#include <pthread.h>
#include <sqlite3.h>

#include "base/file.h"
#include "base/test.h"

#define SECTOR   512
#define CHECKING 8 /* pages of log before a checkpoint: many of them */

struct unsynced {
	size_t at, len;
	bool truncation; /* to size at */
	char *bytes;
};

struct image {
	char name[160];
	bool used;
	char *synced; /* bytes that a cut cannot take */
	size_t synced_len;
	struct unsynced *v;
	size_t n, cap;
};

struct handle {
	sqlite3_file base; /* first */
	struct image *image;
	sqlite3_file *real; /* lies behind */
};

#define IMAGES 8

static struct {
	pthread_mutex_t lock;
	sqlite3_vfs *real;
	struct image images[IMAGES];
	unsigned long ops, cut_at, full_at, full_for;
	bool cut, lies; /* lies: sync says yes and does nothing */
	uint64_t seed;
	char out[64]; /* where the images go */
} disk = {.lock = PTHREAD_MUTEX_INITIALIZER};

static uint64_t
next_random(void)
{
	disk.seed ^= disk.seed << 13;
	disk.seed ^= disk.seed >> 7;
	disk.seed ^= disk.seed << 17;
	return disk.seed;
}

static void
put(char **bytes, size_t *len, size_t at, const char *from, size_t n)
{
	if (at + n > *len) {
		*bytes = realloc(*bytes, at + n);
		memset(*bytes + *len, 0, at + n - *len);
		*len = at + n;
	}
	if (n > 0)
		memcpy(*bytes + at, from, n);
}

static void
replay(struct image *m, const struct unsynced *w, bool torn)
{
	if (w->truncation) {
		if (w->at < m->synced_len)
			m->synced_len = w->at;
		return;
	}
	for (size_t i = 0; i < w->len; i += SECTOR) {
		size_t n = w->len - i < SECTOR ? w->len - i : SECTOR;

		if (!torn || next_random() % 2 == 0)
			put(&m->synced, &m->synced_len, w->at + i, w->bytes + i,
			    n);
	}
}

static void
forget(struct image *m)
{
	for (size_t i = 0; i < m->n; i++)
		free(m->v[i].bytes);
	m->n = 0;
}

/* Everything noted is on the disk now. */
static void
settle(struct image *m)
{
	for (size_t i = 0; i < m->n; i++)
		replay(m, &m->v[i], false);
	forget(m);
}

static void
write_image(struct image *m)
{
	unsigned keep = (unsigned)(next_random() % 4); /* 0: none, 3: all */
	char path[256];
	struct err err;

	for (size_t i = 0; i < m->n; i++)
		if (keep == 3 || (keep > 0 && next_random() % 3 < keep))
			replay(m, &m->v[i], keep != 3 && next_random() % 2);
	forget(m);
	snprintf(
	    path, sizeof(path), "%s/%s", disk.out, strrchr(m->name, '/') + 1);
	CHECK_OK(
	    file_write(path,
		(struct str){m->synced != NULL ? m->synced : "", m->synced_len},
		0600, &err),
	    &err);
}

/* One more operation: does the power go before it? */
static bool
power_gone(void)
{
	disk.ops++;
	if (!disk.cut && disk.cut_at != 0 && disk.ops >= disk.cut_at) {
		disk.cut = true;
		for (size_t i = 0; i < IMAGES; i++)
			if (disk.images[i].used)
				write_image(&disk.images[i]);
	}
	return disk.cut;
}

static bool
disk_full(void)
{
	return disk.full_at != 0 && disk.ops >= disk.full_at &&
	    disk.ops < disk.full_at + disk.full_for;
}

static void
note_unsynced(
    struct image *m, size_t at, const void *bytes, size_t len, bool cut)
{
	struct unsynced *w;

	if (m->n == m->cap) {
		m->cap = m->cap == 0 ? 64 : m->cap * 2;
		m->v = realloc(m->v, m->cap * sizeof(*m->v));
	}
	w = &m->v[m->n++];
	*w = (struct unsynced){at, len, cut, NULL};
	if (len > 0) {
		w->bytes = malloc(len);
		memcpy(w->bytes, bytes, len);
	}
}

#define REAL(f) (((struct handle *)(f))->real)

static int
file_close(sqlite3_file *f)
{
	int rc = REAL(f)->pMethods->xClose(REAL(f));

	sqlite3_free(REAL(f));
	return rc;
}

static int
file_read_at(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
	return REAL(f)->pMethods->xRead(REAL(f), to, n, at);
}

static int
file_write_at(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
	struct image *m = ((struct handle *)f)->image;
	int rc = SQLITE_OK;

	pthread_mutex_lock(&disk.lock);
	if (power_gone())
		rc = SQLITE_IOERR_WRITE;
	else if (disk_full())
		rc = SQLITE_FULL;
	else
		note_unsynced(m, (size_t)at, from, (size_t)n, false);
	pthread_mutex_unlock(&disk.lock);
	return rc != SQLITE_OK
	    ? rc
	    : REAL(f)->pMethods->xWrite(REAL(f), from, n, at);
}

static int
file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	bool gone;

	pthread_mutex_lock(&disk.lock);
	gone = power_gone();
	if (!gone)
		note_unsynced(
		    ((struct handle *)f)->image, (size_t)size, NULL, 0, true);
	pthread_mutex_unlock(&disk.lock);
	return gone ? SQLITE_IOERR_TRUNCATE
		    : REAL(f)->pMethods->xTruncate(REAL(f), size);
}

static int
file_sync(sqlite3_file *f, int flags UNUSED)
{
	bool gone;

	pthread_mutex_lock(&disk.lock);
	gone = power_gone();
	if (!gone && !disk.lies)
		settle(((struct handle *)f)->image);
	pthread_mutex_unlock(&disk.lock);
	return gone ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int
file_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return REAL(f)->pMethods->xFileSize(REAL(f), size);
}

static int
file_lock(sqlite3_file *f, int level)
{
	return REAL(f)->pMethods->xLock(REAL(f), level);
}

static int
file_unlock(sqlite3_file *f, int level)
{
	return REAL(f)->pMethods->xUnlock(REAL(f), level);
}

static int
file_reserved(sqlite3_file *f, int *out)
{
	return REAL(f)->pMethods->xCheckReservedLock(REAL(f), out);
}

static int
file_control(sqlite3_file *f, int op, void *arg)
{
	return REAL(f)->pMethods->xFileControl(REAL(f), op, arg);
}

static int
file_sector(sqlite3_file *f UNUSED)
{
	return SECTOR;
}

static int
file_traits(sqlite3_file *f UNUSED)
{
	return 0; /* promises nothing: no atomic, no ordered writes */
}

static int
file_shm_map(
    sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
	return REAL(f)->pMethods->xShmMap(REAL(f), page, size, extend, out);
}

static int
file_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
	return REAL(f)->pMethods->xShmLock(REAL(f), at, n, flags);
}

static void
file_shm_barrier(sqlite3_file *f)
{
	REAL(f)->pMethods->xShmBarrier(REAL(f));
}

static int
file_shm_unmap(sqlite3_file *f, int delete)
{
	return REAL(f)->pMethods->xShmUnmap(REAL(f), delete);
}

static const sqlite3_io_methods methods = {.iVersion = 2,
    .xClose = file_close,
    .xRead = file_read_at,
    .xWrite = file_write_at,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap};

static struct image *
image_of(const char *name)
{
	struct image *free_one = NULL;

	for (size_t i = 0; i < IMAGES; i++) {
		struct image *m = &disk.images[i];

		if (m->used && strcmp(m->name, name) == 0)
			return m;
		if (!m->used && free_one == NULL)
			free_one = m;
	}
	if (free_one != NULL) {
		free_one->used = true;
		snprintf(free_one->name, sizeof(free_one->name), "%s", name);
	}
	return free_one;
}

static int
disk_open(sqlite3_vfs *vfs UNUSED, const char *name, sqlite3_file *f, int flags,
    int *out_flags)
{
	struct handle *h = (struct handle *)f;
	int rc;

	*h = (struct handle){0};
	pthread_mutex_lock(&disk.lock);
	h->image = name != NULL ? image_of(name) : NULL;
	pthread_mutex_unlock(&disk.lock);
	if (h->image == NULL)
		return SQLITE_CANTOPEN;
	h->real = sqlite3_malloc(disk.real->szOsFile);
	rc = disk.real->xOpen(disk.real, name, h->real, flags, out_flags);
	if (rc == SQLITE_OK)
		h->base.pMethods = &methods;
	else
		sqlite3_free(h->real);
	return rc;
}

/* A folder's entries are taken to be synced with the call. */
static int
disk_delete(sqlite3_vfs *vfs UNUSED, const char *name, int sync)
{
	pthread_mutex_lock(&disk.lock);
	for (size_t i = 0; i < IMAGES; i++) {
		struct image *m = &disk.images[i];

		if (disk.cut || !m->used || strcmp(m->name, name) != 0)
			continue;
		forget(m);
		m->synced_len = 0;
		m->used = false;
	}
	pthread_mutex_unlock(&disk.lock);
	return disk.real->xDelete(disk.real, name, sync);
}

/* Each connection checkpoints often, so that cuts fall into that too. */
static int
often(sqlite3 *db, char **message UNUSED, const void *api UNUSED)
{
	return sqlite3_wal_autocheckpoint(db, CHECKING);
}

static void
disk_register(void)
{
	static sqlite3_vfs vfs;

	if (disk.real != NULL)
		return;
	disk.real = sqlite3_vfs_find(NULL);
	vfs = *disk.real;
	vfs.pNext = NULL;
	vfs.zName = "crash";
	vfs.szOsFile = sizeof(struct handle);
	vfs.xOpen = disk_open;
	vfs.xDelete = disk_delete;
	sqlite3_vfs_register(&vfs, 0);
	sqlite3_auto_extension((void (*)(void))often);
}

static void
disk_reset(uint64_t seed)
{
	for (size_t i = 0; i < IMAGES; i++) {
		struct image *m = &disk.images[i];

		forget(m);
		free(m->v);
		free(m->synced);
		*m = (struct image){0};
	}
	disk.ops = disk.cut_at = disk.full_at = disk.full_for = 0;
	disk.cut = disk.lies = false;
	disk.seed = seed;
}

#endif
