#include "main/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "codec/json.h"

#define LINE_MAX_BYTES 8192

static bool quiet_requests;

void
log_quiet(bool quiet)
{
	quiet_requests = quiet;
}

static void
open_line(struct buf *line, const char *level, const char *event)
{
	buf_init(line, LINE_MAX_BYTES);
	json_open(line);
	json_time(line, "at", clock_now());
	json_str(line, "level", str_from(level));
	json_str(line, "event", str_from(event));
}

/* One write, so that lines of two threads do not mix. */
static void
close_line(struct buf *line)
{
	struct err err;

	json_close(line);
	buf_add(line, STR("\n"));
	if (buf_finish(line, &err) == ERR_NONE)
		(void)!write(STDERR_FILENO, line->ptr, line->len);
	buf_release(line);
}

static void __attribute__((format(printf, 3, 0)))
write_line(const char *level, const char *event, const char *fmt, va_list ap)
{
	char text[ERR_TEXT_MAX + 256];
	struct buf line;

	vsnprintf(text, sizeof(text), fmt, ap);
	open_line(&line, level, event);
	json_str(&line, "text", str_from(text));
	close_line(&line);
}

void
log_info(const char *event, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	write_line("info", event, fmt, ap);
	va_end(ap);
}

void
log_error(const char *event, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	write_line("error", event, fmt, ap);
	va_end(ap);
}

void
log_request(const struct http_done *done)
{
	struct buf line;

	if (quiet_requests && done->status < 500)
		return;
	open_line(&line, done->status >= 500 ? "error" : "info", "request");
	json_id(&line, "id", done->id);
	json_str(&line, "method", str_from(done->method));
	json_str(&line, "route", str_from(done->route));
	json_u64(&line, "status", done->status);
	json_u64(&line, "bytes", done->bytes);
	json_real(&line, "ms", (double)done->duration_us / 1000.0);
	if (done->error && done->error[0])
		json_str(&line, "error", str_from(done->error));
	close_line(&line);
}
