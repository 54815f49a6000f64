/*
 * content/versions.lock: what each version of a module was, so that a changed
 * text cannot go out under an old number:
 *
 *	a05-injection 1.0.0 <hash of text> <hash of questions>
 */
#include "base/file.h"
#include "catalog/check_part.h"
#include "codec/hex.h"

#define LOCK_MAX ((size_t)1 << 20)

static struct str
lock_line(struct checking *c, const struct catalog_module *m)
{
	char text[2 * CATALOG_HASH + 1], bank[2 * CATALOG_HASH + 1];

	hex_write(text, m->content_hash, CATALOG_HASH);
	hex_write(bank, m->shipped_hash, CATALOG_HASH);
	return arena_strf(c->arena, "%.*s %.*s %s %s", STR_FMT(m->id),
	    STR_FMT(m->version), text, bank);
}

static enum err_code
write_lock(struct checking *c, const char *path, struct err *err)
{
	struct buf out;
	enum err_code rc;

	buf_init(&out, LOCK_MAX);
	for (size_t i = 0; i < c->catalog->modules.n; i++) {
		buf_add(&out, lock_line(c, &c->catalog->modules.v[i]));
		buf_add_char(&out, '\n');
	}
	rc = buf_finish(&out, err);
	if (rc == ERR_NONE)
		rc = file_write(path, buf_view(&out), 0644, err);
	buf_release(&out);
	return rc;
}

/* -1, 0, 1 for versions that were read, three numbers each. */
static int
version_cmp(struct str a, struct str b)
{
	struct str x, y;
	uint64_t m = 0, n = 0;

	while (str_next(&a, '.', &x) && str_next(&b, '.', &y)) {
		if (!str_u64(x, &m) || !str_u64(y, &n))
			return 0;
		if (m != n)
			return m < n ? -1 : 1;
	}
	return 0;
}

enum lock_state {
	LOCK_SAME,
	LOCK_MISSING, /* the module is not there */
	LOCK_NEWER,   /* the lock has a lower version */
	LOCK_LOWER,   /* the lock has a higher version */
	LOCK_CHANGED, /* the same version of other files */
};

static enum lock_state
compare(struct checking *c, const struct catalog_module *m, struct str lock)
{
	struct str line, want = lock_line(c, m), id, version;
	int order;

	while (str_cut_line(&lock, &line)) {
		struct str rest = line;

		if (!str_cut(&rest, ' ', &id) || !str_eq(id, m->id))
			continue;
		if (str_eq(line, want))
			return LOCK_SAME;
		if (!str_cut(&rest, ' ', &version))
			return LOCK_CHANGED;
		order = version_cmp(m->version, version);
		if (order == 0)
			return LOCK_CHANGED;
		return order > 0 ? LOCK_NEWER : LOCK_LOWER;
	}
	return LOCK_MISSING;
}

static void
check_module(
    struct checking *c, const struct catalog_module *m, struct str lock)
{
	const struct yaml *at = check_front(m, STR("version"));
	enum lock_state state = compare(c, m, lock);

	if (state == LOCK_CHANGED)
		problem_at(c->problems, at, "lock",
		    "the files changed and version %.*s did not; raise it",
		    STR_FMT(m->version));
	else if (state == LOCK_LOWER)
		problem_at(c->problems, at, "lock",
		    "version %.*s is below the one in versions.lock",
		    STR_FMT(m->version));
	else if (state != LOCK_SAME && !c->check->write_lock)
		problem_at(c->problems, at, "lock",
		    "version %.*s is not in versions.lock; `assay course "
		    "check --write-lock` puts it there",
		    STR_FMT(m->version));
}

enum err_code
check_lock(struct checking *c, struct err *err)
{
	struct str path =
		       arena_strf(c->arena, "%s/versions.lock", c->check->dir),
		   lock = STR("");
	enum err_code rc;

	if (path.ptr == NULL)
		return arena_fail(c->arena, err);
	rc = file_read(path.ptr, LOCK_MAX, c->arena, &lock, err);
	if (rc != ERR_NONE && rc != ERR_NOT_FOUND)
		return rc;
	for (size_t i = 0; i < c->catalog->modules.n; i++)
		check_module(c, &c->catalog->modules.v[i], lock);
	if (!c->check->write_lock || c->problems->n > 0)
		return ERR_NONE;
	return write_lock(c, path.ptr, err);
}
