#include "policy/render.h"

#include "codec/hex.h"
#include "codec/markdown.h"
#include "policy/policy_day.h"
#include "policy/words.h"

#define RENDER_MAX ((size_t)4 << 20)

/* As text: nothing in it is taken for markup; its lines become one. */
static void
add_text(struct buf *out, struct str s)
{
	bool blank = false;

	s = str_trim(s);
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if ((unsigned char)c <= ' ') {
			blank = true;
			continue;
		}
		if (blank)
			buf_add_char(out, ' ');
		blank = false;
		if (strchr("\\`*_{}[]<>()#+-.!|&~:/@", c) != NULL)
			buf_add_char(out, '\\');
		buf_add_char(out, c);
	}
}

static void
add_date(struct buf *out, int64_t at)
{
	char text[CLOCK_LONG_LEN + 1];

	clock_write_long(at, text);
	buf_add(out, str_from(text));
}

/* What words.h wrote into *part, as a sentence's beginning or its middle. */
static void
add_part(struct buf *out, struct buf *part, bool capital)
{
	if (capital && part->len > 0 && part->ptr[0] >= 'a' &&
	    part->ptr[0] <= 'z')
		part->ptr[0] -= 'a' - 'A';
	add_text(out, buf_view(part));
	buf_reset(part);
}

static void
add_head(struct buf *out, const struct policy *p)
{
	char hex[2 * CATALOG_HASH + 1];

	buf_add(out, STR("# "));
	add_text(out, p->title);
	if (p->version == 0)
		buf_add(out,
		    STR("\n\nThe default that comes with the program: nobody "
			"in this organisation has approved it.\n\n"));
	else {
		buf_addf(out, "\n\nVersion %u of \"", p->version);
		add_text(out, p->id);
		buf_add(out, STR("\", in force from "));
		add_date(out, policy_day_of(p, p->effective));
		buf_add(out, STR(". Owner: "));
		add_text(out, p->owner);
		buf_add(out, STR(". Approved by "));
		add_text(out, p->approver);
		buf_add(out, STR(" on "));
		add_date(out, p->approved);
		buf_add(out, STR(". Next review by "));
		add_date(out, p->review_by);
		buf_add(out, STR(".\n\n"));
	}
	hex_write(hex, p->hash, sizeof(p->hash));
	buf_addf(out, "SHA-256 of the document: `%s`\n\n", hex);
}

static void
add_answer(struct buf *out, const char *question, struct str answer)
{
	if (answer.len == 0)
		return;
	buf_addf(out, "**%s** ", question);
	add_text(out, answer);
	buf_add(out, STR("\n\n"));
}

static void
add_statement(struct buf *out, const struct policy_statement *s)
{
	buf_add(out, STR("## The six questions\n\n"));
	add_answer(out, "Who trains?", s->who);
	add_answer(out, "What?", s->what);
	add_answer(out, "How often?", s->how_often);
	add_answer(out, "When somebody is new?", s->onboarding);
	add_answer(out, "What if it is not done?", s->non_completion);
	add_answer(out, "Who enforces it?", s->enforced);
}

static void
add_obligation(struct buf *out, struct buf *part, size_t no,
    const struct policy_obligation *o)
{
	buf_addf(out, "%zu. ", no);
	policy_write_who(part, o);
	add_part(out, part, true);
	buf_add(out, STR(": \""));
	add_text(out, o->title.len > 0 ? o->title : o->id);
	buf_add(out, STR("\""));
	policy_write_what(part, o);
	if (part->len > 0) {
		buf_add(out, STR(" ("));
		add_part(out, part, false);
		buf_add(out, STR(")"));
	}
	policy_write_when(part, o);
	if (part->len > 0)
		buf_add(out, STR(", "));
	add_part(out, part, false);
	buf_add(out, STR("."));
	if (o->controls.n > 0) {
		buf_add(out, STR(" For "));
		policy_write_list(part, o->controls.v, o->controls.n);
		add_part(out, part, false);
		buf_add(out, STR("."));
	}
	if (o->rationale.len > 0) {
		buf_add(out, STR(" Why: "));
		add_text(out, o->rationale);
	}
	buf_add(out, STR("\n"));
}

static void
add_obligations(struct buf *out, struct buf *part, const struct policy *p)
{
	buf_add(out, STR("## What is owed\n\n"));
	for (size_t i = 0; i < p->obligations.n; i++)
		add_obligation(out, part, i + 1, &p->obligations.v[i]);
	if (p->obligations.n == 0)
		buf_add(out, STR("Nothing.\n"));
	buf_add(out, STR("\n"));
}

static void
add_item(struct buf *out, struct buf *part)
{
	bool stop = part->len > 0 && part->ptr[part->len - 1] == '.';

	buf_add(out, STR("- "));
	add_part(out, part, true);
	buf_add(out, stop ? STR("\n") : STR(".\n"));
}

