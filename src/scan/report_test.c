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
	    "\"code\":{\"value\":\"a,b\"},\"suggestions\":[{\"range\":{"
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
	    "\"id\":\"4796088a-01b6-849b-8517-e676dad61a91\",\"name\":\"a,b\","
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

TEST_MAIN(T(github_annotations_are_escaped_by_their_place),
    T(reviewdog_diagnostics_count_bytes),
    T(gitlab_s_report_says_when_what_and_how))
