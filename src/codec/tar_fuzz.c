#include "codec/tar.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* What is read has only plain names, and written and read again is the same
   files. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const struct tar_limits limits = {20, 1 << 16};
	struct tar tar = {0}, again = {0};
	struct arena arena;
	struct err err;
	struct buf out;

	arena_init(&arena, 1 << 20);
	buf_init(&out, 1 << 18);
	if (tar_read((struct str){(const char *)data, len}, &limits, &arena,
		&tar, &err) == ERR_NONE) {
		if (tar_write(&out, &tar, &err) != ERR_NONE ||
		    tar_read(buf_view(&out), &limits, &arena, &again, &err) !=
			ERR_NONE ||
		    again.n != tar.n)
			abort();
		for (size_t i = 0; i < tar.n; i++)
			if (!str_eq(tar.v[i].path, again.v[i].path) ||
			    !str_eq(tar.v[i].bytes, again.v[i].bytes))
				abort();
	}
	buf_release(&out);
	arena_release(&arena);
	return 0;
}
