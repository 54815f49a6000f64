#include "judge/wire.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "codec/hex.h"
#include "codec/json.h"
#include "codec/json_read.h"

#define ANSWER_SECONDS 300 /* a verdict ends long before */

static const struct tar_limits submission = {
    MATRIX_SUBMISSION_FILES, MATRIX_SUBMISSION_BYTES};

static enum err_code
size_of(const struct json *doc, const char *name, size_t max, size_t *out,
    struct err *err)
{
	int64_t n;
	enum err_code rc = json_get_int(doc, name, &n, err);

	if (rc != ERR_NONE)
		return rc;
	if (n < 0 || (uint64_t)n > max)
		return err_set(err, ERR_LIMIT,
		    "%s of %lld bytes; at most %zu are accepted",
		    strcmp(name, "lab") == 0 ? "a lab" : "a submission",
		    (long long)n, max);
	*out = (size_t)n;
	return ERR_NONE;
}

enum err_code
wire_header_read(struct str line, struct arena *arena, struct wire_header *out,
    struct err *err)
{
	struct wire_header h = {0};
	struct str mode, seed;
	struct json doc;
	enum err_code rc = json_read(line, arena, &doc, err);

	if (rc != ERR_NONE)
		return rc;
	h.hello = json_opt_flag(&doc, "hello", false);
	if (h.hello) {
		*out = h;
		return ERR_NONE;
	}
	rc = json_get_str(&doc, "mode", &mode, err);
	if (rc == ERR_NONE && !matrix_mode_read(mode, &h.mode))
		return err_set(err, ERR_INVALID,
		    "mode '%.*s'; attack, check and full are accepted",
		    STR_FMT(str_sub(mode, 0, 40)));
	if (rc == ERR_NONE)
		rc = json_get_str(&doc, "seed", &seed, err);
	if (rc == ERR_NONE && !hex_decode(seed, h.seed, sizeof(h.seed)))
		return err_set(
		    err, ERR_INVALID, "seed is not 64 hexadecimal digits");
	if (rc == ERR_NONE)
		rc = size_of(&doc, "files", WIRE_FILES_MAX, &h.files, err);
	if (rc == ERR_NONE)
		rc = size_of(&doc, "lab", WIRE_LAB_MAX, &h.lab, err);
	if (rc == ERR_NONE)
		*out = h;
	return rc;
}

void
wire_header_write(struct buf *out, const struct wire_header *h)
{
	char seed[65];

	hex_write(seed, h->seed, sizeof(h->seed));
	json_open(out);
	if (h->hello)
		json_flag(out, "hello", true);
	else {
		json_u64(out, "files", h->files);
		json_u64(out, "lab", h->lab);
		json_str(out, "mode", str_from(matrix_mode_name(h->mode)));
		json_str(out, "seed", str_from(seed));
	}
	json_close(out);
	buf_add_char(out, '\n');
}

static enum err_code
connect_to(const char *path, int *out, struct err *err)
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	struct timeval wait = {.tv_sec = ANSWER_SECONDS};
	int fd;

	if (strlen(path) >= sizeof(name.sun_path))
		return err_set(err, ERR_INVALID,
		    "the judge's socket '%s' has too long a name", path);
	memcpy(name.sun_path, path, strlen(path));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return err_sys(err, errno, "could not open a socket");
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
	if (connect(fd, (struct sockaddr *)&name, sizeof(name)) != 0) {
		int why = errno;

		close(fd);
		err_sys(err, why, "the judge at '%s' does not answer", path);
		return err->code = ERR_IO;
	}
	*out = fd;
	return ERR_NONE;
}

static bool
send_all(int fd, struct str data)
{
	while (data.len > 0) {
		ssize_t n = send(fd, data.ptr, data.len, MSG_NOSIGNAL);

		if (n <= 0 && errno != EINTR)
			return false;
		if (n > 0)
			data = str_from_at(data, (size_t)n);
	}
	return true;
}

static enum err_code
receive(int fd, struct arena *arena, struct str *out, struct err *err)
{
	struct buf text;
	enum err_code rc = ERR_NONE;

	buf_init(&text, WIRE_TOLD_MAX);
	for (;;) {
		char *room = buf_room(&text, 64 << 10);
		ssize_t n = room ? recv(fd, room, 64 << 10, 0) : -1;

		if (n < 0 && room && errno == EINTR)
			continue;
		if (n < 0)
			rc = err_set(err, ERR_IO, "the judge was lost");
		if (n <= 0)
			break;
		buf_grown(&text, (size_t)n);
	}
	if (rc == ERR_NONE) {
		*out = arena_buf(arena, &text);
		if (out->ptr == NULL)
			rc = arena_fail(arena, err);
	}
	buf_release(&text);
	return rc;
}

/* The error a judge names, as one of ours. */
static enum err_code
code_of(struct str name)
{
	for (int c = ERR_SYNTAX; c < ERR_CODE_COUNT; c++)
		if (str_eq(name, str_from(err_name(c))))
			return c;
	return ERR_IO;
}

/* The last whole line; those before are progress. */
static enum err_code
last_line(struct str all, struct arena *arena, struct json *out,
    struct str *text, struct err *err)
{
	struct str line, error;
	enum err_code rc;

