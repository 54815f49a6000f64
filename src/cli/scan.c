#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "catalog/catalog.h"
#include "cli/command.h"
#include "codec/markdown.h"
#include "scan/fix_apply.h"
#include "scan/report.h"

struct scan_args {
	const char *base, *commit, *format, *output, *category;
	struct cli_list config;
	int64_t jobs;
	bool staged, explain, fix, dry_run;
};

static const struct cli_option options[] = {
    {"base", CLI_TEXT, offsetof(struct scan_args, base), "REV",
	"only lines added since the common ancestor with REV", 0},
    {"staged", CLI_FLAG, offsetof(struct scan_args, staged), NULL,
	"only lines that are staged for the next commit", 0},
    {"commit", CLI_TEXT, offsetof(struct scan_args, commit), "REV",
	"only lines that one commit added", 0},
    {"config", CLI_LIST, offsetof(struct scan_args, config), "DIR|FILE",
	"rules in Semgrep's format; else those that come with assay", 'c'},
    {"format", CLI_TEXT, offsetof(struct scan_args, format), "FORMAT",
	"text (default), json, sarif, gitlab-sast, rdjson or github", 'f'},
    {"output", CLI_TEXT, offsetof(struct scan_args, output), "FILE",
	"write there instead of to standard output", 'o'},
    {"category", CLI_TEXT, offsetof(struct scan_args, category), "WORD",
	"names this analysis in SARIF (default: assay)", 0},
    {"explain", CLI_FLAG, offsetof(struct scan_args, explain), NULL,
	"print the short lesson of each kind of finding", 0},
    {"fix", CLI_FLAG, offsetof(struct scan_args, fix), NULL,
	"write what the rules would write instead", 0},
    {"dry-run", CLI_FLAG, offsetof(struct scan_args, dry_run), NULL,
	"with --fix: print the difference, write nothing", 0},
    {"jobs", CLI_INT, offsetof(struct scan_args, jobs), "N",
	"threads (default: one a processor)", 'j'},
    {0},
};

#define REPORT_MAX ((size_t)1 << 30)

static const struct {
	const char *name;
	void (*write)(struct buf *out, const struct report *r);
} formats[] = {
    {"text", report_text},
    {"json", report_json},
    {"sarif", report_sarif},
    {"gitlab-sast", report_gitlab},
    {"rdjson", report_rdjson},
    {"github", report_github},
};

/* Its place in formats; how many there are, where there is none such. */
static size_t
format_named(const char *name)
{
	size_t i = 0;

	while (name != NULL && i < NELEM(formats) &&
	    strcmp(formats[i].name, name) != 0)
		i++;
	return i;
}

/* One scan from its command line to its report. */
struct run {
	struct cli *cli;
	const struct scan_args *args;
	struct rules rules;
	struct diff_repo repo;
	struct scan_files files;
	struct catalog *catalog;
	struct report_help *help;
	int64_t told; /* when the progress was, by clock_monotonic() */
	struct err err;
};

#define TELL_EVERY (CLOCK_SECOND / 5)

/* One line of a terminal, written over and over. */
static void
tell_progress(void *ctx, const char *doing, size_t done, size_t count)
{
	struct run *r = ctx;
	int64_t now = clock_monotonic();

	if (now - r->told < TELL_EVERY)
		return;
	r->told = now;
	fprintf(r->cli->err, "\r%zu of %zu files %s\033[K", done, count, doing);
	fflush(r->cli->err);
}

static enum err_code
load_rules(struct run *r)
{
	const struct cli_list *config = &r->args->config;
	struct str own;
	enum err_code rc = ERR_NONE;

	rules_init(&r->rules, r->cli->arena);
	for (size_t i = 0; i < config->n && rc == ERR_NONE; i++)
		rc = rules_read(&r->rules, config->v[i], &r->err);
	if (config->n == 0) {
		own = arena_strf(r->cli->arena, "%s/rules", r->cli->data_dir);
		rc = own.ptr == NULL ? err_nomem(&r->err)
				     : rules_read(&r->rules, own.ptr, &r->err);
	}
	for (size_t i = 0; i < r->rules.refused.n; i++)
		fprintf(r->cli->err, "assay: rule refused: %.*s\n",
		    STR_FMT(r->rules.refused.v[i]));
	if (rc == ERR_NONE && r->rules.n == 0)
		rc = err_set(&r->err, ERR_NOT_FOUND,
		    "there is no rule that could be used");
	return rc;
}

