#include "store/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "store/archive_io.h"
#include "store/schema.h"

struct writing {
	struct archive_out out;
	const char *path;
	const struct archive_files *files;
	const struct table *table;
	struct archive_counts counts;
};

static void
put_cell(struct archive_out *out, const struct cell *c)
{
	if (c->null) {
		archive_put_tag(out, 0);
	} else if (c->s.ptr != NULL) {
		archive_put_tag(out, 'B');
		archive_put_str(out, c->s);
	} else {
		archive_put_tag(out, 'I');
		archive_put_u64(out, (uint64_t)c->n);
	}
}

static enum err_code
put_row(const struct cell *cells, void *ctx, struct err *err)
{
	struct writing *w = ctx;

	archive_put_tag(&w->out, 'R');
	for (unsigned i = 0; i < w->table->n_columns; i++) {
		if (cells[i].s.len > ARCHIVE_CELL_MAX)
			return err_set(err, ERR_LIMIT,
			    "table %s holds a value over %u bytes",
			    w->table->name, ARCHIVE_CELL_MAX);
		put_cell(&w->out, &cells[i]);
	}
	w->counts.rows++;
	if (ferror(w->out.file))
		return err_sys(err, errno, "could not write '%s'", w->path);
	return ERR_NONE;
}

static enum err_code
put_table(
    struct db *db, struct writing *w, const struct table *t, struct err *err)
{
	w->table = t;
	w->counts.tables++;
	archive_put_tag(&w->out, 'T');
	archive_put_str(&w->out, str_from(t->name));
	archive_put_u64(&w->out, t->n_columns);
	for (unsigned i = 0; i < t->n_columns; i++)
		archive_put_str(&w->out, str_from(t->columns[i].name));
	return table_dump(db, t, put_row, w, err);
}

static enum err_code
put_all(struct db *db, void *ctx, struct err *err)
{
	struct writing *w = ctx;
	enum err_code rc = ERR_NONE;

	rewind(w->out.file); /* from the start, where this is run again */
	if (ftruncate(fileno(w->out.file), 0) != 0)
		return err_sys(err, errno, "could not write '%s'", w->path);
	sha256_init(&w->out.hash);
	w->out.bytes = 0;
	w->counts = (struct archive_counts){0};
	archive_put(&w->out, ARCHIVE_MAGIC, strlen(ARCHIVE_MAGIC));
	for (size_t i = 0; i < store_migration_count; i++) {
		archive_put_tag(&w->out, 'M');
		archive_put_u64(&w->out, (uint64_t)store_migrations[i].version);
		archive_put_str(
		    &w->out, str_from(store_migrations[i].checksum));
	}
	for (size_t i = 0; w->files != NULL && i < w->files->n; i++) {
		archive_put_tag(&w->out, 'F');
		archive_put_str(&w->out, w->files->v[i].name);
		archive_put_str(&w->out, w->files->v[i].bytes);
	}
	for (size_t i = 0; i < store_table_count && rc == ERR_NONE; i++)
		rc = put_table(db, w, &store_tables[i], err);
	return rc;
}

static enum err_code
finish(struct writing *w, struct err *err)
{
	uint8_t hash[HASH_SIZE];

	archive_put_tag(&w->out, 'Z');
	sha256_end(&w->out.hash, hash);
	fwrite(hash, 1, sizeof(hash), w->out.file);
	w->counts.bytes = w->out.bytes + sizeof(hash);
	errno = 0;
	if (fflush(w->out.file) != 0 || ferror(w->out.file) ||
	    fsync(fileno(w->out.file)) != 0)
		return err_sys(err, errno != 0 ? errno : EIO,
		    "could not write '%s'", w->path);
	return ERR_NONE;
}

enum err_code
archive_write(struct store *store, const char *path,
    const struct archive_files *files, struct archive_counts *out,
    struct err *err)
{
	struct writing w = {.path = path, .files = files};
	enum err_code rc;
	char beside[4096];
	int fd;

