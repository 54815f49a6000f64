#include "catalog/folder_test.h"

/* text with its first 'from' made 'to' */
static struct str
replaced(struct str text, const char *from, const char *to)
{
	size_t at = str_find(text, str_from(from));

	if (at == text.len)
		fail_msg("'%s' is not in the file", from);
	return arena_strf(&arena, "%.*s%s%.*s", STR_FMT(str_sub(text, 0, at)),
	    to, STR_FMT(str_from_at(text, at + strlen(from))));
}

/* every 'from' made 'to' */
static struct str
all_replaced(struct str text, const char *from, const char *to)
{
	while (str_find(text, str_from(from)) < text.len)
		text = replaced(text, from, to);
	return text;
}

/* One item of each other kind, behind the good ones: from line 325 on. */
static const char kinds[] =
    "  - id: k-order\n    objective: o1\n    level: fair\n"
    "    kind: order\n    stem: \"in what order\"\n    options:\n"
    "      - {text: \"step a\", why: \"wa\"}\n"
    "      - {text: \"step b\", why: \"wb\"}\n"
    "      - {text: \"step c\", why: \"wc\"}\n"
    "  - id: k-match\n    objective: o1\n    level: fair\n"
    "    kind: match\n    stem: \"what belongs together\"\n    pairs:\n"
    "      - {left: \"left a\", right: \"right a\", why: \"pa\"}\n"
    "      - {left: \"left b\", right: \"right b\", why: \"pb\"}\n"
    "      - {left: \"left c\", right: \"right c\", why: \"pc\"}\n"
    "    decoys:\n"
    "      - {right: \"right d\", why: \"pd\", misconception: a-b}\n"
    "  - id: k-spot\n    objective: o1\n    level: fair\n"
    "    kind: spot-line\n    stem: \"which line\"\n"
    "    code:\n      lang: python\n      text: |\n"
    "        a = 1\n        b = ${n}\n        c = 3\n        d = ${w}\n"
    "    seed_vars:\n      n: {min: 1, max: 3}\n      w: [x, y]\n"
    "    key_lines: [2]\n    why: \"it is ${n}\"\n"
    "    lines:\n"
    "      - {line: 1, why: \"w1\", misconception: a-b}\n"
    "      - {line: 3, why: \"w3\", misconception: a-b}\n"
    "  - id: k-vars\n    objective: o1\n    level: fair\n"
    "    kind: single\n    stem: \"how many of ${some}\"\n"
    "    seed_vars:\n      some: [seven, eight]\n    options:\n"
    "      - {text: \"seven\", why: \"v\", key: true}\n"
    "      - {text: \"nine\", why: \"v\", misconception: a-b}\n"
    "      - {text: \"ten\", why: \"v\", misconception: a-b, pin: true}\n";

/* Two questions that ask nearly the same. */
static const char twins[] =
    "stem: \"the server reads a body of JSON and asks the store for a row "
    "of that name, what comes back\"";

static struct str
all_kinds(void)
{
	return arena_strf(&arena, "%.*s%s", STR_FMT(good_quiz()), kinds);
}

enum file {
	MODULE,
	QUIZ,
	MICRO,
	CONTROLS,
	TRIGGERS,
	COURSE,
	FACTS,
	KINDS,
	PATH
};

static struct str
original(enum file file)
{
	switch (file) {
	case MODULE:
		return good_module();
	case QUIZ:
		return good_quiz();
	case MICRO:
		return str_from(micro);
	case CONTROLS:
		return str_from(controls);
	case TRIGGERS:
		return str_from(triggers);
	case COURSE:
		return str_from(course);
	case KINDS:
		return all_kinds();
	case PATH:
		return str_from(path);
	default:
		return str_from(facts);
	}
}

static const char *const names[] = {"modules/m1/module.md",
    "modules/m1/quiz.yaml", "modules/m1/micro.md", "controls/soc2.yaml",
    "triggers.yaml", "courses/c1.yaml", "facts/owasp-top10-2025.csv",
    "modules/m1/quiz.yaml", "paths/p1.yaml"};