	*text = STR_NONE;
	while (str_cut_line(&all, &line))
		*text = line;
	if (text->ptr == NULL)
		return err_set(
		    err, ERR_IO, "the judge was lost before its verdict");
	rc = json_read(*text, arena, out, err);
	if (rc != ERR_NONE)
		return rc;
	error = json_opt_str(out, "error");
	if (error.ptr != NULL)
		return err_set(err, code_of(error), "%.*s",
		    STR_FMT(json_opt_str(out, "text")));
	return ERR_NONE;
}

/* A member's own text, cut out of the line: told comes last, matrix before
   passed, as wire_answer_write has them. */
static enum err_code
cut_verdict(struct str line, const struct json *doc, struct wire_verdict *out,
    struct err *err)
{
	struct str matrix = STR(",\"matrix\":"), passed = STR(",\"passed\":"),
		   told = STR(",\"told\":");
	size_t m = str_find(line, matrix), p = str_find(line, passed),
	       t = str_find(line, told);

	if (m >= p || p >= t || t >= line.len)
		return err_set(
		    err, ERR_IO, "the judge was lost before its verdict");
	out->passed = json_opt_flag(doc, "passed", false);
	out->defect = json_opt_flag(doc, "defect", true);
	out->matrix = str_sub(line, m + matrix.len, p - m - matrix.len);
	out->told = str_sub(line, t + told.len, line.len - t - told.len - 1);
	return ERR_NONE;
}

static enum err_code
exchange(const char *socket, const struct wire_header *header, struct str files,
    struct str lab, struct arena *arena, struct json *doc, struct str *line,
    struct err *err)
{
	struct buf head;
	struct str all;
	enum err_code rc;
	int fd = -1;

	rc = connect_to(socket, &fd, err);
	if (rc != ERR_NONE)
		return rc;
	buf_init(&head, WIRE_LINE_MAX);
	wire_header_write(&head, header);
	/* a refusal may come before all was sent: what it says is read */
	if (send_all(fd, buf_view(&head)) && send_all(fd, files))
		(void)send_all(fd, lab);
	buf_release(&head);
	rc = receive(fd, arena, &all, err);
	close(fd);
	return rc == ERR_NONE ? last_line(all, arena, doc, line, err) : rc;
}

enum err_code
wire_ask(const char *socket, const struct wire_request *request,
    struct arena *arena, struct wire_verdict *out, struct err *err)
{
	struct wire_header h = {.mode = request->mode,
	    .files = request->files.len,
	    .lab = request->lab.len};
	struct str line;
	struct json doc;
	enum err_code rc;

	memcpy(h.seed, request->seed, sizeof(h.seed));
	rc = exchange(
	    socket, &h, request->files, request->lab, arena, &doc, &line, err);
	return rc == ERR_NONE ? cut_verdict(line, &doc, out, err) : rc;
}

enum err_code
wire_hello(const char *socket, bool *usable, char text[200], struct err *err)
{
	const struct wire_header h = {.hello = true};
	struct arena arena;
	struct str line, said;
	struct json doc;
	enum err_code rc;

	arena_init(&arena, 1 << 20);
	rc = exchange(socket, &h, STR(""), STR(""), &arena, &doc, &line, err);
	if (rc == ERR_NONE) {
		*usable = json_opt_flag(&doc, "usable", false);
		said = str_sub(json_opt_str(&doc, "text"), 0, 199);
		memcpy(text, said.ptr ? said.ptr : "", said.len);
		text[said.len] = '\0';
	}
	arena_release(&arena);
	return rc;
}

static enum err_code
tell(const struct lab *lab, const struct matrix *m, struct arena *arena,
    struct wire_verdict *out, struct err *err)
{
	struct buf matrix, told;
	enum err_code rc;

	buf_init(&matrix, 1 << 16);
	buf_init(&told, WIRE_TOLD_MAX / 2);
	matrix_write(&matrix, m);
	matrix_write_told(&told, lab, m);
	rc = buf_finish(&matrix, err);
	if (rc == ERR_NONE)
		rc = buf_finish(&told, err);
	if (rc == ERR_NONE) {
		*out = (struct wire_verdict){m->passed, m->defect,
		    arena_buf(arena, &matrix), arena_buf(arena, &told)};
		if (!out->matrix.ptr || !out->told.ptr)
			rc = arena_fail(arena, err);
	}
	buf_release(&matrix);
	buf_release(&told);
	return rc;
}

enum err_code
wire_judge(const struct wire_request *request, unsigned slot, struct str runner,
    void (*progress)(void *ctx, const char *what), void *ctx,
    struct arena *arena, struct wire_verdict *out, struct err *err)
{
	struct tar files = {0};
	struct lab lab;
	struct matrix m;
	struct matrix_spec spec = {.lab = &lab,
	    .mode = request->mode,
	    .slot = slot,
	    .runner = runner,
	    .progress = progress,
	    .ctx = ctx};
	enum err_code rc = lab_read_tar(request->lab, arena, &lab, err);

	memcpy(spec.seed, request->seed, sizeof(spec.seed));
	if (rc == ERR_NONE && request->mode != MATRIX_ATTACK) {
		rc = tar_read(request->files, &submission, arena, &files, err);
		spec.files = &files;
	}
	if (rc == ERR_NONE)
		rc = matrix_judge(&spec, arena, &m, err);
	return rc == ERR_NONE ? tell(&lab, &m, arena, out, err) : rc;
}
