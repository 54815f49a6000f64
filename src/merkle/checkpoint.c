#include "merkle/checkpoint.h"

#include <assert.h>
#include <inttypes.h>

#include "codec/base64.h"

static bool
origin_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] <= ' ' || s.ptr[i] > '~')
			return false;
	return s.len > 0;
}

enum err_code
checkpoint_read(struct str text, struct checkpoint *out, struct err *err)
{
	struct str rest = text, origin, size, root;
	struct checkpoint cp;

	if (text.len > CHECKPOINT_MAX)
		return err_set(err, ERR_LIMIT,
		    "checkpoint is longer than %d bytes", CHECKPOINT_MAX);
	if (!str_cut_line(&rest, &origin) || !str_cut_line(&rest, &size) ||
	    !str_cut_line(&rest, &root) || rest.len > 0)
		return err_set(
		    err, ERR_SYNTAX, "checkpoint is not exactly three lines");

	cp.origin = origin;
	if (!origin_ok(origin))
		return err_set(err, ERR_SYNTAX,
		    "line 1: origin is empty or not printable");
	if (!str_u64(size, &cp.size))
		return err_set(err, ERR_SYNTAX,
		    "line 2: size is not a plain decimal number");
	if (!base64_decode(root, cp.root, sizeof(cp.root)))
		return err_set(err, ERR_SYNTAX,
		    "line 3: root is not base64 of %d bytes", CHECKPOINT_ROOT);
	*out = cp;
	return ERR_NONE;
}

void
checkpoint_write(struct buf *out, const struct checkpoint *cp)
{
	assert(origin_ok(cp->origin)); /* ours, or already read */

	buf_add(out, cp->origin);
	buf_addf(out, "\n%" PRIu64 "\n", cp->size);
	base64_encode(out, cp->root, sizeof(cp->root));
	buf_add(out, STR("\n"));
}