/* Where the paths lie decides which repository is meant. */
static enum err_code
find_repo(struct run *r, int argc, char **argv)
{
	const char *path = argc > 0 ? argv[0] : ".";
	struct str dir = arena_str(r->cli->arena, str_from(path));
	struct file_names names;
	struct err ignored;

	if (dir.ptr == NULL)
		return err_nomem(&r->err);
	if (file_list(path, r->cli->arena, &names, &ignored) != ERR_NONE) {
		while (dir.len > 0 && dir.ptr[dir.len - 1] != '/')
			dir.len--;
		dir = dir.len == 0 ? STR(".") : arena_str(r->cli->arena, dir);
	}
	return diff_repo_find(dir.ptr, r->cli->arena, &r->repo, &r->err);
}

static bool
any_text_rule(const struct rules *rules)
{
	for (size_t i = 0; i < rules->n; i++)
		if (rules->v[i]->text)
			return true;
	return false;
}

static enum err_code
full_files(struct run *r, int argc, char **argv)
{
	struct arena *arena = r->cli->arena;
	struct tree_options tree = {.any_language = any_text_rule(&r->rules)};
	enum err_code rc = ERR_NONE;

	if (r->repo.top.len > 0)
		tree.strip = arena_strf(arena, "%.*s/", STR_FMT(r->repo.top));
	for (int i = 0; i < argc || i == 0; i++) {
		const char *path = argc > 0 ? argv[i] : ".";
		char *real = r->repo.top.len > 0 ? realpath(path, NULL) : NULL;

		rc = tree_files(real != NULL ? real : path, &tree, arena,
		    &r->files, &r->err);
		free(real);
		if (rc != ERR_NONE)
			return rc;
	}
	return rc;
}

/* Of the changed files, those under the paths that were given. */
static enum err_code
keep_under(struct run *r, int argc, char **argv)
{
	size_t n = 0;

	for (size_t i = 0; i < r->files.n; i++) {
		struct str full = arena_strf(r->cli->arena, "%.*s/%.*s",
		    STR_FMT(r->repo.top), STR_FMT(r->files.v[i].path));
		bool keep = argc == 0;

		if (full.ptr == NULL)
			return err_nomem(&r->err);
		for (int k = 0; k < argc && !keep; k++) {
			char *real = realpath(argv[k], NULL);
			struct str at = str_from(real);

			keep = real != NULL && str_starts(full, at) &&
			    (full.len == at.len || full.ptr[at.len] == '/' ||
				at.len == 1);
			free(real);
		}
		if (keep)
			r->files.v[n++] = r->files.v[i];
	}
	r->files.n = n;
	return ERR_NONE;
}

/* The other files of the work tree: what a change hands over to them counts
   too.  They are read only where it does. */
static enum err_code
add_context(struct run *r)
{
	struct tree_options tree = {
	    .strip = arena_strf(r->cli->arena, "%.*s/", STR_FMT(r->repo.top))};
	struct scan_files all = {0};
	size_t changed = r->files.n, at = 0;
	enum err_code rc =
	    tree_files(r->repo.top.ptr, &tree, r->cli->arena, &all, &r->err);

	qsort(all.v, all.n, sizeof(*all.v), scan_file_by_path);
	for (size_t i = 0; i < all.n && rc == ERR_NONE; i++) {
		struct scan_file *file;

		while (at < changed &&
		    str_cmp(r->files.v[at].path, all.v[i].path) < 0)
			at++;
		if (at < changed && str_eq(r->files.v[at].path, all.v[i].path))
			continue;
		file = ARENA_PUSH(r->cli->arena, &r->files);
		if (file == NULL)
			return arena_fail(r->cli->arena, &r->err);
		*file = all.v[i];
		file->context = file->diff = true;
	}
	return rc;
}

/* Of the context, the files in which something was found stay. */
static void
drop_context(struct run *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->files.n; i++)
		if (!r->files.v[i].context || r->files.v[i].finding_count > 0)
			r->files.v[n++] = r->files.v[i];
	r->files.n = n;
}

static enum err_code
changed_files(struct run *r, int argc, char **argv)
{
	struct diff_want want = {.repo = &r->repo,
	    .base = r->args->base,
	    .commit = r->args->commit,
	    .file_max = scan_options_default.file_max,
	    .any_language = any_text_rule(&r->rules)};
	enum err_code rc = ERR_NONE;

	for (int k = 0; k < argc; k++)
		if (!file_is_there(argv[k]))
			return err_set(&r->err, ERR_NOT_FOUND,
			    "could not scan '%s': it is not there", argv[k]);
	rc = diff_files(&want, r->cli->arena, &r->files, &r->err);
	if (rc == ERR_NONE)
		rc = keep_under(r, argc, argv);
	return rc == ERR_NONE && r->files.n > 0 ? add_context(r) : rc;
}

/* Lessons are a help, not a condition: a broken content folder is told and
   the scan goes on. */
static bool
coloured(const struct run *r)
{
	return r->cli->out_tty && r->args->output == NULL;
}