	if (file_is_there(path))
		return err_set(
		    err, ERR_CONFLICT, "'%s' is there already", path);
	if (snprintf(beside, sizeof(beside), "%s.part", path) >=
	    (int)sizeof(beside))
		return err_set(err, ERR_LIMIT, "the path is too long");
	fd = open(beside, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_sys(err, errno, "could not open '%s'", beside);
	w.out.file = fdopen(fd, "w");
	if (w.out.file == NULL) {
		close(fd);
		return err_nomem(err);
	}
	rc = store_read(store, put_all, &w, err);
	if (rc == ERR_NONE)
		rc = finish(&w, err);
	fclose(w.out.file);
	if (rc == ERR_NONE && rename(beside, path) != 0)
		rc = err_sys(err, errno, "could not name '%s'", path);
	if (rc != ERR_NONE)
		unlink(beside);
	else
		*out = w.counts;
	return rc;
}

struct reading {
	struct archive_in in;
	const char *path;
	struct arena *arena;
	struct archive_files files;
	struct archive_counts counts;
};

static enum err_code
malformed(const struct reading *r, struct err *err)
{
	return err_set(err, ERR_CORRUPT,
	    "'%s' is damaged: its parts do not fit together", r->path);
}

static enum err_code
get_migrations(struct reading *r, char *tag, struct err *err)
{
	struct str checksum;
	uint64_t version;
	size_t i = 0;

	for (*tag = archive_get_tag(&r->in); *tag == 'M';
	     *tag = archive_get_tag(&r->in), i++) {
		if (!archive_get_u64(&r->in, &version) ||
		    !archive_get_str(&r->in, &checksum))
			return malformed(r, err);
		if (i >= store_migration_count ||
		    version != (uint64_t)store_migrations[i].version ||
		    !str_eq(checksum, str_from(store_migrations[i].checksum)))
			return err_set(err, ERR_CONFLICT,
			    "'%s' is of another version of the program: "
			    "restore "
			    "it with that one, then upgrade",
			    r->path);
	}
	if (i != store_migration_count)
		return err_set(err, ERR_CONFLICT,
		    "'%s' is of an older version of the program: restore it "
		    "with that one, then upgrade",
		    r->path);
	return ERR_NONE;
}

static enum err_code
get_files(struct reading *r, char *tag, struct err *err)
{
	for (; *tag == 'F'; *tag = archive_get_tag(&r->in)) {
		struct archive_file *f = ARENA_PUSH(r->arena, &r->files);
		struct str s;

		if (f == NULL)
			return arena_fail(r->arena, err);
		if (r->files.n > ARCHIVE_FILES_MAX ||
		    !archive_get_str(&r->in, &s))
			return malformed(r, err);
		f->name = arena_str(r->arena, s);
		if (!archive_get_str(&r->in, &s))
			return malformed(r, err);
		f->bytes = arena_str(r->arena, s);
		if (f->name.ptr == NULL || f->bytes.ptr == NULL)
			return arena_fail(r->arena, err);
		/* a plain name: nothing is written elsewhere */
		if (f->name.len == 0 || f->name.ptr[0] == '.' ||
		    str_find_char(f->name, '/') < f->name.len)
			return malformed(r, err);
	}
	return ERR_NONE;
}

static bool
get_cell(struct reading *r, const struct field *f, struct cell *c)
{
	bool number =
	    f->type == CELL_INT || f->type == CELL_TIME || f->type == CELL_FLAG;
	struct str s;
	uint64_t n;

	*c = (struct cell){.type = f->type};
	switch (archive_get_tag(&r->in)) {
	case 0:
		c->null = true;
		return f->null && !r->in.broken;
	case 'I':
		if (!number || !archive_get_u64(&r->in, &n))
			return false;
		c->n = (int64_t)n;
		return true;
	case 'B':
		if (number || !archive_get_str(&r->in, &s))
			return false;
		c->s = arena_str(r->arena, s);
		return c->s.ptr != NULL &&
		    (f->type != CELL_ID || s.len == ID_SIZE);
	default:
		return false;
	}
}

static const struct table *
get_table(struct reading *r)
{
	const struct table *t;
	struct str name;
	uint64_t n;

	if (!archive_get_str(&r->in, &name))
		return NULL;
	t = table_find(name);
	if (t == NULL || !archive_get_u64(&r->in, &n) || n != t->n_columns)
		return NULL;
	for (unsigned i = 0; i < t->n_columns; i++)
		if (!archive_get_str(&r->in, &name) ||
		    !str_eq(name, str_from(t->columns[i].name)))
			return NULL;
	return t;
}

static enum err_code
load_rows(struct db *db, struct reading *r, const struct table *t, char *tag,
    struct err *err)
{
	struct cell cells[STATEMENT_FIELDS_MAX];
	struct arena row, *whole = r->arena;
	enum err_code rc = ERR_NONE;

