/* One question: shown, answered once, explained.  See review.h. */
#include "learn/review_part.h"

#include "learn/card.h"
#include "learn/pick.h"
#include "learn/score.h"
#include "learn/sheet.h"
#include "ledger/ledger.h"

/* The question with its keys, from the pool it was asked from. */
struct open {
	struct id id, person;
	struct str module, title, bank_hash;
	const struct quiz_item *item;
	uint8_t shown[QUIZ_OPTIONS_MAX];
	int64_t answered; /* 0 while open */
	struct str chosen;
	bool right;
};

static enum err_code
load(const struct learn *learn, struct db *db, struct arena *arena,
    struct id person, struct id asked, struct open *out, struct err *err)
{
	struct open o = {.id = asked, .person = person};
	struct sql_review_row_row row;
	const struct catalog_module *m;
	bool found = false;
	enum err_code rc = sql_review_row(db, arena,
	    &(struct sql_review_row_in){.id = asked, .person = person}, &found,
	    &row, err);

	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_NOT_FOUND, "no such question");
	if (rc != ERR_NONE)
		return rc;
	m = review_module(learn->catalog, row.module, row.bank_hash, row.item);
	o.answered = row.answered.set ? row.answered.v : 0;
	if (m == NULL || (o.answered == 0 && row.expires <= clock_now()))
		return err_set(
		    err, ERR_CONFLICT, "this question is asked no more");
	o.module = m->id;
	o.title = m->title;
	o.item = quiz_item(catalog_quiz(learn->catalog, m), row.item);
	o.bank_hash = row.bank_hash;
	o.chosen = row.chosen;
	o.right = row.was_right.set && row.was_right.v != 0;
	*out = o;
	return ERR_NONE;
}

/* INTERIM: one choice or several. */
static enum err_code
show(const struct open *o, struct review *r, struct err *err UNUSED)
{
	struct attempt_item *to = &r->question;
	unsigned chosen = 0;

	if (o->answered)
		for (size_t i = 0; i < o->chosen.len; i++)
			if (o->chosen.ptr[i] >= '0' && o->chosen.ptr[i] <= '9')
				chosen |= 1u << (o->chosen.ptr[i] - '0');
	to->stem = o->item->stem;
	to->multi = o->item->multi;
	to->n_options = o->item->n_options;
	to->answered = r->answered;
	r->verdict.right = o->right;
	r->verdict.keys_shown = r->answered && r->passed;
	for (unsigned i = 0; i < to->n_options; i++) {
		to->options[i].text = o->item->options[i].text;
		to->options[i].chosen = chosen >> i & 1;
		if (r->verdict.keys_shown || to->options[i].chosen)
			r->verdict.why[i] = o->item->options[i].why;
		r->verdict.key[i] =
		    r->verdict.keys_shown && o->item->options[i].key;
	}
	return ERR_NONE;
}

static enum err_code
score(struct arena *arena, struct open *o, unsigned chosen, struct err *err)
{
	static const uint8_t same[] = {0, 1, 2, 3, 4};

	if (chosen == 0 || chosen >= 1u << o->item->n_options)
		return err_set(err, ERR_INVALID, "no answer");
	o->right = score_right(o->item, same, chosen);
	o->chosen = STR("[");
	for (unsigned i = 0; i < 5; i++)
		if (chosen >> i & 1)
			o->chosen =
			    arena_strf(arena, "%.*s%s%u", STR_FMT(o->chosen),
				o->chosen.len > 1 ? "," : "", i);
	o->chosen = arena_strf(arena, "%.*s]", STR_FMT(o->chosen));
	return ERR_NONE;
}

/* --- showing ---------------------------------------------------------------
 */

struct call {
	const struct learn *learn;
	struct id person, asked;
	struct arena *arena;
	struct review *out;
	unsigned chosen;
	enum review_surface surface;
	bool wrote;
};

static enum err_code
get_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;
	struct sql_review_passed_module_row pass;
	struct review *r = c->out;
	struct open o;
	enum err_code rc =
	    load(c->learn, db, c->arena, c->person, c->asked, &o, err);

	if (rc != ERR_NONE)
		return rc;
	*r = (struct review){.id = o.id,
	    .module_id = o.module,
	    .title = o.title,
	    .answered = o.answered != 0};
	rc = sql_review_passed_module(db, c->arena,
	    &(struct sql_review_passed_module_in){
		.person = c->person, .module = o.module},
	    &r->passed, &pass, err);
	return rc == ERR_NONE ? show(&o, r, err) : rc;
}

