#include "codec/json.h"
#include "scan/report.h"

/* reviewdog's diagnostics: rdformat's DiagnosticResult, whose columns count
   bytes from 1. */

static const char *
severity_word(const struct rule *rule)
{
	return rule->severity == SEVERITY_ERROR  ? "ERROR"
	    : rule->severity == SEVERITY_WARNING ? "WARNING"
						 : "INFO";
}

/* The byte column of a character column on a line. */
static uint64_t
byte_column(struct str line, uint32_t column)
{
	size_t at = 0;

	while (column > 1 && at < line.len) {
		at++;
		while (at < line.len &&
		    ((unsigned char)line.ptr[at] & 0xc0) == 0x80)
			at++;
		column--;
	}
	return at + column;
}

/* The last of the lines a finding lies on. */
static struct str
last_line(struct str lines)
{
	size_t at = lines.len;

	while (at > 0 && lines.ptr[at - 1] != '\n')
		at--;
	return str_from_at(lines, at);
}

static void
position(struct buf *out, const char *name, uint32_t line, uint64_t column)
{
	json_open_in(out, name);
	json_u64(out, "line", line);
	json_u64(out, "column", column);
	json_close(out);
}

static void
range(struct buf *out, const struct finding *f)
{
	const struct scan_place *p = &f->place;

	json_open_in(out, "range");
	position(out, "start", p->line, byte_column(f->lines, p->column));
	position(out, "end", p->end_line,
	    byte_column(last_line(f->lines), p->end_column));
	json_close(out);
}

static void
suggestion(struct buf *out, const struct finding *f)
{
	if (f->fix.ptr == NULL)
		return;
	json_list(out, "suggestions");
	json_open(out);
	range(out, f);
	json_str(out, "text", f->fix);
	json_close(out);
	json_list_end(out);
}

/* The way of a flow, but for its end. */
static void
related(struct buf *out, const struct finding *f)
{
	if (f->step_count < 2)
		return;
	json_list(out, "relatedLocations");
	for (size_t i = 0; i + 1 < f->step_count; i++) {
		const struct scan_place *p = &f->steps[i];

		json_open(out);
		json_str(out, "message", p->note);
		json_open_in(out, "location");
		json_str(out, "path", p->path);
		json_open_in(out, "range");
		json_open_in(out, "start");
		json_u64(out, "line", p->line);
		json_close(out);
		json_close(out);
		json_close(out);
		json_close(out);
	}
	json_list_end(out);
}

static void
diagnostic(struct buf *out, const struct finding *f)
{
	json_open(out);
	json_str(out, "message", f->message);
	json_open_in(out, "location");
	json_str(out, "path", f->place.path);
	range(out, f);
	json_close(out);
	json_str(out, "severity", str_from(severity_word(f->rule)));
	json_open_in(out, "code");
	json_str(out, "value", f->rule->id);
	if (f->rule->cwe_count > 0)
		report_cwe_json(out, "url", f->rule->cwes[0]);
	json_close(out);
	suggestion(out, f);
	related(out, f);
	json_close(out);
}

void
report_rdjson(struct buf *out, const struct report *r)
{
	json_open(out);
	json_open_in(out, "source");
	json_str(out, "name", STR("assay"));
	json_close(out);
	json_list(out, "diagnostics");
	for (size_t i = 0; i < r->count; i++)
		for (size_t k = 0; k < r->files[i].finding_count; k++)
			if (!r->files[i].findings[k].suppressed)
				diagnostic(out, &r->files[i].findings[k]);
	json_list_end(out);
	json_close(out);
	buf_add_char(out, '\n');
}
