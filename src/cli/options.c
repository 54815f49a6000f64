#include "cli/command.h"

static const struct cli_option json_option = {
    .name = "json", .help = "print JSON instead of text"};
static const struct cli_option data_option = {.name = "data",
    .kind = CLI_TEXT,
    .value = "DIR",
    .help = "where content/, rules/ and www/ are"};
static const struct cli_option overlay_option = {.name = "overlay",
    .kind = CLI_TEXT,
    .value = "DIR",
    .help = "private questions, laid over those of content/"};
static const struct cli_option state_option = {.name = "state",
    .kind = CLI_TEXT,
    .value = "DIR",
    .help = "where keys and the embedded database are"};
static const struct cli_option database_option = {.name = "database",
    .kind = CLI_TEXT,
    .value = "URL",
    .help = "sqlite:FILE or postgresql://..."};
static const struct cli_option help_option = {
    .name = "help", .help = "this text", .letter = 'h'};

static const struct {
	unsigned takes;
	const struct cli_option *option;
} common[] = {
    {CLI_TAKES_JSON, &json_option},
    {CLI_TAKES_DATA, &data_option},
    {CLI_TAKES_OVERLAY, &overlay_option},
    {CLI_TAKES_STATE, &state_option},
    {CLI_TAKES_STATE, &database_option},
    {1u << 31, &help_option},
};

struct reading {
	struct cli *cli;
	const struct command *command;
	int argc, at, operands;
	char **argv;
	char *args;
	bool help;
};

/* The i-th option the command takes, its own first; NULL past the last. */
static const struct cli_option *
option_at(const struct command *command, size_t i)
{
	size_t own = 0;

	while (command->options && command->options[own].name)
		own++;
	if (i < own)
		return &command->options[i];
	i -= own;
	for (size_t c = 0; c < NELEM(common); c++)
		if ((common[c].takes & (command->takes | 1u << 31)) && i-- == 0)
			return common[c].option;
	return NULL;
}

static const struct cli_option *
find(const struct command *command, struct str word)
{
	const struct cli_option *o;

	for (size_t i = 0; (o = option_at(command, i)); i++) {
		if (str_starts(word, STR("--")) &&
		    str_eq(str_from_at(word, 2), str_from(o->name)))
			return o;
		if (word.len == 2 && o->letter && word.ptr[1] == o->letter)
			return o;
	}
	return NULL;
}

static enum err_code
unknown(struct reading *r, struct str word, struct err *err)
{
	const struct cli_option *o;
	struct buf list;
	enum err_code rc;

	buf_init(&list, 4096);
	for (size_t i = 0; (o = option_at(r->command, i)); i++)
		buf_addf(&list, "%s--%s%s%s", i ? ", " : "", o->name,
		    o->value ? " " : "", o->value ? o->value : "");
	rc = err_set(err, ERR_INVALID,
	    "'%s' does not know '%.*s'; it takes %.*s", r->command->name,
	    STR_FMT(word), STR_FMT(buf_view(&list)));
	buf_release(&list);
	return rc;
}

/* Where the value of a common option goes; NULL for a command's own. */
static void *
common_place(struct reading *r, const struct cli_option *o)
{
	struct cli *cli = r->cli;

	return o == &json_option    ? (void *)&cli->json
	    : o == &data_option     ? (void *)&cli->data_dir
	    : o == &overlay_option  ? (void *)&cli->overlay
	    : o == &state_option    ? (void *)&cli->state_dir
	    : o == &help_option     ? (void *)&r->help
	    : o == &database_option ? (void *)&cli->database
				    : NULL;
}

static enum err_code
store_value(struct reading *r, const struct cli_option *o, const char *value,
    struct err *err)
{
	void *place = common_place(r, o);
	struct cli_list *list;
	const char **more;

	if (!place)
		place = r->args + o->at;
	switch (o->kind) {
	case CLI_FLAG:
		*(bool *)place = true;
		return ERR_NONE;
	case CLI_TEXT:
		*(const char **)place = value;
		return ERR_NONE;
	case CLI_INT:
		if (str_i64(str_from(value), place))
			return ERR_NONE;
		return err_set(err, ERR_INVALID,
		    "'--%s' takes a plain number, not '%s'", o->name, value);
	case CLI_LIST:
		list = place;
		more = ARENA_PUSH(r->cli->arena, list);
		if (!more)
			return arena_fail(r->cli->arena, err);
		*more = value;
	}
	return ERR_NONE;
}

