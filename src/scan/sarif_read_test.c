#include "scan/sarif_read.h"

#include <unistd.h>

#include "base/buf.h"
#include "base/test.h"

struct seen {
	struct buf text; /* one line a result */
	size_t calls;
};

static void
add_text(struct buf *out, const char *name, struct str s)
{
	if (s.ptr)
		buf_addf(out, " %s=%.*s", name, STR_FMT(s));
}

static enum err_code
write_down(const struct sarif_result *r, void *ctx, struct err *err)
{
	static const char *const levels[] = {
	    "none", "note", "warning", "error"};
	struct seen *seen = ctx;
	struct buf *out = &seen->text;

	(void)err;
	seen->calls++;
	buf_addf(out, "%.*s %.*s %s", STR_FMT(r->run->tool), STR_FMT(r->rule),
	    levels[r->level]);
	for (size_t i = 0; i < r->cwe_count; i++)
		buf_addf(out, " CWE-%u", r->cwes[i]);
	if (r->path.ptr)
		buf_addf(out, " %.*s:%u", STR_FMT(r->path), r->line);
	add_text(out, "message", r->message);
	add_text(out, "title", r->title);
	add_text(out, "hash", r->line_hash);
	add_text(out, "print", r->fingerprint);
	add_text(out, "snippet", r->snippet);
	buf_addf(out, "%s%s\n", r->suppressed ? " suppressed" : "",
	    r->passed ? " passed" : "");
	return ERR_NONE;
}

static enum err_code
read_text(const char *text, struct seen *seen, struct err *err)
{
	buf_init(&seen->text, 1 << 20);
	seen->calls = 0;
	return sarif_read(
	    str_from(text), NULL, write_down, seen, NULL, NULL, err);
}

#define LOG(runs) "{\"version\":\"2.1.0\",\"runs\":[" runs "]}"
#define RUN(results)                                                        \
	LOG("{\"tool\":{\"driver\":{\"name\":\"T\"}},\"results\":[" results \
	    "]}")

static const char codeql[] = LOG(
    "{\"tool\":{\"driver\":{\"name\":\"CodeQL\",\"semanticVersion\":\"2.15.0\","
    "\"rules\":[{\"id\":\"py/sql-injection\",\"name\":\"py/sql-injection\","
    "\"shortDescription\":{\"text\":\"SQL from user\"},"
    "\"defaultConfiguration\":{\"level\":\"error\"},\"properties\":{"
    "\"tags\":[\"security\",\"external/cwe/cwe-089\"],\"precision\":\"high\","
    "\"security-severity\":\"8.8\"}}]}},\"results\":[{\"ruleId\":"
    "\"py/sql-injection\",\"ruleIndex\":0,\"message\":{\"text\":\"depends\"},"
    "\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":"
    "\"app%20x/db.py\",\"uriBaseId\":\"%SRCROOT%\",\"index\":0},\"region\":{"
    "\"startLine\":33,\"startColumn\":5,\"endColumn\":80}}},"
    "{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"other.py\"}}}],"
    "\"partialFingerprints\":{\"primaryLocationLineHash\":\"a1b2:1\"}}]}");

static const char semgrep[] =
    LOG("{\"results\":[{\"fingerprints\":{\"matchBasedId/v1\":\"5e_0\"},"
	"\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":"
	"\"./a.py\"},\"region\":{\"snippet\":{\"text\":\"x = y\"},"
	"\"startLine\":3}}}],\"message\":{\"text\":\"bad\"},\"properties\":{},"
	"\"ruleId\":\"r.one\",\"suppressions\":[{\"kind\":\"inSource\"}]},"
	"{\"ruleId\":\"r.two\",\"message\":{\"text\":\"b\"},"
	"\"suppressions\":[{\"kind\":\"external\",\"status\":\"rejected\"}]}],"
	"\"tool\":{\"driver\":{\"name\":\"Semgrep OSS\",\"rules\":["
	"{\"id\":\"r.two\",\"properties\":{\"tags\":[\"CWE-79: Cross-site\","
	"\"OWASP-A03:2021\"]}},{\"id\":\"r.one\",\"name\":\"r.one\","
	"\"properties\":{\"tags\":[\"CWE-502: D\",\"CWE-89: S\"]}}]}}}");

