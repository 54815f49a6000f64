#include "scan/sarif_state.h"

#include "scan/sarif_text.h"

static struct sarif_run_kept *
run(struct sarif_fill *f)
{
	return &f->runs.v[f->run_at - 1];
}

/* A copy that lives as long as what it belongs to; empty past memory, which
   keep_ok notices. */
static struct str
keep(struct sarif_fill *f, struct str text)
{
	return arena_str(f->in_result ? &f->brief : &f->kept, text);
}

static int
keep_ok(struct sarif_fill *f, struct str kept)
{
	if (kept.ptr)
		return 1;
	return sarif_refuse(f, ERR_LIMIT,
	    "the rules and names take more than the %zu bytes they may",
	    f->limits.memory);
}

static int
set(struct sarif_fill *f, struct str *to, struct str text)
{
	if (f->second && !f->in_result)
		return 1; /* the first pass has it */
	*to = keep(f, text);
	return keep_ok(f, *to);
}

static int
begin_run(struct sarif_fill *f)
{
	f->run_at++;
	if (f->second)
		return 1;
	if (f->runs.n == f->limits.runs)
		return sarif_refuse(f, ERR_LIMIT, "more than %llu runs",
		    (unsigned long long)f->limits.runs);
	if (!ARENA_PUSH(&f->kept, &f->runs))
		return keep_ok(f, STR_NONE);
	run(f)->run.index = f->runs.n - 1;
	return 1;
}

static int
end_run(struct sarif_fill *f)
{
	struct sarif_run_kept *r = run(f);

	if (f->second)
		return 1;
	if (!r->run.tool.ptr)
		return sarif_refuse(
		    f, ERR_INVALID, "the run does not name tool.driver.name");
	if (r->semver.ptr)
		r->run.version = r->semver;
	if (sarif_rules_index(&r->rules, &f->kept, &f->err) != ERR_NONE)
		return keep_ok(f, STR_NONE);
	return 1;
}

static int
end_rule(struct sarif_fill *f)
{
	struct sarif_run_kept *r = run(f);
	struct sarif_rule *to;

	if (f->second)
		return 1;
	if (f->rule_count++ == f->limits.rules)
		return sarif_refuse(f, ERR_LIMIT, "more than %llu rules",
		    (unsigned long long)f->limits.rules);
	to = ARENA_PUSH(&f->kept, &r->rules);
	if (!to)
		return keep_ok(f, STR_NONE);
	if (!f->rule.id.ptr)
		f->rule.id = STR("");
	*to = f->rule;
	return 1;
}

static void
begin_rule(struct sarif_fill *f)
{
	const struct sarif_frame *list = &f->frames[f->depth - 2];

	memset(&f->rule, 0, sizeof(f->rule));
	f->rule.index = list->index - 1;
	f->rule.component = f->second ? 0 : run(f)->components - 1;
}

static int
begin_result(struct sarif_fill *f)
{
	arena_reset(&f->brief);
	memset(&f->result, 0, sizeof(f->result));
	memset(&f->own, 0, sizeof(f->own));
	f->in_result = true;
	f->level_set = false;
	f->rule_index = SARIF_NO_INDEX;
	f->rule_component = 0;
	if (f->results++ == f->limits.results)
		return sarif_refuse(f, ERR_LIMIT, "more than %llu results",
		    (unsigned long long)f->limits.results);
	return 1;
}

/* What the rule says where the result is silent. */
static void
add_rule(struct sarif_fill *f, const struct sarif_rule *rule)
{
	struct sarif_result *r = &f->result;

	if (r->rule.len == 0)
		r->rule = rule->id;
	r->title = rule->text.len > 0 ? rule->text : rule->name;
	r->help = rule->help;
	if (!f->level_set && rule->level_set)
		r->level = rule->level;
	for (size_t i = 0; i < rule->cwes.n; i++)
		sarif_cwes_add(&f->own, rule->cwes.v[i]);
}

