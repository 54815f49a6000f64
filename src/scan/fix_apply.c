#include "scan/fix_apply.h"

#include <sys/stat.h>

#include "base/file.h"
#include "scan/fix_diff.h"

#define FILE_MAX ((size_t)64 << 20)

struct fixer {
	const struct scan_file *file;
	struct str old;
	struct arena *arena;
	struct fix_totals *totals;
	struct fix_edits edits;
	size_t last; /* behind what is fixed already */
};

static bool
is_fix(const struct finding *f)
{
	return f->fix.ptr != NULL && !f->suppressed;
}

static size_t
line_start(struct str text, size_t at)
{
	while (at > 0 && text.ptr[at - 1] != '\n')
		at--;
	return at;
}

/* Behind the line's end. */
static size_t
line_end(struct str text, size_t at)
{
	while (at < text.len && text.ptr[at] != '\n')
		at++;
	return at < text.len ? at + 1 : at;
}

/* Whether the file is what was scanned, or, where nobody kept its hash, the
   lines of every fix are as they were. */
static bool
is_unchanged(const struct fixer *x)
{
	if (x->file->hash != 0 && x->file->hash != str_hash(x->old))
		return false;
	for (size_t i = 0; i < x->file->finding_count; i++) {
		const struct finding *f = &x->file->findings[i];
		size_t start = f->place.start;

		if (!is_fix(f))
			continue;
		if (f->place.end > x->old.len || start > f->place.end)
			return false;
		start = line_start(x->old, start);
		if (!str_starts(str_from_at(x->old, start), f->lines))
			return false;
	}
	return true;
}

/* The next fix to make at or behind a finding; how many there are: none. */
static size_t
next_fix(struct fixer *x, size_t i)
{
	for (; i < x->file->finding_count; i++) {
		const struct finding *f = &x->file->findings[i];

		if (!is_fix(f))
			continue;
		if (f->place.start >= x->last)
			break;
		x->totals->overlapping++;
	}
	return i;
}

/* Fixes on the lines from a finding's on, made together; the next finding. */
static enum err_code
group(struct fixer *x, size_t *next, struct buf *out, struct err *err)
{
	size_t i = *next;
	const struct finding *f = &x->file->findings[i];
	size_t start = line_start(x->old, f->place.start), at = start;
	size_t end = line_end(x->old, f->place.end);
	struct fix_edit *edit = ARENA_PUSH(x->arena, &x->edits);

	if (edit == NULL)
		return arena_fail(x->arena, err);
	*edit = (struct fix_edit){.old_start = start, .new_start = out->len};
	while (i < x->file->finding_count) {
		f = &x->file->findings[i];
		if (f->place.start >= end)
			break;
		buf_add(out, str_sub(x->old, at, f->place.start - at));
		buf_add(out, f->fix);
		at = x->last = f->place.end;
		end = line_end(x->old, at);
		x->totals->fixes++;
		i = next_fix(x, i + 1);
	}
	buf_add(out, str_sub(x->old, at, end - at));
	x->last = edit->old_end = end;
	edit->new_end = out->len;
	*next = i;
	return ERR_NONE;
}

static enum err_code
make(struct fixer *x, struct buf *out, struct err *err)
{
	size_t at = 0, i = next_fix(x, 0);
	enum err_code rc = ERR_NONE;

	while (i < x->file->finding_count && rc == ERR_NONE) {
		size_t start =
		    line_start(x->old, x->file->findings[i].place.start);

		buf_add(out, str_sub(x->old, at, start - at));
		rc = group(x, &i, out, err);
		at = x->last;
	}
	buf_add(out, str_from_at(x->old, at));
	return rc == ERR_NONE ? buf_finish(out, err) : rc;
}

static bool
any_fix(const struct scan_file *file)
{
	for (size_t i = 0; i < file->finding_count; i++)
		if (is_fix(&file->findings[i]))
			return true;
	return false;
}

static enum err_code
fix_file(const struct scan_file *file, struct buf *diff,
    struct fix_totals *totals, struct err *err)
{
	struct arena arena;
	struct fixer x = {.file = file, .arena = &arena, .totals = totals};
	struct stat st;
	struct buf out;
	enum err_code rc;

	arena_init(&arena, FILE_MAX * 2);
	buf_init(&out, FILE_MAX * 2);
	if (lstat(file->open, &st) != 0 || !S_ISREG(st.st_mode) ||
	    file_read(file->open, FILE_MAX, &arena, &x.old, err) != ERR_NONE ||
	    !is_unchanged(&x)) {
		totals->changed++;
		arena_release(&arena);
		return ERR_NONE;
	}
	rc = make(&x, &out, err);
	if (rc == ERR_NONE && diff != NULL)
		fix_diff(diff, file->path, x.old, buf_view(&out), &x.edits);
	else if (rc == ERR_NONE)
		rc = file_write(
		    file->open, buf_view(&out), st.st_mode & 07777, err);
	totals->files += rc == ERR_NONE;
	buf_release(&out);
	arena_release(&arena);
	return rc;
}

enum err_code
fix_apply(const struct scan_file *files, size_t count, struct buf *diff,
    struct fix_totals *out, struct err *err)
{
	enum err_code rc = ERR_NONE;

	*out = (struct fix_totals){0};
	for (size_t i = 0; i < count && rc == ERR_NONE; i++)
		if (files[i].open != NULL && any_fix(&files[i]))
			rc = fix_file(&files[i], diff, out, err);
	return rc;
}
