/*
 * The peers of bench/http.sh: the bytes of one file over HTTP, as libmicrohttpd
 * alone gives them and as the http folder gives them.
 *
 *	bench_http bare FILE PORT
 *	bench_http layer FILE PORT
 */
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "http/server.h"

static struct str body;

static enum MHD_Result
bare(void *cls UNUSED, struct MHD_Connection *c, const char *url UNUSED,
    const char *method UNUSED, const char *version UNUSED,
    const char *upload UNUSED, size_t *size UNUSED, void **state)
{
	static int seen;
	struct MHD_Response *r;
	enum MHD_Result rc;

	if (!*state) {
		*state = &seen;
		return MHD_YES;
	}
	r = MHD_create_response_from_buffer(
	    body.len, (void *)(uintptr_t)body.ptr, MHD_RESPMEM_MUST_COPY);
	MHD_add_response_header(r, "Content-Type", "text/html; charset=utf-8");
	rc = MHD_queue_response(c, 200, r);
	MHD_destroy_response(r);
	return rc;
}

static enum err_code
layer(struct http_request *rq UNUSED, struct http_reply *re, void *app UNUSED,
    struct err *err UNUSED)
{
	buf_add(re->body, body);
	return ERR_NONE;
}

static const struct http_route routes[] = {
    {HTTP_GET, "/{path*}", layer, .where = HTTP_INLINE}, {0}};
static const struct http_table tables[] = {{routes, NULL}, {0}};

static bool
start(const char *kind, const char *port)
{
	struct http_server *server;
	struct http_config config = {.tables = tables};
	char listen[64];
	struct err err;

	if (strcmp(kind, "bare") == 0)
		return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD,
			   (uint16_t)atoi(port), NULL, NULL, bare, NULL,
			   MHD_OPTION_THREAD_POOL_SIZE,
			   (unsigned)sysconf(_SC_NPROCESSORS_ONLN),
			   MHD_OPTION_END) != NULL;
	snprintf(listen, sizeof(listen), "127.0.0.1:%s", port);
	config.listen = str_from(listen);
	return http_server_start(&config, &server, &err) == ERR_NONE;
}

int
main(int argc, char **argv)
{
	struct arena arena;
	struct err err;

	arena_init(&arena, (size_t)64 << 20);
	if (argc != 4 ||
	    file_read(argv[2], (size_t)16 << 20, &arena, &body, &err) !=
		ERR_NONE ||
	    !start(argv[1], argv[3])) {
		fputs("usage: bench_http bare|layer FILE PORT\n", stderr);
		return 2;
	}
	for (;;)
		pause();
}
