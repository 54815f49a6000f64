#include "policy/media.h"

#include "base/test.h"

#define WORD_TYPE                                       \
	"application/vnd.openxmlformats-officedocument" \
	".wordprocessingml.document"
#define OPEN_TYPE "application/vnd.oasis.opendocument.text"

/* A zip of empty files but for the first, which is stored and may have
   bytes. */
static struct str
zip(char *out, size_t max, const char *const *names, const char *first)
{
	size_t n = 0, dir, dir_n = 0, count = 0, at[8];

	for (const char *const *p = names; *p != NULL; p++, count++) {
		const char *data = p == names ? first : "";
		unsigned char h[30] = "PK\3\4";

		at[count] = n;
		h[22] = h[18] = (unsigned char)strlen(data);
		h[26] = (unsigned char)strlen(*p);
		memcpy(out + n, h, sizeof(h));
		n += sizeof(h);
		n += (size_t)snprintf(out + n, max - n, "%s%s", *p, data);
	}
	dir = n;
	for (size_t i = 0; i < count; i++) {
		unsigned char h[46] = "PK\1\2";

		h[28] = (unsigned char)strlen(names[i]);
		h[42] = (unsigned char)at[i];
		h[43] = (unsigned char)(at[i] >> 8);
		memcpy(out + n, h, sizeof(h));
		n += sizeof(h);
		n += (size_t)snprintf(out + n, max - n, "%s", names[i]);
		dir_n = n - dir;
	}
	unsigned char end[22] = "PK\5\6";

	end[10] = end[8] = (unsigned char)count;
	end[12] = (unsigned char)dir_n;
	end[13] = (unsigned char)(dir_n >> 8);
	end[16] = (unsigned char)dir;
	end[17] = (unsigned char)(dir >> 8);
	memcpy(out + n, end, sizeof(end));
	return (struct str){out, n + sizeof(end)};
}

static void
a_document_is_known_by_its_bytes(void)
{
	static const struct {
		struct str bytes;
		const char *file, *media;
	} good[] = {
	    {STR_INIT("%PDF-1.7\n\200\n"), "x.txt", "application/pdf"},
	    {STR_INIT("\211PNG\r\n\032\n\0\0"), "a.pdf", "image/png"},
	    {STR_INIT("\377\330\377\340"), "", "image/jpeg"},
	    {STR_INIT("# Hiring\n"), "hiring.md", "text/markdown"},
	    {STR_INIT("# Hiring\n"), "hiring.pdf", "text/plain"},
	    {STR_INIT("Gr\303\274n\r\n"), "g.txt", "text/plain"},
	};
	struct err err;

	for (size_t i = 0; i < NELEM(good); i++) {
		struct str media;

		CHECK_OK(media_of(good[i].bytes, str_from(good[i].file), &media,
			     &err),
		    &err);
		CHECK_STR(media, str_from(good[i].media));
	}
}

static void
a_zip_is_known_by_its_directory_and_one_with_a_macro_is_refused(void)
{
	static const struct {
		const char *names[5], *first, *media;
	} rows[] = {
	    {{"[Content_Types].xml", "word/document.xml"}, "", WORD_TYPE},
	    {{"word/document.xml", "x", "[Content_Types].xml"}, "", WORD_TYPE},
	    {{"mimetype", "content.xml"}, OPEN_TYPE, OPEN_TYPE},
	    {{"[Content_Types].xml", "word/document.xml",
		 "word/vbaProject.bin"},
		"", NULL},
	    {{"mimetype", "content.xml", "Basic/script-lc.xml"}, OPEN_TYPE,
		NULL},
	    {{"content.xml", "mimetype"}, OPEN_TYPE, NULL},
	    {{"mimetype", "content.xml"},
		"application/vnd.oasis.opendocument.spreadsheet", NULL},
	    {{"[Content_Types].xml", "xl/workbook.xml"}, "", NULL},
	    {{"a.exe"}, "", NULL},
	};
	char room[2048];

	for (size_t i = 0; i < NELEM(rows); i++) {
		struct str s =
		    zip(room, sizeof(room), rows[i].names, rows[i].first);
		struct str media = STR_NONE;
		struct err err;
		enum err_code rc = media_of(s, STR("a.docx"), &media, &err);

		CHECK_INT(rc, rows[i].media ? ERR_NONE : ERR_INVALID);
		CHECK_STR(media, str_from(rows[i].media));
	}
}

