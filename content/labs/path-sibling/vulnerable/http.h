#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stddef.h>

/*
 * One request a connection.  The path is percent-decoded, once; a NUL in it
 * is refused.  A form's fields are decoded by http_field.
 */
struct request {
	char method[8];
	char target[2048]; /* as it was sent: "/files/a%20b.txt?x" */
	char path[2048];   /* "/files/a b.txt" */
	char token[72];
	char *body; /* NUL-terminated; http_free */
	size_t body_len;
};

/* 0, or the status to answer with; -1: nobody there. */
int http_read(int fd, struct request *out);
void http_free(struct request *rq);

void http_answer(
    int fd, int status, const char *type, const void *bytes, size_t len);
/* {"error":"..."}; text is ours and needs no escaping */
void http_refuse(int fd, int status, const char *text);

/* A field of an urlencoded body; false: not there, too long or malformed. */
bool http_field(
    const struct request *rq, const char *name, char *out, size_t size);

#endif
