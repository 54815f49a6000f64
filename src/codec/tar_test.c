#include "codec/tar.h"

#include "base/test.h"

static const struct tar_limits limits = {3, 2000};

/* A tar of one entry, to be spoilt. */
static struct str
packed(struct buf *out, const char *name, const char *text)
{
	struct tar_entry e = {str_from(name), str_from(text)};
	const struct tar tar = {&e, 1, 1};
	struct err err;

	buf_reset(out);
	CHECK_OK(tar_write(out, &tar, &err), &err);
	return buf_view(out);
}

static void
seal(char *block)
{
	unsigned sum = 0;

	memset(block + 148, ' ', 8);
	for (size_t i = 0; i < 512; i++)
		sum += (unsigned char)block[i];
	snprintf(block + 148, 8, "%06o", sum);
	block[155] = ' ';
}

static void
what_is_written_is_read_back(void)
{
	struct tar_entry e[] = {
	    {STR("a/b.py"), STR("print(1)\n")}, {STR("empty"), STR("")}};
	const struct tar tar = {e, 2, 2};
	struct tar again;
	struct arena arena;
	struct buf out;
	struct err err;

	arena_init(&arena, 1 << 16);
	buf_init(&out, 1 << 16);
	CHECK_OK(tar_write(&out, &tar, &err), &err);
	CHECK_OK(tar_read(buf_view(&out), &limits, &arena, &again, &err), &err);
	CHECK_INT(again.n, 2);
	CHECK_STR(again.v[0].path, STR("a/b.py"));
	CHECK_STR(again.v[0].bytes, STR("print(1)\n"));
	CHECK_STR(again.v[1].path, STR("empty"));
	CHECK_INT(again.v[1].bytes.len, 0);
	buf_release(&out);
	arena_release(&arena);
}

static const struct {
	const char *name;
	char type;
	const char *why;
} no_plain_file[] = {
    {"../x", '0',
	"entry 1, '../x': a name with '..'; plain relative names are "
	"accepted"},
    {"a/../../x", '0',
	"entry 1, 'a/../../x': a name with '..'; plain relative names "
	"are accepted"},
    {"/etc/passwd", '0',
	"entry 1, '/etc/passwd': an absolute name; plain relative "
	"names are accepted"},
    {"a//b", '0',
	"entry 1, 'a//b': a name with an empty part; plain relative "
	"names are accepted"},
    {"a\nb", '0',
	"entry 1, 'a\nb': a name with a control character; plain "
	"relative names are accepted"},
    {"a\xff", '0',
	"entry 1, 'a\xff': a name that is not UTF-8; plain relative "
	"names are accepted"},
    {"", '0',
	"entry 1, '': an empty name; plain relative names are "
	"accepted"},
    {"x", '1',
	"entry 1, 'x': a hard link; plain files and folders are "
	"accepted"},
    {"x", '2',
	"entry 1, 'x': a symbolic link; plain files and folders are "
	"accepted"},
    {"x", '3',
	"entry 1, 'x': a device; plain files and folders are "
	"accepted"},
    {"x", '6', "entry 1, 'x': a pipe; plain files and folders are accepted"},
    {"././@LongLink", 'L',
	"entry 1, '@LongLink': a long name of GNU tar's; plain files "
	"and folders are accepted"},
    {"x", 'x',
	"entry 1, 'x': an extended header; plain files and folders "
	"are accepted"},
    {"x", 'Z',
	"entry 1, 'x': an entry of an unknown kind; plain files and "
	"folders are accepted"},
};

static void
what_is_not_a_plain_file_is_refused_by_its_name(void)
{
	struct arena arena;
	struct buf out;

	arena_init(&arena, 1 << 16);
	buf_init(&out, 1 << 16);
	for (size_t i = 0; i < NELEM(no_plain_file); i++) {
		struct str text = packed(&out, "x", "text");
		struct tar tar = {.n = 42};
		struct err err;

		memset(out.ptr, 0, 100);
		memcpy(out.ptr, no_plain_file[i].name,
		    strlen(no_plain_file[i].name));
		out.ptr[156] = no_plain_file[i].type;
		seal(out.ptr);
		CHECK_INT(
		    tar_read(text, &limits, &arena, &tar, &err), ERR_INVALID);
		CHECK_STR(str_from(err.text), str_from(no_plain_file[i].why));
		CHECK_INT(tar.n, 42); /* untouched */
	}
	buf_release(&out);
	arena_release(&arena);
}

static void
what_is_cut_or_changed_is_no_tar(void)
{
	struct arena arena;
	struct tar tar;
	struct buf out;
	struct str text;
	struct err err;

	arena_init(&arena, 1 << 20);
	buf_init(&out, 1 << 16);
	text = packed(&out, "x", "text");
	for (size_t len = 0; len < 1024 + 512; len += 100)
		CHECK_INT(tar_read(str_sub(text, 0, len), &limits, &arena, &tar,
			      &err),
		    ERR_SYNTAX);
	out.ptr[0] = 'y';
	CHECK_INT(tar_read(text, &limits, &arena, &tar, &err), ERR_SYNTAX);
	out.ptr[0] = 'x';
	out.ptr[124] = '9';
	seal(out.ptr);
	CHECK_INT(tar_read(text, &limits, &arena, &tar, &err), ERR_SYNTAX);
	CHECK_STR(str_from(err.text),
	    STR("entry 1, 'x': its size is no octal number"));
	buf_release(&out);
	arena_release(&arena);
}

static void
more_than_the_ceilings_is_refused_before_it_is_kept(void)
{
	struct tar_entry e[] = {{STR("a"), STR("1")}, {STR("b"), STR("2")},
	    {STR("c"), STR("3")}, {STR("d"), STR("4")}};
	const struct tar many = {e, 4, 4};
	struct arena arena;
	struct tar tar;
	struct buf out;
	struct err err;

	arena_init(&arena, 1 << 16);
	buf_init(&out, 1 << 16);
	CHECK_OK(tar_write(&out, &many, &err), &err);
	CHECK_INT(
	    tar_read(buf_view(&out), &limits, &arena, &tar, &err), ERR_LIMIT);
	CHECK_STR(str_from(err.text),
	    STR("more than 3 files; entry 4, 'd' is one too many"));
	packed(&out, "x", "text");
	memcpy(out.ptr + 124, "00575360400", 11); /* 100,000,000 */
	seal(out.ptr);
	CHECK_INT(
	    tar_read(buf_view(&out), &limits, &arena, &tar, &err), ERR_LIMIT);
	CHECK_STR(str_from(err.text),
	    STR("entry 1, 'x' has 100000000 bytes; 2000 in all are accepted"));
	e[1].path = STR("a");
	buf_reset(&out);
	CHECK_OK(tar_write(&out, &(struct tar){e, 2, 2}, &err), &err);
	CHECK_INT(
	    tar_read(buf_view(&out), &limits, &arena, &tar, &err), ERR_INVALID);
	CHECK_STR(str_from(err.text),
	    STR("entry 2, 'a': a name that was there before"));
	buf_release(&out);
	arena_release(&arena);
}

TEST_MAIN(T(what_is_written_is_read_back),
    T(what_is_not_a_plain_file_is_refused_by_its_name),
    T(what_is_cut_or_changed_is_no_tar),
    T(more_than_the_ceilings_is_refused_before_it_is_kept))
