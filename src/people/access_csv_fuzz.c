#include <stdlib.h>

#include "people/access_plan.h"
#include "people/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static bool
email_ok(struct str email, struct arena *arena)
{
	struct str again;
	struct err err;

	return person_email_read(email, arena, &again, &err) == ERR_NONE &&
	    str_eq(email, again);
}

static bool
wish_ok(const struct access_wish *wish, struct arena *arena)
{
	struct err err;

	return wish->line >= 2 &&
	    (wish->email.len > 0 || wish->login.len > 0) &&
	    (wish->email.len == 0 || email_ok(wish->email, arena)) &&
	    wish->login.len <= ACCESS_LOGIN_MAX &&
	    word_check(wish->system, "system", &err) == ERR_NONE &&
	    word_check(wish->level, "level", &err) == ERR_NONE &&
	    (wish->until == 0 || wish->since <= wish->until);
}

/* An access that nothing is wrong with has somebody, whose address is in its
   one spelling, a system and a level that are words, and days in their order;
   what is wrong is said.  A login that is read goes with such an address. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len};
	struct access_wishes w;
	struct access_logins l;
	struct arena arena;
	struct err err;

	arena_init(&arena, 64 << 20);
	if (access_csv_read(text, STR("fuzz"), &arena, &w, &err) == ERR_NONE)
		for (size_t i = 0; i < w.n; i++)
			if (w.v[i].wrong ? w.problems.total == 0
					 : !wish_ok(&w.v[i], &arena))
				abort();
	if (access_logins_read(text, &arena, &l, &err) == ERR_NONE)
		for (size_t i = 0; i < l.n; i++)
			if (l.v[i].login.len == 0 || l.v[i].line < 2 ||
			    !email_ok(l.v[i].email, &arena))
				abort();
	arena_release(&arena);
	return 0;
}