/* The first problem with the rule, without the folder; NONE: none has it. */
static struct str
problem_of(const struct problems *problems, const char *rule)
{
	struct str end = arena_strf(&arena, "[%s]", rule);

	for (size_t i = 0; i < problems->n; i++)
		if (str_ends(problems->v[i].text, end))
			return str_from_at(
			    problems->v[i].text, strlen(folder) + 1);
	return STR_NONE;
}

#define TEN "ten bytes "
#define LONG                                                                \
	TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN \
	    TEN TEN TEN "!" /* 201 */

static const struct {
	const char *rule;
	enum file file;
	const char *from, *to, *message;
} bad[] = {
    {"format", MODULE, "title: Injection", "title: Injection\ntitel: x",
	"modules/m1/module.md:5:1: unknown key 'titel'; accepted: id "
	"version title"},
    {"format", MODULE, "---\n", "", "modules/m1/module.md:1: no front"},
    {"format", QUIZ, "draw: 10", "draw: 9",
	"modules/m1/quiz.yaml:2:7: 'draw' is not a whole number from "
	"10 to 40"},
    {"id", MODULE, "id: m1", "id: m2",
	"modules/m1/module.md:2:5: id 'm2' in the folder 'm1'"},
    {"version", MODULE, "1.0.0", "1.0",
	"modules/m1/module.md:3:10: version '1.0'"},
    {"format", COURSE, "validity_months: 12",
	"validity_months: 0\nwindow: {closes: 2026-12-31, days: 30}",
	"courses/c1.yaml:5:9: a window needs a period in which it returns: "
	"'validity_months' of 1 or more"},
    {"format", COURSE, "validity_months: 12",
	"validity_months: 12\nwindow: {closes: 2026-02-30, days: 30}",
	"courses/c1.yaml:5:18: "},
    {"format", COURSE, "validity_months: 12",
	"validity_months: 12\nwindow: {closes: 2026-12-31, days: 337}",
	"courses/c1.yaml:5:36: 'days' is not a whole number from 1 to 336"},
    {"format", COURSE, "validity_months: 12",
	"validity_months: 12\nminimum_active_months: 6",
	"courses/c1.yaml:5:24: 'minimum_active_months' goes with a 'window'"},
    {"format", COURSE, "validity_months: 12",
	"validity_months: 12\nminimum_active_months: 13\n"
	"window: {closes: 2026-12-31, days: 30}",
	"courses/c1.yaml:5:24: 'minimum_active_months' is more than"},
    {"format", COURSE, "validity_months: 12",
	"validity_months: 12\nmonths_are: lunar",
	"courses/c1.yaml:5:13: 'months_are' is 'lunar'; same-date and"},
    {"format", COURSE, "validity_months: 12",
	"validity_months: 12\nrecertify_days: -1",
	"courses/c1.yaml:5:17: 'recertify_days' is not a whole number from 0 "
	"to 365"},
    {"unknown-id", COURSE, "[m1]", "[m1, m9]",
	"courses/c1.yaml:3:15: no module 'm9'"},
    {"unknown-id", PATH, "id: m1", "id: m9",
	"paths/p1.yaml:6:10: no module 'm9'; what is not written yet stands"},
    {"unknown-id", PATH, "id: l1", "id: l9", "paths/p1.yaml:8:10: no lab 'l9'"},
    {"id", PATH, "id: p1", "id: p2",
	"paths/p1.yaml:1:5: id 'p2' in the file of 'p1'"},
    {"stack", PATH, "[go]", "[cobol]",
	"paths/p1.yaml:4:10: 'cobol' is no stack"},
    {"stack", PATH, "{id: m1, why: Because}",
	"id: m1\n    why: x\n    stacks: [cobol]",
	"paths/p1.yaml:8:14: 'cobol' is no stack"},
    {"reused-id", PATH, "planned", "  - {id: l1, why: Again}\nplanned",
	"paths/p1.yaml:9:5: 'l1' twice in the path"},
    {"format", PATH, "why: Because", "because: x",
	"paths/p1.yaml:6:14: unknown key 'because'"},
    {"format", PATH, "planned: [More]", "planed: [More]",
	"paths/p1.yaml:9:1: unknown key 'planed'"},
    {"format", PATH, "planned: [More]", "", "paths/p1.yaml"},
    {"unknown-id", TRIGGERS, "section: cwe-89", "section: cwe-90",
	"triggers.yaml:4:14: the micro lesson of 'm1' has no section "
	"'cwe-90'"},
    {"unknown-id", TRIGGERS, "section: cwe-89\n",
	"section: cwe-89\n    objectives: [o1, o9]\n",
	"triggers.yaml:5:22: 'm1' has no objective 'o9'"},
    {"unknown-id", QUIZ, "objective: o1", "objective: o2",
	"modules/m1/quiz.yaml:5: the module has no objective 'o2'"},
    {"unknown-id", MODULE, "text: First", "text: First\n    section: two",
	"modules/m1/module.md:11:3: the text has no section 'two'"},
    {"reused-id", QUIZ, "id: m1-01", "id: m1-00",
	"modules/m1/quiz.yaml:23: item 'm1-00' is already in 'm1', "
	"line 5"},
    {"option-count", QUIZ,
	"      - text: \"option 1\"\n"
	"        misconception: a-belief\n"
	"        why: \"because of 1, item 0, and so it is\"\n"
	"      - text: \"option 2\"\n"
	"        misconception: a-belief\n"
	"        why: \"because of 2, item 0, and so it is\"\n",
	"", "modules/m1/quiz.yaml:11:7: 2 options; 3 to 5 are accepted"},
    {"key-count", QUIZ, "misconception: a-belief", "key: true",
	"modules/m1/quiz.yaml:11:7: 2 options with 'key: true'"},
    {"option-why", QUIZ,
	"        why: \"because of 0, item 0, and so it is\"\n", "",
	"modules/m1/quiz.yaml:11:9: option without 'why'"},
    {"misconception", QUIZ, "misconception: a-belief", "key: false",
	"modules/m1/quiz.yaml:14:9: wrong option without the "
	"'misconception'"},
    {"pool", QUIZ, "draw: 10", "draw: 11",
	"modules/m1/quiz.yaml:1: 20 items for a draw of 11"},
    {"option-above", QUIZ, "text: \"option 1\"", "text: \"All of the above\"",
	"modules/m1/quiz.yaml:14: 'of the above'"},
    {"objective-items", MODULE, "    text: First\n",
	"    text: First\n  - id: o2\n    text: Second\n",
	"modules/m1/quiz.yaml:1: objective 'o2' has 0 items"},
    {"cwe-category", MODULE, "cwe: [89]", "cwe: [89, 22]",
	"modules/m1/module.md:6:11: CWE-22 is not in A05:2025"},
    {"control", MODULE, "soc2:CC1.4", "soc2:CC9.9",
	"modules/m1/module.md:7:12: 'soc2:CC9.9' stands in no file"},
    {"format", CONTROLS, "customary:", "costumary:",
	"controls/soc2.yaml:14:5: unknown key 'costumary'; accepted: id "
	"paraphrase focus customary asks"},
    {"format", CONTROLS, "title: SOC 2\n", "",
	"controls/soc2.yaml:1:1: key 'title' is missing"},
    {"format", CONTROLS, "source: {title: TSC, url: \"https", "x: {t: \"https",
	"controls/soc2.yaml:4:1: unknown key 'x'"},
    {"format", CONTROLS, "https://e.example/tsc", "http://e.example/tsc",
	"controls/soc2.yaml:4:27: 'url' does not begin with https://"},
    {"id", CONTROLS, "framework: soc2", "framework: soc1",
	"controls/soc2.yaml:1: framework 'soc1' in the file of 'soc2'"},
    {"id", CONTROLS, "framework: soc2", "framework: SOC/2",
	"controls/soc2.yaml:1:12: framework 'SOC/2'; a-z, 0-9 and -"},
    {"id", CONTROLS, "id: CC9.2", "id: CC:9.2",
	"controls/soc2.yaml:11:9: control id 'CC:9.2'; up to 40 letters"},
    {"reused-id", CONTROLS, "id: CC9.2", "id: CC1.4",
	"controls/soc2.yaml:11:9: control 'CC1.4' is already in line 10"},
    {"length", CONTROLS, "Vendors too", LONG,
	"controls/soc2.yaml:12:17: paraphrase of 201 characters; at most 200"},
    {"length", CONTROLS, "Contracts say so", LONG,
	"controls/soc2.yaml:13:13: a point of focus of 201 characters"},
    {"length", CONTROLS, "A list of vendors", LONG LONG LONG,
	"controls/soc2.yaml:14:16: customary of 603 characters; at most 500"},
    {"format", CONTROLS, "[Contracts say so]", "[]",
	"controls/soc2.yaml:13:12: 'focus' is empty; leave it out"},
    {"format", CONTROLS, "[third-party, acknowledge]", "[]",
	"controls/soc2.yaml:15:11: 'asks' is empty; leave it out"},
    {"unknown-id", CONTROLS, "acknowledge]", "acknowledgement]",
	"controls/soc2.yaml:15:25: 'acknowledgement' is no kind; accepted: "
	"policy curriculum assign-initial"},
    {"reused-id", CONTROLS, "acknowledge]", "third-party]",
	"controls/soc2.yaml:15:25: 'third-party' twice"},
    {"format", CONTROLS, "{months: 12, ", "{months: 12, days: 365, ",
	"controls/soc2.yaml:16:12: 'every' has both months and days; one of"},
    {"format", CONTROLS, "{months: 12, ", "{",
	"controls/soc2.yaml:16:12: 'every' has neither months nor days"},
    {"format", CONTROLS, "{months: 12, ", "{years: 1, ",
	"controls/soc2.yaml:16:13: unknown key 'years'; accepted: months days"},
    {"format", CONTROLS, "{months: 12, ", "{months: 0, ",
	"controls/soc2.yaml:16:21: 'months' is not a whole number from 1 to"},
    {"format", CONTROLS, "365-days", "366-days",
	"controls/soc2.yaml:16:34: 'reading' is '366-days'; same-date and "
	"365-days"},
    {"format", CONTROLS, "months: 12", "months: 18",
	"controls/soc2.yaml:16:34: 365-days goes with whole years"},
    {"format", CONTROLS, "months: 12", "days: 365",
	"controls/soc2.yaml:16:33: 'reading' goes with months; days have one"},
    {"format", CONTROLS, "first_days: 30", "first_days: 0",
	"controls/soc2.yaml:17:17: 'first_days' is not a whole number from 1 "
	"to 365"},
    {"unknown-id", CONTROLS, "      strict:", "      stricter:",
	"controls/soc2.yaml:20:9: the file declares no profile 'stricter'"},
    {"format", CONTROLS, "keep_years: 5", "keep_days: 5",
	"controls/soc2.yaml:21:9: unknown key 'keep_days'; accepted: every "
	"review first_days"},
    {"format", CONTROLS, "{days: 90}", "{days: 90, months: 3}",
	"controls/soc2.yaml:20:16: 'every' has both"},
    {"reused-id", CONTROLS, "controls:",
	"  - id: strict\n    title: Again\n"
	"    source: {title: S, url: \"https://e.example/s\"}\ncontrols:",
	"controls/soc2.yaml:9:9: profile 'strict' twice"},
    {"lock", MODULE, "WORDS", "Words",
	"modules/m1/module.md:3:10: the files changed and version "
	"1.0.0 did not"},
    {"lock", QUIZ, "question 3", "question three",
	"modules/m1/module.md:3:10: the files changed"},
    {"lock", MODULE, "1.0.0", "0.9.9",
	"modules/m1/module.md:3:10: version 0.9.9 is below"},
    {"lock", MODULE, "1.0.0", "1.1.0",
	"modules/m1/module.md:3:10: version 1.1.0 is not in "
	"versions.lock"},
    {"minutes", MODULE, "minutes: 2", "minutes: 3",
	"modules/m1/module.md:13:10: 3 stated, 2.0 read: 302 words"},
    {"code", MODULE, "x = 1", "def f(:",
	"modules/m1/module.md:25: does not parse as python in 1 "
	"place"},
    {"stack", MODULE, ":::tab python-flask", ":::tab java-spring",
	"modules/m1/module.md:23: tab of 'java-spring'"},
    {"stack", MODULE, "[python-flask,", "[python-flusk,",
	"modules/m1/module.md:9:10: 'python-flusk' is no stack"},
    {"anchor", MODULE, "{#one}", "",
	"modules/m1/module.md:20: heading without an anchor"},
    {"anchor", MODULE, "WORDS", "## Two {#one}\n\n",
	"modules/m1/module.md:29: anchor 'one' is already in line 20"},
    {"review", MODULE, "expires: 2027-01-01", "expires: 2026-05-31",
	"modules/m1/module.md:15:11: the review has expired"},
    {"reused-id", QUIZ, "option 1", "option 0",
	"modules/m1/quiz.yaml:14: the same option twice: 'option 0'"},
    {"alike", QUIZ, "stem: \"question 1\"", twins,
	"modules/m1/quiz.yaml:95: asks nearly"},
    {"format", KINDS, "kind: order", "kind: ordre",
	"modules/m1/quiz.yaml:368:11: 'kind' is 'ordre'; accepted: single "
	"multi order match spot-line"},
    {"format", KINDS, "key_lines: [2]", "key: true",
	"modules/m1/quiz.yaml:400:5: unknown key 'key'"},
    {"format", KINDS, "key_lines: [2]", "key_lines: [5]",
	"modules/m1/quiz.yaml:400:17: not a whole number from 1 to 4"},
    {"option-count", KINDS, "      - {text: \"step c\", why: \"wc\"}\n", "",
	"modules/m1/quiz.yaml:371:7: 2 steps; 3 to 6 are accepted"},
    {"option-count", KINDS,
	"      - {left: \"left c\", right: \"right c\", why: \"pc\"}\n", "",
	"modules/m1/quiz.yaml:380:7: 2 pairs; 3 to 5 are accepted"},
    {"option-count", KINDS,
	"      - {line: 3, why: \"w3\", misconception: a-b}\n", "",
	"modules/m1/quiz.yaml:403:7: 1 wrong lines; 2 to 5"},
    {"option-count", KINDS, "        d = ${w}\n", "",
	"modules/m1/quiz.yaml:385:5: 3 lines of code; a spot-line has 4"},
    {"key-count", KINDS, "key_lines: [2]", "key_lines: []",
	"modules/m1/quiz.yaml:400:16: 0 key lines"},
    {"option-why", KINDS, ", why: \"wb\"", "",
	"modules/m1/quiz.yaml:372:9: step without 'why'"},
    {"option-why", KINDS, ", why: \"pb\"", "",
	"modules/m1/quiz.yaml:381:9: pair without 'why'"},
    {"option-why", KINDS, "    why: \"it is ${n}\"\n", "",
	"modules/m1/quiz.yaml:385:5: key line without 'why'"},
    {"option-why", KINDS, ", why: \"w3\"", "",
	"modules/m1/quiz.yaml:404:9: line without 'why'"},
    {"misconception", KINDS, "\"pd\", misconception: a-b", "\"pd\"",
	"modules/m1/quiz.yaml:384:9: decoy without the 'misconception'"},
    {"misconception", KINDS, "\"w3\", misconception: a-b", "\"w3\"",
	"modules/m1/quiz.yaml:404:9: wrong line without the 'misconception'"},
    {"reused-id", KINDS, "line: 3", "line: 2",
	"modules/m1/quiz.yaml:404:16: line 2 is already spoken of"},
    {"reused-id", KINDS, "step b", "step a",
	"modules/m1/quiz.yaml:372: the same step twice"},
    {"reused-id", KINDS, "right: \"right d\"", "right: \"right b\"",
	"modules/m1/quiz.yaml:384: the same right side twice"},
    {"reused-id", KINDS, "left: \"left b\"", "left: \"left a\"",
	"modules/m1/quiz.yaml:381: the same left side twice"},
    {"reused-id", KINDS, "text: \"nine\"", "text: \"${some}\"",
	"modules/m1/quiz.yaml:414: the same option twice: 'seven'"},
    {"option-above", KINDS, "step b", "none of these",
	"modules/m1/quiz.yaml:372: 'none of these'"},
    {"seed-vars", KINDS, "w: [x, y]", "w: [x, y]\n      z: [p, q]",
	"modules/m1/quiz.yaml:385: variable 'z' is in no text"},
    {"seed-vars", KINDS, "w: [x, y]", "w: [x]",
	"modules/m1/quiz.yaml:399:10: a variable of fewer than two"},
    {"seed-vars", KINDS, "w: [x, y]", "w: [x, x]",
	"modules/m1/quiz.yaml:399:14: the same value twice"},
    {"seed-vars", KINDS, "w: [x, y]", "W: [x, y]",
	"modules/m1/quiz.yaml:399:10: variable 'W'"},
    {"seed-vars", KINDS, "max: 3", "max: 65",
	"modules/m1/quiz.yaml:398:10: more than 64 values"},
    {"seed-vars", KINDS, "n: {min: 1, max: 3}",
	"n: {min: 1, max: 64}\n      o: {min: 1, max: 64}",
	"modules/m1/quiz.yaml:398:7: 8192 combinations; at most 4096"},
    {"code", KINDS, "w: [x, y]", "w: [x, \"(\"]",
	"modules/m1/quiz.yaml:385: does not parse as python"},
    {"key-leak", MODULE, "WORDS",
	"As said, *because* of 1, item 3, and\nso it is.",
	"modules/m1/quiz.yaml:"},
};

