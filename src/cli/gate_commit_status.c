#include "base/file.h"
#include "cli/gate_asking.h"
#include "codec/json.h"

/*
 * The answer as a commit's status, in each forge's own words:
 *
 *	github	POST {url}/repos/{repository}/statuses/{sha}
 *	gitea	POST {url}/api/v1/repos/{repository}/statuses/{sha}
 *		{"state":"success","context":"assay/gate","description":"..."}
 *	gitlab	POST {url}/api/v4/projects/{repository}/statuses/{sha}
 *		{"state":"success","name":"assay/gate","description":"..."}
 */
#define DESCRIPTION_MAX 140

struct status_args {
	struct gate_options gate;
	const char *author, *system, *forge, *url, *repository, *sha;
	const char *context, *forge_token_file;
};

static const struct cli_option options[] = {
    {"author", CLI_TEXT, offsetof(struct status_args, author), "EMAIL",
	"of the commit", 0},
    {"system", CLI_TEXT, offsetof(struct status_args, system), "NAME",
	"of the policy, whose gate is asked", 0},
    {"forge", CLI_TEXT, offsetof(struct status_args, forge),
	"github|gitlab|gitea", "whose interface it is", 0},
    {"url", CLI_TEXT, offsetof(struct status_args, url), "URL",
	"of it: https://api.github.com, https://gitlab.example", 0},
    {"repository", CLI_TEXT, offsetof(struct status_args, repository),
	"OWNER/NAME", "as the forge names it", 0},
    {"sha", CLI_TEXT, offsetof(struct status_args, sha), "COMMIT",
	"the whole hash", 0},
    {"context", CLI_TEXT, offsetof(struct status_args, context), "NAME",
	"of the status; assay/gate unless given", 0},
    {"forge-token-file", CLI_TEXT,
	offsetof(struct status_args, forge_token_file), "FILE",
	"holds the token that may set it", 0},
    GATE_OPTIONS(struct status_args),
    {0},
};

enum forge { GITHUB, GITLAB, GITEA, FORGES };

static const struct {
	const char *name, *path, *header, *success, *failure, *label;
} forges[FORGES] = {
    [GITHUB] = {"github", "/repos/", "Authorization: Bearer ", "success",
	"failure", "context"},
    [GITLAB] = {"gitlab", "/api/v4/projects/", "PRIVATE-TOKEN: ", "success",
	"failed", "name"},
    [GITEA] = {"gitea", "/api/v1/repos/", "Authorization: token ", "success",
	"failure", "context"},
};

static enum err_code
read_forge(const char *name, enum forge *out, struct err *err)
{
	for (unsigned i = 0; name != NULL && i < FORGES; i++)
		if (strcmp(name, forges[i].name) == 0) {
			*out = (enum forge)i;
			return ERR_NONE;
		}
	return err_set(err, ERR_INVALID,
	    "--forge is github, gitlab or gitea, not '%.40s'",
	    name != NULL ? name : "");
}

static bool
is_sha(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!((s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
			(s.ptr[i] >= 'a' && s.ptr[i] <= 'f')))
			return false;
	return s.len == 40 || s.len == 64;
}

/* Names of an owner, groups and a repository: nothing that leads elsewhere. */
static bool
is_repository(struct str s)
{
	struct str rest = s, part;
	size_t parts = 0;

	while (str_next(&rest, '/', &part)) {
		parts++;
		if (part.len == 0 || str_eq(part, STR(".")) ||
		    str_eq(part, STR("..")))
			return false;
		for (size_t i = 0; i < part.len; i++) {
			char c = part.ptr[i];

			if (!((c >= 'a' && c <= 'z') ||
				(c >= 'A' && c <= 'Z') ||
				(c >= '0' && c <= '9') || c == '-' ||
				c == '_' || c == '.'))
				return false;
		}
	}
	return parts >= 2 && s.len <= 200;
}

static enum err_code
check(const struct status_args *a, enum forge *forge, struct err *err)
{
	enum err_code rc = read_forge(a->forge, forge, err);

	if (rc != ERR_NONE)
		return rc;
	if (a->url == NULL || a->forge_token_file == NULL)
		return err_set(
		    err, ERR_INVALID, "give --url and --forge-token-file");
	if (!is_sha(str_from(a->sha)))
		return err_set(err, ERR_INVALID,
		    "--sha is a whole hash: 40 or 64 of 0-9a-f");
	if (!is_repository(str_from(a->repository)))
		return err_set(err, ERR_INVALID,
		    "--repository is OWNER/NAME of letters, digits, '-', '_' "
		    "and '.'");
	return ERR_NONE;
}

