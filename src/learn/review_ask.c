/* What is asked, and when: see review.h. */
#include "learn/review_part.h"

#include "learn/card.h"
#include "learn/draw.h"
#include "learn/pick.h"

int64_t
review_ends(int64_t now)
{
	return (card_day(now) + 1) * CLOCK_DAY + REVIEW_LIFE;
}

static enum err_code
add_name(struct pick_names *list, struct arena *arena, struct str module,
    struct str item, struct err *err)
{
	struct pick_name *name = ARENA_PUSH(arena, list);

	if (name == NULL)
		return arena_fail(arena, err);
	*name = (struct pick_name){module, item};
	return ERR_NONE;
}

static enum err_code
load_cards(struct db *db, struct arena *arena, struct id person, int64_t now,
    struct pick_in *in, struct err *err)
{
	struct sql_review_cards_rows rows = {0};
	enum err_code rc = sql_review_cards(db, arena,
	    &(struct sql_review_cards_in){.person = person}, &rows, err);

	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		const struct sql_review_cards_row *r = &rows.v[i];
		struct pick_card *card = ARENA_PUSH(arena, &in->cards);

		if (card == NULL)
			return arena_fail(arena, err);
		*card = (struct pick_card){.module = r->module,
		    .item = r->item,
		    .chance = card_chance(
			r->stability, r->difficulty, r->last_at, now),
		    .due_day = r->due_day,
		    .last_at = r->last_at,
		    .last_right = r->last_right};
	}
	return rc;
}

static enum err_code
load_names(struct db *db, struct arena *arena, struct id person,
    struct pick_in *in, struct err *err)
{
	struct sql_review_earlies_rows early = {0};
	struct sql_review_done_today_rows done = {0};
	enum err_code rc = sql_review_earlies(db, arena,
	    &(struct sql_review_earlies_in){.person = person}, &early, err);

	if (rc == ERR_NONE)
		rc = sql_review_done_today(db, arena,
		    &(struct sql_review_done_today_in){
			.person = person, .day = in->today},
		    &done, err);
	for (size_t i = 0; rc == ERR_NONE && i < early.n; i++)
		rc = add_name(
		    &in->early, arena, early.v[i].module, early.v[i].item, err);
	for (size_t i = 0; rc == ERR_NONE && i < done.n; i++)
		rc = add_name(
		    &in->done, arena, done.v[i].module, done.v[i].item, err);
	return rc;
}

static enum err_code
load_passed(struct db *db, struct arena *arena, struct id person,
    struct pick_in *in, struct err *err)
{
	struct sql_review_passed_rows rows = {0};
	enum err_code rc = sql_review_passed(db, arena,
	    &(struct sql_review_passed_in){.person = person}, &rows, err);

	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		struct str *module = ARENA_PUSH(arena, &in->passed);

		if (module == NULL)
			return arena_fail(arena, err);
		*module = rows.v[i].module;
	}
	return rc;
}

static enum err_code
pick(const struct learn *learn, struct db *db, struct arena *arena,
    struct id person, int64_t now, struct pick *out, struct err *err)
{
	struct pick_in in = {.today = card_day(now)};
	enum err_code rc = load_cards(db, arena, person, now, &in, err);

	if (rc == ERR_NONE)
		rc = load_names(db, arena, person, &in, err);
	if (rc == ERR_NONE)
		rc = load_passed(db, arena, person, &in, err);
	return rc == ERR_NONE ? pick_make(learn->catalog, &in, arena, out, err)
			      : rc;
}

static unsigned
left_after(int64_t answers)
{
	return answers < REVIEW_A_DAY ? REVIEW_A_DAY - (unsigned)answers : 0;
}

static enum err_code
count_left(struct db *db, struct arena *arena, struct id person, int64_t now,
    unsigned *out, struct err *err)
{
	struct sql_review_day_count_row row;
	enum err_code rc = sql_review_day_count(db, arena,
	    &(struct sql_review_day_count_in){
		.person = person, .day = card_day(now)},
	    &row, err);

	if (rc == ERR_NONE)
		*out = left_after(row.answers);
	return rc;
}

