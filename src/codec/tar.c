#include "codec/tar.h"

#include <stdio.h>
#include <stdlib.h>

#define BLOCK 512

/* What stands where in a header's block. */
enum {
	AT_NAME = 0,
	AT_MODE = 100,
	AT_SIZE = 124,
	AT_TIME = 136,
	AT_SUM = 148,
	AT_TYPE = 156,
	AT_MAGIC = 257,
	AT_PREFIX = 345,
};

bool
tar_name_ok(struct str name, const char **why)
{
	struct str rest = name, part;
	const char *wrong = NULL;

	if (name.len == 0)
		wrong = "an empty name";
	else if (name.len > TAR_NAME_MAX)
		wrong = "a name of more than 100 bytes";
	else if (!str_is_utf8(name))
		wrong = "a name that is not UTF-8";
	else if (name.ptr[0] == '/')
		wrong = "an absolute name";
	for (size_t i = 0; i < name.len && !wrong; i++)
		if ((unsigned char)name.ptr[i] < ' ' || name.ptr[i] == 0x7f)
			wrong = "a name with a control character";
	while (!wrong && str_next(&rest, '/', &part))
		if (str_eq(part, STR("..")))
			wrong = "a name with '..'";
		else if (part.len == 0 || str_eq(part, STR(".")))
			wrong = "a name with an empty part";
	if (why != NULL)
		*why = wrong;
	return wrong == NULL;
}

static struct str
field(const char *block, size_t at, size_t len)
{
	struct str s = {block + at, len};

	s.len = str_find_char(s, '\0');
	return s;
}

/* Octal, spaces before and after; false for anything else. */
static bool
number(const char *block, size_t at, size_t len, uint64_t *out)
{
	struct str s = str_trim(field(block, at, len));
	uint64_t n = 0;

	if (s.len == 0 || s.len > 12)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '7')
			return false;
		n = n << 3 | (uint64_t)(s.ptr[i] - '0');
	}
	*out = n;
	return true;
}

static uint64_t
sum_of(const char *block)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < BLOCK; i++)
		sum += i >= AT_SUM && i < AT_SUM + 8 ? ' '
						     : (unsigned char)block[i];
	return sum;
}

static bool
is_zero(const char *block)
{
	for (size_t i = 0; i < BLOCK; i++)
		if (block[i] != 0)
			return false;
	return true;
}

static const char *
kind_name(char type)
{
	switch (type) {
	case '1':
		return "a hard link";
	case '2':
		return "a symbolic link";
	case '3':
	case '4':
		return "a device";
	case '6':
		return "a pipe";
	case 'L':
	case 'K':
		return "a long name of GNU tar's";
	case 'x':
	case 'g':
		return "an extended header";
	default:
		return "an entry of an unknown kind";
	}
}

struct reader {
	struct str rest;
	const struct tar_limits *limits;
	struct arena *arena;
	struct tar tar;
	size_t entry, bytes; /* from 1; so far */
};

static enum err_code
entry_fail(const struct reader *r, struct str name, struct err *err,
    enum err_code code, const char *what)
{
	return err_set(err, code, "entry %zu, '%.*s': %s", r->entry,
	    STR_FMT(str_sub(name, 0, 120)), what);
}

static enum err_code
name_of(struct reader *r, const char *block, struct str *out, struct err *err)
{
	struct str name = field(block, AT_NAME, 100), prefix = {0};
	bool ustar = memcmp(block + AT_MAGIC, "ustar\0", 6) == 0;

	if (ustar)
		prefix = field(block, AT_PREFIX, 155);
	*out = prefix.len > 0
	    ? arena_strf(r->arena, "%.*s/%.*s", STR_FMT(prefix), STR_FMT(name))
	    : arena_str(r->arena, name);
	if (out->ptr == NULL)
		return arena_fail(r->arena, err);
	while (str_starts(*out, STR("./")))
		*out = str_from_at(*out, 2);
	return ERR_NONE;
}

static enum err_code
add_file(struct reader *r, struct str name, struct str bytes, struct err *err)
{
	struct tar_entry *entry;
	const char *why;

	if (!tar_name_ok(name, &why)) {
		char text[120];

		snprintf(text, sizeof(text),
		    "%s; plain relative names are accepted", why);
		return entry_fail(r, name, err, ERR_INVALID, text);
	}
	if (tar_find(&r->tar, name).ptr != NULL)
		return entry_fail(
		    r, name, err, ERR_INVALID, "a name that was there before");
	if (r->tar.n == r->limits->files)
		return err_set(err, ERR_LIMIT,
		    "more than %zu files; entry %zu, '%.*s' is one too many",
		    r->limits->files, r->entry, STR_FMT(name));
	r->bytes += bytes.len;
	if (r->bytes > r->limits->bytes)
		return err_set(err, ERR_LIMIT,
		    "more than %zu bytes in all; entry %zu, '%.*s' is too much",
		    r->limits->bytes, r->entry, STR_FMT(name));
	entry = ARENA_PUSH(r->arena, &r->tar);
	if (entry == NULL)
		return arena_fail(r->arena, err);
	*entry = (struct tar_entry){name, bytes};
	return ERR_NONE;
}

