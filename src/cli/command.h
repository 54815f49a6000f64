#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdio.h>

#include "base/arena.h"

/*
 * One command is one file and one row of table.c:
 *
 *	struct greet_args { const char *name; bool loud; };
 *
 *	static const struct cli_option greet_options[] = {
 *	    {"name", CLI_TEXT, offsetof(struct greet_args, name), "NAME",
 *	        "whom to greet"},
 *	    {"loud", CLI_FLAG, offsetof(struct greet_args, loud), NULL,
 *	        "in capitals"},
 *	    {0},
 *	};
 *
 *	static int
 *	greet(struct cli *cli, int argc, char **argv)
 *	{
 *		const struct greet_args *args = cli->args;
 *		...
 *	}
 *
 *	const struct command command_greet = {
 *	    .name = "greet",		"roster import" is fine too
 *	    .summary = "say hello",
 *	    .run = greet,
 *	    .usage = "[FILE]",		what stands beside the options
 *	    .operands_max = 1,
 *	    .options = greet_options,
 *	    .args_size = sizeof(struct greet_args),
 *	    .examples = "assay greet --name Ada\n",
 *	};
 *
 * Options are read before run() is called, wherever they stand on the line:
 * "--name VALUE", "--name=VALUE", "-n VALUE"; "--" ends them.  run() gets the
 * operands that are left, argv[0] being the first of them.  --help is every
 * command's; what the command takes of --json, --data, --state and --database
 * is said by .takes.
 */
enum cli_kind {
	CLI_FLAG, /* bool */
	CLI_TEXT, /* const char *, NULL unless given */
	CLI_INT,  /* int64_t; a plain decimal, 0 unless given */
	CLI_LIST, /* struct cli_list: may be given again */
};

struct cli_list {
	const char **v;
	size_t n, cap;
};

struct cli_option {
	const char *name;
	enum cli_kind kind;
	size_t at;         /* offset in the command's args */
	const char *value; /* the word for its value in the help */
	const char *help;
	char letter; /* 0: none */
};

/* Exit statuses, the same for every command. */
enum {
	CLI_OK = 0,     /* done, nothing to say */
	CLI_NO = 1,     /* findings, differences, "no" */
	CLI_USAGE = 2,  /* asked for in a way that is not understood */
	CLI_FAILED = 3, /* could not be done */
};

/* Common options a command takes. */
enum {
	CLI_TAKES_JSON = 1,    /* --json, for whatever lists: cli->json */
	CLI_TAKES_DATA = 2,    /* --data: cli->data_dir */
	CLI_TAKES_STATE = 4,   /* --state, --database */
	CLI_TAKES_OVERLAY = 8, /* --overlay: cli->overlay */
};

struct store;

struct cli {
	struct arena *arena; /* of this one command */
	FILE *in, *out, *err;
	bool out_tty, err_tty; /* colour and progress only where err_tty */
	bool json;
	const char *data_dir;  /* holds content/, rules/, www/static/ */
	const char *overlay;   /* private questions over content/, or NULL */
	const char *state_dir; /* holds keys/ and, unless told, assay.db */
	const char *database;  /* URL, as store_open takes it */
	const char *version;
	struct store *store; /* set where the running server lends its own */
	/* Set by main: has the running server do it; false: there is none. */
	bool (*forward)(struct cli *cli, int argc, char **argv, int *status);
	const struct command *command;
	const void *args;                    /* its options */
	const struct command *const *beside; /* commands main adds to table.c */
};

struct command {
	const char *name, *summary;
	int (*run)(struct cli *cli, int argc, char **argv);
	const char *usage;    /* "[PATH]"; NULL: no operands */
	const char *about;    /* paragraphs for --help; may be NULL */
	const char *examples; /* one a line */
	const struct cli_option *options;
	size_t args_size;
	int operands_min, operands_max; /* a negative max: any number */
	unsigned takes;
	bool alone; /* never through the running server (backup, restore) */
	/* Nor where this says so, of what was asked; may be NULL. */
	bool (*stays)(const struct cli *cli);
};

extern const struct command *const cli_table[]; /* ends in NULL */

/* Finds the command, reads its options, runs it; the exit status. */
int cli_main(struct cli *cli, int argc, char **argv);

/* "assay: text" on the error stream; CLI_FAILED. */
int cli_fail(struct cli *cli, const struct err *err);
/* The same for a command line nobody understands; CLI_USAGE. */
int cli_usage(struct cli *cli, const char *fmt, ...) PRINTF(2, 3);

/* Reads the command's options into *args (arena); the operands move to the
   front of argv and *argc counts them.  *help where --help was given. */
enum err_code cli_options(struct cli *cli, const struct command *command,
    int *argc, char **argv, bool *help, struct err *err) MUST_USE;

void cli_help(FILE *out, const struct cli *cli);
void cli_help_command(FILE *out, const struct command *command);

/* What --state and --database come to: "sqlite:<state_dir>/assay.db" unless
   cli->database says otherwise. */
const char *cli_database(struct cli *cli);

/* Opens that database, its schema up to date.  Where a server is running and
   lends its own, it is that.  Closed by cli_store_close, whichever it is. */
enum err_code cli_store_open(
    struct cli *cli, struct store **out, struct err *err) MUST_USE;
void cli_store_close(struct cli *cli, struct store *store);

/* After a command has appended facts and committed: they get their numbers and
   the views show them. */
enum err_code cli_settle(
    struct cli *cli, struct store *store, struct err *err) MUST_USE;

#endif
