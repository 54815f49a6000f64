#include "codec/yaml.h"

#include "base/clock.h"
#include "base/test.h"
#include "base/torture.h"

static struct arena arena;

static enum err_code
reading(
    const char *text, enum yaml_mode mode, struct yaml **out, struct err *err)
{
	struct yaml_source source = {
	    .file = "f.yaml", .text = str_from(text), .mode = mode};

	return yaml_read(&source, &arena, out, err);
}

static const char quiz[] = "module: a05\n"
			   "draw: 10\n"
			   "items:\n"
			   "  - id: x1\n"
			   "    stem: |\n"
			   "      Two lines\n"
			   "      here.\n"
			   "    options: [a, 'b c', \"d\"]\n"
			   "  - id: x2\n"
			   "reviewed:\n"
			   "  on: 2026-11-01\n"
			   "public: true\n";

static void
a_tree_keeps_order_text_and_places(void)
{
	const struct yaml *items, *second;
	struct yaml *root;
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK_OK(reading(quiz, YAML_STRICT, &root, &err), &err);
	CHECK_INT(root->n, 5);
	items = yaml_get(root, STR("items"));
	CHECK_INT(items->n, 2);
	CHECK_STR(yaml_get(items->first, STR("stem"))->text,
	    STR("Two lines\nhere.\n"));
	CHECK_STR(yaml_get(items->first, STR("options"))->first->next->text,
	    STR("b c"));
	second = items->first->next;
	CHECK_INT(second->line, 9);
	CHECK_INT(second->col, 5);
	CHECK_INT(yaml_get(root, STR("draw"))->key_line, 2);
	arena_release(&arena);
}

static void
a_scalar_is_what_the_caller_asks_for_or_an_error_with_its_place(void)
{
	const struct yaml *on;
	struct yaml *root;
	struct str text;
	struct err err;
	int64_t n;
	bool yes;

	arena_init(&arena, 1 << 20);
	CHECK_OK(reading(quiz, YAML_STRICT, &root, &err), &err);
	CHECK_OK(yaml_int(yaml_get(root, STR("draw")), 1, 50, &n, &err), &err);
	CHECK_INT(n, 10);
	CHECK(yaml_int(yaml_get(root, STR("draw")), 20, 50, &n, &err) ==
	    ERR_INVALID);
	CHECK_STR(str_from(err.text),
	    STR("f.yaml:2:7: 'draw' is not a whole number from 20 to 50"));
	CHECK_OK(yaml_bool(yaml_get(root, STR("public")), &yes, &err), &err);
	CHECK(yes);
	CHECK(
	    yaml_bool(yaml_get(root, STR("draw")), &yes, &err) == ERR_INVALID);
	on = yaml_get(yaml_get(root, STR("reviewed")), STR("on"));
	CHECK_OK(yaml_date(on, &n, &err), &err);
	CHECK(n % CLOCK_DAY == 0);
	CHECK(yaml_text(yaml_get(root, STR("items")), &text, &err) ==
	    ERR_INVALID);
	CHECK_STR(str_from(err.text),
	    STR("f.yaml:4:3: 'items' is a list; text is accepted"));
	CHECK(
	    yaml_only(root, "module draw items reviewed", &err) == ERR_INVALID);
	CHECK_STR(str_from(err.text),
	    STR("f.yaml:12:1: unknown key 'public'; accepted: "
		"module draw items reviewed"));
	CHECK(yaml_need(root, STR("pass"), &on, &err) == ERR_INVALID);
	CHECK_STR(str_from(err.text), STR("f.yaml:1:1: key 'pass' is missing"));
	arena_release(&arena);
}