enum err_code
review_lock_day(struct db *db, struct arena *arena, struct id person,
    int64_t now, unsigned *left, struct err *err)
{
	struct sql_review_day_lock_row row;
	enum err_code rc = sql_review_day_open(db,
	    &(struct sql_review_day_open_in){
		.person = person, .day = card_day(now)},
	    NULL, err);

	if (rc == ERR_NONE)
		rc = sql_review_day_lock(db, arena,
		    &(struct sql_review_day_lock_in){
			.person = person, .day = card_day(now)},
		    &row, err);
	if (rc == ERR_NONE)
		*left = left_after(row.answers);
	return rc;
}

const struct catalog_module *
review_module(const struct catalog *catalog, struct str module,
    struct str bank_hash, struct str item)
{
	const struct catalog_module *m = catalog_module(catalog, module);

	if (m == NULL || bank_hash.len != CATALOG_HASH ||
	    memcmp(bank_hash.ptr, m->bank_hash, CATALOG_HASH) != 0 ||
	    pick_item(catalog, module, item) == NULL)
		return NULL;
	return m;
}

/* One that was left open is still the one, unless its pool has changed. */
static enum err_code
take_open(const struct learn *learn, struct db *db, struct arena *arena,
    struct id person, int64_t now, struct id *asked, struct err *err)
{
	struct sql_review_open_row open;
	bool found = false;
	enum err_code rc = sql_review_open(db, arena,
	    &(struct sql_review_open_in){.person = person}, &found, &open, err);

	*asked = (struct id){0};
	if (rc != ERR_NONE || !found)
		return rc;
	if (open.expires <= now ||
	    review_module(
		learn->catalog, open.module, open.bank_hash, open.item) == NULL)
		return sql_review_drop(
		    db, &(struct sql_review_drop_in){.id = open.id}, NULL, err);
	*asked = open.id;
	if (open.expires == review_ends(now))
		return ERR_NONE;
	return sql_review_keep(db,
	    &(struct sql_review_keep_in){
		.id = open.id, .expires = review_ends(now)},
	    NULL, err);
}

static enum err_code
ask(struct db *db, struct id person, int64_t now, const struct pick *pick,
    struct id *asked, struct err *err)
{
	uint8_t seed[DRAW_SEED];
	struct id id = id_new();
	enum err_code rc;

	random_bytes(seed, sizeof(seed));
	rc = sql_review_ask(db,
	    &(struct sql_review_ask_in){.id = id,
		.person = person,
		.module = pick->module->id,
		.item = pick->item->id,
		.bank_hash = {(const char *)pick->module->bank_hash,
		    CATALOG_HASH},
		.seed = {(const char *)seed, sizeof(seed)},
		.asked = now,
		.expires = review_ends(now)},
	    NULL, err);
	if (rc == ERR_NONE)
		*asked = id;
	return rc;
}

enum err_code
review_ask_in(const struct learn *learn, struct db *db, struct arena *arena,
    struct id person, int64_t now, struct review_today *out, struct err *err)
{
	struct review_today today = {0};
	struct sql_review_person_row row;
	struct pick picked = {0};
	bool there = false;
	enum err_code rc = sql_review_person(db, arena,
	    &(struct sql_review_person_in){.person = person}, &there, &row,
	    err);

	if (rc == ERR_NONE && !there)
		return err_set(err, ERR_NOT_FOUND, "there is no such person");
	if (rc == ERR_NONE)
		rc = review_lock_day(db, arena, person, now, &today.left, err);
	if (rc == ERR_NONE && today.left > 0)
		rc =
		    take_open(learn, db, arena, person, now, &today.asked, err);
	if (rc == ERR_NONE && id_is_none(today.asked))
		rc = pick(learn, db, arena, person, now, &picked, err);
	if (rc == ERR_NONE && picked.item != NULL && today.left > 0)
		rc = ask(db, person, now, &picked, &today.asked, err);
	if (rc != ERR_NONE)
		return rc;
	if (id_is_none(today.asked) && picked.item != NULL)
		today.next = (card_day(now) + 1) * CLOCK_DAY;
	else if (id_is_none(today.asked) && picked.next_day > 0)
		today.next = picked.next_day * CLOCK_DAY;
	*out = today;
	return ERR_NONE;
}

struct asking {
	const struct learn *learn;
	struct id person;
	struct review_today today;
};

static enum err_code
ask_tx(struct db *db, void *ctx, struct err *err)
{
	struct asking *a = ctx;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, REVIEW_MEMORY);
	rc = review_ask_in(
	    a->learn, db, &arena, a->person, clock_now(), &a->today, err);
	arena_release(&arena);
	return rc;
}

