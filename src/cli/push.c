#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/process.h"
#include "cli/remote.h"
#include "codec/json_read.h"
#include "scan/sarif_read.h"

struct push_args {
	const char *server, *token_file;
	const char *commit, *branch, *base, *category, *author;
};

static const struct cli_option options[] = {
    REMOTE_OPTIONS(struct push_args, "the repository's"),
    {"commit", CLI_TEXT, offsetof(struct push_args, commit), "ID",
	"what was scanned; else git's HEAD", 0},
    {"branch", CLI_TEXT, offsetof(struct push_args, branch), "NAME",
	"where it is; else git's current branch", 0},
    {"base", CLI_TEXT, offsetof(struct push_args, base), "REV",
	"what it was compared with, as given to assay scan", 0},
    {"category", CLI_TEXT, offsetof(struct push_args, category), "WORD",
	"tells apart two analyses by one tool", 0},
    {"author", CLI_TEXT, offsetof(struct push_args, author), "EMAIL",
	"whose change it is; else the author of HEAD in git", 0},
    {0},
};

#define WORD_MAX 4096

/* One line from git; none where it has none to give. */
static struct str
git(struct cli *cli, const char *a, const char *b, const char *c)
{
	const char *const argv[] = {"git", a, b, c, NULL};
	const struct process p = {.argv = argv, .max = WORD_MAX};
	struct process_result result;
	struct err err;

	if (process_run(&p, cli->arena, &result, &err) != ERR_NONE ||
	    result.status != 0)
		return STR_NONE;
	return str_trim(result.out);
}

struct push {
	struct str commit, branch, base, category, author;
	struct remote remote;
};

static enum err_code
gather(struct cli *cli, struct push *p, struct err *err)
{
	const struct push_args *args = cli->args;

	p->commit = args->commit ? str_from(args->commit)
				 : git(cli, "rev-parse", "HEAD", NULL);
	p->branch = args->branch
	    ? str_from(args->branch)
	    : git(cli, "rev-parse", "--abbrev-ref", "HEAD");
	p->author = args->author ? str_from(args->author)
				 : git(cli, "log", "-1", "--format=%aE");
	p->base = str_from(args->base);
	p->category = str_from(args->category);
	if (p->commit.len == 0)
		return err_set(err, ERR_INVALID,
		    "no commit: this is no git repository; give --commit");
	if (p->branch.len == 0 || str_eq(p->branch, STR("HEAD")))
		return err_set(err, ERR_INVALID,
		    "no branch is checked out; give --branch");
	return remote_open(
	    cli, args->server, args->token_file, &p->remote, err);
}

static enum err_code
send_file(struct cli *cli, const struct push *p, int fd,
    struct http_answer *answer, struct err *err)
{
	struct buf path;
	struct str whole;

	buf_init(&path, 16 << 10);
	buf_add(&path, STR("/api/v1/scans"));
	remote_add_query(&path, "commit", p->commit);
	remote_add_query(&path, "branch", p->branch);
	remote_add_query(&path, "base", p->base);
	remote_add_query(&path, "category", p->category);
	remote_add_query(&path, "author", p->author);
	whole = arena_buf(cli->arena, &path);
	buf_release(&path);
	if (!whole.ptr)
		return arena_fail(cli->arena, err);
	return remote_post(cli, &p->remote, whole, "application/sarif+json", fd,
	    STR_NONE, answer, err);
}

static void
print_analysis(struct cli *cli, const struct json *a)
{
	struct str tool = json_opt_str(a, "tool");
	struct str category = json_opt_str(a, "category");
	bool named = category.len > 0 && !str_eq(category, tool);

	fprintf(cli->out, "%.*s%s%.*s: %lld found", STR_FMT(tool),
	    named ? " " : "", named ? (int)category.len : 0, category.ptr,
	    (long long)json_opt_int(a, "found", 0));
	if (json_opt_flag(a, "same", false))
		fprintf(cli->out, ", seen before: nothing changed\n");
	else
		fprintf(cli->out, ", %lld opened, %lld known, %lld closed\n",
		    (long long)json_opt_int(a, "opened", 0),
		    (long long)json_opt_int(a, "kept", 0),
		    (long long)json_opt_int(a, "closed", 0));
}

