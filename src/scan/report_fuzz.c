#include <stdlib.h>

#include "codec/json_read.h"
#include "scan/report.h"

/* Whatever a finding holds, the reports in JSON are JSON, and an annotation
   is one line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* What the input's lines are put into, one after the other. */
struct scene {
	struct str rest;
	struct rule rule;
	struct rule *list[1];
	struct rules rules;
	struct str refused[1];
	struct scan_place steps[3];
	__typeof__(*((struct finding *)0)->metavars) metavars[1];
	struct finding findings[2]; /* told, and silenced */
	struct scan_file files[2];  /* scanned, and left out */
	struct report_help help[1];
	struct diff_repo repo;
};

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

/* A line for the finding, one for the file left out, nothing else. */
static void
must_be_two_lines(const struct buf *out)
{
	size_t lines = 0;

	for (size_t i = 0; i < out->len; i++) {
		if (i == 0 || out->ptr[i - 1] == '\n')
			lines += str_starts(
			    str_from_at(buf_view(out), i), STR("::"));
		if (out->ptr[i] == '\r')
			abort();
	}
	if (lines != 2 || out->ptr[out->len - 1] != '\n')
		abort();
}

/* Control characters of what was scanned reach no terminal. */
static void
must_be_printable(const struct buf *out)
{
	for (size_t i = 0; i < out->len; i++)
		if (((unsigned char)out->ptr[i] < ' ' && out->ptr[i] != '\n') ||
		    out->ptr[i] == 127)
			abort();
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
	must_be_two_lines(&out);
	buf_reset(&out);
	report_text(&out, r);
	must_be_printable(&out);
	buf_release(&out);
}

static struct str
next(struct scene *s)
{
	struct str line = STR_NONE;

	(void)str_next(&s->rest, '\n', &line);
	return line.ptr != NULL ? line : STR("");
}

/* A line, with what stands for line ends in it made such. */
static struct str
next_text(struct scene *s, struct arena *arena)
{
	struct str line = arena_str(arena, next(s));

	for (size_t i = 0; i < line.len; i++)
		if (line.ptr[i] == '|')
			((char *)(uintptr_t)line.ptr)[i] = '\n';
	return line;
}

static void
fill_finding(struct scene *s, struct arena *arena, size_t len)
{
	struct finding *f = &s->findings[0];

	f->rule = &s->rule;
	f->place.path = s->files[0].path;
	f->message = s->rule.message;
	f->lines = f->place.text = next_text(s, arena);
	f->place.line = f->place.end_line = 1 + (uint32_t)(len % 7);
	f->place.column = f->place.end_column = 1 + (uint32_t)(len % 11);
	f->fix = next_text(s, arena);
	f->steps = s->steps;
	f->step_count = len % 4;
	for (size_t i = 0; i < f->step_count; i++) {
		s->steps[i] = f->place;
		s->steps[i].note = next(s);
	}
	s->metavars[0].name = STR("$X"); /* a name: never other text */
	s->metavars[0].text = next_text(s, arena);
	f->metavars = s->metavars;
	f->metavar_count = 1;
	s->findings[1] = *f;
	s->findings[1].suppressed = true;
	s->findings[1].reason = next(s);
}

static void
fill(struct scene *s, struct arena *arena, size_t len)
{
	s->rule = (struct rule){.severity = (enum severity)(len % 3),
	    .cwes = {79},
	    .cwe_count = len % 2,
	    .id = next_text(s, arena),
	    .message = next_text(s, arena)};
	s->list[0] = &s->rule;
	s->files[0].path = next_text(s, arena);
	fill_finding(s, arena, len);
	s->files[0].findings = s->findings;
	s->files[0].finding_count = 2;
	s->files[1].path = next_text(s, arena);
	s->files[1].skipped = STR("limit");
	s->files[1].why = (enum scan_why)(len % SCAN_WHYS);
	s->refused[0] = next_text(s, arena);
	s->help[0].title = STR("title");
	s->help[0].markdown = next_text(s, arena);
	s->repo.top = STR("/top");
	s->repo.head = s->repo.branch = s->repo.remote = next(s);
	s->rules = (struct rules){.v = s->list, .n = 1};
	s->rules.refused.v = s->refused;
	s->rules.refused.n = 1;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct scene s = {.rest = {(const char *)data, len}};
	struct report report = {.rules = &s.rules,
	    .files = s.files,
	    .help = s.help,
	    .repo = &s.repo,
	    .count = NELEM(s.files),
	    .version = "1"};
	struct arena arena;

	arena_init(&arena, 16 << 20);
	fill(&s, &arena, len);
	report.category = next(&s);
	check(&report);
	arena_release(&arena);
	return 0;
}
