#ifndef LEARN_RESPONSES_H
#define LEARN_RESPONSES_H

#include "catalog/quiz.h"
#include "learn/attempt.h"
#include "stats/item.h"

/*
 * First answers to a module's questions, within the folder, made ready for
 * statistics:
 *
 *	responses_begin()            the questions as they are now
 *	responses_add() ... row by row, a person's together
 *	responses_end()              .answers
 *
 * An answer counts for the question as it is now: where the pool it was given
 * to had another key, other options or other misconceptions in their places,
 * it is an answer to an earlier form and is only counted.  Left blank is
 * counted too, and neither right nor wrong.
 */
struct response {
	uint32_t person, item;
	uint8_t right, chosen;
};

struct responses_bank {
	uint8_t hash[CATALOG_HASH];
	bool *same; /* one a question of now */
};

struct responses {
	const struct quiz *quiz;
	const struct catalog_module *module;
	struct db *db;
	struct arena *arena;
	uint32_t *order; /* of the questions, by id */
	struct {
		struct responses_bank *v;
		size_t n, cap;
	} banks;
	struct {
		struct response *v;
		size_t n, cap;
	} rows;
	struct id last; /* person added last */
	struct {
		struct id *v;
		size_t n, cap;
	} people;
	uint64_t *blank, *earlier; /* one a question */
	struct answers answers;    /* once ended */
};

/* ERR_NOT_FOUND for an unknown module. */
enum err_code responses_begin(const struct learn *learn, struct db *db,
    struct arena *arena, struct str module, struct responses *out,
    struct err *err) MUST_USE;

struct responses_row {
	struct id person;
	struct str item, answer; /* "0,2" */
	bool right;
	struct str bank_hash; /* or STR_NONE */
};
enum err_code responses_add(struct responses *r,
    const struct responses_row *row, struct err *err) MUST_USE;

enum err_code responses_end(struct responses *r, struct err *err) MUST_USE;

/* The number of a question; false where there is none of that id. */
bool responses_item(const struct responses *r, struct str id, uint32_t *out);

/* Whether an answer given to the pool of that hash is one to the question as
   it is now. */
enum err_code responses_same(struct responses *r, struct str bank_hash,
    uint32_t item, bool *out, struct err *err) MUST_USE;

/* The options chosen, as bits; 0 where the kind has no options to count. */
unsigned responses_chosen(const struct quiz_item *item, struct str answer);

/* What of an item is counted by option: 0 options where its kind has none. */
struct item_form responses_form(const struct quiz_item *item);

#endif