static enum err_code
make_url(struct cli *cli, const struct status_args *a, enum forge forge,
    const char **out, struct err *err)
{
	struct str base = str_from(a->url), repository, url;
	struct buf b;

	while (base.len > 0 && base.ptr[base.len - 1] == '/')
		base.len--;
	buf_init(&b, 1024);
	for (const char *p = a->repository; *p != '\0'; p++)
		if (*p == '/' && forge == GITLAB)
			buf_add(&b, STR("%2F"));
		else
			buf_add_char(&b, *p);
	repository = arena_buf(cli->arena, &b);
	buf_release(&b);
	url = arena_strf(cli->arena, "%.*s%s%.*s/statuses/%s", STR_FMT(base),
	    forges[forge].path, STR_FMT(repository), a->sha);
	*out = url.ptr;
	return url.ptr != NULL && repository.ptr != NULL
	    ? ERR_NONE
	    : arena_fail(cli->arena, err);
}

/* At most so many bytes, and no character cut. */
static struct str
shorten(struct cli *cli, struct str text)
{
	size_t end = DESCRIPTION_MAX - 3;

	if (text.len <= DESCRIPTION_MAX)
		return text;
	while (end > 0 && ((unsigned char)text.ptr[end] & 0xc0) == 0x80)
		end--;
	return arena_strf(cli->arena, "%.*s...", (int)end, text.ptr);
}

static enum err_code
post(struct cli *cli, enum forge forge, const char *url,
    const struct gate_result *r, struct err *err)
{
	const struct status_args *a = cli->args;
	struct str token, header;
	const char *headers[] = {
	    NULL, "Content-Type: application/json", "User-Agent: assay", NULL};
	struct http_call call = {.url = url, .headers = headers, .body_fd = -1};
	struct http_answer answer;
	struct buf body;
	enum err_code rc =
	    file_read(a->forge_token_file, 4096, cli->arena, &token, err);

	if (rc != ERR_NONE)
		return rc;
	token = str_trim(token);
	if (token.len == 0 || str_find_char(token, '\n') < token.len)
		return err_set(err, ERR_INVALID,
		    "'%s' does not hold a token in one line",
		    a->forge_token_file);
	header = arena_strf(
	    cli->arena, "%s%.*s", forges[forge].header, STR_FMT(token));
	if (header.ptr == NULL)
		return arena_fail(cli->arena, err);
	headers[0] = header.ptr;
	buf_init(&body, 4096);
	json_open(&body);
	json_str(&body, "state",
	    str_from(r->allow ? forges[forge].success : forges[forge].failure));
	json_str(&body, forges[forge].label,
	    str_from(a->context != NULL ? a->context : "assay/gate"));
	json_str(&body, "description", shorten(cli, gate_result_says(cli, r)));
	json_close(&body);
	call.body = buf_view(&body);
	call.body_size = body.len;
	call.patience_s = 30;
	rc = http_client_post(&call, cli->arena, &answer, err);
	buf_release(&body);
	if (rc == ERR_NONE && (answer.status < 200 || answer.status > 299))
		rc = err_set(err, ERR_IO, "%s answered %u: %.*s", a->url,
		    answer.status, STR_FMT(str_sub(answer.body, 0, 200)));
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	const struct status_args *a = cli->args;
	struct gate_result result;
	enum forge forge = GITHUB;
	const char *url = NULL;
	struct err err;
	enum err_code rc = check(a, &forge, &err);

	if (rc == ERR_NONE)
		rc = make_url(cli, a, forge, &url, &err);
	if (rc == ERR_NONE)
		rc = gate_asking(cli, &a->gate, str_from(a->author),
		    str_from(a->system), &result, &err);
	if (rc == ERR_INVALID)
		return cli_usage(cli, "%s", err.text);
	if (rc == ERR_NONE)
		rc = post(cli, forge, url, &result, &err);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	fprintf(cli->out, "%s: %.*s\n",
	    result.allow ? forges[forge].success : forges[forge].failure,
	    STR_FMT(gate_result_says(cli, &result)));
	return gate_result_status(&result);
}

static bool
stays(const struct cli *cli)
{
	const struct status_args *a = cli->args;

	return gate_is_remote(&a->gate);
}

const struct command command_gate_commit_status = {
    .name = "gate commit-status",
    .summary = "tell a forge what the gate says of a commit's author",
    .run = run,
    .about = "Asks as `assay gate` does and sets the commit's status, with "
	     "the reason.\nExit status as of `assay gate`; 3 also where the "
	     "forge does not take it.\n",
    .examples =
	"assay gate commit-status --author \"$(git log -1 --format=%ae)\" \\\n"
	"    --system pipelines --forge gitea --url https://git.acme.example "
	"\\\n    --repository acme/shop --sha \"$(git rev-parse HEAD)\" \\\n"
	"    --forge-token-file ~/.forge-token "
	"--server https://assay.acme.example\n",
    .options = options,
    .args_size = sizeof(struct status_args),
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
    .stays = stays,
};