static void
print_new(struct cli *cli, const struct json *n)
{
	struct str lesson = json_opt_str(n, "lesson");

	fprintf(cli->out, "\n%.*s:%lld  %.*s\n  %.*s\n",
	    STR_FMT(json_opt_str(n, "path")),
	    (long long)json_opt_int(n, "line", 0),
	    STR_FMT(json_opt_str(n, "rule")), STR_FMT(json_opt_str(n, "url")));
	if (lesson.len > 0)
		fprintf(cli->out, "  lesson: %.*s\n", STR_FMT(lesson));
}

static void
print_list(struct cli *cli, const struct json *all, const char *name,
    void (*print)(struct cli *cli, const struct json *one))
{
	const struct json *list = json_get(all, name);

	for (size_t i = 0; list && list->kind == JSON_IS_LIST && i < list->n;
	     i++)
		print(cli, &list->items[i].value);
}

static void
print_assigned(struct cli *cli, const struct json *a)
{
	fprintf(cli->out, "\nasked of the author: %.*s, %.*s\n",
	    STR_FMT(json_opt_str(a, "module")),
	    STR_FMT(json_opt_str(a, "why")));
}

static enum err_code
report(struct cli *cli, const struct http_answer *answer, struct err *err)
{
	struct json all;
	enum err_code rc;

	if (cli->json) {
		fprintf(cli->out, "%.*s", STR_FMT(answer->body));
		return ERR_NONE;
	}
	rc = json_read(answer->body, cli->arena, &all, err);
	if (rc != ERR_NONE)
		return err_prefix(err, "the server's answer is not ours");
	print_list(cli, &all, "analyses", print_analysis);
	print_list(cli, &all, "new", print_new);
	print_list(cli, &all, "assigned", print_assigned);
	return ERR_NONE;
}

/* What the server would refuse is refused before it travels. */
static enum err_code
push_file(struct cli *cli, const struct push *p, int fd, const char *name,
    struct err *err)
{
	struct http_answer answer;
	enum err_code rc;

	rc = sarif_read_fd(fd, name, NULL, NULL, NULL, cli->arena, NULL, err);
	if (rc != ERR_NONE)
		return err_prefix(err, "could not read '%s'", name);
	rc = send_file(cli, p, fd, &answer, err);
	return rc == ERR_NONE ? report(cli, &answer, err) : rc;
}

static int
push(struct cli *cli, int argc, char **argv)
{
	struct push p = {.base = STR_NONE};
	enum err_code rc;
	struct err err;
	int fd;

	(void)argc;
	rc = gather(cli, &p, &err);
	if (rc == ERR_INVALID)
		return cli_usage(cli, "%s", err.text);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	fd = open(argv[0], O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		err_sys(&err, errno, "could not open '%s'", argv[0]);
		return cli_fail(cli, &err);
	}
	rc = push_file(cli, &p, fd, argv[0], &err);
	close(fd);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_push = {
    .name = "push",
    .summary = "upload findings (any tool's SARIF 2.1.0) to the server",
    .run = push,
    .usage = "FILE.sarif",
    .about =
	"The server keeps what is known, opens what is new, closes what the "
	"same\nanalysis (tool, category, branch, base) no longer finds, and "
	"answers with the\nlesson for each new finding. The same file again "
	"changes nothing.\n",
    .examples =
	"assay scan --base main --format sarif >scan.sarif\n"
	"assay push scan.sarif --base main --server https://assay.example.org "
	"--token-file ~/.assay-token\n",
    .options = options,
    .args_size = sizeof(struct push_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_JSON,
};
