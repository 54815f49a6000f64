#include "judge/lab.h"

#include "base/file.h"
#include "base/test.h"
#include "codec/json_read.h"
#include "codec/tar.h"

#define GOOD "tests/labs/note-reader"

static struct arena arena;
static struct err err;

static struct str
yaml(void)
{
	struct str text;

	CHECK_OK(
	    file_read(GOOD "/lab.yaml", 1 << 20, &arena, &text, &err), &err);
	return text;
}

/* The text with the first 'from' made 'to'. */
static struct str
spoilt(struct str text, const char *from, const char *to)
{
	size_t at = str_find(text, str_from(from));

	CHECK(at < text.len);
	return arena_strf(&arena, "%.*s%s%.*s", STR_FMT(str_sub(text, 0, at)),
	    to, STR_FMT(str_from_at(text, at + strlen(from))));
}

static void
what_lab_yaml_says_wrongly_is_told_with_its_place(void)
{
	static const struct {
		const char *from, *to, *why;
	} bad[] = {
	    {"id: note-reader", "id: other",
		"lab.yaml:1:5: id 'other' in the folder 'note-reader'"},
	    {"kind: function", "kind: fun",
		"lab.yaml:23:11: kind 'fun'; function, abuse, public and "
		"withheld are accepted"},
	    {"kind: public", "kind: abuse",
		"lab.yaml:22:3: no check of kind public; one or more are "
		"accepted"},
	    {"id: dotted-names", "id: reads-notes",
		"lab.yaml:25:5: a second check 'reads-notes'"},
	    {"[absolute-name, dotted-names]", "[nothing]",
		"lab.yaml:39:16: no check 'nothing'; those of 'checks' are "
		"accepted"},
	    {"\"/usr/bin/python3\"", "\"python3\"",
		"lab.yaml:14:8: 'python3'; the whole path of a program is "
		"accepted"},
	    {"[notes.py]", "[../notes.py]",
		"lab.yaml:13:11: a name with '..'; plain relative names are "
		"accepted"},
	    {"canary: {kind: hex", "canary: {kind: hexa",
		"lab.yaml:18:18: kind 'hexa'; hex, word and number are "
		"accepted"},
	    {"canary: {", "Canary: {",
		"lab.yaml:18:11: seed 'Canary'; a-z, 0-9 and '_' are "
		"accepted"},
	};
	struct str text;

	arena_init(&arena, 8 << 20);
	text = yaml();
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct lab lab = {.minutes = 42};

		CHECK_INT(
		    lab_read_yaml(spoilt(text, bad[i].from, bad[i].to),
			"lab.yaml", STR("note-reader"), &arena, &lab, &err),
		    ERR_INVALID);
		CHECK_STR(str_from(err.text), str_from(bad[i].why));
		CHECK_INT(lab.minutes, 42); /* untouched */
	}
	arena_release(&arena);
}

/* The good lab with one file more or less, as it would be kept. */
static struct str
packed(const struct lab *good, const char *without, const char *with)
{
	struct tar tar = {0};
	struct tar_entry *e;
	struct str text;
	struct buf out;

	for (size_t i = 0; i < good->files.n; i++) {
		if (str_eq(good->files.v[i].path, str_from(without)))
			continue;
		e = ARENA_PUSH(&arena, &tar);
		*e = (struct tar_entry){
		    good->files.v[i].path, good->files.v[i].bytes};
	}
	if (with) {
		e = ARENA_PUSH(&arena, &tar);
		*e = (struct tar_entry){str_from(with), STR("x")};
	}
	buf_init(&out, 1 << 20);
	CHECK_OK(tar_write(&out, &tar, &err), &err);
	text = arena_buf(&arena, &out);
	buf_release(&out);
	return text;
}

static void
a_file_too_few_or_too_many_is_named(void)
{
	static const struct {
		const char *without, *with, *why;
	} bad[] = {
	    {"function/reads_notes.py", NULL,
		"function/reads_notes.py: is missing"},
	    {"vulnerable/notes.py", NULL, "vulnerable/notes.py: is missing"},
	    {"statement.md", NULL, "statement.md: is missing"},
	    {"fixed-alt/notes.py", NULL,
		"fixed-alt/: has no file; the editable files that differ are "
		"accepted"},
	    {"", "fixed/serve.py", "fixed/serve.py: is not an editable file"},
	    {"", "wrong/strip-dots/serve.py",
		"wrong/strip-dots/serve.py: is not an editable file"},
	    {"", "wrong/unnamed/notes.py",
		"wrong/unnamed/notes.py: its folder is not named in 'wrong'"},
	    {"", "exploit/withheld/other.py",
		"exploit/withheld/other.py: belongs to no check of lab.yaml"},
	    {"", "notes.txt", "notes.txt: is no file of a lab's"},
	};
	struct lab good, lab;

	arena_init(&arena, 64 << 20);
	CHECK_OK(lab_read(GOOD, &arena, &good, &err), &err);
	for (size_t i = 0; i < NELEM(bad); i++) {
		CHECK_INT(
		    lab_read_tar(packed(&good, bad[i].without, bad[i].with),
			&arena, &lab, &err),
		    ERR_INVALID);
		CHECK_STR(str_from(err.text),
		    arena_strf(&arena, "lab/%s", bad[i].why));
	}
	arena_release(&arena);
}

static void
a_lab_is_the_same_from_its_folder_and_from_what_is_kept(void)
{
	struct lab lab, again;

	arena_init(&arena, 64 << 20);
	CHECK_OK(lab_read(GOOD "/", &arena, &lab, &err), &err);
	CHECK_OK(lab_read_tar(lab.tar, &arena, &again, &err), &err);
	CHECK(memcmp(lab.hash, again.hash, LAB_HASH) == 0);
	CHECK_STR(again.tar, lab.tar);
	CHECK_INT(again.hints.n, 2);
	CHECK_STR(again.hints.v[1].title, STR("Resolve it"));
	CHECK(str_starts(again.hints.v[1].text, STR("`os.path.realpath`")));
	arena_release(&arena);
}

static void
seeds_are_a_function_of_thirty_two_bytes(void)
{
	struct str text[3];
	struct lab lab;
	struct json doc;

	arena_init(&arena, 64 << 20);
	CHECK_OK(lab_read(GOOD, &arena, &lab, &err), &err);
	for (int i = 0; i < 3; i++) {
		const uint8_t seed[32] = {i == 2 ? 8 : 7};
		struct buf out;

		buf_init(&out, 1 << 12);
		CHECK_OK(lab_seeds_write(&lab, seed, &out, &err), &err);
		text[i] = arena_buf(&arena, &out);
		buf_release(&out);
	}
	CHECK_STR(text[0], text[1]);
	CHECK(!str_eq(text[0], text[2]));
	CHECK_OK(json_read(text[0], &arena, &doc, &err), &err);
	CHECK_INT(json_opt_str(&doc, "canary").len, 32);
	CHECK_INT(json_opt_str(&doc, "word").len, 8);
	CHECK(json_opt_int(&doc, "size", 0) >= 10 &&
	    json_opt_int(&doc, "size", 0) <= 99);
	arena_release(&arena);
}

TEST_MAIN(T(what_lab_yaml_says_wrongly_is_told_with_its_place),
    T(a_file_too_few_or_too_many_is_named),
    T(a_lab_is_the_same_from_its_folder_and_from_what_is_kept),
    T(seeds_are_a_function_of_thirty_two_bytes))