static enum err_code
one(struct reader *r, const char *block, struct err *err)
{
	char type = block[AT_TYPE];
	uint64_t size, sum, padded;
	struct str name;
	enum err_code rc;

	r->entry++;
	if (memcmp(block + AT_MAGIC, "ustar", 5) != 0 ||
	    !number(block, AT_SUM, 8, &sum) || sum != sum_of(block))
		return err_set(err, ERR_SYNTAX,
		    "entry %zu: not a header of a tar; what 'tar "
		    "--format=ustar -cf' writes is accepted",
		    r->entry);
	rc = name_of(r, block, &name, err);
	if (rc != ERR_NONE)
		return rc;
	if (type == '5')
		return ERR_NONE; /* a folder; the names hold it */
	if (type != '0' && type != '\0') {
		char text[120];

		snprintf(text, sizeof(text),
		    "%s; plain files and folders are accepted",
		    kind_name(type));
		return entry_fail(r, name, err, ERR_INVALID, text);
	}
	if (!number(block, AT_SIZE, 12, &size))
		return entry_fail(
		    r, name, err, ERR_SYNTAX, "its size is no octal number");
	if (size > r->limits->bytes)
		return err_set(err, ERR_LIMIT,
		    "entry %zu, '%.*s' has %llu bytes; %zu in all are accepted",
		    r->entry, STR_FMT(str_sub(name, 0, 120)),
		    (unsigned long long)size, r->limits->bytes);
	padded = (size + BLOCK - 1) / BLOCK * BLOCK;
	if (padded > r->rest.len)
		return entry_fail(
		    r, name, err, ERR_SYNTAX, "the tar ends within it");
	rc = add_file(r, name, str_sub(r->rest, 0, size), err);
	r->rest = str_from_at(r->rest, padded);
	return rc;
}

enum err_code
tar_read(struct str text, const struct tar_limits *limits, struct arena *arena,
    struct tar *out, struct err *err)
{
	struct reader r = {.rest = text, .limits = limits, .arena = arena};

	for (;;) {
		const char *block = r.rest.ptr;
		enum err_code rc;

		if (r.rest.len < BLOCK)
			return err_set(err, ERR_SYNTAX,
			    "the tar ends after entry %zu without its closing "
			    "block",
			    r.entry);
		r.rest = str_from_at(r.rest, BLOCK);
		if (is_zero(block))
			break; /* what follows is filling */
		rc = one(&r, block, err);
		if (rc != ERR_NONE)
			return rc;
	}
	*out = r.tar;
	return ERR_NONE;
}

static void
put_number(char *block, size_t at, int digits, uint64_t n)
{
	char text[16];

	snprintf(text, sizeof(text), "%0*llo", digits, (unsigned long long)n);
	memcpy(block + at, text, (size_t)digits + 1);
}

static void
write_header(struct buf *out, const struct tar_entry *e)
{
	char block[BLOCK] = {0};

	memcpy(block + AT_NAME, e->path.ptr, e->path.len);
	put_number(block, AT_MODE, 7, 0644);
	put_number(block, 108, 7, 0); /* owner and group */
	put_number(block, 116, 7, 0);
	put_number(block, AT_SIZE, 11, e->bytes.len);
	put_number(block, AT_TIME, 11, 0);
	block[AT_TYPE] = '0';
	memcpy(block + AT_MAGIC, "ustar\00000", 8);
	put_number(block, AT_SUM, 6, sum_of(block));
	block[AT_SUM + 7] = ' ';
	buf_add(out, (struct str){block, BLOCK});
}

enum err_code
tar_write(struct buf *out, const struct tar *tar, struct err *err)
{
	static const char zero[2 * BLOCK];

	for (size_t i = 0; i < tar->n; i++) {
		const struct tar_entry *e = &tar->v[i];
		size_t over = e->bytes.len % BLOCK;
		const char *why;

		if (!tar_name_ok(e->path, &why))
			return err_set(err, ERR_INVALID,
			    "'%.*s': %s; plain relative names are accepted",
			    STR_FMT(str_sub(e->path, 0, 120)), why);
		write_header(out, e);
		buf_add(out, e->bytes);
		if (over > 0)
			buf_add(out, (struct str){zero, BLOCK - over});
	}
	buf_add(out, (struct str){zero, sizeof(zero)});
	return buf_finish(out, err);
}

static int
by_path(const void *a, const void *b)
{
	return str_cmp(((const struct tar_entry *)a)->path,
	    ((const struct tar_entry *)b)->path);
}

void
tar_sort(struct tar *tar)
{
	if (tar->n > 0)
		qsort(tar->v, tar->n, sizeof(tar->v[0]), by_path);
}

struct str
tar_find(const struct tar *tar, struct str path)
{
	for (size_t i = 0; i < tar->n; i++)
		if (str_eq(tar->v[i].path, path))
			return tar->v[i].bytes;
	return STR_NONE;
}
