#include "policy/gate_bundle.h"

#include "codec/gzip.h"
#include "codec/hex.h"
#include "codec/json.h"
#include "codec/tar.h"
#include "crypto/hash.h"

static enum err_code
add(const struct gate_answer *a, void *ctx, struct err *err)
{
	struct buf *data = ctx;

	json_name(data, a->person);
	json_open(data);
	json_flag(data, "allow", a->allow);
	json_str(data, "state", str_from(gate_state_name(a->state)));
	json_time(data, "valid_until", a->until);
	json_close(data);
	return buf_finish(data, err);
}

static enum err_code
write_data(struct gate_desk *desk, struct str system, int64_t now,
    struct buf *data, struct err *err)
{
	enum err_code rc;

	json_open(data);
	json_open_in(data, "assay");
	json_open_in(data, "gates");
	json_name(data, system);
	json_open(data);
	rc = gate_each(desk, system, now, true, add, data, err);
	for (int i = 0; i < 4; i++)
		json_close(data);
	return rc == ERR_NONE ? buf_finish(data, err) : rc;
}

static void
write_manifest(struct str system, struct str revision, struct buf *out)
{
	struct buf root;

	buf_init(&root, 1024);
	buf_addf(&root, "assay/gates/%.*s", STR_FMT(system));
	json_open(out);
	json_str(out, "revision", revision);
	json_list(out, "roots");
	json_str(out, NULL, buf_view(&root));
	json_list_end(out);
	json_close(out);
	buf_release(&root);
}

static enum err_code
pack(struct str manifest, struct str data, struct buf *out, struct err *err)
{
	struct tar_entry files[] = {
	    {STR(".manifest"), manifest},
	    {STR("data.json"), data},
	};
	const struct tar tar = {files, NELEM(files), NELEM(files)};
	struct buf bytes;
	enum err_code rc;

	buf_init(&bytes, GATE_BUNDLE_MAX);
	rc = tar_write(&bytes, &tar, err);
	if (rc == ERR_NONE)
		rc = buf_finish(&bytes, err);
	if (rc == ERR_NONE)
		gzip_store(out, buf_view(&bytes));
	buf_release(&bytes);
	return rc == ERR_NONE ? buf_finish(out, err) : rc;
}

enum err_code
gate_bundle(struct gate_desk *desk, struct str system, int64_t now,
    struct arena *arena, struct str *revision, struct buf *out, struct err *err)
{
	uint8_t hash[HASH_SIZE];
	char digits[33];
	struct buf data, manifest;
	enum err_code rc;

	buf_init(&data, GATE_BUNDLE_MAX / 2);
	buf_init(&manifest, 4096);
	rc = write_data(desk, system, now, &data, err);
	if (rc == ERR_NONE) {
		sha256(buf_view(&data), hash);
		hex_write(digits, hash, 16);
		*revision = arena_strf(arena, "%u-%s",
		    engine_policy(desk->engine, now)->version, digits);
		write_manifest(system, *revision, &manifest);
		rc = revision->ptr != NULL ? buf_finish(&manifest, err)
					   : arena_fail(arena, err);
	}
	if (rc == ERR_NONE)
		rc = pack(buf_view(&manifest), buf_view(&data), out, err);
	buf_release(&data);
	buf_release(&manifest);
	return rc;
}
