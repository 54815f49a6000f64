#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "http/internal.h"

#define SPOOL_BLOCK ((size_t)64 << 10)

/* A file without a name: nothing is left behind, whatever happens. */
enum err_code
spool_file(const char *dir, int *out, struct err *err)
{
	int fd;

	if (!dir)
		return err_set(err, ERR_UNSUPPORTED,
		    "there is no folder for temporary files");
	fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR)) {
		char path[4096];

		snprintf(path, sizeof(path), "%s/spool-XXXXXX", dir);
		fd = mkostemp(path, O_CLOEXEC);
		if (fd >= 0)
			unlink(path);
	}
	if (fd < 0)
		return err_sys(
		    err, errno, "could not make a temporary file in '%s'", dir);
	*out = fd;
	return ERR_NONE;
}

enum err_code
http_spool_open(struct http_request *rq, struct http_reply *re, struct err *err)
{
	struct exchange *x = CONTAINER_OF(rq, struct exchange, rq);
	enum err_code rc;

	x->spool.at = malloc(SPOOL_BLOCK);
	if (!x->spool.at)
		return err_nomem(err);
	rc = spool_file(x->server->config.spool_dir, &x->spool.fd, err);
	if (rc == ERR_NONE)
		re->spool = &x->spool;
	return rc;
}

enum err_code
spool_flush(struct http_spool *s, struct err *err)
{
	struct str bytes = {s->at, s->n};

	s->n = 0;
	return bytes.len ? file_write_fd(s->fd, "temporary file", bytes, err)
			 : ERR_NONE;
}

enum err_code
http_spool_add(struct http_spool *s, struct str bytes, struct err *err)
{
	while (bytes.len > 0) {
		size_t n = SPOOL_BLOCK - s->n;

		if (n > bytes.len)
			n = bytes.len;
		memcpy(s->at + s->n, bytes.ptr, n);
		s->n += n;
		s->size += n;
		bytes = str_from_at(bytes, n);
		if (s->n == SPOOL_BLOCK) {
			enum err_code rc = spool_flush(s, err);

			if (rc != ERR_NONE)
				return rc;
		}
	}
	return ERR_NONE;
}

void
spool_drop(struct http_spool *s)
{
	if (s->fd >= 0)
		close(s->fd);
	free(s->at);
	*s = (struct http_spool){.fd = -1};
}
