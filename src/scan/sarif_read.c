#include "scan/sarif_read.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include <yajl/yajl_parse.h>

#include "scan/sarif_fill.h"
#include "scan/sarif_text.h"

const struct sarif_limits sarif_limits_default = {
    .bytes = UINT64_C(1) << 30,
    .runs = 64,
    .results = 1000000,
    .rules = 50000,
    .memory = (size_t)128 << 20,
};

#define CHUNK ((size_t)64 << 10)

/* Where the bytes come from; each pass starts at 0. */
struct source {
	int fd;
	struct str text;
	const char *name;
	uint64_t at;
};

static enum err_code
source_next(struct source *src, char *room, struct str *out, struct err *err)
{
	ssize_t n;

	if (src->fd < 0) {
		*out = str_sub(src->text, (size_t)src->at, CHUNK);
		src->at += out->len;
		return ERR_NONE;
	}
	do
		n = pread(src->fd, room, CHUNK, (off_t)src->at);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_sys(err, errno, "could not read '%s'", src->name);
	*out = (struct str){room, (size_t)n};
	src->at += (uint64_t)n;
	return ERR_NONE;
}

static int
on_null(void *ctx)
{
	return sarif_fill_absent(ctx);
}

static int
on_boolean(void *ctx, int value)
{
	(void)value;
	return sarif_fill_other(ctx);
}

static int
on_number(void *ctx, const char *ptr, size_t len)
{
	return sarif_fill_number(ctx, (struct str){ptr, len});
}

static int
on_string(void *ctx, const unsigned char *ptr, size_t len)
{
	return sarif_fill_string(ctx, (struct str){(const char *)ptr, len});
}

static int
on_key(void *ctx, const unsigned char *ptr, size_t len)
{
	return sarif_fill_key(ctx, (struct str){(const char *)ptr, len});
}

static int
on_object(void *ctx)
{
	return sarif_fill_open(ctx, SARIF_OBJECT);
}

static int
on_array(void *ctx)
{
	return sarif_fill_open(ctx, SARIF_ARRAY);
}

static int
on_end(void *ctx)
{
	return sarif_fill_close(ctx);
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_object,
    .yajl_map_key = on_key,
    .yajl_end_map = on_end,
    .yajl_start_array = on_array,
    .yajl_end_array = on_end,
};

/* yajl says "lexical error: invalid bytes in UTF8 string.\n" and more. */
static enum err_code
parse_error(yajl_handle h, struct str piece, uint64_t at, struct err *err)
{
	unsigned char *words =
	    yajl_get_error(h, 0, (const unsigned char *)piece.ptr, piece.len);
	struct str rest = str_from((const char *)words), line = rest;

	str_next(&rest, '\n', &line);
	line = str_trim(line);
	if (str_ends(line, STR(".")))
		line.len--;
	err_set(err, ERR_SYNTAX, "byte %llu: not JSON: %.*s",
	    (unsigned long long)at, STR_FMT(line));
	yajl_free_error(h, words);
	return err->code;
}

static enum err_code
feed(yajl_handle h, struct sarif_fill *fill, struct sarif_tokens *tokens,
    struct str piece, uint64_t start, struct err *err)
{
	enum err_code rc = sarif_tokens_check(tokens, piece, start, err);
	yajl_status status;

	if (rc != ERR_NONE)
		return rc;
	status = yajl_parse(h, (const unsigned char *)piece.ptr, piece.len);
	if (status == yajl_status_ok)
		return ERR_NONE;
	start += yajl_get_bytes_consumed(h);
	if (status == yajl_status_client_canceled)
		return sarif_fill_error(fill, start, err);
	return parse_error(h, piece, start, err);
}

static enum err_code
parse(yajl_handle h, struct sarif_fill *fill, struct source *src, char *room,
    uint64_t max, struct err *err)
{
	struct sarif_tokens tokens = {0};
	enum err_code rc;
	struct str piece;

	for (src->at = 0;;) {
		uint64_t start = src->at;

		rc = source_next(src, room, &piece, err);
		if (rc != ERR_NONE)
			return rc;
		if (src->at > max)
			return err_set(err, ERR_LIMIT,
			    "longer than the %llu bytes that are accepted",
			    (unsigned long long)max);
		if (piece.len == 0)
			break;
		if (start == 0 && str_starts(piece, STR("\xef\xbb\xbf"))) {
			piece = str_from_at(piece, 3);
			start = 3;
		}
		rc = feed(h, fill, &tokens, piece, start, err);
		if (rc != ERR_NONE)
			return rc;
	}
	if (yajl_complete_parse(h) != yajl_status_ok)
		return err_set(err, ERR_SYNTAX,
		    "byte %llu: the text ends before its JSON does",
		    (unsigned long long)src->at);
	return sarif_fill_finish(fill, err);
}

static enum err_code
pass(struct sarif_fill *fill, struct source *src, char *room, uint64_t max,
    struct err *err)
{
	yajl_handle h = yajl_alloc(&callbacks, NULL, fill);
	enum err_code rc;

	if (!h)
		return err_nomem(err);
	rc = parse(h, fill, src, room, max, err);
	yajl_free(h);
	return rc;
}

static enum err_code
read_twice(struct source *src, const struct sarif_limits *limits,
    sarif_each *each, void *ctx, struct arena *arena, struct sarif_runs *runs,
    struct err *err)
{
	struct sarif_limits l = sarif_limits_or_default(limits);
	struct sarif_fill *fill = NULL;
	enum err_code rc;
	char *room = NULL;

	rc = sarif_fill_new(&l, &fill, err);
	if (rc != ERR_NONE)
		return rc;
	room = malloc(CHUNK);
	if (!room) {
		rc = err_nomem(err);
		goto out;
	}
	rc = pass(fill, src, room, l.bytes, err);
	if (rc == ERR_NONE && runs)
		rc = sarif_fill_runs(fill, arena, runs, err);
	if (rc != ERR_NONE || !each)
		goto out;
	sarif_fill_second(fill, each, ctx);
	rc = pass(fill, src, room, l.bytes, err);
out:
	free(room);
	sarif_fill_free(fill);
	return rc;
}

enum err_code
sarif_read_fd(int fd, const char *name, const struct sarif_limits *limits,
    sarif_each *each, void *ctx, struct arena *arena, struct sarif_runs *runs,
    struct err *err)
{
	struct source src = {.fd = fd, .name = name};

	return read_twice(&src, limits, each, ctx, arena, runs, err);
}

enum err_code
sarif_read(struct str text, const struct sarif_limits *limits, sarif_each *each,
    void *ctx, struct arena *arena, struct sarif_runs *runs, struct err *err)
{
	struct source src = {.fd = -1, .text = text};

	return read_twice(&src, limits, each, ctx, arena, runs, err);
}
