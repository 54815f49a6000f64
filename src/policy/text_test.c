/* What a document says, in words: the page to sign and the comparison. */
#include "base/file.h"
#include "base/test.h"
#include "codec/markdown.h"
#include "policy/diff.h"
#include "policy/reference.h"
#include "policy/render.h"

struct paper {
	struct arena arena;
	struct catalog *catalog;
	struct str text; /* of content/policies/template.yaml */
};

static void
paper_open(struct paper *p)
{
	struct err err;

	arena_init(&p->arena, (size_t)64 << 20);
	CHECK_OK(catalog_load("content", &p->catalog, &err), &err);
	CHECK_OK(file_read("content/policies/template.yaml", POLICY_BYTES_MAX,
		     &p->arena, &p->text, &err),
	    &err);
}

static void
paper_close(struct paper *p)
{
	catalog_free(p->catalog);
	arena_release(&p->arena);
}

/* The template with one piece of it replaced, which must be there. */
static struct str
with(struct paper *p, const char *old, const char *new)
{
	size_t at = str_find(p->text, str_from(old));

	CHECK(at < p->text.len);
	return arena_strf(&p->arena, "%.*s%s%.*s", (int)at, p->text.ptr, new,
	    STR_FMT(str_from_at(p->text, at + strlen(old))));
}

static struct policy *
read_text(struct paper *p, struct str text)
{
	struct policy *policy;
	struct err err;

	CHECK_OK(policy_read(
		     text, "policy.yaml", p->catalog, &p->arena, &policy, &err),
	    &err);
	return policy;
}

static bool
has(struct str text, const char *part)
{
	return str_find(text, str_from(part)) < text.len;
}

static void
the_template_is_a_policy_without_a_problem(void)
{
	struct policy_problems problems = {0};
	struct policy *policy;
	struct paper p;
	struct err err;

	paper_open(&p);
	policy = read_text(&p, p.text);
	CHECK_OK(
	    policy_check(policy, p.catalog, &p.arena, &problems, &err), &err);
	for (size_t i = 0; i < problems.n; i++)
		print_error("%.*s\n", STR_FMT(problems.v[i].text));
	CHECK_INT(problems.n, 0);
	paper_close(&p);
}

static void
the_template_has_an_obligation_of_every_kind(void)
{
	bool seen[POLICY_KINDS] = {false};
	struct policy *policy;
	struct paper p;

	paper_open(&p);
	policy = read_text(&p, p.text);
	for (size_t i = 0; i < policy->obligations.n; i++)
		seen[policy->obligations.v[i].kind] = true;
	for (unsigned k = 0; k < POLICY_KINDS; k++)
		if (!seen[k])
			fail_msg("none of the kind %s", policy_kind_name(k));
	paper_close(&p);
}

/* ACCEPT=1 writes it anew. */
static void
the_page_to_sign_is_what_was_last_accepted(void)
{
	const char *file = "tests/golden/policy_text.txt";
	struct str text, accepted;
	struct paper p;
	struct err err;

	paper_open(&p);
	CHECK_OK(
	    policy_render_text(read_text(&p, p.text), &p.arena, &text, &err),
	    &err);
	if (getenv("ACCEPT") != NULL)
		CHECK_OK(file_write(file, text, 0644, &err), &err);
	CHECK_OK(
	    file_read(file, (size_t)1 << 20, &p.arena, &accepted, &err), &err);
	CHECK_STR(text, accepted);
	paper_close(&p);
}

