#include "policy/concern_mail.h"

#include <stdlib.h>

#include "base/test.h"

static const struct {
	const char *mail, *from, *subject, *text;
	size_t files;
} cases[] = {
    {"From: ada@acme.example\n\nLost.\n", "ada@acme.example", "", "Lost.", 0},
    {"From: Ada Lovelace <Ada@Acme.Example>\r\nSubject: My\r\n "
     "laptop\r\n\r\nOn the train.\r\nAt 9.\r\n",
	"ada@acme.example", "My laptop", "On the train.\nAt 9.", 0},
    {"FROM: \"L, Ada <x@y.z>\" (a@b.c) <ada@acme.example>\n"
     "subject: =?utf-8?q?caf=C3=A9?= =?UTF-8?B?w6k=?= now\n\nx",
	"ada@acme.example", "caf\u00e9\u00e9 now", "x", 0},
    {"From: ada@acme.example (Ada)\nSubject: =?iso-8859-1?q?caf=E9?=\n"
     "Content-Type: text/plain; charset=iso-8859-1\n"
     "Content-Transfer-Encoding: quoted-printable\n\n"
     "caf=E9 is a long =\nline =3D =zz\n",
	"ada@acme.example", "caf\u00e9", "caf\u00e9 is a long line = =zz", 0},
    {"From: a@b.c\nContent-Type: text/plain; charset=\"utf-8\"\n"
     "Content-Transfer-Encoding: base64\n\nTG9z\ndCDDqQ==\n",
	"a@b.c", "", "Lost \u00e9", 0},
    {"From: a@b.c\nContent-Type: text/plain; charset=windows-1252\n\n"
     "\x80 5\x97no\n",
	"a@b.c", "", "\u20ac 5\u2014no", 0},
    {"From: a@b.c\nContent-Type: multipart/mixed; boundary=\"x y\"\n\n"
     "preamble\n--x y\nContent-Type: multipart/alternative; "
     "boundary=in\n\n--in\nContent-Type: text/plain\n\nwords\n--in\n"
     "Content-Type: text/html\n\n<p>words\n--in--\n--x y\n"
     "Content-Type: application/pdf; name=a.pdf\n"
     "Content-Disposition: attachment; "
     "filename=\"=?utf-8?q?caf=C3=A9.pdf?=\"\n\nJVBERg\n--x y--\nend",
	"a@b.c", "", "words", 1},
    {"From: a@b.c\nContent-Type: multipart/mixed; boundary=b\n\n"
     "--b\nContent-Disposition: attachment; filename=n.txt\n\nnot me\n"
     "--b\n\nme\n", /* its end is missing */
	"a@b.c", "", "me", 1},
    {"From: a@b.c\nContent-Type: text/html\n\n<b>x</b>", "a@b.c", "", "", 0},
    {"From: a@b.c\nSubject: =?utf-8?q?broken", "a@b.c", "=?utf-8?q?broken", "",
	0},
    {"From: a@b.c\n\na\xff\x1b[31mb\x01\tc", "a@b.c", "", "a\ufffd[31mb\tc", 0},
};

static void
a_mail_is_read_for_what_a_person_wrote(void)
{
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct concern_mail m;
		struct arena arena;
		struct err err;

		arena_init(&arena, 8 << 20);
		CHECK_OK(concern_mail_read(
			     str_from(cases[i].mail), &arena, &m, &err),
		    &err);
		CHECK_STR(m.from, str_from(cases[i].from));
		CHECK_STR(m.subject, str_from(cases[i].subject));
		CHECK_STR(m.text, str_from(cases[i].text));
		CHECK_INT(m.files.n, cases[i].files);
		CHECK(!m.cut);
		arena_release(&arena);
	}
}

static void
what_is_no_mail_of_anybody_is_refused(void)
{
	static const struct {
		const char *mail;
		enum err_code code;
	} bad[] = {
	    {"", ERR_INVALID},
	    {"\n\nFrom: a@b.c\n", ERR_INVALID}, /* in the body */
	    {"Subject: x\n\ny", ERR_INVALID},
	    {"From: nobody\n\nx", ERR_INVALID},
	    {"From: <>\n\nx", ERR_INVALID},
	    {"From: \"a@b.c\"\n\nx", ERR_INVALID}, /* a name, no address */
	    {"From: <a@b.c\x01>\n\nx", ERR_INVALID},
	    {"From: <@b.c>\n\nx", ERR_INVALID},
	    {"From: <a@>\n\nx", ERR_INVALID},
	    {"From: a@b.c\nContent-Type: multipart/mixed\n\nx", ERR_SYNTAX},
	    {"From: a@b.c\nContent-Type: text/plain; charset=koi8-r\n\nx",
		ERR_UNSUPPORTED},
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct concern_mail m = {.cut = true};
		struct arena arena;
		struct err err;

		arena_init(&arena, 8 << 20);
		CHECK_INT(
		    concern_mail_read(str_from(bad[i].mail), &arena, &m, &err),
		    bad[i].code);
		CHECK(m.cut && m.from.ptr == NULL);
		arena_release(&arena);
	}
}

/* unit, n times, between two texts */
static enum err_code
read_many(const char *before, const char *unit, size_t n,
    struct concern_mail *out, struct arena *arena)
{
	struct buf b;
	struct str mail;
	struct err err;

	buf_init(&b, 32 << 20);
	buf_add(&b, str_from(before));
	for (size_t i = 0; i < n; i++)
		buf_add(&b, str_from(unit));
	mail = arena_str(arena, buf_view(&b));
	buf_release(&b);
	CHECK(mail.ptr != NULL);
	return concern_mail_read(mail, arena, out, &err);
}

static void
everything_has_a_ceiling(void)
{
	struct concern_mail m;
	struct arena arena;

	arena_init(&arena, 64 << 20);
	CHECK(read_many("From: a@b.c\n\n", "x\u00e9", 5000, &m, &arena) ==
	    ERR_NONE);
	CHECK(
	    m.cut && m.text.len <= CONCERN_MAIL_TEXT_MAX && m.text.len > 7990);
	CHECK(str_is_utf8(m.text));
	CHECK(read_many("From: a@b.c\nX: ", "y\n ", 30000, &m, &arena) ==
	    ERR_LIMIT);
	CHECK(read_many("From: a@b.c\n\n", "0123456789abcdef",
		  ((size_t)1 << 20) + 1, &m, &arena) == ERR_LIMIT);
	CHECK(read_many(
		  "From: a@b.c\nContent-Type: multipart/mixed; boundary=b\n\n",
		  "--b\nContent-Type: a/b\n\n", 60, &m, &arena) == ERR_LIMIT);
	CHECK(read_many("From: a@b.c\nContent-Type: multipart/x; boundary=b\n"
			"\n",
		  "--b\nContent-Type: multipart/x; boundary=b\n\n", 3, &m,
		  &arena) == ERR_NONE);
	arena_release(&arena);
}

TEST_MAIN(T(a_mail_is_read_for_what_a_person_wrote),
    T(what_is_no_mail_of_anybody_is_refused), T(everything_has_a_ceiling))
