#include "scan/report.h"

#include "scan/testing.h"

static const char yaml[] =
    "rules:\n- id: a,b\n  languages: [python]\n  message: 50% of $X\n"
    "  severity: ERROR\n  mode: taint\n"
    "  pattern-sources: [{pattern: source()}]\n"
    "  pattern-sinks: [{pattern: sink($X)}]\n  fix: none($X)\n"
    "  metadata: {cwe: 'CWE-89'}\n";

/* One report of one flow, the path given. */
static void
check_report(void (*write)(struct buf *out, const struct report *r),
    const char *path, const char *expected)
{
	struct try t;
	struct report report = {.version = "1.2", .at = 1000000000000000};
	struct buf out;

	try_scan(&t, "python", yaml, "x = source()\n\xc3\xa4; sink(x)\n");
	for (size_t i = 0; i < t.file.finding_count; i++)
		t.file.findings[i].place.path = str_from(path);
	report.rules = &t.rules;
	report.files = &t.file;
	report.count = 1;
	buf_init(&out, 1 << 16);
	write(&out, &report);
	CHECK_STR(buf_view(&out), str_from(expected));
	buf_release(&out);
	try_end(&t);
}

static void
github_annotations_are_escaped_by_their_place(void)
{
	check_report(report_github, "a:b,c%\n.py",
	    "::error file=a%3Ab%2Cc%25%0A.py,line=2,endLine=2,col=4,"
	    "endColumn=11,title=a%2Cb::50%25 of x\n");
}

static void
reviewdog_diagnostics_count_bytes(void)
{
	check_report(report_rdjson, "p\"q.py",
	    "{\"source\":{\"name\":\"assay\"},\"diagnostics\":[{"
	    "\"message\":\"50% of x\",\"location\":{\"path\":\"p\\\"q.py\","
	    "\"range\":{\"start\":{\"line\":2,\"column\":5},"
	    "\"end\":{\"line\":2,\"column\":12}}},\"severity\":\"ERROR\","
	    "\"code\":{\"value\":\"a,b\",\"url\":"
	    "\"https://cwe.mitre.org/data/definitions/"
	    "89.html\"},\"suggestions\":[{\"range\":{"
	    "\"start\":{\"line\":2,\"column\":5},\"end\":{\"line\":2,"
	    "\"column\":12}},\"text\":\"none(x)\"}],\"relatedLocations\":[{"
	    "\"message\":\"comes from outside here\",\"location\":{"
	    "\"path\":\"code\",\"range\":{\"start\":{\"line\":1}}}},{"
	    "\"message\":\"is handed on\",\"location\":{\"path\":\"code\","
	    "\"range\":{\"start\":{\"line\":1}}}}]}]}\n");
}

static void
gitlab_s_report_says_when_what_and_how(void)
{
	check_report(report_gitlab, "a.py",
	    "{\"version\":\"15.1.4\",\"scan\":{\"analyzer\":{\"id\":\"assay\","
	    "\"name\":\"assay\",\"vendor\":{\"name\":\"assay\"},"
	    "\"version\":\"1.2\"},\"scanner\":{\"id\":\"assay\","
	    "\"name\":\"assay\",\"vendor\":{\"name\":\"assay\"},"
	    "\"version\":\"1.2\"},\"type\":\"sast\","
	    "\"start_time\":\"2001-09-09T01:46:40\","
	    "\"end_time\":\"2001-09-09T01:46:40\",\"status\":\"success\","
	    "\"messages\":[]},\"vulnerabilities\":[{"
	    "\"id\":\"4796088a-01b6-849b-8fee-c90a1df26970\",\"name\":\"a,b\","
	    "\"description\":\"50% of x\",\"severity\":\"High\","
	    "\"identifiers\":[{\"type\":\"assay_rule\",\"name\":\"a,b\","
	    "\"value\":\"a,b\"},{\"type\":\"cwe\",\"name\":\"CWE-89\","
	    "\"value\":\"89\",\"url\":"
	    "\"https://cwe.mitre.org/data/definitions/89.html\"}],"
	    "\"location\":{\"file\":\"a.py\",\"start_line\":2,"
	    "\"end_line\":2},\"details\":{\"flow\":{\"name\":"
	    "\"From the source to where it is used\",\"type\":"
	    "\"code-flows\",\"items\":[[{\"type\":\"code-flow-node\","
	    "\"node_type\":\"source\",\"file_location\":{\"type\":"
	    "\"file-location\",\"file_name\":\"code\",\"line_start\":1,"
	    "\"line_end\":1}},{\"type\":\"code-flow-node\",\"node_type\":"
	    "\"propagation\",\"file_location\":{\"type\":\"file-location\","
	    "\"file_name\":\"code\",\"line_start\":1,\"line_end\":1}},{"
	    "\"type\":\"code-flow-node\",\"node_type\":\"sink\","
	    "\"file_location\":{\"type\":\"file-location\",\"file_name\":"
	    "\"code\",\"line_start\":2,\"line_end\":2}}]]}}}]}\n");
}