static int
end_result(struct sarif_fill *f)
{
	struct sarif_result *r = &f->result;
	const struct sarif_rule *rule;

	f->in_result = false;
	if (!f->second)
		return 1;
	r->run = &run(f)->run;
	if (!f->level_set)
		r->level = SARIF_WARNING;
	rule = sarif_rules_find(
	    &run(f)->rules, r->rule, f->rule_component, f->rule_index);
	if (rule)
		add_rule(f, rule);
	if (r->rule.len == 0)
		r->rule = STR("unnamed");
	if (r->message.len == 0)
		r->message = r->title.len > 0 ? r->title : r->rule;
	memcpy(r->cwes, f->own.v, sizeof(r->cwes));
	r->cwe_count = f->own.n;
	if (f->each(r, f->ctx, &f->err) == ERR_NONE)
		return 1;
	f->place_said = true;
	return 0;
}

static struct sarif_cwes *
cwes(struct sarif_fill *f)
{
	return f->in_result ? &f->own : &f->rule.cwes;
}

static void
end_taxon(struct sarif_fill *f)
{
	struct str id = f->taxon_id;
	uint64_t n;

	if (!id.ptr)
		return;
	if (f->taxon_name.len >= 3 &&
	    str_eq_case(str_sub(f->taxon_name, 0, 3), STR("cwe")) &&
	    str_u64(id, &n))
		sarif_cwes_add(cwes(f), n);
	else
		sarif_cwes_in(cwes(f), id);
}

static int
take_run_text(struct sarif_fill *f, enum sarif_field field, struct str text)
{
	struct sarif_run_kept *r = run(f);
	bool driver =
	    f->depth >= 2 && f->frames[f->depth - 2].place == PLACE_TOOL;

	if (f->second)
		return 1;
	if (field == FIELD_AUTOMATION_ID)
		return set(f, &r->run.automation_id, text);
	if (!driver)
		return 1;
	if (field == FIELD_COMPONENT_NAME)
		return set(f, &r->run.tool, text);
	if (field == FIELD_COMPONENT_SEMVER)
		return set(f, &r->semver, text);
	return set(f, &r->run.version, text);
}

static int
take_rule_text(struct sarif_fill *f, enum sarif_field field, struct str text)
{
	if (f->second)
		return 1;
	switch ((int)field) {
	case FIELD_RULE_ID:
		return set(f, &f->rule.id, text);
	case FIELD_RULE_NAME:
		return set(f, &f->rule.name, text);
	case FIELD_RULE_HELP:
		return set(f, &f->rule.help, text);
	case FIELD_RULE_TEXT:
		return set(f, &f->rule.text, sarif_cut(text, SARIF_TEXT_MAX));
	default:
		break;
	}
	if (!sarif_level_read(text, &f->rule.level))
		return sarif_refuse(
		    f, ERR_INVALID, "expected none, note, warning or error");
	f->rule.level_set = true;
	return 1;
}

static int
take_kind(struct sarif_fill *f, struct str text)
{
	static const struct {
		const char *kind;
		bool passed;
	} kinds[] = {{"fail", false}, {"open", false}, {"review", false},
	    {"pass", true}, {"notApplicable", true}, {"informational", true}};

	for (size_t i = 0; i < NELEM(kinds); i++)
		if (str_eq(text, str_from(kinds[i].kind))) {
			f->result.passed = kinds[i].passed;
			return 1;
		}
	return sarif_refuse(
	    f, ERR_INVALID, "a kind that SARIF 2.1.0 does not have");
}

static int
take_print(struct sarif_fill *f, enum sarif_field field, struct str text)
{
	struct str name = {f->name, f->name_len};

	if (field == FIELD_PARTIAL_PRINT &&
	    str_starts(name, STR("primaryLocationLineHash")))
		return set(f, &f->result.line_hash, text);
	if (f->result.fingerprint.ptr)
		return 1;
	return set(f, &f->result.fingerprint, text);
}

/* Log, runs, run, results, result, locations: always the sixth frame. */
static bool
first_location(const struct sarif_fill *f)
{
	return f->frames[5].place == PLACE_LOCATIONS && f->frames[5].index == 1;
}

static int
take_result_text(struct sarif_fill *f, enum sarif_field field, struct str text)
{
	struct sarif_result *r = &f->result;

	switch ((int)field) {
	case FIELD_RESULT_RULE:
		return set(f, &r->rule, text);
	case FIELD_RESULT_KIND:
		return take_kind(f, text);
	case FIELD_MESSAGE:
		return set(f, &r->message, sarif_cut(text, SARIF_TEXT_MAX));
	case FIELD_SNIPPET:
		return !first_location(f) ||
		    set(f, &r->snippet, sarif_cut(text, SARIF_TEXT_MAX));
	case FIELD_URI:
		return !first_location(f) ||
		    set(f, &r->path, sarif_path(&f->brief, text));
	default:
		break;
	}
	if (!sarif_level_read(text, &r->level))
		return sarif_refuse(
		    f, ERR_INVALID, "expected none, note, warning or error");
	f->level_set = true;
	return 1;
}

