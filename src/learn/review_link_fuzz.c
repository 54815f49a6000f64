#include "learn/review_link.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
open_keys(void)
{
	static bool open;
	char dir[] = "/tmp/review_link_fuzz.XXXXXX", path[64];
	struct err err;

	if (open)
		return;
	if (mkdtemp(dir) == NULL || review_link_open(dir, &err) != ERR_NONE)
		abort();
	snprintf(path, sizeof(path), "%s/link.mac", dir);
	unlink(path);
	rmdir(dir);
	open = true;
}

static struct str
written(const struct review_link *link, struct arena *arena)
{
	struct str token;
	struct err err;

	if (review_link_write(link, arena, &token, &err) != ERR_NONE)
		abort();
	return token;
}

/*
 * The input as a token is refused: the keys are new in each run.  A true
 * token, with bytes of the input in place of its own, is read only where
 * nothing changed, and then as what was written.
 */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct review_link link = {.kind = REVIEW_LINK_QUESTION}, read;
	struct str text = {(const char *)data, len}, token;
	struct arena arena;
	bool same = true;
	char *changed;

	open_keys();
	if (review_link_read(text, &read))
		abort();
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < len && i < ID_SIZE; i++)
		link.id.bytes[i] = data[i];
	link.ends = (int64_t)(len % 4096) * 1000000;
	token = written(&link, &arena);
	changed = arena_cstr(&arena, token);
	for (size_t i = 0; i + 1 < len; i += 2) {
		changed[data[i] % token.len] = (char)data[i + 1];
		if (i > 8)
			break;
	}
	same = memcmp(changed, token.ptr, token.len) == 0;
	if (review_link_read((struct str){changed, token.len}, &read) != same)
		abort();
	if (same &&
	    (read.kind != link.kind || read.ends != link.ends ||
		!id_eq(read.id, link.id)))
		abort();
	arena_release(&arena);
	return 0;
}
