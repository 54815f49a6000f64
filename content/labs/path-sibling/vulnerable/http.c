#include "http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define HEAD_MAX 16384
#define BODY_MAX (1 << 20)

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* len bytes of text into out; false: malformed, too long, or a NUL */
static bool
decode(const char *text, size_t len, bool form, char *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (c == '%') {
			int high = len - i > 2 ? digit(text[i + 1]) : -1;
			int low = high >= 0 ? digit(text[i + 2]) : -1;

			if (low < 0)
				return false;
			c = (char)(high << 4 | low);
			i += 2;
		} else if (form && c == '+')
			c = ' ';
		if (c == '\0' || n + 1 >= size)
			return false;
		out[n++] = c;
	}
	out[n] = '\0';
	return true;
}

/* Reads until the head is whole; its length, 0: too long, -1: nobody there */
static ssize_t
read_head(int fd, char *head, size_t *got)
{
	*got = 0;
	for (;;) {
		ssize_t n = read(fd, head + *got, HEAD_MAX - *got);
		char *end;

		if (n <= 0)
			return -1;
		*got += (size_t)n;
		end = memmem(head, *got, "\r\n\r\n", 4);
		if (end)
			return end + 4 - head;
		if (*got == HEAD_MAX)
			return 0;
	}
}

static int
read_line(char *line, struct request *out)
{
	char *target = strchr(line, ' '), *version, *query;
	size_t len;

	if (!target || (size_t)(target - line) >= sizeof(out->method))
		return 400;
	*target++ = '\0';
	version = strchr(target, ' ');
	if (!version || strncmp(version, " HTTP/1.", 8) != 0)
		return 400;
	*version = '\0';
	len = strlen(target);
	if (len >= sizeof(out->target))
		return 414;
	strcpy(out->method, line);
	memcpy(out->target, target, len + 1);
	query = strchr(target, '?');
	if (query)
		len = (size_t)(query - target);
	if (target[0] != '/' ||
	    !decode(target, len, false, out->path, sizeof(out->path)))
		return 400;
	return 0;
}

static int
read_headers(char *lines, struct request *out, size_t *length)
{
	char *line, *save = NULL;

	for (line = strtok_r(lines, "\r\n", &save); line;
	     line = strtok_r(NULL, "\r\n", &save)) {
		char *value = strchr(line, ':');

		if (!value)
			return 400;
		*value++ = '\0';
		value += strspn(value, " \t");
		if (strcasecmp(line, "transfer-encoding") == 0)
			return 411;
		if (strcasecmp(line, "content-length") == 0) {
			char *end;
			unsigned long n = strtoul(value, &end, 10);

			if (end == value || *end || *value == '-')
				return 400;
			if (n > BODY_MAX)
				return 413;
			*length = n;
		}
		if (strcasecmp(line, "authorization") == 0 &&
		    strncmp(value, "Bearer ", 7) == 0)
			snprintf(
			    out->token, sizeof(out->token), "%s", value + 7);
	}
	return 0;
}

int
http_read(int fd, struct request *out)
{
	char head[HEAD_MAX + 1], *lines;
	size_t got, length = 0;
	ssize_t len = read_head(fd, head, &got);
	int status;

	memset(out, 0, sizeof(*out));
	if (len <= 0)
		return len < 0 ? -1 : 431;
	if (memchr(head, '\0', (size_t)len))
		return 400;
	head[len - 2] = '\0';
	lines = strstr(head, "\r\n");
	*lines = '\0';
	status = read_line(head, out);
	if (status == 0)
		status = read_headers(lines + 2, out, &length);
	if (status)
		return status;
	out->body = calloc(1, length + 1);
	if (!out->body)
		return 503;
	got -= (size_t)len;
	if (got > length)
		got = length;
	memcpy(out->body, head + len, got);
	while (got < length) {
		ssize_t n = read(fd, out->body + got, length - got);

		if (n <= 0)
			return -1;
		got += (size_t)n;
	}
	out->body_len = length;
	return 0;
}

void
http_free(struct request *rq)
{
	free(rq->body);
	rq->body = NULL;
}

static const char *
reason(int status)
{
	return status < 300 ? "OK" : status < 500 ? "Refused" : "Failed";
}

static void
write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n <= 0)
			return;
		bytes += n;
		len -= (size_t)n;
	}
}

void
http_answer(int fd, int status, const char *type, const void *bytes, size_t len)
{
	char head[256];
	int n = snprintf(head, sizeof(head),
	    "HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
	    "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
	    status, reason(status), type, len);

	write_all(fd, head, (size_t)n);
	write_all(fd, bytes, len);
}

void
http_refuse(int fd, int status, const char *text)
{
	char body[256];
	int n = snprintf(body, sizeof(body), "{\"error\":\"%s\"}\n", text);

	http_answer(fd, status, "application/json", body, (size_t)n);
}

bool
http_field(const struct request *rq, const char *name, char *out, size_t size)
{
	size_t len = strlen(name);

	for (const char *p = rq->body; p && *p;) {
		size_t n = strcspn(p, "&");

		if (n > len && strncmp(p, name, len) == 0 && p[len] == '=')
			return decode(
			    p + len + 1, n - len - 1, true, out, size);
		p += n + (p[n] == '&');
	}
	return false;
}
