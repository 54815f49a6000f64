/* The cabinet, where customers keep files: make && ./cabinet */
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "handlers.h"
#include "tenants.h"
#include "trace.h"

bool trace_on;

static int
listen_unix(const char *path)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (strlen(path) >= sizeof(at.sun_path))
		return -1;
	strcpy(at.sun_path, path);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) != 0 ||
	    listen(fd, 64) != 0)
		return -1;
	return fd;
}

static int
listen_here(unsigned short port)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
	    .sin_port = htons(port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;

	if (fd < 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
	    bind(fd, (struct sockaddr *)&at, sizeof(at)) != 0 ||
	    listen(fd, 64) != 0)
		return -1;
	return fd;
}

static void
serve(int fd)
{
	static const struct timeval wait = {.tv_sec = 2};
	struct request rq;
	int status;

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
	status = http_read(fd, &rq);
	if (status == 0)
		handle(fd, &rq);
	else if (status > 0)
		http_refuse(fd, status, "that is no request");
	http_free(&rq);
	close(fd);
}

int
main(void)
{
	const char *path = getenv("LAB_SOCKET"), *port = getenv("PORT");
	const char *trace = getenv("LAB_TRACE");
	int fd;

	trace_on = trace && strcmp(trace, "1") == 0;
	signal(SIGPIPE, SIG_IGN);
	tenants_start();
	fd = path ? listen_unix(path)
		  : listen_here((unsigned short)atoi(port ? port : "8080"));
	if (fd < 0) {
		perror("cannot listen");
		return 1;
	}
	for (;;) {
		int peer = accept4(fd, NULL, NULL, SOCK_CLOEXEC);

		if (peer >= 0)
			serve(peer);
		else if (errno != EINTR)
			return 1;
	}
}
