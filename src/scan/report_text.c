#include "scan/report.h"

#define BOLD   "\033[1m"
#define DIM    "\033[2m"
#define RED    "\033[31m"
#define YELLOW "\033[33m"
#define CYAN   "\033[36m"
#define PLAIN  "\033[0m"
#define WIDTH  76

struct report_totals
report_totals(const struct report *r)
{
	struct report_totals t = {0};

	for (size_t i = 0; i < r->count; i++) {
		const struct scan_file *f = &r->files[i];

		t.skipped += f->skipped.len > 0;
		t.why[f->why] += f->skipped.len > 0;
		t.scanned += f->skipped.len == 0;
		t.broken += f->broken;
		t.lines += f->lines;
		t.bytes += f->bytes;
		for (size_t k = 0; k < f->finding_count; k++)
			if (f->findings[k].suppressed)
				t.suppressed++;
			else
				t.findings++;
	}
	return t;
}

static void
paint(struct buf *out, const struct report *r, const char *colour)
{
	if (r->colour)
		buf_add(out, str_from(colour));
}

/* Control characters of scanned code never reach a terminal. */
static void
add_safe(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		buf_add_char(out,
		    c == '\t'                 ? ' '
			: c < ' ' || c == 127 ? '?'
					      : (char)c);
	}
}

/* Words in lines of at most WIDTH, each line indented. */
static void
add_wrapped(struct buf *out, struct str text, const char *indent)
{
	struct str word, rest = text;
	size_t column = 0;

	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '\n') {
			struct str line;

			while (str_next(&rest, '\n', &line))
				add_wrapped(out, line, indent);
			return;
		}
	while (str_next(&rest, ' ', &word)) {
		if (word.len == 0)
			continue;
		if (column == 0 || column + 1 + word.len > WIDTH) {
			if (column > 0)
				buf_add_char(out, '\n');
			buf_add(out, str_from(indent));
			column = strlen(indent);
		} else {
			buf_add_char(out, ' ');
			column++;
		}
		add_safe(out, word);
		column += word.len;
	}
	buf_add_char(out, '\n');
}

static const char *
severity_word(enum severity severity)
{
	return severity == SEVERITY_ERROR  ? "error"
	    : severity == SEVERITY_WARNING ? "warning"
					   : "note";
}

static void
place_line(struct buf *out, const struct report *r, const struct scan_place *p,
    struct str in, const char *label)
{
	buf_addf(out, "    %-7s", label);
	paint(out, r, DIM);
	if (!str_eq(p->path, in)) {
		add_safe(out, p->path);
		buf_add_char(out, ':');
	}
	buf_addf(out, "%5u | ", p->line);
	paint(out, r, PLAIN);
	add_safe(out, str_sub(p->text, 0, 200));
	buf_add_char(out, '\n');
}

static void
steps(struct buf *out, const struct report *r, const struct finding *f)
{
	struct str path = STR("");
	uint32_t last = 0;

	for (size_t i = 0; i < f->step_count; i++) {
		bool first = i == 0, end = i + 1 == f->step_count;

		if (f->steps[i].line == last && !end &&
		    str_eq(f->steps[i].path, path))
			continue;
		last = f->steps[i].line;
		path = f->steps[i].path;
		place_line(out, r, &f->steps[i], f->place.path,
		    first     ? "source"
			: end ? "sink"
			      : "step");
	}
}

static const struct report_help *
help_of(const struct report *r, const struct rule *rule)
{
	for (size_t i = 0; r->help != NULL && i < r->rules->n; i++)
		if (r->rules->v[i] == rule)
			return &r->help[i];
	return NULL;
}

static void
one(struct buf *out, const struct report *r, const struct finding *f)
{
	const struct report_help *help = help_of(r, f->rule);

	paint(out, r, BOLD);
	add_safe(out, f->place.path);
	buf_addf(out, ":%u:%u", f->place.line, f->place.column);
	paint(out, r, PLAIN);
	buf_add(out, STR(": "));
	paint(out, r, f->rule->severity == SEVERITY_ERROR ? RED : YELLOW);
	buf_add(out, str_from(severity_word(f->rule->severity)));
	paint(out, r, PLAIN);
	buf_add(out, STR(": "));
	add_safe(out, f->rule->id);
	if (f->rule->cwe_count > 0)
		buf_addf(out, " (CWE-%u)", f->rule->cwes[0]);
	buf_add_char(out, '\n');
	if (f->step_count > 0)
		steps(out, r, f);
	else
		place_line(out, r, &f->place, f->place.path, "");
	add_wrapped(out, f->message, "    ");
	if (help != NULL && help->title.len > 0) {
		paint(out, r, CYAN);
		buf_addf(out, "    lesson: %.*s (%.*s)\n", STR_FMT(help->title),
		    STR_FMT(help->module));
		paint(out, r, PLAIN);
	}
	buf_add_char(out, '\n');
}

