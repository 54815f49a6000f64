#include "policy/media.h"

#define ZIP_END   22 /* of the record at the end, without its comment */
#define ZIP_ENTRY 46 /* of an entry of the directory, without its name */
#define ZIP_LOCAL 30 /* of what stands before a file's bytes */

static unsigned
u16(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;

	return b[0] | (unsigned)b[1] << 8;
}

static uint32_t
u32(const char *p)
{
	return u16(p) | (uint32_t)u16(p + 2) << 16;
}

struct zip {
	bool types, word, macro;
	size_t first; /* where the first file stands */
};

/* The end record: last of the file but for a comment that it counts. */
static bool
zip_end(struct str s, size_t *at)
{
	size_t lowest = s.len > ZIP_END + 65535 ? s.len - ZIP_END - 65535 : 0;

	if (s.len < ZIP_END)
		return false;
	for (size_t i = s.len - ZIP_END + 1; i-- > lowest;) {
		if (memcmp(s.ptr + i, "PK\5\6", 4) == 0 &&
		    i + ZIP_END + u16(s.ptr + i + 20) == s.len) {
			*at = i;
			return true;
		}
	}
	return false;
}

static void
zip_note(struct zip *z, struct str name, size_t local)
{
	z->types |= str_eq(name, STR("[Content_Types].xml"));
	z->word |= str_eq(name, STR("word/document.xml"));
	z->macro |= str_ends(name, STR("vbaProject.bin")) ||
	    str_starts(name, STR("Basic/"));
	if (local < z->first)
		z->first = local;
}

/* Its directory, entry by entry; false where it is none. */
static bool
zip_read(struct str s, struct zip *z)
{
	size_t end, at, n;

	*z = (struct zip){.first = SIZE_MAX};
	if (!str_starts(s, STR("PK\3\4")) || !zip_end(s, &end))
		return false;
	n = u16(s.ptr + end + 10);
	at = u32(s.ptr + end + 16);
	for (size_t i = 0; i < n; i++) {
		const char *e = s.ptr + at;
		size_t name;

		if (at > end || end - at < ZIP_ENTRY ||
		    memcmp(e, "PK\1\2", 4) != 0)
			return false;
		name = u16(e + 28);
		if (end - at - ZIP_ENTRY < name)
			return false;
		zip_note(z, (struct str){e + ZIP_ENTRY, name}, u32(e + 42));
		at += ZIP_ENTRY + name + u16(e + 30) + u16(e + 32);
	}
	return at == end;
}

/* OpenDocument's first file is called mimetype and stored as it is. */
static bool
is_open_text(struct str s, const struct zip *z)
{
	static const struct str type =
	    STR_INIT("application/vnd.oasis.opendocument.text");

	return z->first == 0 && s.len > ZIP_LOCAL + 8 && u16(s.ptr + 8) == 0 &&
	    u16(s.ptr + 26) == 8 && u16(s.ptr + 28) == 0 &&
	    u32(s.ptr + 22) == type.len &&
	    str_starts(str_from_at(s, ZIP_LOCAL), STR("mimetype")) &&
	    str_starts(str_from_at(s, ZIP_LOCAL + 8), type);
}

static enum err_code
of_zip(struct str s, struct str *out, struct err *err)
{
	struct zip z;

	if (!zip_read(s, &z))
		return err_set(err, ERR_INVALID,
		    "the file begins as a zip and is not whole: send it again");
	if (z.macro)
		return err_set(err, ERR_INVALID,
		    "the document holds a macro: save it without, or as PDF");
	if (z.types && z.word)
		*out = STR("application/vnd.openxmlformats-officedocument"
			   ".wordprocessingml.document");
	else if (is_open_text(s, &z))
		*out = STR("application/vnd.oasis.opendocument.text");
	else
		return err_set(err, ERR_INVALID,
		    "of zip files only Word (.docx) and OpenDocument text "
		    "(.odt) are taken");
	return ERR_NONE;
}

static bool
is_text(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if ((c < ' ' && c != '\n' && c != '\r' && c != '\t') ||
		    c == 0x7f)
			return false;
	}
	return s.len > 0 && str_is_utf8(s);
}

enum err_code
media_of(struct str bytes, struct str file, struct str *out, struct err *err)
{
	static const struct {
		struct str magic, media;
	} known[] = {
	    {STR_INIT("%PDF-"), STR_INIT("application/pdf")},
	    {STR_INIT("\211PNG\r\n\032\n"), STR_INIT("image/png")},
	    {STR_INIT("\377\330\377"), STR_INIT("image/jpeg")},
	};

	if (bytes.len == 0)
		return err_set(err, ERR_INVALID, "the file is empty");
	for (size_t i = 0; i < NELEM(known); i++) {
		if (!str_starts(bytes, known[i].magic))
			continue;
		*out = known[i].media;
		return ERR_NONE;
	}
	if (str_starts(bytes, STR("PK\3\4")))
		return of_zip(bytes, out, err);
	if (!is_text(bytes))
		return err_set(err, ERR_INVALID,
		    "the file is none of PDF, PNG, JPEG, Word (.docx), "
		    "OpenDocument text (.odt) and text in UTF-8");
	*out = str_ends(file, STR(".md")) ? STR("text/markdown")
					  : STR("text/plain");
	return ERR_NONE;
}

void
media_name(struct str file, char name[MEDIA_NAME_MAX + 1])
{
	size_t n = 0;

	for (size_t i = file.len; i-- > 0;) {
		if (file.ptr[i] == '/' || file.ptr[i] == '\\') {
			file = str_from_at(file, i + 1);
			break;
		}
	}
	if (!str_is_utf8(file))
		file = STR("");
	for (size_t i = 0; i < file.len && n < MEDIA_NAME_MAX; i++)
		if ((unsigned char)file.ptr[i] >= ' ' && file.ptr[i] != '"' &&
		    file.ptr[i] != '\177')
			name[n++] = file.ptr[i];
	while (n > 0 && !str_is_utf8((struct str){name, n}))
		n--; /* cut within a character */
	name[n] = '\0';
	if (n == 0 || name[0] == '.')
		memcpy(name, "document", sizeof("document"));
}
