#include "cli/command.h"

#include <errno.h>
#include <stdarg.h>

static const struct command *
command_at(const struct cli *cli, size_t i)
{
	size_t n = 0;

	while (cli_table[n])
		n++;
	if (i < n)
		return cli_table[i];
	for (size_t b = 0; cli->beside && cli->beside[b]; b++)
		if (b == i - n)
			return cli->beside[b];
	return NULL;
}

/* How many words of the line spell the command's name; 0: another one. */
static int
words_matched(const struct command *command, int argc, char **argv)
{
	struct str rest = str_from(command->name), word;
	int n = 0;

	while (str_next(&rest, ' ', &word)) {
		if (n >= argc || !str_eq(word, str_from(argv[n])))
			return 0;
		n++;
	}
	return n;
}

static const struct command *
find(const struct cli *cli, int argc, char **argv, int *words)
{
	const struct command *c, *best = NULL;

	*words = 0;
	for (size_t i = 0; (c = command_at(cli, i)); i++) {
		int n = words_matched(c, argc, argv);

		if (n > *words) {
			*words = n;
			best = c;
		}
	}
	return best;
}

static void
print_row(FILE *out, const struct command *c)
{
	fprintf(out, "  %-16s %s\n", c->name, c->summary);
}

/* The commands that begin with a word, as "roster" does "roster import";
   how many there are. */
static int
print_group(FILE *out, const struct cli *cli, const char *word)
{
	const struct command *c;
	int n = 0;

	for (size_t i = 0; (c = command_at(cli, i)); i++) {
		struct str name = str_from(c->name);
		size_t len = strlen(word);

		if (!str_starts(name, str_from(word)) || name.len <= len ||
		    name.ptr[len] != ' ')
			continue;
		if (out)
			print_row(out, c);
		n++;
	}
	return n;
}

void
cli_help(FILE *out, const struct cli *cli)
{
	const struct command *c;

	fputs("assay: security training that starts from your own code\n\n"
	      "usage: assay COMMAND [OPTION...] [OPERAND...]\n\ncommands:\n",
	    out);
	for (size_t i = 0; (c = command_at(cli, i)); i++)
		print_row(out, c);
	fputs("\n'assay COMMAND --help' explains one, with examples; "
	      "'assay --version' names the version.\n",
	    out);
}

int
cli_usage(struct cli *cli, const char *fmt, ...)
{
	va_list ap;

	fputs("assay: ", cli->err);
	va_start(ap, fmt);
	vfprintf(cli->err, fmt, ap);
	va_end(ap);
	fputc('\n', cli->err);
	return CLI_USAGE;
}

int
cli_fail(struct cli *cli, const struct err *err)
{
	fprintf(cli->err, "assay: %s\n", err->text);
	return CLI_FAILED;
}

static int
unknown_command(struct cli *cli, int argc, char **argv)
{
	if (print_group(NULL, cli, argv[0]) == 0)
		return cli_usage(cli,
		    "there is no command '%s'; 'assay --help' lists them",
		    argv[0]);
	if (argc > 1 && strcmp(argv[1], "--help") == 0) {
		print_group(cli->out, cli, argv[0]);
		return CLI_OK;
	}
	if (argc > 1)
		cli_usage(
		    cli, "there is no command '%s %s', but:", argv[0], argv[1]);
	else
		cli_usage(cli, "'%s' needs one more word:", argv[0]);
	print_group(cli->err, cli, argv[0]);
	return CLI_USAGE;
}

static bool
forwarded(struct cli *cli, int argc, char **argv, int *status)
{
	const struct command *c = cli->command;

	return cli->forward && (c->takes & CLI_TAKES_STATE) && !c->alone &&
	    !(c->stays && c->stays(cli)) &&
	    cli->forward(cli, argc, argv, status);
}

/* line, of words, is the whole command line as it was given. */
static int
run(struct cli *cli, const struct command *command, int argc, char **argv,
    int words, char **line)
{
	struct err err;
	bool help = false;
	int status;

	cli->command = command;
	if (cli_options(cli, command, &argc, argv, &help, &err) != ERR_NONE)
		return cli_usage(cli, "%s", err.text);
	if (help) {
		cli_help_command(cli->out, command);
		return CLI_OK;
	}
	if (forwarded(cli, words, line, &status))
		return status;
	status = command->run(cli, argc, argv);
	if (fflush(cli->out) != 0 && status == CLI_OK) {
		err_sys(&err, errno, "could not write the result");
		return cli_fail(cli, &err);
	}
	return status;
}

int
cli_main(struct cli *cli, int argc, char **argv)
{
	const struct command *command;
	char **line;
	int words;

	if (argc < 2) {
		cli_help(cli->err, cli);
		return CLI_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
	    (strcmp(argv[1], "help") == 0 && argc == 2)) {
		cli_help(cli->out, cli);
		return CLI_OK;
	}
	if (strcmp(argv[1], "--version") == 0) {
		fprintf(cli->out, "assay %s\n", cli->version);
		return CLI_OK;
	}
	if (argv[1][0] == '-')
		return cli_usage(cli,
		    "before a command only --help and --version are known, "
		    "not '%s'",
		    argv[1]);
	command = find(cli, argc - 1, argv + 1, &words);
	if (!command)
		return unknown_command(cli, argc - 1, argv + 1);
	line = arena_alloc(cli->arena, (size_t)argc * sizeof(*line));
	if (!line)
		return cli_fail(cli, &(struct err){ERR_NOMEM, "no memory"});
	memcpy(line, argv, (size_t)argc * sizeof(*line));
	return run(
	    cli, command, argc - 1 - words, argv + 1 + words, argc, line);
}
