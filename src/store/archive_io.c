#include "store/archive_io.h"

#include <endian.h>
#include <errno.h>
#include <stdlib.h>

void
archive_put(struct archive_out *out, const void *bytes, size_t len)
{
	if (len == 0)
		return;
	fwrite(bytes, 1, len, out->file); /* ferror() is asked at the end */
	sha256_add(&out->hash, (struct str){bytes, len});
	out->bytes += len;
}

void
archive_put_tag(struct archive_out *out, char tag)
{
	archive_put(out, &tag, 1);
}

void
archive_put_u64(struct archive_out *out, uint64_t n)
{
	uint64_t big = htobe64(n);

	archive_put(out, &big, sizeof(big));
}

void
archive_put_str(struct archive_out *out, struct str s)
{
	uint32_t big = htobe32((uint32_t)s.len);

	archive_put(out, &big, sizeof(big));
	archive_put(out, s.ptr, s.len);
}

bool
archive_get(struct archive_in *in, void *bytes, size_t len)
{
	if (!in->broken && len > 0 && fread(bytes, 1, len, in->file) != len)
		in->broken = true;
	return !in->broken;
}

char
archive_get_tag(struct archive_in *in)
{
	char tag;

	return archive_get(in, &tag, 1) ? tag : 0;
}

bool
archive_get_u64(struct archive_in *in, uint64_t *n)
{
	uint64_t big;

	if (!archive_get(in, &big, sizeof(big)))
		return false;
	*n = be64toh(big);
	return true;
}

bool
archive_get_str(struct archive_in *in, struct str *out)
{
	uint32_t big, len;
	char *more;

	if (!archive_get(in, &big, sizeof(big)))
		return false;
	len = be32toh(big);
	if (len > ARCHIVE_CELL_MAX) {
		in->broken = true;
		return false;
	}
	if (len >= in->cap) {
		more = realloc((char *)in->cell.ptr, (size_t)len + 1);
		in->broken = more == NULL;
		if (more == NULL)
			return false;
		in->cell.ptr = more;
		in->cap = (size_t)len + 1;
	}
	in->cell.len = len;
	*out = in->cell;
	return archive_get(in, (char *)in->cell.ptr, len);
}

void
archive_in_release(struct archive_in *in)
{
	free((char *)in->cell.ptr);
}

/* Hashes the file up to its last 32 bytes. */
static bool
hash_file(FILE *file, uint64_t size, uint8_t hash[HASH_SIZE])
{
	static const size_t step = 1 << 16;
	char *bytes = malloc(step);
	struct sha256 h;
	size_t n = 1;

	if (bytes == NULL)
		return false;
	sha256_init(&h);
	while (size > 0 && n > 0) {
		n = fread(bytes, 1, size < step ? size : step, file);
		sha256_add(&h, (struct str){bytes, n});
		size -= n;
	}
	sha256_end(&h, hash);
	free(bytes);
	return size == 0;
}

enum err_code
archive_check(FILE *file, const char *path, struct err *err)
{
	uint8_t hash[HASH_SIZE], told[HASH_SIZE];
	char magic[sizeof(ARCHIVE_MAGIC) - 1];
	off_t size;

	if (fseeko(file, 0, SEEK_END) != 0 || (size = ftello(file)) < 0)
		return err_sys(err, errno, "could not read '%s'", path);
	rewind(file);
	if (size < (off_t)sizeof(magic) ||
	    fread(magic, 1, sizeof(magic), file) != sizeof(magic) ||
	    memcmp(magic, ARCHIVE_MAGIC, sizeof(magic)) != 0)
		return err_set(err, ERR_INVALID,
		    "'%s' is no backup of this program", path);
	rewind(file);
	if (size < HASH_SIZE ||
	    !hash_file(file, (uint64_t)size - HASH_SIZE, hash) ||
	    fread(told, 1, HASH_SIZE, file) != HASH_SIZE ||
	    memcmp(hash, told, HASH_SIZE) != 0)
		return err_set(err, ERR_CORRUPT,
		    "'%s' is damaged or cut short: its checksum does not fit",
		    path);
	rewind(file);
	return ERR_NONE;
}
