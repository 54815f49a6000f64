#include "cli/command.h"
#include "codec/hex.h"
#include "codec/json.h"
#include "judge/proof.h"
#include "sandbox/sandbox.h"

#define REPORT_MAX   ((size_t)16 << 20)
#define TRY_MEMORY   ((size_t)128 << 20)
#define WORKERS_MOST 8

struct trial_args {
	int64_t workers;
};

struct trial {
	struct cli *cli;
	const char *dir;
	struct lab lab;
	struct proof proof;
	bool all_good;
	struct buf json;
};

static void
progress(void *ctx, size_t done, size_t all)
{
	struct trial *t = ctx;

	if (t->cli->err_tty)
		fprintf(t->cli->err, "\r%.*s: %zu of %zu verdicts%s",
		    STR_FMT(t->lab.id), done, all, done == all ? "\n" : "");
}

static void
case_json(struct buf *out, const struct proof_case *c)
{
	json_open(out);
	json_str(out, "kind", str_from(proof_kind_name(c->kind)));
	json_str(out, "name", c->name);
	json_flag(out, "good", c->good);
	json_flag(out, "passed", c->passed);
	json_str(out, "problem", c->problem);
	json_u64(out, "ms", c->ms);
	json_close(out);
}

static void
write_json(struct trial *t)
{
	const struct proof *p = &t->proof;
	struct buf *out = &t->json;
	char hash[2 * LAB_HASH + 1];

	hex_write(hash, t->lab.hash, LAB_HASH);
	json_open(out);
	json_str(out, "lab", t->lab.id);
	json_str(out, "version", t->lab.version);
	json_str(out, "hash", str_from(hash));
	json_flag(out, "good", p->good);
	json_str(out, "lacks", p->few);
	json_open_in(out, "mutants");
	json_u64(out, "killed", p->killed);
	json_u64(out, "total", p->mutants);
	json_close(out);
	json_list(out, "cases");
	for (size_t i = 0; i < p->cases.n; i++)
		case_json(out, &p->cases.v[i]);
	json_list_end(out);
	json_close(out);
}

static void
write_text(const struct trial *t)
{
	const struct proof *p = &t->proof;
	FILE *out = t->cli->out;
	unsigned ms = 0;

	for (size_t i = 0; i < p->cases.n; i++)
		ms = p->cases.v[i].ms > ms ? p->cases.v[i].ms : ms;
	for (size_t i = 0; i < p->cases.n; i++) {
		const struct proof_case *c = &p->cases.v[i];

		if (!c->good)
			fprintf(out, "%s: %.*s: %.*s%s\n", t->dir,
			    STR_FMT(c->name), STR_FMT(c->problem),
			    c->kind == PROOF_MUTANT ? " (survives)" : "");
	}
	if (p->few.ptr)
		fprintf(out, "%s: %.*s\n", t->dir, STR_FMT(p->few));
	fprintf(out,
	    "%.*s %.*s: %s; mutants killed %u of %u; %zu verdicts, the "
	    "slowest took %u ms\n",
	    STR_FMT(t->lab.id), STR_FMT(t->lab.version),
	    p->good ? "proved" : "not proved", p->killed, p->mutants,
	    p->cases.n, ms);
}

static enum err_code
try_lab(struct trial *t, struct arena *arena, struct err *err)
{
	const struct trial_args *args = t->cli->args;
	const struct proof_spec spec = {.lab = &t->lab,
	    .data_dir = t->cli->data_dir,
	    .workers = args->workers > 0 ? (unsigned)args->workers : 2,
	    .progress = progress,
	    .ctx = t};
	enum err_code rc = lab_read(t->dir, arena, &t->lab, err);

	if (rc == ERR_NONE)
		rc = proof_run(&spec, arena, &t->proof, err);
	if (rc != ERR_NONE)
		return rc;
	t->all_good &= t->proof.good;
	if (t->cli->json)
		write_json(t);
	else
		write_text(t);
	proof_release(&t->proof);
	return ERR_NONE;
}

static enum err_code
try_all(struct trial *t, int argc, char **argv, struct err *err)
{
	enum err_code rc = ERR_NONE;

	if (t->cli->json)
		json_list(&t->json, NULL);
	for (int i = 0; i < argc && rc == ERR_NONE; i++) {
		struct arena arena;

		arena_init(&arena, TRY_MEMORY);
		t->dir = argv[i];
		rc = try_lab(t, &arena, err);
		arena_release(&arena);
	}
	if (rc != ERR_NONE || !t->cli->json)
		return rc;
	json_list_end(&t->json);
	buf_add_char(&t->json, '\n');
	rc = buf_finish(&t->json, err);
	if (rc == ERR_NONE)
		fwrite(t->json.ptr, 1, t->json.len, t->cli->out);
	return rc;
}

static int
lab_test(struct cli *cli, int argc, char **argv)
{
	const struct trial_args *args = cli->args;
	struct trial t = {.cli = cli, .all_good = true};
	struct sandbox_means means;
	struct err err;
	enum err_code rc;

	if (args->workers < 0 || args->workers > WORKERS_MOST)
		return cli_usage(cli, "--workers takes 1 to %d", WORKERS_MOST);
	sandbox_means(&means);
	if (!means.usable) {
		err_set(&err, ERR_UNSUPPORTED,
		    "this machine has no sandbox to judge in: %s", means.why);
		return cli_fail(cli, &err);
	}
	buf_init(&t.json, REPORT_MAX);
	rc = try_all(&t, argc, argv, &err);
	buf_release(&t.json);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	return t.all_good ? CLI_OK : CLI_NO;
}

static const struct cli_option options[] = {
    {"workers", CLI_INT, offsetof(struct trial_args, workers), "N",
	"verdicts at once; 2 unless given", 0},
    {0},
};

const struct command command_lab_test = {
    .name = "lab test",
    .summary = "prove that a lab tells right from wrong",
    .run = lab_test,
    .usage = "DIR...",
    .about =
	"Judges what the lab ships: the service as it is works and every "
	"exploit\n"
	"proves itself; both fixes pass; every wrong fix is refused by each "
	"check\n"
	"it names; so are its mutants, each a good fix with one difference "
	"taken\n"
	"back, and submissions that cheat. A mutant that passes is told and\n"
	"lowers the score. Exit status 1 where anything else is not as it "
	"should.\n",
    .examples = "assay lab test content/labs/sql-second-order\n"
		"assay lab test --json content/labs/*\n",
    .options = options,
    .args_size = sizeof(struct trial_args),
    .operands_min = 1,
    .operands_max = -1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_JSON,
    .alone = true,
};