/* The file a row spoils; nearly asked twice, one is there already. */
static struct str
twinned(size_t i)
{
	struct str text = original(bad[i].file);

	return strcmp(bad[i].rule, "alike") == 0
	    ? replaced(text, "stem: \"question 5\"", twins)
	    : text;
}

static void
each_rule_refuses_a_file_that_breaks_it_and_says_where(void)
{
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct problems problems;
		struct str found;
		struct err err;

		setup();
		put(names[bad[i].file],
		    replaced(twinned(i), bad[i].from, bad[i].to));
		CHECK_OK(check(false, &problems, &err), &err);
		found = problem_of(&problems, bad[i].rule);
		if (!str_starts(found, str_from(bad[i].message))) {
			for (size_t k = 0; k < problems.n; k++)
				print_error("%s\n", problems.v[k].text.ptr);
			fail_msg("[%s] \"%s\" is not there", bad[i].rule,
			    bad[i].message);
		}
		teardown();
	}
}

/* Rules over the whole pool: every item is spoilt. */
static void
keys_that_can_be_guessed_over_the_pool_are_refused(void)
{
	struct problems problems;
	struct str text, found;
	struct err err;

	setup();
	text = all_replaced(good_quiz(), "key: true", "k: t");
	text = all_replaced(text,
	    "misconception: a-belief\n        why: \"because of 0",
	    "key: true\n        why: \"for 0");
	text = all_replaced(text, "k: t", "misconception: a-belief");
	/* where the key was first, two options are now wrong and none right */
	text = all_replaced(text,
	    "misconception: a-belief\n        why: \"because of 0",
	    "key: true\n        why: \"for 0");
	put("modules/m1/quiz.yaml", text);
	CHECK_OK(check(false, &problems, &err), &err);
	found = problem_of(&problems, "key-position");
	CHECK(str_starts(found,
	    STR("modules/m1/quiz.yaml:1: right options stand 20, 0, 0, 0, 0 "
		"times in places 1 to 5: chi-squared 60.00; at most 11.34")));
	put("modules/m1/quiz.yaml",
	    all_replaced(
		good_quiz(), "\n        key: true", "\n        key: yes"));
	text = good_quiz();
	for (int k = 0; k < 4; k++) {
		struct str from = arena_strf(
			       &arena, "option %d\"\n        key", k),
			   to = arena_strf(&arena,
			       "choice %d, with a longer text\"\n        key",
			       k);

		text = all_replaced(text, from.ptr, to.ptr);
	}
	put("modules/m1/quiz.yaml", text);
	CHECK_OK(check(false, &problems, &err), &err);
	found = problem_of(&problems, "key-length");
	CHECK(str_starts(found,
	    STR("modules/m1/quiz.yaml:1: right options are longer than wrong "
		"ones over the pool: z = +7.75 of 20 items")));
	teardown();
}

