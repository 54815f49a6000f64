#include <stdio.h>

#include "codec/json.h"
#include "scan/report.h"

#define SCHEMA                                                                \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/" \
	"sarif-schema-2.1.0.json"
#define HOME "https://assay.invalid/"

static const char *
level(const struct rule *rule)
{
	return rule->severity == SEVERITY_ERROR  ? "error"
	    : rule->severity == SEVERITY_WARNING ? "warning"
						 : "note";
}

/* GitHub sorts by this number: 7 to 8.9 is high, 4 to 6.9 medium. */
static const char *
security_severity(const struct rule *rule)
{
	return rule->severity == SEVERITY_ERROR  ? "8.0"
	    : rule->severity == SEVERITY_WARNING ? "5.5"
						 : "3.0";
}

static const char *
precision(const struct rule *rule)
{
	if (str_eq(rule->confidence, STR("HIGH")))
		return "very-high";
	return str_eq(rule->confidence, STR("MEDIUM")) ? "high" : "medium";
}

static void
text_in(struct buf *out, const char *name, struct str text)
{
	json_open_in(out, name);
	json_str(out, "text", text);
	json_close(out);
}

/* The first sentence: ends in a stop that a blank or the end follows. */
static struct str
first_sentence(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '.' &&
		    (i + 1 == text.len || text.ptr[i + 1] == ' ' ||
			text.ptr[i + 1] == '\n'))
			return str_sub(text, 0, i + 1);
	return text;
}

