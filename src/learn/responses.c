#include "learn/responses.h"

#include "ledger/content.h"

/* Do options and answers have the same meaning in both?  Wording may differ:
   a distractor is the misconception it catches. */
static bool
same_form(const struct quiz_item *a, const struct quiz_item *b)
{
	if (a->multi != b->multi || a->n_options != b->n_options)
		return false;
	for (unsigned i = 0; i < a->n_options; i++)
		if (a->options[i].key != b->options[i].key ||
		    !str_eq(a->options[i].misconception,
			b->options[i].misconception))
			return false;
	return true;
}

struct item_form
responses_form(const struct quiz_item *item)
{
	struct item_form form = {.n_options = item->n_options};

	for (unsigned i = 0; i < item->n_options; i++)
		if (item->options[i].key)
			form.keys |= 1u << i;
	return form;
}

unsigned
responses_chosen(const struct quiz_item *item, struct str answer)
{
	unsigned chosen = 0;
	struct str word;

	while (str_next(&answer, ',', &word)) {
		uint64_t n;

		if (str_u64(word, &n) && n < item->n_options)
			chosen |= 1u << n;
	}
	return chosen;
}

/* Few enough for the simplest sort. */
static void
sort(const struct quiz *quiz, uint32_t *order)
{
	for (uint32_t i = 0; i < quiz->items.n; i++) {
		uint32_t at = i;

		for (; at > 0 &&
		     str_cmp(quiz->items.v[order[at - 1]].id,
			 quiz->items.v[i].id) > 0;
		     at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
}

bool
responses_item(const struct responses *r, struct str id, uint32_t *out)
{
	size_t low = 0, high = r->quiz->items.n;

	while (low < high) {
		size_t mid = (low + high) / 2;
		int c = str_cmp(r->quiz->items.v[r->order[mid]].id, id);

		if (c == 0) {
			*out = r->order[mid];
			return true;
		}
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

enum err_code
responses_begin(const struct learn *learn, struct db *db, struct arena *arena,
    struct str module, struct responses *out, struct err *err)
{
	struct responses r = {.db = db, .arena = arena};

	r.module = catalog_module(learn->catalog, module);
	if (r.module == NULL)
		return err_set(err, ERR_NOT_FOUND, "no such module");
	r.quiz = catalog_quiz(learn->catalog, r.module);
	r.order = ARENA_ARRAY(arena, r.quiz->items.n + 1, uint32_t);
	r.blank = ARENA_ARRAY(arena, r.quiz->items.n + 1, uint64_t);
	r.earlier = ARENA_ARRAY(arena, r.quiz->items.n + 1, uint64_t);
	if (r.order == NULL || r.blank == NULL || r.earlier == NULL)
		return arena_fail(arena, err);
	sort(r.quiz, r.order);
	*out = r;
	return ERR_NONE;
}

/* A pool that cannot be had any more, or no longer be read, is another. */
static enum err_code
compare(struct responses *r, struct responses_bank *bank, struct err *err)
{
	struct quiz old = {0};
	struct str text;
	enum err_code rc = content_get(r->db, r->arena, bank->hash, &text, err);

	if (rc == ERR_NONE)
		rc = quiz_read(text, "quiz.yaml", r->arena, &old, err);
	if (rc == ERR_NOT_FOUND || rc == ERR_SYNTAX || rc == ERR_INVALID ||
	    rc == ERR_UNSUPPORTED)
		return ERR_NONE;
	for (size_t i = 0; rc == ERR_NONE && i < r->quiz->items.n; i++) {
		const struct quiz_item *now = &r->quiz->items.v[i],
				       *then = quiz_item(&old, now->id);

		bank->same[i] = then != NULL && same_form(then, now);
	}
	return rc;
}

static enum err_code
bank_of(struct responses *r, struct str hash, struct responses_bank **out,
    struct err *err)
{
	struct responses_bank *bank;

	for (size_t i = 0; i < r->banks.n; i++)
		if (memcmp(r->banks.v[i].hash, hash.ptr, CATALOG_HASH) == 0) {
			*out = &r->banks.v[i];
			return ERR_NONE;
		}
	bank = ARENA_PUSH(r->arena, &r->banks);
	if (bank == NULL)
		return arena_fail(r->arena, err);
	memcpy(bank->hash, hash.ptr, CATALOG_HASH);
	bank->same = ARENA_ARRAY(r->arena, r->quiz->items.n + 1, bool);
	if (bank->same == NULL)
		return arena_fail(r->arena, err);
	*out = bank;
	if (memcmp(bank->hash, r->module->bank_hash, CATALOG_HASH) != 0)
		return compare(r, bank, err);
	for (size_t i = 0; i < r->quiz->items.n; i++)
		bank->same[i] = true;
	return ERR_NONE;
}

enum err_code
responses_same(struct responses *r, struct str bank_hash, uint32_t item,
    bool *out, struct err *err)
{
	struct responses_bank *bank = NULL;
	enum err_code rc;

	*out = false;
	if (bank_hash.len != CATALOG_HASH)
		return ERR_NONE;
	rc = bank_of(r, bank_hash, &bank, err);
	if (rc == ERR_NONE)
		*out = bank->same[item];
	return rc;
}

static enum err_code
person_of(struct responses *r, struct id person, struct err *err)
{
	struct id *p;

	if (r->people.n > 0 && id_eq(r->last, person))
		return ERR_NONE;
	p = ARENA_PUSH(r->arena, &r->people);
	if (p == NULL)
		return arena_fail(r->arena, err);
	*p = r->last = person;
	return ERR_NONE;
}

enum err_code
responses_add(
    struct responses *r, const struct responses_row *row, struct err *err)
{
	struct response *new;
	uint32_t item;
	bool same;
	enum err_code rc;

	if (!responses_item(r, row->item, &item))
		return ERR_NONE; /* retired */
	rc = responses_same(r, row->bank_hash, item, &same, err);
	if (rc != ERR_NONE)
		return rc;
	r->earlier[item] += !same;
	r->blank[item] += same && row->answer.len == 0;
	if (!same || row->answer.len == 0)
		return ERR_NONE;
	rc = person_of(r, row->person, err);
	if (rc != ERR_NONE)
		return rc;
	new = ARENA_PUSH(r->arena, &r->rows);
	if (new == NULL)
		return arena_fail(r->arena, err);
	*new = (struct response){(uint32_t)r->people.n - 1, item, row->right,
	    (uint8_t)responses_chosen(&r->quiz->items.v[item], row->answer)};
	return ERR_NONE;
}

enum err_code
responses_end(struct responses *r, struct err *err)
{
	struct answers *a = &r->answers;
	enum err_code rc = answers_make(r->arena, (uint32_t)r->people.n,
	    (uint32_t)r->quiz->items.n, r->rows.n, a, err);

	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < r->rows.n; i++) {
		const struct response *row = &r->rows.v[i];

		a->item[i] = row->item;
		a->right[i] = row->right;
		a->chosen[i] = row->chosen;
		a->start[row->person + 1] = i + 1;
	}
	return ERR_NONE;
}