static void
a_micro_lesson_of_more_than_180_words_is_refused(void)
{
	struct problems problems;
	struct buf b;
	struct err err;

	setup();
	buf_init(&b, 1 << 16);
	buf_add(&b, str_from(micro));
	for (int i = 0; i < 180; i++)
		buf_add(&b, STR("word "));
	put("modules/m1/micro.md", buf_view(&b));
	buf_release(&b);
	CHECK_OK(check(false, &problems, &err), &err);
	CHECK(str_starts(problem_of(&problems, "micro-length"),
	    STR("modules/m1/micro.md:1: 181 words; at most 180")));
	teardown();
}

static void
a_changed_file_is_never_locked_under_its_old_version(void)
{
	struct problems problems;
	struct err err;

	setup();
	put("modules/m1/module.md", replaced(good_module(), "WORDS", "Words"));
	CHECK_OK(check(true, &problems, &err), &err);
	CHECK_INT(problems.n, 1);
	put("modules/m1/module.md",
	    replaced(
		replaced(good_module(), "WORDS", "Words"), "1.0.0", "1.0.1"));
	CHECK_OK(check(true, &problems, &err), &err);
	CHECK_INT(problems.n, 0);
	CHECK_OK(check(false, &problems, &err), &err);
	CHECK_INT(problems.n, 0);
	teardown();
}