static void
what_the_author_wrote_is_text_on_the_page_and_never_markup(void)
{
	static const char bad[] =
	    "title: \"<script>alert(1)</script> [x](javascript:alert(1)) "
	    "# *bold* | ![i](u) &lt; `code` http://evil.example\"";
	struct str markdown;
	struct paper p;
	struct err err;
	struct buf html;

	paper_open(&p);
	CHECK_OK(policy_render(
		     read_text(&p,
			 with(&p, "title: \"Security training policy\"", bad)),
		     &p.arena, &markdown, &err),
	    &err);
	buf_init(&html, 1 << 20);
	CHECK_OK(
	    markdown_html(markdown, &(struct markdown_config){0}, &html, &err),
	    &err);
	CHECK(!has(buf_view(&html), "<script"));
	CHECK(!has(buf_view(&html), "<a "));
	CHECK(!has(buf_view(&html), "<em>"));
	CHECK(!has(buf_view(&html), "<code>code"));
	CHECK(has(buf_view(&html),
	    "&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1))"));
	CHECK(has(buf_view(&html), "&amp;lt; `code` http://evil.example"));
	buf_release(&html);
	paper_close(&p);
}

static void
the_rule_in_words_follows_the_rule(void)
{
	static const struct {
		const char *cadence, *says;
	} rules[] = {
	    {"{rule: after-completion, every: 24 months}",
		"within 14 days, then every 24 months to the same date"},
	    {"{rule: after-completion, every: 90 days}",
		"within 14 days, then every 90 days"},
	    {"{rule: course}", "within 14 days, then as each course says"},
	    {"{rule: window, every: 12 months, closes: 2027-03-31, "
	     "open_days: 60}",
		"within 14 days, then in a window that closes on 31 March "
		"2027 and every 12 months to the same date from there, open "
		"for 60 days"},
	    {"{rule: later-of-both, every: 12 months, closes: 2027-03-31, "
	     "open_days: 60, minimum_active: 6 months}",
		"open for 60 days, but not within 6 months to the same date "
		"of the last time"},
	};
	struct str markdown;
	struct paper p;
	struct err err;

	paper_open(&p);
	for (size_t i = 0; i < NELEM(rules); i++) {
		struct str
		    flow = arena_strf(
			&p.arena, "    cadence: %s\n", rules[i].cadence),
		    text = with(&p,
			"    cadence:\n"
			"      rule: after-completion    # or once, "
			"window, later-of-both, course\n"
			"      every: 12 months\n"
			"      on_major: true            # again when "
			"what is taught changes\n"
			"      recertify_days: 30        # within so long "
			"of that change\n",
			flow.ptr);

		CHECK_OK(policy_render(
			     read_text(&p, text), &p.arena, &markdown, &err),
		    &err);
		if (!has(markdown, rules[i].says))
			fail_msg("%s\nis not in\n%.*s", rules[i].says,
			    STR_FMT(markdown));
	}
	paper_close(&p);
}

/* --- two versions -----------------------------------------------------------
 */

static void
a_changed_key_is_one_change_in_words(void)
{
	static const struct {
		const char *old, *new, *says;
	} edits[] = {
	    {"owner: \"Head of security\" ", "owner: \"Somebody\" ",
		"owner: \"Head of security\" becomes \"Somebody\""},
	    {"twelve_months: same-date ", "twelve_months: 365-days ", NULL},
	    {"keep_years: 3 ", "keep_years: 7 ",
		"evidence kept: \"3 years\" becomes \"7 years\""},
	    {"change_days: 30 ", "change_days: 60 ", "settings: "},
	    {"owner_mail: \"security@", "owner_mail: \"sec@", "owner's mail: "},
	    {"grace_days: 14", "grace_days: 7",
		"gate production: \"production: shut 14 days after the date;"},
	    {"    first_days: 90\n", "    first_days: 60\n",
		"obligation competence, when: \"within 90 days, once for all; "
		"counts where it was studied here or tested out\" becomes "
		"\"within 60 days,"},
	    {"      access: [production, customer-data, secrets-manager]",
		"      access: [production]",
		"obligation before-production, who: \"everybody who has "
		"access to production, customer-data or secrets-manager\" "
		"becomes \"everybody who has access to production\""},
	    {"    opens_days: 30 ", "    opens_days: 60 ",
		"obligation secure-coding, asked for: "},
	    {"    boundary: outside", "    boundary: inside",
		"system marketing-site: "},
	    {"frameworks: [soc2, iso27001]", "frameworks: [soc2, pci]",
		"frameworks that may tighten: \"soc2 and iso27001\" becomes "
		"\"soc2 and pci\""},
	    {"valid_months: 12", "valid_months: 6", "certificate Secure"},
	};
	struct policy_changes changes;
	struct policy *before;
	struct paper p;
	struct err err;
	struct buf says;

	paper_open(&p);
	buf_init(&says, 1 << 16);
	before = read_text(&p, p.text);
	for (size_t i = 0; i < NELEM(edits); i++) {
		struct policy *after =
		    read_text(&p, with(&p, edits[i].old, edits[i].new));

		CHECK_OK(
		    policy_diff(before, after, &p.arena, &changes, &err), &err);
		if (edits[i].says == NULL) {
			CHECK(changes.n > 1); /* every period reads anew */
			continue;
		}
		CHECK_INT(changes.n, 1);
		buf_reset(&says);
		policy_change_write(&says, &changes.v[0]);
		if (!str_starts(buf_view(&says), str_from(edits[i].says)))
			fail_msg("\"%.*s\" is not as %s",
			    STR_FMT(buf_view(&says)), edits[i].says);
	}
	buf_release(&says);
	paper_close(&p);
}