static void
a_zip_that_was_cut_or_changed_is_refused_wherever_it_is(void)
{
	const char *const names[] = {
	    "[Content_Types].xml", "word/document.xml", NULL};
	char room[2048], copy[2048];
	struct str s = zip(room, sizeof(room), names, "");
	struct str media;
	struct err err;

	for (size_t n = 0; n < s.len; n++)
		CHECK(media_of(str_sub(s, 0, n), STR(""), &media, &err) ==
			ERR_INVALID ||
		    n < 4); /* "PK" alone is text */
	for (size_t i = 0; i < s.len; i++) {
		memcpy(copy, s.ptr, s.len);
		copy[i] ^= (char)0xff; /* never read past its end */
		(void)!media_of(
		    (struct str){copy, s.len}, STR(""), &media, &err);
	}
}

static void
what_is_none_of_them_is_refused_and_told_what_is_taken(void)
{
	static const struct {
		struct str bytes;
		const char *why;
	} bad[] = {
	    {STR_INIT(""), "the file is empty"},
	    {STR_INIT("MZ\220\0"), "none of PDF"},
	    {STR_INIT("text\0with NUL"), "none of PDF"},
	    {STR_INIT("text \033[31m"), "none of PDF"},
	    {STR_INIT("Gr\374n, in Latin-1"), "none of PDF"},
	    {STR_INIT("\177ELF"), "none of PDF"},
	    {STR_INIT("GIF89a\1\2"), "none of PDF"},
	    {STR_INIT("PK\3\4"), "not whole"},
	    {STR_INIT("PK\3\4 and some text"), "not whole"},
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct str media = STR("untouched");
		struct err err;

		CHECK(media_of(bad[i].bytes, STR("a.pdf"), &media, &err) ==
		    ERR_INVALID);
		CHECK(strstr(err.text, bad[i].why) != NULL);
		CHECK_STR(media, STR("untouched"));
	}
}

static void
a_files_name_is_its_last_part_and_plain(void)
{
	static const struct {
		struct str in;
		const char *out;
	} rows[] = {
	    {STR_INIT("hiring.pdf"), "hiring.pdf"},
	    {STR_INIT("C:\\docs\\hiring.pdf"), "hiring.pdf"},
	    {STR_INIT("../../etc/passwd"), "passwd"},
	    {STR_INIT("a\"b\r\nc.pdf"), "abc.pdf"},
	    {STR_INIT("Zielgr\303\266\303\237e.md"),
		"Zielgr\303\266\303\237e.md"},
	    {STR_INIT("\374.pdf"), "document"},
	    {STR_INIT(".bashrc"), "document"},
	    {STR_INIT("a/"), "document"},
	    {STR_INIT(""), "document"},
	};
	char name[MEDIA_NAME_MAX + 1], longest[400];

	for (size_t i = 0; i < NELEM(rows); i++) {
		media_name(rows[i].in, name);
		CHECK_STR(str_from(name), str_from(rows[i].out));
	}
	for (size_t i = 0; i + 1 < sizeof(longest); i += 3)
		memcpy(longest + i, "\342\202\254", 3);
	media_name((struct str){longest, 399}, name);
	CHECK(strlen(name) == MEDIA_NAME_MAX && str_is_utf8(str_from(name)));
}

TEST_MAIN(T(a_document_is_known_by_its_bytes),
    T(a_zip_is_known_by_its_directory_and_one_with_a_macro_is_refused),
    T(a_zip_that_was_cut_or_changed_is_refused_wherever_it_is),
    T(what_is_none_of_them_is_refused_and_told_what_is_taken),
    T(a_files_name_is_its_last_part_and_plain))
