#include "cli/command.h"
#include "codec/json.h"
#include "scan/rule.h"
#include "scan/sample.h"

#define REPORT_MAX ((size_t)64 << 20)

static const char *
rules_dir(struct cli *cli, int argc, char **argv)
{
	struct str dir;

	if (argc > 0)
		return argv[0];
	dir = arena_strf(cli->arena, "%s/rules", cli->data_dir);
	return dir.ptr != NULL ? dir.ptr : "rules";
}

static void
score_json(struct buf *out, const struct sample_score *s)
{
	json_open(out);
	json_str(out, "rule", s->rule);
	json_u64(out, "exact", s->exact);
	json_u64(out, "missed", s->missed);
	json_u64(out, "extra", s->extra);
	json_list(out, "lines");
	for (size_t i = 0; i < s->misses.n; i++) {
		json_open(out);
		json_str(out, "path", s->misses.v[i].path);
		json_u64(out, "line", s->misses.v[i].line);
		json_str(out, "kind",
		    s->misses.v[i].extra ? STR("extra") : STR("missed"));
		json_close(out);
	}
	json_list_end(out);
	json_close(out);
}

static struct sample_score
total_of(const struct sample_scores *scores)
{
	struct sample_score total = {0};

	for (size_t i = 0; i < scores->n; i++) {
		total.exact += scores->v[i].exact;
		total.missed += scores->v[i].missed;
		total.extra += scores->v[i].extra;
	}
	return total;
}

static int
print_json(struct cli *cli, const struct sample_scores *scores)
{
	struct sample_score total = total_of(scores);
	struct buf out;
	struct err err;
	int status = CLI_OK;

	buf_init(&out, REPORT_MAX);
	json_open(&out);
	json_open_in(&out, "total");
	json_u64(&out, "exact", total.exact);
	json_u64(&out, "missed", total.missed);
	json_u64(&out, "extra", total.extra);
	json_close(&out);
	json_list(&out, "rules");
	for (size_t i = 0; i < scores->n; i++)
		score_json(&out, &scores->v[i]);
	json_list_end(&out);
	json_list(&out, "problems");
	for (size_t i = 0; i < scores->problems.n; i++)
		json_str(&out, NULL, scores->problems.v[i]);
	json_list_end(&out);
	json_close(&out);
	buf_add_char(&out, '\n');
	if (buf_finish(&out, &err) != ERR_NONE)
		status = cli_fail(cli, &err);
	else
		fwrite(out.ptr, 1, out.len, cli->out);
	buf_release(&out);
	return status;
}

static bool
untested(const struct sample_score *s)
{
	return s->expected == 0 || s->clean == 0;
}

static void
print_text(struct cli *cli, const struct sample_scores *scores)
{
	struct sample_score total = total_of(scores);

	for (size_t i = 0; i < scores->problems.n; i++)
		fprintf(cli->out, "%.*s\n", STR_FMT(scores->problems.v[i]));
	for (size_t i = 0; i < scores->n; i++) {
		const struct sample_score *s = &scores->v[i];

		for (size_t k = 0; k < s->misses.n; k++)
			fprintf(cli->out, "%.*s:%u: %s: %.*s\n",
			    STR_FMT(s->misses.v[k].path), s->misses.v[k].line,
			    s->misses.v[k].extra ? "extra" : "missed",
			    STR_FMT(s->rule));
		if (untested(s))
			fprintf(cli->out,
			    "%.*s: its sample lacks a ruleid or an ok line\n",
			    STR_FMT(s->rule));
	}
	fprintf(cli->out, "%zu rules: %zu exact, %zu missed, %zu extra\n",
	    scores->n, total.exact, total.missed, total.extra);
}

static int
rules_test(struct cli *cli, int argc, char **argv)
{
	struct sample_scores scores = {0};
	struct sample_score total;
	struct err err;
	bool bad;

	if (sample_check(rules_dir(cli, argc, argv), cli->arena, &scores,
		&err) != ERR_NONE)
		return cli_fail(cli, &err);
	total = total_of(&scores);
	bad = total.missed + total.extra + scores.problems.n > 0;
	for (size_t i = 0; i < scores.n; i++)
		bad = bad || untested(&scores.v[i]);
	if (!cli->json)
		print_text(cli, &scores);
	else if (print_json(cli, &scores) != CLI_OK)
		return CLI_FAILED;
	return bad ? CLI_NO : CLI_OK;
}

static int
rules_check(struct cli *cli, int argc, char **argv)
{
	struct rules rules;
	struct err err;
	enum err_code rc;
	size_t refused;

	rules_init(&rules, cli->arena);
	rc = rules_read(&rules, rules_dir(cli, argc, argv), &err);
	rules_release(&rules);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	refused = rules.refused.n;
	for (size_t i = 0; i < refused; i++)
		fprintf(cli->out, "%.*s\n", STR_FMT(rules.refused.v[i]));
	return refused > 0 ? CLI_NO : CLI_OK;
}

const struct command command_rules_test = {
    .name = "rules test",
    .summary = "try rules on the samples beside them",
    .run = rules_test,
    .usage = "[DIR]",
    .about = "For every NAME.yaml the files NAME.* beside it are scanned with "
	     "its rules\nalone. In a comment, 'ruleid: ID' expects a finding "
	     "on the next line of code\nand 'ok: ID' expects none; findings "
	     "elsewhere are extra. Exit status 1 where\nanything is missed, "
	     "extra, refused, or a rule lacks either kind.\n",
    .examples = "assay rules test\nassay rules test my-rules --json\n",
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_JSON,
};

const struct command command_rules_check = {
    .name = "rules check",
    .summary = "say which rules are not understood, and where",
    .run = rules_check,
    .usage = "[DIR]",
    .about = "Loads rules in Semgrep's format and prints each that is "
	     "refused with its file,\nline and reason. Exit status 1 where "
	     "there is one.\n",
    .examples = "assay rules check my-rules\n",
    .operands_max = 1,
    .takes = CLI_TAKES_DATA,
};