static void
a_loaded_catalog_leads_from_a_weakness_to_its_lesson(void)
{
	struct catalog *catalog;
	struct catalog_lesson lesson;
	struct err err;

	setup();
	CHECK_OK(catalog_load(folder, &catalog, &err), &err);
	CHECK(catalog_lesson(catalog, 89, &arena, &lesson));
	CHECK_STR(lesson.module->id, STR("m1"));
	CHECK_STR(lesson.title, STR("Queries"));
	CHECK_STR(lesson.text, STR("\nBind.\n"));
	CHECK(!catalog_lesson(catalog, 79, &arena, &lesson));
	CHECK_STR(
	    catalog_control(catalog, STR("soc2:CC1.4")), STR("People can"));
	CHECK(catalog_control(catalog, STR("CC1.4")).ptr == NULL);
	CHECK_STR(catalog_course_of(catalog, STR("m1"))->id, STR("c1"));
	CHECK_INT(catalog_module(catalog, STR("m1"))->pool, 20);
	CHECK(quiz_item(&catalog->banks->v[0], STR("m1-07")) != NULL);
	catalog_free(catalog);
	teardown();
}

static void
a_folder_with_a_problem_does_not_load_and_leaves_out_alone(void)
{
	struct catalog *catalog = NULL;
	struct err err;

	setup();
	put("courses/c1.yaml", STR("id: c2\n"));
	CHECK(catalog_load(folder, &catalog, &err) == ERR_INVALID);
	CHECK(catalog == NULL);
	CHECK(strstr(err.text, "courses/c1.yaml:1:5: id 'c2'") != NULL);
	CHECK(
	    catalog_load("/tmp/assay-no-such", &catalog, &err) == ERR_INVALID);
	teardown();
}

TEST_MAIN(T(each_rule_refuses_a_file_that_breaks_it_and_says_where),
    T(keys_that_can_be_guessed_over_the_pool_are_refused),
    T(a_micro_lesson_of_more_than_180_words_is_refused),
    T(a_changed_file_is_never_locked_under_its_old_version),
    T(a_loaded_catalog_leads_from_a_weakness_to_its_lesson),
    T(a_folder_with_a_problem_does_not_load_and_leaves_out_alone))