static void
an_obligation_that_comes_or_goes_is_said_whole(void)
{
	static const char records[] = "  - id: records\n"
				      "    title: \"Records are kept\"\n"
				      "    kind: retention\n"
				      "    controls: [\"nist-800-53:AT-4\"]\n";
	struct policy_changes changes;
	struct policy *with_it, *without;
	struct paper p;
	struct err err;

	paper_open(&p);
	with_it = read_text(&p, p.text);
	without = read_text(&p, with(&p, records, ""));
	CHECK_OK(policy_diff(with_it, without, &p.arena, &changes, &err), &err);
	CHECK_INT(changes.n, 1);
	CHECK_STR(changes.v[0].where, STR("obligation records"));
	CHECK(changes.v[0].after.ptr == NULL);
	CHECK_OK(policy_diff(without, with_it, &p.arena, &changes, &err), &err);
	CHECK_INT(changes.n, 1);
	CHECK(changes.v[0].before.ptr == NULL);
	CHECK(has(changes.v[0].after, "\"Records are kept\""));
	paper_close(&p);
}

static void
comments_and_order_are_no_change(void)
{
	struct policy_changes changes;
	struct policy *before, *after;
	struct paper p;
	struct err err;

	paper_open(&p);
	before = read_text(&p, p.text);
	after = read_text(&p,
	    with(&p,
		"  return_days: 14               # left at least after a "
		"leave\n"
		"  late_entry_days: 14           # left after a change "
		"that was entered late\n",
		"  late_entry_days: 14\n  return_days: 14 # other words\n"));
	CHECK_OK(policy_diff(before, after, &p.arena, &changes, &err), &err);
	CHECK_INT(changes.n, 0);
	CHECK(memcmp(before->hash, after->hash, CATALOG_HASH) != 0);
	paper_close(&p);
}

/* --- beside another document
 * -------------------------------------------------- */

static const char other[] =
    "# Information security policy\n\n"
    "## 5 People\n\nx\n\n### 5.2 Screening\n\n1. Before hire\n2. After\n\n"
    "## Training and awareness {#training}\n\n"
    "1. The *Security training policy* says who trains.\n"
    "2. So it does.\n\n"
    "```\n# not a heading\n```\n\nMore.\n\n"
    "## Incidents\n\nNothing here.\n";

static size_t
problems_of(struct paper *p, const char *name, struct str text,
    struct str document, struct str section, struct str back, struct str *first)
{
	struct policy_reference reference = {document, section, back};
	struct policy policy = {
	    .id = STR("training"), .title = STR("Security training policy")};
	struct policy_problems problems = {0};
	struct err err;

