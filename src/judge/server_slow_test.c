#include "judge/server.h"

#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/test.h"
#include "sandbox/sandbox.h"

static volatile int stop;
static char path[64];
static struct arena arena;
static struct lab lab;
static struct judge_config config;
static pthread_t thread;

static void
quiet(const char *text UNUSED)
{
}

static void *
serve(void *arg UNUSED)
{
	struct err err;

	return judge_serve(&config, &err) == ERR_NONE ? NULL : &config;
}

static void
open_judge(void)
{
	struct sandbox_means means;
	struct err err;

	sandbox_means(&means);
	if (!means.usable) {
		print_message("no sandbox here: %s\n", means.why);
		skip();
	}
	stop = 0;
	arena_init(&arena, (size_t)64 << 20);
	CHECK_OK(lab_read("tests/labs/note-reader", &arena, &lab, &err), &err);
	config = (struct judge_config){
	    .until_eof = -1, .slots = 2, .stop = &stop, .log = quiet};
	CHECK_OK(matrix_runner(".", &arena, &config.runner, &err), &err);
	snprintf(path, sizeof(path), "/tmp/judge-test-%d", (int)getpid());
	CHECK_OK(judge_listen(path, &config.fd, &err), &err);
	CHECK_INT(pthread_create(&thread, NULL, serve, NULL), 0);
}

static void
close_judge(void)
{
	void *failed = NULL;

	stop = 1;
	pthread_join(thread, &failed);
	CHECK(failed == NULL);
	close(config.fd);
	unlink(path);
	arena_release(&arena);
}

static struct str
pack(struct str name, struct str bytes)
{
	struct tar_entry e = {name, bytes};
	const struct tar tar = {&e, 1, 1};
	struct buf out;
	struct str text;
	struct err err;

	buf_init(&out, 4 << 20);
	CHECK_OK(tar_write(&out, &tar, &err), &err);
	text = arena_buf(&arena, &out);
	buf_release(&out);
	return text;
}

/* A request as it stands, and everything that is answered. */
static struct str
raw(struct str request)
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	char *out = arena_alloc(&arena, 64 << 10);
	size_t len = 0;
	ssize_t n;
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	memcpy(name.sun_path, path, strlen(path));
	CHECK_INT(connect(fd, (struct sockaddr *)&name, sizeof(name)), 0);
	CHECK_INT(send(fd, request.ptr, request.len, MSG_NOSIGNAL),
	    (ssize_t)request.len);
	shutdown(fd, SHUT_WR);
	while ((n = recv(fd, out + len, (64 << 10) - len, 0)) > 0)
		len += (size_t)n;
	close(fd);
	return (struct str){out, len};
}

static void
a_verdict_comes_by_the_socket(void)
{
	struct wire_request request = {.mode = MATRIX_FULL};
	struct wire_verdict v;
	char text[200];
	bool usable = false;
	struct err err;

	open_judge();
	CHECK_OK(wire_hello(path, &usable, text, &err), &err);
	CHECK(usable);
	request.lab = lab.tar;
	request.files =
	    pack(STR("notes.py"), lab_file_of(&lab, STR("fixed/notes.py")));
	CHECK_OK(wire_ask(path, &request, &arena, &v, &err), &err);
	CHECK(v.passed && !v.defect);
	CHECK(str_starts(v.matrix, STR("{\"again\":{\"public\":\"ok\"")));
	CHECK(str_starts(v.told, STR("{\"lab\":\"note-reader\"")));
	CHECK(str_ends(v.told, STR("}")));
	request.files = pack(STR("notes.py"),
	    lab_file_of(&lab, STR("wrong/prefix-only/notes.py")));
	CHECK_OK(wire_ask(path, &request, &arena, &v, &err), &err);
	CHECK(!v.passed);
	close_judge();
}

static void
what_is_not_accepted_is_answered_with_its_name(void)
{
	static char many[101 * 512 + 1024];
	struct wire_request request = {.mode = MATRIX_FULL};
	struct wire_verdict v;
	struct err err;

	open_judge();
	request.lab = lab.tar;
	request.files = pack(STR("serve.py"), STR(""));
	CHECK_INT(wire_ask(path, &request, &arena, &v, &err), ERR_INVALID);
	CHECK_STR(str_from(err.text),
	    STR("'serve.py' is not to be changed; editable: notes.py"));
	request.files = (struct str){many, sizeof(many) - 700};
	CHECK_OK(wire_ask(path, &request, &arena, &v, &err), &err);
	CHECK(!v.passed); /* nothing changed */
	request.files = STR("no tar at all");
	CHECK_INT(wire_ask(path, &request, &arena, &v, &err), ERR_SYNTAX);
	request.files = pack(STR("notes.py"), STR("x"));
	request.lab = STR("no lab at all");
	CHECK_INT(wire_ask(path, &request, &arena, &v, &err), ERR_SYNTAX);
	close_judge();
}

static void
a_hundred_megabytes_are_refused_before_they_are_read(void)
{
	static const char seed[] = "\"seed\":\"0000000000000000000000000000000"
				   "000000000000000000000000000000000\"}\n";
	struct str said;

	open_judge();
	said = raw(arena_strf(&arena,
	    "{\"files\":104857600,\"lab\":1,\"mode\":\"full\",%s", seed));
	CHECK_STR(said,
	    STR("{\"error\":\"limit\",\"text\":\"a submission of 104857600 "
		"bytes; at most 1161216 are accepted\"}\n"));
	said = raw(arena_strf(&arena,
	    "{\"files\":10,\"lab\":10,\"mode\":\"full\",%sshort", seed));
	CHECK_STR(said,
	    STR("{\"error\":\"syntax\",\"text\":\"the request ends before its "
		"bytes do\"}\n"));
	said = raw(STR("GET / HTTP/1.1\n"));
	CHECK(str_starts(said, STR("{\"error\":\"syntax\"")));
	close_judge();
}

static void
without_a_judge_the_question_may_be_asked_again(void)
{
	struct wire_request request = {.mode = MATRIX_FULL};
	struct wire_verdict v;
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK_INT(
	    wire_ask("/tmp/no-judge-here", &request, &arena, &v, &err), ERR_IO);
	arena_release(&arena);
}

TEST_MAIN(T(a_verdict_comes_by_the_socket),
    T(what_is_not_accepted_is_answered_with_its_name),
    T(a_hundred_megabytes_are_refused_before_they_are_read),
    T(without_a_judge_the_question_may_be_asked_again))
