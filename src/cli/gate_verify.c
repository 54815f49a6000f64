#include "base/clock.h"
#include "base/file.h"
#include "cli/command.h"
#include "policy/gate_answer.h"

struct verify_args {
	const char *key_file, *person, *system;
};

static const struct cli_option options[] = {
    {"key-file", CLI_TEXT, offsetof(struct verify_args, key_file), "FILE",
	"the key that must have signed it (assay gate key)", 0},
    {"person", CLI_TEXT, offsetof(struct verify_args, person), "EMAIL",
	"whom it must be about", 0},
    {"system", CLI_TEXT, offsetof(struct verify_args, system), "NAME",
	"which system it must be about", 0},
    {0},
};

static enum err_code
read_key(struct cli *cli, const char *path, uint8_t out[32], struct err *err)
{
	struct str text;
	enum err_code rc = file_read(path, 4096, cli->arena, &text, err);

	if (rc == ERR_NONE && !gate_key_read(text, out))
		rc = err_set(err, ERR_INVALID,
		    "'%s' does not hold a key: base64 of 32 bytes in one line",
		    path);
	return rc;
}

static enum err_code
check(const struct verify_args *args, const struct gate_answer *a,
    struct err *err)
{
	int64_t now = clock_now();
	char at[CLOCK_TEXT_LEN + 1];

	if (args->person != NULL &&
	    !str_eq_case(a->person, str_from(args->person)))
		return err_set(err, ERR_DENIED, "it is about %.*s, not %.100s",
		    STR_FMT(str_sub(a->person, 0, 100)), args->person);
	if (args->system != NULL && !str_eq(a->system, str_from(args->system)))
		return err_set(err, ERR_DENIED, "it is about %.*s, not %.100s",
		    STR_FMT(str_sub(a->system, 0, 100)), args->system);
	if (now <= a->until)
		return ERR_NONE;
	clock_write(a->until, at);
	return err_set(err, ERR_DENIED, "it stood until %s", at);
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	const struct verify_args *args = cli->args;
	struct gate_answer a;
	uint8_t key[32];
	struct str text;
	struct err err;
	enum err_code rc;

	if (args->key_file == NULL)
		return cli_usage(
		    cli, "give --key-file: an answer proves itself to nobody");
	rc = read_key(cli, args->key_file, key, &err);
	if (rc == ERR_NONE)
		rc = file_read(
		    argv[0], GATE_ANSWER_MAX, cli->arena, &text, &err);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	rc = gate_answer_read(text, key, cli->arena, &a, &err);
	if (rc == ERR_NONE)
		rc = check(args, &a, &err);
	if (rc != ERR_NONE) {
		fprintf(cli->err, "assay: '%s': %s\n", argv[0], err.text);
		return CLI_NO;
	}
	fprintf(cli->out, "signed: %s for %.*s to %.*s (%s)\n",
	    a.allow ? "allow" : "deny", STR_FMT(a.person), STR_FMT(a.system),
	    gate_state_name(a.state));
	return CLI_OK;
}

const struct command command_gate_verify = {
    .name = "gate verify",
    .summary = "is a gate's answer signed, whole and still standing?",
    .run = run,
    .usage = "FILE",
    .about = "Needs nothing but the file and the key: no server, no database.\n"
	     "Exit status 1 where it is not.\n",
    .examples = "assay gate verify answer.json --key-file gate.pub\n"
		"assay gate verify answer.json --key-file gate.pub "
		"--system production\n",
    .options = options,
    .args_size = sizeof(struct verify_args),
    .operands_min = 1,
    .operands_max = 1,
};
