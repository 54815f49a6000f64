#include "http/mail.h"

#include <curl/curl.h>
#include <time.h>

#include "base/clock.h"
#include "codec/base64.h"

#define MESSAGE_MAX ((size_t)1 << 20)
#define TIMEOUT_S   30L

static bool
is_loopback(struct str authority)
{
	struct str host = str_sub(authority, 0, str_find_char(authority, ':'));

	return str_eq(host, STR("127.0.0.1")) ||
	    str_eq(host, STR("localhost")) ||
	    str_starts(authority, STR("[::1]"));
}

static bool
authority_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] <= ' ' ||
		    (unsigned char)s.ptr[i] >= 0x7f ||
		    strchr("/?#@\\\"'<>", s.ptr[i]))
			return false;
	return s.len > 0;
}

static enum err_code
bad_relay(struct err *err)
{
	return err_set(err, ERR_INVALID,
	    "the mail relay is not smtp://[user:password@]host[:port][?tls="
	    "none] or smtps://...");
}

enum err_code
mail_relay_read(struct str text, struct arena *arena, struct mail_relay *out,
    struct err *err)
{
	struct mail_relay relay = {0};
	struct str rest = text, scheme, login, query = STR("");
	size_t at;

	if (!str_cut(&rest, ':', &scheme) || !str_starts(rest, STR("//")) ||
	    (!str_eq(scheme, STR("smtp")) && !str_eq(scheme, STR("smtps"))))
		return bad_relay(err);
	rest = str_from_at(rest, 2);
	at = str_find_char(rest, '?');
	query = str_from_at(rest, at + 1);
	rest = str_sub(rest, 0, at);
	while ((at = str_find_char(rest, '@')) < rest.len) {
		if (relay.user.ptr)
			return bad_relay(err);
		login = str_sub(rest, 0, at);
		rest = str_from_at(rest, at + 1);
		if (!str_cut(&login, ':', &relay.user))
			return bad_relay(err);
		relay.password = login;
	}
	if (!authority_ok(rest) ||
	    (query.len > 0 && !str_eq(query, STR("tls=none"))))
		return bad_relay(err);
	relay.clear =
	    str_eq(scheme, STR("smtp")) && (query.len > 0 || is_loopback(rest));
	relay.url =
	    arena_strf(arena, "%.*s://%.*s", STR_FMT(scheme), STR_FMT(rest));
	relay.user = relay.user.ptr ? arena_str(arena, relay.user) : STR_NONE;
	relay.password =
	    relay.user.ptr ? arena_str(arena, relay.password) : STR_NONE;
	if (!relay.url.ptr)
		return arena_fail(arena, err);
	*out = relay;
	return ERR_NONE;
}

static bool
line_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 0x7f)
			return false;
	return s.len > 0 && str_is_utf8(s);
}

static bool
address_ok(struct str s)
{
	size_t at = str_find_char(s, '@');

	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] <= ' ' || s.ptr[i] == 0x7f ||
		    strchr("<>()[],;:\\\"", s.ptr[i]))
			return false;
	return at > 0 && at + 1 < s.len && s.len <= 254 && str_is_utf8(s);
}

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x7f)
			return false;
	return true;
}

/* An encoded word holds 45 bytes of whole characters. */
static void
write_subject(struct buf *out, struct str s)
{
	buf_add(out, STR("Subject: "));
	if (is_ascii(s) && s.len <= 900) {
		buf_add(out, s);
		buf_add(out, STR("\r\n"));
		return;
	}
	while (s.len > 0) {
		size_t n = s.len < 45 ? s.len : 45;

		while (n < s.len && n > 1 && (s.ptr[n] & 0xc0) == 0x80)
			n--;
		buf_add(out, STR("=?UTF-8?B?"));
		base64_encode(out, s.ptr, n);
		s = str_from_at(s, n);
		buf_add(out, s.len ? STR("?=\r\n ") : STR("?=\r\n"));
	}
}

static void
write_date(struct buf *out, int64_t at)
{
	static const char *const days[] = {
	    "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May",
	    "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	time_t t = (time_t)(at / CLOCK_SECOND);
	struct tm tm;

	gmtime_r(&t, &tm);
	buf_addf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n",
	    days[tm.tm_wday], tm.tm_mday, months[tm.tm_mon], tm.tm_year + 1900,
	    tm.tm_hour, tm.tm_min, tm.tm_sec);
}

