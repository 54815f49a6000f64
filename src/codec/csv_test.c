#include "codec/csv.h"

#include "base/test.h"
#include "base/torture.h"

static void
fields_are_quoted_only_where_they_must_be(void)
{
	struct buf b;
	struct csv_writer w = {&b, false};

	buf_init(&b, 1 << 10);
	csv_str(&w, STR("plain"));
	csv_str(&w, STR("a,b"));
	csv_str(&w, STR("say \"x\""));
	csv_str(&w, STR("two\r\nlines"));
	csv_str(&w, STR_NONE);
	csv_str(&w, STR(" x"));
	csv_i64(&w, -7);
	csv_end(&w);
	csv_str(&w, STR(""));
	csv_str(&w, STR(""));
	csv_end(&w);
	CHECK_STR(buf_view(&b),
	    STR("plain,\"a,b\",\"say \"\"x\"\"\",\"two\r\nlines\",,\" x\",-7"
		"\r\n,\r\n"));
	buf_release(&b);
}

static void
a_formula_does_not_reach_a_spreadsheet(void)
{
	static const struct {
		const char *in, *out;
	} rows[] = {{"=1+1", "'=1+1\r\n"}, {"+x", "'+x\r\n"}, {"-x", "'-x\r\n"},
	    {"@x", "'@x\r\n"}, {"\tx", "'\tx\r\n"}, {"=a,b", "\"'=a,b\"\r\n"},
	    {"a=b", "a=b\r\n"}, {"", "\r\n"}};

	for (size_t i = 0; i < NELEM(rows); i++) {
		struct buf b;
		struct csv_writer w = {&b, false};

		buf_init(&b, 64);
		csv_guarded(&w, str_from(rows[i].in));
		csv_end(&w);
		CHECK_STR(buf_view(&b), str_from(rows[i].out));
		buf_release(&b);
	}
}

static void
records_are_read_with_their_lines(void)
{
	struct str text = STR("\xef\xbb\xbf"
			      "name,mail\r\n\r\n\"A \"\"B\"\"\",\"x\ny\"\n,z");
	static const struct {
		size_t line, n;
		const char *v[2];
	} rows[] = {{1, 2, {"name", "mail"}}, {3, 2, {"A \"B\"", "x\ny"}},
	    {5, 2, {"", "z"}}};
	struct csv_reader r;
	struct csv_row row;
	struct arena a;
	struct err err;

	arena_init(&a, 1 << 16);
	csv_reader_init(&r, text, &a);
	for (size_t i = 0; i < NELEM(rows); i++) {
		CHECK_OK(csv_read(&r, &row, &err), &err);
		CHECK_INT(row.line, rows[i].line);
		CHECK_INT(row.n, rows[i].n);
		for (size_t k = 0; k < row.n; k++)
			CHECK_STR(row.v[k], str_from(rows[i].v[k]));
	}
	CHECK_OK(csv_read(&r, &row, &err), &err);
	CHECK_INT(row.n, 0);
	arena_release(&a);
}

static void
a_broken_record_is_refused_with_its_line(void)
{
	static const struct {
		struct str text;
		const char *why;
	} bad[] = {
	    {STR_INIT("a\nb\"c\n"),
		"line 2: a quote inside a field that is not in quotes"},
	    {STR_INIT("a\n\"b\nc"), "line 2: no closing quote"},
	    {STR_INIT("\"a\"b\n"), "line 1: text after a closing quote"},
	    {STR_INIT("a\rb\n"),
		"line 1: a carriage return without its line feed"},
	    {STR_INIT("a\nb\xff\n"), "line 2: not UTF-8 text"},
	    {STR_INIT("a\n\0\n"), "line 2: holds a NUL byte"},
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct csv_reader r;
		struct csv_row row = {0};
		struct arena a;
		struct err err;
		enum err_code rc;

		arena_init(&a, 1 << 16);
		csv_reader_init(&r, bad[i].text, &a);
		do
			rc = csv_read(&r, &row, &err);
		while (rc == ERR_NONE && row.n > 0);
		CHECK(rc == ERR_SYNTAX);
		CHECK_STR(str_from(err.text), str_from(bad[i].why));
		arena_release(&a);
	}
}

static void
too_many_fields_are_refused(void)
{
	char text[CSV_FIELDS_MAX + 2];
	struct csv_reader r;
	struct csv_row row;
	struct arena a;
	struct err err;

	memset(text, ',', sizeof(text));
	arena_init(&a, 1 << 16);
	csv_reader_init(&r, (struct str){text, CSV_FIELDS_MAX - 1}, &a);
	CHECK_OK(csv_read(&r, &row, &err), &err);
	CHECK_INT(row.n, CSV_FIELDS_MAX);
	csv_reader_init(&r, (struct str){text, CSV_FIELDS_MAX}, &a);
	CHECK(csv_read(&r, &row, &err) == ERR_LIMIT);
	arena_release(&a);
}

static enum err_code
reading_and_writing(void)
{
	struct csv_reader r;
	struct csv_row row;
	struct arena a;
	struct buf b;
	struct csv_writer w = {&b, false};
	struct err err;
	enum err_code rc;

	arena_init(&a, 1 << 20);
	buf_init(&b, 1 << 20);
	csv_reader_init(&r, STR("a,\"b\"\"c\"\nd,e\n"), &a);
	while ((rc = csv_read(&r, &row, &err)) == ERR_NONE && row.n > 0) {
		for (size_t i = 0; i < row.n; i++)
			csv_str(&w, row.v[i]);
		csv_end(&w);
	}
	if (rc == ERR_NONE)
		rc = buf_finish(&b, &err);
	buf_release(&b);
	arena_release(&a);
	return rc;
}

static void
without_memory_it_says_so_and_leaks_nothing(void)
{
	torture("csv", reading_and_writing);
}

TEST_MAIN(T(fields_are_quoted_only_where_they_must_be),
    T(a_formula_does_not_reach_a_spreadsheet),
    T(records_are_read_with_their_lines),
    T(a_broken_record_is_refused_with_its_line), T(too_many_fields_are_refused),
    T(without_memory_it_says_so_and_leaks_nothing))