static void
add_consequences(struct buf *out, struct buf *part, const struct policy *p)
{
	buf_add(out, STR("## When it is not done\n\n"));
	policy_write_messages(part, &p->messages);
	add_item(out, part);
	for (size_t i = 0; i < p->gates.n; i++) {
		buf_add(part, STR("gate of "));
		policy_write_gate(part, &p->gates.v[i]);
		add_item(out, part);
	}
	buf_add(out, STR("\n"));
}

static void
add_systems(struct buf *out, struct buf *part, const struct policy *p)
{
	if (p->systems.n == 0)
		return;
	buf_add(out, STR("## Where it holds\n\n"));
	for (size_t i = 0; i < p->systems.n; i++) {
		policy_write_system(part, &p->systems.v[i]);
		add_item(out, part);
	}
	buf_add(out, STR("\n"));
}

static void
add_counting(struct buf *out, struct buf *part, const struct policy *p)
{
	buf_add(out, STR("## How it is counted\n\n"));
	buf_addf(out, "Twelve months are %s. Days are those of ",
	    p->year == DUE_YEAR_DAYS ? "365 days" : "counted to the same date");
	buf_add(part, p->zone_name);
	add_part(out, part, false);
	buf_add(out, STR(". "));
	if (p->frameworks.n > 0) {
		buf_add(out, STR("Where a shorter period is asked for by "));
		policy_write_list(part, p->frameworks.v, p->frameworks.n);
		add_part(out, part, false);
		buf_add(out, STR(", it counts. "));
	}
	if (p->keep_years > 0)
		buf_addf(out, "Evidence is kept for %u year%s.", p->keep_years,
		    p->keep_years == 1 ? "" : "s");
	buf_add(out, STR("\n\n"));
}

static void
add_references(struct buf *out, const struct policy *p)
{
	if (p->references.n == 0)
		return;
	buf_add(out, STR("## Other documents\n\n"));
	for (size_t i = 0; i < p->references.n; i++) {
		const struct policy_reference *r = &p->references.v[i];

		buf_add(out, STR("- "));
		add_text(out, r->document);
		if (r->section.len > 0) {
			buf_add(out, STR(", section "));
			add_text(out, r->section);
		}
		if (r->refers_back.len > 0) {
			buf_add(out, STR("; it names this policy in "));
			add_text(out, r->refers_back);
		}
		buf_add(out, STR("\n"));
	}
	buf_add(out, STR("\n"));
}

static void
add_signatures(struct buf *out, const struct policy *p)
{
	static const char line[] = ": ..............................  Date: "
				   "............\n\n";

	if (p->version == 0)
		return;
	buf_add(out, STR("## Signed\n\nOwner, "));
	add_text(out, p->owner);
	buf_add(out, str_from(line));
	buf_add(out, STR("Approver, "));
	add_text(out, p->approver);
	buf_add(out, str_from(line));
	buf_addf(out, "I have read version %u and will follow it.\n\nName",
	    p->version);
	buf_add(out, str_from(line));
}

enum err_code
policy_render(const struct policy *p, struct arena *arena, struct str *markdown,
    struct err *err)
{
	struct buf out, part;
	enum err_code rc;

	buf_init(&out, RENDER_MAX);
	buf_init(&part, RENDER_MAX);
	add_head(&out, p);
	add_statement(&out, &p->statement);
	add_obligations(&out, &part, p);
	add_consequences(&out, &part, p);
	add_systems(&out, &part, p);
	add_counting(&out, &part, p);
	add_references(&out, p);
	add_signatures(&out, p);
	rc = buf_finish(&part, err);
	if (rc == ERR_NONE)
		rc = buf_finish(&out, err);
	if (rc == ERR_NONE) {
		*markdown = arena_buf(arena, &out);
		if (markdown->ptr == NULL)
			rc = arena_fail(arena, err);
	}
	buf_release(&part);
	buf_release(&out);
	return rc;
}

enum err_code
policy_render_text(const struct policy *p, struct arena *arena,
    struct str *text, struct err *err)
{
	struct str markdown;
	struct buf out;
	enum err_code rc = policy_render(p, arena, &markdown, err);

	if (rc != ERR_NONE)
		return rc;
	buf_init(&out, RENDER_MAX);
	rc = markdown_text(markdown, &(struct markdown_config){0}, &out, err);
	buf_add_char(&out, '\n');
	if (rc == ERR_NONE)
		rc = buf_finish(&out, err);
	if (rc == ERR_NONE) {
		*text = arena_buf(arena, &out);
		if (text->ptr == NULL)
			rc = arena_fail(arena, err);
	}
	buf_release(&out);
	return rc;
}