/* "sql-concat" as "SqlConcat": what a rule's name must look like */
static void
rule_name(struct buf *out, struct str id)
{
	char name[200];
	size_t n = 0;
	bool up = true;

	for (size_t i = 0; i < id.len && n < sizeof(name); i++) {
		char c = id.ptr[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (!letter && !(c >= '0' && c <= '9')) {
			up = true;
			continue;
		}
		name[n++] = up && c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
		up = false;
	}
	json_str(out, "name", (struct str){name, n});
}

static void
tags(struct buf *out, const struct rule *rule)
{
	char tag[40];

	json_list(out, "tags");
	for (size_t i = 0; i < rule->cwe_count; i++) {
		int n = snprintf(
		    tag, sizeof(tag), "external/cwe/cwe-%03u", rule->cwes[i]);

		json_str(out, NULL, (struct str){tag, (size_t)n});
	}
	json_str(out, NULL, STR("security"));
	json_list_end(out);
}

static void
help(struct buf *out, const struct rule *rule, const struct report_help *h)
{
	json_open_in(out, "help");
	json_str(out, "text", rule->message);
	json_str(out, "markdown",
	    h != NULL && h->markdown.len > 0 ? h->markdown : rule->message);
	json_close(out);
}

static void
rule_help_uri(struct buf *out, const struct rule *rule)
{
	report_cwe_json(
	    out, "helpUri", rule->cwe_count > 0 ? rule->cwes[0] : 1000);
}

static void
descriptor(
    struct buf *out, const struct rule *rule, const struct report_help *h)
{
	json_open(out);
	json_str(out, "id", rule->id);
	rule_name(out, rule->id);
	text_in(out, "shortDescription", first_sentence(rule->message));
	text_in(out, "fullDescription", rule->message);
	help(out, rule, h);
	rule_help_uri(out, rule);
	json_open_in(out, "defaultConfiguration");
	json_str(out, "level", str_from(level(rule)));
	json_close(out);
	json_open_in(out, "properties");
	tags(out, rule);
	json_str(out, "precision", str_from(precision(rule)));
	json_str(out, "problem.severity",
	    rule->severity == SEVERITY_ERROR         ? STR("error")
		: rule->severity == SEVERITY_WARNING ? STR("warning")
						     : STR("recommendation"));
	json_str(out, "security-severity", str_from(security_severity(rule)));
	if (h != NULL && h->module.len > 0)
		json_str(out, "module", h->module);
	if (h != NULL && h->section.len > 0)
		json_str(out, "section", h->section);
	json_close(out);
	json_close(out);
}

/* Bytes of a path that mean something in a URI are written as %XX. */
static void
uri(struct buf *out, struct str path)
{
	static const char hex[] = "0123456789ABCDEF";
	struct buf text;

	buf_init(&text, 16384);
	for (size_t i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)path.ptr[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || strchr("/-._~@+", c) != NULL;

		if (plain && c != '\0') {
			buf_add_char(&text, (char)c);
			continue;
		}
		buf_add_char(&text, '%');
		buf_add_char(&text, hex[c >> 4]);
		buf_add_char(&text, hex[c & 15]);
	}
	json_str(out, "uri", buf_view(&text));
	buf_release(&text);
}

static void
artifact(struct buf *out, const struct report *r, struct str path)
{
	json_open_in(out, "artifactLocation");
	uri(out, path);
	if (r->repo != NULL && r->repo->top.len > 0)
		json_str(out, "uriBaseId", STR("SRCROOT"));
	json_close(out);
}

static void
physical(struct buf *out, const struct report *r, const struct scan_place *p,
    struct str lines)
{
	json_open_in(out, "physicalLocation");
	artifact(out, r, p->path);
	json_open_in(out, "region");
	json_u64(out, "startLine", p->line);
	json_u64(out, "startColumn", p->column);
	json_u64(out, "endLine", p->end_line);
	json_u64(out, "endColumn", p->end_column);
	text_in(out, "snippet", lines);
	json_close(out);
	json_close(out);
}

static void
flow(struct buf *out, const struct report *r, const struct finding *f)
{
	if (f->step_count == 0)
		return;
	json_list(out, "codeFlows");
	json_open(out);
	json_list(out, "threadFlows");
	json_open(out);
	json_list(out, "locations");
	for (size_t i = 0; i < f->step_count; i++) {
		json_open(out);
		json_open_in(out, "location");
		physical(out, r, &f->steps[i], f->steps[i].text);
		text_in(out, "message", f->steps[i].note);
		json_close(out);
		json_close(out);
	}
	json_list_end(out);
	json_close(out);
	json_list_end(out);
	json_close(out);
	json_list_end(out);
}

static size_t
index_of(const struct report *r, const struct rule *rule)
{
	size_t i = 0;

	while (i < r->rules->n && r->rules->v[i] != rule)
		i++;
	return i;
}

static void
result(struct buf *out, const struct report *r, const struct finding *f)
{
	json_open(out);
	json_str(out, "ruleId", f->rule->id);
	json_u64(out, "ruleIndex", index_of(r, f->rule));
	json_str(out, "level", str_from(level(f->rule)));
	text_in(out, "message", f->message);
	json_list(out, "locations");
	json_open(out);
	physical(out, r, &f->place, f->lines);
	json_close(out);
	json_list_end(out);
	json_open_in(out, "partialFingerprints");
	json_str(out, "primaryLocationLineHash", str_from(f->line_hash));
	json_close(out);
	flow(out, r, f);
	if (f->suppressed) {
		json_list(out, "suppressions");
		json_open(out);
		json_str(out, "kind", STR("inSource"));
		json_str(out, "justification", f->reason);
		json_close(out);
		json_list_end(out);
	}
	json_close(out);
}

static void
driver(struct buf *out, const struct report *r)
{
	json_open_in(out, "tool");
	json_open_in(out, "driver");
	json_str(out, "name", STR("assay"));
	json_str(out, "fullName", STR("assay scan"));
	json_str(out, "semanticVersion", str_from(r->version));
	json_str(out, "version", str_from(r->version));
	json_str(out, "informationUri", STR(HOME));
	json_list(out, "rules");
	for (size_t i = 0; i < r->rules->n; i++)
		descriptor(
		    out, r->rules->v[i], r->help != NULL ? &r->help[i] : NULL);
	json_list_end(out);
	json_close(out);
	json_close(out);
}

/* A remote as git has it may carry a password: it is left out. */
static struct str
remote_uri(struct str remote)
{
	size_t at = str_find(remote, STR("://")), host;

	if (!str_starts(remote, STR("https://")) &&
	    !str_starts(remote, STR("http://")))
		return STR_NONE;
	host = str_find_char(str_from_at(remote, at + 3), '@');
	if (host < remote.len - at - 3)
		return STR_NONE;
	return remote;
}

static void
provenance(struct buf *out, const struct report *r)
{
	struct str remote;

	if (r->repo == NULL || r->repo->top.len == 0)
		return;
	remote = remote_uri(r->repo->remote);
	json_list(out, "versionControlProvenance");
	json_open(out);
	if (remote.len > 0) {
		json_str(out, "repositoryUri", remote);
	} else {
		struct buf text;

		buf_init(&text, 8192);
		buf_add(&text, STR("file://"));
		buf_add(&text, r->repo->top);
		json_str(out, "repositoryUri", buf_view(&text));
		buf_release(&text);
	}
	if (r->repo->head.len > 0)
		json_str(out, "revisionId", r->repo->head);
	if (r->repo->branch.len > 0)
		json_str(out, "branch", r->repo->branch);
	json_open_in(out, "mappedTo");
	json_str(out, "uriBaseId", STR("SRCROOT"));
	json_close(out);
	json_close(out);
	json_list_end(out);
}

static void
bases(struct buf *out, const struct report *r)
{
	struct buf text;

	if (r->repo == NULL || r->repo->top.len == 0)
		return;
	buf_init(&text, 8192);
	buf_addf(&text, "file://%.*s/", STR_FMT(r->repo->top));
	json_open_in(out, "originalUriBaseIds");
	json_open_in(out, "SRCROOT");
	json_str(out, "uri", buf_view(&text));
	json_close(out);
	json_close(out);
	buf_release(&text);
}

static void
notification(
    struct buf *out, const char *word, struct str path, struct str text)
{
	json_open(out);
	json_str(out, "level", str_from(word));
	text_in(out, "message", text);
	if (path.len > 0) {
		json_list(out, "locations");
		json_open(out);
		json_open_in(out, "physicalLocation");
		json_open_in(out, "artifactLocation");
		uri(out, path);
		json_close(out);
		json_close(out);
		json_close(out);
		json_list_end(out);
	}
	json_close(out);
}

static void
invocation(struct buf *out, const struct report *r)
{
	json_list(out, "invocations");
	json_open(out);
	json_flag(out, "executionSuccessful", true);
	json_list(out, "toolExecutionNotifications");
	for (size_t i = 0; i < r->count; i++)
		if (r->files[i].skipped.len > 0)
			notification(
			    out, "note", r->files[i].path, r->files[i].skipped);
	json_list_end(out);
	json_list(out, "toolConfigurationNotifications");
	for (size_t i = 0; i < r->rules->refused.n; i++)
		notification(out, "warning", STR_NONE, r->rules->refused.v[i]);
	json_list_end(out);
	json_close(out);
	json_list_end(out);
}

/* "nightly/": what stands before the last slash is the category, what stands
   behind it would be this one run (SARIF 3.17.3). */
static void
automation(struct buf *out, struct str category)
{
	struct buf id;

	if (category.len == 0)
		return;
	buf_init(&id, category.len + 1);
	buf_add(&id, category);
	if (!str_ends(category, STR("/")))
		buf_add_char(&id, '/');
	json_open_in(out, "automationDetails");
	json_str(out, "id", buf_view(&id));
	json_close(out);
	buf_release(&id);
}

void
report_sarif(struct buf *out, const struct report *r)
{
	json_open(out);
	json_str(out, "$schema", STR(SCHEMA));
	json_str(out, "version", STR("2.1.0"));
	json_list(out, "runs");
	json_open(out);
	driver(out, r);
	automation(out, r->category);
	invocation(out, r);
	provenance(out, r);
	bases(out, r);
	json_str(out, "columnKind", STR("unicodeCodePoints"));
	json_list(out, "results");
	for (size_t i = 0; i < r->count; i++)
		for (size_t k = 0; k < r->files[i].finding_count; k++)
			result(out, r, &r->files[i].findings[k]);
	json_list_end(out);
	json_close(out);
	json_list_end(out);
	json_close(out);
	buf_add_char(out, '\n');
}