	arena_init(&row, ARCHIVE_CELL_MAX * 2);
	r->arena = &row;
	for (*tag = archive_get_tag(&r->in); *tag == 'R' && rc == ERR_NONE;
	     *tag = archive_get_tag(&r->in)) {
		arena_reset(&row);
		for (unsigned i = 0; i < t->n_columns && rc == ERR_NONE; i++)
			if (!get_cell(r, &t->columns[i], &cells[i]))
				rc = malformed(r, err);
		if (rc == ERR_NONE)
			rc = table_insert(db, t, cells, err);
		r->counts.rows++;
	}
	r->arena = whole;
	arena_release(&row);
	return rc;
}

static enum err_code
refuse_row(const struct cell *cells UNUSED, void *ctx, struct err *err)
{
	const struct table *t = ctx;

	return err_set(err, ERR_CONFLICT,
	    "the database is not empty (table %s has rows): restore into a new "
	    "one",
	    t->name);
}

static enum err_code
load_all(struct db *db, void *ctx, struct err *err)
{
	struct reading *r = ctx;
	enum err_code rc = ERR_NONE;
	char tag;

	for (size_t i = 0; i < store_table_count && rc == ERR_NONE; i++)
		rc = table_dump(db, &store_tables[i], refuse_row,
		    (void *)&store_tables[i], err);
	if (rc != ERR_NONE)
		return rc;
	r->counts = (struct archive_counts){0};
	r->files = (struct archive_files){0};
	fseeko(r->in.file, (off_t)strlen(ARCHIVE_MAGIC), SEEK_SET);
	rc = get_migrations(r, &tag, err);
	if (rc == ERR_NONE)
		rc = get_files(r, &tag, err);
	while (rc == ERR_NONE && tag == 'T') {
		const struct table *t = get_table(r);

		if (t == NULL)
			return malformed(r, err);
		r->counts.tables++;
		rc = load_rows(db, r, t, &tag, err);
	}
	if (rc == ERR_NONE &&
	    (tag != 'Z' || r->counts.tables != store_table_count))
		rc = malformed(r, err);
	return rc;
}

enum err_code
archive_read(struct store *store, const char *path, struct arena *arena,
    struct archive_files *files, struct archive_counts *out, struct err *err)
{
	struct reading r = {.path = path, .arena = arena};
	enum err_code rc;

	r.in.file = fopen(path, "rbe");
	if (r.in.file == NULL)
		return err_sys(err, errno, "could not open '%s'", path);
	rc = archive_check(r.in.file, path, err);
	if (rc == ERR_NONE)
		rc = store_write(store, load_all, &r, err);
	if (rc == ERR_NONE) {
		r.counts.bytes = (uint64_t)ftello(r.in.file) + HASH_SIZE;
		*files = r.files;
		*out = r.counts;
	}
	archive_in_release(&r.in);
	fclose(r.in.file);
	return rc;
}