static void
semgrep_s_readers_find_the_flow_where_semgrep_has_it(void)
{
	check_report(report_json, "a.py",
	    "{\"version\":\"1.2\",\"results\":[{\"check_id\":\"a,b\",\""
	    "path\":\"a.py\",\"start\":{\"line\":2,\"col\":4,\"offset\""
	    ":17},\"end\":{\"line\":2,\"col\":11,\"offset\":24},\"extra"
	    "\":{\"message\":\"50% of x\",\"severity\":\"ERROR\",\"meta"
	    "data\":{\"cwe\":\"CWE-89\"},\"metavars\":{\"$X\":{\"start"
	    "\":{\"line\":2,\"col\":9,\"offset\":22},\"end\":{\"line\":"
	    "2,\"col\":10,\"offset\":23},\"abstract_content\":\"x\"}},"
	    "\"fix\":\"none(x)\",\"lines\":\"\xc3\xa4; sink(x)\",\"fing"
	    "erprint\":\"80445ba01b58af52:1\",\"is_ignored\":false,\"da"
	    "taflow_trace\":{\"taint_source\":[\"CliLoc\",[{\"path\":\""
	    "code\",\"start\":{\"line\":1,\"col\":5,\"offset\":4},\"end"
	    "\":{\"line\":1,\"col\":13,\"offset\":12}},\"x = source()\""
	    "]],\"intermediate_vars\":[{\"location\":{\"path\":\"code\""
	    ",\"start\":{\"line\":1,\"col\":1,\"offset\":0},\"end\":{\""
	    "line\":1,\"col\":13,\"offset\":12}},\"content\":\"x = sour"
	    "ce()\"}],\"taint_sink\":[\"CliLoc\",[{\"path\":\"code\",\""
	    "start\":{\"line\":2,\"col\":4,\"offset\":17},\"end\":{\"li"
	    "ne\":2,\"col\":11,\"offset\":24}},\"\xc3\xa4; sink(x)\"]]}"
	    "}}],\"errors\":[],\"paths\":{\"scanned\":[\"code\"],\"skip"
	    "ped\":[]}}\n");
}

/* One file that was left out and one silenced finding. */
static void
check_left_out(void (*write)(struct buf *out, const struct report *r),
    const char *expected)
{
	struct try t;
	struct report report = {.version = "1.2", .links = 1};
	struct scan_file files[2];
	struct buf out;

	try_scan(&t, "python", yaml, "\nsink(source())\n");
	files[0] = (struct scan_file){.path = STR("b\x1b.bin"),
	    .skipped = STR("bi%\n"),
	    .why = SCAN_BINARY};
	t.file.findings[0].suppressed = true;
	t.file.findings[0].reason = STR("as it is");
	files[1] = t.file;
	report.rules = &t.rules;
	report.files = files;
	report.count = 2;
	buf_init(&out, 1 << 16);
	write(&out, &report);
	if (str_find(buf_view(&out), str_from(expected)) == out.len)
		CHECK_STR(buf_view(&out), str_from(expected));
	buf_release(&out);
	try_end(&t);
}

static void
what_was_left_out_has_its_place_in_each_report(void)
{
	check_left_out(report_text,
	    "b?.bin: not wholly scanned: bi%?\n"
	    "code:2: silenced: a,b: as it is\n"
	    "0 findings in 2 files (2 lines), 1 rule, 1 silenced, "
	    "1 not wholly scanned (1 binary), 1 link not followed\n");
	check_left_out(report_json, "\"is_ignored\":true");
	check_left_out(report_json,
	    "\"skipped\":[{\"path\":\"b\\u001b.bin\",\"reason\":\"binary\","
	    "\"details\":\"bi%\\n\"}]");
	check_left_out(report_gitlab,
	    "\"messages\":[{\"level\":\"warn\",\"value\":"
	    "\"b\\u001b.bin: bi%\\n\"},{\"level\":\"info\",\"value\":"
	    "\"code:2: silenced: a,b: as it is\"}]}");
	check_left_out(report_github,
	    "::notice file=b\x1b.bin,title=not wholly scanned::bi%25%0A\n");
	check_left_out(report_sarif, "\"suppressions\":[{");
}

TEST_MAIN(T(github_annotations_are_escaped_by_their_place),
    T(reviewdog_diagnostics_count_bytes),
    T(gitlab_s_report_says_when_what_and_how),
    T(semgrep_s_readers_find_the_flow_where_semgrep_has_it),
    T(what_was_left_out_has_its_place_in_each_report))
