#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/command.h"
#include "people/link.h"
#include "people/setup.h"

struct setup_args {
	const char *name, *url, *mail_from, *admin_email, *admin_name;
	bool password_stdin, link;
};

static const struct cli_option options[] = {
    {"name", CLI_TEXT, offsetof(struct setup_args, name), "NAME",
	"of the organisation", 0},
    {"url", CLI_TEXT, offsetof(struct setup_args, url), "URL",
	"where people reach it, as https://assay.example", 0},
    {"mail-from", CLI_TEXT, offsetof(struct setup_args, mail_from), "EMAIL",
	"who mail is from; without it none goes out", 0},
    {"admin-email", CLI_TEXT, offsetof(struct setup_args, admin_email), "EMAIL",
	"of the first administrator", 0},
    {"admin-name", CLI_TEXT, offsetof(struct setup_args, admin_name), "NAME",
	"of the first administrator", 0},
    {"password-stdin", CLI_FLAG, offsetof(struct setup_args, password_stdin),
	NULL, "read their password from standard input", 0},
    {"link", CLI_FLAG, offsetof(struct setup_args, link), NULL,
	"print a one-time sign-in link instead of asking for a password", 0},
    {0},
};

#define LINE_MAX_BYTES 4096

/* One line without its end; STR_NONE at the end of input. */
static struct str
read_line(struct cli *cli)
{
	char line[LINE_MAX_BYTES];
	struct str s;

	if (fgets(line, sizeof(line), cli->in) == NULL)
		return STR_NONE;
	s = str_from(line);
	while (
	    s.len > 0 && (s.ptr[s.len - 1] == '\n' || s.ptr[s.len - 1] == '\r'))
		s.len--;
	s = arena_str(cli->arena, s);
	memset(line, 0, sizeof(line));
	return s;
}

static bool
asks(struct cli *cli)
{
	return isatty(fileno(cli->in)) != 0;
}

static struct str
ask(struct cli *cli, const char *given, const char *question)
{
	if (given != NULL)
		return str_from(given);
	if (!asks(cli))
		return STR_NONE;
	fprintf(cli->err, "%s: ", question);
	return str_trim(read_line(cli));
}

static struct str
ask_hidden(struct cli *cli, const char *question)
{
	int fd = fileno(cli->in);
	struct termios seen, hidden;
	struct str s;

	if (tcgetattr(fd, &seen) != 0)
		return STR_NONE;
	hidden = seen;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	fprintf(cli->err, "%s: ", question);
	tcsetattr(fd, TCSAFLUSH, &hidden);
	s = read_line(cli);
	tcsetattr(fd, TCSAFLUSH, &seen);
	fputc('\n', cli->err);
	return s;
}

static enum err_code
read_password(struct cli *cli, struct str *out, struct err *err)
{
	const struct setup_args *args = cli->args;
	struct str again;

	*out = STR_NONE;
	if (args->link)
		return ERR_NONE;
	if (args->password_stdin) {
		*out = read_line(cli);
		return out->ptr != NULL
		    ? ERR_NONE
		    : err_set(err, ERR_INVALID,
			  "no password came on standard input");
	}
	if (!asks(cli))
		return err_set(err, ERR_INVALID,
		    "no password: give --password-stdin or --link");
	*out = ask_hidden(cli, "Password of the administrator");
	again = ask_hidden(cli, "The same again");
	return str_eq(*out, again)
	    ? ERR_NONE
	    : err_set(err, ERR_INVALID, "the two passwords differ");
}

struct link_work {
	struct cli *cli;
	struct id person;
	struct str token;
};

static enum err_code
make_link(struct db *db, void *ctx, struct err *err)
{
	struct link_work *w = ctx;

	return link_make(
	    db, w->cli->arena, w->person, LINK_INVITE, 0, &w->token, err);
}

static enum err_code
finish(struct cli *cli, struct store *store, const struct setup *in,
    struct id admin, struct err *err)
{
	struct link_work w = {cli, admin, STR_NONE};
	struct str url = in->public_url;
	enum err_code rc;

	rc = cli_settle(cli, store, err);
	if (rc != ERR_NONE)
		return rc;
	fprintf(cli->err, "%.*s is set up; %.*s is its administrator.\n",
	    STR_FMT(in->name), STR_FMT(in->admin_email));
	if (in->password.ptr != NULL)
		return ERR_NONE;
	rc = store_write(store, make_link, &w, err);
	if (rc != ERR_NONE)
		return rc;
	if (str_ends(url, STR("/")))
		url.len--;
	url = link_url(cli->arena, url, LINK_INVITE, w.token);
	fprintf(cli->out, "%.*s\n", STR_FMT(url));
	return ERR_NONE;
}

static enum err_code
make_state(struct cli *cli, struct err *err)
{
	struct str keys = arena_strf(cli->arena, "%s/keys", cli->state_dir);
	enum err_code rc;

	if (keys.ptr == NULL)
		return arena_fail(cli->arena, err);
	rc = file_make_dir(cli->state_dir, 0700, err);
	return rc == ERR_NONE ? file_make_dir(keys.ptr, 0700, err) : rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	const struct setup_args *args = cli->args;
	struct store *store = NULL;
	struct setup in;
	struct err err;
	struct id admin;
	enum err_code rc;

	in.name = ask(cli, args->name, "Name of the organisation");
	in.public_url =
	    ask(cli, args->url, "Public URL (as https://assay.example)");
	in.mail_from = args->mail_from ? str_from(args->mail_from) : STR_NONE;
	in.admin_name = ask(cli, args->admin_name, "Your name");
	in.admin_email = ask(cli, args->admin_email, "Your e-mail address");
	if (!in.name.ptr || !in.public_url.ptr || !in.admin_name.ptr ||
	    !in.admin_email.ptr)
		return cli_usage(cli,
		    "--name, --url, --admin-name and --admin-email are needed "
		    "where nobody can be asked");
	rc = read_password(cli, &in.password, &err);
	if (rc == ERR_NONE)
		rc = make_state(cli, &err);
	if (rc == ERR_NONE)
		rc = cli_store_open(cli, &store, &err);
	if (rc == ERR_NONE)
		rc = setup_run(store, cli->arena, &in, &admin, &err);
	if (rc == ERR_NONE)
		rc = finish(cli, store, &in, admin, &err);
	cli_store_close(cli, store);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_setup = {
    .name = "setup",
    .summary = "make the organisation and its first administrator",
    .run = run,
    .about = "Asks for what is not given. Makes the state folder, the keys and "
	     "the database where they are missing; refuses when it was done "
	     "before.",
    .examples = "assay setup\n"
		"assay setup --name Acme --url https://assay.acme.example "
		"--admin-name Ada --admin-email ada@acme.example --link\n",
    .options = options,
    .args_size = sizeof(struct setup_args),
    .takes = CLI_TAKES_STATE,
    .alone = true,
};
