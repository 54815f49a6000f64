#include "codec/gzip.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/process.h"
#include "base/test.h"

static void
the_check_sum_is_that_of_the_standard(void)
{
	static const struct {
		struct str text;
		uint32_t crc;
	} cases[] = {
	    {STR_INIT(""), 0},
	    {STR_INIT("a"), 0xe8b7be43},
	    {STR_INIT("123456789"), 0xcbf43926},
	    {STR_INIT("The quick brown fox jumps over the lazy dog"),
		0x414fa339},
	};

	for (size_t i = 0; i < NELEM(cases); i++)
		CHECK_INT(gzip_crc(cases[i].text), cases[i].crc);
}

static void
gzip_itself_unpacks_what_was_packed_at_every_edge(void)
{
	static const size_t sizes[] = {
	    0, 1, 65534, 65535, 65536, 131070, 131071, 200000};
	char path[] = "/tmp/assay-gzip-test.XXXXXX";
	const char *const argv[] = {"gzip", "-cd", path, NULL};
	struct arena arena;
	int fd = mkstemp(path);

	CHECK(fd >= 0);
	arena_init(&arena, (size_t)8 << 20);
	for (size_t i = 0; i < NELEM(sizes); i++) {
		struct process p = {.argv = argv, .max = 1 << 20};
		struct process_result got;
		char *bytes = arena_alloc(&arena, sizes[i] + 1);
		struct buf out;
		struct err err;

		for (size_t k = 0; k < sizes[i]; k++)
			bytes[k] = (char)(k * 7 + k / 251);
		buf_init(&out, 1 << 20);
		gzip_store(&out, (struct str){bytes, sizes[i]});
		CHECK_OK(file_write(path, buf_view(&out), 0600, &err), &err);
		CHECK_OK(process_run(&p, &arena, &got, &err), &err);
		CHECK_INT(got.status, 0);
		CHECK(str_eq(got.out, (struct str){bytes, sizes[i]}));
		buf_release(&out);
	}
	remove(path);
	arena_release(&arena);
}

TEST_MAIN(T(the_check_sum_is_that_of_the_standard),
    T(gzip_itself_unpacks_what_was_packed_at_every_edge))
