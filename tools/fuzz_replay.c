/*
 * Runs a fuzzer's target over every file of a folder, where libFuzzer is not
 * linked: the seeds and the crashes once found are part of the tests.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static bool
replay(const char *dir, struct str name, struct arena *arena, struct err *err)
{
	struct str path = arena_strf(arena, "%s/%.*s", dir, STR_FMT(name)),
		   data;
	char *copy;

	if (path.ptr == NULL ||
	    file_read(path.ptr, 64 << 20, arena, &data, err) != ERR_NONE)
		return false;
	/* exactly as long as the input, so that a sanitizer sees its end */
	copy = malloc(data.len > 0 ? data.len : 1);
	if (copy == NULL)
		return false;
	if (data.len > 0)
		memcpy(copy, data.ptr, data.len);
	LLVMFuzzerTestOneInput((const uint8_t *)copy, data.len);
	free(copy);
	return true;
}

int
main(int argc, char **argv)
{
	struct file_names names;
	struct arena arena;
	struct err err = {0};
	bool ok = argc == 2;

	if (!ok)
		fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
	arena_init(&arena, (size_t)1 << 30);
	if (ok && file_list(argv[1], &arena, &names, &err) != ERR_NONE)
		ok = false;
	if (ok && names.n == 0)
		ok = err_set(&err, ERR_NOT_FOUND, "no seed in '%s'", argv[1]) ==
		    ERR_NONE;
	for (size_t i = 0; ok && i < names.n; i++)
		ok = replay(argv[1], names.v[i], &arena, &err);
	if (!ok)
		fprintf(stderr, "%s\n", err.text);
	else
		printf("%zu inputs\n", names.n);
	arena_release(&arena);
	return ok ? 0 : 1;
}
