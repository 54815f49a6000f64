#include "people/organisation.h"

#include "base/clock.h"
#include "people/person.h"
#include "sql/organisation.h"

enum err_code
organisation_get(struct db *db, struct arena *arena, bool *found,
    struct organisation *out, struct err *err)
{
	struct sql_organisation_get_row row;
	bool there = false;
	enum err_code rc;

	rc = sql_organisation_get(db, arena, &there, &row, err);
	if (rc != ERR_NONE)
		return rc;
	*found = there;
	if (there)
		*out = (struct organisation){
		    row.name, row.public_url, row.mail_from, row.created};
	return ERR_NONE;
}

static bool
host_ok(struct str host)
{
	for (size_t i = 0; i < host.len; i++)
		if (strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXY"
			   "Z0123456789.-:[]_",
			host.ptr[i]) == NULL)
			return false;
	return host.len > 0;
}

static bool
is_loopback(struct str host)
{
	static const char *const names[] = {"127.0.0.1", "[::1]", "localhost"};

	for (size_t i = 0; i < NELEM(names); i++) {
		struct str name = str_from(names[i]);

		if (str_starts(host, name) &&
		    (host.len == name.len || host.ptr[name.len] == ':'))
			return true;
	}
	return false;
}

enum err_code
organisation_url_read(struct str text, struct str *out, struct err *err)
{
	struct str url = str_trim(text), host;
	bool secure = str_starts(url, STR("https://"));

	if (str_ends(url, STR("/")))
		url.len--;
	if (!secure && !str_starts(url, STR("http://")))
		return err_set(err, ERR_INVALID,
		    "the public URL starts with neither https:// nor http://");
	host = str_from_at(url, secure ? 8 : 7);
	if (!host_ok(host))
		return err_set(err, ERR_INVALID,
		    "the public URL is more than a scheme, a host and perhaps "
		    "a port, as in https://assay.example:8443");
	if (!secure && !is_loopback(host))
		return err_set(err, ERR_INVALID,
		    "the public URL needs https:// (http:// is for 127.0.0.1, "
		    "[::1] and localhost)");
	*out = url;
	return ERR_NONE;
}

static enum err_code
check(const struct organisation *in, struct arena *arena, struct str *url,
    struct err *err)
{
	struct str mail;

	if (str_trim(in->name).len == 0 || in->name.len > PERSON_NAME_MAX)
		return err_set(err, ERR_INVALID,
		    "the organisation's name is empty or longer than %d bytes",
		    PERSON_NAME_MAX);
	if (in->mail_from.len > 0 &&
	    person_email_read(in->mail_from, arena, &mail, err) != ERR_NONE)
		return err_prefix(err, "the sender's address");
	return organisation_url_read(in->public_url, url, err);
}

enum err_code
organisation_make(struct db *db, struct arena *arena,
    const struct organisation *in, struct err *err)
{
	uint64_t changed = 0;
	enum err_code rc;
	struct str url;

	rc = check(in, arena, &url, err);
	if (rc != ERR_NONE)
		return rc;
	rc = sql_organisation_add(db,
	    &(struct sql_organisation_add_in){.name = str_trim(in->name),
		.public_url = url,
		.mail_from = in->mail_from.len > 0 ? in->mail_from : STR_NONE,
		.created = clock_now()},
	    &changed, err);
	if (rc == ERR_NONE && changed == 0)
		return err_set(
		    err, ERR_CONFLICT, "this database is already set up");
	return rc;
}

enum err_code
organisation_change(struct db *db, struct arena *arena, struct id viewer,
    const struct organisation *in, struct err *err)
{
	uint64_t changed = 0;
	enum err_code rc;
	struct str url;

	rc = check(in, arena, &url, err);
	if (rc != ERR_NONE)
		return rc;
	rc = sql_organisation_set(db,
	    &(struct sql_organisation_set_in){.name = str_trim(in->name),
		.public_url = url,
		.mail_from = in->mail_from.len > 0 ? in->mail_from : STR_NONE,
		.viewer = viewer},
	    &changed, err);
	if (rc == ERR_NONE && changed == 0)
		return err_set(err, ERR_DENIED,
		    "only an administrator changes the settings");
	return rc;
}
