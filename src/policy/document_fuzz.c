#include "policy/document.h"

#include <stdlib.h>

#include "catalog/control.h"
#include "catalog/path.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static bool
same(const struct policy *a, const struct policy *b)
{
	return a->version == b->version && a->effective == b->effective &&
	    a->obligations.n == b->obligations.n &&
	    a->systems.n == b->systems.n && a->gates.n == b->gates.n &&
	    memcmp(a->hash, b->hash, sizeof(a->hash)) == 0;
}

/* What is accepted is accepted again as the same document, and every rule in
   it is one that due dates can be computed by, or is told as a problem. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len};
	struct catalog_paths paths = {0};
	struct catalog_frameworks frameworks = {0};
	const struct catalog catalog = {
	    .paths = &paths, .frameworks = &frameworks};
	struct policy_problems problems = {0};
	struct policy *p, *again;
	struct arena arena;
	struct err err;

	arena_init(&arena, (size_t)64 << 20);
	if (policy_read(text, "p.yaml", &catalog, &arena, &p, &err) ==
	    ERR_NONE) {
		if (policy_read(text, "p.yaml", &catalog, &arena, &again,
			&err) != ERR_NONE ||
		    !same(p, again))
			abort();
		if (policy_check(p, &catalog, &arena, &problems, &err) !=
		    ERR_NONE)
			abort();
		for (size_t i = 0; i < p->obligations.n; i++)
			if (due_rule_check(&p->obligations.v[i].rule, &err) !=
				ERR_NONE &&
			    problems.n == 0)
				abort();
	}
	arena_release(&arena);
	return 0;
}
