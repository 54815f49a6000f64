#include <stdlib.h>

#include "catalog/control.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
check_period(const struct catalog_period *p)
{
	if (p->n == 0 ? p->unit != CATALOG_DAYS || p->reading != CATALOG_EITHER
		      : p->unit == CATALOG_DAYS && p->reading != CATALOG_EITHER)
		abort();
	if (p->reading == CATALOG_YEAR_DAYS && p->n % 12 != 0)
		abort();
}

static void
check_control(
    const struct catalog_framework *f, const struct catalog_control *c)
{
	struct catalog_limits limits;

	if (c->id.len == 0 || c->id.len > CONTROL_ID_MAX ||
	    str_find_char(c->id, ':') < c->id.len || c->paraphrase.len == 0 ||
	    str_find_char(c->paraphrase, '\n') < c->paraphrase.len)
		abort();
	for (size_t i = 0; i < c->asks.n; i++)
		if (!catalog_is_ask(c->asks.v[i]))
			abort();
	for (const struct catalog_control *o = f->controls.v; o != c; o++)
		if (str_eq(o->id, c->id))
			abort();
	for (size_t i = 0; i < c->profiles.n; i++) {
		catalog_control_limits(c, c->profiles.v[i].id, &limits);
		check_period(&limits.every);
		check_period(&limits.review);
		if (limits.every.n > 0 && limits.review.n == 0)
			abort();
	}
	catalog_control_limits(c, STR_NONE, &limits);
	check_period(&limits.every);
	check_period(&limits.review);
}

/* A map that is read keeps what control.h promises; a refusal names the place.
   Either way the file is all that decides. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len};
	struct catalog_framework f, again;
	struct arena arena;
	struct err err;
	enum err_code rc;

	arena_init(&arena, (size_t)64 << 20);
	rc = catalog_framework_read(text, "c.yaml", &arena, &f, &err);
	if (rc == ERR_NONE) {
		for (size_t i = 0; i < f.controls.n; i++)
			check_control(&f, &f.controls.v[i]);
		if (catalog_framework_read(
			f.file, "c.yaml", &arena, &again, &err) != ERR_NONE ||
		    again.controls.n != f.controls.n)
			abort();
	} else if (rc != ERR_NOMEM &&
	    !str_starts(str_from(err.text), STR("c.yaml"))) {
		abort();
	}
	arena_release(&arena);
	return 0;
}
