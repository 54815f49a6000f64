#include "cli/remote.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "codec/json_read.h"

#define TOKEN_MAX  4096
#define ANSWER_MAX ((size_t)16 << 20)

static enum err_code
read_token(struct cli *cli, const char *file, struct str *out, struct err *err)
{
	const char *env = getenv("ASSAY_TOKEN");
	struct str text;
	enum err_code rc;

	if (!file && env) {
		*out = str_from(env);
		return ERR_NONE;
	}
	if (!file)
		return err_set(err, ERR_INVALID,
		    "no token: give --token-file or set ASSAY_TOKEN");
	rc = file_read(file, TOKEN_MAX, cli->arena, &text, err);
	if (rc != ERR_NONE)
		return rc;
	*out = str_trim(text);
	for (size_t i = 0; i < out->len; i++)
		if (out->ptr[i] <= ' ' || out->ptr[i] > '~')
			return err_set(err, ERR_INVALID,
			    "'%s' does not hold a token in one line", file);
	return ERR_NONE;
}

enum err_code
remote_open(struct cli *cli, const char *server, const char *token_file,
    struct remote *out, struct err *err)
{
	struct remote r = {
	    .server = str_from(server ? server : getenv("ASSAY_SERVER"))};
	enum err_code rc;

	if (r.server.len == 0)
		return err_set(err, ERR_INVALID,
		    "no server: give --server or set ASSAY_SERVER");
	while (r.server.len > 0 && r.server.ptr[r.server.len - 1] == '/')
		r.server.len--;
	rc = read_token(cli, token_file, &r.token, err);
	if (rc == ERR_NONE)
		*out = r;
	return rc;
}

/* The server's words for a refusal, or its bare status. */
static enum err_code
refused(struct cli *cli, const struct http_answer *answer, struct err *err)
{
	struct str message = STR_NONE;
	struct json json;
	struct err ignored;

	if (json_read(answer->body, cli->arena, &json, &ignored) == ERR_NONE)
		message = json_opt_str(&json, "message");
	if (message.len == 0)
		message = STR("it gave no reason");
	return err_set(err, ERR_IO, "the server answered %u: %.*s",
	    answer->status, STR_FMT(message));
}

static enum err_code
send(struct cli *cli, const struct remote *remote, struct str path,
    const char *content_type, struct http_call *call, struct http_answer *out,
    struct err *err)
{
	struct str bearer = arena_strf(
	    cli->arena, "Authorization: Bearer %.*s", STR_FMT(remote->token));
	struct str type = arena_strf(
	    cli->arena, "Content-Type: %s", content_type ? content_type : "");
	struct str url = arena_strf(
	    cli->arena, "%.*s%.*s", STR_FMT(remote->server), STR_FMT(path));
	const char *const headers[] = {
	    bearer.ptr, content_type ? type.ptr : NULL, NULL};
	struct http_answer answer;
	enum err_code rc;

	if (!bearer.ptr || !type.ptr || !url.ptr)
		return arena_fail(cli->arena, err);
	call->url = url.ptr;
	call->headers = headers;
	call->answer_max = ANSWER_MAX;
	call->patience_s = remote->patience_s;
	rc = content_type ? http_client_post(call, cli->arena, &answer, err)
			  : http_client_get(call, cli->arena, &answer, err);
	if (rc != ERR_NONE)
		return rc;
	if (answer.status < 200 || answer.status > 299)
		return refused(cli, &answer, err);
	*out = answer;
	return ERR_NONE;
}

enum err_code
remote_get(struct cli *cli, const struct remote *remote, struct str path,
    struct http_answer *out, struct err *err)
{
	struct http_call call = {0};

	return send(cli, remote, path, NULL, &call, out, err);
}

enum err_code
remote_post(struct cli *cli, const struct remote *remote, struct str path,
    const char *content_type, int fd, struct str body, struct http_answer *out,
    struct err *err)
{
	struct http_call call = {
	    .body_fd = fd, .body = body, .body_size = body.len};
	struct stat st;

	if (fd >= 0 && fstat(fd, &st) != 0)
		return err_sys(err, errno, "could not look at the file");
	if (fd >= 0)
		call.body_size = (uint64_t)st.st_size;
	return send(cli, remote, path, content_type, &call, out, err);
}

void
remote_add_query(struct buf *path, const char *name, struct str value)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

	if (value.len == 0)
		return;
	buf_addf(path,
	    "%c%s=", str_find_char(buf_view(path), '?') < path->len ? '&' : '?',
	    name);
	for (size_t i = 0; i < value.len; i++)
		if (memchr(plain, value.ptr[i], sizeof(plain) - 1))
			buf_add_char(path, value.ptr[i]);
		else
			buf_addf(path, "%%%02X", (unsigned char)value.ptr[i]);
}