enum err_code
review_ask(const struct learn *learn, struct id person,
    struct review_today *out, struct err *err)
{
	struct asking a = {.learn = learn, .person = person};
	enum err_code rc = store_write(learn->store, ask_tx, &a, err);

	if (rc == ERR_NONE)
		*out = a.today;
	return rc;
}

/* --- only looking --------------------------------------------------------- */

enum err_code
review_due_in(const struct learn *learn, struct db *db, struct arena *arena,
    struct id person, int64_t now, unsigned *out, struct err *err)
{
	struct sql_review_cards_due_rows rows = {0};
	unsigned left = 0, due = 0;
	enum err_code rc = count_left(db, arena, person, now, &left, err);

	if (rc == ERR_NONE && left > 0)
		rc = sql_review_cards_due(db, arena,
		    &(struct sql_review_cards_due_in){
			.person = person, .today = card_day(now)},
		    &rows, err);
	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < rows.n && due < left; i++)
		due += pick_item(learn->catalog, rows.v[i].module,
			   rows.v[i].item) != NULL;
	*out = due;
	return ERR_NONE;
}

struct looking {
	const struct learn *learn;
	struct id person;
	unsigned due;
};

static enum err_code
due_tx(struct db *db, void *ctx, struct err *err)
{
	struct looking *l = ctx;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, REVIEW_MEMORY);
	rc = review_due_in(
	    l->learn, db, &arena, l->person, clock_now(), &l->due, err);
	arena_release(&arena);
	return rc;
}

enum err_code
review_due(
    const struct learn *learn, struct id person, unsigned *out, struct err *err)
{
	struct looking l = {.learn = learn, .person = person};
	enum err_code rc = store_read(learn->store, due_tx, &l, err);

	if (rc == ERR_NONE)
		*out = l.due;
	return rc;
}

/* --- a weakness came back --------------------------------------------------
 */

struct candidate {
	const struct quiz_item *item;
	double chance;
};

static bool
is_of(struct str objective, const struct catalog_strs *objectives)
{
	for (size_t i = 0; i < objectives->n; i++)
		if (str_eq(objectives->v[i], objective))
			return true;
	return objectives->n == 0;
}

/* The two of the objectives least likely to be known. */
static size_t
weakest(const struct pick_in *in, const struct quiz *quiz,
    const struct catalog_strs *objectives, struct candidate out[REVIEW_A_DAY])
{
	size_t n = 0;

	for (size_t i = 0; i < quiz->items.n; i++) {
		struct candidate c = {&quiz->items.v[i], 0};
		size_t at;

		if (!is_of(c.item->objective, objectives))
			continue;
		for (size_t k = 0; k < in->cards.n; k++)
			if (str_eq(in->cards.v[k].module, quiz->module) &&
			    str_eq(in->cards.v[k].item, c.item->id))
				c.chance = in->cards.v[k].chance;
		for (at = n; at > 0 && c.chance < out[at - 1].chance; at--)
			if (at < REVIEW_A_DAY)
				out[at] = out[at - 1];
		if (at < REVIEW_A_DAY)
			out[at] = c;
		n += n < REVIEW_A_DAY;
	}
	return n;
}

enum err_code
review_make_due(struct db *db, const struct catalog *catalog,
    struct arena *arena, const struct review_early *in, unsigned *made,
    struct err *err)
{
	const struct catalog_module *m = catalog_module(catalog, in->module_id);
	struct candidate found[REVIEW_A_DAY] = {0};
	struct sql_review_passed_module_row pass;
	struct pick_in known = {0};
	bool passed = false;
	size_t n;
	enum err_code rc;

	*made = 0;
	if (m == NULL)
		return ERR_NONE;
	rc = sql_review_passed_module(db, arena,
	    &(struct sql_review_passed_module_in){
		.person = in->person, .module = m->id},
	    &passed, &pass, err);
	if (rc == ERR_NONE && passed)
		rc = load_cards(db, arena, in->person, in->at, &known, err);
	if (rc != ERR_NONE || !passed)
		return rc;
	n = weakest(&known, catalog_quiz(catalog, m), in->objectives, found);
	for (size_t i = 0; i < n && rc == ERR_NONE; i++)
		rc = sql_review_early_add(db,
		    &(struct sql_review_early_add_in){.person = in->person,
			.module = m->id,
			.item = found[i].item->id,
			.finding = in->finding,
			.made = in->at},
		    NULL, err);
	*made = (unsigned)n;
	return rc;
}
