/*
 * A year of a company of 300 people, told to the program fact by fact, and what
 * each of them owes on each day of it, against what an oracle in another
 * language makes of the same story:
 *
 *	tests/policy/year.awk ──▶ story ──▶ facts, views, engine ──▶ lines
 *	                            └────▶ tests/policy/oracle.awk ──▶ lines
 */
#include "base/process.h"
#include "policy/story_test.h"

#define FIRST_DAY "2026-01-01"
#define DAYS      365
#define LINES_MAX ((size_t)96 << 20) /* bytes of all lines of one side */
#define SHOWN     10

static const char *const documents[] = {
    "tests/policy/training-v1.yaml", "tests/policy/training-v2.yaml"};

struct lines {
	struct str *v;
	size_t n, cap;
};

struct year {
	struct arena arena;
	struct str told;    /* the story */
	char folder[64];    /* and a file of it, for the oracle */
	struct lines right; /* what the oracle said of all of it, sorted */
};

static int
by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static struct lines
sorted(struct arena *arena, struct str text)
{
	struct lines lines = {0};
	struct str line;

	while (str_next(&text, '\n', &line)) {
		struct str *one;

		if (line.len == 0)
			continue;
		one = ARENA_PUSH(arena, &lines);
		CHECK(one != NULL);
		*one = line;
	}
	qsort(lines.v, lines.n, sizeof(lines.v[0]), by_text);
	return lines;
}

/* Day, person, obligation and thing: a line without what was judged of it. */
static struct str
subject(struct str line)
{
	size_t spaces = 0, i = 0;

	for (; i < line.len; i++)
		if (line.ptr[i] == ' ' && ++spaces == 4)
			break;
	return str_sub(line, 0, i);
}

static void
show(size_t n, struct str engine, struct str oracle)
{
	if (n <= SHOWN)
		print_error("engine: %.*s\noracle: %.*s\n", STR_FMT(engine),
		    STR_FMT(oracle));
}

/* How many lines differ, or are on one side only; loud shows the first. */
static size_t
differences(struct lines engine, struct lines oracle, bool loud)
{
	static const struct str none = STR_INIT("-");
	size_t n = 0, e = 0, o = 0;

	while (e < engine.n || o < oracle.n) {
		struct str a = e < engine.n ? engine.v[e] : none,
			   b = o < oracle.n ? oracle.v[o] : none;
		int order = e == engine.n ? 1
		    : o == oracle.n       ? -1
					  : str_cmp(subject(a), subject(b));

		e += order <= 0;
		o += order >= 0;
		if (order == 0 && str_eq(a, b))
			continue;
		n++;
		if (loud)
			show(n, order <= 0 ? a : none, order >= 0 ? b : none);
	}
	return n;
}

static struct str
run(struct arena *arena, const char *const *argv)
{
	const struct process p = {.argv = argv, .max = LINES_MAX};
	struct process_result result;
	struct err err;

	CHECK_OK(process_run(&p, arena, &result, &err), &err);
	CHECK_INT(result.status, 0);
	CHECK(result.out.len > 0);
	return result.out;
}

static void
begin(struct year *y)
{
	static const char *const maker[] = {
	    "awk", "-f", "tests/policy/year.awk", NULL};
	struct str path;
	struct err err;

	arena_init(&y->arena, 4 * LINES_MAX);
	y->told = run(&y->arena, maker);
	store_test_folder(y->folder);
	path = arena_strf(&y->arena, "%s/year.txt", y->folder);
	CHECK_OK(file_write(path.ptr, y->told, 0644, &err), &err);
}

static void
end(struct year *y)
{
	store_test_folder_gone(y->folder);
	arena_release(&y->arena);
}

/* What the oracle says from a day on to another, counted from 0. */
static struct lines
oracle_says(struct year *y, const char *change_days, int from, int to)
{
	struct str change = arena_strf(&y->arena, "change=%s", change_days),
		   first = arena_strf(&y->arena, "from=%d", from),
		   last = arena_strf(&y->arena, "to=%d", to),
		   path = arena_strf(&y->arena, "%s/year.txt", y->folder);
	const char *const argv[] = {"awk", "-v", change.ptr, "-v", first.ptr,
	    "-v", last.ptr, "-f", "tests/policy/oracle.awk", path.ptr, NULL};

	return sorted(&y->arena, run(&y->arena, argv));
}

/* The story's world, with every module that the policies name. */
static void
open_world(struct story *s, struct store *store, struct arena *arena)
{
	static const char *texts[NELEM(documents)];
	struct err err;

	for (size_t i = 0; i < NELEM(documents); i++) {
		struct str text;

		CHECK_OK(
		    file_read(documents[i], 1 << 20, arena, &text, &err), &err);
		texts[i] = arena_cstr(arena, text);
	}
	story_open(s, store, texts);
	engine_free(s->engine);
	for (int i = 3; i <= 9; i++)
		world_module(&s->world,
		    arena_strf(&s->world.arena, "m%d", i).ptr, "1.0.0");
	world_lab(&s->world, "lab1");
	world_publish(&s->world);
	CHECK_OK(engine_new(store, s->world.catalog, &s->engine, &err), &err);
}

