#include <stdlib.h>

#include "learn/draw.h"
#include "learn/score.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* The right answer of an item, as it was drawn, is an answer, survives being
   shown, and is right. */
static void
check_item(const struct quiz_item *item, struct arena *arena)
{
	const uint8_t seed[DRAW_SEED] = {1, 2, 3};
	struct answer key = score_key(item), shown, back;
	struct answer_form form = draw_form(item);
	struct question_verdict told;
	struct question q;
	struct draw_item d;
	struct err err;

	draw_question(item, seed, &d);
	shown = answer_as_shown(item->kind, d.shown, &key);
	if (answer_check(&form, &shown, &err) != ERR_NONE)
		abort();
	back = answer_to_pool(item->kind, d.shown, &shown);
	if (!answer_eq(&key, &back) || !score_right(item, &back))
		abort();
	if (draw_show(&d, arena, &q, &err) != ERR_NONE ||
	    draw_tell(&d, &key, false, arena, &told, &err) != ERR_NONE ||
	    !told.right ||
	    draw_tell(&d, &key, true, arena, &told, &err) != ERR_NONE ||
	    !told.right || told.n == 0)
		abort();
}

/* Whatever pool is read can be drawn from, and its keys are right. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const uint8_t seed[DRAW_SEED] = {7};
	struct arena arena;
	struct quiz quiz;
	struct draw draw;
	struct err err;

	arena_init(&arena, (size_t)64 << 20);
	if (quiz_read((struct str){(const char *)data, len}, "quiz.yaml",
		&arena, &quiz, &err) == ERR_NONE) {
		draw_make(&quiz, seed, &draw);
		for (size_t i = 0; i < quiz.items.n; i++)
			check_item(&quiz.items.v[i], &arena);
	}
	arena_release(&arena);
	return 0;
}
