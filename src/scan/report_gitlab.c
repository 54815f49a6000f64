#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "codec/json.h"
#include "scan/report.h"

/* GitLab's report of static analysis, schema 15: security-report-schemas,
   sast-report-format.json. */
#define SCHEMA "15.1.4"

#define TEXT_MAX ((size_t)1 << 20) /* of one message */

static const char *
severity_word(const struct rule *rule)
{
	return rule->severity == SEVERITY_ERROR  ? "High"
	    : rule->severity == SEVERITY_WARNING ? "Medium"
						 : "Info";
}

/* The same finding keeps its id as long as its line does; two on one line
   differ by their columns.  A UUID of version 8, whose bits are the maker's
   own. */
static void
add_id(struct buf *out, const struct finding *f)
{
	uint64_t a = str_hash(f->rule->id) * 31 + str_hash(f->place.path);
	uint64_t b = (str_hash(str_from(f->line_hash)) + a) * 131 +
	    f->place.column * UINT64_C(0x9e3779b97f4a7c15) +
	    f->place.end_column;

	json_name(out, STR("id"));
	buf_addf(out,
	    "\"%08" PRIx64 "-%04" PRIx64 "-8%03" PRIx64 "-8%03" PRIx64
	    "-%012" PRIx64 "\"",
	    a >> 32, a >> 16 & 0xffff, a & 0xfff, b >> 52, b & 0xffffffffffff);
}

static void
identifier(struct buf *out, const char *type, struct str name, struct str value,
    uint32_t cwe)
{
	json_open(out);
	json_str(out, "type", str_from(type));
	json_str(out, "name", name);
	json_str(out, "value", value);
	if (cwe > 0)
		report_cwe_json(out, "url", cwe);
	json_close(out);
}

static void
identifiers(struct buf *out, const struct finding *f)
{
	char name[32], value[16];

	json_list(out, "identifiers");
	identifier(out, "assay_rule", f->rule->id, f->rule->id, 0);
	for (size_t i = 0; i < f->rule->cwe_count; i++) {
		uint32_t cwe = f->rule->cwes[i];

		snprintf(name, sizeof(name), "CWE-%" PRIu32, cwe);
		snprintf(value, sizeof(value), "%" PRIu32, cwe);
		identifier(out, "cwe", str_from(name), str_from(value), cwe);
	}
	json_list_end(out);
}

#define FLOW_MAX 30 /* nodes */

static void
flow_node(struct buf *out, const struct scan_place *p, const char *type)
{
	json_open(out);
	json_str(out, "type", STR("code-flow-node"));
	json_str(out, "node_type", str_from(type));
	json_open_in(out, "file_location");
	json_str(out, "type", STR("file-location"));
	json_str(out, "file_name", p->path);
	json_u64(out, "line_start", p->line);
	json_u64(out, "line_end", p->end_line);
	json_close(out);
	json_close(out);
}

static void
details(struct buf *out, const struct finding *f)
{
	size_t last = f->step_count - 1;

	if (f->step_count < 2)
		return;
	json_open_in(out, "details");
	json_open_in(out, "flow");
	json_str(out, "name", STR("From the source to where it is used"));
	json_str(out, "type", STR("code-flows"));
	json_list(out, "items");
	json_list(out, NULL);
	for (size_t i = 0; i <= last; i++)
		if (i < FLOW_MAX || i == last)
			flow_node(out, &f->steps[i],
			    i == 0          ? "source"
				: i == last ? "sink"
					    : "propagation");
	json_list_end(out);
	json_list_end(out);
	json_close(out);
	json_close(out);
}

static void
vulnerability(struct buf *out, const struct finding *f)
{
	json_open(out);
	add_id(out, f);
	json_str(out, "name", f->rule->id);
	json_str(out, "description", f->message);
	json_str(out, "severity", str_from(severity_word(f->rule)));
	identifiers(out, f);
	json_open_in(out, "location");
	json_str(out, "file", f->place.path);
	json_u64(out, "start_line", f->place.line);
	json_u64(out, "end_line", f->place.end_line);
	json_close(out);
	details(out, f);
	json_close(out);
}

static void
tool(struct buf *out, const char *name, const char *version)
{
	json_open_in(out, name);
	json_str(out, "id", STR("assay"));
	json_str(out, "name", STR("assay"));
	json_open_in(out, "vendor");
	json_str(out, "name", STR("assay"));
	json_close(out);
	json_str(out, "version", str_from(version));
	json_close(out);
}

static void
message(struct buf *out, const char *level, struct str text)
{
	json_open(out);
	json_str(out, "level", str_from(level));
	json_str(out, "value", text);
	json_close(out);
}

/* "a.py:3: silenced: rule: why" */
static void
silenced(struct buf *out, const struct finding *f)
{
	struct buf text;

	if (!f->suppressed)
		return;
	buf_init(&text, TEXT_MAX);
	buf_addf(&text, "%.*s:%u: silenced: %.*s: %.*s", STR_FMT(f->place.path),
	    f->place.line, STR_FMT(f->rule->id), STR_FMT(f->reason));
	message(out, "info", buf_view(&text));
	buf_release(&text);
}

/* Files that were not scanned, or not wholly, rules that were refused, and
   what is silenced: the schema has no other place for them. */
static void
messages(struct buf *out, const struct report *r)
{
	json_list(out, "messages");
	for (size_t i = 0; i < r->rules->refused.n; i++)
		message(out, "warn", r->rules->refused.v[i]);
	for (size_t i = 0; i < r->count; i++) {
		const struct scan_file *f = &r->files[i];
		struct buf text;

		for (size_t k = 0; k < f->finding_count; k++)
			silenced(out, &f->findings[k]);
		if (f->skipped.len == 0)
			continue;
		buf_init(&text, TEXT_MAX);
		buf_addf(
		    &text, "%.*s: %.*s", STR_FMT(f->path), STR_FMT(f->skipped));
		message(out, "warn", buf_view(&text));
		buf_release(&text);
	}
	json_list_end(out);
}

static void
scan(struct buf *out, const struct report *r)
{
	char at[CLOCK_TEXT_LEN + 1];

	clock_write(r->at, at);
	at[19] = '\0'; /* the schema wants no zone */
	json_open_in(out, "scan");
	tool(out, "analyzer", r->version);
	tool(out, "scanner", r->version);
	json_str(out, "type", STR("sast"));
	json_str(out, "start_time", str_from(at));
	json_str(out, "end_time", str_from(at));
	json_str(out, "status", STR("success"));
	messages(out, r);
	json_close(out);
}

void
report_gitlab(struct buf *out, const struct report *r)
{
	json_open(out);
	json_str(out, "version", STR(SCHEMA));
	scan(out, r);
	json_list(out, "vulnerabilities");
	for (size_t i = 0; i < r->count; i++)
		for (size_t k = 0; k < r->files[i].finding_count; k++)
			if (!r->files[i].findings[k].suppressed)
				vulnerability(out, &r->files[i].findings[k]);
	json_list_end(out);
	json_close(out);
	buf_add_char(out, '\n');
}