	policy.references.v = &reference;
	policy.references.n = 1;
	CHECK_OK(
	    reference_check(&policy, name, text, &p->arena, &problems, &err),
	    &err);
	*first = problems.n > 0 ? problems.v[0].text : STR("");
	return problems.n;
}

static void
a_section_is_found_by_number_anchor_and_title_and_names_us_back(void)
{
	static const char *const good[][2] = {
	    {"5.2", "training"},
	    {"5", "#training"},
	    {"Screening", "Training and awareness"},
	    {"#screening", "TRAINING AND AWARENESS"},
	    {"Training and awareness", ""},
	    {"§ 5.2", ""},
	};
	static const struct {
		const char *section, *back, *says;
	} bad[] = {
	    {"5.3", "training",
		"isms.md: no section '5.3', to which this policy refers"},
	    {"not a heading", "training", "isms.md: no section 'not a"},
	    {"1", "training", "isms.md: no section '1'"},
	    {"5.2", "Incidents",
		"isms.md:23: section 'Incidents' names neither 'Security "
		"training policy' nor 'training'"},
	    {"5.2", "9", "isms.md: no section '9', which should name this"},
	};
	struct str first;
	struct paper p;

	paper_open(&p);
	for (size_t i = 0; i < NELEM(good); i++) {
		size_t n = problems_of(&p, "docs/isms.md", str_from(other),
		    STR("Information Security Policy"), str_from(good[i][0]),
		    str_from(good[i][1]), &first);

		CHECK_STR(first, STR(""));
		CHECK_INT(n, 0);
	}
	for (size_t i = 0; i < NELEM(bad); i++) {
		CHECK_INT(problems_of(&p, "docs/isms.md", str_from(other),
			      STR("isms"), str_from(bad[i].section),
			      str_from(bad[i].back), &first),
		    1);
		if (!str_starts(first, str_from(bad[i].says)))
			fail_msg(
			    "'%.*s' is not '%s'", STR_FMT(first), bad[i].says);
	}
	paper_close(&p);
}

static void
plain_text_has_numbered_sections_and_a_foreign_document_is_said_so(void)
{
	static const char plain[] =
	    "ISMS\n\n5 People\n\nx\n\n5.2. Training\n\nSee training policy "
	    "training-2 and\nthe trainings.\n\n6 Rest\n\nsee training\n";
	struct str first;
	struct paper p;

	paper_open(&p);
	CHECK_INT(problems_of(&p, "isms.txt", str_from(plain), STR("ISMS"),
		      STR("5.2"), STR("6"), &first),
	    0);
	CHECK_INT(problems_of(&p, "isms.txt", str_from(plain), STR("isms"),
		      STR("Rest"), STR("5"), &first),
	    0); /* 5.2 is within 5, and says "training policy" */
	CHECK_INT(problems_of(&p, "isms.txt", str_from(plain), STR("Another"),
		      STR("5.2"), STR("6"), &first),
	    1);
	CHECK(has(first, "refers to no document 'ISMS' or 'isms'"));
	CHECK_INT(problems_of(&p, "isms.txt", STR("ISMS\n\n1 A\n\nx\n"),
		      STR("ISMS"), STR("1"), STR(""), &first),
	    1);
	CHECK(has(first, "nowhere names"));
	paper_close(&p);
}

TEST_MAIN(T(the_template_is_a_policy_without_a_problem),
    T(the_template_has_an_obligation_of_every_kind),
    T(the_page_to_sign_is_what_was_last_accepted),
    T(what_the_author_wrote_is_text_on_the_page_and_never_markup),
    T(the_rule_in_words_follows_the_rule),
    T(a_changed_key_is_one_change_in_words),
    T(an_obligation_that_comes_or_goes_is_said_whole),
    T(comments_and_order_are_no_change),
    T(a_section_is_found_by_number_anchor_and_title_and_names_us_back),
    T(plain_text_has_numbered_sections_and_a_foreign_document_is_said_so))