struct telling {
	const struct story *story;
	struct buf *out;
	const char *day;
	struct id person; /* of name */
	struct str name;
};

static enum err_code
tell_owed(const struct owed *o, void *ctx, struct err *err)
{
	struct telling *t = ctx;
	char date[CLOCK_DATE_LEN + 1] = "-";

	if (t->name.ptr == NULL || !id_eq(t->person, o->person)) {
		t->person = o->person;
		t->name = story_name(t->story, o->person);
	}
	if (str_eq(t->name, STR("nobody"))) /* was there before the story */
		return ERR_NONE;
	if (o->due.due > 0)
		clock_write_date(o->due.due, date);
	buf_addf(t->out, "%s %.*s %.*s %.*s %s %s\n", t->day, STR_FMT(t->name),
	    STR_FMT(o->obligation->id), STR_FMT(o->thing->id),
	    due_state_name(o->due.state), date);
	return buf_finish(t->out, err);
}

/* Everybody at noon of each day. */
static struct str
engine_says(struct story *s, struct arena *arena)
{
	int64_t first = story_at(STR(FIRST_DAY)), took = clock_monotonic();
	struct buf out;
	struct str text;
	struct err err;

	buf_init(&out, LINES_MAX);
	for (int d = 0; d < DAYS; d++) {
		char day[CLOCK_DATE_LEN + 1];
		struct telling t = {.story = s, .out = &out, .day = day};
		const struct engine_ask ask = {
		    .now = first + d * CLOCK_DAY + CLOCK_DAY / 2};

		clock_write_date(ask.now, day);
		CHECK_OK(
		    engine_each(s->engine, &ask, tell_owed, &t, &err), &err);
	}
	took = clock_monotonic() - took;
	text = arena_buf(arena, &out);
	CHECK(text.ptr != NULL);
	buf_release(&out);
	printf("engine: %d days in %lld ms\n", DAYS,
	    (long long)(took / (CLOCK_SECOND / 1000)));
	return text;
}

static struct year told;

static void
live(struct store *store)
{
	struct story *s = malloc(sizeof(*s));
	struct lines lines;

	CHECK(s != NULL);
	open_world(s, store, &told.arena);
	story_tell(s, told.told);
	lines = sorted(&told.arena, engine_says(s, &told.arena));
	CHECK(lines.n > (size_t)DAYS * 300 * 3);
	CHECK_INT(differences(lines, told.right, true), 0);
	story_close(s);
	free(s);
}

static void
on_every_day_of_a_year_everybody_owes_what_the_oracle_says(void)
{
	begin(&told);
	told.right = oracle_says(&told, "30", 0, DAYS);
	store_test_each(__func__, true, live);
	end(&told);
}

/* The weeks around the second policy, by a rule that is a day off. */
static void
an_oracle_that_gives_a_day_less_is_found_out(void)
{
	struct year y = {0};
	struct lines right, wrong;

	begin(&y);
	right = oracle_says(&y, "30", 180, 215);
	wrong = oracle_says(&y, "29", 180, 215);
	CHECK_INT(right.n, wrong.n);
	CHECK(differences(right, wrong, false) > 0);
	CHECK_INT(differences(right, right, false), 0);
	end(&y);
}

static void
a_line_that_differs_or_is_missing_is_a_difference(void)
{
	static const struct {
		const char *one, *other;
		size_t n;
	} cases[] = {
	    {"d ana o m due 1\nd ben o m due 1", "d ben o m due 1", 1},
	    {"d ana o m due 1", "d ana o m due 1\nd ana o n due 1", 1},
	    {"d ana o m due 1", "d ana o m due 2", 1},
	    {"d ana o m due 1", "d ana o m overdue 1", 1},
	    {"d ana o m due 1", "d ben o m due 1", 2},
	    {"", "d ana o m due 1\nd ben o m due 1", 2},
	    {"d ben o m due 1\nd ana o m due 1\n",
		"d ana o m due 1\nd ben o m due 1", 0},
	};
	struct arena arena;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(cases); i++)
		CHECK_INT(differences(sorted(&arena, str_from(cases[i].one)),
			      sorted(&arena, str_from(cases[i].other)), false),
		    cases[i].n);
	arena_release(&arena);
}

TEST_MAIN(T(a_line_that_differs_or_is_missing_is_a_difference),
    T(an_oracle_that_gives_a_day_less_is_found_out),
    T(on_every_day_of_a_year_everybody_owes_what_the_oracle_says))
