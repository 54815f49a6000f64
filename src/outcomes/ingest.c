#include "outcomes/ingest_parts.h"

#include "ledger/ledger.h"
#include "people/person.h"
#include "sql/scan.h"

struct ingest {
	const struct catalog *catalog;
	const struct ingest_upload *upload;
	const struct ingest_groups *groups;
	const uint8_t *digest;
	struct arena *arena;
	struct ingest_reply *reply;
};

static enum err_code
find_author(struct ingest_run *run, struct err *err)
{
	struct person person;
	bool found = false;
	struct str email = STR_NONE;
	enum err_code rc;

	if (run->upload->author.len == 0)
		return ERR_NONE;
	/* An author of another shape is nobody known here. */
	if (person_email_read(run->upload->author, run->arena, &email, err) !=
	    ERR_NONE)
		return ERR_NONE;
	rc = person_by_email(run->db, run->arena, email, &found, &person, err);
	if (rc != ERR_NONE || !found)
		return rc;
	run->author = person.id;
	run->author_team = person.team;
	return ERR_NONE;
}

static enum err_code
find_repository(struct ingest_run *run, struct err *err)
{
	struct sql_repository_by_name_in by = {.name = run->upload->repository};
	struct sql_repository_by_name_row row;
	bool found = false;
	enum err_code rc;

	rc = sql_repository_add(run->db,
	    &(struct sql_repository_add_in){.id = id_new(),
		.name = by.name,
		.team = run->author_team,
		.created = run->upload->at},
	    NULL, err);
	if (rc == ERR_NONE)
		rc = sql_repository_by_name(
		    run->db, run->arena, &by, &found, &row, err);
	if (rc != ERR_NONE)
		return rc;
	if (!found)
		return err_set(err, ERR_CORRUPT,
		    "the repository that was just written is not there");
	run->repository = row.id;
	if (!id_is_none(row.team) || id_is_none(run->author_team))
		return ERR_NONE;
	return sql_repository_set_team(run->db,
	    &(struct sql_repository_set_team_in){
		.id = row.id, .team = run->author_team},
	    NULL, err);
}

/* May run again after a rollback: everything it fills is set anew. */
static enum err_code
write_all(struct db *db, void *ctx, struct err *err)
{
	const struct ingest *in = ctx;
	struct ingest_run run = {.db = db,
	    .arena = in->arena,
	    .catalog = in->catalog,
	    .upload = in->upload,
	    .digest = in->digest,
	    .reply = in->reply};
	enum err_code rc;

	memset(in->reply, 0, sizeof(*in->reply));
	rc = find_author(&run, err);
	if (rc == ERR_NONE)
		rc = find_repository(&run, err);
	for (size_t i = 0; rc == ERR_NONE && i < in->groups->n; i++)
		rc = ingest_record(&run, &in->groups->v[i], err);
	return rc;
}

static enum err_code
check_word(const char *name, struct str word, bool needed, struct err *err)
{
	if (needed && word.len == 0)
		return err_set(err, ERR_INVALID, "the %s is missing", name);
	if (word.len > INGEST_WORD_MAX)
		return err_set(err, ERR_INVALID,
		    "the %s is longer than %d bytes", name, INGEST_WORD_MAX);
	if (word.len > 0 && !str_is_utf8(word))
		return err_set(
		    err, ERR_INVALID, "the %s is not valid UTF-8", name);
	for (size_t i = 0; i < word.len; i++)
		if ((unsigned char)word.ptr[i] < ' ' || word.ptr[i] == 127)
			return err_set(err, ERR_INVALID,
			    "the %s holds a control character", name);
	return ERR_NONE;
}

static enum err_code
check_upload(const struct ingest_upload *up, struct err *err)
{
	enum err_code rc;

	rc = check_word("repository", up->repository, true, err);
	if (rc == ERR_NONE)
		rc = check_word("commit", up->commit, true, err);
	if (rc == ERR_NONE)
		rc = check_word("branch", up->branch, true, err);
	if (rc == ERR_NONE)
		rc = check_word("base", up->base, false, err);
	if (rc == ERR_NONE)
		rc = check_word("category", up->category, false, err);
	if (rc == ERR_NONE)
		rc = check_word("author", up->author, false, err);
	return rc;
}

enum err_code
ingest_sarif(struct store *store, const struct catalog *catalog, int fd,
    const char *name, const struct ingest_upload *upload, struct arena *arena,
    struct ingest_reply *out, struct err *err)
{
	struct ingest_groups groups = {0};
	struct ingest_reply reply;
	uint8_t digest[32];
	struct ingest in = {catalog, upload, &groups, digest, arena, &reply};
	enum err_code rc;

	rc = check_upload(upload, err);
	if (rc == ERR_NONE)
		rc = ingest_collect(
		    fd, name, upload, arena, &groups, digest, err);
	if (rc == ERR_NONE)
		rc = store_write(store, write_all, &in, err);
	if (rc != ERR_NONE)
		return rc;
	ledger_wake();
	*out = reply;
	return ERR_NONE;
}