static enum err_code
read_option(struct reading *r, struct err *err)
{
	struct str word = str_from(r->argv[r->at]), name = word;
	size_t eq = str_find_char(word, '=');
	const struct cli_option *o;
	const char *value = NULL;

	if (str_starts(word, STR("--")) && eq < word.len) {
		name = str_sub(word, 0, eq);
		value = word.ptr + eq + 1;
	}
	o = find(r->command, name);
	if (!o)
		return unknown(r, name, err);
	if (o->kind == CLI_FLAG && value)
		return err_set(
		    err, ERR_INVALID, "'--%s' takes no value", o->name);
	if (o->kind != CLI_FLAG && !value) {
		if (r->at + 1 >= r->argc)
			return err_set(err, ERR_INVALID,
			    "'--%s' needs a value: --%s %s", o->name, o->name,
			    o->value);
		value = r->argv[++r->at];
	}
	return store_value(r, o, value, err);
}

static enum err_code
check_operands(const struct command *c, int n, char **argv, struct err *err)
{
	if (n < c->operands_min)
		return err_set(err, ERR_INVALID,
		    "'%s' needs %s; 'assay %s --help' shows how", c->name,
		    c->usage, c->name);
	if (c->operands_max >= 0 && n > c->operands_max)
		return err_set(err, ERR_INVALID,
		    "'%s' has no use for '%s'; 'assay %s --help' shows how",
		    c->name, argv[c->operands_max], c->name);
	return ERR_NONE;
}

enum err_code
cli_options(struct cli *cli, const struct command *command, int *argc,
    char **argv, bool *help, struct err *err)
{
	struct reading r = {
	    .cli = cli, .command = command, .argc = *argc, .argv = argv};
	bool ended = false;
	enum err_code rc;

	r.args = arena_zalloc(cli->arena, command->args_size + 1);
	if (!r.args)
		return arena_fail(cli->arena, err);
	for (; r.at < r.argc; r.at++) {
		const char *word = argv[r.at];

		if (ended || word[0] != '-' || word[1] == '\0') {
			argv[r.operands++] = argv[r.at];
		} else if (strcmp(word, "--") == 0) {
			ended = true;
		} else {
			rc = read_option(&r, err);
			if (rc != ERR_NONE)
				return rc;
		}
	}
	*argc = r.operands;
	*help = r.help;
	cli->args = r.args;
	return r.help ? ERR_NONE
		      : check_operands(command, r.operands, argv, err);
}

static void
print_option(FILE *out, const struct cli_option *o)
{
	char left[64];

	snprintf(left, sizeof(left), "%s%c%s--%s%s%s", o->letter ? "-" : " ",
	    o->letter ? o->letter : ' ', o->letter ? ", " : "  ", o->name,
	    o->value ? " " : "", o->value ? o->value : "");
	fprintf(out, "  %-26s %s\n", left, o->help);
}

static void
print_indented(FILE *out, const char *text)
{
	struct str rest = str_from(text), line;

	while (str_next(&rest, '\n', &line))
		if (line.len || rest.ptr)
			fprintf(out, "%s%.*s\n", line.len ? "  " : "",
			    STR_FMT(line));
}

void
cli_help_command(FILE *out, const struct command *command)
{
	const struct cli_option *o;

	fprintf(out, "assay %s: %s\n\nusage: assay %s%s%s [OPTION...]\n",
	    command->name, command->summary, command->name,
	    command->usage ? " " : "", command->usage ? command->usage : "");
	if (command->about)
		fprintf(out, "\n%s", command->about);
	fputs("\noptions:\n", out);
	for (size_t i = 0; (o = option_at(command, i)); i++)
		print_option(out, o);
	if (command->examples) {
		fputs("\nexamples:\n", out);
		print_indented(out, command->examples);
	}
	fputs("\nexit status: 0 nothing to say, 1 findings or \"no\", 2 usage, "
	      "3 failure\n",
	    out);
}
