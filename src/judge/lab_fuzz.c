#include "judge/lab.h"

#include <stdlib.h>

#include "codec/tar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* A lab that is accepted can be judged: something to start, at least one
   check each of function, public and withheld, files with plain names, and
   each wrong fix caught by checks that are there. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lab lab = {0};
	bool kinds[LAB_KINDS] = {0};
	struct arena arena;
	struct err err;

	arena_init(&arena, 8 << 20);
	if (lab_read_yaml((struct str){(const char *)data, len}, "lab.yaml",
		STR_NONE, &arena, &lab, &err) == ERR_NONE) {
		for (size_t i = 0; i < lab.checks.n; i++) {
			kinds[lab.checks.v[i].kind] = true;
			if (!tar_name_ok(lab.checks.v[i].path, NULL))
				abort();
		}
		for (size_t i = 0; i < lab.editable.n; i++)
			if (!tar_name_ok(lab.editable.v[i], NULL))
				abort();
		for (size_t i = 0; i < lab.wrong.n; i++)
			for (size_t k = 0; k < lab.wrong.v[i].caught_by.n; k++)
				if (!lab_check_of(
					&lab, lab.wrong.v[i].caught_by.v[k]))
					abort();
		if (!kinds[LAB_FUNCTION] || !kinds[LAB_PUBLIC] ||
		    !kinds[LAB_WITHHELD] || lab.start.n == 0 ||
		    lab.start.v[0].ptr[0] != '/' || lab.limits.seconds == 0)
			abort();
	}
	arena_release(&arena);
	return 0;
}
