#include <inttypes.h>
#include <stdio.h>

#include "codec/json.h"
#include "codec/yaml.h"
#include "scan/report.h"

#define NESTING_MAX 40

static void
scalar(struct buf *out, const char *name, const struct yaml *node)
{
	int64_t n;

	if (node->style == YAML_PLAIN && str_eq(node->text, STR("true")))
		json_flag(out, name, true);
	else if (node->style == YAML_PLAIN && str_eq(node->text, STR("false")))
		json_flag(out, name, false);
	else if (node->style == YAML_PLAIN && str_i64(node->text, &n))
		json_i64(out, name, n);
	else
		json_str(out, name, node->text);
}

static void
value(
    struct buf *out, const char *name, const struct yaml *node, unsigned depth)
{
	if (node->kind == YAML_SCALAR || depth > NESTING_MAX) {
		scalar(out, name, node);
		return;
	}
	if (node->kind == YAML_LIST) {
		json_list(out, name);
		YAML_EACH(item, node)
		value(out, NULL, item, depth + 1);
		json_list_end(out);
		return;
	}
	if (name != NULL)
		json_open_in(out, name);
	else
		json_open(out);
	YAML_EACH(item, node)
	{
		json_name(out, item->key);
		value(out, NULL, item, depth + 1);
	}
	json_close(out);
}

void
report_yaml_json(struct buf *out, const char *name, const struct yaml *node)
{
	value(out, name, node, 0);
}

void
report_cwe_json(struct buf *out, const char *name, uint32_t cwe)
{
	char url[80];

	snprintf(url, sizeof(url),
	    "https://cwe.mitre.org/data/definitions/%" PRIu32 ".html", cwe);
	json_str(out, name, str_from(url));
}

static const char *
severity_word(enum severity severity)
{
	return severity == SEVERITY_ERROR  ? "ERROR"
	    : severity == SEVERITY_WARNING ? "WARNING"
					   : "INFO";
}

static void
position(struct buf *out, const char *name, uint32_t line, uint32_t column,
    uint32_t offset)
{
	json_open_in(out, name);
	json_u64(out, "line", line);
	json_u64(out, "col", column);
	json_u64(out, "offset", offset);
	json_close(out);
}

static void
metavars(struct buf *out, const struct finding *f)
{
	json_open_in(out, "metavars");
	for (size_t i = 0; i < f->metavar_count; i++) {
		__typeof__(f->metavars) v = &f->metavars[i];

		json_name(out, v->name);
		json_open(out);
		position(out, "start", v->line, v->column, v->start);
		position(out, "end", v->end_line, v->end_column, v->end);
		json_str(out, "abstract_content", v->text);
		json_close(out);
	}
	json_close(out);
}

static void
location(struct buf *out, const struct scan_place *p)
{
	json_open(out);
	json_str(out, "path", p->path);
	position(out, "start", p->line, p->column, p->start);
	position(out, "end", p->end_line, p->end_column, p->end);
	json_close(out);
}

/* An end of a flow is a variant: its kind, then a place and what stands
   there. */
static void
end(struct buf *out, const char *name, const struct scan_place *p)
{
	json_list(out, name);
	json_str(out, NULL, STR("CliLoc"));
	json_list(out, NULL);
	location(out, p);
	json_str(out, NULL, p->text);
	json_list_end(out);
	json_list_end(out);
}

static void
trace(struct buf *out, const struct finding *f)
{
	if (f->step_count < 2)
		return;
	json_open_in(out, "dataflow_trace");
	end(out, "taint_source", &f->steps[0]);
	json_list(out, "intermediate_vars");
	for (size_t i = 1; i + 1 < f->step_count; i++) {
		json_open(out);
		json_name(out, STR("location"));
		location(out, &f->steps[i]);
		json_str(out, "content", f->steps[i].text);
		json_close(out);
	}
	json_list_end(out);
	end(out, "taint_sink", &f->steps[f->step_count - 1]);
	json_close(out);
}

static void
result(struct buf *out, const struct finding *f)
{
	json_open(out);
	json_str(out, "check_id", f->rule->id);
	json_str(out, "path", f->place.path);
	position(out, "start", f->place.line, f->place.column, f->place.start);
	position(
	    out, "end", f->place.end_line, f->place.end_column, f->place.end);
	json_open_in(out, "extra");
	json_str(out, "message", f->message);
	json_str(out, "severity", str_from(severity_word(f->rule->severity)));
	if (f->rule->metadata != NULL)
		report_yaml_json(out, "metadata", f->rule->metadata);
	else {
		json_open_in(out, "metadata");
		json_close(out);
	}
	metavars(out, f);
	if (f->fix.ptr != NULL)
		json_str(out, "fix", f->fix);
	json_str(out, "lines", f->lines);
	json_str(out, "fingerprint", str_from(f->line_hash));
	json_flag(out, "is_ignored", f->suppressed);
	trace(out, f);
	json_close(out);
	json_close(out);
}

/* Semgrep's words for it. */
static const char *
skip_word(enum scan_why why)
{
	switch (why) {
	case SCAN_BINARY:
		return "binary";
	case SCAN_LARGE:
		return "exceeded_size_limit";
	case SCAN_UNREADABLE:
		return "insufficient_permissions";
	default:
		return "analysis_failed_parser_or_internal_error";
	}
}

static void
paths(struct buf *out, const struct report *r)
{
	json_open_in(out, "paths");
	json_list(out, "scanned");
	for (size_t i = 0; i < r->count; i++)
		if (r->files[i].skipped.len == 0)
			json_str(out, NULL, r->files[i].path);
	json_list_end(out);
	json_list(out, "skipped");
	for (size_t i = 0; i < r->count; i++) {
		if (r->files[i].skipped.len == 0)
			continue;
		json_open(out);
		json_str(out, "path", r->files[i].path);
		json_str(out, "reason", str_from(skip_word(r->files[i].why)));
		json_str(out, "details", r->files[i].skipped);
		json_close(out);
	}
	json_list_end(out);
	json_close(out);
}

void
report_json(struct buf *out, const struct report *r)
{
	json_open(out);
	json_str(out, "version", str_from(r->version));
	json_list(out, "results");
	for (size_t i = 0; i < r->count; i++)
		for (size_t k = 0; k < r->files[i].finding_count; k++)
			result(out, &r->files[i].findings[k]);
	json_list_end(out);
	json_list(out, "errors");
	for (size_t i = 0; i < r->rules->refused.n; i++) {
		json_open(out);
		json_u64(out, "code", 4); /* of rules that do not parse */
		json_str(out, "level", STR("warn"));
		json_str(out, "type", STR("Rule parse error"));
		json_str(out, "message", r->rules->refused.v[i]);
		json_close(out);
	}
	json_list_end(out);
	paths(out, r);
	json_close(out);
	buf_add_char(out, '\n');
}
