#include "crypto/mac.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/test.h"

static void
a_tag_holds_for_its_purpose_message_and_version(void)
{
	char dir[] = "/tmp/assay-mac-XXXXXX", path[64];
	struct mac_keys keys, again;
	uint8_t tag[MAC_SIZE];
	uint32_t version;
	struct err err;

	CHECK(mkdtemp(dir) != NULL);
	snprintf(path, sizeof(path), "%s/mac", dir);
	CHECK_OK(mac_keys_read(path, &keys, &err), &err);
	mac_make(&keys, "link", STR("m"), &version, tag);
	CHECK(version == 1);
	CHECK_OK(mac_keys_rotate(path, &keys, &err), &err);
	CHECK_OK(mac_keys_read(path, &again, &err), &err);
	CHECK(again.n == 2);
	CHECK(mac_check(&again, "link", STR("m"), 1, tag));
	CHECK(!mac_check(&again, "link", STR("m"), 2, tag));
	CHECK(!mac_check(&again, "link", STR("m"), 3, tag));
	CHECK(!mac_check(&again, "session", STR("m"), 1, tag));
	CHECK(!mac_check(&again, "link", STR("n"), 1, tag));
	mac_make(&again, "link", STR("m"), &version, tag);
	CHECK(version == 2);
	CHECK(unlink(path) == 0 && rmdir(dir) == 0);
}

static void
a_broken_list_of_keys_is_refused(void)
{
	static const char *const bad[] = {"", "\n", "1 x\n",
	    "2 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
	    "1 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="};
	char dir[] = "/tmp/assay-mac-XXXXXX", path[64];
	struct mac_keys keys;
	struct err err;

	CHECK(mkdtemp(dir) != NULL);
	snprintf(path, sizeof(path), "%s/mac", dir);
	for (size_t i = 0; i < NELEM(bad); i++) {
		CHECK_OK(file_write(path, str_from(bad[i]), 0600, &err), &err);
		CHECK(mac_keys_read(path, &keys, &err) == ERR_CORRUPT);
	}
	CHECK_OK(file_write(path, STR(""), 0644, &err), &err);
	CHECK(mac_keys_read(path, &keys, &err) == ERR_DENIED);
	CHECK(unlink(path) == 0 && rmdir(dir) == 0);
}

TEST_MAIN(T(a_tag_holds_for_its_purpose_message_and_version),
    T(a_broken_list_of_keys_is_refused))