/* The tab of the first language that the rule speaks of. */
static struct str
stack_of(const struct rule *rule)
{
	static const struct {
		const char *language, *stack;
	} stacks[] = {{"python", "python-flask"},
	    {"javascript", "javascript-express"},
	    {"typescript", "javascript-express"}, {"go", "go"}};

	for (size_t i = 0; languages[i].name != NULL; i++)
		for (size_t k = 0; rule->languages[i] && k < NELEM(stacks); k++)
			if (strcmp(languages[i].name, stacks[k].language) == 0)
				return str_from(stacks[k].stack);
	return STR_NONE;
}

static enum err_code
lesson_help(struct run *r, const struct rule *rule,
    const struct catalog_lesson *lesson, struct report_help *out)
{
	struct markdown_config config = {
	    .own_stack = stack_of(rule), .colour = coloured(r)};
	struct buf text, plain;
	enum err_code rc;

	buf_init(&text, MARKDOWN_MAX);
	buf_init(&plain, MARKDOWN_MAX);
	markdown_plain(lesson->text, config.own_stack, &plain);
	rc = markdown_text(str_trim(lesson->text), &config, &text, &r->err);
	if (rc == ERR_NONE)
		rc = buf_finish(&plain, &r->err);
	*out = (struct report_help){.title = lesson->title,
	    .module = lesson->module->id,
	    .section = lesson->section,
	    .markdown = arena_buf(r->cli->arena, &plain),
	    .text = arena_buf(r->cli->arena, &text)};
	buf_release(&text);
	buf_release(&plain);
	return rc;
}

static enum err_code
load_help(struct run *r)
{
	struct arena *arena = r->cli->arena;
	struct str dir = arena_strf(arena, "%s/content", r->cli->data_dir);
	struct err err;

	r->help = ARENA_ARRAY(arena, r->rules.n + 1, struct report_help);
	if (r->help == NULL || dir.ptr == NULL)
		return err_nomem(&r->err);
	if (catalog_load(dir.ptr, &r->catalog, &err) != ERR_NONE) {
		fprintf(r->cli->err, "assay: no lessons: %s\n", err.text);
		return ERR_NONE;
	}
	for (size_t i = 0; i < r->rules.n; i++) {
		const struct rule *rule = r->rules.v[i];
		struct catalog_lesson lesson;
		bool found = false;

		for (size_t k = 0; k < rule->cwe_count && !found; k++)
			found = catalog_lesson(
			    r->catalog, rule->cwes[k], arena, &lesson);
		if (!found)
			continue;
		if (lesson_help(r, rule, &lesson, &r->help[i]) != ERR_NONE)
			return r->err.code;
	}
	return ERR_NONE;
}

/* A device or a pipe is written to; a file is replaced as a whole.  A rename
   over /dev/null would take it away from the whole machine. */
static enum err_code
write_output(const char *path, struct str text, struct err *err)
{
	enum err_code rc;
	struct stat st;
	int fd;

	if (stat(path, &st) != 0 || S_ISREG(st.st_mode))
		return file_write(path, text, 0644, err);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return err_sys(err, errno, "could not open '%s'", path);
	rc = file_write_fd(fd, path, text, err);
	if (close(fd) != 0 && rc == ERR_NONE)
		rc = err_sys(err, errno, "could not close '%s'", path);
	return rc;
}

static enum err_code
write_report(struct run *r)
{
	struct str category = str_from(r->args->category);
	struct report report = {.rules = &r->rules,
	    .help = r->help,
	    .files = r->files.v,
	    .count = r->files.n,
	    .links = r->files.links,
	    .repo = &r->repo,
	    .category = category.len > 0 ? category : STR("assay"),
	    .version = r->cli->version,
	    .at = clock_now(),
	    .colour = coloured(r),
	    .explain = r->args->explain};
	struct buf out;
	enum err_code rc;

	buf_init(&out, REPORT_MAX);
	formats[format_named(r->args->format)].write(&out, &report);
	rc = buf_finish(&out, &r->err);
	if (rc == ERR_NONE && r->args->output != NULL)
		rc = write_output(r->args->output, buf_view(&out), &r->err);
	else if (rc == ERR_NONE &&
	    (fwrite(out.ptr, 1, out.len, r->cli->out) != out.len ||
		fflush(r->cli->out) != 0))
		rc = err_set(&r->err, ERR_IO, "could not write the report");
	buf_release(&out);
	return rc;
}