static void
what_the_subset_leaves_out_is_refused_by_name_and_place(void)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
	    {"a: &x 1\n",
		"f.yaml:1:4: an anchor ('&name'); repeat the value where it "
		"is used"},
	    {"a: *x\n", "f.yaml:1:4: an alias ('*name'); repeat the value"},
	    {"a: !!int 1\n",
		"f.yaml:1:4: a tag ('!name'); plain values are accepted"},
	    {"a: 1\nb: 2\na: 3\n",
		"f.yaml:3:1: key 'a' is already there in line 1"},
	    {"<<: {a: 1}\n", "f.yaml:1:1: merge key '<<'; write the keys out"},
	    {"[a]: 1\n", "f.yaml:1:1: a collection as a key; a key is text"},
	    {"? {a: b}\n: 1\n",
		"f.yaml:1:3: a collection as a key; a key is text"},
	    {"\"\": 1\n", "f.yaml:1:1: empty key; a key is text"},
	    {"a: 1\n---\nb: 2\n",
		"f.yaml:2:1: a second document; one a file is accepted"},
	    {"%YAML 1.1\n---\na: 1\n",
		"f.yaml:1:1: a directive ('%'); plain content is accepted"},
	    {"a: [[1]]\n",
		"f.yaml:1:5: a collection inside [] or {}; write the outer "
		"one as a block"},
	    {"a: [1,\n  2]\n",
		"f.yaml:2:4: [] or {} over several lines; write it as a "
		"block"},
	    {"", "f.yaml:1:1: empty; one document is accepted"},
	    {"# only a comment\n",
		"f.yaml:1:1: empty; one document is accepted"},
	    {"a: \xff\n", "f.yaml: not UTF-8; plain UTF-8 text is accepted"},
	    {"a: \"\\0\"\n", "f.yaml:1:4: NUL in text; it is accepted nowhere"},
	    {"a: 'open\n",
		"f.yaml:2:1: found unexpected end of stream, while scanning a "
		"quoted scalar"},
	    {"a:\n\t- b\n",
		"f.yaml:2:1: found character that cannot start any token, "
		"while scanning for the next token"},
	    {"a: b: c\n",
		"f.yaml:1:5: mapping values are not allowed in this context"},
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct yaml *root = (struct yaml *)&bad;
		struct err err;

		arena_init(&arena, 1 << 20);
		CHECK(reading(bad[i].text, YAML_STRICT, &root, &err) ==
		    ERR_SYNTAX);
		CHECK_STR(str_from(err.text), str_from(bad[i].why));
		CHECK(root == (struct yaml *)&bad); /* untouched */
		arena_release(&arena);
	}
}

static void
rule_files_may_nest_flow_collections_but_not_share_nodes(void)
{
	struct yaml *root;
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK_OK(reading("rules: [{id: x, languages: [a,\n b]}]\n", YAML_RULES,
		     &root, &err),
	    &err);
	CHECK(reading("a: &x 1\n", YAML_RULES, &root, &err) == ERR_SYNTAX);
	CHECK(reading("a: {b: 1, b: 2}\n", YAML_RULES, &root, &err) ==
	    ERR_SYNTAX);
	arena_release(&arena);
}

static void
depth_and_keys_have_ceilings(void)
{
	struct yaml *root;
	struct err err;
	struct buf text;

	arena_init(&arena, 16 << 20);
	buf_init(&text, 1 << 20);
	for (int i = 0; i < YAML_MAX_DEPTH + 1; i++)
		buf_add(&text, STR("- "));
	buf_add_char(&text, '\0');
	CHECK(reading(text.ptr, YAML_RULES, &root, &err) == ERR_LIMIT);
	CHECK_STR(
	    str_from(err.text), STR("f.yaml:1:81: nested more than 40 deep"));
	buf_reset(&text);
	for (int i = 0; i <= YAML_MAX_KEYS; i++)
		buf_addf(&text, "k%d: 1\n", i);
	buf_add_char(&text, '\0');
	CHECK(reading(text.ptr, YAML_STRICT, &root, &err) == ERR_LIMIT);
	buf_release(&text);
	arena_release(&arena);
}

static enum err_code
read_once(void)
{
	struct yaml *root;
	struct err err;
	enum err_code rc;

	arena_init(&arena, 1 << 20);
	rc = reading(quiz, YAML_STRICT, &root, &err);
	arena_release(&arena);
	return rc;
}

static void
every_failed_allocation_is_an_error_without_a_leak(void)
{
	torture("yaml", read_once);
}

TEST_MAIN(T(a_tree_keeps_order_text_and_places),
    T(a_scalar_is_what_the_caller_asks_for_or_an_error_with_its_place),
    T(what_the_subset_leaves_out_is_refused_by_name_and_place),
    T(rule_files_may_nest_flow_collections_but_not_share_nodes),
    T(depth_and_keys_have_ceilings),
    T(every_failed_allocation_is_an_error_without_a_leak))
