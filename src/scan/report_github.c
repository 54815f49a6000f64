#include "scan/report.h"

/* GitHub's workflow commands: a line for each annotation.  What ends a
   command, or a property of one, is written as %XX. */
static void
escaped(struct buf *out, struct str text, bool property)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '%' || c == '\r' || c == '\n' ||
		    (property && (c == ':' || c == ',')))
			buf_addf(out, "%%%02X", (unsigned)c);
		else
			buf_add_char(out, c);
	}
}

static void
annotation(struct buf *out, const struct finding *f)
{
	const struct scan_place *p = &f->place;
	const char *word = f->rule->severity == SEVERITY_ERROR ? "error"
	    : f->rule->severity == SEVERITY_WARNING            ? "warning"
							       : "notice";

	buf_addf(out, "::%s file=", word);
	escaped(out, p->path, true);
	buf_addf(out, ",line=%u,endLine=%u", p->line, p->end_line);
	if (p->line == p->end_line)
		buf_addf(out, ",col=%u,endColumn=%u", p->column, p->end_column);
	buf_add(out, STR(",title="));
	escaped(out, f->rule->id, true);
	buf_add(out, STR("::"));
	escaped(out, f->message, false);
	buf_add_char(out, '\n');
}

/* Of a file that was not scanned, or not wholly. */
static void
notice(struct buf *out, const struct scan_file *file)
{
	buf_add(out, STR("::notice file="));
	escaped(out, file->path, true);
	buf_add(out, STR(",title=not wholly scanned::"));
	escaped(out, file->skipped, false);
	buf_add_char(out, '\n');
}

void
report_github(struct buf *out, const struct report *r)
{
	for (size_t i = 0; i < r->count; i++)
		for (size_t k = 0; k < r->files[i].finding_count; k++)
			if (!r->files[i].findings[k].suppressed)
				annotation(out, &r->files[i].findings[k]);
	for (size_t i = 0; i < r->count; i++)
		if (r->files[i].skipped.len > 0)
			notice(out, &r->files[i]);
}