static void
the_shapes_of_known_tools_give_their_weaknesses(void)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
	    {codeql,
		"CodeQL py/sql-injection error CWE-89 app x/db.py:33 "
		"message=depends title=SQL from user hash=a1b2:1\n"},
	    {semgrep,
		"Semgrep OSS r.one warning CWE-502 CWE-89 a.py:3 message=bad "
		"title=r.one print=5e_0 snippet=x = y suppressed\n"
		"Semgrep OSS r.two warning CWE-79 message=b\n"},
	    /* gosec: a relationship into a taxonomy called CWE */
	    {LOG("{\"tool\":{\"driver\":{\"name\":\"gosec\",\"rules\":[{\"id\":"
		 "\"G1\",\"relationships\":[{\"target\":{\"id\":\"327\","
		 "\"toolComponent\":{\"name\":\"CWE\"}}}]}]}},\"results\":[{"
		 "\"ruleIndex\":0,\"message\":{\"text\":\"m\"}}]}"),
		"gosec G1 warning CWE-327 message=m\n"},
	    /* ESLint: no weakness named; a rule in an extension; BOM */
	    {"\xef\xbb\xbf" LOG(
		 "{\"tool\":{\"driver\":{\"name\":\"ESLint\"},\"extensions\":[{"
		 "\"name\":\"p\",\"rules\":[{\"id\":\"p/no\",\"properties\":{"
		 "\"cwe\":95}}]}]},\"results\":[{\"rule\":{\"index\":0,"
		 "\"toolComponent\":{\"index\":0}},\"level\":\"note\","
		 "\"kind\":\"pass\",\"message\":{\"text\":\"m\"}}]}"),
		"ESLint p/no note CWE-95 message=m passed\n"},
	    {RUN("{\"taxa\":[{\"id\":\"CWE-22\"},{\"id\":\"7\"}],\"message\":"
		 "null,\"ruleIndex\":-1}"),
		"T unnamed warning CWE-22 message=unnamed\n"},
	    {RUN("{\"ruleId\":\"a\",\"properties\":{\"tags\":{\"x\":1},"
		 "\"cwe\":[\"cwe-1\",true,{}]}}"),
		"T a warning CWE-1 message=a\n"},
	};

	for (size_t i = 0; i < NELEM(cases); i++) {
		struct seen seen;
		struct err err;

		CHECK_OK(read_text(cases[i].text, &seen, &err), &err);
		CHECK_STR(buf_view(&seen.text), str_from(cases[i].want));
		buf_release(&seen.text);
	}
}

static void
what_is_refused_has_called_nobody_and_names_the_place(void)
{
	static const struct {
		const char *text;
		enum err_code code;
		const char *why;
	} bad[] = {
	    {"", ERR_SYNTAX, "byte 0: the text ends before its JSON does"},
	    {"{\"version\":\"2.1.0\",\"runs\":[{", ERR_SYNTAX,
		"byte 28: the text ends before its JSON does"},
	    {"[]", ERR_INVALID, "byte 1: expected an object"},
	    {"null", ERR_INVALID, "byte 4: expected an object"},
	    {"{}", ERR_INVALID, "not SARIF: it has no member 'runs'"},
	    {"{\"runs\":[]}", ERR_INVALID,
		"not SARIF 2.1.0: it has no member 'version'"},
	    {"{\"version\":\"2.0.0\"}", ERR_UNSUPPORTED,
		"byte 18: version: SARIF 2.0.0 is not read, only 2.1.0"},
	    {LOG("{\"results\":[]}"), ERR_INVALID,
		"byte 41: runs[0]: the run does not name tool.driver.name"},
	    {RUN("{},{\"message\":\"m\"}"), ERR_INVALID,
		"byte 87: runs[0].results[1].message: expected an object"},
	    {RUN("{\"level\":\"fatal\"}"), ERR_INVALID,
		"byte 86: runs[0].results[0].level: expected none, note, "
		"warning or error"},
	    {RUN("{\"locations\":true}"), ERR_INVALID,
		"byte 87: runs[0].results[0].locations: expected an array, "
		"not true or false"},
	    {RUN("{\"ruleIndex\":1.5}"), ERR_INVALID,
		"byte 86: runs[0].results[0].ruleIndex: expected a whole "
		"number"},
	    {RUN("{\"ruleId\":\"a\\u0000b\"}"), ERR_INVALID,
		"byte 90: runs[0].results[0].ruleId: the text holds NUL or is "
		"not valid UTF-8"},
	    {RUN("{},"), ERR_SYNTAX, NULL},
	    {RUN("{\"ruleId\":\"\xff\"}"), ERR_SYNTAX,
		"byte 82: not JSON: lexical error: invalid bytes in UTF8 "
		"string"},
	    {RUN("{\"ruleId\":\"\xed\xa0\x80\"}"), ERR_INVALID, NULL},
	    {RUN("{}") "x", ERR_SYNTAX, NULL},
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct seen seen;
		struct err err;

		CHECK_INT(read_text(bad[i].text, &seen, &err), bad[i].code);
		CHECK_INT(seen.calls, 0);
		if (bad[i].why)
			CHECK_STR(str_from(err.text), str_from(bad[i].why));
		else
			CHECK(str_starts(str_from(err.text), STR("byte ")));
		buf_release(&seen.text);
	}
}

