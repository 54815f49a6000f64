#include "ledger/content.h"

#include "base/clock.h"
#include "crypto/hash.h"
#include "sql/ledger.h"

enum err_code
content_put(struct db *db, struct str bytes, uint8_t hash[32], struct err *err)
{
	if (bytes.len > CONTENT_MAX)
		return err_set(err, ERR_LIMIT,
		    "content is longer than %u bytes", CONTENT_MAX);
	sha256(bytes, hash);
	return sql_content_put(db,
	    &(struct sql_content_put_in){
		.hash = {(const char *)hash, HASH_SIZE},
		.data = bytes,
		.stored = clock_now()},
	    NULL, err);
}

enum err_code
content_get(struct db *db, struct arena *arena, const uint8_t hash[32],
    struct str *out, struct err *err)
{
	struct sql_content_get_row row;
	uint8_t have[HASH_SIZE];
	bool found;
	enum err_code rc;

	rc = sql_content_get(db, arena,
	    &(struct sql_content_get_in){
		.hash = {(const char *)hash, HASH_SIZE}},
	    &found, &row, err);
	if (rc != ERR_NONE)
		return rc;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no content of that hash");
	sha256(row.bytes, have);
	if (memcmp(have, hash, HASH_SIZE) != 0)
		return err_set(err, ERR_CORRUPT,
		    "stored content does not have the hash it is kept under");
	*out = row.bytes;
	return ERR_NONE;
}
