#include "cli/learning.h"
#include "codec/json.h"
#include "learn/simulate.h"

static const char *const who_names[] = {
    [SIMULATE_REMEMBERS] = "remembers",
    [SIMULATE_KNOWS] = "knows_60_percent",
    [SIMULATE_HAS_READ] = "has_read",
};

static void
print(
    struct cli *cli, const struct catalog_module *m, const struct simulation *s)
{
	fprintf(cli->out,
	    "%.*s %.*s: %u questions (%u private), %u drawn, %u %% pass\n\n"
	    "Passed by attempt, in percent of %d simulated people, and the "
	    "95 %% interval:\n\n"
	    "     remembers what       knows 60 %%           has read what\n"
	    "     was asked                                 is public\n",
	    STR_FMT(m->id), STR_FMT(m->version), s->pool, s->private, s->draw,
	    s->pass, SIMULATE_PEOPLE);
	for (unsigned k = 0; k < SIMULATE_ATTEMPTS; k++) {
		fprintf(cli->out, "%3u", k + 1);
		for (int who = 0; who < SIMULATE_WHO; who++) {
			const struct simulate_share *x = &s->by[who][k];

			fprintf(cli->out, "  %5.1f (%5.1f-%5.1f)",
			    100 * x->share, 100 * x->low, 100 * x->high);
		}
		fputc('\n', cli->out);
	}
}

static void
json_share(struct buf *out, const char *name, const struct simulate_share *x)
{
	json_open_in(out, name);
	json_u64(out, "passed", x->passed);
	json_u64(out, "n", SIMULATE_PEOPLE);
	json_real(out, "share", x->share);
	json_real(out, "low", x->low);
	json_real(out, "high", x->high);
	json_close(out);
}

static void
print_json(struct cli *cli, const struct simulation *s)
{
	struct buf out;

	buf_init(&out, 1 << 20);
	json_list(&out, NULL);
	for (unsigned k = 0; k < SIMULATE_ATTEMPTS; k++) {
		json_open(&out);
		json_u64(&out, "attempt", k + 1);
		for (int who = 0; who < SIMULATE_WHO; who++)
			json_share(&out, who_names[who], &s->by[who][k]);
		json_close(&out);
	}
	json_list_end(&out);
	fwrite(out.ptr, 1, out.len, cli->out);
	fputc('\n', cli->out);
	buf_release(&out);
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	struct str module = str_from(argv[0]);
	struct simulation s;
	struct learning l;
	struct err err;
	enum err_code rc = learning_open(cli, NULL, &l, &err);

	if (rc == ERR_NONE)
		rc = simulate(l.catalog, module, &s, &err);
	if (rc != ERR_NONE) {
		learning_close(&l);
		return cli_fail(cli, &err);
	}
	if (cli->json)
		print_json(cli, &s);
	else
		print(cli, catalog_module(l.catalog, module), &s);
	learning_close(&l);
	return CLI_OK;
}

const struct command command_course_simulate = {
    .name = "course simulate",
    .summary = "how soon a quiz is passed without knowing the subject",
    .run = run,
    .usage = "MODULE",
    .about =
	"Simulates people who take the quiz again and again, with the draws "
	"that attempts\nreally make: one guesses and remembers whatever was "
	"asked (as if every key were\ntold), one answers six of ten rightly, "
	"one has read all that is shipped and thus\npublic. The same pool "
	"gives the same figures.\n",
    .examples =
	"assay course simulate a05-injection\n"
	"assay course simulate a05-injection --overlay /etc/assay/own\n",
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_OVERLAY | CLI_TAKES_JSON,
};