static bool
told_before(const struct report *r, const struct scan_file *file, size_t k)
{
	for (const struct scan_file *f = r->files; f <= file; f++)
		for (size_t i = 0; i < f->finding_count; i++) {
			if (f == file && i == k)
				return false;
			if (!f->findings[i].suppressed &&
			    f->findings[i].rule == file->findings[k].rule)
				return true;
		}
	return false;
}

static void
explain(struct buf *out, const struct report *r)
{
	for (size_t i = 0; i < r->count; i++)
		for (size_t k = 0; k < r->files[i].finding_count; k++) {
			const struct finding *f = &r->files[i].findings[k];
			const struct report_help *help = help_of(r, f->rule);

			if (f->suppressed || help == NULL ||
			    help->text.len == 0 ||
			    told_before(r, &r->files[i], k))
				continue;
			paint(out, r, BOLD);
			buf_addf(out, "-- %.*s", STR_FMT(f->rule->id));
			if (help->title.len > 0)
				buf_addf(out, ": %.*s", STR_FMT(help->title));
			paint(out, r, PLAIN);
			buf_add(out, STR("\n\n"));
			buf_add(out, help->text);
			buf_add_char(out, '\n');
		}
}

/* The files that were not scanned, or not wholly, and the silenced. */
static void
left_out(struct buf *out, const struct report *r)
{
	for (size_t i = 0; i < r->count; i++) {
		if (r->files[i].skipped.len == 0)
			continue;
		add_safe(out, r->files[i].path);
		buf_add(out, STR(": not wholly scanned: "));
		add_safe(out, r->files[i].skipped);
		buf_add_char(out, '\n');
	}
	for (size_t i = 0; i < r->count; i++)
		for (size_t k = 0; k < r->files[i].finding_count; k++) {
			const struct finding *f = &r->files[i].findings[k];

			if (!f->suppressed)
				continue;
			add_safe(out, f->place.path);
			buf_addf(out, ":%u: silenced: ", f->place.line);
			add_safe(out, f->rule->id);
			buf_add(out, STR(": "));
			add_safe(out, f->reason);
			buf_add_char(out, '\n');
		}
}

/* ", 3 not wholly scanned (1 binary, 2 too large)" */
static void
reasons(struct buf *out, const struct report_totals *t)
{
	static const char *const words[SCAN_WHYS] = {
	    [SCAN_OVER] = "over a limit",
	    [SCAN_BINARY] = "binary",
	    [SCAN_LARGE] = "too large",
	    [SCAN_UNREADABLE] = "unreadable"};
	const char *before = " (";

	if (t->skipped == 0)
		return;
	buf_addf(out, ", %zu not wholly scanned", t->skipped);
	for (size_t i = 0; i < SCAN_WHYS; i++) {
		if (t->why[i] == 0)
			continue;
		buf_addf(out, "%s%zu %s", before, t->why[i], words[i]);
		before = ", ";
	}
	buf_add_char(out, ')');
}

static void
summary(struct buf *out, const struct report *r)
{
	struct report_totals t = report_totals(r);

	buf_addf(out, "%zu finding%s in %zu file%s (%zu lines), %zu rule%s",
	    t.findings, t.findings == 1 ? "" : "s", r->count,
	    r->count == 1 ? "" : "s", t.lines, r->rules->n,
	    r->rules->n == 1 ? "" : "s");
	if (r->rules->refused.n > 0)
		buf_addf(out, " (%zu refused)", r->rules->refused.n);
	if (t.suppressed > 0)
		buf_addf(out, ", %zu silenced", t.suppressed);
	reasons(out, &t);
	if (r->links > 0)
		buf_addf(out, ", %zu link%s not followed", r->links,
		    r->links == 1 ? "" : "s");
	buf_add_char(out, '\n');
}

void
report_text(struct buf *out, const struct report *r)
{
	for (size_t i = 0; i < r->count; i++)
		for (size_t k = 0; k < r->files[i].finding_count; k++)
			if (!r->files[i].findings[k].suppressed)
				one(out, r, &r->files[i].findings[k]);
	if (r->explain)
		explain(out, r);
	left_out(out, r);
	summary(out, r);
}
