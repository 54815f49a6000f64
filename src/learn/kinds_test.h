#ifndef LEARN_KINDS_TEST_H
#define LEARN_KINDS_TEST_H

/* A world with a module m3 of all kinds of questions, for tests: five of each,
   of which ten are asked. */
#include "learn/world_test.h"

static const char kinds_head[] = "module: m3\ndraw: 10\npass: 80\nitems:\n";
static const char kinds_one[] =
    "  - id: spot-%d\n    objective: spot\n    level: hard\n"
    "    kind: spot-line\n    stem: \"Which line? %d\"\n"
    "    code:\n      lang: python\n      text: |\n"
    "        n = 1\n        m = ${limit}\n\n        if n:\n"
    "            m = 0\n"
    "    seed_vars:\n      limit: [10, 20, 30]\n"
    "      port: {min: 8000, max: 8002}\n"
    "    key_lines: [2, 5]\n    why: \"secret of ${limit}\"\n"
    "    lines:\n"
    "      - {line: 1, why: \"w1\", misconception: a-b}\n"
    "      - {line: 4, why: \"w4 ${port}\", misconception: a-b}\n"
    "  - id: order-%d\n    objective: order\n    level: hard\n"
    "    kind: order\n    stem: \"In what order? %d\"\n    options:\n"
    "      - {text: \"first\", why: \"y0\"}\n"
    "      - {text: \"second\", why: \"y1\"}\n"
    "      - {text: \"third\", why: \"y2\"}\n"
    "      - {text: \"fourth\", why: \"y3\"}\n"
    "  - id: match-%d\n    objective: match\n    level: hard\n"
    "    kind: match\n    stem: \"What belongs together? %d\"\n"
    "    pairs:\n"
    "      - {left: \"l0\", right: \"r0\", why: \"p0\"}\n"
    "      - {left: \"l1\", right: \"r1\", why: \"p1\"}\n"
    "      - {left: \"l2\", right: \"r2\", why: \"p2\"}\n"
    "    decoys:\n"
    "      - {right: \"d0\", why: \"q0\", misconception: a-b}\n"
    "  - id: pin-%d\n    objective: pin\n    level: fair\n"
    "    kind: multi\n    stem: \"Which? %d\"\n    options:\n"
    "      - {text: \"o0\", why: \"z0\", key: true}\n"
    "      - {text: \"o1\", why: \"z1\", key: true}\n"
    "      - {text: \"o2\", why: \"z2\", misconception: a-b}\n"
    "      - {text: \"o3\", why: \"z3\", misconception: a-b, pin: true}\n";

static inline void
open_kinds(struct world *w, struct store *store)
{
	struct str text;
	struct buf b;

	world_open(w, store);
	buf_init(&b, 1 << 20);
	buf_add(&b, str_from(kinds_head));
	for (int i = 0; i < 5; i++)
		buf_addf(&b, kinds_one, i, i, i, i, i, i, i, i);
	text = arena_buf(&w->arena, &b);
	buf_release(&b);
	world_module(w, "m3", "1.0.0");
	world_put(w, "modules/m3/quiz.yaml", text);
	world_publish(w);
}

/* A question of the attempt of that kind. */
static inline unsigned
no_of(const struct attempt *a, enum quiz_kind kind)
{
	for (unsigned i = 0; i < a->n_items; i++)
		if (a->items[i].form.kind == kind)
			return i + 1;
	fail_msg("no question of kind %d was drawn", kind);
	return 0;
}

#endif
