#include "http/mail.h"

#include <pthread.h>

#include "base/test.h"
#include "http/raw.h"

/* A relay of a few lines: says what a case tells it to RCPT, keeps the rest. */
struct sink {
	int fd;
	unsigned port;
	const char *rcpt;
	char got[65536];
	pthread_t thread;
};

static void
say(int fd, const char *line)
{
	CHECK(send(fd, line, strlen(line), MSG_NOSIGNAL) > 0);
}

static void *
serve(void *arg)
{
	struct sink *s = arg;
	int fd = accept(s->fd, NULL, NULL);
	FILE *in = fdopen(fd, "r");
	char line[4096];
	bool data = false;

	say(fd, "220 sink\r\n");
	while (fgets(line, sizeof(line), in)) {
		strncat(s->got, line, sizeof(s->got) - strlen(s->got) - 1);
		if (data && strcmp(line, ".\r\n") != 0)
			continue;
		if (data)
			say(fd, "250 kept\r\n");
		else if (strncmp(line, "DATA", 4) == 0)
			say(fd, "354 go on\r\n");
		else if (strncmp(line, "RCPT", 4) == 0)
			say(fd, s->rcpt);
		else if (strncmp(line, "QUIT", 4) == 0)
			say(fd, "221 bye\r\n");
		else
			say(fd, "250 yes\r\n");
		data = strncmp(line, "DATA", 4) == 0;
		if (strncmp(line, "QUIT", 4) == 0)
			break;
	}
	fclose(in);
	return NULL;
}

static void
sink_start(struct sink *s, const char *rcpt)
{
	struct sockaddr_in at = {
	    .sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t len = sizeof(at);

	memset(s, 0, sizeof(*s));
	s->rcpt = rcpt;
	s->fd = socket(AF_INET, SOCK_STREAM, 0);
	CHECK(bind(s->fd, (struct sockaddr *)&at, len) == 0);
	CHECK(listen(s->fd, 1) == 0);
	CHECK(getsockname(s->fd, (struct sockaddr *)&at, &len) == 0);
	s->port = ntohs(at.sin_port);
	CHECK(pthread_create(&s->thread, NULL, serve, s) == 0);
}

static enum err_code
send_to(struct sink *s, struct str subject, struct str body, struct err *err)
{
	struct mail_relay relay;
	struct mail_message message = {.from = STR("assay@example.org"),
	    .to = STR("ada@example.org"),
	    .subject = subject,
	    .body = body,
	    .at = 1};
	struct arena arena;
	enum err_code rc;
	char url[64];

	arena_init(&arena, 1 << 16);
	snprintf(url, sizeof(url), "smtp://127.0.0.1:%u", s->port);
	CHECK_OK(mail_relay_read(str_from(url), &arena, &relay, err), err);
	CHECK(relay.clear);
	rc = mail_send(&relay, &message, err);
	pthread_join(s->thread, NULL);
	close(s->fd);
	arena_release(&arena);
	return rc;
}

static void
a_mail_arrives_whole_whatever_it_says(void)
{
	struct sink s;
	struct err err;

	sink_start(&s, "250 ok\r\n");
	CHECK_OK(send_to(&s, STR("Zo\xc3\xab, a lesson"),
		     STR("Hello\n.\nRCPT TO:<evil>\n"), &err),
	    &err);
	CHECK(strstr(s.got, "MAIL FROM:<assay@example.org>"));
	CHECK(strstr(s.got, "RCPT TO:<ada@example.org>"));
	CHECK(strstr(s.got, "Subject: =?UTF-8?B?Wm/DqywgYSBsZXNzb24=?=\r\n"));
	CHECK(strstr(s.got, "Date: Thu, 1 Jan 1970 00:00:00 +0000\r\n"));
	CHECK(
	    strstr(s.got, "\r\n\r\nSGVsbG8KLgpSQ1BUIFRPOjxldmlsPgo=\r\n.\r\n"));
	CHECK(!strstr(s.got, "evil"));
}

static void
a_refusal_for_good_differs_from_one_for_now(void)
{
	struct sink s;
	struct err err;

	sink_start(&s, "550 no such person\r\n");
	CHECK_INT(send_to(&s, STR("s"), STR("b"), &err), ERR_INVALID);
	sink_start(&s, "451 later\r\n");
	CHECK_INT(send_to(&s, STR("s"), STR("b"), &err), ERR_IO);
}

static void
no_header_can_be_added_by_a_name_or_a_subject(void)
{
	static const struct {
		struct str to, subject;
	} bad[] = {
	    {STR_INIT("ada@example.org\r\nBcc: x@y"), STR_INIT("s")},
	    {STR_INIT("ada@example.org>,<x@y"), STR_INIT("s")},
	    {STR_INIT("ada"), STR_INIT("s")},
	    {STR_INIT("@y"), STR_INIT("s")},
	    {STR_INIT("x@"), STR_INIT("s")},
	    {STR_INIT("a b@y"), STR_INIT("s")},
	    {STR_INIT("ada@example.org"), STR_INIT("s\r\nBcc: x@y")},
	    {STR_INIT("ada@example.org"), STR_INIT("s\nx")},
	    {STR_INIT("ada@example.org"), STR_INIT("")},
	    {STR_INIT("ada@example.org"), STR_INIT("\xff")},
	};
	struct err err;

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct mail_message m = {.from = STR("a@b"),
		    .to = bad[i].to,
		    .subject = bad[i].subject,
		    .body = STR("b")};
		struct buf out;

		buf_init(&out, 1 << 16);
		if (mail_write(&m, &out, &err) != ERR_INVALID)
			fail_msg("case %zu", i);
		buf_release(&out);
	}
}

static void
a_relay_elsewhere_needs_tls_unless_somebody_said_so(void)
{
	static const struct {
		const char *url;
		bool clear;
	} good[] = {
	    {"smtp://mail.example:587", false},
	    {"smtps://mail.example", false},
	    {"smtp://u:p%40:x@mail.example", false},
	    {"smtp://mail.example?tls=none", true},
	    {"smtp://localhost:25", true},
	    {"smtp://[::1]:25", true},
	    {"smtp://127.0.0.1.mail.example", false},

	};
	static const char *const bad[] = {"", "mail.example", "http://x",
	    "smtp:mail", "smtp://", "smtp://?tls=none", "smtp://u@host",
	    "smtp://a:b@c:d@host", "smtp://host?tls=maybe", "smtp://ho st",
	    "smtp://host/path", "smtp://host\r\nQUIT"};
	struct mail_relay relay;
	struct arena arena;
	struct err err;

	arena_init(&arena, 1 << 16);
	for (size_t i = 0; i < NELEM(good); i++) {
		CHECK_OK(mail_relay_read(
			     str_from(good[i].url), &arena, &relay, &err),
		    &err);
		CHECK_INT(relay.clear, good[i].clear);
	}
	for (size_t i = 0; i < NELEM(bad); i++)
		if (mail_relay_read(str_from(bad[i]), &arena, &relay, &err) !=
		    ERR_INVALID)
			fail_msg("accepted '%s'", bad[i]);
	arena_release(&arena);
}

TEST_MAIN(T(a_mail_arrives_whole_whatever_it_says),
    T(a_refusal_for_good_differs_from_one_for_now),
    T(no_header_can_be_added_by_a_name_or_a_subject),
    T(a_relay_elsewhere_needs_tls_unless_somebody_said_so))
