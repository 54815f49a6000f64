#include <stdlib.h>

#include "codec/json_read.h"
#include "scan/report.h"

/* Whatever a finding holds, the reports in JSON are JSON, and an annotation
   is one line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
must_be_json(struct buf *out)
{
	struct arena arena;
	struct json doc;
	struct err err;

	arena_init(&arena, 16 << 20);
	if (buf_finish(out, &err) == ERR_NONE &&
	    json_read(buf_view(out), &arena, &doc, &err) != ERR_NONE)
		abort();
	arena_release(&arena);
}

static void
check(const struct report *r)
{
	static void (*const writers[])(
	    struct buf * out, const struct report *r) = {
	    report_json, report_sarif, report_gitlab, report_rdjson};
	struct buf out;

	for (size_t i = 0; i < NELEM(writers); i++) {
		buf_init(&out, 1 << 20);
		writers[i](&out, r);
		must_be_json(&out);
		buf_release(&out);
	}
	buf_init(&out, 1 << 20);
	report_github(&out, r);
	if (out.len == 0 ||
	    memchr(out.ptr, '\n', out.len) != out.ptr + out.len - 1)
		abort();
	buf_release(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str all = {(const char *)data, len}, part[4] = {0};
	struct rule rule = {.severity = SEVERITY_WARNING, .cwes = {79}};
	struct rule *list[] = {&rule};
	struct rules rules = {.v = list, .n = 1};
	struct scan_place steps[2] = {0};
	struct finding f = {.rule = &rule, .steps = steps};
	struct scan_file file = {.findings = &f, .finding_count = 1};
	struct report report = {
	    .rules = &rules, .files = &file, .count = 1, .version = "1"};

	for (size_t i = 0; i < NELEM(part); i++)
		(void)str_next(&all, '\n', &part[i]);
	rule.id = part[0].ptr != NULL ? part[0] : STR("");
	rule.message = f.message = part[1].ptr != NULL ? part[1] : STR("");
	rule.cwe_count = len % 2;
	file.path = f.place.path = part[2].ptr != NULL ? part[2] : STR("");
	f.lines = f.place.text = f.fix =
	    part[3].ptr != NULL ? part[3] : STR("");
	f.place.line = f.place.end_line = 1 + (uint32_t)(len % 7);
	f.place.column = f.place.end_column = 1 + (uint32_t)(len % 11);
	steps[0] = steps[1] = f.place;
	f.step_count = len % 3 == 0 ? 2 : 0;
	check(&report);
	return 0;
}
