#include "handlers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "tenants.h"
#include "trace.h"

static void
answer_error(int fd, int rc)
{
	TRACE("handler", "refuses: %s", strerror(rc));
	switch (rc) {
	case ENOENT:
	case ENOTDIR:
		http_refuse(fd, 404, "there is nothing of that name");
		break;
	case EACCES:
	case EPERM:
	case EXDEV:
	case ELOOP:
		http_refuse(fd, 403, "that is not in your folder");
		break;
	case EEXIST:
	case EISDIR:
		http_refuse(fd, 409, "something else is there");
		break;
	case EINVAL:
	case ENAMETOOLONG:
		http_refuse(fd, 400, "that is no name");
		break;
	default:
		http_refuse(fd, 500, "that did not work");
	}
}

static void
get_file(int fd, const struct tenant *t, const char *path)
{
	char *bytes = NULL;
	size_t len = 0;
	int rc = file_read(t, path, &bytes, &len);

	if (rc) {
		answer_error(fd, rc);
		return;
	}
	http_answer(fd, 200, "application/octet-stream", bytes, len);
	free(bytes);
}

static void
answer_done(int fd, int rc, int status)
{
	if (rc)
		answer_error(fd, rc);
	else
		http_answer(fd, status, "application/json", "{}\n", 3);
}

static void
get_list(int fd, const struct tenant *t, const char *path)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	int rc = out ? folder_list(t, path, out) : ENOMEM;

	if (out && fclose(out) != 0 && !rc)
		rc = ENOMEM;
	if (rc)
		answer_error(fd, rc);
	else
		http_answer(fd, 200, "application/json", text, len);
	free(text);
}

static void
post_link(int fd, const struct tenant *t, const struct request *rq)
{
	char name[256], target[1024];

	if (!http_field(rq, "name", name, sizeof(name)) ||
	    !http_field(rq, "target", target, sizeof(target)))
		http_refuse(fd, 400, "a name and a target are expected");
	else
		answer_done(fd, link_make(t, name, target), 201);
}

void
handle(int fd, const struct request *rq)
{
	const struct tenant *t = tenant_by_token(rq->token);
	const char *path = rq->path;

	TRACE("request", "%s %s", rq->method, rq->target);
	if (!t) {
		http_refuse(fd, 401, "a token is needed");
		return;
	}
	TRACE("handler", "%s %s for %s", rq->method, path, t->name);
	if (strncmp(path, "/files/", 7) == 0) {
		path += 7;
		if (strcmp(rq->method, "GET") == 0)
			get_file(fd, t, path);
		else if (strcmp(rq->method, "PUT") == 0)
			answer_done(fd,
			    file_write(t, path, rq->body, rq->body_len), 201);
		else if (strcmp(rq->method, "DELETE") == 0)
			answer_done(fd, file_delete(t, path), 200);
		else
			http_refuse(fd, 405, "GET, PUT or DELETE");
	} else if (strncmp(path, "/list/", 6) == 0 &&
	    strcmp(rq->method, "GET") == 0)
		get_list(fd, t, path + 6);
	else if (strcmp(path, "/links") == 0 && strcmp(rq->method, "POST") == 0)
		post_link(fd, t, rq);
	else
		http_refuse(fd, 404, "there is nothing of that name");
}
