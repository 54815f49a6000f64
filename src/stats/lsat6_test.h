#ifndef STATS_LSAT6_TEST_H
#define STATS_LSAT6_TEST_H

#include "base/file.h"
#include "base/test.h"
#include "stats/answers.h"

/* The answers of 1,000 people to five items of a law school admission test, as
   the textbooks have them: a pattern and how many people gave it. */
static inline void UNUSED
lsat6_read(struct arena *arena, struct answers *out)
{
	struct str text, line;
	struct err err;
	uint32_t person = 0;

	CHECK_OK(file_read("tests/stats/lsat6-patterns.csv", 4096, arena, &text,
		     &err),
	    &err);
	CHECK_OK(answers_make(arena, 1000, 5, 5000, out, &err), &err);
	CHECK(str_cut_line(&text, &line)); /* the heading */
	while (str_cut_line(&text, &line)) {
		struct str pattern;
		uint64_t n;

		CHECK(str_cut(&line, ',', &pattern) && pattern.len == 5);
		CHECK(str_u64(line, &n));
		for (; n > 0; n--, person++) {
			for (uint32_t i = 0; i < 5; i++) {
				out->item[person * 5 + i] = i;
				out->right[person * 5 + i] =
				    pattern.ptr[i] == '1';
			}
			out->start[person + 1] = (person + 1) * 5;
		}
	}
	CHECK_INT(person, 1000);
}

#endif
