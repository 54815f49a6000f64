#include "policy/clicks.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
people_hold(const struct gophish *g)
{
	size_t sent = 0;

	for (size_t i = 0; i < g->people.n; i++) {
		const struct gophish_person *p = &g->people.v[i];

		sent += p->did[GOPHISH_SENT];
		for (int what = 0; what < GOPHISH_WHATS; what++)
			if (p->did[what] && !p->did[GOPHISH_SENT])
				abort();
		for (size_t k = 0; k < i && k < 50; k++)
			if (str_eq(p->email, g->people.v[k].email))
				abort();
	}
	if (sent != g->sent || sent == 0 || g->sent_at <= 0)
		abort();
	for (size_t i = 0; i < g->events.n; i++) {
		const struct gophish_event *e = &g->events.v[i];

		if (e->person >= g->people.n ||
		    !g->people.v[e->person].did[e->what])
			abort();
	}
}

static void
counts_hold(const struct clicks *c)
{
	size_t held = 0;

	for (int i = 0; i < CLICKS_REASONS; i++)
		held += c->held[i];
	if (held > c->all || c->clicked + c->suppressed > c->sent ||
	    c->opened > c->sent || c->reported > c->sent ||
	    c->submitted > c->clicked || c->clicked > c->opened ||
	    c->both > c->clicked || c->both > c->reported)
		abort();
}

/* Whatever is accepted, by either reader, is a campaign whose numbers do not
   contradict each other; a stricter rule never makes more people click. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const struct clicks_rules rules[] = {
	    {0, 0, 0}, {10, 5, 30}, {3600, 2, 3600}};
	struct str text = {(const char *)data, len};
	struct gophish g = {0};
	struct clicks c;
	struct arena arena;
	struct err err;
	size_t clicked = SIZE_MAX;

	arena_init(&arena, 64 << 20);
	if (gophish_read(text, &arena, &g, &err) == ERR_NONE) {
		people_hold(&g);
		for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
			if (clicks_count(&g, &rules[i], &arena, &c, &err) !=
			    ERR_NONE)
				break;
			counts_hold(&c);
			if (c.clicked > clicked)
				abort();
			clicked = c.clicked;
		}
	}
	arena_release(&arena);
	return 0;
}
