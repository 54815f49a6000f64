/* A population in words that people sign. */
#include "policy/population.h"

#include <assert.h>

/*
 * Negations are carried down to what they are about, and what is composed of
 * its own kind goes into one list, so that what is left is a list of lists:
 *
 *	all [access, not any [team, duty]]
 *	everybody who has access to x, is not in the team y and does not have
 *	the duty z
 *
 * A list within another says either or both; one yet deeper has parentheses.
 */
struct writing {
	struct buf *out;
	enum population_kind kind; /* POPULATION_ALL or POPULATION_ANY */
	const char *again;         /* before each but the first: "who " */
	unsigned depth;
	size_t i, n;
};

/* Says what a part comes to: its kind once negations are carried down. */
static const struct population *
bare(const struct population *p, bool * not )
{
	while (p->says.ptr == NULL &&
	    (p->kind == POPULATION_NOT || p->n_parts == 1)) {
		*not ^= p->kind == POPULATION_NOT;
		p = p->parts;
	}
	return p;
}

static bool
is_list(const struct population *p)
{
	return p->says.ptr == NULL && p->n_parts > 1;
}

static enum population_kind
kind_of(const struct population *p, bool not )
{
	bool all = p->kind == POPULATION_ALL;

	return all != not ? POPULATION_ALL : POPULATION_ANY;
}

static void
write_standing(struct buf *out, struct str word, bool not )
{
	static const struct {
		struct str word, is;
	} standings[] = {
	    {STR_INIT("privileged"), STR_INIT("privileged")},
	    {STR_INIT("on-call"), STR_INIT("on call")},
	    {STR_INIT("reviewer"), STR_INIT("a reviewer")},
	    {STR_INIT("management"), STR_INIT("in management")},
	};

	for (size_t i = 0; i < NELEM(standings); i++)
		if (str_eq(word, standings[i].word))
			word = standings[i].is;
	buf_addf(out, "is %s%.*s", not ? "not " : "", STR_FMT(word));
}

static void
write_leaf(struct buf *out, const struct population *p, bool not )
{
	static const char *const says[][2] = {
	    [POPULATION_ROLE] = {"has the role ", "does not have the role "},
	    [POPULATION_TEAM] = {"is in the team ", "is not in the team "},
	    [POPULATION_UNIT] = {"is in the unit ", "is not in the unit "},
	    [POPULATION_EMPLOYMENT] = {"is employed as ",
		"is not employed as "},
	    [POPULATION_STACK] = {"works in ", "does not work in "},
	    [POPULATION_DUTY] = {"has the duty ", "does not have the duty "},
	    [POPULATION_ACCESS] = {"has access to ", "has no access to "},
	    [POPULATION_PERSON] = {"is ", "is not "},
	};

	if (p->says.ptr != NULL) {
		write_standing(out, p->says, not );
		return;
	}
	assert(p->n_words > 0); /* nobody means everybody within another */
	buf_add(out, str_from(says[p->kind][not ]));
	for (size_t i = 0; i < p->n_words; i++)
		buf_addf(out, "%s%.*s",
		    i == 0                    ? ""
			: i + 1 == p->n_words ? " or "
					      : ", ",
		    STR_FMT(p->words[i]));
}

/* How many the list of a kind has, lists of that kind in it gone into. */
static size_t
count(const struct population *p, bool not, enum population_kind kind,
    bool *lists)
{
	size_t n = 0;

	p = bare(p, &not );
	if (!is_list(p) || kind_of(p, not ) != kind) {
		*lists |= is_list(p);
		return 1;
	}
	for (size_t i = 0; i < p->n_parts; i++)
		n += count(&p->parts[i], not, kind, lists);
	return n;
}

static void write_list(
    struct writing *w, const struct population *p, bool not );

/* A list of the other kind within one. */
static void
write_inner(const struct writing *outer, const struct population *p, bool not )
{
	struct writing w = {.out = outer->out,
	    .kind = kind_of(p, not ),
	    .again = "",
	    .depth = outer->depth + 1};
	bool lists = false;

	w.n = count(p, not, w.kind, &lists);
	buf_add(w.out, w.depth > 1 ? STR("(") : STR(""));
	if (w.kind == POPULATION_ANY)
		buf_add(w.out, STR("either "));
	else if (w.n == 2)
		buf_add(w.out, STR("both "));
	write_list(&w, p, not );
	buf_add(w.out, w.depth > 1 ? STR(")") : STR(""));
}

static void
write_item(struct writing *w, const struct population *p, bool not )
{
	if (w->i > 0) {
		buf_add(w->out,
		    w->i + 1 < w->n                 ? STR(", ")
			: w->kind == POPULATION_ANY ? STR(" or ")
						    : STR(" and "));
		buf_add(w->out, str_from(w->again));
	}
	w->i++;
	if (is_list(p))
		write_inner(w, p, not );
	else
		write_leaf(w->out, p, not );
}

static void
write_list(struct writing *w, const struct population *p, bool not )
{
	p = bare(p, &not );
	if (!is_list(p) || kind_of(p, not ) != w->kind) {
		write_item(w, p, not );
		return;
	}
	for (size_t i = 0; i < p->n_parts; i++)
		write_list(w, &p->parts[i], not );
}

void
population_write(struct buf *out, const struct population *p)
{
	struct writing w = {.out = out};
	bool not = false, lists = false;

	buf_add(out, STR("everybody"));
	p = bare(p, &not );
	if (p->says.ptr == NULL && p->n_parts == 0 && p->n_words == 0)
		return;
	w.kind = kind_of(p, not );
	w.n = count(p, not, w.kind, &lists);
	w.again = lists ? "who " : "";
	buf_add(out, STR(" who "));
	write_list(&w, p, not );
}
