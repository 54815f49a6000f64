#include "codec/base64.h"

#include "base/test.h"

/* RFC 4648, section 10, and the two places where the alphabets differ. */
static const struct {
	const char *bytes, *plain, *url;
} vectors[] = {
    {"", "", ""},
    {"f", "Zg==", "Zg"},
    {"fo", "Zm8=", "Zm8"},
    {"foo", "Zm9v", "Zm9v"},
    {"foob", "Zm9vYg==", "Zm9vYg"},
    {"fooba", "Zm9vYmE=", "Zm9vYmE"},
    {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
    {"\xfb\xff\xbf", "+/+/", "-_-_"},
};

static void
the_vectors_of_the_rfc_pass_both_ways(void)
{
	for (size_t i = 0; i < NELEM(vectors); i++) {
		struct str in = str_from(vectors[i].bytes);
		char back[16];
		struct buf b;

		buf_init(&b, 64);
		base64_encode(&b, in.ptr, in.len);
		CHECK_STR(buf_view(&b), str_from(vectors[i].plain));
		CHECK(base64_size(buf_view(&b)) == in.len);
		CHECK(base64_decode(buf_view(&b), back, in.len));
		CHECK_STR(((struct str){back, in.len}), in);
		buf_reset(&b);
		base64url_encode(&b, in.ptr, in.len);
		CHECK_STR(buf_view(&b), str_from(vectors[i].url));
		CHECK(base64url_decode(buf_view(&b), back, in.len));
		CHECK_STR(((struct str){back, in.len}), in);
		buf_release(&b);
	}
}

static void
a_second_spelling_is_refused(void)
{
	static const struct {
		const char *text;
		size_t len;
	} bad[] = {{"Zg", 1}, {"Zg=", 1}, {"Zh==", 1}, {"Zm9=", 2},
	    {"Zm8=\n", 2}, {" Zm8=", 2}, {"====", 0}, {"Z===", 0}, {"Zg==", 2},
	    {"-_-_", 3}, {"Zm=8", 2}, {"Z", 0}, {"Zm9v====", 3}};
	char out[8] = "kept";

	for (size_t i = 0; i < NELEM(bad); i++) {
		CHECK(!base64_decode(str_from(bad[i].text), out, bad[i].len));
		CHECK_STR(str_from(out), STR("kept"));
	}
	CHECK(!base64url_decode(STR("Zg=="), out, 1));
	CHECK(!base64url_decode(STR("Zh"), out, 1));
	CHECK(!base64url_decode(STR("+/+/"), out, 3));
	CHECK(!base64url_decode(STR("A"), out, 0));
}

TEST_MAIN(
    T(the_vectors_of_the_rfc_pass_both_ways), T(a_second_spelling_is_refused))