enum err_code
review_get(const struct learn *learn, struct id person, struct id asked,
    struct arena *arena, struct review *out, struct err *err)
{
	struct review made;
	struct call c = {.learn = learn,
	    .person = person,
	    .asked = asked,
	    .arena = arena,
	    .out = &made};
	enum err_code rc = store_read(learn->store, get_tx, &c, err);

	if (rc == ERR_NONE)
		*out = made;
	return rc;
}

/* --- answering -------------------------------------------------------------
 */

static enum err_code
append(struct db *db, struct arena *arena, const struct open *o,
    const struct call *c, int64_t now, struct err *err)
{
	static const char *const surfaces[] = {
	    [REVIEW_WEB] = "web",
	    [REVIEW_TERMINAL] = "terminal",
	    [REVIEW_LINK] = "link",
	};
	const struct ledger_field fields[] = {
	    FIELD_TEXT("module", o->module),
	    FIELD_TEXT("item", o->item->id),
	    FIELD_FLAG("right", o->right),
	    FIELD_INT("rating", o->right ? FSRS_GOOD : FSRS_AGAIN),
	    FIELD_JSON("chosen", o->chosen),
	    FIELD_TEXT("surface", str_from(surfaces[c->surface])),
	    FIELD_HASH("bank", o->bank_hash),
	};
	const struct ledger_fact fact = {.id = o->id,
	    .type = LEDGER_REVIEW_ANSWERED,
	    .at = now,
	    .actor = o->person,
	    .subject = o->person,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, arena, &fact, err);
}

/* One of today's answers is taken here, in the transaction that stores it. */
static enum err_code
take_day(struct db *db, struct id person, int64_t now, struct err *err)
{
	uint64_t changed = 0;
	enum err_code rc = sql_review_day_take(db,
	    &(struct sql_review_day_take_in){
		.person = person, .day = card_day(now), .most = REVIEW_A_DAY},
	    &changed, err);

	if (rc == ERR_NONE && changed == 0)
		return err_set(err, ERR_BUSY,
		    "%d questions a day are enough; this one waits until "
		    "tomorrow",
		    REVIEW_A_DAY);
	return rc;
}

static enum err_code
store_answer(struct db *db, struct arena *arena, struct open *o,
    const struct call *c, int64_t now, struct err *err)
{
	enum err_code rc = take_day(db, o->person, now, err);

	if (rc == ERR_NONE)
		rc = sql_review_answer(db,
		    &(struct sql_review_answer_in){.id = o->id,
			.answered = now,
			.answered_day = card_day(now),
			.chosen = o->chosen,
			.was_right = o->right},
		    NULL, err);
	if (rc == ERR_NONE)
		rc = sql_review_early_done(db,
		    &(struct sql_review_early_done_in){.person = o->person,
			.module = o->module,
			.item = o->item->id},
		    NULL, err);
	return rc == ERR_NONE ? append(db, arena, o, c, now, err) : rc;
}

static enum err_code
answer_in(struct db *db, struct arena *arena, struct call *c, struct err *err)
{
	int64_t now = clock_now();
	unsigned left;
	struct open o;
	enum err_code rc =
	    review_lock_day(db, arena, c->person, now, &left, err);

	c->wrote = false;
	if (rc == ERR_NONE)
		rc = load(c->learn, db, arena, c->person, c->asked, &o, err);
	if (rc != ERR_NONE || o.answered != 0)
		return rc;
	rc = score(arena, &o, c->chosen, err);
	if (rc == ERR_NONE)
		rc = store_answer(db, arena, &o, c, now, err);
	c->wrote = rc == ERR_NONE;
	return rc;
}

static enum err_code
answer_tx(struct db *db, void *ctx, struct err *err)
{
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, REVIEW_MEMORY);
	rc = answer_in(db, &arena, ctx, err);
	arena_release(&arena);
	return rc;
}

enum err_code
review_answer(const struct learn *learn, struct id person, struct id asked,
    unsigned chosen, enum review_surface surface, struct err *err)
{
	struct call c = {.learn = learn,
	    .person = person,
	    .asked = asked,
	    .chosen = chosen,
	    .surface = surface};
	enum err_code rc = store_write(learn->store, answer_tx, &c, err);

	if (rc == ERR_NONE && c.wrote)
		ledger_wake();
	return rc;
}
