/* The questions: ids, objectives, and keys that can be guessed. */
#include <math.h>

#include "catalog/check_part.h"

/* Past these a pool is one in a hundred if nothing is wrong with it. */
#define Z_LIMIT 2.58
static const double chi_limit[] = {0, 6.63, 9.21, 11.34, 13.28}; /* by df */

static size_t
letters(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
	return n;
}

/*
 * The mean length of the keys as a z-score: under "length says nothing" m of
 * the k lengths drawn without replacement have the options' mean, and their
 * variance times (k - m) / (m (k - 1)).  False where all are equally long.
 */
static bool
length_score(const struct quiz_item *item, double *out)
{
	double sum = 0, squares = 0, keys = 0, k = item->n_options, m = 0;
	double mean, variance;

	for (unsigned i = 0; i < item->n_options; i++) {
		double n = (double)letters(item->options[i].text);

		sum += n;
		squares += n * n;
		if (item->options[i].key) {
			keys += n;
			m++;
		}
	}
	mean = sum / k;
	variance = (squares / k - mean * mean) * (k - m) / (m * (k - 1));
	if (variance < 1e-9)
		return false;
	*out = (keys / m - mean) / sqrt(variance);
	return true;
}

static void
check_key_length(struct checking *c, const struct quiz *quiz, const char *file)
{
	double sum = 0, z, one;
	unsigned n = 0;

	for (size_t i = 0; i < quiz->items.n; i++)
		if (quiz->items.v[i].kind <= QUIZ_MULTI &&
		    length_score(&quiz->items.v[i], &one)) {
			sum += one;
			n++;
		}
	z = n > 0 ? sum / sqrt(n) : 0;
	if (fabs(z) > Z_LIMIT)
		problem_line(c->problems, file, 1, "key-length",
		    "right options are %s than wrong ones over the pool: "
		    "z = %+.2f of %u items; at most 2.58 either way is "
		    "accepted",
		    z > 0 ? "longer" : "shorter", z, n);
}

static void
check_key_position(
    struct checking *c, const struct quiz *quiz, const char *file)
{
	double seen[QUIZ_OPTIONS_MAX] = {0}, expected[QUIZ_OPTIONS_MAX] = {0};
	double chi = 0;
	unsigned places = 0;

	for (size_t i = 0; i < quiz->items.n; i++) {
		const struct quiz_item *item = &quiz->items.v[i];

		if (item->kind != QUIZ_SINGLE)
			continue;
		for (unsigned k = 0; k < item->n_options; k++) {
			expected[k] += 1.0 / item->n_options;
			seen[k] += item->options[k].key;
		}
		if (item->n_options > places)
			places = item->n_options;
	}
	for (unsigned k = 0; k < places; k++)
		chi += (seen[k] - expected[k]) * (seen[k] - expected[k]) /
		    expected[k];
	if (places > 1 && chi > chi_limit[places - 1])
		problem_line(c->problems, file, 1, "key-position",
		    "right options stand %.0f, %.0f, %.0f, %.0f, %.0f times in "
		    "places 1 to 5: chi-squared %.2f; at most %.2f is "
		    "accepted",
		    seen[0], seen[1], seen[2], seen[3], seen[4], chi,
		    chi_limit[places - 1]);
}

static bool
same_option(struct checking *c, const struct quiz_item *item)
{
	for (unsigned i = 0; i < item->n_options; i++)
		for (unsigned k = 0; k < i; k++) {
			if (!str_eq(
				item->options[i].text, item->options[k].text))
				continue;
			problem_line(c->problems, item->file,
			    item->options[i].line, "reused-id",
			    "the same %s twice: '%.*s'",
			    item->kind == QUIZ_MATCH       ? "right side"
				: item->kind == QUIZ_ORDER ? "step"
							   : "option",
			    STR_FMT(str_sub(item->options[i].text, 0, 60)));
			return true;
		}
	return false;
}

static bool
same_left(struct checking *c, const struct quiz_item *item)
{
	for (unsigned i = 0; i < item->n_lefts; i++)
		for (unsigned k = 0; k < i; k++) {
			if (!str_eq(item->lefts[i], item->lefts[k]))
				continue;
			problem_line(c->problems, item->file,
			    item->options[i].line, "reused-id",
			    "the same left side twice");
			return true;
		}
	return false;
}

static bool
contains_word(struct str text, struct str words)
{
	for (size_t i = 0; i + words.len <= text.len; i++)
		if (str_eq_case(str_sub(text, i, words.len), words))
			return true;
	return false;
}

/* Of all values of its variables: no two options, or left sides, alike. */
static void
check_distinct(struct checking *c, const struct quiz_item *item)
{
	uint8_t pick[VARS_MAX] = {0};
	struct quiz_item one;
	struct arena arena;

	arena_init(&arena, (size_t)1 << 20);
	do {
		arena_reset(&arena);
		if (!quiz_fill(&arena, item, pick, &one)) {
			c->problems->nomem = true;
			break;
		}
		if (!same_option(c, &one) && !same_left(c, &one))
			continue;
		break;
	} while (vars_next(&item->vars, pick));
	arena_release(&arena);
}

