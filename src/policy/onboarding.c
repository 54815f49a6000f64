#include "policy/onboarding.h"

#include "crypto/hash.h"
#include "ledger/ledger.h"
#include "sql/onboarding.h"

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

static enum err_code
assign_course(struct db *db, const struct catalog *catalog, struct arena *arena,
    const struct catalog_course *course, struct id person, int64_t joined,
    unsigned *made, struct err *err)
{
	enum err_code rc = ERR_NONE;
	char date[CLOCK_LONG_LEN + 1];
	struct str why;

	clock_write_long(joined, date);
	why = arena_strf(arena,
	    "because you joined on %s, and everybody takes \"%.*s\" within "
	    "%d days of joining",
	    date, STR_FMT(course->title), ONBOARDING_DAYS);
	if (why.ptr == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < course->modules.n && rc == ERR_NONE; i++) {
		struct str module = course->modules.v[i];

		rc = assignment_make(db, catalog, arena,
		    &(struct assignment_new){.id = fact_id(person, module),
			.person = person,
			.module_id = module,
			.why = why,
			.due = joined + ONBOARDING_DAYS * CLOCK_DAY,
			.by = ASSIGNMENT_RULE},
		    err);
		*made += rc == ERR_NONE;
	}
	return rc;
}

enum err_code
onboarding_assign(struct db *db, const struct catalog *catalog,
    struct arena *arena, struct id person, int64_t joined, unsigned *made,
    struct err *err)
{
	enum err_code rc = ERR_NONE;
	unsigned n = 0;

	for (size_t i = 0; i < catalog->courses.n && rc == ERR_NONE; i++)
		rc = assign_course(db, catalog, arena, &catalog->courses.v[i],
		    person, joined, &n, err);
	if (rc == ERR_NONE && made != NULL)
		*made = n;
	return rc;
}

struct run {
	const struct learn *learn;
	struct str module;
	unsigned made;
	size_t missing;
};

static enum err_code
run_in(struct db *db, struct arena *arena, struct run *r, struct err *err)
{
	struct sql_onboarding_missing_rows rows = {0};
	enum err_code rc = sql_onboarding_missing(db, arena,
	    &(struct sql_onboarding_missing_in){.module = r->module}, &rows,
	    err);

	r->made = 0;
	r->missing = rows.n;
	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++) {
		unsigned n = 0;

		rc = onboarding_assign(db, r->learn->catalog, arena,
		    rows.v[i].person, rows.v[i].joined, &n, err);
		r->made += n;
	}
	return rc;
}

static enum err_code
run_tx(struct db *db, void *ctx, struct err *err)
{
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, (size_t)64 << 20);
	rc = run_in(db, &arena, ctx, err);
	arena_release(&arena);
	return rc;
}

enum err_code
onboarding_run(const struct learn *learn, unsigned *made, struct err *err)
{
	const struct catalog *catalog = learn->catalog;
	enum err_code rc = ERR_NONE;

	*made = 0;
	for (size_t c = 0; c < catalog->courses.n && rc == ERR_NONE; c++) {
		const struct catalog_course *course = &catalog->courses.v[c];

		for (size_t i = 0; i < course->modules.n && rc == ERR_NONE;
		     i++) {
			struct run r = {
			    .learn = learn, .module = course->modules.v[i]};

			/* at most 200 at once; the next run takes the rest */
			rc = store_write(learn->store, run_tx, &r, err);
			*made += rc == ERR_NONE ? r.made : 0;
			if (rc == ERR_NONE && r.made > 0)
				ledger_wake();
		}
	}
	return rc;
}
