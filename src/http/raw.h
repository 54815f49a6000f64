#ifndef HTTP_RAW_H
#define HTTP_RAW_H

/*
 * Bytes to a server and back, for tests: what a well-behaved client could not
 * send.  Test executables only.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/str.h"

static inline int
raw_open(unsigned port)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)port),
	    .sin_addr = {htonl(INADDR_LOOPBACK)}};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

/* Reads until the server closes, ms pass without a byte, or size is full. */
static inline size_t
raw_read(int fd, char *out, size_t size, int ms)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	size_t n = 0;

	while (n + 1 < size && poll(&p, 1, ms) > 0) {
		ssize_t got = recv(fd, out + n, size - 1 - n, 0);

		if (got <= 0)
			break;
		n += (size_t)got;
	}
	out[n] = '\0';
	return n;
}

/* One exchange on a connection of its own. */
static inline size_t
raw_ask(unsigned port, struct str request, char *out, size_t size, int ms)
{
	int fd = raw_open(port);
	size_t n;

	out[0] = '\0';
	if (fd < 0)
		return 0;
	(void)!send(fd, request.ptr, request.len, MSG_NOSIGNAL);
	n = raw_read(fd, out, size, ms);
	close(fd);
	return n;
}

/* How many replies are in the text, and the status of the first. */
static inline int
raw_replies(const char *text, int *status)
{
	int n = 0;

	*status = 0;
	for (const char *p = text; (p = strstr(p, "HTTP/1.1 ")); p += 9)
		if (n++ == 0)
			sscanf(p, "HTTP/1.1 %d", status);
	return n;
}

#endif