static bool
uses(const struct quiz_item *item, const struct var *var)
{
	bool used = vars_used(var, item->stem) || vars_used(var, item->code);

	for (unsigned i = 0; i < item->n_options; i++)
		used |= vars_used(var, item->options[i].text) ||
		    vars_used(var, item->options[i].why);
	for (unsigned i = 0; i < item->n_lefts; i++)
		used |= vars_used(var, item->lefts[i]);
	for (unsigned i = 0; i < item->n_lines; i++)
		used |= vars_used(var, item->lines[i].why);
	return used;
}

static void
check_vars(struct checking *c, const struct quiz_item *item)
{
	for (unsigned i = 0; i < item->vars.n; i++)
		if (!uses(item, &item->vars.v[i]))
			problem_line(c->problems, item->file, item->line,
			    "seed-vars", "variable '%.*s' is in no text",
			    STR_FMT(item->vars.v[i].name));
}

static void
check_options(struct checking *c, const struct quiz_item *item)
{
	const char *file = item->file;
	static const struct str above[] = {STR_INIT("of the above"),
	    STR_INIT("of the below"), STR_INIT("all of these"),
	    STR_INIT("none of these"), STR_INIT("the other options"),
	    STR_INIT("the options above")};

	for (unsigned i = 0; i < item->n_options; i++) {
		const struct quiz_option *o = &item->options[i];

		for (size_t k = 0; k < NELEM(above); k++)
			if (contains_word(o->text, above[k]))
				problem_line(c->problems, file, o->line,
				    "option-above",
				    "'%.*s': options are shuffled, each "
				    "stands on its own",
				    STR_FMT(above[k]));
	}
	check_distinct(c, item);
	check_vars(c, item);
}

/* Where an id was used first, in this module or one before it. */
static const struct quiz_item *
used_before(struct checking *c, size_t module, size_t item,
    const struct catalog_module **where)
{
	const struct catalog *catalog = c->catalog;
	struct str id = catalog->banks->v[module].items.v[item].id;

	for (size_t m = 0; m <= module; m++) {
		const struct quiz *quiz = &catalog->banks->v[m];

		for (size_t i = 0; i < quiz->items.n; i++) {
			if (m == module && i == item)
				return NULL;
			if (!str_eq(quiz->items.v[i].id, id))
				continue;
			*where = &catalog->modules.v[m];
			return &quiz->items.v[i];
		}
	}
	return NULL;
}

static bool
has_objective(const struct catalog_module *m, struct str id)
{
	for (size_t i = 0; i < m->objectives.n; i++)
		if (str_eq(m->objectives.v[i].id, id))
			return true;
	return false;
}

static void
check_items(struct checking *c, size_t module)
{
	const struct catalog_module *m = &c->catalog->modules.v[module], *other;
	const struct quiz *quiz = &c->catalog->banks->v[module];

	for (size_t i = 0; i < quiz->items.n; i++) {
		const struct quiz_item *item = &quiz->items.v[i], *first;
		const char *file = item->file;

		first = used_before(c, module, i, &other);
		if (first != NULL)
			problem_line(c->problems, file, item->line, "reused-id",
			    "item '%.*s' is already in '%.*s', line %u",
			    STR_FMT(item->id), STR_FMT(other->id), first->line);
		if (!has_objective(m, item->objective))
			problem_line(c->problems, file, item->line,
			    "unknown-id", "the module has no objective '%.*s'",
			    STR_FMT(item->objective));
		check_options(c, item);
	}
}

static void
check_pool(struct checking *c, size_t module)
{
	const struct catalog_module *m = &c->catalog->modules.v[module];
	const struct quiz *quiz = &c->catalog->banks->v[module];
	const char *file = check_path(c, m, "quiz.yaml");

	if (quiz->items.n < 2 * (size_t)quiz->draw)
		problem_line(c->problems, file, 1, "pool",
		    "%zu items for a draw of %u; at least twice the draw is "
		    "accepted",
		    quiz->items.n, quiz->draw);
	for (size_t i = 0; i < m->objectives.n; i++) {
		const struct catalog_objective *o = &m->objectives.v[i];
		unsigned n = 0;

		for (size_t k = 0; k < quiz->items.n; k++)
			n += str_eq(quiz->items.v[k].objective, o->id);
		if (n < CHECK_OBJECTIVE_ITEMS)
			problem_line(c->problems, file, 1, "objective-items",
			    "objective '%.*s' has %u items; at least 4 are "
			    "accepted",
			    STR_FMT(o->id), n);
	}
	check_key_position(c, quiz, file);
	check_key_length(c, quiz, file);
}

void
check_quizzes(struct checking *c)
{
	for (size_t i = 0; i < c->catalog->modules.n; i++) {
		check_items(c, i);
		check_pool(c, i);
	}
}