static int
take_version(struct sarif_fill *f, struct str text)
{
	f->version_seen = true;
	if (str_eq(text, STR("2.1.0")))
		return 1;
	return sarif_refuse(f, ERR_UNSUPPORTED,
	    "SARIF %.*s is not read, only 2.1.0",
	    STR_FMT(str_sub(text, 0, 32)));
}

int
sarif_take_text(struct sarif_fill *f, enum sarif_field field, struct str text)
{
	switch ((int)field) {
	case FIELD_LOG_VERSION:
		return take_version(f, text);
	case FIELD_AUTOMATION_ID:
	case FIELD_COMPONENT_NAME:
	case FIELD_COMPONENT_VERSION:
	case FIELD_COMPONENT_SEMVER:
		return take_run_text(f, field, text);
	case FIELD_RULE_ID:
	case FIELD_RULE_NAME:
	case FIELD_RULE_HELP:
	case FIELD_RULE_TEXT:
	case FIELD_RULE_LEVEL:
		return take_rule_text(f, field, text);
	case FIELD_CWE_WORD:
		sarif_cwes_in(cwes(f), text);
		return 1;
	case FIELD_TAXON_ID:
		return set(f, &f->taxon_id, text);
	case FIELD_TAXON_NAME:
		return set(f, &f->taxon_name, text);
	case FIELD_SUPPRESSION_STATUS:
		f->suppression_counts = str_eq(text, STR("accepted"));
		return 1;
	case FIELD_PARTIAL_PRINT:
	case FIELD_PRINT:
		return take_print(f, field, text);
	default:
		return take_result_text(f, field, text);
	}
}

int
sarif_take_number(struct sarif_fill *f, enum sarif_field field, uint64_t n)
{
	switch ((int)field) {
	case FIELD_CWE_NUMBER:
		sarif_cwes_add(cwes(f), n);
		return 1;
	case FIELD_RESULT_RULE_INDEX:
		f->rule_index = (size_t)n;
		return 1;
	case FIELD_RESULT_COMPONENT:
		f->rule_component = (size_t)n + 1;
		return 1;
	default:
		break;
	}
	if (n > INT32_MAX)
		return sarif_refuse(
		    f, ERR_INVALID, "no file has that many lines");
	if (!first_location(f))
		return 1;
	if (field == FIELD_LINE)
		f->result.line = (uint32_t)n;
	else if (field == FIELD_END_LINE)
		f->result.end_line = (uint32_t)n;
	else
		f->result.column = (uint32_t)n;
	return 1;
}

int
sarif_enter(struct sarif_fill *f, enum sarif_place place)
{
	switch ((int)place) {
	case PLACE_RUNS:
		f->runs_seen = true;
		return 1;
	case PLACE_RUN:
		return begin_run(f);
	case PLACE_COMPONENT:
		if (!f->second) {
			size_t i = f->frames[f->depth - 2].index;

			run(f)->components =
			    f->frames[f->depth - 2].array ? i + 1 : 1;
		}
		return 1;
	case PLACE_RULE:
		begin_rule(f);
		return 1;
	case PLACE_RESULT:
		return begin_result(f);
	case PLACE_TAXON:
		f->taxon_id = f->taxon_name = STR_NONE;
		return 1;
	case PLACE_SUPPRESSION:
		f->suppression_counts = true;
		return 1;
	default:
		return 1;
	}
}

int
sarif_leave(struct sarif_fill *f, enum sarif_place place)
{
	switch ((int)place) {
	case PLACE_RUN:
		return end_run(f);
	case PLACE_RULE:
		return end_rule(f);
	case PLACE_RESULT:
		return end_result(f);
	case PLACE_TAXON:
		end_taxon(f);
		return 1;
	case PLACE_SUPPRESSION:
		f->result.suppressed |= f->suppression_counts;
		return 1;
	default:
		return 1;
	}
}
