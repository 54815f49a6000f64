#include "base/clock.h"
#include "ledger/integrate.h"
#include "ledger/rebuild.h"
#include "sql/ledger.h"

struct erasing {
	const struct ledger_config *config;
	const struct lease *lease;
	struct id person, actor, stand_in;
	struct str reason;
	uint64_t seq;
};

/* The person's id becomes that of the fact that says so, everywhere. */
static enum err_code
take_away(struct db *db, const struct erasing *e, struct err *err)
{
	enum err_code rc;

	rc = sql_ledger_secret_erase(db,
	    &(struct sql_ledger_secret_erase_in){
		.person = e->person, .stand_in = e->stand_in},
	    NULL, err);
	if (rc == ERR_NONE)
		rc = sql_ledger_subject_erase(db,
		    &(struct sql_ledger_subject_erase_in){
			.person = e->person, .stand_in = e->stand_in},
		    NULL, err);
	if (rc == ERR_NONE)
		rc = sql_ledger_actor_erase(db,
		    &(struct sql_ledger_actor_erase_in){
			.person = e->person, .stand_in = e->stand_in},
		    NULL, err);
	if (rc == ERR_NONE)
		rc = sql_ledger_subject_rename(db,
		    &(struct sql_ledger_subject_rename_in){
			.person = e->person, .stand_in = e->stand_in},
		    NULL, err);
	return rc;
}

/* And what others keep about them beside the log. */
static enum err_code
forget(struct db *db, const struct erasing *e, struct err *err)
{
	ledger_forget_fn *const *fn = e->config->forget;
	enum err_code rc = ERR_NONE;

	for (; rc == ERR_NONE && fn != NULL && *fn != NULL; fn++)
		rc = (*fn)(db, e->person, e->stand_in, err);
	return rc;
}

static enum err_code
count(struct db *db, struct arena *arena, struct id person, int64_t *out,
    struct err *err)
{
	struct sql_ledger_secret_count_row row;
	enum err_code rc = sql_ledger_secret_count(db, arena,
	    &(struct sql_ledger_secret_count_in){.person = person}, &row, err);

	if (rc == ERR_NONE)
		*out = row.n;
	if (rc == ERR_NONE && row.n == 0)
		return err_set(err, ERR_NOT_FOUND,
		    "the log holds nothing about this person");
	return rc;
}

static enum err_code
say_so(struct db *db, struct arena *arena, const struct erasing *e,
    int64_t facts, struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_INT("facts", facts), FIELD_TEXT("reason", e->reason)};
	const struct ledger_fact fact = {.id = e->stand_in,
	    .type = LEDGER_SUBJECT_ERASED,
	    .at = clock_now(),
	    .actor = id_eq(e->actor, e->person) ? e->stand_in : e->actor,
	    .subject = e->stand_in,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, arena, &fact, err);
}

/* The fact's own number is what its person is called from now on. */
static enum err_code
number(struct db *db, struct arena *arena, struct erasing *e, struct err *err)
{
	struct ledger_head head;
	uint64_t n = 0;
	enum err_code rc =
	    integrate_batch(db, NULL, e->lease, NUMBER_AT_ONCE, &n, err);

	if (rc == ERR_NONE)
		rc = ledger_head(db, arena, &head, err);
	if (rc != ERR_NONE)
		return rc;
	for (uint64_t seq = head.size; seq > head.size - n; seq--) {
		struct ledger_entry entry;

		rc = ledger_entry_by_seq(db, arena, seq - 1, &entry, err);
		if (rc != ERR_NONE)
			return rc;
		if (!id_eq(entry.id, e->stand_in))
			continue;
		e->seq = seq - 1;
		return sql_ledger_erased_add(db,
		    &(struct sql_ledger_erased_add_in){
			.id = e->stand_in, .seq = (int64_t)e->seq},
		    NULL, err);
	}
	return err_set(err, ERR_BUSY,
	    "too many facts are waiting for their number; try again");
}

static enum err_code
erase(struct db *db, void *ctx, struct err *err)
{
	struct erasing *e = ctx;
	struct arena arena;
	int64_t facts = 0;
	enum err_code rc = lease_check(db, e->lease, err);

	if (rc != ERR_NONE)
		return rc;
	arena_init(&arena, 64 << 20);
	rc = count(db, &arena, e->person, &facts, err);
	if (rc == ERR_NONE)
		rc = take_away(db, e, err);
	if (rc == ERR_NONE)
		rc = forget(db, e, err);
	if (rc == ERR_NONE)
		rc = say_so(db, &arena, e, facts, err);
	if (rc == ERR_NONE)
		rc = number(db, &arena, e, err);
	if (rc == ERR_NONE)
		rc = rebuild_views(db, e->config, err);
	arena_release(&arena);
	return rc;
}

enum err_code
ledger_erase(const struct ledger_config *config, struct id person,
    struct id actor, struct str reason, uint64_t *seq, struct err *err)
{
	struct lease lease;
	struct erasing e = {.config = config,
	    .lease = &lease,
	    .person = person,
	    .actor = actor,
	    .stand_in = id_new(),
	    .reason = reason};
	uint64_t n;
	enum err_code rc;

	lease_name(&lease);
	rc = lease_seize(config->store, &lease, err);
	if (rc != ERR_NONE)
		return rc;
	rc = integrate_all(config, &lease, &n, err);
	if (rc == ERR_NONE)
		rc = store_write(config->store, erase, &e, err);
	if (rc == ERR_NONE)
		rc = integrate_sign(config, err);
	lease_give(config->store, &lease);
	if (rc == ERR_NONE && seq != NULL)
		*seq = e.seq;
	return rc;
}
