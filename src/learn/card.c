#include "learn/card.h"

#include "sql/review.h"

#define DAYS_MAX 1000000 /* what FSRS takes */

static const struct fsrs_rule rule = {FSRS_RETENTION, false};

int64_t
card_day(int64_t at)
{
	return at / CLOCK_DAY - (at % CLOCK_DAY < 0);
}

static struct fsrs_card
memory(int64_t stability, int64_t difficulty)
{
	return (struct fsrs_card){.stability = stability,
	    .difficulty = difficulty,
	    .phase = FSRS_REVIEW};
}

double
card_chance(int64_t stability, int64_t difficulty, int64_t last_at, int64_t now)
{
	struct fsrs_card card = memory(stability, difficulty);

	return fsrs_chance(
	    &card, ((double)now - (double)last_at) / (double)CLOCK_DAY);
}

/* One answer to one question. */
struct answer {
	const struct ledger_entry *entry;
	struct str module, item;
	bool right;
};

static int64_t
days_between(int64_t from, int64_t to)
{
	int64_t days = card_day(to) - card_day(from);

	if (days < 0)
		return 0;
	return days < DAYS_MAX ? days : DAYS_MAX;
}

static enum err_code
answered(
    struct db *db, struct arena *arena, const struct answer *a, struct err *err)
{
	const struct ledger_entry *e = a->entry;
	struct sql_review_card_now_row was = {0};
	struct fsrs_card card = {0};
	int64_t elapsed = 0;
	unsigned days = 0;
	bool known = false;
	enum err_code rc = sql_review_card_now(db, arena,
	    &(struct sql_review_card_now_in){
		.person = e->subject, .module = a->module, .item = a->item},
	    &known, &was, err);

	if (rc != ERR_NONE || (known && was.seq_from >= (int64_t)e->seq))
		return rc; /* twice in one fact: the first stands */
	if (known) {
		card = memory(was.stability, was.difficulty);
		elapsed = days_between(was.last_at, e->at);
	}
	rc = fsrs_answer(&card, a->right ? FSRS_GOOD : FSRS_AGAIN, elapsed,
	    &rule, &days, err);
	if (rc == ERR_NONE && known)
		rc = sql_review_card_end(db,
		    &(struct sql_review_card_end_in){.person = e->subject,
			.module = a->module,
			.item = a->item,
			.seq = (int64_t)e->seq},
		    NULL, err);
	if (rc != ERR_NONE)
		return rc;
	return sql_review_card_add(db,
	    &(struct sql_review_card_add_in){.person = e->subject,
		.module = a->module,
		.item = a->item,
		.stability = card.stability,
		.difficulty = card.difficulty,
		.answers = was.answers + (was.answers < CARD_ANSWERS_MAX),
		.lapses = was.lapses +
		    (known && !a->right && was.lapses < CARD_ANSWERS_MAX),
		.last_right = a->right,
		.last_at = e->at,
		.due_day = card_day(e->at) + days,
		.seq_from = (int64_t)e->seq},
	    NULL, err);
}

/* {"chosen":[1],"id":"...","right":true,...}; without a choice it was not
   answered, and tells nothing. */
static bool
answered_item(const struct json *item, struct answer *a)
{
	const struct json *chosen = json_get(item, "chosen");

	a->item = json_opt_str(item, "id");
	a->right = json_opt_flag(item, "right", false);
	return a->item.len > 0 && chosen != NULL &&
	    chosen->kind == JSON_IS_LIST && chosen->n > 0;
}

static enum err_code
attempt(struct db *db, struct arena *arena, struct answer *a, struct err *err)
{
	const struct json *items = ledger_json(a->entry, "items");
	enum err_code rc = ERR_NONE;

	if (items == NULL || items->kind != JSON_IS_LIST)
		return ERR_NONE;
	for (size_t i = 0; i < items->n && rc == ERR_NONE; i++)
		if (answered_item(&items->items[i].value, a))
			rc = answered(db, arena, a, err);
	return rc;
}

enum err_code
card_apply(struct db *db, struct arena *arena, const struct ledger_entry *entry,
    struct err *err)
{
	struct answer a = {
	    .entry = entry, .module = ledger_text(entry, "module")};

	if (id_is_none(entry->subject) || a.module.len == 0)
		return ERR_NONE;
	if (entry->type == LEDGER_ATTEMPT_SUBMITTED)
		return attempt(db, arena, &a, err);
	a.item = ledger_text(entry, "item");
	a.right = ledger_flag(entry, "right", false);
	return a.item.len > 0 ? answered(db, arena, &a, err) : ERR_NONE;
}
