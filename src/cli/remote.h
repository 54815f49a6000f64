#ifndef CLI_REMOTE_H
#define CLI_REMOTE_H

#include "cli/command.h"
#include "http/client.h"

/*
 * The server that a terminal elsewhere speaks to, and what it signs in with:
 *
 *	rc = remote_open(cli, args->server, args->token_file, &remote, err);
 *	rc = remote_get(cli, &remote, "/api/v1/labs", &answer, err);
 *
 * --server or $ASSAY_SERVER; --token-file or $ASSAY_TOKEN.  A token is never
 * an argument: those are for everybody on the machine to read.
 */
struct remote {
	struct str server; /* no slash at its end */
	struct str token;
	unsigned patience_s; /* without a byte moving; 0: the client's own */
};

#define REMOTE_OPTIONS(args, whose)                                         \
	{"server", CLI_TEXT, offsetof(args, server), "URL",                 \
	    "where assay serve answers; else $ASSAY_SERVER", 0},            \
	{                                                                   \
		"token-file", CLI_TEXT, offsetof(args, token_file), "FILE", \
		    "holds " whose " token; else $ASSAY_TOKEN", 0           \
	}

/* ERR_INVALID where one of them is not said. */
enum err_code remote_open(struct cli *cli, const char *server,
    const char *token_file, struct remote *out, struct err *err) MUST_USE;

/* path begins with a slash and is as it goes into the address.  An answer that
   is not of the 200s is an error with the server's words. */
enum err_code remote_get(struct cli *cli, const struct remote *remote,
    struct str path, struct http_answer *out, struct err *err) MUST_USE;
/* The file from its start, or body where fd is negative. */
enum err_code remote_post(struct cli *cli, const struct remote *remote,
    struct str path, const char *content_type, int fd, struct str body,
    struct http_answer *out, struct err *err) MUST_USE;

/* "?name=value", or "&..." after the first; nothing for an empty value. */
void remote_add_query(struct buf *path, const char *name, struct str value);

#endif