static void
ceilings_are_errors(void)
{
	static const struct sarif_limits limits = {
	    .bytes = 400, .runs = 1, .results = 2, .rules = 1};
	static const char *const over[] = {
	    RUN("{},{},{}"),
	    LOG("{\"tool\":{\"driver\":{\"name\":\"a\"}}},{}"),
	    LOG("{\"tool\":{\"driver\":{\"name\":\"a\",\"rules\":[{},{}]}}}"),
	    RUN("{\"a\":\"0123456789012345678901234567890123456789012345678901"
		"23456789012345678901234567890123456789012345678901234567890123"
		"45678901234567890123456789012345678901234567890123456789012345"
		"67890123456789012345678901234567890123456789012345678901234567"
		"89012345678901234567890123456789012345678901234567890123456789"
		"01234567890123456789012345678901234567890123456789\"}"),
	};
	struct err err;

	for (size_t i = 0; i < NELEM(over); i++)
		CHECK_INT(sarif_read(str_from(over[i]), &limits, NULL, NULL,
			      NULL, NULL, &err),
		    ERR_LIMIT);
}

static void
deep_nesting_and_endless_strings_are_refused(void)
{
	size_t len = (size_t)20 << 20;
	char *text = malloc(len);
	struct err err;

	memset(text, '[', len);
	memcpy(text, "{\"a\":", 5);
	CHECK_INT(sarif_read((struct str){text, len}, NULL, NULL, NULL, NULL,
		      NULL, &err),
	    ERR_LIMIT);
	memset(text, 'x', len);
	memcpy(text, "{\"a\":\"", 6);
	CHECK_INT(sarif_read((struct str){text, len}, NULL, NULL, NULL, NULL,
		      NULL, &err),
	    ERR_LIMIT);
	free(text);
}

static void
a_file_reads_as_its_bytes_do_and_runs_without_results_are_listed(void)
{
	static const char text[] =
	    LOG("{\"tool\":{\"driver\":{\"name\":\"a\",\"version\":\"1\"}},"
		"\"automationDetails\":{\"id\":\"x/y\"}},{\"tool\":{\"driver\":"
		"{\"name\":\"b\"}},\"results\":[{}]}");
	FILE *file = tmpfile();
	struct arena arena;
	struct sarif_runs runs;
	struct seen seen = {.calls = 0};
	struct err err;

	arena_init(&arena, 1 << 20);
	buf_init(&seen.text, 1 << 20);
	CHECK(write(fileno(file), text, sizeof(text) - 1) > 0);
	CHECK_OK(sarif_read_fd(fileno(file), "x", NULL, write_down, &seen,
		     &arena, &runs, &err),
	    &err);
	CHECK_STR(
	    buf_view(&seen.text), STR("b unnamed warning message=unnamed\n"));
	CHECK_INT(runs.n, 2);
	CHECK_STR(runs.v[0].tool, STR("a"));
	CHECK_STR(runs.v[0].version, STR("1"));
	CHECK_STR(runs.v[0].automation_id, STR("x/y"));
	CHECK(!runs.v[1].automation_id.ptr);
	buf_release(&seen.text);
	arena_release(&arena);
	fclose(file);
}

static enum err_code
refuse(const struct sarif_result *r, void *ctx, struct err *err)
{
	(void)r;
	(void)ctx;
	return err_set(err, ERR_FULL, "enough");
}

static void
the_callers_error_ends_the_reading_and_is_handed_on(void)
{
	struct err err;

	CHECK_INT(
	    sarif_read(STR(RUN("{},{}")), NULL, refuse, NULL, NULL, NULL, &err),
	    ERR_FULL);
	CHECK_STR(str_from(err.text), STR("enough"));
}

TEST_MAIN(T(the_shapes_of_known_tools_give_their_weaknesses),
    T(what_is_refused_has_called_nobody_and_names_the_place),
    T(ceilings_are_errors), T(deep_nesting_and_endless_strings_are_refused),
    T(a_file_reads_as_its_bytes_do_and_runs_without_results_are_listed),
    T(the_callers_error_ends_the_reading_and_is_handed_on))