/* On standard output the difference of a dry run, in place of the report. */
static enum err_code
fix_files(struct run *r)
{
	bool dry = r->args->dry_run;
	struct fix_totals t;
	struct buf diff;
	enum err_code rc;

	buf_init(&diff, REPORT_MAX);
	rc = fix_apply(r->files.v, r->files.n, dry ? &diff : NULL, &t, &r->err);
	if (rc == ERR_NONE)
		rc = buf_finish(&diff, &r->err);
	if (rc == ERR_NONE)
		fwrite(diff.ptr, 1, diff.len, r->cli->out);
	if (rc == ERR_NONE)
		fprintf(r->cli->err, "assay: %s %zu fix%s in %zu file%s\n",
		    dry ? "would make" : "made", t.fixes,
		    t.fixes == 1 ? "" : "es", t.files, t.files == 1 ? "" : "s");
	if (t.overlapping > 0)
		fprintf(r->cli->err,
		    "assay: %zu more not made: another fix was made there\n",
		    t.overlapping);
	if (t.changed > 0)
		fprintf(r->cli->err,
		    "assay: left alone: %zu file%s that changed since the scan "
		    "or cannot be read again\n",
		    t.changed, t.changed == 1 ? "" : "s");
	buf_release(&diff);
	return rc;
}

static bool
any_finding(const struct run *r)
{
	for (size_t i = 0; i < r->files.n; i++)
		for (size_t k = 0; k < r->files.v[i].finding_count; k++)
			if (!r->files.v[i].findings[k].suppressed)
				return true;
	return false;
}

static enum err_code
scan_all(struct run *r, int argc, char **argv)
{
	struct scan_options scan = scan_options_default;
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	enum err_code rc = load_rules(r);

	scan.rules = &r->rules;
	scan.fixes = r->args->fix;
	scan.ctx = r;
	if (r->cli->err_tty) {
		scan.progress = tell_progress;
		r->told = clock_monotonic();
	}
	scan.jobs = r->args->jobs > 0 ? (unsigned)r->args->jobs
	    : processors > 0          ? (unsigned)processors
				      : 1;
	if (rc == ERR_NONE)
		rc = find_repo(r, argc, argv);
	if (rc == ERR_NONE)
		rc = r->args->base != NULL || r->args->staged ||
			r->args->commit != NULL
		    ? changed_files(r, argc, argv)
		    : full_files(r, argc, argv);
	if (rc == ERR_NONE)
		rc = scan_run(
		    &scan, r->files.v, r->files.n, r->cli->arena, &r->err);
	if (scan.progress != NULL)
		fputs("\r\033[K", r->cli->err);
	if (rc == ERR_NONE)
		drop_context(r);
	if (rc == ERR_NONE)
		rc = load_help(r);
	if (rc == ERR_NONE && !r->args->dry_run)
		rc = write_report(r);
	return rc == ERR_NONE && r->args->fix ? fix_files(r) : rc;
}

static int
scan(struct cli *cli, int argc, char **argv)
{
	const struct scan_args *args = cli->args;
	struct run *r = ARENA_NEW(cli->arena, struct run);
	enum err_code rc;
	int status;

	if (format_named(args->format) == NELEM(formats))
		return cli_usage(cli,
		    "--format '%s': accepted are text, json, sarif, "
		    "gitlab-sast, rdjson and github",
		    args->format);
	if (args->dry_run && !args->fix)
		return cli_usage(cli, "--dry-run goes with --fix");
	if (args->fix && (args->staged || args->commit != NULL))
		return cli_usage(cli,
		    "--fix writes files of the work tree, which --staged and "
		    "--commit do not read");
	if ((args->base != NULL) + args->staged + (args->commit != NULL) > 1)
		return cli_usage(
		    cli, "--base, --staged and --commit exclude each other");
	if (args->jobs < 0 || args->jobs > 64)
		return cli_usage(cli, "--jobs takes 1 to 64");
	if (r == NULL)
		return CLI_FAILED;
	r->cli = cli;
	r->args = args;
	rc = scan_all(r, argc, argv);
	status = rc != ERR_NONE ? cli_fail(cli, &r->err)
	    : any_finding(r)    ? CLI_NO
				: CLI_OK;
	catalog_free(r->catalog);
	rules_release(&r->rules);
	return status;
}

const struct command command_scan = {
    .name = "scan",
    .summary = "find weaknesses in code, each with its lesson",
    .run = scan,
    .usage = "[PATH...]",
    .about =
	"Scans Python, JavaScript, TypeScript, Java, Go, PHP, Terraform, "
	"YAML, JSON and\nDockerfiles under the paths, by default here.\n"
	"With --base, --staged or --commit only what added lines bring in "
	"is told. A\ncomment 'assay:ignore RULE reason' on a finding's line "
	"or alone above it silences\nit; it stays in the report. Exit "
	"status 0 nothing found, 1 findings, 2 usage,\n3 failure.\n",
    .examples = "assay scan\n"
		"assay scan --base origin/main --explain\n"
		"assay scan src --format sarif --output assay.sarif\n"
		"assay scan --fix --dry-run\n",
    .options = options,
    .args_size = sizeof(struct scan_args),
    .operands_max = -1,
    .takes = CLI_TAKES_DATA,
};
