#include "policy/stand.h"

#include <stdlib.h>

#define STANDS_MAX ((size_t)5000000) /* persons */

void
stands_release(struct stands *s)
{
	free(s->v);
	*s = (struct stands){0};
}

bool
stand_worse(enum due_state a, enum due_state b)
{
	static const int weight[] = {
	    [DUE_IS_OVERDUE] = 4,
	    [DUE_IS_DUE] = 3,
	    [DUE_IS_CURRENT] = 2,
	    [DUE_IS_EXCUSED] = 1,
	    [DUE_IS_NOT_OWED] = 0,
	};

	return weight[a] > weight[b];
}

/* The worse of both; of equals the one that is missed for longer. */
void
stand_take(struct stand *into, enum due_state state, int64_t due)
{
	bool longer = state == into->state && due != 0 &&
	    (into->due == 0 || due < into->due);

	if (!longer && !stand_worse(state, into->state))
		return;
	into->state = state;
	into->due = due;
}

static enum err_code
push(struct stands *s, const struct stand *stand, struct err *err)
{
	if (s->n == s->cap) {
		size_t cap = s->cap ? 2 * s->cap : 256;
		struct stand *v;

		if (s->n >= STANDS_MAX)
			return err_set(err, ERR_LIMIT,
			    "there are more than %zu people", STANDS_MAX);
		v = realloc(s->v, cap * sizeof(*v));
		if (v == NULL)
			return err_nomem(err);
		s->v = v;
		s->cap = cap;
	}
	s->v[s->n++] = *stand;
	return ERR_NONE;
}

enum err_code
stands_take(struct stands *s, const struct owed *owed, struct err *err)
{
	enum due_state state =
	    owed->excepted ? DUE_IS_EXCUSED : owed->due.state;
	struct stand stand = {owed->person, state, owed->due.due};

	if (state == DUE_IS_NOT_OWED)
		return ERR_NONE;
	if (s->n == 0 || !id_eq(s->v[s->n - 1].person, owed->person))
		return push(s, &stand, err);
	stand_take(&s->v[s->n - 1], state, owed->due.due);
	return ERR_NONE;
}

enum err_code
stands_merge(struct stands *into, const struct stands *from, struct err *err)
{
	struct stands out = {0};
	size_t a = 0, b = 0;
	enum err_code rc = ERR_NONE;

	while (rc == ERR_NONE && (a < into->n || b < from->n)) {
		int order = a == into->n ? 1
		    : b == from->n       ? -1
					 : memcmp(into->v[a].person.bytes,
					       from->v[b].person.bytes, ID_SIZE);
		struct stand one = order <= 0 ? into->v[a] : from->v[b];

		if (order == 0)
			stand_take(&one, from->v[b].state, from->v[b].due);
		a += order <= 0;
		b += order >= 0;
		rc = push(&out, &one, err);
	}
	if (rc != ERR_NONE) {
		stands_release(&out);
		return rc;
	}
	stands_release(into);
	*into = out;
	return ERR_NONE;
}

static void
note_worst(struct tally_count *c, const struct stand *stand)
{
	size_t at = c->n_worst;

	while (at > 0 && c->worst[at - 1].due > stand->due)
		at--;
	if (at == TALLY_WORST)
		return;
	if (c->n_worst < TALLY_WORST)
		c->n_worst++;
	memmove(&c->worst[at + 1], &c->worst[at],
	    (c->n_worst - 1 - at) * sizeof(c->worst[0]));
	c->worst[at] = (struct tally_person){stand->person, stand->due};
}

void
stand_count(struct tally_count *c, const struct stand *stand)
{
	c->people += stand->state != DUE_IS_NOT_OWED;
	switch (stand->state) {
	case DUE_IS_CURRENT:
		c->current++;
		break;
	case DUE_IS_DUE:
		c->due++;
		break;
	case DUE_IS_EXCUSED:
		c->excused++;
		break;
	case DUE_IS_NOT_OWED:
		break;
	case DUE_IS_OVERDUE:
		c->overdue++;
		if (c->since == 0 || stand->due < c->since)
			c->since = stand->due;
		note_worst(c, stand);
		break;
	}
}

void
stands_count(struct tally_count *count, const struct stands *s)
{
	for (size_t i = 0; i < s->n; i++)
		stand_count(count, &s->v[i]);
}