enum err_code
mail_write(const struct mail_message *message, struct buf *out, struct err *err)
{
	struct str domain =
	    str_from_at(message->from, str_find_char(message->from, '@') + 1);
	struct str rest = message->body;
	char id[ID_TEXT_LEN + 1];

	if (!address_ok(message->from) || !address_ok(message->to))
		return err_set(
		    err, ERR_INVALID, "a mail address is not local@domain");
	if (!line_ok(message->subject))
		return err_set(err, ERR_INVALID,
		    "the subject is empty or has a control character");
	id_write(message->id, id);
	buf_addf(out, "From: <%.*s>\r\nTo: <%.*s>\r\n", STR_FMT(message->from),
	    STR_FMT(message->to));
	write_subject(out, message->subject);
	write_date(out, message->at);
	buf_addf(out, "Message-ID: <%s@%.*s>\r\n", id, STR_FMT(domain));
	buf_add(out,
	    STR("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
		"Content-Type: text/plain; charset=utf-8\r\n"
		"Content-Transfer-Encoding: base64\r\n\r\n"));
	while (rest.len > 0) {
		size_t n = rest.len < 57 ? rest.len : 57;

		base64_encode(out, rest.ptr, n);
		buf_add(out, STR("\r\n"));
		rest = str_from_at(rest, n);
	}
	return buf_finish(out, err);
}

struct sending {
	struct str left;
};

static size_t
give(char *to, size_t size, size_t count, void *ctx)
{
	struct sending *s = ctx;
	size_t n = size * count < s->left.len ? size * count : s->left.len;

	memcpy(to, s->left.ptr, n);
	s->left = str_from_at(s->left, n);
	return n;
}

static enum err_code
perform(CURL *curl, struct err *err)
{
	char why[CURL_ERROR_SIZE] = "";
	CURLcode code;
	long reply = 0;

	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, why);
	code = curl_easy_perform(curl);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, NULL);
	if (code == CURLE_OK)
		return ERR_NONE;
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply);
	return err_set(err, reply >= 500 && reply < 600 ? ERR_INVALID : ERR_IO,
	    "could not hand the mail to the relay: %s",
	    why[0] ? why : curl_easy_strerror(code));
}

static enum err_code
set_up(CURL *curl, const struct mail_relay *relay, struct arena *arena,
    struct err *err)
{
	char *url = arena_cstr(arena, relay->url);

	if (!url)
		return arena_fail(arena, err);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, TIMEOUT_S);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 10L);
	curl_easy_setopt(curl, CURLOPT_USE_SSL,
	    relay->clear ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL);
	if (relay->authority)
		curl_easy_setopt(curl, CURLOPT_CAINFO, relay->authority);
	if (relay->user.ptr) {
		curl_easy_setopt(
		    curl, CURLOPT_USERNAME, arena_cstr(arena, relay->user));
		curl_easy_setopt(
		    curl, CURLOPT_PASSWORD, arena_cstr(arena, relay->password));
	}
	return ERR_NONE;
}

static enum err_code
deliver(const struct mail_relay *relay, const struct mail_message *message,
    struct buf *text, struct arena *arena, struct err *err)
{
	struct sending sending = {buf_view(text)};
	struct curl_slist *to = curl_slist_append(
	    NULL, arena_strf(arena, "<%.*s>", STR_FMT(message->to)).ptr);
	CURL *curl = curl_easy_init();
	enum err_code rc;

	rc = curl && to ? set_up(curl, relay, arena, err) : err_nomem(err);
	if (rc == ERR_NONE) {
		curl_easy_setopt(curl, CURLOPT_MAIL_FROM,
		    arena_strf(arena, "<%.*s>", STR_FMT(message->from)).ptr);
		curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
		curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
		curl_easy_setopt(curl, CURLOPT_READDATA, &sending);
		curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
		rc = perform(curl, err);
	}
	curl_slist_free_all(to);
	curl_easy_cleanup(curl);
	return rc;
}

enum err_code
mail_send(const struct mail_relay *relay, const struct mail_message *message,
    struct err *err)
{
	struct arena arena;
	struct buf text;
	enum err_code rc;

	arena_init(&arena, 1 << 16);
	buf_init(&text, MESSAGE_MAX);
	rc = mail_write(message, &text, err);
	if (rc == ERR_NONE)
		rc = deliver(relay, message, &text, &arena, err);
	buf_release(&text);
	arena_release(&arena);
	return rc;
}
