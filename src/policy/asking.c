#include "policy/asking.h"

#include "crypto/hash.h"
#include "ledger/ledger.h"

#define AT_ONCE 500 /* assignments in one transaction */

static enum err_code
follow(void *ctx, struct err *err)
{
	return engine_follow(ctx, NULL, err);
}

/* Of several that ask for one module: what is open and ends first. */
static bool
rather(const struct due *a, const struct due *b)
{
	static const int rank[] = {
	    [DUE_IS_OVERDUE] = 0,
	    [DUE_IS_DUE] = 1,
	    [DUE_IS_EXCUSED] = 2,
	    [DUE_IS_CURRENT] = 3,
	    [DUE_IS_NOT_OWED] = 4,
	};

	if (rank[a->state] != rank[b->state])
		return rank[a->state] < rank[b->state];
	if ((a->due == 0) != (b->due == 0))
		return a->due != 0;
	return a->due < b->due;
}

static enum err_code
due_of(void *ctx, struct id person, struct str module, int64_t now,
    struct arena *arena, bool *owed, struct due *out, struct err *err)
{
	const struct engine_ask ask = {
	    .now = now, .module = module, .reasons = true};
	struct owed_list list = {0};
	enum err_code rc = engine_person(ctx, person, &ask, arena, &list, err);

	*owed = false;
	for (size_t i = 0; i < list.n && rc == ERR_NONE; i++) {
		if (*owed && !rather(&list.v[i].due, out))
			continue;
		*out = list.v[i].due;
		*owed = true;
	}
	return rc;
}

struct learn_rules
asking_rules(struct engine *engine)
{
	return (struct learn_rules){engine, follow, due_of};
}

/* The same fact for the same person and module, from wherever it is asked. */
static struct id
fact_id(struct id person, struct str module)
{
	uint8_t hash[HASH_SIZE];
	struct sha256 h;
	struct id id;

	sha256_init(&h);
	sha256_add(&h, STR("onboarding "));
	sha256_add(&h, (struct str){(const char *)person.bytes, ID_SIZE});
	sha256_add(&h, module);
	sha256_end(&h, hash);
	memcpy(id.bytes, hash, ID_SIZE);
	id.bytes[6] = (uint8_t)((id.bytes[6] & 0x0f) | 0x80); /* UUIDv8 */
	id.bytes[8] = (uint8_t)((id.bytes[8] & 0x3f) | 0x80);
	return id;
}

struct asking {
	const struct learn *learn;
	struct arena *arena;
	struct {
		struct assignment_new *v;
		size_t n, cap;
	} due;
	unsigned made;
};

static enum err_code
make_all(struct db *db, void *ctx, struct err *err)
{
	struct asking *a = ctx;
	enum err_code rc = ERR_NONE;
	struct arena arena;

	arena_init(&arena, (size_t)64 << 20);
	for (size_t i = 0; i < a->due.n && rc == ERR_NONE; i++)
		rc = assignment_make(
		    db, a->learn->catalog, &arena, &a->due.v[i], err);
	arena_release(&arena);
	return rc;
}

static enum err_code
write_them(struct asking *a, struct err *err)
{
	enum err_code rc = ERR_NONE;

	if (a->due.n > 0)
		rc = store_write(a->learn->store, make_all, a, err);
	if (rc == ERR_NONE && a->due.n > 0)
		ledger_wake();
	a->made += (unsigned)a->due.n;
	a->due.n = 0;
	return rc;
}

/* Once a person and module, also where several obligations ask. */
static bool
listed(const struct asking *a, const struct owed *o)
{
	for (size_t i = a->due.n; i-- > 0;) {
		if (!id_eq(a->due.v[i].person, o->person))
			return false;
		if (str_eq(a->due.v[i].module_id, o->thing->id))
			return true;
	}
	return false;
}

static enum err_code
collect(const struct owed *o, void *ctx, struct err *err)
{
	struct asking *a = ctx;
	struct assignment_new *in;

	if (o->thing->kind != POLICY_MODULE || o->asked ||
	    o->due.done != NULL || o->due.state == DUE_IS_EXCUSED ||
	    catalog_module(a->learn->catalog, o->thing->id) == NULL ||
	    listed(a, o))
		return ERR_NONE;
	in = ARENA_PUSH(a->arena, &a->due);
	if (in == NULL)
		return arena_fail(a->arena, err);
	*in = (struct assignment_new){.id = fact_id(o->person, o->thing->id),
	    .person = o->person,
	    .module_id = o->thing->id,
	    .why = arena_str(a->arena, o->due.reason),
	    .due = o->due.due,
	    .by = ASSIGNMENT_RULE};
	return in->why.ptr != NULL ? ERR_NONE : arena_fail(a->arena, err);
}

enum err_code
asking_run(struct engine *engine, const struct learn *learn, unsigned *made,
    struct err *err)
{
	const struct engine_ask ask = {.now = clock_now(), .reasons = true};
	struct asking a = {.learn = learn};
	struct arena arena;
	enum err_code rc = engine_follow(engine, NULL, err);
	bool more = true;

	a.arena = &arena;
	*made = 0;
	while (rc == ERR_NONE && more) {
		arena_init(&arena, (size_t)64 << 20);
		memset(&a.due, 0, sizeof(a.due));
		rc =
		    engine_news(engine, &ask, AT_ONCE, collect, &a, &more, err);
		if (rc == ERR_NONE)
			rc = write_them(&a, err);
		arena_release(&arena);
	}
	*made = a.made;
	return rc;
}
